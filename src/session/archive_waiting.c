/* What waits for a signature about a record: decided about itself, or about records that belong to its archive. */
#include <stdlib.h>
#include <string.h>

#include "session/archive.h"
#include "session/naming.h"
#include "store/records.h"
#include "store/signoffs.h"

/* Whether the item's subject is the archive's record, or refers to it by a part's own field. */
static bool concerns(const struct zd_archive *a, struct zd_book *book, const struct zd_entity *subject,
		     const struct zd_value *key)
{
	struct zd_arena arena = {0};
	struct zd_error ignored;
	bool found = subject == a->entity && zd_value_equal(key, &a->key);
	struct zd_value *values = zd_arena_alloc(&arena, (subject->field_count + 1) * sizeof *values);
	bool read = !found && zd_record_get(book, subject, key, values, &arena, &ignored) == ZD_OK;
	for (size_t i = 0; read && !found && i < a->entity->archive_count; i++) {
		const struct zd_archive_part *part = &a->entity->archive[i];
		const struct zd_field *f = part->entity == subject ? zd_entity_field(subject, part->through) : NULL;
		found = f && zd_value_equal(&values[f - subject->fields], &a->key);
	}
	zd_arena_free(&arena);
	return found;
}

static int give(struct zd_archive *a, struct zd_book *book, const struct zd_item *item, const struct zd_policy *policy,
		const struct zd_entity *e, struct zd_sink *sink, struct zd_error *err)
{
	const struct zd_give *by = policy->sign ? zd_policy_give(policy, policy->sign->by) : NULL;
	const struct zd_value row[] = {
		zd_value_int(item->id),
		zd_value_string(item->policy),
		zd_value_string(policy->title),
		zd_value_string(zd_record_name(book, a->pack, e, &item->subject, &a->arena)),
		zd_value_string(zd_value_title(by ? by->type.enums : NULL, item->asks)),
		zd_value_string(zd_arena_strndup(&a->arena, item->since, strcspn(item->since, " "))),
	};
	return sink->row(sink, row, err);
}

int zd_archive_waiting(struct zd_archive *a, struct zd_book *book, struct zd_error *err)
{
	static const struct zd_head heads[] = {
		{"item", "编号", {.kind = ZD_KIND_INT}},      {"policy", "政策", {.kind = ZD_KIND_TEXT}},
		{"title", "名称", {.kind = ZD_KIND_TEXT}},    {"subject", "对象", {.kind = ZD_KIND_TEXT}},
		{"signer", "签批人", {.kind = ZD_KIND_TEXT}}, {"since", "起始", {.kind = ZD_KIND_DATE}},
	};
	struct zd_item *items;
	size_t count;
	struct zd_sink *sink = zd_gather_open(&a->waiting, &a->arena, 0);
	if (zd_items_waiting(&items, &count, book, NULL, &a->arena, err) ||
	    sink->begin(sink, heads, sizeof heads / sizeof *heads, err))
		return err->code;
	int code = ZD_OK;
	for (size_t i = 0; i < count && !code; i++) {
		const struct zd_policy *policy = zd_pack_policy(a->pack, items[i].policy);
		const struct zd_entity *e = policy ? zd_pack_entity(a->pack, policy->subject) : NULL;
		if (e && concerns(a, book, e, &items[i].subject))
			code = give(a, book, &items[i], policy, e, sink, err);
	}
	return code;
}
