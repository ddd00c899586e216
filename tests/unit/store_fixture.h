/* What the tests of the book share: models in a line of text, a folder of their own, and a sink that keeps rows as text. */
#ifndef TEST_STORE_FIXTURE_H
#define TEST_STORE_FIXTURE_H

#include "base/str.h"
#include "model/pack.h"
#include "store/book.h"
#include "zhidu/rows.h"

/*
 * A pack of entities, as pairs of a name and its fields, ended by NULL:
 *   fixture_pack("branch", "id:text name:text!", "customer", "id:int branch:ref=branch size:int,min=0,max=9", NULL)
 * A field is name:type, "!" for required; enum=a|b, ref=entity; then ,min= ,max= ,default= ,unique. A field
 * named with a leading "*" is the one that its entity shows. The pack has two files of its own.
 */
struct zd_pack *fixture_pack(const char *entity, const char *fields, ...);
void fixture_pack_free(struct zd_pack *p);

/* A file's path in a folder of this process, made when first asked for; fixture_clean removes all. */
const char *fixture_path(const char *name);
void fixture_clean(void);

/* Opens a new book brought to the pack's model, or fails the test. */
/* Gives the book a key whose first byte is this; that of fixture_book is 1. */
void fixture_unlock(struct zd_book *b, unsigned char first);
/* Gives a book its first key, as fixture_book does where the model has sensitive fields. */
void fixture_first_key(struct zd_book *b);
struct zd_book *fixture_book(const char *name, const struct zd_pack *pack);
/* Migrates in a transaction of its own; commits when it went well. */
int fixture_migrate(struct zd_book *b, const struct zd_pack *pack, struct zd_str *changes, struct zd_error *err);
/* Puts one record, its fields as text separated by '|' (nothing: nil), through a writer. */
int fixture_put(struct zd_book *b, const struct zd_pack *pack, const char *entity, const char *record,
		struct zd_error *err);
/* All records of an entity, a line each. */
const char *fixture_rows(struct zd_book *b, const struct zd_pack *pack, const char *entity, struct zd_str *out);
/* The first value of a query, as text in out. */
const char *fixture_sql(struct zd_book *b, const char *sql, struct zd_str *out);

/* A sink that appends "a|b|c\n" for each row to text. */
struct fixture_sink {
	struct zd_sink sink;
	struct zd_str *text;
	struct zd_type types[32];
	size_t count;
	bool ended;
};
struct fixture_sink fixture_sink(struct zd_str *text);

#define ck_assert_ok(call)                                                                                             \
	do {                                                                                                           \
		int rc_ = (call);                                                                                      \
		ck_assert_msg(rc_ == ZD_OK, "%s: %d %s", #call, rc_, err.message);                                     \
	} while (0)
/* Fails with a code and a message that contains a text. */
#define ck_assert_fails(call, wanted, text)                                                                            \
	do {                                                                                                           \
		int rc_ = (call);                                                                                      \
		ck_assert_msg(rc_ == (wanted), "%s: %d %s", #call, rc_, err.message);                                  \
		ck_assert_msg(strstr(err.message, text) != NULL, "%s", err.message);                                   \
	} while (0)

#endif
