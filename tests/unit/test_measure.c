#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "whatif/measure.h"
#include "world.h"

Suite *suite_measure(void);

static struct world w;
static struct zd_error err;
static struct zd_tally *tally;

static void setup(void)
{
	static const struct zd_type key = {.kind = ZD_KIND_TEXT};
	world_open(&w, 4);
	world_entity(&w, "person", "id:text age:int");
	world_policy(&w, "a.pay", "person", "age",
		     "class:enum=A|B|C over:bool pay:money? score:number n:int note:text");
	world_policy(&w, "b.rank", "person", "age", "class:enum=A|B|C place:int");
	tally = zd_tally_new(&w.pack.policies[0], &key, 0);
}

static void teardown(void)
{
	zd_tally_free(tally);
	world_close(&w);
}

/* One subject: nothing before; after, these. */
static void add(const char *class, bool over, int64_t pay, double score, int64_t n, bool failed)
{
	const struct zd_value nothing[6] = {ZD_VALUE_NIL, ZD_VALUE_NIL, ZD_VALUE_NIL,
					    ZD_VALUE_NIL, ZD_VALUE_NIL, ZD_VALUE_NIL};
	const struct zd_value after[6] = {
		zd_value_string(class), zd_value_bool(over), pay < 0 ? ZD_VALUE_NIL : zd_value_int(pay),
		zd_value_number(score), zd_value_int(n),     zd_value_string("x")};
	const struct zd_value id = zd_value_text("p", 1);
	zd_tally_add(tally, &id, nothing, failed ? nothing : after, false, failed, NULL);
}

static const struct {
	const char *text;
	enum zd_kind kind;
	bool there;
	double value;
} measures[] = {
	{"count(a.pay.class=A)", ZD_KIND_INT, true, 2},
	{"count(a.pay.class=C)", ZD_KIND_INT, true, 0},
	{" count ( a.pay.class = B ) ", ZD_KIND_INT, true, 1},
	{"count(over)", ZD_KIND_INT, true, 1},
	{"count(over=false)", ZD_KIND_INT, true, 2},
	{"count(pay)", ZD_KIND_INT, true, 2},
	{"count(note=x)", ZD_KIND_INT, true, 3},
	{"share(a.pay.class=B)", ZD_KIND_RATE, true, 1.0 / 3},
	{"share(over)", ZD_KIND_RATE, true, 1.0 / 3},
	{"sum(pay)", ZD_KIND_MONEY, true, 301},
	{"mean(pay)", ZD_KIND_MONEY, true, 151},
	{"min(pay)", ZD_KIND_MONEY, true, 100},
	{"max(pay)", ZD_KIND_MONEY, true, 201},
	{"sum(score)", ZD_KIND_NUMBER, true, 4.5},
	{"mean(n)", ZD_KIND_NUMBER, true, 2},
	{"sum(n)", ZD_KIND_INT, true, 6},
};

START_TEST(measures_are_read_off_a_tally)
{
	struct zd_measure m;
	struct zd_value v;
	add("A", false, 100, 1, 1, false);
	add("A", true, 201, 1.5, 2, false);
	add("B", false, -1, 2, 3, false);
	add("C", true, 5, 5, 5, true);
	ck_assert_msg(!zd_measure_parse(&m, measures[_i].text, &w.pack, NULL, 0, &w.arena, &err), "%s", err.message);
	ck_assert_int_eq(m.type.kind, measures[_i].kind);
	ck_assert(zd_measure_of(&m, tally, true, &v) == measures[_i].there);
	ck_assert_double_eq(v.tag == ZD_INT ? (double)v.i : v.d, measures[_i].value);
}
END_TEST

START_TEST(of_nobody_there_is_no_mean)
{
	static const struct {
		const char *text;
		bool there;
	} none[] = {{"sum(pay)", true},    {"mean(pay)", false},   {"min(n)", false},
		    {"max(score)", false}, {"share(over)", false}, {"count(over)", true}};
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		struct zd_measure m;
		struct zd_value v;
		ck_assert(!zd_measure_parse(&m, none[i].text, &w.pack, NULL, 0, &w.arena, &err));
		ck_assert(zd_measure_of(&m, tally, true, &v) == none[i].there);
	}
}
END_TEST

/* A name alone is enough where one of the policies in question has it. */
START_TEST(outcomes_are_found_among_the_policies_in_question)
{
	static const char *const only[] = {"b.rank"};
	struct zd_measure m;
	ck_assert(!zd_measure_parse(&m, "count(class=A)", &w.pack, only, 1, &w.arena, &err));
	ck_assert_str_eq(m.policy->id, "b.rank");
	ck_assert(!zd_measure_parse(&m, "sum(pay)", &w.pack, only, 1, &w.arena, &err));
	ck_assert_str_eq(m.policy->id, "a.pay");
}
END_TEST

static const struct {
	const char *text;
	int column;
	const char *message;
} wrong[] = {
	{"", 1, "is no measure such as"},
	{"sum", 1, "is no measure such as"},
	{"sum(pay", 8, "is no measure such as"},
	{"summ(pay)", 1, "did you mean 'sum'?"},
	{"(pay)", 1, "no measure ''"},
	{"sum()", 5, "wants an outcome"},
	{"sum(=3)", 5, "wants an outcome"},
	{"sum(pey)", 5, "did you mean 'pay'?"},
	{"sum(a.pay.pey)", 11, "a.pay has no outcome 'pey'"},
	{"sum(a.pey.pay)", 5, "no policy 'a.pey'"},
	{"count(class=A)", 7, "of a.pay and of b.rank"},
	{"count(a.pay.class=D)", 19, "wants one of A, B, C"},
	{"count(pay=3)", 7, "wants an outcome with few values"},
	{"sum(a.pay.class)", 5, "wants a number"},
	{"mean(note)", 6, "wants a number"},
	{"sum(pay=3)", 5, "has no '='"},
	{"金额(pay)", 1, "no measure '金额'"},
};

START_TEST(wrong_measures_are_refused_with_their_place)
{
	struct zd_measure m;
	err = (struct zd_error){0};
	ck_assert_int_eq(zd_measure_parse(&m, wrong[_i].text, &w.pack, NULL, 0, &w.arena, &err), ZD_USAGE);
	ck_assert_msg(strstr(err.message, wrong[_i].message) != NULL, "%s", err.message);
	ck_assert_int_eq(err.column, wrong[_i].column);
}
END_TEST

Suite *suite_measure(void)
{
	Suite *s = suite_create("measure");
	TCase *t = tcase_create("measure");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, measures_are_read_off_a_tally, 0, sizeof measures / sizeof *measures);
	tcase_add_test(t, of_nobody_there_is_no_mean);
	tcase_add_test(t, outcomes_are_found_among_the_policies_in_question);
	tcase_add_loop_test(t, wrong_measures_are_refused_with_their_place, 0, sizeof wrong / sizeof *wrong);
	suite_add_tcase(s, t);
	return s;
}
