/*
 * Reading histories. Every recorded stage that holds one of the outcomes is
 * read by a cursor of its own; a run's rows lie in the order of the subjects'
 * keys, so all cursors walk along with the subjects and nothing is kept. Of
 * several runs for a period the last one that has a value counts; of a closed
 * period, the one that is its record.
 */
#include "store/history.h"

#include <stdlib.h>
#include <string.h>

#include "store/close.h"
#include "store/db.h"
#include "store/pick.h"
#include "store/shape.h"

static const char RECORDED_STAGES[] =
	"SELECT r.id, r.as_of, s.rows, h.id, h.table_name, h.columns"
	" FROM zd_run r JOIN zd_stage s ON s.run = r.id JOIN zd_shape h ON h.id = s.shape"
	" WHERE s.entity = ?1 AND r.period = ?2 AND r.as_of <= ?3"
	" AND EXISTS (SELECT 1 FROM json_each(h.columns) j WHERE json_extract(j.value, '$.policy') = ?4"
	"             AND json_extract(j.value, '$.outcome') = ?5)"
	" AND" ZD_RUN_COUNTS("?4") " ORDER BY r.as_of DESC, r.id DESC";

/* One recorded stage's column. */
struct cursor {
	sqlite3_stmt *s;     /* subject, value */
	int32_t first, last; /* days of the period */
	bool has_row;
	struct zd_value subject;
};

/* One of the outcomes: its recorded stages, the latest first. */
struct strand {
	struct cursor *cursors;
	size_t count, cap;
};

struct zd_history {
	struct zd_reader *reader;
	const struct zd_slot *slot;
	struct zd_pick pick;
	struct strand *strands;
	size_t strand_count;
	struct zd_value *found; /* values of one subject, the latest first */
	size_t found_cap;
};

static int advance(struct zd_history *h, struct cursor *c, struct zd_error *err)
{
	if (zd_reader_step(h->reader, c->s, &c->has_row, err))
		return err->code;
	if (c->has_row)
		c->subject = zd_pick_key(c->s, 0);
	return ZD_OK;
}

/* Whether values of the recorded kind can be read as the type asked for. */
static bool kinds_fit(enum zd_kind recorded, enum zd_kind wanted)
{
	bool words = (recorded == ZD_KIND_ENUM || recorded == ZD_KIND_TEXT) &&
		     (wanted == ZD_KIND_ENUM || wanted == ZD_KIND_TEXT);
	return recorded == wanted || words;
}

/* The ordinal of a subject among a run's rows, which are sorted; -1: it is not among them. */
static int find_ordinal(int64_t *out, struct zd_reader *r, const char *table, int64_t run, int64_t rows,
			const struct zd_value *subject, struct zd_error *err)
{
	struct zd_str sql = {0};
	sqlite3_stmt *s;
	int64_t low = 0, high = rows - 1;
	*out = -1;
	zd_str_add(&sql, "SELECT subject FROM ");
	zd_db_quote(&sql, table);
	zd_str_add(&sql, " WHERE key = ?");
	int rc = zd_reader_prepare(&s, r, zd_str_text(&sql), err);
	while (!rc && low <= high && *out < 0) {
		int64_t middle = low + (high - low) / 2;
		bool row = false;
		sqlite3_reset(s);
		rc = zd_db_bind_int(s, 1, zd_shape_key(run, (uint64_t)middle), err);
		if (!rc)
			rc = zd_reader_step(r, s, &row, err);
		struct zd_value at = row ? zd_pick_key(s, 0) : ZD_VALUE_NIL;
		int order = zd_key_compare(&at, subject);
		if (!row)
			break;
		if (order == 0)
			*out = middle;
		else if (order < 0)
			low = middle + 1;
		else
			high = middle - 1;
	}
	sqlite3_finalize(s);
	zd_str_free(&sql);
	return rc;
}

static int open_cursor(struct cursor *c, struct zd_history *h, const struct zd_shape *shape, size_t column, int64_t run,
		       int64_t rows, const struct zd_value *subject, struct zd_error *err)
{
	int64_t first = 0, last = rows - 1;
	if (subject) {
		if (find_ordinal(&first, h->reader, shape->table, run, rows, subject, err))
			return err->code;
		last = first;
	}
	if (first < 0 || last < first)
		return ZD_OK;
	struct zd_str sql = {0};
	zd_str_add(&sql, "SELECT subject, ");
	zd_db_quote(&sql, shape->columns[column].name);
	zd_str_add(&sql, " FROM ");
	zd_db_quote(&sql, shape->table);
	zd_str_add(&sql, " WHERE key BETWEEN ? AND ? ORDER BY key");
	int rc = zd_reader_prepare(&c->s, h->reader, zd_str_text(&sql), err);
	zd_str_free(&sql);
	if (!rc)
		rc = zd_db_bind_int(c->s, 1, zd_shape_key(run, (uint64_t)first), err);
	if (!rc)
		rc = zd_db_bind_int(c->s, 2, zd_shape_key(run, (uint64_t)last), err);
	return rc ? rc : advance(h, c, err);
}

