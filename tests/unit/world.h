/*
 * A small world for the engine's tests: a pack built from lines of text,
 * records in arrays as a source, and policies decided in plain C.
 */
#ifndef TESTS_UNIT_WORLD_H
#define TESTS_UNIT_WORLD_H

#include "base/str.h"
#include "engine/stream.h"

#define WORLD_MOST 64

/* One policy on one row, or, called with all rows of a group, a set policy: args and out lie row after row. */
typedef int world_rule(const struct zd_policy *p, const struct zd_value *args, const struct zd_value *params,
		       size_t rows, struct zd_value *out, struct zd_arena *arena, struct zd_error *err);

/* The records of one entity, in the order of their keys: `width` values each, fields first, then facts as declared. */
struct world_table {
	const struct zd_entity *entity;
	struct zd_value *cells;
	size_t rows, width;
};

struct world {
	struct zd_arena arena;
	struct zd_pack pack;
	struct zd_findings findings;
	struct world_table tables[WORLD_MOST];
	world_rule **rules; /* one a policy; NULL: world_mix */
	size_t batch_rows;  /* how many rows the source gives at a time; 0: as many as fit */
	size_t fail_at;     /* the source fails at this row of each stage; 0: never */
	size_t opened, closed, made, freed;
};

void world_open(struct world *w, size_t policies);
void world_close(struct world *w);

/* Fields "id:text size:int!": name:type, "!" for required; ref=ENTITY, enum=a|b. */
struct zd_entity *world_entity(struct world *w, const char *name, const char *fields);
/* Facts of an entity, written like fields. Before its records. */
void world_facts(struct world *w, const char *subject, const char *facts);
/* One record, its values separated by '|', nothing for nil; in key order. */
void world_record(struct world *w, const char *entity, const char *values);
/* Needs "size? alias=path", gives "class:enum=a|b limit:money". */
struct zd_policy *world_policy(struct world *w, const char *id, const char *subject, const char *needs,
			       const char *gives);
void world_rule_of(struct world *w, const char *policy, world_rule *rule);
/* An int parameter, used by a policy. */
struct zd_param *world_param(struct world *w, const char *policy, const char *name, int64_t value);
/* A branch's value for it. */
void world_override(struct world *w, const char *param, const char *branch, int64_t value);
/* Resolves the pack's names; there must be so many errors. */
void world_resolve(struct world *w, size_t errors);

struct zd_plan *world_plan(struct world *w, const char *const *ids, size_t count, enum zd_period period);
/* A stream over the world with one or two threads; whatever else is wanted can be set before it is opened. */
struct zd_stream_options world_options(struct world *w, const struct zd_plan *plan, int threads);
/* Everything that the stream gives, as text. Returns its code, ZD_OK at its end. */
int world_digest(struct zd_str *out, const struct zd_stream_options *o, struct zd_error *err);
/* One decided batch as text. */
void world_print(struct zd_str *out, const struct zd_batch *b);

/* Outcomes that depend on all that goes in, the same everywhere: some fail, some are nil where they may be. */
world_rule world_mix;

struct world_table *world_table_of(const struct world *w, const char *entity);
const struct zd_value *world_cell(const struct world *w, const char *entity, size_t row, const char *name);
/* The value that a field or fact slot has for a row; NULL: a reference leads nowhere. */
const struct zd_value *world_value(const struct world *w, const struct zd_entity *e, size_t row,
				   const struct zd_slot *slot);
/* The row of the record that a slot's references lead to; SIZE_MAX: nowhere. */
size_t world_follow(const struct world *w, const struct zd_entity *e, size_t row, const struct zd_slot *slot,
		    const struct zd_value **key);

/* The tests' own numbers, the same on every machine. */
uint64_t world_random(uint64_t *state);

#endif
