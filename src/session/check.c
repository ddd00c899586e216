/*
 * Check: everything that can be wrong in a pack, in one pass. The readers
 * report what each file says wrong; here is what only shows when all files
 * are seen together: facts against the model, cases against their policies.
 * What is declared and not used is looked for in unused.c, decision tables
 * are looked at in gaps.c.
 */
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "model/text.h"
#include "script/review.h"
#include "session/gaps.h"
#include "session/session.h"
#include "session/unused.h"
#include "store/numberscan.h"
#include "store/report.h"

struct checker {
	struct zd_pack *pack;
	struct zd_findings *findings;
};

static void find_at(struct checker *c, enum zd_finding_code code, struct zd_place place, const char *message)
{
	zd_find(c->findings, code, place.file, place.line, place.column, "%s", message);
}

/* ---- cases ---- */

static const char *nearest_in(const struct zd_policy *p, bool gives, const char *name)
{
	return gives ? zd_nearest_of(name, p->gives, p->give_count, sizeof *p->gives)
		     : zd_nearest_of(name, p->needs, p->need_count, sizeof *p->needs);
}

static void check_names(struct checker *c, const struct zd_policy *p, const struct zd_raw *map, bool gives,
			bool values_matter)
{
	for (size_t i = 0; map->kind == ZD_RAW_MAP && i < map->count; i++) {
		const struct zd_need *need = gives ? NULL : zd_policy_need(p, map->keys[i]);
		const struct zd_give *give = gives ? zd_policy_give(p, map->keys[i]) : NULL;
		if (!need && !give) {
			if (!gives && strcmp(map->keys[i], "id") == 0)
				continue;
			find_at(c, ZD_F_CASE, map->key_places[i],
				zd_arena_printf(&c->pack->arena, "%s %s no '%s'%s", p->id, gives ? "gives" : "needs",
						map->keys[i],
						zd_suggest(nearest_in(p, gives, map->keys[i]), "'").text));
			continue;
		}
		struct zd_value v;
		struct zd_error err;
		const struct zd_raw *raw = map->items[i];
		if (values_matter && raw->kind != ZD_RAW_NULL &&
		    zd_value_from_raw(&v, need ? &need->type : &give->type, raw, &c->pack->arena, &err))
			find_at(c, ZD_F_CASE, raw->place, err.message);
	}
}

static void check_side(struct checker *c, const struct zd_policy *p, const struct zd_raw *raw, bool gives,
		       bool values_matter)
{
	if (!raw)
		return;
	if (!p->over) {
		if (raw->kind != ZD_RAW_MAP)
			find_at(c, ZD_F_CASE, raw->place, "wants a map");
		check_names(c, p, raw, gives, values_matter);
		return;
	}
	if (raw->kind != ZD_RAW_LIST)
		find_at(c, ZD_F_CASE, raw->place, "a set policy's case has lists of records");
	for (size_t i = 0; raw->kind == ZD_RAW_LIST && i < raw->count; i++)
		check_names(c, p, raw->items[i], gives, values_matter);
}

static void check_cases(struct checker *c)
{
	for (size_t i = 0; i < c->pack->case_count; i++) {
		const struct zd_case *k = &c->pack->cases[i];
		const struct zd_policy *p;
		struct zd_error unknown;
		if (zd_pack_find_policy(&p, c->pack, k->policy, &unknown)) {
			find_at(c, ZD_F_CASE, k->place, unknown.message);
			continue;
		}
		if (p->broken)
			continue;
		check_side(c, p, k->given, false, k->error == NULL);
		check_side(c, p, k->expect, true, true);
	}
	for (size_t i = 0; i < c->pack->policy_count; i++) {
		const struct zd_policy *p = &c->pack->policies[i];
		bool found = p->broken;
		for (size_t k = 0; k < c->pack->case_count && !found; k++)
			found = strcmp(c->pack->cases[k].policy, p->id) == 0;
		if (!found)
			find_at(c, ZD_F_NO_CASE, p->place, zd_arena_printf(&c->pack->arena, "%s has no case", p->id));
	}
}

/* ---- scenarios ---- */

/* Their parameters were looked at when they were read; policies are known only now. */
static void check_scenarios(struct checker *c)
{
	for (size_t i = 0; i < c->pack->scenario_count; i++) {
		const struct zd_scenario *s = &c->pack->scenarios[i];
		for (size_t k = 0; k < s->policy_count; k++) {
			if (!zd_pack_policy(c->pack, s->policies[k]))
				find_at(c, ZD_F_UNKNOWN_NAME, s->place,
					zd_arena_printf(&c->pack->arena, "no policy '%s'", s->policies[k]));
		}
	}
}

/* ---- policies and facts ---- */

static void review_policies(struct checker *c, const struct zd_scripts *scripts)
{
	const struct zd_policy *list = c->pack->policies;
	size_t count = c->pack->policy_count;
	for (size_t b = 0; b <= c->pack->branch_count; b++) {
		for (size_t i = 0; i < count; i++) {
			const struct zd_syntax *syntax = list[i].broken ? NULL : zd_scripts_syntax(scripts, &list[i]);
			if (syntax)
				zd_script_review(syntax, &list[i], c->pack, c->findings);
		}
		if (b < c->pack->branch_count) {
			list = c->pack->branches[b].policies;
			count = c->pack->branches[b].policy_count;
		}
	}
}

bool zd_pack_has_file(const struct zd_session *s, const char *path)
{
	const struct zd_pack *pack = s->loaded_count ? s->loaded[s->loaded_count - 1]->pack : NULL;
	for (size_t i = 0; pack && i < pack->file_count; i++) {
		if (zd_same_pack_file(path, pack->files[i].path))
			return true;
	}
	return false;
}

const char *zd_pack_folder(const struct zd_session *s)
{
	return s->pack_path;
}

bool zd_same_pack_file(const char *given, const char *file)
{
	while (strncmp(given, "./", 2) == 0)
		given += 2;
	size_t n = strlen(given), m = strlen(file);
	return n >= m && strcmp(given + n - m, file) == 0 && (n == m || given[n - m - 1] == '/');
}

int zd_check(struct zd_session *s, struct zd_error *err)
{
	return zd_check_as_of(s, NULL, err);
}

int zd_check_as_of(struct zd_session *s, const char *as_of, struct zd_error *err)
{
	struct zd_loaded *loaded;
	struct zd_when when;
	if (zd_when_parse(&when, as_of, NULL, err))
		return err->code;
	if (zd_load_folder_anyway(s, ZD_READ_ALL, &loaded, err))
		return err->code;
	struct checker c = {.pack = loaded->pack, .findings = &loaded->findings};
	zd_facts_check(loaded->pack, &loaded->findings);
	zd_reports_check(loaded->pack, &loaded->findings);
	for (size_t i = 0; i < loaded->pack->fact_count; i++)
		zd_fact_numbers(&loaded->pack->facts[i], &loaded->findings);
	zd_tables_check(s, loaded);
	check_cases(&c);
	check_scenarios(&c);
	review_policies(&c, loaded->scripts);
	zd_unused_check(loaded->pack, when.as_of, &loaded->findings);
	zd_findings_sort(&loaded->findings);
	if (loaded->findings.errors)
		return zd_fail(err, ZD_FINDINGS, "%zu errors in %s", loaded->findings.errors, s->pack_path);
	return ZD_OK;
}
