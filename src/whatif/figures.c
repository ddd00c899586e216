/* Figures in words. */
#include "whatif/figures.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "model/text.h"

struct zd_value zd_figure_difference(const struct zd_value *before, const struct zd_value *after)
{
	int64_t whole;
	if (before->tag == ZD_INT && after->tag == ZD_INT && !__builtin_sub_overflow(after->i, before->i, &whole))
		return zd_value_int(whole);
	if (before->tag == ZD_NUMBER && after->tag == ZD_NUMBER)
		return zd_value_number(after->d - before->d);
	return ZD_VALUE_NIL;
}

struct zd_type zd_figure_mean_type(const struct zd_type *type)
{
	struct zd_type t = *type;
	if (t.kind == ZD_KIND_INT)
		t.kind = ZD_KIND_NUMBER;
	return t;
}

uint64_t zd_figure_moved(const struct zd_tally_outcome *o, size_t from, size_t to)
{
	uint64_t stayed = o->levels[from].before;
	for (size_t i = 0; i < o->move_count; i++) {
		if (o->moves[i].from == from && o->moves[i].to == to)
			return o->moves[i].count;
		if (o->moves[i].from == from)
			stayed -= o->moves[i].count;
	}
	return from == to ? stayed : 0;
}

/* A sum of scores has digits that mean nothing: four decimals are shown, of small numbers six digits. */
static void show_number(struct zd_str *b, double d)
{
	char text[400];
	snprintf(text, sizeof text, fabs(d) >= 1 ? "%.4f" : "%.6g", d);
	char *end = text + strlen(text);
	while (fabs(d) >= 1 && end[-1] == '0')
		*--end = '\0';
	if (end[-1] == '.')
		end[-1] = '\0';
	zd_str_add(b, text);
}

void zd_figure_show(struct zd_str *b, const struct zd_type *type, const struct zd_value *v)
{
	if (v->tag == ZD_NIL)
		zd_str_add(b, "—");
	else if (v->tag == ZD_NUMBER && type->kind == ZD_KIND_NUMBER)
		show_number(b, v->d);
	else
		zd_value_show(b, type, v);
}

int zd_figure_main(const struct zd_tally *t)
{
	int main = -1;
	if (t->mover_outcome >= 0 && t->outcomes[t->mover_outcome].changed)
		return t->mover_outcome;
	for (size_t i = 0; i < t->policy->give_count; i++) {
		const struct zd_tally_outcome *o = &t->outcomes[i];
		if (!o->is_number || !o->changed)
			continue;
		if (o->give->type.kind == ZD_KIND_MONEY)
			return (int)i;
		if (main < 0)
			main = (int)i;
	}
	return main;
}

int zd_figure_sign(const struct zd_value *d)
{
	if (d->tag == ZD_INT)
		return (d->i > 0) - (d->i < 0);
	return d->tag == ZD_NUMBER ? (d->d > 0) - (d->d < 0) : 0;
}

void zd_figure_show_difference(struct zd_str *b, const struct zd_type *type, const struct zd_value *v)
{
	if (zd_figure_sign(v) > 0)
		zd_str_addc(b, '+');
	zd_figure_show(b, type, v);
}

void zd_figure_show_share(struct zd_str *b, uint64_t part, uint64_t all)
{
	zd_str_printf(b, "%.1f%%", all ? 100.0 * (double)part / (double)all : 0);
}

double zd_figure_number(const struct zd_type *type, const struct zd_value *v)
{
	if (v->tag == ZD_INT)
		return (double)v->i / (type->kind == ZD_KIND_MONEY ? 100 : 1);
	return v->tag == ZD_NUMBER ? v->d : NAN;
}

const char *zd_figure_give(const struct zd_give *give)
{
	return give->title ? give->title : give->name;
}

const char *zd_figure_policy(const struct zd_policy *p)
{
	return p->title ? p->title : p->id;
}
