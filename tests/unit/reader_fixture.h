/* A small pack in memory that tests of the reader change and read again. */
#ifndef TESTS_READER_FIXTURE_H
#define TESTS_READER_FIXTURE_H

#include "pack/reader.h"

#define FILES_MAX 24

extern struct zd_findings the_findings; /* of the last reading */
extern struct zd_pack *the_pack;        /* likewise */
extern struct zd_pack_file files[FILES_MAX];
extern size_t file_count;

#define MANIFEST "name: small\nversion: 1.0.0\ntitle: 小\n"
#define MODEL                                                                                                          \
	"enums:\n  class:\n    title: 等级\n    values: {strategic: 战略, A: ~}\n"                                 \
	"entities:\n  branch:\n    title: 单位\n    fields:\n      id: {type: text}\n"                               \
	"  customer:\n    title: 客户\n    alias: [client]\n    show: name\n    branch: branch\n    fields:\n"       \
	"      id: {type: text, title: 编号}\n      name: {type: text, required: true}\n"                            \
	"      branch: {type: ref, entity: branch}\n      class: {type: enum, enum: class, default: A}\n"              \
	"      assets: {type: money, min: 0, max: 100.50, unit: 元, sensitive: true}\n"
#define FACT                                                                                                           \
	"/*\nsubject: customer\ngives:\n  sales: {type: money, title: 销售, default: 0}\n  tags: {type: "            \
	"list}\nclause: D05\n*/\n\nSELECT 1\n"
#define PARAMS                                                                                                           \
	"credit.months:\n  title: 倍数\n  type: number\n  values: {2026-01-01: 2.5, 2024-01-01: 3}\n  min: 0\n  max: " \
	"12\n"                                                                                                           \
	"  branch: {min: 1, max: 3}\n  review_by: 2027-01-01\n"                                                          \
	"credit.floor:\n  title: 下限\n  type: money\n  value: 1000.50\n  max: 300000\n"                               \
	"hq.weights:\n  title: 权重\n  type: {M: number, S: number}\n  value: {M: 30, S: 70}\n  each: {min: 0, max: "  \
	"100}\n"                                                                                                         \
	"  sum: 100\n  branch: true\n"                                                                                   \
	"steps:\n  title: 档\n  type: [money]\n  value: [1, 2.5]\n  order: ascending\n"                                 \
	"rates:\n  title: 率\n  type: {\"*\": rate}\n  value: {b: 4%, a: 0.5}\n  each: {max: 50%}\n"                    \
	"scheme:\n  title: 方案\n  type: class\n  value: strategic\n  one_of: [strategic, A]\n  assumed: true\n"
#define TABLE                                                                                                          \
	"need:\n  title: 细分\n  hit: priority\n  inputs:\n    class: {type: class}\n    size: {type: int}\n"        \
	"  outputs:\n    segment: {type: text, order: [vip, plain]}\n  rows:\n    - [strategic, \">= 10\", vip]\n"     \
	"    - [~, \"[1..5)\", plain]\n  default: [plain]\n"
#define CASES                                                                                                           \
	"policy: credit.limit\ncases:\n  - name: 一\n    given: {a: 1}\n    expect: {b: 2}\n    reasons: [D16, D17]\n" \
	"    as_of: 2025-06-30\n    branch: sz\n    params: {credit.months: 2}\n"                                       \
	"  - {name: 二, given: [{id: 1}], error: 无}\n"
#define SCENARIO                                                                                                       \
	"title: 收紧\nwhy: 试\nset:\n  credit.months: 2\n  hq.weights: {branch: sz, value: {M: 40, S: 60}}\n"       \
	"with: {C0001.assets: 0, \"*.class\": A}\nrules: {credit.limit: drafts/limit.lua}\nwhere: sales > 1\n"         \
	"policies: [credit.limit]\n"
#define IMPORT                                                                                                         \
	"entity: client\nformat: csv\ndelimiter: \"\\t\"\nencoding: gb18030\nwhere: x != ''\nduplicates: skip\n"       \
	"skip_bad: true\nfields:\n  id: {template: \"{a}-{#}\"}\n  name: {column: n, empty: 无名}\n"                 \
	"  class: {column: c, values: {V: strategic, W: A}, otherwise: A}\n  assets: {product: [q, p]}\n"

/* Puts a file in place of the one of the same path. */
void put(const char *path, const char *text);
void setup_pack(void);
void teardown_pack(void);
void read_again(unsigned what);
void no_findings(void);

#endif
