/*
 * The actor: from the login to a person, from the person's facts to roles,
 * from roles to rights by the pack's own policy. It does not know what a role
 * or an area is.
 */
#include "session/actor.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "model/text.h"
#include "session/subject.h"
#include "store/people.h"

/* The release in force today; what is loaded already where its files are the same. */
static int access_rules(struct zd_loaded **out, struct zd_session *s, struct zd_loaded *loaded, struct zd_error *err)
{
	struct zd_book *book;
	struct zd_release release;
	*out = loaded;
	if (zd_session_book(s, false, &book, err))
		return err->code;
	int code = zd_release_at(book, zd_today(), &release, err);
	if (code == ZD_NOT_FOUND)
		return loaded ? ZD_OK : code;
	if (code || (loaded && strcmp(loaded->pack->hash, release.hash) == 0))
		return code;
	return zd_load_release(s, release.id, out, err);
}

/* ---- what is known of the person ---- */

/* Slots of the plan that reads a person; -1: not read. */
struct wanted {
	int roles, everywhere, branch;
};

static int want(int *slot, struct zd_plan *plan, const char *path, struct zd_error *err)
{
	size_t index;
	*slot = -1;
	if (!path)
		return ZD_OK;
	if (zd_plan_add_slot(plan, 0, path, &index, err))
		return err->code;
	*slot = (int)index;
	return ZD_OK;
}

static int plan_person(struct zd_plan **out, struct wanted *w, const struct zd_pack *pack, const struct zd_entity *e,
		       struct zd_error *err)
{
	const struct zd_access *access = pack->access;
	struct zd_plan *plan = zd_alloc(sizeof *plan);
	*out = plan;
	plan->pack = pack;
	plan->stages = zd_arena_alloc(&plan->arena, sizeof *plan->stages);
	plan->stages[0] = (struct zd_stage){.entity = e, .over_slot = -1, .branch_slot = -1};
	plan->stage_count = 1;
	if (want(&w->roles, plan, access->roles, err) || want(&w->everywhere, plan, access->everywhere, err) ||
	    want(&w->branch, plan, e->branch, err))
		return err->code;
	return ZD_OK;
}

static const char *text_of(const struct zd_value *v, struct zd_arena *arena)
{
	if (v->tag == ZD_NIL)
		return NULL;
	return zd_value_plain_text(NULL, v, arena);
}

