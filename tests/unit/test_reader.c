#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "model/text.h"
#include "pack/reader.h"

Suite *suite_reader(void);

static struct zd_findings findings;
static struct zd_pack *pack;
static struct zd_arena arena;
static char folder[512];

#define MANIFEST "name: small\nversion: 1.0.0\ntitle: 小\n"
#define MODEL                                                                                                          \
	"enums:\n  class:\n    title: 等级\n    values: {strategic: 战略, A: ~}\n"                                     \
	"entities:\n  branch:\n    title: 单位\n    fields:\n      id: {type: text}\n"                                 \
	"  customer:\n    title: 客户\n    alias: [client]\n    show: name\n    branch: branch\n    fields:\n"         \
	"      id: {type: text, title: 编号}\n      name: {type: text, required: true}\n"                              \
	"      branch: {type: ref, entity: branch}\n      class: {type: enum, enum: class, default: A}\n"              \
	"      assets: {type: money, min: 0, max: 100.50, unit: 元, sensitive: true}\n"
#define FACT "/*\nsubject: customer\ngives:\n  sales: {type: money, title: 销售, default: 0}\n  tags: {type: list}\nclause: D05\n*/\n\nSELECT 1\n"
#define PARAMS                                                                                                         \
	"credit.months:\n  title: 倍数\n  type: number\n  values: {2026-01-01: 2.5, 2024-01-01: 3}\n  min: 0\n  max: 12\n"   \
	"  branch: {min: 1, max: 3}\n  review_by: 2027-01-01\n"                                                        \
	"credit.floor:\n  title: 下限\n  type: money\n  value: 1000.50\n  max: 300000\n"                                     \
	"hq.weights:\n  title: 权重\n  type: {M: number, S: number}\n  value: {M: 30, S: 70}\n  each: {min: 0, max: 100}\n"  \
	"  sum: 100\n  branch: true\n"                                                                                 \
	"steps:\n  title: 档\n  type: [money]\n  value: [1, 2.5]\n  order: ascending\n"                                      \
	"rates:\n  title: 率\n  type: {\"*\": rate}\n  value: {b: 4%, a: 0.5}\n  each: {max: 50%}\n"                         \
	"scheme:\n  title: 方案\n  type: class\n  value: strategic\n  one_of: [strategic, A]\n  assumed: true\n"
#define TABLE                                                                                                          \
	"need:\n  title: 细分\n  hit: priority\n  inputs:\n    class: {type: class}\n    size: {type: int}\n"                \
	"  outputs:\n    segment: {type: text, order: [vip, plain]}\n  rows:\n    - [strategic, \">= 10\", vip]\n"     \
	"    - [~, \"[1..5)\", plain]\n  default: [plain]\n"
#define CASES                                                                                                          \
	"policy: credit.limit\ncases:\n  - name: 一\n    given: {a: 1}\n    expect: {b: 2}\n    reasons: [D16, D17]\n"      \
	"    as_of: 2025-06-30\n    branch: sz\n    params: {credit.months: 2}\n"                                      \
	"  - {name: 二, given: [{id: 1}], error: 无}\n"
#define SCENARIO                                                                                                       \
	"title: 收紧\nwhy: 试\nset:\n  credit.months: 2\n  hq.weights: {branch: sz, value: {M: 40, S: 60}}\n"                \
	"with: {C0001.assets: 0, \"*.class\": A}\nrules: {credit.limit: drafts/limit.lua}\nwhere: sales > 1\n"         \
	"policies: [credit.limit]\n"
#define IMPORT                                                                                                         \
	"entity: client\nformat: csv\ndelimiter: \"\\t\"\nencoding: gb18030\nwhere: x != ''\nduplicates: skip\n"       \
	"skip_bad: true\nfields:\n  id: {template: \"{a}-{#}\"}\n  name: {column: n, empty: 无名}\n"                   \
	"  class: {column: c, values: {V: strategic, W: A}, otherwise: A}\n  assets: {product: [q, p]}\n"

#define FILES_MAX 24
static struct zd_pack_file files[FILES_MAX];
static size_t file_count;

/* Puts a file in place of the one of the same path. */
static void put(const char *path, const char *text)
{
	size_t i = 0;
	while (i < file_count && strcmp(files[i].path, path) != 0)
		i++;
	ck_assert_uint_lt(i, FILES_MAX);
	file_count = i == file_count ? i + 1 : file_count;
	files[i] = (struct zd_pack_file){.path = path, .data = text, .size = strlen(text)};
}

static void setup(void)
{
	file_count = 0;
	put("pack.yaml", MANIFEST);
	put("model/all.yaml", MODEL);
	put("facts/trade.sql", FACT);
	put("params/all.yaml", PARAMS);
	put("tables/need.yaml", TABLE);
	put("branches/sz/params.yaml", "credit.months:\n  value: 2\n  why: 新\n");
	put("branches/gz/rules/credit/limit.lua", "return {}\n");
	put("rules/credit/limit.lua", "return {}\n");
	put("cases/credit/limit.yaml", CASES);
	put("scenarios/tight-1.yaml", SCENARIO);
	put("scenarios/drafts/limit.lua", "return {}\n");
	put("imports/shop.yaml", IMPORT);
	put("README.md", "说明");
}

static void read_again(unsigned what)
{
	zd_pack_free(pack);
	zd_findings_free(&findings);
	findings = (struct zd_findings){0};
	struct zd_error err = {0};
	ck_assert_msg(zd_pack_read_files(&pack, "release 3", files, file_count, what, &findings, &err) == ZD_OK, "%s", err.message);
}

