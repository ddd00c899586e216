/*
 * The reader of packs, and of YAML with it: one file beside a small pack that
 * has all there is to refer to. The first line of the input is the file's
 * path, the rest is the file. Whatever it holds becomes a pack or findings,
 * each of a file that was given.
 */
#include "fuzz.h"
#include "pack/reader.h"

#define FILE_OF(path, text)                                                                                            \
	{                                                                                                              \
		path, text, sizeof(text) - 1                                                                           \
	}

static const struct zd_pack_file small_pack[] = {
	FILE_OF("pack.yaml", "name: small\nversion: 1.0.0\ntitle: small\n"),
	FILE_OF("model/small.yaml",
		"enums:\n  kind:\n    title: kind\n    values: {private: 个人, company: 企业}\n"
		"entities:\n  branch:\n    title: branch\n    fields:\n      id: {type: text, title: id}\n"
		"  member:\n    title: member\n    branch: branch\n    fields:\n"
		"      id: {type: text, title: id}\n      branch: {type: ref, entity: branch, title: branch}\n"
		"      kind: {type: enum, enum: kind, title: kind}\n      spent: {type: money, title: spent}\n"
		"      day: {type: date, title: day}\n"),
	FILE_OF("params/small.yaml",
		"member.least:\n  title: least\n  type: money\n  value: 5\n  branch: {min: 1, max: 10}\n"
		"member.rate:\n  title: rate\n  type: {gold: rate, plain: rate}\n"
		"  values: {2024-01-01: {gold: 4%, plain: 0%}}\n  branch: {each: {min: 0, max: 0.06}}\n"),
	FILE_OF("rules/member/tier.lua", "return {}\n"),
};
#define SMALL_PACK (sizeof small_pack / sizeof small_pack[0])

static void must_be_placed(const struct zd_findings *findings, const struct zd_pack_file *files, size_t count)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct zd_finding *f = &findings->items[i];
		size_t k = 0;
		FUZZ_MUST(f->message[0] && f->line >= 0 && f->column >= 0 && f->file);
		while (k < count && strcmp(files[k].path, f->file) != 0)
			k++;
		FUZZ_MUST(k < count);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct zd_pack_file files[SMALL_PACK + 1];
	struct zd_findings findings = {0};
	struct zd_error err = {0};
	struct zd_pack *pack;
	char *path = fuzz_text(data, size);
	char *newline = strchr(path, '\n');
	size_t head = newline ? (size_t)(newline - path) + 1 : size;
	char *bytes = fuzz_bytes(data + head, size - head);
	size_t at = 0;
	if (newline)
		*newline = '\0';
	memcpy(files, small_pack, sizeof small_pack);
	while (at < SMALL_PACK && strcmp(files[at].path, path) != 0)
		at++;
	files[at] = (struct zd_pack_file){.path = path, .data = bytes, .size = size - head};
	size_t count = at < SMALL_PACK ? SMALL_PACK : SMALL_PACK + 1;
	FUZZ_MUST(zd_pack_read_files(&pack, "small", files, count, ZD_READ_ALL, &findings, &err) == ZD_OK);
	free(bytes);
	zd_findings_sort(&findings);
	must_be_placed(&findings, files, count);
	zd_pack_free(pack);
	zd_findings_free(&findings);
	free(path);
	return 0;
}
