/* Goal seeking. */
#include "whatif/seek.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define ROUND_MOST 8

const char *zd_seek_word(enum zd_seek_status status)
{
	static const char *const WORDS[] = {
#define X(name, word) word,
		ZD_SEEK_STATUSES(X)
#undef X
	};
	return WORDS[status];
}

/* ---- probes ---- */

static int compare_places(const void *pa, const void *pb)
{
	const struct zd_probe *a = pa, *b = pb;
	return (a->at > b->at) - (a->at < b->at);
}

static bool is_tried(const struct zd_seek *s, uint64_t at)
{
	for (size_t i = 0; i < s->probe_count; i++) {
		if (s->probes[i].at == at)
			return true;
	}
	return false;
}

/* Adds a place to a round, once, and only a new one. */
static void want(const struct zd_seek *s, struct zd_probe *round, size_t *n, uint64_t at)
{
	if (*n == ROUND_MOST || at >= s->places || is_tried(s, at))
		return;
	for (size_t i = 0; i < *n; i++) {
		if (round[i].at == at)
			return;
	}
	round[(*n)++] = (struct zd_probe){.at = at, .value = ZD_VALUE_NIL};
}

static int attempt_round(struct zd_seek *s, struct zd_probe *round, size_t n, zd_seek_try *attempt, void *context,
			 struct zd_error *err)
{
	qsort(round, n, sizeof *round, compare_places);
	if (attempt(context, round, n, &s->work, err))
		return err->code;
	for (size_t i = 0; i < n; i++) {
		ZD_GROW(s->probes, s->probe_count, s->probe_cap);
		s->probes[s->probe_count++] = round[i];
	}
	qsort(s->probes, s->probe_count, sizeof *s->probes, compare_places);
	return ZD_OK;
}

/* ---- where they lie ---- */

/* On which side of the target: -1 below, 1 above, 0 on it; of at most and at least, on it counts as where it holds. */
static int side_of(const struct zd_seek *s, const struct zd_probe *p)
{
	int c = zd_value_compare(&p->value, &s->target);
	if (c == 0 && s->how != ZD_SEEK_EQUAL)
		return s->how == ZD_SEEK_AT_MOST ? -1 : 1;
	return (c > 0) - (c < 0);
}

static double number(const struct zd_value *v)
{
	return v->tag == ZD_INT ? (double)v->i : v->d;
}

static double miss(const struct zd_seek *s, const struct zd_probe *p)
{
	return fabs(number(&p->value) - number(&s->target));
}

static uint64_t distance(uint64_t a, uint64_t b)
{
	return a > b ? a - b : b - a;
}

/* The probe after i at which there is something to measure; SIZE_MAX: none. */
static size_t next_there(const struct zd_seek *s, size_t i)
{
	for (i = i == SIZE_MAX ? 0 : i + 1; i < s->probe_count; i++) {
		if (s->probes[i].there)
			return i;
	}
	return SIZE_MAX;
}

/* Two probes next to each other with the target between them; of several such, those nearest to `near`. */
static bool find_stretch(const struct zd_seek *s, size_t *low, size_t *high)
{
	uint64_t best = UINT64_MAX;
	size_t a = next_there(s, SIZE_MAX), b;
	for (; a != SIZE_MAX && (b = next_there(s, a)) != SIZE_MAX; a = b) {
		const struct zd_probe *pa = &s->probes[a], *pb = &s->probes[b];
		uint64_t far = s->near < pa->at ? pa->at - s->near : s->near > pb->at ? s->near - pb->at : 0;
		if (side_of(s, pa) * side_of(s, pb) >= 0 || far >= best)
			continue;
		best = far;
		*low = a;
		*high = b;
	}
	return best != UINT64_MAX;
}

/* The probe on the target that is nearest to `near`. */
static bool find_exact(struct zd_seek *s)
{
	s->found = SIZE_MAX;
	for (size_t i = next_there(s, SIZE_MAX); i != SIZE_MAX; i = next_there(s, i)) {
		if (zd_value_compare(&s->probes[i].value, &s->target) != 0)
			continue;
		if (s->found == SIZE_MAX ||
		    distance(s->probes[i].at, s->near) < distance(s->probes[s->found].at, s->near))
			s->found = i;
	}
	return s->found != SIZE_MAX;
}

static size_t find_nearest(const struct zd_seek *s)
{
	size_t best = SIZE_MAX;
	for (size_t i = next_there(s, SIZE_MAX); i != SIZE_MAX; i = next_there(s, i)) {
		if (best == SIZE_MAX || miss(s, &s->probes[i]) < miss(s, &s->probes[best]))
			best = i;
	}
	return best;
}

