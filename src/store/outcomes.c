/* Recorded outcomes read back: of one stage in the order of its subjects, or of one policy as a list for people. */
#include <stdlib.h>
#include <string.h>

#include "model/condition.h"
#include "store/db.h"
#include "store/pick.h"
#include "store/recorded.h"
#include "store/runs.h"

/* ---- of a stage ---- */

struct zd_outcomes {
	struct zd_reader *reader; /* of its own: the one it was opened with may be busy in another thread */
	struct zd_arena arena;    /* of the row */
	sqlite3_stmt *s;
	struct zd_pick *picks;
	size_t count;
	size_t *places; /* one a step: where its state is */
	size_t step_count;
};

static const struct zd_shape_column *find_column(const struct zd_shape *s, const char *policy, const char *outcome)
{
	for (size_t i = 0; i < s->count; i++) {
		if (strcmp(s->columns[i].policy, policy) == 0 && strcmp(s->columns[i].outcome, outcome) == 0)
			return &s->columns[i];
	}
	return NULL;
}

/* SELECT subject and the stage's outcomes, in the order of its columns. */
static int write_query(struct zd_str *sql, const struct zd_recorded *recorded, const struct zd_stage *stage,
		       int64_t run, struct zd_error *err)
{
	zd_str_add(sql, "SELECT subject");
	for (size_t s = 0; s < stage->step_count; s++) {
		const struct zd_policy *p = stage->steps[s].policy;
		for (size_t i = 0; i < p->give_count; i++) {
			const struct zd_shape_column *c = find_column(&recorded->shape, p->id, p->gives[i].name);
			if (!c || c->kind != stage->out_types[stage->steps[s].first_out + i].kind)
				return zd_fail(err, ZD_BOOK,
					       "run %lld did not record the outcome %s of %s as this plan gives it",
					       (long long)run, p->gives[i].name, p->id);
			zd_str_add(sql, ", ");
			zd_db_quote(sql, c->name);
		}
	}
	for (size_t i = 0; i < zd_shape_state_columns(&recorded->shape); i++) {
		char state[32];
		zd_str_printf(sql, ", %s", zd_shape_state(i, state));
	}
	zd_str_add(sql, " FROM ");
	zd_db_quote(sql, recorded->shape.table);
	zd_str_add(sql, " WHERE key BETWEEN ? AND ? ORDER BY key");
	return ZD_OK;
}

static int bind_rows(sqlite3_stmt *s, int64_t run, uint64_t first, uint64_t last, struct zd_error *err)
{
	int rc = zd_db_bind_int(s, 1, zd_shape_key(run, first), err);
	return rc ? rc : zd_db_bind_int(s, 2, zd_shape_key(run, last), err);
}

static int find_places(struct zd_outcomes *o, const struct zd_shape *shape, const struct zd_stage *stage,
		       struct zd_error *err)
{
	o->step_count = stage->step_count;
	o->places = zd_alloc((stage->step_count + 1) * sizeof *o->places);
	for (size_t i = 0; i < stage->step_count; i++) {
		const char *policy = stage->steps[i].policy->id;
		if (!zd_shape_place(shape, policy, &o->places[i]))
			return zd_fail(err, ZD_BOOK, "the table %s has no state of %s", shape->table, policy);
	}
	return ZD_OK;
}

int zd_outcomes_open(struct zd_outcomes **out, struct zd_reader *r, int64_t run, const struct zd_stage *stage,
		     struct zd_error *err)
{
	struct zd_arena arena = {0};
	struct zd_recorded recorded;
	struct zd_str sql = {0};
	struct zd_outcomes *o = zd_alloc(sizeof *o);
	*o = (struct zd_outcomes){.count = stage->out_count};
	o->picks = zd_alloc((stage->out_count + 1) * sizeof *o->picks);
	for (size_t i = 0; i < stage->out_count; i++)
		o->picks[i] = zd_pick_of((int)i + 1, i, &stage->out_types[i], false);
	int rc = zd_reader_open(&o->reader, zd_db_path(r->guard.db), err);
	if (!rc)
		rc = zd_recorded_stage(&recorded, o->reader, run, stage->index, &arena, err);
	if (!rc)
		rc = write_query(&sql, &recorded, stage, run, err);
	if (!rc)
		rc = find_places(o, &recorded.shape, stage, err);
	if (!rc)
		rc = zd_reader_prepare(&o->s, o->reader, zd_str_text(&sql), err);
	if (!rc)
		rc = bind_rows(o->s, run, 0, UINT32_MAX, err); /* also rows that do not belong there */
	zd_str_free(&sql);
	zd_arena_free(&arena);
	if (rc) {
		zd_outcomes_close(o);
		o = NULL;
	}
	*out = o;
	return rc;
}

int zd_outcomes_next(struct zd_outcomes *o, struct zd_value *id, struct zd_value *values, bool *more,
		     struct zd_error *err)
{
	zd_arena_reset(&o->arena);
	int rc = zd_reader_step(o->reader, o->s, more, err);
	if (rc || !*more)
		return rc;
	*id = zd_pick_key(o->s, 0);
	return zd_pick_row(o->s, o->picks, o->count, values, &o->arena, err);
}

