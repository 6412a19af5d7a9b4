/*-------------------------------------------------------------------------
 *
 * textrow.c
 *	  The made texts of the rows of a sample, a chunk at a time.
 *
 * Rows have an index, counted from 0 and moved by key_start as generated keys
 * are, and texts follow from it (core/textmaker.h).  So unique texts need no
 * memory and no second try: whether there are enough of them is known before
 * the first row, and ranges of rows that do not overlap never collide.
 *
 * Where the target holds texts already, an index that leads to one of them is
 * passed over, for all columns of the row together.  That asks what the target
 * shows its reader, never what the source holds.
 *
 *-------------------------------------------------------------------------
 */
#include "textrow.h"

#include "miscadmin.h"
#include "nodes/pg_list.h"
#include "utils/memutils.h"

#include "core/unique.h"
#include "textrow_parts.h"

typedef struct TextKey
{
	int model_column;
	Oid type;
	const Datum *value;
	const bool *isnull;
} TextKey;

TextRow *
textrow_new(const SynthModel *model, int64 seed)
{
	TextRow *t = palloc0(sizeof *t);

	t->model = model;
	t->seed = seed;
	t->context = CurrentMemoryContext;
	t->column = palloc0(sizeof(TextColumn) * (Size) (model->ncolumns + 1));
	t->scarce = -1;
	return t;
}

static bool
has_column(const TextRow *t, int model_column)
{
	for (int i = 0; i < t->ncolumns; i++)
		if (t->column[i].model_column == model_column)
			return true;
	return false;
}

void
textrow_add(TextRow *t, int model_column, TextWriter *writer, Datum *value, bool *isnull)
{
	TextColumn *c = &t->column[t->ncolumns++];
	const SynthAttribute *a;

	c->model_column = model_column;
	c->column = &t->model->column[model_column];
	c->text = c->column->text;
	c->writer = writer;
	c->number = writer == NULL || textwriter_takes_text(writer) ? t->nmade++ : -1;
	c->value = value;
	c->isnull = isnull;
	c->label_raw = c->text->basis != SYNTH_BASIS_PRESENT;
	c->remembers = c->writer != NULL && c->text->unique && textwriter_folds(c->writer);
	a = c->column->attribute >= 0 ? &t->model->attribute[c->column->attribute] : NULL;
	if (a != NULL && !c->label_raw && !c->text->always)
		c->nlabels = a->nvalues;
}

void
textrow_key(TextRow *t, int model_column, Oid type, const Datum *value, const bool *isnull)
{
	TextKey *key = palloc(sizeof *key);

	key->model_column = model_column;
	key->type = type;
	key->value = value;
	key->isnull = isnull;
	t->keys = lappend(t->keys, key);
}

/* columns that tell who a row is about are made even where the target lacks them */
static void
add_hidden(TextRow *t)
{
	for (int i = 0; i < t->ncolumns; i++)
	{
		int by = t->column[i].text->by;

		if (by >= 0 && t->model->column[by].text != NULL && !has_column(t, by))
			textrow_add(t, by, NULL, NULL, NULL);
	}
}

void
textrow_start(TextRow *t, int64 first, int64 n, bool wraps)
{
	MemoryContext old = MemoryContextSwitchTo(t->context);
	SynthTextTarget *target;
	int *column;
	ListCell *lc;

	add_hidden(t);
	t->first = (uint64) Max(first, 0);
	t->wraps = wraps;
	t->wanted = n;
	target = palloc0(sizeof(SynthTextTarget) * (Size) Max(t->ncolumns, 1));
	column = palloc0(sizeof(int) * (Size) Max(t->ncolumns, 1));
	for (int i = 0; i < t->ncolumns; i++)
	{
		const TextColumn *c = &t->column[i];

		column[i] = c->model_column;
		if (c->number < 0)
			continue;
		target[c->number].column = c->model_column;
		target[c->number].max_chars = c->writer != NULL ? textwriter_max_chars(c->writer) : c->text->max_chars;
		target[c->number].unique = c->text->unique && n > 0;
	}
	t->maker = synth_textmaker_new(t->model, t->nmade, target, (uint64) t->seed);
	t->facts = textfacts_new(t->model, t->maker, t->ncolumns, column);
	foreach(lc, t->keys)
	{
		TextKey *key = lfirst(lc);

		textfacts_key(t->facts, key->model_column, key->type, key->value, key->isnull);
	}
	for (int i = 0; i < t->ncolumns; i++)
	{
		TextColumn *c = &t->column[i];

		c->tells = textfacts_wants(t->facts, c->model_column);
		t->tells |= c->tells;
		c->remembers &= n > 0;
		if (c->remembers)
			c->taken = synth_hashset_new((uint64) n);
		t->probes |= c->remembers;
	}
	textspace_check(t, n);
	MemoryContextSwitchTo(old);
}

