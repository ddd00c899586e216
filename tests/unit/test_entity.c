#include <check.h>

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

Suite *suite_entity(void)
{
	Suite *suite = suite_create("entity");
	TCase *tests = tcase_create("entity");
	tcase_add_test(tests, finds_fields_by_whole_names);
	suite_add_tcase(suite, tests);
	return suite;
}
