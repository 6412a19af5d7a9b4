/*-------------------------------------------------------------------------
 *
 * rules_shape.c
 *	  Relations between columns as what the model counts.
 *
 * A bound on a sum of columns makes one of them a residual: the model counts
 * what is left of it when the others are taken off, within bounds that follow
 * from the relation and from the columns' own.  Which column that is:
 *
 *	- not one of a key, of the unit, or with declared categories;
 *	- of a sum, the column that is the sum;
 *	- else one that may be NULL, added to one that may not;
 *	- no two columns in a circle.
 *
 * Where none of them will do, rows are put to the condition and repaired.
 *
 *-------------------------------------------------------------------------
 */
#include "rules_parts.h"

#include "option.h"

typedef struct Shape
{
	SourceTable *t;
	const DescribeOptions *opt;
	SynthRule **residual; /* [ncolumns] the rule whose attribute the column is, or NULL */
	const int **terms;	  /* [ncolumns] its terms as columns */
} Shape;

static int64
saturate(__int128 x)
{
	return x < SYNTH_RAW_FIRST ? SYNTH_RAW_FIRST : x > SYNTH_RAW_LAST ? SYNTH_RAW_LAST : (int64) x;
}

/* ---------------------------------------------------------------- bounds */

static void refuse_never(const char *text) __attribute__((noreturn));
static void
refuse_never(const char *text)
{
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("no row can meet rule \"%s\"", text),
					errhint("Check it against the columns' types, their constraints and the other rules.")));
	pg_unreachable();
}

/* a user's bounds of one column */
static void
narrow(SourceTable *t, const RuleLinear *l)
{
	SynthAttributeSpec *spec = &t->column[l->column[0]].spec;

	if (Max(spec->lo, l->lo) > Min(spec->hi, l->hi))
		refuse_never(l->text);
	if (l->lo != PG_INT64_MIN && l->lo >= spec->lo)
	{
		spec->lo = l->lo;
		spec->lo_declared = true;
		spec->specials[0] = false;
	}
	if (l->hi != PG_INT64_MAX && l->hi <= spec->hi)
	{
		spec->hi = l->hi;
		spec->hi_declared = true;
		spec->specials[1] = false;
	}
	spec->source = SYNTH_DOMAIN_DECLARED;
}

/* a <= b: neither can pass what bounds the other */
static void
narrow_pair(SourceTable *t, const RuleLinear *l)
{
	SynthAttributeSpec *a = &t->column[l->column[0]].spec;
	SynthAttributeSpec *b = &t->column[l->column[1]].spec;

	/* lo <= a - b <= hi; a NULL on one side lets the other go */
	if (l->n != 2 || l->sign[1] > 0 || a->nullable || b->nullable)
		return;
	if (l->hi != PG_INT64_MAX)
	{
		if (b->hi_declared && saturate((__int128) b->hi + l->hi) < a->hi)
		{
			a->hi = saturate((__int128) b->hi + l->hi);
			a->hi_declared = true;
		}
		if (a->lo_declared && saturate((__int128) a->lo - l->hi) > b->lo)
		{
			b->lo = saturate((__int128) a->lo - l->hi);
			b->lo_declared = true;
		}
	}
	if (l->lo != PG_INT64_MIN)
	{
		if (a->hi_declared && saturate((__int128) a->hi - l->lo) < b->hi)
		{
			b->hi = saturate((__int128) a->hi - l->lo);
			b->hi_declared = true;
		}
		if (b->lo_declared && saturate((__int128) b->lo + l->lo) > a->lo)
		{
			a->lo = saturate((__int128) b->lo + l->lo);
			a->lo_declared = true;
		}
	}
}

/* ---------------------------------------------------------------- choice */

static bool
is_in_key(const SourceTable *t, int column)
{
	for (int k = 0; k < t->nuniques; k++)
		for (int i = 0; i < t->unique[k].ncolumns; i++)
			if (t->unique[k].column[i] == column)
				return true;
	return false;
}

/* does the column's value follow, through residuals, from the other's? */
static bool
depends_on(const Shape *s, int column, int other)
{
	if (column == other)
		return true;
	if (s->residual[column] == NULL)
		return false;
	for (int k = 0; k < s->residual[column]->nterms; k++)
		if (depends_on(s, s->terms[column][k], other))
			return true;
	return false;
}

static bool
may_be_residual(const Shape *s, const RuleLinear *l, int at)
{
	int column = l->column[at];
	const SourceColumn *col = &s->t->column[column];

	if (s->residual[column] != NULL || is_in_key(s->t, column) || column == s->t->unit_column || col->in_foreign_key
		|| (s->opt->target != NULL && strcmp(s->opt->target, col->name) == 0))
		return false;
	for (int i = 0; i < l->n; i++)
	{
		/* where a term is NULL there is nothing to add to: only a column that may be NULL with it */
		if (i != at
			&& (depends_on(s, l->column[i], column)
				|| (!s->t->column[l->column[i]].notnull && s->t->column[column].notnull)))
			return false;
	}
	return true;
}

