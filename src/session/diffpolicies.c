/* What differs between two packs: policies, with their heads and how many lines, and decision tables, row by row. */
#include <stdlib.h>
#include <string.h>

#include "base/edits.h"
#include "model/axis.h"
#include "model/same.h"
#include "model/text.h"
#include "session/differ.h"

/* ---- lines ---- */

struct line {
	const char *s;
	size_t n;
};
struct lines {
	const struct line *a, *b;
};

static bool same_line(const void *context, size_t a, size_t b)
{
	const struct lines *l = context;
	return l->a[a].n == l->b[b].n && memcmp(l->a[a].s, l->b[b].s, l->a[a].n) == 0;
}

static struct line *split(const char *s, size_t n, size_t *count, struct zd_arena *arena)
{
	size_t most = 1;
	for (size_t i = 0; i < n; i++)
		most += s[i] == '\n';
	struct line *lines = zd_arena_alloc(arena, most * sizeof *lines);
	*count = 0;
	while (n) {
		const char *end = memchr(s, '\n', n);
		size_t len = end ? (size_t)(end - s) : n;
		lines[(*count)++] = (struct line){s, len};
		n -= end ? len + 1 : len;
		s += end ? len + 1 : len;
	}
	return lines;
}

const char *zd_lines_text(const struct zd_policy *a, const struct zd_policy *b, struct zd_arena *arena)
{
	size_t n, m, gone = 0, come = 0;
	const struct line *x = split(a->source, a->source_size, &n, arena),
			  *y = split(b->source, b->source_size, &m, arena);
	const struct lines both = {x, y};
	struct zd_edit *edits = zd_alloc((n + m + 1) * sizeof *edits);
	size_t count = zd_edits(edits, n, m, same_line, &both);
	for (size_t i = 0; i < count; i++) {
		gone += edits[i].kind == ZD_EDIT_GONE;
		come += edits[i].kind == ZD_EDIT_NEW;
	}
	free(edits);
	return gone || come ? zd_arena_printf(arena, "%zu 行，删去 %zu 行，加入 %zu 行", m, gone, come) : NULL;
}

static void put_lines(struct zd_differ *d, const struct zd_policy *a, const struct zd_policy *b, const char *branch)
{
	const char *text = zd_lines_text(a, b, &d->arena);
	size_t lines = 0;
	for (size_t i = 0; i < a->source_size; i++)
		lines += a->source[i] == '\n';
	if (text)
		zd_differ_row(d, "规则正文", branch, zd_arena_printf(&d->arena, "%zu 行", lines), text);
}

/* ---- heads ---- */

static void put_needs(struct zd_differ *d, const struct zd_policy *a, const struct zd_policy *b)
{
	for (size_t i = 0; i < a->need_count; i++) {
		const struct zd_need *need = &a->needs[i], *other = zd_policy_need(b, need->name);
		if (!other)
			zd_differ_row(d, zd_arena_printf(&d->arena, "所需 %s", need->name), NULL, need->path, NULL);
		else if (!zd_text_same(need->path, other->path) || need->optional != other->optional ||
			 need->last != other->last)
			zd_differ_row(
				d, zd_arena_printf(&d->arena, "所需 %s", need->name), NULL,
				zd_arena_printf(&d->arena, "%s%s", need->path, need->optional ? "（可缺）" : ""),
				zd_arena_printf(&d->arena, "%s%s", other->path, other->optional ? "（可缺）" : ""));
	}
	for (size_t i = 0; i < b->need_count; i++) {
		if (!zd_policy_need(a, b->needs[i].name))
			zd_differ_row(d, zd_arena_printf(&d->arena, "所需 %s", b->needs[i].name), NULL, NULL,
				      b->needs[i].path);
	}
}

static const char *use_of(const struct zd_use *uses, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(uses[i].name, name) == 0)
			return uses[i].target;
	}
	return NULL;
}

