/*
 * Shapes, their tables and views. The columns of a shape are kept as JSON, so
 * that plain SQL can look into them; equal text is an equal shape. DDL has no
 * binds: names are quoted.
 */
#include "store/shape.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "store/db.h"
#include "store/layout.h"

/* SQLite joins at most this many selects by default, less a margin; older shapes than that are left out of a view. */
#define VIEW_TABLES 400

static const char FIND_SHAPE[] = "SELECT id, table_name FROM zd_shape WHERE entity = ? AND columns = ?";
static const char ADD_SHAPE[] = "INSERT INTO zd_shape (id, entity, table_name, columns) VALUES (?, ?, ?, ?)";
static const char NEXT_SHAPE[] = "SELECT coalesce(max(id), 0) + 1 FROM zd_shape";
static const char TABLE_EXISTS[] = "SELECT 1 FROM sqlite_schema WHERE name = ? COLLATE NOCASE";
static const char SHAPES_OF_POLICY[] =
	"SELECT h.id, h.table_name, h.columns FROM zd_shape h"
	" WHERE EXISTS (SELECT 1 FROM json_each(h.columns) j WHERE json_extract(j.value, '$.policy') = ?)"
	" ORDER BY h.id DESC LIMIT ?";
const char *zd_shape_state(size_t n, char buf[32])
{
	if (n == 0)
		snprintf(buf, 32, "state");
	else
		snprintf(buf, 32, "state_%zu", n + 1);
	return buf;
}

bool zd_shape_place(const struct zd_shape *s, const char *policy, size_t *place)
{
	size_t at = 0;
	for (size_t i = 0; i < s->count; i++) {
		if (strcmp(s->columns[i].policy, policy) == 0) {
			*place = at;
			return true;
		}
		at += i + 1 == s->count || strcmp(s->columns[i].policy, s->columns[i + 1].policy) != 0;
	}
	return false;
}

size_t zd_shape_state_columns(const struct zd_shape *s)
{
	size_t policies = 0;
	for (size_t i = 0; i < s->count; i++)
		policies += i == 0 || strcmp(s->columns[i].policy, s->columns[i - 1].policy) != 0;
	return (policies + ZD_STATES_PER_COLUMN - 1) / ZD_STATES_PER_COLUMN;
}

/* ---- as JSON ---- */

static void columns_write(struct zd_str *b, const struct zd_shape *s)
{
	zd_str_addc(b, '[');
	for (size_t i = 0; i < s->count; i++) {
		bool first = true;
		zd_str_add(b, i > 0 ? ",{" : "{");
		zd_json_text(b, &first, "name", s->columns[i].name);
		zd_json_text(b, &first, "policy", s->columns[i].policy);
		zd_json_text(b, &first, "outcome", s->columns[i].outcome);
		zd_json_text(b, &first, "type", zd_kind_word(s->columns[i].kind));
		zd_str_addc(b, '}');
	}
	zd_str_addc(b, ']');
}

static const char *member(const struct zd_json *object, const char *key)
{
	const struct zd_json *json = object->kind == ZD_JSON_OBJECT ? zd_json_get(object, key) : NULL;
	return json && json->kind == ZD_JSON_STRING ? json->text : NULL;
}

static bool kind_of(const char *word, enum zd_kind *out)
{
	for (int k = ZD_KIND_TEXT; word && k <= ZD_KIND_MAP; k++) {
		if (strcmp(word, zd_kind_word((enum zd_kind)k)) == 0) {
			*out = (enum zd_kind)k;
			return true;
		}
	}
	return false;
}

int zd_shape_parse(struct zd_shape *out, int64_t id, const char *table, const char *columns, struct zd_arena *arena,
		   struct zd_error *err)
{
	struct zd_json *json;
	*out = (struct zd_shape){.id = id, .table = zd_arena_strdup(arena, table)};
	bool good = zd_json_parse(&json, columns, strlen(columns), arena, NULL) == ZD_OK && json->kind == ZD_JSON_ARRAY;
	if (good)
		out->columns = zd_arena_alloc(arena, (json->len + 1) * sizeof *out->columns);
	for (size_t i = 0; good && i < json->len; i++) {
		struct zd_shape_column *c = &out->columns[out->count++];
		c->name = member(&json->items[i], "name");
		c->policy = member(&json->items[i], "policy");
		c->outcome = member(&json->items[i], "outcome");
		good = c->name && c->policy && c->outcome && kind_of(member(&json->items[i], "type"), &c->kind);
	}
	return good ? ZD_OK
		    : zd_fail(err, ZD_BOOK, "the book is damaged: shape %lld of outcomes cannot be read",
			      (long long)id);
}

/* ---- making one ---- */