static void teardown(void)
{
	zd_pack_free(pack);
	pack = NULL;
	zd_findings_free(&findings);
	findings = (struct zd_findings){0};
	zd_arena_free(&arena);
}

static void no_findings(void)
{
	for (size_t i = 0; i < findings.count; i++)
		ck_abort_msg("%s:%d:%d: %s", findings.items[i].file, findings.items[i].line, findings.items[i].column,
			     findings.items[i].message);
}

START_TEST(test_manifest)
{
	put("pack.yaml", MANIFEST "limits: {memory: 32MiB, seconds: 0.5, member_steps: 10, member_memory: 1 KiB}\n");
	read_again(ZD_READ_ALL);
	no_findings();
	ck_assert_str_eq(pack->root, "release 3");
	ck_assert_str_eq(pack->name, "small");
	ck_assert_str_eq(pack->version, "1.0.0");
	ck_assert_str_eq(pack->currency, "CNY");
	ck_assert_int_eq(pack->limits.memory, 32 << 20);
	ck_assert_int_eq(pack->limits.steps, 1000000);
	ck_assert(pack->limits.seconds == 0.5);
	ck_assert_int_eq(pack->limits.member_memory, 1024);
	ck_assert_int_eq(pack->limits.member_steps, 10);
	ck_assert_uint_eq(pack->file_count, 12);
	ck_assert_str_eq(pack->files[0].path, "branches/gz/rules/credit/limit.lua");
}
END_TEST

START_TEST(test_model_and_facts)
{
	read_again(0);
	no_findings();
	const struct zd_enum *class = zd_pack_enum(pack, "class");
	ck_assert_uint_eq(class->count, 2);
	ck_assert_str_eq(class->titles[0], "战略");
	ck_assert_str_eq(class->titles[1], "A");
	const struct zd_entity *customer = zd_pack_entity(pack, "client");
	ck_assert_ptr_eq(customer, zd_pack_entity(pack, "customer"));
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
	const struct zd_fact_value *sales = zd_pack_fact(pack, "customer", "sales", &fact);
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
	const struct zd_param *months = zd_pack_param(pack, "credit.months");
	ck_assert_uint_eq(months->group.count, 2);
	ck_assert(months->group.values[0].value.d == 3 && months->group.values[1].value.d == 2.5);
	ck_assert(months->branch_allowed && months->branch_rules.max == 3 && months->has_review);
	ck_assert_uint_eq(months->branch_count, 1);
	ck_assert_str_eq(months->branches[0].branch, "sz");
	ck_assert_str_eq(months->branches[0].why, "新");
	ck_assert_int_eq(months->branches[0].values[0].from, ZD_ALWAYS);
	ck_assert_str_eq(months->branches[0].values[0].place.file, "branches/sz/params.yaml");
	ck_assert_int_eq(months->branches[0].values[0].place.line, 2);
	const struct zd_param *floor = zd_pack_param(pack, "credit.floor");
	ck_assert_int_eq(floor->group.values[0].value.i, 100050);
	ck_assert(floor->rules.has_max && floor->rules.max == 30000000.0); /* fen */
	ck_assert(!floor->branch_allowed);
	const struct zd_param *weights = zd_pack_param(pack, "hq.weights");
	ck_assert(weights->rules.has_sum && weights->rules.sum == 100 && weights->rules.has_each_max);
	ck_assert_str_eq(weights->group.values[0].value.map[0].key, "M");
	ck_assert_int_eq(zd_pack_param(pack, "steps")->rules.order, 1);
	const struct zd_param *rates = zd_pack_param(pack, "rates");
	ck_assert(rates->type.open && rates->rules.each_max == 0.5);
	ck_assert_str_eq(rates->group.values[0].value.map[0].key, "a");
	ck_assert(rates->group.values[0].value.map[1].value.d == 0.04);
	const struct zd_param *scheme = zd_pack_param(pack, "scheme");
	ck_assert(scheme->assumed && scheme->rules.one_of.len == 2 && scheme->type.kind == ZD_KIND_ENUM);
	for (size_t i = 1; i < pack->param_count; i++)
		ck_assert_int_lt(strcmp(pack->params[i - 1].name, pack->params[i].name), 0);
	ck_assert_uint_eq(pack->branch_count, 2);
	ck_assert_str_eq(pack->branches[0].id, "gz");
	ck_assert_ptr_nonnull(zd_pack_branch(pack, "sz"));
}
END_TEST

START_TEST(test_tables)
{
	read_again(0);
	no_findings();
	const struct zd_table *t = zd_pack_table(pack, "need");
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
	ck_assert_uint_eq(pack->case_count + pack->scenario_count + pack->import_count, 0);
	char hash[ZD_HASH_LEN + 1];
	strcpy(hash, pack->hash);
	read_again(ZD_READ_CASES);
	ck_assert_uint_eq(findings.count, 1);
	ck_assert_uint_eq(pack->case_count, 2);
	ck_assert_str_eq(pack->hash, hash);
}
END_TEST

