/* Rights, remembered by area and by whether the data is the actor's own. */
#include "session/gatekeeper.h"

#include <string.h>

struct zd_known_right {
	struct zd_known_right *next;
	const char *area;
	bool own;
	struct zd_rights rights;
};

static bool is_own(const struct zd_actor *a, const char *branch)
{
	return a->everywhere || branch == zd_every_branch || (branch && a->branch && strcmp(branch, a->branch) == 0);
}

static int rights(const struct zd_rights **out, struct zd_gatekeeper *g, const char *area, const char *branch,
		  struct zd_error *err)
{
	bool own = is_own(&g->actor, branch);
	for (const struct zd_known_right *k = g->known; k; k = k->next) {
		bool same = k->area == area || (k->area && area && strcmp(k->area, area) == 0);
		if (same && k->own == own) {
			*out = &k->rights;
			return ZD_OK;
		}
	}
	struct zd_known_right *k = zd_arena_alloc(&g->arena, sizeof *k);
	*k = (struct zd_known_right){.next = g->known, .area = area, .own = own};
	if (zd_actor_may(&k->rights, &g->actor, area, own ? g->actor.branch : NULL, g->purpose, err))
		return err->code;
	g->known = k;
	*out = &k->rights;
	return ZD_OK;
}

static int may(void *context, const char *area, const char *branch, bool *see, bool *reveal, struct zd_error *err)
{
	const struct zd_rights *r;
	if (rights(&r, context, area, branch, err))
		return err->code;
	*see = r->see;
	*reveal = r->reveal;
	return ZD_OK;
}

static bool is_blank(const char *s)
{
	return !s || !s[strspn(s, " \t\r\n")];
}

int zd_gatekeeper_open(struct zd_gatekeeper *g, struct zd_session *s, bool reveal, const char *purpose,
		       struct zd_error *err)
{
	*g = (struct zd_gatekeeper){.session = s, .purpose = is_blank(purpose) ? NULL : purpose};
	g->gate = (struct zd_gate){.context = g, .may = may, .reveal = reveal};
	if (reveal && !g->purpose)
		return zd_fail(err, ZD_USAGE, "--reveal wants to know what for: --purpose WHY");
	if (zd_load_latest_model(s, &g->model, err) || zd_actor_find(&g->actor, s, g->model, &g->arena, err))
		return err->code;
	if (!g->actor.open)
		g->model = g->actor.rules;
	return ZD_OK;
}

int zd_gatekeeper_open_decisions(struct zd_gatekeeper *g, struct zd_session *s, struct zd_error *err)
{
	struct zd_book *book;
	struct zd_release release;
	*g = (struct zd_gatekeeper){.session = s};
	g->gate = (struct zd_gate){.context = g, .may = may};
	if (zd_session_book(s, false, &book, err) || zd_release_at(book, zd_today(), &release, err) ||
	    zd_load_release(s, release.id, &g->model, err))
		return err->code;
	return zd_actor_find(&g->actor, s, g->model, &g->arena, err);
}

void zd_gatekeeper_close(struct zd_gatekeeper *g)
{
	zd_arena_free(&g->arena);
}

struct zd_gate *zd_gatekeeper_gate(struct zd_gatekeeper *g)
{
	bool reveal = g->gate.reveal;
	g->gate = (struct zd_gate){.context = g, .may = may, .reveal = reveal};
	return g->actor.open && !reveal ? NULL : &g->gate;
}

static int refuse(const struct zd_gatekeeper *g, const char *what, const struct zd_entity *e, const char *field,
		  const struct zd_rights *r, struct zd_error *err)
{
	/* The policy's reasons are about seeing and revealing. */
	bool helps = r->why[0] && (!r->see || strcmp(what, "change") != 0);
	return zd_fail(err, ZD_DENIED, "%s may not %s %s%s%s%s%s", g->actor.login, what, e->name, field ? "." : "",
		       field ? field : "", helps ? ": " : "", helps ? r->why : "");
}

int zd_gatekeeper_admit(struct zd_gatekeeper *g, const struct zd_entity *e, struct zd_error *err)
{
	const struct zd_rights *own, *other;
	bool reveal = !g->gate.reveal;
	if (rights(&own, g, e->area, g->actor.branch, err) || rights(&other, g, e->area, NULL, err))
		return err->code;
	if (!own->see && !other->see)
		return refuse(g, "see", e, NULL, own, err);
	for (size_t i = 0; i < e->field_count && !reveal; i++) {
		const struct zd_field *f = &e->fields[i];
		const char *area = f->area ? f->area : e->area;
		if (!f->sensitive)
			continue;
		if (rights(&other, g, area, NULL, err) || rights(&own, g, area, g->actor.branch, err))
			return err->code;
		reveal = own->reveal || other->reveal;
	}
	return reveal ? ZD_OK : refuse(g, "have revealed what is sensitive of", e, NULL, own, err);
}

void zd_gatekeeper_tell(struct zd_gatekeeper *g, const struct zd_entity *e)
{
	const struct zd_gate *gate = &g->gate;
	if (gate->left_out)
		zd_session_note(g->session, "of %s left out, because %s may not see them: %llu", e->name,
				g->actor.login, (unsigned long long)gate->left_out);
	if (gate->concealed)
		zd_session_note(g->session, "values of %s that are not for %s to see and stand as ***: %llu", e->name,
				g->actor.login, (unsigned long long)gate->concealed);
	if (gate->withheld)
		zd_session_note(g->session,
				"values of %s that stay masked, because %s may not have them revealed: %llu", e->name,
				g->actor.login, (unsigned long long)gate->withheld);
}

int zd_gatekeeper_change(struct zd_gatekeeper *g, const struct zd_entity *e, const char *branch, const size_t *at,
			 size_t count, struct zd_error *err)
{
	const struct zd_rights *r;
	if (g->actor.open)
		return ZD_OK;
	if (rights(&r, g, e->area, branch, err))
		return err->code;
	if (!r->change)
		return refuse(g, "change", e, NULL, r, err);
	for (size_t i = 0; i < count; i++) {
		const struct zd_field *f = &e->fields[at[i]];
		if (!f->area)
			continue;
		if (rights(&r, g, f->area, branch, err))
			return err->code;
		if (!r->change)
			return refuse(g, "change", e, f->name, r, err);
	}
	return ZD_OK;
}
