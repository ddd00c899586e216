/*
 * hardcoded BOOK OUT: what the four policies of tests/bench/pack decide, as a program in which every rule is written
 * in C: reads the customers of a book, writes the decisions to a new SQLite file in one transaction.
 */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Columns of `wanted`, in its order. */
enum {
	ID,
	BRANCH,
	FIXED_ASSETS,
	DOC_LICENSE,
	DOC_PERMIT,
	DOC_ORGCODE,
	DOC_TAX,
	YEAR_SALES,
	MAX_MONTH,
	RECEIVED,
	ORDERS_12M,
	MONTHS_ACTIVE,
	OVERDUE_DAYS,
	COMPLAINTS_12M,
	POTENTIAL,
	REQUESTED,
	COLUMNS
};
static const char wanted[] =
	"SELECT id, branch, fixed_assets, doc_license, doc_permit, doc_orgcode, doc_tax, year_sales, "
	"max_month, received, orders_12m, months_active, overdue_days, complaints_12m, potential, "
	"requested FROM customer ORDER BY id";
static const char schema[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
			     "CREATE TABLE decision (customer_id INTEGER PRIMARY KEY, score REAL, value_class TEXT, "
			     "behaviour TEXT, eligibility TEXT, \"limit\" INTEGER, approver TEXT, in_window INTEGER, "
			     "commission INTEGER) STRICT;"
			     "BEGIN";
static const char insert[] = "INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

struct decision {
	double score;
	const char *value_class, *behaviour, *eligibility, *approver;
	int64_t limit, commission;
	int in_window;
};

static double capped(double x)
{
	return x < 1 ? x : 1;
}

static void decide(const int64_t *c, struct decision *d)
{
	d->score = 50 * capped((double)c[YEAR_SALES] / 100000000) + 20 * capped((double)c[ORDERS_12M] / 24) +
		   20 * ((double)c[POTENTIAL] / 100) + 10 * (c[MONTHS_ACTIVE] >= 12);
	if (c[YEAR_SALES] == 0)
		d->value_class = "potential";
	else if (d->score >= 70)
		d->value_class = "strategic";
	else
		d->value_class = d->score >= 45 ? "important" : "general";

	if (c[COMPLAINTS_12M] >= 3 || c[OVERDUE_DAYS] > 90)
		d->behaviour = "problem";
	else
		d->behaviour = c[COMPLAINTS_12M] >= 1 || c[OVERDUE_DAYS] > 30 ? "watch" : "normal";

	d->limit = 0;
	d->approver = "none";
	if (!c[DOC_LICENSE] || !c[DOC_PERMIT] || !c[DOC_ORGCODE] || !c[DOC_TAX]) {
		d->eligibility = "incomplete";
	} else if (c[FIXED_ASSETS] == 0) {
		d->eligibility = "cash_only";
	} else if (d->behaviour[0] == 'p' && c[YEAR_SALES] < 10000000) {
		d->eligibility = "terminate";
		d->approver = "sales_vp";
	} else {
		int64_t ceiling = 3 * c[MAX_MONTH];

		d->eligibility = "credit";
		d->limit = c[REQUESTED] < ceiling ? c[REQUESTED] : ceiling;
		if (c[REQUESTED] > ceiling)
			d->approver = "sales_vp";
		else
			d->approver = d->limit > 50000000 ? "market_supervision" : "account_manager";
	}

	d->in_window = c[MONTHS_ACTIVE] <= 18;
	d->commission = d->in_window ? (c[RECEIVED] * 4 * (c[BRANCH] == 0 ? 10 : 9) + 500) / 1000 : 0;
}

static void need(int ok, sqlite3 *db)
{
	if (ok)
		return;
	fprintf(stderr, "hardcoded: %s\n", sqlite3_errmsg(db));
	exit(3);
}

int main(int argc, char **argv)
{
	sqlite3 *book = NULL, *out = NULL;
	sqlite3_stmt *read = NULL, *write = NULL;
	int64_t c[COLUMNS];
	struct decision d;
	int step;

	if (argc != 3) {
		fprintf(stderr, "usage: hardcoded BOOK OUT\n");
		return 2;
	}
	need(sqlite3_open_v2(argv[1], &book, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK, book);
	need(sqlite3_prepare_v2(book, wanted, -1, &read, NULL) == SQLITE_OK, book);
	need(sqlite3_open_v2(argv[2], &out, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) ==
		     SQLITE_OK,
	     out);
	need(sqlite3_exec(out, schema, NULL, NULL, NULL) == SQLITE_OK, out);
	need(sqlite3_prepare_v2(out, insert, -1, &write, NULL) == SQLITE_OK, out);

	while ((step = sqlite3_step(read)) == SQLITE_ROW) {
		for (int i = 0; i < COLUMNS; i++)
			c[i] = sqlite3_column_int64(read, i);
		decide(c, &d);
		sqlite3_bind_int64(write, 1, c[ID]);
		sqlite3_bind_double(write, 2, d.score);
		sqlite3_bind_text(write, 3, d.value_class, -1, SQLITE_STATIC);
		sqlite3_bind_text(write, 4, d.behaviour, -1, SQLITE_STATIC);
		sqlite3_bind_text(write, 5, d.eligibility, -1, SQLITE_STATIC);
		sqlite3_bind_int64(write, 6, d.limit);
		sqlite3_bind_text(write, 7, d.approver, -1, SQLITE_STATIC);
		sqlite3_bind_int(write, 8, d.in_window);
		sqlite3_bind_int64(write, 9, d.commission);
		need(sqlite3_step(write) == SQLITE_DONE, out);
		sqlite3_reset(write);
	}
	need(step == SQLITE_DONE, book);
	need(sqlite3_exec(out, "COMMIT", NULL, NULL, NULL) == SQLITE_OK, out);
	sqlite3_finalize(read);
	sqlite3_finalize(write);
	sqlite3_close(book);
	return sqlite3_close(out) == SQLITE_OK ? 0 : 3;
}
