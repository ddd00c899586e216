/*
 * Which files a pack has: walks a folder, or takes them from memory, sorts
 * them, reports what does not belong and hashes what does. Symbolic links are
 * refused, so a pack never reaches beyond its folder. Knows nothing of what
 * is in the files.
 */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/utf8.h"
#include "pack/parts.h"
#include "pack/reader.h"

#define FILES_MAX 20000
#define PATH_DEPTH_MAX 12
#define PATH_LENGTH_MAX 1024

static const struct {
	const char *folder;
	const char *ending;
	bool nested; /* in folders below, too */
	enum zd_file_kind kind;
} homes[] = {
	{"model/", ".yaml", false, ZD_FILE_MODEL},        {"facts/", ".sql", false, ZD_FILE_FACT},
	{"params/", ".yaml", false, ZD_FILE_PARAMS},      {"tables/", ".yaml", false, ZD_FILE_TABLES},
	{"rules/", ".lua", true, ZD_FILE_RULE},           {"cases/", ".yaml", true, ZD_FILE_CASES},
	{"scenarios/", ".yaml", false, ZD_FILE_SCENARIO}, {"scenarios/", ".lua", true, ZD_FILE_DRAFT},
	{"imports/", ".yaml", false, ZD_FILE_IMPORT},     {"reports/", ".sql", false, ZD_FILE_REPORT},
};

static bool begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

static bool ends(const char *s, const char *with)
{
	size_t n = strlen(s), k = strlen(with);
	return n > k && strcmp(s + n - k, with) == 0;
}

