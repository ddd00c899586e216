/*
 * Conditions: `where` of imports, lists, scenarios and what-ifs. Parsed once
 * against named, typed columns, then tested on rows of values. Unknown (nil)
 * compares false except with `is null`.
 */
#ifndef ZD_MODEL_CONDITION_H
#define ZD_MODEL_CONDITION_H

#include "base/mem.h"
#include "zhidu/error.h"
#include "zhidu/value.h"

struct zd_condition_column {
	const char *name;
	struct zd_type type;
};
struct zd_condition;

/*
 * Parses text for columns[count]; the condition lives in the arena. An unknown
 * name is an error with the nearest right one; a literal that does not fit the
 * column's type is an error. err->column is the place in the text.
 */
int zd_condition_parse(struct zd_condition **out, const char *text, const struct zd_condition_column *columns,
		       size_t count, struct zd_arena *arena, struct zd_error *err);
/* The names a condition mentions, for callers that must fetch them first: returns count, names live in the arena. */
int zd_condition_names(const char ***names, size_t *count, const char *text, struct zd_arena *arena,
		       struct zd_error *err);
/* row[i] is the value of columns[i]. */
bool zd_condition_test(const struct zd_condition *c, const struct zd_value *row);

#endif
