/*
 * Expectations brought up to what is decided now. Which cases differ in what
 * they expect and in nothing else, one_case says; splicing keeps the rest of
 * their files; files of boundary cases are made anew. All of it is tried
 * before anything is written.
 */
#include <stdlib.h>
#include <string.h>

#include "model/text.h"
#include "pack/splice.h"
#include "session/boundary.h"
#include "session/cases.h"
#include "session/casetext.h"
#include "session/onecase.h"
#include "zhidu/testing.h"

/* What one case expects, and what it should. */
struct change {
	const struct zd_case *c;
	struct zd_splice *splices;
	size_t count, cap;
	struct zd_str told;  /* a line each */
	const char *refused; /* why its text cannot be changed; NULL: it can */
	bool otherwise;      /* it fails in what no expectation can put right */
	struct zd_arena *arena;
};

struct updating {
	struct zd_session *session;
	struct zd_loaded *loaded, *changed; /* the pack as it is, and as it will be */
	const char *const *ids;
	size_t id_count;
	struct change *changes;
	size_t change_count, change_cap;
	struct zd_pack_file *files; /* with their new texts; first those with changes, then boundary cases */
	size_t *file_cases;         /* of a file of boundary cases; 0: another */
	size_t file_count;
	struct zd_update_event **failing;
	size_t failing_count, failing_cap;
	const struct zd_update_event *wrong; /* one that should pass now and does not */
	struct zd_update_result *result;
	struct zd_arena arena;
};

/* ---- what differs ---- */

static void put_told(struct zd_str *out, const struct zd_type *type, const struct zd_value *v)
{
	if (type) {
		zd_value_json(out, type, v);
		return;
	}
	for (size_t i = 0; i < v->len; i++)
		zd_str_printf(out, "%s%s", i ? ", " : "", v->list[i].s);
	if (v->len == 0)
		zd_str_add(out, "[]");
}

static void differs(void *context, const struct zd_case_difference *d)
{
	static const struct zd_type text = {.kind = ZD_KIND_TEXT};
	static const struct zd_type texts = {.kind = ZD_KIND_LIST, .count = 1, .of = &text};
	struct change *change = context;
	struct zd_str value = {0};
	if (!d || !d->place) {
		change->otherwise = true;
		return;
	}
	zd_yaml_value(&value, d->type ? d->type : &texts, d->got);
	ZD_GROW(change->splices, change->count, change->cap);
	change->splices[change->count++] =
		(struct zd_splice){d->place->place, zd_arena_strdup(change->arena, zd_str_text(&value))};
	zd_str_free(&value);
	zd_str_add(&change->told, change->told.len ? "\n" : "");
	if (d->row)
		zd_str_printf(&change->told, "[%zu] ", d->row);
	zd_str_printf(&change->told, "%s: ", d->name);
	put_told(&change->told, d->type, d->want);
	zd_str_add(&change->told, " → ");
	put_told(&change->told, d->type, d->got);
}

static void forget(struct change *change)
{
	free(change->splices);
	zd_str_free(&change->told);
}

/* Runs the cases; concerned: those of the pack's policies of which one failed. */
static void gather(struct updating *u, bool *concerned)
{
	const struct zd_pack *pack = u->loaded->pack;
	int32_t day = zd_case_day(pack);
	for (size_t i = 0; i < pack->case_count; i++) {
		const struct zd_case *c = &pack->cases[i];
		const struct zd_policy *policy = zd_pack_policy(pack, c->policy);
		struct change change = {.c = c, .arena = &u->arena};
		const struct zd_case_watch watch = {.differs = differs, .context = &change};
		struct zd_str difference = {0};
		if (!policy || !zd_policy_named(c->policy, u->ids, u->id_count))
			continue;
		zd_case_run(u->loaded, c, day, ZD_MODE_REASONS, &watch, &difference);
		concerned[policy - pack->policies] |= difference.len > 0;
		zd_str_free(&difference);
		if (change.otherwise || change.count == 0 || zd_case_is_review(c->place.file)) {
			forget(&change);
			continue;
		}
		ZD_GROW(u->changes, u->change_count, u->change_cap);
		u->changes[u->change_count++] = change;
	}
}

/* ---- new texts ---- */

static const struct zd_pack_file *file_of(const struct zd_pack_file *files, size_t count, const char *path)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(files[i].path, path) == 0)
			return &files[i];
	return NULL;
}

