/* YAML is written line by line; what is written is read again before a file is touched. */
#include "session/casetext.h"

#include <ctype.h>
#include <string.h>
#include <sys/stat.h>

#include "model/text.h"

#define REVIEW ".boundary.yaml"

/* ---- one case ---- */

/* A plain scalar has nothing that YAML would read as something else. */
static bool is_plain(const char *s)
{
	if (!*s || strchr(" -?:,[]{}#&*!|>'\"%@`~", *s) || s[strlen(s) - 1] == ' ')
		return false;
	for (const char *c = s; *c; c++) {
		if ((unsigned char)*c < 0x20 || *c == 0x7F || strchr(",[]{}#\"'\\", *c) ||
		    (*c == ':' && (c[1] == ' ' || !c[1])))
			return false;
	}
	return true;
}

void zd_yaml_text(struct zd_str *out, const char *s)
{
	const struct zd_value v = zd_value_string(s);
	if (is_plain(s))
		zd_str_add(out, s);
	else
		zd_value_json(out, &(struct zd_type){.kind = ZD_KIND_TEXT}, &v);
}

/* Lists and maps as `zhidu fmt` leaves them: a blank after each comma and colon that is no part of a text. */
static void put_flow(struct zd_str *out, const struct zd_type *type, const struct zd_value *v)
{
	struct zd_str json = {0};
	bool quoted = false;
	zd_value_json(&json, type, v);
	for (size_t i = 0; i < json.len; i++) {
		char c = json.s[i];
		zd_str_addc(out, c);
		if (quoted && c == '\\')
			zd_str_addc(out, json.s[++i]);
		else if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == ',' || c == ':'))
			zd_str_addc(out, ' ');
	}
	zd_str_free(&json);
}

void zd_yaml_value(struct zd_str *out, const struct zd_type *type, const struct zd_value *v)
{
	if (v->tag == ZD_NIL)
		zd_str_add(out, "null");
	else if (type->kind == ZD_KIND_LIST || type->kind == ZD_KIND_MAP)
		put_flow(out, type, v);
	else if (type->kind == ZD_KIND_TEXT || type->kind == ZD_KIND_REF)
		zd_value_json(out, type, v);
	else
		zd_value_plain(out, type, v);
}

static void put_given(struct zd_str *out, const struct zd_case_draft *d, size_t row)
{
	const struct zd_stage *stage = d->single->stage;
	const char *comma = "";
	zd_str_add(out, "{");
	if (stage->is_set) {
		zd_str_add(out, "id: ");
		zd_yaml_value(out, &(struct zd_type){.kind = ZD_KIND_TEXT}, &d->batch->ids[row]);
		comma = ", ";
	}
	for (size_t i = 0; i < stage->slot_count; i++) {
		const struct zd_value *v = &d->batch->in[row * stage->slot_count + i];
		if (v->tag == ZD_NIL)
			continue;
		zd_str_printf(out, "%s%s: ", comma, stage->slots[i].path);
		zd_yaml_value(out, &stage->slots[i].type, v);
		comma = ", ";
	}
	zd_str_add(out, "}");
}

static void put_expected(struct zd_str *out, const struct zd_case_draft *d, size_t row)
{
	const struct zd_policy *p = d->single->policy;
	zd_str_add(out, "{");
	for (size_t i = 0; i < p->give_count; i++) {
		zd_str_printf(out, "%s%s: ", i ? ", " : "", p->gives[i].name);
		zd_yaml_value(out, &p->gives[i].type, &d->batch->out[row * d->single->stage->out_count + i]);
	}
	zd_str_add(out, "}");
}

static void put_rows(struct zd_str *out, const struct zd_case_draft *d, const char *key,
		     void (*put)(struct zd_str *, const struct zd_case_draft *, size_t))
{
	zd_str_printf(out, "    %s:%s", key, d->single->stage->is_set ? "\n" : " ");
	for (size_t row = 0; row < d->batch->count; row++) {
		if (d->single->stage->is_set)
			zd_str_add(out, "      - ");
		put(out, d, row);
		zd_str_add(out, "\n");
	}
}

static void put_note(struct zd_str *out, const char *note)
{
	for (const char *s = note; s && *s;) {
		size_t n = strcspn(s, "\n");
		zd_str_printf(out, "  # %.*s\n", (int)n, s);
		s += n + (s[n] == '\n');
	}
}

/* The reasons of the first row: those of a set are compared by it. */
static void put_reasons(struct zd_str *out, const struct zd_batch *b)
{
	if (b->reason_count == 0)
		return;
	zd_str_add(out, "    reasons: [");
	for (size_t i = 0; i < b->reason_count && b->reasons[i].row == 0; i++) {
		zd_str_add(out, i ? ", " : "");
		zd_yaml_text(out, b->reasons[i].clause);
	}
	zd_str_add(out, "]\n");
}

