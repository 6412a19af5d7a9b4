/*-------------------------------------------------------------------------
 *
 * document_token.c
 *	  What documents say: the tokens of one document, and their paths.
 *
 * A row may have many more tokens than count (bag.h), so those that matter
 * most come first: of outer levels before inner ones, and on a level lengths
 * and keys of maps before values.  The order depends on this document alone.
 *
 *-------------------------------------------------------------------------
 */
#include "document.h"

#include <string.h>

#include "bucket.h"
#include "kindname.h"

typedef struct Walk
{
	const SynthDocument *d;
	SynthDocumentPath path;
	SynthDocumentNames *names;
	SynthDocumentToken token;
	void *ctx;
	bool structure; /* lengths and keys now, or values */
	bool deeper;	/* there is a level below */
} Walk;

static int
path_append(SynthDocumentPath *p, const char *text, int length)
{
	int before = p->length;

	if (length > (int) sizeof p->text - p->length)
		synth_fail(SYNTH_ERR_INTERNAL, "a document's path is too long");
	memcpy(p->text + p->length, text, (size_t) length);
	p->length += length;
	return before;
}

int
synth_document_path_key(SynthDocumentPath *p, const char *key, int length)
{
	int before = path_append(p, "\"", 1);

	path_append(p, key, length);
	path_append(p, "\"", 1);
	return before;
}

int
synth_document_path_mark(SynthDocumentPath *p, const char *mark)
{
	return path_append(p, mark, (int) strlen(mark));
}

int
synth_document_path_prefix(const SynthDocumentPath *p, char *out)
{
	static const char hex[] = "0123456789abcdef";
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	int n = p->length;

	if (n <= SYNTH_DOCUMENT_MAX_PATH)
		memcpy(out, p->text, (size_t) n);
	else
	{
		for (int i = 0; i < n; i++)
			hash = (hash ^ (unsigned char) p->text[i]) * UINT64_C(0x100000001b3);
		n = 0;
		/* no path begins so: they begin with a quote, a bracket or a star */
		out[n++] = '#';
		for (; n < 17; hash >>= 4)
			out[n++] = hex[hash & 15];
	}
	out[n++] = SYNTH_DOCUMENT_VALUE;
	return n;
}

SynthTextKind
synth_document_kind(SynthDocumentNames *names, const char *key, int length, bool *certain)
{
	char name[SYNTH_DOCUMENT_MAX_KEY + 1];
	SynthNameClue clue = {.column = name, .table = ""};
	uint32_t slot = (uint32_t) length;

	*certain = false;
	if (length == 0 || length > SYNTH_DOCUMENT_MAX_KEY)
		return SYNTH_TEXT_NONE;
	for (int i = 0; i < length; i++)
		slot = slot * 31 + (unsigned char) key[i];
	slot %= SYNTH_DOCUMENT_NAMES;
	if (!names->name[slot].used || names->name[slot].length != length
		|| memcmp(names->name[slot].key, key, (size_t) length) != 0)
	{
		bool sure = false;

		memcpy(name, key, (size_t) length);
		name[length] = '\0';
		names->name[slot].kind = (uint8_t) synth_kind_by_name(&clue, &sure);
		names->name[slot].certain = sure && names->name[slot].kind != SYNTH_TEXT_NONE;
		names->name[slot].length = (uint8_t) length;
		memcpy(names->name[slot].key, key, (size_t) length);
		names->name[slot].used = true;
	}
	*certain = names->name[slot].certain;
	return (SynthTextKind) names->name[slot].kind;
}

/* hands out path, mark, text as one token; silent about what is too long */
static void
emit(Walk *w, char mark, const char *text, int length)
{
	char token[SYNTH_BAG_MAX_TOKEN];
	int n;

	_Static_assert(SYNTH_DOCUMENT_MAX_PATH + 2 + 1 + SYNTH_DOCUMENT_MAX_TEXT <= SYNTH_BAG_MAX_TOKEN,
				   "a path and a text fit a token");
	if (length > SYNTH_DOCUMENT_MAX_TEXT)
		return;
	n = synth_document_path_prefix(&w->path, token);
	if (mark != '\0')
		token[n++] = mark;
	memcpy(token + n, text, (size_t) length);
	w->token(w->ctx, token, n + length);
}

