/* The flaws of a pack's decision tables, and how much of the book they concern. */
#ifndef ZD_SESSION_GAPS_H
#define ZD_SESSION_GAPS_H

#include "session/session.h"

/*
 * Adds to the findings of what is loaded. Where there is a book, a gap also
 * says how many records fall there, if the table's inputs are all fields or
 * facts of the subject of a policy that uses it; a book that cannot be asked
 * is left out with a note.
 */
void zd_tables_check(struct zd_session *s, struct zd_loaded *loaded);

#endif
