/*-------------------------------------------------------------------------
 *
 * patterncheck.c
 *	  The CHECKs of a text column as patterns that texts can be made from.
 *
 * Each conjunct that patternterm.c understands adds its terms; they hold
 * together, so patterns are parts of one intersection and lengths one range.
 * What is not understood is left out and says so (`complete`): texts are made
 * from the rest and tried.
 *
 * A char(n) is stored with trailing spaces that pattern operators see and other
 * functions do not.  If any operator sees them, texts are made with them,
 * exactly n characters, and what others say is turned into what they see:
 * "at least m" is a character that is no space behind m - 1 others.  Without
 * such an operator texts are made without.
 *
 *-------------------------------------------------------------------------
 */
#include "patterncheck.h"

#include "catalog/pg_type.h"

#include "patternsubject.h"
#include "patternterm.h"

static void
add_part(PatternCheck *p, const SynthPatternPart *part)
{
	p->part[p->nparts++] = *part;
}

static void
add_regex(PatternCheck *p, const char *text, bool negated)
{
	SynthPatternPart part = {text, SYNTH_PATTERN_REGEX, false, negated};

	add_part(p, &part);
}

/* the range of a length narrows */
static void
add_range(PatternCheck *p, int lo, int hi)
{
	p->min_chars = Max(p->min_chars, lo);
	if (hi == PATTERNTERM_NO_LIMIT)
		return;
	/* 0 would be no limit: only the empty text is as short */
	if (hi == 0)
		add_regex(p, "^$", false);
	else
		p->max_chars = p->max_chars == 0 ? hi : Min(p->max_chars, hi);
}

/* a term about the text without trailing spaces, as one about the text with them; false if that is not possible */
static bool
add_padded(PatternCheck *p, const PatternTerm *term)
{
	if (term->upper || term->lower)
	{
		add_part(p, &term->part);
		return true;
	}
	if (term->kind == PATTERNTERM_PATTERN)
	{
		const char *text = term->part.text;
		StringInfoData buf;

		/* no space at the end and nothing special: a constant that the value equals, or does not */
		if (term->part.syntax != SYNTH_PATTERN_LIKE || term->part.ignore_case || strpbrk(text, "%_\\") != NULL)
			return false;
		initStringInfo(&buf);
		appendStringInfoChar(&buf, '^');
		for (; *text != '\0'; text++)
		{
			if (strchr("^$.[]|()*+?{}", *text) != NULL)
				appendStringInfoChar(&buf, '\\');
			appendStringInfoChar(&buf, *text);
		}
		appendStringInfoString(&buf, " *$");
		add_regex(p, buf.data, term->part.negated);
		return true;
	}
	if (term->lo > PATTERNTERM_MAX_REPEAT || (term->hi > PATTERNTERM_MAX_REPEAT && term->hi < p->max_chars))
		return false;
	if (term->lo > 0)
		add_regex(p, psprintf("^.{%d,}[^ ]", term->lo - 1), false);
	if (term->hi < p->max_chars)
		add_regex(p, psprintf("^.{%d,}[^ ]", term->hi), true);
	return true;
}

static bool
sees_padding(const ColumnConstraint *c, List *terms)
{
	ListCell *cell;

	if (c->basetype != BPCHAROID || value_max_chars(c->basetype, c->basetypmod) == 0)
		return false;
	foreach(cell, terms)
	{
		if (!((PatternTerm *) lfirst(cell))->stripped)
			return true;
	}
	return false;
}

