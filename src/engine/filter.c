/* A source of one subject, over any other. */
#include "engine/filter.h"

#include <stdlib.h>

#include "model/text.h"

struct filtered {
	struct zd_source source;
	const struct zd_filter *filter;
	struct zd_source *inner;
	bool whole;            /* the subject's whole group passes */
	struct zd_value group; /* then */
	struct zd_arena arena;
	bool done; /* no more rows will pass */
};

static bool passes(const struct filtered *f, const struct zd_batch *b, size_t row)
{
	if (f->whole) {
		size_t over = (size_t)b->stage->over_slot;
		return zd_value_equal(&b->in[row * b->stage->slot_count + over], &f->group);
	}
	return zd_value_equal(&b->ids[row], f->filter->subject);
}

static int filtered_next(struct zd_source *self, struct zd_batch *b, struct zd_error *err)
{
	struct filtered *f = (struct filtered *)self;
	size_t slots = b->stage->slot_count;
	do {
		zd_batch_clear(b);
		if (f->done)
			return ZD_OK;
		if (f->inner->next(f->inner, b, err))
			return err->code;
		size_t kept = 0, read = b->count;
		for (size_t row = 0; row < read; row++) {
			if (!passes(f, b, row))
				continue;
			b->ids[kept] = b->ids[row];
			for (size_t i = 0; i < slots; i++)
				b->in[kept * slots + i] = b->in[row * slots + i];
			kept++;
		}
		b->count = kept;
		f->done = !read || (kept && !f->whole);
	} while (!b->count && !f->done);
	return ZD_OK;
}

static void filtered_close(struct zd_source *self)
{
	struct filtered *f = (struct filtered *)self;
	if (f->inner)
		f->inner->close(f->inner);
	zd_arena_free(&f->arena);
	free(f);
}

/* Reads through the subjects once to see which group the one asked for belongs to. */
static int find_group(struct filtered *f, const struct zd_stage *stage, const struct zd_scope *scope,
		      struct zd_error *err)
{
	struct zd_source *source = NULL;
	struct zd_batch *b = zd_batch_new(stage, 512);
	bool found = false;
	int code = f->filter->inner.open(f->filter->inner.context, stage, scope, &source, err);
	while (!code && !found) {
		zd_batch_clear(b);
		code = source->next(source, b, err);
		if (code || !b->count)
			break;
		for (size_t row = 0; row < b->count && !found; row++) {
			if (!zd_value_equal(&b->ids[row], f->filter->subject))
				continue;
			found = true;
			f->group = zd_value_copy(&f->arena, &b->in[row * stage->slot_count + (size_t)stage->over_slot]);
		}
	}
	if (source)
		source->close(source);
	zd_batch_free(b);
	f->done = !found;
	f->whole = f->group.tag != ZD_NIL;
	return code;
}

static int filtered_open(void *context, const struct zd_stage *stage, const struct zd_scope *scope,
			 struct zd_source **out, struct zd_error *err)
{
	struct zd_filter *filter = context;
	if (stage != filter->stage)
		return filter->inner.open(filter->inner.context, stage, scope, out, err);
	struct filtered *f = zd_alloc(sizeof *f);
	f->source = (struct zd_source){filtered_next, filtered_close};
	f->filter = filter;
	*out = &f->source;
	int code = stage->is_set ? find_group(f, stage, scope, err) : ZD_OK;
	if (!code)
		code = filter->inner.open(filter->inner.context, stage, scope, &f->inner, err);
	if (code) {
		filtered_close(&f->source);
		*out = NULL;
	}
	return code;
}

struct zd_source_maker zd_filter_sources(struct zd_filter *f)
{
	return (struct zd_source_maker){.context = f, .open = filtered_open};
}
