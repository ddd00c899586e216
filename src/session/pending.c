/*
 * What waits for a signature, as people read it: what is asked, of whom, and
 * the reasons, which are made again from the record of the run that asked.
 */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/str.h"
#include "engine/path.h"
#include "model/text.h"
#include "session/naming.h"
#include "session/seeing.h"
#include "session/signing.h"
#include "store/runs.h"
#include "zhidu/signing.h"

struct entry {
	const struct zd_item *item;
	size_t at;
};

struct pending {
	struct zd_session *session;
	struct zd_book *book;
	struct zd_item *items;
	const char **reasons;     /* one an item */
	struct zd_loaded **rules; /* one an item: the release of its run */
	size_t count;
	struct entry *order; /* the items by run, policy and subject */
	struct zd_arena arena;
};

/* ---- reasons ---- */

static const char *reasons_of(const struct zd_batch *b, size_t row, size_t step, struct zd_arena *arena)
{
	struct zd_str text = {0};
	for (size_t i = 0; i < b->reason_count; i++) {
		if (b->reasons[i].row == row && b->reasons[i].step == step)
			zd_str_printf(&text, "%s%s", text.len ? "；" : "", b->reasons[i].text);
	}
	return zd_str_keep(&text, arena);
}

static int compare_groups(const struct zd_item *a, const struct zd_item *b)
{
	if (a->run != b->run)
		return a->run < b->run ? -1 : 1;
	return strcmp(a->policy, b->policy);
}

static int compare_entries(const void *a, const void *b)
{
	const struct zd_item *x = ((const struct entry *)a)->item, *y = ((const struct entry *)b)->item;
	int order = compare_groups(x, y);
	return order ? order : zd_value_compare(&x->subject, &y->subject);
}

static int compare_subject(const void *key, const void *entry)
{
	return zd_value_compare(key, &((const struct entry *)entry)->item->subject);
}

/* The reasons of the rows of a batch that are items of a group. */
static void take_reasons(struct pending *p, const struct entry *group, size_t count, const struct zd_batch *b,
			 size_t step)
{
	for (size_t row = 0; row < b->count; row++) {
		const struct entry *found = bsearch(&b->ids[row], group, count, sizeof *group, compare_subject);
		if (found)
			p->reasons[found->at] = reasons_of(b, row, step, &p->arena);
	}
}

/* A group: items of one run and policy, by subject. */
static int find_reasons(struct pending *p, const struct entry *group, size_t count, struct zd_reader *reader,
			const struct zd_run *run, struct zd_loaded *loaded, struct zd_error *err)
{
	struct zd_plan *plan;
	struct zd_stream *stream = NULL;
	struct zd_batch *b;
	size_t stage, step;
	if (zd_plan_new(&plan, loaded->pack, run->policies, run->policy_count, run->period, err))
		return err->code;
	int code = ZD_OK;
	if (zd_plan_find(plan, group->item->policy, &stage, &step)) {
		struct zd_stream_options options = {
			.plan = plan,
			.scope = {.as_of = run->as_of,
				  .period = run->period,
				  .branch = run->branch[0] ? run->branch : NULL},
			.sources = zd_recorded_sources(reader, run->id),
			.deciders = zd_runtime_maker(loaded->scripts),
			.mode = ZD_MODE_REASONS,
			.only = &plan->stages[stage],
		};
		code = zd_stream_open(&stream, &options, err);
		while (!code && !(code = zd_stream_next(stream, &b, err)) && b)
			take_reasons(p, group, count, b, step);
		zd_stream_close(stream);
	}
	zd_plan_free(plan);
	return code;
}

/* The release of each item's run, and its reasons. */
static int find_rules(struct pending *p, struct zd_error *err)
{
	struct zd_reader *reader;
	if (zd_reader_open(&reader, p->session->book_path, err))
		return err->code;
	int code = ZD_OK;
	p->order = zd_arena_alloc(&p->arena, (p->count + 1) * sizeof *p->order);
	for (size_t i = 0; i < p->count; i++)
		p->order[i] = (struct entry){&p->items[i], i};
	qsort(p->order, p->count, sizeof *p->order, compare_entries);
	for (size_t first = 0, next = 0; first < p->count && !code; first = next) {
		const struct entry *group = &p->order[first];
		struct zd_loaded *rules = NULL;
		struct zd_run run;
		while (next < p->count && compare_groups(p->order[next].item, group->item) == 0)
			next++;
		code = zd_run_get(reader, group->item->run, &run, &p->arena, err);
		if (!code)
			code = zd_load_release(p->session, run.release, &rules, err);
		for (size_t i = first; i < next; i++)
			p->rules[p->order[i].at] = rules;
		if (!code)
			code = find_reasons(p, group, next - first, reader, &run, rules, err);
	}
	zd_reader_close(reader);
	return code;
}

