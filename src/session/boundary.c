/*
 * Boundary cases: for each number of a policy's parameters an input that lies
 * just under, at and just over the line that the number draws. What the
 * policy's own cases give is where the search begins; a turn belongs to the
 * number that moves it. The file is for people to look over, and is always
 * the same for the same pack.
 */
#include <stdlib.h>
#include <string.h>

#include "model/text.h"
#include "session/boundary.h"
#include "session/cases.h"
#include "session/casetext.h"
#include "session/nudge.h"
#include "session/onecase.h"
#include "session/turning.h"
#include "zhidu/testing.h"

#define SAMPLES_MAX 400
#define TURNS_OF_AN_INPUT 8
#define TURNS_MAX 200 /* of one case */
#define ROWS_MAX 4    /* of a set that are moved */
#define CASES_MAX 12  /* that are looked through where no input stands on the number itself */

/* What a case's inputs can turn. */
struct turns {
	const struct zd_case *c;
	struct zd_turn items[TURNS_MAX];
	size_t count;
};

/* A turn that numbers move: they share its cases. */
struct line {
	const struct turns *turns;
	const struct zd_turn *turn;
	int64_t at;
	const char *first; /* the number that names the cases */
	struct zd_str numbers;
};

struct boundary {
	struct zd_loaded *loaded;
	const struct zd_policy *policy;
	int32_t day;
	struct turns **cases;
	size_t case_count;
	struct line *lines;
	size_t line_count, line_cap;
	struct zd_str text;
	struct zd_str lost; /* numbers without a line, one each */
	size_t written;
	struct zd_boundary_result *result;
	struct zd_arena arena; /* of the policy */
};

/* One number of a parameter that is in force for some case. */
struct number {
	struct zd_param *param;
	struct zd_dated *dated;
	const struct zd_leaf *leaf;
	size_t index;
};

/* ---- where decisions turn ---- */

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

struct samples {
	int64_t items[SAMPLES_MAX];
	size_t count;
};

static void sample(struct samples *s, const struct zd_probe *p, size_t slot, int64_t at)
{
	if (s->count < SAMPLES_MAX && zd_probe_allows(p, slot, at))
		s->items[s->count++] = at;
}

/* Numbers of the parameters lie on the line of an input as they are, and as that many units. */
static void sample_params(struct boundary *b, struct samples *s, const struct zd_probe *p, size_t slot)
{
	const struct zd_type *type = &p->single.stage->slots[slot].type;
	for (size_t i = 0; i < b->policy->param_count; i++) {
		const struct zd_param *param = zd_pack_param(b->loaded->pack, b->policy->params[i].target);
		for (size_t k = 0; k < param->group.count; k++) {
			struct zd_leaf *leaves;
			size_t count = zd_leaves(&leaves, &param->type, &param->group.values[k].value, &b->arena);
			for (size_t n = 0; n < count; n++) {
				int64_t at;
				struct zd_type as = leaves[n].type;
				if (type->kind == ZD_KIND_NUMBER && as.kind == ZD_KIND_INT)
					as.kind = ZD_KIND_NUMBER;
				if (!zd_place_of(&as, &leaves[n].value, &at))
					continue;
				if (type->kind == ZD_KIND_INT && as.kind == ZD_KIND_NUMBER)
					at /= 100;
				sample(s, p, slot, at);
				sample(s, p, slot, at - 1);
				sample(s, p, slot, at + 1);
			}
		}
	}
}

/* Steps out from where the input stands, each twice as far. */
static void sample_around(struct samples *s, const struct zd_probe *p, size_t slot, int64_t at)
{
	enum zd_kind kind = p->single.stage->slots[slot].type.kind;
	/* 170 million yuan, 40,000 of a number, 11 years, 4096 of a count: policies may loop so often. */
	int64_t most = INT64_C(1) << (kind == ZD_KIND_MONEY ? 34 : kind == ZD_KIND_NUMBER ? 22 : 12);
	sample(s, p, slot, 0);
	sample(s, p, slot, at);
	for (int64_t step = 1; step <= most; step *= 2) {
		sample(s, p, slot, at + step);
		sample(s, p, slot, at - step);
	}
}

