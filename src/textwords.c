/*-------------------------------------------------------------------------
 *
 * textwords.c
 *	  Made texts in words, the same in synth_plan() and synth_describe().
 *
 * What is said is public or in the model, so either may say it to its reader.
 *
 *-------------------------------------------------------------------------
 */
#include "textwords.h"

#include "lib/stringinfo.h"

/* patterns and values beyond this many bytes are cut in descriptions */
#define SHOWN_BYTES 200
#define SHOWN_VALUES 6

char *
textwords_kind(const SynthText *text)
{
	StringInfoData out;

	initStringInfo(&out);
	appendStringInfoString(&out, synth_text_kind_name(text->kind));
	if (text->kind == SYNTH_TEXT_ARRAY && text->element != SYNTH_TEXT_NONE)
		appendStringInfo(&out, " of %s", synth_text_kind_name(text->element));
	if (text->pattern != NULL)
		appendStringInfo(&out, " %s", text->pattern);
	for (int i = 0; i < text->nchecks && out.len < SHOWN_BYTES; i++)
		appendStringInfo(&out, "%s%s%s", i > 0 ? " and " : " ", text->check[i].negated ? "not " : "",
						 text->check[i].text);
	for (int i = 0; i < text->nvalues && i < SHOWN_VALUES; i++)
		appendStringInfo(&out, "%s%s", i > 0 ? ", " : " ", text->value[i]);
	if (text->nvalues > SHOWN_VALUES)
		appendStringInfo(&out, ", ... (%d values)", text->nvalues);
	return out.data;
}

static const char *
learned(const SynthText *text, bool modelled)
{
	switch (text->basis)
	{
		case SYNTH_BASIS_PRESENT:
			return modelled ? "learned: whether there is one" : "nothing is learned";
		case SYNTH_BASIS_SHAPE:
			return "learned: formats that enough rows share";
		case SYNTH_BASIS_LENGTH:
			return "learned: the length";
		case SYNTH_BASIS_WORDS:
			return "learned: how many words, and words that enough rows have";
		case SYNTH_BASIS_ELEMENTS:
			return "learned: how many elements, and elements that enough rows have";
		case SYNTH_BASIS_DOCUMENT:
			return "learned: structures and values that enough rows have; deep or irregular documents become placeholders";
	}
	return "nothing is learned";
}

char *
textwords_note(const SynthText *text, bool modelled, const char *(*name)(const void *arg, int column), const void *arg)
{
	StringInfoData out;

	initStringInfo(&out);
	appendStringInfo(&out, "made, never copied; %s", learned(text, modelled));
	if (text->unique)
		appendStringInfoString(&out, "; unique");
	if (text->by >= 0)
		appendStringInfo(&out, "; the same for the same \"%s\"", name(arg, text->by));
	if (text->sex >= 0)
		appendStringInfo(&out, "; agrees with \"%s\"", name(arg, text->sex));
	if (text->country >= 0)
		appendStringInfo(&out, "; agrees with \"%s\"", name(arg, text->country));
	if (text->bag != NULL)
		appendStringInfo(&out, "; %d tokens, %d links, at most %d of a row", text->bag->ntokens, text->bag->nlinks,
						 text->bag->per_row);
	if ((synth_text_is_personal(text->kind) || synth_text_is_local(text->kind)) && text->locale[0] != '\0')
		appendStringInfo(&out, "; words of %s", text->locale);
	return out.data;
}
