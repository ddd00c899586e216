/* whoami: the actor as the book knows him, and his rights, area by area, by asking the policy itself. */
#include "zhidu/access.h"

#include <string.h>

#include "base/str.h"
#include "model/text.h"
#include "session/actor.h"

static int put_line(struct zd_sink *sink, const char *item, const char *title, const char *own, const char *elsewhere,
		    struct zd_error *err)
{
	struct zd_value row[4] = {zd_value_string(item), zd_value_string(title), zd_value_string(own),
				  zd_value_string(elsewhere)};
	return sink->row(sink, row, err);
}

static void words_of(struct zd_str *out, const struct zd_rights *r)
{
	const struct {
		bool may;
		const char *word;
	} words[] = {{r->see, "see"}, {r->reveal, "reveal"}, {r->change, "change"}, {r->approve, "approve"}};
	zd_str_clear(out);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (words[i].may)
			zd_str_printf(out, "%s%s", out->len ? " " : "", words[i].word);
	}
	if (!out->len)
		zd_str_add(out, "-");
}

static int put_area(struct zd_sink *sink, const struct zd_actor *a, const char *area, const char *title,
		    const char *purpose, struct zd_error *err)
{
	struct zd_str own = {0}, elsewhere = {0};
	struct zd_rights rights;
	int code = zd_actor_may(&rights, a, area, a->branch, purpose, err);
	words_of(&own, &rights);
	if (!code)
		code = zd_actor_may(&rights, a, area, NULL, purpose, err);
	words_of(&elsewhere, &rights);
	if (!code)
		code = put_line(sink, area, title, zd_str_text(&own), zd_str_text(&elsewhere), err);
	zd_str_free(&own);
	zd_str_free(&elsewhere);
	return code;
}

/* The areas: the values of the policy's enum, or those that the model names. */
static int put_areas(struct zd_sink *sink, const struct zd_actor *a, const char *purpose, struct zd_error *err)
{
	const struct zd_pack *pack = a->rules->pack;
	const struct zd_policy *p = zd_pack_policy(pack, pack->access->policy);
	const struct zd_need *need = zd_policy_need(p, pack->access->in_area);
	const struct zd_enum *known = need && need->type.kind == ZD_KIND_ENUM ? need->type.enums : NULL;
	for (size_t i = 0; known && i < known->count; i++) {
		if (put_area(sink, a, known->values[i], known->titles[i], purpose, err))
			return err->code;
	}
	for (size_t i = 0; !known && i < pack->entity_count; i++) {
		bool again = !pack->entities[i].area;
		for (size_t k = 0; !again && k < i; k++)
			again = pack->entities[k].area && strcmp(pack->entities[k].area, pack->entities[i].area) == 0;
		if (!again && put_area(sink, a, pack->entities[i].area, NULL, purpose, err))
			return err->code;
	}
	return ZD_OK;
}

static int put_actor(struct zd_sink *sink, const struct zd_actor *a, struct zd_arena *arena, struct zd_error *err)
{
	struct zd_str text = {0};
	const char *person = NULL;
	if (a->known) {
		zd_value_plain(&text, NULL, &a->person);
		person = zd_arena_strdup(arena, zd_str_text(&text));
	}
	zd_str_clear(&text);
	for (size_t i = 0; i < a->role_count; i++)
		zd_str_printf(&text, "%s%s", i ? " " : "", a->roles[i]);
	int code = put_line(sink, "login", "账号", a->login, NULL, err);
	if (!code)
		code = put_line(sink, "person", "人员", person, NULL, err);
	if (!code)
		code = put_line(sink, "branch", "所属单位", a->branch, a->everywhere ? "*" : NULL, err);
	if (!code)
		code = put_line(sink, "roles", "角色", a->role_count ? zd_str_text(&text) : NULL, NULL, err);
	zd_str_free(&text);
	return code;
}

int zd_whoami(struct zd_session *s, const char *purpose, struct zd_sink *sink, struct zd_error *err)
{
	static const struct zd_head HEADS[] = {{"item", "项目", {.kind = ZD_KIND_TEXT}},
					       {"title", "名称", {.kind = ZD_KIND_TEXT}},
					       {"own", "本单位", {.kind = ZD_KIND_TEXT}},
					       {"elsewhere", "其他单位", {.kind = ZD_KIND_TEXT}}};
	struct zd_arena arena = {0};
	struct zd_actor actor;
	int code = zd_actor_find(&actor, s, NULL, &arena, err);
	if (!code)
		code = sink->begin(sink, HEADS, 4, err);
	if (!code)
		code = put_actor(sink, &actor, &arena, err);
	if (!code && actor.rules)
		code = put_areas(sink, &actor, purpose, err);
	if (!code)
		code = sink->end(sink, err);
	if (!code && actor.open)
		zd_session_note(
			s,
			actor.rules
				? "the book is open: no person has a login yet, so everybody may see, reveal and "
				  "change everything"
				: "the pack has no section `access`: everybody may see, reveal and change everything");
	else if (!code && !actor.known)
		zd_session_note(s, "no person in the book has the login %s", actor.login);
	zd_arena_free(&arena);
	return code;
}
