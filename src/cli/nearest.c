/* Edit distance over short ASCII names: commands, options and finding codes. */
#include "cli/nearest.h"

#include <string.h>

#define LONGEST 40

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int distance(const char *a, const char *b)
{
	int n = (int)strlen(a), m = (int)strlen(b);
	int rows[3][LONGEST + 1]; /* this row and the two before it */

	if (n > LONGEST || m > LONGEST)
		return LONGEST;
	for (int j = 0; j <= m; j++)
		rows[0][j] = j;
	for (int i = 1; i <= n; i++) {
		int *now = rows[i % 3], *before = rows[(i - 1) % 3], *earlier = rows[(i + 1) % 3];
		now[0] = i;
		for (int j = 1; j <= m; j++) {
			now[j] = before[j - 1] + (a[i - 1] != b[j - 1]);
			now[j] = least(now[j], least(before[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				now[j] = least(now[j], earlier[j - 2] + 1);
		}
	}
	return rows[n % 3][m];
}

void nearest_offer(struct nearest *n, const char *name)
{
	int far = (int)strlen(n->wanted) / 3;
	int d = distance(n->wanted, name);

	if (far < 1)
		far = 1;
	if (d <= far && (!n->best || d < n->distance)) {
		n->best = name;
		n->distance = d;
	}
}
