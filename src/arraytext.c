/*-------------------------------------------------------------------------
 *
 * arraytext.c
 *	  Arrays: what a fit takes from them.
 *
 * Numbers become buckets, anything else is the text that its type's output
 * function writes, as labels are.
 *
 *-------------------------------------------------------------------------
 */
#include "arraytext.h"

#include "access/detoast.h"
#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "core/bucket.h"
#include "core/textform.h"
#include "value.h"

/* arrays that take more are read as empty: a rule that looks at this value alone */
#define ARRAY_MAX_SIZE (1024 * 1024)
/* elements that take more have no tokens */
#define LONGEST_ELEMENT (16 * SYNTH_ELEMENTS_MAX_TEXT)

bool
arraytext_type(Oid basetype)
{
	Oid element = get_element_type(basetype);

	/* vectors of the catalogs have element types but are no arrays of users */
	return OidIsValid(element) && basetype != INT2VECTOROID && basetype != OIDVECTOROID && basetype != NAMEOID
		   && get_typlen(basetype) == -1;
}

int64
arraytext_length(Datum value)
{
	ArrayType *array;
	int64 n;
	int64 nulls = 0;

	if (toast_raw_datum_size(value) > ARRAY_MAX_SIZE)
		return 0;
	array = DatumGetArrayTypeP(value);
	n = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
	if (ARR_HASNULL(array))
	{
		const bits8 *bitmap = ARR_NULLBITMAP(array);

		for (int64 i = 0; i < n; i++)
			nulls += (bitmap[i / 8] & (1 << (i % 8))) == 0;
	}
	return Min(n - nulls, SYNTH_ELEMENTS_MAX);
}

static bool
is_number(Oid type)
{
	switch (type)
	{
		case INT2OID:
		case INT4OID:
		case INT8OID:
		case NUMERICOID:
		case FLOAT4OID:
		case FLOAT8OID:
			return true;
		default:
			return false;
	}
}

/* the element itself, if it is not too long */
static void
add_element(BagCount *bag, Oid type, const char *text)
{
	char token[1 + Max(SYNTH_ELEMENTS_MAX_TEXT, SYNTH_BUCKET_TOKEN)];
	Size length;

	if (text == NULL)
		return;
	length = strlen(text);
	if (is_number(type))
	{
		length = (Size) synth_bucket_token(text, (int) Min(length, 1024), token);
		if (length > 0)
			bagcount_token(bag, token, length);
	}
	else if (length <= SYNTH_ELEMENTS_MAX_TEXT)
	{
		token[0] = SYNTH_ELEMENTS_TEXT_MARK;
		memcpy(token + 1, text, length);
		bagcount_token(bag, token, length + 1);
	}
}

static void
add_form(BagCount *bag, const char *text)
{
	char token[SYNTH_TEXTFORM_TOKEN];
	int length = text == NULL ? 0 : synth_textform_token(text, (int) strlen(text), token);

	if (length > 0)
		bagcount_token(bag, token, (Size) length);
}

/*
 * Texts of the first elements, NULL for those that are too long to be a token;
 * returns their number.
 */
static int
read_elements(ArrayType *array, Oid type, char **text)
{
	/* of the last element type asked for: a fit asks row by row */
	static Oid last = InvalidOid;
	static FmgrInfo output;
	int16 typlen;
	bool typbyval;
	char typalign;
	Datum *element;
	bool *isnull;
	int n;
	int taken = 0;

	if (type != last)
	{
		Oid function;
		bool varlena;

		last = InvalidOid;
		getTypeOutputInfo(type, &function, &varlena);
		fmgr_info_cxt(function, &output, TopMemoryContext);
		last = type;
	}
	get_typlenbyvalalign(type, &typlen, &typbyval, &typalign);
	deconstruct_array(array, type, typlen, typbyval, typalign, &element, &isnull, &n);
	for (int i = 0; i < n && taken < SYNTH_ELEMENTS_LOOKED_AT; i++)
	{
		if (isnull[i])
			continue;
		/* a text that takes so much is too long; spares writing it */
		if (typlen == -1 && !is_number(type) && toast_raw_datum_size(element[i]) > LONGEST_ELEMENT)
			text[taken++] = NULL;
		else
			text[taken++] = OutputFunctionCall(&output, element[i]);
	}
	return taken;
}

static int
count_different(char **text, int n)
{
	int different = 0;

	for (int i = 0; i < n; i++)
	{
		bool before = false;

		for (int j = 0; j < i && !before; j++)
			before = text[i] != NULL && text[j] != NULL && strcmp(text[i], text[j]) == 0;
		different += !before;
	}
	return different;
}

void
arraytext_tokens(Datum value, Oid array_type, BagCount *bag)
{
	Oid type = get_element_type(array_type);
	Oid base = getBaseType(type);
	char *text[SYNTH_ELEMENTS_LOOKED_AT];
	char token[8];
	int n;

	if (arraytext_length(value) == 0)
		return;
	n = read_elements(DatumGetArrayTypeP(value), type, text);
	if (n == 0)
		return;
	bagcount_token(bag, token, (Size) synth_elements_count_token(count_different(text, n), token));
	/* one form surely counts; the others where elements leave room */
	if (value_is_text(base))
		add_form(bag, text[0]);
	for (int i = 0; i < n; i++)
		add_element(bag, base, text[i]);
	for (int i = 1; i < n && value_is_text(base); i++)
		add_form(bag, text[i]);
}