void zd_outcomes_status(const struct zd_outcomes *o, uint8_t *status)
{
	for (size_t i = 0; i < o->step_count; i++) {
		int column = (int)(1 + o->count + o->places[i] / ZD_STATES_PER_COLUMN);
		size_t shift = 2 * (o->places[i] % ZD_STATES_PER_COLUMN);
		status[i] = (uint8_t)(sqlite3_column_int64(o->s, column) >> shift & 3);
	}
}

void zd_outcomes_close(struct zd_outcomes *o)
{
	if (!o)
		return;
	sqlite3_finalize(o->s);
	zd_reader_close(o->reader);
	free(o->picks);
	free(o->places);
	zd_arena_free(&o->arena);
	free(o);
}

/* ---- of a policy ---- */

struct list {
	struct zd_arena arena;
	struct zd_head *heads; /* the subject, what it is called, the outcomes */
	struct zd_pick *picks; /* one a head */
	struct zd_value *row;
	size_t count;
	struct zd_str sql;
};

static void add_head(struct list *l, const char *name, const char *title, const struct zd_type *type)
{
	struct zd_type *own = zd_arena_memdup(&l->arena, type, sizeof *type);
	l->heads[l->count] = (struct zd_head){name, title, *own};
	l->picks[l->count] = zd_pick_of((int)l->count, l->count, own, false);
	l->count++;
}

static const struct zd_give *find_give(const struct zd_policy *policy, const char *name)
{
	for (size_t i = 0; i < policy->give_count; i++) {
		if (strcmp(policy->gives[i].name, name) == 0)
			return &policy->gives[i];
	}
	return NULL;
}

/* Its own title, else that of the enum whose values it has. */
static const char *title_of(const struct zd_give *give, const struct zd_type *type)
{
	if (!give)
		return NULL;
	bool named = give->title && strcmp(give->title, give->name) != 0;
	return named || !type->enums || !type->enums->name ? give->title : type->enums->title;
}

/* The outcomes as they were recorded, with the titles and enums that the policy has for them today. */
static void add_outcomes(struct list *l, const struct zd_shape *shape, const struct zd_policy *policy)
{
	for (size_t i = 0; i < shape->count; i++) {
		const struct zd_shape_column *c = &shape->columns[i];
		if (strcmp(c->policy, policy->id) != 0)
			continue;
		const struct zd_give *give = find_give(policy, c->outcome);
		struct zd_type type = {.kind = c->kind};
		if (give && give->type.kind == c->kind)
			type = give->type;
		else if (c->kind == ZD_KIND_ENUM)
			type.kind = ZD_KIND_TEXT;
		add_head(l, c->outcome, title_of(give, &type), &type);
		zd_str_add(&l->sql, ", o.");
		zd_db_quote(&l->sql, c->name);
	}
}

static void make_list(struct list *l, const struct zd_recorded *recorded, const struct zd_entity *e,
		      const struct zd_policy *policy)
{
	const struct zd_field *key = &e->fields[0];
	const struct zd_field *show = e->show && strcmp(e->show, key->name) != 0 ? zd_entity_field(e, e->show) : NULL;
	size_t most = recorded->shape.count + 3, place = 0;
	char state[32];
	l->heads = zd_arena_alloc(&l->arena, most * sizeof *l->heads);
	l->picks = zd_arena_alloc(&l->arena, most * sizeof *l->picks);
	l->row = zd_arena_alloc(&l->arena, most * sizeof *l->row);
	add_head(l, "subject", key->title, &key->type);
	zd_str_add(&l->sql, "SELECT o.subject");
	if (show) {
		add_head(l, show->name, show->title, &show->type);
		zd_str_add(&l->sql, ", e.");
		zd_db_quote(&l->sql, show->name);
	}
	add_outcomes(l, &recorded->shape, policy);
	zd_str_add(&l->sql, " FROM ");
	zd_db_quote(&l->sql, recorded->shape.table);
	zd_str_add(&l->sql, " AS o");
	if (show) {
		zd_str_add(&l->sql, " LEFT JOIN ");
		zd_db_quote(&l->sql, e->name);
		zd_str_add(&l->sql, " AS e ON e.");
		zd_db_quote(&l->sql, key->name);
		zd_str_add(&l->sql, " = o.subject");
	}
	zd_shape_place(&recorded->shape, policy->id, &place);
	zd_str_printf(&l->sql, " WHERE o.key BETWEEN ? AND ? AND (o.%s >> %zu) & 3 = 0 ORDER BY o.key",
		      zd_shape_state(place / ZD_STATES_PER_COLUMN, state), 2 * (place % ZD_STATES_PER_COLUMN));
}

