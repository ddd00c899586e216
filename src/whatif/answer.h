/* What goal seeking found, written down. */
#ifndef ZD_WHATIF_ANSWER_H
#define ZD_WHATIF_ANSWER_H

#include "whatif/grid.h"
#include "whatif/seek.h"
#include "whatif/sweep.h"

struct zd_seek_answer {
	struct zd_comparison base;
	struct zd_axis_swept vary; /* its values are none: the grid says which there are */
	struct zd_grid grid;
	const struct zd_measure *measure;
	struct zd_measured today; /* the measure as things are */
	const struct zd_seek *seek;
};

void zd_answer_text(const struct zd_seek_answer *a, FILE *out);
void zd_answer_json(const struct zd_seek_answer *a, FILE *out);
/* Every place tried, a row each. */
int zd_answer_rows(const struct zd_seek_answer *a, struct zd_sink *sink, struct zd_error *err);

#endif
