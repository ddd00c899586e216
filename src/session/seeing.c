/* Decisions through the gatekeeper: the subjects that a list would show are those whose decisions are shown. */
#include "session/seeing.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "model/text.h"

static int find_entity(const struct zd_entity **out, struct zd_gatekeeper *g, const char *name, struct zd_error *err)
{
	*out = zd_pack_entity(g->model->pack, name);
	if (*out || g->actor.open)
		return ZD_OK;
	return zd_fail(err, ZD_DENIED, "%s may not see decisions about %s: the release in force has no such records",
		       g->actor.login, name);
}

/* ---- the keys that may be seen ---- */

static const char *key_text(struct zd_arena *arena, const struct zd_type *type, const struct zd_value *key)
{
	struct zd_str b = {0};
	zd_value_plain(&b, type, key);
	return zd_str_keep(&b, arena);
}

static int keep_key(struct zd_sink *self, const struct zd_value *values, struct zd_error *err)
{
	struct zd_seeing *v = (struct zd_seeing *)self;
	(void)err;
	zd_map_put(&v->keys, key_text(&v->arena, &v->entity->fields[0].type, &values[0]), v);
	return ZD_OK;
}

static int gather_keys(struct zd_seeing *v, struct zd_gate *gate, struct zd_error *err)
{
	struct zd_book *book;
	const char *key = v->entity->fields[0].name;
	struct zd_query query = {.columns = &key, .column_count = 1, .gate = gate};
	v->sink = (struct zd_sink){zd_nowhere.begin, keep_key, zd_nowhere.end, NULL};
	return zd_session_book(v->keeper.session, false, &book, err)
		       ? (int)err->code
		       : zd_record_list(book, v->keeper.model->pack, v->entity, &query, &v->sink, err);
}

/* ---- rows ---- */

static int pass_begin(struct zd_sink *self, const struct zd_head *heads, size_t count, struct zd_error *err)
{
	struct zd_seeing *v = (struct zd_seeing *)self;
	return v->inner->begin(v->inner, heads, count, err);
}

static int pass_row(struct zd_sink *self, const struct zd_value *values, struct zd_error *err)
{
	struct zd_seeing *v = (struct zd_seeing *)self;
	if (!v->all && !zd_map_get(&v->keys, key_text(&v->arena, &v->entity->fields[0].type, &values[0])))
		return ZD_OK;
	return v->inner->row(v->inner, values, err);
}

static int pass_end(struct zd_sink *self, struct zd_error *err)
{
	struct zd_seeing *v = (struct zd_seeing *)self;
	return v->inner->end(v->inner, err);
}

int zd_seeing_open(struct zd_seeing *v, struct zd_session *s, const char *entity, struct zd_sink *inner,
		   struct zd_error *err)
{
	*v = (struct zd_seeing){.inner = inner};
	if (zd_gatekeeper_open_decisions(&v->keeper, s, err) || find_entity(&v->entity, &v->keeper, entity, err))
		return err->code;
	struct zd_gate *gate = zd_gatekeeper_gate(&v->keeper);
	v->all = !gate;
	int code = gate ? zd_gatekeeper_admit(&v->keeper, v->entity, err) : ZD_OK;
	if (!code && gate)
		code = gather_keys(v, gate, err);
	v->sink = (struct zd_sink){pass_begin, pass_row, pass_end, NULL};
	return code;
}

void zd_seeing_close(struct zd_seeing *v)
{
	if (v->entity && !v->all)
		zd_gatekeeper_tell(&v->keeper, v->entity);
	zd_gatekeeper_close(&v->keeper);
	zd_map_free(&v->keys);
	zd_arena_free(&v->arena);
}

/* ---- of several entities ---- */

