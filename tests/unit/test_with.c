#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "model/text.h"
#include "whatif/with.h"
#include "world.h"

Suite *suite_with(void);

static struct world w;
static struct zd_error err;

static void setup(void)
{
	static const char *const people[] = {"p1|east|20|x", "p2|east|30|", "p3||40|y"};
	static const char *const sales[] = {"1|p1|10.00|a", "2|p2|20.00|b", "3||30.00|c", "4|gone|40.00|d"};
	world_open(&w, 8);
	world_entity(&w, "unit", "id:text name:text");
	world_entity(&w, "person", "id:text unit:ref=unit age:int name:text!");
	world_entity(&w, "sale", "id:int seller:ref=person amount:money name:text");
	world_facts(&w, "person", "sold:money");
	world_policy(&w, "a.person", "person", "age? name? sold?", "x:text");
	world_policy(&w, "b.sale", "sale", "amount? seller? age=seller.age? name?", "x:text");
	world_policy(&w, "c.unit", "person", "unit? in=unit.name?", "x:text");
	world_resolve(&w, 0);
	for (size_t i = 0; i < 3; i++)
		world_record(&w, "person", people[i]);
	for (size_t i = 0; i < 4; i++)
		world_record(&w, "sale", sales[i]);
	world_record(&w, "unit", "east|the east");
}

static void teardown(void)
{
	ck_assert_uint_eq(w.opened, w.closed);
	world_close(&w);
}

/* ---- how it is written ---- */

static const struct {
	const char *text;
	const char *subject, *path, *value; /* path NULL: it is refused */
} written[] = {
	{"p1.age=5", "p1", "age", "5"},       {"*.age=5", NULL, "age", "5"}, {"a.b.age=5", "a.b", "age", "5"},
	{"p1.name=a=b", "p1", "name", "a=b"}, {"p1.age=", "p1", "age", ""},  {"p1.name=a.b", "p1", "name", "a.b"},
	{"p1=5", NULL, NULL, NULL},           {"p1.age", NULL, NULL, NULL},  {".age=5", NULL, NULL, NULL},
	{"p1.=5", NULL, NULL, NULL},          {"=5", NULL, NULL, NULL},      {"", NULL, NULL, NULL},
};

START_TEST(a_with_is_subject_field_value)
{
	struct zd_with with;
	int code = zd_with_parse(&with, written[_i].text, &w.arena, &err);
	ck_assert_int_eq(code, written[_i].path ? ZD_OK : ZD_USAGE);
	if (code)
		return;
	ck_assert_pstr_eq(with.subject, written[_i].subject);
	ck_assert_str_eq(with.path, written[_i].path);
	ck_assert_str_eq(with.value, written[_i].value);
}
END_TEST

/* ---- what subjects have then ---- */

/* All inputs of a policy, read through the values given; a batch is looked at after its source was closed. */
static int read_all(struct zd_str *text, const char *policy, const char *with, bool *met)
{
	struct zd_with one;
	ck_assert(!zd_with_parse(&one, with, &w.arena, &err));
	struct zd_plan *plan = world_plan(&w, &policy, 1, ZD_PERIOD_NONE);
	struct zd_stream_options o = world_options(&w, plan, 1);
	struct zd_withs withs = {.inner = o.sources, .items = &one, .count = 1};
	ck_assert_msg(!zd_with_plan(&withs, plan, &err), "%s", err.message);
	struct zd_source_maker maker = zd_with_sources(&withs);
	const struct zd_stage *stage = &plan->stages[0];
	struct zd_batch *b = zd_batch_new(stage, 16);
	struct zd_source *source;
	int code = maker.open(maker.context, stage, &o.scope, &source, &err);
	if (!code) {
		code = source->next(source, b, &err);
		source->close(source);
	}
	for (size_t row = 0; row < b->count && !code; row++) {
		for (size_t i = 0; i < stage->steps[0].policy->need_count; i++) {
			zd_str_add(text, i ? "|" : row ? " " : "");
			zd_value_plain(text, &stage->slots[i].type, &b->in[row * stage->slot_count + i]);
		}
	}
	*met = one.met;
	zd_batch_free(b);
	zd_plan_free(plan);
	return code;
}

