#include <check.h>
#include <string.h>

#include "world.h"

Suite *suite_resolve(void);

static struct world w;

static void setup(void)
{
	world_open(&w, 16);
	world_entity(&w, "unit", "id:text");
	world_entity(&w, "person", "id:text team:text age:int joined:date active:bool unit:ref=unit");
	world_entity(&w, "sale", "id:text seller:ref=person amount:money");
	world_policy(&w, "a.free", "person", "age", "x:int grade:enum=A|B");
	world_policy(&w, "a.monthly", "person", "age", "x:int")->period = ZD_PERIOD_MONTH;
}

static void teardown(void)
{
	world_close(&w);
}

/* The first finding has this code and says this; the policy is broken. */
static void resolve_badly(const struct zd_policy *p, enum zd_finding_code code, const char *message)
{
	zd_pack_resolve(&w.pack, &w.findings);
	ck_assert_uint_gt(w.findings.count, 0);
	ck_assert_int_eq(w.findings.items[0].code, code);
	ck_assert_msg(strstr(w.findings.items[0].message, message) != NULL, "%s", w.findings.items[0].message);
	ck_assert(p->broken);
	ck_assert_msg(strstr(p->broken_why, message) != NULL, "%s", p->broken_why);
}

/* ---- policies that are right ---- */

START_TEST(needs_get_their_types)
{
	const struct zd_policy *p =
		world_policy(&w, "b.ok", "sale", "amount age=seller.age g=seller.a.free.grade as_of", "x:int");
	world_resolve(&w, 0);
	static const enum zd_kind kinds[] = {ZD_KIND_MONEY, ZD_KIND_INT, ZD_KIND_ENUM, ZD_KIND_DATE};
	for (size_t i = 0; i < 4; i++)
		ck_assert_int_eq(p->needs[i].type.kind, kinds[i]);
}
END_TEST

START_TEST(a_history_is_a_list)
{
	static const char *outcomes[] = {"a.monthly.x"};
	struct zd_policy *p = world_policy(&w, "b.ok", "person", "recent", "x:int");
	p->needs[0].is_history = true;
	p->needs[0].history = outcomes;
	p->needs[0].history_count = 1;
	p->needs[0].since = "joined";
	world_resolve(&w, 0);
	ck_assert_int_eq(p->needs[0].type.kind, ZD_KIND_LIST);
	ck_assert_int_eq(p->needs[0].type.of->kind, ZD_KIND_INT);
}
END_TEST

/* ---- policies that are wrong ---- */

static const struct {
	const char *subject, *needs, *over, *when;
	enum zd_period period;
	enum zd_finding_code code;
	const char *message;
} wrong[] = {
	{"persn", "", NULL, NULL, ZD_PERIOD_NONE, ZD_F_UNKNOWN_NAME, "no entity 'persn'; did you mean 'person'?"},
	{"person", "agge", NULL, NULL, ZD_PERIOD_NONE, ZD_F_UNKNOWN_NAME, "did you mean 'age'?"},
	{"person", "x=a.free.y", NULL, NULL, ZD_PERIOD_NONE, ZD_F_UNKNOWN_NAME, "gives no 'y'"},
	{"person", "x=a.monthly.x", NULL, NULL, ZD_PERIOD_NONE, ZD_F_PERIOD, "ask for its history"},
	{"person", "x=a.monthly.x", NULL, NULL, ZD_PERIOD_QUARTER, ZD_F_PERIOD, "decided for a month"},
	{"sale", "x=a.free.x", NULL, NULL, ZD_PERIOD_NONE, ZD_F_UNKNOWN_NAME, "is about person, not about sale"},
	{"person", "age", "teem", NULL, ZD_PERIOD_NONE, ZD_F_UNKNOWN_NAME, "did you mean 'team'?"},
	{"person", "age", "a.free.grade", NULL, ZD_PERIOD_NONE, ZD_F_POLICY_FORM, "`over` wants a field or fact"},
	{"person", "age", NULL, "team", ZD_PERIOD_NONE, ZD_F_POLICY_FORM, "`when` wants a bool"},
	{"person", "age", NULL, "activ", ZD_PERIOD_NONE, ZD_F_UNKNOWN_NAME, "did you mean 'active'?"},
};

START_TEST(names_must_be_known)
{
	struct zd_policy *p = world_policy(&w, "b.wrong", wrong[_i].subject, wrong[_i].needs, "x:int");
	p->over = wrong[_i].over;
	p->when = wrong[_i].when;
	p->period = wrong[_i].period;
	resolve_badly(p, wrong[_i].code, wrong[_i].message);
}
END_TEST

static const struct {
	const char *outcome, *since;
	enum zd_finding_code code;
	const char *message;
} histories[] = {
	{"a.free.x", NULL, ZD_F_POLICY_FORM, "of a policy with a period"},
	{"age", NULL, ZD_F_POLICY_FORM, "a history is of an outcome"},
	{"a.monthly.y", NULL, ZD_F_UNKNOWN_NAME, "gives no 'y'"},
	{"a.monthly.x", "team", ZD_F_UNKNOWN_NAME, "person has no date field 'team'"},
};

