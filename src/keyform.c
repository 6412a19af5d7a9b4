/*-------------------------------------------------------------------------
 *
 * keyform.c
 *	  Generated keys of types that are seldom keys: network and hardware
 *	  addresses, bit strings, money, intervals, documents, arrays, rows.
 *
 * Most are written as a text that the type's own input function reads.  An
 * array has one element, and a row type one field that is not NULL: the first
 * whose type has keys.
 *
 *-------------------------------------------------------------------------
 */
#include "keyform.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "datatype/timestamp.h"
#include "executor/executor.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

#include "key.h"

/* bits of a bit string that an index fills */
#define MOST_BITS 62

struct KeyForm
{
	Oid base;
	int32 typmod;
	int bits; /* bit strings: how many */
	Oid input;
	Oid typioparam;
	KeyMaker *part; /* of an array's element or a row's field */
	Oid element;	/* InvalidOid: no array */
	int16 length;
	bool byval;
	char align;
	TupleDesc row; /* NULL: no row type */
	int field;
};

/* types whose keys are written as text, and money */
static bool
is_written(Oid base)
{
	switch (base)
	{
		case MONEYOID:
		case TIMETZOID:
		case INTERVALOID:
		case MACADDROID:
		case MACADDR8OID:
		case CIDROID:
		case BITOID:
		case VARBITOID:
		case JSONBOID:
		case XID8OID:
		case PG_LSNOID:
		case TSVECTOROID:
			return true;
		default:
			return false;
	}
}

/* can a field or an element be a key? */
static bool
part_takes(Oid type)
{
	KeyMaker *maker;

	/* a nested array has its outer type */
	if (OidIsValid(get_element_type(type)) || get_typtype(getBaseType(type)) == TYPTYPE_COMPOSITE)
		return false;
	maker = key_new("", type, -1, 0);
	if (maker == NULL)
		return false;
	pfree(maker);
	return true;
}

static int
first_field(TupleDesc row)
{
	for (int i = 0; i < row->natts; i++)
		if (!TupleDescAttr(row, i)->attisdropped && part_takes(TupleDescAttr(row, i)->atttypid))
			return i;
	return -1;
}

bool
keyform_takes(Oid basetype)
{
	Oid element = get_element_type(basetype);

	if (is_written(basetype))
		return true;
	if (OidIsValid(element))
		return part_takes(element);
	if (get_typtype(basetype) == TYPTYPE_COMPOSITE)
	{
		TupleDesc row = lookup_rowtype_tupdesc(basetype, -1);
		bool takes = first_field(row) >= 0;

		ReleaseTupleDesc(row);
		return takes;
	}
	return false;
}

/* false: its precision merges keys */
static bool
begin_written(KeyForm *form, int64 *largest)
{
	getTypeInputInfo(form->base, &form->input, &form->typioparam);
	switch (form->base)
	{
		case MONEYOID:
			*largest = PG_INT64_MAX / 100;
			return true;
		case TIMETZOID:
			*largest = USECS_PER_DAY - 1;
			return form->typmod < 0 || form->typmod >= 6;
		case INTERVALOID:
			/* seconds; there are fields that have none */
			*largest = PG_INT32_MAX;
			return form->typmod < 0;
		case MACADDROID:
			*largest = (INT64CONST(1) << 40) - 1;
			return true;
		case MACADDR8OID:
			*largest = (INT64CONST(1) << 56) - 1;
			return true;
		case CIDROID:
			*largest = PG_UINT32_MAX;
			return true;
		case BITOID:
			form->bits = form->typmod > 0 ? form->typmod : 1;
			*largest = (INT64CONST(1) << Min(form->bits, MOST_BITS)) - 1;
			return true;
		case VARBITOID:
			form->bits = form->typmod > 0 ? Min(form->typmod, MOST_BITS) : MOST_BITS;
			*largest = (INT64CONST(1) << form->bits) - 1;
			return true;
		default:
			*largest = PG_INT64_MAX;
			return true;
	}
}