static const struct {
	const char *policy, *with;
	const char *rows;
	bool met;
} given[] = {
	{"a.person", "p2.age=99", "20|x| 99|| 40|y|", true},
	{"a.person", "*.age=99", "99|x| 99|| 99|y|", true},
	{"a.person", "p2.sold=5", "20|x| 30||5.00 40|y|", true},
	{"a.person", "p1.name=", "20|| 30|| 40|y|", true},
	{"a.person", "p9.age=99", "20|x| 30|| 40|y|", false},
	{"a.person", "p1.amount=1", "20|x| 30|| 40|y|", false},
	{"b.sale", "2.amount=1", "10.00|p1|20|a 1.00|p2|30|b 30.00|||c 40.00|gone||d", true},
	{"b.sale", "*.amount=1", "1.00|p1|20|a 1.00|p2|30|b 1.00|||c 1.00|gone||d", true},
	/* across a reference */
	{"b.sale", "p2.age=99", "10.00|p1|20|a 20.00|p2|99|b 30.00|||c 40.00|gone||d", true},
	{"b.sale", "p3.age=99", "10.00|p1|20|a 20.00|p2|30|b 30.00|||c 40.00|gone||d", false},
	/* the other entity's key is a number, so p1 is no sale */
	{"b.sale", "p1.name=z", "10.00|p1|20|a 20.00|p2|30|b 30.00|||c 40.00|gone||d", false},
};

START_TEST(subjects_have_what_is_given)
{
	struct zd_str text = {0};
	bool met;
	ck_assert_msg(!read_all(&text, given[_i].policy, given[_i].with, &met), "%s", err.message);
	ck_assert_str_eq(zd_str_text(&text), given[_i].rows);
	ck_assert_int_eq(met, given[_i].met);
	zd_str_free(&text);
}
END_TEST

static const struct {
	const char *policy, *with;
	enum zd_code code;
	const char *message;
} wrong[] = {
	{"a.person", "p1.age=old", ZD_DATA, "p1.age=old"},
	{"a.person", "*.age=1.5", ZD_DATA, "*.age=1.5"},
	{"a.person", "p1.age=200", ZD_DATA, "above the maximum 150"},
	{"a.person", "p1.age=-1", ZD_DATA, "below the minimum 0"},
	{"b.sale", "1.seller=p2", ZD_DATA, "seller leads to seller.age"},
	{"c.unit", "p1.unit=west", ZD_DATA, "unit leads to unit.name"},
	{"a.person", "p9.age=old", ZD_OK, NULL}, /* nobody has it */
	{"b.sale", "9.seller=p2", ZD_OK, NULL},
};

START_TEST(values_must_fit)
{
	struct zd_str text = {0};
	bool met;
	struct zd_field *age = &w.pack.entities[1].fields[2];
	age->has_min = age->has_max = true;
	age->min = zd_value_int(0);
	age->max = zd_value_int(150);
	int code = read_all(&text, wrong[_i].policy, wrong[_i].with, &met);
	ck_assert_int_eq(code != ZD_OK, wrong[_i].code != ZD_OK);
	if (code)
		ck_assert_msg(strstr(err.message, wrong[_i].message) != NULL, "%s", err.message);
	zd_str_free(&text);
}
END_TEST

START_TEST(a_failing_source_fails)
{
	struct zd_str text = {0};
	bool met;
	w.fail_at = 2;
	ck_assert_int_eq(read_all(&text, "a.person", "*.age=1", &met), ZD_BOOK);
	zd_str_free(&text);
}
END_TEST

Suite *suite_with(void)
{
	Suite *s = suite_create("with");
	TCase *t = tcase_create("with");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, a_with_is_subject_field_value, 0, sizeof written / sizeof *written);
	tcase_add_loop_test(t, subjects_have_what_is_given, 0, sizeof given / sizeof *given);
	tcase_add_loop_test(t, values_must_fit, 0, sizeof wrong / sizeof *wrong);
	tcase_add_test(t, a_failing_source_fails);
	suite_add_tcase(s, t);
	return s;
}
