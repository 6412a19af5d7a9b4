/*-------------------------------------------------------------------------
 *
 * document.c
 *	  Reads JSON documents for their shapes and tokens.
 *
 * Texts and keys are kept as JSON writes them, escaped, in one canonical
 * spelling, so that what goes into a model can be put back between quotes as
 * it is, and no control character (the separators of tokens among them) is
 * ever in it.  Numbers stay digits.
 *
 * Whatever a source may hold, reading ends with a document or with NULL, never
 * with an error: an error that depends on a value would tell of the value.
 *
 *-------------------------------------------------------------------------
 */
#include "document.h"

#include <string.h>

/* room for children of a map; other objects are limited by their shape */
#define MAX_CHILDREN 1024

typedef struct Reader
{
	const char *at;
	const char *end;
	SynthDocument *d;
	size_t used; /* of d->text */
} Reader;

static int read_value(Reader *r, int depth);

static void
skip_space(Reader *r)
{
	while (r->at < r->end && (*r->at == ' ' || *r->at == '\t' || *r->at == '\n' || *r->at == '\r'))
		r->at++;
}

static bool
take(Reader *r, char c)
{
	skip_space(r);
	if (r->at == r->end || *r->at != c)
		return false;
	r->at++;
	return true;
}

static int
new_node(Reader *r, char letter)
{
	SynthDocument *d = r->d;

	if (d->nnodes == SYNTH_DOCUMENT_MAX_NODES)
		return -1;
	if (d->nnodes == d->room)
	{
		SynthDocumentNode *wider = synth_alloc_array((size_t) d->room * 2, sizeof *wider);

		memcpy(wider, d->node, (size_t) d->nnodes * sizeof *wider);
		synth_release(d->node);
		d->node = wider;
		d->room *= 2;
	}
	d->node[d->nnodes] = (SynthDocumentNode){.letter = letter, .first = -1, .next = -1};
	return d->nnodes++;
}

/* four hexadecimal digits, -1 if they are not */
static int32_t
read_hex(Reader *r)
{
	int32_t value = 0;

	if (r->end - r->at < 4)
		return -1;
	for (int i = 0; i < 4; i++)
	{
		char c = *r->at++;

		if (c >= '0' && c <= '9')
			value = value * 16 + (c - '0');
		else if (c >= 'a' && c <= 'f')
			value = value * 16 + (c - 'a' + 10);
		else if (c >= 'A' && c <= 'F')
			value = value * 16 + (c - 'A' + 10);
		else
			return -1;
	}
	return value;
}

/* what follows \u: a code point in the document's encoding; never longer than the escape was */
static bool
read_unicode(Reader *r)
{
	char *out = r->d->text + r->used;
	int32_t c = read_hex(r);

	if (c <= 0)
		return false;
	if (c < 0x80)
	{
		r->used += (size_t) synth_document_escape_byte((char) c, out);
		return true;
	}
	if (!r->d->utf8 || (c >= 0xdc00 && c < 0xe000))
		return false;
	if (c >= 0xd800 && c < 0xdc00)
	{
		int32_t low;

		if (r->end - r->at < 6 || r->at[0] != '\\' || r->at[1] != 'u')
			return false;
		r->at += 2;
		low = read_hex(r);
		if (low < 0xdc00 || low >= 0xe000)
			return false;
		c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
		*out++ = (char) (0xf0 | (c >> 18));
		*out++ = (char) (0x80 | ((c >> 12) & 0x3f));
		*out++ = (char) (0x80 | ((c >> 6) & 0x3f));
		r->used += 4;
	}
	else if (c >= 0x800)
	{
		*out++ = (char) (0xe0 | (c >> 12));
		*out++ = (char) (0x80 | ((c >> 6) & 0x3f));
		r->used += 3;
	}
	else
	{
		*out++ = (char) (0xc0 | (c >> 6));
		r->used += 2;
	}
	*out = (char) (0x80 | (c & 0x3f));
	return true;
}

static bool
read_escape(Reader *r)
{
	static const char from[] = "\"\\/bfnrt";
	static const char to[] = "\"\\/\b\f\n\r\t";
	const char *found;

	if (r->at == r->end)
		return false;
	if (*r->at == 'u')
	{
		r->at++;
		return read_unicode(r);
	}
	if (*r->at == '\0' || (found = strchr(from, *r->at)) == NULL)
		return false;
	r->at++;
	r->used += (size_t) synth_document_escape_byte(to[found - from], r->d->text + r->used);
	return true;
}

/* after the opening quote */
static bool
read_text(Reader *r, const char **text, int *length)
{
	size_t start = r->used;

	while (r->at < r->end && *r->at != '"')
	{
		char c = *r->at++;

		if ((unsigned char) c < 0x20)
			return false;
		if (c != '\\')
			r->d->text[r->used++] = c;
		else if (!read_escape(r))
			return false;
	}
	if (r->at == r->end)
		return false;
	r->at++;
	*text = r->d->text + start;
	*length = (int) (r->used - start);
	return true;
}

/* digits, at least one; false if there is none */
static bool
skip_digits(Reader *r)
{
	const char *start = r->at;

	while (r->at < r->end && *r->at >= '0' && *r->at <= '9')
		r->at++;
	return r->at > start;
}

