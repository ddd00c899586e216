/* An archive as JSON: the record, the lists that belong to it, the decisions; references by key, as an import reads them. */
#include <string.h>

#include "base/json.h"
#include "model/text.h"
#include "session/archive.h"

static void add_object(struct zd_str *b, const struct zd_head *heads, const struct zd_value *values, size_t from,
		       size_t count)
{
	bool first = true;
	zd_str_addc(b, '{');
	for (size_t i = from; i < count; i++) {
		zd_json_key(b, &first, heads[i].name);
		zd_value_json(b, &heads[i].type, &values[i]);
	}
	zd_str_addc(b, '}');
}

static void add_part(struct zd_str *b, const struct zd_archive_part *part, const struct zd_gathered *rows)
{
	bool first = true;
	zd_str_addc(b, '{');
	zd_json_text(b, &first, "entity", part->entity->name);
	zd_json_text(b, &first, "title", part->title);
	zd_json_text(b, &first, "through", part->through);
	zd_json_int(b, &first, "count", rows->total);
	zd_json_key(b, &first, "rows");
	zd_str_addc(b, '[');
	for (size_t i = 0; i < rows->row_count; i++) {
		zd_str_add(b, i > 0 ? ",\n" : "\n");
		add_object(b, rows->heads, rows->rows[i], 0, rows->count);
	}
	zd_str_add(b, "]}");
}

static void add_decision(struct zd_str *b, const struct zd_archive_decision *d, struct zd_arena *arena)
{
	bool first = true;
	zd_str_addc(b, '{');
	zd_json_text(b, &first, "policy", d->policy->id);
	zd_json_text(b, &first, "title", d->policy->title);
	zd_json_text(b, &first, d->run.period ? "period" : "as_of", zd_run_when(&d->run, arena));
	zd_json_int(b, &first, "run", d->run.id);
	zd_json_key(b, &first, "outcome");
	add_object(b, d->row.heads, d->row.rows[0], d->first, d->row.count);
	zd_str_addc(b, '}');
}

void zd_archive_json(struct zd_str *b, const struct zd_archive *a)
{
	struct zd_arena arena = {0};
	bool first = true;
	zd_str_addc(b, '{');
	zd_json_text(b, &first, "entity", a->entity->name);
	zd_json_text(b, &first, "title", a->entity->title);
	zd_json_key(b, &first, "record");
	add_object(b, a->record.heads, a->record.rows[0], 0, a->record.count);
	zd_json_key(b, &first, "archive");
	zd_str_addc(b, '[');
	for (size_t i = 0; i < a->entity->archive_count; i++) {
		zd_str_add(b, i > 0 ? ",\n" : "\n");
		add_part(b, &a->entity->archive[i], &a->parts[i]);
	}
	zd_str_addc(b, ']');
	zd_json_key(b, &first, "decisions");
	zd_str_addc(b, '[');
	for (size_t i = 0; i < a->decision_count; i++) {
		zd_str_add(b, i > 0 ? ",\n" : "\n");
		add_decision(b, &a->decisions[i], &arena);
	}
	zd_str_addc(b, ']');
	zd_json_key(b, &first, "pending");
	zd_str_addc(b, '[');
	for (size_t i = 0; i < a->waiting.row_count; i++) {
		zd_str_add(b, i > 0 ? ",\n" : "\n");
		add_object(b, a->waiting.heads, a->waiting.rows[i], 0, a->waiting.count);
	}
	zd_str_add(b, "]}\n");
	zd_arena_free(&arena);
}
