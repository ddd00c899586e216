/*
 * The guard: an authorizer with lists of what is allowed, a progress handler
 * with a clock, and a file layer without one: there, SQLite's date functions
 * have no 'now' to give, however a query spells it.
 */
#include "store/guard.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/str.h"
#include "store/db.h"

#define LEAST_SECONDS 30.0
#define SECONDS_PER_MIB 1.0
#define OPS_PER_LOOK 50000
#define LARGEST_VALUE (64 * 1024 * 1024)

/* SQLite's functions that depend on nothing but their arguments, sorted. */
static const char *const FUNCTIONS[] = {
	"->",
	"->>",
	"abs",
	"acos",
	"asin",
	"atan",
	"atan2",
	"avg",
	"ceil",
	"ceiling",
	"char",
	"coalesce",
	"concat",
	"concat_ws",
	"cos",
	"count",
	"cume_dist",
	"date",
	"datetime",
	"degrees",
	"dense_rank",
	"exp",
	"first_value",
	"floor",
	"format",
	"glob",
	"group_concat",
	"hex",
	"ifnull",
	"iif",
	"instr",
	"json",
	"json_array",
	"json_array_length",
	"json_extract",
	"json_group_array",
	"json_group_object",
	"json_insert",
	"json_object",
	"json_patch",
	"json_quote",
	"json_remove",
	"json_replace",
	"json_set",
	"json_type",
	"json_valid",
	"julianday",
	"lag",
	"last_value",
	"lead",
	"length",
	"like",
	"likelihood",
	"likely",
	"ln",
	"log",
	"log10",
	"log2",
	"lower",
	"ltrim",
	"max",
	"min",
	"mod",
	"months_before",
	"nth_value",
	"ntile",
	"nullif",
	"octet_length",
	"percent_rank",
	"pi",
	"pow",
	"power",
	"printf",
	"quote",
	"radians",
	"rank",
	"replace",
	"round",
	"row_number",
	"rtrim",
	"sign",
	"sin",
	"sqrt",
	"strftime",
	"string_agg",
	"substr",
	"substring",
	"sum",
	"tan",
	"time",
	"timediff",
	"total",
	"trim",
	"trunc",
	"typeof",
	"unhex",
	"unicode",
	"unixepoch",
	"unlikely",
	"upper",
};

static int compare_words(const void *word, const void *item)
{
	return sqlite3_stricmp(word, *(const char *const *)item);
}

static bool may_call(const char *name)
{
	return bsearch(name, FUNCTIONS, sizeof FUNCTIONS / sizeof *FUNCTIONS, sizeof *FUNCTIONS, compare_words) != NULL;
}

#define SIGNATURES "zd_signature"

/* Who signed what: a view of the book, and the tables that it reads. */
static bool is_signatures(const char *table, const char *inside)
{
	return strcmp(table, SIGNATURES) == 0 || (inside && strcmp(inside, SIGNATURES) == 0);
}

/* Entities without what is sensitive, and JSON as a table. Whether a query's own table expression has rows is asked with an empty column. */
static bool may_read(const struct zd_pack *pack, const char *table, const char *column)
{
	const struct zd_entity *e = zd_pack_entity(pack, table);
	if (e && strcmp(e->name, table) == 0) {
		const struct zd_field *f = zd_entity_field(e, column);
		return !f || !f->sensitive;
	}
	if (sqlite3_stricmp(table, "json_each") == 0 || sqlite3_stricmp(table, "json_tree") == 0)
		return true;
	return column[0] == '\0' && sqlite3_strnicmp(table, "zd_", 3) != 0 &&
	       sqlite3_strnicmp(table, "sqlite_", 7) != 0 && sqlite3_strnicmp(table, "pragma_", 7) != 0;
}

/*
 * The adjustments of closed periods, as a view of the book or as a table in
 * front of it. A table of the view whose columns are not asked for is named
 * with an empty column, and not as inside of it.
 */
static bool is_adjustments(const char *table, const char *column, const char *inside)
{
	if (strcmp(table, "zd_adjustments") == 0)
		return true;
	return (strcmp(table, "zd_adjustment") == 0 || strcmp(table, "zd_close") == 0) &&
	       (column[0] == '\0' || (inside && strcmp(inside, "zd_adjustments") == 0));
}

static bool is_view(const struct zd_guard *g, const char *name)
{
	for (size_t i = 0; name && i < g->view_count; i++) {
		if (strcmp(g->views[i], name) == 0)
			return true;
	}
	return false;
}

/* A report reads what facts read, and views of decisions, which read tables of outcomes. */
static bool report_may_read(const struct zd_guard *g, const char *table, const char *column, const char *inside)
{
	if (is_view(g, table) || (is_view(g, inside) && strncmp(table, "outcome_", 8) == 0))
		return true;
	return may_read(g->pack, table, column);
}

static bool query_may_read(const struct zd_guard *g, const char *table, const char *column, const char *inside)
{
	if (is_signatures(table, inside) || is_adjustments(table, column, inside))
		return true;
	return g->views ? report_may_read(g, table, column, inside) : may_read(g->pack, table, column);
}

