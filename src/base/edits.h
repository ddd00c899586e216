/* How one sequence becomes another: what stays, what goes and what comes, as few as can be where the sequences are not huge. */
#ifndef ZD_BASE_EDITS_H
#define ZD_BASE_EDITS_H

#include <stdbool.h>
#include <stddef.h>

enum zd_edit_kind {
	ZD_EDIT_SAME,
	ZD_EDIT_GONE, /* a[from] */
	ZD_EDIT_NEW   /* b[to] */
};
struct zd_edit {
	enum zd_edit_kind kind;
	size_t from, to;
};

/*
 * The edits from a sequence of n to one of m items; out has room for n + m.
 * What goes stands before what comes in its place. Gives how many there are.
 */
size_t zd_edits(struct zd_edit *out, size_t n, size_t m, bool (*same)(const void *context, size_t a, size_t b),
		const void *context);

#endif
