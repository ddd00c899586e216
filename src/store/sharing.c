/* Sharing facts: jobs that two threads take in turn, each with a reader of its own. */
#include "store/sharing.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "model/text.h"
#include "store/db.h"
#include "store/reading.h"
#include "store/sharing_rows.h"

#define MOST_VALUES ((size_t)4 << 20)

struct job {
	struct zd_shared_fact kept;
	enum zd_tag key_tag;
	bool done;
};

struct zd_sharing {
	struct zd_reader *readers[2];
	struct zd_arena arena;
	struct zd_map excepted; /* "entity.field" */
	const struct zd_pack *pack;
	struct job *jobs;
	size_t count, cap;
	size_t next; /* under the lock */
	pthread_mutex_t lock;
};

struct zd_sharing *zd_sharing_new(struct zd_reader *a, struct zd_reader *b)
{
	struct zd_sharing *s = zd_alloc(sizeof *s);
	s->readers[0] = a;
	s->readers[1] = b;
	a->sharing = b->sharing = s;
	pthread_mutex_init(&s->lock, NULL);
	return s;
}

static void forget(struct zd_sharing *s)
{
	for (size_t i = 0; i < s->count; i++) {
		free(s->jobs[i].kept.keys);
		free(s->jobs[i].kept.values);
		zd_arena_free(&s->jobs[i].kept.arena);
	}
	s->count = 0;
}

void zd_sharing_free(struct zd_sharing *s)
{
	if (!s)
		return;
	s->readers[0]->sharing = s->readers[1]->sharing = NULL;
	forget(s);
	free(s->jobs);
	zd_map_free(&s->excepted);
	zd_arena_free(&s->arena);
	pthread_mutex_destroy(&s->lock);
	free(s);
}

static const char *field_key(struct zd_arena *arena, const char *entity, const char *field)
{
	char *key = zd_arena_printf(arena, "%s.%s", entity, field);
	for (char *c = key; *c; c++) {
		if (*c >= 'A' && *c <= 'Z') /* SQL does not tell capitals apart */
			*c = (char)(*c - 'A' + 'a');
	}
	return key;
}

void zd_sharing_except(struct zd_sharing *s, const char *entity, const char *field)
{
	zd_map_put(&s->excepted, field_key(&s->arena, entity, field), s);
}

/* ---- one fact ---- */

/* What a fact reads, looked at while it is prepared. */
struct looking {
	const struct zd_sharing *sharing;
	struct zd_arena arena;
	bool excepted;
};

static void look(void *context, const char *table, const char *column)
{
	struct looking *l = context;
	l->excepted |= zd_map_get(&l->sharing->excepted, field_key(&l->arena, table, column)) != NULL;
}

static bool open_rows(struct zd_fact_rows *rows, const struct zd_sharing *s, struct zd_guard *g, struct job *job)
{
	const struct zd_fact *fact = job->kept.fact;
	struct looking l = {.sharing = s};
	struct zd_error ignored;
	struct zd_fact_use use = {.fact = fact, .count = fact->value_count};
	use.picks = zd_arena_alloc(&job->kept.arena, (use.count + 1) * sizeof *use.picks);
	use.values = zd_arena_alloc(&job->kept.arena, (use.count + 1) * sizeof *use.values);
	for (size_t i = 0; i < use.count; i++) {
		use.values[i] = i;
		use.picks[i] = zd_pick_of(0, i, &fact->values[i].type, false);
	}
	zd_guard_watch(g, look, &l);
	bool ok = !zd_fact_rows_open(rows, g, s->pack, &use, &job->kept.binds, false, &ignored);
	zd_guard_watch(g, NULL, NULL);
	zd_arena_free(&l.arena);
	return ok && !l.excepted;
}

