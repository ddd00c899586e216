/*
 * Between the keyring, which is the user's, and the book, which knows its
 * keys by their ids. A key is in the keyring, synced, before the book says
 * that it is in use.
 */
#include "session/keys.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/keyring.h"
#include "session/actor.h"
#include "store/keys.h"
#include "store/secret.h"
#include "zhidu/access.h"

void zd_session_unlock(struct zd_book *book)
{
	char id[ZD_BOOK_ID_LEN + 1], *path = NULL;
	struct zd_keys keys = {0};
	struct zd_error trouble = {0};
	if (zd_book_id(id, book, &trouble) || !id[0])
		return;
	if (zd_keyring_path(&path, &trouble) == ZD_OK && zd_keyring_read(&keys, path, id, &trouble) == ZD_OK &&
	    keys.count == 0)
		zd_fail_at(&trouble, ZD_DENIED, path, 0, 0, "the keyring has no key of this book");
	zd_book_unlock(book, &keys, trouble.code ? &trouble : NULL);
	zd_keys_free(&keys);
	free(path);
}

/* A new key: into the keyring, then into the book's hands. */
static int make_key(struct zd_book *book, char id[ZD_KEY_ID_LEN + 1], struct zd_error *err)
{
	char book_id[ZD_BOOK_ID_LEN + 1], *path = NULL, today[ZD_DATE_LEN + 1];
	struct zd_sealkey key;
	zd_date_format(zd_date_from_days(zd_today()), today);
	zd_sealkey_make(&key, today);
	memcpy(id, key.id, sizeof key.id);
	int code = zd_book_id(book_id, book, err);
	if (!code)
		code = zd_keyring_path(&path, err);
	if (!code)
		code = zd_keyring_add(path, book_id, &key, 1, err);
	sodium_memzero(&key, sizeof key);
	free(path);
	if (!code)
		zd_session_unlock(book);
	return code;
}

/* The first key, where the book has none yet. */
static int ensure_key(struct zd_book *book, struct zd_error *err)
{
	char id[ZD_KEY_ID_LEN + 1], author[64];
	bool has;
	if (zd_book_has_key(&has, book, err) || has)
		return has ? ZD_OK : (int)err->code;
	zd_user_name(author, sizeof author);
	int code = zd_book_make_id(book, err);
	if (!code)
		code = make_key(book, id, err);
	return code ? code : zd_book_key_put(book, id, author, "first", 0, err);
}

int zd_session_migrate(struct zd_book *book, const struct zd_pack *pack, bool dry, struct zd_sink *changes,
		       size_t *count, struct zd_error *err)
{
	int code = zd_book_forget_begin(book, err);
	if (!code && !dry && zd_pack_has_secrets(pack))
		code = ensure_key(book, err);
	return code ? code : zd_book_migrate(book, pack, dry, changes, count, err);
}

/* A key that nobody keeps: what it seals goes with the copy. */
static int passing_key(struct zd_book *copy, struct zd_error *err)
{
	struct zd_keys keys = {0};
	struct zd_sealkey key;
	zd_sealkey_make(&key, "");
	zd_keys_add(&keys, &key);
	zd_book_unlock(copy, &keys, NULL);
	zd_keys_free(&keys);
	int code = zd_book_make_id(copy, err);
	return code ? code : zd_book_key_put(copy, key.id, "", "first", 0, err);
}

int zd_session_migrate_copy(struct zd_book *copy, const struct zd_pack *pack, struct zd_error *err)
{
	bool has;
	size_t changes;
	int code = zd_book_has_key(&has, copy, err);
	zd_session_unlock(copy);
	if (!code && !has && zd_pack_has_secrets(pack))
		code = passing_key(copy, err);
	return code ? code : zd_book_migrate(copy, pack, false, &zd_nowhere, &changes, err);
}

void zd_session_migrated(struct zd_book *book)
{
	zd_book_forget_end(book);
}

