/*
 * Signing, all in one transaction: each item is checked and decided again as
 * things are; what a signature leaves on the record is written; and then all
 * are decided once more, so that nothing is signed that would not stand.
 */
#include "session/signing.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/utf8.h"
#include "model/text.h"
#include "session/naming.h"
#include "session/recheck.h"
#include "session/releasing.h"
#include "store/records.h"
#include "zhidu/signing.h"

static const char *const VERDICTS[] = {"approved", "rejected"}, *const TITLES[] = {"已批准", "已驳回"};
const struct zd_enum zd_verdicts = {
	.title = "签批", .count = 2, .values = (const char **)VERDICTS, .titles = (const char **)TITLES};

struct signing {
	struct zd_session *session;
	const struct zd_signing *what;
	struct zd_book *book;
	struct zd_loaded *loaded; /* the release in force on the day */
	struct zd_actor actor;
	int32_t day;
	struct zd_item *items;
	struct zd_rechecked *rechecked;
	const char **sets; /* one an item: JSON */
	size_t count;
	struct zd_arena arena;
};

/* ---- what is asked of the command ---- */

static int check_why(const char *why, struct zd_error *err)
{
	if (!why || why[strspn(why, " \t\r\n")] == '\0')
		return zd_fail(err, ZD_USAGE, "a signature says why");
	if (zd_utf8_valid(why, strlen(why)) != strlen(why))
		return zd_fail(err, ZD_USAGE, "why: not UTF-8");
	return ZD_OK;
}

static int check_words(struct signing *g, struct zd_error *err)
{
	const struct zd_signing *w = g->what;
	struct zd_date day;
	if (check_why(w->why, err))
		return err->code;
	if (w->item_count == 0)
		return zd_fail(err, ZD_USAGE, "no item is named");
	if (w->set_count && (!w->approve || w->item_count > 1))
		return zd_fail(err, ZD_USAGE, "less can be granted of one item that is approved");
	g->day = zd_today();
	if (w->day && !zd_date_parse(w->day, strlen(w->day), &day))
		return zd_fail(err, ZD_USAGE, "'%s' is no date such as 2025-11-30", w->day);
	if (w->day && zd_date_days(day) > g->day)
		return zd_fail(err, ZD_USAGE, "a signature cannot count from a day to come (%s)", w->day);
	if (w->day)
		g->day = zd_date_days(day);
	for (size_t i = 0; i < w->item_count; i++) {
		for (size_t k = 0; k < i; k++) {
			if (w->items[i] == w->items[k])
				return zd_fail(err, ZD_USAGE, "item %lld is named twice", (long long)w->items[i]);
		}
	}
	return ZD_OK;
}

/* ---- whether an item waits ---- */

static int waits(const struct signing *g, const struct zd_item *item, struct zd_error *err)
{
	char day[ZD_DATE_LEN + 1];
	int32_t last;
	if (item->verdict)
		return zd_fail(err, ZD_DATA, "item %lld was %s by %s on %s already", (long long)item->id, item->verdict,
			       item->login, item->day);
	if (!item->latest)
		return zd_fail(err, ZD_DATA,
			       "item %lld has expired: the latest decision of %s about the same is another one",
			       (long long)item->id, item->policy);
	if (zd_signature_day(&last, g->book, item->policy, err))
		return err->code;
	last = !item->period[0] && item->as_of > last ? item->as_of : last;
	zd_date_format(zd_date_from_days(last > INT32_MIN ? last : 0), day);
	if (g->day < last)
		return zd_fail(
			err, ZD_USAGE,
			"item %lld cannot be signed as of an earlier day than %s, when %s was last decided or signed",
			(long long)item->id, day, item->policy);
	return ZD_OK;
}

