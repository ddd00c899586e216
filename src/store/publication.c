/* What belongs to a release beside its files. */
#include "store/publication.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "store/db.h"
#include "store/journal.h"
#include "store/rows.h"

/* What a statement binds, in order. NULL texts bind nil. */
struct bound {
	bool is_text;
	const char *text;
	int64_t number;
	bool nil;
};
#define TEXT(t) ((struct bound){.is_text = true, .text = (t)})
#define NUMBER(n) ((struct bound){.number = (n)})
#define NUMBER_OR_NIL(n) ((struct bound){.number = (n), .nil = (n) == 0})

static int insert(struct zd_book *b, const char *sql, const struct bound *values, size_t count, struct zd_error *err)
{
	sqlite3_stmt *s;
	if (zd_db_prepare(&s, zd_book_db(b), sql, err))
		return err->code;
	int rc = ZD_OK;
	for (size_t i = 0; i < count && !rc; i++) {
		int at = (int)i + 1;
		if (values[i].is_text)
			rc = zd_db_bind_string(s, at, values[i].text, err);
		else
			rc = values[i].nil ? zd_db_bind_nil(s, at, err) : zd_db_bind_int(s, at, values[i].number, err);
	}
	if (!rc)
		rc = zd_db_run(s, err);
	zd_db_finish(s);
	return rc;
}

int zd_publication_put(struct zd_book *b, int64_t release, const struct zd_publication *p, struct zd_error *err)
{
	const struct bound source[] = {NUMBER(release), TEXT(p->source), NUMBER(p->of), TEXT(p->signer),
				       TEXT(p->signed_hash)};
	const struct bound impact[] = {NUMBER(release),  NUMBER_OR_NIL(p->base), TEXT(p->as_of),
				       TEXT(p->summary), TEXT(p->detail),        TEXT(p->data)};
	const struct bound proposal[] = {NUMBER(release), TEXT(p->role), TEXT(p->why)};
	int rc = ZD_OK;
	if (p->source)
		rc = insert(
			b,
			"INSERT INTO zd_release_source (release, kind, of, signer, signed) VALUES (?1, ?2, ?3, ?4, ?5)",
			source, 5, err);
	if (!rc)
		rc = insert(b,
			    "INSERT INTO zd_impact (release, base, as_of, summary, detail, data)"
			    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
			    impact, 6, err);
	if (!rc && p->role)
		rc = insert(b, "INSERT INTO zd_proposal (release, role, why) VALUES (?1, ?2, ?3)", proposal, 3, err);
	return rc ? rc : zd_journal_add(b, ZD_ENTRY_PUBLICATION, release, err);
}

static const char *kept(struct zd_arena *arena, sqlite3_stmt *s, int at)
{
	return sqlite3_column_type(s, at) == SQLITE_NULL ? NULL : zd_arena_strdup(arena, zd_db_column_string(s, at));
}

int zd_publication_get(struct zd_book *b, int64_t release, struct zd_publication *out, bool *found,
		       struct zd_arena *arena, struct zd_error *err)
{
	sqlite3_stmt *s;
	*out = (struct zd_publication){0};
	*found = false;
	if (zd_db_prepare(
		    &s, zd_book_db(b),
		    "SELECT s.kind, s.of, s.signer, s.signed, i.base, i.as_of, i.summary, i.detail, i.data, p.role,"
		    " p.why FROM zd_impact AS i LEFT JOIN zd_release_source AS s ON s.release = i.release"
		    " LEFT JOIN zd_proposal AS p ON p.release = i.release WHERE i.release = ?1",
		    err))
		return err->code;
	int rc = zd_db_bind_int(s, 1, release, err);
	if (!rc)
		rc = zd_db_step(s, found, err);
	if (!rc && *found)
		*out = (struct zd_publication){
			.source = kept(arena, s, 0),
			.of = sqlite3_column_int64(s, 1),
			.signer = kept(arena, s, 2),
			.signed_hash = kept(arena, s, 3),
			.base = sqlite3_column_int64(s, 4),
			.as_of = kept(arena, s, 5),
			.summary = kept(arena, s, 6),
			.detail = kept(arena, s, 7),
			.data = kept(arena, s, 8),
			.role = kept(arena, s, 9),
			.why = kept(arena, s, 10),
		};
	zd_db_finish(s);
	return rc;
}

int zd_verdict_put(struct zd_book *b, int64_t release, bool approved, const char *author, const char *message,
		   struct zd_error *err)
{
	char at[ZD_DATETIME_LEN + 1];
	zd_datetime_now(at);
	const struct bound values[] = {NUMBER(release), NUMBER(approved), TEXT(at), TEXT(author), TEXT(message)};
	int rc = insert(
		b, "INSERT INTO zd_verdict (release, approved, made_at, author, message) VALUES (?1, ?2, ?3, ?4, ?5)",
		values, 5, err);
	return rc ? rc : zd_journal_add(b, ZD_ENTRY_VERDICT, release, err);
}

