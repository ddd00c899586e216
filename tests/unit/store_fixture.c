#include "store_fixture.h"

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "model/text.h"
#include "store/db.h"
#include "store/keys.h"
#include "store/records.h"
#include "store/secret.h"

static const struct zd_enum *read_enum(struct zd_arena *a, const char *words)
{
	struct zd_enum *e = zd_arena_alloc(a, sizeof *e);
	e->values = zd_arena_alloc(a, (strlen(words) + 1) * sizeof *e->values);
	while (*words) {
		size_t n = strcspn(words, "|");
		e->values[e->count++] = zd_arena_strndup(a, words, n);
		words += n + (words[n] == '|');
	}
	e->titles = e->values;
	return e;
}

static void read_attribute(struct zd_arena *a, struct zd_field *f, const char *text)
{
	struct zd_error err = {0};
	const char *value = strchr(text, '=');
	struct zd_value *target = NULL;
	if (strcmp(text, "unique") == 0)
		f->unique = true;
	else if (strcmp(text, "sensitive") == 0)
		f->sensitive = true;
	else if (strncmp(text, "min=", 4) == 0)
		target = &f->min;
	else if (strncmp(text, "max=", 4) == 0)
		target = &f->max;
	else if (strncmp(text, "default=", 8) == 0)
		target = &f->fallback;
	else
		ck_abort_msg("no attribute %s", text);
	if (!target)
		return;
	f->has_min = f->has_min || target == &f->min;
	f->has_max = f->has_max || target == &f->max;
	ck_assert_ok(zd_value_parse(target, &f->type, value + 1, strlen(value + 1), a, &err));
}

static void read_type(struct zd_arena *a, struct zd_field *f, char *text)
{
	char *detail = strchr(text, '=');
	if (detail)
		*detail++ = '\0';
	int kind = ZD_KIND_TEXT;
	while (kind <= ZD_KIND_REF && strcmp(zd_kind_word((enum zd_kind)kind), text) != 0)
		kind++;
	ck_assert_msg(kind <= ZD_KIND_REF, "no type %s", text);
	f->type.kind = (enum zd_kind)kind;
	if (kind == ZD_KIND_ENUM)
		f->type.enums = read_enum(a, detail);
	if (kind == ZD_KIND_REF)
		f->type.entity = detail;
}

static void read_field(struct zd_arena *a, struct zd_entity *e, char *text)
{
	struct zd_field *f = &e->fields[e->field_count++];
	char *type = strchr(text, ':'), *attributes = strchr(text, ',');
	*type++ = '\0';
	if (attributes)
		*attributes++ = '\0';
	size_t n = strlen(type);
	if (type[n - 1] == '!') {
		f->required = true;
		type[n - 1] = '\0';
	}
	if (*text == '*')
		e->show = ++text;
	f->name = f->title = text;
	read_type(a, f, type);
	while (attributes) {
		char *next = strchr(attributes, ',');
		if (next)
			*next++ = '\0';
		read_attribute(a, f, attributes);
		attributes = next;
	}
}

static void read_entity(struct zd_pack *p, const char *name, const char *fields)
{
	struct zd_entity *e = &p->entities[p->entity_count++];
	char *text = zd_arena_strdup(&p->arena, fields);
	e->name = e->title = name;
	e->fields = zd_arena_alloc(&p->arena, (strlen(fields) + 1) * sizeof *e->fields);
	while (text) {
		char *next = strchr(text, ' ');
		if (next)
			*next++ = '\0';
		read_field(&p->arena, e, text);
		text = next;
	}
	e->fields[0].required = true;
	zd_map_put(&p->entity_map, e->name, e);
}

static void add_files(struct zd_pack *p)
{
	static const struct zd_pack_file files[] = {{"model/m.yaml", "entities: {}\n", 13},
						    {"pack.yaml", "name: 甲\n", 10}};
	struct zd_hash hash;
	p->files = zd_arena_memdup(&p->arena, files, sizeof files);
	p->file_count = 2;
	zd_hash_begin(&hash);
	for (size_t i = 0; i < p->file_count; i++) {
		unsigned char size[8] = {(unsigned char)p->files[i].size};
		zd_hash_add(&hash, p->files[i].path, strlen(p->files[i].path) + 1);
		zd_hash_add(&hash, size, sizeof size);
		zd_hash_add(&hash, p->files[i].data, p->files[i].size);
	}
	zd_hash_end(&hash, p->hash);
}

struct zd_pack *fixture_pack(const char *entity, const char *fields, ...)
{
	struct zd_pack *p = zd_alloc(sizeof *p);
	va_list ap;
	p->entities = zd_arena_alloc(&p->arena, 16 * sizeof *p->entities);
	va_start(ap, fields);
	while (entity) {
		read_entity(p, entity, fields);
		entity = va_arg(ap, const char *);
		fields = entity ? va_arg(ap, const char *) : NULL;
	}
	va_end(ap);
	add_files(p);
	return p;
}

void fixture_pack_free(struct zd_pack *p)
{
	zd_map_free(&p->entity_map);
	zd_arena_free(&p->arena);
	free(p);
}

static char folder[64];

const char *fixture_path(const char *name)
{
	static char path[512];
	if (!folder[0]) {
		strcpy(folder, "/tmp/zhidu-store-XXXXXX");
		ck_assert_ptr_nonnull(mkdtemp(folder));
	}
	snprintf(path, sizeof path, "%s/%s", folder, name);
	return path;
}

