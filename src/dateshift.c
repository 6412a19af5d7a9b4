/*-------------------------------------------------------------------------
 *
 * dateshift.c
 *	  Dates and times moved by an interval, as SQL.
 *
 * The server's own operators do it, so months are calendar months and the
 * session's time zone decides what a day of a timestamp with time zone is.
 * Infinities stay where they are.  An interval of months may make one date of
 * two (31 January and 28 February), which matters where dates are unique: days
 * do not.
 *
 *-------------------------------------------------------------------------
 */
#include "dateshift.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

char *
dateshift_text(const Interval *interval)
{
	return DatumGetCString(DirectFunctionCall1(interval_out, IntervalPGetDatum((Interval *) interval)));
}

static char *
shifted(const char *value, const char *type, const char *interval)
{
	return psprintf("((%s) OPERATOR(pg_catalog.+) %s::pg_catalog.interval)::pg_catalog.%s", value,
					quote_literal_cstr(interval), type);
}

/* both ends; an end that is open stays open, an empty range empty */
static char *
shifted_range(const char *value, const char *range, const char *type, const char *interval)
{
	return psprintf("CASE WHEN pg_catalog.isempty(%s) THEN %s ELSE pg_catalog.%s(%s, %s, CASE WHEN"
					" pg_catalog.lower_inc(%s) THEN '[' ELSE '(' END OPERATOR(pg_catalog.||) CASE WHEN"
					" pg_catalog.upper_inc(%s) THEN ']' ELSE ')' END) END",
					value, value, range, shifted(psprintf("pg_catalog.lower(%s)", value), type, interval),
					shifted(psprintf("pg_catalog.upper(%s)", value), type, interval), value, value);
}

char *
dateshift_expression(char *expression, Oid type, int32 typmod, const char *interval)
{
	Oid base = getBaseType(type);
	char *moved;

	switch (base)
	{
		case DATEOID:
			moved = shifted(expression, "date", interval);
			break;
		case TIMESTAMPOID:
			moved = shifted(expression, "timestamp", interval);
			break;
		case TIMESTAMPTZOID:
			moved = shifted(expression, "timestamptz", interval);
			break;
		case DATERANGEOID:
			moved = shifted_range(expression, "daterange", "date", interval);
			break;
		case TSRANGEOID:
			moved = shifted_range(expression, "tsrange", "timestamp", interval);
			break;
		case TSTZRANGEOID:
			moved = shifted_range(expression, "tstzrange", "timestamptz", interval);
			break;
		default:
			return expression;
	}
	return psprintf("CAST(%s AS %s)", moved,
					format_type_extended(type, typmod, FORMAT_TYPE_TYPEMOD_GIVEN | FORMAT_TYPE_FORCE_QUALIFY));
}
