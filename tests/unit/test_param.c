#include <check.h>
#include <stdio.h>
#include <string.h>

#include "model/param.h"

Suite *suite_param(void);

static const struct zd_type number = {.kind = ZD_KIND_NUMBER};
static const struct zd_type money = {.kind = ZD_KIND_MONEY};
static const char *weight_keys[] = {"M", "S", "D"};
static const struct zd_type weight_types[] = {
	{.kind = ZD_KIND_NUMBER}, {.kind = ZD_KIND_NUMBER}, {.kind = ZD_KIND_NUMBER}};
static const struct zd_type weights = {.kind = ZD_KIND_MAP, .count = 3, .keys = weight_keys, .of = weight_types};
static const struct zd_type list = {.kind = ZD_KIND_LIST, .count = 1, .of = &number};
static const char *phase_keys[] = {"grow", "harvest"};
static const struct zd_type phase_types[] = {
	{.kind = ZD_KIND_MAP, .count = 3, .keys = weight_keys, .of = weight_types},
	{.kind = ZD_KIND_MAP, .count = 3, .keys = weight_keys, .of = weight_types},
};
static const struct zd_type phases = {.kind = ZD_KIND_MAP, .count = 2, .keys = phase_keys, .of = phase_types};

#define NUM(x)                                                                                                         \
	{                                                                                                              \
		.tag = ZD_NUMBER, .d = (x)                                                                             \
	}
#define MAP3(m, s, d)                                                                                                  \
	{                                                                                                              \
		.tag = ZD_MAP, .len = 3, .map = (const struct zd_pair[])                                               \
		{                                                                                                      \
			{"M", NUM(m)}, {"S", NUM(s)},                                                                  \
			{                                                                                              \
				"D", NUM(d)                                                                            \
			}                                                                                              \
		}                                                                                                      \
	}
#define LIST3(a, b, c)                                                                                                 \
	{                                                                                                              \
		.tag = ZD_LIST, .len = 3, .list = (const struct zd_value[])                                            \
		{                                                                                                      \
			NUM(a), NUM(b), NUM(c)                                                                         \
		}                                                                                                      \
	}
#define PHASES(a, b)                                                                                                   \
	{                                                                                                              \
		.tag = ZD_MAP, .len = 2, .map = (const struct zd_pair[])                                               \
		{                                                                                                      \
			{"grow", a},                                                                                   \
			{                                                                                              \
				"harvest", b                                                                           \
			}                                                                                              \
		}                                                                                                      \
	}

static const struct {
	const struct zd_type *type;
	struct zd_rules rules;
	struct zd_value v;
	const char *why; /* NULL: keeps the rules */
} rules[] = {
	{&number, {0}, NUM(1e300), NULL},
	{&number, {.has_max = true, .max = 3}, NUM(3), NULL},
	{&number, {.has_max = true, .max = 3}, NUM(3.5), "3.5 is above the maximum 3"},
	{&number, {.has_min = true, .min = 0.1}, NUM(0.09), "0.09 is below the minimum 0.1"},
	{&money,
	 {.has_max = true, .max = 500000000},
	 {.tag = ZD_INT, .i = 500000001},
	 "5,000,000.01 is above the maximum 5,000,000.00"},
	{&money,
	 {.has_max = true, .max = 9007199254740992.0},
	 {.tag = ZD_INT, .i = 9007199254740993},
	 "is above the maximum"},
	{&number, {.one_of = LIST3(1, 2, 3)}, NUM(2), NULL},
	{&number, {.one_of = LIST3(1, 2, 3)}, NUM(4), "4 is none of 1, 2, 3"},
	{&number, {0}, {.tag = ZD_NIL}, "there is no value"},
	{&weights, {.has_sum = true, .sum = 100}, MAP3(30, 60, 10), NULL},
	{&weights, {.has_sum = true, .sum = 100}, MAP3(30, 60, 9), "M, S, D add up to 99, not to 100"},
	{&weights, {.has_sum = true, .sum = 100}, MAP3(33.3, 33.3, 33.4), NULL},
	{&weights, {.has_sum = true, .sum = 1}, MAP3(0.1, 0.2, 0.7), NULL},
	{&weights, {.has_sum = true, .sum = 0.3}, MAP3(0.1, 0.2, 0), NULL},
	{&weights, {.has_sum = true, .sum = 1}, MAP3(0.1, 0.2, 0.70000000000000001), NULL},
	{&weights, {.has_sum = true, .sum = 1}, MAP3(0.1, 0.2, 0.7000000000000001), "not to 1"},
	{&weights, {.has_sum = true, .sum = 1e300}, MAP3(1e300, 0, 0), NULL},
	{&weights,
	 {.has_each_min = true, .each_min = 5, .has_each_max = true, .each_max = 70},
	 MAP3(30, 71, 4),
	 "S: 71 is above the maximum 70"},
	{&weights, {.has_each_min = true, .each_min = 5}, MAP3(30, 71, 4), "D: 4 is below the minimum 5"},
	{&weights, {.order = -1}, MAP3(3, 2, 2), NULL},
	{&weights, {.order = -1}, MAP3(3, 2, 2.5), "D: 2.5 comes after 2, but the values must be descending"},
	{&list, {.order = 1}, LIST3(1, 2, 3), NULL},
	{&list, {.order = 1}, LIST3(1, 3, 2), "[3]: 2 comes after 3"},
	{&list, {.order = 1}, {.tag = ZD_LIST}, NULL},
	{&list, {.has_sum = true, .sum = 1}, {.tag = ZD_LIST}, "add up to 0, not to 1"},
	{&phases, {.has_sum = true, .sum = 100}, PHASES(MAP3(30, 60, 10), MAP3(50, 40, 10)), NULL},
	{&phases,
	 {.has_sum = true, .sum = 100},
	 PHASES(MAP3(30, 60, 10), MAP3(50, 40, 11)),
	 "harvest: M, S, D add up to 101"},
	{&phases, {.has_each_max = true, .each_max = 50}, PHASES(MAP3(30, 60, 10), MAP3(50, 40, 10)), "grow: S: 60"},
};