void fixture_clean(void)
{
	struct zd_arena arena = {0};
	const char **names;
	size_t count = 0;
	if (!folder[0])
		return;
	if (zd_folder_list(&names, &count, folder, &arena, NULL) == ZD_OK) {
		for (size_t i = 0; i < count; i++)
			unlink(fixture_path(names[i]));
	}
	rmdir(folder);
	folder[0] = '\0';
	zd_arena_free(&arena);
}

static int sink_begin(struct zd_sink *self, const struct zd_head *heads, size_t count, struct zd_error *err)
{
	struct fixture_sink *s = (struct fixture_sink *)self;
	(void)err;
	ck_assert_uint_le(count, 32);
	for (size_t i = 0; i < count; i++)
		s->types[i] = heads[i].type;
	s->count = count;
	return ZD_OK;
}

static int sink_row(struct zd_sink *self, const struct zd_value *values, struct zd_error *err)
{
	struct fixture_sink *s = (struct fixture_sink *)self;
	(void)err;
	for (size_t i = 0; i < s->count; i++) {
		if (i > 0)
			zd_str_addc(s->text, '|');
		zd_value_plain(s->text, &s->types[i], &values[i]);
	}
	zd_str_addc(s->text, '\n');
	return ZD_OK;
}

static int sink_end(struct zd_sink *self, struct zd_error *err)
{
	(void)err;
	((struct fixture_sink *)self)->ended = true;
	return ZD_OK;
}

struct fixture_sink fixture_sink(struct zd_str *text)
{
	zd_str_clear(text);
	return (struct fixture_sink){.sink = {.begin = sink_begin, .row = sink_row, .end = sink_end}, .text = text};
}

int fixture_migrate(struct zd_book *b, const struct zd_pack *pack, struct zd_str *changes, struct zd_error *err)
{
	struct zd_str unused = {0};
	struct fixture_sink sink = fixture_sink(changes ? changes : &unused);
	size_t count;
	int rc = zd_book_begin(b, err);
	if (!rc)
		rc = zd_book_migrate(b, pack, false, &sink.sink, &count, err);
	if (!rc)
		rc = zd_book_commit(b, err);
	if (rc)
		zd_book_rollback(b);
	zd_str_free(&unused);
	return rc;
}

void fixture_unlock(struct zd_book *b, unsigned char first)
{
	unsigned char bytes[ZD_KEY_BYTES] = {first};
	struct zd_keys keys = {0};
	struct zd_sealkey key;
	zd_sealkey_of(&key, bytes, "2025-01-01");
	zd_keys_add(&keys, &key);
	zd_book_unlock(b, &keys, NULL);
	zd_keys_free(&keys);
}

void fixture_first_key(struct zd_book *b)
{
	struct zd_error err = {0};
	fixture_unlock(b, 1);
	ck_assert_ok(zd_book_begin(b, &err));
	ck_assert_ok(zd_book_make_id(b, &err));
	ck_assert_ok(zd_book_key_put(b, zd_book_keys(b)->items[0].id, "somebody", "first", 0, &err));
	ck_assert_ok(zd_book_commit(b, &err));
}

struct zd_book *fixture_book(const char *name, const struct zd_pack *pack)
{
	struct zd_error err = {0};
	struct zd_book *b;
	ck_assert_ok(zd_book_create(&b, fixture_path(name), &err));
	if (zd_pack_has_secrets(pack))
		fixture_first_key(b);
	ck_assert_ok(fixture_migrate(b, pack, NULL, &err));
	return b;
}

int fixture_put(struct zd_book *b, const struct zd_pack *pack, const char *entity, const char *record,
		struct zd_error *err)
{
	const struct zd_entity *e = zd_pack_entity(pack, entity);
	struct zd_value values[32] = {0};
	struct zd_arena arena = {0};
	struct zd_writer *w;
	const char *field = NULL;
	bool written = false;
	int rc = zd_book_begin(b, err);
	if (rc)
		return rc;
	for (size_t i = 0; !rc && i < e->field_count; i++) {
		size_t n = strcspn(record, "|");
		if (n > 0)
			rc = zd_value_parse(&values[i], &e->fields[i].type, record, n, &arena, err);
		record += n + (record[n] == '|');
	}
	if (!rc)
		rc = zd_writer_open(&w, b, e, ZD_WRITE_INSERT, err);
	if (!rc) {
		rc = zd_writer_put(w, values, &written, &field, err);
		int closed = zd_writer_close(w, rc == ZD_OK, rc ? NULL : err);
		rc = rc ? rc : closed;
	}
	if (!rc)
		rc = zd_book_commit(b, err);
	if (rc)
		zd_book_rollback(b);
	if (rc && field)
		zd_fail_context(err, "%s", field);
	zd_arena_free(&arena);
	return rc;
}

const char *fixture_rows(struct zd_book *b, const struct zd_pack *pack, const char *entity, struct zd_str *out)
{
	struct zd_error err = {0};
	struct fixture_sink sink = fixture_sink(out);
	const struct zd_query all = {0};
	ck_assert_ok(zd_record_list(b, pack, zd_pack_entity(pack, entity), &all, &sink.sink, &err));
	ck_assert(sink.ended);
	return zd_str_text(out);
}

const char *fixture_sql(struct zd_book *b, const char *sql, struct zd_str *out)
{
	struct zd_error err = {0};
	sqlite3_stmt *s;
	bool row;
	zd_str_clear(out);
	ck_assert_ok(zd_db_prepare(&s, zd_book_db(b), sql, &err));
	ck_assert_ok(zd_db_step(s, &row, &err));
	if (row)
		zd_str_add(out, zd_db_column_string(s, 0));
	zd_db_finish(s);
	return zd_str_text(out);
}
