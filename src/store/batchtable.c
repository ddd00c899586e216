/* The table is one that SQLite calls virtual and eponymous: it is there by its name alone, and only on this connection. */
#include "store/batchtable.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/db.h"
#include "store/jsonlist.h"

struct table {
	sqlite3_vtab base;
	const struct zd_batch_table *shown;
};

struct cursor {
	sqlite3_vtab_cursor base;
	const struct zd_batch *batch;
	const struct zd_batch_table *shown;
	size_t row;
};

static int connect_table(sqlite3 *db, void *context, int argc, const char *const *argv, sqlite3_vtab **out,
			 char **message)
{
	const struct zd_batch_table *shown = context;
	struct zd_str sql = {0};
	size_t columns = 2 + shown->shape->count + zd_shape_state_columns(shown->shape);
	(void)argc;
	(void)argv;
	(void)message;
	for (size_t i = 0; i < columns; i++)
		zd_str_printf(&sql, "%sc%zu", i > 0 ? ", " : "CREATE TABLE t (", i);
	zd_str_addc(&sql, ')');
	int rc = sqlite3_declare_vtab(db, zd_str_text(&sql));
	zd_str_free(&sql);
	if (rc != SQLITE_OK)
		return rc;
	struct table *t = zd_alloc(sizeof *t);
	t->shown = shown;
	*out = &t->base;
	return SQLITE_OK;
}

static int disconnect(sqlite3_vtab *t)
{
	free(t);
	return SQLITE_OK;
}

/* There is but one way to read it: all rows in order. */
static int best_index(sqlite3_vtab *t, sqlite3_index_info *info)
{
	(void)t;
	info->estimatedCost = 512;
	info->estimatedRows = 512;
	return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *t, sqlite3_vtab_cursor **out)
{
	struct cursor *c = zd_alloc(sizeof *c);
	c->shown = ((struct table *)t)->shown;
	*out = &c->base;
	return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *c)
{
	free(c);
	return SQLITE_OK;
}

static int filter(sqlite3_vtab_cursor *self, int plan, const char *name, int argc, sqlite3_value **argv)
{
	struct cursor *c = (struct cursor *)self;
	(void)plan;
	(void)name;
	(void)argc;
	(void)argv;
	c->batch = c->shown->batch;
	c->row = 0;
	return SQLITE_OK;
}

static int next(sqlite3_vtab_cursor *c)
{
	((struct cursor *)c)->row++;
	return SQLITE_OK;
}

static int at_end(sqlite3_vtab_cursor *self)
{
	const struct cursor *c = (const struct cursor *)self;
	return c->row >= c->batch->count;
}

static void give_list(sqlite3_context *context, const struct zd_value *v)
{
	struct zd_str text = {0};
	zd_list_write(&text, v);
	size_t n = text.len;
	sqlite3_result_text64(context, zd_str_take(&text), n, free, SQLITE_UTF8);
}

static void give(sqlite3_context *context, const struct zd_value *v)
{
	switch ((enum zd_tag)v->tag) {
	case ZD_NIL:
		sqlite3_result_null(context);
		break;
	case ZD_BOOL:
	case ZD_INT:
		sqlite3_result_int64(context, v->i);
		break;
	case ZD_NUMBER:
		sqlite3_result_double(context, v->d);
		break;
	case ZD_TEXT:
		sqlite3_result_text(context, v->s, (int)v->len, SQLITE_STATIC);
		break;
	case ZD_LIST:
	case ZD_MAP:
		give_list(context, v);
		break;
	}
}

int64_t zd_batch_states(const struct zd_batch *b, size_t row, size_t nth)
{
	const struct zd_stage *stage = b->stage;
	const uint8_t *status = &b->status[row * stage->step_count];
	uint64_t bits = 0;
	size_t place = 0, first = nth * ZD_STATES_PER_COLUMN;
	for (size_t i = 0; i < stage->step_count; i++) {
		if (!stage->steps[i].policy->give_count)
			continue;
		if (place >= first && place < first + ZD_STATES_PER_COLUMN)
			bits |= (uint64_t)status[i] << (2 * (place - first));
		place++;
	}
	return (int64_t)bits;
}

size_t zd_batch_state_columns(const struct zd_stage *stage)
{
	size_t policies = 0;
	for (size_t i = 0; i < stage->step_count; i++)
		policies += stage->steps[i].policy->give_count > 0;
	return (policies + ZD_STATES_PER_COLUMN - 1) / ZD_STATES_PER_COLUMN;
}

static int column(sqlite3_vtab_cursor *self, sqlite3_context *context, int at)
{
	const struct cursor *c = (const struct cursor *)self;
	const struct zd_batch *b = c->batch;
	size_t outs = c->shown->shape->count, i = (size_t)at;
	if (i == 0)
		sqlite3_result_int64(context, zd_shape_key(c->shown->run, b->first + c->row));
	else if (i == 1)
		give(context, &b->ids[c->row]);
	else if (i < outs + 2)
		give(context, &b->out[c->row * outs + i - 2]);
	else
		sqlite3_result_int64(context, zd_batch_states(b, c->row, i - 2 - outs));
	return SQLITE_OK;
}

static int row_number(sqlite3_vtab_cursor *self, sqlite3_int64 *out)
{
	*out = (sqlite3_int64)((const struct cursor *)self)->row;
	return SQLITE_OK;
}

static const sqlite3_module module = {
	.xConnect = connect_table,
	.xBestIndex = best_index,
	.xDisconnect = disconnect,
	.xOpen = open_cursor,
	.xClose = close_cursor,
	.xFilter = filter,
	.xNext = next,
	.xEof = at_end,
	.xColumn = column,
	.xRowid = row_number,
};

int zd_batch_table_make(struct zd_batch_table *t, sqlite3 *db, size_t number, const struct zd_shape *shape,
			struct zd_error *err)
{
	t->shape = shape;
	snprintf(t->name, sizeof t->name, "zd_batch_%zu", number);
	return sqlite3_create_module_v2(db, t->name, &module, t, NULL) == SQLITE_OK ? ZD_OK : zd_db_fail(db, NULL, err);
}

void zd_batch_table_drop(struct zd_batch_table *t, sqlite3 *db)
{
	if (t->name[0])
		sqlite3_create_module_v2(db, t->name, NULL, NULL, NULL);
}
