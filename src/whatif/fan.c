/*
 * Fans. A stage is read once, for the first lane. Lanes in which the same
 * steps can be decided otherwise make up a group: they share a stage cut down
 * to those steps, one decider that knows all their variants, and one batch,
 * whose inputs are filled once and decided again for each of them.
 */
#include "whatif/fan.h"

#include <stdlib.h>
#include <string.h>

#include "engine/inputs.h"
#include "engine/sets.h"
#include "engine/variant.h"
#include "model/text.h"
#include "whatif/touch.h"

#define BATCH_ROWS 512

/* Lanes that decide the same steps of a stage anew. */
struct group {
	struct group *next; /* of the stage */
	const bool *steps;
	struct zd_cut cut;
	size_t *refills; /* slots that are filled for each lane: outcomes that are its own */
	size_t refill_count;
	bool merges; /* and histories that these belong to */
	struct zd_variant *variants;
	size_t variant_count;
	struct zd_decider *decider; /* of the stage being worked off */
	struct zd_batch *batch;     /* likewise */
	struct zd_value *raw;       /* likewise: what the source gave for the refills, count × refill_count */
};

struct lane {
	struct zd_touch touch;
	struct group **groups;        /* one a stage; NULL: as the first lane */
	struct zd_variants *variants; /* one a stage with a group */
	struct zd_value **kept;       /* one a stage: its own outcomes that later stages need, placed like the memo's */
	size_t *caps;
	struct zd_arena arena;
};

struct zd_fan {
	struct zd_stream_options o;
	struct zd_arena arena;
	struct lane *lanes;
	size_t lane_count;
	struct group **groups;        /* one a stage: a list */
	struct zd_variants *variants; /* of the first lane, one a stage */
	struct zd_memo *memos;        /* likewise */
	bool *whole;
	int *none; /* steps of a part that differs in nothing */
	size_t stage;
	bool begun, given;
	struct zd_source *source;
	struct zd_decider *decider;
	struct zd_batch *batch;
	uint64_t ordinal;
};

/* ---- parameters put on top, and taken off again ---- */

struct hold {
	struct zd_layer *layers;
	size_t count;
};

static struct hold *put_on(struct zd_fan *f, const struct zd_lane *lane)
{
	struct hold *holds = zd_arena_alloc(&f->arena, (lane->count + 1) * sizeof *holds);
	for (size_t i = 0; i < lane->count; i++) {
		struct zd_param *p = lane->puts[i].param;
		struct zd_layer *layers = zd_arena_alloc(&f->arena, (p->scenario_count + 1) * sizeof *layers);
		holds[i] = (struct hold){p->scenario, p->scenario_count};
		if (p->scenario_count)
			memcpy(layers, p->scenario, p->scenario_count * sizeof *layers);
		layers[p->scenario_count++] = lane->puts[i].layer;
		p->scenario = layers;
	}
	return holds;
}

static void take_off(const struct zd_lane *lane, const struct hold *holds)
{
	for (size_t i = lane->count; i-- > 0;) {
		lane->puts[i].param->scenario = holds[i].layers;
		lane->puts[i].param->scenario_count = holds[i].count;
	}
}

/* ---- lanes and groups ---- */

static struct group *new_group(struct zd_fan *f, const struct zd_stage *stage, const struct zd_touch *touch)
{
	struct group *g = zd_arena_alloc(&f->arena, sizeof *g);
	g->steps = touch->steps[stage->index];
	zd_cut_make(&g->cut, stage, g->steps, &f->arena);
	g->refills = zd_arena_alloc(&f->arena, (g->cut.stage.slot_count + 1) * sizeof *g->refills);
	for (size_t i = 0; i < g->cut.stage.slot_count; i++) {
		if (g->cut.from[i] >= stage->slot_count || !zd_touch_slot(touch, f->o.plan, stage, g->cut.from[i]))
			continue;
		if (g->cut.stage.slots[i].kind == ZD_SLOT_MERGED)
			g->merges = true;
		else
			g->refills[g->refill_count++] = i;
	}
	g->next = f->groups[stage->index];
	f->groups[stage->index] = g;
	return g;
}

