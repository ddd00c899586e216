/* Files that a question leaves behind: whole or not at all, and never over another without leave. */
#ifndef ZD_SESSION_OUTPUT_H
#define ZD_SESSION_OUTPUT_H

#include <stdbool.h>

#include "base/str.h"
#include "zhidu/error.h"

/* ZD_USAGE where there is such a file already and `force` is not given; for a look before the work. NULL is fine. */
int zd_output_check(const char *path, bool force, struct zd_error *err);
int zd_output_write(const char *path, bool force, const struct zd_str *text, struct zd_error *err);

#endif
