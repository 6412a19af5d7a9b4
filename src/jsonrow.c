/*-------------------------------------------------------------------------
 *
 * jsonrow.c
 *	  A row of a model as jsonb, where there is no table to take types from.
 *
 * A model may come from another database whose enums and domains are not here,
 * so only types that every server has are used: numbers and times in their own
 * type, labels as text.
 *
 *-------------------------------------------------------------------------
 */
#include "jsonrow.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "datatype/timestamp.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"
#include "utils/numeric.h"


static const struct
{
	const char *name; /* as format_type() writes it */
	Oid type;
} builtin[] = {{"boolean", BOOLOID},
			   {"smallint", INT2OID},
			   {"integer", INT4OID},
			   {"bigint", INT8OID},
			   {"json", JSONOID},
			   {"jsonb", JSONBOID},
			   {"uuid", UUIDOID},
			   {"date", DATEOID},
			   {"timestamp without time zone", TIMESTAMPOID},
			   {"timestamp with time zone", TIMESTAMPTZOID},
			   {"inet", INETOID},
			   {"bytea", BYTEAOID},
			   {"name", NAMEOID},
			   {"real", FLOAT4OID},
			   {"double precision", FLOAT8OID}};

/* declared length of a character type; false for one that no server has: the name comes with the model */
static bool
read_length(const char *name, const char *form, int32 *typmod)
{
	int length;

	if (sscanf(name, form, &length) != 1 || length < 1 || length > MaxAttrSize)
		return false;
	*typmod = length + (int32) VARHDRSZ;
	return true;
}

/* type of a column that is a label or a key; *typmod gets the length of the character types */
static Oid
named_type(const char *name, int32 *typmod)
{
	*typmod = -1;
	for (int i = 0; i < (int) lengthof(builtin); i++)
		if (strcmp(name, builtin[i].name) == 0)
			return builtin[i].type;
	if (read_length(name, "character varying(%9d)", typmod))
		return VARCHAROID;
	if (read_length(name, "character(%9d)", typmod))
		return BPCHAROID;
	if (strcmp(name, "numeric") == 0 || strncmp(name, "numeric(", 8) == 0)
		return NUMERICOID;
	return TEXTOID;
}

Oid
jsonrow_form_type(ValueForm form)
{
	switch (form)
	{
		case VALUE_INT2:
			return INT2OID;
		case VALUE_INT4:
			return INT4OID;
		case VALUE_INT8:
			return INT8OID;
		case VALUE_NUMERIC:
		case VALUE_NUMERIC_REAL:
			return NUMERICOID;
		case VALUE_FLOAT4:
			return FLOAT4OID;
		case VALUE_FLOAT8:
			return FLOAT8OID;
		case VALUE_MONEY:
			return MONEYOID;
		case VALUE_DATE:
			return DATEOID;
		case VALUE_TIME:
			return TIMEOID;
		case VALUE_TIMETZ:
			return TIMETZOID;
		case VALUE_TIMESTAMP:
			return TIMESTAMPOID;
		case VALUE_TIMESTAMPTZ:
			return TIMESTAMPTZOID;
		case VALUE_INTERVAL:
			return INTERVALOID;
		case VALUE_NONE:
		case VALUE_LABEL:
			break;
	}
	return TEXTOID;
}

/*
 * The type whose input and output functions write the labels of a category,
 * from its name; InvalidOid where it is not a type that every server has.
 */
Oid
jsonrow_label_type(const char *name, int32 *typmod)
{
	static const struct
	{
		const char *name;
		Oid type;
	} more[] = {{"text", TEXTOID},		 {"character varying", VARCHAROID},	  {"money", MONEYOID},
				{"cidr", CIDROID},		 {"time without time zone", TIMEOID}, {"time with time zone", TIMETZOID},
				{"macaddr", MACADDROID}, {"interval", INTERVALOID},			  {"bpchar", BPCHAROID}};
	Oid type = named_type(name, typmod);
	int precision;
	int scale;

	if (type == NUMERICOID && sscanf(name, "numeric(%d,%d)", &precision, &scale) == 2 && precision > 0
		&& precision <= NUMERIC_MAX_PRECISION && scale >= 0 && scale <= precision)
		*typmod = ((precision << 16) | scale) + (int32) VARHDRSZ;
	/* text also stands for what is not known */
	if (type != TEXTOID)
		return type;
	for (int i = 0; i < (int) lengthof(more); i++)
		if (strcmp(name, more[i].name) == 0)
			return more[i].type;
	return InvalidOid;
}

/* declared precision of a number's or time's type, so that both forms of a sample are rounded alike */
int32
jsonrow_form_typmod(ValueForm form, const char *name)
{
	int precision;
	int scale;

	switch (form)
	{
		case VALUE_NUMERIC_REAL:
			if (sscanf(name, "numeric(%d,%d)", &precision, &scale) == 2 && precision > 0
				&& precision <= NUMERIC_MAX_PRECISION && scale >= 0 && scale <= precision)
				return ((precision << 16) | scale) + (int32) VARHDRSZ;
			return -1;
		case VALUE_TIME:
		case VALUE_TIMETZ:
		case VALUE_TIMESTAMP:
		case VALUE_TIMESTAMPTZ:
			if ((sscanf(name, "timestamp(%d)", &precision) == 1 || sscanf(name, "time(%d)", &precision) == 1)
				&& precision >= 0 && precision <= MAX_TIMESTAMP_PRECISION)
				return precision;
			return -1;
		default:
			return -1;
	}
}