static TextColumn *
find_column(const TextRow *t, int model_column)
{
	for (int i = 0; i < t->ncolumns; i++)
		if (t->column[i].model_column == model_column)
			return &t->column[i];
	return NULL;
}

void
textrow_taken(TextRow *t, int model_column, Datum value)
{
	TextColumn *c = find_column(t, model_column);
	uint64 hash = textwriter_hash(c->writer, value);
	MemoryContext old = MemoryContextSwitchTo(t->context);

	if (c->taken == NULL)
		c->taken = synth_hashset_new(1024);
	(void) synth_hashset_add(c->taken, hash);
	t->probes = true;
	MemoryContextSwitchTo(old);
}

void
textrow_unique(TextRow *t, int nparts, const TextKeyPart *part)
{
	MemoryContext old = MemoryContextSwitchTo(t->context);

	if (t->composite == NULL)
		t->composite = textkeys_new(t->wanted);
	textkeys_add(t->composite, nparts, part);
	t->probes = true;
	MemoryContextSwitchTo(old);
}

void
textrow_unique_taken(TextRow *t, int key, const Datum *values, const bool *isnull)
{
	textkeys_taken(t->composite, key, values, isnull);
}

/* what the maker wants to know of a row; SYNTH_RAW_NULL: there is no text.  false: a label, or none */
static inline bool
is_made(const TextColumn *c, int64_t *const *raw, int at, int64 *x)
{
	*x = c->column->attribute >= 0 ? raw[c->column->attribute][at] : SYNTH_RAW_OTHER;
	if (*x == SYNTH_RAW_NULL || (*x >= 0 && *x < c->nlabels))
		return false;
	if (!c->label_raw)
		*x = SYNTH_RAW_OTHER;
	return true;
}

static const char *
label_of(const TextRow *t, const TextColumn *c, int64 x)
{
	return t->model->attribute[c->column->attribute].label[x];
}

/* texts that say who the row is about; they are made before that is known, and written so */
static void
tell_facts(TextRow *t, int64_t *const *raw, int at, int r)
{
	for (int i = 0; i < t->ncolumns; i++)
	{
		TextColumn *c = &t->column[i];
		const char *text;
		int length;
		int64 x;

		if (!c->tells)
			continue;
		if (is_made(c, raw, at, &x))
			text = synth_textmaker_text(t->maker, c->number, x, &length);
		else if (x != SYNTH_RAW_NULL)
		{
			text = label_of(t, c, x);
			length = (int) strlen(text);
		}
		else
			continue;
		textfacts_told(t->facts, c->model_column, text, length);
		if (c->writer != NULL && is_made(c, raw, at, &x))
			c->value[r] = textwriter_write(c->writer, text, length);
	}
}

typedef struct TextAt
{
	TextRow *t;
	int64_t *const *raw;
	int at;
} TextAt;

/* hash of a text of the row at hand for a composite key; false: NULL */
static bool
hash_at(void *arg, int model_column, int r, uint64 *hash)
{
	TextAt *row = arg;
	TextColumn *c = find_column(row->t, model_column);
	const char *text;
	int length;
	int64 x;

	if (!is_made(c, row->raw, row->at, &x) || c->tells)
	{
		if (x == SYNTH_RAW_NULL)
			return false;
		*hash = textwriter_hash(c->writer, c->value[r]);
		return true;
	}
	text = synth_textmaker_text(row->t->maker, c->number, x, &length);
	*hash = textwriter_hash_text(c->writer, text, length);
	return true;
}

