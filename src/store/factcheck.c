/*
 * What can be wrong with a fact's SQL before it is run: SQLite's own
 * complaints put at their line and column, things that a fact may not do,
 * and columns that are not those announced.
 */
#include <string.h>

#include "base/utf8.h"
#include "store/adjust.h"
#include "store/clockscan.h"
#include "store/db.h"
#include "store/facts.h"
#include "store/layout.h"
#include "store/reader.h"

static const char *const PARAMETERS[] = {":as_of", ":period_start", ":period_end"};
static const struct zd_query_rules OF_FACTS = {
	.what = "fact",
	.keyed = true,
	.parameters = PARAMETERS,
	.parameter_count = sizeof PARAMETERS / sizeof *PARAMETERS,
	.parameter_words = "the parameters are :as_of, :period_start and :period_end; there is no ",
};

/* Line and column of a byte of the SQL. */
static void place_of(const struct zd_fact *fact, size_t offset, struct zd_place *out)
{
	size_t line_start = 0;
	*out = fact->place;
	if (out->column < 1)
		out->column = 1;
	for (size_t i = 0; i < offset && fact->sql[i]; i++) {
		if (fact->sql[i] == '\n') {
			out->line++;
			out->column = 1;
			line_start = i + 1;
		}
	}
	out->column += (int)zd_utf8_length(fact->sql + line_start, offset - line_start);
}

struct inspection {
	const struct zd_fact *fact;
	const struct zd_query_rules *rules;
	struct zd_findings *findings;
};

static void report(const struct inspection *i, size_t offset, const char *words, const char *text)
{
	struct zd_place at;
	struct zd_str message = {0};
	place_of(i->fact, offset, &at);
	zd_str_printf(&message, "%s %s: ", i->rules->what, i->fact->name);
	zd_str_add(&message, words);
	zd_str_add(&message, text);
	zd_find(i->findings, ZD_F_SQL, at.file, at.line, at.column, "%s", zd_str_text(&message));
	zd_str_free(&message);
}

/* Where in the SQL the last error is: as SQLite says, or where the name stands that its message ends with. */
static size_t error_offset(struct zd_guard *g, const struct zd_fact *fact)
{
	int offset = sqlite3_error_offset(g->db);
	if (offset >= 0 && (size_t)offset <= strlen(fact->sql))
		return (size_t)offset;
	const char *name = strrchr(sqlite3_errmsg(g->db), ' ');
	const char *at = name ? strstr(fact->sql, name + 1) : NULL;
	return at ? (size_t)(at - fact->sql) : 0;
}

/* Whether there is anything but blanks and comments from here on. */
static bool has_more(struct zd_guard *g, const char *sql)
{
	while (*sql) {
		sqlite3_stmt *s = NULL;
		const char *tail = sql;
		int rc = sqlite3_prepare_v2(g->db, sql, -1, &s, &tail);
		sqlite3_finalize(s);
		if (rc != SQLITE_OK || s || tail == sql)
			return true;
		sql = tail;
	}
	return false;
}

static void check_parameters(const struct inspection *in, sqlite3_stmt *s)
{
	for (int i = 1; i <= sqlite3_bind_parameter_count(s); i++) {
		const char *name = sqlite3_bind_parameter_name(s, i);
		bool known = false;
		for (size_t k = 0; name && k < in->rules->parameter_count; k++)
			known |= strcmp(name, in->rules->parameters[k]) == 0;
		const char *found = name ? strstr(in->fact->sql, name) : strchr(in->fact->sql, '?');
		if (!known)
			report(in, found ? (size_t)(found - in->fact->sql) : 0, in->rules->parameter_words,
			       name ? name : "?");
	}
}

static void check_count(const struct inspection *in, size_t count)
{
	const struct zd_fact *fact = in->fact;
	struct zd_str text = {0};
	if (in->rules->keyed)
		zd_str_printf(&text, "%zu: the key of %s, then the %zu of `gives`; it has %zu", fact->value_count + 1,
			      fact->subject, fact->value_count, count);
	else
		zd_str_printf(&text, "%zu, those of `columns`; it has %zu", fact->value_count, count);
	if (count != fact->value_count + in->rules->keyed)
		report(in, 0, "the number of columns should be ", zd_str_text(&text));
	zd_str_free(&text);
}

static void check_columns(const struct inspection *in, sqlite3_stmt *s)
{
	const struct zd_fact *fact = in->fact;
	struct zd_str text = {0};
	size_t count = (size_t)sqlite3_column_count(s), before = in->rules->keyed;
	const char *first = count ? sqlite3_column_name(s, 0) : NULL;
	check_count(in, count);
	for (size_t i = 0; in->rules->keyed && first && i < fact->value_count; i++) {
		if (strcmp(first, fact->values[i].name) == 0)
			report(in, 0, "the first column should be the key of the subject; it is ", first);
	}
	for (size_t i = before; i < count && i < fact->value_count + before; i++) {
		const char *name = sqlite3_column_name(s, (int)i);
		const char *wanted = fact->values[i - before].name;
		if (name && strcmp(name, wanted) == 0)
			continue;
		zd_str_clear(&text);
		zd_str_printf(&text, "%zu should be named %s, as in `%s`; it is %s", i + 1, wanted,
			      before ? "gives" : "columns", name ? name : "nameless");
		report(in, 0, "column ", zd_str_text(&text));
	}
	zd_str_free(&text);
}

