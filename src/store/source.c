/*
 * The book as a source of subjects. One query gives the subjects in the order
 * of their keys with all fields, also those of records they refer to, and
 * facts of such records; the subjects' own facts and their histories are
 * cursors in the same order that walk along. Nothing is held but the batch.
 */
#include <stdlib.h>
#include <string.h>

#include "store/db.h"
#include "store/history.h"
#include "store/reading.h"
#include "store/sharing_rows.h"
#include "store/subjects.h"

/* A slot with the same value for all. */
struct constant {
	size_t to;
	const char *text;
};

struct past {
	size_t to;
	size_t since; /* place among the extra values, or SIZE_MAX */
	struct zd_history *history;
};

struct book_source {
	struct zd_source base;
	struct zd_reader *reader;
	const struct zd_stage *stage;
	struct zd_arena arena;
	struct zd_fact_binds binds;
	struct zd_subjects subjects;
	struct zd_fact_rows *facts;
	size_t fact_count;
	struct past *pasts;
	size_t past_count;
	struct constant *constants;
	size_t constant_count;
	size_t *empty; /* slots that the engine fills */
	size_t empty_count;
	struct zd_value *extra; /* values that no slot has */
	struct zd_str last;     /* the key of the row before, where facts are joined */
	bool has_last;
	bool done;
};

/* ---- one row ---- */

static int fail_twice(const struct book_source *s, const struct zd_value *id, struct zd_error *err)
{
	/* Every other table is joined by its key, so a fact has given two rows: find out which. */
	const struct zd_subjects *q = &s->subjects;
	char key[128];
	if (q->far_count == 1)
		return zd_fail_at(err, ZD_DATA, q->far[0].use.fact->place.file, q->far[0].use.fact->place.line, 0,
				  "fact %s gives two rows for the same %s", q->far[0].use.fact->name,
				  q->far[0].use.fact->subject);
	struct zd_str names = {0};
	for (size_t i = 0; i < q->far_count; i++)
		zd_str_printf(&names, "%s%s", i > 0 ? ", " : "", q->far[i].use.fact->name);
	zd_fail(err, ZD_DATA, "one of the facts %s gives two rows for what %s %s refers to", zd_str_text(&names),
		s->stage->entity->name, zd_key_words(id, key, sizeof key));
	zd_str_free(&names);
	return ZD_DATA;
}

/* With joined facts: the same subject must not come twice. */
static int check_once(struct book_source *s, const struct zd_value *id, struct zd_error *err)
{
	const char *bytes = id->tag == ZD_TEXT ? id->s : (const char *)&id->i;
	size_t n = id->tag == ZD_TEXT ? id->len : sizeof id->i;
	if (s->has_last && s->last.len == n && memcmp(s->last.s, bytes, n) == 0)
		return fail_twice(s, id, err);
	zd_str_clear(&s->last);
	zd_str_addn(&s->last, bytes, n);
	s->has_last = true;
	return ZD_OK;
}

static int take_far(struct book_source *s, struct zd_far_fact *far, struct zd_value *in, struct zd_arena *arena,
		    struct zd_error *err)
{
	sqlite3_stmt *rows = s->subjects.s;
	struct zd_value key = zd_pick_key(rows, far->ref);
	if (key.tag == ZD_NIL) {
		/* There is no record, so nothing is known, not even a default. */
		for (size_t i = 0; i < far->use.count; i++)
			in[far->use.picks[i].to] = ZD_VALUE_NIL;
		return ZD_OK;
	}
	if (far->rows.s)
		return zd_fact_rows_take(&far->rows, &key, in, arena, err);
	if (sqlite3_column_type(rows, far->use.key) != SQLITE_NULL)
		return zd_fact_take(&far->use, rows, &key, in, arena, err);
	zd_fact_fall_back(&far->use, in);
	return ZD_OK;
}