/* Lanes of a group may differ in what reaches them from earlier stages only if the same of it is touched. */
static bool same_refills(const struct zd_fan *f, const struct group *g, const struct zd_stage *stage,
			 const struct zd_touch *touch)
{
	size_t n = 0;
	for (size_t i = 0; i < g->cut.stage.slot_count; i++) {
		if (g->cut.from[i] >= stage->slot_count || g->cut.stage.slots[i].kind == ZD_SLOT_MERGED ||
		    !zd_touch_slot(touch, f->o.plan, stage, g->cut.from[i]))
			continue;
		if (n == g->refill_count || g->refills[n++] != i)
			return false;
	}
	return n == g->refill_count;
}

static struct group *group_for(struct zd_fan *f, const struct zd_stage *stage, const struct zd_touch *touch)
{
	const bool *steps = touch->steps[stage->index];
	struct group *g = f->groups[stage->index];
	if (!memchr(steps, 1, stage->step_count))
		return NULL;
	while (g && (memcmp(g->steps, steps, stage->step_count) != 0 || !same_refills(f, g, stage, touch)))
		g = g->next;
	return g ? g : new_group(f, stage, touch);
}

static void add_variants(struct zd_fan *f, struct group *g, struct zd_variants *v)
{
	size_t count = g->variant_count + v->count;
	struct zd_variant *all = zd_arena_alloc(&f->arena, count * sizeof *all);
	if (g->variant_count)
		memcpy(all, g->variants, g->variant_count * sizeof *all);
	memcpy(all + g->variant_count, v->items, v->count * sizeof *all);
	v->first = (uint32_t)g->variant_count;
	g->variants = all;
	g->variant_count = count;
}

static int make_lane(struct zd_fan *f, struct lane *lane, const struct zd_lane *puts, struct zd_error *err)
{
	const struct zd_plan *plan = f->o.plan;
	struct hold *holds = put_on(f, puts);
	int code = ZD_OK;
	for (size_t s = 0; s < plan->stage_count && !code; s++) {
		struct group *g = lane->groups[s] = group_for(f, &plan->stages[s], &lane->touch);
		if (!g)
			continue;
		code = zd_variants_make(&lane->variants[s], plan->pack, &g->cut.stage, f->o.scope.as_of, &f->arena,
					err);
		if (!code)
			add_variants(f, g, &lane->variants[s]);
	}
	take_off(puts, holds);
	return code;
}

static int make_first(struct zd_fan *f, const struct zd_lane *puts, struct zd_error *err)
{
	const struct zd_plan *plan = f->o.plan;
	struct hold *holds = put_on(f, puts);
	int code = ZD_OK;
	for (size_t s = 0; s < plan->stage_count && !code; s++)
		code = zd_variants_make(&f->variants[s], plan->pack, &plan->stages[s], f->o.scope.as_of, &f->arena,
					err);
	take_off(puts, holds);
	return code;
}

static void init_lane(struct zd_fan *f, struct lane *lane, const struct zd_lane *first, const struct zd_lane *puts)
{
	size_t stages = f->o.plan->stage_count + 1;
	lane->touch = zd_touch_of(f->o.plan, first, puts, &f->arena);
	lane->groups = zd_arena_alloc(&f->arena, stages * sizeof *lane->groups);
	lane->variants = zd_arena_alloc(&f->arena, stages * sizeof *lane->variants);
	lane->kept = zd_arena_alloc(&f->arena, stages * sizeof *lane->kept);
	lane->caps = zd_arena_alloc(&f->arena, stages * sizeof *lane->caps);
}

