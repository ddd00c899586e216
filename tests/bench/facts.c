/*
 * facts BOOK PACK DATE: the SQL of every fact of a pack, once, through SQLite alone, as of a date and its month.
 * Prints milliseconds, rows and name of each, then the sum: what the bare SQL of the facts takes.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/date.h"
#include "pack/reader.h"
#include "store/db.h"

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void bind(sqlite3_stmt *s, const char *name, const char *value)
{
	int at = sqlite3_bind_parameter_index(s, name);

	if (at)
		sqlite3_bind_text(s, at, value, -1, SQLITE_TRANSIENT);
}

static int read_fact(sqlite3 *db, const struct zd_fact *fact, const char *const days[3], double *sum)
{
	sqlite3_stmt *s;
	unsigned long long rows = 0;
	double begun = now();

	if (sqlite3_prepare_v2(db, fact->sql, -1, &s, NULL) != SQLITE_OK) {
		fprintf(stderr, "facts: %s: %s\n", fact->name, sqlite3_errmsg(db));
		return 1;
	}
	bind(s, ":as_of", days[0]);
	bind(s, ":period_start", days[1]);
	bind(s, ":period_end", days[2]);
	while (sqlite3_step(s) == SQLITE_ROW)
		rows++;
	if (sqlite3_finalize(s) != SQLITE_OK) {
		fprintf(stderr, "facts: %s: %s\n", fact->name, sqlite3_errmsg(db));
		return 1;
	}
	double took = now() - begun;
	*sum += took;
	printf("%.1f %llu %s\n", took, rows, fact->name);
	return 0;
}

int main(int argc, char **argv)
{
	struct zd_error err = {0};
	struct zd_findings findings = {0};
	struct zd_pack *pack = NULL;
	sqlite3 *db = NULL;
	struct zd_date date, first, last;
	char start[ZD_DATE_LEN + 1];
	double sum = 0;
	int failed = 0;

	if (argc != 4 || !zd_date_parse(argv[3], strlen(argv[3]), &date)) {
		fprintf(stderr, "usage: facts BOOK PACK DATE\n");
		return 2;
	}
	zd_period_of(ZD_PERIOD_MONTH, date, &first, &last);
	zd_date_format(first, start);
	const char *const days[3] = {argv[3], start, argv[3]};
	if (zd_pack_read(&pack, argv[2], 0, &findings, &err) || zd_db_open(&db, argv[1], ZD_DB_READ, &err)) {
		fprintf(stderr, "facts: %s\n", err.message);
		failed = 1;
	}
	for (size_t i = 0; !failed && i < pack->fact_count; i++)
		failed = read_fact(db, &pack->facts[i], days, &sum);
	if (!failed)
		printf("%.1f sum\n", sum);
	zd_db_close(db);
	zd_pack_free(pack);
	zd_findings_free(&findings);
	return failed ? 3 : 0;
}
