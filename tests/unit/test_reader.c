#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "model/text.h"
#include "reader_fixture.h"

Suite *suite_reader(void);

static struct zd_arena arena;
static char folder[512];

static void teardown(void)
{
	teardown_pack();
	zd_arena_free(&arena);
}

START_TEST(test_manifest)
{
	put("pack.yaml", MANIFEST "limits: {memory: 32MiB, seconds: 0.5, member_steps: 10, member_memory: 1 KiB}\n");
	read_again(ZD_READ_ALL);
	no_findings();
	ck_assert_str_eq(the_pack->root, "release 3");
	ck_assert_str_eq(the_pack->name, "small");
	ck_assert_str_eq(the_pack->version, "1.0.0");
	ck_assert_str_eq(the_pack->currency, "CNY");
	ck_assert_int_eq(the_pack->limits.memory, 32 << 20);
	ck_assert_int_eq(the_pack->limits.steps, 1000000);
	ck_assert(the_pack->limits.seconds == 0.5);
	ck_assert_int_eq(the_pack->limits.member_memory, 1024);
	ck_assert_int_eq(the_pack->limits.member_steps, 10);
	ck_assert_uint_eq(the_pack->file_count, 12);
	ck_assert_str_eq(the_pack->files[0].path, "branches/gz/rules/credit/limit.lua");
}
END_TEST

START_TEST(test_model_and_facts)
{
	read_again(0);
	no_findings();
	const struct zd_enum *class = zd_pack_enum(the_pack, "class");
	ck_assert_uint_eq(class->count, 2);
	ck_assert_str_eq(class->titles[0], "战略");
	ck_assert_str_eq(class->titles[1], "A");
	const struct zd_entity *customer = zd_pack_entity(the_pack, "client");
	ck_assert_ptr_eq(customer, zd_pack_entity(the_pack, "customer"));
	ck_assert_str_eq(customer->show, "name");
	ck_assert_uint_eq(customer->field_count, 5);
	ck_assert(customer->fields[0].required);
	ck_assert_str_eq(customer->fields[1].title, "name");
	ck_assert_str_eq(customer->fields[2].type.entity, "branch");
	ck_assert_ptr_eq(customer->fields[3].type.enums, class);
	ck_assert_str_eq(customer->fields[3].fallback.s, "A");
	const struct zd_field *assets = zd_entity_field(customer, "assets");
	ck_assert(assets->has_max && assets->max.i == 10050 && assets->sensitive);
	ck_assert_int_eq(assets->place.line, 20);
	ck_assert_int_eq(assets->place.column, 7);

	const struct zd_fact *fact;
	const struct zd_fact_value *sales = zd_pack_fact(the_pack, "customer", "sales", &fact);
	ck_assert_str_eq(fact->name, "trade");
	ck_assert_str_eq(fact->sql, "SELECT 1\n");
	ck_assert_int_eq(fact->place.line, 9);
	ck_assert_str_eq(fact->clause, "D05");
	ck_assert(sales->fallback.tag == ZD_INT && sales->fallback.i == 0);
	ck_assert_int_eq(sales->place.line, 4);
	ck_assert_int_eq(fact->values[1].type.kind, ZD_KIND_LIST);
}
END_TEST

START_TEST(test_params)
{
	read_again(0);
	no_findings();
	const struct zd_param *months = zd_pack_param(the_pack, "credit.months");
	ck_assert_uint_eq(months->group.count, 2);
	ck_assert(months->group.values[0].value.d == 3 && months->group.values[1].value.d == 2.5);
	ck_assert(months->branch_allowed && months->branch_rules.max == 3 && months->has_review);
	ck_assert_uint_eq(months->branch_count, 1);
	ck_assert_str_eq(months->branches[0].branch, "sz");
	ck_assert_str_eq(months->branches[0].why, "新");
	ck_assert_int_eq(months->branches[0].values[0].from, ZD_ALWAYS);
	ck_assert_str_eq(months->branches[0].values[0].place.file, "branches/sz/params.yaml");
	ck_assert_int_eq(months->branches[0].values[0].place.line, 2);
	const struct zd_param *floor = zd_pack_param(the_pack, "credit.floor");
	ck_assert_int_eq(floor->group.values[0].value.i, 100050);
	ck_assert(floor->rules.has_max && floor->rules.max == 30000000.0); /* fen */
	ck_assert(!floor->branch_allowed);
	const struct zd_param *weights = zd_pack_param(the_pack, "hq.weights");
	ck_assert(weights->rules.has_sum && weights->rules.sum == 100 && weights->rules.has_each_max);
	ck_assert_str_eq(weights->group.values[0].value.map[0].key, "M");
	ck_assert_int_eq(zd_pack_param(the_pack, "steps")->rules.order, 1);
	const struct zd_param *rates = zd_pack_param(the_pack, "rates");
	ck_assert(rates->type.open && rates->rules.each_max == 0.5);
	ck_assert_str_eq(rates->group.values[0].value.map[0].key, "a");
	ck_assert(rates->group.values[0].value.map[1].value.d == 0.04);
	const struct zd_param *scheme = zd_pack_param(the_pack, "scheme");
	ck_assert(scheme->assumed && scheme->rules.one_of.len == 2 && scheme->type.kind == ZD_KIND_ENUM);
	for (size_t i = 1; i < the_pack->param_count; i++)
		ck_assert_int_lt(strcmp(the_pack->params[i - 1].name, the_pack->params[i].name), 0);
	ck_assert_uint_eq(the_pack->branch_count, 2);
	ck_assert_str_eq(the_pack->branches[0].id, "gz");
	ck_assert_ptr_nonnull(zd_pack_branch(the_pack, "sz"));
}
END_TEST

