/* Laying out YAML: whatever comes in, what comes out means the same, and laid out again it stays. */
#include "fuzz.h"

#include "base/str.h"
#include "pack/format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct zd_findings findings = {0};
	struct zd_str out = {0}, again = {0};
	char *bytes = fuzz_bytes(data, size);
	if (zd_yaml_format(&out, "file.yaml", bytes, size, &findings))
		FUZZ_MUST(zd_yaml_format(&again, "file.yaml", zd_str_text(&out), out.len, &findings));
	else
		FUZZ_MUST(findings.count > 0 && out.len == 0);
	zd_str_free(&out);
	zd_str_free(&again);
	zd_findings_free(&findings);
	free(bytes);
	return 0;
}
