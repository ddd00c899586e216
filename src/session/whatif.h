/* One question "what if": what it is asked of, how it differs from the base, and which policies it touches. */
#ifndef ZD_SESSION_WHATIF_H
#define ZD_SESSION_WHATIF_H

#include "session/session.h"
#include "store/reader.h"
#include "whatif/report.h"
#include "whatif/tally.h"
#include "whatif/with.h"
#include "zhidu/whatif.h"

enum zd_change_kind {
	ZD_CHANGE_PARAM,
	ZD_CHANGE_WITH,
	ZD_CHANGE_RULE,
	ZD_CHANGE_DRAFT
};

struct zd_difference {
	enum zd_change_kind kind;
	const char *text;   /* as given, without the name of a rule's file: "name=value" */
	const char *name;   /* of a parameter without branch; of a policy; "SUBJECT.field" */
	const char *branch; /* of a parameter; or NULL */
	const char *value;
	const char *before;                /* of a parameter, as people read it */
	const char *after;                 /* likewise, once the scenario is loaded */
	struct zd_pack_file file;          /* of a rule */
	const struct zd_entity **entities; /* of a value: those that have such a record; NULL at the end */
	int32_t from;                      /* the day from which it holds; ZD_ALWAYS */
	bool no_effect;
};

struct zd_whatif {
	struct zd_session *session;
	const struct zd_whatif_options *o;
	struct zd_arena arena;
	struct zd_when when;
	struct zd_loaded *base;
	struct zd_reader *reader;
	struct zd_difference *list;
	size_t count, cap;
	const struct zd_scenario *scenario; /* or NULL */
	const char *where;
	const char **policies; /* what is compared */
	size_t policy_count, policy_cap;
	int32_t from;     /* of the differences being collected */
	bool over_time;   /* several periods, each of which lives on in the next */
	unsigned periods; /* of those: a bit for each kind that is decided (1 << kind) */
};

/* Reads the differences from the options and the scenario, each checked as far as can be seen without deciding. */
int zd_whatif_collect(struct zd_whatif *w, struct zd_error *err);
/* The value in force of a parameter as people read it, in the arena; NULL: there is none. */
const char *zd_whatif_shown(struct zd_whatif *w, const struct zd_pack *pack, const char *name, const char *branch);
/* Without names: every policy that a difference touches, directly or through what it needs (influence.c). */
void zd_whatif_choose(struct zd_whatif *w);
/* Writes down what differs, for a report. In the arena. */
struct zd_change *zd_whatif_changes(struct zd_whatif *w);

/* Takes the policies named on the command line, if any, in place of the scenario's. */
void zd_whatif_name_policies(struct zd_whatif *w);
/* The policies asked for exist, can be decided, and are there once; in the end they have their full names. */
int zd_whatif_check_policies(struct zd_whatif *w, struct zd_error *err);
/* What was asked, for those who write the answer: all but the tallies. In the arena. */
void zd_whatif_head(struct zd_whatif *w, struct zd_comparison *out);

/* Some of the differences: all or none, the other way round for one of them. */
struct zd_selection {
	bool all;
	const struct zd_difference *one;
};

/* One side of a comparison: the base with some of the differences. */
struct zd_side {
	struct zd_loaded *loaded;
	struct zd_withs withs;
	struct zd_plan *plan;
};

/* Loads the pack of a side: the base's own where nothing of it differs. */
int zd_side_load(struct zd_whatif *w, const struct zd_selection *sel, struct zd_side *side, struct zd_error *err);
int zd_side_withs(struct zd_whatif *w, const struct zd_selection *sel, struct zd_side *side, struct zd_error *err);
/* The plan is the caller's to free. */
int zd_side_plan(struct zd_whatif *w, struct zd_side *side, const char *const *policies, size_t count,
		 struct zd_error *err);
struct zd_stream_options zd_side_stream(const struct zd_whatif *w, struct zd_side *side);
/* Several periods, one after the other (simulate.c). */
int zd_simulate(struct zd_session *s, const struct zd_whatif_options *o, FILE *out, struct zd_error *err);
/* One a policy compared. */
struct zd_tally **zd_whatif_tallies(struct zd_whatif *w, size_t movers);
void zd_whatif_tallies_free(struct zd_tally **t, size_t count);

#endif
