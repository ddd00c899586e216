/*
 * The policies of a pack: finds the rules files, of the group and of the
 * branches, has each read, and keeps the syntax trees by policy.
 */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "script/runtime.h"

#define RULES "rules/"
#define BRANCHES "branches/"
#define SUFFIX ".lua"

struct script {
	const struct zd_policy *policy;
	const struct zd_syntax *syntax;
};

struct zd_scripts {
	struct script *items;
	size_t count, cap;
	const bool *only; /* while reading: which of the pack's files; NULL: all */
};

/* "rules/credit/limit.lua" is credit.limit; NULL: not a policy's path. */
static const char *id_of_path(const char *path, struct zd_arena *arena)
{
	size_t n = strlen(path), prefix = strlen(RULES), suffix = strlen(SUFFIX);
	char *id;

	if (strncmp(path, RULES, prefix) != 0 || n <= prefix + suffix || strcmp(path + n - suffix, SUFFIX) != 0)
		return NULL;
	id = zd_arena_strndup(arena, path + prefix, n - prefix - suffix);
	/* A dot in a folder's name would make two paths one id. */
	for (char *c = id; *c; c++)
		*c = *c == '/' ? '.' : *c == '.' ? '/' : *c;
	return id;
}

/* The path within a branch's folder, and the branch; NULL: not of a branch. */
static const char *path_in_branch(const char *path, const char **branch, struct zd_arena *arena)
{
	const char *rest, *slash;

	if (strncmp(path, BRANCHES, strlen(BRANCHES)) != 0)
		return NULL;
	rest = path + strlen(BRANCHES);
	slash = strchr(rest, '/');
	if (!slash)
		return NULL;
	*branch = zd_arena_strndup(arena, rest, (size_t)(slash - rest));
	return slash + 1;
}

static void keep(struct zd_scripts *s, const struct zd_policy *policy, const struct zd_syntax *syntax)
{
	ZD_GROW(s->items, s->count, s->cap);
	s->items[s->count++] = (struct script){policy, syntax};
}

/* Reads one file into the next policy of a list; false: its path is no policy's. */
static bool read_file(struct zd_scripts *s, struct zd_pack *pack, const struct zd_pack_file *file, const char *within,
		      const char *branch, struct zd_policy *policy, struct zd_findings *findings)
{
	const char *id = id_of_path(within, &pack->arena);
	struct zd_syntax *syntax;

	if (!id)
		return false;
	if (!zd_is_id(id)) {
		zd_find(findings, ZD_F_BAD_NAME, file->path, 0, 0,
			"the path of a policy is made of names: lower-case letters, digits and '_'");
		return false;
	}
	zd_unit_read(&syntax, policy, id, file->path, file->data, file->size, &pack->arena, findings);
	policy->branch = branch;
	keep(s, policy, syntax);
	return true;
}

static int by_id(const void *left, const void *right)
{
	return strcmp(((const struct zd_policy *)left)->id, ((const struct zd_policy *)right)->id);
}

/* Sorting moves the policies: the trees follow by id. */
static void sort_policies(struct zd_scripts *s, size_t first, struct zd_policy *policies, size_t count)
{
	const struct zd_syntax **trees = zd_alloc((count + 1) * sizeof *trees);
	const char **ids = zd_alloc((count + 1) * sizeof *ids);

	for (size_t i = 0; i < count; i++) {
		ids[i] = policies[i].id;
		trees[i] = s->items[first + i].syntax;
	}
	if (count > 1)
		qsort(policies, count, sizeof *policies, by_id);
	for (size_t i = 0; i < count; i++) {
		size_t k = 0;

		while (ids[k] != policies[i].id)
			k++;
		s->items[first + i] = (struct script){&policies[i], trees[k]};
	}
	free(trees);
	free(ids);
}

static bool is_read(const struct zd_scripts *s, size_t file)
{
	return !s->only || s->only[file];
}

static void read_group(struct zd_scripts *s, struct zd_pack *pack, struct zd_findings *findings)
{
	size_t first = s->count;

	pack->policies = zd_arena_alloc(&pack->arena, (pack->file_count + 1) * sizeof *pack->policies);
	pack->policy_count = 0;
	for (size_t i = 0; i < pack->file_count; i++) {
		if (is_read(s, i) && read_file(s, pack, &pack->files[i], pack->files[i].path, NULL,
					       &pack->policies[pack->policy_count], findings))
			pack->policy_count++;
	}
	sort_policies(s, first, pack->policies, pack->policy_count);
	for (size_t i = 0; i < pack->policy_count; i++)
		zd_map_put(&pack->policy_map, pack->policies[i].id, &pack->policies[i]);
}

/* The branch, added in its place where only its rules told of it. */
static struct zd_branch *branch_of(struct zd_pack *pack, const char *id)
{
	struct zd_branch *branches;
	size_t at = 0;

