/*-------------------------------------------------------------------------
 *
 * textknown.c
 *	  What a text that is there says of its row, in the codes of a model.
 *
 * A row that is completed may have texts of its own.  They are evidence as
 * far as their attribute tells them apart: a label, the shape of a code, a
 * length, a number of words or elements, the shape of a document; or merely
 * that there is one.
 *
 *-------------------------------------------------------------------------
 */
#include "textknown.h"

#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "arraytext.h"
#include "core/shape.h"
#include "core/token.h"
#include "document.h"

struct TextKnown
{
	const SynthText *text;
	const SynthAttribute *a;
	Decoder *labels;
	Oid base;
	FmgrInfo out;
};

TextKnown *
textknown_new(const SynthModel *model, int model_column, Decoder *labels, Oid type)
{
	TextKnown *k = palloc0(sizeof *k);
	Oid output;
	bool varlena;

	k->text = model->column[model_column].text;
	k->a = &model->attribute[model->column[model_column].attribute];
	k->labels = labels;
	k->base = getBaseType(type);
	getTypeOutputInfo(type, &output, &varlena);
	fmgr_info(output, &k->out);
	return k;
}

/* that there is a text which is no label */
static int64
raw_other(const SynthAttribute *a)
{
	return a->other_code >= 0 ? SYNTH_RAW_OTHER : SYNTH_RAW_NULL;
}

static int64
raw_of_label(const SynthAttribute *a, const char *label)
{
	for (int i = 0; i < a->nvalues; i++)
		if (strcmp(a->label[i], label) == 0)
			return i;
	return SYNTH_RAW_NULL;
}

/* the nearest number that the model has */
static int64
raw_of_number(const SynthAttribute *a, int64 number)
{
	return Min(Max(number, a->axis->edge[0]), a->axis->edge[a->axis->ncells] - 1);
}

/* as it is, or more roughly */
static int64
raw_of_shape(const SynthAttribute *a, const char *text)
{
	char fine[SYNTH_SHAPE_MAX_TEXT];
	char rough[SYNTH_SHAPE_MAX_TEXT];
	int64 raw;

	if (!synth_shape_fine(text, (int) strlen(text), fine))
		return raw_other(a);
	raw = raw_of_label(a, fine);
	if (raw != SYNTH_RAW_NULL)
		return raw;
	synth_shape_rough(fine, rough);
	raw = raw_of_label(a, rough);
	return raw != SYNTH_RAW_NULL ? raw : raw_other(a);
}

static int64
raw_of_document(const SynthAttribute *a, Datum value, Oid base)
{
	StringInfoData shape;
	int64 raw = SYNTH_RAW_NULL;

	initStringInfo(&shape);
	if (document_type(base) && document_shape(value, base, &shape))
		raw = raw_of_label(a, shape.data);
	return raw != SYNTH_RAW_NULL ? raw : raw_other(a);
}

int64
textknown_raw(TextKnown *k, Datum value)
{
	char *text;
	int64 raw = SYNTH_RAW_NULL;

	switch (k->text->basis)
	{
		case SYNTH_BASIS_PRESENT:
			if (k->labels != NULL)
				raw = decoder_encode(k->labels, value, false);
			return raw != SYNTH_RAW_NULL ? raw : raw_other(k->a);
		case SYNTH_BASIS_DOCUMENT:
			return raw_of_document(k->a, value, k->base);
		case SYNTH_BASIS_ELEMENTS:
			return raw_of_number(k->a, arraytext_length(value));
		case SYNTH_BASIS_SHAPE:
		case SYNTH_BASIS_LENGTH:
		case SYNTH_BASIS_WORDS:
			break;
	}
	text = OutputFunctionCall(&k->out, value);
	/* trailing blanks of char(n) were no text when the model was fitted */
	if (k->base == BPCHAROID)
		text[bpchartruelen(text, (int) strlen(text))] = '\0';
	if (k->text->basis == SYNTH_BASIS_SHAPE)
		return raw_of_shape(k->a, text);
	if (k->text->basis == SYNTH_BASIS_WORDS)
		return raw_of_number(k->a, synth_token_words(text, strlen(text)));
	return raw_of_number(k->a, pg_mbstrlen(text));
}
