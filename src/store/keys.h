/* The book's keys: which it has been sealed with, how many values with which, and sealing all of them anew. */
#ifndef ZD_STORE_KEYS_H
#define ZD_STORE_KEYS_H

#include "base/seal.h"
#include "store/book.h"

/* Whether the pack has fields that are kept encrypted. */
bool zd_pack_has_secrets(const struct zd_pack *pack);
/* Whether the book has a key. */
int zd_book_has_key(bool *out, struct zd_book *b, struct zd_error *err);
/* The book's id, made where it has none. Inside the caller's transaction, like all that writes here. */
int zd_book_make_id(struct zd_book *b, struct zd_error *err);
/* Puts a key on record as the one in use, with an entry of the journal. The keyring has it already. */
int zd_book_key_put(struct zd_book *b, const char *key, const char *author, const char *reason, uint64_t sealed,
		    struct zd_error *err);
/* Seals every sensitive value anew with the key that zd_secret_use has chosen. ZD_BOOK or ZD_DENIED names the record whose value cannot be opened. */
int zd_book_reseal(struct zd_book *b, uint64_t *count, struct zd_error *err);

/* Keys: key, made_at, author, reason, in_use, values, there. `values`: how many are sealed with it; `there`: the keyring has it. */
int zd_book_keys_list(struct zd_book *b, struct zd_sink *sink, struct zd_error *err);

struct zd_secret_counts {
	uint64_t current, older, plain; /* values sealed with the key in use, with others, and not sealed */
};
int zd_book_secret_counts(struct zd_secret_counts *out, struct zd_book *b, struct zd_error *err);

/* What is deleted is overwritten until the next call; then what is left of it in the log is written back. */
int zd_book_forget_begin(struct zd_book *b, struct zd_error *err);
void zd_book_forget_end(struct zd_book *b);

/* A reveal: who was shown what, and why. */
struct zd_reveal {
	const char *login;
	struct zd_value person;
	const char *command;
	const char *entity;
	struct zd_value record; /* nil: several */
	const char *condition;  /* or NULL */
	const char *const *fields;
	size_t field_count;
	uint64_t count;
	const char *purpose;
};
/* On record and in the journal. */
int zd_reveal_put(struct zd_book *b, const struct zd_reveal *r, struct zd_error *err);
/* Reveals, the last first: id, made_at, login, person, command, entity, record, condition, fields, count, purpose. */
int zd_reveals_list(struct zd_book *b, int64_t limit, struct zd_sink *sink, struct zd_error *err);

#endif
