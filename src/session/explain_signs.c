/* The signatures in an explanation: what of the decision was asked to be signed, by whom it was, and whether that stands. */
#include <string.h>

#include "base/json.h"
#include "model/text.h"
#include "session/explain.h"
#include "session/naming.h"
#include "session/signing.h"

int zd_explained_signs(struct zd_explained *x, struct zd_error *err)
{
	struct zd_book *book;
	struct zd_date first, last;
	char period[16] = "";
	if (!x->policy->sign)
		return ZD_OK;
	if (zd_session_book(x->session, false, &book, err) ||
	    zd_items_of(&x->items, &x->item_count, book, x->policy->id, &x->batch->ids[x->row], &x->arena, err))
		return err->code;
	if (x->policy->period) {
		zd_period_of(x->policy->period, zd_date_from_days(x->when.as_of), &first, &last);
		zd_period_format(x->policy->period, first, period);
	}
	size_t kept = 0;
	for (size_t i = 0; i < x->item_count; i++) {
		if (strcmp(x->items[i].period, period) == 0)
			x->items[kept++] = x->items[i];
	}
	x->item_count = kept;
	for (size_t i = 0; i < kept; i++) {
		const struct zd_pack *pack = x->loaded->pack;
		const struct zd_entity *e = pack->access ? zd_pack_entity(pack, pack->access->person) : NULL;
		if (x->items[i].verdict && e)
			x->items[i].signer = zd_record_name(book, pack, e, &x->items[i].person, &x->arena);
	}
	return ZD_OK;
}

void zd_explained_signs_text(struct zd_explained *x, FILE *out)
{
	const struct zd_give *by = x->policy->sign ? &x->policy->gives[x->policy->sign->by_give] : NULL;
	if (x->item_count)
		fprintf(out, "\n签批\n");
	for (size_t i = 0; i < x->item_count; i++) {
		const struct zd_item *item = &x->items[i];
		const char *asks = zd_value_title(by->type.enums, item->asks);
		fprintf(out, "  事项 %lld：", (long long)item->id);
		if (!item->verdict)
			fprintf(out, item->latest ? "待%s签批\n" : "未经%s签批，内容已变，不再等待\n", asks);
		else
			fprintf(out, "%s %s（%s），自 %s：%s%s\n", item->signer ? item->signer : item->login,
				zd_value_title(&zd_verdicts, item->verdict), asks, item->day, item->why,
				item->latest ? "" : "；内容已变，不再有效");
	}
}

void zd_explained_signs_json(struct zd_explained *x, struct zd_str *b)
{
	if (!x->policy->sign)
		return;
	zd_str_add(b, ",\"signatures\":[");
	for (size_t i = 0; i < x->item_count; i++) {
		const struct zd_item *item = &x->items[i];
		bool first = true;
		zd_str_add(b, i ? ",{" : "{");
		zd_json_int(b, &first, "item", item->id);
		zd_json_text(b, &first, "asks", item->asks);
		zd_json_text(b, &first, "verdict", item->verdict);
		zd_json_text(b, &first, "person", item->signer);
		zd_json_text(b, &first, "login", item->login);
		zd_json_text(b, &first, "role", item->signer_role);
		zd_json_text(b, &first, "day", item->day);
		zd_json_text(b, &first, "why", item->why);
		zd_json_bool(b, &first, "stands", item->latest);
		zd_json_key(b, &first, "signed");
		zd_str_add(b, item->decision);
		zd_str_addc(b, '}');
	}
	zd_str_addc(b, ']');
}
