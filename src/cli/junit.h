/* The results of cases as JUnit XML, which build servers read. */
#ifndef ZD_CLI_JUNIT_H
#define ZD_CLI_JUNIT_H

#include "zhidu/session.h"

struct junit;

/* NULL with an error when the file cannot be made. */
struct junit *junit_open(const char *file, struct zd_error *err);
/* Each event of zd_test, in order. */
void junit_event(struct junit *j, const struct zd_test_event *e);
/* Finishes the file and frees all. ZD_IO when it could not be written whole. */
int junit_close(struct junit *j, struct zd_error *err);

#endif
