/* A view: which subjects of a plan are counted (`where`, a branch), and in which group (`by`). */
#ifndef ZD_WHATIF_VIEW_H
#define ZD_WHATIF_VIEW_H

#include "engine/batch.h"
#include "whatif/tally.h"

struct zd_view;

/* As `by`: the branch of each stage's subjects, whatever its path is. Told by its address. */
extern const char ZD_BY_BRANCH[];

/*
 * Before streams open: the slots that `where` and `by` need (either NULL:
 * none) are added to the plan's stages that decide one of the policies
 * tallied. A stage about another entity, which has no such names, is counted
 * whole; there must be one that has them. ZD_DATA: a condition that is wrong,
 * err->column says where; ZD_NOT_FOUND: names that nothing has. `branch`:
 * only subjects of that branch, also of a set that is decided whole; or NULL.
 */
int zd_view_new(struct zd_view **out, const struct zd_plan *plan, const char *where, const char *by, const char *branch,
		struct zd_tally *const *tallies, size_t tally_count, struct zd_error *err);
bool zd_view_wants(struct zd_view *v, const struct zd_batch *b, size_t row);
/* The group of a row, until the next call; NULL: none. */
const char *zd_view_group(struct zd_view *v, const struct zd_batch *b, size_t row);
void zd_view_free(struct zd_view *v); /* NULL is fine */

#endif