KeyForm *
keyform_new(const char *column, Oid basetype, int32 typmod, int64 seed, int64 *largest)
{
	KeyForm *form;
	Oid element = get_element_type(basetype);

	if (!keyform_takes(basetype))
		return NULL;
	form = palloc0(sizeof *form);
	form->base = basetype;
	form->typmod = typmod;
	if (is_written(basetype))
		return begin_written(form, largest) ? form : NULL;
	if (OidIsValid(element))
	{
		form->element = element;
		get_typlenbyvalalign(element, &form->length, &form->byval, &form->align);
		form->part = key_new(column, element, typmod, seed);
	}
	else
	{
		TupleDesc row = lookup_rowtype_tupdesc(basetype, -1);
		Form_pg_attribute att;

		form->row = CreateTupleDescCopy(row);
		ReleaseTupleDesc(row);
		form->field = first_field(form->row);
		att = TupleDescAttr(form->row, form->field);
		form->part = key_new(column, att->atttypid, att->atttypmod, seed);
	}
	if (form->part == NULL)
		return NULL;
	*largest = key_largest(form->part);
	return form;
}

/* leading zeros up to the number of bits */
static void
append_bits(StringInfo s, int bits, int64 index)
{
	for (int i = bits - 1; i >= 0; i--)
		appendStringInfoChar(s, i <= MOST_BITS && ((index >> i) & 1) ? '1' : '0');
}

static void
append_bytes(StringInfo s, int bytes, int64 index)
{
	for (int i = bytes - 1; i >= 0; i--)
		appendStringInfo(s, ":%02x", (int) ((index >> (8 * i)) & 255));
}

static Datum
make_written(const KeyForm *form, int64 index)
{
	StringInfoData s;

	initStringInfo(&s);
	switch (form->base)
	{
		case MONEYOID:
			return Int64GetDatum(index * 100);
		case TIMETZOID:
			appendStringInfo(&s, "%02d:%02d:%02d.%06d+00", (int) (index / USECS_PER_HOUR),
							 (int) (index / USECS_PER_MINUTE % 60), (int) (index / USECS_PER_SEC % 60),
							 (int) (index % USECS_PER_SEC));
			break;
		case INTERVALOID:
			appendStringInfo(&s, INT64_FORMAT " seconds", index);
			break;
		case MACADDROID:
		case MACADDR8OID:
			/* a first byte of 2: administered locally, nobody's hardware */
			appendStringInfoString(&s, "02");
			append_bytes(&s, form->base == MACADDROID ? 5 : 7, index);
			break;
		case CIDROID:
			appendStringInfo(&s, "%d.%d.%d.%d/32", (int) ((index >> 24) & 255), (int) ((index >> 16) & 255),
							 (int) ((index >> 8) & 255), (int) (index & 255));
			break;
		case BITOID:
		case VARBITOID:
			append_bits(&s, form->bits, index);
			break;
		case JSONBOID:
			appendStringInfo(&s, "{\"id\": " INT64_FORMAT "}", index);
			break;
		case PG_LSNOID:
			appendStringInfo(&s, "%X/%X", (uint32) ((uint64) index >> 32), (uint32) index);
			break;
		default:
			appendStringInfo(&s, INT64_FORMAT, index);
			break;
	}
	return OidInputFunctionCall(form->input, s.data, form->typioparam, form->typmod);
}

Datum
keyform_make(KeyForm *form, int64 index)
{
	Datum part;
	Datum *values;
	bool *isnull;

	if (form->part == NULL)
		return make_written(form, index);
	part = key_make(form->part, index);
	if (form->row == NULL)
		return PointerGetDatum(construct_array(&part, 1, form->element, form->length, form->byval, form->align));
	values = palloc0(sizeof(Datum) * (Size) form->row->natts);
	isnull = palloc(sizeof(bool) * (Size) form->row->natts);
	memset(isnull, true, sizeof(bool) * (Size) form->row->natts);
	values[form->field] = part;
	isnull[form->field] = false;
	return HeapTupleGetDatum(heap_form_tuple(form->row, values, isnull));
}
