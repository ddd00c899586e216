#include <check.h>
#include <stdio.h>
#include <string.h>

#include "world.h"

Suite *suite_plan(void);

static struct world w;

static void setup(void)
{
	world_open(&w, 16);
	world_entity(&w, "person", "id:text boss:ref=person team:text age:int active:bool unit:ref=unit")->branch =
		"unit";
	world_entity(&w, "sale", "id:text seller:ref=person amount:money");
	world_entity(&w, "unit", "id:text");
	world_policy(&w, "a.first", "person", "age", "x:int");
	world_policy(&w, "a.second", "person", "age y=a.first.x", "x:int z:bool");
	world_policy(&w, "b.rank", "person", "x=a.second.x", "rank:int")->over = "team";
	world_policy(&w, "b.after", "person", "rank=b.rank.rank x=a.first.x", "x:int")->when = "active";
	world_policy(&w, "b.boss", "person", "bosses=boss.a.first.x", "x:int");
	world_policy(&w, "c.sale", "sale", "amount grade=seller.b.after.x?", "bonus:money");
	world_policy(&w, "m.monthly", "person", "age x=a.first.x", "x:int")->period = ZD_PERIOD_MONTH;
	world_policy(&w, "q.quarterly", "person", "age", "x:int")->period = ZD_PERIOD_QUARTER;
	world_policy(&w, "z.broken", "person", "age", "x:int")->broken = true;
	zd_pack_policy(&w.pack, "z.broken")->broken_why = "rules/z/broken.lua:3:1: nonsense";
	world_resolve(&w, 0);
}

static void teardown(void)
{
	world_close(&w);
}

/* ---- which stages a plan has ---- */

static void print_plan(struct zd_str *out, const struct zd_plan *plan)
{
	for (size_t s = 0; s < plan->stage_count; s++) {
		const struct zd_stage *stage = &plan->stages[s];
		zd_str_printf(out, "%s%s%s:", s ? "; " : "", stage->entity->name, stage->is_set ? " set" : "");
		for (size_t i = 0; i < stage->step_count; i++)
			zd_str_printf(out, " %s", stage->steps[i].policy->id);
	}
}

static const struct {
	const char *ids[4];
	enum zd_period period;
	const char *stages;
} plans[] = {
	{{"a.first"}, ZD_PERIOD_NONE, "person: a.first"},
	{{"a.second"}, ZD_PERIOD_NONE, "person: a.first a.second"},
	{{"a.second", "a.first"}, ZD_PERIOD_NONE, "person: a.first a.second"},
	{{"a.first", "a.first"}, ZD_PERIOD_NONE, "person: a.first"},
	{{"b.rank"}, ZD_PERIOD_NONE, "person: a.first a.second; person set: b.rank"},
	{{"b.after"}, ZD_PERIOD_NONE, "person: a.first a.second; person set: b.rank; person: b.after"},
	{{"b.boss"}, ZD_PERIOD_NONE, "person: a.first; person: b.boss"},
	{{"c.sale"}, ZD_PERIOD_NONE, "person: a.first a.second; person set: b.rank; person: b.after; sale: c.sale"},
	{{"b.after", "b.boss"},
	 ZD_PERIOD_NONE,
	 "person: a.first a.second; person set: b.rank; person: b.boss; person: b.after"},
	{{"m.monthly"}, ZD_PERIOD_MONTH, "person: a.first; person: m.monthly"},
	{{NULL}, ZD_PERIOD_MONTH, "person: a.first; person: m.monthly"},
	{{NULL}, ZD_PERIOD_QUARTER, "person: q.quarterly"},
	{{"a.first"}, ZD_PERIOD_MONTH, "person: a.first"},
};

START_TEST(stages_follow_needs)
{
	size_t count = 0;
	while (count < 4 && plans[_i].ids[count])
		count++;
	struct zd_plan *plan = world_plan(&w, plans[_i].ids, count, plans[_i].period);
	struct zd_str text = {0};
	print_plan(&text, plan);
	ck_assert_str_eq(zd_str_text(&text), plans[_i].stages);
	zd_str_free(&text);
	zd_plan_free(plan);
}
END_TEST

static const struct {
	const char *id;
	enum zd_period period;
	enum zd_code code;
	const char *message;
} refused[] = {
	{"a.frist", ZD_PERIOD_NONE, ZD_USAGE, "did you mean 'a.first'?"},
	{"z.broken", ZD_PERIOD_NONE, ZD_POLICY, "rules/z/broken.lua:3:1: nonsense"},
	{"m.monthly", ZD_PERIOD_QUARTER, ZD_USAGE, "decided for a month, not for a quarter"},
	{NULL, ZD_PERIOD_YEAR, ZD_USAGE, "no policy is decided for a year"},
};

START_TEST(some_plans_are_refused)
{
	struct zd_plan *plan;
	struct zd_error err = {0};
	ck_assert_int_eq(zd_plan_new(&plan, &w.pack, &refused[_i].id, refused[_i].id != NULL, refused[_i].period, &err),
			 refused[_i].code);
	ck_assert_ptr_null(plan);
	ck_assert_msg(strstr(err.message, refused[_i].message) != NULL, "%s", err.message);
}
END_TEST

/* ---- where inputs come from ---- */

