#include <check.h>
#include <string.h>

#include "engine/nearest.h"
#include "engine/variant.h"
#include "model/text.h"
#include "world.h"

Suite *suite_nearest(void);

static struct world w;
static struct zd_arena arena;
static struct zd_error err;
static size_t decided;

/* Good: at least 1000.00 and not late, or special; the note is no reason to call an outcome another. */
static int judge(const struct zd_policy *p, const struct zd_value *args, const struct zd_value *params, size_t rows,
		 struct zd_value *out, struct zd_arena *a, struct zd_error *e)
{
	(void)params, (void)rows;
	decided++;
	if (args[0].i > 900000)
		return zd_fail(e, ZD_POLICY, "too much");
	bool late = strcmp(args[3].s, "2025-06-30") > 0;
	bool good = (args[0].i >= 100000 && !late && args[2].d < 0.5) || strcmp(args[1].s, "special") == 0;
	good ^= args[4].i != 0;
	out[0] = zd_value_text(p->gives[0].type.enums->values[good], good ? 4 : 3);
	out[1] = zd_value_text(zd_arena_printf(a, "%lld", (long long)args[0].i), 1);
	return ZD_OK;
}

static void setup(void)
{
	world_open(&w, 4);
	world_entity(&w, "order", "id:text amount:money kind:enum=plain|rare|special risk:rate on:date turned:bool");
	world_policy(&w, "p.judge", "order", "amount kind risk on turned", "verdict:enum=bad|good note:text");
	world_policy(&w, "p.count", "order", "amount", "n:int");
	world_rule_of(&w, "p.judge", judge);
	world_resolve(&w, 0);
}

static void teardown(void)
{
	zd_arena_free(&arena);
	world_close(&w);
}

static void search(const char *policy, const char *const *inputs, struct zd_nearby **found, size_t *count,
		   struct zd_str *text)
{
	struct zd_plan *plan;
	struct zd_variants variants;
	struct zd_decider *decider;
	ck_assert(!zd_plan_single(&plan, &w.pack, zd_pack_policy(&w.pack, policy), &err));
	const struct zd_stage *stage = &plan->stages[0];
	struct zd_stream_options o = world_options(&w, plan, 1);
	ck_assert(!zd_variants_make(&variants, &w.pack, stage, 0, &arena, &err));
	ck_assert(
		!o.deciders.make(o.deciders.context, &w.pack, stage, variants.items, 1, ZD_MODE_FAST, &decider, &err));
	struct zd_batch *b = zd_batch_new(stage, 1);
	b->count = 1;
	for (size_t i = 0; i < stage->slot_count; i++)
		ck_assert(
			!zd_value_parse(&b->in[i], &stage->slots[i].type, inputs[i], strlen(inputs[i]), &arena, &err));
	ck_assert(!decider->decide(decider, b, &err));
	struct zd_value before = zd_value_copy(&arena, &b->out[0]);
	ck_assert(!zd_nearest_changes(found, count, decider, b, 0, &arena, &err));
	ck_assert(zd_value_equal(&before, &b->out[0]));
	for (size_t i = 0; i < stage->slot_count; i++) {
		struct zd_value as_given;
		ck_assert(
			!zd_value_parse(&as_given, &stage->slots[i].type, inputs[i], strlen(inputs[i]), &arena, &err));
		ck_assert(zd_value_equal(&as_given, &b->in[i]));
	}
	zd_batch_free(b);
	for (size_t i = 0; i < *count; i++) {
		const struct zd_nearby *n = &(*found)[i];
		zd_str_printf(text, "%s%s ", i ? "; " : "", stage->slots[n->slot].path);
		zd_value_plain(text, &stage->slots[n->slot].type, &n->before);
		zd_str_add(text, " to ");
		zd_value_plain(text, &stage->slots[n->slot].type, &n->after);
	}
	decider->free(decider);
	zd_variants_free(&variants);
	zd_plan_free(plan);
}

