/* The checksum of decisions made in memory: how many of each word, and the sums. */
#ifndef BENCH_TALLY_H
#define BENCH_TALLY_H

#include <stdint.h>

#define TALLY_WORDS 32

struct tally {
	const char *name[TALLY_WORDS]; /* of the outcome, borrowed */
	char word[TALLY_WORDS][24];
	int64_t times[TALLY_WORDS];
	int count;
	int64_t limit, commission, in_window, score;
};

void tally_word(struct tally *t, const char *outcome, const char *word);
/* In millionths of a point, so that small differences show. */
void tally_score(struct tally *t, double score);
/* Lines "outcome|word|count" and "sum|outcome|total", as checksums.sql gives them, in no order. */
void tally_print(const struct tally *t);

#endif