	while (at < pack->branch_count && strcmp(pack->branches[at].id, id) < 0)
		at++;
	if (at < pack->branch_count && strcmp(pack->branches[at].id, id) == 0)
		return &pack->branches[at];
	branches = zd_arena_alloc(&pack->arena, (pack->branch_count + 1) * sizeof *branches);
	if (at > 0)
		memcpy(branches, pack->branches, at * sizeof *branches);
	if (pack->branch_count > at)
		memcpy(branches + at + 1, pack->branches + at, (pack->branch_count - at) * sizeof *branches);
	branches[at] = (struct zd_branch){.id = id};
	pack->branches = branches;
	pack->branch_count++;
	return &branches[at];
}

/* The rules files of one branch, which begin at file `from` of the sorted list; returns where they end. */
static size_t read_branch(struct zd_scripts *s, struct zd_pack *pack, size_t from, const char *id,
			  struct zd_findings *findings)
{
	struct zd_arena *arena = &pack->arena;
	size_t first = s->count, end = from, count = 0;
	const char *branch = id;
	bool skipped = false;
	struct zd_policy *policies;
	struct zd_branch *b;

	while (end < pack->file_count && path_in_branch(pack->files[end].path, &branch, arena) &&
	       strcmp(branch, id) == 0)
		end++;
	policies = zd_arena_alloc(arena, (end - from + 1) * sizeof *policies);
	for (size_t i = from; i < end; i++) {
		const char *within = path_in_branch(pack->files[i].path, &branch, arena);

		if (is_read(s, i))
			count += read_file(s, pack, &pack->files[i], within, id, &policies[count], findings);
		else
			skipped |= id_of_path(within, arena) != NULL;
	}
	if (count == 0 && !skipped)
		return end;
	sort_policies(s, first, policies, count);
	b = branch_of(pack, id);
	b->policies = policies;
	b->policy_count = count;
	return end;
}

static struct zd_scripts *read_all(struct zd_pack *pack, const bool *only, struct zd_findings *findings)
{
	struct zd_scripts *s = zd_alloc(sizeof *s);
	const char *branch;

	s->only = only;
	read_group(s, pack, findings);
	for (size_t i = 0; i < pack->file_count;) {
		if (path_in_branch(pack->files[i].path, &branch, &pack->arena))
			i = read_branch(s, pack, i, branch, findings);
		else
			i++;
	}
	s->only = NULL;
	return s;
}

void zd_scripts_read(struct zd_scripts **out, struct zd_pack *pack, struct zd_findings *findings)
{
	*out = read_all(pack, NULL, findings);
}

/* The policies' files, the group's and the branches', by id; NULL for any other file. */
static const char **ids_of_files(struct zd_pack *pack)
{
	const char **ids = zd_arena_alloc(&pack->arena, (pack->file_count + 1) * sizeof *ids);

	for (size_t i = 0; i < pack->file_count; i++) {
		const char *branch, *within = path_in_branch(pack->files[i].path, &branch, &pack->arena);

		ids[i] = id_of_path(within ? within : pack->files[i].path, &pack->arena);
	}
	return ids;
}

/* An id that stands in the text, wherever, may be needed; whoever is named so may name others. */
static void want(const struct zd_pack *pack, const char *const *ids, const char *id, bool *wanted)
{
	for (size_t i = 0; i < pack->file_count; i++) {
		const struct zd_pack_file *f = &pack->files[i];

		if (!ids[i] || wanted[i] || strcmp(ids[i], id) != 0)
			continue;
		wanted[i] = true;
		for (size_t k = 0; k < pack->file_count; k++) {
			if (ids[k] && !wanted[k] && strstr(f->data, ids[k]))
				want(pack, ids, ids[k], wanted);
		}
	}
}

void zd_scripts_read_for(struct zd_scripts **out, struct zd_pack *pack, const char *id, struct zd_findings *findings)
{
	const char **ids = ids_of_files(pack);
	bool *wanted = zd_arena_alloc(&pack->arena, (pack->file_count + 1) * sizeof *wanted);

	want(pack, ids, id, wanted);
	*out = read_all(pack, wanted, findings);
}

const struct zd_syntax *zd_scripts_syntax(const struct zd_scripts *s, const struct zd_policy *policy)
{
	for (size_t i = 0; i < s->count; i++) {
		if (s->items[i].policy == policy)
			return s->items[i].syntax;
	}
	return NULL;
}

const struct zd_syntax *zd_scripts_replace(struct zd_scripts *s, const struct zd_policy *policy,
					   const struct zd_syntax *syntax)
{
	const struct zd_syntax *before = NULL;

	for (size_t i = 0; i < s->count && !before; i++) {
		if (s->items[i].policy == policy) {
			before = s->items[i].syntax;
			s->items[i].syntax = syntax;
		}
	}
	return before;
}

void zd_scripts_free(struct zd_scripts *s)
{
	if (!s)
		return;
	free(s->items);
	free(s);
}
