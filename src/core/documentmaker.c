/*-------------------------------------------------------------------------
 *
 * documentmaker.c
 *	  JSON documents of the rows of a sample.
 *
 * The shape is walked as it is written; at each place the tokens of the path
 * are a range of the bag (drawer.h).  Values are drawn independently of each
 * other, given the shape: that a document's values belong together is known
 * only of texts by kind, which are about one person (an element of an array or
 * an entry of a map is another one).
 *
 * Post-processing of the model: nothing here sees a source.
 *
 *-------------------------------------------------------------------------
 */
#include "documentmaker_parts.h"

#include <string.h>

#include "bucket.h"

/* keeps streams of documents apart from those of other makers */
#define STREAM_DOCUMENT UINT64_C(0x646f63756d656e74)
/* numbers that no token covers are below */
#define PLAIN_NUMBERS 100

static char *
reserve(SynthDocumentMaker *k, size_t bytes)
{
	if (bytes > k->room - k->used)
	{
		size_t room = synth_size_mul(synth_size_add(k->used, bytes), 2);
		char *wider = synth_alloc(room);

		memcpy(wider, k->out, k->used);
		synth_release(k->out);
		k->out = wider;
		k->room = room;
	}
	return k->out + k->used;
}

void
synth_documentmaker_put(SynthDocumentMaker *k, const char *text, size_t n)
{
	memcpy(reserve(k, n), text, n);
	k->used += n;
}

/* tokens are put into JSON as they are */
static void
check_tokens(const SynthBag *bag)
{
	for (int i = 0; bag != NULL && i < bag->ntokens; i++)
	{
		const char *value = strchr(bag->token[i], SYNTH_DOCUMENT_VALUE);

		if (value == NULL)
			synth_fail(SYNTH_ERR_CORRUPT, "a token of a document has no value");
		value++;
		if (*value == '"' ? !synth_document_is_escaped(value + 1, (int) strlen(value + 1))
						  : *value == ':'
								&& (value[1] == '\0' || strchr("snbz[{", value[1]) == NULL
									|| !synth_document_is_escaped(value + 2, (int) strlen(value + 2))
									|| strlen(value + 2) > SYNTH_DOCUMENT_MAX_KEY))
			synth_fail(SYNTH_ERR_CORRUPT, "a token of a document is no text");
	}
}

SynthDocumentMaker *
synth_documentmaker_new(const SynthModel *m, int column, SynthTextMaker *texts, uint64_t seed)
{
	SynthDocumentMaker *k = synth_alloc(sizeof *k);
	const SynthColumn *c = &m->column[column];

	if (c->text == NULL || c->text->basis != SYNTH_BASIS_DOCUMENT || c->attribute < 0)
		synth_fail(SYNTH_ERR_PARAMETER, "the column has no documents");
	k->column = c;
	k->attribute = &m->attribute[c->attribute];
	k->seed = seed;
	k->stream = STREAM_DOCUMENT + (uint64_t) column;
	for (int i = 0; i < k->attribute->nvalues; i++)
	{
		const char *problem = synth_document_shape_check(k->attribute->label[i]);

		if (problem != NULL)
			synth_fail(SYNTH_ERR_CORRUPT, problem);
	}
	check_tokens(c->text->bag);
	synth_drawer_init(&k->drawer, c->text->bag);
	synth_textforms_init(&k->forms, &k->drawer, SYNTH_DOCUMENT_VALUE, texts);
	k->room = 1024;
	k->out = synth_alloc(k->room);
	return k;
}

/* tokens at the path whose value begins with the mark */
SynthDrawerRange
synth_documentmaker_values(const SynthDocumentMaker *k, char mark)
{
	char prefix[SYNTH_DOCUMENT_MAX_PATH + 8];
	int n = synth_document_path_prefix(&k->path, prefix);

	if (mark != '\0')
		prefix[n++] = mark;
	return synth_drawer_range(&k->drawer, prefix, n);
}

/* what stands behind the separator */
const char *
synth_documentmaker_value_of(const SynthDocumentMaker *k, int token)
{
	return strchr(k->drawer.bag->token[token], SYNTH_DOCUMENT_VALUE) + 1;
}

/* keeps the places of a document, and the columns of a row, apart */
static uint32_t
salt_of(const SynthDocumentMaker *k)
{
	uint32_t salt = (uint32_t) k->stream;

	for (int i = 0; i < k->path.length; i++)
		salt = (salt ^ (unsigned char) k->path.text[i]) * UINT32_C(0x01000193);
	return salt;
}

static void
put_made_up(SynthDocumentMaker *k, SynthTextKind kind, int item)
{
	int length;
	const char *text = synth_textforms_make(&k->forms, synth_documentmaker_values(k, SYNTH_TEXTFORM_MARK), kind, &k->st,
											k->row, item, salt_of(k), &length);

	k->used += (size_t) synth_document_escape(text, length, reserve(k, 6 * (size_t) length + 1));
}

