/* The way to a wanted outcome of an explained decision. */
#ifndef ZD_SESSION_REACH_H
#define ZD_SESSION_REACH_H

#include <stdio.h>

#include "base/str.h"
#include "session/explain.h"
#include "zhidu/decide.h"

/*
 * Fills x->goal: the condition `o->reach` over the policy's outcomes, by changes
 * of the stage's own inputs, or of those named. so: the stream in which the
 * decision was found. ZD_USAGE: the condition or a name is wrong.
 */
int zd_explained_reach(struct zd_explained *x, const struct zd_stream_options *so, const struct zd_explain_options *o,
		       struct zd_error *err);
void zd_explained_goal_text(struct zd_explained *x, FILE *out);
/* Appends `"reach":{…}`'s object. */
void zd_explained_goal_json(struct zd_explained *x, struct zd_str *b);

#endif
