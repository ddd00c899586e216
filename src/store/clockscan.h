/* Whether SQL asks what time it is: so that a fact that does is told before it is ever run. */
#ifndef ZD_STORE_CLOCKSCAN_H
#define ZD_STORE_CLOCKSCAN_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Looks at the words of the text: CURRENT_DATE and the like, date functions
 * without a date, or with 'now', 'localtime' or 'utc'. True: one was found,
 * len bytes at *at.
 */
bool zd_sql_asks_clock(const char *sql, size_t *at, size_t *len);

/* Behind a string, quoted name or comment that begins at s; s itself where none does. */
const char *zd_sql_skip_quoted(const char *s);
/* Whether a byte belongs to a name, keyword or number. */
bool zd_sql_is_word(char c);

#endif