static int authorize(void *context, int action, const char *first, const char *second, const char *database,
		     const char *inside)
{
	const struct zd_guard *g = context;
	(void)database;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_RECURSIVE:
		return SQLITE_OK;
	case SQLITE_READ:
		if (g->pack && g->on_read)
			g->on_read(g->on_read_context, first, second ? second : "");
		return !g->pack || query_may_read(g, first, second ? second : "", inside) ? SQLITE_OK : SQLITE_DENY;
	case SQLITE_FUNCTION:
		return !g->pack || may_call(second) ? SQLITE_OK : SQLITE_DENY;
	default:
		return SQLITE_DENY;
	}
}

static double seconds_now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int look_at_clock(void *context)
{
	struct zd_guard *g = context;
	double now = seconds_now();
	if (g->since <= 0)
		g->since = now;
	g->stopped = now - g->since > g->seconds;
	return g->stopped;
}

/* ---- the file layer without a clock ---- */

static int no_time(sqlite3_vfs *vfs, double *out)
{
	(void)vfs;
	*out = 0;
	return SQLITE_ERROR;
}

static int no_time_int64(sqlite3_vfs *vfs, sqlite3_int64 *out)
{
	(void)vfs;
	*out = 0;
	return SQLITE_ERROR;
}

/* The usual file layer in all but the time. Registered again it is only found again. */
const char *zd_guard_files(void)
{
	static sqlite3_vfs still;
	static const char name[] = "zhidu-still";
	sqlite3_mutex *mutex = sqlite3_initialize() == SQLITE_OK ? sqlite3_mutex_alloc(SQLITE_MUTEX_STATIC_APP1) : NULL;
	sqlite3_mutex_enter(mutex);
	sqlite3_vfs *usual = sqlite3_vfs_find(NULL);
	if (usual && !still.zName) {
		still = *usual;
		still.pNext = NULL;
		still.zName = name;
		still.xCurrentTime = no_time;
		if (still.iVersion >= 2)
			still.xCurrentTimeInt64 = no_time_int64;
		sqlite3_vfs_register(&still, 0);
	}
	sqlite3_mutex_leave(mutex);
	return name;
}

static void path_uri(struct zd_str *b, const char *path, bool frozen)
{
	zd_str_add(b, path[0] == '/' ? "file://" : "file:");
	for (; *path; path++) {
		if (strchr("%?#", *path))
			zd_str_printf(b, "%%%02X", (unsigned)*path);
		else
			zd_str_addc(b, *path);
	}
	if (frozen)
		zd_str_add(b, "?immutable=1");
}

/* Sorting goes to files, so that a population of any size takes no more memory than a small one. */
static const char SETTINGS[] = "PRAGMA trusted_schema = OFF;"
			       "PRAGMA cell_size_check = ON;"
			       "PRAGMA temp_store = FILE;"
			       "PRAGMA cache_size = -8192;";

int zd_guard_open(struct zd_guard *g, const char *path, bool frozen, struct zd_error *err)
{
	struct zd_str name = {0};
	int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
	*g = (struct zd_guard){.seconds = LEAST_SECONDS};
	if (path) {
		path_uri(&name, path, frozen);
		flags |= SQLITE_OPEN_READONLY;
	} else {
		zd_str_add(&name, ":memory:");
		flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY;
	}
	sqlite3_test_control(SQLITE_TESTCTRL_LOCALTIME_FAULT, 1); /* no time zone: the same on every machine */
	int rc = sqlite3_open_v2(zd_str_text(&name), &g->db, flags, zd_guard_files());
	zd_str_free(&name);
	if (rc == SQLITE_OK && sqlite3_extended_result_codes(g->db, 1) == SQLITE_OK &&
	    sqlite3_busy_timeout(g->db, 5000) == SQLITE_OK &&
	    sqlite3_db_config(g->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) == SQLITE_OK &&
	    sqlite3_db_config(g->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL) == SQLITE_OK &&
	    zd_db_functions(g->db, err) == ZD_OK && zd_db_exec(g->db, SETTINGS, err) == ZD_OK)
		return ZD_OK;
	zd_db_fail(g->db, NULL, err);
	zd_guard_close(g);
	return err->code;
}

/* SQLite makes these tables when they are first named, which the authorizer would refuse as a change of the schema. */
#define JSON_TABLES "SELECT 1 FROM json_each('[]'); SELECT 1 FROM json_tree('[]')"

