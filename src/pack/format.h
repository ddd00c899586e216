/*
 * YAML laid out: two spaces a level, one space where one is needed, no blanks
 * at the end of lines, no two empty lines together. Comments, the order of
 * keys, quotes and line breaks stay; values that were aligned under each
 * other are aligned again. Nothing that the text means is changed.
 */
#ifndef ZD_PACK_FORMAT_H
#define ZD_PACK_FORMAT_H

#include "base/str.h"
#include "model/pack.h"

/* False: a finding says why the text cannot be read; `out` is empty then. */
bool zd_yaml_format(struct zd_str *out, const char *file, const char *data, size_t size, struct zd_findings *findings);

#endif