static void look_at_slopes(struct zd_seek *s)
{
	size_t a = next_there(s, SIZE_MAX), b;
	for (; a != SIZE_MAX && (b = next_there(s, a)) != SIZE_MAX; a = b) {
		int c = zd_value_compare(&s->probes[b].value, &s->probes[a].value);
		s->rises |= c > 0;
		s->falls |= c < 0;
	}
}

/* ---- what to try next ---- */

/* Adds the place nearest to a guess that lies between the ends; a guess beyond them is none. */
static void want_between(const struct zd_seek *s, struct zd_probe *round, size_t *n, double at, uint64_t low,
			 uint64_t high)
{
	if (at > (double)low && at < (double)high && high - low > 1) {
		uint64_t place = (uint64_t)llround(at);
		want(s, round, n, place <= low ? low + 1 : place >= high ? high - 1 : place);
	}
}

/* Where a line between the ends meets the target. */
static double line_guess(const struct zd_seek *s, size_t low, size_t high)
{
	const struct zd_probe *a = &s->probes[low], *b = &s->probes[high];
	double fa = number(&a->value), fb = number(&b->value);
	return (double)a->at + (double)(b->at - a->at) * (number(&s->target) - fa) / (fb - fa);
}

/* The place as a polynomial of the measure through some probes. False where the measure does not go one way through them. */
static bool curve_through(const struct zd_seek *s, const size_t *points, size_t n, double *guess)
{
	bool up = number(&s->probes[points[1]].value) > number(&s->probes[points[0]].value);
	double t = number(&s->target);
	*guess = 0;
	for (size_t i = 0; i < n; i++) {
		const struct zd_probe *p = &s->probes[points[i]];
		double term = (double)p->at;
		if (!p->there)
			return false;
		for (size_t k = 0; k < n; k++) {
			const struct zd_probe *q = &s->probes[points[k]];
			double apart = number(&p->value) - number(&q->value);
			if (k == i)
				continue;
			if (apart == 0 || (apart > 0) != (up ? p->at > q->at : p->at < q->at))
				return false;
			term *= (t - number(&q->value)) / apart;
		}
		*guess += term;
	}
	return true;
}

/* Where a curve through the ends and their neighbours, as far as they go, meets the target within the stretch. */
static bool curve_guess(const struct zd_seek *s, size_t low, size_t high, double *guess)
{
	bool before = low > 0, after = high + 1 < s->probe_count;
	size_t points[4] = {low, high, low - 1, high + 1};
	double from = (double)s->probes[low].at, to = (double)s->probes[high].at;
	if (before && after && curve_through(s, points, 4, guess) && *guess > from && *guess < to)
		return true;
	if (before && curve_through(s, points, 3, guess) && *guess > from && *guess < to)
		return true;
	points[2] = points[3];
	return after && curve_through(s, points, 3, guess) && *guess > from && *guess < to;
}

/* Within a stretch: where the measure should meet the target, as far to both sides as the guess may be wrong; or even parts. */
static size_t plan_stretch(const struct zd_seek *s, struct zd_probe *round, size_t most, size_t low, size_t high,
			   bool even)
{
	uint64_t a = s->probes[low].at, b = s->probes[high].at;
	size_t n = 0;
	if (b - a - 1 <= most) {
		for (uint64_t at = a + 1; at < b; at++)
			want(s, round, &n, at);
		return n;
	}
	double line = line_guess(s, low, high), guess, doubt = (double)(b - a) / 16;
	if (curve_guess(s, low, high, &guess))
		doubt = fabs(guess - line) / 4;
	else
		guess = line;
	doubt = doubt < 1 ? 1 : doubt;
	if (!even)
		want_between(s, round, &n, guess, a, b);
	for (; !even && n < most && doubt < (double)(b - a); doubt *= 8) {
		want_between(s, round, &n, guess - doubt, a, b);
		if (n < most)
			want_between(s, round, &n, guess + doubt, a, b);
	}
	for (size_t i = 1, parts = most - n + 1; n < most && i < parts; i++)
		want_between(s, round, &n, (double)a + (double)(b - a) * (double)i / (double)parts, a, b);
	return n < most ? n : most;
}