START_TEST(test_tables)
{
	read_again(0);
	no_findings();
	const struct zd_table *t = zd_pack_table(the_pack, "need");
	ck_assert_int_eq(t->hit, ZD_HIT_PRIORITY);
	ck_assert_uint_eq(t->row_count, 2);
	ck_assert_uint_eq(t->outputs[0].order.len, 2);
	ck_assert_str_eq(t->fallback[0].s, "plain");
	struct zd_value ten = zd_value_int(10), five = zd_value_int(5), nil = ZD_VALUE_NIL;
	ck_assert(zd_cell_matches(&t->rows[0].cells[1], &ten));
	ck_assert(!zd_cell_matches(&t->rows[1].cells[1], &five));
	ck_assert(zd_cell_matches(&t->rows[1].cells[0], &nil));
}
END_TEST

START_TEST(test_only_when_asked)
{
	put("cases/credit/broken.yaml", "policy: [");
	read_again(0);
	no_findings();
	ck_assert_uint_eq(the_pack->case_count + the_pack->scenario_count + the_pack->import_count, 0);
	char hash[ZD_HASH_LEN + 1];
	strcpy(hash, the_pack->hash);
	read_again(ZD_READ_CASES);
	ck_assert_uint_eq(the_findings.count, 1);
	ck_assert_uint_eq(the_pack->case_count, 2);
	ck_assert_str_eq(the_pack->hash, hash);
}
END_TEST

START_TEST(test_cases_scenarios_imports)
{
	read_again(ZD_READ_ALL);
	no_findings();
	const struct zd_case *c = the_pack->cases;
	ck_assert_uint_eq(the_pack->case_count, 2);
	ck_assert_str_eq(c[0].policy, "credit.limit");
	ck_assert(c[0].has_reasons && c[0].reason_count == 2);
	ck_assert_str_eq(c[0].as_of, "2025-06-30");
	ck_assert_str_eq(c[0].branch, "sz");
	ck_assert_int_eq(c[0].place.line, 3);
	ck_assert_str_eq(c[1].error, "无");
	ck_assert_int_eq(c[1].given->kind, ZD_RAW_LIST);
	ck_assert(!c[1].has_reasons && !c[1].expect);

	const struct zd_scenario *s = the_pack->scenarios;
	ck_assert_uint_eq(the_pack->scenario_count, 1);
	ck_assert_str_eq(s->name, "tight-1");
	ck_assert_str_eq(s->where, "sales > 1");
	ck_assert_uint_eq(s->set->count, 2);
	ck_assert_str_eq(s->policies[0], "credit.limit");

	const struct zd_import_map *m = the_pack->imports;
	ck_assert_uint_eq(the_pack->import_count, 1);
	ck_assert(m->gb18030 && m->skip_bad && !m->jsonl && !m->no_header && m->delimiter == '\t');
	ck_assert_str_eq(m->where, "x != ''");
	ck_assert_uint_eq(m->target_count, 1);
	ck_assert_str_eq(m->targets[0].entity, "customer");
	ck_assert_ptr_null(m->targets[0].where);
	ck_assert_int_eq(m->targets[0].duplicates, ZD_DUP_SKIP);
	const struct zd_map_field *f = m->targets[0].fields;
	ck_assert_int_eq(f[0].source, ZD_FROM_TEMPLATE);
	ck_assert_str_eq(f[1].empty, "无名");
	ck_assert_uint_eq(f[2].alias_count, 2);
	ck_assert_str_eq(f[2].to[0], "strategic");
	ck_assert_str_eq(f[2].otherwise, "A");
	ck_assert_uint_eq(f[3].column_count, 2);
}
END_TEST