PatternCheck *
patterncheck_read(ColumnConstraint *c)
{
	PatternCheck *p = (PatternCheck *) palloc0(sizeof(PatternCheck));
	List *terms = NIL;
	ListCell *cell;
	bool several = false;
	bool ascii = true;
	bool padded;

	if (!value_is_text(c->basetype))
		return NULL;
	p->complete = true;
	foreach(cell, c->conjuncts)
	{
		Conjunct *conjunct = (Conjunct *) lfirst(cell);
		int before = list_length(terms);

		/* one that we may not evaluate, we do not read either: its operators may be anybody's */
		if (conjunct->state == NULL || !patternterm_read((Node *) conjunct->expr, false, &terms))
		{
			p->complete = false;
			continue;
		}
		if (list_length(terms) == before)
			continue;
		if (before == 0)
			p->constraint = conjunct->name;
		else if (p->constraint == NULL || conjunct->name == NULL || strcmp(p->constraint, conjunct->name) != 0)
			several = true;
	}
	if (terms == NIL)
		return NULL;
	if (several)
		p->constraint = NULL;

	padded = sees_padding(c, terms);
	p->max_chars = value_max_chars(c->basetype, c->basetypmod);
	p->min_chars = padded ? p->max_chars : 0;
	/* a term gives two parts at most, and trailing spaces one */
	p->part = (SynthPatternPart *) palloc0(sizeof(SynthPatternPart) * (2 * list_length(terms) + 1));
	foreach(cell, terms)
	{
		PatternTerm *term = (PatternTerm *) lfirst(cell);

		p->upper |= term->upper;
		p->lower |= term->lower;
		if (term->kind == PATTERNTERM_PATTERN)
			ascii &= patternsubject_is_ascii(term->part.text);
		if (padded && term->stripped)
			p->complete &= add_padded(p, term);
		else if (term->kind == PATTERNTERM_LENGTH)
			add_range(p, term->lo, term->hi);
		else
			add_part(p, &term->part);
	}
	if (c->basetype == BPCHAROID && !padded)
		add_regex(p, " $", true);
	/* other letters have cases of their own, which depend on the collation */
	if ((p->upper || p->lower) && !ascii)
		p->complete = false;
	/* no length at all is left */
	if (p->max_chars > 0 && p->min_chars > p->max_chars)
	{
		p->min_chars = 0;
		add_regex(p, "", true);
	}
	return p;
}

/* "column "a"", and its constraint if that is known */
static char *
named(const PatternCheck *check, const char *column)
{
	if (check->constraint == NULL)
		return psprintf("the CHECK constraints of column \"%s\"", column);
	return psprintf("constraint \"%s\" of column \"%s\"", check->constraint, column);
}

SynthPattern *
patterncheck_compile(const PatternCheck *check, const char *column, bool finite)
{
	SynthPatternError error = {SYNTH_PATTERN_OK, -1, NULL};
	SynthPattern *pattern = synth_pattern_compile(check->part, check->nparts, check->min_chars, check->max_chars,
												  finite, &error);

	if (pattern != NULL)
		return pattern;
	switch (error.fault)
	{
		case SYNTH_PATTERN_EMPTY:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("no text satisfies %s", named(check, column)),
					 errhint("Correct the constraints, or give text => '{\"%s\": \"null\"}' to leave the column out.",
							 column)));
			break;
		case SYNTH_PATTERN_INFINITE:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("texts that must be unique have no limit of length in %s", named(check, column)),
					 errhint("Give text => '{\"%s\": \"pattern:...\"}' with a pattern of limited length, such as [A-Z]{3}-[0-9]{6}.",
							 column)));
			break;
		case SYNTH_PATTERN_SYNTAX:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("a pattern in %s cannot be read: %s", named(check, column), error.message),
					 errhint("Give text => '{\"%s\": \"pattern:...\"}' with a simpler pattern, or a list such as [\"a\", \"b\"].",
							 column)));
			break;
		case SYNTH_PATTERN_TOO_LARGE:
		case SYNTH_PATTERN_UNSUPPORTED:
		default:
			ereport(ERROR,
					(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
					 errmsg("texts cannot be made from %s: %s", named(check, column), error.message),
					 errhint("Give text => '{\"%s\": \"pattern:...\"}' with a simpler pattern, or a list such as [\"a\", \"b\"].",
							 column)));
			break;
	}
	return NULL;
}