static void find_turns_of(struct boundary *b, struct turns *t, struct zd_probe *p, size_t row, size_t slot)
{
	struct samples s = {.count = 0};
	int64_t at;
	if (!zd_probe_at(p, row, slot, &at))
		return;
	sample_around(&s, p, slot, at);
	sample_params(b, &s, p, slot);
	qsort(s.items, s.count, sizeof *s.items, by_size);
	size_t kept = 0;
	for (size_t i = 0; i < s.count; i++) {
		if (kept == 0 || s.items[kept - 1] != s.items[i])
			s.items[kept++] = s.items[i];
	}
	size_t room = TURNS_MAX - t->count;
	t->count += zd_turns_find(t->items + t->count, room < TURNS_OF_AN_INPUT ? room : TURNS_OF_AN_INPUT, p, row,
				  slot, s.items, kept);
}

static void find_turns(struct boundary *b, struct turns *t)
{
	struct zd_probe p;
	struct zd_error ignored;
	if (zd_probe_open(&p, b->loaded, t->c, b->day, &ignored) == ZD_OK) {
		for (size_t row = 0; row < p.base->count && row < ROWS_MAX; row++) {
			for (size_t slot = 0; slot < p.single.stage->slot_count; slot++)
				find_turns_of(b, t, &p, row, slot);
		}
	}
	zd_probe_close(&p);
}

static void gather_cases(struct boundary *b)
{
	const struct zd_pack *pack = b->loaded->pack;
	b->cases = zd_arena_alloc(&b->arena, (pack->case_count + 1) * sizeof *b->cases);
	b->case_count = 0;
	for (size_t i = 0; i < pack->case_count; i++) {
		const struct zd_case *c = &pack->cases[i];
		if (strcmp(c->policy, b->policy->id) != 0 || c->error || c->params || zd_case_is_review(c->place.file))
			continue;
		struct turns *t = zd_arena_alloc(&b->arena, sizeof *t);
		t->c = c;
		find_turns(b, t);
		b->cases[b->case_count++] = t;
	}
}

/* ---- whose turn it is ---- */

static bool in_force(struct boundary *b, const struct number *n, const struct zd_case *c)
{
	struct zd_when when = {.as_of = b->day};
	struct zd_origin origin;
	struct zd_error ignored;
	if (c->as_of && zd_when_parse(&when, c->as_of, NULL, &ignored))
		return false;
	zd_param_resolve(n->param, c->branch, when.as_of, &origin);
	return origin.dated == n->dated;
}

/* Whether the input of a turn stands on the number itself, on either side. */
static bool stands_on(const struct zd_turn *turn, const struct number *n)
{
	int64_t line;
	return zd_place_of(&n->leaf->type, &n->leaf->value, &line) && (line == turn->low || line == turn->low + 1);
}

/* With the number moved: the first turn of the case that moves with it; NULL: none does. */
static const struct zd_turn *moved_turn(struct boundary *b, const struct number *n, const struct turns *t, bool exact,
					int direction)
{
	const struct zd_value before = n->dated->value;
	const struct zd_turn *found = NULL;
	struct zd_probe p;
	struct zd_error ignored;
	struct zd_value moved;
	bool any = !exact;
	for (size_t i = 0; i < t->count && !any; i++)
		any = stands_on(&t->items[i], n);
	if (!any || !zd_nudge(&moved, &n->leaf->type, &n->leaf->value, direction, &b->arena))
		return NULL;
	n->dated->value = zd_with_leaf(&n->param->type, &before, n->index, &moved, &b->arena);
	if (zd_probe_open(&p, b->loaded, t->c, b->day, &ignored) == ZD_OK) {
		for (size_t i = 0; i < t->count && !found; i++) {
			const struct zd_turn *turn = &t->items[i];
			if (exact && !stands_on(turn, n))
				continue;
			if (zd_probe_try(&p, turn->row, turn->slot, turn->low) != turn->below ||
			    zd_probe_try(&p, turn->row, turn->slot, turn->low + 1) != turn->above)
				found = turn;
		}
	}
	zd_probe_close(&p);
	n->dated->value = before;
	return found;
}

/* ---- out ---- */

