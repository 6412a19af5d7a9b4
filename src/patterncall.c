/*-------------------------------------------------------------------------
 *
 * patterncall.c
 *	  What a comparison says about the characters of a text.
 *
 * Understood, with the sides either way round where that makes sense:
 *
 *		value ~ 'x'  !~  ~*  !~*  LIKE  NOT LIKE  ILIKE  NOT ILIKE
 *		value SIMILAR TO 'x'		the planner has folded it to ~
 *		value ^@ 'x', starts_with(value, 'x'), regexp_like(value, 'x')
 *		value = 'x', value <> 'x'
 *		length(value) op n			also char_length, octet_length
 *		left(value, n) = 'x'		also right, and substr from the first character
 *		position('x' in value) op n	as far as it says: there, not there, first, later
 *		value = upper(value)		also lower, trim, ltrim, rtrim
 *		trim(value) <> ''			also length(trim(value)) > 0
 *
 * A char(n) is seen with its trailing spaces by pattern operators, and without
 * them by length(), comparisons and functions on text; terms say which.
 *
 *-------------------------------------------------------------------------
 */
#include "patternterm.h"

#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"

#include "patternsubject.h"

/* LIKE pattern of a text that stands for itself, between two others that do not */
static char *
like_of(const char *before, const char *text, const char *after)
{
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfoString(&buf, before);
	for (; *text != '\0'; text++)
	{
		if (*text == '%' || *text == '_' || *text == '\\')
			appendStringInfoChar(&buf, '\\');
		appendStringInfoChar(&buf, *text);
	}
	appendStringInfoString(&buf, after);
	return buf.data;
}

/* value = text, or <>: trailing spaces of a char(n) do not count, so they may follow */
static bool
read_equal(List **terms, PatternSubject subject, const char *text, bool negated, bool bpchar)
{
	switch (subject)
	{
		case PATTERNSUBJECT_VALUE:
		case PATTERNSUBJECT_STRIPPED:
			return patternterm_add_pattern(terms, like_of("", text, ""), SYNTH_PATTERN_LIKE, false, negated,
										   bpchar || subject == PATTERNSUBJECT_STRIPPED);
		case PATTERNSUBJECT_TRIMMED:
		case PATTERNSUBJECT_LEFT_TRIMMED:
		case PATTERNSUBJECT_RIGHT_TRIMMED:
			/* something but spaces in it */
			if (text[0] == '\0')
				return patternterm_add_pattern(terms, "[^ ]", SYNTH_PATTERN_REGEX, false, !negated, false);
			return false;
		default:
			return false;
	}
}

/* value = f(value) */
static bool
read_same(List **terms, PatternSubject subject, bool negated, bool stripped)
{
	const char *refused;

	if (negated)
		return false;
	switch (subject)
	{
		case PATTERNSUBJECT_UPPER:
		case PATTERNSUBJECT_LOWER:
			return patternterm_add_case(terms, subject == PATTERNSUBJECT_UPPER, stripped);
		case PATTERNSUBJECT_LEFT_TRIMMED:
			refused = "^ ";
			break;
		case PATTERNSUBJECT_RIGHT_TRIMMED:
			refused = " $";
			break;
		case PATTERNSUBJECT_TRIMMED:
			refused = "^ | $";
			break;
		default:
			return false;
	}
	return patternterm_add_pattern(terms, refused, SYNTH_PATTERN_REGEX, false, true, stripped);
}

typedef enum Comparison
{
	EQ,
	NE,
	LT,
	GE,
	GT,
	LE
} Comparison;

static bool
comparison_of(Oid function, bool negated, bool swapped, Comparison *op)
{
	static const Comparison opposite[] = {NE, EQ, GE, LT, LE, GT};
	static const Comparison swap[] = {EQ, NE, GT, LE, LT, GE};

	switch (function)
	{
		case F_INT4EQ:
			*op = EQ;
			break;
		case F_INT4NE:
			*op = NE;
			break;
		case F_INT4LT:
			*op = LT;
			break;
		case F_INT4GE:
			*op = GE;
			break;
		case F_INT4GT:
			*op = GT;
			break;
		case F_INT4LE:
			*op = LE;
			break;
		default:
			return false;
	}
	if (swapped)
		*op = swap[*op];
	if (negated)
		*op = opposite[*op];
	return true;
}