static void put_uses(struct zd_differ *d, const char *word, const struct zd_use *a, size_t n, const struct zd_use *b,
		     size_t m)
{
	for (size_t i = 0; i < n; i++)
		zd_differ_text(d, zd_arena_printf(&d->arena, "%s %s", word, a[i].name), a[i].target,
			       use_of(b, m, a[i].name));
	for (size_t i = 0; i < m; i++) {
		if (!use_of(a, n, b[i].name))
			zd_differ_row(d, zd_arena_printf(&d->arena, "%s %s", word, b[i].name), NULL, NULL, b[i].target);
	}
}

static const char *give_text(struct zd_differ *d, const struct zd_give *g)
{
	return g ? zd_arena_printf(&d->arena, "%s%s%s%s", g->title ? g->title : "", g->title ? "，" : "",
				   zd_differ_type(d, &g->type), g->optional ? "（可缺）" : "")
		 : NULL;
}

static void put_gives(struct zd_differ *d, const struct zd_policy *a, const struct zd_policy *b)
{
	for (size_t i = 0; i < a->give_count; i++) {
		const struct zd_give *g = &a->gives[i];
		zd_differ_text(d, zd_arena_printf(&d->arena, "结果 %s", g->name), give_text(d, g),
			       give_text(d, zd_policy_give(b, g->name)));
	}
	for (size_t i = 0; i < b->give_count; i++) {
		if (!zd_policy_give(a, b->gives[i].name))
			zd_differ_row(d, zd_arena_printf(&d->arena, "结果 %s", b->gives[i].name), NULL, NULL,
				      give_text(d, &b->gives[i]));
	}
}

/* ---- who signs ---- */

static const char *taken(struct zd_differ *d, struct zd_str *b)
{
	const char *text = b->len ? zd_arena_strdup(&d->arena, zd_str_text(b)) : NULL;
	zd_str_free(b);
	return text;
}

static const char *names_text(struct zd_differ *d, const struct zd_sign_name *names, size_t count)
{
	struct zd_str b = {0};
	for (size_t i = 0; i < count; i++)
		zd_str_printf(&b, "%s%s", i ? "、" : "", names[i].name);
	return taken(d, &b);
}

static const char *sets_text(struct zd_differ *d, const struct zd_sign_set *sets, size_t count)
{
	struct zd_str b = {0};
	for (size_t i = 0; i < count; i++) {
		const char *truth = sets[i].truth.i ? "是" : "否";
		zd_str_printf(&b, "%s%s = %s", i ? "、" : "", sets[i].field, sets[i].word ? sets[i].word : truth);
	}
	return taken(d, &b);
}

static const char *roles_text(struct zd_differ *d, const struct zd_sign *s)
{
	struct zd_str b = {0};
	for (size_t i = 0; i < s->role_count; i++)
		zd_str_printf(&b, "%s%s = %s", i ? "、" : "", s->roles[i].value, s->roles[i].role);
	return taken(d, &b);
}

static void put_sign(struct zd_differ *d, const struct zd_sign *a, const struct zd_sign *b)
{
	static const struct zd_sign none;
	a = a ? a : &none;
	b = b ? b : &none;
	zd_differ_text(d, "签批人见", a->by, b->by);
	zd_differ_text(d, "不须签批", names_text(d, a->nobody, a->nobody_count),
		       names_text(d, b->nobody, b->nobody_count));
	zd_differ_text(d, "签批角色", roles_text(d, a), roles_text(d, b));
	zd_differ_text(d, "申请人见", a->applicant, b->applicant);
	zd_differ_text(d, "签批条件", a->when, b->when);
	zd_differ_text(d, "所签内容", names_text(d, a->on, a->on_count), names_text(d, b->on, b->on_count));
	zd_differ_text(d, "可以少批", names_text(d, a->lower, a->lower_count), names_text(d, b->lower, b->lower_count));
	zd_differ_text(d, "批准写入", sets_text(d, a->approved, a->approved_count),
		       sets_text(d, b->approved, b->approved_count));
	zd_differ_text(d, "驳回写入", sets_text(d, a->rejected, a->rejected_count),
		       sets_text(d, b->rejected, b->rejected_count));
}

