/* Samples are tried one by one; between two that differ, halving finds the neighbours. */
#include "session/turning.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "session/onecase.h"

#define HUNDREDTHS 100
#define FAR (INT64_C(1) << 60)

/* ---- lines ---- */

bool zd_place_of(const struct zd_type *type, const struct zd_value *v, int64_t *at)
{
	struct zd_date date;
	switch (type->kind) {
	case ZD_KIND_INT:
	case ZD_KIND_MONEY:
		*at = v->i;
		return v->tag == ZD_INT && v->i > -FAR && v->i < FAR;
	case ZD_KIND_NUMBER:
	case ZD_KIND_RATE:
		if (v->tag == ZD_INT && v->i > -FAR / HUNDREDTHS && v->i < FAR / HUNDREDTHS)
			*at = v->i * HUNDREDTHS;
		else if (v->tag == ZD_NUMBER && fabs(v->d) < 1e15)
			*at = llround(v->d * HUNDREDTHS);
		else
			return false;
		return true;
	case ZD_KIND_DATE:
		if (v->tag != ZD_TEXT || !zd_date_parse(v->s, v->len, &date))
			return false;
		*at = zd_date_days(date);
		return true;
	default:
		return false;
	}
}

struct zd_value zd_value_at(const struct zd_type *type, int64_t at, struct zd_arena *arena)
{
	char *text;
	switch (type->kind) {
	case ZD_KIND_NUMBER:
	case ZD_KIND_RATE:
		return zd_value_number((double)at / HUNDREDTHS);
	case ZD_KIND_DATE:
		text = zd_arena_alloc(arena, ZD_DATE_LEN + 1);
		zd_date_format(zd_date_from_days((int32_t)at), text);
		return zd_value_text(text, ZD_DATE_LEN);
	default:
		return zd_value_int(at);
	}
}

bool zd_probe_at(const struct zd_probe *p, size_t row, size_t slot, int64_t *at)
{
	const struct zd_stage *stage = p->single.stage;
	return zd_place_of(&stage->slots[slot].type, &p->base->in[row * stage->slot_count + slot], at);
}

bool zd_probe_allows(const struct zd_probe *p, size_t slot, int64_t at)
{
	const struct zd_type *type = &p->single.stage->slots[slot].type;
	struct zd_arena arena = {0};
	struct zd_error ignored;
	if (type->kind == ZD_KIND_DATE && (at < -200000 || at > 200000))
		return false;
	struct zd_value v = zd_value_at(type, at, &arena);
	bool allowed = zd_single_check(&p->single, slot, &v, &ignored) == ZD_OK;
	zd_arena_free(&arena);
	return allowed;
}

/* ---- decisions ---- */

int zd_probe_open(struct zd_probe *p, struct zd_loaded *loaded, const struct zd_case *c, int32_t day,
		  struct zd_error *err)
{
	struct zd_when when = {.as_of = day};
	memset(p, 0, sizeof *p);
	if (c->as_of && zd_when_parse(&when, c->as_of, NULL, err))
		return err->code;
	if (zd_single_open(&p->single, loaded, c->policy, c->branch, when.as_of, ZD_MODE_TRACE, err))
		return err->code;
	size_t rows = c->given->kind == ZD_RAW_LIST ? c->given->count : 1;
	p->base = zd_batch_new(p->single.stage, rows + 1);
	p->batch = zd_batch_new(p->single.stage, rows + 1);
	return zd_case_given(&p->single, p->base, c->given, err);
}

void zd_probe_close(struct zd_probe *p)
{
	zd_batch_free(p->base);
	zd_batch_free(p->batch);
	zd_single_close(&p->single);
	memset(p, 0, sizeof *p);
}

static void mix(uint64_t *sign, const void *data, size_t size)
{
	const unsigned char *bytes = data;
	for (size_t i = 0; i < size; i++)
		*sign = (*sign ^ bytes[i]) * UINT64_C(0x100000001b3);
}

static bool is_number(const struct zd_type *type)
{
	return type->kind == ZD_KIND_INT || type->kind == ZD_KIND_MONEY || type->kind == ZD_KIND_NUMBER ||
	       type->kind == ZD_KIND_RATE;
}

static uint64_t sign_of(const struct zd_batch *b)
{
	uint64_t sign = UINT64_C(0xcbf29ce484222325);
	size_t outs = b->stage->out_count;
	for (size_t i = 0; i < b->count * outs; i++) {
		const struct zd_value *v = &b->out[i];
		mix(&sign, &v->tag, 1);
		if (is_number(&b->stage->out_types[i % outs]))
			continue;
		if (v->tag == ZD_TEXT)
			mix(&sign, v->s, v->len);
		else if (v->tag == ZD_BOOL)
			mix(&sign, &v->i, sizeof v->i);
	}
	for (size_t i = 0; i < b->trace_count; i++)
		mix(&sign, &b->traces[i].line, sizeof b->traces[i].line);
	for (size_t i = 0; i < b->reason_count; i++)
		mix(&sign, b->reasons[i].clause, strlen(b->reasons[i].clause) + 1);
	mix(&sign, &b->failure_count, sizeof b->failure_count);
	return sign;
}

uint64_t zd_probe_try(struct zd_probe *p, size_t row, size_t slot, int64_t at)
{
	const struct zd_stage *stage = p->single.stage;
	struct zd_error ignored;
	zd_batch_clear(p->batch);
	memset(p->batch->out, 0, p->base->count * stage->out_count * sizeof *p->batch->out);
	for (size_t i = 0; i < p->base->count; i++)
		zd_batch_copy_row(p->batch, i, p->base, i, false);
	p->batch->count = p->base->count;
	p->batch->in[row * stage->slot_count + slot] = zd_value_at(&stage->slots[slot].type, at, &p->batch->arena);
	if (zd_single_decide(&p->single, p->batch, &ignored))
		return 0;
	return sign_of(p->batch);
}

/* ---- turns ---- */

size_t zd_turns_find(struct zd_turn *out, size_t max, struct zd_probe *p, size_t row, size_t slot,
		     const int64_t *samples, size_t count)
{
	uint64_t below = 0;
	size_t found = 0;
	for (size_t i = 0; i < count; i++) {
		uint64_t here = zd_probe_try(p, row, slot, samples[i]);
		int64_t low = i ? samples[i - 1] : 0, high = samples[i];
		uint64_t at_low = below, at_high = here;
		below = here;
		if (i == 0 || at_low == at_high || found == max)
			continue;
		while (high - low > 1) {
			int64_t middle = low + (high - low) / 2;
			uint64_t sign = zd_probe_try(p, row, slot, middle);
			if (sign == at_low)
				low = middle;
			else
				high = middle, at_high = sign;
		}
		out[found++] = (struct zd_turn){row, slot, low, at_low, at_high};
	}
	return found;
}