static void compute(const struct zd_sharing *s, struct zd_guard *g, struct job *job)
{
	struct zd_shared_fact *k = &job->kept;
	struct zd_fact_rows rows = {0};
	struct zd_error ignored;
	size_t width = k->fact->value_count, cap = 0;
	bool more = true, ok = open_rows(&rows, s, g, job);
	while (ok && more) {
		if (k->count == cap) {
			cap = cap ? 2 * cap : 256;
			k->keys = zd_realloc(k->keys, cap * sizeof *k->keys);
			k->values = zd_realloc(k->values, (cap * width + 1) * sizeof *k->values);
		}
		ok = cap * width <= MOST_VALUES &&
		     !zd_fact_rows_next(&rows, job->key_tag, &k->keys[k->count], &k->values[k->count * width], &more,
					&k->arena, &ignored);
		if (ok && more && k->count && zd_key_compare(&k->keys[k->count - 1], &k->keys[k->count]) == 0)
			ok = false; /* two rows of one subject: each reader says so */
		k->count += ok && more;
	}
	zd_fact_rows_close(&rows);
	job->done = ok;
}

struct worker {
	struct zd_sharing *sharing;
	struct zd_guard *guard;
};

static void *work(void *context)
{
	struct worker *w = context;
	struct zd_sharing *s = w->sharing;
	for (;;) {
		pthread_mutex_lock(&s->lock);
		size_t at = s->next++;
		pthread_mutex_unlock(&s->lock);
		if (at >= s->count)
			return NULL;
		compute(s, w->guard, &s->jobs[at]);
	}
}

/* ---- all of them ---- */

static bool same_binds(const struct zd_fact_binds *a, const struct zd_fact_binds *b)
{
	return strcmp(a->as_of, b->as_of) == 0 && strcmp(a->period_start, b->period_start) == 0 &&
	       strcmp(a->period_end, b->period_end) == 0;
}

static void add_job(struct zd_sharing *s, const struct zd_fact *fact, const struct zd_fact_binds *binds)
{
	const struct zd_entity *e = zd_pack_entity(s->pack, fact->subject);
	for (size_t i = 0; i < s->count; i++) {
		if (s->jobs[i].kept.fact == fact && same_binds(&s->jobs[i].kept.binds, binds))
			return;
	}
	ZD_GROW(s->jobs, s->count, s->cap);
	s->jobs[s->count++] = (struct job){.kept = {.fact = fact, .binds = *binds},
					   .key_tag = e->fields[0].type.kind == ZD_KIND_INT ? ZD_INT : ZD_TEXT};
}

void zd_sharing_fill(struct zd_sharing *s, const struct zd_pack *pack, const struct zd_plan *plan,
		     const struct zd_scope *scope)
{
	struct worker workers[2] = {{s, &s->readers[0]->guard}, {s, &s->readers[1]->guard}};
	pthread_t thread;
	forget(s);
	s->pack = pack;
	s->next = 0;
	for (size_t i = 0; i < plan->stage_count; i++) {
		const struct zd_stage *stage = &plan->stages[i];
		struct zd_fact_binds binds;
		zd_fact_binds_of(&binds, scope, stage);
		for (size_t k = 0; k < stage->slot_count; k++) {
			if (stage->slots[k].kind == ZD_SLOT_FACT && !stage->slots[k].via_count)
				add_job(s, stage->slots[k].fact, &binds);
		}
	}
	bool second = s->count > 1 && pthread_create(&thread, NULL, work, &workers[1]) == 0;
	work(&workers[0]);
	if (second)
		pthread_join(thread, NULL);
}

/* ---- for sources ---- */

/* Whether two packs' facts of a name are the same; a scenario may have another. */
static bool same_fact(const struct zd_fact *a, const struct zd_fact *b)
{
	bool same = strcmp(a->name, b->name) == 0 && strcmp(a->subject, b->subject) == 0 &&
		    strcmp(a->sql, b->sql) == 0 && a->value_count == b->value_count;
	for (size_t i = 0; same && i < a->value_count; i++)
		same = zd_type_equal(&a->values[i].type, &b->values[i].type) &&
		       zd_value_equal(&a->values[i].fallback, &b->values[i].fallback);
	return same;
}

const struct zd_shared_fact *zd_sharing_find(const struct zd_sharing *s, const struct zd_fact *fact,
					     const struct zd_fact_binds *binds)
{
	for (size_t i = 0; s && i < s->count; i++) {
		const struct job *j = &s->jobs[i];
		if (j->done && same_fact(j->kept.fact, fact) && same_binds(&j->kept.binds, binds))
			return &j->kept;
	}
	return NULL;
}