/* The rest of "branches/ID/…" behind the id; NULL: no such path, or an id of other than letters, digits, '_', '-'. */
static const char *behind_branch(const char *path)
{
	if (!begins(path, "branches/"))
		return NULL;
	const char *id = path + strlen("branches/");
	size_t n = strspn(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
	return n > 0 && id[n] == '/' ? id + n + 1 : NULL;
}

enum zd_file_kind zd_file_kind(const char *path)
{
	if (ends(path, ".md"))
		return ZD_FILE_IGNORED;
	if (strcmp(path, "pack.yaml") == 0)
		return ZD_FILE_PACK;
	if (strcmp(path, "closes.yaml") == 0)
		return ZD_FILE_CLOSES;
	const char *rest = behind_branch(path);
	if (rest && strcmp(rest, "params.yaml") == 0)
		return ZD_FILE_BRANCH_PARAMS;
	if (rest && begins(rest, "rules/") && ends(rest, ".lua"))
		return ZD_FILE_BRANCH_RULE;
	for (size_t i = 0; i < ZD_COUNT(homes); i++) {
		if (!begins(path, homes[i].folder) || !ends(path, homes[i].ending))
			continue;
		if (homes[i].nested || !strchr(path + strlen(homes[i].folder), '/'))
			return homes[i].kind;
	}
	return ZD_FILE_UNKNOWN;
}

const char *zd_files_branch(const struct zd_reader *r, const char *path)
{
	const char *id = path + strlen("branches/");
	return zd_arena_strndup(&r->pack->arena, id, strcspn(id, "/"));
}

const char *zd_files_stem(const struct zd_reader *r, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	const char *dot = strrchr(name, '.');
	return zd_arena_strndup(&r->pack->arena, name, dot ? (size_t)(dot - name) : strlen(name));
}

/* Whether rules/a/b.lua makes an id. */
static bool is_policy_path(const struct zd_reader *r, const char *path, enum zd_file_kind kind)
{
	const char *rest = kind == ZD_FILE_BRANCH_RULE ? behind_branch(path) : path;
	rest += strlen("rules/");
	char *id = zd_arena_strndup(&r->pack->arena, rest, strlen(rest) - strlen(".lua"));
	bool dots = strchr(id, '.') != NULL;
	for (char *c = id; *c; c++)
		if (*c == '/')
			*c = '.';
	return !dots && zd_is_id(id);
}

static void report_stranger(const struct zd_reader *r, const char *path)
{
	const struct zd_place place = {path, 0, 0};
	for (size_t i = 0; i < ZD_COUNT(homes); i++) {
		if (begins(path, homes[i].folder)) {
			zd_report(r, ZD_F_UNKNOWN_KEY, &place, "not a file of a pack: %s holds *%s%s", homes[i].folder,
				  homes[i].ending, homes[i].nested ? "" : ", not in folders below");
			return;
		}
	}
	if (begins(path, "branches/"))
		zd_report(r, ZD_F_UNKNOWN_KEY, &place,
			  "not a file of a pack: a branch has branches/ID/params.yaml and branches/ID/rules/*.lua");
	else
		zd_report(r, ZD_F_UNKNOWN_KEY, &place, "not a file of a pack; notes go into *.md files");
}

/* Whether a file belongs to the pack; reports it when it is neither that nor a note. */
static bool belongs(const struct zd_reader *r, const char *path)
{
	enum zd_file_kind kind = zd_file_kind(path);
	if (kind == ZD_FILE_IGNORED)
		return false;
	if (kind == ZD_FILE_UNKNOWN) {
		report_stranger(r, path);
		return false;
	}
	bool is_rule = kind == ZD_FILE_RULE || kind == ZD_FILE_BRANCH_RULE;
	if (!is_rule || is_policy_path(r, path, kind))
		return true;
	const struct zd_place place = {path, 0, 0};
	zd_report(r, ZD_F_BAD_NAME, &place,
		  "the path of a policy must be names of lower-case letters, digits and _, for it is the policy's id");
	return false;
}

struct walk {
	struct zd_reader *r;
	const char *root;
	struct zd_pack_file *files;
	size_t count, cap;
};

/* Whether a file has a say in what is decided. */
static bool decides(const char *path)
{
	switch (zd_file_kind(path)) {
	case ZD_FILE_CASES:
	case ZD_FILE_SCENARIO:
	case ZD_FILE_DRAFT:
	case ZD_FILE_IMPORT:
	case ZD_FILE_REPORT:
	case ZD_FILE_CLOSES:
		return false;
	default:
		return true;
	}
}

static int take_file(struct walk *w, const char *path, const char *full, off_t size, struct zd_error *err)
{
	struct zd_arena *arena = &w->r->pack->arena;
	if (!belongs(w->r, path) || ((w->r->what & ZD_READ_PART) && !decides(path)))
		return ZD_OK;
	if (size < 0 || (uint64_t)size > ZD_YAML_SIZE_MAX) {
		zd_find(w->r->findings, ZD_F_YAML_LIMIT, path, 0, 0, "the file is larger than %zu MiB",
			ZD_YAML_SIZE_MAX >> 20);
		return ZD_OK;
	}
	if (w->count == FILES_MAX)
		return zd_fail(err, ZD_IO, "the folder has more than %d files", FILES_MAX);
	char *data;
	size_t n;
	int rc = zd_file_read(&data, &n, full, ZD_YAML_SIZE_MAX, arena, err);
	if (rc != ZD_OK)
		return rc;
	ZD_GROW(w->files, w->count, w->cap);
	w->files[w->count++] = (struct zd_pack_file){.path = path, .data = data, .size = n};
	return ZD_OK;
}

static bool is_known_folder(const char *path)
{
	if (strcmp(path, "branches/") == 0)
		return true;
	for (size_t i = 0; i < ZD_COUNT(homes); i++)
		if (strcmp(path, homes[i].folder) == 0)
			return true;
	return false;
}

static int walk_folder(struct walk *w, const char *prefix, int depth, struct zd_error *err);

static int walk_entry(struct walk *w, const char *prefix, const char *name, int depth, struct zd_error *err)
{
	struct zd_arena *arena = &w->r->pack->arena;
	const char *path = zd_arena_printf(arena, "%s%s", prefix, name);
	char *full = zd_path_join(arena, w->root, path);
	size_t n = strlen(full);
	struct stat st;
	if (n > 0 && full[n - 1] == '/')
		full[n - 1] = '\0'; /* lstat of "link/" would follow it */
	if (lstat(full, &st) != 0)
		return zd_fail_at(err, ZD_IO, full, 0, 0, "cannot be read");
	if (zd_utf8_valid(path, strlen(path)) != strlen(path) || strlen(path) > PATH_LENGTH_MAX) {
		zd_find(w->r->findings, ZD_F_UNKNOWN_KEY, prefix, 0, 0,
			"a file here has a name that is not UTF-8, or too long");
		return ZD_OK;
	}
	if (S_ISLNK(st.st_mode)) {
		zd_find(w->r->findings, ZD_F_UNKNOWN_KEY, path, 0, 0, "a symbolic link; a pack holds files only");
		return ZD_OK;
	}
	if (S_ISREG(st.st_mode))
		return take_file(w, path, full, st.st_size, err);
	if (!S_ISDIR(st.st_mode) || depth >= PATH_DEPTH_MAX || (depth == 0 && !is_known_folder(path))) {
		zd_find(w->r->findings, ZD_F_UNKNOWN_KEY, path, 0, 0, "not a part of a pack");
		return ZD_OK;
	}
	return walk_folder(w, path, depth + 1, err);
}

/* prefix is "" or ends in '/'. */
static int walk_folder(struct walk *w, const char *prefix, int depth, struct zd_error *err)
{
	struct zd_arena *arena = &w->r->pack->arena;
	const char **names;
	size_t count;
	const char *folder = *prefix ? zd_path_join(arena, w->root, prefix) : w->root;
	int rc = zd_folder_list(&names, &count, folder, arena, err);
	for (size_t i = 0; i < count && rc == ZD_OK; i++)
		rc = walk_entry(w, prefix, names[i], depth, err);
	return rc;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct zd_pack_file *)a)->path, ((const struct zd_pack_file *)b)->path);
}