/* the higher the better */
static int
worth(const Shape *s, const RuleLinear *l, int at)
{
	int others = 0;
	int worth = 0;

	for (int i = 0; i < l->n; i++)
	{
		if (i == at)
			continue;
		others += l->sign[i] == l->sign[at];
		worth += s->t->column[l->column[i]].notnull ? 4 : 0;
	}
	/* the sum of all others */
	if (l->n > 2 && others == 0)
		worth += 1000;
	/* the larger of two, or the later one */
	if (l->n == 2)
		worth += (l->sign[at] > 0 ? l->lo >= 0 : l->hi <= 0) ? 2 : 0;
	return worth + (at == l->n - 1);
}

static int
choose(const Shape *s, const RuleLinear *l)
{
	int best = -1;

	if (l->n > SYNTH_MAX_TERMS + 1)
		return -1;
	for (int i = 0; i < l->n; i++)
		if (may_be_residual(s, l, i) && (best < 0 || worth(s, l, i) > worth(s, l, best)))
			best = i;
	return best;
}

/* ---------------------------------------------------------------- residuals */

/* attribute = sum of sign * term + residual, from sign[at] * attribute + sum = l->lo .. l->hi */
static SynthRule *
make_rule(const Shape *s, const RuleLinear *l, int at, int *terms)
{
	SynthRule *rule = palloc0(sizeof *rule);
	bool flip = l->sign[at] < 0;

	rule->kind = SYNTH_RULE_RESIDUAL;
	rule->text = l->text;
	rule->attribute = s->t->column[l->column[at]].attribute;
	rule->term = palloc(sizeof(int) * (Size) l->n);
	rule->sign = palloc(sizeof(int8_t) * (Size) l->n);
	for (int i = 0; i < l->n; i++)
	{
		if (i == at)
			continue;
		terms[rule->nterms] = l->column[i];
		rule->term[rule->nterms] = s->t->column[l->column[i]].attribute;
		rule->sign[rule->nterms++] = (int8_t) (flip ? l->sign[i] : -l->sign[i]);
	}
	rule->lo = !flip ? l->lo : l->hi == PG_INT64_MAX ? PG_INT64_MIN : -l->hi;
	rule->hi = !flip ? l->hi : l->lo == PG_INT64_MIN ? PG_INT64_MAX : -l->lo;
	return rule;
}

/* what the residual can be, from the relation and from the columns' own bounds; false: nothing */
static bool
bound_residual(Shape *s, SynthRule *rule, int column, const int *terms)
{
	SynthAttributeSpec *spec = &s->t->column[column].spec;
	__int128 lo = spec->lo;
	__int128 hi = spec->hi;
	bool lo_declared = spec->lo_declared;
	bool hi_declared = spec->hi_declared;

	for (int k = 0; k < rule->nterms; k++)
	{
		const SourceColumn *term = &s->t->column[terms[k]];
		bool plus = rule->sign[k] > 0;
		bool residual = s->residual[terms[k]] != NULL;
		__int128 a = residual ? s->residual[terms[k]]->value_lo : term->spec.lo;
		__int128 b = residual ? s->residual[terms[k]]->value_hi : term->spec.hi;

		/* where it is NULL it counts as 0 */
		if (!term->notnull)
		{
			a = Min(a, 0);
			b = Max(b, 0);
		}
		lo -= plus ? b : -a;
		hi -= plus ? a : -b;
		/* a residual's own declaration is of another quantity */
		lo_declared &= !residual && (plus ? term->spec.hi_declared : term->spec.lo_declared);
		hi_declared &= !residual && (plus ? term->spec.lo_declared : term->spec.hi_declared);
	}
	if (rule->lo > hi || rule->hi < lo || rule->lo > rule->hi)
		return false;
	lo_declared |= rule->lo != PG_INT64_MIN;
	hi_declared |= rule->hi != PG_INT64_MAX;
	rule->lo = saturate(Max(lo, rule->lo));
	rule->hi = saturate(Min(hi, rule->hi));
	rule->value_lo = spec->lo;
	rule->value_hi = spec->hi;
	spec->lo = rule->lo;
	spec->hi = rule->hi;
	spec->lo_declared = lo_declared;
	spec->hi_declared = hi_declared;
	return true;
}

static void
make_residual(Shape *s, const RuleLinear *l)
{
	int at = choose(s, l);
	SynthAttributeSpec *spec;
	int *terms;
	SynthRule *rule;

	if (at < 0)
		return;
	terms = palloc(sizeof(int) * (Size) l->n);
	rule = make_rule(s, l, at, terms);
	spec = &s->t->column[l->column[at]].spec;
	if (!bound_residual(s, rule, l->column[at], terms))
	{
		if (l->by_user)
			refuse_never(l->text);
		return;
	}
	/* days between two dates have no calendar */
	if (spec->form == SYNTH_AXIS_DATE)
		spec->form = SYNTH_AXIS_INTEGER;
	if (spec->source == SYNTH_DOMAIN_GRID || spec->source == SYNTH_DOMAIN_TYPE)
		spec->source = l->by_user ? SYNTH_DOMAIN_DECLARED : SYNTH_DOMAIN_CHECK;
	if (spec->lo_declared && spec->hi_declared && (uint64) spec->hi - (uint64) spec->lo < SYNTH_MAX_FINE)
		spec->grain = false;
	s->residual[l->column[at]] = rule;
	s->terms[l->column[at]] = terms;
}

