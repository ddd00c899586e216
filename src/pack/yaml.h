/*
 * YAML as trees of struct zd_raw, with the line and column of every key and
 * value. Deliberately less than YAML: one document, no anchors, aliases or
 * tags, a bounded depth and size, every key once.
 */
#ifndef ZD_PACK_YAML_H
#define ZD_PACK_YAML_H

#include "model/pack.h"

#define ZD_YAML_SIZE_MAX ((size_t)4 << 20) /* bytes of one file */
#define ZD_YAML_DEPTH_MAX 32
#define ZD_YAML_NODES_MAX 200000

/*
 * Reads the text of a file; the tree lives in the arena and borrows `file`
 * for its places. NULL when a finding (yaml-syntax, yaml-limit) says why
 * there is no tree. A key twice is a finding too, and its later value is
 * dropped. An empty text is a tree of one null.
 */
struct zd_raw *zd_yaml_read(const char *file, const char *data, size_t size, struct zd_arena *arena,
			    struct zd_findings *findings);

/* Whether a text is UTF-8 without NUL; if not, a finding with the place of the first bad byte. */
bool zd_text_check(const char *file, const char *data, size_t size, struct zd_findings *findings);

/* The value of a key of a map; NULL: absent, or no map. */
struct zd_raw *zd_raw_get(const struct zd_raw *map, const char *key);

#endif
