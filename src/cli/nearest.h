/* The name that somebody who mistyped one may have meant. */
#ifndef ZD_CLI_NEAREST_H
#define ZD_CLI_NEAREST_H

/* Offer names one by one; `best` is the nearest so far, NULL while none is near enough. */
struct nearest {
	const char *wanted;
	const char *best;
	int distance;
};
void nearest_offer(struct nearest *n, const char *name);

#endif