START_TEST(test_cases_scenarios_imports)
{
	read_again(ZD_READ_ALL);
	no_findings();
	const struct zd_case *c = pack->cases;
	ck_assert_uint_eq(pack->case_count, 2);
	ck_assert_str_eq(c[0].policy, "credit.limit");
	ck_assert(c[0].has_reasons && c[0].reason_count == 2);
	ck_assert_str_eq(c[0].as_of, "2025-06-30");
	ck_assert_str_eq(c[0].branch, "sz");
	ck_assert_int_eq(c[0].place.line, 3);
	ck_assert_str_eq(c[1].error, "无");
	ck_assert_int_eq(c[1].given->kind, ZD_RAW_LIST);
	ck_assert(!c[1].has_reasons && !c[1].expect);

	const struct zd_scenario *s = pack->scenarios;
	ck_assert_uint_eq(pack->scenario_count, 1);
	ck_assert_str_eq(s->name, "tight-1");
	ck_assert_str_eq(s->where, "sales > 1");
	ck_assert_uint_eq(s->set->count, 2);
	ck_assert_str_eq(s->policies[0], "credit.limit");

	const struct zd_import_map *m = pack->imports;
	ck_assert_uint_eq(pack->import_count, 1);
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
	strcpy(first, pack->hash);
	struct zd_pack_file swapped = files[0];
	files[0] = files[5];
	files[5] = swapped;
	put("NOTES.md", "不算");
	read_again(ZD_READ_ALL);
	ck_assert_str_eq(pack->hash, first);
	put("rules/credit/limit.lua", "return { }\n");
	read_again(0);
	ck_assert_str_ne(pack->hash, first);
}
END_TEST

