/* The records of a world, and how they are decided. */
#include "world.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "model/text.h"

/* ---- the records ---- */

const struct zd_value *world_cell(const struct world *w, const char *entity, size_t row, const char *name)
{
	const struct world_table *t = world_table_of(w, entity);
	size_t at = 0;
	while (at < t->entity->field_count && strcmp(t->entity->fields[at].name, name) != 0)
		at++;
	if (at == t->entity->field_count) {
		for (size_t i = 0; i < w->pack.fact_count; i++) {
			const struct zd_fact *f = &w->pack.facts[i];
			if (strcmp(f->subject, entity) != 0)
				continue;
			for (size_t k = 0; k < f->value_count; k++, at++) {
				if (strcmp(f->values[k].name, name) == 0)
					return &t->cells[row * t->width + at];
			}
		}
	}
	if (at >= t->entity->field_count)
		ck_abort_msg("%s has no %s", entity, name);
	return &t->cells[row * t->width + at];
}

size_t world_follow(const struct world *w, const struct zd_entity *e, size_t row, const struct zd_slot *slot,
		    const struct zd_value **key)
{
	for (size_t i = 0; i < slot->via_count; i++) {
		*key = world_cell(w, e->name, row, slot->via[i]);
		e = zd_pack_entity(&w->pack, zd_entity_field(e, slot->via[i])->type.entity);
		const struct world_table *t = world_table_of(w, e->name);
		size_t end = t->rows;
		for (row = 0; row < end;) {
			size_t middle = row + (end - row) / 2;
			if (zd_value_compare(&t->cells[middle * t->width], *key) < 0)
				row = middle + 1;
			else
				end = middle;
		}
		if (row == t->rows || !zd_value_equal(&t->cells[row * t->width], *key))
			return SIZE_MAX;
	}
	return row;
}

const struct zd_value *world_value(const struct world *w, const struct zd_entity *e, size_t row,
				   const struct zd_slot *slot)
{
	const struct zd_value *key;
	row = world_follow(w, e, row, slot, &key);
	return row == SIZE_MAX ? NULL
			       : world_cell(w, slot->entity->name, row,
					    slot->kind == ZD_SLOT_FIELD ? slot->field->name
									: slot->fact->values[slot->fact_value].name);
}

struct world_source {
	struct zd_source base;
	struct world *world;
	const struct zd_stage *stage;
	const struct world_table *table;
	struct zd_scope scope;
	size_t row;
};

static struct zd_value date_value(int32_t day, struct zd_arena *arena)
{
	char text[ZD_DATE_LEN + 1];
	zd_date_format(zd_date_from_days(day), text);
	return zd_value_text(zd_arena_strdup(arena, text), ZD_DATE_LEN);
}

static struct zd_value slot_value(const struct world_source *s, const struct zd_slot *slot, struct zd_arena *arena)
{
	const struct zd_value *key = NULL, *found = NULL;
	int32_t first, last;
	zd_scope_period(&s->scope, s->stage, &first, &last);
	switch (slot->kind) {
	case ZD_SLOT_FIELD:
	case ZD_SLOT_FACT:
		found = world_value(s->world, s->stage->entity, s->row, slot);
		return found ? zd_value_copy(arena, found) : ZD_VALUE_NIL;
	case ZD_SLOT_OUTCOME:
		if (slot->via_count)
			world_follow(s->world, s->stage->entity, s->row, slot, &key);
		return key ? zd_value_copy(arena, key) : ZD_VALUE_NIL;
	case ZD_SLOT_AS_OF:
		return date_value(s->scope.as_of, arena);
	case ZD_SLOT_PERIOD_START:
		return date_value(first, arena);
	case ZD_SLOT_PERIOD_END:
		return date_value(last, arena);
	default: /* nothing is on record */
		return ZD_VALUE_NIL;
	}
}

static int source_next(struct zd_source *self, struct zd_batch *b, struct zd_error *err)
{
	struct world_source *s = (struct world_source *)self;
	const struct zd_stage *stage = s->stage;
	size_t most = s->world->batch_rows && s->world->batch_rows < b->cap ? s->world->batch_rows : b->cap;
	for (; b->count < most && s->row < s->table->rows; s->row++) {
		if (s->world->fail_at && s->row + 1 == s->world->fail_at)
			return zd_fail(err, ZD_BOOK, "row %zu cannot be read", s->row);
		b->ids[b->count] = zd_value_copy(&b->arena, &s->table->cells[s->row * s->table->width]);
		if (s->scope.subject && !zd_value_equal(&b->ids[b->count], s->scope.subject))
			continue;
		for (size_t i = 0; i < stage->slot_count; i++)
			b->in[b->count * stage->slot_count + i] = slot_value(s, &stage->slots[i], &b->arena);
		b->count++;
	}
	return ZD_OK;
}

static void source_close(struct zd_source *self)
{
	((struct world_source *)self)->world->closed++;
	free(self);
}

