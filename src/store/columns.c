/*
 * Columns and conditions on them. How a column is compared is found out by
 * asking zd_condition_parse which types its literals fit.
 */
#include "store/columns.h"

#include <string.h>

#include "base/money.h"
#include "base/str.h"
#include "base/utf8.h"
#include "model/condition.h"
#include "model/text.h"

int zd_column_find(size_t *out, const struct zd_columns *columns, const char *name, struct zd_error *err)
{
	size_t found = 0;
	for (size_t i = 0; i < columns->count; i++) {
		if (strcmp(columns->names[i], name) == 0 && found++ == 0)
			*out = i;
	}
	if (found == 1)
		return ZD_OK;
	struct zd_str quoted = {0};
	zd_text_quote(&quoted, name, strlen(name));
	const char *nearest = found ? NULL : zd_nearest(name, columns->names, columns->count);
	int rc = found ? zd_fail(err, ZD_DATA, "the file has %zu columns %s", found, zd_str_text(&quoted))
		       : zd_fail(err, ZD_DATA, "the file has no column %s%s", zd_str_text(&quoted),
				 zd_suggest(nearest, "\"").text);
	zd_str_free(&quoted);
	return rc;
}

void zd_column_add(struct zd_columns *columns, const char *name)
{
	for (size_t i = 0; i < columns->count; i++) {
		if (strcmp(columns->names[i], name) == 0)
			return;
	}
	columns->names[columns->count++] = name;
}

enum compared {
	COMPARED_TEXT,       /* an empty cell is null */
	COMPARED_EMPTY_TEXT, /* an empty cell is '' */
	COMPARED_NUMBER,
};

struct used {
	size_t column;
	enum compared compared;
};

struct zd_row_test {
	struct zd_condition *condition;
	struct used *used; /* the columns that it mentions */
	size_t count;
	struct zd_value *values; /* of the row, one a used column */
};

/* Whether the condition can be read with a column's literals as this kind. */
static bool reads_as(const char *where, struct zd_condition_column *columns, size_t count, size_t at, enum zd_kind kind,
		     struct zd_arena *arena)
{
	struct zd_condition *unused;
	struct zd_type before = columns[at].type;
	columns[at].type = (struct zd_type){.kind = kind};
	bool reads = zd_condition_parse(&unused, where, columns, count, arena, NULL) == ZD_OK;
	if (!reads)
		columns[at].type = before;
	return reads;
}

int zd_row_test_parse(struct zd_row_test **out, const char *where, const struct zd_columns *columns,
		      struct zd_arena *arena, struct zd_error *err)
{
	struct zd_row_test *t = zd_arena_alloc(arena, sizeof *t);
	struct zd_condition_column *named = zd_arena_alloc(arena, (columns->count + 1) * sizeof *named);
	const char **names;
	*out = NULL;
	for (size_t i = 0; i < columns->count; i++)
		named[i] = (struct zd_condition_column){columns->names[i], {.kind = ZD_KIND_TEXT}};
	/* Read once against all columns, for the sake of its messages. */
	int rc = zd_condition_parse(&t->condition, where, named, columns->count, arena, err);
	if (!rc)
		rc = zd_condition_names(&names, &t->count, where, arena, err);
	if (rc)
		return rc;
	t->used = zd_arena_alloc(arena, (t->count + 1) * sizeof *t->used);
	t->values = zd_arena_alloc(arena, (t->count + 1) * sizeof *t->values);
	for (size_t i = 0; i < t->count; i++) {
		rc = zd_column_find(&t->used[i].column, columns, names[i], err);
		if (rc)
			return rc;
		named[i] = (struct zd_condition_column){names[i], {.kind = ZD_KIND_TEXT}};
	}
	for (size_t i = 0; i < t->count; i++) {
		if (reads_as(where, named, t->count, i, ZD_KIND_NUMBER, arena))
			t->used[i].compared = COMPARED_NUMBER;
		else if (!reads_as(where, named, t->count, i, ZD_KIND_REF, arena)) /* which is never '' */
			t->used[i].compared = COMPARED_EMPTY_TEXT;
	}
	*out = t;
	return zd_condition_parse(&t->condition, where, named, t->count, arena, err);
}

/* A cell as a number where it is one, else as text. */
static struct zd_value number_of(const struct zd_csv_cell *cell)
{
	static const struct zd_type number = {.kind = ZD_KIND_NUMBER};
	struct zd_decimal d;
	struct zd_value value;
	if (zd_decimal_parse(cell->s, cell->len, &d) && d.scale == 0)
		return zd_value_int(d.digits);
	bool plausible = cell->s[0] <= '9' && cell->s[0] != '\0'; /* signs, digits and blanks */
	if (plausible && zd_value_parse(&value, &number, cell->s, cell->len, NULL, NULL) == ZD_OK)
		return value;
	return zd_value_text(cell->s, cell->len);
}

bool zd_row_test_holds(struct zd_row_test *t, const struct zd_csv_cell *cells)
{
	for (size_t i = 0; i < t->count; i++) {
		const struct zd_csv_cell *cell = &cells[t->used[i].column];
		if (cell->len == 0 && t->used[i].compared != COMPARED_EMPTY_TEXT)
			t->values[i] = ZD_VALUE_NIL;
		else if (t->used[i].compared == COMPARED_NUMBER)
			t->values[i] = number_of(cell);
		else
			t->values[i] = zd_value_text(cell->s, cell->len);
	}
	return zd_condition_test(t->condition, t->values);
}
