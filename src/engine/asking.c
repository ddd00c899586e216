/* What a decision asks to be signed, read from a batch. */
#include "engine/asking.h"

#include <string.h>

#include "base/json.h"
#include "model/text.h"

const struct zd_value *zd_batch_need(const struct zd_batch *b, size_t row, size_t step, size_t need)
{
	const struct zd_arg *arg = &b->stage->steps[step].args[need];
	return arg->from_row ? &b->out[row * b->stage->out_count + arg->index]
			     : &b->in[row * b->stage->slot_count + arg->index];
}

const struct zd_value *zd_batch_give(const struct zd_batch *b, size_t row, size_t step, size_t give)
{
	return &b->out[row * b->stage->out_count + b->stage->steps[step].first_out + give];
}

static bool is_open(const struct zd_batch *b, size_t row, const struct zd_sign_slots *slots, struct zd_arena *arena)
{
	if (!slots->when)
		return true;
	struct zd_value *values = zd_arena_alloc(arena, (slots->count + 1) * sizeof *values);
	for (size_t i = 0; i < slots->count; i++)
		values[i] = b->in[row * b->stage->slot_count + slots->columns[i]];
	return zd_condition_test(slots->when, values);
}

static void write_term(struct zd_str *b, bool *first, const char *name, const struct zd_type *type,
		       const struct zd_value *v)
{
	zd_json_key(b, first, name);
	zd_value_json(b, type, v);
}

/* {"amount":300000.00,…,"approver":"manager"} */
static void write_asked(struct zd_str *text, const struct zd_batch *b, size_t row, size_t step)
{
	const struct zd_policy *p = b->stage->steps[step].policy;
	const struct zd_sign *sign = p->sign;
	bool first = true;
	zd_str_addc(text, '{');
	for (size_t i = 0; i < sign->term_count; i++) {
		const struct zd_sign_term *t = &sign->terms[i];
		if (t->outcome)
			write_term(text, &first, t->name, &p->gives[t->index].type,
				   zd_batch_give(b, row, step, t->index));
		else
			write_term(text, &first, t->name, &p->needs[t->index].type,
				   zd_batch_need(b, row, step, t->index));
	}
	write_term(text, &first, sign->by, &p->gives[sign->by_give].type, zd_batch_give(b, row, step, sign->by_give));
	zd_str_addc(text, '}');
}

bool zd_asks(struct zd_asked *out, const struct zd_batch *b, size_t row, size_t step, struct zd_arena *arena)
{
	const struct zd_stage *stage = b->stage;
	const struct zd_step *s = &stage->steps[step];
	const struct zd_sign *sign = s->policy->sign;
	struct zd_str text = {0};
	struct zd_hash hash;
	if (!sign || !s->sign || b->status[row * stage->step_count + step] != ZD_DECIDED)
		return false;
	const struct zd_value *by = zd_batch_give(b, row, step, sign->by_give);
	const char *role = by->tag == ZD_TEXT ? zd_sign_role_of(sign, by->s) : NULL;
	if (!role)
		return false;
	*out = (struct zd_asked){.by = by->s, .role = role, .open = is_open(b, row, s->sign, arena)};
	if (s->sign->applicant >= 0)
		out->applicant = b->in[row * stage->slot_count + (size_t)s->sign->applicant];
	if (stage->branch_slot >= 0)
		out->branch = b->in[row * stage->slot_count + (size_t)stage->branch_slot];
	write_asked(&text, b, row, step);
	out->text = zd_arena_strndup(arena, zd_str_text(&text), text.len);
	zd_hash_begin(&hash);
	zd_hash_add(&hash, out->text, text.len);
	zd_hash_end(&hash, out->hash);
	zd_str_free(&text);
	return true;
}