/* array of the element's type, from the name of its own; of texts where not every server has that */
static Oid
array_type(const char *name)
{
	int length = (int) strlen(name);
	int32 typmod;
	Oid type = TEXTOID;

	if (length > 2 && strcmp(name + length - 2, "[]") == 0)
		type = named_type(pnstrdup(name, (Size) (length - 2)), &typmod);
	type = get_array_type(type);
	return OidIsValid(type) ? type : TEXTARRAYOID;
}

/* of ends of this form; texts where no server's own type has them */
static Oid
range_type(ValueForm form)
{
	switch (form)
	{
		case VALUE_INT4:
			return INT4RANGEOID;
		case VALUE_INT8:
			return INT8RANGEOID;
		case VALUE_NUMERIC_REAL:
			return NUMRANGEOID;
		case VALUE_DATE:
			return DATERANGEOID;
		case VALUE_TIMESTAMP:
			return TSRANGEOID;
		case VALUE_TIMESTAMPTZ:
			return TSTZRANGEOID;
		default:
			return TEXTOID;
	}
}

TupleDesc
jsonrow_desc(const SynthModel *model)
{
	int n = 0;
	TupleDesc desc;

	for (int i = 0; i < model->ncolumns; i++)
		n += model->column[i].role != SYNTH_COLUMN_SERVER;
	desc = CreateTemplateTupleDesc(n);
	n = 0;
	for (int i = 0; i < model->ncolumns; i++)
	{
		const SynthColumn *column = &model->column[i];
		int32 typmod = -1;
		Oid type = TEXTOID;

		if (column->role == SYNTH_COLUMN_SERVER)
			continue;
		if (column->role == SYNTH_COLUMN_KEY || column->role == SYNTH_COLUMN_REFERENCE)
			type = named_type(column->type, &typmod);
		else if (column->role == SYNTH_COLUMN_TEXT)
		{
			/* texts are short enough by themselves */
			if (column->text->kind == SYNTH_TEXT_DOCUMENT)
				type = JSONBOID;
			else if (column->text->kind == SYNTH_TEXT_ARRAY)
				type = array_type(column->type);
		}
		else if (column->role == SYNTH_COLUMN_RANGE)
			type = range_type((ValueForm) column->form);
		else if (column->role == SYNTH_COLUMN_ATTRIBUTE)
		{
			if (model->attribute[column->attribute].kind == SYNTH_NUMBER)
			{
				type = jsonrow_form_type((ValueForm) column->form);
				typmod = jsonrow_form_typmod((ValueForm) column->form, column->type);
			}
			else
			{
				type = named_type(column->type, &typmod);
				/* labels of these keep their text; the others are checked by their type */
				if (type != BOOLOID && type != JSONOID && type != JSONBOID)
				{
					type = TEXTOID;
					typmod = -1;
				}
			}
		}
		TupleDescInitEntry(desc, (AttrNumber) ++n, column->name, type, typmod, 0);
		TupleDescAttr(desc, n - 1)->attnotnull = column->notnull;
	}
	return desc;
}

/* finite numbers of any type become jsonb's own; the others are text */
static void
jsonrow_number(JsonbValue *v, Oid type, Datum value, char *text)
{
	v->type = jbvString;
	v->val.string.val = text;
	v->val.string.len = (int) strlen(text);
	if (type == NUMERICOID)
	{
		Numeric n = DatumGetNumeric(value);

		if (numeric_is_nan(n) || numeric_is_inf(n))
			return;
	}
	else if (strspn(text, "+-.0123456789eE") != strlen(text))
		return;
	v->type = jbvNumeric;
	v->val.numeric = DatumGetNumeric(
		DirectFunctionCall3(numeric_in, CStringGetDatum(text), ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)));
}

/* arrays of any type become jsonb's own */
static void
jsonrow_array(JsonbValue *v, Datum value)
{
	char *json = TextDatumGetCString(DirectFunctionCall1(array_to_json, value));

	JsonbToJsonbValue(DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(json))), v);
}

static void
jsonrow_value(JsonbValue *v, Oid type, Datum value)
{
	Oid output;
	bool varlena;
	char *text;

	if (OidIsValid(get_element_type(type)))
	{
		jsonrow_array(v, value);
		return;
	}
	getTypeOutputInfo(type, &output, &varlena);
	text = OidOutputFunctionCall(output, value);
	switch (type)
	{
		case BOOLOID:
			v->type = jbvBool;
			v->val.boolean = DatumGetBool(value);
			break;
		case INT2OID:
		case INT4OID:
		case INT8OID:
		case NUMERICOID:
		case FLOAT4OID:
		case FLOAT8OID:
			jsonrow_number(v, type, value, text);
			break;
		case JSONOID:
		case JSONBOID:
			JsonbToJsonbValue(DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(text))), v);
			break;
		default:
			v->type = jbvString;
			v->val.string.val = text;
			v->val.string.len = (int) strlen(text);
			break;
	}
}

Datum
jsonrow_make(TupleDesc desc, const Datum *values, const bool *isnull)
{
	JsonbParseState *state = NULL;
	JsonbValue *object;
	int level = value_label_begin();

	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute att = TupleDescAttr(desc, i);
		JsonbValue key;
		JsonbValue v;

		key.type = jbvString;
		key.val.string.val = NameStr(att->attname);
		key.val.string.len = (int) strlen(key.val.string.val);
		pushJsonbValue(&state, WJB_KEY, &key);
		if (isnull[i])
			v.type = jbvNull;
		else
			jsonrow_value(&v, att->atttypid, values[i]);
		pushJsonbValue(&state, WJB_VALUE, &v);
	}
	object = pushJsonbValue(&state, WJB_END_OBJECT, NULL);
	value_label_end(level);
	return JsonbPGetDatum(JsonbValueToJsonb(object));
}
