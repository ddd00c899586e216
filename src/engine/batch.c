/* Batches: arrays sized once for a stage, cleared and filled again. */
#include "engine/batch.h"

#include <stdlib.h>
#include <string.h>

#include "model/text.h"

struct zd_batch *zd_batch_new(const struct zd_stage *stage, size_t cap)
{
	struct zd_batch *b = zd_alloc(sizeof *b);
	b->stage = stage;
	b->cap = cap;
	b->ids = zd_alloc((cap + 1) * sizeof *b->ids);
	b->in = zd_alloc((cap * stage->slot_count + 1) * sizeof *b->in);
	b->out = zd_alloc((cap * stage->out_count + 1) * sizeof *b->out);
	b->status = zd_alloc(cap * stage->step_count + 1);
	b->variant = zd_alloc((cap + 1) * sizeof *b->variant);
	return b;
}

void zd_batch_clear(struct zd_batch *b)
{
	b->count = 0;
	b->complete = false;
	b->failure_count = 0;
	b->reason_count = 0;
	b->trace_count = 0;
	zd_arena_reset(&b->arena);
}

void zd_batch_free(struct zd_batch *b)
{
	if (!b)
		return;
	free(b->ids);
	free(b->in);
	free(b->out);
	free(b->status);
	free(b->variant);
	free(b->failures);
	free(b->reasons);
	free(b->traces);
	zd_arena_free(&b->arena);
	free(b);
}

static void batch_grow(struct zd_batch *b, size_t cap)
{
	b->cap = cap;
	b->ids = zd_realloc(b->ids, cap * sizeof *b->ids);
	b->in = zd_realloc(b->in, (cap * b->stage->slot_count + 1) * sizeof *b->in);
	b->out = zd_realloc(b->out, (cap * b->stage->out_count + 1) * sizeof *b->out);
	b->status = zd_realloc(b->status, cap * b->stage->step_count + 1);
	b->variant = zd_realloc(b->variant, cap * sizeof *b->variant);
}

void zd_batch_copy_row(struct zd_batch *to, size_t at, const struct zd_batch *from, size_t row, bool deep)
{
	size_t slots = to->stage->slot_count;
	to->ids[at] = deep ? zd_value_copy(&to->arena, &from->ids[row]) : from->ids[row];
	for (size_t i = 0; i < slots; i++) {
		const struct zd_value *v = &from->in[row * slots + i];
		to->in[at * slots + i] = deep && v->tag >= ZD_TEXT ? zd_value_copy(&to->arena, v) : *v;
	}
	to->variant[at] = from->variant[row];
}

void zd_batch_append(struct zd_batch *to, const struct zd_batch *from)
{
	if (to->count + from->count > to->cap)
		batch_grow(to, (to->cap + from->count) * 2);
	size_t outs = to->stage->out_count, steps = to->stage->step_count;
	for (size_t row = 0; row < from->count; row++) {
		size_t at = to->count++;
		zd_batch_copy_row(to, at, from, row, true);
		for (size_t i = 0; i < outs; i++)
			to->out[at * outs + i] = zd_value_copy(&to->arena, &from->out[row * outs + i]);
		memcpy(&to->status[at * steps], &from->status[row * steps], steps);
	}
}

void zd_batch_fail(struct zd_batch *b, size_t row, size_t step, const struct zd_error *err, const char *field)
{
	ZD_GROW(b->failures, b->failure_count, b->failure_cap);
	b->failures[b->failure_count++] = (struct zd_failure){
		.row = row,
		.step = step,
		.code = err->code,
		.file = err->file[0] ? zd_arena_strdup(&b->arena, err->file) : NULL,
		.line = err->line,
		.field = field ? zd_arena_strdup(&b->arena, field) : NULL,
		.message = zd_arena_strdup(&b->arena, err->message),
	};
	b->status[row * b->stage->step_count + step] = ZD_FAILED;
}

void zd_batch_because(struct zd_batch *b, size_t row, size_t step, const char *clause, const char *text, size_t len)
{
	ZD_GROW(b->reasons, b->reason_count, b->reason_cap);
	b->reasons[b->reason_count++] = (struct zd_reason){
		.row = row,
		.step = step,
		.clause = zd_arena_strdup(&b->arena, clause),
		.text = zd_arena_strndup(&b->arena, text, len),
	};
}

void zd_batch_trace(struct zd_batch *b, size_t row, size_t step, int line, const char *name, const char *value)
{
	ZD_GROW(b->traces, b->trace_count, b->trace_cap);
	b->traces[b->trace_count++] = (struct zd_trace){
		.row = row,
		.step = step,
		.line = line,
		.name = name ? zd_arena_strdup(&b->arena, name) : NULL,
		.value = value ? zd_arena_strdup(&b->arena, value) : NULL,
	};
}
