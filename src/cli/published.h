/* What publishing came to, in a line: shared by the commands that publish. */
#ifndef ZD_CLI_PUBLISHED_H
#define ZD_CLI_PUBLISHED_H

#include "zhidu/release.h"

void tell_published(const struct zd_published *made);

#endif