static void
make_text(SynthDocumentMaker *k, const SynthDocumentPlace *place)
{
	SynthDrawerRange values = synth_documentmaker_values(k, '"');
	double known = synth_drawer_weight(&k->drawer, values);
	bool certain;
	SynthTextKind kind = synth_document_kind(&k->names, &place->name, &certain);

	synth_documentmaker_put(k, "\"", 1);
	/* as many texts as no token covers are made up */
	if (!certain && values.n > 0 && (place->texts <= known || synth_stream_unit(&k->st) * place->texts < known))
	{
		const char *text = synth_documentmaker_value_of(k, synth_drawer_draw(&k->drawer, values, &k->st)) + 1;

		synth_documentmaker_put(k, text, strlen(text));
	}
	else
		put_made_up(k, kind, place->item);
	synth_documentmaker_put(k, "\"", 1);
}

static void
make_number(SynthDocumentMaker *k)
{
	char text[SYNTH_BUCKET_TEXT];
	int token = synth_drawer_draw(&k->drawer, synth_documentmaker_values(k, SYNTH_BUCKET_MARK), &k->st);
	int n = 0;

	if (token >= 0)
		n = synth_bucket_draw(synth_documentmaker_value_of(k, token), &k->st, text);
	if (n == 0)
	{
		uint64_t plain = synth_stream_below(&k->st, PLAIN_NUMBERS);

		if (plain >= 10)
			text[n++] = (char) ('0' + plain / 10);
		text[n++] = (char) ('0' + plain % 10);
	}
	synth_documentmaker_put(k, text, (size_t) n);
}

static void
make_boolean(SynthDocumentMaker *k)
{
	double yes = synth_drawer_weight(&k->drawer, synth_documentmaker_values(k, 't'));
	double no = synth_drawer_weight(&k->drawer, synth_documentmaker_values(k, 'f'));

	if (yes + no <= 0)
		yes = no = 1;
	if (synth_stream_unit(&k->st) * (yes + no) < yes)
		synth_documentmaker_put(k, "true", 4);
	else
		synth_documentmaker_put(k, "false", 5);
}

void
synth_documentmaker_value(SynthDocumentMaker *k, const char **shape, const SynthDocumentPlace *place)
{
	k->nodes++;
	switch (*(*shape)++)
	{
		case 's':
			make_text(k, place);
			break;
		case 'n':
			make_number(k);
			break;
		case 'b':
			make_boolean(k);
			break;
		case '[':
			synth_documentmaker_array(k, shape, place);
			break;
		case '{':
			synth_documentmaker_object(k, shape, place);
			break;
		default:
			synth_documentmaker_put(k, "null", 4);
			break;
	}
}

SynthDrawerRange
synth_documentmaker_below(SynthDocumentMaker *k, const char *path, char mark)
{
	int before = synth_document_path_mark(&k->path, path);
	SynthDrawerRange r = synth_documentmaker_values(k, mark);

	k->path.length = before;
	return r;
}

/*
 * What a document of an unknown shape is made by: keys or elements that tokens
 * know; NULL if there are none.
 */
static const char *
loose_shape(SynthDocumentMaker *k)
{
	k->path.length = 0;
	if (synth_documentmaker_below(k, SYNTH_DOCUMENT_RECORD_KEYS, ':').n > 0
		|| synth_documentmaker_below(k, SYNTH_DOCUMENT_MAP_KEYS, ':').n > 0)
		return SYNTH_DOCUMENT_LOOSE_OBJECT;
	return synth_documentmaker_below(k, "[]", '=').n > 0 ? SYNTH_DOCUMENT_LOOSE_ARRAY : NULL;
}

const char *
synth_documentmaker_text(SynthDocumentMaker *k, int64_t raw, uint64_t row, int *length)
{
	bool known = raw >= 0 && raw < k->attribute->nvalues;
	const char *shape = known ? k->attribute->label[raw] : loose_shape(k);
	const char *column = k->column->name == NULL ? "" : k->column->name;
	SynthDocumentPlace root = {.name = {column, (int) strlen(column), "", 0}};

	synth_poll();
	if (shape == NULL)
	{
		*length = (int) strlen(SYNTH_DOCUMENT_PLACEHOLDER);
		return SYNTH_DOCUMENT_PLACEHOLDER;
	}
	synth_stream_init(&k->st, k->seed, k->stream, row);
	k->row = row;
	k->items = 0;
	k->nodes = 0;
	k->used = 0;
	k->path.length = 0;
	synth_documentmaker_value(k, &shape, &root);
	*length = (int) k->used;
	synth_documentmaker_put(k, "", 1);
	return k->out;
}
