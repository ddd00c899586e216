/* What differs between two releases, or a release and the folder: loading both, and the rows of all kinds in order. */
#include <string.h>

#include "model/same.h"
#include "session/differ.h"
#include "zhidu/release.h"

/* ---- rows ---- */

static const char *const PARTS[] = {"param", "table", "policy", "model", "fact", "case", "file"};
static const char *const PART_TITLES[] = {"参数", "决策表", "制度", "模型", "事实", "用例", "其他文件"};
static const struct zd_enum PART = {.name = "part",
				    .title = "类别",
				    .count = sizeof PARTS / sizeof *PARTS,
				    .values = (const char **)PARTS,
				    .titles = (const char **)PART_TITLES};

void zd_differ_about(struct zd_differ *d, enum zd_differ_part part, const char *name, const char *title,
		     const char *clause)
{
	d->part = part;
	d->name = name;
	d->title = title ? title : name;
	d->clause = clause;
}

void zd_differ_row(struct zd_differ *d, const char *item, const char *branch, const char *before, const char *after)
{
	const struct zd_value row[] = {
		zd_value_string(PARTS[d->part]), zd_value_string(d->title), zd_value_string(item),
		zd_value_string(branch),         zd_value_string(before),   zd_value_string(after),
		zd_value_string(d->clause),      zd_value_string(d->name),
	};
	if (!d->code)
		d->code = d->sink->row(d->sink, row, d->err);
}

void zd_differ_text(struct zd_differ *d, const char *item, const char *before, const char *after)
{
	if (!zd_text_same(before, after))
		zd_differ_row(d, item, NULL, before, after);
}

void zd_differ_bool(struct zd_differ *d, const char *item, bool before, bool after)
{
	if (before != after)
		zd_differ_row(d, item, NULL, before ? "是" : "否", after ? "是" : "否");
}

const char *zd_differ_keep(struct zd_differ *d, struct zd_str *b)
{
	return zd_str_keep(b, &d->arena);
}

static void add_type(struct zd_str *b, const struct zd_type *type)
{
	static const char *const WORDS[] = {
		[ZD_KIND_TEXT] = "文本",     [ZD_KIND_INT] = "整数",    [ZD_KIND_NUMBER] = "数",
		[ZD_KIND_MONEY] = "金额",    [ZD_KIND_RATE] = "比率",   [ZD_KIND_DATE] = "日期",
		[ZD_KIND_DATETIME] = "时间", [ZD_KIND_BOOL] = "是或否", [ZD_KIND_ENUM] = "取值之一",
		[ZD_KIND_REF] = "引用",      [ZD_KIND_LIST] = "一列",   [ZD_KIND_MAP] = "各项",
	};
	zd_str_add(b, WORDS[type->kind]);
	for (size_t i = 0; type->kind == ZD_KIND_ENUM && type->enums && i < type->enums->count; i++)
		zd_str_printf(b, "%s%s", i ? "、" : "：", type->enums->titles[i]);
	if (type->kind == ZD_KIND_REF)
		zd_str_printf(b, " %s", type->entity);
	for (size_t i = 0; type->kind == ZD_KIND_MAP && !type->open && i < type->count; i++) {
		zd_str_printf(b, "%s%s ", i ? "、" : "：", type->keys[i]);
		add_type(b, &type->of[i]);
	}
	if (type->kind == ZD_KIND_LIST || type->open) {
		zd_str_add(b, type->count || type->open ? "" : "值");
		if (type->of)
			add_type(b, type->of);
	}
}

const char *zd_differ_type(struct zd_differ *d, const struct zd_type *type)
{
	struct zd_str b = {0};
	add_type(&b, type);
	return zd_differ_keep(d, &b);
}

/* ---- files that say nothing to decisions ---- */

static bool is_other(const char *path)
{
	static const char *const FOLDERS[] = {"model/", "facts/", "params/",  "tables/",
					      "rules/", "cases/", "branches/"};
	for (size_t i = 0; i < sizeof FOLDERS / sizeof *FOLDERS; i++) {
		if (strncmp(path, FOLDERS[i], strlen(FOLDERS[i])) == 0)
			return false;
	}
	return true;
}

static const struct zd_pack_file *file_of(const struct zd_pack *p, const char *path)
{
	for (size_t i = 0; i < p->file_count; i++) {
		if (strcmp(p->files[i].path, path) == 0)
			return &p->files[i];
	}
	return NULL;
}

static void put_file(struct zd_differ *d, const char *path)
{
	const struct zd_pack_file *a = file_of(d->before, path), *b = file_of(d->after, path);
	if (a && b && a->size == b->size && memcmp(a->data, b->data, a->size) == 0)
		return;
	zd_differ_about(d, ZD_DIFFER_FILE, path, NULL, NULL);
	zd_differ_row(d, "文件", NULL, a ? "有" : NULL, !b ? NULL : a ? "内容有改动" : "新增");
}

static void put_files(struct zd_differ *d)
{
	for (size_t i = 0; i < d->before->file_count; i++) {
		if (is_other(d->before->files[i].path))
			put_file(d, d->before->files[i].path);
	}
	for (size_t i = 0; i < d->after->file_count; i++) {
		const char *path = d->after->files[i].path;
		if (is_other(path) && !file_of(d->before, path))
			put_file(d, path);
	}
}

/* ---- both sides ---- */

int zd_differ_load(struct zd_session *s, const char *name, struct zd_loaded **out, struct zd_error *err)
{
	struct zd_book *book;
	struct zd_release release;
	int64_t id;
	if (name && strcmp(name, "draft") == 0)
		return zd_load_folder(s, ZD_READ_ALL, out, err);
	if (name && !zd_release_number(name, &id))
		return zd_fail(err, ZD_USAGE, "'%s' is no release: it wants a number, or `draft` for the pack's folder",
			       name);
	if (!name) {
		if (zd_session_book(s, false, &book, err) || zd_release_at(book, zd_today(), &release, err))
			return err->code;
		id = release.id;
	}
	return zd_load_release_whole(s, id, out, err);
}

int zd_diff(struct zd_session *s, const char *a, const char *b, struct zd_sink *sink, struct zd_error *err)
{
	static const struct zd_head HEADS[] = {
		{"part", "类别", {.kind = ZD_KIND_ENUM, .enums = &PART}},
		{"title", "名称", {.kind = ZD_KIND_TEXT}},
		{"item", "内容", {.kind = ZD_KIND_TEXT}},
		{"branch", "分公司", {.kind = ZD_KIND_TEXT}},
		{"before", "原来", {.kind = ZD_KIND_TEXT}},
		{"after", "现在", {.kind = ZD_KIND_TEXT}},
		{"clause", "条款", {.kind = ZD_KIND_TEXT}},
		{"name", "代号", {.kind = ZD_KIND_TEXT}},
	};
	struct zd_loaded *before, *after;
	if (zd_differ_load(s, a, &before, err) || zd_differ_load(s, b ? b : "draft", &after, err) ||
	    sink->begin(sink, HEADS, sizeof HEADS / sizeof *HEADS, err))
		return err->code;
	struct zd_differ d = {.before = before->pack, .after = after->pack, .sink = sink, .err = err};
	zd_differ_params(&d);
	zd_differ_tables(&d);
	zd_differ_policies(&d);
	zd_differ_model(&d);
	zd_differ_facts(&d);
	zd_differ_cases(&d);
	put_files(&d);
	zd_arena_free(&d.arena);
	return d.code ? d.code : sink->end(sink, err);
}
