/* closes.yaml: what closing a month, a quarter or a year consists of. Whether its policies exist is for those who know them. */
#include <string.h>

#include "base/utf8.h"
#include "pack/parts.h"
#include "pack/reader.h"

#define LOOK_BACK_MAX 36

struct closes_form {
	struct zd_raw *month, *quarter, *year, *keep;
};

static const struct zd_key closes_keys[] = {
	{"month", ZD_WANT_MAP, false, offsetof(struct closes_form, month)},
	{"quarter", ZD_WANT_MAP, false, offsetof(struct closes_form, quarter)},
	{"year", ZD_WANT_MAP, false, offsetof(struct closes_form, year)},
	{"keep", ZD_WANT_MAP, false, offsetof(struct closes_form, keep)},
};

struct kind_form {
	const char *title, *area;
	struct zd_raw *decide, *freeze, *look_back;
};

static const struct zd_key kind_keys[] = {
	{"title", ZD_WANT_TEXT, false, offsetof(struct kind_form, title)},
	{"area", ZD_WANT_TEXT, false, offsetof(struct kind_form, area)},
	{"decide", ZD_WANT_LIST, true, offsetof(struct kind_form, decide)},
	{"freeze", ZD_WANT_LIST, false, offsetof(struct kind_form, freeze)},
	{"look_back", ZD_WANT_SCALAR, false, offsetof(struct kind_form, look_back)},
};

static void read_items(const struct zd_reader *r, struct zd_close_item **out, size_t *count, const struct zd_raw *list,
		       const char *key)
{
	const char **names;
	size_t n;
	if (!list || !zd_read_texts(r, &names, &n, list, key))
		return;
	*out = zd_arena_alloc(&r->pack->arena, (n + 1) * sizeof **out);
	for (size_t i = 0; i < n; i++) {
		bool twice = false;
		for (size_t k = 0; k < *count; k++)
			twice |= strcmp((*out)[k].name, names[i]) == 0;
		if (twice)
			zd_report(r, ZD_F_DUPLICATE, &list->items[i]->place, "%s: \"%s\" stands here twice", key,
				  names[i]);
		else
			(*out)[(*count)++] = (struct zd_close_item){names[i], list->items[i]->place};
	}
}

/* A frozen sheet is of the whole group, so nothing may have to be said for it. */
static void check_report(const struct zd_reader *r, const struct zd_close_item *item, enum zd_period kind)
{
	const struct zd_pack *p = r->pack;
	for (size_t i = 0; i < p->report_count; i++) {
		const struct zd_report *report = &p->reports[i];
		if (strcmp(report->name, item->name) != 0)
			continue;
		if (report->period && report->period != kind)
			zd_report(r, ZD_F_PERIOD, &item->place, "report %s is of a %s, not of a %s", report->name,
				  zd_period_word(report->period), zd_period_word(kind));
		for (size_t k = 0; k < report->param_count; k++) {
			if (report->params[k].required)
				zd_report(r, ZD_F_POLICY_FORM, &item->place,
					  "report %s cannot be frozen: it wants its %s", report->name,
					  report->params[k].name);
		}
		return;
	}
	zd_report_unknown(r, &item->place, "report", item->name,
			  zd_nearest_of(item->name, p->reports, p->report_count, sizeof *p->reports));
}

static void read_kind(const struct zd_reader *r, enum zd_period kind, const struct zd_raw *raw)
{
	static const struct zd_type number = {.kind = ZD_KIND_INT};
	struct zd_close_kind *k = &r->pack->closes.kinds[kind];
	struct kind_form form = {.title = zd_period_word(kind)};
	struct zd_value value;
	zd_form_read(r, &form, raw, zd_period_word(kind), &raw->place, kind_keys, ZD_COUNT(kind_keys));
	*k = (struct zd_close_kind){.declared = true, .title = form.title, .area = form.area, .place = raw->place};
	read_items(r, &k->decide, &k->decide_count, form.decide, "decide");
	read_items(r, &k->freeze, &k->freeze_count, form.freeze, "freeze");
	if (form.decide && !form.decide->count)
		zd_report(r, ZD_F_OUT_OF_BOUNDS, &form.decide->place, "decide names no policy");
	for (size_t i = 0; (r->what & ZD_READ_REPORTS) && i < k->freeze_count; i++)
		check_report(r, &k->freeze[i], kind);
	if (!form.look_back || !zd_read_value(r, &value, &number, form.look_back, "look_back"))
		return;
	if (value.i < 0 || value.i > LOOK_BACK_MAX)
		zd_report(r, ZD_F_OUT_OF_BOUNDS, &form.look_back->place, "look_back is 0 to %d", LOOK_BACK_MAX);
	else
		k->look_back = (int)value.i;
}

/* `keep: {staff: [team, branch]}` */
static void read_keep(const struct zd_reader *r, const struct zd_raw *raw)
{
	struct zd_closes *c = &r->pack->closes;
	size_t most = 0;
	for (size_t i = 0; i < raw->count; i++)
		most += raw->items[i]->count;
	c->keep = zd_arena_alloc(&r->pack->arena, (most + 1) * sizeof *c->keep);
	for (size_t i = 0; i < raw->count; i++) {
		const struct zd_entity *e = zd_pack_entity(r->pack, raw->keys[i]);
		struct zd_close_item *fields = NULL;
		size_t count = 0;
		if (!e) {
			zd_report_unknown(r, &raw->key_places[i], "entity", raw->keys[i],
					  zd_pack_nearest_entity(r->pack, raw->keys[i]));
			continue;
		}
		if (!zd_want_kind(r, raw->items[i], ZD_RAW_LIST, raw->keys[i]))
			continue;
		read_items(r, &fields, &count, raw->items[i], raw->keys[i]);
		for (size_t k = 0; k < count; k++) {
			if (zd_entity_field(e, fields[k].name))
				c->keep[c->keep_count++] = (struct zd_close_keep){e->name, fields[k].name};
			else
				zd_report_unknown(r, &fields[k].place, "field", fields[k].name,
						  zd_entity_nearest_field(e, fields[k].name));
		}
	}
}

void zd_read_closes(struct zd_reader *r)
{
	struct closes_form form = {0};
	size_t count;
	struct zd_doc *docs = zd_docs_read(r, ZD_FILE_CLOSES, &count);
	const struct zd_place start = {"closes.yaml", 1, 1};
	if (!count)
		return;
	zd_form_read(r, &form, docs->root, "closes.yaml", &start, closes_keys, ZD_COUNT(closes_keys));
	if (form.month)
		read_kind(r, ZD_PERIOD_MONTH, form.month);
	if (form.quarter)
		read_kind(r, ZD_PERIOD_QUARTER, form.quarter);
	if (form.year)
		read_kind(r, ZD_PERIOD_YEAR, form.year);
	if (form.keep)
		read_keep(r, form.keep);
}