/* Sorts, drops a path that is there twice, moves into the arena and hashes. Takes the array. */
static void settle(struct zd_reader *r, struct zd_pack_file *files, size_t count)
{
	struct zd_pack *p = r->pack;
	size_t kept = 0;
	if (count > 0)
		qsort(files, count, sizeof *files, by_path);
	for (size_t i = 0; i < count; i++) {
		if (kept > 0 && strcmp(files[kept - 1].path, files[i].path) == 0)
			zd_find(r->findings, ZD_F_DUPLICATE, files[i].path, 0, 0, "the file is here twice");
		else
			files[kept++] = files[i];
	}
	p->files = zd_arena_memdup(&p->arena, files, kept * sizeof *files);
	p->file_count = kept;
	free(files);
	if (!(r->what & ZD_READ_PART))
		zd_pack_hash(p->files, kept, p->hash);
}

int zd_files_from_folder(struct zd_reader *r, const char *folder, struct zd_error *err)
{
	struct walk w = {.r = r, .root = folder};
	struct stat st;
	if (stat(folder, &st) != 0)
		return errno == ENOENT ? zd_fail_at(err, ZD_NOT_FOUND, folder, 0, 0, "there is no such folder")
				       : zd_fail_at(err, ZD_IO, folder, 0, 0, "cannot be read");
	if (!S_ISDIR(st.st_mode))
		return zd_fail_at(err, ZD_IO, folder, 0, 0, "is not a folder");
	if (!zd_file_exists(zd_path_join(&r->pack->arena, folder, "pack.yaml")))
		return zd_fail_at(err, ZD_NOT_FOUND, folder, 0, 0, "is not a pack: it has no pack.yaml");
	int rc = walk_folder(&w, "", 0, err);
	if (rc == ZD_OK)
		settle(r, w.files, w.count);
	else
		free(w.files);
	return rc;
}

void zd_files_from_memory(struct zd_reader *r, const struct zd_pack_file *files, size_t count)
{
	struct zd_arena *arena = &r->pack->arena;
	struct zd_pack_file *taken = zd_alloc((count + 1) * sizeof *taken);
	size_t n = 0;
	for (size_t i = 0; i < count; i++) {
		if (!belongs(r, files[i].path))
			continue;
		taken[n].path = zd_arena_strdup(arena, files[i].path);
		taken[n].data = zd_arena_strndup(arena, files[i].data ? files[i].data : "", files[i].size);
		taken[n++].size = files[i].size;
	}
	settle(r, taken, n);
}

struct zd_doc *zd_docs_read(const struct zd_reader *r, enum zd_file_kind kind, size_t *count)
{
	const struct zd_pack *p = r->pack;
	struct zd_doc *docs = zd_arena_alloc(&r->pack->arena, (p->file_count + 1) * sizeof *docs);
	*count = 0;
	for (size_t i = 0; i < p->file_count; i++) {
		const struct zd_pack_file *file = &p->files[i];
		if (zd_file_kind(file->path) != kind)
			continue;
		struct zd_raw *root = zd_yaml_read(file->path, file->data, file->size, &r->pack->arena, r->findings);
		if (root && root->kind != ZD_RAW_NULL && zd_want_kind(r, root, ZD_RAW_MAP, "the file"))
			docs[(*count)++] = (struct zd_doc){file, root};
	}
	return docs;
}