/* length(subject) op n */
static bool
read_length(List **terms, PatternSubject subject, bool octets, Comparison op, int64 n)
{
	bool stripped = subject == PATTERNSUBJECT_STRIPPED;
	int64 lo = 0;
	int64 hi = PATTERNTERM_NO_LIMIT;

	/* a length that is not n: of no use but for 0 as a range */
	if (op == NE && n <= 0)
	{
		op = GT;
		n = n < 0 ? -1 : 0;
	}
	switch (op)
	{
		case EQ:
			lo = hi = n;
			break;
		case NE:
			if (octets || n > PATTERNTERM_MAX_REPEAT || subject > PATTERNSUBJECT_STRIPPED)
				return false;
			return patternterm_add_pattern(terms, psprintf("^.{%d}$", (int) n), SYNTH_PATTERN_REGEX, false, true,
										   stripped);
		case LT:
			hi = n - 1;
			break;
		case LE:
			hi = n;
			break;
		case GT:
			lo = n + 1;
			break;
		case GE:
			lo = n;
			break;
	}
	/* no text is as short as that: a pattern that nothing matches says so */
	if (hi < 0)
		return patternterm_add_pattern(terms, "", SYNTH_PATTERN_REGEX, false, true, stripped);
	if (subject > PATTERNSUBJECT_STRIPPED)
	{
		if (subject == PATTERNSUBJECT_UPPER || subject == PATTERNSUBJECT_LOWER || hi != PATTERNTERM_NO_LIMIT || lo > 1)
			return false;
		return lo <= 0 || patternterm_add_pattern(terms, "[^ ]", SYNTH_PATTERN_REGEX, false, false, false);
	}
	/* bytes are characters in ASCII; elsewhere there are more of them */
	if (octets && hi != PATTERNTERM_NO_LIMIT)
		patternterm_add_pattern(terms, "^[ -~]*$", SYNTH_PATTERN_REGEX, false, false, stripped);
	return patternterm_add_length(terms, (int) Min(Max(lo, 0), PATTERNTERM_NO_LIMIT),
								  (int) Min(hi, PATTERNTERM_NO_LIMIT), stripped);
}

/* position(text in value) op n, for the n that can be told from patterns */
static bool
read_position(List **terms, const char *text, Comparison op, int64 n, bool stripped)
{
	char *within = like_of("%", text, "%");
	char *first = like_of("", text, "%");

	/* position is 1 in any text */
	if (text[0] == '\0')
		return false;
	if ((op == GT && n == 0) || (op == GE && n == 1) || (op == NE && n == 0))
		return patternterm_add_pattern(terms, within, SYNTH_PATTERN_LIKE, false, false, stripped);
	if ((op == EQ && n == 0) || (op == LT && n == 1) || (op == LE && n == 0))
		return patternterm_add_pattern(terms, within, SYNTH_PATTERN_LIKE, false, true, stripped);
	if (op == EQ && n == 1)
		return patternterm_add_pattern(terms, first, SYNTH_PATTERN_LIKE, false, false, stripped);
	if ((op == GT && n == 1) || (op == GE && n == 2))
		return patternterm_add_pattern(terms, within, SYNTH_PATTERN_LIKE, false, false, stripped)
			   && patternterm_add_pattern(terms, first, SYNTH_PATTERN_LIKE, false, true, stripped);
	return false;
}

/* left(value, n) = text and the like; a text of another length is another story */
static bool
read_end(List **terms, const PatternEnd *end, const char *text, bool negated)
{
	if (end->chars < 1 || pg_mbstrlen(text) != end->chars)
		return false;
	text = patternsubject_utf8(text);
	if (text == NULL)
		return false;
	return patternterm_add_pattern(terms, end->last ? like_of("%", text, "") : like_of("", text, "%"),
								   SYNTH_PATTERN_LIKE, false, negated, end->stripped);
}

