/*-------------------------------------------------------------------------
 *
 * publicword.c
 *	  Labels that everybody knows: countries, currencies, languages, colours.
 *
 * A category of a fit without privacy keeps the values that enough rows have.
 * Of a small table that leaves hardly any country, though the name of a
 * country is no secret.  So the words of synth_dictionary of such a kind need
 * no number of rows; whatever else stands in the column, a word that is
 * misspelt or a remark, still does.  That a country occurs at all may then be
 * seen, hence never in a private fit.
 *
 * Words are compared as they are: no spelling is forgiven but that of capitals,
 * since what is forgiven would come out again.  Cities and jobs are no such
 * kinds: the lists are far from complete, and a job may be that of one person.
 *
 *-------------------------------------------------------------------------
 */
#include "publicword.h"

#include "catalog/pg_collation.h"
#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "storage/shmem.h"
#include "utils/formatting.h"

#include "core/place.h"
#include "lexicon.h"

typedef struct Words
{
	int n;
	int room;
	char **word;
	int chars; /* of char(n), else 0 */
} Words;

/* the list of a kind, and whether tags are words too */
static const char *
list_of(SynthTextKind kind)
{
	switch (kind)
	{
		case SYNTH_TEXT_COUNTRY:
		case SYNTH_TEXT_COUNTRY_CODE:
			return "country";
		case SYNTH_TEXT_REGION:
			return "region";
		case SYNTH_TEXT_CURRENCY:
			return "currency";
		case SYNTH_TEXT_LANGUAGE:
			return "language";
		case SYNTH_TEXT_COLOUR:
			return "colour";
		case SYNTH_TEXT_TITLE:
			return "title";
		default:
			return NULL;
	}
}

bool
publicword_has(SynthTextKind kind)
{
	return list_of(kind) != NULL;
}

static void
add_label(Words *w, char *label)
{
	if (w->n == w->room)
	{
		w->room = w->room > 0 ? w->room * 2 : 1024;
		w->word = w->word == NULL ? palloc(mul_size(w->room, sizeof(char *)))
								  : repalloc(w->word, mul_size(w->room, sizeof(char *)));
	}
	w->word[w->n++] = label;
}

static void
add_spelling(Words *w, char *label)
{
	int pad = w->chars - pg_mbstrlen(label);

	add_label(w, label);
	if (pad > 0)
		add_label(w, psprintf("%s%*s", label, pad, ""));
}

static void
add_word(Words *w, const char *word, size_t length)
{
	if (length == 0)
		return;
	add_spelling(w, pnstrdup(word, length));
	add_spelling(w, str_toupper(word, length, DEFAULT_COLLATION_OID));
	add_spelling(w, str_tolower(word, length, DEFAULT_COLLATION_OID));
	add_spelling(w, str_initcap(word, length, DEFAULT_COLLATION_OID));
}

/* a tag is a code, a name or several codes; the hues of colours are none, nor are the f and m of titles */
static void
add_tag(Words *w, SynthTextKind kind, const char *tag)
{
	if (kind == SYNTH_TEXT_COLOUR || kind == SYNTH_TEXT_TITLE)
		return;
	if (kind != SYNTH_TEXT_COUNTRY && kind != SYNTH_TEXT_COUNTRY_CODE)
	{
		add_word(w, tag, strlen(tag));
		return;
	}
	while (*tag != '\0')
	{
		size_t length = strcspn(tag, " ");

		add_word(w, tag, length);
		tag += length + strspn(tag + length, " ");
	}
}

static void
add_list(Words *w, SynthTextKind kind, const SynthWordList *list)
{
	for (int i = 0; i < list->nwords; i++)
	{
		const char *value = list->word[i].value;
		size_t length = strlen(value);

		CHECK_FOR_INTERRUPTS();
		add_word(w, value, length);
		/* Dr. and Dr */
		if (kind == SYNTH_TEXT_TITLE && value[length - 1] == '.')
			add_word(w, value, length - 1);
		add_tag(w, kind, list->word[i].tag);
	}
}

static int
compare_labels(const void *a, const void *b)
{
	return strcmp(*(char *const *) a, *(char *const *) b);
}

int
publicword_read(SynthTextKind kind, Oid basetype, int32 typmod, char ***word)
{
	bool wanted[SYNTH_TEXT_KINDS] = {false};
	const char *name = list_of(kind);
	SynthLexicon *lexicon;
	Words w = {0};
	int n = 0;

	if (name == NULL)
		elog(ERROR, "texts of kind %d are no public words", (int) kind);
	wanted[kind] = true;
	if (basetype == BPCHAROID)
		w.chars = value_max_chars(basetype, typmod);
	lexicon = lexicon_read(wanted, lexicon_locales());
	for (int i = 0; i < lexicon->nlists; i++)
		if (strcmp(lexicon->list[i].list, name) == 0)
			add_list(&w, kind, &lexicon->list[i]);
	/* USA, United Kingdom's parts: in use beside the names of the list */
	if (kind == SYNTH_TEXT_COUNTRY)
		for (int i = 0; synth_country_alias(i) != NULL; i++)
		{
			const char *alias = synth_country_alias(i);

			add_word(&w, alias, strlen(alias));
		}
	if (w.n > 1)
		qsort(w.word, w.n, sizeof(char *), compare_labels);
	for (int i = 0; i < w.n; i++)
		if (n == 0 || strcmp(w.word[n - 1], w.word[i]) != 0)
			w.word[n++] = w.word[i];
	*word = w.word;
	return n;
}

bool
publicword_among(char *const *word, int n, const char *label)
{
	return n > 0 && bsearch(&label, word, n, sizeof(char *), compare_labels) != NULL;
}

void
publicword_give(SourceColumn *col, SynthTextKind kind)
{
	if (!publicword_has(kind) || !col->spec.discover || col->spec.shapes)
		return;
	col->spec.npublic = publicword_read(kind, col->basetypid, col->basetypmod, &col->spec.public_word);
}