static bool is_in(const struct change *change, const char *file)
{
	return !change->refused && strcmp(change->c->place.file, file) == 0;
}

/* The case whose value the error is about stays as it is; false: it is about none. */
static bool refuse(struct updating *u, const char *file, const struct zd_error *err)
{
	for (size_t i = 0; i < u->change_count; i++) {
		struct change *change = &u->changes[i];
		for (size_t k = 0; k < change->count && is_in(change, file); k++) {
			const struct zd_place *at = &change->splices[k].at;
			if (at->line != err->line || at->column != err->column)
				continue;
			change->refused = zd_arena_strdup(&u->arena, err->message);
			return true;
		}
	}
	return false;
}

static void add_file(struct updating *u, const char *path, const char *text, size_t size, size_t cases)
{
	u->file_cases[u->file_count] = cases;
	u->files[u->file_count++] = (struct zd_pack_file){path, text, size};
}

static int splice_file(struct updating *u, const struct zd_pack_file *file, struct zd_error *err)
{
	struct zd_splice *all = NULL;
	size_t count = 0, cap = 0;
	struct zd_str text = {0};
	for (size_t i = 0; i < u->change_count; i++) {
		const struct change *change = &u->changes[i];
		for (size_t k = 0; k < change->count && is_in(change, file->path); k++) {
			ZD_GROW(all, count, cap);
			all[count++] = change->splices[k];
		}
	}
	int code = count ? zd_splice(&text, file->data, file->size, all, count, err) : ZD_OK;
	if (!code && count)
		add_file(u, file->path, zd_arena_strndup(&u->arena, zd_str_text(&text), text.len), text.len, 0);
	zd_str_free(&text);
	free(all);
	return code;
}

/* A case that cannot be changed is left out, and its file tried again. */
static int splice_files(struct updating *u, struct zd_error *err)
{
	const struct zd_pack *pack = u->loaded->pack;
	for (size_t i = 0; i < pack->file_count; i++) {
		const struct zd_pack_file *file = &pack->files[i];
		struct zd_error why = {0};
		while (splice_file(u, file, &why)) {
			if (!refuse(u, file->path, &why))
				return zd_fail_at(err, why.code, file->path, why.line, why.column, "%s", why.message);
			memset(&why, 0, sizeof why);
		}
	}
	return ZD_OK;
}

static bool has_review(const struct zd_pack *pack, const char *policy)
{
	for (size_t i = 0; i < pack->case_count; i++)
		if (strcmp(pack->cases[i].policy, policy) == 0 && zd_case_is_review(pack->cases[i].place.file))
			return true;
	return false;
}

static void remake_boundaries(struct updating *u, const bool *concerned)
{
	const struct zd_pack *pack = u->loaded->pack;
	for (size_t i = 0; i < pack->policy_count; i++) {
		const struct zd_policy *policy = &pack->policies[i];
		struct zd_boundary_file made;
		if (!concerned[i] || policy->broken || !has_review(pack, policy->id))
			continue;
		zd_boundary_make(&made, u->loaded, policy, &u->arena);
		const struct zd_pack_file *old = made.cases ? file_of(pack->files, pack->file_count, made.path) : NULL;
		size_t size = old ? strlen(made.text) : 0;
		if (old && (old->size != size || memcmp(old->data, made.text, size) != 0))
			add_file(u, made.path, made.text, size, made.cases);
	}
}

/* ---- tried before it is written ---- */

static const struct change *change_of(const struct updating *u, const char *file, const char *name)
{
	for (size_t i = 0; i < u->change_count; i++)
		if (strcmp(u->changes[i].c->place.file, file) == 0 && strcmp(u->changes[i].c->name, name) == 0)
			return &u->changes[i];
	return NULL;
}

static void keep_failure(void *context, const struct zd_test_event *e)
{
	struct updating *u = context;
	struct zd_arena *a = &u->arena;
	if (!e->name || e->passed)
		return;
	const struct change *change = change_of(u, e->file, e->name);
	const struct zd_pack_file *file = file_of(u->files, u->file_count, e->file);
	struct zd_update_event *kept = zd_arena_alloc(a, sizeof *kept);
	*kept = (struct zd_update_event){
		.policy = zd_arena_strdup(a, e->policy),
		.name = zd_arena_strdup(a, e->name),
		.file = zd_arena_strdup(a, e->file),
		.line = e->line,
		.difference = change && change->refused ? zd_arena_printf(a, "%s\n%s", e->difference, change->refused)
							: zd_arena_strdup(a, e->difference)};
	ZD_GROW(u->failing, u->failing_count, u->failing_cap);
	u->failing[u->failing_count++] = kept;
	if ((change && !change->refused) || (file && u->file_cases[file - u->files]))
		u->wrong = kept;
}

