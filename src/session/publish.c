/*
 * Publishing: a sound pack whose cases pass, its impact on the population,
 * the limits beyond which somebody else must approve, and then one
 * transaction that makes the release. Where packs come from is their own
 * files' business: the folder here, an earlier release here, signed files in
 * parcel.c.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "model/text.h"
#include "session/actor.h"
#include "session/cases.h"
#include "session/impact.h"
#include "session/keys.h"
#include "session/releasing.h"
#include "session/trust.h"
#include "store/publication.h"
#include "store/report.h"

struct publishing {
	struct zd_session *session;
	const struct zd_candidate *candidate;
	const struct zd_publish *asked;
	struct zd_arena arena;
	struct zd_book *book;
	int32_t effective, as_of;
	struct zd_loaded *base; /* what was in force on that day; NULL: nothing */
	struct zd_publication publication;
	char as_of_text[ZD_DATE_LEN + 1];
	char *copy; /* of the book, with the tables of the new model; NULL: the book's own tables fit */
};

/* ---- what is sound ---- */

/* Every error counts, a single policy's too. */
static int refuse_any_error(const struct zd_loaded *l, struct zd_error *err)
{
	for (size_t i = 0; i < l->findings.count; i++) {
		const struct zd_finding *f = &l->findings.items[i];
		if (zd_finding_is_error(f->code))
			return zd_fail_at(err, f->code == ZD_F_GUARDRAIL ? ZD_GUARDRAIL : ZD_FINDINGS, f->file, f->line,
					  f->column, "%s", f->message);
	}
	return ZD_OK;
}

int zd_sound(struct zd_loaded *loaded, struct zd_error *err)
{
	zd_facts_check(loaded->pack, &loaded->findings);
	zd_reports_check(loaded->pack, &loaded->findings);
	return refuse_any_error(loaded, err);
}

int zd_load_sound(struct zd_session *s, struct zd_loaded **out, struct zd_error *err)
{
	return zd_load_folder_anyway(s, ZD_READ_ALL, out, err) ? (int)err->code : zd_sound(*out, err);
}

static int pass_cases(struct zd_loaded *loaded, struct zd_error *err)
{
	struct zd_test_result tested;
	zd_cases_run(loaded, NULL, 0, NULL, NULL, &tested);
	if (tested.failed)
		return zd_fail(err, ZD_FINDINGS, "%zu of %zu cases fail (zhidu test says which); nothing is published",
			       tested.failed, tested.passed + tested.failed);
	return ZD_OK;
}

/* Whose right it is says the release in force today, not the one that is to come. */
static int may_publish(struct publishing *p, struct zd_error *err)
{
	struct zd_actor actor;
	struct zd_rights rights;
	if (zd_actor_find(&actor, p->session, p->candidate->loaded, &p->arena, err))
		return err->code;
	const char *area = actor.rules ? actor.rules->pack->publish.area : NULL;
	if (zd_actor_may(&rights, &actor, area, NULL, NULL, err))
		return err->code;
	return rights.change ? ZD_OK
			     : zd_fail(err, ZD_DENIED, "%s may not publish: it takes the right to change %s%s%s",
				       actor.login, area, rights.why[0] ? "; " : "", rights.why);
}

/* ---- the impact ---- */

static int find_base(struct publishing *p, struct zd_error *err)
{
	struct zd_release release;
	if (zd_release_at(p->book, p->effective, &release, err))
		return err->code == ZD_NOT_FOUND ? ZD_OK : (int)err->code;
	p->publication.base = release.id;
	if (p->asked->no_impact)
		return ZD_OK;
	return zd_load_release(p->session, release.id, &p->base, err)
		       ? zd_fail_context(
				 err,
				 "the impact cannot be computed (--no-impact goes without): release %lld is not sound",
				 (long long)release.id)
		       : ZD_OK;
}

/* Today's records, but none of days on which a later release has taken this one's place already. */
static int find_day(struct publishing *p, struct zd_error *err)
{
	struct zd_when when;
	int32_t until;
	if (zd_when_parse(&when, p->asked->as_of, NULL, err) || zd_release_until(p->book, p->effective, &until, err))
		return err->code;
	p->as_of = p->asked->as_of || when.as_of < until ? when.as_of : until - 1;
	return ZD_OK;
}

