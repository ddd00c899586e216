/* The figures of a comparison as people read them, the same in text and on pages. */
#ifndef ZD_WHATIF_FIGURES_H
#define ZD_WHATIF_FIGURES_H

#include "base/str.h"
#include "whatif/tally.h"

/* After minus before, of numbers of one kind; nil where there is none. */
struct zd_value zd_figure_difference(const struct zd_value *before, const struct zd_value *after);
/* A mean of integers is a number. */
struct zd_type zd_figure_mean_type(const struct zd_type *type);
/* How many went from one level to another, or stayed. */
uint64_t zd_figure_moved(const struct zd_tally_outcome *o, size_t from, size_t to);

/* Each appends: a value ("—" for none), a difference with its sign, how many of how many in percent. */
void zd_figure_show(struct zd_str *b, const struct zd_type *type, const struct zd_value *v);
void zd_figure_show_difference(struct zd_str *b, const struct zd_type *type, const struct zd_value *v);
void zd_figure_show_share(struct zd_str *b, uint64_t part, uint64_t all);
/* -1, 0 or 1: whether a difference is less or more. */
int zd_figure_sign(const struct zd_value *difference);
/* As a chart has it: money in yuan; NaN for what is no number. */
double zd_figure_number(const struct zd_type *type, const struct zd_value *v);

/* The outcome that people look at first: the movers' where it changed, else the first amount, else the first number that did; -1: none. */
int zd_figure_main(const struct zd_tally *t);

/* The title, else the name. */
const char *zd_figure_give(const struct zd_give *give);
const char *zd_figure_policy(const struct zd_policy *p);

#endif
