/*-------------------------------------------------------------------------
 *
 * finecode.c
 *	  Where every raw value goes, also those that should not occur.
 *
 * A value without a code of its own (a NULL in a NOT NULL column, a label
 * outside a closed list, NaN where the type has none) goes to the nearest
 * code that exists: `other`, NULL, or an end of the axis.
 *
 *-------------------------------------------------------------------------
 */
#include "finecode.h"

#define MAX_FINE_CODES 65535

void
synth_finecode_layout(SynthAttribute *a, const SynthAttributeSpec *spec, int nvalues)
{
	bool number = spec->kind == SYNTH_NUMBER;
	/* with no value at all something must remain to be encoded to */
	bool other = !number && (spec->discover || spec->open || (nvalues == 0 && !spec->nullable));
	int next = nvalues;

	if (nvalues < 0 || nvalues > MAX_FINE_CODES - 5)
		synth_fail(SYNTH_ERR_PARAMETER, "an attribute has too many values");
	a->nvalues = nvalues;
	a->null_code = spec->nullable ? next++ : -1;
	a->other_code = other ? next++ : -1;
	a->neginf_code = number && spec->specials[0] ? next++ : -1;
	a->posinf_code = number && spec->specials[1] ? next++ : -1;
	a->nan_code = number && spec->specials[2] ? next++ : -1;
	a->nfine = next;
}

bool
synth_finecode_ordinary(int64_t raw)
{
	return raw >= SYNTH_RAW_FIRST;
}

static int
category_code(const SynthAttribute *a, int64_t raw)
{
	if (raw >= 0 && raw < a->nvalues)
		return (int) raw;
	if (raw == SYNTH_RAW_NULL && a->null_code >= 0)
		return a->null_code;
	if (a->other_code >= 0)
		return a->other_code;
	return a->null_code >= 0 ? a->null_code : 0;
}

static int
number_code(const SynthAttribute *a, int64_t raw)
{
	if (synth_finecode_ordinary(raw))
		return synth_axis_cell(a->axis, raw);
	switch (raw)
	{
		case SYNTH_RAW_NULL:
			return a->null_code >= 0 ? a->null_code : 0;
		case SYNTH_RAW_NEG_INF:
			return a->neginf_code >= 0 ? a->neginf_code : 0;
		case SYNTH_RAW_POS_INF:
			return a->posinf_code >= 0 ? a->posinf_code : a->nvalues - 1;
		case SYNTH_RAW_NAN:
			if (a->nan_code >= 0)
				return a->nan_code;
			return a->null_code >= 0 ? a->null_code : a->nvalues - 1;
		default:
			return 0;
	}
}

void
synth_finecode_block(const SynthAttribute *a, const int64_t *raw, int nrows, uint16_t *code)
{
	for (int r = 0; r < nrows; r++)
	{
		code[r] = (uint16_t) (a->kind == SYNTH_NUMBER ? number_code(a, raw[r]) : category_code(a, raw[r]));
	}
}
