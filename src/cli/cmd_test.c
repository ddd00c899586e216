/* zhidu test: the cases of the pack, and which lines of the policies they ran. */
#include <stdlib.h>
#include <string.h>

#include "cli/junit.h"
#include "cli/say.h"
#include "cli/testing.h"
#include "cli/words.h"

static const struct option options[] = {
	{.name = "junit",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct test_values, junit),
	 .value = "OUT",
	 .fill = FILL_FILE,
	 .help = "also writes the results as JUnit XML to a file"},
	{.name = "threshold",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct test_values, threshold),
	 .value = "PERCENT",
	 .help = "fails when less of the lines, of the rows, or with --mutate of the mutants is covered: 95%"},
	{.name = "mutate",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct test_values, mutate),
	 .help = "changes operators and numbers one at a time and lists the changes that no case notices"},
	{.name = "seconds",
	 .kind = OPTION_COUNT,
	 .at = offsetof(struct test_values, seconds),
	 .value = "N",
	 .help = "with --mutate: stops after so long"},
	{.name = "boundaries",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct test_values, boundaries),
	 .help = "makes cases just under, at and just over the line that each number of a parameter draws"},
	{.name = "update",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct test_values, update),
	 .help = "writes what comes now into cases that fail only in what they expect, and tells each change"},
	{.name = "from",
	 .kind = OPTION_COUNT,
	 .at = offsetof(struct test_values, from),
	 .value = "RUN",
	 .help = "makes a case from the decision about SUBJECT in a run, without what is sensitive"},
	{.name = "policy",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct test_values, policy),
	 .value = "POLICY",
	 .fill = FILL_POLICY,
	 .help = "with --from: the policy, where the run decided several"},
	{.name = "write",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct test_values, write),
	 .help = "with --from or --boundaries: into the policy's files of cases instead of printing"},
	{.name = NULL},
};

struct progress {
	struct cli *cli;
	struct junit *junit;   /* or NULL */
	size_t passed, failed; /* of the policy at hand */
};

void test_put_lines(const int *lines, size_t count)
{
	for (size_t i = 0; i < count;) {
		size_t last = i;
		while (last + 1 < count && lines[last + 1] == lines[last] + 1)
			last++;
		printf("%s%d", i > 0 ? ", " : "", lines[i]);
		if (last > i)
			printf("-%d", lines[last]);
		i = last + 1;
	}
}

/* Tables whose rows all counted are no news. */
static void put_table(const struct zd_test_event *e)
{
	if (e->covered == e->lines)
		return;
	printf("%s: %zu of %zu rows counted, not ", e->table, e->covered, e->lines);
	test_put_lines(e->missed, e->lines - e->covered);
	putchar('\n');
}

static void put_coverage(struct progress *p, const struct zd_test_event *e)
{
	printf("%s: %zu passed, %zu failed; %zu of %zu lines ran", e->policy, p->passed, p->failed, e->covered,
	       e->lines);
	if (e->covered < e->lines && e->missed) {
		fputs(", not ", stdout);
		test_put_lines(e->missed, e->lines - e->covered);
	}
	putchar('\n');
	p->passed = p->failed = 0;
}

void test_put_lines_below(const char *lines)
{
	for (const char *at = lines; at && *at;) {
		const char *end = strchr(at, '\n');
		int n = end ? (int)(end - at) : (int)strlen(at);
		char line[4096];
		snprintf(line, sizeof line, "    %.*s\n", n, at);
		say_plain(stdout, line);
		at = end ? end + 1 : NULL;
	}
}

static void put_failure(const struct zd_test_event *e)
{
	printf("%s:%d: %sfailed%s: %s: ", e->file, e->line, colour(stdout, COLOUR_RED), colour(stdout, COLOUR_OFF),
	       e->policy);
	say_plain(stdout, e->name);
	putchar('\n');
	test_put_lines_below(e->difference);
}

static void event(void *context, const struct zd_test_event *e)
{
	struct progress *p = context;

	say_progress_over(p->cli);
	if (p->junit)
		junit_event(p->junit, e);
	if (e->table) {
		put_table(e);
	} else if (!e->name) {
		put_coverage(p, e);
	} else if (e->passed) {
		p->passed++;
	} else {
		p->failed++;
		put_failure(e);
	}
}

