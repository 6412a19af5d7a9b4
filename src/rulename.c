/*-------------------------------------------------------------------------
 *
 * rulename.c
 *	  Names of columns in rules, and dependencies written with them.
 *
 *-------------------------------------------------------------------------
 */
#include "rulename.h"

#include "lib/stringinfo.h"
#include "parser/scansup.h"

int
rulename_find(TupleDesc desc, const char *name)
{
	for (int i = 0; i < desc->natts; i++)
		if (!TupleDescAttr(desc, i)->attisdropped && strcmp(NameStr(TupleDescAttr(desc, i)->attname), name) == 0)
			return i;
	return -1;
}

char *
rulename_list(TupleDesc desc)
{
	StringInfoData names;

	initStringInfo(&names);
	for (int i = 0; i < desc->natts; i++)
		if (!TupleDescAttr(desc, i)->attisdropped)
			appendStringInfo(&names, "%s\"%s\"", names.len > 0 ? ", " : "", NameStr(TupleDescAttr(desc, i)->attname));
	return names.data;
}

static const char *
skip_blanks(const char *s)
{
	while (scanner_isspace(*s))
		s++;
	return s;
}

static bool
starts_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || IS_HIGHBIT_SET(c);
}

/* NULL if there is no name; otherwise what follows it */
static const char *
read_name(const char *s, char **name)
{
	StringInfoData text;
	const char *from = s;

	if (*s != '"')
	{
		if (!starts_name(*s))
			return NULL;
		while (starts_name(*s) || (*s >= '0' && *s <= '9') || *s == '$')
			s++;
		*name = downcase_truncate_identifier(from, (int) (s - from), false);
		return s;
	}
	initStringInfo(&text);
	for (s++; *s != '"' || s[1] == '"'; s++)
	{
		if (*s == '\0')
			return NULL;
		if (*s == '"')
			s++;
		appendStringInfoChar(&text, *s);
	}
	*name = text.data;
	return s + 1;
}

/* NULL if there is no list of names */
static const char *
read_names(const char *s, List **names)
{
	*names = NIL;
	for (;;)
	{
		char *name;

		s = read_name(skip_blanks(s), &name);
		if (s == NULL)
			return NULL;
		*names = lappend(*names, name);
		s = skip_blanks(s);
		if (*s != ',')
			return s;
		s++;
	}
}

bool
rulename_dependency(const char *text, List **left, List **right)
{
	const char *s = read_names(text, left);

	if (s == NULL || strncmp(s, "->", 2) != 0)
		return false;
	s = read_names(s + 2, right);
	return s != NULL && *s == '\0';
}
