/*-------------------------------------------------------------------------
 *
 * key.c
 *	  Generated keys in the type of their column.
 *
 * A surrogate key says nothing about a row, so it is never learned: the row
 * with index i (1, 2, ..) gets the i-th value of its column's type.  Every map
 * from index to value is one-to-one, so keys are unique by construction, and
 * so are those of two calls whose ranges of indexes do not overlap.
 *
 * Whether the whole range fits the type is checked before the first row.
 *
 *-------------------------------------------------------------------------
 */
#include "key.h"

#include "catalog/pg_type.h"
#include "datatype/timestamp.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/inet.h"
#include "utils/lsyscache.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"
#include "utils/uuid.h"

#include "core/serial.h"
#include "keyform.h"

struct KeyMaker
{
	char *column;
	Oid type; /* as declared */
	Oid base;
	int32 basemod;
	int64 seed;
	int64 largest; /* index */
	int width;	   /* texts: characters */
	bool is_domain;
	void *domain_extra;
	MemoryContext context; /* for what domain_check() caches */
	Oid input;			   /* types like text, such as citext: their own input function */
	Oid typioparam;
	Oid output;
	KeyForm *form; /* types that are seldom keys */
};

/* largest index that numeric(p,s) holds: 10^(p-s) - 1 */
static int64
numeric_largest(int32 typmod)
{
	int precision;
	int scale;
	int64 largest = 1;

	if (typmod < (int32) VARHDRSZ)
		return PG_INT64_MAX;
	precision = ((typmod - VARHDRSZ) >> 16) & 0xffff;
	scale = (((typmod - VARHDRSZ) & 0x7ff) ^ 1024) - 1024;
	/* a negative scale rounds, which would merge keys */
	if (scale < 0)
		return 0;
	for (int digits = precision - scale; digits > 0; digits--)
	{
		if (largest > PG_INT64_MAX / 10)
			return PG_INT64_MAX;
		largest *= 10;
	}
	return largest - 1;
}

bool
key_is_string(Oid basetype)
{
	char category;
	bool preferred;

	get_type_category_preferred(basetype, &category, &preferred);
	return category == TYPCATEGORY_STRING;
}

KeyMaker *
key_new(const char *column, Oid type, int32 typmod, int64 seed)
{
	KeyMaker *maker = palloc0(sizeof *maker);
	bool varlena;

	maker->column = pstrdup(column);
	maker->type = type;
	maker->basemod = typmod;
	maker->base = getBaseTypeAndTypmod(type, &maker->basemod);
	maker->is_domain = maker->base != type;
	maker->seed = seed;
	maker->largest = PG_INT64_MAX;
	maker->context = CurrentMemoryContext;

	switch (maker->base)
	{
		case INT2OID:
			maker->largest = PG_INT16_MAX;
			break;
		case INT4OID:
			maker->largest = PG_INT32_MAX;
			break;
		case OIDOID:
			maker->largest = PG_UINT32_MAX;
			break;
		case INT8OID:
		case UUIDOID:
		case BYTEAOID:
			break;
		case NUMERICOID:
			maker->largest = numeric_largest(maker->basemod);
			break;
		case FLOAT4OID:
			maker->largest = INT64CONST(1) << 24;
			break;
		case FLOAT8OID:
			maker->largest = INT64CONST(1) << 53;
			break;
		case CHAROID:
			maker->width = 1;
			break;
		case NAMEOID:
			maker->width = NAMEDATALEN - 1;
			break;
		case TEXTOID:
			maker->width = SYNTH_SERIAL_LEN - 1;
			break;
		case VARCHAROID:
		case BPCHAROID:
			maker->width = SYNTH_SERIAL_LEN - 1;
			if (maker->basemod >= (int32) VARHDRSZ)
				maker->width = Min(maker->width, maker->basemod - (int32) VARHDRSZ);
			break;
		case DATEOID:
			/* days after 2000-01-01; the calendar ends in 5874897 */
			maker->largest = DATE_END_JULIAN - POSTGRES_EPOCH_JDATE - 1;
			break;
		case TIMESTAMPOID:
		case TIMESTAMPTZOID:
			maker->largest = (END_TIMESTAMP - 1) / USECS_PER_SEC;
			break;
		case TIMEOID:
			/* microseconds of the day; fewer digits would merge them */
			if (maker->basemod >= 0 && maker->basemod < 6)
				return NULL;
			maker->largest = USECS_PER_DAY - 1;
			break;
		case INETOID:
			/* 0.0.0.0 + index */
			maker->largest = PG_UINT32_MAX;
			break;
		default:
			if (!key_is_string(maker->base))
			{
				maker->form = keyform_new(column, maker->base, maker->basemod, seed, &maker->largest);
				if (maker->form == NULL)
					return NULL;
				break;
			}
			/* serials have no small letters, so types that ignore case tell them apart as well */
			maker->width = SYNTH_SERIAL_LEN - 1;
			getTypeInputInfo(maker->base, &maker->input, &maker->typioparam);
			break;
	}
	if (maker->width > 0)
		maker->largest = synth_serial_space(maker->width) - 1;
	getTypeOutputInfo(maker->base, &maker->output, &varlena);
	return maker;
}

