/* The two sides of a simulation: what each has loaded, planned, decided and left on its records. */
#ifndef ZD_SESSION_LIVES_H
#define ZD_SESSION_LIVES_H

#include "session/whatif.h"
#include "store/sharing.h"
#include "whatif/life.h"

/* One period to decide. */
struct zd_sim_step {
	enum zd_period kind;
	int32_t first, last; /* days */
	char name[16];
};

/* A pack that a side has decided with, and its plans, one a kind of period. */
struct zd_sim_loaded {
	int64_t release;
	size_t active; /* how many of the differences hold */
	struct zd_loaded *loaded;
	bool planned[ZD_PERIOD_YEAR + 1];
	struct zd_plan *plans[ZD_PERIOD_YEAR + 1]; /* NULL: nothing to decide */
	struct zd_withs withs;                     /* facts that are given */
};

struct zd_sim_life {
	struct zd_reader *reader;
	struct zd_life *life;
	struct zd_sim_loaded *all;
	size_t count, cap;
	/* of the step that was entered */
	struct zd_sim_loaded *now;
	const struct zd_pack *pack;
	struct zd_plan *plan; /* NULL: nothing to decide */
};

struct zd_simulation {
	struct zd_whatif w; /* its base and time are those of the step entered last */
	struct zd_book *book;
	struct zd_loaded *first_base;
	enum zd_period unit; /* of --from and --to */
	int32_t first;
	struct zd_sim_step *steps;
	size_t step_count, step_cap;
	struct zd_sim_life lives[2]; /* base, scenario */
	struct zd_sharing *sharing;  /* facts that are the same for both */
};

int zd_sim_open(struct zd_simulation *m, struct zd_error *err);
void zd_sim_close(struct zd_simulation *m);

/* Whether a policy of the question is decided in a step; one without period, once in each of the shortest. */
bool zd_sim_decided_in(const struct zd_simulation *m, const struct zd_policy *p, const struct zd_sim_step *step);
/* Goes to a step: the packs and plans of both sides, and the changes of records that begin. */
int zd_sim_enter(struct zd_simulation *m, const struct zd_sim_step *step, struct zd_error *err);
struct zd_stream_options zd_sim_stream(struct zd_simulation *m, int side, const struct zd_sim_step *step);
/* After a step was decided: what it leaves on the records of each side. */
int zd_sim_leave(struct zd_simulation *m, const struct zd_sim_step *step, struct zd_error *err);

#endif
