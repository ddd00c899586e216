#include <check.h>
#include <string.h>

#include "engine/variant.h"
#include "world.h"

Suite *suite_variant(void);

static struct world w;
static struct zd_plan *plan;
static struct zd_variants variants;
static struct zd_arena arena;
static struct zd_error err;

static void setup(void)
{
	world_open(&w, 8);
	world_entity(&w, "unit", "id:text");
	world_entity(&w, "numbered", "id:int");
	world_entity(&w, "person", "id:text unit:ref=unit team:text")->branch = "unit";
	world_entity(&w, "worker", "id:text unit:ref=numbered")->branch = "unit";
	world_entity(&w, "stray", "id:text");
	world_policy(&w, "p.one", "person", "id", "x:int");
	world_policy(&w, "p.set", "person", "id", "x:int")->over = "team";
	world_policy(&w, "s.one", "stray", "id", "x:int");
	world_policy(&w, "w.one", "worker", "id", "x:int");
	world_param(&w, "p.one", "limit", 3);
	world_param(&w, "p.set", "limit", 3);
	world_param(&w, "s.one", "limit", 3);
	world_param(&w, "w.one", "limit", 3);
	world_override(&w, "limit", "12", 6);
	world_override(&w, "limit", "east", 4);
	world_override(&w, "limit", "far", 4);
	world_override(&w, "limit", "same", 3);
	world_override(&w, "limit", "west", 5);
	world_resolve(&w, 0);
}

static void teardown(void)
{
	zd_variants_free(&variants);
	zd_plan_free(plan);
	zd_arena_free(&arena);
	world_close(&w);
}

static const struct zd_stage *make(const char *policy)
{
	plan = world_plan(&w, &policy, 1, ZD_PERIOD_NONE);
	ck_assert_msg(!zd_variants_make(&variants, &w.pack, &plan->stages[0], 0, &arena, &err), "%s", err.message);
	return &plan->stages[0];
}

static uint32_t of(const char *branch)
{
	struct zd_value v = branch ? zd_value_text(branch, strlen(branch)) : ZD_VALUE_NIL;
	return zd_variants_of(&variants, &v);
}

START_TEST(branches_that_decide_alike_share)
{
	make("p.one");
	ck_assert_uint_eq(variants.count, 4);
	ck_assert_uint_eq(of(NULL), 0);
	ck_assert_uint_eq(of("unknown"), 0);
	ck_assert_uint_eq(of("same"), 0);
	ck_assert_uint_eq(of("east"), of("far"));
	ck_assert_uint_ne(of("east"), of("west"));
	ck_assert_int_eq(variants.items[0].steps[0].params[0].i, 3);
	ck_assert_int_eq(variants.items[of("west")].steps[0].params[0].i, 5);
}
END_TEST

START_TEST(a_branch_may_have_a_number)
{
	make("w.one");
	struct zd_value number = zd_value_int(12), other = zd_value_int(13);
	ck_assert_int_eq(variants.items[zd_variants_of(&variants, &number)].steps[0].params[0].i, 6);
	ck_assert_uint_eq(zd_variants_of(&variants, &other), 0);
}
END_TEST

START_TEST(a_layer_that_begins_later_does_not_count_yet)
{
	zd_pack_param(&w.pack, "limit")->branches[4].values[0].from = 100;
	make("p.one");
	ck_assert_uint_eq(of("west"), 0);
}
END_TEST

START_TEST(a_parameter_without_value_in_force_is_an_error)
{
	const char *id = "p.one";
	zd_pack_param(&w.pack, "limit")->group.values[0].from = 100;
	plan = world_plan(&w, &id, 1, ZD_PERIOD_NONE);
	ck_assert_int_eq(zd_variants_make(&variants, &w.pack, &plan->stages[0], 0, &arena, &err), ZD_DATA);
	ck_assert_str_eq(err.message, "parameter limit has no value in force on 1970-01-01");
}
END_TEST

START_TEST(a_branch_may_replace_a_policy)
{
	struct zd_policy other = *zd_pack_policy(&w.pack, "p.one");
	other.branch = "west";
	w.pack.branches[w.pack.branch_count++] =
		(struct zd_branch){.id = "west", .policies = &other, .policy_count = 1};
	make("p.one");
	ck_assert_ptr_eq(variants.items[of("west")].steps[0].policy, &other);
	ck_assert_ptr_eq(variants.items[0].steps[0].policy, zd_pack_policy(&w.pack, "p.one"));
}
END_TEST

/* ---- which variant a row has ---- */

static struct zd_batch *rows_of(const struct zd_stage *stage, const char *const *branches, size_t count)
{
	struct zd_batch *b = zd_batch_new(stage, count);
	b->count = count;
	for (size_t i = 0; i < count; i++) {
		if (stage->branch_slot >= 0 && branches[i])
			b->in[i * stage->slot_count + (size_t)stage->branch_slot] =
				zd_value_text(branches[i], strlen(branches[i]));
	}
	return b;
}

static const struct {
	const char *policy;
	const char *branches[3];
	const char *scope;
	int64_t limits[3];
} rows[] = {
	{"p.one", {"east", NULL, "west"}, NULL, {4, 3, 5}},   {"p.one", {"east", NULL, "west"}, "west", {4, 3, 5}},
	{"s.one", {NULL, NULL, NULL}, NULL, {3, 3, 3}},       {"s.one", {NULL, NULL, NULL}, "west", {5, 5, 5}},
	{"p.set", {"west", "west", "west"}, NULL, {5, 5, 5}}, {"p.set", {"east", "far", "east"}, NULL, {4, 4, 4}},
	{"p.set", {"west", "east", "west"}, NULL, {3, 3, 3}}, {"p.set", {"west", NULL, "west"}, NULL, {3, 3, 3}},
};

START_TEST(rows_get_their_variant)
{
	const struct zd_stage *stage = make(rows[_i].policy);
	struct zd_batch *b = rows_of(stage, rows[_i].branches, 3);
	zd_variants_choose(&variants, b, rows[_i].scope);
	for (size_t i = 0; i < 3; i++)
		ck_assert_int_eq(variants.items[b->variant[i]].steps[0].params[0].i, rows[_i].limits[i]);
	zd_batch_free(b);
}
END_TEST

Suite *suite_variant(void)
{
	Suite *s = suite_create("variant");
	TCase *t = tcase_create("variant");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, branches_that_decide_alike_share);
	tcase_add_test(t, a_branch_may_have_a_number);
	tcase_add_test(t, a_layer_that_begins_later_does_not_count_yet);
	tcase_add_test(t, a_parameter_without_value_in_force_is_an_error);
	tcase_add_test(t, a_branch_may_replace_a_policy);
	tcase_add_loop_test(t, rows_get_their_variant, 0, sizeof rows / sizeof *rows);
	suite_add_tcase(s, t);
	return s;
}
