/* The way to a wanted outcome, with rules in plain C. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "engine/reach.h"
#include "engine/variant.h"
#include "model/condition.h"
#include "model/text.h"
#include "world.h"

Suite *suite_reach(void);

static struct world w;
static struct zd_arena arena;
static struct zd_error err;

/*
 * good: amount in a window of one thousand, or kind special;
 * both: risk below a half and turned; papers: all three are there.
 */
static int judge(const struct zd_policy *p, const struct zd_value *args, const struct zd_value *params, size_t rows,
		 struct zd_value *out, struct zd_arena *a, struct zd_error *e)
{
	(void)p, (void)params, (void)rows, (void)a;
	if (args[0].i == 777)
		return zd_fail(e, ZD_POLICY, "this one cannot be decided");
	bool special = args[1].tag == ZD_TEXT && strcmp(args[1].s, "special") == 0;
	out[0] = zd_value_bool((args[0].i >= 5000000 && args[0].i < 5100000) || special);
	out[1] = zd_value_bool(args[2].d < 0.5 && args[3].i == 1);
	out[2] = zd_value_bool(args[4].tag == ZD_TEXT && args[5].tag == ZD_TEXT && args[6].tag == ZD_BOOL);
	return ZD_OK;
}

static void setup(void)
{
	world_open(&w, 4);
	world_entity(&w, "order",
		     "id:text amount:money kind:enum=plain|rare|special risk:number turned:bool first:date second:date "
		     "third:bool");
	world_policy(&w, "p.judge", "order", "amount kind? risk turned first? second? third?",
		     "good:bool both:bool papers:bool");
	world_rule_of(&w, "p.judge", judge);
	world_resolve(&w, 0);
}

static void teardown(void)
{
	zd_arena_free(&arena);
	world_close(&w);
}

struct trial {
	struct zd_decider *decider;
	struct zd_condition *condition;
};

static int decide(void *context, struct zd_batch *b, struct zd_error *e)
{
	struct trial *t = context;
	return t->decider->decide(t->decider, b, e);
}

static bool wanted(void *context, const struct zd_value *outcomes)
{
	const struct trial *t = context;
	return zd_condition_test(t->condition, outcomes);
}

/* The ways as "slot to value + slot to value; …", or "met". */
static const char *reach(const char *goal, const char *const *inputs, const struct zd_value *hints, size_t hint_count)
{
	struct zd_plan *plan;
	struct zd_variants variants;
	struct trial t;
	struct zd_way *ways;
	struct zd_str text = {0};
	size_t count, slots[8];
	bool met;
	ck_assert(!zd_plan_single(&plan, &w.pack, zd_pack_policy(&w.pack, "p.judge"), &err));
	const struct zd_stage *stage = &plan->stages[0];
	struct zd_stream_options so = world_options(&w, plan, 1);
	ck_assert(!zd_variants_make(&variants, &w.pack, stage, 0, &arena, &err));
	ck_assert(!so.deciders.make(so.deciders.context, &w.pack, stage, variants.items, 1, ZD_MODE_FAST, &t.decider,
				    &err));
	struct zd_condition_column columns[3] = {
		{"good", {.kind = ZD_KIND_BOOL}}, {"both", {.kind = ZD_KIND_BOOL}}, {"papers", {.kind = ZD_KIND_BOOL}}};
	ck_assert(!zd_condition_parse(&t.condition, goal, columns, 3, &arena, &err));
	struct zd_batch *b = zd_batch_new(stage, 1);
	b->count = 1;
	for (size_t i = 0; i < stage->slot_count; i++) {
		slots[i] = i;
		b->in[i] = ZD_VALUE_NIL;
		if (inputs[i])
			ck_assert(!zd_value_parse(&b->in[i], &stage->slots[i].type, inputs[i], strlen(inputs[i]),
						  &arena, &err));
	}
	struct zd_reach_options o = {.batch = b,
				     .decide = decide,
				     .wanted = wanted,
				     .context = &t,
				     .slots = slots,
				     .slot_count = stage->slot_count,
				     .hints = hints,
				     .hint_count = hint_count,
				     .today = zd_date_days((struct zd_date){2025, 6, 30})};
	ck_assert(!zd_reach(&ways, &count, &met, &o, &arena, &err));
	if (met)
		zd_str_add(&text, "met");
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < ways[i].count; k++) {
			const struct zd_move_of *m = &ways[i].moves[k];
			zd_str_printf(&text, "%s%s to ", k ? " + " : i ? "; " : "", stage->slots[m->slot].path);
			zd_value_plain(&text, &stage->slots[m->slot].type, &m->after);
		}
	}
	/* The inputs are as they were. */
	for (size_t i = 0; i < stage->slot_count; i++)
		ck_assert_int_eq(b->in[i].tag == ZD_NIL, inputs[i] == NULL);
	t.decider->free(t.decider);
	zd_batch_free(b);
	zd_variants_free(&variants);
	zd_plan_free(plan);
	const char *copy = zd_arena_strdup(&arena, zd_str_text(&text));
	zd_str_free(&text);
	return copy;
}

START_TEST(single)
{
	const char *low[] = {"49000.00", "plain", "0.1", "true", NULL, NULL, NULL};
	const char *high[] = {"60000.00", "plain", "0.1", "true", NULL, NULL, NULL};
	const char *none[] = {"0.00", NULL, "0.1", "true", NULL, NULL, NULL};
	/* The smallest change comes first, and it is exact to the fen. */
	ck_assert_str_eq(reach("good = true", low, NULL, 0), "amount to 50000.00; kind to special");
	ck_assert_str_eq(reach("good = true", high, NULL, 0), "amount to 50999.99; kind to special");
	ck_assert_str_eq(reach("both = true", low, NULL, 0), "met");
	/* A narrow window far away is met where a parameter says that something turns there. */
	const struct zd_value hint = zd_value_int(5000000);
	ck_assert_str_eq(reach("good = true", none, &hint, 1), "amount to 50000.00; kind to special");
}
END_TEST

START_TEST(several)
{
	const char *two[] = {"1.00", "plain", "0.9", "false", NULL, NULL, NULL};
	const char *papers[] = {"1.00", "plain", "0.1", "true", NULL, NULL, NULL};
	const char *some[] = {"1.00", "plain", "0.1", "true", "2020-01-01", NULL, "false"};
	ck_assert_str_eq(reach("both = true", two, NULL, 0), "risk to 0.49 + turned to true");
	ck_assert_str_eq(reach("papers = true", papers, NULL, 0),
			 "first to 2026-06-30 + second to 2026-06-30 + third to true");
	ck_assert_str_eq(reach("papers = true", some, NULL, 0), "second to 2025-06-30");
}
END_TEST

/* A value at which the rule fails is no way, and a goal out of reach has none. */
START_TEST(out_of_reach)
{
	const char *failing[] = {"7.76", "plain", "0.1", "true", NULL, NULL, NULL};
	const char *stuck[] = {"7.77", "plain", "0.1", "true", NULL, NULL, NULL};
	ck_assert_str_eq(reach("good = true and both = false", failing, NULL, 0),
			 "kind to special + turned to false; kind to special + risk to 0.5");
	ck_assert_ptr_nonnull(strstr(reach("both = true", stuck, NULL, 0), "amount to "));
	ck_assert_str_eq(reach("good = true and good = false", failing, NULL, 0), "");
}
END_TEST

Suite *suite_reach(void)
{
	Suite *s = suite_create("reach");
	TCase *t = tcase_create("reach");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, single);
	tcase_add_test(t, several);
	tcase_add_test(t, out_of_reach);
	suite_add_tcase(s, t);
	return s;
}