/* does the target have a text of the row already, or a key its combination? */
static bool
is_taken(TextRow *t, int64_t *const *raw, int at, int r, bool again)
{
	TextAt row = {t, raw, at};
	bool taken = false;

	for (int i = 0; i < t->ncolumns && !taken; i++)
	{
		TextColumn *c = &t->column[i];
		const char *text;
		int length;
		uint64 hash;
		int64 x;

		if (c->taken == NULL || !is_made(c, raw, at, &x))
			continue;
		text = synth_textmaker_text(t->maker, c->number, x, &length);
		hash = textwriter_hash_text(c->writer, text, length);
		taken = synth_hashset_has(c->taken, hash);
		/* another index, the same text: it follows from something else, and will never end */
		if (taken && again && hash == c->tried)
			t->passed = t->space;
		c->tried = taken ? hash : 0;
	}
	return taken || (t->composite != NULL && textkeys_collide(t->composite, r, hash_at, &row));
}

static void
remember(TextRow *t, TextColumn *c, const char *text, int length)
{
	MemoryContext old = MemoryContextSwitchTo(t->context);

	(void) synth_hashset_add(c->taken, textwriter_hash_text(c->writer, text, length));
	MemoryContextSwitchTo(old);
}

/* what the row gets, from the texts that the maker has ready */
static void
write_text(TextRow *t, TextColumn *c, int64_t *const *raw, int at, int r, uint64 index)
{
	const char *text;
	int length;
	int64 x;

	if (!is_made(c, raw, at, &x))
	{
		c->isnull[r] = x == SYNTH_RAW_NULL;
		if (c->isnull[r])
			textwriter_check_null(c->writer);
		return;
	}
	c->isnull[r] = false;
	if (c->tells)
		return;
	if (c->number < 0)
	{
		c->value[r] = textwriter_make(c->writer, x, index);
		return;
	}
	text = synth_textmaker_text(t->maker, c->number, x, &length);
	c->value[r] = textwriter_write(c->writer, text, length);
	if (c->remembers)
		remember(t, c, text, length);
}

static void
make_row(TextRow *t, int64_t *const *raw, int at, int r)
{
	bool again = false;
	uint64 index;

	for (;;)
	{
		const SynthTextFacts *facts = textfacts_row(t->facts, raw, at, r, t->first + t->rows + 1);

		index = textspace_next(t);
		synth_textmaker_row(t->maker, index, facts);
		if (t->tells)
		{
			tell_facts(t, raw, at, r);
			synth_textmaker_row(t->maker, index, facts);
		}
		if (!t->probes || !is_taken(t, raw, at, r, again))
			break;
		CHECK_FOR_INTERRUPTS();
		again = true;
	}
	t->rows++;
	if (t->composite != NULL)
		textkeys_keep(t->composite);
	for (int i = 0; i < t->ncolumns; i++)
	{
		if (t->column[i].writer != NULL)
			write_text(t, &t->column[i], raw, at, r, index);
	}
}

void
textrow_make(TextRow *t, int64_t *const *raw, int at, int n)
{
	for (int i = 0; i < t->ncolumns; i++)
		if (t->column[i].writer != NULL)
			textwriter_begin(t->column[i].writer);
	for (int r = 0; r < n; r++)
		make_row(t, raw, at + r, r);
}

void
textrow_again(TextRow *t, int64_t *const *raw, int at, int r, uint64 lot)
{
	/* the row's number has been counted, and no other row of the chunk is in the making */
	const SynthTextFacts *facts = textfacts_row(t->facts, raw, at, r, t->first + t->rows);
	Datum *kept = palloc(sizeof(Datum) * (Size) Max(t->ncolumns, 1));
	uint64 index = lot >> 24;

	for (int i = 0; i < t->ncolumns; i++)
		kept[i] = t->column[i].value != NULL ? t->column[i].value[r] : (Datum) 0;
	synth_textmaker_row(t->maker, index, facts);
	if (t->tells)
	{
		tell_facts(t, raw, at, r);
		synth_textmaker_row(t->maker, index, facts);
	}
	for (int i = 0; i < t->ncolumns; i++)
	{
		TextColumn *c = &t->column[i];

		if (c->writer == NULL)
			continue;
		if (!c->text->unique)
			write_text(t, c, raw, at, r, index);
		else
			c->value[r] = kept[i];
	}
	pfree(kept);
}

void
textrow_make_one(TextRow *t, int64_t *const *raw, uint64 lot)
{
	/* an index as far as those of samples reach */
	t->first = lot >> 24;
	t->passed = 0;
	t->rows = 0;
	textrow_make(t, raw, 0, 1);
}
