#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/str.h"
#include "engine/plan.h"
#include "pack/reader.h"
#include "script/runtime.h"
#include "session/touched.h"

/* Policies a and b decide a person, b by a's outcome; c by a table; d a fact; e month by month by its own past. */
static const struct {
	const char *path, *text;
} FILES[] = {
	{"pack.yaml", "name: t\nversion: 1.0.0\ntitle: t\n"},
	{"model/m.yaml",
	 "entities:\n  branch:\n    title: 单位\n    fields:\n      id: {type: text}\n  person:\n    title: 人\n"
	 "    branch: branch\n    fields:\n      id: {type: text}\n      branch: {type: ref, entity: branch}\n"
	 "      size: {type: int, min: 0}\n      note: {type: text}\n"},
	{"facts/f.sql", "/*\nsubject: person\ngives:\n  seen: {type: int, title: 次, default: 0}\n*/\n"
			"SELECT id, 1 FROM person\n"},
	{"params/p.yaml", "t.a:\n  title: a\n  type: int\n  values: {2024-01-01: 1, 2026-01-01: 5}\n  branch: true\n"
			  "t.e:\n  title: e\n  type: int\n  value: 1\n"},
	{"tables/t.yaml", "pick:\n  title: 表\n  hit: first\n  inputs: {size: {type: int}}\n"
			  "  outputs: {word: {type: text}}\n  rows:\n    - [\">= 3\", big]\n    - [\"-\", small]\n"},
	{"rules/t/a.lua", "return { title = \"a\", clause = \"T\", subject = \"person\", needs = { \"size?\" }, params "
			  "= { a = \"t.a\" },\n"
			  "branch = true, gives = { x = \"int\" },\n"
			  "decide = function(p, param) return { x = (p.size or 0) + param.a } end }\n"},
	{"rules/t/b.lua", "return { title = \"b\", clause = \"T\", subject = \"person\", needs = { x = \"t.a.x\" }, "
			  "gives = { y = \"int\" },\n"
			  "decide = function(p) return { y = p.x } end }\n"},
	{"rules/t/c.lua",
	 "return { title = \"c\", clause = \"T\", subject = \"person\", needs = { \"size?\" }, tables = { pick = "
	 "\"pick\" },\n"
	 "gives = { z = \"text\" },\n"
	 "decide = function(p, param, tables) return { z = tables.pick{ size = p.size }.word } end }\n"},
	{"rules/t/d.lua", "return { title = \"d\", clause = \"T\", subject = \"person\", needs = { \"seen\" }, gives = "
			  "{ s = \"int\" },\n"
			  "decide = function(p) return { s = p.seen } end }\n"},
	{"rules/t/e.lua",
	 "return { title = \"e\", clause = \"T\", subject = \"person\", period = \"month\", params = { e = \"t.e\" },\n"
	 "needs = { past = { history = { \"t.e.m\" }, last = 3 } }, gives = { m = \"int\" },\n"
	 "decide = function(p, param) return { m = #p.past + param.e } end }\n"},
	{"rules/t/f.lua", "return { title = \"f\", clause = \"T\", subject = \"person\", period = \"month\",\n"
			  "needs = { past = { history = { \"t.e.m\" }, last = 3 } }, gives = { n = \"int\" },\n"
			  "decide = function(p) return { n = #p.past } end }\n"},
};
#define COUNT (sizeof FILES / sizeof *FILES)

struct made {
	struct zd_pack *pack;
	struct zd_scripts *scripts;
	struct zd_findings findings;
};

/* The pack with one text in one file replaced, and perhaps a file more. */
static struct made make(const char *path, const char *from, const char *to, const char *extra, const char *text)
{
	struct made m = {0};
	struct zd_pack_file files[COUNT + 1];
	struct zd_error err;
	struct zd_str changed = {0};
	size_t n = 0;
	for (size_t i = 0; i < COUNT; i++) {
		const char *data = FILES[i].text;
		if (path && strcmp(path, FILES[i].path) == 0) {
			const char *at = strstr(data, from);
			ck_assert_ptr_nonnull(at);
			zd_str_addn(&changed, data, (size_t)(at - data));
			zd_str_add(&changed, to);
			zd_str_add(&changed, at + strlen(from));
			data = zd_str_text(&changed);
		}
		files[n++] = (struct zd_pack_file){FILES[i].path, data, strlen(data)};
	}
	if (extra)
		files[n++] = (struct zd_pack_file){extra, text, strlen(text)};
	ck_assert_int_eq(zd_pack_read_files(&m.pack, "t", files, n, ZD_READ_ALL, &m.findings, &err), ZD_OK);
	zd_scripts_read(&m.scripts, m.pack, &m.findings);
	zd_pack_resolve(m.pack, &m.findings);
	for (size_t i = 0; i < m.findings.count; i++)
		ck_assert_msg(!zd_finding_is_error(m.findings.items[i].code), "%s:%d %s", m.findings.items[i].file,
			      m.findings.items[i].line, m.findings.items[i].message);
	zd_str_free(&changed);
	return m;
}

