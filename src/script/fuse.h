/*
 * Fused steps: one Lua function for several steps of a chain, so that a row
 * enters Lua once. It takes the slots and earlier columns that the steps
 * need, calls their deciding functions one after the other, and returns all
 * their outcomes. It checks nothing: rows that need more are decided step by
 * step.
 */
#ifndef ZD_SCRIPT_FUSE_H
#define ZD_SCRIPT_FUSE_H

#include "script/feed.h"

/* How an outcome is taken from the fused function. */
struct zd_tap {
	uint32_t column;
	uint8_t how;
	bool is_money;
	bool may_be_nil; /* the give is optional, and no later step insists on it */
	bool feeds;      /* a later step of the same function has used it as it came */
	int gate;        /* the gate of its step, or -1 */
	const struct zd_type *type;
	const struct zd_words *words;
};

/* A run of steps in one function. */
struct zd_segment {
	size_t first_step, step_count;
	struct zd_feed *feeds;
	size_t feed_count;
	struct zd_tap *taps;
	size_t tap_count;
	const char *text; /* NULL: the deciding function of its only step */
	size_t text_size;
	int function; /* reference */
};

/* A step with `when`. */
struct zd_gate {
	size_t step;
	uint32_t slot;
	const uint32_t *needs; /* slots that must be there when it is open */
	size_t need_count;
	bool insisted; /* a step without the same `when` insists on its outcomes */
};

/* The steps of one variant. */
struct zd_fusion {
	struct zd_script **scripts; /* one a step */
	struct zd_segment *segments;
	size_t segment_count;
	struct zd_gate *gates;
	size_t gate_count;
};

/* Plans the fusion of a variant's scripts and writes its texts; all in the runner's arena. */
void zd_fuse(struct zd_runner *r, struct zd_script **scripts, struct zd_fusion *out);
/* Loads the functions of a fusion into the runner's state. */
void zd_fuse_load(lua_State *L, struct zd_fusion *f);

#endif
