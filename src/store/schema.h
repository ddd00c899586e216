/* The schema of the book: the files of schema/ in order, embedded at build by scripts/embed-sql. */
#ifndef ZD_STORE_SCHEMA_H
#define ZD_STORE_SCHEMA_H

#include <stddef.h>

/* zd_schema[n] brings a book of version n to version n + 1. */
extern const char *const zd_schema[];
extern const size_t zd_schema_count;

#endif
