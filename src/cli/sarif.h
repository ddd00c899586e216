/* Findings as SARIF 2.1.0, which editors and servers that review changes read. */
#ifndef ZD_CLI_SARIF_H
#define ZD_CLI_SARIF_H

#include <stdbool.h>
#include <stdio.h>

#include "zhidu/finding.h"

/*
 * One log with one run. Files are named from where the program runs (pack:
 * the folder's path as it was given); show: whether a finding is in it, one
 * for each of the list.
 */
void sarif_write(FILE *out, const char *pack, const struct zd_findings *found, const bool *show);

#endif
