/* Branches by name: a misspelt one would be decided, silently, as the group says. */
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "model/text.h"
#include "session/session.h"

/* Whether the book has a record of the entity `branch` with this key. */
static int in_book(struct zd_session *s, const struct zd_pack *pack, const char *branch, bool *found,
		   struct zd_error *err)
{
	const struct zd_entity *e = zd_pack_entity(pack, "branch");
	struct zd_arena arena = {0};
	struct zd_reader *reader;
	struct zd_value key;
	struct zd_error ignored;
	*found = false;
	if (!e)
		return ZD_OK;
	if (zd_reader_open(&reader, s->book_path, err))
		return err->code;
	*found = zd_value_parse(&key, &e->fields[0].type, branch, strlen(branch), &arena, &ignored) == ZD_OK &&
		 zd_reader_subject(reader, e, &key, &ignored) == ZD_OK;
	zd_reader_close(reader);
	zd_arena_free(&arena);
	return ZD_OK;
}

int zd_branch_check(struct zd_session *s, const struct zd_pack *pack, const char *branch, struct zd_error *err)
{
	bool found = false;
	if (!branch || zd_pack_branch(pack, branch))
		return ZD_OK;
	bool has_book = zd_file_exists(s->book_path);
	if (has_book && in_book(s, pack, branch, &found, err))
		return err->code;
	const char *near = zd_nearest_of(branch, pack->branches, pack->branch_count, sizeof *pack->branches);
	/* Without a book nobody knows of branches that override nothing. */
	if (found || (!has_book && !near))
		return ZD_OK;
	return zd_fail(err, ZD_USAGE, "no branch '%s'%s", branch, zd_suggest(near, "'").text);
}
