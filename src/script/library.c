/* The names of the library that policies may use. What they do is the runtime's. */
#include "script/unit.h"

const char *const zd_library_names[] = {
	"assert",       "date.add_days", "date.add_months", "date.add_years", "date.day",
	"date.days",    "date.hours",    "date.month",      "date.month_end", "date.months",
	"date.year",    "error",         "ipairs",          "math.abs",       "math.ceil",
	"math.floor",   "math.fmod",     "math.huge",       "math.max",       "math.min",
	"math.round",   "math.sqrt",     "math.tointeger",  "math.type",      "money.share",
	"money.text",   "money.times",   "money.yuan",      "pairs",          "table.concat",
	"table.find",   "table.insert",  "table.order",     "table.remove",   "table.sort",
	"table.unpack", "text.contains", "text.ends",       "text.format",    "text.join",
	"text.length",  "text.lower",    "text.replace",    "text.split",     "text.starts",
	"text.sub",     "text.trim",     "text.upper",      "tonumber",       "tostring",
	"type",
};
const size_t zd_library_count = sizeof zd_library_names / sizeof *zd_library_names;
