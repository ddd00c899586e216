#include <check.h>
#include <string.h>

#include "model/entity.h"

Suite *suite_entity(void);

START_TEST(finds_fields_by_whole_names)
{
	static struct zd_field fields[] = {{.name = "id"}, {.name = "id_card"}, {.name = "name"}};
	struct zd_entity entity = {.name = "staff", .fields = fields, .field_count = 3};
	ck_assert_ptr_eq(zd_entity_field(&entity, "id"), &fields[0]);
	ck_assert_ptr_eq(zd_entity_field(&entity, "id_card"), &fields[1]);
	ck_assert_ptr_eq(zd_entity_field(&entity, "name"), &fields[2]);
	ck_assert_ptr_null(zd_entity_field(&entity, "id_"));
	ck_assert_ptr_null(zd_entity_field(&entity, ""));
	entity.field_count = 0;
	ck_assert_ptr_null(zd_entity_field(&entity, "id"));
}
END_TEST

static const char *joined(const struct zd_entity *e, char buf[256])
{
	const char *names[32];
	size_t count = zd_entity_columns(e, names);
	buf[0] = '\0';
	for (size_t i = 0; i < count; i++) {
		strcat(buf, i ? " " : "");
		strcat(buf, names[i]);
	}
	return buf;
}

START_TEST(lists_show_what_tells_most)
{
	static struct zd_field fields[] = {
		{.name = "id"},
		{.name = "note"},
		{.name = "phone", .sensitive = true, .required = true},
		{.name = "a"},
		{.name = "b"},
		{.name = "c"},
		{.name = "d"},
		{.name = "e"},
		{.name = "f"},
		{.name = "name"},
		{.name = "kind", .required = true},
	};
	static const char *named[] = {"name", "kind.title"};
	struct zd_entity e = {.name = "thing", .show = "name", .fields = fields, .field_count = 8};
	char buf[256];
	/* Few fields: all of them. */
	ck_assert_str_eq(joined(&e, buf), "id note phone a b c d e");
	/* Many: the key, the name, what is required, then the next; nothing sensitive; in the order of the model. */
	e.field_count = 11;
	ck_assert_str_eq(joined(&e, buf), "id note a b c d name kind");
	e.columns = named;
	e.column_count = 2;
	ck_assert_str_eq(joined(&e, buf), "name kind.title");
}
END_TEST

START_TEST(the_latest_are_known_by_a_required_date)
{
	static struct zd_field fields[] = {
		{.name = "id"},
		{.name = "born", .type = {.kind = ZD_KIND_DATE}, .sensitive = true, .required = true},
		{.name = "due", .type = {.kind = ZD_KIND_DATE}},
		{.name = "opened", .type = {.kind = ZD_KIND_DATETIME}, .required = true},
	};
	struct zd_entity e = {.name = "thing", .fields = fields, .field_count = 4};
	ck_assert_str_eq(zd_entity_date(&e)->name, "opened");
	e.field_count = 3;
	ck_assert_str_eq(zd_entity_date(&e)->name, "due");
	e.field_count = 2;
	ck_assert_ptr_null(zd_entity_date(&e));
}
END_TEST

Suite *suite_entity(void)
{
	Suite *suite = suite_create("entity");
	TCase *tests = tcase_create("entity");
	tcase_add_test(tests, finds_fields_by_whole_names);
	tcase_add_test(tests, lists_show_what_tells_most);
	tcase_add_test(tests, the_latest_are_known_by_a_required_date);
	suite_add_tcase(suite, tests);
	return suite;
}