START_TEST(values_keep_their_rules)
{
	char why[256] = "";
	bool ok = zd_rules_check(&rules[_i].rules, rules[_i].type, &rules[_i].v, why, sizeof why);
	ck_assert_msg(ok == (rules[_i].why == NULL), "%s", why);
	if (rules[_i].why)
		ck_assert_msg(strstr(why, rules[_i].why) != NULL, "%s", why);
	zd_rules_check(&rules[_i].rules, rules[_i].type, &rules[_i].v, why, 4);
}
END_TEST

static struct zd_dated group_values[] = {
	{.from = 100, .value = NUM(3), .place = {"g.yaml", 1, 1}},
	{.from = 200, .value = NUM(2.5), .place = {"g.yaml", 2, 1}},
};
static struct zd_dated branch_values[] = {{.from = 150, .value = NUM(1), .place = {"b.yaml", 1, 1}}};
static struct zd_layer branch_layers[] = {
	{.branch = "shenzhen", .values = branch_values, .count = 1, .place = {"b.yaml", 1, 1}}};
static struct zd_dated what_if[] = {{.from = ZD_ALWAYS, .value = NUM(7)}};
static struct zd_dated what_else[] = {{.from = ZD_ALWAYS, .value = NUM(8)}};

static struct zd_param months(void)
{
	return (struct zd_param){
		.name = "credit.limit.months",
		.type = number,
		.group = {.values = group_values, .count = 2},
		.branches = branch_layers,
		.branch_count = 1,
		.branch_allowed = true,
	};
}

static double at(const struct zd_param *p, const char *branch, int32_t day)
{
	struct zd_origin o;
	zd_param_resolve(p, branch, day, &o);
	return o.value ? o.value->d : -1;
}

START_TEST(resolves_layers_and_dates)
{
	struct zd_param p = months();
	struct zd_origin o;
	ck_assert_double_eq(at(&p, NULL, 99), -1);
	ck_assert_double_eq(at(&p, NULL, 100), 3);
	ck_assert_double_eq(at(&p, NULL, 199), 3);
	ck_assert_double_eq(at(&p, NULL, INT32_MAX), 2.5);
	ck_assert_double_eq(at(&p, "shenzhen", 149), 3);
	ck_assert_double_eq(at(&p, "shenzhen", 150), 1);
	ck_assert_double_eq(at(&p, "xian", 150), 3);
	zd_param_resolve(&p, "shenzhen", 250, &o);
	ck_assert_ptr_eq(o.hidden, &group_values[1]);
	ck_assert_ptr_eq(o.layer, &branch_layers[0]);
	zd_param_resolve(&p, "xian", 250, &o);
	ck_assert_ptr_null(o.hidden);
	ck_assert_ptr_eq(o.dated, &group_values[1]);
}
END_TEST

