/*-------------------------------------------------------------------------
 *
 * rule.c
 *	  Rules that hold by construction: residuals, and NULLs that go together.
 *
 * FORWARD replaces an attribute by what is left when its terms are taken off,
 * cut to the residual's bounds, so that no row of a dirty source leaves the
 * domain.  BACKWARD adds the terms again and cuts to the attribute's bounds;
 * terms too large for any sum within these are made smaller before.
 * Within both bounds the two are inverse to each other.  Sums are exact in 128
 * bits and never overflow: 17 values of 64.
 *
 * A residual is independent of nothing: it is what the model learned, jointly
 * with the terms.
 *
 * NULLs are settled before any residual is undone, so that a value lent by
 * another row is a residual too, and the rule holds with it.
 *
 *-------------------------------------------------------------------------
 */
#include "rule.h"

#include "axis.h"

/* NULL, infinities, NaN: nothing to calculate with */
static inline bool
is_special(int64_t raw)
{
	return raw < SYNTH_RAW_FIRST;
}

static inline int64_t
clamp(__int128 v, int64_t lo, int64_t hi)
{
	return v < lo ? lo : v > hi ? hi : (int64_t) v;
}

/* what the terms of a row add up to */
static inline __int128
sum_of(const SynthRule *u, int64_t *const *raw, int r)
{
	__int128 sum = 0;

	for (int k = 0; k < u->nterms; k++)
	{
		int64_t v = raw[u->term[k]][r];

		if (is_special(v))
			continue;
		sum += u->sign[k] < 0 ? -(__int128) v : (__int128) v;
	}
	return sum;
}

/*
 * raw[attribute][0 .. nrows): values in, residuals out.  The rules must have
 * passed synth_model_check(), here and below.
 */
void
synth_rules_forward(int nrules, const SynthRule *rule, int64_t *const *raw, int nrows)
{
	for (int i = nrules - 1; i >= 0; i--)
	{
		const SynthRule *u = &rule[i];
		int64_t *own = raw[u->attribute];

		if (u->kind != SYNTH_RULE_RESIDUAL)
			continue;
		for (int r = 0; r < nrows; r++)
			if (!is_special(own[r]))
				own[r] = clamp(own[r] - sum_of(u, raw, r), u->lo, u->hi);
		synth_poll();
	}
}

static inline __int128
magnitude(int64_t v)
{
	return v < 0 ? -(__int128) v : (__int128) v;
}

/* is an attribute in no other sum? */
static bool
is_free(int nrules, const SynthRule *rule, const SynthRule *u, int attribute)
{
	for (int i = 0; i < nrules; i++)
	{
		const SynthRule *v = &rule[i];

		if (v == u || v->kind != SYNTH_RULE_RESIDUAL)
			continue;
		if (v->attribute == attribute)
			return false;
		for (int k = 0; k < v->nterms; k++)
			if (v->term[k] == attribute)
				return false;
	}
	return true;
}

/*
 * Terms whose sum no value of the attribute can be: the largest is halved
 * until one can.  Such terms are of a size that the type alone allows: noise.
 */
static void
shrink_terms(int nrules, const SynthRule *rule, const SynthRule *u, int64_t *const *raw, int r)
{
	for (int step = 0; step < 64 * SYNTH_MAX_TERMS; step++)
	{
		__int128 sum = sum_of(u, raw, r);
		bool above = sum + u->lo > u->value_hi;
		int largest = -1;

		if (!above && sum + u->hi >= u->value_lo)
			return;
		for (int k = 0; k < u->nterms; k++)
		{
			int64_t v = raw[u->term[k]][r];
			bool adds = (v > 0) == (u->sign[k] > 0);

			if (is_special(v) || v == 0 || adds != above || !is_free(nrules, rule, u, u->term[k]))
				continue;
			if (largest < 0 || magnitude(v) > magnitude(raw[u->term[largest]][r]))
				largest = k;
		}
		if (largest < 0)
			return;
		raw[u->term[largest]][r] /= 2;
	}
}

static void
add_terms(int nrules, const SynthRule *rule, const SynthRule *u, int64_t *const *raw, int nrows)
{
	int64_t *own = raw[u->attribute];

	for (int r = 0; r < nrows; r++)
	{
		__int128 sum;

		if (is_special(own[r]))
			continue;
		sum = sum_of(u, raw, r);
		if (sum + u->lo > u->value_hi || sum + u->hi < u->value_lo)
			shrink_terms(nrules, rule, u, raw, r);
		own[r] = clamp(sum_of(u, raw, r) + clamp(own[r], u->lo, u->hi), u->value_lo, u->value_hi);
	}
}

/*
 * Gives the attribute NULL where its term is, and elsewhere a value; true if
 * it changed a row.  donor[] has room for nrows.
 */
static bool
share_null(const SynthRule *u, int64_t *const *raw, int nrows, int *donor, SynthStream *st)
{
	const int64_t *term = raw[u->term[0]];
	int64_t *own = raw[u->attribute];
	int ndonors = 0;
	int lacking = 0;
	bool changed = false;

	for (int r = 0; r < nrows; r++)
	{
		if (term[r] == SYNTH_RAW_NULL)
		{
			changed |= own[r] != SYNTH_RAW_NULL;
			own[r] = SYNTH_RAW_NULL;
		}
		else if (own[r] == SYNTH_RAW_NULL)
			lacking++;
		else
			donor[ndonors++] = r;
	}
	if (lacking == 0 || ndonors == 0)
		return changed;
	/* rows that were NULL are no donors: what they got is not drawn once more */
	for (int r = 0; r < nrows; r++)
		if (own[r] == SYNTH_RAW_NULL && term[r] != SYNTH_RAW_NULL)
			own[r] = own[donor[synth_stream_below(st, (uint64_t) ndonors)]];
	return true;
}

/*
 * raw[attribute][0 .. nrows): residuals in, values out; see rule.h.
 */
void
synth_rules_backward(int nrules, const SynthRule *rule, int64_t *const *raw, int nrows, SynthStream *st)
{
	int *donor = NULL;
	bool changed = true;

	/* rules that follow each other need another round, at most one for each */
	for (int round = 0; round < nrules && changed; round++)
	{
		changed = false;
		for (int i = 0; i < nrules; i++)
		{
			if (rule[i].kind != SYNTH_RULE_NULL_WITH)
				continue;
			if (donor == NULL)
				donor = synth_alloc_array((size_t) nrows + 1, sizeof(int));
			changed |= share_null(&rule[i], raw, nrows, donor, st);
			synth_poll();
		}
	}
	synth_release(donor);
	for (int i = 0; i < nrules; i++)
	{
		if (rule[i].kind == SYNTH_RULE_RESIDUAL)
			add_terms(nrules, rule, &rule[i], raw, nrows);
		synth_poll();
	}
}