static const char *value_text(struct boundary *b, const struct zd_type *type, const struct zd_value *v)
{
	return zd_value_plain_text(type, v, &b->arena);
}

static void write_case(struct boundary *b, const struct line *l, int64_t at, const char *where, const char *note)
{
	const struct zd_case *c = l->turns->c;
	struct zd_probe p;
	struct zd_error ignored;
	if (zd_probe_open(&p, b->loaded, c, b->day, &ignored) == ZD_OK && zd_probe_allows(&p, l->turn->slot, at)) {
		zd_probe_try(&p, l->turn->row, l->turn->slot, at);
		const struct zd_slot *slot = &p.single.stage->slots[l->turn->slot];
		const struct zd_value v = zd_value_at(&slot->type, at, &b->arena);
		zd_case_write(&b->text, &(struct zd_case_draft){.name = zd_arena_printf(&b->arena, "%s %s %s %s",
											l->first, where, slot->path,
											value_text(b, &slot->type, &v)),
								.note = note,
								.single = &p.single,
								.batch = p.batch,
								.dated = c->as_of != NULL,
								.branch = c->branch});
		b->written++;
	}
	zd_probe_close(&p);
}

static void write_lines(struct boundary *b)
{
	for (size_t i = 0; i < b->line_count; i++) {
		struct line *l = &b->lines[i];
		const char *note =
			zd_arena_printf(&b->arena, "%s（由用例“%s”改来）", zd_str_text(&l->numbers), l->turns->c->name);
		write_case(b, l, l->at - 1, "以下", note);
		write_case(b, l, l->at, "正好", NULL);
		write_case(b, l, l->at + 1, "以上", NULL);
		zd_str_free(&l->numbers);
	}
	b->line_count = 0;
}

/* A number's name in its file: dated values of one parameter are told apart. */
static const char *name_of(struct boundary *b, const struct number *n)
{
	char date[ZD_DATE_LEN + 1];
	if (n->dated->from == ZD_ALWAYS)
		return zd_arena_printf(&b->arena, "%s%s", n->param->name, n->leaf->path);
	zd_date_format(zd_date_from_days(n->dated->from), date);
	return zd_arena_printf(&b->arena, "%s%s (%s)", n->param->name, n->leaf->path, date);
}

static void keep_line(struct boundary *b, const struct number *n, const struct turns *t, const struct zd_turn *turn)
{
	int64_t line;
	size_t i = 0;
	/* Where the input stands exactly on the number below the turn, that is the line; else the first beyond it. */
	bool on_low = zd_place_of(&n->leaf->type, &n->leaf->value, &line) && line == turn->low;
	while (i < b->line_count && b->lines[i].turn != turn)
		i++;
	if (i == b->line_count) {
		ZD_GROW(b->lines, b->line_count, b->line_cap);
		b->lines[b->line_count++] = (struct line){
			.turns = t, .turn = turn, .at = on_low ? turn->low : turn->low + 1, .first = name_of(b, n)};
	}
	zd_str_printf(&b->lines[i].numbers, "%s%s = %s", b->lines[i].numbers.len ? "，" : "", name_of(b, n),
		      value_text(b, &n->leaf->type, &n->leaf->value));
}

/* Looks where the input stands on the number itself first; else for any line that the number moves. */
static void bound_number(struct boundary *b, const struct number *n)
{
	bool used = false;
	for (int exact = 1; exact >= 0; exact--) {
		size_t most = exact || b->case_count < CASES_MAX ? b->case_count : CASES_MAX;
		for (size_t i = 0; i < most; i++) {
			if (!in_force(b, n, b->cases[i]->c))
				continue;
			used = true;
			const struct zd_turn *turn = moved_turn(b, n, b->cases[i], exact, 1);
			if (!turn)
				turn = moved_turn(b, n, b->cases[i], exact, -1);
			if (!turn)
				continue;
			keep_line(b, n, b->cases[i], turn);
			b->result->numbers++;
			b->result->bounded++;
			return;
		}
	}
	if (!used)
		return;
	b->result->numbers++;
	zd_str_printf(&b->lost, "#   %s\n", name_of(b, n));
}

