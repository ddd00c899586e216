/* An explanation as programs read it. */
#include <string.h>

#include "base/json.h"
#include "model/text.h"
#include "session/reach.h"

static void json_inputs(struct zd_explained *x, struct zd_str *b)
{
	for (size_t i = 0; i < x->policy->need_count; i++) {
		bool first = true;
		zd_str_add(b, i ? ",{" : "{");
		zd_json_text(b, &first, "name", x->policy->needs[i].name);
		zd_json_text(b, &first, "title", zd_explained_title(x, i));
		zd_json_key(b, &first, "value");
		zd_value_json(b, &x->policy->needs[i].type, zd_explained_input(x, i));
		zd_json_text(b, &first, "origin", zd_explained_origin(x, i));
		zd_str_addc(b, '}');
	}
}

static void json_params(struct zd_explained *x, struct zd_str *b)
{
	const struct zd_policy *p = x->decided_by;
	bool begun = false;
	for (size_t i = 0; i < p->param_count; i++) {
		const struct zd_param *param = zd_pack_param(x->loaded->pack, p->params[i].target);
		struct zd_origin o;
		bool first = true;
		zd_param_resolve(param, x->branch, x->when.as_of, &o);
		if (!o.value)
			continue;
		zd_str_add(b, begun ? ",{" : "{");
		begun = true;
		zd_json_text(b, &first, "name", param->name);
		zd_json_text(b, &first, "title", param->title);
		zd_json_key(b, &first, "value");
		zd_value_json(b, &param->type, o.value);
		zd_json_text(b, &first, "layer", o.layer->branch ? o.layer->branch : "group");
		zd_json_text(b, &first, "file", o.dated->place.file ? o.dated->place.file : "");
		zd_json_int(b, &first, "line", o.dated->place.line);
		zd_json_text_if(b, &first, "clause", param->clause);
		zd_json_bool(b, &first, "assumed", param->assumed);
		zd_str_addc(b, '}');
	}
}

static void json_rest(struct zd_explained *x, struct zd_str *b)
{
	const struct zd_batch *batch = x->batch;
	bool begun = false;
	for (size_t i = 0; i < batch->trace_count; i++) {
		const struct zd_trace *t = &batch->traces[i];
		bool first = true;
		if (t->row != x->row || t->step != x->step_index)
			continue;
		zd_str_add(b, begun ? ",{" : "{");
		begun = true;
		zd_json_int(b, &first, "line", t->line);
		if (t->name) {
			zd_json_text(b, &first, "name", t->name);
			zd_json_text(b, &first, "value", t->value);
		} else {
			zd_json_text(b, &first, "text", zd_explained_line(x, t->line));
		}
		zd_str_addc(b, '}');
	}
	zd_str_add(b, "],\"nearest\":[");
	for (size_t i = 0; i < x->nearby_count; i++) {
		const struct zd_nearby *n = &x->nearby[i];
		const struct zd_need *need = &x->policy->needs[n->slot];
		const struct zd_give *give = &x->policy->gives[n->column];
		bool first = true;
		zd_str_add(b, i ? ",{" : "{");
		zd_json_text(b, &first, "input", need->name);
		zd_json_key(b, &first, "from");
		zd_value_json(b, &need->type, &n->before);
		zd_json_key(b, &first, "to");
		zd_value_json(b, &need->type, &n->after);
		zd_json_text(b, &first, "outcome", give->name);
		zd_json_key(b, &first, "was");
		zd_value_json(b, &give->type, &n->was);
		zd_json_key(b, &first, "becomes");
		zd_value_json(b, &give->type, &n->becomes);
		zd_str_addc(b, '}');
	}
}

void zd_explained_json(struct zd_explained *x, FILE *out)
{
	struct zd_str b = {0};
	const struct zd_policy *p = x->policy;
	bool first = true, inner = true;
	char date[ZD_DATE_LEN + 1];
	zd_date_format(zd_date_from_days(x->when.as_of), date);
	zd_str_addc(&b, '{');
	zd_json_text(&b, &first, "policy", p->id);
	zd_json_text(&b, &first, "title", p->title);
	zd_json_key(&b, &first, "subject");
	zd_value_json(&b, &x->stage->entity->fields[0].type, &x->batch->ids[x->row]);
	zd_json_text(&b, &first, "as_of", date);
	zd_json_key(&b, &first, "run");
	zd_str_printf(&b, x->run ? "%lld" : "null", (long long)x->run);
	zd_json_text(&b, &first, "pack", x->loaded->pack->root);
	zd_json_key(&b, &first, "outcome");
	zd_str_addc(&b, '{');
	for (size_t i = 0; i < p->give_count; i++) {
		zd_json_key(&b, &inner, p->gives[i].name);
		zd_value_json(&b, &p->gives[i].type, zd_explained_outcome(x, i));
	}
	zd_str_add(&b, "},\"reasons\":[");
	inner = true;
	for (size_t i = 0; i < x->batch->reason_count; i++) {
		const struct zd_reason *r = &x->batch->reasons[i];
		bool begin = true;
		if (r->row != x->row || r->step != x->step_index)
			continue;
		zd_str_add(&b, inner ? "{" : ",{");
		inner = false;
		zd_json_text(&b, &begin, "clause", r->clause);
		zd_json_text(&b, &begin, "text", r->text);
		zd_str_addc(&b, '}');
	}
	zd_str_add(&b, "],\"inputs\":[");
	json_inputs(x, &b);
	zd_str_add(&b, "],\"params\":[");
	json_params(x, &b);
	zd_str_add(&b, "],\"lines\":[");
	json_rest(x, &b);
	zd_str_addc(&b, ']');
	zd_explained_signs_json(x, &b);
	if (x->goal.text) {
		zd_str_add(&b, ",\"reach\":");
		zd_explained_goal_json(x, &b);
	}
	zd_str_add(&b, "}\n");
	fwrite(b.s, 1, b.len, out);
	zd_str_free(&b);
}