static int read_items(struct signing *g, struct zd_error *err)
{
	g->count = g->what->item_count;
	g->items = zd_arena_alloc(&g->arena, g->count * sizeof *g->items);
	g->rechecked = zd_arena_alloc(&g->arena, g->count * sizeof *g->rechecked);
	g->sets = zd_arena_alloc(&g->arena, g->count * sizeof *g->sets);
	for (size_t i = 0; i < g->count; i++) {
		if (zd_item_get(&g->items[i], g->book, g->what->items[i], &g->arena, err) ||
		    waits(g, &g->items[i], err) || zd_may_sign(&g->items[i], g->loaded->pack, &g->actor, err))
			return err->code;
		g->rechecked[i].item = &g->items[i];
	}
	return ZD_OK;
}

static int moved(const struct zd_rechecked *r, const char *what, const struct zd_value *was, const struct zd_value *is,
		 struct zd_error *err)
{
	struct zd_str before = {0}, now = {0};
	zd_value_plain(&before, NULL, was);
	zd_value_plain(&now, NULL, is);
	int code = zd_fail(err, ZD_DATA, "item %lld has expired: its %s was %s and is %s; run %s again",
			   (long long)r->item->id, what, was->tag == ZD_NIL ? "nobody" : zd_str_text(&before),
			   is->tag == ZD_NIL ? "nobody" : zd_str_text(&now), r->item->policy);
	zd_str_free(&before);
	zd_str_free(&now);
	return code;
}

/* Who asked and which branch it belongs to say who may sign; what is signed does not tell. */
static int same_people(const struct zd_rechecked *r, struct zd_error *err)
{
	if (!zd_value_equal(&r->applicant, &r->item->applicant))
		return moved(r, "applicant", &r->item->applicant, &r->applicant, err);
	if (!zd_value_equal(&r->branch, &r->item->branch))
		return moved(r, "branch", &r->item->branch, &r->branch, err);
	return ZD_OK;
}

static int check_items(struct signing *g, struct zd_error *err)
{
	if (zd_recheck(g->rechecked, g->count, g->loaded, g->book, g->day, &g->arena, err))
		return err->code;
	for (size_t i = 0; i < g->count; i++) {
		const struct zd_rechecked *r = &g->rechecked[i];
		if (zd_recheck_same(r, "has expired", err) || same_people(r, err))
			return err->code;
		/* A record that an earlier signature has closed waits again when its decision has changed since. */
		bool again = false;
		struct zd_item *all;
		size_t count;
		if (zd_items_of(&all, &count, g->book, r->item->policy, &r->item->subject, &g->arena, err))
			return err->code;
		for (size_t k = 0; k < count; k++)
			again |= all[k].verdict && strcmp(all[k].verdict, "approved") == 0 &&
				 strcmp(all[k].period, r->item->period) == 0;
		if (!r->open && !again)
			return zd_fail(err, ZD_DATA,
				       "item %lld does not wait any more: its record is not one of those with %s",
				       (long long)r->item->id, r->policy->sign->when);
	}
	return ZD_OK;
}

/* ---- what a signature leaves on the record ---- */

struct written {
	const char **fields;
	struct zd_value *values;
	const struct zd_field **of;
	size_t count;
};

static struct zd_value value_of(struct signing *g, const struct zd_rechecked *r, const struct zd_sign_set *set)
{
	char day[ZD_DATE_LEN + 1];
	switch (set->source) {
	case ZD_SIGN_TODAY:
		zd_date_format(zd_date_from_days(g->day), day);
		return zd_value_string(zd_arena_strdup(&g->arena, day));
	case ZD_SIGN_SIGNER:
		return g->actor.person;
	case ZD_SIGN_WHY:
		return zd_value_string(g->what->why);
	case ZD_SIGN_NEED:
		return r->needs[set->index];
	case ZD_SIGN_OUTCOME:
		return r->gives[set->index];
	default:
		return set->value;
	}
}

static const struct zd_sign_set *find_set(const struct zd_rechecked *r, const char *field)
{
	for (size_t i = 0; i < r->policy->sign->approved_count; i++) {
		if (strcmp(r->policy->sign->approved[i].field, field) == 0)
			return &r->policy->sign->approved[i];
	}
	return NULL;
}

