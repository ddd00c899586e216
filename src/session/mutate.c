/*
 * Mutants: every operator of a policy, every value of its parameters and
 * every bound of its decision tables is changed, one at a time, in what is
 * loaded; the policy's cases run; what was changed is put back. One that
 * passes all cases is told: no case looks there.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "model/axis.h"
#include "model/text.h"
#include "script/mutants.h"
#include "session/cases.h"
#include "session/nudge.h"
#include "session/onecase.h"
#include "zhidu/testing.h"

struct mutation {
	struct zd_session *session;
	struct zd_loaded *loaded;
	int32_t day;
	const struct zd_policy *policy;
	const struct zd_case **cases; /* of the policy; what noticed the last mutant comes first */
	size_t case_count;
	double deadline; /* 0: none */
	void (*event)(void *context, const struct zd_mutant *m);
	void *context;
	struct zd_mutation_result *result;
	size_t mutants, noticed; /* of the policy */
	struct zd_arena arena;   /* of the policy */
};

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool over(const struct mutation *m)
{
	return m->deadline > 0 && now() > m->deadline;
}

static bool passes(struct mutation *m, const struct zd_case *c)
{
	struct zd_str difference = {0};
	zd_case_run(m->loaded, c, m->day, c->has_reasons ? ZD_MODE_REASONS : ZD_MODE_FAST, NULL, &difference);
	bool passed = difference.len == 0;
	zd_str_free(&difference);
	return passed;
}

/* Whether some case fails on what is loaded now. */
static bool noticed(struct mutation *m)
{
	for (size_t i = 0; i < m->case_count; i++) {
		if (passes(m, m->cases[i]))
			continue;
		const struct zd_case *c = m->cases[i];
		memmove(m->cases + 1, m->cases, i * sizeof *m->cases);
		m->cases[0] = c;
		return true;
	}
	return false;
}

/* The mutant is in place: tries it. */
static void try_mutant(struct mutation *m, struct zd_mutant *mutant)
{
	mutant->policy = m->policy->id;
	mutant->noticed = noticed(m);
	m->mutants++;
	m->noticed += mutant->noticed;
	if (m->event)
		m->event(m->context, mutant);
}

static const char *written(struct mutation *m, const struct zd_type *type, const struct zd_value *v)
{
	return zd_value_plain_text(type, v, &m->arena);
}

/* ---- operators ---- */

static void mutate_text(struct mutation *m)
{
	const struct zd_syntax *syntax = zd_scripts_syntax(m->loaded->scripts, m->policy);
	struct zd_mutant_place *places;
	size_t count;
	zd_mutants_find(&places, &count, syntax, &m->arena);
	for (size_t i = 0; i < count && !over(m); i++) {
		struct zd_arena arena = {0};
		struct zd_syntax *changed = zd_mutant_read(syntax, m->policy, &places[i], &arena);
		if (changed) {
			zd_scripts_replace(m->loaded->scripts, m->policy, changed);
			try_mutant(m, &(struct zd_mutant){.kind = "operator",
							  .file = m->policy->place.file,
							  .line = places[i].line,
							  .column = places[i].column,
							  .name = "",
							  .from = places[i].from,
							  .to = places[i].to});
			zd_scripts_replace(m->loaded->scripts, m->policy, syntax);
		}
		zd_arena_free(&arena);
	}
}

/* ---- parameters ---- */

/* Whether some case is decided with this value: values of other times and branches are not what the cases are about. */
static bool in_use(struct mutation *m, const struct zd_param *p, const struct zd_dated *dated)
{
	for (size_t i = 0; i < m->case_count; i++) {
		const struct zd_case *c = m->cases[i];
		struct zd_when when = {.as_of = m->day};
		struct zd_origin origin;
		struct zd_error ignored;
		bool overridden = false;
		if (c->as_of && zd_when_parse(&when, c->as_of, NULL, &ignored))
			continue;
		for (size_t k = 0; c->params && k < c->params->count; k++)
			overridden |= strcmp(c->params->keys[k], p->name) == 0;
		zd_param_resolve(p, c->branch, when.as_of, &origin);
		if (!overridden && origin.dated == dated)
			return true;
	}
	return false;
}

