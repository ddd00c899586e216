/*
 * Effects. The record as it is, is read for each decision of a policy that
 * sets fields; only where a value differs something is kept, and written
 * through the same checks as any other change of a record.
 */
#include "store/effects.h"

#include <stdlib.h>
#include <string.h>

#include "model/text.h"
#include "store/db.h"
#include "store/records.h"

/* One policy of the plan that sets fields. */
struct setter {
	const struct zd_stage *stage;
	size_t step;
	sqlite3_stmt *get; /* by key: the fields it sets, then its `moved` */
};

struct zd_effects {
	struct zd_book *book;
	const struct zd_pack *pack;
	char moved[ZD_DATE_LEN + 1];
	struct zd_arena arena;
	struct setter *setters;
	size_t setter_count, setter_cap;
	struct zd_change *changes;
	size_t count, cap;
};

int zd_effects_open(struct zd_effects **out, struct zd_book *b, const struct zd_pack *pack, int32_t moved,
		    struct zd_error *err)
{
	struct zd_effects *e = zd_alloc(sizeof *e);
	struct zd_date day = zd_date_from_days(moved);
	*out = NULL;
	*e = (struct zd_effects){.book = b, .pack = pack};
	if (!zd_date_ok(day)) {
		free(e);
		return zd_fail(err, ZD_USAGE, "there is no day after that period");
	}
	zd_date_format(day, e->moved);
	*out = e;
	return ZD_OK;
}

static int prepare_get(struct setter *s, struct zd_effects *e, const struct zd_policy *p, struct zd_error *err)
{
	struct zd_str sql = {0};
	const struct zd_entity *entity = s->stage->entity;
	zd_str_add(&sql, "SELECT ");
	for (size_t i = 0; i < p->effect_count; i++) {
		zd_str_add(&sql, i ? ", " : "");
		zd_db_quote(&sql, p->effects[i].field);
	}
	if (p->moved) {
		zd_str_add(&sql, ", ");
		zd_db_quote(&sql, p->moved);
	}
	zd_str_add(&sql, " FROM ");
	zd_db_quote(&sql, entity->name);
	zd_str_add(&sql, " WHERE ");
	zd_db_quote(&sql, entity->fields[0].name);
	zd_str_add(&sql, " = ?1");
	int rc = zd_db_prepare_model(&s->get, zd_book_db(e->book), zd_str_text(&sql), err);
	zd_str_free(&sql);
	return rc;
}

static int setter_of(struct setter **out, struct zd_effects *e, const struct zd_stage *stage, size_t step,
		     struct zd_error *err)
{
	for (size_t i = 0; i < e->setter_count; i++) {
		*out = &e->setters[i];
		if ((*out)->stage == stage && (*out)->step == step)
			return ZD_OK;
	}
	ZD_GROW(e->setters, e->setter_count, e->setter_cap);
	*out = &e->setters[e->setter_count++];
	**out = (struct setter){.stage = stage, .step = step};
	return prepare_get(*out, e, stage->steps[step].policy, err);
}

static void keep(struct zd_effects *e, const struct zd_stage *stage, const struct zd_policy *p, const char *field,
		 const struct zd_value *subject, const struct zd_value *was, const struct zd_value *becomes)
{
	ZD_GROW(e->changes, e->count, e->cap);
	e->changes[e->count++] = (struct zd_change){.policy = p,
						    .entity = stage->entity,
						    .field = zd_entity_field(stage->entity, field),
						    .subject = zd_value_copy(&e->arena, subject),
						    .was = zd_value_copy(&e->arena, was),
						    .becomes = zd_value_copy(&e->arena, becomes)};
}

/* An outcome as its field has it: whole numbers are numbers too. */
static int as_field(struct zd_value *out, const struct zd_field *field, const struct zd_value *give,
		    struct zd_error *err)
{
	char why[128];
	*out = *give;
	if (field->type.kind == ZD_KIND_NUMBER && give->tag == ZD_INT)
		*out = zd_value_number((double)give->i);
	/* Of a reference, whether there is such a record is seen when it is written. */
	return field->type.kind == ZD_KIND_REF || zd_value_fits(&field->type, out, why, sizeof why)
		       ? ZD_OK
		       : zd_fail(err, ZD_DATA, "%s", why);
}

