/* What `zhidu test` can do besides running cases, each in a file of its own. */
#ifndef ZD_CLI_TESTING_H
#define ZD_CLI_TESTING_H

#include "cli/cli.h"

struct test_values {
	const char *junit;
	const char *threshold;
	bool mutate;
	bool boundaries;
	bool update;
	int64_t seconds;
	int64_t from; /* a run; 0: none */
	const char *policy;
	bool write;
	double least; /* the threshold read; 0: none */
};

/* "3, 7-9" */
void test_put_lines(const int *lines, size_t count);
/* Below the threshold: says so and is ZD_FINDINGS. what: "lines of policies ran". */
int test_least(struct cli *cli, const struct test_values *v, size_t covered, size_t of, const char *what);

/* Lines about a case, indented below it. */
void test_put_lines_below(const char *lines);

int test_mutants(struct cli *cli, const struct test_values *v);
int test_from(struct cli *cli, const struct test_values *v);
int test_boundaries(struct cli *cli, const struct test_values *v);
int test_update(struct cli *cli, const struct test_values *v);

#endif
