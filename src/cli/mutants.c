/* zhidu test --mutate: the mutants that no case noticed, and how many were. */
#include "cli/junit.h"
#include "cli/say.h"
#include "cli/testing.h"
#include "cli/words.h"
#include "zhidu/testing.h"

#include <stdio.h>

struct progress {
	struct cli *cli;
	struct junit *junit; /* or NULL */
};

static void mutant_text(char *buf, size_t size, const struct zd_mutant *m)
{
	snprintf(buf, size, "%s%s\"%s\" -> \"%s\"", m->name, *m->name ? " " : "", m->from, m->to);
}

static void put_end(const struct zd_mutant *m)
{
	if (m->skipped)
		printf("%s: %s\n", m->policy, m->skipped);
	else
		printf("%s: %zu of %zu mutants noticed\n", m->policy, m->caught, m->mutants);
}

static void event(void *context, const struct zd_mutant *m)
{
	struct progress *p = context;
	char text[1024];

	say_progress_over(p->cli);
	if (!m->kind) {
		put_end(m);
		return;
	}
	mutant_text(text, sizeof text, m);
	if (p->junit) {
		char name[1200];
		snprintf(name, sizeof name, "mutant %d:%d %s", m->line, m->column, text);
		junit_event(p->junit, &(struct zd_test_event){.policy = m->policy,
							      .name = name,
							      .file = m->file,
							      .line = m->line,
							      .passed = m->noticed,
							      .difference = "no case noticed the mutant"});
	}
	if (!m->noticed)
		printf("%s:%d:%d: %snot noticed%s: %s\n", m->file, m->line, m->column, colour(stdout, COLOUR_YELLOW),
		       colour(stdout, COLOUR_OFF), text);
}

int test_mutants(struct cli *cli, const struct test_values *v)
{
	struct progress p = {.cli = cli};
	struct zd_mutation_result result;
	const struct given *g = cli->given;

	if (v->junit && !(p.junit = junit_open(v->junit, &cli->err)))
		return (int)cli->err.code;
	int code = zd_mutate(cli->session, g->operands, g->operand_count, (double)v->seconds, event, &p, &result,
			     &cli->err);
	if (p.junit) {
		struct zd_error err = {0};
		int closed = junit_close(p.junit, &err);
		if (closed != ZD_OK && code == ZD_OK) {
			cli->err = err;
			code = closed;
		}
	}
	if (code != ZD_OK)
		return code;
	printf("%zu of %zu mutants noticed\n", result.noticed, result.mutants);
	fflush(stdout);
	if (result.untried)
		say(cli, tr("policies not tried to the end, for time was up: %zu"), result.untried);
	if (result.broken)
		return zd_fail(&cli->err, ZD_FINDINGS, tr("policies with cases that fail already: %zu"), result.broken);
	return test_least(cli, v, result.noticed, result.mutants, tr("mutants noticed"));
}