/* bounds on one sum come in several pieces: BETWEEN */
static List *
merge(List *linear)
{
	List *merged = NIL;
	ListCell *lc;
	ListCell *c;

	foreach(lc, linear)
	{
		RuleLinear *l = lfirst(lc);
		RuleLinear *same = NULL;

		foreach(c, merged)
			if (rulelinear_same(lfirst(c), l))
				same = lfirst(c);
		if (same == NULL)
		{
			merged = lappend(merged, l);
			continue;
		}
		same->lo = Max(same->lo, l->lo);
		same->hi = Min(same->hi, l->hi);
		if (l->by_user && same->lo > same->hi)
			refuse_never(l->text);
		same->by_user |= l->by_user;
	}
	return merged;
}

/* ---------------------------------------------------------------- order */

static void
put_residual(Shape *s, int column, bool *done)
{
	if (s->residual[column] == NULL || done[column])
		return;
	done[column] = true;
	for (int k = 0; k < s->residual[column]->nterms; k++)
		put_residual(s, s->terms[column][k], done);
	s->t->rule[s->t->nrules++] = *s->residual[column];
}

static void
put_rule(SourceTable *t, SynthRuleKind kind, int column, List *by, char *text)
{
	SynthRule *rule = &t->rule[t->nrules];
	ListCell *lc;

	if (t->nrules >= SYNTH_MAX_RULES || list_length(by) > SYNTH_MAX_TERMS || t->column[column].attribute < 0)
		return;
	memset(rule, 0, sizeof *rule);
	rule->kind = kind;
	rule->text = text;
	rule->attribute = t->column[column].attribute;
	rule->term = palloc(sizeof(int) * (Size) Max(list_length(by), 1));
	rule->sign = palloc0(sizeof(int8_t) * (Size) Max(list_length(by), 1));
	foreach(lc, by)
	{
		if (t->column[lfirst_int(lc)].attribute < 0)
			return;
		rule->sign[rule->nterms] = 1;
		rule->term[rule->nterms++] = t->column[lfirst_int(lc)].attribute;
	}
	t->nrules++;
}

/* each column follows at most one other, the one that is followed already first */
static void
put_nulls(Shape *s, List *nulls)
{
	bool *follows = palloc0(sizeof(bool) * (Size) Max(s->t->ncolumns, 1));
	ListCell *lc;

	foreach(lc, nulls)
	{
		const RuleNulls *pair = lfirst(lc);
		int second = Max(pair->a, pair->b);
		int first = Min(pair->a, pair->b);

		if (follows[second] || is_in_key(s->t, second) || s->t->column[second].in_foreign_key)
		{
			int swap = first;

			first = second;
			second = swap;
		}
		if (follows[second] || is_in_key(s->t, second) || s->t->column[second].in_foreign_key
			|| s->t->column[second].notnull)
			continue;
		follows[second] = true;
		put_rule(s->t, SYNTH_RULE_NULL_WITH, second, list_make1_int(first), pair->text);
	}
}

void
rules_shape(SourceTable *t, const DescribeOptions *opt, RuleWishes *wishes)
{
	Shape s = {t, opt};
	Size n = (Size) Max(t->ncolumns, 1);
	bool *done = palloc0(sizeof(bool) * n);
	ListCell *lc;

	s.residual = palloc0(sizeof(SynthRule *) * n);
	s.terms = palloc0(sizeof(int *) * n);
	t->rule = palloc0(sizeof(SynthRule) * SYNTH_MAX_RULES);
	t->nrules = 0;
	wishes->linear = merge(wishes->linear);
	foreach(lc, wishes->linear)
		if (((RuleLinear *) lfirst(lc))->n == 1 && ((RuleLinear *) lfirst(lc))->by_user)
			narrow(t, lfirst(lc));
	foreach(lc, wishes->linear)
		narrow_pair(t, lfirst(lc));
	/* sums that are exact first: they leave nothing to learn */
	for (int exact = 1; exact >= 0; exact--)
		foreach(lc, wishes->linear)
		{
			RuleLinear *l = lfirst(lc);

			if (l->n > 1 && (l->lo == l->hi) == exact)
				make_residual(&s, l);
		}
	put_nulls(&s, wishes->nulls);
	for (int c = 0; c < t->ncolumns && t->nrules + t->ncolumns < SYNTH_MAX_RULES; c++)
		put_residual(&s, c, done);
	foreach(lc, wishes->dependencies)
	{
		RuleDependency *dependency = lfirst(lc);

		put_rule(t, SYNTH_RULE_DETERMINES, dependency->column, dependency->by, dependency->text);
	}
}