/* What comes from elsewhere than the subjects' own row. */
static int take_others(struct book_source *s, const struct zd_value *id, struct zd_value *in, struct zd_arena *arena,
		       struct zd_error *err)
{
	const struct zd_subjects *q = &s->subjects;
	static const struct zd_value nil = {.tag = ZD_NIL};
	for (size_t i = 0; i < q->far_count; i++) {
		if (take_far(s, &s->subjects.far[i], in, arena, err))
			return err->code;
	}
	for (size_t i = 0; i < s->fact_count; i++) {
		if (zd_fact_rows_take(&s->facts[i], id, in, arena, err))
			return err->code;
	}
	if (q->extra_count && zd_pick_row(q->s, q->extra_picks, q->extra_count, s->extra, arena, err))
		return err->code;
	for (size_t i = 0; i < s->past_count; i++) {
		const struct past *p = &s->pasts[i];
		const struct zd_value *since = p->since == SIZE_MAX ? &nil : &s->extra[p->since];
		if (zd_history_take(&in[p->to], p->history, id, since, arena, err))
			return err->code;
	}
	return ZD_OK;
}

static int next(struct zd_source *self, struct zd_batch *b, struct zd_error *err)
{
	struct book_source *s = (struct book_source *)self;
	const struct zd_subjects *q = &s->subjects;
	size_t width = s->stage->slot_count;
	bool others = q->far_count || s->fact_count || s->past_count;
	const char *dates[3];
	b->count = 0;
	b->complete = false;
	/* The batch may outlive the source, so it has its own copy. */
	for (size_t i = 0; i < s->constant_count; i++)
		dates[i] = zd_arena_strndup(&b->arena, s->constants[i].text, ZD_DATE_LEN);
	while (b->count < b->cap && !s->done) {
		struct zd_value *id = &b->ids[b->count], *in = &b->in[b->count * width];
		int rc = zd_guard_step(&s->reader->guard, q->s);
		if (rc != SQLITE_ROW) {
			s->done = true;
			return rc == SQLITE_DONE ? ZD_OK
						 : zd_guard_fail(&s->reader->guard,
								 q->far_count == 1 ? q->far[0].use.fact : NULL, err);
		}
		*id = zd_pick_key(q->s, 0);
		if (id->tag == ZD_TEXT)
			id->s = zd_arena_strndup(&b->arena, id->s, id->len);
		if (q->far_count && check_once(s, id, err))
			return err->code;
		if (zd_pick_row(q->s, q->picks, q->pick_count, in, &b->arena, err))
			return err->code;
		for (size_t i = 0; i < s->constant_count; i++)
			in[s->constants[i].to] = zd_value_text(dates[i], ZD_DATE_LEN);
		for (size_t i = 0; i < s->empty_count; i++)
			in[s->empty[i]] = ZD_VALUE_NIL;
		if (others && take_others(s, id, in, &b->arena, err))
			return err->code;
		b->count++;
	}
	return ZD_OK;
}

static void close_source(struct zd_source *self)
{
	struct book_source *s = (struct book_source *)self;
	zd_subjects_close(&s->subjects);
	for (size_t i = 0; i < s->fact_count; i++)
		zd_fact_rows_close(&s->facts[i]);
	for (size_t i = 0; i < s->past_count; i++)
		zd_history_close(s->pasts[i].history);
	zd_str_free(&s->last);
	zd_arena_free(&s->arena);
	free(s);
}

/* ---- opening ---- */

