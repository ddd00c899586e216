/*
 * New policies and entities: files to begin with, sound as they are. A policy
 * begins with one optional need of its subject and a case for each outcome.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/str.h"
#include "base/utf8.h"
#include "session/session.h"

/* ---- where files go ---- */

/* Makes the folders that a file's path leads through. */
static int make_folders(const char *path, struct zd_error *err)
{
	char *copy = zd_strdup(path);
	int code = ZD_OK;
	for (char *slash = strchr(copy + 1, '/'); slash && !code; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(copy, 0777) != 0 && errno != EEXIST)
			code = zd_fail_at(err, ZD_IO, copy, 0, 0, "no folder can be made there: %s", strerror(errno));
		*slash = '/';
	}
	free(copy);
	return code;
}

static int put_file(const char *path, const struct zd_str *text, struct zd_error *err)
{
	int code = make_folders(path, err);
	return code ? code : zd_file_write(path, zd_str_text(text), text->len, err);
}

static int must_be_new(const char *path, struct zd_error *err)
{
	return zd_file_exists(path)
		       ? zd_fail_at(err, ZD_USAGE, path, 0, 0, "this file is there already; it is left as it is")
		       : ZD_OK;
}

/* folder/prefix + the id with '/' for '.' + suffix */
static const char *path_of(struct zd_session *s, struct zd_arena *arena, const char *prefix, const char *id,
			   const char *suffix)
{
	char *path = zd_arena_printf(arena, "%s/%s%s%s", s->pack_path, prefix, id, suffix);
	char *part = path + strlen(s->pack_path) + 1 + strlen(prefix);
	for (size_t i = 0; i < strlen(id); i++)
		part[i] = part[i] == '.' ? '/' : part[i];
	return path;
}

static bool is_policy_id(const char *id)
{
	char part[64];
	size_t parts = 0;
	for (;; id++) {
		size_t n = strcspn(id, ".");
		if (!n || n >= sizeof part)
			return false;
		memcpy(part, id, n);
		part[n] = '\0';
		if (!zd_is_name(part))
			return false;
		parts++;
		id += n;
		if (!*id)
			return parts > 1;
	}
}

static bool is_period(const char *word)
{
	for (int p = ZD_PERIOD_MONTH; p <= ZD_PERIOD_YEAR; p++) {
		if (strcmp(zd_period_word((enum zd_period)p), word) == 0)
			return true;
	}
	return false;
}

/* ---- a policy ---- */

/* The first field beyond the key that a case may show. */
static const struct zd_field *example_field(const struct zd_entity *e)
{
	for (size_t i = 1; i < e->field_count; i++) {
		if (!e->fields[i].sensitive)
			return &e->fields[i];
	}
	return NULL;
}

static const char *example_value(const struct zd_type *type)
{
	switch (type->kind) {
	case ZD_KIND_INT:
	case ZD_KIND_NUMBER:
	case ZD_KIND_RATE:
		return "1";
	case ZD_KIND_MONEY:
		return "1.00";
	case ZD_KIND_BOOL:
		return "true";
	case ZD_KIND_DATE:
		return "2025-01-01";
	case ZD_KIND_DATETIME:
		return "2025-01-01 08:00:00";
	case ZD_KIND_ENUM:
		return type->enums->values[0];
	default:
		return "X1";
	}
}

/* Text inside double quotes, in Lua and in YAML. */
static void add_quoted(struct zd_str *b, const char *text)
{
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			zd_str_addc(b, '\\');
		zd_str_addc(b, *text == '\n' || *text == '\t' ? ' ' : *text);
	}
}

