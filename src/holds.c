/*-------------------------------------------------------------------------
 *
 * holds.c
 *	  Can a column of a target hold everything that a model makes for it?
 *
 * Answered from the model and the type alone, without calling an input
 * function that might complain: the answer must be known for all columns
 * before the first row, so that one error can name all that cannot.
 *
 *-------------------------------------------------------------------------
 */
#include "holds.h"

#include "access/htup_details.h"
#include "access/transam.h"
#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"
#include "utils/varlena.h"

/* the axis and its special values lie within what the form holds */
bool
holds_axis(const SynthAttribute *a, ValueForm form, int32 typmod, int64 unit)
{
	int64 lo;
	int64 hi;
	int64 first = a->axis->edge[0];
	int64 last = a->axis->edge[a->axis->ncells] - 1;
	bool specials[3];

	value_range(form, typmod, &lo, &hi, specials);
	if ((a->neginf_code >= 0 && !specials[0]) || (a->posinf_code >= 0 && !specials[1])
		|| (a->nan_code >= 0 && !specials[2]))
		return false;
	return first >= lo / unit && last <= hi / unit;
}

/* |raw| * 10^-scale fits the whole digits of numeric(typmod), and no digit is lost */
bool
holds_decimal(const SynthAttribute *a, int scale, int32 typmod)
{
	int precision;
	int digits;
	int64 limit = 1;

	value_numeric_digits(typmod, &precision, &digits);
	if (precision == 0)
		return true;
	if (digits < scale)
		return false;
	for (int i = 0; i < precision - digits + scale; i++)
	{
		if (limit > PG_INT64_MAX / 10)
			return true;
		limit *= 10;
	}
	return a->axis->edge[0] > -limit && a->axis->edge[a->axis->ncells] - 1 < limit;
}

/* without its trailing blanks, which the character types drop when they must */
static int
label_characters(const char *label)
{
	int len = (int) strlen(label);

	while (len > 0 && label[len - 1] == ' ')
		len--;
	return pg_mbstrlen_with_len(label, len);
}

/* the type's input function will take the label: decided without calling it */
static bool
label_fits(const char *label, Oid base, int32 typmod, bool is_enum)
{
	char *end;
	bool flag;
	long long whole;

	switch (base)
	{
		case TEXTOID:
			return true;
		case VARCHAROID:
		case BPCHAROID:
			return typmod < (int32) VARHDRSZ || label_characters(label) <= typmod - (int32) VARHDRSZ;
		case NAMEOID:
			return strlen(label) < NAMEDATALEN;
		case BOOLOID:
			return parse_bool(label, &flag);
		case INT2OID:
		case INT4OID:
		case INT8OID:
			errno = 0;
			whole = strtoll(label, &end, 10);
			return end != label && *end == '\0' && errno == 0
				   && (base != INT2OID || (whole >= PG_INT16_MIN && whole <= PG_INT16_MAX))
				   && (base != INT4OID || (whole >= PG_INT32_MIN && whole <= PG_INT32_MAX));
		default:
			return is_enum && strlen(label) < NAMEDATALEN
				   && SearchSysCacheExists2(ENUMTYPOIDNAME, ObjectIdGetDatum(base), CStringGetDatum(label));
	}
}

/* "mood" of "\"my schema\".mood[]"; NULL if it is no name */
static char *
type_name(const char *type_text)
{
	char *text = pstrdup(type_text);
	List *names;

	while (strlen(text) > 2 && strcmp(text + strlen(text) - 2, "[]") == 0)
		text[strlen(text) - 2] = '\0';
	return SplitIdentifierString(text, '.', &names) && names != NIL ? llast(names) : NULL;
}

/*
 * A user's type of the same name in another schema, as the copy of a schema
 * has it: an array, a composite type, or a domain over one.
 */
static bool
is_alike(const char *type_text, Oid type)
{
	Oid element = get_base_element_type(type);
	bool is_array = strlen(type_text) > 2 && strcmp(type_text + strlen(type_text) - 2, "[]") == 0;
	char *name = type_name(type_text);
	HeapTuple tuple;
	bool alike;

	if (OidIsValid(element) != is_array && getBaseType(type) == type)
		return false;
	if (is_array)
		type = element;
	if (name == NULL || !OidIsValid(type) || type < FirstNormalObjectId)
		return false;
	tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(type));
	if (!HeapTupleIsValid(tuple))
		return false;
	alike = strcmp(NameStr(((Form_pg_type) GETSTRUCT(tuple))->typname), name) == 0;
	ReleaseSysCache(tuple);
	return alike;
}

/* NULL, not an error, for a type that this database does not have */
bool
holds_base(const char *type_text, Oid type)
{
	LOCAL_FCINFO(fcinfo, 1);
	Datum named;

	InitFunctionCallInfoData(*fcinfo, NULL, 1, InvalidOid, NULL, NULL);
	fcinfo->args[0].value = CStringGetTextDatum(type_text);
	fcinfo->args[0].isnull = false;
	named = to_regtype(fcinfo);
	return (!fcinfo->isnull && getBaseType(DatumGetObjectId(named)) == getBaseType(type)) || is_alike(type_text, type);
}

static inline bool
is_text(Oid base)
{
	return base == TEXTOID || base == VARCHAROID || base == BPCHAROID || base == NAMEOID;
}

/*
 * Texts by their length, enums by their labels, booleans and integers by
 * reading the label; any other type only if it is the model's own, or one of
 * the same name.
 */
bool
holds_labels(const SynthAttribute *a, const SynthColumn *column, Oid type, int32 typmod)
{
	Oid base = getBaseType(type);
	bool is_enum = type_is_enum(base);
	/* where texts are made of it, its label is only a stand-in */
	bool has_other = a->other_code >= 0 && a->other == SYNTH_OTHER_LABEL && column->text == NULL;
	bool checked = is_text(base) || is_enum || base == BOOLOID || base == INT2OID || base == INT4OID || base == INT8OID;

	if (!checked)
		return holds_base(column->type, type);
	for (int i = 0; i < a->nvalues; i++)
		if (!label_fits(a->label[i], base, typmod, is_enum))
			return false;
	return !has_other || label_fits(a->other_label, base, typmod, is_enum);
}
