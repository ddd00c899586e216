/* pack.yaml: what the pack is called, and what one decision may use. */
#include <stdlib.h>
#include <string.h>

#include "model/text.h"
#include "pack/parts.h"

static const struct zd_limits default_limits = {
	.memory = INT64_C(16) << 20,
	.steps = 1000000,
	.seconds = 5,
	.member_memory = INT64_C(2) << 10,
	.member_steps = 2000,
};

struct limits_form {
	struct zd_raw *memory, *steps, *seconds, *member_memory, *member_steps;
};

static const struct zd_key limits_keys[] = {
	{"memory", ZD_WANT_SCALAR, false, offsetof(struct limits_form, memory)},
	{"steps", ZD_WANT_SCALAR, false, offsetof(struct limits_form, steps)},
	{"seconds", ZD_WANT_SCALAR, false, offsetof(struct limits_form, seconds)},
	{"member_memory", ZD_WANT_SCALAR, false, offsetof(struct limits_form, member_memory)},
	{"member_steps", ZD_WANT_SCALAR, false, offsetof(struct limits_form, member_steps)},
};

struct manifest_form {
	const char *name, *version, *title, *currency, *language, *organisation;
	struct zd_raw *limits, *access, *publish;
};

static const struct zd_key manifest_keys[] = {
	{"name", ZD_WANT_TEXT, true, offsetof(struct manifest_form, name)},
	{"version", ZD_WANT_TEXT, true, offsetof(struct manifest_form, version)},
	{"title", ZD_WANT_TEXT, true, offsetof(struct manifest_form, title)},
	{"currency", ZD_WANT_TEXT, false, offsetof(struct manifest_form, currency)},
	{"language", ZD_WANT_TEXT, false, offsetof(struct manifest_form, language)},
	{"organisation", ZD_WANT_TEXT, false, offsetof(struct manifest_form, organisation)},
	{"limits", ZD_WANT_MAP, false, offsetof(struct manifest_form, limits)},
	{"access", ZD_WANT_MAP, false, offsetof(struct manifest_form, access)},
	{"publish", ZD_WANT_MAP, false, offsetof(struct manifest_form, publish)},
};

struct access_form {
	const char *person, *login, *roles, *everywhere, *policy;
	struct zd_raw *inputs;
};

static const struct zd_key access_keys[] = {
	{"person", ZD_WANT_TEXT, true, offsetof(struct access_form, person)},
	{"login", ZD_WANT_TEXT, true, offsetof(struct access_form, login)},
	{"roles", ZD_WANT_TEXT, true, offsetof(struct access_form, roles)},
	{"everywhere", ZD_WANT_TEXT, false, offsetof(struct access_form, everywhere)},
	{"policy", ZD_WANT_TEXT, true, offsetof(struct access_form, policy)},
	{"inputs", ZD_WANT_MAP, false, offsetof(struct access_form, inputs)},
};

struct inputs_form {
	const char *roles, *area, *own, *purpose;
};

static const struct zd_key inputs_keys[] = {
	{"roles", ZD_WANT_TEXT, false, offsetof(struct inputs_form, roles)},
	{"area", ZD_WANT_TEXT, false, offsetof(struct inputs_form, area)},
	{"own", ZD_WANT_TEXT, false, offsetof(struct inputs_form, own)},
	{"purpose", ZD_WANT_TEXT, false, offsetof(struct inputs_form, purpose)},
};

static void read_bytes(const struct zd_reader *r, int64_t *out, const struct zd_raw *raw, const char *key)
{
	static const struct {
		const char *unit;
		int shift;
	} units[] = {{"", 0}, {"KiB", 10}, {"MiB", 20}, {"GiB", 30}};
	if (!raw)
		return;
	size_t digits = strspn(raw->text, "0123456789");
	const char *unit = raw->text + digits;
	unit += strspn(unit, " ");
	for (size_t i = 0; i < ZD_COUNT(units) && digits > 0 && digits <= 12; i++) {
		if (strcmp(unit, units[i].unit) != 0)
			continue;
		int64_t bytes = strtoll(raw->text, NULL, 10) * (INT64_C(1) << units[i].shift);
		if (bytes < 1 || bytes > INT64_C(64) << 30)
			zd_report(r, ZD_F_OUT_OF_BOUNDS, &raw->place, "%s: wants 1 to 64GiB, got %s", key, raw->text);
		else
			*out = bytes;
		return;
	}
	zd_report(r, ZD_F_WRONG_TYPE, &raw->place, "%s: wants a size such as 16MiB, 2KiB or 4096, got \"%s\"", key,
		  raw->text);
}