/* The columns are known to conditions by their names; the first of several wins. */
static int parse_where(struct zd_condition **out, struct list *l, const char *where, struct zd_error *err)
{
	struct zd_condition_column *columns = zd_arena_alloc(&l->arena, (l->count + 1) * sizeof *columns);
	*out = NULL;
	for (size_t i = 0; i < l->count; i++)
		columns[i] = (struct zd_condition_column){l->heads[i].name, l->heads[i].type};
	return where ? zd_condition_parse(out, where, columns, l->count, &l->arena, err) : ZD_OK;
}

static int give_rows(struct zd_reader *r, struct list *l, sqlite3_stmt *s, const struct zd_condition *condition,
		     struct zd_sink *sink, struct zd_error *err)
{
	struct zd_arena text = {0};
	bool row = true;
	int rc = sink->begin(sink, l->heads, l->count, err);
	while (!rc && !(rc = zd_reader_step(r, s, &row, err)) && row) {
		zd_arena_reset(&text);
		rc = zd_pick_row(s, l->picks, l->count, l->row, &text, err);
		if (!rc && (!condition || zd_condition_test(condition, l->row)))
			rc = sink->row(sink, l->row, err);
	}
	if (!rc)
		rc = sink->end(sink, err);
	zd_arena_free(&text);
	return rc;
}

/* ---- one subject of a run ---- */

static int subject_at(struct zd_value *out, struct zd_reader *r, sqlite3_stmt *s, int64_t key, struct zd_error *err)
{
	bool row = false;
	sqlite3_reset(s);
	int rc = zd_db_bind_int(s, 1, key, err);
	if (!rc)
		rc = zd_reader_step(r, s, &row, err);
	*out = !rc && row ? zd_pick_key(s, 0) : ZD_VALUE_NIL;
	return rc;
}

/* A run's rows come in the order of their keys: halving finds the subject. *ordinal -1: it is not there. */
static int find_ordinal(int64_t *ordinal, struct zd_reader *r, const struct zd_recorded *recorded, int64_t run,
			const struct zd_value *subject, struct zd_error *err)
{
	struct zd_str sql = {0};
	sqlite3_stmt *s = NULL;
	int64_t low = 0, high = recorded->rows;
	*ordinal = -1;
	zd_str_add(&sql, "SELECT subject FROM ");
	zd_db_quote(&sql, recorded->shape.table);
	zd_str_add(&sql, " WHERE key = ?");
	int rc = zd_reader_prepare(&s, r, zd_str_text(&sql), err);
	while (!rc && low < high && *ordinal < 0) {
		int64_t middle = low + (high - low) / 2;
		struct zd_value at;
		rc = subject_at(&at, r, s, zd_shape_key(run, (uint64_t)middle), err);
		int order = rc ? 0 : zd_key_compare(&at, subject);
		if (rc)
			break;
		if (order == 0)
			*ordinal = middle;
		else if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	sqlite3_finalize(s);
	zd_str_free(&sql);
	return rc;
}

/* The rows of a run, or the one of a subject. */
static int list_decisions(struct zd_reader *r, const struct zd_pack *pack, const struct zd_policy *policy, int64_t run,
			  const struct zd_value *subject, const char *where, struct zd_sink *sink, struct zd_error *err)
{
	struct list l = {0};
	struct zd_recorded recorded;
	struct zd_condition *condition = NULL;
	sqlite3_stmt *s = NULL;
	int64_t only = 0;
	int rc = zd_recorded_policy(&recorded, r, run, policy->id, &l.arena, err);
	const struct zd_entity *e = rc ? NULL : zd_pack_entity(pack, recorded.entity);
	if (!rc && !e)
		rc = zd_fail(err, ZD_NOT_FOUND, "run %lld decided %s about %s, which the pack no longer has",
			     (long long)run, policy->id, recorded.entity);
	if (!rc && subject)
		rc = find_ordinal(&only, r, &recorded, run, subject, err);
	if (!rc && only >= 0) {
		make_list(&l, &recorded, e, policy);
		rc = parse_where(&condition, &l, where, err);
		if (!rc)
			rc = zd_reader_prepare(&s, r, zd_str_text(&l.sql), err);
		if (!rc && subject)
			rc = bind_rows(s, run, (uint64_t)only, (uint64_t)only, err);
		else if (!rc)
			rc = bind_rows(s, run, 0, recorded.rows > 0 ? (uint64_t)recorded.rows - 1 : 0, err);
		if (!rc)
			rc = give_rows(r, &l, s, condition, sink, err);
	}
	sqlite3_finalize(s);
	zd_str_free(&l.sql);
	zd_arena_free(&l.arena);
	return rc;
}

int zd_decision_list(struct zd_reader *r, const struct zd_pack *pack, const struct zd_policy *policy, int64_t run,
		     const char *where, struct zd_sink *sink, struct zd_error *err)
{
	return list_decisions(r, pack, policy, run, NULL, where, sink, err);
}

int zd_decision_one(struct zd_reader *r, const struct zd_pack *pack, const struct zd_policy *policy, int64_t run,
		    const struct zd_value *subject, struct zd_sink *sink, struct zd_error *err)
{
	return list_decisions(r, pack, policy, run, subject, NULL, sink, err);
}