int zd_session_secrets(struct zd_book *book, char *text, size_t size, struct zd_error *err)
{
	struct zd_secret_counts c;
	struct zd_error why;
	bool has;
	if (zd_book_has_key(&has, book, err) || zd_book_secret_counts(&c, book, err))
		return err->code;
	if (!has) {
		snprintf(text, size, "no key");
		return ZD_OK;
	}
	int n = snprintf(text, size, "%llu encrypted with the key in use, %llu with older keys",
			 (unsigned long long)c.current, (unsigned long long)c.older);
	if (c.plain && n >= 0 && (size_t)n < size)
		n += snprintf(text + n, size - (size_t)n, "; warning: %llu are plain", (unsigned long long)c.plain);
	if (zd_secret_begin(book, &why) && n >= 0 && (size_t)n < size)
		snprintf(text + n, size - (size_t)n, "; warning: %s", why.message);
	return ZD_OK;
}

/* ---- for people ---- */

/* Keys are for those whom the book knows, unless it is open. */
static int may_keep_keys(struct zd_session *s, struct zd_error *err)
{
	struct zd_arena arena = {0};
	struct zd_actor actor;
	int code = zd_actor_find(&actor, s, NULL, &arena, err);
	if (!code && !actor.open && !actor.known)
		code = zd_fail(err, ZD_DENIED, "no person in the book has the login %s", actor.login);
	zd_arena_free(&arena);
	return code;
}

int zd_keys_list(struct zd_session *s, struct zd_sink *sink, struct zd_error *err)
{
	struct zd_book *book;
	return zd_session_book(s, false, &book, err) ? (int)err->code : zd_book_keys_list(book, sink, err);
}

int zd_keys_rotate(struct zd_session *s, uint64_t *count, struct zd_error *err)
{
	struct zd_book *book;
	char id[ZD_KEY_ID_LEN + 1], author[64];
	bool has;
	*count = 0;
	if (zd_session_book(s, true, &book, err) || may_keep_keys(s, err) || zd_book_has_key(&has, book, err))
		return err->code;
	if (!has)
		return zd_fail(err, ZD_DENIED, "the book has no key yet; `zhidu keys init` makes one");
	zd_user_name(author, sizeof author);
	if (zd_secret_begin(book, err) || zd_book_begin(book, err))
		return err->code;
	int code = zd_book_forget_begin(book, err);
	if (!code)
		code = make_key(book, id, err);
	/* The values are sealed with the new key before its row stands, which also says how many they were. */
	if (!code)
		code = zd_secret_use(book, id, err);
	if (!code)
		code = zd_book_reseal(book, count, err);
	if (!code)
		code = zd_book_key_put(book, id, author, "rotation", *count, err);
	if (!code)
		code = zd_book_commit(book, err);
	if (code)
		zd_book_rollback(book);
	zd_book_forget_end(book);
	return code;
}

/* Adds what a keyring has of this book to another. */
static int copy_keys(struct zd_session *s, const char *from, const char *to, size_t *count, struct zd_error *err)
{
	struct zd_book *book;
	struct zd_keys keys = {0};
	char id[ZD_BOOK_ID_LEN + 1];
	int code = zd_session_book(s, false, &book, err);
	if (!code)
		code = zd_book_id(id, book, err);
	if (!code && id[0])
		code = zd_keyring_read(&keys, from, id, err);
	if (!code && keys.count == 0)
		code = zd_fail_at(err, ZD_NOT_FOUND, from, 0, 0, "there is no key of this book");
	if (!code)
		code = zd_keyring_add(to, id, keys.items, keys.count, err);
	*count = keys.count;
	zd_keys_free(&keys);
	return code;
}

int zd_keys_export(struct zd_session *s, const char *file, size_t *count, struct zd_error *err)
{
	char *path;
	if (zd_file_exists(file))
		return zd_fail_at(err, ZD_USAGE, file, 0, 0, "this file exists already; it is left as it is");
	if (zd_keyring_path(&path, err))
		return err->code;
	int code = copy_keys(s, path, file, count, err);
	free(path);
	return code;
}

int zd_keys_import(struct zd_session *s, const char *file, size_t *count, struct zd_error *err)
{
	char *path;
	if (zd_keyring_path(&path, err))
		return err->code;
	int code = copy_keys(s, file, path, count, err);
	free(path);
	return code;
}

int zd_reveals(struct zd_session *s, int64_t limit, struct zd_sink *sink, struct zd_error *err)
{
	struct zd_book *book;
	return zd_session_book(s, false, &book, err) ? (int)err->code : zd_reveals_list(book, limit, sink, err);
}