static void read_steps(const struct zd_reader *r, int64_t *out, const struct zd_raw *raw, const char *key)
{
	static const struct zd_type type = {.kind = ZD_KIND_INT};
	struct zd_value value;
	if (!raw || !zd_read_value(r, &value, &type, raw, key))
		return;
	if (value.i < 1 || value.i > INT64_C(1000000000000))
		zd_report(r, ZD_F_OUT_OF_BOUNDS, &raw->place, "%s: wants 1 to 1000000000000, got %s", key, raw->text);
	else
		*out = value.i;
}

static void read_seconds(const struct zd_reader *r, double *out, const struct zd_raw *raw, const char *key)
{
	static const struct zd_type type = {.kind = ZD_KIND_NUMBER};
	struct zd_value value;
	if (!raw || !zd_read_value(r, &value, &type, raw, key))
		return;
	if (value.d <= 0 || value.d > 3600)
		zd_report(r, ZD_F_OUT_OF_BOUNDS, &raw->place, "%s: wants more than 0 and at most 3600, got %s", key,
			  raw->text);
	else
		*out = value.d;
}

static void read_limits(struct zd_reader *r, const struct zd_raw *raw)
{
	struct zd_limits *limits = &r->pack->limits;
	struct limits_form form = {0};
	zd_form_read(r, &form, raw, "limits", &raw->place, limits_keys, ZD_COUNT(limits_keys));
	read_bytes(r, &limits->memory, form.memory, "memory");
	read_steps(r, &limits->steps, form.steps, "steps");
	read_seconds(r, &limits->seconds, form.seconds, "seconds");
	read_bytes(r, &limits->member_memory, form.member_memory, "member_memory");
	read_steps(r, &limits->member_steps, form.member_steps, "member_steps");
}

/* A section with mistakes is no section; the findings stop the pack. */
static void read_access(struct zd_reader *r, const struct zd_raw *raw)
{
	struct access_form form = {0};
	struct inputs_form in = {.roles = "roles", .area = "area", .own = "own", .purpose = "purpose"};
	bool ok = zd_form_read(r, &form, raw, "access", &raw->place, access_keys, ZD_COUNT(access_keys));
	if (form.inputs)
		ok = zd_form_read(r, &in, form.inputs, "inputs", &form.inputs->place, inputs_keys,
				  ZD_COUNT(inputs_keys)) &&
		     ok;
	if (!ok)
		return;
	r->pack->access = zd_arena_alloc(&r->pack->arena, sizeof *r->pack->access);
	*r->pack->access = (struct zd_access){.person = form.person,
					      .login = form.login,
					      .roles = form.roles,
					      .everywhere = form.everywhere,
					      .policy = form.policy,
					      .in_roles = in.roles,
					      .in_area = in.area,
					      .in_own = in.own,
					      .in_purpose = in.purpose,
					      .place = raw->place};
}

void zd_read_manifest(struct zd_reader *r)
{
	struct zd_pack *p = r->pack;
	struct manifest_form form = {
		.name = "", .version = "", .title = "", .currency = "CNY", .language = "zh", .organisation = ""};
	size_t count;
	size_t before = r->findings->count;
	struct zd_doc *docs = zd_docs_read(r, ZD_FILE_PACK, &count);
	const struct zd_place start = {"pack.yaml", 1, 1};
	p->limits = default_limits;
	if (count == 1)
		zd_form_read(r, &form, docs->root, "pack.yaml", &start, manifest_keys, ZD_COUNT(manifest_keys));
	else if (before == r->findings->count)
		zd_report(r, ZD_F_MISSING_KEY, &start, "pack.yaml is empty; it wants name, version and title");
	if (form.limits)
		read_limits(r, form.limits);
	if (form.access)
		read_access(r, form.access);
	if (form.publish)
		zd_read_publish(r, form.publish);
	p->name = form.name;
	p->version = form.version;
	p->title = form.title;
	p->currency = form.currency;
	p->language = form.language;
	p->organisation = form.organisation;
}