static int meet(struct zd_seers *all, const char *entity, size_t *at, struct zd_error *err)
{
	for (*at = 0; *at < all->count; ++*at) {
		if (strcmp(all->entities[*at], entity) == 0)
			return ZD_OK;
	}
	struct zd_seeing *v = zd_alloc(sizeof *v);
	struct zd_error no = {0};
	int code = zd_seeing_open(v, all->session, entity, NULL, &no);
	if (all->count == all->cap) {
		all->cap = all->cap ? 2 * all->cap : 8;
		all->items = zd_realloc(all->items, all->cap * sizeof *all->items);
		all->entities = zd_realloc(all->entities, all->cap * sizeof *all->entities);
		all->denied = zd_realloc(all->denied, all->cap * sizeof *all->denied);
	}
	all->items[all->count] = v;
	all->entities[all->count] = entity;
	all->denied[all->count++] = code == ZD_DENIED;
	if (code && code != ZD_DENIED)
		*err = no;
	return code == ZD_DENIED ? (int)ZD_OK : code;
}

int zd_seers_may(struct zd_seers *all, const char *entity, const char *key, bool *yes, struct zd_error *err)
{
	size_t at;
	if (meet(all, entity, &at, err))
		return err->code;
	const struct zd_seeing *v = all->items[at];
	*yes = !all->denied[at] && (v->all || zd_map_get(&v->keys, key));
	all->left_out += !*yes;
	return ZD_OK;
}

void zd_seers_close(struct zd_seers *all)
{
	if (all->left_out)
		zd_session_note(all->session, "left out, because they are about records that may not be seen: %llu",
				(unsigned long long)all->left_out);
	for (size_t i = 0; i < all->count; i++) {
		all->items[i]->all = true; /* each has told nothing of its own */
		zd_seeing_close(all->items[i]);
		free(all->items[i]);
	}
	free(all->items);
	free(all->entities);
	free(all->denied);
}

/* ---- one subject, and all of them ---- */

static int see_record(struct zd_gatekeeper *g, const struct zd_entity *e, const struct zd_value *key,
		      struct zd_error *err)
{
	struct zd_book *book;
	struct zd_gate *gate = zd_gatekeeper_gate(g);
	struct zd_query query = {.columns = &e->fields[0].name,
				 .column_count = 1,
				 .through = e->fields[0].name,
				 .of = key,
				 .gate = gate};
	if (!gate)
		return ZD_OK;
	if (zd_gatekeeper_admit(g, e, err) || zd_session_book(g->session, false, &book, err) ||
	    zd_record_list(book, g->model->pack, e, &query, &zd_nowhere, err))
		return err->code;
	return gate->left_out ? zd_fail(err, ZD_DENIED,
					"%s may not see decisions about this %s: it is not of a branch whose records "
					"he may see",
					g->actor.login, e->name)
			      : ZD_OK;
}

int zd_may_see_subject(struct zd_session *s, const char *entity, const struct zd_value *key, struct zd_error *err)
{
	struct zd_gatekeeper g = {0};
	const struct zd_entity *e = NULL;
	int code = zd_gatekeeper_open_decisions(&g, s, err);
	if (!code)
		code = find_entity(&e, &g, entity, err);
	if (!code && e)
		code = see_record(&g, e, key, err);
	zd_gatekeeper_close(&g);
	return code;
}

static int see_all(struct zd_gatekeeper *g, const struct zd_entity *e, const char *branch, struct zd_error *err)
{
	bool see, reveal;
	struct zd_gate *gate = zd_gatekeeper_gate(g);
	if (!gate)
		return ZD_OK;
	if (zd_gatekeeper_admit(g, e, err) || gate->may(gate->context, e->area, branch, &see, &reveal, err))
		return err->code;
	if (see)
		return ZD_OK;
	if (branch)
		return zd_fail(err, ZD_DENIED, "%s may not see decisions about %s of branch %s", g->actor.login,
			       e->name, branch);
	return zd_fail(err, ZD_DENIED, "%s may see decisions about %s of his own branch only: --branch %s",
		       g->actor.login, e->name, g->actor.branch ? g->actor.branch : "…");
}

int zd_may_see_population(struct zd_session *s, const char *const *entities, size_t count, const char *branch,
			  struct zd_error *err)
{
	struct zd_gatekeeper g = {0};
	int code = zd_gatekeeper_open_decisions(&g, s, err);
	for (size_t i = 0; i < count && !code && !g.actor.open; i++) {
		const struct zd_entity *e;
		code = find_entity(&e, &g, entities[i], err);
		if (!code)
			code = see_all(&g, e, branch, err);
	}
	zd_gatekeeper_close(&g);
	return code;
}