static int look_at(struct zd_effects *e, struct setter *s, const struct zd_value *subject, const struct zd_value *outs,
		   struct zd_error *err)
{
	static const struct zd_type date = {.kind = ZD_KIND_DATE};
	const struct zd_policy *p = s->stage->steps[s->step].policy;
	struct zd_value since = zd_value_string(e->moved), before;
	bool found = false, changed = false;
	int rc = zd_db_bind_value(s->get, 1, subject, err);
	if (!rc)
		rc = zd_db_step(s->get, &found, err);
	for (size_t i = 0; !rc && found && i < p->effect_count; i++) {
		const struct zd_field *field = zd_entity_field(s->stage->entity, p->effects[i].field);
		const struct zd_value *give = &outs[zd_policy_give(p, p->effects[i].give) - p->gives];
		struct zd_value was, becomes;
		if (give->tag == ZD_NIL)
			continue;
		rc = zd_db_column(&was, s->get, (int)i, &field->type, err);
		if (!rc)
			rc = as_field(&becomes, field, give, err);
		if (rc || zd_value_equal(&was, &becomes))
			continue;
		changed = true;
		keep(e, s->stage, p, field->name, subject, &was, &becomes);
	}
	if (!rc && changed && p->moved) {
		rc = zd_db_column(&before, s->get, (int)p->effect_count, &date, err);
		if (!rc && !zd_value_equal(&before, &since))
			keep(e, s->stage, p, p->moved, subject, &before, &since);
	}
	zd_db_reset(s->get);
	return rc;
}

int zd_effects_look(struct zd_effects *e, const struct zd_batch *b, struct zd_error *err)
{
	const struct zd_stage *stage = b->stage;
	for (size_t i = 0; i < stage->step_count; i++) {
		struct setter *setter;
		if (!stage->steps[i].policy->effect_count)
			continue;
		if (setter_of(&setter, e, stage, i, err))
			return err->code;
		for (size_t row = 0; row < b->count; row++) {
			if (b->status[row * stage->step_count + i] != ZD_DECIDED)
				continue;
			const struct zd_value *outs = &b->out[row * stage->out_count + stage->steps[i].first_out];
			if (look_at(e, setter, &b->ids[row], outs, err)) {
				struct zd_str key = {0};
				zd_value_plain(&key, &stage->entity->fields[0].type, &b->ids[row]);
				zd_fail_context(err, "%s of %s %s", stage->steps[i].policy->id, stage->entity->name,
						zd_str_text(&key));
				zd_str_free(&key);
				return err->code;
			}
		}
	}
	return ZD_OK;
}

const struct zd_change *zd_effects_changes(const struct zd_effects *e, size_t *count)
{
	*count = e->count;
	return e->changes;
}

static int note_change(sqlite3_stmt *s, const struct zd_change *c, int64_t close, struct zd_error *err)
{
	bool ok = !zd_db_bind_int(s, 1, close, err) && !zd_db_bind_string(s, 2, c->entity->name, err) &&
		  !zd_db_bind_value(s, 3, &c->subject, err) && !zd_db_bind_string(s, 4, c->field->name, err) &&
		  !zd_db_bind_string(s, 5, c->policy->id, err) && !zd_db_bind_value(s, 6, &c->was, err) &&
		  !zd_db_bind_value(s, 7, &c->becomes, err) && !zd_db_run(s, err);
	return ok ? ZD_OK : err->code;
}

int zd_effects_write(struct zd_effects *e, int64_t close, struct zd_error *err)
{
	sqlite3_stmt *s;
	if (zd_db_prepare(&s, zd_book_db(e->book),
			  "INSERT INTO zd_close_effect (close, entity, subject, field, policy, was, becomes)"
			  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
			  err))
		return err->code;
	int rc = ZD_OK;
	for (size_t i = 0; i < e->count && !rc; i++) {
		const struct zd_change *c = &e->changes[i];
		rc = zd_record_set(e->book, c->entity, &c->subject, &c->field->name, &c->becomes, 1, err);
		if (!rc)
			rc = note_change(s, c, close, err);
	}
	zd_db_finish(s);
	return rc;
}

void zd_effects_close(struct zd_effects *e)
{
	if (!e)
		return;
	for (size_t i = 0; i < e->setter_count; i++)
		zd_db_finish(e->setters[i].get);
	free(e->setters);
	free(e->changes);
	zd_arena_free(&e->arena);
	free(e);
}
