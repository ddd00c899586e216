/* Numbers in a fact's SQL, which can be no parameters: they are to be seen in what the fact is called. */
#ifndef ZD_STORE_NUMBERSCAN_H
#define ZD_STORE_NUMBERSCAN_H

#include "model/entity.h"
#include "zhidu/finding.h"

/*
 * A finding for each number but 0, 1 and 100 that neither a name or title
 * that the fact gives has in it (12 in sales_12m), nor a comment behind it on
 * its line that begins with "fixed:" explains. Places in substr, digits of
 * round, columns after BY, and 12 months a year are no business.
 */
void zd_fact_numbers(const struct zd_fact *fact, struct zd_findings *findings);

#endif
