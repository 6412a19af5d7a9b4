/*-------------------------------------------------------------------------
 *
 * association.c
 *	  How much one column says about another, for columns of any kind.
 *
 * Mutual information after cutting both columns into at most 16 groups: crude,
 * but the same for numbers, times and categories, sees relations that are not
 * monotone, and is linear in the rows.  It ranks columns; nothing is estimated
 * from it.
 *
 *-------------------------------------------------------------------------
 */
#include "association.h"

#include <math.h>
#include <string.h>

#include "env.h"
#include "score.h"

int
synth_association_groups(const int64_t *value, int n, uint8_t *group)
{
	int64_t *sorted = synth_alloc_array((size_t) (n > 0 ? n : 1), sizeof(int64_t));
	int64_t upper[SYNTH_ASSOCIATION_GROUPS];
	int most = (int) sqrt(n / 2.0);
	int ngroups = 0;
	int distinct = 0;

	/* few rows say nothing about many groups */
	most = most < 2 ? 2 : most > SYNTH_ASSOCIATION_GROUPS ? SYNTH_ASSOCIATION_GROUPS : most;
	if (n > 0)
		memcpy(sorted, value, sizeof(int64_t) * (size_t) n);
	synth_score_sort(sorted, n);
	for (int i = 0; i < n; i++)
		distinct += i == 0 || sorted[i] != sorted[i - 1];

	/* a group ends with its last equal value, once it has its share of the rows */
	for (int i = 0, begin = 0; i < n; i++)
	{
		if (i + 1 < n && sorted[i + 1] == sorted[i])
			continue;
		if (distinct > most && i + 1 < n && (ngroups == most - 1 || i + 1 - begin < n / most))
			continue;
		upper[ngroups++] = sorted[i];
		begin = i + 1;
	}
	for (int i = 0; i < n; i++)
	{
		int g = 0;

		while (value[i] > upper[g])
			g++;
		group[i] = (uint8_t) g;
	}
	synth_release(sorted);
	return ngroups;
}

double
synth_association(const uint8_t *a, int na, const uint8_t *b, int nb, int n)
{
	int64_t cell[SYNTH_ASSOCIATION_GROUPS][SYNTH_ASSOCIATION_GROUPS] = {{0}};
	int64_t row[SYNTH_ASSOCIATION_GROUPS] = {0};
	int64_t col[SYNTH_ASSOCIATION_GROUPS] = {0};
	double sum = 0;

	for (int i = 0; i < n; i++)
	{
		cell[a[i]][b[i]]++;
		row[a[i]]++;
		col[b[i]]++;
	}
	for (int i = 0; i < na; i++)
		for (int k = 0; k < nb; k++)
			if (cell[i][k] > 0)
				sum += (double) cell[i][k] * log((double) cell[i][k] * n / ((double) row[i] * (double) col[k]));
	if (n > 0)
		sum = sum / n - (double) (na - 1) * (nb - 1) / (2.0 * n);
	return sum > 0 ? sum : 0;
}
