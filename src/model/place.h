/* A place in a file of the pack. */
#ifndef ZD_MODEL_PLACE_H
#define ZD_MODEL_PLACE_H

struct zd_place {
	const char *file; /* relative to the pack's root */
	int line;
	int column;
};

#endif