START_TEST(inputs_come_from_slots_and_from_the_row)
{
	const char *ids[] = {"b.after"};
	struct zd_plan *plan = world_plan(&w, ids, 1, ZD_PERIOD_NONE);
	const struct zd_stage *chain = &plan->stages[0], *set = &plan->stages[1], *after = &plan->stages[2];
	ck_assert(!chain->steps[1].args[0].from_row);
	ck_assert(chain->steps[1].args[1].from_row);
	ck_assert_uint_eq(chain->steps[1].args[1].index, 0);
	ck_assert_uint_eq(chain->steps[1].first_out, 1);
	ck_assert_uint_eq(chain->out_count, 3);
	ck_assert_str_eq(chain->out_names[2], "a_second_z");
	/* age once, and the branch. */
	ck_assert_uint_eq(chain->slot_count, 2);
	ck_assert_int_eq(chain->branch_slot, 1);
	ck_assert_int_eq(set->slots[0].kind, ZD_SLOT_OUTCOME);
	ck_assert_uint_eq(set->slots[0].stage, 0);
	ck_assert_uint_eq(set->slots[0].column, 1);
	ck_assert_str_eq(set->slots[set->over_slot].path, "team");
	ck_assert_str_eq(after->slots[after->steps[0].when_slot].path, "active");
	zd_plan_free(plan);
}
END_TEST

START_TEST(slots_can_be_added)
{
	const char *ids[] = {"b.rank"};
	struct zd_plan *plan = world_plan(&w, ids, 1, ZD_PERIOD_NONE);
	struct zd_error err = {0};
	size_t index, again, count = plan->stages[1].slot_count;
	ck_assert(!zd_plan_add_slot(plan, 1, "age", &index, &err));
	ck_assert_uint_eq(index, count);
	ck_assert(!zd_plan_add_slot(plan, 1, "age", &again, &err));
	ck_assert_uint_eq(again, index);
	ck_assert(!zd_plan_add_slot(plan, 1, "a.first.x", &index, &err));
	ck_assert_uint_eq(plan->stages[1].slots[index].stage, 0);
	ck_assert_int_eq(zd_plan_add_slot(plan, 0, "a.first.x", &index, &err), ZD_USAGE);
	ck_assert_int_eq(zd_plan_add_slot(plan, 1, "q.quarterly.x", &index, &err), ZD_USAGE);
	ck_assert_int_eq(zd_plan_add_slot(plan, 1, "agee", &index, &err), ZD_NOT_FOUND);
	zd_plan_free(plan);
}
END_TEST

START_TEST(one_policy_alone)
{
	struct zd_plan *plan;
	struct zd_error err = {0};
	ck_assert(!zd_plan_single(&plan, &w.pack, zd_pack_policy(&w.pack, "b.after"), &err));
	const struct zd_stage *s = &plan->stages[0];
	ck_assert_uint_eq(s->slot_count, 2);
	ck_assert_str_eq(s->slots[0].path, "rank");
	ck_assert_str_eq(s->slots[1].path, "x");
	ck_assert_int_eq(s->slots[1].type.kind, ZD_KIND_INT);
	ck_assert_int_eq(s->branch_slot, -1);
	zd_plan_free(plan);
	ck_assert_int_eq(zd_plan_single(&plan, &w.pack, zd_pack_policy(&w.pack, "z.broken"), &err), ZD_POLICY);
	ck_assert_ptr_null(plan);
}
END_TEST

/* ---- large packs ---- */

#define LONG_CHAIN 10000

START_TEST(a_long_chain_does_not_go_deep)
{
	struct world big;
	static char names[LONG_CHAIN][16], needs[LONG_CHAIN][24];
	world_open(&big, LONG_CHAIN);
	world_entity(&big, "thing", "id:text n:int");
	for (size_t i = 0; i < LONG_CHAIN; i++) {
		snprintf(names[i], sizeof names[i], "p.n%05zu", i);
		if (i + 1 < LONG_CHAIN)
			snprintf(needs[i], sizeof needs[i], "x=p.n%05zu.x", i + 1);
		else
			snprintf(needs[i], sizeof needs[i], "n");
		world_policy(&big, names[i], "thing", needs[i], "x:int");
	}
	world_resolve(&big, 0);
	const char *ids[] = {names[0]};
	struct zd_plan *plan = world_plan(&big, ids, 1, ZD_PERIOD_NONE);
	ck_assert_uint_eq(plan->stage_count, 1);
	ck_assert_uint_eq(plan->stages[0].step_count, LONG_CHAIN);
	ck_assert_str_eq(plan->stages[0].steps[0].policy->id, names[LONG_CHAIN - 1]);
	zd_plan_free(plan);
	world_close(&big);
}
END_TEST

Suite *suite_plan(void)
{
	Suite *s = suite_create("plan");
	TCase *t = tcase_create("plan");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, stages_follow_needs, 0, sizeof plans / sizeof *plans);
	tcase_add_loop_test(t, some_plans_are_refused, 0, sizeof refused / sizeof *refused);
	tcase_add_test(t, inputs_come_from_slots_and_from_the_row);
	tcase_add_test(t, slots_can_be_added);
	tcase_add_test(t, one_policy_alone);
	suite_add_tcase(s, t);
	t = tcase_create("large");
	tcase_set_timeout(t, 60);
	tcase_add_test(t, a_long_chain_does_not_go_deep);
	suite_add_tcase(s, t);
	return s;
}
