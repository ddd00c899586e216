#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "whatif/twin.h"
#include "world.h"

Suite *suite_twin(void);

/* Two worlds with the same records: the base, and the scenario with its differences. */
static struct world base, scenario;
static struct zd_plan *before, *after;
static struct zd_tally *tallies[4];
static size_t tally_count;
static struct zd_error err;

static void fill(struct world *w)
{
	char text[96];
	world_open(w, 16);
	world_entity(w, "person", "id:text unit:ref=unit team:text age:int active:bool");
	world_entity(w, "sale", "id:int seller:ref=person amount:money");
	world_entity(w, "unit", "id:text");
	world_policy(w, "a.pay", "person", "age", "pay:money class:enum=A|B|C");
	world_policy(w, "b.rank", "person", "pay=a.pay.pay? age", "rank:int")->over = "team";
	zd_pack_policy(&w->pack, "b.rank")->when = "active";
	world_policy(w, "c.sale", "sale", "amount class=seller.a.pay.class?", "bonus:money");
	world_param(w, "a.pay", "rate", 3);
	for (size_t i = 0; i < 700; i++) {
		snprintf(text, sizeof text, "p%04zu|u%zu|t%zu|%zu|%s", i, i % 4, i % 40, i % 61,
			 i % 9 ? "true" : "false");
		world_record(w, "person", text);
		snprintf(text, sizeof text, "%zu|p%04zu|%zu.00", i, i * 13 % 720, i);
		world_record(w, "sale", text);
	}
}

static void setup(void)
{
	fill(&base);
	fill(&scenario);
	tally_count = 0;
	before = after = NULL;
}

static void teardown(void)
{
	for (size_t i = 0; i < tally_count; i++)
		zd_tally_free(tallies[i]);
	zd_plan_free(before);
	zd_plan_free(after);
	ck_assert_uint_eq(base.opened, base.closed);
	ck_assert_uint_eq(scenario.opened, scenario.closed);
	world_close(&base);
	world_close(&scenario);
}

static const char *const all[] = {"a.pay", "b.rank", "c.sale"};

/* Compares some policies; the tallies are left to be looked at. */
static int compare(const char *const *ids, size_t count, struct zd_twin_options o, bool *changed)
{
	for (size_t i = 0; i < tally_count; i++)
		zd_tally_free(tallies[i]);
	zd_plan_free(before);
	zd_plan_free(after);
	for (tally_count = 0; tally_count < count; tally_count++)
		tallies[tally_count] = zd_tally_new(zd_pack_policy(&base.pack, ids[tally_count]),
						    &(struct zd_type){.kind = ZD_KIND_TEXT}, 3);
	before = world_plan(&base, ids, count, ZD_PERIOD_NONE);
	after = world_plan(&scenario, ids, count, ZD_PERIOD_NONE);
	o.base = world_options(&base, before, 1);
	o.scenario = world_options(&scenario, after, 1);
	o.tallies = tallies;
	o.tally_count = tally_count;
	return zd_twins_compare(&o, changed, &err);
}

static void print_tallies(struct zd_str *out)
{
	for (size_t i = 0; i < tally_count; i++) {
		const struct zd_tally *t = tallies[i];
		zd_str_printf(out, "%s %llu/%llu failed %llu %llu:", t->policy->id, (unsigned long long)t->changed,
			      (unsigned long long)t->subjects, (unsigned long long)t->failed_before,
			      (unsigned long long)t->failed_after);
		for (size_t k = 0; k < t->policy->give_count; k++) {
			const struct zd_tally_outcome *o = &t->outcomes[k];
			zd_str_printf(out, " %s %llu %lld %lld", o->give->name, (unsigned long long)o->changed,
				      (long long)o->before.whole, (long long)o->after.whole);
			for (size_t m = 0; m < o->move_count; m++)
				zd_str_printf(out, " %zu>%zu:%llu", o->moves[m].from, o->moves[m].to,
					      (unsigned long long)o->moves[m].count);
		}
		for (size_t g = 0; g < t->group_count; g++)
			zd_str_printf(out, " [%s %llu/%llu]", t->groups[g].key,
				      (unsigned long long)t->groups[g].changed,
				      (unsigned long long)t->groups[g].subjects);
		zd_str_addc(out, '\n');
	}
}

START_TEST(no_change_gives_no_difference)
{
	bool changed = true;
	ck_assert_msg(!compare(all, 3, (struct zd_twin_options){.by = "id"}, &changed), "%s", err.message);
	ck_assert(!changed);
	for (size_t i = 0; i < 3; i++) {
		ck_assert_uint_eq(tallies[i]->changed, 0);
		ck_assert_uint_eq(tallies[i]->mover_count, 0);
		for (size_t k = 0; k < tallies[i]->policy->give_count; k++) {
			const struct zd_tally_outcome *o = &tallies[i]->outcomes[k];
			ck_assert_uint_eq(o->changed + o->up + o->down + o->move_count, 0);
			ck_assert(o->before.whole == o->after.whole);
		}
	}
	ck_assert_uint_eq(tallies[0]->subjects, 700);
	/* Of b.rank, those who are not active are left out of both. */
	ck_assert_uint_eq(tallies[1]->subjects, 700 - 78);
}
END_TEST

