/* Pairs of decisions. */
#include "whatif/pair.h"

#include <stdlib.h>
#include <string.h>

static bool same_gives(const struct zd_policy *a, const struct zd_policy *b)
{
	if (a->give_count != b->give_count)
		return false;
	for (size_t i = 0; i < a->give_count; i++) {
		if (strcmp(a->gives[i].name, b->gives[i].name) != 0)
			return false;
	}
	return true;
}

/* A half with what is read row by row. */
struct side {
	const struct zd_half *half;
	const struct zd_step *step;
	struct zd_value *named; /* where outcomes are put in the tally's order, when the side's is another; or NULL */
};

static struct side make_side(const struct zd_tally *t, const struct zd_half *half)
{
	struct side s = {.half = half, .step = &half->batch->stage->steps[half->step]};
	if (!same_gives(t->policy, s.step->policy))
		s.named = zd_alloc((t->policy->give_count + 1) * sizeof *s.named);
	return s;
}

static uint8_t status_of(const struct side *s, size_t row)
{
	const struct zd_batch *b = s->half->batch;
	return b->status[(row + s->half->skipped) * b->stage->step_count + s->half->step];
}

/* A row's outcomes as the tally names them: what the side does not give is nil. */
static const struct zd_value *outcomes_of(const struct side *s, const struct zd_policy *wanted, size_t row)
{
	const struct zd_batch *b = s->half->batch;
	const struct zd_policy *own = s->step->policy;
	const struct zd_value *out = &b->out[(row + s->half->skipped) * b->stage->out_count + s->step->first_out];
	for (size_t i = 0; s->named && i < wanted->give_count; i++) {
		size_t k = 0;
		while (k < own->give_count && strcmp(own->gives[k].name, wanted->gives[i].name) != 0)
			k++;
		s->named[i] = k < own->give_count ? out[k] : ZD_VALUE_NIL;
	}
	return s->named ? s->named : out;
}

static int tally_rows(struct zd_tally *t, const struct side *a, const struct side *b, size_t rows, struct zd_view *view,
		      struct zd_error *err)
{
	for (size_t row = 0; row < rows; row++) {
		size_t ra = row + a->half->skipped, rb = row + b->half->skipped;
		uint8_t was = status_of(a, row), is = status_of(b, row);
		if (!zd_value_equal(&a->half->batch->ids[ra], &b->half->batch->ids[rb]))
			return zd_fail(err, ZD_BUG, "base and scenario see different subjects");
		if ((was == ZD_LEFT_OUT && is == ZD_LEFT_OUT) || !zd_view_wants(view, a->half->batch, ra))
			continue;
		zd_tally_add(t, &a->half->batch->ids[ra], outcomes_of(a, t->policy, row),
			     outcomes_of(b, t->policy, row), was == ZD_FAILED, is == ZD_FAILED,
			     zd_view_group(view, a->half->batch, ra));
	}
	return ZD_OK;
}

int zd_pair_tally(struct zd_tally *t, const struct zd_half *before, const struct zd_half *after, struct zd_view *view,
		  struct zd_error *err)
{
	size_t rows = after->batch->count - after->skipped;
	if (before->batch->count - before->skipped < rows || (!before->skipped && before->batch->count != rows))
		return zd_fail(err, ZD_BUG, "base and scenario see different subjects");
	struct side a = make_side(t, before), b = make_side(t, after);
	int code = tally_rows(t, &a, &b, rows, view, err);
	free(a.named);
	free(b.named);
	return code;
}

bool zd_same_stages(const struct zd_plan *a, const struct zd_plan *b)
{
	if (a->stage_count != b->stage_count)
		return false;
	for (size_t s = 0; s < a->stage_count; s++) {
		const struct zd_stage *x = &a->stages[s], *y = &b->stages[s];
		if (x->step_count != y->step_count || strcmp(x->entity->name, y->entity->name) != 0)
			return false;
		for (size_t i = 0; i < x->step_count; i++) {
			if (strcmp(x->steps[i].policy->id, y->steps[i].policy->id) != 0)
				return false;
		}
	}
	return true;
}
