/*-------------------------------------------------------------------------
 *
 * patternsubject.c
 *	  What a side of a comparison is: the value, something of it, a constant.
 *
 * The value is a CoerceToDomainValue (constraint.h).  Casts that change nothing
 * are looked through; that of a char(n) to text drops the trailing spaces.
 *
 *-------------------------------------------------------------------------
 */
#include "patternsubject.h"

#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"

#include "value.h"

/* the node under relabelings */
static Node *
bare(Node *node)
{
	while (node != NULL && IsA(node, RelabelType))
		node = (Node *) ((RelabelType *) node)->arg;
	return node;
}

/* the function of a call with that many arguments, or InvalidOid */
static Oid
call_of(Node *node, int nargs, List **args)
{
	FuncExpr *call = (FuncExpr *) node;

	if (node == NULL || !IsA(node, FuncExpr) || list_length(call->args) != nargs)
		return InvalidOid;
	*args = call->args;
	return call->funcid;
}

bool
patternsubject_is_value(PatternSubject subject)
{
	return subject == PATTERNSUBJECT_VALUE || subject == PATTERNSUBJECT_STRIPPED;
}

PatternSubject
patternsubject_of(Node *node)
{
	PatternSubject made = PATTERNSUBJECT_NONE;
	PatternSubject inner;
	List *args;

	node = bare(node);
	if (node != NULL && IsA(node, CoerceToDomainValue))
		return PATTERNSUBJECT_VALUE;
	switch (call_of(node, 1, &args))
	{
		case F_TEXT_BPCHAR:
			made = PATTERNSUBJECT_STRIPPED;
			break;
		case F_BTRIM_TEXT:
			made = PATTERNSUBJECT_TRIMMED;
			break;
		case F_LTRIM_TEXT:
			made = PATTERNSUBJECT_LEFT_TRIMMED;
			break;
		case F_RTRIM_TEXT:
			made = PATTERNSUBJECT_RIGHT_TRIMMED;
			break;
		case F_UPPER_TEXT:
			made = PATTERNSUBJECT_UPPER;
			break;
		case F_LOWER_TEXT:
			made = PATTERNSUBJECT_LOWER;
			break;
		default:
			return PATTERNSUBJECT_NONE;
	}
	check_stack_depth();
	inner = patternsubject_of((Node *) linitial(args));
	return patternsubject_is_value(inner) ? made : PATTERNSUBJECT_NONE;
}

bool
patternsubject_end(Node *node, PatternEnd *end)
{
	PatternSubject subject;
	List *args = NIL;
	int from = 1;
	Oid function;

	node = bare(node);
	function = call_of(node, 2, &args);
	if (function == F_LEFT || function == F_RIGHT)
	{
		if (!patternsubject_int((Node *) lsecond(args), &end->chars))
			return false;
	}
	else
	{
		function = call_of(node, 3, &args);
		if ((function != F_SUBSTR_TEXT_INT4_INT4 && function != F_SUBSTRING_TEXT_INT4_INT4)
			|| !patternsubject_int((Node *) lsecond(args), &from)
			|| !patternsubject_int((Node *) lthird(args), &end->chars) || from != 1)
			return false;
	}
	subject = patternsubject_of((Node *) linitial(args));
	end->last = function == F_RIGHT;
	end->stripped = subject == PATTERNSUBJECT_STRIPPED;
	return patternsubject_is_value(subject);
}

bool
patternsubject_length(Node *node, PatternSubject *subject, bool *octets)
{
	bool bpchar = false;
	List *args;

	*octets = false;
	switch (call_of(node, 1, &args))
	{
		case F_LENGTH_BPCHAR:
		case F_CHAR_LENGTH_BPCHAR:
		case F_CHARACTER_LENGTH_BPCHAR:
			bpchar = true;
			break;
		case F_LENGTH_TEXT:
		case F_CHAR_LENGTH_TEXT:
		case F_CHARACTER_LENGTH_TEXT:
			break;
		case F_OCTET_LENGTH_TEXT:
		case F_OCTET_LENGTH_BPCHAR:
			*octets = true;
			break;
		default:
			return false;
	}
	*subject = patternsubject_of((Node *) linitial(args));
	/* the length of a char(n) is that of what was stored */
	if (bpchar && *subject == PATTERNSUBJECT_VALUE)
		*subject = PATTERNSUBJECT_STRIPPED;
	return *subject != PATTERNSUBJECT_NONE;
}

const char *
patternsubject_position(Node *node, PatternSubject *subject)
{
	List *args;
	Oid function = call_of(node, 2, &args);
	char *text;

	if (function != F_STRPOS && function != F_POSITION_TEXT_TEXT)
		return NULL;
	*subject = patternsubject_of((Node *) linitial(args));
	text = patternsubject_text((Node *) lsecond(args));
	if (text == NULL || !patternsubject_is_value(*subject))
		return NULL;
	return patternsubject_utf8(text);
}

char *
patternsubject_text(Node *node)
{
	Const *c;
	char *string;
	int n;

	node = bare(node);
	if (node == NULL || !IsA(node, Const))
		return NULL;
	c = (Const *) node;
	if (c->constisnull || !value_is_text(c->consttype))
		return NULL;
	string = TextDatumGetCString(c->constvalue);
	/* what compares with a char(n) does so without trailing spaces */
	for (n = (int) strlen(string); c->consttype == BPCHAROID && n > 0 && string[n - 1] == ' '; n--)
		string[n - 1] = '\0';
	return string;
}

bool
patternsubject_is_ascii(const char *text)
{
	for (; *text != '\0'; text++)
	{
		if (IS_HIGHBIT_SET(*text))
			return false;
	}
	return true;
}

const char *
patternsubject_utf8(const char *text)
{
	/* texts are made in UTF-8: in another encoding only ASCII is the same */
	if (GetDatabaseEncoding() == PG_UTF8 || patternsubject_is_ascii(text))
		return text;
	return NULL;
}

bool
patternsubject_int(Node *node, int *n)
{
	Const *c = (Const *) node;

	if (node == NULL || !IsA(node, Const) || c->constisnull || c->consttype != INT4OID)
		return false;
	*n = DatumGetInt32(c->constvalue);
	return true;
}

bool
patternsubject_is_false(Node *node, bool negated)
{
	if (node == NULL)
		return false;
	if (IsA(node, NullTest))
	{
		NullTest *test = (NullTest *) node;

		return patternsubject_of((Node *) test->arg) == PATTERNSUBJECT_VALUE
			   && (test->nulltesttype == IS_NULL) != negated;
	}
	if (IsA(node, Const))
	{
		Const *c = (Const *) node;

		return c->consttype == BOOLOID && !c->constisnull && DatumGetBool(c->constvalue) == negated;
	}
	return false;
}