static const struct {
	const char *inputs[5]; /* amount, kind, risk, on, turned */
	const char *changes;
} cases[] = {
	{{"999.99", "plain", "0.1", "2025-01-01", "false"},
	 "amount 999.99 to 1000.00; kind plain to special; turned false to true"},
	{{"1000.00", "plain", "0.1", "2025-06-30", "false"},
	 "amount 1000.00 to 999.99; risk 0.1 to 0.5; on 2025-06-30 to 2025-07-01; turned false to true"},
	{{"0.00", "rare", "0.1", "2025-01-01", "false"},
	 "amount 0.00 to 1000.00; kind rare to special; turned false to true"},
	{{"1000.00", "plain", "0.1", "2025-07-05", "false"},
	 "kind plain to special; on 2025-07-05 to 2025-06-30; turned false to true"},
	{{"5.00", "special", "0.9", "2030-01-01", "false"},
	 "kind special to plain; kind special to rare; turned false to true"},
};

START_TEST(the_nearest_change_of_each_input)
{
	struct zd_nearby *found;
	size_t count;
	struct zd_str text = {0};
	decided = 0;
	search("p.judge", cases[_i].inputs, &found, &count, &text);
	ck_assert_str_eq(zd_str_text(&text), cases[_i].changes);
	ck_assert_uint_lt(decided, 600);
	for (size_t i = 0; i < count; i++) {
		ck_assert_uint_eq(found[i].column, 0);
		ck_assert(!zd_value_equal(&found[i].was, &found[i].becomes));
	}
	zd_str_free(&text);
}
END_TEST

START_TEST(bounds_of_the_field_are_kept)
{
	static const char *const inputs[] = {"999.99", "plain", "0.1", "2025-01-01", "false"};
	struct zd_field *f = &w.pack.entities[0].fields[1];
	struct zd_nearby *found;
	size_t count;
	struct zd_str text = {0};
	f->has_max = true;
	f->max = zd_value_int(99999);
	search("p.judge", inputs, &found, &count, &text);
	ck_assert_str_eq(zd_str_text(&text), "kind plain to special; turned false to true");
	zd_str_free(&text);
}
END_TEST

static int halve(const struct zd_policy *p, const struct zd_value *args, const struct zd_value *params, size_t rows,
		 struct zd_value *out, struct zd_arena *a, struct zd_error *e)
{
	(void)p, (void)params, (void)rows, (void)a, (void)e;
	out[0] = zd_value_int(args[0].i / 1000);
	return ZD_OK;
}

START_TEST(without_words_any_outcome_counts)
{
	static const char *const inputs[] = {"25.00"};
	struct zd_nearby *found;
	size_t count;
	struct zd_str text = {0};
	world_rule_of(&w, "p.count", halve);
	search("p.count", inputs, &found, &count, &text);
	ck_assert_str_eq(zd_str_text(&text), "amount 25.00 to 30.00; amount 25.00 to 19.99");
	ck_assert_int_eq(found[0].was.i, 2);
	ck_assert_int_eq(found[0].becomes.i, 3);
	zd_str_free(&text);
}
END_TEST

static const char *const far[] = {"9000000000000000.00", "-9000000000000000.00", "0.00", "92233720368547758.07"};

START_TEST(the_search_ends_at_the_edges)
{
	const char *inputs[] = {far[_i]};
	struct zd_nearby *found;
	size_t count;
	struct zd_str text = {0};
	struct zd_value v;
	struct zd_type money = {.kind = ZD_KIND_MONEY};
	world_rule_of(&w, "p.count", halve);
	if (!zd_value_parse(&v, &money, far[_i], strlen(far[_i]), &arena, &err))
		search("p.count", inputs, &found, &count, &text);
	zd_str_free(&text);
}
END_TEST

Suite *suite_nearest(void)
{
	Suite *s = suite_create("nearest");
	TCase *t = tcase_create("nearest");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, the_nearest_change_of_each_input, 0, sizeof cases / sizeof *cases);
	tcase_add_test(t, bounds_of_the_field_are_kept);
	tcase_add_test(t, without_words_any_outcome_counts);
	tcase_add_loop_test(t, the_search_ends_at_the_edges, 0, sizeof far / sizeof *far);
	suite_add_tcase(s, t);
	return s;
}
