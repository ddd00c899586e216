/* In which order periods are closed: each once, one after the other, the smaller before the larger. */
#include "session/closing.h"

static void name_of(enum zd_period kind, int32_t day, char out[16])
{
	struct zd_date first, last;
	zd_period_of(kind, zd_date_from_days(day), &first, &last);
	zd_period_format(kind, first, out);
}

/* After the last one closed comes the next, and there is nothing before the first. */
static int check_turn(const struct zd_closing *c, struct zd_error *err)
{
	const struct zd_close *mine = &c->close;
	struct zd_close other;
	bool found;
	char next[16];
	if (zd_close_find(&other, &found, c->book, mine->period, mine->last, err))
		return err->code;
	if (found)
		return zd_fail(err, ZD_USAGE, "%s is closed already: run %lld is its record, by %s at %s", mine->name,
			       (long long)other.run, other.author, other.made_at);
	if (zd_close_edge(&other, &found, c->book, mine->period, false, err))
		return err->code;
	if (found && mine->last < other.first)
		return zd_fail(err, ZD_USAGE, "%s lies before %s, the first %s that was closed", mine->name, other.name,
			       zd_period_word(mine->period));
	if (zd_close_edge(&other, &found, c->book, mine->period, true, err))
		return err->code;
	if (!found || other.last + 1 == mine->first)
		return ZD_OK;
	name_of(mine->period, other.last + 1, next);
	return zd_fail(err, ZD_USAGE, "%s is to be closed before %s: %ss are closed one after the other", next,
		       mine->name, zd_period_word(mine->period));
}

/* The months of a quarter, the months and quarters of a year: all of them, from the first that was ever closed. */
static int check_parts(const struct zd_closing *c, struct zd_error *err)
{
	const struct zd_close *mine = &c->close;
	for (int kind = ZD_PERIOD_MONTH; kind < (int)mine->period; kind++) {
		struct zd_close latest;
		bool found;
		char missing[16];
		if (!c->loaded->pack->closes.kinds[kind].declared)
			continue;
		if (zd_close_edge(&latest, &found, c->book, (enum zd_period)kind, true, err))
			return err->code;
		if (found && latest.last >= mine->last)
			continue;
		name_of((enum zd_period)kind, found && latest.last >= mine->first ? latest.last + 1 : mine->first,
			missing);
		return zd_fail(err, ZD_USAGE, "%s is to be closed before %s, which it is a part of", missing,
			       mine->name);
	}
	return ZD_OK;
}

/* Nobody has to wait for a quarter that ended before this month, but its results count only once it is closed. */
static int note_larger(const struct zd_closing *c, struct zd_error *err)
{
	const struct zd_close *mine = &c->close;
	for (int kind = (int)mine->period + 1; kind <= ZD_PERIOD_YEAR; kind++) {
		struct zd_close latest;
		bool found;
		char name[16];
		struct zd_date first, last;
		if (zd_close_edge(&latest, &found, c->book, (enum zd_period)kind, true, err))
			return err->code;
		zd_period_of((enum zd_period)kind, zd_date_from_days(mine->first), &first, &last);
		if (!found || latest.last + 1 >= zd_date_days(first))
			continue;
		name_of((enum zd_period)kind, latest.last + 1, name);
		zd_session_note(c->session, "%s is not closed yet; what it decides does not count in %s", name,
				mine->name);
	}
	return ZD_OK;
}

int zd_closing_allowed(struct zd_closing *c, struct zd_error *err)
{
	if (c->close.last > zd_today())
		return zd_fail(err, ZD_USAGE, "%s is not over", c->close.name);
	if (check_turn(c, err) || check_parts(c, err))
		return err->code;
	return note_larger(c, err);
}
