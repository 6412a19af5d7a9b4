/*-------------------------------------------------------------------------
 *
 * documentmaker_group.c
 *	  Arrays, maps and records of documents that are made.
 *
 * Elements that are texts are not repeated within an array while there are
 * others, nor are the keys of a map ever.  Where the shape is not known
 * ("{~}", "[~]"), tokens say what keys and elements there are.
 *
 *-------------------------------------------------------------------------
 */
#include "documentmaker_parts.h"

#include <math.h>
#include <string.h>

#include "bucket.h"

/* entries of a map that is made */
#define MAX_ENTRIES 256

static int
read_count(const char *s)
{
	int count = 0;

	for (; *s >= '0' && *s <= '9' && count <= SYNTH_DOCUMENT_MAX_COUNT; s++)
		count = count * 10 + (*s - '0');
	return count > SYNTH_DOCUMENT_MAX_COUNT ? SYNTH_DOCUMENT_MAX_COUNT : count;
}

/* a drawn number of elements or entries */
static int
draw_count(SynthDocumentMaker *k, int fallback)
{
	int token = synth_drawer_draw(&k->drawer, synth_documentmaker_values(k, '='), &k->st);

	return token < 0 ? fallback : read_count(synth_documentmaker_value_of(k, token) + 1);
}

/* share of the elements at the path that tokens cover, as far as lengths are known */
static double
covered_elements(SynthDocumentMaker *k)
{
	double known = synth_drawer_weight(&k->drawer, synth_documentmaker_values(k, '"'));
	SynthDrawerRange lengths = synth_documentmaker_values(k, '=');
	double seen = 0;

	for (int i = lengths.first; i < lengths.first + lengths.n; i++)
	{
		int n = read_count(synth_documentmaker_value_of(k, i) + 1);

		if (n > SYNTH_DOCUMENT_MAX_ELEMENTS)
			n = SYNTH_DOCUMENT_MAX_ELEMENTS;
		seen += n * k->drawer.bag->weight[i];
	}
	return seen > known ? known / seen : 1;
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

/* forms of elements that the tokens of the path know of; path is that of the elements */
static int
loose_forms(SynthDocumentMaker *k, const char **form, int depth)
{
	bool deeper = depth < SYNTH_DOCUMENT_MAX_DEPTH;
	int n = 0;

	if (synth_documentmaker_values(k, '"').n > 0)
		form[n++] = "s";
	if (synth_documentmaker_values(k, SYNTH_BUCKET_MARK).n > 0)
		form[n++] = "n";
	if (synth_documentmaker_values(k, 't').n + synth_documentmaker_values(k, 'f').n > 0)
		form[n++] = "b";
	if (deeper
		&& (synth_documentmaker_below(k, SYNTH_DOCUMENT_RECORD_KEYS, ':').n > 0
			|| synth_documentmaker_below(k, SYNTH_DOCUMENT_MAP_KEYS, ':').n > 0))
		form[n++] = SYNTH_DOCUMENT_LOOSE_OBJECT;
	if (deeper && n < SYNTH_DOCUMENT_MAX_FORMS && synth_documentmaker_below(k, "[]", '=').n > 0)
		form[n++] = SYNTH_DOCUMENT_LOOSE_ARRAY;
	/* texts whose kind is certain have no tokens */
	if (n == 0)
		form[n++] = "s";
	return n;
}

static void
make_element(SynthDocumentMaker *k, const char *form, const SynthDocumentPlace *place, double covered)
{
	bool certain;

	synth_document_kind(&k->names, &place->name, &certain);
	if (*form != 's' || certain || (covered < 1 && synth_stream_unit(&k->st) >= covered) || !take_text(k))
		synth_documentmaker_value(k, &form, place);
	else
		k->nodes++;
}

/* after the bracket */
void
synth_documentmaker_array(SynthDocumentMaker *k, const char **shape, const SynthDocumentPlace *place)
{
	const char *form[SYNTH_DOCUMENT_MAX_FORMS];
	int nforms = 0;
	int count = 0;
	int before = synth_document_path_mark(&k->path, "[]");
	double covered = 1;

	if (**shape == '~')
	{
		nforms = loose_forms(k, form, place->depth + 1);
		(*shape)++;
	}
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
	if (nforms == 1 && *form[0] == 's')
		covered = covered_elements(k);
	synth_drawer_begin(&k->drawer);
	for (int i = 0; i < count && k->nodes < SYNTH_DOCUMENT_MAX_NODES; i++)
	{
		SynthDocumentPlace inside = {.name = place->name, .depth = place->depth + 1, .item = ++k->items};

		/* what tokens cover is taken before; see make_text() */
		inside.texts = covered < 1 ? HUGE_VAL : 0;

		if (i > 0)
			synth_documentmaker_put(k, ", ", 2);
		make_element(k, form[nforms == 1 ? 0 : choose_form(k, form, nforms)], &inside, covered);
	}
	synth_documentmaker_put(k, "]", 1);
	k->path.length = before;
}

/* behind the token's letter */
static const char *
key_of(const SynthDocumentMaker *k, int token)
{
	return synth_documentmaker_value_of(k, token) + 2;
}

/* weight of rows whose object at the path has a text under the key */
static double
texts_under(SynthDocumentMaker *k, const char *keys, const char *key, int length)
{
	char prefix[SYNTH_DOCUMENT_MAX_PATH + SYNTH_DOCUMENT_MAX_KEY + 8];
	int before = synth_document_path_mark(&k->path, keys);
	int n = synth_document_path_prefix(&k->path, prefix);
	SynthDrawerRange r;

	k->path.length = before;
	if (length > SYNTH_DOCUMENT_MAX_KEY)
		return 0;
	prefix[n++] = ':';
	prefix[n++] = 's';
	memcpy(prefix + n, key, (size_t) length);
	r = synth_drawer_range(&k->drawer, prefix, n + length);
	/* the key itself comes before longer ones */
	if (r.n == 0 || k->drawer.bag->token[r.first][n + length] != '\0')
		return 0;
	r.n = 1;
	return synth_drawer_weight(&k->drawer, r);
}

/* keys: where its key is a token */
static void
put_member(SynthDocumentMaker *k, const char *keys, const char *key, int length, const char **shape,
		   const SynthDocumentPlace *place)
{
	SynthDocumentPlace inside = {.name = {key, length, place->name.key, place->name.length},
								 .texts = **shape == 's' ? texts_under(k, keys, key, length) : 0,
								 .depth = place->depth + 1,
								 .item = place->item};
	int before = synth_document_path_key(&k->path, key, length);

	synth_documentmaker_put(k, "\"", 1);
	synth_documentmaker_put(k, key, (size_t) length);
	synth_documentmaker_put(k, "\": ", 3);
	synth_documentmaker_value(k, shape, &inside);
	k->path.length = before;
}

/* may a member of that letter be in an object of such members: their shape, NULL: any; scalars only? */
static bool
letter_fits(char letter, const char *members, bool scalars)
{
	if (members != NULL)
		return letter == *members;
	return !scalars || (letter != '[' && letter != '{');
}

/* keys that tokens know, in byte order; returns their number */
static int
draw_keys(SynthDocumentMaker *k, const char *keys, const char *members, bool scalars, int *token)
{
	SynthDrawerRange range;
	int before = synth_document_path_mark(&k->path, keys);
	int wanted = draw_count(k, 1);
	int n = 0;

	range = synth_documentmaker_values(k, ':');
	k->path.length = before;
	if (wanted > MAX_ENTRIES)
		wanted = MAX_ENTRIES;
	synth_drawer_begin(&k->drawer);
	while (n < wanted)
	{
		int drawn = synth_drawer_take(&k->drawer, range, &k->st);
		bool fits;
		int at = n;

		if (drawn < 0)
			break;
		fits = letter_fits(key_of(k, drawn)[-1], members, scalars);
		/* one key may have had values of several types */
		for (int i = 0; i < n && fits; i++)
			fits = strcmp(key_of(k, token[i]), key_of(k, drawn)) != 0;
		if (!fits)
			continue;
		for (; at > 0 && strcmp(key_of(k, token[at - 1]), key_of(k, drawn)) > 0; at--)
			token[at] = token[at - 1];
		token[at] = drawn;
		n++;
	}
	return n;
}

/* shape of what is under a key of a map or an object of unknown shape */
static const char *
member_shape(const char *letter, int depth)
{
	if (*letter == '[')
		return depth < SYNTH_DOCUMENT_MAX_DEPTH ? SYNTH_DOCUMENT_LOOSE_ARRAY : "[]";
	if (*letter == '{')
		return depth < SYNTH_DOCUMENT_MAX_DEPTH ? SYNTH_DOCUMENT_LOOSE_OBJECT : "{}";
	return letter;
}

/* members by their tokens; `members` is the shape of all of them, or NULL */
static void
make_members(SynthDocumentMaker *k, const char *keys, const char *members, bool scalars,
			 const SynthDocumentPlace *place)
{
	int token[MAX_ENTRIES];
	int n = draw_keys(k, keys, members, scalars, token);

	for (int i = 0; i < n && k->nodes < SYNTH_DOCUMENT_MAX_NODES; i++)
	{
		const char *key = key_of(k, token[i]);
		const char *shape = members != NULL ? members : member_shape(key - 1, place->depth + 1);
		SynthDocumentPlace inside = *place;

		/* entries of a map are about different things, members of a record about one */
		if (*keys == *SYNTH_DOCUMENT_MAP_KEYS)
			inside.item = ++k->items;
		if (i > 0)
			synth_documentmaker_put(k, ", ", 2);
		put_member(k, keys, key, (int) strlen(key), &shape, &inside);
	}
}

/* an object of unknown shape is a map or a record as often as those at the path are */
static const char *
loose_keys(SynthDocumentMaker *k)
{
	double maps = synth_drawer_weight(&k->drawer, synth_documentmaker_below(k, SYNTH_DOCUMENT_MAP_KEYS, '='));
	double records = synth_drawer_weight(&k->drawer, synth_documentmaker_below(k, SYNTH_DOCUMENT_RECORD_KEYS, '='));

	return synth_stream_unit(&k->st) * (maps + records) < maps ? SYNTH_DOCUMENT_MAP_KEYS : SYNTH_DOCUMENT_RECORD_KEYS;
}

/* after the brace */
void
synth_documentmaker_object(SynthDocumentMaker *k, const char **shape, const SynthDocumentPlace *place)
{
	synth_documentmaker_put(k, "{", 1);
	if (**shape == '~')
	{
		(*shape)++;
		make_members(k, loose_keys(k), NULL, false, place);
	}
	else if (**shape == '*')
	{
		bool containers = (*shape)[1] == ':';

		*shape += 1 + containers;
		make_members(k, SYNTH_DOCUMENT_MAP_KEYS, containers ? *shape : NULL, !containers, place);
		if (containers)
			skip_shape(shape);
	}
	while (**shape != '}')
	{
		const char *key;
		int length;

		if (**shape == ',')
		{
			(*shape)++;
			synth_documentmaker_put(k, ", ", 2);
		}
		key = *shape + 1;
		skip_shape(shape);
		length = (int) (*shape - key) - 1;
		(*shape)++; /* the colon */
		put_member(k, SYNTH_DOCUMENT_RECORD_KEYS, key, length, shape, place);
	}
	(*shape)++;
	synth_documentmaker_put(k, "}", 1);
}
