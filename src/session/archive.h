/* An archive as data, between where it is gathered and how it is written. */
#ifndef ZD_SESSION_ARCHIVE_H
#define ZD_SESSION_ARCHIVE_H

#include "base/mem.h"
#include "base/str.h"
#include "model/pack.h"
#include "report/gather.h"
#include "store/runs.h"

struct zd_gatekeeper;

/* What a policy last decided about the record. */
struct zd_archive_decision {
	const struct zd_policy *policy;
	struct zd_run run;
	struct zd_gathered row; /* one: the subject, what it is called, the outcomes */
	size_t first;           /* the first outcome's column */
};

struct zd_archive {
	struct zd_gatekeeper *keeper; /* what the actor may see of it */
	struct zd_pack *pack;
	const struct zd_entity *entity;
	struct zd_value key;
	struct zd_gathered record;
	struct zd_gathered *parts; /* one for each part of the entity's archive */
	struct zd_archive_decision *decisions;
	size_t decision_count;
	struct zd_gathered waiting; /* for a signature: item, policy, title, subject, signer, since */
	struct zd_arena arena;
};

/* Fills `waiting`, once the rest is known. */
int zd_archive_waiting(struct zd_archive *a, struct zd_book *book, struct zd_error *err);
/* The whole of it as one JSON object. */
void zd_archive_json(struct zd_str *b, const struct zd_archive *a);

#endif
