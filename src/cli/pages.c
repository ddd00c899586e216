/* Pages looked up by code, and written for the terminal. */
#include "cli/pages.h"

#include <stddef.h>
#include <string.h>

#include "cli/words.h"

const struct page *page_of(enum zd_finding_code code)
{
	const struct page *const lists[] = {pages_pack, pages_policy};

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		for (const struct page *p = lists[i]; p->file; p++) {
			if (p->code == code)
				return p;
		}
	}
	/* A code without a page has its meaning still. */
	static struct page none;
	none = (struct page){
		.code = code, .why = {zd_finding_meaning(code), zd_finding_meaning(code)}, .mend = {"", ""}};
	return &none;
}

const char *page_text(const struct both *text)
{
	return words_are_chinese() ? text->chinese : text->english;
}

#define WIDTH 100 /* columns, of which a character of Chinese takes two */

/* How many columns a UTF-8 character takes, roughly; n: its bytes. */
static int columns_of(const char *s, size_t *n)
{
	unsigned char c = (unsigned char)*s;

	*n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
	return *n > 2 ? 2 : 1;
}

static bool is_pause(const char *s, size_t n)
{
	static const char *const pauses[] = {"，", "。", "；", "：", "、"};

	for (size_t i = 0; n == 3 && i < sizeof pauses / sizeof *pauses; i++) {
		if (memcmp(s, pauses[i], n) == 0)
			return true;
	}
	return false;
}

/* Lines break at blanks; Chinese, which has none, behind its punctuation. */
static void write_wrapped(FILE *out, const char *s)
{
	int column = 0;

	while (*s) {
		size_t word = 0, n;
		int width = 0;
		do {
			width += columns_of(s + word, &n);
			word += n;
		} while (s[word] && s[word] != ' ' && !is_pause(s + word - n, n));
		if (column > 0 && column + width > WIDTH) {
			fputc('\n', out);
			column = 0;
			if (*s == ' ')
				s++, word--, width--;
		}
		fwrite(s, 1, word, out);
		column += width;
		s += word;
	}
	fputc('\n', out);
}

static void write_example(FILE *out, const char *word, const char *file, const char *text)
{
	fprintf(out, "\n%s %s\n", word, file);
	for (const char *s = text; *s;) {
		size_t n = strcspn(s, "\n");
		fprintf(out, "    %.*s\n", (int)n, s);
		s += n + (s[n] == '\n');
	}
}

void page_write(FILE *out, const struct page *page)
{
	fprintf(out, "%s (%s): %s\n\n", zd_finding_word(page->code),
		tr(zd_finding_is_error(page->code) ? "error" : "warning"), tr(zd_finding_meaning(page->code)));
	write_wrapped(out, page_text(&page->why));
	write_wrapped(out, page_text(&page->mend));
	if (page->wrong)
		write_example(out, tr("Wrong:"), page->file, page->wrong);
	if (page->right)
		write_example(out, tr("Right:"), page->file, page->right);
}
