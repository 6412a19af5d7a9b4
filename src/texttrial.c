/*-------------------------------------------------------------------------
 *
 * texttrial.c
 *	  Texts made on trial, before a fit: do a column's constraints take them?
 *
 * A kind that a CHECK refuses would make every later INSERT fail, so a few
 * dozen texts are made and shown to the constraints when the model is
 * planned.  Constraints that are not evaluated here (they call functions that
 * are not the server's own) count as satisfied.
 *
 *-------------------------------------------------------------------------
 */
#include "texttrial.h"

#include "core/textmaker.h"
#include "key.h"
#include "lexicon.h"

#define TRIAL_ROWS 64

/* a model of that one column, with the words that it needs */
static SynthModel *
trial_model(const SynthText *text)
{
	SynthModel *m = (SynthModel *) palloc0(sizeof(SynthModel));
	bool wanted[SYNTH_TEXT_KINDS] = {false};

	wanted[text->kind] = true;
	m->ncolumns = 1;
	m->column = (SynthColumn *) palloc0(sizeof(SynthColumn));
	m->column[0].name = pstrdup("trial");
	m->column[0].role = SYNTH_COLUMN_TEXT;
	m->column[0].attribute = -1;
	m->column[0].text = (SynthText *) palloc(sizeof(SynthText));
	*m->column[0].text = *text;
	m->column[0].text->by = m->column[0].text->sex = m->column[0].text->country = -1;
	m->lexicon = lexicon_read(wanted, list_make1(text->locale));
	return m;
}

static SynthTextMaker *
trial_maker(const SynthText *text)
{
	SynthTextTarget target = {0};

	target.column = 0;
	target.max_chars = text->max_chars;
	target.unique = text->unique;
	return synth_textmaker_new(trial_model(text), 1, &target, 1);
}

bool
texttrial_compiles(const SynthText *text)
{
	SynthPatternError error;

	return synth_pattern_compile(text->check, text->nchecks, text->min_chars, text->max_chars, false, &error) != NULL;
}

bool
texttrial_passes(const SourceColumn *col, ColumnConstraint *c, const SynthText *text)
{
	static const int64 length[] = {1, 5, 20, 80, SYNTH_RAW_OTHER};
	SynthTextFacts facts[SYNTH_TEXT_GROUPS] = {0};
	SynthTextMaker *maker;
	ValueLabelIO io;

	if (c->conjuncts == NIL)
		return true;
	/* learned ones are not known yet */
	if (text->kind == SYNTH_TEXT_WORDS || text->kind == SYNTH_TEXT_ARRAY || text->kind == SYNTH_TEXT_DOCUMENT)
		return true;
	for (int g = 0; g < SYNTH_TEXT_GROUPS; g++)
		facts[g].country = -1;
	maker = trial_maker(text);
	value_label_init(&io, col->basetypid, col->basetypmod);
	for (int r = 0; r < TRIAL_ROWS; r++)
	{
		int64 raw = text->kind == SYNTH_TEXT_LOREM ? length[r % lengthof(length)] : SYNTH_RAW_OTHER;
		const char *made;
		Datum value;
		int n;

		if (text->unique && (uint64) r >= synth_textmaker_space(maker, 0))
			break;
		if (raw > 0 && text->max_chars > 0)
			raw = Min(raw, text->max_chars);
		synth_textmaker_row(maker, (uint64) r, facts);
		made = synth_textmaker_text(maker, 0, raw, &n);
		if (!value_try_label(&io, pnstrdup(made, n), &value) || !constraint_allows(c, value, false, true))
			return false;
	}
	return true;
}

bool
texttrial_key_passes(const SourceColumn *col, ColumnConstraint *c)
{
	/* every type of one character or more has these */
	static const int64 index[] = {1, 2, 10, 30};
	KeyMaker *maker = key_new(col->name, col->basetypid, col->basetypmod, 0);

	if (c->conjuncts == NIL || maker == NULL)
		return true;
	for (int i = 0; i < lengthof(index); i++)
	{
		if (!constraint_allows(c, key_make(maker, index[i]), false, true))
			return false;
	}
	return true;
}

bool
texttrial_takes_empty(const SourceColumn *col, ColumnConstraint *c)
{
	ValueLabelIO io;
	Datum value;

	if (c->conjuncts == NIL)
		return true;
	value_label_init(&io, col->basetypid, col->basetypmod);
	return value_try_label(&io, "", &value) && constraint_allows(c, value, false, false);
}

bool
texttrial_is_code(const SynthText *text)
{
	SynthTextFacts facts[SYNTH_TEXT_GROUPS] = {0};
	SynthTextMaker *maker = trial_maker(text);
	int codes = 0;

	for (int r = 0; r < TRIAL_ROWS; r++)
	{
		const char *made;
		int n;

		synth_textmaker_row(maker, (uint64) r, facts);
		made = synth_textmaker_text(maker, 0, SYNTH_RAW_OTHER, &n);
		codes += strcspn(made, "0123456789") < (Size) n;
	}
	return codes > TRIAL_ROWS / 2;
}

uint64
texttrial_space(const SynthText *text)
{
	SynthText unique = *text;

	unique.unique = true;
	/* learned kinds: nothing is known yet */
	if (text->kind == SYNTH_TEXT_PATTERN && text->pattern == NULL && text->nchecks == 0)
		return UINT64CONST(1) << 40;
	if (text->kind == SYNTH_TEXT_WORDS || text->kind == SYNTH_TEXT_ARRAY || text->kind == SYNTH_TEXT_DOCUMENT)
		return 0;
	return synth_textmaker_space(trial_maker(&unique), 0);
}
