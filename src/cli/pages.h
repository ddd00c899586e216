/* A page for each code of a finding: what it means, an example of wrong and right, how to mend it. */
#ifndef ZD_CLI_PAGES_H
#define ZD_CLI_PAGES_H

#include <stdbool.h>
#include <stdio.h>

#include "zhidu/finding.h"

struct both {
	const char *english, *chinese;
};

/* Lists of these end with one that has no file. */
struct page {
	enum zd_finding_code code;
	struct both why;
	struct both mend;
	const char *file;  /* of the pack, in which the example stands */
	const char *wrong; /* the whole file, which gives the code; NULL: too long to show, or two files are needed */
	const char *right; /* NULL: the file is not there */
};
extern const struct page pages_pack[], pages_policy[];

/* Never NULL: a code without a page has its meaning alone, until the next call. */
const struct page *page_of(enum zd_finding_code code);
/* In the language of the reader. */
const char *page_text(const struct both *text);
void page_write(FILE *out, const struct page *page);

#endif
