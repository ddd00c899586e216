/* Writing kept what-ifs, and reading them again with every step checked: the file may come from anywhere. */
#include "whatif/kept.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "whatif/figures.h"

#define KEPT_VERSION 1
#define LARGEST ((size_t)64 << 20)

/* ---- writing ---- */

/* The titles of a level outcome's values, by the names that the answer has them under. */
static void put_levels(struct zd_str *b, const struct zd_type *type)
{
	bool first = true;
	zd_str_addc(b, '{');
	for (size_t i = 0; type->kind == ZD_KIND_ENUM && i < type->enums->count; i++)
		zd_json_text(b, &first, type->enums->values[i], type->enums->titles[i]);
	zd_str_addc(b, '}');
}

static void put_policy(struct zd_str *b, bool *first, const struct zd_policy *p)
{
	bool inner = true, outcomes = true;
	zd_json_key(b, first, p->id);
	zd_str_addc(b, '{');
	zd_json_text(b, &inner, "title", zd_figure_policy(p));
	zd_json_key(b, &inner, "outcomes");
	zd_str_addc(b, '{');
	for (size_t i = 0; i < p->give_count; i++) {
		bool give = true;
		zd_json_key(b, &outcomes, p->gives[i].name);
		zd_str_addc(b, '{');
		zd_json_text(b, &give, "title", zd_figure_give(&p->gives[i]));
		zd_json_text(b, &give, "kind", zd_kind_word(p->gives[i].type.kind));
		zd_json_key(b, &give, "levels");
		put_levels(b, &p->gives[i].type);
		zd_str_addc(b, '}');
	}
	zd_str_add(b, "}}");
}

static void put_head(struct zd_str *b, const struct zd_comparison *c, const char *kind, const char *hash)
{
	bool first = true, inner = true;
	zd_str_addc(b, '{');
	zd_json_text(b, &first, "zhidu", "whatif");
	zd_json_int(b, &first, "version", KEPT_VERSION);
	zd_json_text(b, &first, "kind", kind);
	zd_json_text(b, &first, "release_hash", hash);
	zd_json_key(b, &first, "question");
	zd_str_addc(b, '{');
	zd_json_text(b, &inner, "title", c->title);
	zd_json_text(b, &inner, "why", c->why);
	zd_json_text(b, &inner, "branch", c->branch);
	zd_json_text(b, &inner, "where", c->where);
	zd_json_text(b, &inner, "by", c->by);
	zd_str_add(b, "},\"titles\":{");
}

void zd_kept_comparison(struct zd_str *b, const struct zd_comparison *c, const char *hash)
{
	bool first = true;
	char *answer = NULL;
	size_t size;
	put_head(b, c, "comparison", hash);
	for (size_t i = 0; i < c->tally_count; i++)
		put_policy(b, &first, c->tallies[i]->policy);
	zd_str_add(b, "},\"answer\":");
	FILE *out = open_memstream(&answer, &size);
	zd_comparison_json(c, out);
	fclose(out);
	zd_str_addn(b, answer, size);
	zd_str_add(b, "}\n");
	free(answer);
}

void zd_kept_span(struct zd_str *b, const struct zd_span *s, const char *hash)
{
	bool first = true;
	put_head(b, &s->question, "span", hash);
	for (size_t i = 0; i < s->total_count; i++)
		put_policy(b, &first, s->totals[i].tally->policy);
	zd_str_add(b, "},\"answer\":");
	zd_span_json(s, b);
	zd_str_add(b, "}\n");
}

/* ---- reading ---- */

static int fail(const struct zd_kept *k, const char *what, struct zd_error *err)
{
	return zd_fail_at(err, ZD_DATA, k->file, 0, 0, "%s", what);
}

static const struct zd_json *member(const struct zd_json *object, const char *key, enum zd_json_kind kind)
{
	const struct zd_json *m = object && object->kind == ZD_JSON_OBJECT ? zd_json_get(object, key) : NULL;
	return m && m->kind == kind ? m : NULL;
}