void zd_case_write(struct zd_str *out, const struct zd_case_draft *d)
{
	put_note(out, d->note);
	zd_str_add(out, "  - name: ");
	zd_yaml_text(out, d->name);
	zd_str_add(out, "\n");
	if (d->dated) {
		char date[ZD_DATE_LEN + 1];
		zd_date_format(zd_date_from_days(d->single->as_of), date);
		zd_str_printf(out, "    as_of: %s\n", date);
	}
	if (d->branch) {
		zd_str_add(out, "    branch: ");
		zd_yaml_text(out, d->branch);
		zd_str_add(out, "\n");
	}
	put_rows(out, d, "given", put_given);
	if (d->batch->failure_count) {
		zd_str_add(out, "    error: ");
		zd_yaml_text(out, d->batch->failures[0].message);
		zd_str_add(out, "\n");
		return;
	}
	put_rows(out, d, "expect", put_expected);
	put_reasons(out, d->batch);
}

/* ---- into the pack ---- */

bool zd_case_is_review(const char *file)
{
	size_t n = strlen(file), m = strlen(REVIEW);
	return n > m && strcmp(file + n - m, REVIEW) == 0;
}

const char *zd_case_file(struct zd_pack *pack, const char *policy)
{
	for (size_t i = 0; i < pack->case_count; i++) {
		const struct zd_case *c = &pack->cases[i];
		if (strcmp(c->policy, policy) == 0 && !zd_case_is_review(c->place.file))
			return c->place.file;
	}
	char *path = zd_arena_printf(&pack->arena, "cases/%s.yaml", policy);
	for (char *s = path + strlen("cases/"); strcmp(s, ".yaml") != 0; s++)
		*s = (char)(*s == '.' ? '/' : *s);
	return path;
}

static const struct zd_pack_file *file_of(const struct zd_pack *pack, const char *path)
{
	for (size_t i = 0; i < pack->file_count; i++) {
		if (strcmp(pack->files[i].path, path) == 0)
			return &pack->files[i];
	}
	return NULL;
}

static size_t count_cases(const struct zd_pack *pack, const char *policy, const char *file)
{
	size_t n = 0;
	for (size_t i = 0; i < pack->case_count; i++)
		n += strcmp(pack->cases[i].policy, policy) == 0 && strcmp(pack->cases[i].place.file, file) == 0;
	return n;
}

/* Whether the pack, with the file changed, has so many cases of the policy in it; else why not. */
static int try_file(struct zd_session *s, const struct zd_loaded *loaded, const char *policy,
		    const struct zd_pack_file *file, size_t count, struct zd_error *err)
{
	struct zd_loaded *changed;
	struct zd_findings *before = s->findings;
	int code = zd_load_changed(s, loaded, file, 1, &changed, err);
	s->findings = before;
	if (code)
		return zd_fail(err, ZD_DATA, "%s would not be right any more: %s", file->path, err->message);
	for (size_t i = 0; i < changed->findings.count; i++) {
		const struct zd_finding *f = &changed->findings.items[i];
		if (zd_finding_is_error(f->code) && strcmp(f->file, file->path) == 0)
			return zd_fail_at(err, ZD_DATA, f->file, f->line, f->column, "%s", f->message);
	}
	if (count_cases(changed->pack, policy, file->path) != count)
		return zd_fail(err, ZD_DATA, "%s does not end in its list of cases: they cannot be added there",
			       file->path);
	return ZD_OK;
}

/* The folders above a file, made where they are not there. */
static void make_folders(char *path)
{
	for (char *s = path + 1; *s; s++) {
		if (*s != '/')
			continue;
		*s = '\0';
		mkdir(path, 0777);
		*s = '/';
	}
}

static int write_file(struct zd_session *s, const char *file, const char *text, size_t size, struct zd_error *err)
{
	struct zd_arena arena = {0};
	char *path = zd_path_join(&arena, s->pack_path, file);
	make_folders(path);
	int code = zd_file_write(path, text, size, err);
	zd_arena_free(&arena);
	return code;
}

int zd_case_replace(struct zd_session *s, const struct zd_loaded *loaded, const char *policy, const char *file,
		    const char *text, size_t count, struct zd_error *err)
{
	size_t size = strlen(text);
	int code = try_file(s, loaded, policy, &(struct zd_pack_file){file, text, size}, count, err);
	return code ? code : write_file(s, file, text, size, err);
}

int zd_case_append(struct zd_session *s, const struct zd_loaded *loaded, const char *policy, const char *file,
		   const char *cases, size_t count, struct zd_error *err)
{
	const struct zd_pack_file *old = file_of(loaded->pack, file);
	struct zd_str text = {0};
	if (old) {
		zd_str_addn(&text, old->data, old->size);
		if (old->size && old->data[old->size - 1] != '\n')
			zd_str_add(&text, "\n");
	} else {
		zd_str_printf(&text, "policy: %s\ncases:\n", policy);
	}
	zd_str_add(&text, cases);
	int code = try_file(s, loaded, policy, &(struct zd_pack_file){file, text.s, text.len},
			    count_cases(loaded->pack, policy, file) + count, err);
	if (!code)
		code = write_file(s, file, text.s, text.len, err);
	zd_str_free(&text);
	return code;
}
