#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "reader_fixture.h"

Suite *suite_wrong_packs(void);

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
	{"model/x.yaml", "entities: {customer: {title: x, fields: {id: {type: text}}}}\n", ZD_F_DUPLICATE, 1, 12,
	 "already"},
	{"model/x.yaml", "entities: {Y: {title: x, fields: {id: {type: text}}}}\n", ZD_F_BAD_NAME, 1, 12, "Y"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {}}}\n", ZD_F_MISSING_KEY, 1, 12, "no fields"},
	{"model/x.yaml", "entities: {y: {title: x}}\n", ZD_F_MISSING_KEY, 1, 12, "\"fields\""},
	{"model/x.yaml", "entities: {y: {title: x, alias: [branch], fields: {id: {type: text}}}}\n", ZD_F_DUPLICATE, 1,
	 12, "branch"},
	{"model/x.yaml", "entities: {y: {title: x, show: nam, fields: {id: {type: text}, name: {type: text}}}}\n",
	 ZD_F_UNKNOWN_NAME, 1, 32, "did you mean \"name\""},
	{"model/x.yaml", "entities: {y: {title: x, branch: nowhere, fields: {id: {type: text}}}}\n", ZD_F_UNKNOWN_NAME,
	 1, 12, "nowhere"},
	{"model/x.yaml", "entities: {y: {title: x, branch: id.x, fields: {id: {type: text}}}}\n", ZD_F_WRONG_TYPE, 1,
	 12, "no reference"},
	{"model/x.yaml",
	 "entities: {y: {title: x, branch: c, fields: {id: {type: text}, c: {type: ref, entity: customer}}}}\n",
	 ZD_F_WRONG_TYPE, 1, 12, "does not refer"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: money}}}}\n", ZD_F_WRONG_TYPE, 1, 35,
	 "text or int"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, a: {type: txt}}}}\n", ZD_F_UNKNOWN_NAME,
	 1, 63, "did you mean \"text\""},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, a: {type: class}}}}\n", ZD_F_UNKNOWN_NAME,
	 1, 63, "{type: enum, enum: class}"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, a: {type: rate}}}}\n", ZD_F_UNKNOWN_NAME,
	 1, 63, "rate"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, a: {type: enum}}}}\n", ZD_F_MISSING_KEY,
	 1, 63, "enum"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, a: {type: enum, enum: clas}}}}\n",
	 ZD_F_UNKNOWN_NAME, 1, 75, "did you mean \"class\""},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, a: {type: ref, entity: custome}}}}\n",
	 ZD_F_UNKNOWN_NAME, 1, 53, "did you mean \"customer\""},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, a: {type: ref, entity: client}}}}\n",
	 ZD_F_UNKNOWN_NAME, 1, 53, "did you mean \"customer\""},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, a: {type: text, min: 1}}}}\n",
	 ZD_F_UNKNOWN_KEY, 1, 74, "min"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, a: {type: int, enum: class}}}}\n",
	 ZD_F_UNKNOWN_KEY, 1, 74, "enum"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, a: {type: int, min: 3, max: 1}}}}\n",
	 ZD_F_OUT_OF_BOUNDS, 1, 73, "above max"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, a: {type: int, default: x}}}}\n",
	 ZD_F_WRONG_TYPE, 1, 77, "default"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, a: {type: int, min: 0, default: -1}}}}\n",
	 ZD_F_OUT_OF_BOUNDS, 1, 85, "below min"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, as_of: {type: date}}}}\n", ZD_F_BAD_NAME,
	 1, 53, "as_of"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text}, iD: {type: date}}}}\n", ZD_F_DUPLICATE, 1,
	 53, "capitals"},
	{"model/x.yaml", "entities: {y: {title: x, fields: {id: {type: text, required: maybe}}}}\n", ZD_F_WRONG_TYPE, 1,
	 62, "required"},
	{"facts/x.sql", "SELECT 1", ZD_F_MISSING_KEY, 1, 1, "comment"},
	{"facts/x.sql", "/* subject: customer", ZD_F_YAML_SYNTAX, 1, 1, "*/"},
	{"facts/x.sql", "/*\nsubject: customer\ngives: {a: {type: int}}\n*/\n \n", ZD_F_SQL, 6, 1, "no SQL"},
	{"reports/x.sql", "SELECT 1", ZD_F_MISSING_KEY, 1, 1, "columns"},
	{"reports/x.sql", "/*\ntitle: x\n*/\nSELECT 1", ZD_F_MISSING_KEY, 1, 1, "columns"},
	{"reports/x.sql", "/*\ntitle: x\ncolumns: {}\n*/\nSELECT 1", ZD_F_OUT_OF_BOUNDS, 3, 10, "1 to"},
	{"reports/x.sql", "/*\ntitle: x\ncolumns: {a: {type: txt}}\n*/\nSELECT 1", ZD_F_UNKNOWN_NAME, 3, 21, "text"},
	{"reports/x.sql", "/*\ntitle: x\ncolumns: {a: {type: int, total: max}}\n*/\nSELECT 1", ZD_F_WRONG_TYPE, 3, 33,
	 "sum"},
	{"reports/x.sql", "/*\ntitle: x\ncolumns: {a: {type: date, total: sum}}\n*/\nSELECT 1", ZD_F_WRONG_TYPE, 3, 34,
	 "added up"},
	{"reports/x.sql", "/*\ntitle: x\nperiod: week\ncolumns: {a: {type: int}}\n*/\nSELECT 1", ZD_F_WRONG_TYPE, 3, 9,
	 "quarter"},
	{"reports/x.sql", "/*\ntitle: x\nparameters: {as_of: {type: date}}\ncolumns: {a: {type: int}}\n*/\nSELECT 1",
	 ZD_F_BAD_NAME, 3, 14, "without being named"},
	{"reports/x.sql",
	 "/*\ntitle: x\nparameters: {p: {type: ref, entity: custome}}\ncolumns: {a: {type: int}}\n*/\nSELECT 1",
	 ZD_F_UNKNOWN_NAME, 3, 14, "did you mean \"customer\""},
	{"reports/x.sql", "/*\ntitle: x\ncolumns: {a: {type: int}}\ndecisions: [{}]\n*/\nSELECT 1", ZD_F_WRONG_TYPE, 4,
	 13, "decisions"},
	{"facts/x.sql", "/*\nsubject: custmer\ngives: {a: {type: int}}\n*/SELECT 1", ZD_F_UNKNOWN_NAME, 2, 10,
	 "did you mean \"customer\""},
	{"facts/x.sql", "/*\nsubject: customer\ngives: {name: {type: int}}\n*/SELECT 1", ZD_F_DUPLICATE, 3, 9, "field"},
	{"facts/x.sql", "/*\nsubject: customer\ngives: {sales: {type: int}}\n*/SELECT 1", ZD_F_DUPLICATE, 3, 9,
	 "facts/trade.sql"},
	{"facts/x.sql", "/*\nsubject: customer\ngives: {a: {type: int, defalt: 1}}\n*/SELECT 1", ZD_F_UNKNOWN_KEY, 3,
	 24, "default"},
	{"facts/x.sql", "/*\nsubject: customer\ngives: {a: {type: date, default: soon}}\n*/SELECT 1", ZD_F_WRONG_TYPE,
	 3, 34, "date"},
	{"facts/x.sql", "/*\nsubject: customer\ngives: {}\n*/SELECT 1", ZD_F_OUT_OF_BOUNDS, 3, 8, "gives"},
	{"facts/x.sql", "\n\n  /* subject: customer\n     gives: {a: [}\n*/SELECT 1", ZD_F_YAML_SYNTAX, 4, 18, ""},
	{"facts/x.sql", "/*\nsubject: customer\ngives: {a: {type: int}}\n*/SELECT '\xff'", ZD_F_YAML_SYNTAX, 4, 11,
	 "0xFF"},
	{"params/x.yaml", "credit.months: {title: x, type: int, value: 1}\n", ZD_F_DUPLICATE, 1, 1,
	 "params/all.yaml:1"},
	{"params/x.yaml", "X.y: {title: x, type: int, value: 1}\n", ZD_F_BAD_NAME, 1, 1, "X.y"},
	{"params/x.yaml", "x: {title: x, type: int}\n", ZD_F_MISSING_KEY, 1, 1, "\"value\""},
	{"params/x.yaml", "x: {type: int, value: 1}\n", ZD_F_MISSING_KEY, 1, 1, "title"},
	{"params/x.yaml", "x: {title: x, type: int, value: 1, values: {2024-01-01: 1}}\n", ZD_F_UNKNOWN_KEY, 1, 44,
	 "exclude"},
	{"params/x.yaml", "x: {title: x, type: int, values: {2024-1-1: 1}}\n", ZD_F_WRONG_TYPE, 1, 35, "date"},
	{"params/x.yaml", "x: {title: x, type: int, values: {2024-01-01: 1, 2024-01-01: 2}}\n", ZD_F_DUPLICATE, 1, 50,
	 "twice"},
	{"params/x.yaml", "x: {title: x, type: int, value: 1.5}\n", ZD_F_WRONG_TYPE, 1, 33, "value"},
	{"params/x.yaml", "x: {title: x, type: int, value: \"1\"}\n", ZD_F_WRONG_TYPE, 1, 33, "value"},
	{"params/x.yaml", "x: {title: x, type: int, value: ~}\n", ZD_F_WRONG_TYPE, 1, 33, "no value"},
	{"params/x.yaml", "x: {title: x, type: clas, value: A}\n", ZD_F_UNKNOWN_NAME, 1, 21, "did you mean \"class\""},
	{"params/x.yaml", "x: {title: x, type: datetime, value: 1}\n", ZD_F_UNKNOWN_NAME, 1, 21, "datetime"},
	{"params/x.yaml", "x: {title: x, type: [int, int], value: [1]}\n", ZD_F_WRONG_TYPE, 1, 21, "one type"},
	{"params/x.yaml", "x: {title: x, type: {}, value: {}}\n", ZD_F_WRONG_TYPE, 1, 21, "keys"},
	{"params/x.yaml", "x: {title: x, type: {a: int, \"*\": int}, value: {a: 1}}\n", ZD_F_WRONG_TYPE, 1, 30,
	 "alone"},
	{"params/x.yaml", "x: {title: x, type: {a: int, b: int}, value: {a: 1}}\n", ZD_F_WRONG_TYPE, 1, 46,
	 "\"b\" is missing"},
	{"params/x.yaml", "x: {title: x, type: {a: int}, value: {a: 1, c: 2}}\n", ZD_F_WRONG_TYPE, 1, 45, "\"c\""},
	{"params/x.yaml", "x: {title: x, type: int, value: 1, min: 5, max: 2}\n", ZD_F_OUT_OF_BOUNDS, 1, 41,
	 "above max"},
	{"params/x.yaml", "x: {title: x, type: int, value: 1, min: 5}\n", ZD_F_OUT_OF_BOUNDS, 1, 33, "minimum 5"},
	{"params/x.yaml", "x: {title: x, type: text, value: a, min: 5}\n", ZD_F_UNKNOWN_KEY, 1, 42, "numbers"},
	{"params/x.yaml", "x: {title: x, type: int, value: 1, each: {min: 5}}\n", ZD_F_UNKNOWN_KEY, 1, 42, "each"},
	{"params/x.yaml", "x: {title: x, type: [int], value: [1], min: 5}\n", ZD_F_UNKNOWN_KEY, 1, 45, "min"},
	{"params/x.yaml", "x: {title: x, type: {a: int, b: int}, value: {a: 1, b: 2}, sum: 100}\n", ZD_F_OUT_OF_BOUNDS,
	 1, 46, "100"},
	{"params/x.yaml", "x: {title: x, type: {a: int, b: money}, value: {a: 1, b: 2}, sum: 3}\n", ZD_F_WRONG_TYPE, 1,
	 67, "mix"},
	{"params/x.yaml", "x: {title: x, type: [int], value: [2, 1], order: ascending}\n", ZD_F_OUT_OF_BOUNDS, 1, 35,
	 "ascending"},
	{"params/x.yaml", "x: {title: x, type: [int], value: [2, 1], order: asending}\n", ZD_F_WRONG_TYPE, 1, 50,
	 "did you mean \"ascending\""},
	{"params/x.yaml", "x: {title: x, type: text, value: a, one_of: [b]}\n", ZD_F_OUT_OF_BOUNDS, 1, 34, "none of"},
	{"params/x.yaml", "x: {title: x, type: int, value: 1, max: 3, branch: {max: 4}}\n", ZD_F_OUT_OF_BOUNDS, 1, 52,
	 "wider"},
	{"params/x.yaml", "x: {title: x, type: int, value: 1, branch: {sum: 4}}\n", ZD_F_UNKNOWN_KEY, 1, 45, "sum"},
	{"params/x.yaml", "x: {title: x, type: int, value: 1, review_by: soon}\n", ZD_F_WRONG_TYPE, 1, 47, "date"},
	{"branches/gz/params.yaml", "credit.month: {value: 2}\n", ZD_F_UNKNOWN_NAME, 1, 1,
	 "did you mean \"credit.months\""},
	{"branches/gz/params.yaml", "credit.floor: {value: 2}\n", ZD_F_GUARDRAIL, 1, 1, "gz"},
	{"branches/gz/params.yaml", "credit.months: {value: 3.5}\n", ZD_F_GUARDRAIL, 1, 24, "gz"},
	{"branches/gz/params.yaml", "credit.months: {valu: 3}\n", ZD_F_UNKNOWN_KEY, 1, 17, "did you mean"},
	{"branches/gz/params.yaml", "credit.months: {why: x}\n", ZD_F_MISSING_KEY, 1, 1, "value"},
	{"branches/gz/params.yaml", "hq.weights: {value: {M: 1, S: 2}}\n", ZD_F_OUT_OF_BOUNDS, 1, 21, "100"},
	{"branches/g z/params.yaml", "", ZD_F_UNKNOWN_KEY, 0, 0, "branches/ID"},
	{"tables/x.yaml", "need: {title: x}\n", ZD_F_DUPLICATE, 1, 1, "already"},
	{"tables/x.yaml",
	 "x: {title: x, hit: frst, inputs: {a: {type: int}}, outputs: {b: {type: int}}, rows: [[1, 2]]}\n",
	 ZD_F_WRONG_TYPE, 1, 20, "did you mean \"first\""},
	{"tables/x.yaml",
	 "x: {title: x, hit: first, inputs: {a: {type: cls}}, outputs: {b: {type: int}}, rows: [[1, 2]]}\n",
	 ZD_F_UNKNOWN_NAME, 1, 46, "cls"},
	{"tables/x.yaml",
	 "x: {title: x, hit: first, inputs: {a: {type: int}}, outputs: {b: {type: int}}, rows: [[1, 2, 3]]}\n",
	 ZD_F_TABLE, 1, 87, "3 cells"},
	{"tables/x.yaml",
	 "x: {title: x, hit: first, inputs: {a: {type: int}}, outputs: {b: {type: int}}, rows: [[abc, 2]]}\n",
	 ZD_F_TABLE, 1, 88, "a:"},
	{"tables/x.yaml",
	 "x: {title: x, hit: first, inputs: {a: {type: int}}, outputs: {b: {type: int}}, rows: [[[1..5], 2]]}\n",
	 ZD_F_TABLE, 1, 88, "quotes"},
	{"tables/x.yaml",
	 "x: {title: x, hit: first, inputs: {a: {type: int}}, outputs: {b: {type: int}}, rows: [[1, y]]}\n",
	 ZD_F_WRONG_TYPE, 1, 91, "b:"},
	{"tables/x.yaml", "x: {title: x, hit: first, inputs: {a: {type: int}}, outputs: {b: {type: int}}, rows: []}\n",
	 ZD_F_TABLE, 1, 86, "no rows"},
	{"tables/x.yaml", "x: {title: x, hit: first, inputs: {}, outputs: {b: {type: int}}, rows: [[1]]}\n", ZD_F_TABLE,
	 1, 35, "at least"},
	{"tables/x.yaml",
	 "x: {title: x, hit: first, aggregate: sum, inputs: {a: {type: int}}, outputs: {b: {type: int}}, rows: [[1, "
	 "2]]}\n",
	 ZD_F_TABLE, 1, 38, "collect"},
	{"tables/x.yaml",
	 "x: {title: x, hit: collect, aggregate: sum, inputs: {a: {type: int}}, outputs: {b: {type: text}}, rows: [[1, "
	 "2]]}\n",
	 ZD_F_TABLE, 1, 81, "sum"},
	{"tables/x.yaml",
	 "x: {title: x, hit: priority, inputs: {a: {type: int}}, outputs: {b: {type: int}}, rows: [[1, 2]]}\n",
	 ZD_F_TABLE, 1, 20, "order"},
	{"tables/x.yaml",
	 "x: {title: x, hit: priority, inputs: {a: {type: int}}, outputs: {b: {type: int, order: [1]}}, rows: [[1, "
	 "2]]}\n",
	 ZD_F_TABLE, 1, 102, "order"},
	{"tables/x.yaml",
	 "x: {title: x, hit: first, inputs: {a: {type: int}}, outputs: {b: {type: int}}, rows: [[1, 2]], default: "
	 "[]}\n",
	 ZD_F_TABLE, 1, 105, "default"},
	{"cases/a/x.yaml", "policy: a.b\ncases:\n  - {name: 一, given: {}}\n", ZD_F_CASE, 3, 5, "wants"},
	{"cases/a/x.yaml", "policy: a.b\ncases:\n  - {name: 一, given: {}, expect: {}, error: x}\n", ZD_F_CASE, 3, 5,
	 "exclude"},
	{"cases/a/x.yaml", "policy: a.b\ncases:\n  - {name: 一, given: 3, expect: {}}\n", ZD_F_WRONG_TYPE, 3, 22,
	 "given"},
	{"cases/a/x.yaml", "policy: a.b\ncases:\n  - {name: 一, given: [3], expect: []}\n", ZD_F_WRONG_TYPE, 3, 23,
	 "given"},
	{"cases/a/x.yaml",
	 "policy: a.b\ncases:\n  - {name: 一, given: {}, expect: {}}\n  - {name: 一, given: {}, expect: {}}\n",
	 ZD_F_DUPLICATE, 4, 5, "line 3"},
	{"cases/a/x.yaml", "policy: a.b\ncases:\n  - {name: 一, given: {}, expect: {}, as_of: now}\n", ZD_F_WRONG_TYPE,
	 3, 45, "date"},
	{"cases/a/x.yaml", "policy: a.b\ncases:\n  - {name: 一, given: {}, expect: {}, params: {credit.moths: 1}}\n",
	 ZD_F_UNKNOWN_NAME, 3, 47, "did you mean \"credit.months\""},
	{"cases/a/x.yaml", "policy: a.b\ncases:\n  - {name: 一, given: {}, expect: {}, params: {credit.months: x}}\n",
	 ZD_F_WRONG_TYPE, 3, 62, "credit.months"},
	{"cases/a/x.yaml", "policy: a.b\n", ZD_F_MISSING_KEY, 1, 1, "cases"},
	{"scenarios/x.yaml", "titel: x\n", ZD_F_UNKNOWN_KEY, 1, 1, "did you mean \"title\""},
	{"scenarios/x.yaml", "set: {credit.moths: 2}\n", ZD_F_UNKNOWN_NAME, 1, 7, "did you mean \"credit.months\""},
	{"scenarios/x.yaml", "set: {credit.months: x}\n", ZD_F_WRONG_TYPE, 1, 22, "credit.months"},
	{"scenarios/x.yaml", "set: {credit.months: {branch: sz}}\n", ZD_F_MISSING_KEY, 1, 22, "value"},
	{"scenarios/x.yaml", "with: {assets: 2}\n", ZD_F_BAD_NAME, 1, 8, "SUBJECT.field"},
	{"scenarios/x.yaml", "rules: {a.b: [x]}\n", ZD_F_WRONG_TYPE, 1, 14, "a.b"},
	{"imports/x.yaml", "fields: {id: {column: a}, name: {column: b}}\n", ZD_F_MISSING_KEY, 1, 1, "entity"},
	{"imports/x.yaml", "entity: custome\nfields: {id: {column: a}}\n", ZD_F_UNKNOWN_NAME, 1, 9,
	 "did you mean \"customer\""},
	{"imports/x.yaml", "entity: customer\nfields: {id: {column: a}}\n", ZD_F_MISSING_KEY, 1, 1, "\"name\""},
	{"imports/x.yaml", "entity: branch\nfields: {id: {column: a}, ix: {column: b}}\n", ZD_F_UNKNOWN_NAME, 2, 27,
	 "\"ix\""},
	{"imports/x.yaml", "entity: branch\nfields: {id: {}}\n", ZD_F_MISSING_KEY, 2, 10, "one of"},
	{"imports/x.yaml", "entity: branch\nfields: {id: {column: a, constant: b}}\n", ZD_F_MISSING_KEY, 2, 10,
	 "one of"},
	{"imports/x.yaml", "entity: branch\nfields: {id: {column: a, format: \"%Q\"}}\n", ZD_F_WRONG_TYPE, 2, 34, "%Q"},
	{"imports/x.yaml", "entity: branch\nfields: {id: {column: a, format: intger}}\n", ZD_F_WRONG_TYPE, 2, 34,
	 "integer"},
	{"imports/x.yaml", "entity: branch\nfields: {id: {column: a, otherwise: b}}\n", ZD_F_UNKNOWN_KEY, 2, 37,
	 "values"},
	{"imports/x.yaml",
	 "entity: customer\nfields: {id: {column: a}, name: {column: b}, class: {column: c, values: {x: B}}}\n",
	 ZD_F_WRONG_TYPE, 2, 77, "class"},
	{"imports/x.yaml", "entity: branch\nheader: false\nfields: {id: {column: a}}\n", ZD_F_MISSING_KEY, 1, 1,
	 "columns"},
	{"imports/x.yaml", "entity: branch\ncolumns: [a]\nfields: {id: {column: a}}\n", ZD_F_UNKNOWN_KEY, 2, 10,
	 "header"},
	{"imports/x.yaml", "entity: branch\ndelimiter: ab\nfields: {id: {column: a}}\n", ZD_F_WRONG_TYPE, 2, 12,
	 "delimiter"},
	{"imports/x.yaml", "entity: branch\nencoding: gbk\nfields: {id: {column: a}}\n", ZD_F_WRONG_TYPE, 2, 11,
	 "gb18030"},
	{"imports/x.yaml", "entity: branch\ninto: [{entity: branch, fields: {id: {column: a}}}]\n", ZD_F_UNKNOWN_KEY, 2,
	 7, "into"},
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
	for (size_t i = 0; i < the_findings.count; i++) {
		const struct zd_finding *f = &the_findings.items[i];
		zd_str_printf(&all, "%s:%d:%d: %s [%s]\n", f->file, f->line, f->column, f->message,
			      zd_finding_word(f->code));
		found = found || (f->code == wrongs[_i].code && strcmp(f->file, wrongs[_i].path) == 0 &&
				  f->line == wrongs[_i].line && f->column == wrongs[_i].column &&
				  strstr(f->message, wrongs[_i].says));
		ck_assert_msg(strcmp(f->file, wrongs[_i].path) == 0, "also in another file: %s", zd_str_text(&all));
	}
	ck_assert_msg(found, "wanted %d:%d %s, got:\n%s", wrongs[_i].line, wrongs[_i].column, wrongs[_i].says,
		      zd_str_text(&all));
	zd_str_free(&all);
}
END_TEST