static int source_open(void *context, const struct zd_stage *stage, const struct zd_scope *scope,
		       struct zd_source **out, struct zd_error *err)
{
	struct world_source *s = zd_alloc(sizeof *s);
	(void)err;
	*s = (struct world_source){{source_next, source_close}, context, stage, NULL, *scope, 0};
	s->table = world_table_of(s->world, stage->entity->name);
	s->world->opened++;
	*out = &s->base;
	return ZD_OK;
}

/* ---- deciding ---- */

struct world_decider {
	struct zd_decider base;
	struct world *world;
	const struct zd_stage *stage;
	const struct zd_variant *variants;
	enum zd_mode mode;
};

static bool gather_args(struct world_decider *d, struct zd_batch *b, size_t row, size_t step, struct zd_value *args)
{
	const struct zd_step *s = &d->stage->steps[step];
	for (size_t i = 0; i < s->policy->need_count; i++) {
		const struct zd_arg *a = &s->args[i];
		args[i] = a->from_row ? b->out[row * d->stage->out_count + a->index]
				      : b->in[row * d->stage->slot_count + a->index];
		if (args[i].tag == ZD_NIL && !a->optional) {
			struct zd_error err;
			zd_fail(&err, ZD_DATA, "%s is missing", s->policy->needs[i].path);
			zd_batch_fail(b, row, step, &err, s->policy->needs[i].path);
			return false;
		}
	}
	return true;
}

static void note(struct world_decider *d, struct zd_batch *b, size_t row, size_t step, const struct zd_value *out)
{
	struct zd_str text = {0};
	if (d->mode == ZD_MODE_FAST)
		return;
	zd_value_plain(&text, &d->stage->out_types[d->stage->steps[step].first_out], out);
	zd_batch_because(b, row, step, d->stage->steps[step].policy->id, zd_str_text(&text), text.len);
	if (d->mode == ZD_MODE_TRACE)
		zd_batch_trace(b, row, step, 1, "out", zd_str_text(&text));
	zd_str_free(&text);
}

/* One step of `rows` rows from the first on. */
static void decide_rows(struct world_decider *d, struct zd_batch *b, size_t first, size_t rows, size_t step)
{
	const struct zd_step *s = &d->stage->steps[step];
	const struct zd_variant_step *v = &d->variants[b->variant[first]].steps[step];
	size_t needs = s->policy->need_count, gives = s->policy->give_count;
	world_rule *rule = d->world->rules[s->policy - d->world->pack.policies];
	struct zd_value *args = zd_alloc((rows * needs + 1) * sizeof *args);
	struct zd_value *out = zd_alloc((rows * gives + 1) * sizeof *out);
	struct zd_error err;
	bool ready = true;
	for (size_t i = 0; i < rows && ready; i++)
		ready = gather_args(d, b, first + i, step, &args[i * needs]);
	if (ready && (rule ? rule : world_mix)(s->policy, args, v->params, rows, out, &b->arena, &err)) {
		for (size_t i = 0; i < rows; i++)
			zd_batch_fail(b, first + i, step, &err, NULL);
		ready = false;
	}
	for (size_t i = 0; i < rows; i++) {
		struct zd_value *to = &b->out[(first + i) * d->stage->out_count + s->first_out];
		for (size_t k = 0; k < gives; k++)
			to[k] = ready ? out[i * gives + k] : ZD_VALUE_NIL;
		if (ready)
			note(d, b, first + i, step, to);
		else
			b->status[(first + i) * d->stage->step_count + step] = ZD_FAILED;
	}
	free(args);
	free(out);
}

static int decide(struct zd_decider *self, struct zd_batch *b, struct zd_error *err)
{
	struct world_decider *d = (struct world_decider *)self;
	(void)err;
	if (d->stage->is_set && b->count) {
		decide_rows(d, b, 0, b->count, 0);
		return ZD_OK;
	}
	for (size_t row = 0; row < b->count; row++) {
		for (size_t step = 0; step < d->stage->step_count; step++) {
			const struct zd_step *s = &d->stage->steps[step];
			const struct zd_value *when =
				&b->in[row * d->stage->slot_count + (size_t)(s->when_slot < 0 ? 0 : s->when_slot)];
			b->status[row * d->stage->step_count + step] = ZD_DECIDED;
			if (s->when_slot < 0 || (when->tag == ZD_BOOL && when->i)) {
				decide_rows(d, b, row, 1, step);
				continue;
			}
			b->status[row * d->stage->step_count + step] = ZD_LEFT_OUT;
			for (size_t k = 0; k < s->policy->give_count; k++)
				b->out[row * d->stage->out_count + s->first_out + k] = ZD_VALUE_NIL;
		}
	}
	return ZD_OK;
}

static void decider_free(struct zd_decider *self)
{
	((struct world_decider *)self)->world->freed++;
	free(self);
}