static void
emit_count(Walk *w, int count)
{
	char digits[12];
	int n = sizeof digits;

	if (count > SYNTH_DOCUMENT_MAX_COUNT)
		count = SYNTH_DOCUMENT_MAX_COUNT;
	for (; count > 0; count /= 10)
		digits[--n] = (char) ('0' + count % 10);
	emit(w, '=', digits + n, (int) sizeof digits - n);
}

static void
emit_structure(Walk *w, const SynthDocumentNode *node)
{
	int before;

	if (node->letter == '[' && node->nchildren > 0)
	{
		before = synth_document_path_mark(&w->path, "[]");
		emit_count(w, node->nchildren);
		w->path.length = before;
	}
	if (node->map == '\0')
		return;
	before = synth_document_path_mark(&w->path, "*");
	emit_count(w, node->nchildren);
	for (int i = node->first; i >= 0; i = w->d->node[i].next)
	{
		const SynthDocumentNode *child = &w->d->node[i];
		char text[SYNTH_DOCUMENT_MAX_KEY + 1];

		if (child->key_length >= SYNTH_DOCUMENT_MAX_TEXT)
			continue;
		text[0] = node->map == 'c' ? 'c' : child->letter;
		memcpy(text + 1, child->key, (size_t) child->key_length);
		emit(w, ':', text, child->key_length + 1);
	}
	w->path.length = before;
}

/* key: of the innermost object around it */
static void
emit_value(Walk *w, const SynthDocumentNode *node, const char *key, int key_length, bool element)
{
	char bucket[SYNTH_BUCKET_TOKEN];
	bool certain;
	int n;

	switch (node->letter)
	{
		case 's':
			synth_document_kind(w->names, key, key_length, &certain);
			if (certain)
				return;
			if (!element)
				emit(w, '+', "", 0);
			emit(w, '"', node->text, node->length);
			break;
		case 'n':
			n = synth_bucket_token(node->text, node->length, bucket);
			if (n > 0)
				emit(w, '\0', bucket, n);
			break;
		case 'b':
			emit(w, '\0', node->text, 1);
			break;
		case 'z':
			/* elsewhere the shape says it */
			if (element)
				emit(w, '\0', "z", 1);
			break;
		default:
			break;
	}
}

/* tokens of the nodes `level` below this one */
static void
walk(Walk *w, const SynthDocumentNode *node, int level, const char *key, int key_length, bool element)
{
	bool array = node->letter == '[';
	int count = 0;

	if (level == 0)
	{
		if (w->structure)
			emit_structure(w, node);
		else
			emit_value(w, node, key, key_length, element);
		w->deeper = w->deeper || node->nchildren > 0;
		return;
	}
	for (int i = node->first; i >= 0; i = w->d->node[i].next)
	{
		const SynthDocumentNode *child = &w->d->node[i];
		int before;

		if (array && count++ == SYNTH_DOCUMENT_MAX_ELEMENTS)
			break;
		/* keys of maps may be longer than any token: nothing is said of what is under them */
		if (!array && child->key_length > SYNTH_DOCUMENT_MAX_KEY)
			continue;
		before = array ? synth_document_path_mark(&w->path, "[]")
					   : synth_document_path_key(&w->path, child->key, child->key_length);
		walk(w, child, level - 1, array ? key : child->key, array ? key_length : child->key_length, array);
		w->path.length = before;
	}
}

void
synth_document_tokens(const SynthDocument *d, SynthDocumentNames *names, SynthDocumentToken token, void *ctx)
{
	Walk w = {.d = d, .names = names, .token = token, .ctx = ctx, .deeper = true};

	for (int level = 0; level <= SYNTH_DOCUMENT_MAX_DEPTH && w.deeper; level++)
	{
		w.deeper = false;
		w.structure = true;
		walk(&w, &d->node[0], level, "", 0, false);
		w.structure = false;
		walk(&w, &d->node[0], level, "", 0, false);
	}
}