/* The first slot of a fact file of the subject itself opens its cursor; the others share it. */
static int open_fact(struct book_source *s, const struct zd_pack *pack, const struct zd_scope *scope, size_t at,
		     struct zd_error *err)
{
	const struct zd_stage *stage = s->stage;
	const struct zd_fact *fact = stage->slots[at].fact;
	struct zd_fact_use use = {.fact = fact};
	for (size_t i = 0; i < s->fact_count; i++) {
		if (s->facts[i].use.fact == fact)
			return ZD_OK;
	}
	use.picks = zd_arena_alloc(&s->arena, stage->slot_count * sizeof *use.picks);
	use.values = zd_arena_alloc(&s->arena, stage->slot_count * sizeof *use.values);
	for (size_t i = at; i < stage->slot_count; i++) {
		const struct zd_slot *slot = &stage->slots[i];
		if (slot->kind != ZD_SLOT_FACT || slot->via_count || slot->fact != fact)
			continue;
		use.values[use.count] = slot->fact_value;
		use.picks[use.count++] = zd_pick_of(0, i, &fact->values[slot->fact_value].type, false);
	}
	const struct zd_shared_fact *kept =
		scope->subject ? NULL : zd_sharing_find(s->reader->sharing, fact, &s->binds);
	if (kept) {
		zd_fact_rows_keep(&s->facts[s->fact_count++], kept, &use);
		return ZD_OK;
	}
	return zd_fact_rows_open(&s->facts[s->fact_count++], &s->reader->guard, pack, &use, &s->binds, scope->subject,
				 err);
}

static int open_slot(struct book_source *s, const struct zd_pack *pack, const struct zd_scope *scope, size_t at,
		     struct zd_error *err)
{
	const struct zd_slot *slot = &s->stage->slots[at];
	int32_t first, last;
	switch (slot->kind) {
	case ZD_SLOT_FACT:
		return slot->via_count ? ZD_OK : open_fact(s, pack, scope, at, err);
	case ZD_SLOT_MERGED:
		s->empty[s->empty_count++] = at;
		return ZD_OK;
	case ZD_SLOT_OUTCOME:
		if (slot->via_count == 0)
			s->empty[s->empty_count++] = at;
		return ZD_OK;
	case ZD_SLOT_HISTORY: {
		struct past *p = &s->pasts[s->past_count++];
		*p = (struct past){.to = at, .since = s->subjects.since[at]};
		zd_scope_period(scope, s->stage, &first, &last);
		if (slot->before)
			last = first - 1;
		if (scope->recorded_until && *scope->recorded_until < last)
			last = *scope->recorded_until;
		return zd_history_open(&p->history, s->reader, s->stage, slot, last, scope->subject, err);
	}
	case ZD_SLOT_AS_OF:
		s->constants[s->constant_count++] = (struct constant){at, s->binds.as_of};
		return ZD_OK;
	case ZD_SLOT_PERIOD_START:
		s->constants[s->constant_count++] = (struct constant){at, s->binds.period_start};
		return ZD_OK;
	case ZD_SLOT_PERIOD_END:
		s->constants[s->constant_count++] = (struct constant){at, s->binds.period_end};
		return ZD_OK;
	case ZD_SLOT_FIELD:
		return ZD_OK;
	}
	return ZD_OK;
}

int zd_book_source_open(struct zd_reader *r, const struct zd_pack *pack, const struct zd_stage *stage,
			const struct zd_scope *scope, struct zd_source **out, struct zd_error *err)
{
	struct book_source *s = zd_alloc(sizeof *s);
	size_t slots = stage->slot_count + 1;
	*s = (struct book_source){.base = {next, close_source}, .reader = r, .stage = stage};
	s->facts = zd_arena_alloc(&s->arena, slots * sizeof *s->facts);
	s->pasts = zd_arena_alloc(&s->arena, slots * sizeof *s->pasts);
	s->constants = zd_arena_alloc(&s->arena, slots * sizeof *s->constants);
	s->empty = zd_arena_alloc(&s->arena, slots * sizeof *s->empty);
	s->extra = zd_arena_alloc(&s->arena, slots * sizeof *s->extra);
	zd_fact_binds_of(&s->binds, scope, stage);
	int rc = zd_subjects_open(&s->subjects, &r->guard, pack, stage, scope, &s->binds, &s->arena, err);
	for (size_t i = 0; i < stage->slot_count && !rc; i++)
		rc = open_slot(s, pack, scope, i, err);
	if (rc) {
		close_source(&s->base);
		s = NULL;
	}
	*out = s ? &s->base : NULL;
	return rc;
}