static void change_rate(void)
{
	zd_pack_param(&scenario.pack, "rate")->group.values[0].value = zd_value_int(4);
}

START_TEST(a_change_reaches_what_depends_on_it)
{
	bool changed = false;
	change_rate();
	ck_assert(!compare(all, 3, (struct zd_twin_options){0}, &changed));
	ck_assert(changed);
	for (size_t i = 0; i < 3; i++)
		ck_assert_uint_gt(tallies[i]->changed, 0);
	ck_assert_uint_gt(tallies[0]->mover_count, 0);
}
END_TEST

START_TEST(it_can_stop_at_the_first_change)
{
	bool changed = false;
	change_rate();
	ck_assert(!compare(all, 3, (struct zd_twin_options){.stop_at_first = true}, &changed));
	ck_assert(changed);
	ck_assert_uint_lt(tallies[0]->subjects, 700);
}
END_TEST

/* The scenario's policy needs one more outcome, so that its plan has other stages; it gives the same. */
static void move_stages(void)
{
	struct zd_policy *p = zd_pack_policy(&scenario.pack, "c.sale");
	world_policy(&scenario, "x.extra", "person", "age", "x:int");
	p->needs[p->need_count++] = (struct zd_need){.name = "extra", .path = "seller.b.rank.rank", .optional = true};
}

static int without_rank(const struct zd_policy *p, const struct zd_value *args, const struct zd_value *params,
			size_t rows, struct zd_value *out, struct zd_arena *arena, struct zd_error *e)
{
	(void)p, (void)params, (void)rows, (void)arena, (void)e;
	out[0] = zd_value_int(args[0].i + (args[1].tag == ZD_TEXT ? args[1].s[0] : 0));
	return ZD_OK;
}

START_TEST(other_stages_give_the_same_tallies)
{
	struct zd_str same = {0}, moved = {0};
	struct zd_twin_options o = {.where = "id != 17", .by = NULL};
	bool changed;
	world_rule_of(&base, "c.sale", without_rank);
	world_rule_of(&scenario, "c.sale", without_rank);
	change_rate();
	world_resolve(&base, 0);
	world_resolve(&scenario, 0);
	ck_assert_msg(!compare(all, 3, o, &changed), "%s", err.message);
	print_tallies(&same);
	move_stages();
	world_resolve(&scenario, 0);
	const char *ids[] = {"c.sale", "b.rank", "a.pay"};
	ck_assert_msg(!compare(ids, 3, o, &changed), "%s", err.message);
	ck_assert_str_ne(before->stages[1].entity->name, after->stages[1].entity->name);
	struct zd_tally *first = tallies[0];
	tallies[0] = tallies[2];
	tallies[2] = first;
	print_tallies(&moved);
	ck_assert_str_eq(zd_str_text(&same), zd_str_text(&moved));
	zd_str_free(&same);
	zd_str_free(&moved);
}
END_TEST

/* ---- where and by ---- */

static const struct {
	const char *where;
	uint64_t people, sales;
} wheres[] = {
	{NULL, 700, 700},
	{"age >= 30", 341, 700},        /* sales have no age: all of them */
	{"amount < 100", 700, 100},     /* people no amount */
	{"seller.age >= 30", 700, 331}, /* across the reference */
	{"unit = u1 and age < 10", 30, 700},
	{"id is null", 0, 0},
};

START_TEST(where_filters_what_has_its_names)
{
	static const char *const ids[] = {"a.pay", "c.sale"};
	bool changed;
	ck_assert_msg(!compare(ids, 2, (struct zd_twin_options){.where = wheres[_i].where}, &changed), "%s",
		      err.message);
	ck_assert_uint_eq(tallies[0]->subjects, wheres[_i].people);
	ck_assert_uint_eq(tallies[1]->subjects, wheres[_i].sales);
}
END_TEST

static const struct {
	const char *where, *by;
	enum zd_code code;
	const char *message;
} refused[] = {
	{"agee > 3", NULL, ZD_NOT_FOUND, "did you mean 'age'?"},
	{"age >", NULL, ZD_DATA, "--where"},
	{"age > old", NULL, ZD_DATA, "--where"},
	{NULL, "teem", ZD_NOT_FOUND, "did you mean 'team'?"},
	{NULL, "a.pay.class", ZD_USAGE, "is not decided before"},
};

START_TEST(names_that_nobody_has_are_refused)
{
	bool changed;
	struct zd_twin_options o = {.where = refused[_i].where, .by = refused[_i].by};
	ck_assert_int_eq(compare(all, 1, o, &changed), refused[_i].code);
	ck_assert_msg(strstr(err.message, refused[_i].message) != NULL, "%s", err.message);
}
END_TEST

