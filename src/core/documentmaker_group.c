/*-------------------------------------------------------------------------
 *
 * documentmaker_group.c
 *	  Arrays, maps and records of documents that are made.
 *
 * Elements that are texts are not repeated within an array while there are
 * others, nor are the keys of a map ever.
 *
 *-------------------------------------------------------------------------
 */
#include "documentmaker_parts.h"

#include <string.h>

#include "bucket.h"

/* entries of a map that is made */
#define MAX_ENTRIES 256

/* a drawn number of elements or entries */
static int
draw_count(SynthDocumentMaker *k, int fallback)
{
	int token = synth_drawer_draw(&k->drawer, synth_documentmaker_values(k, '='), &k->st);
	int count = 0;

	if (token < 0)
		return fallback;
	for (const char *s = synth_documentmaker_value_of(k, token) + 1;
		 *s >= '0' && *s <= '9' && count <= SYNTH_DOCUMENT_MAX_COUNT; s++)
		count = count * 10 + (*s - '0');
	return count > SYNTH_DOCUMENT_MAX_COUNT ? SYNTH_DOCUMENT_MAX_COUNT : count;
}

/* moves behind a shape, which is well-formed */
static void
skip_shape(const char **shape)
{
	int depth = 0;

	do
	{
		char c = *(*shape)++;

		if (c == '{' || c == '[')
			depth++;
		else if (c == '}' || c == ']')
			depth--;
		else if (c == '"')
		{
			for (; **shape != '"'; (*shape)++)
				*shape += **shape == '\\';
			(*shape)++;
		}
	} while (depth > 0);
}

/* a text of the path that no element before had, if there are enough */
static bool
take_text(SynthDocumentMaker *k)
{
	int token = synth_drawer_take(&k->drawer, synth_documentmaker_values(k, '"'), &k->st);
	const char *text;

	if (token < 0)
		return false;
	text = synth_documentmaker_value_of(k, token) + 1;
	synth_documentmaker_put(k, "\"", 1);
	synth_documentmaker_put(k, text, strlen(text));
	synth_documentmaker_put(k, "\"", 1);
	return true;
}

/* which of several forms the next element has: scalars by the weight of their tokens */
static int
choose_form(SynthDocumentMaker *k, const char *const *form, int nforms)
{
	double weight[SYNTH_DOCUMENT_MAX_FORMS];
	double total = 0;
	double x;

	for (int f = 0; f < nforms; f++)
	{
		switch (*form[f])
		{
			case 's':
				weight[f] = synth_drawer_weight(&k->drawer, synth_documentmaker_values(k, '"'));
				break;
			case 'n':
				weight[f] = synth_drawer_weight(&k->drawer, synth_documentmaker_values(k, SYNTH_BUCKET_MARK));
				break;
			case 'b':
				weight[f] = synth_drawer_weight(&k->drawer, synth_documentmaker_values(k, 't'))
							+ synth_drawer_weight(&k->drawer, synth_documentmaker_values(k, 'f'));
				break;
			case 'z':
				weight[f] = synth_drawer_weight(&k->drawer, synth_documentmaker_values(k, 'z'));
				break;
			default:
				weight[f] = 0;
				break;
		}
		total += weight[f];
	}
	/* what has no tokens is as frequent as the rest on average */
	for (int f = 0; f < nforms; f++)
		if (weight[f] <= 0)
			weight[f] = total > 0 ? total / nforms : 1;
	total = 0;
	for (int f = 0; f < nforms; f++)
		total += weight[f];
	x = synth_stream_unit(&k->st) * total;
	for (int f = 0; f < nforms - 1; f++)
		if ((x -= weight[f]) < 0)
			return f;
	return nforms - 1;
}