static void columns_of_stage(struct zd_shape *out, const struct zd_stage *stage, struct zd_arena *arena)
{
	out->columns = zd_arena_alloc(arena, (stage->out_count + 1) * sizeof *out->columns);
	for (size_t s = 0; s < stage->step_count; s++) {
		const struct zd_policy *p = stage->steps[s].policy;
		for (size_t i = 0; i < p->give_count; i++) {
			size_t at = stage->steps[s].first_out + i;
			out->columns[at] = (struct zd_shape_column){.name = stage->out_names[at],
								    .policy = p->id,
								    .outcome = p->gives[i].name,
								    .kind = stage->out_types[at].kind};
		}
	}
	out->count = stage->out_count;
	/* SQLite does not tell letters by case. */
	for (size_t i = 0; i < out->count; i++) {
		for (size_t k = 0; k < i; k++) {
			if (sqlite3_stricmp(out->columns[k].name, out->columns[i].name) == 0)
				out->columns[i].name = zd_arena_printf(arena, "%s_%zu", out->columns[i].name, i);
		}
	}
}

static int make_table(sqlite3 *db, const struct zd_stage *stage, const struct zd_shape *s, struct zd_error *err)
{
	struct zd_str sql = {0};
	char state[32];
	bool whole = stage->entity->fields[0].type.kind == ZD_KIND_INT;
	zd_str_add(&sql, "CREATE TABLE ");
	zd_db_quote(&sql, s->table);
	zd_str_printf(&sql, " (\n\tkey INTEGER PRIMARY KEY,\n\tsubject %s NOT NULL", whole ? "INTEGER" : "TEXT");
	for (size_t i = 0; i < s->count; i++) {
		zd_str_add(&sql, ",\n\t");
		zd_db_quote(&sql, s->columns[i].name);
		zd_str_printf(&sql, " %s", zd_storage_of(s->columns[i].kind));
	}
	for (size_t i = 0; i < zd_shape_state_columns(s); i++)
		zd_str_printf(&sql, ",\n\t%s INTEGER NOT NULL", zd_shape_state(i, state));
	zd_str_add(&sql, "\n) STRICT");
	int rc = zd_db_exec(db, zd_str_text(&sql), err);
	zd_str_free(&sql);
	return rc;
}

static int row_exists(bool *out, sqlite3 *db, const char *sql, const char *text, struct zd_error *err)
{
	sqlite3_stmt *s;
	if (zd_db_prepare(&s, db, sql, err))
		return err->code;
	int rc = zd_db_bind_string(s, 1, text, err);
	if (!rc)
		rc = zd_db_step(s, out, err);
	zd_db_finish(s);
	return rc;
}

/* ---- views ---- */

static const struct zd_shape_column *find_column(const struct zd_shape *s, const char *policy, const char *outcome)
{
	for (size_t i = 0; i < s->count; i++) {
		if (strcmp(s->columns[i].policy, policy) == 0 && strcmp(s->columns[i].outcome, outcome) == 0)
			return &s->columns[i];
	}
	return NULL;
}

/* All outcomes that a policy ever had, those of the newest shape first. */
static size_t all_outcomes(const char ***out, const struct zd_shape *shapes, size_t count, const char *policy,
			   struct zd_arena *arena)
{
	size_t n = 0, most = 0;
	for (size_t i = 0; i < count; i++)
		most += shapes[i].count;
	*out = zd_arena_alloc(arena, (most + 1) * sizeof **out);
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < shapes[i].count; k++) {
			const struct zd_shape_column *c = &shapes[i].columns[k];
			bool known = strcmp(c->policy, policy) != 0;
			for (size_t o = 0; o < n && !known; o++)
				known = sqlite3_stricmp((*out)[o], c->outcome) == 0;
			if (!known)
				(*out)[n++] = c->outcome;
		}
	}
	return n;
}

static void view_select(struct zd_str *sql, const struct zd_shape *s, const char *policy, const char *const *outcomes,
			size_t count)
{
	char state[32];
	size_t place = 0;
	zd_shape_place(s, policy, &place);
	zd_str_add(sql, "\nSELECT key >> 32 AS run, subject");
	for (size_t i = 0; i < count; i++) {
		const struct zd_shape_column *c = find_column(s, policy, outcomes[i]);
		zd_str_add(sql, ", ");
		if (c)
			zd_db_quote(sql, c->name);
		else
			zd_str_add(sql, "NULL");
		zd_str_add(sql, " AS ");
		zd_db_quote(sql, outcomes[i]);
	}
	zd_str_add(sql, " FROM ");
	zd_db_quote(sql, s->table);
	zd_str_printf(sql, " WHERE (%s >> %zu) & 3 = 0", zd_shape_state(place / ZD_STATES_PER_COLUMN, state),
		      2 * (place % ZD_STATES_PER_COLUMN));
}

/* decision_a_b for a.b: points become '_' and each '_' becomes two, so that no two policies share a view. */
void zd_shape_view(struct zd_str *out, const char *policy)
{
	zd_str_add(out, "decision_");
	for (; *policy; policy++)
		zd_str_add(out, *policy == '.' ? "_" : *policy == '_' ? "__" : (char[]){*policy, '\0'});
}

