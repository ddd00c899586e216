/*
 * Facts (the files of facts/): the YAML of the leading comment, and the SQL
 * behind it. Whether SQLite accepts it is asked elsewhere.
 */
#include <string.h>

#include "pack/parts.h"

#define GIVES_MAX 200
#define FACT_KINDS                                                                                                     \
	(ZD_KIND_BIT(TEXT) | ZD_KIND_BIT(INT) | ZD_KIND_BIT(NUMBER) | ZD_KIND_BIT(MONEY) | ZD_KIND_BIT(DATE) |         \
	 ZD_KIND_BIT(DATETIME) | ZD_KIND_BIT(BOOL) | ZD_KIND_BIT(ENUM) | ZD_KIND_BIT(REF) | ZD_KIND_BIT(LIST))

struct head_form {
	const char *clause;
	struct zd_raw *subject, *gives;
};

static const struct zd_key head_keys[] = {
	{"subject", ZD_WANT_SCALAR, true, offsetof(struct head_form, subject)},
	{"gives", ZD_WANT_MAP, true, offsetof(struct head_form, gives)},
	{"clause", ZD_WANT_TEXT, false, offsetof(struct head_form, clause)},
};

struct give_form {
	const char *title, *unit;
	struct zd_type_form type;
	struct zd_raw *fallback;
};

static const struct zd_key give_keys[] = {
	{"type", ZD_WANT_SCALAR, true, offsetof(struct give_form, type.type)},
	{"title", ZD_WANT_TEXT, false, offsetof(struct give_form, title)},
	{"unit", ZD_WANT_TEXT, false, offsetof(struct give_form, unit)},
	{"default", ZD_WANT_ANY, false, offsetof(struct give_form, fallback)},
	{"enum", ZD_WANT_SCALAR, false, offsetof(struct give_form, type.enum_name)},
	{"entity", ZD_WANT_SCALAR, false, offsetof(struct give_form, type.entity)},
};

bool zd_sql_split(const struct zd_reader *r, const struct zd_pack_file *file, const char *form, char **head,
		  const char **query, struct zd_place *place)
{
	const char *text = file->data;
	struct zd_place at = {file->path, 1, 1};
	if (!zd_text_check(file->path, file->data, file->size, r->findings))
		return false;
	size_t start = strspn(text, " \t\r\n");
	if (strncmp(text + start, "/*", 2) != 0) {
		zd_report(r, ZD_F_MISSING_KEY, &at, "%s", form);
		return false;
	}
	const char *end = strstr(text + start + 2, "*/");
	if (!end) {
		zd_report(r, ZD_F_YAML_SYNTAX, &at, "the comment does not end: there is no */");
		return false;
	}
	*head = zd_arena_strndup(&r->pack->arena, text, (size_t)(end - text));
	memset(*head, ' ', start + 2);
	for (size_t i = 0; i < start; i++)
		if (text[i] == '\n')
			(*head)[i] = '\n';

	const char *sql = end + 2;
	sql += strspn(sql, " \t\r\n");
	for (const char *c = text; c < sql; c++) {
		at.column = *c == '\n' ? 1 : at.column + 1;
		at.line += *c == '\n';
	}
	*query = sql;
	*place = at;
	if (*sql == '\0')
		zd_report(r, ZD_F_SQL, &at, "there is no SQL behind the comment");
	return *sql != '\0';
}

static void read_give(struct zd_reader *r, const struct zd_fact *fact, struct zd_fact_value *v, const char *name,
		      const struct zd_raw *raw, const struct zd_place *place)
{
	struct give_form form = {.title = name};
	zd_form_read(r, &form, raw, "a fact", place, give_keys, ZD_COUNT(give_keys));
	*v = (struct zd_fact_value){.name = name, .title = form.title, .unit = form.unit, .place = *place};
	if (zd_type_from_form(r, &v->type, &form.type, FACT_KINDS) && form.fallback)
		zd_read_value(r, &v->fallback, &v->type, form.fallback, "default");
	if (v->type.kind == ZD_KIND_REF && !zd_pack_entity(r->pack, v->type.entity)) {
		zd_report_unknown(r, place, "entity", v->type.entity, zd_pack_nearest_entity(r->pack, v->type.entity));
		v->type = (struct zd_type){.kind = ZD_KIND_TEXT};
	}
	if (zd_check_name(r, name, "a fact", place) && zd_is_reserved_name(name))
		zd_report(r, ZD_F_BAD_NAME, place, "\"%s\" is what policies call the date and the period", name);

	const struct zd_entity *subject = zd_pack_entity(r->pack, fact->subject);
	const struct zd_field *field = subject ? zd_entity_field(subject, name) : NULL;
	const struct zd_fact *other = NULL;
	if (field)
		zd_report(r, ZD_F_DUPLICATE, place, "%s has a field \"%s\" (%s:%d)", subject->name, name,
			  field->place.file, field->place.line);
	else if (zd_pack_fact(r->pack, fact->subject, name, &other) && other != fact)
		zd_report(r, ZD_F_DUPLICATE, place, "facts/%s.sql gives \"%s\" already", other->name, name);
}

/* False: there is nothing that could be used. */
static bool read_fact(struct zd_reader *r, struct zd_fact *fact, const struct zd_pack_file *file)
{
	char *head;
	*fact = (struct zd_fact){.name = zd_files_stem(r, file->path)};
	if (!zd_sql_split(r, file, "a fact begins with a comment /* subject: … gives: … */", &head, &fact->sql,
			  &fact->place))
		return false;
	struct zd_raw *root = zd_yaml_read(file->path, head, strlen(head), &r->pack->arena, r->findings);
	struct head_form form = {0};
	if (!root)
		return false;
	struct zd_place start = {file->path, 1, 1};
	zd_form_read(r, &form, root, "the comment of a fact", &start, head_keys, ZD_COUNT(head_keys));
	if (!form.subject || !form.gives)
		return false;
	fact->clause = form.clause;
	fact->subject = form.subject->text;
	const struct zd_entity *subject = zd_pack_entity(r->pack, fact->subject);
	if (!subject || strcmp(subject->name, fact->subject) != 0) {
		zd_report_unknown(r, &form.subject->place, "entity", fact->subject,
				  subject ? subject->name : zd_pack_nearest_entity(r->pack, fact->subject));
		return false;
	}
	if (form.gives->count == 0 || form.gives->count > GIVES_MAX) {
		zd_report(r, ZD_F_OUT_OF_BOUNDS, &form.gives->place, "a fact file gives 1 to %d facts", GIVES_MAX);
		return false;
	}
	fact->values = zd_arena_alloc(&r->pack->arena, (form.gives->count + 1) * sizeof *fact->values);
	for (size_t i = 0; i < form.gives->count; i++)
		read_give(r, fact, &fact->values[i], form.gives->keys[i], form.gives->items[i],
			  &form.gives->key_places[i]);
	fact->value_count = form.gives->count;
	return true;
}

void zd_read_facts(struct zd_reader *r)
{
	struct zd_pack *p = r->pack;
	p->facts = zd_arena_alloc(&p->arena, (p->file_count + 1) * sizeof *p->facts);
	for (size_t i = 0; i < p->file_count; i++)
		if (zd_file_kind(p->files[i].path) == ZD_FILE_FACT &&
		    read_fact(r, &p->facts[p->fact_count], &p->files[i]))
			p->fact_count++;
}