static int
read_number(Reader *r)
{
	const char *start = r->at;
	int node;

	if (r->at < r->end && *r->at == '-')
		r->at++;
	if (!skip_digits(r))
		return -1;
	if (r->at < r->end && *r->at == '.')
	{
		r->at++;
		if (!skip_digits(r))
			return -1;
	}
	if (r->at < r->end && (*r->at == 'e' || *r->at == 'E'))
	{
		r->at++;
		if (r->at < r->end && (*r->at == '+' || *r->at == '-'))
			r->at++;
		if (!skip_digits(r))
			return -1;
	}
	node = new_node(r, 'n');
	if (node < 0)
		return -1;
	memcpy(r->d->text + r->used, start, (size_t) (r->at - start));
	r->d->node[node].text = r->d->text + r->used;
	r->d->node[node].length = (int) (r->at - start);
	r->used += (size_t) (r->at - start);
	return node;
}

static int
read_word(Reader *r, const char *word, char letter, const char *text)
{
	size_t n = strlen(word);
	int node;

	if ((size_t) (r->end - r->at) < n || memcmp(r->at, word, n) != 0)
		return -1;
	r->at += n;
	node = new_node(r, letter);
	if (node >= 0)
	{
		r->d->node[node].text = text;
		r->d->node[node].length = (int) strlen(text);
	}
	return node;
}

/* byte order of keys; of equal ones the later first */
static int
compare_keys(const SynthDocumentNode *a, const SynthDocumentNode *b)
{
	int n = a->key_length < b->key_length ? a->key_length : b->key_length;
	int c = memcmp(a->key, b->key, (size_t) n);

	return c != 0 ? c : a->key_length - b->key_length;
}

/* merges two lists of siblings in order; `b` came later */
static int
merge(SynthDocumentNode *node, int a, int b)
{
	int head = -1;
	int *link = &head;

	while (a >= 0 && b >= 0)
	{
		int *from = compare_keys(&node[a], &node[b]) < 0 ? &a : &b;

		*link = *from;
		link = &node[*from].next;
		*from = *link;
	}
	*link = a >= 0 ? a : b;
	return head;
}

/* members in byte order; recursion is as deep as the logarithm of their number */
static int
sort_members(SynthDocumentNode *node, int first, int n)
{
	int middle = first;
	int second;

	if (n < 2)
		return first;
	for (int i = 1; i < n / 2; i++)
		middle = node[middle].next;
	second = node[middle].next;
	node[middle].next = -1;
	return merge(node, sort_members(node, first, n / 2), sort_members(node, second, n - n / 2));
}

static void
finish_object(SynthDocument *d, SynthDocumentNode *object)
{
	object->first = sort_members(d->node, object->first, object->nchildren);
	for (int i = object->first; i >= 0; i = d->node[i].next)
		while (d->node[i].next >= 0 && compare_keys(&d->node[i], &d->node[d->node[i].next]) == 0)
		{
			d->node[i].next = d->node[d->node[i].next].next;
			object->nchildren--;
		}
}

/* after the opening bracket or brace */
static int
read_container(Reader *r, int depth, bool object)
{
	char closing = object ? '}' : ']';
	int node = new_node(r, object ? '{' : '[');
	int last = -1;

	if (node < 0 || depth >= SYNTH_DOCUMENT_MAX_DEPTH)
		return -1;
	if (take(r, closing))
		return node;
	do
	{
		const char *key = NULL;
		int key_length = 0;
		int child;

		if (object && (!take(r, '"') || !read_text(r, &key, &key_length) || !take(r, ':')))
			return -1;
		child = read_value(r, depth + 1);
		if (child < 0 || r->d->node[node].nchildren == MAX_CHILDREN)
			return -1;
		r->d->node[child].key = key;
		r->d->node[child].key_length = key_length;
		r->d->node[node].nchildren++;
		if (last < 0)
			r->d->node[node].first = child;
		else
			r->d->node[last].next = child;
		last = child;
	} while (take(r, ','));
	if (!take(r, closing))
		return -1;
	if (object)
		finish_object(r->d, &r->d->node[node]);
	return node;
}

/* index of the node, -1 if there is no value here */
static int
read_value(Reader *r, int depth)
{
	int node;

	skip_space(r);
	if (r->at == r->end)
		return -1;
	switch (*r->at)
	{
		case '{':
		case '[':
			r->at++;
			return read_container(r, depth, r->at[-1] == '{');
		case '"':
		{
			const char *text;
			int length;

			r->at++;
			if (!read_text(r, &text, &length) || (node = new_node(r, 's')) < 0)
				return -1;
			r->d->node[node].text = text;
			r->d->node[node].length = length;
			return node;
		}
		case 't':
			return read_word(r, "true", 'b', "t");
		case 'f':
			return read_word(r, "false", 'b', "f");
		case 'n':
			return read_word(r, "null", 'z', "z");
		default:
			return read_number(r);
	}
}

SynthDocument *
synth_document_read(const char *json, size_t length, bool utf8)
{
	Reader r = {json, json + length, NULL, 0};

	if (length > SYNTH_DOCUMENT_MAX_BYTES)
		return NULL;
	r.d = synth_alloc(sizeof *r.d);
	r.d->utf8 = utf8;
	r.d->room = 32;
	r.d->node = synth_alloc_array((size_t) r.d->room, sizeof *r.d->node);
	/* the canonical spelling is never longer than what was read */
	r.d->text = synth_alloc(length + 1);
	if (read_value(&r, 0) != 0)
		return NULL;
	skip_space(&r);
	return r.at == r.end && synth_document_classify(r.d) ? r.d : NULL;
}
