/* Output files. */
#include "session/output.h"

#include "base/file.h"

int zd_output_check(const char *path, bool force, struct zd_error *err)
{
	if (path && !force && zd_file_exists(path))
		return zd_fail(err, ZD_USAGE, "%s is there already; --force writes over it", path);
	return ZD_OK;
}

int zd_output_write(const char *path, bool force, const struct zd_str *text, struct zd_error *err)
{
	if (zd_output_check(path, force, err))
		return err->code;
	return zd_file_write(path, zd_str_text(text), text->len, err);
}