int zd_guard_arm(struct zd_guard *g, struct zd_error *err)
{
	int64_t pages, size;
	if (zd_db_exec(g->db, JSON_TABLES, err))
		return err->code;
	if (zd_db_number(&pages, g->db, "PRAGMA page_count", err) ||
	    zd_db_number(&size, g->db, "PRAGMA page_size", err) || zd_db_exec(g->db, "PRAGMA query_only = ON", err))
		return err->code;
	g->seconds = LEAST_SECONDS + SECONDS_PER_MIB * (double)pages * (double)size / (1024.0 * 1024.0);
	sqlite3_limit(g->db, SQLITE_LIMIT_LENGTH, LARGEST_VALUE);
	sqlite3_limit(g->db, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_progress_handler(g->db, OPS_PER_LOOK, look_at_clock, g);
	return sqlite3_set_authorizer(g->db, authorize, g) == SQLITE_OK ? ZD_OK : zd_db_fail(g->db, NULL, err);
}

void zd_guard_close(struct zd_guard *g)
{
	sqlite3_close_v2(g->db);
	g->db = NULL;
}

/* Takes away the temporary views that were made on it. */
static int drop_views(sqlite3 *db, struct zd_error *err)
{
	struct zd_str sql = {0};
	sqlite3_stmt *s;
	bool row = true;
	if (zd_db_prepare(&s, db, "SELECT name FROM temp.sqlite_schema WHERE type = 'view'", err))
		return err->code;
	int rc = ZD_OK;
	while (!rc && !(rc = zd_db_step(s, &row, err)) && row) {
		zd_str_add(&sql, "DROP VIEW temp.");
		zd_db_quote(&sql, zd_db_column_string(s, 0));
		zd_str_addc(&sql, ';');
	}
	zd_db_finish(s);
	if (!rc && sql.len)
		rc = zd_db_exec(db, zd_str_text(&sql), err);
	zd_str_free(&sql);
	return rc;
}

void zd_guard_watch(struct zd_guard *g, void (*on_read)(void *context, const char *table, const char *column),
		    void *context)
{
	g->on_read = on_read;
	g->on_read_context = context;
}

int zd_guard_borrow(struct zd_guard *g, sqlite3 *db, struct zd_error *err)
{
	*g = (struct zd_guard){.db = db, .seconds = LEAST_SECONDS};
	g->limits[0] = sqlite3_limit(db, SQLITE_LIMIT_LENGTH, -1);
	g->limits[1] = sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, -1);
	int rc = zd_guard_arm(g, err);
	if (rc)
		zd_guard_return(g);
	return rc;
}

void zd_guard_return(struct zd_guard *g)
{
	struct zd_error ignored;
	if (!g->db)
		return;
	sqlite3_set_authorizer(g->db, NULL, NULL);
	sqlite3_progress_handler(g->db, 0, NULL, NULL);
	sqlite3_limit(g->db, SQLITE_LIMIT_LENGTH, g->limits[0]);
	sqlite3_limit(g->db, SQLITE_LIMIT_ATTACHED, g->limits[1]);
	zd_db_exec(g->db, "PRAGMA query_only = OFF", &ignored);
	drop_views(g->db, &ignored);
	g->db = NULL;
}

int zd_guard_lifted(struct zd_guard *g, int (*work)(void *context, sqlite3 *db, struct zd_error *err), void *context,
		    struct zd_error *err)
{
	struct zd_error ignored;
	sqlite3_set_authorizer(g->db, NULL, NULL);
	int rc = zd_db_exec(g->db, "PRAGMA query_only = OFF", err);
	if (!rc)
		rc = work(context, g->db, err);
	if (zd_db_exec(g->db, "PRAGMA query_only = ON", rc ? &ignored : err) && !rc)
		rc = err->code;
	return sqlite3_set_authorizer(g->db, authorize, g) == SQLITE_OK ? rc : zd_db_fail(g->db, NULL, err);
}

static int run_text(void *context, sqlite3 *db, struct zd_error *err)
{
	return zd_db_exec(db, context, err);
}

int zd_guard_make(struct zd_guard *g, const char *sql, struct zd_error *err)
{
	return zd_guard_lifted(g, run_text, (void *)(uintptr_t)sql, err);
}

bool zd_guard_prepare(sqlite3_stmt **out, struct zd_guard *g, const struct zd_pack *pack, const char *sql)
{
	g->pack = pack;
	g->since = 0;
	int rc = sqlite3_prepare_v2(g->db, sql, -1, out, NULL);
	g->pack = NULL;
	if (rc != SQLITE_OK)
		*out = NULL;
	return rc == SQLITE_OK;
}

int zd_guard_fail(struct zd_guard *g, const struct zd_fact *fact, struct zd_error *err)
{
	int rc = sqlite3_errcode(g->db) & 0xff;
	if (g->stopped) {
		g->stopped = false;
		return zd_fail_at(err, ZD_LIMIT, fact ? fact->place.file : zd_db_path(g->db),
				  fact ? fact->place.line : 0, 0,
				  "%s%sa query was stopped after %.0f seconds without a row", fact ? fact->name : "",
				  fact ? ": " : "", g->seconds);
	}
	if (fact && (rc == SQLITE_ERROR || rc == SQLITE_TOOBIG || rc == SQLITE_MISMATCH || rc == SQLITE_AUTH))
		return zd_fail_at(err, ZD_DATA, fact->place.file, fact->place.line, 0, "fact %s: %s", fact->name,
				  sqlite3_errmsg(g->db));
	return zd_db_fail(g->db, NULL, err);
}
