/* Who is acting, and what that person may do. */
#ifndef ZHIDU_ACCESS_H
#define ZHIDU_ACCESS_H

#include "zhidu/session.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * What the book knows of whoever runs the program: item, title, own,
 * elsewhere. First login, person, branch and roles; then, for each area of
 * data, the rights over data of the own branch and of others. `purpose` (or
 * NULL) is what the rights are asked for.
 */
ZD_API int zd_whoami(struct zd_session *s, const char *purpose, struct zd_sink *sink, struct zd_error *err);

#ifdef __cplusplus
}
#endif

#endif