static int decider_make(void *context, const struct zd_pack *pack, const struct zd_stage *stage,
			const struct zd_variant *variants, size_t variant_count, enum zd_mode mode,
			struct zd_decider **out, struct zd_error *err)
{
	struct world_decider *d = zd_alloc(sizeof *d);
	(void)pack, (void)variant_count, (void)err;
	*d = (struct world_decider){{decide, decider_free}, context, stage, variants, mode};
	d->world->made++;
	*out = &d->base;
	return ZD_OK;
}

/* ---- streams ---- */

struct zd_stream_options world_options(struct world *w, const struct zd_plan *plan, int threads)
{
	return (struct zd_stream_options){
		.plan = plan,
		.scope = {.as_of = zd_date_days((struct zd_date){2025, 11, 30})},
		.sources = {w, source_open},
		.deciders = {w, decider_make},
		.mode = ZD_MODE_REASONS,
		.threads = threads,
	};
}

void world_print(struct zd_str *out, const struct zd_batch *b)
{
	const struct zd_stage *s = b->stage;
	size_t reason = 0, failure = 0;
	for (size_t row = 0; row < b->count; row++) {
		zd_str_printf(out, "%zu/%llu ", s->index, (unsigned long long)(b->first + row));
		zd_value_plain(out, &s->entity->fields[0].type, &b->ids[row]);
		for (size_t i = 0; i < s->step_count; i++)
			zd_str_printf(out, " %s:%u", s->steps[i].policy->id, b->status[row * s->step_count + i]);
		for (size_t i = 0; i < s->out_count; i++) {
			zd_str_addc(out, '|');
			zd_value_plain(out, &s->out_types[i], &b->out[row * s->out_count + i]);
		}
		for (; failure < b->failure_count && b->failures[failure].row == row; failure++)
			zd_str_printf(out, " failed %s", b->failures[failure].message);
		for (; reason < b->reason_count && b->reasons[reason].row == row; reason++)
			zd_str_printf(out, " because %s", b->reasons[reason].text);
		zd_str_addc(out, '\n');
	}
	ck_assert_uint_eq(reason, b->reason_count);
	ck_assert_uint_eq(failure, b->failure_count);
}

int world_digest(struct zd_str *out, const struct zd_stream_options *o, struct zd_error *err)
{
	struct zd_stream *s;
	struct zd_batch *b = NULL;
	int code = zd_stream_open(&s, o, err);
	while (!code && !(code = zd_stream_next(s, &b, err)) && b)
		world_print(out, b);
	zd_stream_close(s);
	return code;
}

/* ---- the rule that mixes ---- */

static uint64_t mix(uint64_t h, uint64_t n)
{
	h = (h ^ n) * UINT64_C(0x9e3779b97f4a7c15);
	return h ^ (h >> 29);
}

static uint64_t mix_value(uint64_t h, const struct zd_value *v)
{
	h = mix(h, v->tag);
	if (v->tag == ZD_TEXT) {
		for (uint32_t i = 0; i < v->len; i++)
			h = mix(h, (unsigned char)v->s[i]);
	} else if (v->tag == ZD_LIST) {
		for (uint32_t i = 0; i < v->len; i++)
			h = mix_value(h, &v->list[i]);
	} else if (v->tag != ZD_NIL) {
		h = mix(h, (uint64_t)v->i);
	}
	return h;
}

static struct zd_value mixed(const struct zd_give *g, uint64_t h, struct zd_arena *arena)
{
	if (g->optional && h % 5 == 0)
		return ZD_VALUE_NIL;
	switch (g->type.kind) {
	case ZD_KIND_BOOL:
		return zd_value_bool(h & 1);
	case ZD_KIND_NUMBER:
		return zd_value_number((double)(h % 1000) / 4);
	case ZD_KIND_ENUM: {
		const char *value = g->type.enums->values[h % g->type.enums->count];
		return zd_value_text(value, strlen(value));
	}
	case ZD_KIND_TEXT: {
		char *text = zd_arena_printf(arena, "t%llu", (unsigned long long)(h % 1000));
		return zd_value_text(text, strlen(text));
	}
	default:
		return zd_value_int((int64_t)(h % 1000));
	}
}

int world_mix(const struct zd_policy *p, const struct zd_value *args, const struct zd_value *params, size_t rows,
	      struct zd_value *out, struct zd_arena *arena, struct zd_error *err)
{
	uint64_t all = mix(7, strlen(p->id));
	for (size_t i = 0; i < p->param_count; i++)
		all = mix_value(all, &params[i]);
	for (size_t i = 0; i < rows * p->need_count; i++)
		all = mix_value(all, &args[i]);
	if (all % 19 == 0)
		return zd_fail(err, ZD_POLICY, "%s: mixed up", p->id);
	for (size_t row = 0; row < rows; row++) {
		uint64_t h = all;
		for (size_t i = 0; i < p->need_count; i++)
			h = mix_value(h, &args[row * p->need_count + i]);
		for (size_t k = 0; k < p->give_count; k++)
			out[row * p->give_count + k] = mixed(&p->gives[k], mix(h, k), arena);
	}
	return ZD_OK;
}

uint64_t world_random(uint64_t *state)
{
	uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}
