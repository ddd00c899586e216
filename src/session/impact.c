/*
 * The impact of a release: which policies can come out otherwise, decided
 * twice side by side, and held against the pack's limits. How it is written
 * is in impact_text.c.
 */
#include "session/impact.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "model/same.h"
#include "model/text.h"
#include "session/touched.h"
#include "whatif/twin.h"
#include "whatif/view.h"

#define MOVERS 10

/* ---- deciding ---- */

/* The last day of the last period of a kind that is over at the end of a day. */
static int32_t last_over(enum zd_period kind, int32_t as_of)
{
	struct zd_date first, last;
	zd_period_of(kind, zd_date_from_days(as_of), &first, &last);
	return zd_date_days(last) <= as_of ? as_of : zd_date_days(first) - 1;
}

/* Both sides of one comparison. */
struct side {
	struct zd_plan *plan;
	struct zd_stream_options stream;
};

static int make_side(struct side *out, struct zd_reader *reader, const struct zd_loaded *loaded, const char *const *ids,
		     size_t count, const struct zd_scope *scope, struct zd_error *err)
{
	if (zd_plan_new(&out->plan, loaded->pack, ids, count, scope->period, err))
		return err->code;
	out->stream = (struct zd_stream_options){
		.plan = out->plan,
		.scope = *scope,
		.sources = zd_reader_sources(reader, loaded->pack),
		.deciders = zd_runtime_maker(loaded->scripts),
	};
	return ZD_OK;
}

static int compare(struct zd_impact *i, struct zd_session *s, struct zd_reader *reader, const char *const *ids,
		   struct zd_tally **tallies, size_t count, const struct zd_scope *scope, struct zd_error *err)
{
	struct side before = {0}, after = {0};
	bool changed;
	int code = make_side(&before, reader, i->base, ids, count, scope, err);
	if (!code)
		code = make_side(&after, reader, i->next, ids, count, scope, err);
	if (!code) {
		const struct zd_twin_options twins = {
			.base = before.stream,
			.scenario = after.stream,
			.tallies = tallies,
			.tally_count = count,
			.by = ZD_BY_BRANCH,
			.progress = s->progress,
			.context = s->context,
		};
		code = zd_twins_compare(&twins, &changed, err);
	}
	zd_plan_free(before.plan);
	zd_plan_free(after.plan);
	return code;
}

/* The touched policies of one kind of period. */
static int find_of_period(struct zd_impact *i, struct zd_session *s, struct zd_reader *reader, const char *const *ids,
			  size_t count, enum zd_period kind, struct zd_error *err)
{
	const struct zd_pack *pack = i->base->pack;
	const char **own = zd_arena_alloc(&i->arena, (count + 1) * sizeof *own);
	struct zd_tally **tallies = zd_arena_alloc(&i->arena, (count + 1) * sizeof *tallies);
	size_t n = 0;
	char period[16] = "";
	struct zd_scope scope = {.as_of = kind ? last_over(kind, i->as_of) : i->as_of, .period = kind};
	scope.rules_on = scope.as_of > i->effective ? scope.as_of : i->effective;
	if (kind)
		zd_period_format(kind, zd_date_from_days(scope.as_of), period);
	for (size_t k = 0; k < count; k++) {
		const struct zd_policy *p = zd_pack_policy(pack, ids[k]);
		if (p->period != kind)
			continue;
		own[n] = ids[k];
		tallies[n] = zd_tally_new(p, &zd_pack_entity(pack, p->subject)->fields[0].type, MOVERS);
		zd_tally_name_movers(tallies[n]);
		i->parts[i->count++] = (struct zd_impact_part){zd_arena_strdup(&i->arena, period), tallies[n]};
		n++;
	}
	return n ? compare(i, s, reader, own, tallies, n, &scope, err) : ZD_OK;
}

/* The policies of one pack that cannot be compared with the other's. */
static const char **lacking(struct zd_impact *i, const struct zd_pack *of, const struct zd_pack *in, size_t *count)
{
	const char **ids = zd_arena_alloc(&i->arena, (of->policy_count + 1) * sizeof *ids);
	for (size_t k = 0; k < of->policy_count; k++) {
		const struct zd_policy *p = &of->policies[k], *other = zd_pack_policy(in, p->id);
		if (!other || !zd_text_same(other->subject, p->subject) || other->period != p->period)
			ids[(*count)++] = p->id;
	}
	return ids;
}