/* pattern operators; the subject is the value itself */
static bool
read_match(List **terms, Oid function, PatternSubject subject, const char *text, bool negated)
{
	bool stripped = subject == PATTERNSUBJECT_STRIPPED;
	SynthPatternSyntax syntax = SYNTH_PATTERN_REGEX;
	bool ignore_case = false;

	if (!patternsubject_is_value(subject))
		return false;
	switch (function)
	{
		case F_TEXTREGEXNE:
		case F_BPCHARREGEXNE:
			negated = !negated;
			/* fall through */
		case F_TEXTREGEXEQ:
		case F_BPCHARREGEXEQ:
#ifdef F_REGEXP_LIKE_TEXT_TEXT
		case F_REGEXP_LIKE_TEXT_TEXT:
#endif
			break;
		case F_TEXTICREGEXNE:
		case F_BPCHARICREGEXNE:
			negated = !negated;
			/* fall through */
		case F_TEXTICREGEXEQ:
		case F_BPCHARICREGEXEQ:
			ignore_case = true;
			break;
		case F_TEXTNLIKE:
		case F_BPCHARNLIKE:
		case F_NOTLIKE_TEXT_TEXT:
			negated = !negated;
			/* fall through */
		case F_TEXTLIKE:
		case F_BPCHARLIKE:
		case F_LIKE_TEXT_TEXT:
			syntax = SYNTH_PATTERN_LIKE;
			break;
		case F_TEXTICNLIKE:
		case F_BPCHARICNLIKE:
			negated = !negated;
			/* fall through */
		case F_TEXTICLIKE:
		case F_BPCHARICLIKE:
			syntax = SYNTH_PATTERN_LIKE;
			ignore_case = true;
			break;
		case F_STARTS_WITH:
			text = like_of("", text, "%");
			syntax = SYNTH_PATTERN_LIKE;
			break;
		default:
			return false;
	}
	return patternterm_add_pattern(terms, text, syntax, ignore_case, negated, stripped);
}

/* left = right, both texts; the operators of a char(n) do not see trailing spaces */
static bool
read_equality(List **terms, Node *left, Node *right, bool negated, bool bpchar)
{
	PatternSubject subject;
	PatternSubject other;
	PatternEnd end;
	const char *text;

	/* a constant goes to the right, and so does the plain value if there is none */
	if (patternsubject_text(left) != NULL
		|| (patternsubject_text(right) == NULL && patternsubject_is_value(patternsubject_of(left))))
	{
		Node *swap = left;

		left = right;
		right = swap;
	}
	text = patternsubject_text(right);
	if (text != NULL && patternsubject_end(left, &end))
		return read_end(terms, &end, text, negated);
	subject = patternsubject_of(left);
	if (text != NULL)
	{
		text = patternsubject_utf8(text);
		return text != NULL && read_equal(terms, subject, text, negated, bpchar);
	}
	other = patternsubject_of(right);
	return patternsubject_is_value(other)
		   && read_same(terms, subject, negated, bpchar || other == PATTERNSUBJECT_STRIPPED);
}

bool
patterncall_read(List **terms, Oid function, Oid collation, Node *left, Node *right, bool negated)
{
	PatternSubject subject;
	Node *measured = left;
	const char *text;
	Comparison op;
	bool octets;
	int n;

	/* what is equal there need not have the same characters */
	if (OidIsValid(collation) && !get_collation_isdeterministic(collation))
		return false;
	switch (function)
	{
		case F_TEXTEQ:
		case F_TEXTNE:
			return read_equality(terms, left, right, negated != (function == F_TEXTNE), false);
		case F_BPCHAREQ:
		case F_BPCHARNE:
			return read_equality(terms, left, right, negated != (function == F_BPCHARNE), true);
		default:
			break;
	}

	if (!patternsubject_int(right, &n) || !comparison_of(function, negated, false, &op))
	{
		measured = right;
		if (!patternsubject_int(left, &n) || !comparison_of(function, negated, true, &op))
		{
			text = patternsubject_text(right);
			text = text != NULL ? patternsubject_utf8(text) : NULL;
			return text != NULL && read_match(terms, function, patternsubject_of(left), text, negated);
		}
	}
	if (patternsubject_length(measured, &subject, &octets))
		return read_length(terms, subject, octets, op, n);
	text = patternsubject_position(measured, &subject);
	return text != NULL && read_position(terms, text, op, n, subject == PATTERNSUBJECT_STRIPPED);
}
