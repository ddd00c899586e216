/* A rig for the runtime's tests: a stage built from policies' texts, a batch for it, and a decider. */
#ifndef TESTS_UNIT_RIG_H
#define TESTS_UNIT_RIG_H

#include "script/load.h"

#define RIG_MOST 16

struct rig {
	struct zd_arena arena;
	struct zd_findings findings;
	struct zd_pack pack;
	struct zd_entity entity;
	struct zd_stage stage;
	struct zd_policy *policies[RIG_MOST];
	struct zd_syntax *trees[RIG_MOST];
	const char *written[RIG_MOST]; /* a text as the front end would write it, or NULL */
	struct zd_unit units[RIG_MOST];
	size_t policy_count;
	struct zd_value params[RIG_MOST]; /* of the last policy */
	struct zd_variant variants[4];
	size_t variant_count;
	enum zd_mode mode;
	struct zd_decider *decider;
	struct zd_batch *batch;
};

void rig_open(struct rig *g);
void rig_close(struct rig *g);
/*
 * Adds a policy as the next step. Its needs are slots with the types that
 * they state (text without one), or outcomes of the policies before it.
 */
struct zd_policy *rig_add(struct rig *g, const char *id, const char *text);
/* A policy without needs, whose one outcome is a number, with this body. */
struct zd_policy *rig_add_body(struct rig *g, const char *body);
/* Gives a parameter of the last policy's list a value and, with a type, an entry in the pack. */
void rig_param(struct rig *g, size_t index, struct zd_value value, const struct zd_type *type);
/* Makes the decider and a batch of so many empty rows, with ids r1, r2 … */
void rig_make(struct rig *g, size_t rows);
struct zd_value *rig_in(struct rig *g, size_t row, const char *path);
void rig_text(struct rig *g, size_t row, const char *path, const char *text);
void rig_decide(struct rig *g);
struct zd_value *rig_out(struct rig *g, size_t row, size_t column);
/* Decides; the only row fails with this code and a message that contains `part`. */
void rig_fails(struct rig *g, enum zd_code code, const char *part);

#endif