START_TEST(scenarios_lie_on_top)
{
	struct zd_layer layers[] = {{.values = what_if, .count = 1}, {.values = what_else, .count = 1}};
	struct zd_param p = months();
	struct zd_origin o;
	p.scenario = layers;
	p.scenario_count = 1;
	ck_assert_double_eq(at(&p, NULL, 0), 7);
	ck_assert_double_eq(at(&p, "xian", 150), 7);
	ck_assert_double_eq(at(&p, "shenzhen", 150), 1); /* keeps its override */
	ck_assert_double_eq(at(&p, "shenzhen", 149), 7);
	p.scenario_count = 2;
	ck_assert_double_eq(at(&p, NULL, 0), 8); /* the latest wins */
	layers[0].branch = "shenzhen";
	ck_assert_double_eq(at(&p, "shenzhen", 150), 7);
	ck_assert_double_eq(at(&p, "xian", 150), 8);
	zd_param_resolve(&p, "shenzhen", 150, &o);
	ck_assert(o.is_scenario && o.hidden == &group_values[0]);
}
END_TEST

/* What the resolver must find, told the slow way: of all values that apply, the one with the highest claim. */
static const struct zd_dated *oracle(const struct zd_param *p, const char *branch, int32_t day)
{
	const struct zd_dated *best = NULL;
	long best_claim = -1;
	for (size_t l = 0; l < p->scenario_count + p->branch_count + 1; l++) {
		const struct zd_layer *layer;
		long claim;
		if (l < p->scenario_count) {
			layer = &p->scenario[l];
			claim = (layer->branch ? 3000 : 1000) + (long)l * 10;
		} else if (l < p->scenario_count + p->branch_count) {
			layer = &p->branches[l - p->scenario_count];
			claim = 2000;
		} else {
			layer = &p->group;
			claim = 0;
		}
		if (layer->branch && (!branch || strcmp(layer->branch, branch) != 0))
			continue;
		for (size_t i = 0; i < layer->count; i++) {
			if (layer->values[i].from <= day && claim + (long)i > best_claim) {
				best_claim = claim + (long)i;
				best = &layer->values[i];
			}
		}
	}
	return best;
}

static uint32_t seed;