static void mutate_value(struct mutation *m, const struct zd_param *p, struct zd_dated *dated)
{
	const struct zd_value before = dated->value;
	struct zd_leaf *leaves;
	size_t count = zd_leaves(&leaves, &p->type, &before, &m->arena);
	for (size_t i = 0; i < count; i++) {
		for (int direction = 1; direction >= -1 && !over(m); direction -= 2) {
			struct zd_value moved;
			if (!zd_nudge(&moved, &leaves[i].type, &leaves[i].value, direction, &m->arena))
				continue;
			dated->value = zd_with_leaf(&p->type, &before, i, &moved, &m->arena);
			try_mutant(m, &(struct zd_mutant){
					      .kind = "parameter",
					      .file = dated->place.file,
					      .line = dated->place.line,
					      .column = dated->place.column,
					      .name = zd_arena_printf(&m->arena, "%s%s", p->name, leaves[i].path),
					      .from = written(m, &leaves[i].type, &leaves[i].value),
					      .to = written(m, &leaves[i].type, &moved)});
			dated->value = before;
		}
	}
}

static void mutate_params(struct mutation *m)
{
	for (size_t i = 0; i < m->policy->param_count; i++) {
		struct zd_param *p = zd_pack_param(m->loaded->pack, m->policy->params[i].target);
		bool again = false;
		for (size_t k = 0; k < i; k++)
			again |= strcmp(m->policy->params[k].target, m->policy->params[i].target) == 0;
		for (size_t b = 0; p && !again && b <= p->branch_count; b++) {
			struct zd_layer *layer = b ? &p->branches[b - 1] : &p->group;
			for (size_t k = 0; k < layer->count; k++) {
				if (in_use(m, p, &layer->values[k]))
					mutate_value(m, p, &layer->values[k]);
			}
		}
	}
}

/* ---- decision tables ---- */

struct spot {
	const struct zd_table *table;
	size_t row;
	const char *column;
	const struct zd_type *type;
};

static void try_spot(struct mutation *m, const struct spot *at, const char *from, const char *to)
{
	const struct zd_row *row = &at->table->rows[at->row];
	try_mutant(m, &(struct zd_mutant){.kind = "table",
					  .file = row->place.file,
					  .line = row->place.line,
					  .column = row->place.column,
					  .name = zd_arena_printf(&m->arena, "%s row %zu %s", at->table->name,
								  at->row + 1, at->column),
					  .from = from,
					  .to = to});
}

static const char *cell_text(struct mutation *m, const struct zd_cell *cell, const struct zd_type *type)
{
	struct zd_str b = {0};
	zd_cell_write(&b, cell, type);
	return zd_str_keep(&b, &m->arena);
}

/* One bound of a test: moved both ways; of a number, opened or closed too. A literal moves as a whole. */
static void mutate_bound(struct mutation *m, const struct spot *at, const struct zd_cell *cell, struct zd_test *test,
			 bool low)
{
	const struct zd_test before = *test;
	const char *from = cell_text(m, cell, at->type);
	bool literal = test->has_low && test->has_high && zd_value_equal(&test->low, &test->high);
	for (int direction = 1; direction >= -1 && !over(m); direction -= 2) {
		struct zd_value moved;
		if (!zd_nudge(&moved, at->type, low ? &before.low : &before.high, direction, &m->arena))
			continue;
		if (low || literal)
			test->low = moved;
		if (!low || literal)
			test->high = moved;
		try_spot(m, at, from, cell_text(m, cell, at->type));
		*test = before;
	}
	/* Whole numbers, money and dates have neighbours: opening a bound is moving it by one. */
	if (literal || at->type->kind != ZD_KIND_NUMBER || over(m))
		return;
	*(low ? &test->low_open : &test->high_open) ^= true;
	try_spot(m, at, from, cell_text(m, cell, at->type));
	*test = before;
}

