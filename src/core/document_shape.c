/*-------------------------------------------------------------------------
 *
 * document_shape.c
 *	  What documents have in common: their shapes, and which objects are maps.
 *
 * Everything here looks at one document alone, so that the shape of a row
 * does not depend on other rows.  Shapes are compared by hashes; two shapes
 * with one hash might make a record look like a map, which is a matter of
 * looks and not of privacy.
 *
 *-------------------------------------------------------------------------
 */
#include "document.h"

#include <string.h>

#include "texthash.h"

typedef struct Writer
{
	const SynthDocument *d;
	char *out;
	int used;
	int room; /* without NUL */
} Writer;

static bool write_shape(Writer *w, const SynthDocumentNode *node);

/* a step of a running hash */
static uint64_t
combine(uint64_t hash, uint64_t x)
{
	return synth_text_stir((hash ^ x) * UINT64_C(0x9e3779b97f4a7c15));
}

static uint64_t
combine_text(uint64_t hash, const char *text, int n)
{
	for (int i = 0; i < n; i++)
		hash = (hash ^ (unsigned char) text[i]) * UINT64_C(0x100000001b3);
	return combine(hash, (uint64_t) n);
}

/*
 * Does the key look like a value rather than a name?  Codes of two or three
 * small letters (de, eng), without small letters (EUR, DE-BY), a locale
 * (en_US), or with a digit, a space or another character that names do not
 * have.
 */
static bool
key_is_code(const char *key, int n)
{
	int small = 0;
	int capital = 0;

	for (int i = 0; i < n; i++)
	{
		unsigned char c = (unsigned char) key[i];

		if (c >= 'a' && c <= 'z')
			small++;
		else if (c >= 'A' && c <= 'Z')
			capital++;
		else if (c != '_' && c != '-')
			return true;
	}
	if (n < 2)
		return false;
	if (capital == 0)
		return small == n && n <= 3;
	return small == 0 || (n == 5 && small == 2 && capital == 2 && (key[2] == '_' || key[2] == '-'));
}

static bool
is_container(const SynthDocumentNode *node)
{
	return node->letter == '{' || node->letter == '[';
}

/* is the object a map, and of what?  Its children are classified. */
static char
map_of(const SynthDocument *d, const SynthDocumentNode *object)
{
	const SynthDocumentNode *first;
	bool codes = true;

	if (object->nchildren == 0)
		return '\0';
	first = &d->node[object->first];
	for (int i = object->first; i >= 0; i = d->node[i].next)
	{
		const SynthDocumentNode *child = &d->node[i];

		if (is_container(child) != is_container(first) || (is_container(first) && child->form != first->form))
			return '\0';
		codes = codes && key_is_code(child->key, child->key_length);
	}
	if (is_container(first))
		return 'c';
	return codes ? 's' : '\0';
}

static bool
classify_object(SynthDocument *d, SynthDocumentNode *object)
{
	object->map = map_of(d, object);
	object->form = combine('{', (uint64_t) object->map);
	if (object->map == 's')
		return true;
	if (object->map == 'c')
	{
		object->form = combine(object->form, d->node[object->first].form);
		return true;
	}
	if (object->nchildren > SYNTH_DOCUMENT_MAX_KEYS)
		return false;
	for (int i = object->first; i >= 0; i = d->node[i].next)
	{
		const SynthDocumentNode *child = &d->node[i];

		if (child->key_length > SYNTH_DOCUMENT_MAX_KEY)
			return false;
		object->form = combine(combine_text(object->form, child->key, child->key_length), child->form);
	}
	return true;
}

/* the children of an array whose shapes differ; more than there is room for: the number only */
static int
array_forms(const SynthDocument *d, const SynthDocumentNode *array, const SynthDocumentNode **form)
{
	int n = 0;

	for (int i = array->first; i >= 0; i = d->node[i].next)
	{
		bool known = false;

		for (int f = 0; f < n && !known; f++)
			known = form[f]->form == d->node[i].form;
		if (known)
			continue;
		if (n == SYNTH_DOCUMENT_MAX_FORMS)
			return n + 1;
		form[n++] = &d->node[i];
	}
	return n;
}

static bool
classify_array(SynthDocument *d, SynthDocumentNode *array)
{
	const SynthDocumentNode *form[SYNTH_DOCUMENT_MAX_FORMS];
	uint64_t sum = 0;

	array->nforms = array_forms(d, array, form);
	if (array->nforms > SYNTH_DOCUMENT_MAX_FORMS)
		return false;
	/* a set: the order of the elements is no part of the shape */
	for (int f = 0; f < array->nforms; f++)
		sum += combine('[', form[f]->form);
	array->form = combine('[', sum);
	return true;
}

bool
synth_document_classify(SynthDocument *d)
{
	/* children have higher numbers than their parents */
	for (int i = d->nnodes - 1; i >= 0; i--)
	{
		SynthDocumentNode *node = &d->node[i];

		node->form = combine(0, (uint64_t) node->letter);
		if (node->letter == '{' ? !classify_object(d, node) : node->letter == '[' && !classify_array(d, node))
			return false;
	}
	return true;
}

static bool
put(Writer *w, const char *text, int n)
{
	if (n > w->room - w->used)
		return false;
	memcpy(w->out + w->used, text, (size_t) n);
	w->used += n;
	return true;
}

