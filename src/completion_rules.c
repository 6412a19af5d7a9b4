/*-------------------------------------------------------------------------
 *
 * completion_rules.c
 *	  Rules of a model where some of a row is known.
 *
 * A model counts residuals: c - a - b in place of c.  Where c is known and a
 * is not, a is drawn without c, and then follows from c and the residual that
 * was drawn.
 *
 *-------------------------------------------------------------------------
 */
#include "completion_rules.h"

#include "core/rule.h"

static bool
knows_terms(const SynthRule *rule, const bool *known)
{
	for (int k = 0; k < rule->nterms; k++)
		if (!known[rule->term[k]])
			return false;
	return true;
}

void
completion_rules_forward(const SynthModel *m, int64_t **column, bool *known, int64_t *whole)
{
	bool *given = palloc(sizeof(bool) * (Size) Max(m->nattributes, 1));

	memcpy(given, known, sizeof(bool) * (Size) m->nattributes);
	for (int a = 0; a < m->nattributes; a++)
		whole[a] = column[a][0];
	for (int i = m->nrules - 1; i >= 0; i--)
	{
		const SynthRule *rule = &m->rule[i];

		if (rule->kind != SYNTH_RULE_RESIDUAL || !given[rule->attribute])
			continue;
		if (knows_terms(rule, given))
			synth_rules_forward(1, rule, column, 1);
		else
			known[rule->attribute] = false;
	}
	pfree(given);
}

/* the first term that was drawn gets what the given value leaves for it */
static void
solve_term(const SynthRule *rule, int64_t **column, const bool *given, const int64_t *whole)
{
	int64_t rest = column[rule->attribute][0];
	int at = -1;

	column[rule->attribute][0] = whole[rule->attribute];
	for (int k = 0; k < rule->nterms; k++)
	{
		int64_t value = column[rule->term[k]][0];

		if (at < 0 && !given[rule->term[k]] && value >= SYNTH_RAW_FIRST)
			at = k;
		else if (value >= SYNTH_RAW_FIRST)
			rest = (int64_t) ((uint64_t) rest + (uint64_t) (rule->sign[k] * value));
	}
	if (at < 0 || rest < SYNTH_RAW_FIRST || whole[rule->attribute] < SYNTH_RAW_FIRST)
		return;
	rest = (int64_t) ((uint64_t) whole[rule->attribute] - (uint64_t) rest) * rule->sign[at];
	column[rule->term[at]][0] = Max(rest, SYNTH_RAW_FIRST);
}

void
completion_rules_backward(const SynthModel *m, int64_t **column, const bool *given, const int64_t *whole,
						  SynthStream *st)
{
	for (int i = 0; i < m->nrules; i++)
	{
		const SynthRule *rule = &m->rule[i];

		if (rule->kind == SYNTH_RULE_RESIDUAL && given[rule->attribute])
		{
			if (knows_terms(rule, given))
				column[rule->attribute][0] = whole[rule->attribute];
			else
				solve_term(rule, column, given, whole);
		}
		else if (!given[rule->attribute])
			synth_rules_backward(1, rule, column, 1, st);
	}
}
