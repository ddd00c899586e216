#include <check.h>
#include <string.h>

#include "engine/path.h"
#include "world.h"

Suite *suite_path(void);

static struct world w;

static void setup(void)
{
	world_open(&w, 8);
	world_entity(&w, "region", "id:text name:text! chief:ref=person");
	world_entity(&w, "person", "id:text region:ref=region boss:ref=person age:int");
	world_entity(&w, "sale", "id:text seller:ref=person amount:money! size:int");
	world_facts(&w, "person", "sold:money visits:int");
	world_policy(&w, "person.rank", "person", "age", "rank:int grade:enum=A|B");
	world_policy(&w, "sale.bonus", "sale", "amount", "bonus:money");
	world_resolve(&w, 0);
}

static void teardown(void)
{
	world_close(&w);
}

/* ---- what is there ---- */

static const struct {
	const char *entity, *path;
	enum zd_slot_kind kind;
	enum zd_kind type;
	size_t via;
	const char *record; /* whose value it is */
	bool required;
} known[] = {
	{"sale", "id", ZD_SLOT_FIELD, ZD_KIND_TEXT, 0, "sale", false},
	{"sale", "amount", ZD_SLOT_FIELD, ZD_KIND_MONEY, 0, "sale", true},
	{"sale", "seller", ZD_SLOT_FIELD, ZD_KIND_REF, 0, "sale", false},
	{"sale", "seller.age", ZD_SLOT_FIELD, ZD_KIND_INT, 1, "person", false},
	{"sale", "seller.sold", ZD_SLOT_FACT, ZD_KIND_MONEY, 1, "person", false},
	{"person", "visits", ZD_SLOT_FACT, ZD_KIND_INT, 0, "person", false},
	{"sale", "seller.region.name", ZD_SLOT_FIELD, ZD_KIND_TEXT, 2, "region", false},
	{"sale", "seller.boss.boss.boss.age", ZD_SLOT_FIELD, ZD_KIND_INT, 4, "person", false},
	{"person", "person.rank.rank", ZD_SLOT_OUTCOME, ZD_KIND_INT, 0, "person", false},
	{"sale", "seller.person.rank.grade", ZD_SLOT_OUTCOME, ZD_KIND_ENUM, 1, "person", false},
	{"sale", "seller.boss.person.rank.grade", ZD_SLOT_OUTCOME, ZD_KIND_ENUM, 2, "person", false},
	{"sale", "as_of", ZD_SLOT_AS_OF, ZD_KIND_DATE, 0, "sale", true},
	{"sale", "period_start", ZD_SLOT_PERIOD_START, ZD_KIND_DATE, 0, "sale", true},
	{"sale", "period_end", ZD_SLOT_PERIOD_END, ZD_KIND_DATE, 0, "sale", true},
};

START_TEST(a_path_leads_somewhere)
{
	struct zd_slot slot;
	struct zd_error err = {0};
	const struct zd_entity *e = zd_pack_entity(&w.pack, known[_i].entity);
	ck_assert_msg(!zd_path_resolve(&slot, &w.pack, e, known[_i].path, &w.arena, &err), "%s", err.message);
	ck_assert_int_eq(slot.kind, known[_i].kind);
	ck_assert_int_eq(slot.type.kind, known[_i].type);
	ck_assert_uint_eq(slot.via_count, known[_i].via);
	ck_assert_str_eq(slot.entity->name, known[_i].record);
	ck_assert_int_eq(slot.required, known[_i].required);
	ck_assert_str_eq(slot.path, known[_i].path);
}
END_TEST

/* ---- what is not ---- */

static const struct {
	const char *entity, *path, *message;
} unknown[] = {
	{"sale", "ammount", "sale has no field or fact 'ammount'; did you mean 'amount'?"},
	{"sale", "seller.agee", "person has no field or fact 'agee'; did you mean 'age'?"},
	{"sale", "seler.age", "sale has no field or fact 'seler'; did you mean 'seller'?"},
	{"sale", "sale.bonus.bonuss", "policy sale.bonus gives no 'bonuss'; did you mean 'bonus'?"},
	{"sale", "person.rank.rank", "policy person.rank is about person, not about sale"},
	{"person", "person.rnk.rank", "no policy 'person.rnk' about person; did you mean 'person.rank'?"},
	{"sale", "amount.size", "has no field or fact 'amount'"},
	{"sale", "seller.as_of", "person has no field or fact 'as_of'"},
	{"sale", "", "sale has no field or fact ''"},
	{"sale", ".", "no policy '' about sale"},
	{"sale", "seller.", "person has no field or fact ''"},
	{"person", "boss.boss.boss.boss.boss.boss.boss.boss.boss.age", "crosses more than 8 references"},
};

START_TEST(a_path_leads_nowhere)
{
	struct zd_slot slot;
	struct zd_error err = {0};
	const struct zd_entity *e = zd_pack_entity(&w.pack, unknown[_i].entity);
	ck_assert_int_eq(zd_path_resolve(&slot, &w.pack, e, unknown[_i].path, &w.arena, &err), ZD_NOT_FOUND);
	ck_assert_msg(strstr(err.message, unknown[_i].message) != NULL, "%s", err.message);
}
END_TEST

Suite *suite_path(void)
{
	Suite *s = suite_create("path");
	TCase *t = tcase_create("path");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, a_path_leads_somewhere, 0, sizeof known / sizeof *known);
	tcase_add_loop_test(t, a_path_leads_nowhere, 0, sizeof unknown / sizeof *unknown);
	suite_add_tcase(s, t);
	return s;
}
