#include <check.h>
#include <string.h>

#include "model/pack.h"

Suite *suite_pack(void);

static struct zd_field fields[] = {{.name = "id"}, {.name = "name"}};
static const char *aliases[] = {"client"};
static struct zd_entity entities[] = {
	{.name = "customer", .fields = fields, .field_count = 2, .aliases = aliases, .alias_count = 1},
	{.name = "branch", .fields = fields, .field_count = 1},
};
static struct zd_fact_value sales[] = {{.name = "sales_12m"}, {.name = "orders_12m"}};
static struct zd_fact_value heads[] = {{.name = "sales_12m"}, {.name = "heads"}};
static struct zd_fact facts[] = {
	{.name = "sales", .subject = "customer", .values = sales, .value_count = 2},
	{.name = "heads", .subject = "branch", .values = heads, .value_count = 2},
};
static struct zd_param params[] = {{.name = "credit.limit.months"}, {.name = "pay.rate"}};
static struct zd_policy policies[] = {{.id = "credit.limit"}, {.id = "pay.package"}};
static struct zd_branch branches[] = {{.id = "beijing"}, {.id = "shenzhen"}, {.id = "xian"}};

static struct zd_pack pack;

static void setup(void)
{
	pack = (struct zd_pack){
		.entities = entities,
		.entity_count = 2,
		.facts = facts,
		.fact_count = 2,
		.params = params,
		.param_count = 2,
		.policies = policies,
		.policy_count = 2,
		.branches = branches,
		.branch_count = 3,
	};
	for (size_t i = 0; i < 2; i++) {
		zd_map_put(&pack.entity_map, entities[i].name, &entities[i]);
		zd_map_put(&pack.param_map, params[i].name, &params[i]);
		zd_map_put(&pack.policy_map, policies[i].id, &policies[i]);
	}
	zd_map_put(&pack.entity_map, "client", &entities[0]);
}

static void teardown(void)
{
	zd_map_free(&pack.entity_map);
	zd_map_free(&pack.param_map);
	zd_map_free(&pack.policy_map);
}

START_TEST(finds_by_name)
{
	ck_assert_ptr_eq(zd_pack_entity(&pack, "customer"), &entities[0]);
	ck_assert_ptr_eq(zd_pack_entity(&pack, "client"), &entities[0]);
	ck_assert_ptr_null(zd_pack_entity(&pack, "custome"));
	ck_assert_ptr_eq(zd_pack_param(&pack, "pay.rate"), &params[1]);
	ck_assert_ptr_eq(zd_pack_policy(&pack, "credit.limit"), &policies[0]);
	ck_assert_ptr_null(zd_pack_table(&pack, "x"));
	ck_assert_ptr_null(zd_pack_enum(&pack, ""));
	for (size_t i = 0; i < 3; i++)
		ck_assert_ptr_eq(zd_pack_branch(&pack, branches[i].id), &branches[i]);
	ck_assert_ptr_null(zd_pack_branch(&pack, "shenzhen2"));
	pack.branch_count = 0;
	ck_assert_ptr_null(zd_pack_branch(&pack, "xian"));
}
END_TEST

START_TEST(finds_facts_of_the_right_entity)
{
	const struct zd_fact *file = NULL;
	ck_assert_ptr_eq(zd_pack_fact(&pack, "branch", "sales_12m", &file), &heads[0]);
	ck_assert_ptr_eq(file, &facts[1]);
	ck_assert_ptr_eq(zd_pack_fact(&pack, "customer", "orders_12m", NULL), &sales[1]);
	ck_assert_ptr_null(zd_pack_fact(&pack, "customer", "heads", &file));
}
END_TEST

START_TEST(finds_the_parameter_that_a_name_reaches_into)
{
	static const struct {
		const char *name;
		const struct zd_param *param;
		const char *inner;
	} reaches[] = {
		{"pay.rate", &params[1], NULL},
		{"pay.rate.gold", &params[1], "gold"},
		{"pay.rate.a.b", &params[1], "a.b"},
		{"pay.rate.", &params[1], ""},
		{"credit.limit", NULL, NULL},
		{"pay.rates", NULL, NULL},
		{"pay", NULL, NULL},
		{"", NULL, NULL},
	};
	for (size_t i = 0; i < sizeof reaches / sizeof *reaches; i++) {
		const char *inner = NULL;
		ck_assert_ptr_eq(zd_pack_param_within(&pack, reaches[i].name, &inner), reaches[i].param);
		if (reaches[i].param)
			ck_assert_pstr_eq(inner, reaches[i].inner);
	}
}
END_TEST

START_TEST(says_which_name_was_meant)
{
	const struct zd_policy *policy;
	const struct zd_entity *entity;
	struct zd_param *param;
	struct zd_error err;
	ck_assert_int_eq(zd_pack_find_policy(&policy, &pack, "pay.package", &err), ZD_OK);
	ck_assert_ptr_eq(policy, &policies[1]);
	ck_assert_int_eq(zd_pack_find_entity(&entity, &pack, "client", &err), ZD_OK);
	ck_assert_ptr_eq(entity, &entities[0]);
	ck_assert_int_eq(zd_pack_find_param(&param, &pack, "pay.rat", &err), ZD_USAGE);
	ck_assert_ptr_null(param);
	ck_assert_str_eq(err.message, "no parameter 'pay.rat'; did you mean 'pay.rate'?");
	ck_assert_int_eq(zd_pack_find_entity(&entity, &pack, "warehouse", &err), ZD_USAGE);
	ck_assert_str_eq(err.message, "no entity 'warehouse'");
}
END_TEST

START_TEST(hashes_paths_sizes_and_bytes)
{
	static const struct zd_pack_file ones[][2] = {
		{{"a", "xy", 2}, {"b", "z", 1}}, {{"a", "x", 1}, {"b", "yz", 2}}, {{"a", "xy", 2}, {"c", "z", 1}}};
	char hashes[3][ZD_HASH_LEN + 1], again[ZD_HASH_LEN + 1];
	for (size_t i = 0; i < 3; i++)
		zd_pack_hash(ones[i], 2, hashes[i]);
	zd_pack_hash(ones[0], 2, again);
	ck_assert_str_eq(hashes[0], again);
	ck_assert_str_ne(hashes[0], hashes[1]);
	ck_assert_str_ne(hashes[0], hashes[2]);
	zd_pack_hash(ones[0], 1, again);
	ck_assert_str_ne(hashes[0], again);
}
END_TEST

START_TEST(suggests_the_nearest)
{
	ck_assert_str_eq(zd_pack_nearest_param(&pack, "credit.limit.month"), "credit.limit.months");
	ck_assert_str_eq(zd_pack_nearest_policy(&pack, "credit.limti"), "credit.limit");
	ck_assert_str_eq(zd_pack_nearest_entity(&pack, "clinet"), "client");
	ck_assert_ptr_null(zd_pack_nearest_entity(&pack, "warehouse"));
	struct zd_pack empty = {0};
	ck_assert_ptr_null(zd_pack_nearest_param(&empty, "x"));
}
END_TEST

Suite *suite_pack(void)
{
	Suite *suite = suite_create("pack");
	TCase *tests = tcase_create("pack");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, finds_by_name);
	tcase_add_test(tests, finds_facts_of_the_right_entity);
	tcase_add_test(tests, finds_the_parameter_that_a_name_reaches_into);
	tcase_add_test(tests, says_which_name_was_meant);
	tcase_add_test(tests, hashes_paths_sizes_and_bytes);
	tcase_add_test(tests, suggests_the_nearest);
	suite_add_tcase(suite, tests);
	return suite;
}