/* field=value: the value takes the place of what was asked, and may not be more. */
static int grant_less(struct signing *g, const struct zd_rechecked *r, const char *assignment, struct written *w,
		      struct zd_error *err)
{
	const char *equals = strchr(assignment, '=');
	if (!equals)
		return zd_fail(err, ZD_USAGE, "'%s' is not FIELD=VALUE", assignment);
	const char *name = zd_arena_strndup(&g->arena, assignment, (size_t)(equals - assignment));
	const struct zd_sign_set *set = find_set(r, name);
	if (!set || !set->lower)
		return zd_fail(err, ZD_GUARDRAIL, "%s does not let who signs say what %s is", r->item->policy, name);
	for (size_t i = 0; i < w->count; i++) {
		struct zd_value value;
		struct zd_str asked = {0};
		if (strcmp(w->fields[i], name) != 0)
			continue;
		if (zd_value_parse(&value, &w->of[i]->type, equals + 1, strlen(equals + 1), &g->arena, err))
			return zd_fail_context(err, "%s", name);
		if (zd_value_compare(&value, &w->values[i]) > 0) {
			zd_value_show(&asked, &w->of[i]->type, &w->values[i]);
			zd_fail(err, ZD_GUARDRAIL, "%s: not more than %s, which was asked, can be granted", name,
				zd_str_text(&asked));
			zd_str_free(&asked);
			return err->code;
		}
		w->values[i] = value;
		return ZD_OK;
	}
	return zd_fail(err, ZD_USAGE, "nothing was asked of which %s could be less", name);
}

static int write_effects(struct signing *g, size_t at, struct zd_error *err)
{
	const struct zd_rechecked *r = &g->rechecked[at];
	const struct zd_sign *sign = r->policy->sign;
	const struct zd_sign_set *sets = g->what->approve ? sign->approved : sign->rejected;
	size_t count = g->what->approve ? sign->approved_count : sign->rejected_count;
	struct written w = {0};
	struct zd_str json = {0};
	bool first = true;
	w.fields = zd_arena_alloc(&g->arena, (count + 1) * sizeof *w.fields);
	w.values = zd_arena_alloc(&g->arena, (count + 1) * sizeof *w.values);
	w.of = zd_arena_alloc(&g->arena, (count + 1) * sizeof *w.of);
	for (size_t i = 0; i < count; i++) {
		struct zd_value v = value_of(g, r, &sets[i]);
		if (v.tag == ZD_NIL)
			continue;
		w.fields[w.count] = sets[i].field;
		w.of[w.count] = zd_entity_field(r->entity, sets[i].field);
		w.values[w.count++] = v;
	}
	for (size_t i = 0; i < g->what->set_count; i++) {
		if (grant_less(g, r, g->what->set[i], &w, err))
			return err->code;
	}
	if (w.count && zd_record_set(g->book, r->entity, &r->item->subject, w.fields, w.values, w.count, err))
		return zd_fail_context(err, "item %lld", (long long)r->item->id);
	zd_str_addc(&json, '{');
	for (size_t i = 0; i < w.count; i++) {
		zd_json_key(&json, &first, w.fields[i]);
		zd_value_json(&json, &w.of[i]->type, &w.values[i]);
	}
	zd_str_addc(&json, '}');
	g->sets[at] = zd_str_keep(&json, &g->arena);
	return ZD_OK;
}

static int write_signature(struct signing *g, size_t at, struct zd_error *err)
{
	const struct zd_item *item = &g->items[at];
	const struct zd_signature s = {
		.item = item->id,
		.approved = g->what->approve,
		.login = g->actor.login,
		.person = g->actor.person,
		.role = item->role,
		.day = g->day,
		.why = g->what->why,
		.sets = g->sets[at],
		.hash = item->hash,
	};
	return zd_signature_put(g->book, &s, err);
}

