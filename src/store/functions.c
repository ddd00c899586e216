/*
 * zhidu's own SQL functions. They are pure, so facts and views may use them.
 */
#include "store/db.h"

#include "base/date.h"

/* More months than this leave the years 1 to 9999 from anywhere. */
#define MONTHS_MAX (12 * 10000)

/* months_before(date, n): NULL for NULL, an error for what is no date or a result that is none. */
static void months_before(sqlite3_context *context, int count, sqlite3_value **args)
{
	(void)count;
	if (sqlite3_value_type(args[0]) == SQLITE_NULL || sqlite3_value_type(args[1]) == SQLITE_NULL)
		return;
	const char *text = (const char *)sqlite3_value_text(args[0]);
	struct zd_date date;
	if (!text || !zd_date_parse(text, (size_t)sqlite3_value_bytes(args[0]), &date)) {
		sqlite3_result_error(context, "months_before: the first argument is not a date like 2025-11-30", -1);
		return;
	}
	sqlite3_int64 n = sqlite3_value_int64(args[1]);
	if (sqlite3_value_type(args[1]) != SQLITE_INTEGER || n < -MONTHS_MAX || n > MONTHS_MAX) {
		sqlite3_result_error(context, "months_before: the second argument is not a number of months", -1);
		return;
	}
	date = zd_date_add_months(date, (int)-n);
	if (!zd_date_ok(date)) {
		sqlite3_result_error(context, "months_before: the result is outside the years 1 to 9999", -1);
		return;
	}
	char out[ZD_DATE_LEN + 1];
	zd_date_format(date, out);
	sqlite3_result_text(context, out, ZD_DATE_LEN, SQLITE_TRANSIENT);
}

int zd_db_functions(sqlite3 *db, struct zd_error *err)
{
	int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
	if (sqlite3_create_function_v2(db, "months_before", 2, flags, NULL, months_before, NULL, NULL, NULL) !=
	    SQLITE_OK)
		return zd_db_fail(db, "registering SQL functions", err);
	return ZD_OK;
}
