/* zhidu test: the cases of the pack, and which lines of the policies they ran. */
#include <stdlib.h>
#include <string.h>

#include "cli/junit.h"
#include "cli/say.h"

struct values {
	const char *junit;
};

static const struct option options[] = {
	{.name = "junit",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, junit),
	 .value = "OUT",
	 .fill = FILL_FILE,
	 .help = "also writes the results as JUnit XML to a file"},
	{.name = NULL},
};

struct progress {
	struct cli *cli;
	struct junit *junit;   /* or NULL */
	size_t passed, failed; /* of the policy at hand */
};

/* "3, 7-9" */
static void put_missed(const int *lines, size_t count)
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

static void put_coverage(struct progress *p, const struct zd_test_event *e)
{
	printf("%s: %zu passed, %zu failed; %zu of %zu lines ran", e->policy, p->passed, p->failed, e->covered,
	       e->lines);
	if (e->covered < e->lines && e->missed) {
		fputs(", not ", stdout);
		put_missed(e->missed, e->lines - e->covered);
	}
	putchar('\n');
	p->passed = p->failed = 0;
}

static void put_failure(const struct zd_test_event *e)
{
	printf("%s:%d: %sfailed%s: %s: %s\n", e->file, e->line, colour(stdout, COLOUR_RED), colour(stdout, COLOUR_OFF),
	       e->policy, e->name);
	for (const char *at = e->difference; at && *at;) {
		const char *end = strchr(at, '\n');
		int n = end ? (int)(end - at) : (int)strlen(at);
		printf("    %.*s\n", n, at);
		at = end ? end + 1 : NULL;
	}
}

static void event(void *context, const struct zd_test_event *e)
{
	struct progress *p = context;

	say_progress_over(p->cli);
	if (p->junit)
		junit_event(p->junit, e);
	if (!e->name) {
		put_coverage(p, e);
	} else if (e->passed) {
		p->passed++;
	} else {
		p->failed++;
		put_failure(e);
	}
}

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
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
		printf("%zu passed, %zu failed\n", result.passed, result.failed);
	}
	if (result.failed > 0 && code == ZD_FINDINGS)
		cli->err.message[0] = '\0';
	return code;
}

const struct command cmd_test = {
	.name = "test",
	.summary = "runs the cases of the pack",
	.text = "Prints every case that failed, with its place and what differs, and for each policy which of its "
		"lines no\n"
		"case ran. With POLICY, only policies whose id begins so.",
	.operands = {{"POLICY", FILL_POLICY, .optional = true, .many = true}},
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu test", "all cases"},
		     {"zhidu test item.class", "those of one policy"},
		     {"zhidu test --junit cases.xml", "the results also for a build server"}},
	.run = run,
};