START_TEST(test_hash)
{
	char first[ZD_HASH_LEN + 1];
	read_again(0);
	strcpy(first, the_pack->hash);
	struct zd_pack_file swapped = files[0];
	files[0] = files[5];
	files[5] = swapped;
	put("NOTES.md", "不算");
	read_again(ZD_READ_ALL);
	ck_assert_str_eq(the_pack->hash, first);
	put("rules/credit/limit.lua", "return { }\n");
	read_again(0);
	ck_assert_str_ne(the_pack->hash, first);
}
END_TEST

/* One file put in place of the friendly one, and a finding that it must bring. */

START_TEST(test_branches_in_order_of_ids)
{
	put("branches/a-b/params.yaml", "credit.months: {value: 2}\n");
	put("branches/a/params.yaml", "credit.months: {value: 1}\n");
	read_again(0);
	no_findings();
	ck_assert_str_eq(the_pack->branches[0].id, "a");
	ck_assert_str_eq(the_pack->branches[1].id, "a-b");
	const struct zd_param *months = zd_pack_param(the_pack, "credit.months");
	ck_assert_uint_eq(months->branch_count, 3);
	ck_assert_str_eq(months->branches[0].branch, "a");
	ck_assert_str_eq(months->branches[2].branch, "sz");
}
END_TEST

START_TEST(test_several_targets)
{
	put("imports/two.yaml", "where: x = 1\nheader: false\ncolumns: [a, b]\ninto:\n"
				"  - {entity: branch, duplicates: skip, fields: {id: {column: b, format: integer}}}\n"
				"  - {entity: customer, where: a != '', fields: {id: {column: a, format: \"%Y-%m\"}, "
				"name: {constant: x}}}\n");
	read_again(ZD_READ_IMPORTS);
	no_findings();
	const struct zd_import_map *m = &the_pack->imports[1];
	ck_assert_uint_eq(m->target_count, 2);
	ck_assert_str_eq(m->where, "x = 1");
	ck_assert_str_eq(m->targets[1].where, "a != ''");
	ck_assert_int_eq(m->targets[0].fields[0].format, ZD_AS_INTEGER);
	ck_assert_str_eq(m->targets[1].fields[0].pattern, "%Y-%m");
	ck_assert_uint_eq(m->column_count, 2);
}
END_TEST

/* Writes a file below the test's folder, with the folders on its way. */
static const char *write_file(const char *path, const char *text)
{
	char *full = zd_path_join(&arena, folder, path);
	for (char *c = full + strlen(folder) + 1; *c; c++) {
		if (*c != '/')
			continue;
		*c = '\0';
		mkdir(full, 0755);
		*c = '/';
	}
	ck_assert_int_eq(zd_file_write(full, text, strlen(text), NULL), ZD_OK);
	return full;
}

static void remove_all(const char *path)
{
	const char **names;
	size_t count;
	zd_folder_list(&names, &count, path, &arena, NULL);
	for (size_t i = 0; i < count; i++) {
		char *full = zd_path_join(&arena, path, names[i]);
		size_t n = strlen(full);
		struct stat st;
		if (full[n - 1] == '/')
			full[n - 1] = '\0';
		if (lstat(full, &st) == 0 && S_ISDIR(st.st_mode))
			remove_all(full);
		else
			unlink(full);
	}
	rmdir(path);
}

static void setup_folder(void)
{
	const char *parent = getenv("TMPDIR");
	setup_pack();
	snprintf(folder, sizeof folder, "%s/zhidu-test-XXXXXX", parent ? parent : "/tmp");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	for (size_t i = 0; i < file_count; i++)
		write_file(files[i].path, files[i].data);
}

static void teardown_folder(void)
{
	remove_all(folder);
	teardown();
}

START_TEST(test_folder_is_as_memory)
{
	struct zd_error err = {0};
	char hash[ZD_HASH_LEN + 1];
	read_again(0);
	strcpy(hash, the_pack->hash);
	zd_pack_free(the_pack);
	ck_assert_int_eq(zd_pack_read(&the_pack, folder, ZD_READ_ALL, &the_findings, &err), ZD_OK);
	no_findings();
	ck_assert_str_eq(the_pack->hash, hash);
	ck_assert_str_eq(the_pack->root, folder);
	ck_assert_str_eq(the_pack->files[the_pack->file_count - 1].path, "tables/need.yaml");
}
END_TEST