/* One file put in place of the friendly one, and a finding that it must bring. */
static const struct {
	const char *path, *text;
	enum zd_finding_code code;
	int line, column;
	const char *says;
} wrongs[] = {
	{"pack.yaml", "name: x\nversion: 1\n", ZD_F_MISSING_KEY, 1, 1, "title"},
	{"pack.yaml", MANIFEST "curency: CNY\n", ZD_F_UNKNOWN_KEY, 4, 1, "did you mean \"currency\""},
	{"pack.yaml", "", ZD_F_MISSING_KEY, 1, 1, "empty"},
	{"pack.yaml", "- x\n", ZD_F_WRONG_TYPE, 1, 1, "a map"},
	{"pack.yaml", MANIFEST "limits: {memory: 16MB}\n", ZD_F_WRONG_TYPE, 4, 18, "16MiB"},
	{"pack.yaml", MANIFEST "limits: {memory: 0}\n", ZD_F_OUT_OF_BOUNDS, 4, 18, "memory"},
	{"pack.yaml", MANIFEST "limits: {memory: 999999999999GiB}\n", ZD_F_OUT_OF_BOUNDS, 4, 18, "memory"},
	{"pack.yaml", MANIFEST "limits: {steps: many}\n", ZD_F_WRONG_TYPE, 4, 17, "steps"},
	{"pack.yaml", MANIFEST "limits: {seconds: -1}\n", ZD_F_OUT_OF_BOUNDS, 4, 19, "seconds"},
	{"model/x.yaml", "enum: {}\n", ZD_F_UNKNOWN_KEY, 1, 1, "enums"},
	{"model/x.yaml", "enums: {class: {title: x, values: {a: b}}}\n", ZD_F_DUPLICATE, 1, 9, "already"},
	{"model/x.yaml", "enums: {money: {title: x, values: {a: b}}}\n", ZD_F_BAD_NAME, 1, 9, "type"},
	{"model/x.yaml", "enums: {x: {title: x, values: {1a: b}}}\n", ZD_F_BAD_NAME, 1, 32, "1a"},
	{"model/x.yaml", "enums: {x: {title: x, values: {}}}\n", ZD_F_MISSING_KEY, 1, 9, "no values"},
	{"model/x.yaml", "entities: {customer: {title: x, fields: {id: {type: text}}}}\n", ZD_F_DUPLICATE, 1, 12, "already"},
	{"model/x.yaml", "entities: {Y: {title: x, fields: {id: {type: text}}}}\n", ZD_F_BAD_NAME, 1, 12, "Y"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {}}}\n", ZD_F_MISSING_KEY, 1, 12, "no fields"},
	{"model/x.yaml", "entities: {y: {title: x}}\n", ZD_F_MISSING_KEY, 1, 12, "\"fields\""},
	{"model/x.yaml", "entities: {y: {title: x, alias: [branch], fields: {id: {type: text}}}}\n", ZD_F_DUPLICATE, 1, 12, "branch"},
	{"model/x.yaml", "entities: {y: {title: x, show: nam, fields: {id: {type: text}, name: {type: text}}}}\n", ZD_F_UNKNOWN_NAME, 1, 32, "did you mean \"name\""},
	{"model/x.yaml", "entities: {y: {title: x, branch: nowhere, fields: {id: {type: text}}}}\n", ZD_F_UNKNOWN_NAME, 1, 12, "nowhere"},
	{"model/x.yaml", "entities: {y: {title: x, branch: id.x, fields: {id: {type: text}}}}\n", ZD_F_WRONG_TYPE, 1, 12, "no reference"},
	{"model/x.yaml", "entities: {y: {title: x, branch: c, fields: {id: {type: text}, c: {type: ref, entity: customer}}}}\n", ZD_F_WRONG_TYPE, 1, 12, "does not refer"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: money}}}}\n", ZD_F_WRONG_TYPE, 1, 35, "text or int"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, a: {type: txt}}}}\n", ZD_F_UNKNOWN_NAME, 1, 63, "did you mean \"text\""},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, a: {type: class}}}}\n", ZD_F_UNKNOWN_NAME, 1, 63, "{type: enum, enum: class}"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, a: {type: rate}}}}\n", ZD_F_UNKNOWN_NAME, 1, 63, "rate"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, a: {type: enum}}}}\n", ZD_F_MISSING_KEY, 1, 63, "enum"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, a: {type: enum, enum: clas}}}}\n", ZD_F_UNKNOWN_NAME, 1, 75, "did you mean \"class\""},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, a: {type: ref, entity: custome}}}}\n", ZD_F_UNKNOWN_NAME, 1, 53, "did you mean \"customer\""},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, a: {type: ref, entity: client}}}}\n", ZD_F_UNKNOWN_NAME, 1, 53, "did you mean \"customer\""},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, a: {type: text, min: 1}}}}\n", ZD_F_UNKNOWN_KEY, 1, 74, "min"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, a: {type: int, enum: class}}}}\n", ZD_F_UNKNOWN_KEY, 1, 74, "enum"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, a: {type: int, min: 3, max: 1}}}}\n", ZD_F_OUT_OF_BOUNDS, 1, 73, "above max"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, a: {type: int, default: x}}}}\n", ZD_F_WRONG_TYPE, 1, 77, "default"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, a: {type: int, min: 0, default: -1}}}}\n", ZD_F_OUT_OF_BOUNDS, 1, 85, "below min"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, as_of: {type: date}}}}\n", ZD_F_BAD_NAME, 1, 53, "as_of"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, iD: {type: date}}}}\n", ZD_F_DUPLICATE, 1, 53, "capitals"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text, required: maybe}}}}\n", ZD_F_WRONG_TYPE, 1, 62, "required"},
	{"facts/x.sql", "SELECT 1", ZD_F_MISSING_KEY, 1, 1, "comment"},
	{"facts/x.sql", "/* subject: customer", ZD_F_YAML_SYNTAX, 1, 1, "*/"},
	{"facts/x.sql", "/*\nsubject: customer\ngives: {a: {type: int}}\n*/\n \n", ZD_F_SQL, 6, 1, "no SQL"},
	{"facts/x.sql", "/*\nsubject: custmer\ngives: {a: {type: int}}\n*/SELECT 1", ZD_F_UNKNOWN_NAME, 2, 10, "did you mean \"customer\""},
	{"facts/x.sql", "/*\nsubject: customer\ngives: {name: {type: int}}\n*/SELECT 1", ZD_F_DUPLICATE, 3, 9, "field"},
	{"facts/x.sql", "/*\nsubject: customer\ngives: {sales: {type: int}}\n*/SELECT 1", ZD_F_DUPLICATE, 3, 9, "facts/trade.sql"},
	{"facts/x.sql", "/*\nsubject: customer\ngives: {a: {type: int, defalt: 1}}\n*/SELECT 1", ZD_F_UNKNOWN_KEY, 3, 24, "default"},
	{"facts/x.sql", "/*\nsubject: customer\ngives: {a: {type: date, default: soon}}\n*/SELECT 1", ZD_F_WRONG_TYPE, 3, 34, "date"},
	{"facts/x.sql", "/*\nsubject: customer\ngives: {}\n*/SELECT 1", ZD_F_OUT_OF_BOUNDS, 3, 8, "gives"},
	{"facts/x.sql", "\n\n  /* subject: customer\n     gives: {a: [}\n*/SELECT 1", ZD_F_YAML_SYNTAX, 4, 18, ""},
	{"facts/x.sql", "/*\nsubject: customer\ngives: {a: {type: int}}\n*/SELECT '\xff'", ZD_F_YAML_SYNTAX, 4, 11, "0xFF"},
	{"params/x.yaml", "credit.months: {title: x, type: int, value: 1}\n", ZD_F_DUPLICATE, 1, 1, "params/all.yaml:1"},
	{"params/x.yaml", "X.y: {title: x, type: int, value: 1}\n", ZD_F_BAD_NAME, 1, 1, "X.y"},
	{"params/x.yaml", "x: {title: x, type: int}\n", ZD_F_MISSING_KEY, 1, 1, "\"value\""},
	{"params/x.yaml", "x: {type: int, value: 1}\n", ZD_F_MISSING_KEY, 1, 1, "title"},
	{"params/x.yaml", "x: {title: x, type: int, value: 1, values: {2024-01-01: 1}}\n", ZD_F_UNKNOWN_KEY, 1, 44, "exclude"},
	{"params/x.yaml", "x: {title: x, type: int, values: {2024-1-1: 1}}\n", ZD_F_WRONG_TYPE, 1, 35, "date"},
	{"params/x.yaml", "x: {title: x, type: int, values: {2024-01-01: 1, 2024-01-01: 2}}\n", ZD_F_DUPLICATE, 1, 50, "twice"},
	{"params/x.yaml", "x: {title: x, type: int, value: 1.5}\n", ZD_F_WRONG_TYPE, 1, 33, "value"},
	{"params/x.yaml", "x: {title: x, type: int, value: \"1\"}\n", ZD_F_WRONG_TYPE, 1, 33, "value"},
	{"params/x.yaml", "x: {title: x, type: int, value: ~}\n", ZD_F_WRONG_TYPE, 1, 33, "no value"},
	{"params/x.yaml", "x: {title: x, type: clas, value: A}\n", ZD_F_UNKNOWN_NAME, 1, 21, "did you mean \"class\""},
	{"params/x.yaml", "x: {title: x, type: datetime, value: 1}\n", ZD_F_UNKNOWN_NAME, 1, 21, "datetime"},
	{"params/x.yaml", "x: {title: x, type: [int, int], value: [1]}\n", ZD_F_WRONG_TYPE, 1, 21, "one type"},
	{"params/x.yaml", "x: {title: x, type: {}, value: {}}\n", ZD_F_WRONG_TYPE, 1, 21, "keys"},
	{"params/x.yaml", "x: {title: x, type: {a: int, \"*\": int}, value: {a: 1}}\n", ZD_F_WRONG_TYPE, 1, 30, "alone"},
	{"params/x.yaml", "x: {title: x, type: {a: int, b: int}, value: {a: 1}}\n", ZD_F_WRONG_TYPE, 1, 46, "\"b\" is missing"},
	{"params/x.yaml", "x: {title: x, type: {a: int}, value: {a: 1, c: 2}}\n", ZD_F_WRONG_TYPE, 1, 45, "\"c\""},
	{"params/x.yaml", "x: {title: x, type: int, value: 1, min: 5, max: 2}\n", ZD_F_OUT_OF_BOUNDS, 1, 41, "above max"},
	{"params/x.yaml", "x: {title: x, type: int, value: 1, min: 5}\n", ZD_F_OUT_OF_BOUNDS, 1, 33, "minimum 5"},
	{"params/x.yaml", "x: {title: x, type: text, value: a, min: 5}\n", ZD_F_UNKNOWN_KEY, 1, 42, "numbers"},
	{"params/x.yaml", "x: {title: x, type: int, value: 1, each: {min: 5}}\n", ZD_F_UNKNOWN_KEY, 1, 42, "each"},
	{"params/x.yaml", "x: {title: x, type: [int], value: [1], min: 5}\n", ZD_F_UNKNOWN_KEY, 1, 45, "min"},
	{"params/x.yaml", "x: {title: x, type: {a: int, b: int}, value: {a: 1, b: 2}, sum: 100}\n", ZD_F_OUT_OF_BOUNDS, 1, 46, "100"},
	{"params/x.yaml", "x: {title: x, type: {a: int, b: money}, value: {a: 1, b: 2}, sum: 3}\n", ZD_F_WRONG_TYPE, 1, 67, "mix"},
	{"params/x.yaml", "x: {title: x, type: [int], value: [2, 1], order: ascending}\n", ZD_F_OUT_OF_BOUNDS, 1, 35, "ascending"},
	{"params/x.yaml", "x: {title: x, type: [int], value: [2, 1], order: asending}\n", ZD_F_WRONG_TYPE, 1, 50, "did you mean \"ascending\""},
	{"params/x.yaml", "x: {title: x, type: text, value: a, one_of: [b]}\n", ZD_F_OUT_OF_BOUNDS, 1, 34, "none of"},
	{"params/x.yaml", "x: {title: x, type: int, value: 1, max: 3, branch: {max: 4}}\n", ZD_F_OUT_OF_BOUNDS, 1, 52, "wider"},
	{"params/x.yaml", "x: {title: x, type: int, value: 1, branch: {sum: 4}}\n", ZD_F_UNKNOWN_KEY, 1, 45, "sum"},
	{"params/x.yaml", "x: {title: x, type: int, value: 1, review_by: soon}\n", ZD_F_WRONG_TYPE, 1, 47, "date"},
	{"branches/gz/params.yaml", "credit.month: {value: 2}\n", ZD_F_UNKNOWN_NAME, 1, 1, "did you mean \"credit.months\""},
	{"branches/gz/params.yaml", "credit.floor: {value: 2}\n", ZD_F_GUARDRAIL, 1, 1, "gz"},
	{"branches/gz/params.yaml", "credit.months: {value: 3.5}\n", ZD_F_GUARDRAIL, 1, 24, "gz"},
	{"branches/gz/params.yaml", "credit.months: {valu: 3}\n", ZD_F_UNKNOWN_KEY, 1, 17, "did you mean"},
	{"branches/gz/params.yaml", "credit.months: {why: x}\n", ZD_F_MISSING_KEY, 1, 1, "value"},
	{"branches/gz/params.yaml", "hq.weights: {value: {M: 1, S: 2}}\n", ZD_F_OUT_OF_BOUNDS, 1, 21, "100"},
	{"branches/g z/params.yaml", "", ZD_F_UNKNOWN_KEY, 0, 0, "branches/ID"},
	{"tables/x.yaml", "need: {title: x}\n", ZD_F_DUPLICATE, 1, 1, "already"},
	{"tables/x.yaml", "x: {title: x, hit: frst, inputs: {a: {type: int}}, outputs: {b: {type: int}}, rows: [[1, 2]]}\n", ZD_F_WRONG_TYPE, 1, 20, "did you mean \"first\""},
	{"tables/x.yaml", "x: {title: x, hit: first, inputs: {a: {type: cls}}, outputs: {b: {type: int}}, rows: [[1, 2]]}\n", ZD_F_UNKNOWN_NAME, 1, 46, "cls"},
	{"tables/x.yaml", "x: {title: x, hit: first, inputs: {a: {type: int}}, outputs: {b: {type: int}}, rows: [[1, 2, 3]]}\n", ZD_F_TABLE, 1, 87, "3 cells"},
	{"tables/x.yaml", "x: {title: x, hit: first, inputs: {a: {type: int}}, outputs: {b: {type: int}}, rows: [[abc, 2]]}\n", ZD_F_TABLE, 1, 88, "a:"},
	{"tables/x.yaml", "x: {title: x, hit: first, inputs: {a: {type: int}}, outputs: {b: {type: int}}, rows: [[[1..5], 2]]}\n", ZD_F_TABLE, 1, 88, "quotes"},
	{"tables/x.yaml", "x: {title: x, hit: first, inputs: {a: {type: int}}, outputs: {b: {type: int}}, rows: [[1, y]]}\n", ZD_F_WRONG_TYPE, 1, 91, "b:"},
	{"tables/x.yaml", "x: {title: x, hit: first, inputs: {a: {type: int}}, outputs: {b: {type: int}}, rows: []}\n", ZD_F_TABLE, 1, 86, "no rows"},
	{"tables/x.yaml", "x: {title: x, hit: first, inputs: {}, outputs: {b: {type: int}}, rows: [[1]]}\n", ZD_F_TABLE, 1, 35, "at least"},
	{"tables/x.yaml", "x: {title: x, hit: first, aggregate: sum, inputs: {a: {type: int}}, outputs: {b: {type: int}}, rows: [[1, 2]]}\n", ZD_F_TABLE, 1, 38, "collect"},
	{"tables/x.yaml", "x: {title: x, hit: collect, aggregate: sum, inputs: {a: {type: int}}, outputs: {b: {type: text}}, rows: [[1, 2]]}\n", ZD_F_TABLE, 1, 81, "sum"},
	{"tables/x.yaml", "x: {title: x, hit: priority, inputs: {a: {type: int}}, outputs: {b: {type: int}}, rows: [[1, 2]]}\n", ZD_F_TABLE, 1, 20, "order"},
	{"tables/x.yaml", "x: {title: x, hit: priority, inputs: {a: {type: int}}, outputs: {b: {type: int, order: [1]}}, rows: [[1, 2]]}\n", ZD_F_TABLE, 1, 102, "order"},
	{"tables/x.yaml", "x: {title: x, hit: first, inputs: {a: {type: int}}, outputs: {b: {type: int}}, rows: [[1, 2]], default: []}\n", ZD_F_TABLE, 1, 105, "default"},
	{"cases/a/x.yaml", "policy: a.b\ncases:\n  - {name: 一, given: {}}\n", ZD_F_CASE, 3, 5, "wants"},
	{"cases/a/x.yaml", "policy: a.b\ncases:\n  - {name: 一, given: {}, expect: {}, error: x}\n", ZD_F_CASE, 3, 5, "exclude"},
	{"cases/a/x.yaml", "policy: a.b\ncases:\n  - {name: 一, given: 3, expect: {}}\n", ZD_F_WRONG_TYPE, 3, 22, "given"},
	{"cases/a/x.yaml", "policy: a.b\ncases:\n  - {name: 一, given: [3], expect: []}\n", ZD_F_WRONG_TYPE, 3, 23, "given"},
	{"cases/a/x.yaml", "policy: a.b\ncases:\n  - {name: 一, given: {}, expect: {}}\n  - {name: 一, given: {}, expect: {}}\n", ZD_F_DUPLICATE, 4, 5, "line 3"},
	{"cases/a/x.yaml", "policy: a.b\ncases:\n  - {name: 一, given: {}, expect: {}, as_of: now}\n", ZD_F_WRONG_TYPE, 3, 45, "date"},
	{"cases/a/x.yaml", "policy: a.b\ncases:\n  - {name: 一, given: {}, expect: {}, params: {credit.moths: 1}}\n", ZD_F_UNKNOWN_NAME, 3, 47, "did you mean \"credit.months\""},
	{"cases/a/x.yaml", "policy: a.b\ncases:\n  - {name: 一, given: {}, expect: {}, params: {credit.months: x}}\n", ZD_F_WRONG_TYPE, 3, 62, "credit.months"},
	{"cases/a/x.yaml", "policy: a.b\n", ZD_F_MISSING_KEY, 1, 1, "cases"},
	{"scenarios/x.yaml", "titel: x\n", ZD_F_UNKNOWN_KEY, 1, 1, "did you mean \"title\""},
	{"scenarios/x.yaml", "set: {credit.moths: 2}\n", ZD_F_UNKNOWN_NAME, 1, 7, "did you mean \"credit.months\""},
	{"scenarios/x.yaml", "set: {credit.months: x}\n", ZD_F_WRONG_TYPE, 1, 22, "credit.months"},
	{"scenarios/x.yaml", "set: {credit.months: {branch: sz}}\n", ZD_F_MISSING_KEY, 1, 22, "value"},
	{"scenarios/x.yaml", "with: {assets: 2}\n", ZD_F_BAD_NAME, 1, 8, "SUBJECT.field"},
	{"scenarios/x.yaml", "rules: {a.b: [x]}\n", ZD_F_WRONG_TYPE, 1, 14, "a.b"},
	{"imports/x.yaml", "fields: {id: {column: a}, name: {column: b}}\n", ZD_F_MISSING_KEY, 1, 1, "entity"},
	{"imports/x.yaml", "entity: custome\nfields: {id: {column: a}}\n", ZD_F_UNKNOWN_NAME, 1, 9, "did you mean \"customer\""},
	{"imports/x.yaml", "entity: customer\nfields: {id: {column: a}}\n", ZD_F_MISSING_KEY, 1, 1, "\"name\""},
	{"imports/x.yaml", "entity: branch\nfields: {id: {column: a}, ix: {column: b}}\n", ZD_F_UNKNOWN_NAME, 2, 27, "\"ix\""},
	{"imports/x.yaml", "entity: branch\nfields: {id: {}}\n", ZD_F_MISSING_KEY, 2, 10, "one of"},
	{"imports/x.yaml", "entity: branch\nfields: {id: {column: a, constant: b}}\n", ZD_F_MISSING_KEY, 2, 10, "one of"},
	{"imports/x.yaml", "entity: branch\nfields: {id: {column: a, format: \"%Q\"}}\n", ZD_F_WRONG_TYPE, 2, 34, "%Q"},
	{"imports/x.yaml", "entity: branch\nfields: {id: {column: a, format: intger}}\n", ZD_F_WRONG_TYPE, 2, 34, "integer"},
	{"imports/x.yaml", "entity: branch\nfields: {id: {column: a, otherwise: b}}\n", ZD_F_UNKNOWN_KEY, 2, 37, "values"},
	{"imports/x.yaml", "entity: customer\nfields: {id: {column: a}, name: {column: b}, class: {column: c, values: {x: B}}}\n", ZD_F_WRONG_TYPE, 2, 77, "class"},
	{"imports/x.yaml", "entity: branch\nheader: false\nfields: {id: {column: a}}\n", ZD_F_MISSING_KEY, 1, 1, "columns"},
	{"imports/x.yaml", "entity: branch\ncolumns: [a]\nfields: {id: {column: a}}\n", ZD_F_UNKNOWN_KEY, 2, 10, "header"},
	{"imports/x.yaml", "entity: branch\ndelimiter: ab\nfields: {id: {column: a}}\n", ZD_F_WRONG_TYPE, 2, 12, "delimiter"},
	{"imports/x.yaml", "entity: branch\nencoding: gbk\nfields: {id: {column: a}}\n", ZD_F_WRONG_TYPE, 2, 11, "gb18030"},
	{"imports/x.yaml", "entity: branch\ninto: [{entity: branch, fields: {id: {column: a}}}]\n", ZD_F_UNKNOWN_KEY, 2, 7, "into"},
	{"imports/x.yaml", "into: [{entity: branch}]\n", ZD_F_MISSING_KEY, 1, 8, "fields"},
	{"params/x.yml", "", ZD_F_UNKNOWN_KEY, 0, 0, "*.yaml"},
	{"params/deep/x.yaml", "", ZD_F_UNKNOWN_KEY, 0, 0, "below"},
	{"notes.txt", "", ZD_F_UNKNOWN_KEY, 0, 0, "*.md"},
	{"../x.yaml", "", ZD_F_UNKNOWN_KEY, 0, 0, ""},
	{"rules/Credit/limit.lua", "", ZD_F_BAD_NAME, 0, 0, "id"},
	{"rules/credit/limit.v2.lua", "", ZD_F_BAD_NAME, 0, 0, "id"},
	{"rules/credit/../x.lua", "", ZD_F_BAD_NAME, 0, 0, "id"},
};