/* Where the new model wants other tables, the impact is computed on a copy that has them. */
static int fit_tables(struct publishing *p, struct zd_error *err)
{
	struct zd_book *copy = NULL;
	size_t changes;
	const struct zd_pack *pack = p->candidate->loaded->pack;
	if (zd_book_migrate(p->book, pack, true, &zd_nowhere, &changes, err))
		return err->code;
	if (!changes)
		return ZD_OK;
	p->copy = zd_arena_printf(&p->arena, "%s.impact-%ld", zd_book_path(p->book), (long)getpid());
	unlink(p->copy);
	int code = zd_book_backup(p->book, p->copy, err);
	if (!code)
		code = zd_book_open(&copy, p->copy, true, err);
	if (!code)
		code = zd_book_begin(copy, err);
	if (!code)
		code = zd_session_migrate_copy(copy, pack, err);
	if (!code)
		code = zd_book_commit(copy, err);
	zd_book_close(copy);
	return code;
}

static void remove_copy(struct publishing *p)
{
	static const char *const ENDINGS[] = {"", "-wal", "-shm"};
	for (size_t i = 0; p->copy && i < sizeof ENDINGS / sizeof *ENDINGS; i++)
		unlink(zd_arena_printf(&p->arena, "%s%s", p->copy, ENDINGS[i]));
}

/* The limits are those of the release in force: nobody loosens them for himself. */
static void weigh(struct publishing *p, const struct zd_impact *impact)
{
	const struct zd_publish_rules *next = &p->candidate->loaded->pack->publish;
	const struct zd_publish_rules *rules =
		p->base && p->base->pack->publish.approver ? &p->base->pack->publish : next;
	const char *why = impact ? zd_impact_beyond(impact, rules, &p->arena) : "没有试算影响";
	if (!rules->approver || (!impact && !p->publication.base))
		return;
	if (rules != next && !zd_publish_same(rules, next))
		why = zd_arena_printf(&p->arena, "%s%s发布限度本身有改动（pack.yaml 的 publish）", why,
				      *why ? "\n" : "");
	if (*why) {
		p->publication.role = rules->approver;
		p->publication.why = why;
	}
}

static int find_impact(struct publishing *p, struct zd_error *err)
{
	struct zd_impact impact;
	struct zd_publication *pub = &p->publication;
	pub->detail = "";
	pub->data = "{}";
	if (!pub->base)
		pub->summary = "此前没有有效的版本，没有可比的影响\n";
	if (p->asked->no_impact)
		pub->summary = "没有试算影响\n";
	if (pub->summary) {
		weigh(p, NULL);
		return ZD_OK;
	}
	if (find_day(p, err) || fit_tables(p, err))
		return err->code;
	const struct zd_impact_question question = {
		.base = p->base,
		.next = p->candidate->loaded,
		.book = p->copy ? p->copy : zd_book_path(p->book),
		.as_of = p->as_of,
		.effective = p->effective,
	};
	int code = zd_impact_find(&impact, p->session, &question, err);
	if (!code) {
		zd_date_format(zd_date_from_days(p->as_of), p->as_of_text);
		pub->as_of = p->as_of_text;
		pub->summary = zd_impact_summary(&impact, &p->arena);
		pub->detail = zd_impact_detail(&impact, &p->arena);
		pub->data = zd_impact_json(&impact, &p->arena);
		weigh(p, &impact);
	}
	zd_impact_free(&impact);
	return code;
}

/* ---- the transaction ---- */

/* What the impact was compared with must still be in force on that day. */
static int base_stands(struct publishing *p, struct zd_error *err)
{
	struct zd_release now = {0};
	if (zd_release_at(p->book, p->effective, &now, err) && err->code != ZD_NOT_FOUND)
		return err->code;
	if (now.id != p->publication.base)
		return zd_fail(err, ZD_DATA, "release %lld was published meanwhile; publish again to see the impact",
			       (long long)now.id);
	return ZD_OK;
}

