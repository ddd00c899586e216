/* Answers of goal seeking. */
#include "whatif/answer.h"

#include <string.h>

#include "base/json.h"
#include "model/text.h"
#include "whatif/figures.h"

static const char *sign_of(enum zd_seek_how how)
{
	return how == ZD_SEEK_EQUAL ? "=" : how == ZD_SEEK_AT_MOST ? "<=" : ">=";
}

static const struct zd_probe *probe_at(const struct zd_seek_answer *a, size_t i)
{
	return i == SIZE_MAX ? NULL : &a->seek->probes[i];
}

/* ---- for people ---- */

static void put_value(FILE *out, const struct zd_type *type, const struct zd_value *v)
{
	struct zd_str b = {0};
	zd_figure_show(&b, type, v);
	fputs(zd_str_text(&b), out);
	zd_str_free(&b);
}

static void put_place(FILE *out, const struct zd_seek_answer *a, uint64_t at)
{
	struct zd_value v = zd_grid_value(&a->grid, &a->vary.type, at);
	put_value(out, &a->vary.type, &v);
}

/* What looks like the target is told with all its digits, so that what only comes near it does not look met. */
static void put_measure(FILE *out, const struct zd_seek_answer *a, const struct zd_value *v)
{
	struct zd_str b = {0}, target = {0};
	zd_figure_show(&b, &a->measure->type, v);
	zd_figure_show(&target, &a->measure->type, &a->seek->target);
	if (a->measure->type.kind == ZD_KIND_NUMBER && v->tag == ZD_NUMBER &&
	    strcmp(zd_str_text(&b), zd_str_text(&target)) == 0) {
		zd_str_clear(&b);
		zd_value_plain(&b, &a->measure->type, v);
	}
	fputs(zd_str_text(&b), out);
	zd_str_free(&b);
	zd_str_free(&target);
}

static void put_probe(FILE *out, const struct zd_seek_answer *a, const struct zd_probe *p)
{
	put_place(out, a, p->at);
	fprintf(out, " 时 %s = ", a->measure->text);
	put_measure(out, a, &p->value);
}

static void put_neighbours(FILE *out, const struct zd_seek_answer *a)
{
	const struct zd_probe *below = probe_at(a, a->seek->below), *above = probe_at(a, a->seek->above);
	if (below) {
		fputs("  低于目标的一侧：", out);
		put_probe(out, a, below);
		fputc('\n', out);
	}
	if (above) {
		fputs("  高于目标的一侧：", out);
		put_probe(out, a, above);
		fputc('\n', out);
	}
}

static const char *verdict_of(const struct zd_seek *s)
{
	switch (s->status) {
	case ZD_SEEK_EXACT:
		return "正好达到目标";
	case ZD_SEEK_NEAREST:
		return "没有正好达到目标的值，这是最接近的";
	case ZD_SEEK_BOUND:
		return "满足条件的最后一个值，再过一步就不满足";
	case ZD_SEEK_EVERYWHERE:
		return "试过的值都满足条件，这是最接近目标的";
	case ZD_SEEK_OUT_OF_REACH:
		return "达不到目标，这是试过的值中最接近的";
	case ZD_SEEK_UNFINISHED:
		return "计算量已用完，只找到这里";
	}
	return "";
}

static const char *shape_of(const struct zd_seek *s)
{
	if (s->rises && s->falls)
		return "试过的值之间有升有降，不是单调的：可能另有答案";
	return s->rises ? "随参数上升而上升" : s->falls ? "随参数上升而下降" : "试过的值之间没有变化";
}

void zd_answer_text(const struct zd_seek_answer *a, FILE *out)
{
	const struct zd_probe *found = probe_at(a, a->seek->found);
	zd_question_text(&a->base, out);
	fprintf(out, "目标：%s %s ", a->measure->text, sign_of(a->seek->how));
	put_measure(out, a, &a->seek->target);
	fprintf(out, "，%s%s%s 从 ", a->vary.name, a->vary.branch ? "@" : "", a->vary.branch ? a->vary.branch : "");
	put_place(out, a, 0);
	fputs(" 到 ", out);
	put_place(out, a, a->seek->places - 1);
	fputs("\n现在：", out);
	put_value(out, &a->vary.type, &a->vary.today);
	fprintf(out, " 时 %s = ", a->measure->text);
	put_measure(out, a, &a->today.value);
	fputs("\n\n", out);
	if (found) {
		fputs("结果：", out);
		put_probe(out, a, found);
		fprintf(out, "（%s）\n", verdict_of(a->seek));
		if (a->seek->status != ZD_SEEK_EXACT)
			put_neighbours(out, a);
	} else {
		fputs("结果：没有可以度量的决定\n", out);
	}
	fprintf(out, "  %s；试了 %zu 个值，合 %.1f 次全部计算\n", shape_of(a->seek), a->seek->probe_count,
		a->seek->work);
}