START_TEST(test_wrong)
{
	put(wrongs[_i].path, wrongs[_i].text);
	read_again(ZD_READ_ALL);
	bool found = false;
	struct zd_str all = {0};
	for (size_t i = 0; i < findings.count; i++) {
		const struct zd_finding *f = &findings.items[i];
		zd_str_printf(&all, "%s:%d:%d: %s [%s]\n", f->file, f->line, f->column, f->message, zd_finding_word(f->code));
		found = found || (f->code == wrongs[_i].code && strcmp(f->file, wrongs[_i].path) == 0 &&
				  f->line == wrongs[_i].line && f->column == wrongs[_i].column &&
				  strstr(f->message, wrongs[_i].says));
		ck_assert_msg(strcmp(f->file, wrongs[_i].path) == 0, "also in another file: %s", zd_str_text(&all));
	}
	ck_assert_msg(found, "wanted %d:%d %s, got:\n%s", wrongs[_i].line, wrongs[_i].column, wrongs[_i].says, zd_str_text(&all));
	zd_str_free(&all);
}
END_TEST

START_TEST(test_all_in_one_pass)
{
	put("params/x.yaml", "x: {title: x, type: int, value: a}\ny: {titel: x, type: int, value: 1}\n");
	put("model/y.yaml", "a: [");
	put("facts/z.sql", "SELECT 1");
	read_again(0);
	ck_assert_uint_eq(findings.count, 5);
	zd_findings_sort(&findings);
	ck_assert_str_eq(findings.items[0].file, "facts/z.sql");
	ck_assert_str_eq(findings.items[4].file, "params/x.yaml");
}
END_TEST