static int write_release(struct publishing *p, struct zd_published *result, struct zd_error *err)
{
	struct zd_release made;
	char author[64];
	size_t changes;
	const struct zd_candidate *c = p->candidate;
	zd_user_name(author, sizeof author);
	if (base_stands(p, err) ||
	    (!p->publication.role && zd_session_migrate(p->book, c->loaded->pack, false, &zd_nowhere, &changes, err)) ||
	    zd_release_put(p->book, c->loaded->pack, true, p->effective, author, p->asked->message, &made, err) ||
	    zd_publication_put(p->book, made.id, &p->publication, err))
		return err->code;
	result->release = made.id;
	return ZD_OK;
}

static int make_release(struct publishing *p, struct zd_published *result, struct zd_error *err)
{
	if (zd_book_begin(p->book, err))
		return err->code;
	int code = write_release(p, result, err);
	if (!code)
		code = zd_book_commit(p->book, err);
	if (code)
		zd_book_rollback(p->book);
	zd_session_migrated(p->book);
	return code;
}

int zd_publish_candidate(struct zd_session *s, const struct zd_candidate *c, const struct zd_publish *asked, FILE *out,
			 struct zd_published *result, struct zd_error *err)
{
	struct publishing p = {.session = s, .candidate = c, .asked = asked};
	struct zd_date date;
	*result = (struct zd_published){0};
	err->code = ZD_OK;
	if (!asked->effective || !zd_date_parse(asked->effective, strlen(asked->effective), &date))
		return zd_fail(err, ZD_USAGE, "publish wants the first day in force: --effective 2026-01-01");
	if (!asked->message || !*asked->message)
		return zd_fail(err, ZD_USAGE, "publish wants the reason: -m WHY");
	p.effective = zd_date_days(date);
	p.publication = (struct zd_publication){
		.source = c->source, .of = c->of, .signer = c->signer, .signed_hash = c->signed_hash};
	int code = pass_cases(c->loaded, err);
	if (!code)
		code = zd_session_book(s, !asked->dry, &p.book, err);
	if (!code && !asked->dry)
		code = may_publish(&p, err);
	if (!code)
		code = zd_trust_allows(s, c, p.effective, err);
	if (!code)
		code = find_base(&p, err);
	if (!code)
		code = find_impact(&p, err);
	remove_copy(&p);
	if (!code) {
		fputs(p.publication.summary, out);
		if (p.publication.role)
			fprintf(out, "\n超过限度，须由“%s”批准：\n%s\n", p.publication.role, p.publication.why);
		zd_date_format(date, result->effective);
		result->proposed = p.publication.role != NULL;
		snprintf(result->role, sizeof result->role, "%s", p.publication.role ? p.publication.role : "");
	}
	if (!code && !asked->dry)
		code = make_release(&p, result, err);
	zd_arena_free(&p.arena);
	return code;
}

/* ---- the folder, and earlier releases ---- */

int zd_publish(struct zd_session *s, const struct zd_publish *p, FILE *out, struct zd_published *result,
	       struct zd_error *err)
{
	struct zd_candidate c = {0};
	return zd_load_sound(s, &c.loaded, err) ? (int)err->code : zd_publish_candidate(s, &c, p, out, result, err);
}

int zd_rollback(struct zd_session *s, int64_t release, const struct zd_publish *p, FILE *out,
		struct zd_published *result, struct zd_error *err)
{
	struct zd_candidate c = {.source = "rollback", .of = release};
	struct zd_book *book;
	enum zd_release_state state;
	if (zd_session_book(s, false, &book, err) || zd_release_state(book, release, zd_today(), &state, err))
		return err->code;
	if (state == ZD_RELEASE_DRAFT || state == ZD_RELEASE_PROPOSED || state == ZD_RELEASE_REJECTED)
		return zd_fail(err, ZD_USAGE, "release %lld never was in force: there is no going back to it",
			       (long long)release);
	return zd_load_release_whole(s, release, &c.loaded, err) || zd_sound(c.loaded, err)
		       ? (int)err->code
		       : zd_publish_candidate(s, &c, p, out, result, err);
}
