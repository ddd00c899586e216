/*
 * The front end for policies: reads the Lua text into a syntax tree, takes
 * the policy's head from it, checks it, and writes it out again in the form
 * that the runtime loads. No Lua state is involved: what a policy may not
 * use does not get past this.
 */
#ifndef ZD_SCRIPT_UNIT_H
#define ZD_SCRIPT_UNIT_H

#include "base/mem.h"
#include "engine/decider.h"
#include "model/policy.h"
#include "zhidu/finding.h"

struct zd_syntax; /* a parsed file; lives in the arena it was made with */

/*
 * Parses a policy file and fills *policy (its id is given) with all that its
 * head says. Everything wrong is a finding; then policy->broken is set and
 * broken_why holds the first. Everything lives in the arena. *out is NULL
 * only when the text does not parse. id, file and text are kept, not copied.
 */
void zd_unit_read(struct zd_syntax **out, struct zd_policy *policy, const char *id, const char *file, const char *text,
		  size_t size, struct zd_arena *arena, struct zd_findings *findings);

enum zd_bind_kind {
	ZD_BIND_LIBRARY, /* name: "money.times", "ipairs" */
	ZD_BIND_PARAM,   /* index: of policy->params; the value, maps and lists frozen */
	ZD_BIND_TABLE,   /* index: of policy->tables; a function from inputs to hits */
	ZD_BIND_HELPER,  /* name: one of the runtime's own, below */
};
struct zd_binding {
	enum zd_bind_kind kind;
	const char *name;
	size_t index;
};

/*
 * The text to load. Its chunk takes the bindings' values as arguments, in
 * order, and returns the deciding function (of a broken policy the text is
 * empty):
 *   of a chain:  function(need1, need2, …) return give1, give2, … end
 *   of a set:    function(members) return outcomes end
 * Line numbers are those of the policy file. Helpers that the text may use:
 *   begin()         at the start of deciding, when the text has loops or functions: resets what was used, returns
 *                   the first ration of steps
 *   more()          the ration is used up: returns the next, or raises the limit's error
 *   len(x)          `#x`: bytes of text, or the first border of a table
 *   record(t, what) makes a table by name read-only, whose unknown names raise an error with the nearest right one;
 *                   what: "needs", "params" or "tables" of the policy. A need that is nil is absent from t
 *   give(t)         takes an outcome table apart: checks its names, returns the values in the order of gives
 *   because(clause, text, …)  never raises (fast mode leaves it out)
 *   stop(text, …)
 *   line(n)         trace mode: line n runs
 *   value(n, name, v)  trace mode: line n gave name the value v
 */
struct zd_unit {
	const char *text;
	size_t size;
	struct zd_binding *bindings;
	size_t binding_count;
};
void zd_unit_write(struct zd_unit *out, const struct zd_syntax *syntax, const struct zd_policy *policy,
		   enum zd_mode mode, struct zd_arena *arena);

/* The lines of the file on which a statement of `decide` or its helpers begins, ascending: what coverage counts. */
void zd_unit_lines(const int **lines, size_t *count, const struct zd_syntax *syntax, struct zd_arena *arena);

/*
 * The library's names that exist in a policy ("money.times"), sorted by
 * bytes: the one list that the checker and the runtime share. `because` and
 * `stop` are helpers and not among them.
 */
extern const char *const zd_library_names[];
extern const size_t zd_library_count;

#endif