START_TEST(parts_add_up_to_the_whole)
{
	static const char *const bys[] = {"unit", "team", "active", "age"};
	static const char *const ids[] = {"a.pay", "b.rank"};
	bool changed;
	change_rate();
	for (size_t i = 0; i < 4; i++) {
		ck_assert_msg(!compare(ids, 2, (struct zd_twin_options){.by = bys[i]}, &changed), "%s", err.message);
		for (size_t k = 0; k < 2; k++) {
			const struct zd_tally *t = tallies[k];
			uint64_t subjects = 0, moved = 0;
			zd_wide sums[2] = {0, 0};
			for (size_t g = 0; g < t->group_count; g++) {
				subjects += t->groups[g].subjects;
				moved += t->groups[g].changed;
				sums[0] += t->groups[g].before[0].whole;
				sums[1] += t->groups[g].after[0].whole;
			}
			ck_assert_uint_eq(subjects, t->subjects);
			ck_assert_uint_eq(moved, t->changed);
			ck_assert(sums[0] == t->outcomes[0].before.whole);
			ck_assert(sums[1] == t->outcomes[0].after.whole);
		}
	}
}
END_TEST

/* ---- scenarios whose policies have another form ---- */

static int plain(const struct zd_policy *p, const struct zd_value *args, const struct zd_value *params, size_t rows,
		 struct zd_value *out, struct zd_arena *arena, struct zd_error *e)
{
	(void)params, (void)rows, (void)arena, (void)e;
	for (size_t i = 0; i < p->give_count; i++) {
		bool pay = strcmp(p->gives[i].name, "pay") == 0;
		out[i] = pay ? zd_value_int(args[0].i) : zd_value_text("A", 1);
	}
	return ZD_OK;
}

static const struct {
	const char *gives;   /* of the scenario's policy */
	uint64_t pay, class; /* changed */
} forms[] = {
	{"pay:money class:enum=A|B|C", 0, 0},
	{"class:enum=A|B|C pay:money", 0, 0},
	{"pay:money", 0, 700},
	{"more:text more2:text class:enum=A|B|C pay:money", 0, 0},
	{"other:text", 700, 700},
	{"pay:text class:enum=A|B|C", 0, 0},
};

START_TEST(outcomes_are_compared_by_name)
{
	bool changed;
	struct zd_policy *p = zd_pack_policy(&scenario.pack, "a.pay");
	/* Read as a policy of its own, whose gives are taken over. */
	const struct zd_policy *form = world_policy(&scenario, "x.form", "person", "age", forms[_i].gives);
	p->gives = form->gives;
	p->give_count = form->give_count;
	world_rule_of(&base, "a.pay", plain);
	world_rule_of(&scenario, "a.pay", plain);
	ck_assert_msg(!compare(all, 1, (struct zd_twin_options){0}, &changed), "%s", err.message);
	ck_assert_uint_eq(tallies[0]->outcomes[0].changed, forms[_i].pay);
	ck_assert_uint_eq(tallies[0]->outcomes[1].changed, forms[_i].class);
}
END_TEST

START_TEST(another_subject_cannot_be_compared)
{
	bool changed;
	struct zd_policy *p = zd_pack_policy(&scenario.pack, "a.pay");
	p->subject = "unit";
	p->need_count = 0;
	ck_assert_int_eq(compare(all, 1, (struct zd_twin_options){0}, &changed), ZD_USAGE);
	ck_assert_msg(strstr(err.message, "is about unit, not about person") != NULL, "%s", err.message);
}
END_TEST

START_TEST(failing_sources_fail_the_comparison)
{
	bool changed;
	(_i ? &base : &scenario)->fail_at = 600;
	ck_assert_int_eq(compare(all, 3, (struct zd_twin_options){0}, &changed), ZD_BOOK);
}
END_TEST

Suite *suite_twin(void)
{
	Suite *s = suite_create("twin");
	TCase *t = tcase_create("twin");
	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, no_change_gives_no_difference);
	tcase_add_test(t, a_change_reaches_what_depends_on_it);
	tcase_add_test(t, it_can_stop_at_the_first_change);
	tcase_add_test(t, other_stages_give_the_same_tallies);
	tcase_add_loop_test(t, where_filters_what_has_its_names, 0, sizeof wheres / sizeof *wheres);
	tcase_add_loop_test(t, names_that_nobody_has_are_refused, 0, sizeof refused / sizeof *refused);
	tcase_add_test(t, parts_add_up_to_the_whole);
	tcase_add_loop_test(t, outcomes_are_compared_by_name, 0, sizeof forms / sizeof *forms);
	tcase_add_test(t, another_subject_cannot_be_compared);
	tcase_add_loop_test(t, failing_sources_fail_the_comparison, 0, 2);
	suite_add_tcase(s, t);
	return s;
}