static uint32_t any(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

static void any_layer(struct zd_layer *layer, const char *branch, struct zd_dated *values)
{
	int32_t from = any(4) == 0 ? ZD_ALWAYS : (int32_t)any(6);
	*layer = (struct zd_layer){.branch = branch, .values = values, .count = any(4)};
	for (size_t i = 0; i < layer->count; i++) {
		values[i] = (struct zd_dated){.from = from, .value = NUM((double)any(100))};
		from = (from == ZD_ALWAYS ? 0 : from) + 1 + (int32_t)any(4);
	}
}

START_TEST(resolves_as_the_oracle_does)
{
	static const char *const ids[] = {NULL, "a", "b", "c"};
	seed = 20251130;
	for (int round = 0; round < 20000; round++) {
		struct zd_dated values[10][4];
		struct zd_layer branches[3], scenario[5];
		struct zd_param p = {.branches = branches, .scenario = scenario};
		any_layer(&p.group, NULL, values[0]);
		for (int b = 1; b <= 3; b++) {
			if (any(2))
				continue;
			any_layer(&branches[p.branch_count], ids[b], values[b]);
			p.branch_count++;
		}
		p.scenario_count = any(6);
		for (size_t s = 0; s < p.scenario_count; s++)
			any_layer(&scenario[s], ids[any(4)], values[4 + s]);
		for (int32_t day = -1; day < 16; day++) {
			for (int b = 0; b < 4; b++) {
				struct zd_origin o;
				zd_param_resolve(&p, ids[b], day, &o);
				ck_assert_ptr_eq(o.dated, oracle(&p, ids[b], day));
				ck_assert(o.dated ? o.value == &o.dated->value && o.layer : !o.value && !o.layer);
			}
		}
	}
}
END_TEST

static void expect(const struct zd_param *p, const char *const *said, size_t count)
{
	struct zd_findings f = {0};
	zd_param_check(p, &f);
	for (size_t i = 0; i < f.count; i++) {
		char line[1024];
		snprintf(line, sizeof line, "%s:%d %s %s", f.items[i].file, f.items[i].line,
			 zd_finding_word(f.items[i].code), f.items[i].message);
		ck_assert_msg(i < count && strcmp(line, said[i]) == 0, "%s", line);
	}
	ck_assert_uint_eq(f.count, count);
	zd_findings_free(&f);
}

START_TEST(checks_every_dated_value)
{
	struct zd_param p = months();
	expect(&p, NULL, 0);
	p.rules = (struct zd_rules){.has_max = true, .max = 2};
	expect(&p,
	       (const char *[]){"g.yaml:1 out-of-bounds credit.limit.months: 3 is above the maximum 2",
				"g.yaml:2 out-of-bounds credit.limit.months: 2.5 is above the maximum 2"},
	       2);
}
END_TEST

START_TEST(guards_what_branches_may_do)
{
	struct zd_param p = months();
	p.branch_rules = (struct zd_rules){.has_min = true, .min = 2};
	p.rules = (struct zd_rules){.has_min = true, .min = 1.5};
	expect(&p,
	       (const char *[]){"b.yaml:1 guardrail branch shenzhen goes beyond the guardrail of credit.limit.months: "
				"1 is below "
				"the minimum 2"},
	       1);
	p.branch_rules = (struct zd_rules){0};
	expect(&p,
	       (const char *[]){
		       "b.yaml:1 out-of-bounds credit.limit.months of branch shenzhen: 1 is below the minimum 1.5"},
	       1);
	p.branch_allowed = false;
	expect(&p,
	       (const char *[]){"b.yaml:1 guardrail branch shenzhen may not set credit.limit.months: the group keeps "
				"it to itself"},
	       1);
}
END_TEST

/* An override from a day on, and whether it changes anything. */
static const struct {
	int32_t from;
	double value;
	bool has_effect;
} overrides[] = {
	{200, 2.5, false},      {300, 2.5, false}, {200, 3, true}, {150, 3, true /* it keeps 3 beyond day 200 */},
	{ZD_ALWAYS, 2.5, true}, {150, 2.5, true},
};

START_TEST(warns_of_overrides_without_effect)
{
	struct zd_dated value = {
		.from = overrides[_i].from, .value = NUM(overrides[_i].value), .place = {"b.yaml", 4, 2}};
	struct zd_layer layer = {.branch = "xian", .values = &value, .count = 1};
	struct zd_param p = months();
	p.branches = &layer;
	expect(&p,
	       (const char *[]){"b.yaml:4 no-effect branch xian sets credit.limit.months to the value it already has "
				"from the group"},
	       overrides[_i].has_effect ? 0 : 1);
}
END_TEST

START_TEST(allows_one_more_value)
{
	struct zd_param p = months();
	struct zd_error err = {0};
	struct zd_value three = NUM(3), nine = NUM(9), word = {.tag = ZD_TEXT, .s = "x", .len = 1};
	p.rules = (struct zd_rules){.has_max = true, .max = 8};
	p.branch_rules = (struct zd_rules){.has_max = true, .max = 2};
	ck_assert_int_eq(zd_param_allows(&p, NULL, &three, &err), ZD_OK);
	ck_assert_int_eq(zd_param_allows(&p, NULL, &nine, &err), ZD_DATA);
	ck_assert_int_eq(zd_param_allows(&p, "xian", &three, &err), ZD_GUARDRAIL);
	ck_assert(strstr(err.message, "xian") && strstr(err.message, "3 is above the maximum 2"));
	ck_assert_int_eq(zd_param_allows(&p, "xian", &word, &err), ZD_DATA);
	ck_assert(strstr(err.message, "wants a number"));
	p.branch_rules = (struct zd_rules){0};
	ck_assert_int_eq(zd_param_allows(&p, "xian", &three, &err), ZD_OK);
	ck_assert_int_eq(zd_param_allows(&p, "xian", &nine, &err), ZD_DATA);
	p.branch_allowed = false;
	ck_assert_int_eq(zd_param_allows(&p, "xian", &three, NULL), ZD_GUARDRAIL);
}
END_TEST

#define COUNT(a) ((int)(sizeof(a) / sizeof *(a)))

Suite *suite_param(void)
{
	Suite *suite = suite_create("param");
	TCase *tests = tcase_create("param");
	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, values_keep_their_rules, 0, COUNT(rules));
	tcase_add_test(tests, resolves_layers_and_dates);
	tcase_add_test(tests, scenarios_lie_on_top);
	tcase_add_test(tests, resolves_as_the_oracle_does);
	tcase_add_test(tests, checks_every_dated_value);
	tcase_add_test(tests, guards_what_branches_may_do);
	tcase_add_loop_test(tests, warns_of_overrides_without_effect, 0, COUNT(overrides));
	tcase_add_test(tests, allows_one_more_value);
	suite_add_tcase(suite, tests);
	return suite;
}