START_TEST(test_no_manifest)
{
	struct zd_error err = {0};
	ck_assert_int_eq(zd_pack_read_files(&pack, "release 4", files + 1, 3, 0, &findings, &err), ZD_NOT_FOUND);
	ck_assert_ptr_null(pack);
	ck_assert_str_eq(err.file, "release 4");
	ck_assert_int_eq(zd_pack_read_files(&pack, "release 4", NULL, 0, 0, &findings, &err), ZD_NOT_FOUND);
}
END_TEST

START_TEST(test_same_path_twice)
{
	files[file_count++] = files[3];
	read_again(0);
	ck_assert_uint_eq(findings.count, 1);
	ck_assert_int_eq(findings.items[0].code, ZD_F_DUPLICATE);
}
END_TEST

START_TEST(test_branches_in_order_of_ids)
{
	put("branches/a-b/params.yaml", "credit.months: {value: 2}\n");
	put("branches/a/params.yaml", "credit.months: {value: 1}\n");
	read_again(0);
	no_findings();
	ck_assert_str_eq(pack->branches[0].id, "a");
	ck_assert_str_eq(pack->branches[1].id, "a-b");
	const struct zd_param *months = zd_pack_param(pack, "credit.months");
	ck_assert_uint_eq(months->branch_count, 3);
	ck_assert_str_eq(months->branches[0].branch, "a");
	ck_assert_str_eq(months->branches[2].branch, "sz");
}
END_TEST

