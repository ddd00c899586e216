/* Reading a whole pack in order, so that each part finds what it names already read; and one file against a pack. */
#include "pack/reader.h"

#include <stdlib.h>
#include <string.h>

#include "pack/parts.h"

static void read_parts(struct zd_reader *r)
{
	zd_read_manifest(r);
	zd_read_model(r);
	zd_read_facts(r);
	zd_read_params(r);
	zd_read_branches(r);
	zd_read_tables(r);
	if (r->what & ZD_READ_CASES)
		zd_read_cases(r);
	if (r->what & ZD_READ_SCENARIOS)
		zd_read_scenarios(r);
	if (r->what & ZD_READ_IMPORTS)
		zd_read_imports(r);
	if (r->what & ZD_READ_REPORTS)
		zd_read_reports(r);
	if (!(r->what & ZD_READ_PART))
		zd_read_closes(r);
}

static struct zd_pack *new_pack(const char *root)
{
	struct zd_pack *p = zd_alloc(sizeof *p);
	p->root = zd_arena_strdup(&p->arena, root);
	return p;
}

static bool has_manifest(const struct zd_pack *p)
{
	for (size_t i = 0; i < p->file_count; i++)
		if (zd_file_kind(p->files[i].path) == ZD_FILE_PACK)
			return true;
	return false;
}

int zd_pack_read(struct zd_pack **out, const char *folder, unsigned what, struct zd_findings *findings,
		 struct zd_error *err)
{
	*out = NULL;
	struct zd_pack *p = new_pack(folder);
	struct zd_reader r = {.pack = p, .findings = findings, .what = what};
	int rc = zd_files_from_folder(&r, folder, err);
	if (rc != ZD_OK) {
		zd_pack_free(p);
		return rc;
	}
	read_parts(&r);
	*out = p;
	return ZD_OK;
}

int zd_pack_read_files(struct zd_pack **out, const char *root_label, const struct zd_pack_file *files, size_t count,
		       unsigned what, struct zd_findings *findings, struct zd_error *err)
{
	*out = NULL;
	struct zd_pack *p = new_pack(root_label);
	struct zd_reader r = {.pack = p, .findings = findings, .what = what};
	zd_files_from_memory(&r, files, count);
	if (!has_manifest(p)) {
		zd_pack_free(p);
		return zd_fail_at(err, ZD_NOT_FOUND, root_label, 0, 0, "is not a pack: it has no pack.yaml");
	}
	read_parts(&r);
	*out = p;
	return ZD_OK;
}

void zd_pack_free(struct zd_pack *p)
{
	if (!p)
		return;
	zd_map_free(&p->enum_map);
	zd_map_free(&p->entity_map);
	zd_map_free(&p->param_map);
	zd_map_free(&p->table_map);
	zd_map_free(&p->policy_map);
	zd_arena_free(&p->arena);
	free(p);
}

int zd_pack_folder_hash(char hash[65], const char *folder, struct zd_error *err)
{
	struct zd_pack *p = new_pack(folder);
	struct zd_findings ignored = {0};
	struct zd_reader r = {.pack = p, .findings = &ignored};
	int rc = zd_files_from_folder(&r, folder, err);
	if (rc == ZD_OK)
		memcpy(hash, p->hash, sizeof p->hash);
	zd_findings_free(&ignored);
	zd_pack_free(p);
	return rc;
}

/* The first error among the findings from `from` on, as an error. */
static int first_error(const struct zd_findings *findings, size_t from, struct zd_error *err)
{
	for (size_t i = from; i < findings->count; i++) {
		const struct zd_finding *f = &findings->items[i];
		if (zd_finding_is_error(f->code))
			return zd_fail_at(err, ZD_DATA, f->file, f->line, f->column, "%s", f->message);
	}
	return ZD_OK;
}

/* Reads one file that is a map; the reader's findings tell what is wrong with it. */
static int read_root(struct zd_reader *r, struct zd_raw **root, const char *path, struct zd_error *err)
{
	struct zd_arena *arena = &r->pack->arena;
	char *data;
	size_t size;
	*root = NULL;
	if (!zd_file_exists(path))
		return zd_fail_at(err, ZD_NOT_FOUND, path, 0, 0, "there is no such file");
	int rc = zd_file_read(&data, &size, path, ZD_YAML_SIZE_MAX, arena, err);
	if (rc != ZD_OK)
		return rc;
	struct zd_raw *raw = zd_yaml_read(zd_arena_strdup(arena, path), data, size, arena, r->findings);
	if (raw && zd_want_kind(r, raw, ZD_RAW_MAP, "the file"))
		*root = raw;
	return ZD_OK;
}

int zd_scenario_read(struct zd_scenario **out, const char *path, struct zd_pack *pack, struct zd_findings *findings,
		     struct zd_error *err)
{
	struct zd_reader r = {.pack = pack, .findings = findings};
	struct zd_scenario *s = zd_arena_alloc(&pack->arena, sizeof *s);
	struct zd_raw *root;
	size_t before = findings->count;
	*out = NULL;
	int rc = read_root(&r, &root, path, err);
	if (rc != ZD_OK)
		return rc;
	s->name = zd_files_stem(&r, path);
	if (root)
		zd_scenario_fill(&r, s, root);
	rc = first_error(findings, before, err);
	if (rc == ZD_OK)
		*out = s;
	return rc;
}

int zd_import_map_read(struct zd_import_map **out, const char *path, struct zd_pack *pack, struct zd_findings *findings,
		       struct zd_error *err)
{
	struct zd_reader r = {.pack = pack, .findings = findings};
	struct zd_import_map *m = zd_arena_alloc(&pack->arena, sizeof *m);
	struct zd_raw *root;
	size_t before = findings->count;
	*out = NULL;
	int rc = read_root(&r, &root, path, err);
	if (rc != ZD_OK)
		return rc;
	m->name = zd_files_stem(&r, path);
	if (root)
		zd_import_fill(&r, m, root);
	rc = first_error(findings, before, err);
	if (rc == ZD_OK)
		*out = m;
	return rc;
}
