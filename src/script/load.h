/*
 * Loading: the texts of a stage's policies, each once for a policy and its
 * parameters' values, in a state of their own; and calling into it, so that
 * a state that a policy has spoilt is replaced without anybody noticing.
 */
#ifndef ZD_SCRIPT_LOAD_H
#define ZD_SCRIPT_LOAD_H

#include "engine/decider.h"
#include "script/state.h"
#include "script/unit.h"
#include "script/values.h"

/* Where the texts come from: the front end, or a test. */
struct zd_texts {
	void *context;
	int (*write)(void *context, const struct zd_policy *policy, enum zd_mode mode, struct zd_arena *arena,
		     struct zd_unit *out, struct zd_error *err);
};

/* A policy with its parameters' values, as one step of the stage. */
struct zd_script {
	const struct zd_policy *policy;
	const struct zd_value *values; /* of its parameters */
	size_t step;
	const struct zd_unit *unit;
	struct zd_arg *args;   /* one a need of this policy */
	struct zd_names needs; /* of a set's members: also id */
	struct zd_names gives, params, tables;
	int function; /* reference of the deciding function */
};

/* The values of an enum as Lua's strings: short strings are kept once, so the object tells which it is. */
struct zd_words {
	const struct zd_enum *enums;
	size_t first; /* place of the first in the list of all words */
	const void **objects;
	struct zd_value *values; /* the model's own */
};

struct zd_runner {
	struct zd_decider decider; /* first: what the engine holds */
	struct zd_arena arena;
	struct zd_texts texts;
	const struct zd_pack *pack; /* NULL in some tests */
	const struct zd_stage *stage;
	enum zd_mode mode;
	struct zd_script *scripts;
	size_t script_count;
	struct zd_script **variants; /* variant_count × step_count */
	size_t variant_count;
	struct zd_words *words;
	size_t words_count;
	size_t word_count;                    /* of all of them together */
	const struct zd_words **slot_words;   /* one a slot, or NULL */
	const struct zd_words **column_words; /* one a column, or NULL */
	lua_CFunction prepare; /* loads what the kind of stage needs beside the scripts; argument: the runner */
	struct zd_state state;
	int word_list;  /* reference */
	uint64_t calls; /* since the state was opened */
	bool ran_out;   /* the last call left its state doubtful */
};

/* Fills a zeroed runner and loads it. On an error it is still to be freed. */
int zd_runner_load(struct zd_runner *r, const struct zd_texts *texts, const struct zd_pack *pack,
		   const struct zd_stage *stage, const struct zd_variant *variants, size_t variant_count,
		   enum zd_mode mode, lua_CFunction prepare, struct zd_error *err);
void zd_runner_free(struct zd_runner *r); /* all but the struct itself */

/* zd_state_call. After a stop the state is made usable again; err->code is ZD_BUG only when that failed. */
int zd_runner_call(struct zd_runner *r, lua_CFunction f, void *argument, struct zd_error *err);
/*
 * The same for one decision, whose limits are to be judged by its own needs:
 * when memory ran out in a state that has decided before, it is decided once
 * more in a new one. `again` undoes what the first try left, or is NULL.
 */
int zd_runner_decide(struct zd_runner *r, lua_CFunction f, void *argument, void (*again)(void *argument),
		     struct zd_error *err);
/* Pushes all words, in their order. */
void zd_runner_push_words(lua_State *L, const struct zd_runner *r);
/* Says where in the policy an outcome's error is. */
void zd_runner_place(struct zd_error *err, const struct zd_policy *policy, size_t give);

/* Deciders by their stages: a chain of steps, or one set. */
int zd_chain_new(const struct zd_texts *texts, const struct zd_pack *pack, const struct zd_stage *stage,
		 const struct zd_variant *variants, size_t variant_count, enum zd_mode mode, struct zd_decider **out,
		 struct zd_error *err);
int zd_set_new(const struct zd_texts *texts, const struct zd_pack *pack, const struct zd_stage *stage,
	       const struct zd_variant *variants, size_t variant_count, enum zd_mode mode, struct zd_decider **out,
	       struct zd_error *err);

#endif