/* "95%", "95" or "99.5%" */
static int read_threshold(struct test_values *v, struct zd_error *err)
{
	char *end;

	if (!v->threshold)
		return ZD_OK;
	v->least = strtod(v->threshold, &end);
	if (end == v->threshold || (*end && strcmp(end, "%") != 0) || !(v->least >= 0 && v->least <= 100))
		return zd_fail(err, ZD_USAGE, tr("--threshold wants a percentage such as 95%%, got \"%s\""),
			       v->threshold);
	return ZD_OK;
}

int test_least(struct cli *cli, const struct test_values *v, size_t covered, size_t of, const char *what)
{
	if (!v->threshold || (double)covered * 100 >= v->least * (double)of)
		return ZD_OK;
	return zd_fail(&cli->err, ZD_FINDINGS, tr("%zu of %zu %s: less than %s"), covered, of, what, v->threshold);
}

static int test_cases(struct cli *cli, const struct test_values *v)
{
	const struct given *g = cli->given;
	struct progress p = {.cli = cli};
	struct zd_test_result result = {0};

	if (v->junit && !(p.junit = junit_open(v->junit, &cli->err)))
		return (int)cli->err.code;
	int code = zd_test(cli->session, g->operands, g->operand_count, event, &p, &result, &cli->err);
	if (p.junit) {
		struct zd_error err = {0};
		int closed = junit_close(p.junit, &err);
		if (closed != ZD_OK && (code == ZD_OK || code == ZD_FINDINGS)) {
			cli->err = err;
			code = closed;
		}
	}
	if (result.passed + result.failed > 0) {
		printf("%zu of %zu lines of policies ran\n", result.covered, result.lines);
		if (result.rows)
			printf("%zu of %zu rows of decision tables counted\n", result.rows_covered, result.rows);
		printf("%zu passed, %zu failed\n", result.passed, result.failed);
	}
	if (result.failed > 0 && code == ZD_FINDINGS)
		cli->err.message[0] = '\0';
	if (code == ZD_OK)
		code = test_least(cli, v, result.covered, result.lines, tr("lines of policies ran"));
	if (code == ZD_OK)
		code = test_least(cli, v, result.rows_covered, result.rows, tr("rows of decision tables counted"));
	return code;
}

static int run(struct cli *cli, const void *values)
{
	struct test_values v = *(const struct test_values *)values;

	if (read_threshold(&v, &cli->err))
		return (int)cli->err.code;
	if (v.seconds && !v.mutate)
		return zd_fail(&cli->err, ZD_USAGE, tr("--seconds goes with --mutate"));
	if ((v.from > 0) + v.mutate + v.boundaries + v.update > 1)
		return zd_fail(&cli->err, ZD_USAGE,
			       tr("--from, --mutate, --boundaries and --update exclude each other"));
	if (v.update && (v.junit || v.threshold))
		return zd_fail(&cli->err, ZD_USAGE, tr("--junit and --threshold do not go with --update"));
	if ((v.policy && !v.from) || (v.write && !v.from && !v.boundaries))
		return zd_fail(&cli->err, ZD_USAGE,
			       tr("--policy goes with --from, --write with --from or --boundaries"));
	if (v.boundaries)
		return test_boundaries(cli, &v);
	if (v.update)
		return test_update(cli, &v);
	return v.from ? test_from(cli, &v) : v.mutate ? test_mutants(cli, &v) : test_cases(cli, &v);
}

const struct command cmd_test = {
	.name = "test",
	.summary = "runs the cases of the pack",
	.text = "Prints every case that failed, with its place and what differs, and for each policy which of its "
		"lines no\n"
		"case ran; at the end, which rows of decision tables never counted. With POLICY, only policies whose "
		"id\n"
		"begins so.",
	.operands = {{"POLICY", FILL_POLICY, .optional = true, .many = true}},
	.options = options,
	.size = sizeof(struct test_values),
	.examples = {{"zhidu test", "all cases"},
		     {"zhidu test --threshold 95%", "fails where cases leave too much out"},
		     {"zhidu test item.class --update", "its cases expect what it gives now"},
		     {"zhidu test --mutate item.class", "changes that no case of it notices"},
		     {"zhidu test --boundaries item.class --write", "cases on the lines that its numbers draw"},
		     {"zhidu test --from 3 I001 --policy item.class --write", "a case from a decision of run 3"},
		     {"zhidu test --junit cases.xml", "the results also for a build server"}},
	.run = run,
};
