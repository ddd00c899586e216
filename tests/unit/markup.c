/* A small strict reader of markup, so that pages can be checked without a browser. */
#include "markup.h"

#include <check.h>
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#define DEEPEST 32

size_t markup_count(const char *html, const char *piece)
{
	size_t n = 0;
	for (const char *at = html; (at = strstr(at, piece)) != NULL; at += strlen(piece))
		n++;
	return n;
}

static const char *check_entity(const char *at)
{
	static const char *const KNOWN[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
	for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++) {
		if (strncmp(at, KNOWN[i], strlen(KNOWN[i])) == 0)
			return at + strlen(KNOWN[i]);
	}
	ck_abort_msg("no entity: %.20s", at);
	return at;
}

/* Behind a tag's name: name="value" pairs; returns what follows '>', *closed where the tag closes itself. */
static const char *check_attributes(const char *at, bool *closed)
{
	*closed = false;
	for (;;) {
		while (isspace((unsigned char)*at))
			at++;
		if (*at == '>')
			return at + 1;
		if (at[0] == '/' && at[1] == '>') {
			*closed = true;
			return at + 2;
		}
		size_t n = strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789");
		ck_assert_msg(n && at[n] == '=' && at[n + 1] == '"', "an attribute: %.30s", at);
		ck_assert_msg(strncmp(at, "on", 2) != 0 && strncmp(at, "src", 3) != 0 && strncmp(at, "href", 4) != 0,
			      "%.30s", at);
		for (at += n + 2; *at != '"';) {
			ck_assert_msg(*at && *at != '<', "an attribute's value: %.30s", at);
			at = *at == '&' ? check_entity(at) : at + 1;
		}
		at++;
	}
}

void markup_check(const char *html)
{
	static const char head[] = "<!DOCTYPE html>";
	struct {
		const char *name;
		size_t n;
	} open[DEEPEST];
	size_t depth = 0;
	const char *at = html + strlen(head);
	ck_assert(strncmp(html, head, strlen(head)) == 0);
	while (*at) {
		if (*at == '&') {
			at = check_entity(at);
		} else if (*at != '<') {
			ck_assert_msg(depth || isspace((unsigned char)*at), "text outside: %.20s", at);
			at++;
		} else if (at[1] == '/') {
			ck_assert_msg(depth && strncmp(at + 2, open[depth - 1].name, open[depth - 1].n) == 0 &&
					      at[2 + open[depth - 1].n] == '>',
				      "%.20s closes %.10s", at, depth ? open[depth - 1].name : "nothing");
			at += 3 + open[--depth].n;
		} else {
			bool closed;
			size_t n = strspn(at + 1, "abcdefghijklmnopqrstuvwxyz0123456789");
			ck_assert_msg(n && depth < DEEPEST, "%.20s", at);
			ck_assert_msg(strncmp(at + 1, "script", n) != 0 && strncmp(at + 1, "link", n) != 0 &&
					      strncmp(at + 1, "img", n) != 0 && strncmp(at + 1, "iframe", n) != 0,
				      "%.20s", at);
			const char *name = at + 1;
			at = check_attributes(name + n, &closed);
			if (!closed) {
				open[depth].name = name;
				open[depth++].n = n;
			}
			if (!closed && strncmp(name, "style", n) == 0)
				at = strstr(at, "</style>");
			ck_assert(at != NULL);
		}
	}
	ck_assert_uint_eq(depth, 0);
	ck_assert_uint_eq(markup_count(html, "url("), 0);
	ck_assert_uint_eq(markup_count(html, "@import"), 0);
}