int zd_fan_open(struct zd_fan **out, const struct zd_stream_options *options, const struct zd_lane *lanes,
		size_t lane_count, struct zd_error *err)
{
	struct zd_fan *f = zd_alloc(sizeof *f);
	size_t stages = options->plan->stage_count, steps = 0;
	f->o = *options;
	f->o.mode = ZD_MODE_FAST;
	f->groups = zd_arena_alloc(&f->arena, (stages + 1) * sizeof *f->groups);
	f->variants = zd_arena_alloc(&f->arena, (stages + 1) * sizeof *f->variants);
	f->memos = zd_arena_alloc(&f->arena, (stages + 1) * sizeof *f->memos);
	f->whole = zd_arena_alloc(&f->arena, stages + 1);
	zd_whole_stages(options->plan, f->whole);
	for (size_t s = 0; s < stages; s++) {
		zd_memo_init(&f->memos[s], options->plan, s);
		steps = options->plan->stages[s].step_count > steps ? options->plan->stages[s].step_count : steps;
	}
	f->none = zd_arena_alloc(&f->arena, (steps + 1) * sizeof *f->none);
	for (size_t i = 0; i < steps; i++)
		f->none[i] = -1;
	f->lanes = zd_alloc((lane_count + 1) * sizeof *f->lanes);
	f->lane_count = lane_count;
	for (size_t i = 0; i < lane_count; i++)
		init_lane(f, &f->lanes[i], &lanes[0], &lanes[i]);
	int code = make_first(f, &lanes[0], err);
	for (size_t i = 1; i < lane_count && !code; i++)
		code = make_lane(f, &f->lanes[i], &lanes[i], err);
	if (code) {
		zd_fan_close(f);
		f = NULL;
	}
	*out = f;
	return code;
}

/* ---- one stage ---- */

static const struct zd_stage *stage_at(const struct zd_fan *f)
{
	return &f->o.plan->stages[f->stage];
}

static const char *branch_of(const struct zd_fan *f)
{
	return f->whole[f->stage] ? NULL : f->o.scope.branch;
}

static int make_decider(struct zd_fan *f, const struct zd_stage *stage, const struct zd_variant *variants, size_t count,
			struct zd_decider **out, struct zd_error *err)
{
	return f->o.deciders.make(f->o.deciders.context, f->o.plan->pack, stage, variants, count, ZD_MODE_FAST, out,
				  err);
}

static void end_stage(struct zd_fan *f)
{
	if (f->source)
		f->source->close(f->source);
	if (f->decider)
		f->decider->free(f->decider);
	zd_batch_free(f->batch);
	f->source = NULL;
	f->decider = NULL;
	f->batch = NULL;
	for (struct group *g = f->stage < f->o.plan->stage_count ? f->groups[f->stage] : NULL; g; g = g->next) {
		if (g->decider)
			g->decider->free(g->decider);
		zd_batch_free(g->batch);
		free(g->raw);
		g->decider = NULL;
		g->batch = NULL;
		g->raw = NULL;
	}
	f->begun = false;
	f->given = false;
}

static int begin_stage(struct zd_fan *f, struct zd_error *err)
{
	const struct zd_stage *stage = stage_at(f);
	const struct zd_variants *v = &f->variants[f->stage];
	struct zd_scope scope = f->o.scope;
	scope.branch = branch_of(f);
	f->begun = true;
	f->ordinal = 0;
	f->batch = zd_batch_new(stage, BATCH_ROWS);
	if (f->o.sources.open(f->o.sources.context, stage, &scope, &f->source, err) ||
	    make_decider(f, stage, v->items, v->count, &f->decider, err))
		return err->code;
	for (struct group *g = f->groups[f->stage]; g; g = g->next) {
		if (make_decider(f, &g->cut.stage, g->variants, g->variant_count, &g->decider, err))
			return err->code;
	}
	return ZD_OK;
}

/* Reads the next subjects; those of a set all at once, so that the source's batches do not last as long as theirs. */
static int read_rows(struct zd_fan *f, struct zd_error *err)
{
	struct zd_batch *b = f->batch;
	zd_batch_clear(b);
	b->first = f->ordinal;
	if (!stage_at(f)->is_set)
		return f->source->next(f->source, b, err);
	struct zd_batch *part = zd_batch_new(b->stage, BATCH_ROWS);
	int code;
	while (!(code = f->source->next(f->source, part, err)) && part->count) {
		zd_batch_append(b, part);
		zd_batch_clear(part);
	}
	zd_batch_free(part);
	return code;
}

