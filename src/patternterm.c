/*-------------------------------------------------------------------------
 *
 * patternterm.c
 *	  What a condition on a text says about its characters.
 *
 * AND, OR, NOT, op ANY (array), op ALL (array), IN; value IS NOT NULL, of a
 * value that is not NULL; and the comparisons of patterncall.c.
 *
 * Alternatives become one regular expression, so each must be a single
 * condition that is not negated.  Everything else is left to whoever can
 * evaluate it.
 *
 *-------------------------------------------------------------------------
 */
#include "patternterm.h"

#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "utils/array.h"
#include "utils/lsyscache.h"

#include "patternsubject.h"

static bool
add_term(List **terms, const PatternTerm *term)
{
	PatternTerm *copy = (PatternTerm *) palloc(sizeof(PatternTerm));

	*copy = *term;
	*terms = lappend(*terms, copy);
	return true;
}

bool
patternterm_add_pattern(List **terms, const char *text, SynthPatternSyntax syntax, bool ignore_case, bool negated,
						bool stripped)
{
	PatternTerm term = {PATTERNTERM_PATTERN};

	term.part.text = text;
	term.part.syntax = syntax;
	term.part.ignore_case = ignore_case;
	term.part.negated = negated;
	term.stripped = stripped;
	return add_term(terms, &term);
}

bool
patternterm_add_length(List **terms, int lo, int hi, bool stripped)
{
	PatternTerm term = {PATTERNTERM_LENGTH};

	term.lo = lo;
	term.hi = hi;
	term.stripped = stripped;
	return add_term(terms, &term);
}

bool
patternterm_add_case(List **terms, bool upper, bool stripped)
{
	PatternTerm term = {PATTERNTERM_PATTERN};

	term.part.text = upper ? "[a-z]" : "[A-Z]";
	term.part.syntax = SYNTH_PATTERN_REGEX;
	term.part.negated = true;
	term.stripped = stripped;
	term.upper = upper;
	term.lower = !upper;
	return add_term(terms, &term);
}

/* appends a term as an alternative of one regular expression; false if it is none */
static bool
append_alternative(StringInfo buf, const PatternTerm *term)
{
	const char *p = term->part.text;

	if (buf->len > 0)
		appendStringInfoChar(buf, '|');
	if (term->kind == PATTERNTERM_LENGTH)
	{
		if (term->lo > PATTERNTERM_MAX_REPEAT || (term->hi > PATTERNTERM_MAX_REPEAT && term->hi != PATTERNTERM_NO_LIMIT)
			|| term->lo > term->hi)
			return false;
		if (term->hi == PATTERNTERM_NO_LIMIT)
			appendStringInfo(buf, "(?:^.{%d,}$)", term->lo);
		else
			appendStringInfo(buf, "(?:^.{%d,%d}$)", term->lo, term->hi);
		return true;
	}
	if (term->part.negated || term->upper || term->lower)
		return false;
	if (term->part.syntax == SYNTH_PATTERN_REGEX)
	{
		/* options that hold for a whole expression cannot hold for a part */
		if (strncmp(p, "***", 3) == 0 || (p[0] == '(' && p[1] == '?' && p[2] >= 'a' && p[2] <= 'z'))
			return false;
		appendStringInfo(buf, "(?:%s)", p);
		return true;
	}
	appendStringInfoString(buf, "(?:^");
	for (; *p != '\0'; p++)
	{
		if (*p == '%')
			appendStringInfoString(buf, ".*");
		else if (*p == '_')
			appendStringInfoChar(buf, '.');
		else
		{
			if (*p == '\\' && *++p == '\0')
				return false;
			if (strchr("\\^$.[]|()*+?{}", *p) != NULL)
				appendStringInfoChar(buf, '\\');
			appendStringInfoChar(buf, *p);
		}
	}
	appendStringInfoString(buf, "$)");
	return true;
}

