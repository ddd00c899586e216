/* The section `access`: what is read, and every name in it that can be wrong. */
#include "model/access.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "engine/plan.h"
#include "reader_fixture.h"
#include "script/runtime.h"

#define WHO                                                                                                            \
	MANIFEST "access:\n  person: clerk\n  login: login\n  roles: keys\n  everywhere: roaming\n"                    \
		 "  policy: may.do\n  inputs: {own: mine}\n"
#define PEOPLE                                                                                                         \
	"enums:\n  kind:\n    title: 类\n    values: {open: 开, secret: 密}\n"                                      \
	"entities:\n  clerk:\n    title: 员\n    area: secret\n    fields:\n      id: {type: int}\n"                  \
	"      login: {type: text, unique: true}\n      roaming: {type: bool}\n      plain: {type: text}\n"            \
	"      phone: {type: text, sensitive: true, area: open}\n"                                                     \
	"  ask:\n    title: 问\n    fields:\n      id: {type: int}\n      area: {type: enum, enum: kind}\n"           \
	"      mine: {type: bool}\n      purpose: {type: text}\n      roles: {type: text}\n      more: {type: int}\n"
#define KEYS "/*\nsubject: clerk\ngives:\n  keys: {type: list}\n*/\nSELECT id, '[]' AS keys FROM clerk\n"
#define MAY                                                                                                            \
	"return {\n  title = '权', clause = 'C1', subject = 'ask',\n"                                                 \
	"  needs = { roles = { 'roles?', type = 'list' }, 'area', 'mine', 'purpose?' },\n"                             \
	"  gives = { see = 'bool', reveal = 'bool', change = 'bool', approve = 'bool' },\n"                            \
	"  decide = function(ask)\n    local all = #(ask.roles or {}) > 0 and ask.mine and ask.area ~= ask.purpose\n"  \
	"    return { see = all, reveal = all, change = all, approve = all }\n  end,\n}\n"

static void world(void)
{
	file_count = 0;
	put("pack.yaml", WHO);
	put("model/all.yaml", PEOPLE);
	put("facts/keys.sql", KEYS);
	put("rules/may/do.lua", MAY);
}

/* Reads the files, resolves them and checks. */
static void look(void)
{
	struct zd_scripts *scripts;
	read_again(0);
	zd_scripts_read(&scripts, the_pack, &the_findings);
	zd_pack_resolve(the_pack, &the_findings);
	zd_access_check(the_pack, &the_findings);
	zd_scripts_free(scripts);
}

START_TEST(a_section_is_read)
{
	world();
	look();
	no_findings();
	const struct zd_access *a = the_pack->access;
	ck_assert_ptr_nonnull(a);
	ck_assert_str_eq(a->person, "clerk");
	ck_assert_str_eq(a->in_own, "mine");
	ck_assert_str_eq(a->in_roles, "roles");
	ck_assert_str_eq(zd_pack_entity(the_pack, "clerk")->area, "secret");
	ck_assert_str_eq(zd_pack_entity(the_pack, "clerk")->fields[4].area, "open");
	put("pack.yaml", MANIFEST);
	look();
	no_findings();
	ck_assert_ptr_null(the_pack->access);
}
END_TEST

static const struct {
	const char *file, *text, *from, *to, *message;
} cases[] = {
	{"pack.yaml", WHO, "person: clerk", "person: clark", "there is no entity \"clark\"; did you mean \"clerk\"?"},
	{"pack.yaml", WHO, "login: login", "login: logon", "there is no field of the people \"logon\""},
	{"pack.yaml", WHO, "login: login", "login: plain", "login \"plain\" should be text, unique and not sensitive"},
	{"pack.yaml", WHO, "login: login", "login: phone", "login \"phone\" should be"},
	{"pack.yaml", WHO, "login: login", "login: id", "login \"id\" should be"},
	{"pack.yaml", WHO, "roles: keys", "roles: kees", "there is no fact of the people \"kees\""},
	{"pack.yaml", WHO, "everywhere: roaming", "everywhere: login", "should be a bool"},
	{"pack.yaml", WHO, "everywhere: roaming", "everywhere: x", "there is no fact or field of the people \"x\""},
	{"pack.yaml", WHO, "policy: may.do", "policy: may.da", "there is no policy \"may.da\"; did you mean"},
	{"pack.yaml", WHO, "own: mine", "own: mines",
	 "there is no input of the policy \"mines\"; did you mean \"mine\"?"},
	{"pack.yaml", WHO, "own: mine", "owner: mine", "inputs has no key \"owner\""},
	{"pack.yaml", WHO, "  login: login\n", "", "access wants the key \"login\""},
	{"facts/keys.sql", KEYS, "keys: {type: list}", "keys: {type: text}", "roles \"keys\" should be a list"},
	{"rules/may/do.lua", MAY, "'purpose?'", "'purpose?', 'more'", "needs more than access can give it"},
	{"rules/may/do.lua", MAY, "approve = 'bool'", "approve = 'text'",
	 "should give see, reveal, change and approve"},
	{"model/all.yaml", PEOPLE, "    area: secret\n", "", "clerk wants the key \"area\""},
	{"model/all.yaml", PEOPLE, "area: secret", "area: secrets",
	 "there is no value \"secrets\"; did you mean \"secret\"?"},
	{"model/all.yaml", PEOPLE, "area: open}", "area: closed}", "area: there is no value \"closed\""},
	{"model/all.yaml", PEOPLE, "purpose: {type: text}", "purpose: {type: text, sensitive: true}",
	 "ask.purpose is sensitive and wants an \"area\""},
};

START_TEST(each_mistake_is_found)
{
	char text[4096];
	const char *at = strstr(cases[_i].text, cases[_i].from);
	bool found = false;
	world();
	ck_assert_ptr_nonnull(at);
	snprintf(text, sizeof text, "%.*s%s%s", (int)(at - cases[_i].text), cases[_i].text, cases[_i].to,
		 at + strlen(cases[_i].from));
	put(cases[_i].file, text);
	look();
	for (size_t i = 0; i < the_findings.count; i++)
		found |= strstr(the_findings.items[i].message, cases[_i].message) && the_findings.items[i].line > 0;
	ck_assert_msg(found, "nobody says \"%s\" but %s", cases[_i].message,
		      the_findings.count ? the_findings.items[0].message : "nothing");
}
END_TEST

Suite *suite_access(void);
Suite *suite_access(void)
{
	Suite *s = suite_create("access");
	TCase *t = tcase_create("access");

	tcase_add_checked_fixture(t, NULL, teardown_pack);
	tcase_add_test(t, a_section_is_read);
	tcase_add_loop_test(t, each_mistake_is_found, 0, (int)(sizeof cases / sizeof *cases));
	suite_add_tcase(s, t);
	return s;
}