static void unmake(struct made *m)
{
	zd_scripts_free(m->scripts);
	zd_pack_free(m->pack);
	zd_findings_free(&m->findings);
}

static const struct {
	const char *path, *from, *to, *extra, *text;
	const char *day;
	const char *touched;
} cases[] = {
	{NULL, NULL, NULL, NULL, NULL, "2025-06-30", ""},
	{"pack.yaml", "title: t", "title: u", NULL, NULL, "2025-06-30", ""},
	{"params/p.yaml", "title: a", "title: b", NULL, NULL, "2025-06-30", ""},
	{"params/p.yaml", "2024-01-01: 1", "2024-01-01: 2", NULL, NULL, "2025-06-30", "t.a t.b"},
	{"params/p.yaml", "2024-01-01: 1", "2024-01-01: 2", NULL, NULL, "2026-06-30", ""},
	{"params/p.yaml", "2026-01-01: 5", "2026-01-01: 6", NULL, NULL, "2025-12-31", ""},
	{"params/p.yaml", "2026-01-01: 5", "2026-01-01: 6", NULL, NULL, "2026-01-01", "t.a t.b"},
	{NULL, NULL, NULL, "branches/n/params.yaml", "t.a: {value: 3, why: x}\n", "2025-06-30", "t.a t.b"},
	{NULL, NULL, NULL, "branches/n/params.yaml", "t.a: {values: {2027-01-01: 3}, why: x}\n", "2025-06-30", ""},
	{NULL, NULL, NULL, "branches/n/rules/t/a.lua",
	 "return { title = \"n\", clause = \"T\", subject = \"person\", needs = { \"size?\" }, gives = { x = \"int\" "
	 "},\n"
	 "decide = function(p) return { x = p.size or 0 } end }\n",
	 "2025-06-30", "t.a t.b"},
	{"tables/t.yaml", "big", "huge", NULL, NULL, "2025-06-30", "t.c"},
	{"tables/t.yaml", ">= 3", "> 3", NULL, NULL, "2025-06-30", "t.c"},
	{"tables/t.yaml", ">= 3", "> 2", NULL, NULL, "2025-06-30",
	 "t.c"}, /* the same whole numbers, but not the same cell */
	{"tables/t.yaml", "title: 表", "title: 另", NULL, NULL, "2025-06-30", ""},
	{"facts/f.sql", "SELECT id, 1", "SELECT id, 2", NULL, NULL, "2025-06-30", "t.d"},
	{"facts/f.sql", "default: 0", "default: 9", NULL, NULL, "2025-06-30", "t.d"},
	{"facts/f.sql", "title: 次", "title: 回", NULL, NULL, "2025-06-30", ""},
	{"model/m.yaml", "min: 0", "min: 1", NULL, NULL, "2025-06-30", "t.a t.b t.c"},
	{"model/m.yaml", "note: {type: text}", "note: {type: int}", NULL, NULL, "2025-06-30", ""},
	{"rules/t/b.lua", "y = p.x", "y = p.x + 1", NULL, NULL, "2025-06-30", "t.b"},
	{"params/p.yaml", "value: 1", "value: 2", NULL, NULL, "2025-06-30", "t.e t.f"},
	/* What one of the two lacks, or decides for other periods, cannot be compared; what needs it is touched. */
	{NULL, NULL, NULL, "rules/t/g.lua",
	 "return { title = \"g\", clause = \"T\", subject = \"person\", needs = { \"size?\" }, gives = { x = \"int\" "
	 "},\n"
	 "decide = function(p) return { x = p.size or 0 } end }\n",
	 "2025-06-30", ""},
	{"rules/t/f.lua", "period = \"month\",\n", "\n", NULL, NULL, "2025-06-30", ""},
};

START_TEST(what_a_change_touches)
{
	struct zd_arena arena = {0};
	struct zd_str text = {0};
	struct zd_date day;
	size_t count;
	struct made a = make(NULL, NULL, NULL, NULL, NULL);
	struct made b = make(cases[_i].path, cases[_i].from, cases[_i].to, cases[_i].extra, cases[_i].text);
	ck_assert(zd_date_parse(cases[_i].day, strlen(cases[_i].day), &day));
	for (int turn = 0; turn < 2; turn++) { /* either way round */
		const char **ids = zd_touched_policies(turn ? b.pack : a.pack, turn ? a.pack : b.pack,
						       zd_date_days(day), &count, &arena);
		zd_str_clear(&text);
		for (size_t i = 0; i < count; i++)
			zd_str_printf(&text, "%s%s", i ? " " : "", ids[i]);
		ck_assert_str_eq(zd_str_text(&text), cases[_i].touched);
	}
	zd_str_free(&text);
	zd_arena_free(&arena);
	unmake(&a);
	unmake(&b);
}
END_TEST

Suite *suite_touched(void);
Suite *suite_touched(void)
{
	Suite *s = suite_create("touched");
	TCase *t = tcase_create("touched");
	tcase_add_loop_test(t, what_a_change_touches, 0, sizeof cases / sizeof *cases);
	suite_add_tcase(s, t);
	return s;
}
