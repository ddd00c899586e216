/* One query over the table of the recorded stage, in the order of the subjects. */
#include "store/closed.h"

#include <stdlib.h>
#include <string.h>

#include "store/db.h"
#include "store/pick.h"
#include "store/recorded.h"

struct zd_closed {
	struct zd_reader *reader;
	sqlite3_stmt *s; /* subject, states, then the outcomes that are on record */
	size_t place;    /* of the policy's state */
	struct zd_type *types;
	bool *recorded;
	struct zd_pick *picks;
	size_t pick_count, give_count;
	struct zd_value *values;
	struct zd_closed_row row;
	struct zd_arena arena; /* of the row */
};

static void add_outcomes(struct zd_closed *c, struct zd_str *sql, const struct zd_shape *shape,
			 const struct zd_policy *p)
{
	for (size_t g = 0; g < p->give_count; g++) {
		for (size_t i = 0; i < shape->count; i++) {
			const struct zd_shape_column *column = &shape->columns[i];
			if (strcmp(column->policy, p->id) != 0 || strcmp(column->outcome, p->gives[g].name) != 0)
				continue;
			/* An enum's value is its word, whatever the enum is today. */
			c->types[g].kind = column->kind == ZD_KIND_ENUM ? ZD_KIND_TEXT : column->kind;
			c->recorded[g] = true;
			c->picks[c->pick_count] = zd_pick_of((int)c->pick_count + 2, g, &c->types[g], false);
			c->pick_count++;
			zd_str_add(sql, ", ");
			zd_db_quote(sql, column->name);
			break;
		}
	}
}

static int open_rows(struct zd_closed *c, const struct zd_recorded *recorded, int64_t run, const struct zd_policy *p,
		     struct zd_error *err)
{
	struct zd_str sql = {0};
	char state[32];
	zd_shape_place(&recorded->shape, p->id, &c->place);
	zd_str_printf(&sql, "SELECT subject, (%s >> %zu) & 3", zd_shape_state(c->place / ZD_STATES_PER_COLUMN, state),
		      2 * (c->place % ZD_STATES_PER_COLUMN));
	add_outcomes(c, &sql, &recorded->shape, p);
	zd_str_add(&sql, " FROM ");
	zd_db_quote(&sql, recorded->shape.table);
	zd_str_add(&sql, " WHERE key BETWEEN ? AND ? ORDER BY key");
	int rc = zd_reader_prepare(&c->s, c->reader, zd_str_text(&sql), err);
	if (!rc)
		rc = zd_db_bind_int(c->s, 1, zd_shape_key(run, 0), err);
	if (!rc)
		rc = zd_db_bind_int(c->s, 2, zd_shape_key(run, UINT32_MAX), err);
	zd_str_free(&sql);
	return rc;
}

int zd_closed_open(struct zd_closed **out, struct zd_reader *r, int64_t run, const struct zd_policy *p,
		   struct zd_error *err)
{
	struct zd_arena arena = {0};
	struct zd_recorded recorded;
	*out = NULL;
	int rc = zd_recorded_policy(&recorded, r, run, p->id, &arena, err);
	if (rc == ZD_NOT_FOUND) {
		zd_arena_free(&arena);
		return ZD_OK;
	}
	struct zd_closed *c = zd_alloc(sizeof *c);
	*c = (struct zd_closed){.reader = r, .give_count = p->give_count};
	c->types = zd_alloc((p->give_count + 1) * sizeof *c->types);
	c->recorded = zd_alloc((p->give_count + 1) * sizeof *c->recorded);
	c->picks = zd_alloc((p->give_count + 1) * sizeof *c->picks);
	c->values = zd_alloc((p->give_count + 1) * sizeof *c->values);
	c->row.values = c->values;
	if (!rc)
		rc = open_rows(c, &recorded, run, p, err);
	if (!rc)
		rc = zd_closed_next(c, err);
	zd_arena_free(&arena);
	if (rc) {
		zd_closed_close(c);
		c = NULL;
	}
	*out = c;
	return rc;
}

const struct zd_type *zd_closed_type(const struct zd_closed *c, size_t give)
{
	return c->recorded[give] ? &c->types[give] : NULL;
}

const struct zd_closed_row *zd_closed_at(const struct zd_closed *c)
{
	return &c->row;
}

int zd_closed_next(struct zd_closed *c, struct zd_error *err)
{
	zd_arena_reset(&c->arena);
	int rc = zd_reader_step(c->reader, c->s, &c->row.any, err);
	if (rc || !c->row.any)
		return rc;
	c->row.subject = zd_pick_key(c->s, 0);
	c->row.status = (enum zd_status)sqlite3_column_int64(c->s, 1);
	memset(c->values, 0, c->give_count * sizeof *c->values);
	return zd_pick_row(c->s, c->picks, c->pick_count, c->values, &c->arena, err);
}

void zd_closed_close(struct zd_closed *c)
{
	if (!c)
		return;
	sqlite3_finalize(c->s);
	free(c->types);
	free(c->recorded);
	free(c->picks);
	free(c->values);
	zd_arena_free(&c->arena);
	free(c);
}