/* The text of the query without what may stand behind it. */
static size_t query_length(const struct zd_fact *fact, const char *tail)
{
	size_t len = (size_t)(tail - fact->sql);
	return len > 0 && fact->sql[len - 1] == ';' ? len - 1 : len;
}

bool zd_query_inspect(size_t *len, struct zd_guard *g, const struct zd_pack *pack, const struct zd_fact *fact,
		      const struct zd_query_rules *rules, struct zd_findings *findings)
{
	const struct inspection in = {fact, rules, findings};
	size_t before = findings->count, at, length;
	const char *tail = NULL;
	sqlite3_stmt *s = NULL;
	*len = 0;
	if (zd_sql_asks_clock(fact->sql, &at, &length)) {
		char word[64];
		length = length < sizeof word - 1 ? length : sizeof word - 1;
		memcpy(word, fact->sql + at, length);
		word[length] = '\0';
		report(&in, at, "it may not ask what time it is; use :as_of and dates of records instead of ", word);
	}
	g->pack = pack;
	int rc = sqlite3_prepare_v2(g->db, fact->sql, -1, &s, &tail);
	if (rc != SQLITE_OK) {
		if (findings->count == before)
			report(&in, error_offset(g, fact), "", sqlite3_errmsg(g->db));
	} else if (!s) {
		report(&in, 0, "there is no query", "");
	} else if (!sqlite3_stmt_readonly(s) || sqlite3_stmt_isexplain(s) || sqlite3_column_count(s) == 0) {
		report(&in, 0, "it should be a SELECT", "");
	} else {
		*len = query_length(fact, tail);
		check_parameters(&in, s);
		check_columns(&in, s);
		if (has_more(g, tail))
			report(&in, (size_t)(tail - fact->sql), "it should be one statement; there is more behind it",
			       "");
	}
	g->pack = NULL;
	sqlite3_finalize(s);
	return findings->count == before;
}

bool zd_fact_inspect(size_t *len, struct zd_guard *g, const struct zd_pack *pack, const struct zd_fact *fact,
		     struct zd_findings *findings)
{
	return zd_query_inspect(len, g, pack, fact, &OF_FACTS, findings);
}

int zd_fact_require(size_t *len, struct zd_guard *g, const struct zd_pack *pack, const struct zd_fact *fact,
		    struct zd_error *err)
{
	struct zd_findings findings = {0};
	int rc = ZD_OK;
	if (!zd_fact_inspect(len, g, pack, fact, &findings)) {
		const struct zd_finding *f = &findings.items[0];
		rc = zd_fail_at(err, ZD_DATA, f->file, f->line, f->column, "%s", f->message);
	}
	zd_findings_free(&findings);
	return rc;
}

/* As the book's view zd_signature has it. */
static const char SIGNATURES[] =
	"CREATE TABLE zd_signature (policy, subject, period, item, asked, verdict, person, login,"
	" role, day, made_at, why, stands)";

int zd_facts_tables(struct zd_guard *g, const struct zd_pack *pack, struct zd_error *err)
{
	struct zd_arena arena = {0};
	int rc = ZD_OK;
	for (size_t i = 0; i < pack->entity_count && !rc; i++) {
		struct zd_layout layout;
		struct zd_str sql = {0};
		rc = zd_layout_of(&layout, pack, &pack->entities[i], 0, &arena, err);
		if (!rc) {
			zd_layout_create(&sql, &layout, pack->entities[i].name);
			rc = zd_db_exec(g->db, zd_str_text(&sql), err);
		}
		zd_str_free(&sql);
	}
	if (!rc)
		rc = zd_adjustments_table(g, err);
	zd_arena_free(&arena);
	return rc ? rc : zd_db_exec(g->db, SIGNATURES, err);
}

void zd_facts_check(const struct zd_pack *pack, struct zd_findings *findings)
{
	struct zd_guard guard;
	struct zd_error err = {0};
	size_t len;
	if (zd_guard_open(&guard, NULL, false, &err) || zd_facts_tables(&guard, pack, &err) ||
	    zd_guard_arm(&guard, &err)) {
		zd_find(findings, ZD_F_SQL, err.file, err.line, err.column, "%s", err.message);
	} else {
		for (size_t i = 0; i < pack->fact_count; i++)
			zd_fact_inspect(&len, &guard, pack, &pack->facts[i], findings);
	}
	zd_guard_close(&guard);
}
