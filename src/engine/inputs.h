/*
 * Inputs that a batch gets from the run itself, not from its source: what
 * earlier stages decided, and histories to which this run's own outcomes belong.
 */
#ifndef ZD_ENGINE_INPUTS_H
#define ZD_ENGINE_INPUTS_H

#include "engine/memo.h"
#include "engine/source.h"

/* Puts earlier stages' outcomes into the slots that ask for them; memos: one a stage. */
void zd_fill_outcomes(struct zd_memo *memos, struct zd_batch *batch);
/* Puts merged histories together, once the outcomes are in; lists live in the batch's arena. */
void zd_merge_histories(const struct zd_scope *scope, struct zd_batch *batch);

#endif
