/*
 * Mutants of a policy's text: one operator replaced by its likeliest mistake.
 * Cases that all pass on a mutant do not look at what the operator decides.
 */
#ifndef ZD_SCRIPT_MUTANTS_H
#define ZD_SCRIPT_MUTANTS_H

#include "model/policy.h"
#include "script/syntax.h"

struct zd_mutant_place {
	uint32_t at; /* offset of the operator in the text */
	int line, column;
	const char *from, *to;
};

/*
 * All of them, in the order of the text: < and <=, > and >=, == and ~=, and
 * and or, + and -. What only changes the words of a reason is none.
 */
void zd_mutants_find(struct zd_mutant_place **out, size_t *count, const struct zd_syntax *s, struct zd_arena *arena);

/* The tree of the text with the operator replaced; NULL: that is no policy. The arena owns it. */
struct zd_syntax *zd_mutant_read(const struct zd_syntax *s, const struct zd_policy *policy,
				 const struct zd_mutant_place *place, struct zd_arena *arena);

#endif