int zd_trust_put(struct zd_book *b, const char *key, bool trusted, const char *branch, const char *author,
		 const char *message, struct zd_error *err)
{
	char at[ZD_DATETIME_LEN + 1];
	zd_datetime_now(at);
	const struct bound values[] = {TEXT(key), NUMBER(trusted), TEXT(branch), TEXT(at), TEXT(author), TEXT(message)};
	int rc = insert(b,
			"INSERT INTO zd_trust (key, trusted, branch, made_at, author, message)"
			" VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
			values, 6, err);
	return rc ? rc : zd_journal_add(b, ZD_ENTRY_TRUST, sqlite3_last_insert_rowid(zd_book_db(b)), err);
}

#define TRUSTED_NOW                                                                                                    \
	"zd_trust AS t WHERE t.trusted AND NOT EXISTS"                                                                 \
	" (SELECT 1 FROM zd_trust AS later WHERE later.key = t.key AND later.id > t.id)"

int zd_trust_get(struct zd_book *b, struct zd_trusted **out, size_t *count, struct zd_arena *arena,
		 struct zd_error *err)
{
	sqlite3_stmt *s;
	struct zd_trusted *list = NULL;
	size_t cap = 0;
	bool row;
	*count = 0;
	*out = NULL;
	if (zd_db_prepare(&s, zd_book_db(b), "SELECT t.key, t.branch FROM " TRUSTED_NOW " ORDER BY t.id DESC", err))
		return err->code;
	int rc;
	while (!(rc = zd_db_step(s, &row, err)) && row) {
		ZD_GROW(list, *count, cap);
		struct zd_trusted *t = &list[(*count)++];
		zd_utf8_copy(t->key, sizeof t->key, zd_db_column_string(s, 0));
		t->branch = zd_arena_strdup(arena, zd_db_column_string(s, 1));
	}
	zd_db_finish(s);
	if (!rc && *count)
		*out = zd_arena_memdup(arena, list, *count * sizeof *list);
	free(list);
	return rc;
}

int zd_trust_list(struct zd_book *b, struct zd_sink *sink, struct zd_error *err)
{
	static const struct zd_head heads[] = {
		{"key", "公钥", {.kind = ZD_KIND_TEXT}},          {"trusted", "信任", {.kind = ZD_KIND_BOOL}},
		{"branch", "自有分公司", {.kind = ZD_KIND_TEXT}}, {"made_at", "时间", {.kind = ZD_KIND_DATETIME}},
		{"author", "操作人", {.kind = ZD_KIND_TEXT}},     {"message", "理由", {.kind = ZD_KIND_TEXT}},
	};
	sqlite3_stmt *s;
	if (zd_db_prepare(&s, zd_book_db(b),
			  "SELECT key, trusted, branch, made_at, author, message FROM zd_trust ORDER BY id", err))
		return err->code;
	int rc = zd_rows_give(sink, heads, sizeof heads / sizeof *heads, s, err);
	zd_db_finish(s);
	return rc;
}

int zd_trust_vouches(struct zd_book *b, const char *signed_hash, bool *out, struct zd_error *err)
{
	sqlite3_stmt *s;
	*out = false;
	if (zd_db_prepare(&s, zd_book_db(b),
			  "SELECT 1 FROM zd_release_source AS r WHERE r.signed = ?1"
			  " AND r.signer IN (SELECT t.key FROM " TRUSTED_NOW ") LIMIT 1",
			  err))
		return err->code;
	int rc = zd_db_bind_string(s, 1, signed_hash, err);
	if (!rc)
		rc = zd_db_step(s, out, err);
	zd_db_finish(s);
	return rc;
}

int zd_import_find(struct zd_book *b, const char *signer, int64_t of, const char *signed_hash, int64_t *release,
		   struct zd_error *err)
{
	sqlite3_stmt *s;
	bool row = false;
	*release = 0;
	if (zd_db_prepare(&s, zd_book_db(b),
			  "SELECT r.release FROM zd_release_source AS r WHERE r.signer = ?1 AND r.of = ?2"
			  " AND r.signed = ?3 AND NOT EXISTS"
			  " (SELECT 1 FROM zd_verdict AS v WHERE v.release = r.release AND NOT v.approved) LIMIT 1",
			  err))
		return err->code;
	int rc = zd_db_bind_string(s, 1, signer, err);
	if (!rc)
		rc = zd_db_bind_int(s, 2, of, err);
	if (!rc)
		rc = zd_db_bind_string(s, 3, signed_hash, err);
	if (!rc)
		rc = zd_db_step(s, &row, err);
	if (!rc && row)
		*release = sqlite3_column_int64(s, 0);
	zd_db_finish(s);
	return rc;
}