int zd_answer_rows(const struct zd_seek_answer *a, struct zd_sink *sink, struct zd_error *err)
{
	const struct zd_head heads[] = {{a->vary.name, a->vary.title, a->vary.type},
					{a->measure->text, NULL, a->measure->type},
					{"found", "结果", {.kind = ZD_KIND_BOOL}}};
	int code = sink->begin(sink, heads, 3, err);
	for (size_t i = 0; i < a->seek->probe_count && !code; i++) {
		const struct zd_probe *p = &a->seek->probes[i];
		struct zd_value row[] = {zd_grid_value(&a->grid, &a->vary.type, p->at), p->value,
					 zd_value_bool(i == a->seek->found)};
		code = sink->row(sink, row, err);
	}
	return code ? code : sink->end(sink, err);
}

/* ---- for programs ---- */

static void json_value(struct zd_str *b, bool *first, const char *key, const struct zd_type *type,
		       const struct zd_value *v)
{
	zd_json_key(b, first, key);
	zd_value_json(b, type, v);
}

static void json_probe(struct zd_str *b, const struct zd_seek_answer *a, const struct zd_probe *p)
{
	bool first = true;
	struct zd_value v;
	if (!p) {
		zd_str_add(b, "null");
		return;
	}
	v = zd_grid_value(&a->grid, &a->vary.type, p->at);
	zd_str_addc(b, '{');
	json_value(b, &first, "value", &a->vary.type, &v);
	json_value(b, &first, "measure", &a->measure->type, &p->value);
	zd_str_addc(b, '}');
}

static void json_vary(struct zd_str *b, const struct zd_seek_answer *a)
{
	bool first = true;
	struct zd_value from = zd_grid_value(&a->grid, &a->vary.type, 0),
			to = zd_grid_value(&a->grid, &a->vary.type, a->seek->places - 1);
	zd_str_addc(b, '{');
	zd_json_text(b, &first, "name", a->vary.name);
	zd_json_text_if(b, &first, "branch", a->vary.branch);
	json_value(b, &first, "from", &a->vary.type, &from);
	json_value(b, &first, "to", &a->vary.type, &to);
	json_value(b, &first, "today", &a->vary.type, &a->vary.today);
	zd_str_addc(b, '}');
}

void zd_answer_json(const struct zd_seek_answer *a, FILE *out)
{
	static const char *const SIDES[] = {"found", "below", "above"};
	const struct zd_seek *s = a->seek;
	const size_t sides[] = {s->found, s->below, s->above};
	struct zd_str b = {0};
	bool first = true;
	zd_str_addc(&b, '{');
	zd_question_json(&b, &a->base);
	zd_str_add(&b, ",\"seek\":{");
	zd_json_text(&b, &first, "measure", a->measure->text);
	zd_json_text(&b, &first, "comparison", sign_of(s->how));
	json_value(&b, &first, "target", &a->measure->type, &s->target);
	zd_json_key(&b, &first, "vary");
	json_vary(&b, a);
	json_value(&b, &first, "today", &a->measure->type, &a->today.value);
	zd_json_text(&b, &first, "status", zd_seek_word(s->status));
	for (size_t i = 0; i < 3; i++) {
		zd_json_key(&b, &first, SIDES[i]);
		json_probe(&b, a, probe_at(a, sides[i]));
	}
	zd_json_text(&b, &first, "shape",
		     s->rises && s->falls ? "mixed"
		     : s->rises           ? "rising"
		     : s->falls           ? "falling"
					  : "flat");
	zd_json_key(&b, &first, "tried");
	for (size_t i = 0; i < s->probe_count; i++) {
		zd_str_addc(&b, i ? ',' : '[');
		json_probe(&b, a, &s->probes[i]);
	}
	zd_str_add(&b, s->probe_count ? "]" : "[]");
	zd_json_key(&b, &first, "evaluations");
	zd_str_printf(&b, "%.2f}}\n", s->work);
	fwrite(b.s, 1, b.len, out);
	zd_str_free(&b);
}