START_TEST(histories_are_of_periods)
{
	struct zd_policy *p = world_policy(&w, "b.wrong", "person", "recent", "x:int");
	p->needs[0].is_history = true;
	p->needs[0].history = (const char **)&histories[_i].outcome;
	p->needs[0].history_count = 1;
	p->needs[0].since = histories[_i].since;
	resolve_badly(p, histories[_i].code, histories[_i].message);
}
END_TEST

START_TEST(uses_must_be_known)
{
	struct zd_policy *p = world_policy(&w, "b.wrong", "person", "age", "x:int");
	world_param(&w, "a.free", "the.limit", 3);
	p->params[p->param_count++] = (struct zd_use){.name = "l", .target = "the.limt"};
	resolve_badly(p, ZD_F_UNKNOWN_NAME, "no parameter 'the.limt'; did you mean 'the.limit'?");
}
END_TEST

/* ---- circles ---- */

START_TEST(a_circle_breaks_all_who_need_it)
{
	world_policy(&w, "c.a", "person", "x=c.b.x", "x:int");
	world_policy(&w, "c.b", "person", "x=c.c.x", "x:int");
	world_policy(&w, "c.c", "person", "x=c.a.x", "x:int");
	world_policy(&w, "c.user", "person", "x=c.c.x", "x:int");
	world_policy(&w, "c.self", "person", "x=c.self.x", "x:int");
	world_policy(&w, "c.fine", "person", "x=a.free.x", "x:int");
	world_resolve(&w, 2);
	ck_assert_int_eq(w.findings.items[0].code, ZD_F_CIRCLE);
	ck_assert_ptr_nonnull(strstr(w.findings.items[0].message, "c.a needs c.b needs c.c needs c.a"));
	ck_assert_ptr_nonnull(strstr(w.findings.items[1].message, "c.self needs c.self"));
	static const char *const broken[] = {"c.a", "c.b", "c.c", "c.user", "c.self"};
	for (size_t i = 0; i < 5; i++)
		ck_assert_msg(zd_pack_policy(&w.pack, broken[i])->broken, "%s", broken[i]);
	ck_assert(!zd_pack_policy(&w.pack, "c.fine")->broken);
}
END_TEST

/* ---- replacements ---- */

static const struct {
	const char *id, *needs, *gives, *over, *when;
	const char *message; /* NULL: it is fine */
} replacements[] = {
	{"r.open", "age", "x:int", "team", "active", NULL},
	{"r.open", "age", "x:int", "team", NULL, NULL},
	{"r.open", "", "x:int", "team", NULL, NULL},
	{"r.open", "age team", "x:int", "team", NULL, "cannot need 'team'"},
	{"r.open", "age", "y:int", "team", NULL, "must keep its subject"},
	{"r.open", "age", "x:text", "team", NULL, "must keep its subject"},
	{"r.open", "age", "x:int", NULL, NULL, "must keep its subject"},
	{"r.open", "age", "x:int", "unit", NULL, "must keep its subject"},
	{"a.free", "age", "x:int grade:enum=A|B", NULL, NULL, "does not let branches replace"},
	{"r.none", "age", "x:int", NULL, NULL, "no policy of the group 'r.none'"},
};

START_TEST(replacements_keep_the_form)
{
	struct zd_policy *group = world_policy(&w, "r.open", "person", "age", "x:int");
	group->branch_may_replace = true;
	group->over = "team";
	group->when = "active";
	/* Made as one more policy, then taken out of the group's. */
	struct zd_policy *p =
		world_policy(&w, "r.replacement", "person", replacements[_i].needs, replacements[_i].gives);
	w.pack.policy_count--;
	p->id = replacements[_i].id;
	p->over = replacements[_i].over;
	p->when = replacements[_i].when;
	p->branch = "u1";
	w.pack.branches[w.pack.branch_count++] = (struct zd_branch){.id = "u1", .policies = p, .policy_count = 1};
	if (replacements[_i].message)
		resolve_badly(p, strncmp(p->id, "r.none", 6) == 0 ? ZD_F_UNKNOWN_NAME : ZD_F_GUARDRAIL,
			      replacements[_i].message);
	else
		world_resolve(&w, 0);
}
END_TEST

Suite *suite_resolve(void)
{
	Suite *s = suite_create("resolve");
	TCase *t = tcase_create("resolve");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, needs_get_their_types);
	tcase_add_test(t, a_history_is_a_list);
	tcase_add_loop_test(t, names_must_be_known, 0, sizeof wrong / sizeof *wrong);
	tcase_add_loop_test(t, histories_are_of_periods, 0, sizeof histories / sizeof *histories);
	tcase_add_test(t, uses_must_be_known);
	tcase_add_test(t, a_circle_breaks_all_who_need_it);
	tcase_add_loop_test(t, replacements_keep_the_form, 0, sizeof replacements / sizeof *replacements);
	suite_add_tcase(s, t);
	return s;
}
