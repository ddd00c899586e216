#include <check.h>
#include <string.h>

#include "script/unit.h"
#include "world.h"

Suite *suite_effects(void);

static struct world w;

static void setup(void)
{
	world_open(&w, 16);
	world_entity(&w, "unit", "id:text");
	world_entity(&w, "person",
		     "id:text team:text age:int joined:date unit:ref=unit level:enum=A|B score:number"
		     " secret:text badge:text taken:int");
}

static void teardown(void)
{
	world_close(&w);
}

/* ---- heads ---- */

static void read_head(struct zd_policy *p, const char *text)
{
	struct zd_syntax *syntax;
	*p = (struct zd_policy){0};
	zd_unit_read(&syntax, p, "a.b", "rules/a/b.lua", text, strlen(text), &w.arena, &w.findings);
	zd_findings_sort(&w.findings);
}

START_TEST(a_head_says_what_is_set)
{
	struct zd_policy p;
	read_head(&p, "local kept = 'level'\n"
		      "return { title = 't', clause = 'c', subject = 's', period = 'month',\n"
		      "  gives = { e = 'text', g = 'int' },\n"
		      "  sets = { level = 'e', size = 'g' }, moved = kept,\n"
		      "  decide = function() return { e = '', g = 1 } end }\n");
	ck_assert_msg(w.findings.count == 0, "%s", w.findings.count ? w.findings.items[0].message : "");
	ck_assert_uint_eq(p.effect_count, 2);
	ck_assert_str_eq(p.effects[1].field, "size");
	ck_assert_str_eq(p.effects[1].give, "g");
	ck_assert_int_eq(p.effects[1].place.line, 4);
	ck_assert_int_eq(p.effects[1].place.column, 25);
	ck_assert_str_eq(p.moved, "level");
	ck_assert_ptr_eq(zd_policy_effect(&p, "size"), &p.effects[1]);
	ck_assert_ptr_null(zd_policy_effect(&p, "g"));
}
END_TEST

static const struct {
	const char *source;
	enum zd_finding_code code;
	int line, column;
	const char *message;
} heads[] = {
	{"return { sets = 'a' }", ZD_F_WRONG_TYPE, 1, 17, "a list in braces"},
	{"return { sets = {} }", ZD_F_POLICY_FORM, 1, 17, "at least one field"},
	{"return { sets = { 'a' } }", ZD_F_POLICY_FORM, 1, 19, "field = \"outcome\""},
	{"return { sets = { a = 'x', a = 'y' } }", ZD_F_DUPLICATE, 1, 28, "\"a\" stands here twice"},
	{"return { sets = { a = 'b.x' } }", ZD_F_BAD_NAME, 1, 23, "is not a name"},
	{"return { sets = { a = 5 } }", ZD_F_WRONG_TYPE, 1, 23, "must be a text"},
	{"return { moved = 'a.b' }", ZD_F_BAD_NAME, 1, 18, "is not a name"},
	{"return { move = 'a' }", ZD_F_UNKNOWN_KEY, 1, 10, "did you mean \"moved\"?"},
};

START_TEST(a_wrong_head_is_found)
{
	struct zd_policy p;
	bool found = false;
	read_head(&p, heads[_i].source);
	for (size_t i = 0; i < w.findings.count; i++) {
		const struct zd_finding *f = &w.findings.items[i];
		found |= f->code == heads[_i].code && f->line == heads[_i].line && f->column == heads[_i].column &&
			 strstr(f->message, heads[_i].message);
	}
	ck_assert_msg(found, "%s", heads[_i].source);
}
END_TEST

/* ---- names ---- */

static void resolve_badly(const struct zd_policy *p, enum zd_finding_code code, const char *message)
{
	zd_pack_resolve(&w.pack, &w.findings);
	ck_assert_uint_eq(w.findings.count, 1);
	ck_assert_int_eq(w.findings.items[0].code, code);
	ck_assert_msg(strstr(w.findings.items[0].message, message) != NULL, "%s", w.findings.items[0].message);
	ck_assert(p->broken);
}