/* any of the conditions (all of them, negated) */
static bool
read_alternatives(List **terms, List *args, bool negated)
{
	StringInfoData buf;
	PatternTerm *first;
	List *arms = NIL;
	ListCell *cell;

	foreach(cell, args)
	{
		Node *arg = (Node *) lfirst(cell);
		List *arm = NIL;

		/* never true of a value that is not NULL */
		if (patternsubject_is_false(arg, negated))
			continue;
		if (!patternterm_read(arg, negated, &arm))
			return false;
		/* always true, and so is the whole */
		if (arm == NIL)
			return true;
		arms = lappend(arms, arm);
	}
	if (arms == NIL)
		return false;
	if (list_length(arms) == 1)
	{
		*terms = list_concat(*terms, (List *) linitial(arms));
		return true;
	}

	initStringInfo(&buf);
	first = (PatternTerm *) linitial((List *) linitial(arms));
	foreach(cell, arms)
	{
		List *arm = (List *) lfirst(cell);
		PatternTerm *term = (PatternTerm *) linitial(arm);

		if (list_length(arm) > 1 || term->stripped != first->stripped
			|| term->part.ignore_case != first->part.ignore_case || !append_alternative(&buf, term))
			return false;
	}
	return patternterm_add_pattern(terms, buf.data, SYNTH_PATTERN_REGEX, first->part.ignore_case, false,
								   first->stripped);
}

/* value op ANY (array), or ALL */
static bool
read_array(List **terms, ScalarArrayOpExpr *expr, bool negated)
{
	Node *array = (Node *) lsecond(expr->args);
	List *args = NIL;
	ArrayType *values;
	Datum *datum;
	bool *isnull;
	int16 typlen;
	bool typbyval;
	char typalign;
	int n;

	if (!IsA(array, Const) || ((Const *) array)->constisnull)
		return false;
	values = DatumGetArrayTypeP(((Const *) array)->constvalue);
	get_typlenbyvalalign(ARR_ELEMTYPE(values), &typlen, &typbyval, &typalign);
	deconstruct_array(values, ARR_ELEMTYPE(values), typlen, typbyval, typalign, &datum, &isnull, &n);
	for (int i = 0; i < n; i++)
	{
		Const *value = makeConst(ARR_ELEMTYPE(values), -1, expr->inputcollid, typlen, datum[i], isnull[i], typbyval);

		if (isnull[i])
			return false;
		args = lappend(args, make_opclause(expr->opno, BOOLOID, false, (Expr *) linitial(expr->args), (Expr *) value,
										   InvalidOid, expr->inputcollid));
	}
	if (args == NIL)
		return false;
	return patternterm_read((Node *) makeBoolExpr(expr->useOr ? OR_EXPR : AND_EXPR, args, -1), negated, terms);
}

static bool
read_bool(List **terms, BoolExpr *expr, bool negated)
{
	List *all = NIL;
	ListCell *cell;

	if (expr->boolop == NOT_EXPR)
		return patternterm_read((Node *) linitial(expr->args), !negated, terms);
	if ((expr->boolop == OR_EXPR) != negated)
		return read_alternatives(terms, expr->args, negated);
	foreach(cell, expr->args)
	{
		if (!patternterm_read((Node *) lfirst(cell), negated, &all))
			return false;
	}
	*terms = list_concat(*terms, all);
	return true;
}

bool
patternterm_read(Node *node, bool negated, List **terms)
{
	List *found = NIL;
	bool known = false;

	check_stack_depth();
	if (node == NULL)
		return false;
	switch (nodeTag(node))
	{
		case T_BoolExpr:
			known = read_bool(&found, (BoolExpr *) node, negated);
			break;
		case T_ScalarArrayOpExpr:
			known = read_array(&found, (ScalarArrayOpExpr *) node, negated);
			break;
		case T_OpExpr:
		{
			OpExpr *op = (OpExpr *) node;

			if (list_length(op->args) == 2)
				known = patterncall_read(&found, get_opcode(op->opno), op->inputcollid, (Node *) linitial(op->args),
										 (Node *) lsecond(op->args), negated);
			break;
		}
		case T_FuncExpr:
		{
			FuncExpr *call = (FuncExpr *) node;

			if (list_length(call->args) == 2)
				known = patterncall_read(&found, call->funcid, call->inputcollid, (Node *) linitial(call->args),
										 (Node *) lsecond(call->args), negated);
			break;
		}
		default:
			/* says nothing about a value that is not NULL */
			known = patternsubject_is_false(node, !negated);
			break;
	}
	if (known)
		*terms = list_concat(*terms, found);
	return known;
}