/* ---- what is asked ---- */

/* The title of what is signed by a name, and its type. */
static const char *title_of(const struct zd_pack *pack, const struct zd_policy *policy, const char *name,
			    const struct zd_type **type, struct zd_arena *arena)
{
	const struct zd_need *need = zd_policy_need(policy, name);
	const struct zd_give *give = zd_policy_give(policy, name);
	struct zd_slot slot;
	struct zd_error ignored;
	*type = need ? &need->type : give ? &give->type : NULL;
	if (need && !need->is_history &&
	    zd_path_resolve(&slot, pack, zd_pack_entity(pack, policy->subject), need->path, arena, &ignored) == ZD_OK &&
	    slot.title)
		return slot.title;
	return give && give->title ? give->title : name;
}

/* "申请限额 300,000.00；…": what is signed, but for who must sign it. */
static const char *asked_of(struct pending *p, const struct zd_item *item, const struct zd_pack *pack,
			    const struct zd_policy *policy)
{
	struct zd_str text = {0};
	struct zd_json *json;
	bool good = zd_json_parse(&json, item->decision, strlen(item->decision), &p->arena, NULL) == ZD_OK &&
		    json->kind == ZD_JSON_OBJECT;
	for (size_t i = 0; good && i + 1 < json->len; i++) {
		const struct zd_type *type;
		struct zd_value v;
		const char *title = title_of(pack, policy, json->keys[i], &type, &p->arena);
		if (!type || json->items[i].kind == ZD_JSON_NULL ||
		    zd_value_from_json(&v, type, &json->items[i], &p->arena, NULL))
			continue;
		zd_str_printf(&text, "%s%s ", text.len ? "；" : "", title);
		zd_value_show(&text, type, &v);
	}
	return zd_str_keep(&text, &p->arena);
}

static const char *branch_of(const struct zd_item *item, struct zd_arena *arena)
{
	if (item->branch.tag == ZD_NIL)
		return NULL;
	return zd_value_plain_text(NULL, &item->branch, arena);
}

static int give_item(struct pending *p, size_t at, struct zd_sink *sink, struct zd_error *err)
{
	const struct zd_item *item = &p->items[at];
	const struct zd_pack *pack = p->rules[at]->pack;
	const struct zd_policy *policy = zd_pack_policy(pack, item->policy);
	const struct zd_entity *e = policy ? zd_pack_entity(pack, policy->subject) : NULL;
	if (!e || !policy->sign)
		return zd_fail(err, ZD_BOOK, "item %lld: its run's release has no policy %s", (long long)item->id,
			       item->policy);
	const struct zd_give *by = zd_policy_give(policy, policy->sign->by);
	const char *about = zd_record_about(p->book, pack, e, &item->subject, policy->sign->applicant, &p->arena);
	const struct zd_value row[] = {
		zd_value_int(item->id),
		zd_value_string(policy->title),
		zd_value_string(zd_record_name(p->book, pack, e, &item->subject, &p->arena)),
		zd_value_string(about),
		zd_value_string(asked_of(p, item, pack, policy)),
		zd_value_string(zd_value_title(by ? by->type.enums : NULL, item->asks)),
		zd_value_string(branch_of(item, &p->arena)),
		zd_value_string(zd_arena_strndup(&p->arena, item->since, strcspn(item->since, " "))),
		zd_value_string(p->reasons[at]),
		zd_value_string(item->policy),
		zd_value_string(item->role),
		zd_value_int(item->run),
	};
	return sink->row(sink, row, err);
}

/* ---- which ---- */

/* Keeps only what the actor could sign. */
static int keep_mine(struct pending *p, struct zd_error *err)
{
	struct zd_actor actor;
	size_t kept = 0;
	if (zd_actor_find(&actor, p->session, NULL, &p->arena, err))
		return err->code;
	for (size_t i = 0; i < p->count; i++) {
		struct zd_error no = {0};
		int code = actor.rules ? zd_may_sign(&p->items[i], actor.rules->pack, &actor, &no) : (int)ZD_DENIED;
		if (code && code != ZD_DENIED && code != ZD_DATA) {
			*err = no;
			return code;
		}
		if (!code)
			p->items[kept++] = p->items[i];
	}
	p->count = kept;
	if (!actor.known)
		zd_session_note(p->session, "no person in the book has the login %s, so nothing waits for it",
				actor.login);
	return ZD_OK;
}