/* One recorded stage, at which the statement stands. */
static int add_stage(struct zd_history *h, struct strand *strand, sqlite3_stmt *s, const struct zd_outcome_ref *outcome,
		     const struct zd_value *subject, struct zd_error *err)
{
	struct zd_arena arena = {0};
	struct zd_shape shape;
	struct zd_date day, first, last;
	const char *as_of = zd_db_column_string(s, 1);
	int rc = zd_shape_parse(&shape, sqlite3_column_int64(s, 3), zd_db_column_string(s, 4),
				zd_db_column_string(s, 5), &arena, err);
	if (!rc && !zd_date_parse(as_of, strlen(as_of), &day))
		rc = zd_fail(err, ZD_BOOK, "the book is damaged: run %lld has no date",
			     (long long)sqlite3_column_int64(s, 0));
	const char *give = outcome->policy->gives[outcome->give].name;
	for (size_t i = 0; !rc && i < shape.count; i++) {
		const struct zd_shape_column *c = &shape.columns[i];
		if (strcmp(c->policy, outcome->policy->id) != 0 || strcmp(c->outcome, give) != 0 ||
		    !kinds_fit(c->kind, h->pick.type->kind))
			continue;
		zd_period_of(outcome->policy->period, day, &first, &last);
		ZD_GROW(strand->cursors, strand->count, strand->cap);
		struct cursor *cursor = &strand->cursors[strand->count++];
		*cursor = (struct cursor){.first = zd_date_days(first), .last = zd_date_days(last)};
		rc = open_cursor(cursor, h, &shape, i, sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 2), subject,
				 err);
	}
	zd_arena_free(&arena);
	return rc;
}

static int open_strand(struct zd_history *h, struct strand *strand, const struct zd_stage *stage,
		       const struct zd_outcome_ref *outcome, int32_t last, const struct zd_value *subject,
		       struct zd_error *err)
{
	sqlite3_stmt *s;
	bool row = true;
	char until[ZD_DATE_LEN + 1];
	zd_date_format(zd_date_from_days(last), until);
	if (zd_reader_prepare(&s, h->reader, RECORDED_STAGES, err))
		return err->code;
	bool ok = !zd_db_bind_string(s, 1, stage->entity->name, err) &&
		  !zd_db_bind_string(s, 2, zd_period_word(outcome->policy->period), err) &&
		  !zd_db_bind_string(s, 3, until, err) && !zd_db_bind_string(s, 4, outcome->policy->id, err) &&
		  !zd_db_bind_string(s, 5, outcome->policy->gives[outcome->give].name, err);
	while (ok && (ok = !zd_reader_step(h->reader, s, &row, err)) && row)
		ok = !add_stage(h, strand, s, outcome, subject, err);
	sqlite3_finalize(s);
	return ok ? ZD_OK : err->code;
}

int zd_history_open(struct zd_history **out, struct zd_reader *r, const struct zd_stage *stage,
		    const struct zd_slot *slot, int32_t last, const struct zd_value *subject, struct zd_error *err)
{
	static const struct zd_type text = {.kind = ZD_KIND_TEXT};
	const struct zd_type *item = slot->type.kind == ZD_KIND_LIST && slot->type.count ? slot->type.of : &text;
	struct zd_history *h = zd_alloc(sizeof *h);
	*h = (struct zd_history){.reader = r, .slot = slot, .pick = zd_pick_of(1, 0, item, false)};
	h->strand_count = slot->history_count;
	h->strands = zd_alloc((h->strand_count + 1) * sizeof *h->strands);
	int rc = ZD_OK;
	for (size_t i = 0; i < h->strand_count && !rc; i++)
		rc = open_strand(h, &h->strands[i], stage, &slot->history[i], last, subject, err);
	if (rc) {
		zd_history_close(h);
		h = NULL;
	}
	*out = h;
	return rc;
}

/* The latest values of a subject in one strand, one a period. */
static int collect(size_t *count, struct zd_history *h, struct strand *strand, const struct zd_value *subject,
		   int32_t since, struct zd_arena *arena, struct zd_error *err)
{
	int32_t period = INT32_MAX;
	*count = 0;
	for (size_t i = 0; i < strand->count; i++) {
		struct cursor *c = &strand->cursors[i];
		if (c->first < since || (h->slot->last > 0 && *count == (size_t)h->slot->last))
			break;
		while (c->has_row && zd_key_compare(&c->subject, subject) < 0) {
			if (advance(h, c, err))
				return err->code;
		}
		if (c->first == period || !c->has_row || zd_key_compare(&c->subject, subject) != 0)
			continue;
		struct zd_value v;
		if (zd_pick_row(c->s, &h->pick, 1, &v, arena, err))
			return err->code;
		if (v.tag == ZD_NIL)
			continue;
		period = c->first;
		ZD_GROW(h->found, *count, h->found_cap);
		h->found[(*count)++] = v;
	}
	return ZD_OK;
}

int zd_history_take(struct zd_value *out, struct zd_history *h, const struct zd_value *subject,
		    const struct zd_value *since, struct zd_arena *arena, struct zd_error *err)
{
	struct zd_date d;
	int32_t from = INT32_MIN;
	size_t count = 0;
	if (since->tag == ZD_TEXT && zd_date_parse(since->s, since->len, &d))
		from = zd_date_days(d);
	for (size_t i = 0; i < h->strand_count && !count; i++) {
		if (collect(&count, h, &h->strands[i], subject, from, arena, err))
			return err->code;
	}
	struct zd_value *items = zd_arena_alloc(arena, (count + 1) * sizeof *items);
	for (size_t i = 0; i < count; i++)
		items[i] = h->found[count - 1 - i];
	*out = (struct zd_value){.tag = ZD_LIST, .len = (uint32_t)count, .list = items};
	return ZD_OK;
}

void zd_history_close(struct zd_history *h)
{
	if (!h)
		return;
	for (size_t i = 0; i < h->strand_count; i++) {
		for (size_t k = 0; k < h->strands[i].count; k++)
			sqlite3_finalize(h->strands[i].cursors[k].s);
		free(h->strands[i].cursors);
	}
	free(h->strands);
	free(h->found);
	free(h);
}