START_TEST(test_all_in_one_pass)
{
	put("params/x.yaml", "x: {title: x, type: int, value: a}\ny: {titel: x, type: int, value: 1}\n");
	put("model/y.yaml", "a: [");
	put("facts/z.sql", "SELECT 1");
	read_again(0);
	ck_assert_uint_eq(the_findings.count, 5);
	zd_findings_sort(&the_findings);
	ck_assert_str_eq(the_findings.items[0].file, "facts/z.sql");
	ck_assert_str_eq(the_findings.items[4].file, "params/x.yaml");
}
END_TEST

START_TEST(test_no_manifest)
{
	struct zd_error err = {0};
	ck_assert_int_eq(zd_pack_read_files(&the_pack, "release 4", files + 1, 3, 0, &the_findings, &err),
			 ZD_NOT_FOUND);
	ck_assert_ptr_null(the_pack);
	ck_assert_str_eq(err.file, "release 4");
	ck_assert_int_eq(zd_pack_read_files(&the_pack, "release 4", NULL, 0, 0, &the_findings, &err), ZD_NOT_FOUND);
}
END_TEST

START_TEST(test_same_path_twice)
{
	files[file_count++] = files[3];
	read_again(0);
	ck_assert_uint_eq(the_findings.count, 1);
	ck_assert_int_eq(the_findings.items[0].code, ZD_F_DUPLICATE);
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

Suite *suite_wrong_packs(void)
{
	Suite *suite = suite_create("wrong_packs");
	TCase *bad = tcase_create("hostile");
	tcase_add_checked_fixture(bad, setup_pack, teardown_pack);
	tcase_set_timeout(bad, 60);
	tcase_add_loop_test(bad, test_wrong, 0, (int)(sizeof wrongs / sizeof *wrongs));
	tcase_add_test(bad, test_all_in_one_pass);
	tcase_add_test(bad, test_no_manifest);
	tcase_add_test(bad, test_same_path_twice);
	tcase_add_loop_test(bad, test_every_prefix, 0, 12);
	suite_add_tcase(suite, bad);
	return suite;
}
