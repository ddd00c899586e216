/*
 * A reader: a connection of its own that sees the book as it is at one
 * moment and cannot write: opened read-only, query_only, with an authorizer
 * that allows reading and SQLite's pure functions and nothing else. It feeds the engine.
 */
#ifndef ZD_STORE_READER_H
#define ZD_STORE_READER_H

#include "engine/source.h"
#include "store/book.h"

struct zd_reader;
int zd_reader_open(struct zd_reader **out, const char *path, struct zd_error *err);
/* A reader over the book's own connection: it sees what its transaction has written so far. Until it is closed nothing can be written. */
int zd_reader_inside(struct zd_reader **out, struct zd_book *b, struct zd_error *err);
/* Two readers that see the book, which is open, as it is at the same moment. ZD_IO where it is written to all the time. */
int zd_reader_open_pair(struct zd_reader **a, struct zd_reader **b, struct zd_book *book, const char *path,
			struct zd_error *err);
void zd_reader_close(struct zd_reader *r);

/* Sources over the reader's book, for zd_stream_open. The reader is used by one thread at a time. */
struct zd_source_maker zd_reader_sources(struct zd_reader *r, const struct zd_pack *pack);

/* Whether a fact's SQL is acceptable and gives the columns it says, against an empty book of the pack's model: findings. */
void zd_facts_check(const struct zd_pack *pack, struct zd_findings *findings);

/* Whether there is such a subject; ZD_NOT_FOUND: none. */
int zd_reader_subject(struct zd_reader *r, const struct zd_entity *e, const struct zd_value *key, struct zd_error *err);

#endif