/* Before the first lane's outcomes are put in: the keys that the lanes will look for their own by. */
static void save_raw(struct group *g, const struct zd_batch *b)
{
	if (!g->batch || g->batch->cap < b->count) {
		zd_batch_free(g->batch);
		free(g->raw);
		g->batch = zd_batch_new(&g->cut.stage, b->cap);
		g->raw = zd_alloc((b->cap * g->refill_count + 1) * sizeof *g->raw);
	}
	for (size_t row = 0; row < b->count && g->refill_count; row++) {
		const struct zd_value *in = &b->in[row * b->stage->slot_count];
		for (size_t i = 0; i < g->refill_count; i++)
			g->raw[row * g->refill_count + i] = in[g->cut.from[g->refills[i]]];
	}
}

/* The inputs that all lanes of a group have from the first lane. Text is borrowed. */
static void share_inputs(struct group *g, const struct zd_batch *b)
{
	struct zd_batch *to = g->batch;
	size_t slots = b->stage->slot_count, outs = b->stage->out_count, n = g->cut.stage.slot_count;
	to->count = b->count;
	to->first = b->first;
	memcpy(to->ids, b->ids, b->count * sizeof *b->ids);
	for (size_t i = 0; i < n; i++) {
		bool is_column = g->cut.from[i] >= slots;
		size_t at = is_column ? g->cut.from[i] - slots : g->cut.from[i], width = is_column ? outs : slots;
		const struct zd_value *from = is_column ? b->out : b->in;
		for (size_t row = 0; row < b->count; row++)
			to->in[row * n + i] = from[row * width + at];
	}
}

static int decide(struct zd_fan *f, struct zd_decider *decider, const struct zd_variants *v, struct zd_batch *b,
		  struct zd_error *err)
{
	if (b->stage->is_set)
		return zd_decide_groups(decider, v, b, err);
	zd_variants_choose(v, b, branch_of(f));
	return decider->decide(decider, b, err);
}

static int decide_first(struct zd_fan *f, struct zd_error *err)
{
	struct zd_batch *b = f->batch;
	for (struct group *g = f->groups[f->stage]; g; g = g->next)
		save_raw(g, b);
	memset(b->status, ZD_DECIDED, b->count * b->stage->step_count);
	zd_fill_outcomes(f->memos, b);
	zd_merge_histories(&f->o.scope, b);
	if (decide(f, f->decider, &f->variants[f->stage], b, err))
		return err->code;
	zd_memo_add(&f->memos[f->stage], b);
	f->ordinal += b->count;
	for (struct group *g = f->groups[f->stage]; g; g = g->next)
		share_inputs(g, b);
	return ZD_OK;
}

int zd_fan_next(struct zd_fan *f, const struct zd_batch **batch, struct zd_error *err)
{
	for (; f->stage < f->o.plan->stage_count; f->stage++) {
		if (!f->begun && begin_stage(f, err))
			return err->code;
		if (!f->given && read_rows(f, err))
			return err->code;
		if (!f->given && f->batch->count) {
			f->given = stage_at(f)->is_set;
			*batch = f->batch;
			return decide_first(f, err);
		}
		end_stage(f);
	}
	*batch = NULL;
	return ZD_OK;
}

/* ---- another lane ---- */

/* A lane's own outcomes of earlier stages. */
static void refill(struct zd_fan *f, struct lane *lane, struct group *g)
{
	struct zd_batch *b = g->batch;
	for (size_t i = 0; i < g->refill_count; i++) {
		const struct zd_slot *slot = &g->cut.stage.slots[g->refills[i]];
		struct zd_memo *memo = &f->memos[slot->stage];
		const struct zd_value *own = lane->kept[slot->stage];
		for (size_t row = 0; row < b->count; row++) {
			const struct zd_value *raw = &g->raw[row * g->refill_count + i];
			const struct zd_value *kept = slot->via_count ? zd_memo_find(memo, raw)
								      : zd_memo_at(memo, b->first + row, &b->ids[row]);
			b->in[row * g->cut.stage.slot_count + g->refills[i]] =
				kept ? own[(size_t)(kept - memo->values) + memo->place[slot->column]] : ZD_VALUE_NIL;
		}
	}
	if (g->merges)
		zd_merge_histories(&f->o.scope, b);
}

