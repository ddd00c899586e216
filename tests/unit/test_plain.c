#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/plain.h"

Suite *suite_plain(void);

static const struct {
	const char *text, *plain, *line;
} texts[] = {
	{"", "", ""},
	{"会员 林一", "会员 林一", "会员 林一"},
	{"a\nb\tc", "a\nb\tc", "a b c"},
	{"\033[2Jx", "?[2Jx", "?[2Jx"},
	{"a\rb\a\b\177", "a?b???", "a?b???"},
	{"\302\233"
	 "2J",
	 "?2J", "?2J"},                            /* CSI as one character */
	{"x\342\200\256evil", "x?evil", "x?evil"}, /* right to left from here */
	{"\342\201\246x\342\201\251", "?x?", "?x?"},
	{"\327\220\327\221", "\327\220\327\221", "\327\220\327\221"}, /* letters that go that way by themselves */
	{"half \344\270", "half ??", "half ??"},
	{"\377\033", "??", "??"},
	{"\355\240\200", "???", "???"},
};

START_TEST(test_texts)
{
	struct zd_str b = {0};
	char copy[64];
	strcpy(copy, texts[_i].text);
	ck_assert_str_eq(zd_plain(copy), texts[_i].plain);
	zd_str_add(&b, "\033:");
	zd_plain_add(&b, texts[_i].text, strlen(texts[_i].text));
	ck_assert_msg(strcmp(zd_str_text(&b) + 2, texts[_i].plain) == 0 && b.s[0] == '\033', "%s", b.s);
	zd_str_clear(&b);
	zd_plain_add_line(&b, texts[_i].text, strlen(texts[_i].text));
	ck_assert_str_eq(zd_str_text(&b), texts[_i].line);
	zd_str_free(&b);
}
END_TEST

START_TEST(test_nul)
{
	struct zd_str b = {0};
	zd_plain_add(&b, "a\0b", 3);
	ck_assert_str_eq(zd_str_text(&b), "a?b");
	zd_str_free(&b);
}
END_TEST

START_TEST(test_stream)
{
	struct zd_plain_stream p;
	char *text;
	size_t size;
	FILE *to = open_memstream(&text, &size);
	fprintf(zd_plain_begin(&p, to), "%s = %d\n", "\033[31mred", 3);
	zd_plain_end(&p);
	fclose(to);
	ck_assert_str_eq(text, "?[31mred = 3\n");
	free(text);
}
END_TEST

Suite *suite_plain(void)
{
	Suite *s = suite_create("plain");
	TCase *t = tcase_create("plain");
	tcase_add_loop_test(t, test_texts, 0, sizeof texts / sizeof texts[0]);
	tcase_add_test(t, test_nul);
	tcase_add_test(t, test_stream);
	suite_add_tcase(s, t);
	return s;
}
