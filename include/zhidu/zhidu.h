/* All of libzhidu's public interface. Each header also stands alone. */
#ifndef ZHIDU_H
#define ZHIDU_H

#include "zhidu/access.h"
#include "zhidu/close.h"
#include "zhidu/decide.h"
#include "zhidu/error.h"
#include "zhidu/finding.h"
#include "zhidu/records.h"
#include "zhidu/release.h"
#include "zhidu/report.h"
#include "zhidu/rows.h"
#include "zhidu/session.h"
#include "zhidu/signing.h"
#include "zhidu/testing.h"
#include "zhidu/value.h"
#include "zhidu/whatif.h"

#endif