static void keep_column(struct lane *lane, const struct zd_memo *memo, const struct zd_batch *b, size_t stage,
			size_t full, size_t column)
{
	struct zd_value *to = &lane->kept[stage][b->first * memo->width + memo->place[full]];
	for (size_t row = 0; row < b->count; row++)
		to[row * memo->width] = zd_value_copy(&lane->arena, &b->out[row * b->stage->out_count + column]);
}

/* What later stages need of the lane's own outcomes, beside the memo of the first. */
static void keep(struct zd_fan *f, struct lane *lane, const struct group *g)
{
	const struct zd_stage *full = stage_at(f);
	const struct zd_memo *memo = &f->memos[f->stage];
	size_t need = (g->batch->first + g->batch->count) * memo->width, *cap = &lane->caps[f->stage];
	if (need > *cap) {
		*cap = need * 2;
		lane->kept[f->stage] = zd_realloc(lane->kept[f->stage], *cap * sizeof *lane->kept[f->stage]);
	}
	for (size_t s = 0; s < full->step_count && memo->width; s++) {
		for (size_t i = 0; g->cut.steps[s] >= 0 && i < full->steps[s].policy->give_count; i++) {
			if (memo->kept[full->steps[s].first_out + i])
				keep_column(lane, memo, g->batch, f->stage, full->steps[s].first_out + i,
					    g->cut.stage.steps[g->cut.steps[s]].first_out + i);
		}
	}
}

int zd_fan_lane(struct zd_fan *f, size_t at, struct zd_fan_part *part, struct zd_error *err)
{
	struct lane *lane = &f->lanes[at];
	struct group *g = lane->groups[f->stage];
	*part = (struct zd_fan_part){f->batch, f->none};
	if (!g)
		return ZD_OK;
	struct zd_batch *b = g->batch;
	size_t count = b->count;
	zd_batch_clear(b);
	b->count = count;
	memset(b->status, ZD_DECIDED, b->count * b->stage->step_count);
	refill(f, lane, g);
	if (decide(f, g->decider, &lane->variants[f->stage], b, err))
		return err->code;
	keep(f, lane, g);
	*part = (struct zd_fan_part){b, g->cut.steps};
	return ZD_OK;
}

bool zd_fan_touches(const struct zd_fan *f, size_t lane, const char *policy)
{
	size_t stage, step;
	return lane > 0 && zd_plan_find(f->o.plan, policy, &stage, &step) && f->lanes[lane].touch.steps[stage][step];
}

/* Deciding again what has been read: measured over one policy a subject. A set's members are held and sorted anew. */
#define AGAIN_CHAIN 0.6
#define AGAIN_SET 1.0

double zd_fan_work(const struct zd_fan *f)
{
	size_t first = 0;
	double again = 0;
	for (size_t s = 0; s < f->o.plan->stage_count; s++) {
		const struct zd_stage *stage = &f->o.plan->stages[s];
		first += stage->step_count;
		for (size_t i = 1; i < f->lane_count; i++) {
			for (size_t k = 0; k < stage->step_count; k++) {
				if (f->lanes[i].touch.steps[s][k])
					again += stage->is_set ? AGAIN_SET : AGAIN_CHAIN;
			}
		}
	}
	return first ? 1 + again / (double)first : 1;
}

void zd_fan_close(struct zd_fan *f)
{
	if (!f)
		return;
	end_stage(f);
	for (size_t s = 0; s < f->o.plan->stage_count; s++) {
		zd_variants_free(&f->variants[s]);
		zd_memo_free(&f->memos[s]);
	}
	for (size_t i = 0; i < f->lane_count; i++) {
		for (size_t s = 0; s < f->o.plan->stage_count; s++) {
			zd_variants_free(&f->lanes[i].variants[s]);
			free(f->lanes[i].kept[s]);
		}
		zd_arena_free(&f->lanes[i].arena);
	}
	free(f->lanes);
	zd_arena_free(&f->arena);
	free(f);
}
