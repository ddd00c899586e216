/* Fields that approvals set: status granted, the amount approved. Who may change a record cannot approve it that way. */
#include "session/signed_fields.h"

#include <string.h>

#include "model/text.h"
#include "session/actor.h"
#include "session/assign.h"
#include "store/records.h"

static const struct zd_sign_set *find_set(const struct zd_policy *p, const char *field)
{
	for (size_t i = 0; p->sign && i < p->sign->approved_count; i++) {
		if (strcmp(p->sign->approved[i].field, field) == 0)
			return &p->sign->approved[i];
	}
	return NULL;
}

/* Whether an approval might give the field this value. */
static bool is_given(const struct zd_sign_set *set, const struct zd_value *v)
{
	return v->tag != ZD_NIL && (set->source != ZD_SIGN_LITERAL || zd_value_equal(&set->value, v));
}

/* Whether the record has the value already. */
static bool has_already(struct zd_book *book, const struct zd_entity *e, const struct zd_value *key, size_t field,
			const struct zd_value *v)
{
	struct zd_arena arena = {0};
	struct zd_error ignored;
	struct zd_value *values = zd_arena_alloc(&arena, (e->field_count + 1) * sizeof *values);
	bool same = zd_record_get(book, e, key, values, &arena, &ignored) == ZD_OK &&
		    zd_value_compare(&values[field], v) == 0;
	zd_arena_free(&arena);
	return same;
}

static bool wants_signatures(const struct zd_pack *pack, const struct zd_policy *p, const struct zd_entity *e)
{
	return p->sign && !p->broken && p->subject && zd_pack_entity(pack, p->subject) == e;
}

static int check_values(struct zd_book *book, const struct zd_policy *p, const struct zd_entity *e,
			const struct zd_value *key, const size_t *at, const struct zd_value *values, size_t count,
			struct zd_error *err)
{
	for (size_t k = 0; k < count; k++) {
		const struct zd_field *f = &e->fields[at[k]];
		const struct zd_sign_set *set = find_set(p, f->name);
		struct zd_str value = {0};
		if (!set || !is_given(set, &values[k]) || has_already(book, e, key, at[k], &values[k]))
			continue;
		zd_value_plain(&value, &f->type, &values[k]);
		zd_fail(err, ZD_DENIED, "%s = %s is for a signature to set (%s): zhidu pending, zhidu approve", f->name,
			zd_str_text(&value), p->id);
		zd_str_free(&value);
		return err->code;
	}
	return ZD_OK;
}

int zd_signed_values_check(struct zd_book *book, const struct zd_pack *pack, const struct zd_entity *e,
			   const struct zd_value *key, const size_t *at, const struct zd_value *values, size_t count,
			   struct zd_error *err)
{
	for (size_t i = 0; i < pack->policy_count; i++) {
		if (wants_signatures(pack, &pack->policies[i], e) &&
		    check_values(book, &pack->policies[i], e, key, at, values, count, err))
			return err->code;
	}
	return ZD_OK;
}

static int check_fields(struct zd_book *book, const struct zd_pack *pack, const struct zd_entity *e, const char *key,
			const char *const *fields, size_t count, struct zd_arena *arena, struct zd_error *err)
{
	struct zd_error ignored;
	struct zd_value id = ZD_VALUE_NIL;
	size_t *at = zd_arena_alloc(arena, (count + 1) * sizeof *at);
	struct zd_value *values = zd_arena_alloc(arena, (count + 1) * sizeof *values);
	if (zd_assign(e, fields, count, false, at, values, arena, &ignored) ||
	    (key && zd_value_parse(&id, &e->fields[0].type, key, strlen(key), arena, &ignored)))
		return ZD_OK;
	return zd_signed_values_check(book, pack, e, &id, at, values, count, err);
}

int zd_signed_fields_check(struct zd_session *s, const char *entity, const char *key, const char *const *fields,
			   size_t count, struct zd_error *err)
{
	struct zd_book *book;
	struct zd_loaded *rules;
	struct zd_release release;
	struct zd_error ignored;
	struct zd_actor actor;
	struct zd_arena arena = {0};
	bool any = false;
	if (zd_session_book(s, true, &book, err))
		return err->code;
	if (zd_release_at(book, zd_today(), &release, &ignored))
		return ZD_OK; /* nothing in force wants signatures */
	if (zd_load_release(s, release.id, &rules, err))
		return err->code;
	const struct zd_entity *e = zd_pack_entity(rules->pack, entity);
	for (size_t i = 0; e && i < rules->pack->policy_count; i++)
		any |= wants_signatures(rules->pack, &rules->pack->policies[i], e);
	int code = any ? zd_actor_find(&actor, s, rules, &arena, err) : (int)ZD_OK;
	if (!code && any && !actor.open)
		code = check_fields(book, rules->pack, e, key, fields, count, &arena, err);
	zd_arena_free(&arena);
	return code;
}