static int compare_roles(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void take_person(struct zd_actor *a, const struct wanted *w, const struct zd_value *in, struct zd_arena *arena)
{
	if (w->branch >= 0)
		a->branch = text_of(&in[w->branch], arena);
	if (w->everywhere >= 0)
		a->everywhere = in[w->everywhere].tag == ZD_BOOL && in[w->everywhere].i;
	if (w->roles < 0 || in[w->roles].tag != ZD_LIST)
		return;
	const struct zd_value *roles = &in[w->roles];
	a->roles = zd_arena_alloc(arena, (roles->len + 1) * sizeof *a->roles);
	for (size_t i = 0; i < roles->len; i++) {
		const char *role = text_of(&roles->list[i], arena);
		if (role)
			a->roles[a->role_count++] = role;
	}
	qsort(a->roles, a->role_count, sizeof *a->roles, compare_roles);
}

static int read_person(struct zd_actor *a, struct zd_session *s, const struct zd_pack *pack, const struct zd_entity *e,
		       struct zd_arena *arena, struct zd_error *err)
{
	const struct zd_scope scope = {.as_of = zd_today(), .subject = &a->person};
	struct zd_reader *reader = NULL;
	struct zd_source *source = NULL;
	struct zd_batch *batch = NULL;
	struct zd_plan *plan = NULL;
	struct wanted w;
	int code = plan_person(&plan, &w, pack, e, err);
	if (!code)
		code = zd_reader_open(&reader, s->book_path, err);
	if (!code) {
		struct zd_source_maker maker = zd_reader_sources(reader, pack);
		code = maker.open(maker.context, &plan->stages[0], &scope, &source, err);
	}
	if (!code) {
		batch = zd_batch_new(&plan->stages[0], 1);
		zd_batch_clear(batch);
		code = source->next(source, batch, err);
	}
	if (!code && batch->count)
		take_person(a, &w, batch->in, arena);
	if (source)
		source->close(source);
	zd_batch_free(batch);
	zd_reader_close(reader);
	zd_plan_free(plan);
	return code ? zd_fail_context(err, "who %s is", a->login) : ZD_OK;
}

int zd_actor_find(struct zd_actor *out, struct zd_session *s, struct zd_loaded *loaded, struct zd_arena *arena,
		  struct zd_error *err)
{
	struct zd_book *book;
	struct zd_loaded *rules;
	bool any;
	memset(out, 0, sizeof *out);
	zd_user_name(out->login, sizeof out->login);
	if (zd_session_book(s, false, &book, err) || access_rules(&rules, s, loaded, err))
		return err->code;
	const struct zd_pack *pack = rules->pack;
	const struct zd_access *access = pack->access;
	out->open = !access;
	if (!access)
		return ZD_OK;
	const struct zd_entity *e = zd_pack_entity(pack, access->person);
	out->rules = rules;
	if (zd_person_find(&out->person, &any, book, e, access->login, out->login, arena, err))
		return err->code;
	out->open = !any;
	out->known = out->person.tag != ZD_NIL;
	return out->known ? read_person(out, s, pack, e, arena, err) : ZD_OK;
}

bool zd_actor_has_role(const struct zd_actor *a, const char *role)
{
	for (size_t i = 0; i < a->role_count; i++) {
		if (strcmp(a->roles[i], role) == 0)
			return true;
	}
	return false;
}

/* ---- rights ---- */

static struct zd_value role_list(const struct zd_actor *a, struct zd_arena *arena)
{
	struct zd_value *items = zd_arena_alloc(arena, (a->role_count + 1) * sizeof *items);
	for (size_t i = 0; i < a->role_count; i++)
		items[i] = zd_value_string(a->roles[i]);
	struct zd_value list = {.tag = ZD_LIST, .len = (uint32_t)a->role_count};
	list.list = items;
	return list;
}

static void put(const struct zd_single *single, struct zd_batch *b, const char *name, struct zd_value value)
{
	int slot = zd_single_slot(single, name);
	if (slot >= 0)
		b->in[slot] = value;
}

static bool given(const struct zd_single *single, const struct zd_batch *b, const char *name)
{
	const struct zd_give *g = zd_policy_give(single->policy, name);
	return g && b->out[g - single->policy->gives].tag == ZD_BOOL && b->out[g - single->policy->gives].i;
}

static void take_reasons(struct zd_rights *out, const struct zd_batch *b)
{
	struct zd_str text = {0};
	for (size_t i = 0; i < b->reason_count; i++)
		zd_str_printf(&text, "%s%s (%s)", i ? "; " : "", b->reasons[i].text, b->reasons[i].clause);
	zd_utf8_copy(out->why, sizeof out->why, zd_str_text(&text));
	zd_str_free(&text);
}

static int decide(struct zd_rights *out, const struct zd_actor *a, struct zd_single *single, const char *area, bool own,
		  const char *purpose, struct zd_error *err)
{
	const struct zd_access *access = a->rules->pack->access;
	struct zd_batch *b = zd_batch_new(single->stage, 1);
	zd_batch_clear(b);
	memset(b->in, 0, single->stage->slot_count * sizeof *b->in);
	b->count = 1;
	b->ids[0] = ZD_VALUE_NIL;
	put(single, b, access->in_roles, role_list(a, &b->arena));
	put(single, b, access->in_area, zd_value_string(area));
	put(single, b, access->in_own, zd_value_bool(own));
	put(single, b, access->in_purpose, zd_value_string(purpose));
	int code = zd_single_decide(single, b, err);
	if (!code && b->failure_count)
		code = zd_fail_at(err, b->failures[0].code, b->failures[0].file, b->failures[0].line, 0, "%s: %s",
				  access->policy, b->failures[0].message);
	if (!code) {
		out->see = given(single, b, "see");
		out->reveal = given(single, b, "reveal");
		out->change = given(single, b, "change");
		out->approve = given(single, b, "approve");
		take_reasons(out, b);
	}
	zd_batch_free(b);
	return code;
}

int zd_actor_may(struct zd_rights *out, const struct zd_actor *a, const char *area, const char *branch,
		 const char *purpose, struct zd_error *err)
{
	bool own = a->everywhere || (branch && a->branch && strcmp(branch, a->branch) == 0);
	struct zd_single single = {0};
	memset(out, 0, sizeof *out);
	if (a->open || !area) {
		out->see = out->change = true;
		out->reveal = a->open;
		return ZD_OK;
	}
	int code = zd_single_open(&single, a->rules, a->rules->pack->access->policy, NULL, zd_today(), ZD_MODE_REASONS,
				  err);
	if (!code)
		code = decide(out, a, &single, area, own, purpose, err);
	zd_single_close(&single);
	return code;
}
