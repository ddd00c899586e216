/* One policy on given values. */
#include "session/subject.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "model/text.h"

int zd_single_open(struct zd_single *s, struct zd_loaded *loaded, const char *policy, const char *branch, int32_t as_of,
		   enum zd_mode mode, struct zd_error *err)
{
	memset(s, 0, sizeof *s);
	s->loaded = loaded;
	s->as_of = as_of;
	if (zd_pack_find_policy(&s->policy, loaded->pack, policy, err) ||
	    zd_plan_single(&s->plan, loaded->pack, s->policy, err))
		return err->code;
	s->stage = &s->plan->stages[0];
	if (zd_variants_make(&s->variants, loaded->pack, s->stage, as_of, &s->arena, err))
		return err->code;
	if (branch) {
		struct zd_value id = zd_value_string(branch);
		s->variant = zd_variants_of(&s->variants, &id);
	}
	struct zd_decider_maker maker = zd_runtime_maker(loaded->scripts);
	return maker.make(maker.context, loaded->pack, s->stage, s->variants.items, s->variants.count, mode,
			  &s->decider, err);
}

void zd_single_close(struct zd_single *s)
{
	if (s->decider)
		s->decider->free(s->decider);
	zd_variants_free(&s->variants);
	zd_plan_free(s->plan);
	zd_arena_free(&s->arena);
	memset(s, 0, sizeof *s);
}

int zd_single_slot(const struct zd_single *s, const char *name)
{
	for (size_t i = 0; i < s->stage->slot_count; i++) {
		if (strcmp(s->stage->slots[i].path, name) == 0)
			return (int)i;
	}
	return -1;
}

void zd_single_fill_dates(const struct zd_single *s, struct zd_batch *b, size_t row)
{
	struct zd_scope scope = {.as_of = s->as_of};
	int32_t first, last;
	zd_scope_period(&scope, s->stage, &first, &last);
	for (size_t i = 0; i < s->policy->need_count; i++) {
		const char *path = s->policy->needs[i].path;
		struct zd_value *in = &b->in[row * s->stage->slot_count + s->stage->steps[0].args[i].index];
		int32_t day;
		if (in->tag != ZD_NIL || s->policy->needs[i].is_history)
			continue;
		if (strcmp(path, "as_of") == 0)
			day = s->as_of;
		else if (strcmp(path, "period_start") == 0)
			day = first;
		else if (strcmp(path, "period_end") == 0)
			day = last;
		else
			continue;
		char *text = zd_arena_alloc(&b->arena, ZD_DATE_LEN + 1);
		zd_date_format(zd_date_from_days(day), text);
		*in = zd_value_text(text, ZD_DATE_LEN);
	}
}

int zd_single_unknown(const struct zd_single *s, const char *name, struct zd_error *err)
{
	const struct zd_pack *pack = s->loaded->pack;
	const struct zd_fact *file;
	if (zd_entity_field(s->stage->entity, name) || zd_pack_fact(pack, s->stage->entity->name, name, &file))
		return ZD_OK;
	const char *near = zd_nearest_of(name, s->policy->needs, s->policy->need_count, sizeof *s->policy->needs);
	return near ? zd_fail(err, ZD_DATA, "%s needs no '%s'%s", s->policy->id, name, zd_suggest(near, "'").text)
		    : ZD_OK;
}

int zd_single_check(const struct zd_single *s, size_t slot, const struct zd_value *v, struct zd_error *err)
{
	const struct zd_field *f = s->stage->slots[slot].field;
	struct zd_str text = {0};
	bool low, high;
	if (!f || v->tag == ZD_NIL)
		return ZD_OK;
	low = f->has_min && zd_value_compare(v, &f->min) < 0;
	high = f->has_max && zd_value_compare(v, &f->max) > 0;
	if (!low && !high)
		return ZD_OK;
	zd_value_plain(&text, &f->type, v);
	zd_str_add(&text, low ? " is below the minimum " : " is above the maximum ");
	zd_value_plain(&text, &f->type, low ? &f->min : &f->max);
	zd_fail(err, ZD_DATA, "%s", zd_str_text(&text));
	zd_str_free(&text);
	return ZD_DATA;
}

int zd_single_decide(struct zd_single *s, struct zd_batch *b, struct zd_error *err)
{
	for (size_t row = 0; row < b->count; row++) {
		b->variant[row] = s->variant;
		b->status[row] = ZD_DECIDED;
		zd_single_fill_dates(s, b, row);
	}
	return s->decider->decide(s->decider, b, err);
}
