/* With: a source whose subjects have other values than the book says. */
#ifndef ZD_WHATIF_WITH_H
#define ZD_WHATIF_WITH_H

#include "engine/source.h"

/* One value put in place of what the book says. */
struct zd_with {
	const char *text;    /* as given: "C0001.fixed_assets=0" */
	const char *subject; /* NULL: every subject */
	const char *path;    /* the name of a field or fact */
	const char *value;   /* as written */
	bool met;            /* whether a stage takes the path and a subject was met */
};
struct zd_withs {
	struct zd_source_maker inner;
	struct zd_with *items;
	size_t count;
};

/* Reads a value for a field within the field's bounds; empty text is nil. ZD_DATA otherwise. */
int zd_with_value(struct zd_value *out, const struct zd_field *field, const char *text, struct zd_arena *arena,
		  struct zd_error *err);
/* Splits "SUBJECT.field=value" or "*.field=value"; texts live in the arena. */
int zd_with_parse(struct zd_with *out, const char *text, struct zd_arena *arena, struct zd_error *err);
/*
 * Gives a plan the slots that tell which record a value across a reference
 * belongs to, so that it changes there as well. Before sources are opened.
 */
int zd_with_plan(const struct zd_withs *w, struct zd_plan *plan, struct zd_error *err);
/*
 * A maker over the values, which outlive it. ZD_DATA where a subject is met
 * whose input cannot have the value; ZD_USAGE for a reference that a stage
 * looks across: what lies behind another record is not known here.
 */
struct zd_source_maker zd_with_sources(struct zd_withs *w);

#endif