static const struct {
	const char *field, *give, *moved;
	enum zd_period period;
	enum zd_finding_code code;
	const char *message; /* NULL: it is fine */
} effects[] = {
	{"team", "word", NULL, ZD_PERIOD_MONTH, 0, NULL},
	{"unit", "word", "joined", ZD_PERIOD_YEAR, 0, NULL},
	{"level", "grade", "joined", ZD_PERIOD_MONTH, 0, NULL},
	{"level", "word", NULL, ZD_PERIOD_MONTH, 0, NULL},
	{"score", "x", NULL, ZD_PERIOD_MONTH, 0, NULL},
	{NULL, NULL, NULL, ZD_PERIOD_NONE, 0, NULL},
	{"team", "word", NULL, ZD_PERIOD_NONE, ZD_F_PERIOD, "only a policy with a period"},
	{"teem", "word", NULL, ZD_PERIOD_MONTH, ZD_F_UNKNOWN_NAME, "no field 'teem'; did you mean 'team'?"},
	{"team", "wrd", NULL, ZD_PERIOD_MONTH, ZD_F_UNKNOWN_NAME, "gives no 'wrd'; did you mean 'word'?"},
	{"id", "word", NULL, ZD_PERIOD_MONTH, ZD_F_POLICY_FORM, "it is the key"},
	{"secret", "word", NULL, ZD_PERIOD_MONTH, ZD_F_POLICY_FORM, "it is sensitive"},
	{"badge", "word", NULL, ZD_PERIOD_MONTH, ZD_F_POLICY_FORM, "it is unique"},
	{"age", "word", NULL, ZD_PERIOD_MONTH, ZD_F_WRONG_TYPE, "word (text) does not fit the field person.age (int)"},
	{"level", "wide", NULL, ZD_PERIOD_MONTH, ZD_F_WRONG_TYPE, "does not fit"},
	{"taken", "x", NULL, ZD_PERIOD_MONTH, ZD_F_DUPLICATE, "person.taken is set by b.first as well"},
	{"team", "word", "age", ZD_PERIOD_MONTH, ZD_F_UNKNOWN_NAME, "no date field 'age'"},
	{"joined", "day", "joined", ZD_PERIOD_MONTH, ZD_F_POLICY_FORM, "set by an outcome"},
	{NULL, NULL, "joined", ZD_PERIOD_MONTH, ZD_F_POLICY_FORM, "for a policy that sets fields"},
};

static struct zd_policy *setter(const char *id, const struct zd_effect *effect, enum zd_period period)
{
	struct zd_policy *p =
		world_policy(&w, id, "person", "age", "x:int word:text? grade:enum=A|B wide:enum=A|C day:date");
	p->effects = (struct zd_effect *)effect;
	p->effect_count = effect->field != NULL;
	p->period = period;
	return p;
}

START_TEST(effects_fit_the_record)
{
	static const struct zd_effect taken = {.field = "taken", .give = "x"};
	const struct zd_effect effect = {.field = effects[_i].field, .give = effects[_i].give};
	const struct zd_entity *e = zd_pack_entity(&w.pack, "person");
	((struct zd_field *)zd_entity_field(e, "secret"))->sensitive = true;
	((struct zd_field *)zd_entity_field(e, "badge"))->unique = true;
	setter("b.first", &taken, ZD_PERIOD_MONTH);
	struct zd_policy *p = setter("b.second", &effect, effects[_i].period);
	p->moved = effects[_i].moved;
	if (effects[_i].message)
		resolve_badly(p, effects[_i].code, effects[_i].message);
	else
		world_resolve(&w, 0);
}
END_TEST

START_TEST(a_replacement_has_no_effects_of_its_own)
{
	static const struct zd_effect effect = {.field = "team", .give = "word"};
	setter("r.open", &effect, ZD_PERIOD_MONTH)->branch_may_replace = true;
	struct zd_policy *p = setter("r.replacement", &effect, ZD_PERIOD_MONTH);
	w.pack.policy_count--;
	p->id = "r.open";
	p->branch = "u1";
	w.pack.branches[w.pack.branch_count++] = (struct zd_branch){.id = "u1", .policies = p, .policy_count = 1};
	resolve_badly(p, ZD_F_GUARDRAIL, "is the group's to say");
}
END_TEST

Suite *suite_effects(void)
{
	Suite *s = suite_create("effects");
	TCase *t = tcase_create("effects");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_head_says_what_is_set);
	tcase_add_loop_test(t, a_wrong_head_is_found, 0, sizeof heads / sizeof *heads);
	tcase_add_loop_test(t, effects_fit_the_record, 0, sizeof effects / sizeof *effects);
	tcase_add_test(t, a_replacement_has_no_effects_of_its_own);
	suite_add_tcase(s, t);
	return s;
}