/* What was signed together must be, with all of it written, what was signed. */
static int check_together(struct signing *g, struct zd_error *err)
{
	if (zd_recheck(g->rechecked, g->count, g->loaded, g->book, g->day, &g->arena, err))
		return err->code;
	for (size_t i = 0; i < g->count; i++) {
		if (zd_recheck_same(&g->rechecked[i],
				    g->count > 1 ? "would not stand beside the others" : "would not stand", err))
			return err->code;
	}
	return ZD_OK;
}

/* ---- all of it ---- */

static int load_rules(struct signing *g, struct zd_error *err)
{
	struct zd_release release;
	if (zd_release_at(g->book, g->day, &release, err))
		return err->code;
	return zd_load_release(g->session, release.id, &g->loaded, err);
}

static int sign_items(struct signing *g, struct zd_error *err)
{
	if (load_rules(g, err) || zd_actor_find(&g->actor, g->session, g->loaded, &g->arena, err) ||
	    read_items(g, err) || check_items(g, err))
		return err->code;
	for (size_t i = 0; i < g->count; i++) {
		if (write_effects(g, i, err) || write_signature(g, i, err))
			return err->code;
	}
	return g->what->approve ? check_together(g, err) : (int)ZD_OK;
}

static int tell(struct signing *g, struct zd_sink *sink, struct zd_error *err)
{
	static const struct zd_head HEADS[] = {
		{"item", "编号", {.kind = ZD_KIND_INT}},
		{"policy", "制度", {.kind = ZD_KIND_TEXT}},
		{"subject", "对象", {.kind = ZD_KIND_TEXT}},
		{"verdict", "签批", {.kind = ZD_KIND_ENUM, .enums = &zd_verdicts}},
		{"role", "角色", {.kind = ZD_KIND_TEXT}},
		{"person", "签批人", {.kind = ZD_KIND_TEXT}},
		{"day", "日期", {.kind = ZD_KIND_DATE}},
		{"sets", "写入", {.kind = ZD_KIND_TEXT}},
	};
	char day[ZD_DATE_LEN + 1];
	const struct zd_pack *rules = g->actor.rules->pack;
	const char *person = zd_record_name(g->book, rules, zd_pack_entity(rules, rules->access->person),
					    &g->actor.person, &g->arena);
	int code = sink->begin(sink, HEADS, sizeof HEADS / sizeof *HEADS, err);
	zd_date_format(zd_date_from_days(g->day), day);
	for (size_t i = 0; i < g->count && !code; i++) {
		const struct zd_rechecked *r = &g->rechecked[i];
		const struct zd_value row[] = {
			zd_value_int(r->item->id),
			zd_value_string(r->item->policy),
			zd_value_string(
				zd_record_name(g->book, g->loaded->pack, r->entity, &r->item->subject, &g->arena)),
			zd_value_string(g->what->approve ? "approved" : "rejected"),
			zd_value_string(r->item->role),
			zd_value_string(person),
			zd_value_string(day),
			zd_value_string(g->sets[i]),
		};
		code = sink->row(sink, row, err);
	}
	return code ? code : sink->end(sink, err);
}

int zd_sign(struct zd_session *s, const struct zd_signing *what, struct zd_sink *sink, struct zd_error *err)
{
	struct signing g = {.session = s, .what = what};
	int code = check_words(&g, err);
	if (!code)
		code = zd_session_book(s, true, &g.book, err);
	if (!code && !(code = zd_book_begin(g.book, err))) {
		code = sign_items(&g, err);
		if (!code)
			code = zd_book_commit(g.book, err);
		else
			zd_book_rollback(g.book);
	}
	if (!code)
		code = tell(&g, sink, err);
	zd_arena_free(&g.arena);
	return code;
}

int zd_sign_release(struct zd_session *s, int64_t release, bool approve, const char *why, struct zd_error *err)
{
	int code = check_why(why, err);
	return code ? code : zd_release_sign(s, release, approve, why, err);
}
