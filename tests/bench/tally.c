/* Few words and few outcomes: a list is enough. */
#include "tally.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void tally_word(struct tally *t, const char *outcome, const char *word)
{
	int i = 0;

	while (i < t->count && (strcmp(t->word[i], word) != 0 || strcmp(t->name[i], outcome) != 0))
		i++;
	if (i == t->count) {
		if (i == TALLY_WORDS || strlen(word) >= sizeof t->word[i]) {
			fprintf(stderr, "tally: %s %s: too much\n", outcome, word);
			exit(1);
		}
		t->name[i] = outcome;
		strcpy(t->word[i], word);
		t->count++;
	}
	t->times[i]++;
}

void tally_score(struct tally *t, double score)
{
	t->score += (int64_t)(score * 1e6);
}

void tally_print(const struct tally *t)
{
	for (int i = 0; i < t->count; i++)
		printf("%s|%s|%" PRId64 "\n", t->name[i], t->word[i], t->times[i]);
	printf("sum|limit|%" PRId64 "\nsum|commission|%" PRId64 "\nsum|in_window|%" PRId64 "\nsum|score|%" PRId64 "\n",
	       t->limit, t->commission, t->in_window, t->score);
}