/* ---- policies ---- */

static void put_policy(struct zd_differ *d, const struct zd_policy *a, const struct zd_policy *b, const char *branch)
{
	const struct zd_policy *p = b ? b : a;
	zd_differ_about(d, ZD_DIFFER_POLICY, p->id, p->title, p->clause);
	if (!a || !b) {
		zd_differ_row(d, branch ? "分公司的规则" : "制度", branch, a ? "有" : NULL, b ? "新增" : NULL);
		return;
	}
	if (zd_policy_same(a, b))
		return;
	zd_differ_text(d, "名称", a->title, b->title);
	zd_differ_text(d, "条款", a->clause, b->clause);
	zd_differ_text(d, "对象", a->subject, b->subject);
	zd_differ_text(d, "期间", zd_period_word(a->period), zd_period_word(b->period));
	zd_differ_text(d, "分组", a->over, b->over);
	zd_differ_text(d, "适用条件", a->when, b->when);
	zd_differ_bool(d, "分公司可以另定", a->branch_may_replace, b->branch_may_replace);
	put_needs(d, a, b);
	put_uses(d, "参数", a->params, a->param_count, b->params, b->param_count);
	put_uses(d, "决策表", a->tables, a->table_count, b->tables, b->table_count);
	put_gives(d, a, b);
	put_sign(d, a->sign, b->sign);
	put_lines(d, a, b, branch);
}

/* Two lists of policies, both sorted by id. */
static void put_policies(struct zd_differ *d, const struct zd_policy *before, size_t n, const struct zd_policy *after,
			 size_t m, const char *branch)
{
	size_t i = 0, k = 0;
	while (i < n || k < m) {
		const struct zd_policy *a = i < n ? &before[i] : NULL, *b = k < m ? &after[k] : NULL;
		int order = !a ? 1 : !b ? -1 : strcmp(a->id, b->id);
		put_policy(d, order <= 0 ? a : NULL, order >= 0 ? b : NULL, branch);
		i += order <= 0;
		k += order >= 0;
	}
}

void zd_differ_policies(struct zd_differ *d)
{
	const struct zd_pack *before = d->before, *after = d->after;
	size_t i = 0, k = 0;
	put_policies(d, before->policies, before->policy_count, after->policies, after->policy_count, NULL);
	while (i < before->branch_count || k < after->branch_count) {
		const struct zd_branch *a = i < before->branch_count ? &before->branches[i] : NULL,
				       *b = k < after->branch_count ? &after->branches[k] : NULL;
		int order = !a ? 1 : !b ? -1 : strcmp(a->id, b->id);
		bool left = order <= 0, right = order >= 0;
		put_policies(d, left ? a->policies : NULL, left ? a->policy_count : 0, right ? b->policies : NULL,
			     right ? b->policy_count : 0, left ? a->id : b->id);
		i += left;
		k += right;
	}
}

/* ---- decision tables ---- */

struct tables {
	const struct zd_table *a, *b;
};

static bool same_row(const void *context, size_t a, size_t b)
{
	const struct tables *t = context;
	return zd_row_same(t->a, a, t->b, b);
}

static const char *row_text(struct zd_differ *d, const struct zd_table *t, size_t row)
{
	struct zd_str b = {0};
	for (size_t i = 0; i < t->input_count; i++) {
		zd_str_add(&b, i ? " | " : "");
		zd_cell_write(&b, &t->rows[row].cells[i], &t->inputs[i].type);
	}
	for (size_t i = 0; i < t->output_count; i++) {
		zd_str_add(&b, i ? " | " : " → ");
		zd_value_show(&b, &t->outputs[i].type, &t->rows[row].outputs[i]);
	}
	return zd_differ_keep(d, &b);
}

static const char *fallback_text(struct zd_differ *d, const struct zd_table *t)
{
	struct zd_str b = {0};
	for (size_t i = 0; t->fallback && i < t->output_count; i++) {
		zd_str_add(&b, i ? " | " : "");
		zd_value_show(&b, &t->outputs[i].type, &t->fallback[i]);
	}
	return t->fallback ? zd_differ_keep(d, &b) : NULL;
}

