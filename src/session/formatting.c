/* fmt: the pack's YAML files laid out, each whole or not at all. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "pack/format.h"
#include "session/session.h"

static bool is_yaml(const char *path)
{
	size_t n = strlen(path);
	return n > 5 && strcmp(path + n - 5, ".yaml") == 0;
}

static bool wanted(const struct zd_formatting *f, const char *path, bool *met)
{
	for (size_t i = 0; i < f->count; i++) {
		if (zd_same_pack_file(f->files[i], path)) {
			met[i] = true;
			return true;
		}
	}
	return f->count == 0;
}

static int format_file(struct zd_session *s, const struct zd_formatting *f, const struct zd_pack_file *file,
		       struct zd_loaded *loaded, size_t *changed, struct zd_error *err)
{
	struct zd_str text = {0};
	struct zd_arena arena = {0};
	int code = ZD_OK;
	bool good = zd_yaml_format(&text, file->path, file->data, file->size, &loaded->findings);
	if (good && (text.len != file->size || memcmp(zd_str_text(&text), file->data, file->size) != 0)) {
		++*changed;
		if (!f->check)
			code = zd_file_write(zd_path_join(&arena, s->pack_path, file->path), zd_str_text(&text),
					     text.len, err);
		if (!code && f->changed)
			f->changed(f->context, file->path);
	}
	zd_str_free(&text);
	zd_arena_free(&arena);
	return code;
}

int zd_format_pack(struct zd_session *s, const struct zd_formatting *f, size_t *changed, struct zd_error *err)
{
	struct zd_loaded *loaded;
	*changed = 0;
	/* What the files mean may be wrong; that is for check to say. */
	if (zd_load_folder_anyway(s, ZD_READ_ALL, &loaded, err))
		return err->code;
	struct zd_findings all = loaded->findings;
	loaded->findings = (struct zd_findings){0};
	bool *met = zd_alloc(f->count + 1);
	int code = ZD_OK;
	for (size_t i = 0; i < loaded->pack->file_count && !code; i++) {
		const struct zd_pack_file *file = &loaded->pack->files[i];
		if (is_yaml(file->path) && wanted(f, file->path, met))
			code = format_file(s, f, file, loaded, changed, err);
	}
	for (size_t i = 0; i < f->count && !code; i++) {
		if (!met[i])
			code = zd_fail(err, ZD_USAGE, "the pack has no YAML file %s", f->files[i]);
	}
	zd_findings_free(&all);
	free(met);
	if (!code && loaded->findings.count)
		code = zd_fail(err, ZD_FINDINGS, "files that cannot be read stay as they are");
	return code;
}
