/* Cases (the files of cases/): what is given and expected stays as written, for its types are those of a policy. */
#include <string.h>

#include "pack/parts.h"
#include "pack/reader.h"

struct file_form {
	struct zd_raw *policy, *cases;
};

static const struct zd_key file_keys[] = {
	{"policy", ZD_WANT_SCALAR, true, offsetof(struct file_form, policy)},
	{"cases", ZD_WANT_LIST, true, offsetof(struct file_form, cases)},
};

struct case_form {
	const char *name, *error;
	struct zd_raw *given, *expect, *reasons, *as_of, *branch, *params;
};

static const struct zd_key case_keys[] = {
	{"name", ZD_WANT_TEXT, true, offsetof(struct case_form, name)},
	{"given", ZD_WANT_ANY, true, offsetof(struct case_form, given)},
	{"expect", ZD_WANT_ANY, false, offsetof(struct case_form, expect)},
	{"error", ZD_WANT_TEXT, false, offsetof(struct case_form, error)},
	{"reasons", ZD_WANT_LIST, false, offsetof(struct case_form, reasons)},
	{"as_of", ZD_WANT_SCALAR, false, offsetof(struct case_form, as_of)},
	{"branch", ZD_WANT_SCALAR, false, offsetof(struct case_form, branch)},
	{"params", ZD_WANT_MAP, false, offsetof(struct case_form, params)},
};

/* A map, or a list of maps for a policy that sees a set. */
static struct zd_raw *check_records(const struct zd_reader *r, struct zd_raw *raw, const char *key)
{
	if (!raw || raw->kind == ZD_RAW_MAP)
		return raw;
	if (raw->kind != ZD_RAW_LIST) {
		zd_want_kind(r, raw, ZD_RAW_MAP, key);
		return NULL;
	}
	for (size_t i = 0; i < raw->count; i++)
		if (!zd_want_kind(r, raw->items[i], ZD_RAW_MAP, key))
			return NULL;
	return raw;
}

static void check_params(const struct zd_reader *r, const struct zd_raw *params)
{
	for (size_t i = 0; i < params->count; i++) {
		const char *name = params->keys[i];
		const struct zd_param *param = zd_pack_param(r->pack, name);
		struct zd_value value;
		if (!param)
			zd_report_unknown(r, &params->key_places[i], "parameter", name,
					  zd_pack_nearest_param(r->pack, name));
		else if (param->group.count > 0)
			zd_read_value(r, &value, &param->type, params->items[i], name);
	}
}

static void check_name(const struct zd_reader *r, struct zd_map *seen, struct zd_case *c)
{
	const struct zd_case *first = zd_map_get(seen, c->name);
	if (first)
		zd_report(r, ZD_F_DUPLICATE, &c->place, "a case of this name is in line %d", first->place.line);
	else
		zd_map_put(seen, c->name, c);
}

/* False: the case cannot be run. */
static bool read_case(struct zd_reader *r, struct zd_case *c, struct zd_map *seen, const char *policy,
		      const struct zd_raw *raw)
{
	struct case_form form = {0};
	int32_t day;
	bool ok = zd_form_read(r, &form, raw, "a case", &raw->place, case_keys, ZD_COUNT(case_keys));
	if (!form.name || !form.given)
		return false;
	*c = (struct zd_case){
		.policy = policy, .name = form.name, .error = form.error, .params = form.params, .place = raw->place};
	c->given = check_records(r, form.given, "given");
	c->expect = check_records(r, form.expect, "expect");
	if ((form.expect != NULL) == (form.error != NULL)) {
		zd_report(r, ZD_F_CASE, &raw->place,
			  form.expect ? "\"expect\" and \"error\" exclude each other"
				      : "a case wants \"expect\" or \"error\"");
		ok = false;
	}
	if (form.reasons) {
		c->has_reasons = true;
		c->clauses = form.reasons;
		ok = zd_read_texts(r, &c->reasons, &c->reason_count, form.reasons, "reasons") && ok;
	}
	if (form.as_of)
		ok = zd_read_date(r, &day, form.as_of->text, &form.as_of->place) && ok;
	c->as_of = form.as_of ? form.as_of->text : NULL;
	c->branch = form.branch ? form.branch->text : NULL;
	if (form.params)
		check_params(r, form.params);
	if (!ok || !c->given || (!c->expect && !c->error))
		return false;
	check_name(r, seen, c);
	return true;
}

void zd_read_cases(struct zd_reader *r)
{
	struct zd_pack *p = r->pack;
	size_t count, sum = 0;
	struct zd_doc *docs = zd_docs_read(r, ZD_FILE_CASES, &count);
	struct file_form *forms = zd_arena_alloc(&p->arena, (count + 1) * sizeof *forms);
	for (size_t i = 0; i < count; i++) {
		zd_form_read(r, &forms[i], docs[i].root, "a file of cases", &docs[i].root->place, file_keys,
			     ZD_COUNT(file_keys));
		sum += forms[i].cases ? forms[i].cases->count : 0;
	}
	p->cases = zd_arena_alloc(&p->arena, (sum + 1) * sizeof *p->cases);
	for (size_t i = 0; i < count; i++) {
		const struct zd_raw *list = forms[i].cases;
		struct zd_map seen = {0};
		for (size_t k = 0; list && forms[i].policy && k < list->count; k++)
			if (read_case(r, &p->cases[p->case_count], &seen, forms[i].policy->text, list->items[k]))
				p->case_count++;
		zd_map_free(&seen);
	}
}