/* Without a stretch: around the probe that comes nearest, for what is not monotone may pass the target there. */
static size_t plan_around(const struct zd_seek *s, struct zd_probe *round, size_t most)
{
	size_t best = find_nearest(s), n = 0;
	if (best == SIZE_MAX)
		return 0;
	uint64_t at = s->probes[best].at;
	uint64_t low = best ? s->probes[best - 1].at : at,
		 high = best + 1 < s->probe_count ? s->probes[best + 1].at : at;
	for (size_t i = 1; n < most && i <= most / 2 + 1; i++) {
		want(s, round, &n, at - (at - low) * i / (most / 2 + 2));
		if (n < most)
			want(s, round, &n, at + (high - at) * i / (most / 2 + 2));
	}
	return n;
}

static int first_round(struct zd_seek *s, zd_seek_try *attempt, void *context, struct zd_error *err)
{
	struct zd_probe round[ROUND_MOST];
	size_t n = 0;
	uint64_t last = s->places - 1;
	want(s, round, &n, 0);
	want(s, round, &n, last);
	want(s, round, &n, last / 2);
	want(s, round, &n, last / 4);
	want(s, round, &n, last / 4 * 3);
	return attempt_round(s, round, n, attempt, context, err);
}

/* How many places the next round may try, by what a round took until now: 1 for the reading, the rest for the lanes. */
static size_t affordable(const struct zd_seek *s, double round_work, size_t round_size)
{
	double share = round_size ? (round_work - 1) / (double)round_size : 1, left = s->work_max - s->work - 1;
	if (share < 0.01)
		share = 0.01;
	size_t most = share < 0.2 ? ROUND_MOST : share < 0.4 ? 5 : 3;
	return left < share ? 0 : left / share < (double)most ? (size_t)(left / share) : most;
}

/* ---- the answer ---- */

static void settle_stretch(struct zd_seek *s, size_t low, size_t high)
{
	bool adjacent = s->probes[high].at - s->probes[low].at == 1;
	bool low_below = side_of(s, &s->probes[low]) < 0;
	s->below = low_below ? low : high;
	s->above = low_below ? high : low;
	s->status = adjacent ? ZD_SEEK_NEAREST : ZD_SEEK_UNFINISHED;
	if (s->how != ZD_SEEK_EQUAL) {
		s->found = s->how == ZD_SEEK_AT_MOST ? s->below : s->above;
		if (adjacent)
			s->status = ZD_SEEK_BOUND;
	} else {
		s->found = miss(s, &s->probes[s->below]) <= miss(s, &s->probes[s->above]) ? s->below : s->above;
	}
}

static void settle(struct zd_seek *s)
{
	size_t low, high;
	s->below = s->above = SIZE_MAX;
	if (s->how == ZD_SEEK_EQUAL && find_exact(s)) {
		s->status = ZD_SEEK_EXACT;
	} else if (find_stretch(s, &low, &high)) {
		settle_stretch(s, low, high);
	} else {
		s->found = find_nearest(s);
		s->status = ZD_SEEK_OUT_OF_REACH;
		if (s->found == SIZE_MAX)
			return;
		int side = side_of(s, &s->probes[s->found]);
		*(side < 0 ? &s->below : &s->above) = s->found;
		if ((side < 0 && s->how == ZD_SEEK_AT_MOST) || (side > 0 && s->how == ZD_SEEK_AT_LEAST))
			s->status = ZD_SEEK_EVERYWHERE;
	}
}

int zd_seek_run(struct zd_seek *s, zd_seek_try *attempt, void *context, struct zd_error *err)
{
	struct zd_probe round[ROUND_MOST];
	bool even = false;
	if (first_round(s, attempt, context, err))
		return err->code;
	double took = s->work;
	for (size_t size = s->probe_count;;) {
		size_t low = 0, high = 0, n, most = affordable(s, took, size);
		bool within = find_stretch(s, &low, &high);
		look_at_slopes(s);
		if (!most || (s->how == ZD_SEEK_EQUAL && find_exact(s)))
			break;
		uint64_t from = within ? s->probes[low].at : 0, to = within ? s->probes[high].at : 0;
		n = within                 ? plan_stretch(s, round, most, low, high, even)
		    : s->rises && s->falls ? plan_around(s, round, most)
					   : 0;
		if (!n)
			break;
		double before = s->work;
		if (attempt_round(s, round, n, attempt, context, err))
			return err->code;
		took = s->work - before;
		size = n;
		/* Where the guess did not halve the stretch, the next round cuts it evenly. */
		if (within && find_stretch(s, &low, &high))
			even = s->probes[high].at - s->probes[low].at > (to - from) / 2;
	}
	settle(s);
	return ZD_OK;
}

void zd_seek_free(struct zd_seek *s)
{
	free(s->probes);
	s->probes = NULL;
}
