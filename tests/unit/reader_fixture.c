#include "reader_fixture.h"

#include <check.h>
#include <string.h>

struct zd_findings the_findings;
struct zd_pack *the_pack;
struct zd_pack_file files[FILES_MAX];
size_t file_count;

void put(const char *path, const char *text)
{
	size_t i = 0;
	while (i < file_count && strcmp(files[i].path, path) != 0)
		i++;
	ck_assert_uint_lt(i, FILES_MAX);
	file_count = i == file_count ? i + 1 : file_count;
	files[i] = (struct zd_pack_file){.path = path, .data = text, .size = strlen(text)};
}

void setup_pack(void)
{
	file_count = 0;
	put("pack.yaml", MANIFEST);
	put("model/all.yaml", MODEL);
	put("facts/trade.sql", FACT);
	put("params/all.yaml", PARAMS);
	put("tables/need.yaml", TABLE);
	put("branches/sz/params.yaml", "credit.months:\n  value: 2\n  why: 新\n");
	put("branches/gz/rules/credit/limit.lua", "return {}\n");
	put("rules/credit/limit.lua", "return {}\n");
	put("cases/credit/limit.yaml", CASES);
	put("scenarios/tight-1.yaml", SCENARIO);
	put("scenarios/drafts/limit.lua", "return {}\n");
	put("imports/shop.yaml", IMPORT);
	put("README.md", "说明");
}

void read_again(unsigned what)
{
	zd_pack_free(the_pack);
	zd_findings_free(&the_findings);
	the_findings = (struct zd_findings){0};
	struct zd_error err = {0};
	ck_assert_msg(zd_pack_read_files(&the_pack, "release 3", files, file_count, what, &the_findings, &err) == ZD_OK,
		      "%s", err.message);
}

void teardown_pack(void)
{
	zd_pack_free(the_pack);
	the_pack = NULL;
	zd_findings_free(&the_findings);
	the_findings = (struct zd_findings){0};
}

void no_findings(void)
{
	for (size_t i = 0; i < the_findings.count; i++)
		ck_abort_msg("%s:%d:%d: %s", the_findings.items[i].file, the_findings.items[i].line,
			     the_findings.items[i].column, the_findings.items[i].message);
}