static const char *columns_text(struct zd_differ *d, const struct zd_table *t)
{
	struct zd_str b = {0};
	for (size_t i = 0; i < t->input_count; i++) {
		zd_str_printf(&b, "%s%s ", i ? " | " : "", t->inputs[i].name);
		zd_type_words(&b, &t->inputs[i].type);
	}
	for (size_t i = 0; i < t->output_count; i++) {
		zd_str_printf(&b, "%s%s ", i ? " | " : " → ", t->outputs[i].name);
		zd_type_words(&b, &t->outputs[i].type);
	}
	return zd_differ_keep(d, &b);
}

/* A run of rows that go and rows that come in their place: pairs are changed rows. */
static void put_hunk(struct zd_differ *d, const struct tables *t, const struct zd_edit *edits, size_t gone, size_t come)
{
	const struct zd_edit *news = edits + gone;
	for (size_t i = 0; i < gone || i < come; i++) {
		size_t row = i < come ? news[i].to : edits[i].from;
		zd_differ_row(d, zd_arena_printf(&d->arena, i < come ? "第 %zu 行" : "原第 %zu 行", row + 1), NULL,
			      i < gone ? row_text(d, t->a, edits[i].from) : NULL,
			      i < come ? row_text(d, t->b, news[i].to) : NULL);
	}
}

static int by_kind(const void *a, const void *b)
{
	const struct zd_edit *x = a, *y = b;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	size_t p = x->kind == ZD_EDIT_NEW ? x->to : x->from, q = y->kind == ZD_EDIT_NEW ? y->to : y->from;
	return (p > q) - (p < q);
}

static void put_rows(struct zd_differ *d, const struct tables *t)
{
	size_t n = t->a->row_count, m = t->b->row_count;
	struct zd_edit *edits = zd_alloc((n + m + 1) * sizeof *edits);
	size_t count = zd_edits(edits, n, m, same_row, t);
	for (size_t i = 0; i < count;) {
		size_t end = i, gone = 0;
		while (end < count && edits[end].kind != ZD_EDIT_SAME)
			gone += edits[end++].kind == ZD_EDIT_GONE;
		if (end == i) {
			i++;
			continue;
		}
		qsort(&edits[i], end - i, sizeof *edits, by_kind);
		put_hunk(d, t, &edits[i], gone, end - i - gone);
		i = end;
	}
	free(edits);
}

static void put_table(struct zd_differ *d, const struct zd_table *a, const struct zd_table *b)
{
	static const char *const HITS[] = {
#define X(name, word) word,
		ZD_HITS(X)
#undef X
	};
	const struct zd_table *t = b ? b : a;
	zd_differ_about(d, ZD_DIFFER_TABLE, t->name, t->title, t->clause);
	if (!a || !b) {
		zd_differ_row(d, "决策表", NULL, a ? zd_arena_printf(&d->arena, "%zu 行", a->row_count) : NULL,
			      b ? zd_arena_printf(&d->arena, "新增，%zu 行", b->row_count) : NULL);
		return;
	}
	const struct tables both = {a, b};
	zd_differ_text(d, "名称", a->title, b->title);
	zd_differ_text(d, "条款", a->clause, b->clause);
	zd_differ_text(d, "命中方式", HITS[a->hit], HITS[b->hit]);
	zd_differ_text(d, "列", columns_text(d, a), columns_text(d, b));
	put_rows(d, &both);
	zd_differ_text(d, "其余", fallback_text(d, a), fallback_text(d, b));
}

void zd_differ_tables(struct zd_differ *d)
{
	for (size_t i = 0; i < d->before->table_count; i++)
		put_table(d, &d->before->tables[i], zd_pack_table(d->after, d->before->tables[i].name));
	for (size_t i = 0; i < d->after->table_count; i++) {
		if (!zd_pack_table(d->before, d->after->tables[i].name))
			put_table(d, NULL, &d->after->tables[i]);
	}
}