static int try_files(struct updating *u, struct zd_error *err)
{
	struct zd_test_result ran;
	struct zd_findings *before = u->session->findings;
	u->changed = u->loaded;
	if (u->file_count) {
		int code = zd_load_changed(u->session, u->loaded, u->files, u->file_count, &u->changed, err);
		u->session->findings = before;
		if (code)
			return zd_fail_context(err, "nothing was written, for the pack would not be right");
	}
	zd_cases_run(u->changed, u->ids, u->id_count, keep_failure, u, &ran);
	if (u->wrong)
		return zd_fail_at(err, ZD_DATA, u->wrong->file, u->wrong->line, 0,
				  "nothing was written, for '%s' would not pass: %s", u->wrong->name,
				  u->wrong->difference);
	return ZD_OK;
}

static int write_files(struct updating *u, struct zd_error *err)
{
	struct zd_file_text *texts = zd_arena_alloc(&u->arena, (u->file_count + 1) * sizeof *texts);
	for (size_t i = 0; i < u->file_count; i++)
		texts[i] = (struct zd_file_text){zd_path_join(&u->arena, u->session->pack_path, u->files[i].path),
						 u->files[i].data, u->files[i].size};
	return zd_files_write(texts, u->file_count, err);
}

/* ---- out ---- */

static int line_in(const struct zd_pack *pack, const struct zd_case *c)
{
	for (size_t i = 0; i < pack->case_count; i++)
		if (strcmp(pack->cases[i].place.file, c->place.file) == 0 && strcmp(pack->cases[i].name, c->name) == 0)
			return pack->cases[i].place.line;
	return c->place.line;
}

static void give_out(const struct updating *u, void (*event)(void *context, const struct zd_update_event *e),
		     void *context)
{
	for (size_t i = 0; i < u->change_count; i++) {
		const struct change *change = &u->changes[i];
		if (change->refused)
			continue;
		u->result->updated++;
		event(context, &(struct zd_update_event){.policy = change->c->policy,
							 .name = change->c->name,
							 .file = change->c->place.file,
							 .line = line_in(u->changed->pack, change->c),
							 .changes = zd_str_text(&change->told)});
	}
	for (size_t i = 0; i < u->file_count; i++)
		if (u->file_cases[i])
			event(context, &(struct zd_update_event){.file = u->files[i].path, .cases = u->file_cases[i]});
	for (size_t i = 0; i < u->failing_count; i++)
		event(context, u->failing[i]);
	u->result->files = u->file_count;
	u->result->failing = u->failing_count;
}

int zd_update_cases(struct zd_session *s, const char *const *ids, size_t count,
		    void (*event)(void *context, const struct zd_update_event *e), void *context,
		    struct zd_update_result *result, struct zd_error *err)
{
	struct updating u = {.session = s, .ids = ids, .id_count = count, .result = result};
	memset(result, 0, sizeof *result);
	if (zd_load_folder(s, ZD_READ_CASES, &u.loaded, err) || zd_policies_named(u.loaded->pack, ids, count, err))
		return err->code;
	const struct zd_pack *pack = u.loaded->pack;
	bool *concerned = zd_arena_alloc(&u.arena, pack->policy_count + 1);
	u.files = zd_arena_alloc(&u.arena, (pack->file_count + 1) * sizeof *u.files);
	u.file_cases = zd_arena_alloc(&u.arena, (pack->file_count + 1) * sizeof *u.file_cases);
	gather(&u, concerned);
	int code = splice_files(&u, err);
	if (!code) {
		remake_boundaries(&u, concerned);
		code = try_files(&u, err);
	}
	if (!code)
		code = write_files(&u, err);
	if (!code)
		give_out(&u, event, context);
	if (!code && result->failing)
		code = zd_fail(err, ZD_FINDINGS, "%zu cases still fail", result->failing);
	for (size_t i = 0; i < u.change_count; i++)
		forget(&u.changes[i]);
	free(u.changes);
	free(u.failing);
	zd_arena_free(&u.arena);
	return code;
}
