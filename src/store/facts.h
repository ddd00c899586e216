/*
 * Facts as SQLite sees them: inspected before they are used, wrapped so that
 * their columns have names of ours, and read in step with the subjects.
 */
#ifndef ZD_STORE_FACTS_H
#define ZD_STORE_FACTS_H

#include "base/str.h"
#include "engine/source.h"
#include "store/guard.h"
#include "store/pick.h"

/* The values that the parameters of all facts have in a scope. */
struct zd_fact_binds {
	char as_of[ZD_DATE_LEN + 1];
	char period_start[ZD_DATE_LEN + 1];
	char period_end[ZD_DATE_LEN + 1];
};
void zd_fact_binds_of(struct zd_fact_binds *out, const struct zd_scope *scope, const struct zd_stage *stage);
int zd_fact_bind(sqlite3_stmt *s, const struct zd_fact_binds *binds, struct zd_guard *g, struct zd_error *err);

/*
 * All that is wrong with a fact's SQL on the guard's connection, as findings.
 * *len is how much of the text is the query. True: nothing is.
 */
bool zd_fact_inspect(size_t *len, struct zd_guard *g, const struct zd_pack *pack, const struct zd_fact *fact,
		     struct zd_findings *findings);
/* What SQL of a pack may and must be. */
struct zd_query_rules {
	const char *what; /* it is called in messages */
	bool keyed;       /* a subject's key stands before the columns */
	const char *const *parameters;
	size_t parameter_count;
	const char *parameter_words; /* what is said before one that is none of them */
};
/* The same for a query under other rules, given as a fact. */
bool zd_query_inspect(size_t *len, struct zd_guard *g, const struct zd_pack *pack, const struct zd_fact *fact,
		      const struct zd_query_rules *rules, struct zd_findings *findings);
/* Makes empty tables of the pack's entities on a guard that is not armed yet. */
int zd_facts_tables(struct zd_guard *g, const struct zd_pack *pack, struct zd_error *err);
/* What zd_fact_inspect finds as an error: ZD_DATA with the place of the first. */
int zd_fact_require(size_t *len, struct zd_guard *g, const struct zd_pack *pack, const struct zd_fact *fact,
		    struct zd_error *err);
/* Appends `"name"(k, v0, v1, …) AS (…)` for a WITH clause. */
void zd_fact_expression(struct zd_str *sql, const char *name, const struct zd_fact *fact, size_t len);

/* The values of one fact file that a stage uses. */
struct zd_fact_use {
	const struct zd_fact *fact;
	struct zd_pick *picks; /* at: the column of the statement that has the value; to: the slot */
	size_t *values;        /* of each pick: which of the fact's values it is */
	size_t count;
	int key; /* the column of the statement that has the fact's key */
};
/* Puts the values of the statement's row, or, where there is none, the fallbacks, into a row. */
int zd_fact_take(const struct zd_fact_use *use, sqlite3_stmt *s, const struct zd_value *subject, struct zd_value *row,
		 struct zd_arena *arena, struct zd_error *err);
void zd_fact_fall_back(const struct zd_fact_use *use, struct zd_value *row);
int zd_fact_twice(const struct zd_fact *fact, const struct zd_value *subject, struct zd_error *err);

/* A fact's rows in the order of their keys, walked along with the subjects; or looked up by key. */
struct zd_fact_rows {
	struct zd_fact_use use;
	struct zd_guard *guard;
	sqlite3_stmt *s;
	bool by_key; /* looked up: `key_bind` takes the key */
	int key_bind;
	bool has_row;
	struct zd_value key;               /* of the row at which the statement stands */
	const struct zd_shared_fact *kept; /* in place of a statement: rows in memory */
	size_t at;                         /* the next of them */
};
/* use is taken over; its picks' columns are set here. */
int zd_fact_rows_open(struct zd_fact_rows *f, struct zd_guard *g, const struct zd_pack *pack,
		      const struct zd_fact_use *use, const struct zd_fact_binds *binds, bool by_key,
		      struct zd_error *err);
/* Rows in memory, which outlive this; use is taken over. */
struct zd_shared_fact;
void zd_fact_rows_keep(struct zd_fact_rows *f, const struct zd_shared_fact *kept, const struct zd_fact_use *use);
/* The next row, whoever's it is, its key in the arena; *more false: there is none. tag: of the keys. */
int zd_fact_rows_next(struct zd_fact_rows *f, enum zd_tag tag, struct zd_value *key, struct zd_value *row, bool *more,
		      struct zd_arena *arena, struct zd_error *err);
/* The values of a key, which is never before the one asked for last. */
int zd_fact_rows_take(struct zd_fact_rows *f, const struct zd_value *key, struct zd_value *row, struct zd_arena *arena,
		      struct zd_error *err);
void zd_fact_rows_close(struct zd_fact_rows *f);

#endif