int zd_impact_find(struct zd_impact *out, struct zd_session *s, const struct zd_impact_question *q,
		   struct zd_error *err)
{
	static const enum zd_period KINDS[] = {ZD_PERIOD_NONE, ZD_PERIOD_MONTH, ZD_PERIOD_QUARTER, ZD_PERIOD_YEAR};
	struct zd_reader *reader = NULL;
	size_t count;
	*out = (struct zd_impact){.base = q->base, .next = q->next, .as_of = q->as_of, .effective = q->effective};
	const char **ids = zd_touched_policies(q->base->pack, q->next->pack,
					       q->as_of > q->effective ? q->as_of : q->effective, &count, &out->arena);
	out->parts = zd_arena_alloc(&out->arena, (count + 1) * sizeof *out->parts);
	out->added = lacking(out, q->next->pack, q->base->pack, &out->added_count);
	out->dropped = lacking(out, q->base->pack, q->next->pack, &out->dropped_count);
	int code = count ? zd_reader_open(&reader, q->book, err) : ZD_OK;
	for (size_t k = 0; k < sizeof KINDS / sizeof *KINDS && !code; k++)
		code = find_of_period(out, s, reader, ids, count, KINDS[k], err);
	zd_reader_close(reader);
	return code ? zd_fail_context(err, "the impact cannot be computed (--no-impact goes without)") : ZD_OK;
}

void zd_impact_free(struct zd_impact *i)
{
	for (size_t k = 0; k < i->count; k++)
		zd_tally_free(i->parts[k].tally);
	zd_arena_free(&i->arena);
}

/* ---- limits ---- */

static void add_money(struct zd_str *b, zd_wide fen)
{
	static const struct zd_type money = {.kind = ZD_KIND_MONEY};
	struct zd_value v = zd_value_int(fen > INT64_MAX ? INT64_MAX : (int64_t)fen);
	zd_value_show(b, &money, &v);
}

static void begin_line(struct zd_str *b, const struct zd_policy *p)
{
	zd_str_printf(b, "%s%s（%s）：", b->len ? "\n" : "", p->title ? p->title : p->id, p->id);
}

static void weigh_money(struct zd_str *b, const struct zd_tally *t, const struct zd_publish_limit *limit)
{
	for (size_t i = 0; i < t->policy->give_count; i++) {
		const struct zd_tally_outcome *o = &t->outcomes[i];
		zd_wide most = o->rise > o->fall ? o->rise : o->fall;
		if (o->give->type.kind != ZD_KIND_MONEY || most <= limit->money)
			continue;
		begin_line(b, t->policy);
		zd_str_printf(b, "%s%s ", o->give->title ? o->give->title : o->give->name,
			      o->rise > o->fall ? "增加" : "减少");
		add_money(b, most);
		zd_str_add(b, "，限度 ");
		add_money(b, limit->money);
	}
}

const char *zd_impact_beyond(const struct zd_impact *i, const struct zd_publish_rules *rules, struct zd_arena *arena)
{
	struct zd_str b = {0};
	for (size_t k = 0; k < i->count && rules->approver; k++) {
		const struct zd_tally *t = i->parts[k].tally;
		const struct zd_publish_limit *limit = zd_publish_limit_of(rules, t->policy->id);
		if (limit->has_changed && t->subjects && (double)t->changed > limit->changed * (double)t->subjects) {
			begin_line(&b, t->policy);
			zd_str_printf(&b, "%llu 个对象中 %llu 个改变，限度 %.4g%%", (unsigned long long)t->subjects,
				      (unsigned long long)t->changed, 100 * limit->changed);
		}
		if (limit->has_money)
			weigh_money(&b, t, limit);
		if (t->failed_after > t->failed_before) {
			begin_line(&b, t->policy);
			zd_str_printf(&b, "不能决定的由 %llu 个增至 %llu 个", (unsigned long long)t->failed_before,
				      (unsigned long long)t->failed_after);
		}
	}
	return zd_str_keep(&b, arena);
}
