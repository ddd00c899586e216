/*
 * evalrate PACK N: decides N customers in memory by the four policies of the pack, through the library. Prints the
 * nanoseconds a customer (the median of five passes) and the checksum.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "customers.h"
#include "tally.h"
#include "zhidu/zhidu.h"

#define PASSES 5
#define BATCH 512

static const char *const policies[] = {"bench.value", "bench.behaviour", "bench.credit", "bench.commission"};
#define POLICIES (sizeof policies / sizeof policies[0])

static const char *const outcomes[] = {
	"bench_value_score",  "bench_value_value_class", "bench_behaviour_behaviour",  "bench_credit_eligibility",
	"bench_credit_limit", "bench_credit_approver",   "bench_commission_in_window", "bench_commission_commission"};
enum {
	SCORE,
	VALUE_CLASS,
	BEHAVIOUR,
	ELIGIBILITY,
	LIMIT,
	APPROVER,
	IN_WINDOW,
	COMMISSION,
	OUTCOMES
};

static int fail(const struct zd_error *err)
{
	char text[1200];

	fprintf(stderr, "evalrate: %s\n", zd_error_text(err, text, sizeof text));
	return 1;
}

static struct zd_value field(const struct customer *c, const char *name)
{
	const struct {
		const char *name;
		struct zd_value value;
	} fields[] = {
		{"branch", zd_value_int(c->branch)},
		{"fixed_assets", zd_value_int(c->fixed_assets)},
		{"doc_license", zd_value_bool(c->doc_license)},
		{"doc_permit", zd_value_bool(c->doc_permit)},
		{"doc_orgcode", zd_value_bool(c->doc_orgcode)},
		{"doc_tax", zd_value_bool(c->doc_tax)},
		{"year_sales", zd_value_int(c->year_sales)},
		{"max_month", zd_value_int(c->max_month)},
		{"received", zd_value_int(c->received)},
		{"orders_12m", zd_value_int(c->orders_12m)},
		{"months_active", zd_value_int(c->months_active)},
		{"overdue_days", zd_value_int(c->overdue_days)},
		{"complaints_12m", zd_value_int(c->complaints_12m)},
		{"potential", zd_value_int(c->potential)},
		{"requested", zd_value_int(c->requested)},
	};

	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
		if (strcmp(fields[i].name, name) == 0)
			return fields[i].value;
	}
	fprintf(stderr, "evalrate: the plan wants %s\n", name);
	exit(1);
}

static struct zd_value *make_inputs(struct zd_chain *chain, size_t rows)
{
	const struct zd_head *heads;
	size_t width = zd_chain_inputs(chain, &heads);
	struct zd_value *in = calloc(rows * width, sizeof *in), *at = in;
	struct customers all;
	struct customer c;

	if (!in)
		exit(1);
	customers_begin(&all);
	for (size_t row = 0; row < rows; row++) {
		customers_next(&all, &c);
		for (size_t i = 0; i < width; i++)
			*at++ = field(&c, heads[i].name);
	}
	return in;
}

/* Decides all rows, a batch at a time; the batch just decided is counted where there is a tally. */
static int pass(struct zd_chain *chain, const struct zd_value *in, size_t rows, struct tally *tally,
		struct zd_error *err)
{
	const struct zd_head *heads;
	size_t wide = zd_chain_inputs(chain, &heads), width = zd_chain_outcomes(chain, &heads), failed, at[OUTCOMES];
	static struct zd_value out[BATCH * OUTCOMES];

	if (width != OUTCOMES)
		return zd_fail(err, ZD_BUG, "%zu outcomes, not %d", width, OUTCOMES);
	for (size_t i = 0; i < OUTCOMES; i++) {
		for (at[i] = 0; at[i] < width && strcmp(heads[at[i]].name, outcomes[i]) != 0;)
			at[i]++;
		if (at[i] == width)
			return zd_fail(err, ZD_BUG, "no outcome %s", outcomes[i]);
	}
	for (size_t row = 0; row < rows; row += BATCH) {
		size_t count = rows - row < BATCH ? rows - row : BATCH;

		if (zd_chain_decide(chain, in + row * wide, count, out, &failed, err) != ZD_OK)
			return err->code;
		if (failed > 0)
			return zd_fail(err, ZD_POLICY, "%zu decisions failed", failed);
		for (size_t i = 0; tally && i < count; i++) {
			const struct zd_value *o = out + i * width;

			tally_score(tally, o[at[SCORE]].d);
			tally_word(tally, "value_class", o[at[VALUE_CLASS]].s);
			tally_word(tally, "behaviour", o[at[BEHAVIOUR]].s);
			tally_word(tally, "eligibility", o[at[ELIGIBILITY]].s);
			tally_word(tally, "approver", o[at[APPROVER]].s);
			tally->limit += o[at[LIMIT]].i;
			tally->in_window += o[at[IN_WINDOW]].i;
			tally->commission += o[at[COMMISSION]].i;
		}
	}
	return ZD_OK;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	size_t rows = argc == 3 ? strtoul(argv[2], NULL, 10) : 0;
	struct zd_error err = {0};
	struct zd_chain *chain = NULL;
	struct tally tally = {0};
	double each[PASSES];

	if (rows == 0) {
		fprintf(stderr, "usage: evalrate PACK N\n");
		return 2;
	}
	struct zd_session *session = zd_session_new(&(struct zd_session_options){.pack = argv[1]});

	if (zd_chain_open(&chain, session, policies, POLICIES, "2025-11-30", &err) != ZD_OK) {
		zd_session_free(session);
		return fail(&err);
	}
	struct zd_value *in = make_inputs(chain, rows);
	int code = pass(chain, in, rows, &tally, &err);

	for (int i = 0; i < PASSES && code == ZD_OK; i++) {
		struct timespec begun, ended;

		clock_gettime(CLOCK_MONOTONIC, &begun);
		code = pass(chain, in, rows, NULL, &err);
		clock_gettime(CLOCK_MONOTONIC, &ended);
		each[i] = ((double)(ended.tv_sec - begun.tv_sec) * 1e9 + (double)(ended.tv_nsec - begun.tv_nsec)) /
			  (double)rows;
	}
	if (code == ZD_OK) {
		qsort(each, PASSES, sizeof each[0], ascending);
		printf("%.1f\n", each[PASSES / 2]);
		tally_print(&tally);
	}
	free(in);
	zd_chain_close(chain);
	zd_session_free(session);
	return code == ZD_OK ? 0 : fail(&err);
}