START_TEST(test_several_targets)
{
	put("imports/two.yaml", "where: x = 1\nheader: false\ncolumns: [a, b]\ninto:\n"
				"  - {entity: branch, duplicates: skip, fields: {id: {column: b, format: integer}}}\n"
				"  - {entity: customer, where: a != '', fields: {id: {column: a, format: \"%Y-%m\"}, name: {constant: x}}}\n");
	read_again(ZD_READ_IMPORTS);
	no_findings();
	const struct zd_import_map *m = &pack->imports[1];
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
	setup();
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
	strcpy(hash, pack->hash);
	zd_pack_free(pack);
	ck_assert_int_eq(zd_pack_read(&pack, folder, ZD_READ_ALL, &findings, &err), ZD_OK);
	no_findings();
	ck_assert_str_eq(pack->hash, hash);
	ck_assert_str_eq(pack->root, folder);
	ck_assert_str_eq(pack->files[pack->file_count - 1].path, "tables/need.yaml");
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
	ck_assert_int_eq(zd_pack_read(&pack, folder, ZD_READ_ALL, &findings, &err), ZD_OK);
	ck_assert_uint_eq(findings.count, 5);
	zd_findings_sort(&findings);
	static const char *const places[] = {"build/", "cases/pipe.yaml", "facts/gone.sql", "model/root/", "params/secret.yaml"};
	for (size_t i = 0; i < 5; i++)
		ck_assert_str_eq(findings.items[i].file, places[i]);
	ck_assert_uint_eq(pack->file_count, 12);
}
END_TEST

