/* A look at markup: whether it is well-formed and needs nothing from elsewhere. */
#ifndef TEST_MARKUP_H
#define TEST_MARKUP_H

#include <stddef.h>

/* Fails the test where tags do not close in turn, an attribute is not quoted, an entity is unknown, or anything is fetched or run. */
void markup_check(const char *html);
/* How often a piece occurs. */
size_t markup_count(const char *html, const char *piece);

#endif