int zd_kept_read(struct zd_kept *out, const char *file, struct zd_arena *arena, struct zd_error *err)
{
	char *text;
	size_t size;
	struct zd_json *root;
	*out = (struct zd_kept){.file = zd_arena_strdup(arena, file)};
	if (zd_file_read(&text, &size, file, LARGEST, arena, err))
		return err->code;
	if (zd_json_parse(&root, text, size, arena, err)) {
		struct zd_error why = *err;
		return zd_fail_at(err, ZD_DATA, out->file, 0, why.column, "is no saved what-if: %s", why.message);
	}
	const struct zd_json *what = member(root, "zhidu", ZD_JSON_STRING);
	const struct zd_json *version = member(root, "version", ZD_JSON_NUMBER);
	const struct zd_json *kind = member(root, "kind", ZD_JSON_STRING);
	if (!what || strcmp(what->text, "whatif") != 0)
		return fail(out, "is no saved what-if (whatif --save makes them)", err);
	if (!version || strcmp(version->text, "1") != 0)
		return fail(out, "was saved by another version of zhidu and cannot be read", err);
	const struct zd_json *hash = member(root, "release_hash", ZD_JSON_STRING);
	out->hash = hash ? hash->text : "";
	out->question = member(root, "question", ZD_JSON_OBJECT);
	out->titles = member(root, "titles", ZD_JSON_OBJECT);
	out->answer = member(root, "answer", ZD_JSON_OBJECT);
	out->span = kind && strcmp(kind->text, "span") == 0;
	if (!kind || (!out->span && strcmp(kind->text, "comparison") != 0) || !out->question || !out->titles ||
	    !member(out->answer, "baseline", ZD_JSON_OBJECT) || !member(out->answer, "changes", ZD_JSON_ARRAY) ||
	    !member(out->answer, out->span ? "periods" : "policies", out->span ? ZD_JSON_ARRAY : ZD_JSON_OBJECT) ||
	    (out->span && !member(member(out->answer, "total", ZD_JSON_OBJECT), "policies", ZD_JSON_OBJECT)))
		return fail(out, "is damaged: it lacks what a saved what-if has", err);
	return ZD_OK;
}

/* ---- what was asked ---- */

static const char *text_of(const struct zd_json *object, const char *key)
{
	const struct zd_json *m = member(object, key, ZD_JSON_STRING);
	return m ? m->text : NULL;
}

static void put_when(struct zd_str *b, const struct zd_kept *k)
{
	const struct zd_json *base = zd_json_get(k->answer, "baseline");
	const char *from = text_of(base, "from"), *to = text_of(base, "to"), *period = text_of(base, "period"),
		   *as_of = text_of(base, "as_of"), *pack = text_of(base, "pack");
	zd_str_printf(b, "%s，", pack ? pack : "");
	if (from && to)
		zd_str_printf(b, "%s 至 %s", from, to);
	else
		zd_str_add(b, period ? period : as_of ? as_of : "");
}

static void put_question(struct zd_str *b, const char *name, const struct zd_kept *k)
{
	const char *title = text_of(k->question, "title"), *branch = text_of(k->question, "branch"),
		   *where = text_of(k->question, "where");
	const struct zd_json *changes = zd_json_get(k->answer, "changes");
	zd_str_printf(b, "%s：%s%s", name, title ? title : "", title ? "，" : "");
	put_when(b, k);
	if (branch)
		zd_str_printf(b, "，分公司 %s", branch);
	if (where)
		zd_str_printf(b, "，只看 %s", where);
	zd_str_addc(b, '\n');
	for (size_t i = 0; i < changes->len; i++) {
		const struct zd_json *c = &changes->items[i];
		const char *what = text_of(c, "name"), *value = text_of(c, "value"), *of = text_of(c, "branch"),
			   *from = text_of(c, "from");
		zd_str_printf(b, "  %s", what ? what : "");
		if (of)
			zd_str_printf(b, " (%s)", of);
		zd_str_printf(b, " = %s", value ? value : "");
		if (from)
			zd_str_printf(b, "，自 %s 起", from);
		zd_str_addc(b, '\n');
	}
}

static bool same_base(const struct zd_kept *one, const struct zd_kept *two)
{
	struct zd_str a = {0}, b = {0};
	put_when(&a, one);
	put_when(&b, two);
	bool same = strcmp(zd_str_text(&a), zd_str_text(&b)) == 0 && strcmp(one->hash, two->hash) == 0;
	zd_str_free(&a);
	zd_str_free(&b);
	return same;
}

void zd_kept_heads(struct zd_str *b, const struct zd_kept *one, const struct zd_kept *two)
{
	put_question(b, "甲", one);
	put_question(b, "乙", two);
	if (!same_base(one, two))
		zd_str_add(b, "两者的基准不同\n");
}