static void bound_params(struct boundary *b)
{
	for (size_t i = 0; i < b->policy->param_count; i++) {
		struct zd_param *p = zd_pack_param(b->loaded->pack, b->policy->params[i].target);
		for (size_t k = 0; k < p->group.count; k++) {
			struct zd_leaf *leaves;
			size_t count = zd_leaves(&leaves, &p->type, &p->group.values[k].value, &b->arena);
			for (size_t n = 0; n < count; n++) {
				if (leaves[n].type.kind != ZD_KIND_BOOL)
					bound_number(b, &(struct number){p, &p->group.values[k], &leaves[n], n});
			}
		}
	}
}

static void finish_policy(struct boundary *b, struct zd_boundary_file *file, struct zd_arena *arena)
{
	struct zd_str text = {0};
	zd_str_printf(&text,
		      "# 边界用例：由 zhidu test --boundaries --write 生成，请逐条核对；重新生成会覆盖本文件。\n");
	if (b->lost.len)
		zd_str_printf(&text, "# 没有找到转折的参数：\n%s", zd_str_text(&b->lost));
	zd_str_printf(&text, "policy: %s\ncases:\n%s", b->policy->id, zd_str_text(&b->text));
	char *path = zd_arena_printf(arena, "cases/%s.boundary.yaml", b->policy->id);
	for (char *s = path + strlen("cases/"); strcmp(s, ".boundary.yaml") != 0; s++)
		*s = (char)(*s == '.' ? '/' : *s);
	*file = (struct zd_boundary_file){path, zd_arena_strdup(arena, zd_str_text(&text)), b->written};
	zd_str_free(&text);
}

/* All that is found for the policy; empty where nothing is. */
static void bound_policy(struct boundary *b, struct zd_boundary_file *file, struct zd_arena *arena)
{
	memset(file, 0, sizeof *file);
	b->written = 0;
	gather_cases(b);
	bound_params(b);
	write_lines(b);
	if (b->written)
		finish_policy(b, file, arena);
	zd_str_clear(&b->text);
	zd_str_clear(&b->lost);
	zd_arena_reset(&b->arena);
}

static void close_boundary(struct boundary *b)
{
	free(b->lines);
	zd_str_free(&b->text);
	zd_str_free(&b->lost);
	zd_arena_free(&b->arena);
}

void zd_boundary_make(struct zd_boundary_file *out, struct zd_loaded *loaded, const struct zd_policy *policy,
		      struct zd_arena *arena)
{
	struct zd_boundary_result ignored = {0};
	struct boundary b = {.loaded = loaded, .policy = policy, .day = zd_case_day(loaded->pack), .result = &ignored};
	bound_policy(&b, out, arena);
	close_boundary(&b);
}

static int give_out(struct zd_session *s, struct boundary *b, const struct zd_boundary_file *file, bool write,
		    FILE *out, struct zd_error *err)
{
	b->result->cases += file->cases;
	if (file->cases && !write)
		fputs(file->text, out);
	if (!file->cases || !write)
		return ZD_OK;
	int code = zd_case_replace(s, b->loaded, b->policy->id, file->path, file->text, file->cases, err);
	b->result->files += !code;
	return code;
}

int zd_boundaries(struct zd_session *s, const char *const *ids, size_t count, bool write, FILE *out,
		  struct zd_boundary_result *result, struct zd_error *err)
{
	struct boundary b = {.result = result};
	struct zd_arena files = {0};
	memset(result, 0, sizeof *result);
	if (zd_load_folder(s, ZD_READ_CASES, &b.loaded, err) || zd_policies_named(b.loaded->pack, ids, count, err))
		return err->code;
	b.day = zd_case_day(b.loaded->pack);
	int code = ZD_OK;
	for (size_t i = 0; i < b.loaded->pack->policy_count && !code; i++) {
		b.policy = &b.loaded->pack->policies[i];
		if (!b.policy->broken && zd_policy_named(b.policy->id, ids, count)) {
			struct zd_boundary_file file;
			bound_policy(&b, &file, &files);
			code = give_out(s, &b, &file, write, out, err);
			zd_arena_reset(&files);
		}
		if (s->progress)
			s->progress(s->context, i + 1, b.loaded->pack->policy_count);
	}
	close_boundary(&b);
	zd_arena_free(&files);
	return code;
}