/* after the bracket */
void
synth_documentmaker_array(SynthDocumentMaker *k, const char **shape, const SynthDocumentPlace *place)
{
	const char *form[SYNTH_DOCUMENT_MAX_FORMS];
	int nforms = 0;
	int count = 0;
	int before = synth_document_path_mark(&k->path, "[]");

	while (**shape != ']')
	{
		if (**shape == '|')
			(*shape)++;
		form[nforms++] = *shape;
		skip_shape(shape);
	}
	(*shape)++;
	synth_documentmaker_put(k, "[", 1);
	if (nforms > 0)
		count = draw_count(k, 1 + (int) synth_stream_below(&k->st, 3));
	synth_drawer_begin(&k->drawer);
	for (int i = 0; i < count && k->nodes < SYNTH_DOCUMENT_MAX_NODES; i++)
	{
		const char *at = form[nforms == 1 ? 0 : choose_form(k, form, nforms)];
		SynthDocumentPlace inside = {place->key, place->key_length, ++k->items};
		bool certain;

		if (i > 0)
			synth_documentmaker_put(k, ", ", 2);
		synth_document_kind(&k->names, place->key, place->key_length, &certain);
		if (*at != 's' || certain || !take_text(k))
			synth_documentmaker_value(k, &at, &inside);
		else
			k->nodes++;
	}
	synth_documentmaker_put(k, "]", 1);
	k->path.length = before;
}

/* the keys of a map, in byte order; returns their number */
static int
draw_keys(SynthDocumentMaker *k, bool containers, int *token)
{
	SynthDrawerRange keys;
	int before = synth_document_path_mark(&k->path, "*");
	int wanted = draw_count(k, 1);
	int n = 0;

	keys = synth_documentmaker_values(k, ':');
	k->path.length = before;
	if (wanted > MAX_ENTRIES)
		wanted = MAX_ENTRIES;
	synth_drawer_begin(&k->drawer);
	while (n < wanted)
	{
		int drawn = synth_drawer_take(&k->drawer, keys, &k->st);
		bool fits;
		int at = n;

		if (drawn < 0)
			break;
		fits = (synth_documentmaker_value_of(k, drawn)[1] == 'c') == containers;
		/* one key may have had values of several types */
		for (int i = 0; i < n && fits; i++)
			fits = strcmp(synth_documentmaker_value_of(k, token[i]) + 2, synth_documentmaker_value_of(k, drawn) + 2)
				   != 0;
		if (!fits)
			continue;
		for (; at > 0
			   && strcmp(synth_documentmaker_value_of(k, token[at - 1]) + 2, synth_documentmaker_value_of(k, drawn) + 2)
					  > 0;
			 at--)
			token[at] = token[at - 1];
		token[at] = drawn;
		n++;
	}
	return n;
}

/* after {* */
static void
make_map(SynthDocumentMaker *k, const char **shape)
{
	bool containers = **shape == ':';
	int token[MAX_ENTRIES];
	int n = draw_keys(k, containers, token);

	*shape += containers;
	for (int i = 0; i < n && k->nodes < SYNTH_DOCUMENT_MAX_NODES; i++)
	{
		const char *value = synth_documentmaker_value_of(k, token[i]) + 1;
		int length = (int) strlen(value + 1);
		SynthDocumentPlace inside = {value + 1, length, ++k->items};
		const char *at = containers ? *shape : value;
		int before = synth_document_path_key(&k->path, value + 1, length);

		if (i > 0)
			synth_documentmaker_put(k, ", ", 2);
		synth_documentmaker_put(k, "\"", 1);
		synth_documentmaker_put(k, value + 1, (size_t) length);
		synth_documentmaker_put(k, "\": ", 3);
		synth_documentmaker_value(k, &at, &inside);
		k->path.length = before;
	}
	if (containers)
		skip_shape(shape);
}

/* after the brace */
void
synth_documentmaker_object(SynthDocumentMaker *k, const char **shape, const SynthDocumentPlace *place)
{
	synth_documentmaker_put(k, "{", 1);
	if (**shape == '*')
	{
		(*shape)++;
		make_map(k, shape);
	}
	while (**shape != '}')
	{
		const char *key = *shape + (**shape == ',');
		const char *end = key;
		SynthDocumentPlace inside = *place;
		int before;

		if (**shape == ',')
			synth_documentmaker_put(k, ", ", 2);
		skip_shape(&end);
		inside.key = key + 1;
		inside.key_length = (int) (end - key) - 2;
		synth_documentmaker_put(k, key, (size_t) (end - key));
		synth_documentmaker_put(k, ": ", 2);
		*shape = end + 1;
		before = synth_document_path_key(&k->path, inside.key, inside.key_length);
		synth_documentmaker_value(k, shape, &inside);
		k->path.length = before;
	}
	(*shape)++;
	synth_documentmaker_put(k, "}", 1);
}
