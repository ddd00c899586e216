/*
 * What is wrong with a decision table as a whole: inputs that no row matches,
 * rows that match the same input where only one may, rows that never count,
 * rows that another makes needless.
 * Looked for over all inputs there can be, not by trying some. Pure.
 */
#ifndef ZD_MODEL_TABLECHECK_H
#define ZD_MODEL_TABLECHECK_H

#include "model/table.h"
#include "zhidu/finding.h"

struct zd_flaw {
	enum zd_finding_code code; /* TABLE_GAP, TABLE_OVERLAP, TABLE_UNREACHABLE, TABLE_SUBSUMED or TABLE_SIZE */
	struct zd_place place;
	const char *message;         /* with the inputs as people write cells */
	const struct zd_cell *cells; /* one an input: where the flaw lies; or NULL, there is no such place */
};
struct zd_flaws {
	struct zd_flaw *items;
	size_t count, cap;
};

/*
 * All flaws of a table whose cells are without error; the arena owns messages
 * and cells (and what the search needs), the caller frees the list. A missing input belongs to a
 * gap or an overlap only where a cell of its column says null. Hit policies
 * that give a list have no gaps: an empty list is an answer too.
 */
void zd_table_check(const struct zd_table *t, struct zd_flaws *out, struct zd_arena *arena);
void zd_flaws_free(struct zd_flaws *f);

/* Whether inputs fall where a flaw lies. */
bool zd_flaw_holds(const struct zd_table *t, const struct zd_flaw *flaw, const struct zd_value *inputs);

#endif