START_TEST(test_no_folder)
{
	struct zd_error err = {0};
	ck_assert_int_eq(zd_pack_read(&pack, zd_path_join(&arena, folder, "absent"), 0, &findings, &err), ZD_NOT_FOUND);
	ck_assert_int_eq(zd_pack_read(&pack, zd_path_join(&arena, folder, "rules"), 0, &findings, &err), ZD_NOT_FOUND);
	ck_assert_ptr_nonnull(strstr(err.message, "pack.yaml"));
	ck_assert_int_eq(zd_pack_read(&pack, zd_path_join(&arena, folder, "pack.yaml"), 0, &findings, &err), ZD_IO);
	ck_assert_ptr_null(pack);
	ck_assert_uint_eq(findings.count, 0);
}
END_TEST

START_TEST(test_single_files)
{
	struct zd_error err = {0};
	struct zd_scenario *scenario;
	struct zd_import_map *map;
	read_again(0);
	const char *path = write_file("elsewhere.yaml", SCENARIO);
	ck_assert_int_eq(zd_scenario_read(&scenario, path, pack, &findings, &err), ZD_OK);
	ck_assert_str_eq(scenario->name, "elsewhere");
	ck_assert_str_eq(scenario->place.file, path);
	path = write_file("map.yaml", IMPORT);
	ck_assert_int_eq(zd_import_map_read(&map, path, pack, &findings, &err), ZD_OK);
	ck_assert_str_eq(map->targets[0].entity, "customer");
	no_findings();

	path = write_file("wrong.yaml", "set: {credit.moths: 1}\nwhen: 3\n");
	ck_assert_int_eq(zd_scenario_read(&scenario, path, pack, &findings, &err), ZD_DATA);
	ck_assert_ptr_null(scenario);
	ck_assert_uint_eq(findings.count, 2);
	ck_assert_int_eq(err.line, findings.items[0].line);
	ck_assert_int_eq(zd_import_map_read(&map, path, pack, &findings, &err), ZD_DATA);
	ck_assert_ptr_null(map);
	ck_assert_int_eq(zd_import_map_read(&map, write_file("empty.yaml", ""), pack, &findings, &err), ZD_DATA);
	ck_assert_int_eq(zd_scenario_read(&scenario, zd_path_join(&arena, folder, "absent.yaml"), pack, &findings, &err),
			 ZD_NOT_FOUND);
}
END_TEST

/* However a file is cut, reading ends with findings or without, and frees what it took. */
START_TEST(test_every_prefix)
{
	char *copy = strdup(files[_i].data);
	for (size_t n = strlen(copy); n-- > 0;) {
		copy[n] = '\0';
		put(files[_i].path, copy);
		read_again(ZD_READ_ALL);
	}
	free(copy);
}
END_TEST

Suite *suite_reader(void)
{
	Suite *suite = suite_create("reader");
	TCase *good = tcase_create("friendly");
	tcase_add_checked_fixture(good, setup, teardown);
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
	TCase *bad = tcase_create("hostile");
	tcase_add_checked_fixture(bad, setup, teardown);
	tcase_set_timeout(bad, 60);
	tcase_add_loop_test(bad, test_wrong, 0, (int)(sizeof wrongs / sizeof *wrongs));
	tcase_add_test(bad, test_all_in_one_pass);
	tcase_add_test(bad, test_no_manifest);
	tcase_add_test(bad, test_same_path_twice);
	tcase_add_loop_test(bad, test_every_prefix, 0, 12);
	suite_add_tcase(suite, bad);
	TCase *folders = tcase_create("folder");
	tcase_add_checked_fixture(folders, setup_folder, teardown_folder);
	tcase_add_test(folders, test_folder_is_as_memory);
	tcase_add_test(folders, test_folder_with_strangers);
	tcase_add_test(folders, test_no_folder);
	tcase_add_test(folders, test_single_files);
	suite_add_tcase(suite, folders);
	return suite;
}
