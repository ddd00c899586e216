/* Raw values written back as YAML on one line. */
#include "base/json.h"
#include "model/text.h"

#include <string.h>

void zd_raw_write(struct zd_str *b, const struct zd_raw *raw)
{
	bool first = true;
	switch (raw->kind) {
	case ZD_RAW_NULL:
		zd_str_add(b, "null");
		break;
	case ZD_RAW_SCALAR:
		if (raw->quoted)
			zd_json_string(b, raw->text, strlen(raw->text));
		else
			zd_str_add(b, raw->text);
		break;
	case ZD_RAW_LIST:
		zd_str_addc(b, '[');
		for (size_t i = 0; i < raw->count; i++) {
			zd_str_add(b, i ? ", " : "");
			zd_raw_write(b, raw->items[i]);
		}
		zd_str_addc(b, ']');
		break;
	case ZD_RAW_MAP:
		zd_str_addc(b, '{');
		for (size_t i = 0; i < raw->count; i++) {
			zd_json_key(b, &first, raw->keys[i]);
			zd_str_addc(b, ' ');
			zd_raw_write(b, raw->items[i]);
		}
		zd_str_addc(b, '}');
		break;
	}
}