static void mutate_cell(struct mutation *m, const struct spot *at, const struct zd_cell *cell)
{
	struct zd_value moved;
	for (size_t i = 0; i < cell->count; i++) {
		struct zd_test *test = &cell->tests[i];
		bool literal = test->has_low && test->has_high && zd_value_equal(&test->low, &test->high);
		if (!test->is_nil && test->has_low && zd_nudge(&moved, at->type, &test->low, 1, &m->arena))
			mutate_bound(m, at, cell, test, true);
		if (!test->is_nil && test->has_high && !literal &&
		    zd_nudge(&moved, at->type, &test->high, 1, &m->arena))
			mutate_bound(m, at, cell, test, false);
	}
}

static void mutate_output(struct mutation *m, const struct spot *at, struct zd_value *output)
{
	const struct zd_value before = *output;
	for (int direction = 1; direction >= -1 && !over(m); direction -= 2) {
		struct zd_value moved;
		if (!zd_nudge(&moved, at->type, &before, direction, &m->arena))
			continue;
		*output = moved;
		try_spot(m, at, written(m, at->type, &before), written(m, at->type, &moved));
		*output = before;
	}
}

static void mutate_tables(struct mutation *m)
{
	for (size_t i = 0; i < m->policy->table_count; i++) {
		const struct zd_table *t = zd_pack_table(m->loaded->pack, m->policy->tables[i].target);
		for (size_t row = 0; t && row < t->row_count; row++) {
			for (size_t c = 0; c < t->input_count; c++)
				mutate_cell(m, &(struct spot){t, row, t->inputs[c].name, &t->inputs[c].type},
					    &t->rows[row].cells[c]);
			for (size_t c = 0; c < t->output_count; c++)
				mutate_output(m, &(struct spot){t, row, t->outputs[c].name, &t->outputs[c].type},
					      &t->rows[row].outputs[c]);
		}
	}
}

/* ---- policies ---- */

static void gather_cases(struct mutation *m)
{
	const struct zd_pack *pack = m->loaded->pack;
	m->cases = zd_arena_alloc(&m->arena, (pack->case_count + 1) * sizeof *m->cases);
	m->case_count = 0;
	for (size_t i = 0; i < pack->case_count; i++) {
		if (strcmp(pack->cases[i].policy, m->policy->id) == 0)
			m->cases[m->case_count++] = &pack->cases[i];
	}
}

static void mutate_policy(struct mutation *m)
{
	const char *skipped = NULL;
	m->mutants = m->noticed = 0;
	gather_cases(m);
	if (m->policy->broken)
		skipped = "it has errors";
	else if (over(m))
		skipped = "no time left";
	else if (noticed(m))
		skipped = "its cases fail as they are";
	m->result->untried += over(m);
	m->result->broken += skipped && !over(m);
	if (!skipped) {
		mutate_text(m);
		mutate_params(m);
		mutate_tables(m);
		m->result->untried += over(m);
	}
	m->result->mutants += m->mutants;
	m->result->noticed += m->noticed;
	if (m->event)
		m->event(m->context, &(struct zd_mutant){.policy = m->policy->id,
							 .file = m->policy->place.file,
							 .mutants = m->mutants,
							 .caught = m->noticed,
							 .skipped = skipped});
}

int zd_mutate(struct zd_session *s, const char *const *ids, size_t count, double seconds,
	      void (*event)(void *context, const struct zd_mutant *m), void *context, struct zd_mutation_result *result,
	      struct zd_error *err)
{
	struct mutation m = {.session = s, .event = event, .context = context, .result = result};
	memset(result, 0, sizeof *result);
	if (zd_load_folder(s, ZD_READ_CASES, &m.loaded, err) || zd_policies_named(m.loaded->pack, ids, count, err))
		return err->code;
	m.deadline = seconds > 0 ? now() + seconds : 0;
	m.day = zd_case_day(m.loaded->pack);
	for (size_t i = 0; i < m.loaded->pack->policy_count; i++) {
		m.policy = &m.loaded->pack->policies[i];
		if (zd_policy_named(m.policy->id, ids, count))
			mutate_policy(&m);
		zd_arena_reset(&m.arena);
		if (s->progress)
			s->progress(s->context, i + 1, m.loaded->pack->policy_count);
	}
	zd_arena_free(&m.arena);
	return ZD_OK;
}