static void keep_branch(struct pending *p, const char *branch)
{
	size_t kept = 0;
	for (size_t i = 0; i < p->count; i++) {
		const char *own = branch_of(&p->items[i], &p->arena);
		if (own && strcmp(own, branch) == 0)
			p->items[kept++] = p->items[i];
	}
	p->count = kept;
}

/* Keeps only what is about records that may be seen. */
static int keep_visible(struct pending *p, const struct zd_pack *pack, struct zd_error *err)
{
	struct zd_seers seers = {.session = p->session};
	size_t kept = 0;
	int code = ZD_OK;
	for (size_t i = 0; i < p->count && !code; i++) {
		const struct zd_policy *policy = zd_pack_policy(pack, p->items[i].policy);
		bool yes = policy == NULL;
		if (policy)
			code = zd_seers_may(&seers, policy->subject,
					    zd_value_plain_text(NULL, &p->items[i].subject, &p->arena), &yes, err);
		if (yes)
			p->items[kept++] = p->items[i];
	}
	p->count = kept;
	zd_seers_close(&seers);
	return code;
}

static int check_query(struct zd_session *s, struct zd_book *book, const struct zd_pending_query *q,
		       const struct zd_pack **pack, struct zd_error *err)
{
	struct zd_loaded *loaded;
	struct zd_release release;
	const struct zd_policy *policy;
	if (zd_release_at(book, zd_today(), &release, err) || zd_load_release(s, release.id, &loaded, err) ||
	    zd_branch_check(s, loaded->pack, q->branch, err))
		return err->code;
	*pack = loaded->pack;
	if (q->policy && zd_pack_find_policy(&policy, loaded->pack, q->policy, err))
		return err->code;
	return q->policy && !policy->sign ? zd_fail(err, ZD_USAGE, "%s wants no signatures", q->policy) : (int)ZD_OK;
}

static void note_proposal(void *context, int64_t release, const char *role)
{
	zd_session_note(context, "release %lld waits to be approved by %s: zhidu approve release-%lld",
			(long long)release, role, (long long)release);
}

static int give_items(struct pending *p, struct zd_sink *sink, struct zd_error *err)
{
	static const struct zd_head HEADS[] = {
		{"item", "编号", {.kind = ZD_KIND_INT}},     {"title", "制度", {.kind = ZD_KIND_TEXT}},
		{"subject", "对象", {.kind = ZD_KIND_TEXT}}, {"about", "关于", {.kind = ZD_KIND_TEXT}},
		{"asked", "事项", {.kind = ZD_KIND_TEXT}},   {"signer", "签批人", {.kind = ZD_KIND_TEXT}},
		{"branch", "单位", {.kind = ZD_KIND_TEXT}},  {"since", "起始", {.kind = ZD_KIND_DATE}},
		{"reason", "理由", {.kind = ZD_KIND_TEXT}},  {"policy", "制度编号", {.kind = ZD_KIND_TEXT}},
		{"role", "角色", {.kind = ZD_KIND_TEXT}},    {"run", "运行号", {.kind = ZD_KIND_INT}},
	};
	int code = sink->begin(sink, HEADS, sizeof HEADS / sizeof *HEADS, err);
	for (size_t i = 0; i < p->count && !code; i++)
		code = give_item(p, i, sink, err);
	return code ? code : sink->end(sink, err);
}

int zd_pending(struct zd_session *s, const struct zd_pending_query *q, struct zd_sink *sink, struct zd_error *err)
{
	struct pending p = {.session = s};
	const struct zd_pack *pack = NULL;
	int code = zd_session_book(s, false, &p.book, err);
	if (!code)
		code = check_query(s, p.book, q, &pack, err);
	if (!code)
		code = zd_items_waiting(&p.items, &p.count, p.book, q->policy, &p.arena, err);
	if (!code && q->branch)
		keep_branch(&p, q->branch);
	if (!code && q->mine)
		code = keep_mine(&p, err);
	if (!code)
		code = keep_visible(&p, pack, err);
	p.reasons = zd_arena_alloc(&p.arena, (p.count + 1) * sizeof *p.reasons);
	p.rules = zd_arena_alloc(&p.arena, (p.count + 1) * sizeof *p.rules);
	if (!code)
		code = find_rules(&p, err);
	if (!code)
		code = give_items(&p, sink, err);
	if (!code && !q->policy && !q->branch)
		code = zd_proposals_waiting(p.book, note_proposal, s, err);
	zd_arena_free(&p.arena);
	return code;
}