void
key_collate(KeyMaker *maker, Oid collation)
{
	/* a deterministic collation has no two strings that are equal but for themselves */
	if ((maker->base == TEXTOID || maker->base == VARCHAROID || maker->base == BPCHAROID) && OidIsValid(collation)
		&& get_collation_isdeterministic(collation))
		maker->largest = synth_serial_space_small(maker->width) - 1;
}

int64
key_largest(const KeyMaker *maker)
{
	return maker->largest;
}

Oid
key_type(const KeyMaker *maker)
{
	return maker->base;
}

bool
key_is_integer(const KeyMaker *maker)
{
	return maker->base == INT2OID || maker->base == INT4OID || maker->base == INT8OID || maker->base == NUMERICOID;
}

void
key_check(const KeyMaker *maker, int64 first, int64 n)
{
	if (n > 0 && (first > maker->largest || n - 1 > maker->largest - first))
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
						errmsg("keys of column \"%s\" run out: type %s ends at key number " INT64_FORMAT, maker->column,
							   format_type_with_typemod(maker->base, maker->basemod), maker->largest),
						errhint("Ask for fewer rows, lower \"key_start\", or give the column a larger type.")));
}

static Datum
key_text_datum(const KeyMaker *maker, int64 index)
{
	char text[SYNTH_SERIAL_LEN];

	synth_serial_text(index, maker->width, text);
	if (OidIsValid(maker->input))
		return OidInputFunctionCall(maker->input, text, maker->typioparam, maker->basemod);
	if (maker->base == CHAROID)
		return CharGetDatum(text[0]);
	if (maker->base == NAMEOID)
		return DirectFunctionCall1(namein, CStringGetDatum(text));
	if (maker->base == BPCHAROID)
		return DirectFunctionCall3(bpcharin, CStringGetDatum(text), ObjectIdGetDatum(InvalidOid),
								   Int32GetDatum(maker->basemod));
	return CStringGetTextDatum(text);
}

static Datum
key_bytes_datum(int64 index)
{
	bytea *bytes = palloc(VARHDRSZ + 8);

	SET_VARSIZE(bytes, VARHDRSZ + 8);
	for (int i = 0; i < 8; i++)
		((unsigned char *) VARDATA(bytes))[i] = (unsigned char) ((uint64) index >> (56 - 8 * i));
	return PointerGetDatum(bytes);
}

static Datum
key_inet_datum(int64 index)
{
	char text[16];

	snprintf(text, sizeof text, "%d.%d.%d.%d", (int) ((index >> 24) & 255), (int) ((index >> 16) & 255),
			 (int) ((index >> 8) & 255), (int) (index & 255));
	return DirectFunctionCall1(inet_in, CStringGetDatum(text));
}

static Datum
key_base_datum(const KeyMaker *maker, int64 index)
{
	switch (maker->base)
	{
		case INT2OID:
			return Int16GetDatum((int16) index);
		case INT4OID:
			return Int32GetDatum((int32) index);
		case OIDOID:
			return ObjectIdGetDatum((Oid) index);
		case INT8OID:
			return Int64GetDatum(index);
		case NUMERICOID:
			/* with the digits that the column shows */
			if (maker->basemod < (int32) VARHDRSZ)
				return NumericGetDatum(int64_to_numeric(index));
			return DirectFunctionCall2(numeric, NumericGetDatum(int64_to_numeric(index)),
									   Int32GetDatum(maker->basemod));
		case FLOAT4OID:
			return Float4GetDatum((float4) index);
		case FLOAT8OID:
			return Float8GetDatum((float8) index);
		case DATEOID:
			return DateADTGetDatum((DateADT) index);
		case TIMESTAMPOID:
		case TIMESTAMPTZOID:
			return TimestampGetDatum(index * USECS_PER_SEC);
		case TIMEOID:
			return TimeADTGetDatum(index);
		case BYTEAOID:
			return key_bytes_datum(index);
		case INETOID:
			return key_inet_datum(index);
		case UUIDOID:
		{
			pg_uuid_t *uuid = palloc(sizeof *uuid);

			synth_serial_uuid((uint64) maker->seed, (uint64) index, uuid->data);
			return UUIDPGetDatum(uuid);
		}
		default:
			return maker->form != NULL ? keyform_make(maker->form, index) : key_text_datum(maker, index);
	}
}

Datum
key_make(KeyMaker *maker, int64 index)
{
	Datum key = key_base_datum(maker, index);

	if (maker->is_domain)
		domain_check(key, false, maker->type, &maker->domain_extra, maker->context);
	return key;
}

char *
key_text(KeyMaker *maker, int64 index)
{
	return OidOutputFunctionCall(maker->output, key_base_datum(maker, index));
}
