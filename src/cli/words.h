/* The command line's own sentences in the language of the reader. */
#ifndef ZD_CLI_WORDS_H
#define ZD_CLI_WORDS_H

#include <stdbool.h>

/* The language from now on: "zh…" or another; NULL: by the locale. */
void words_language(const char *language);
bool words_are_chinese(void);
/* The English sentence, or the Chinese one that stands for it. Formats take the same arguments in the same order. */
const char *tr(const char *english) __attribute__((format_arg(1)));

struct words {
	const char *english;
	const char *chinese;
};
/* Those of check, test and help, which end with a pair of NULL. */
extern const struct words words_of_checks[];
/* Those of who acts, and what is kept secret. */
extern const struct words words_of_access[];

#endif