static bool
write_object(Writer *w, const SynthDocumentNode *object)
{
	const SynthDocument *d = w->d;

	if (object->map == 's')
		return put(w, "{*}", 3);
	if (object->map == 'c')
		return put(w, "{*:", 3) && write_shape(w, &d->node[object->first]) && put(w, "}", 1);
	if (!put(w, "{", 1))
		return false;
	for (int i = object->first; i >= 0; i = d->node[i].next)
	{
		const SynthDocumentNode *child = &d->node[i];

		if ((i != object->first && !put(w, ",", 1)) || !put(w, "\"", 1) || !put(w, child->key, child->key_length)
			|| !put(w, "\":", 2) || !write_shape(w, child))
			return false;
	}
	return put(w, "}", 1);
}

/* shapes of elements in byte order, so that equal sets are equal texts */
static bool
write_array(Writer *w, const SynthDocumentNode *array)
{
	const SynthDocumentNode *form[SYNTH_DOCUMENT_MAX_FORMS];
	char text[SYNTH_DOCUMENT_MAX_FORMS][SYNTH_DOCUMENT_MAX_SHAPE + 1];
	int order[SYNTH_DOCUMENT_MAX_FORMS];
	int n = array_forms(w->d, array, form);

	if (n == 1)
		return put(w, "[", 1) && write_shape(w, form[0]) && put(w, "]", 1);
	for (int f = 0; f < n; f++)
	{
		Writer part = {w->d, text[f], 0, w->room - w->used};
		int at = f;

		if (!write_shape(&part, form[f]))
			return false;
		text[f][part.used] = '\0';
		for (; at > 0 && strcmp(text[order[at - 1]], text[f]) > 0; at--)
			order[at] = order[at - 1];
		order[at] = f;
	}
	if (!put(w, "[", 1))
		return false;
	for (int f = 0; f < n; f++)
		if ((f > 0 && !put(w, "|", 1)) || !put(w, text[order[f]], (int) strlen(text[order[f]])))
			return false;
	return put(w, "]", 1);
}

static bool
write_shape(Writer *w, const SynthDocumentNode *node)
{
	if (node->letter == '{')
		return write_object(w, node);
	if (node->letter == '[')
		return write_array(w, node);
	return put(w, &node->letter, 1);
}

bool
synth_document_shape(const SynthDocument *d, char *out)
{
	Writer w = {d, out, 0, SYNTH_DOCUMENT_MAX_SHAPE};

	if (!write_shape(&w, &d->node[0]))
		return false;
	out[w.used] = '\0';
	return true;
}

static const char *check_shape(const char **s, int depth);

/* a key and its closing quote */
static bool
skip_key(const char **s)
{
	const char *start = *s;

	while (**s != '"' && **s != '\0')
	{
		if (**s == '\\' && (*s)[1] != '\0')
			(*s)++;
		(*s)++;
	}
	if (**s == '\0' || *s - start > SYNTH_DOCUMENT_MAX_KEY || !synth_document_is_escaped(start, (int) (*s - start)))
		return false;
	(*s)++;
	return true;
}

static const char *
check_object(const char **s, int depth)
{
	const char *problem = NULL;
	int members = 0;

	if (**s == '*')
	{
		(*s)++;
		if (**s == ':')
		{
			(*s)++;
			if (**s != '{' && **s != '[')
				return "a map of a document's shape holds no containers";
			problem = check_shape(s, depth + 1);
		}
	}
	else if (**s != '}')
		do
		{
			if (members++ == SYNTH_DOCUMENT_MAX_KEYS)
				return "a document's shape has too many keys";
			*s += members > 1;
			if (**s != '"')
				return "a document's shape has no key where one is due";
			(*s)++;
			if (!skip_key(s) || **s != ':')
				return "a document's shape has a bad key";
			(*s)++;
			problem = check_shape(s, depth + 1);
		} while (problem == NULL && **s == ',');
	if (problem == NULL && *(*s)++ != '}')
		problem = "an object of a document's shape has no end";
	return problem;
}

static const char *
check_array(const char **s, int depth)
{
	const char *problem = NULL;
	int forms = 0;

	if (**s != ']')
		do
		{
			if (forms++ == SYNTH_DOCUMENT_MAX_FORMS)
				return "an array of a document's shape has too many forms";
			*s += forms > 1;
			problem = check_shape(s, depth + 1);
		} while (problem == NULL && **s == '|');
	if (problem == NULL && *(*s)++ != ']')
		problem = "an array of a document's shape has no end";
	return problem;
}

static const char *
check_shape(const char **s, int depth)
{
	char c = **s;

	if (c == '\0' || strchr("snbz{[", c) == NULL)
		return "a document's shape has an unknown letter";
	(*s)++;
	if (c != '{' && c != '[')
		return NULL;
	if (depth >= SYNTH_DOCUMENT_MAX_DEPTH)
		return "a document's shape is too deep";
	return c == '{' ? check_object(s, depth) : check_array(s, depth);
}

const char *
synth_document_shape_check(const char *shape)
{
	const char *problem;

	if (strlen(shape) > SYNTH_DOCUMENT_MAX_SHAPE)
		return "a document's shape is too long";
	problem = check_shape(&shape, 0);
	return problem == NULL && *shape != '\0' ? "a document's shape goes on after its end" : problem;
}