static int load_shapes(struct zd_shape **out, size_t *count, sqlite3 *db, const char *policy, struct zd_arena *arena,
		       struct zd_error *err)
{
	sqlite3_stmt *s;
	bool row = true;
	*count = 0;
	*out = zd_arena_alloc(arena, VIEW_TABLES * sizeof **out);
	if (zd_db_prepare(&s, db, SHAPES_OF_POLICY, err))
		return err->code;
	int rc = zd_db_bind_string(s, 1, policy, err);
	if (!rc)
		rc = zd_db_bind_int(s, 2, VIEW_TABLES, err);
	while (!rc && !(rc = zd_db_step(s, &row, err)) && row)
		rc = zd_shape_parse(&(*out)[(*count)++], sqlite3_column_int64(s, 0), zd_db_column_string(s, 1),
				    zd_db_column_string(s, 2), arena, err);
	zd_db_finish(s);
	return rc;
}

static int make_view(sqlite3 *db, const char *policy, struct zd_error *err)
{
	struct zd_arena arena = {0};
	struct zd_str sql = {0}, name = {0};
	struct zd_shape *shapes;
	const char **outcomes;
	size_t count;
	int rc = load_shapes(&shapes, &count, db, policy, &arena, err);
	zd_shape_view(&name, policy);
	if (!rc) {
		size_t n = all_outcomes(&outcomes, shapes, count, policy, &arena);
		zd_str_add(&sql, "DROP VIEW IF EXISTS ");
		zd_db_quote(&sql, zd_str_text(&name));
		zd_str_add(&sql, ";\nCREATE VIEW ");
		zd_db_quote(&sql, zd_str_text(&name));
		zd_str_add(&sql, " AS");
		for (size_t i = 0; i < count; i++) {
			zd_str_add(&sql, i > 0 ? "\nUNION ALL" : "");
			view_select(&sql, &shapes[i], policy, outcomes, n);
		}
		rc = zd_db_exec(db, zd_str_text(&sql), err);
	}
	zd_str_free(&sql);
	zd_str_free(&name);
	zd_arena_free(&arena);
	return rc;
}

static int make_views(sqlite3 *db, const struct zd_shape *s, struct zd_error *err)
{
	for (size_t i = 0; i < s->count; i++) {
		if ((i == 0 || strcmp(s->columns[i].policy, s->columns[i - 1].policy) != 0) &&
		    make_view(db, s->columns[i].policy, err))
			return err->code;
	}
	return ZD_OK;
}

/* ---- finding or making the shape of a stage ---- */

static int find_shape(struct zd_shape *out, sqlite3 *db, const char *entity, const char *columns,
		      struct zd_arena *arena, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool row = false;
	if (zd_db_prepare(&s, db, FIND_SHAPE, err))
		return err->code;
	int rc = zd_db_bind_string(s, 1, entity, err);
	if (!rc)
		rc = zd_db_bind_string(s, 2, columns, err);
	if (!rc)
		rc = zd_db_step(s, &row, err);
	if (!rc && row) {
		out->id = sqlite3_column_int64(s, 0);
		out->table = zd_arena_strdup(arena, zd_db_column_string(s, 1));
	}
	zd_db_finish(s);
	return rc;
}

static int add_shape(struct zd_shape *out, sqlite3 *db, const struct zd_stage *stage, const char *columns,
		     struct zd_arena *arena, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool taken = true;
	if (zd_db_number(&out->id, db, NEXT_SHAPE, err))
		return err->code;
	for (int64_t n = out->id; taken; n++) {
		out->table = zd_arena_printf(arena, "outcome_%s_%lld", stage->entity->name, (long long)n);
		if (row_exists(&taken, db, TABLE_EXISTS, out->table, err))
			return err->code;
	}
	if (zd_db_prepare(&s, db, ADD_SHAPE, err))
		return err->code;
	bool ok = !zd_db_bind_int(s, 1, out->id, err) && !zd_db_bind_string(s, 2, stage->entity->name, err) &&
		  !zd_db_bind_string(s, 3, out->table, err) && !zd_db_bind_string(s, 4, columns, err) &&
		  !zd_db_run(s, err);
	zd_db_finish(s);
	if (!ok || make_table(db, stage, out, err))
		return err->code;
	return make_views(db, out, err);
}

int zd_shape_make(struct zd_shape *out, sqlite3 *db, const struct zd_stage *stage, struct zd_arena *arena,
		  struct zd_error *err)
{
	struct zd_str columns = {0};
	*out = (struct zd_shape){0};
	columns_of_stage(out, stage, arena);
	columns_write(&columns, out);
	int rc = find_shape(out, db, stage->entity->name, zd_str_text(&columns), arena, err);
	if (!rc && !out->id)
		rc = add_shape(out, db, stage, zd_str_text(&columns), arena, err);
	zd_str_free(&columns);
	return rc;
}