START_TEST(test_folder_with_strangers)
{
	struct zd_error err = {0};
	ck_assert_int_eq(symlink("/etc/passwd", zd_path_join(&arena, folder, "params/secret.yaml")), 0);
	ck_assert_int_eq(symlink("/", zd_path_join(&arena, folder, "model/root")), 0);
	ck_assert_int_eq(symlink("nowhere", zd_path_join(&arena, folder, "facts/gone.sql")), 0);
	ck_assert_int_eq(mkfifo(zd_path_join(&arena, folder, "cases/pipe.yaml"), 0600), 0);
	write_file("build/big.bin", "x");
	write_file(".git/config", "x");
	write_file("params/.hidden.yaml", "x");
	ck_assert_int_eq(zd_pack_read(&the_pack, folder, ZD_READ_ALL, &the_findings, &err), ZD_OK);
	ck_assert_uint_eq(the_findings.count, 5);
	zd_findings_sort(&the_findings);
	static const char *const places[] = {"build/", "cases/pipe.yaml", "facts/gone.sql", "model/root/",
					     "params/secret.yaml"};
	for (size_t i = 0; i < 5; i++)
		ck_assert_str_eq(the_findings.items[i].file, places[i]);
	ck_assert_uint_eq(the_pack->file_count, 12);
}
END_TEST

START_TEST(test_no_folder)
{
	struct zd_error err = {0};
	ck_assert_int_eq(zd_pack_read(&the_pack, zd_path_join(&arena, folder, "absent"), 0, &the_findings, &err),
			 ZD_NOT_FOUND);
	ck_assert_int_eq(zd_pack_read(&the_pack, zd_path_join(&arena, folder, "rules"), 0, &the_findings, &err),
			 ZD_NOT_FOUND);
	ck_assert_ptr_nonnull(strstr(err.message, "pack.yaml"));
	ck_assert_int_eq(zd_pack_read(&the_pack, zd_path_join(&arena, folder, "pack.yaml"), 0, &the_findings, &err),
			 ZD_IO);
	ck_assert_ptr_null(the_pack);
	ck_assert_uint_eq(the_findings.count, 0);
}
END_TEST

START_TEST(test_single_files)
{
	struct zd_error err = {0};
	struct zd_scenario *scenario;
	struct zd_import_map *map;
	read_again(0);
	const char *path = write_file("elsewhere.yaml", SCENARIO);
	ck_assert_int_eq(zd_scenario_read(&scenario, path, the_pack, &the_findings, &err), ZD_OK);
	ck_assert_str_eq(scenario->name, "elsewhere");
	ck_assert_str_eq(scenario->place.file, path);
	path = write_file("map.yaml", IMPORT);
	ck_assert_int_eq(zd_import_map_read(&map, path, the_pack, &the_findings, &err), ZD_OK);
	ck_assert_str_eq(map->targets[0].entity, "customer");
	no_findings();

	path = write_file("wrong.yaml", "set: {credit.moths: 1}\nwhen: 3\n");
	ck_assert_int_eq(zd_scenario_read(&scenario, path, the_pack, &the_findings, &err), ZD_DATA);
	ck_assert_ptr_null(scenario);
	ck_assert_uint_eq(the_findings.count, 2);
	ck_assert_int_eq(err.line, the_findings.items[0].line);
	ck_assert_int_eq(zd_import_map_read(&map, path, the_pack, &the_findings, &err), ZD_DATA);
	ck_assert_ptr_null(map);
	ck_assert_int_eq(zd_import_map_read(&map, write_file("empty.yaml", ""), the_pack, &the_findings, &err),
			 ZD_DATA);
	ck_assert_int_eq(
		zd_scenario_read(&scenario, zd_path_join(&arena, folder, "absent.yaml"), the_pack, &the_findings, &err),
		ZD_NOT_FOUND);
}
END_TEST

Suite *suite_reader(void)
{
	Suite *suite = suite_create("reader");
	TCase *good = tcase_create("friendly");
	tcase_add_checked_fixture(good, setup_pack, teardown);
	tcase_add_test(good, test_manifest);
	tcase_add_test(good, test_model_and_facts);
	tcase_add_test(good, test_params);
	tcase_add_test(good, test_tables);
	tcase_add_test(good, test_only_when_asked);
	tcase_add_test(good, test_cases_scenarios_imports);
	tcase_add_test(good, test_several_targets);
	tcase_add_test(good, test_branches_in_order_of_ids);
	tcase_add_test(good, test_hash);
	suite_add_tcase(suite, good);
	TCase *folders = tcase_create("folder");
	tcase_add_checked_fixture(folders, setup_folder, teardown_folder);
	tcase_add_test(folders, test_folder_is_as_memory);
	tcase_add_test(folders, test_folder_with_strangers);
	tcase_add_test(folders, test_no_folder);
	tcase_add_test(folders, test_single_files);
	suite_add_tcase(suite, folders);
	return suite;
}