static void write_policy(struct zd_str *b, const struct zd_new_policy *n, const struct zd_entity *e,
			 const struct zd_field *f)
{
	zd_str_add(b, "-- ");
	for (const char *c = n->title; *c; c++)
		zd_str_addc(b, *c == '\n' || *c == '\r' ? ' ' : *c);
	zd_str_add(b, ": what it decides, in one line.\nreturn {\n  title   = \"");
	add_quoted(b, n->title);
	zd_str_add(b, "\",\n  clause  = \"");
	add_quoted(b, n->clause ? n->clause : "");
	zd_str_printf(b, "\",\n  subject = \"%s\",\n", e->name);
	if (n->period)
		zd_str_printf(b, "  period  = \"%s\",\n", n->period);
	zd_str_printf(b,
		      "  needs   = { \"%s?\" },\n"
		      "  gives   = { known = { \"bool\", title = \"已登记%s\" } },\n"
		      "\n"
		      "  decide = function(%s)\n"
		      "    local known = %s.%s ~= nil\n"
		      "    because(\"",
		      f->name, f->title, e->name, e->name, f->name);
	add_quoted(b, n->clause ? n->clause : "");
	zd_str_printf(b,
		      "\", known and \"已登记%s\" or \"没有登记%s\")\n"
		      "    return { known = known }\n"
		      "  end,\n"
		      "}\n",
		      f->title, f->title);
}

static void write_cases(struct zd_str *b, const char *id, const struct zd_field *f)
{
	zd_str_printf(b,
		      "policy: %s\n"
		      "cases:\n"
		      "  - name: 有%s\n"
		      "    given: {%s: %s}\n"
		      "    expect: {known: true}\n"
		      "  - name: 没有%s\n"
		      "    given: {}\n"
		      "    expect: {known: false}\n",
		      id, f->title, f->name, example_value(&f->type), f->title);
}

int zd_scaffold_policy(struct zd_session *s, const struct zd_new_policy *n, struct zd_error *err)
{
	struct zd_loaded *loaded;
	const struct zd_entity *e;
	struct zd_arena arena = {0};
	struct zd_str text = {0};
	if (!is_policy_id(n->id))
		return zd_fail(err, ZD_USAGE,
			       "'%s' is no policy's id such as area.name: small letters, digits and _, "
			       "in two or more parts",
			       n->id);
	if (n->period && !is_period(n->period))
		return zd_fail(err, ZD_USAGE, "'%s' is no period: month, quarter or year", n->period);
	if (zd_load_folder(s, 0, &loaded, err) || zd_pack_find_entity(&e, loaded->pack, n->subject, err))
		return err->code;
	const struct zd_field *f = example_field(e);
	if (!f)
		return zd_fail(err, ZD_USAGE, "%s has no field but its key: there is nothing to decide by", e->name);
	const char *rule = path_of(s, &arena, "rules/", n->id, ".lua"),
		   *cases = path_of(s, &arena, "cases/", n->id, ".yaml");
	int code = must_be_new(rule, err);
	if (!code)
		code = must_be_new(cases, err);
	if (!code) {
		write_policy(&text, n, e, f);
		code = put_file(rule, &text, err);
	}
	if (!code) {
		zd_str_clear(&text);
		write_cases(&text, n->id, f);
		code = put_file(cases, &text, err);
	}
	zd_str_free(&text);
	zd_arena_free(&arena);
	return code;
}

/* ---- an entity ---- */

int zd_scaffold_entity(struct zd_session *s, const char *name, const char *title, struct zd_error *err)
{
	struct zd_loaded *loaded;
	struct zd_arena arena = {0};
	struct zd_str text = {0};
	if (!zd_is_name(name))
		return zd_fail(err, ZD_USAGE, "'%s' is no name of an entity: small letters, digits and _", name);
	if (zd_load_folder(s, 0, &loaded, err))
		return err->code;
	if (zd_pack_entity(loaded->pack, name))
		return zd_fail(err, ZD_USAGE, "there is an entity %s already", name);
	const char *path = path_of(s, &arena, "model/", name, ".yaml");
	int code = must_be_new(path, err);
	if (!code) {
		zd_str_printf(&text, "entities:\n  %s:\n    title: \"", name);
		add_quoted(&text, title);
		zd_str_add(&text, "\"\n"
				  "    show: name\n"
				  "    fields:\n"
				  "      id:   {type: text, title: 编号}\n"
				  "      name: {type: text, title: 名称, required: true}\n"
				  "      # type: text int number money date datetime bool enum ref\n"
				  "      # amount: {type: money, title: 金额, min: 0}\n");
		code = put_file(path, &text, err);
	}
	zd_str_free(&text);
	zd_arena_free(&arena);
	return code;
}
