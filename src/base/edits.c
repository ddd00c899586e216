/* The longest common subsequence by a table; what is the same at both ends never enters it. */
#include "base/edits.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"

#define CELLS_MAX ((size_t)4 << 20)

/* length[i * (m + 1) + j]: of the longest common subsequence of a[i…] and b[j…]. */
static uint32_t *lengths(size_t begin, size_t n, size_t m, bool (*same)(const void *, size_t, size_t),
			 const void *context)
{
	uint32_t *length = zd_alloc((n + 1) * (m + 1) * sizeof *length);
	for (size_t i = n; i-- > 0;) {
		for (size_t j = m; j-- > 0;) {
			uint32_t *at = &length[i * (m + 1) + j];
			uint32_t down = at[m + 1], right = at[1];
			*at = same(context, begin + i, begin + j) ? at[m + 2] + 1 : down > right ? down : right;
		}
	}
	return length;
}

/* The middle, where both ends differ. */
static size_t walk(struct zd_edit *out, size_t begin, size_t n, size_t m, bool (*same)(const void *, size_t, size_t),
		   const void *context)
{
	size_t i = 0, j = 0, count = 0;
	bool small = n == 0 || m <= CELLS_MAX / (n + 1);
	uint32_t *length = small ? lengths(begin, n, m, same, context) : NULL;
	while (i < n || j < m) {
		const uint32_t *at = length ? &length[i * (m + 1) + j] : NULL;
		if (at && i < n && j < m && same(context, begin + i, begin + j)) {
			out[count++] = (struct zd_edit){ZD_EDIT_SAME, begin + i++, begin + j++};
			continue;
		}
		bool gone = i < n && (j == m || !at || at[m + 1] >= at[1]);
		out[count++] = gone ? (struct zd_edit){ZD_EDIT_GONE, begin + i++, 0}
				    : (struct zd_edit){ZD_EDIT_NEW, 0, begin + j++};
	}
	free(length);
	return count;
}

size_t zd_edits(struct zd_edit *out, size_t n, size_t m, bool (*same)(const void *context, size_t a, size_t b),
		const void *context)
{
	size_t begin = 0, end = 0;
	while (begin < n && begin < m && same(context, begin, begin))
		begin++;
	while (end < n - begin && end < m - begin && same(context, n - end - 1, m - end - 1))
		end++;
	size_t count = 0;
	for (size_t i = 0; i < begin; i++)
		out[count++] = (struct zd_edit){ZD_EDIT_SAME, i, i};
	count += walk(out + count, begin, n - begin - end, m - begin - end, same, context);
	for (size_t i = end; i > 0; i--)
		out[count++] = (struct zd_edit){ZD_EDIT_SAME, n - i, m - i};
	return count;
}
