/*-------------------------------------------------------------------------
 *
 * document_token.c
 *	  What documents say: the tokens of one document, and their paths.
 *
 * A row may have many more tokens than count (bag.h), so those that matter
 * most come first: of outer levels before inner ones, and on a level lengths
 * and keys before values; forms of texts come last.  The order depends on this
 * document alone.
 *
 *-------------------------------------------------------------------------
 */
#include "document.h"

#include <string.h>

#include "bucket.h"
#include "kindname.h"
#include "textform.h"

/* what is handed out now */
typedef enum WalkPass
{
	PASS_STRUCTURE, /* lengths and keys */
	PASS_VALUES,
	PASS_FORMS /* of texts */
} WalkPass;

typedef struct Walk
{
	const SynthDocument *d;
	SynthDocumentPath path;
	SynthDocumentNames *names;
	SynthDocumentToken token;
	void *ctx;
	WalkPass pass;
	bool deeper; /* there is a level below */
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

/* bytes that a name is looked up by */
static int
clip(int length)
{
	return length < SYNTH_DOCUMENT_MAX_KEY ? length : SYNTH_DOCUMENT_MAX_KEY;
}

SynthTextKind
synth_document_kind(SynthDocumentNames *names, const SynthDocumentName *name, bool *certain)
{
	char text[2 * SYNTH_DOCUMENT_MAX_KEY];
	int n = clip(name->length);
	int m = clip(name->parent_length);
	uint32_t at = (uint32_t) n;

	memcpy(text, name->key, (size_t) n);
	memcpy(text + n, name->parent, (size_t) m);
	for (int i = 0; i < n + m; i++)
		at = at * 31 + (unsigned char) text[i];
	at %= SYNTH_DOCUMENT_NAMES;
	if (!names->slot[at].used || names->slot[at].length != n || names->slot[at].parent_length != m
		|| memcmp(names->slot[at].text, text, (size_t) (n + m)) != 0)
	{
		char key[SYNTH_DOCUMENT_MAX_KEY + 1];
		char parent[SYNTH_DOCUMENT_MAX_KEY + 1];
		SynthNameClue clue = {.column = key, .table = parent};
		bool sure = false;

		memcpy(key, name->key, (size_t) n);
		key[n] = '\0';
		memcpy(parent, name->parent, (size_t) m);
		parent[m] = '\0';
		names->slot[at].kind = n == 0 ? SYNTH_TEXT_NONE : (uint8_t) synth_kind_by_name(&clue, &sure);
		names->slot[at].certain = sure && names->slot[at].kind != SYNTH_TEXT_NONE;
		names->slot[at].length = (uint8_t) n;
		names->slot[at].parent_length = (uint8_t) m;
		memcpy(names->slot[at].text, text, (size_t) (n + m));
		names->slot[at].used = true;
	}
	*certain = names->slot[at].certain;
	return (SynthTextKind) names->slot[at].kind;
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
	if (node->letter != '{' || node->nchildren == 0)
		return;
	before = synth_document_path_mark(&w->path,
									  node->map != '\0' ? SYNTH_DOCUMENT_MAP_KEYS : SYNTH_DOCUMENT_RECORD_KEYS);
	emit_count(w, node->nchildren);
	for (int i = node->first; i >= 0; i = w->d->node[i].next)
	{
		const SynthDocumentNode *child = &w->d->node[i];
		char text[SYNTH_DOCUMENT_MAX_KEY + 1];

		if (child->key_length >= SYNTH_DOCUMENT_MAX_TEXT)
			continue;
		text[0] = child->letter;
		memcpy(text + 1, child->key, (size_t) child->key_length);
		emit(w, ':', text, child->key_length + 1);
	}
	w->path.length = before;
}

/* name: of the innermost object around it */
static void
emit_value(Walk *w, const SynthDocumentNode *node, const SynthDocumentName *name, bool element)
{
	char bucket[SYNTH_BUCKET_TOKEN];
	bool certain;
	int n;

	switch (node->letter)
	{
		case 's':
			synth_document_kind(w->names, name, &certain);
			if (!certain)
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
			/* elsewhere the key says it */
			if (element)
				emit(w, '\0', "z", 1);
			break;
		default:
			break;
	}
}

/* one form a text, whatever its length; none where its kind is known */
static void
emit_form(Walk *w, const SynthDocumentNode *node, const SynthDocumentName *name)
{
	char form[SYNTH_TEXTFORM_TOKEN];
	bool certain;
	int n;

	if (node->letter != 's')
		return;
	/* also an uncertain kind is what texts that no token is are made by */
	if (synth_document_kind(w->names, name, &certain) != SYNTH_TEXT_NONE)
		return;
	n = synth_textform_token(node->text, node->length, form);
	if (n > 0)
		emit(w, '\0', form, n);
}

/* tokens of the nodes `level` below this one */
static void
walk(Walk *w, const SynthDocumentNode *node, int level, const SynthDocumentName *name, bool element)
{
	bool array = node->letter == '[';
	int count = 0;

	if (level == 0)
	{
		switch (w->pass)
		{
			case PASS_STRUCTURE:
				emit_structure(w, node);
				break;
			case PASS_VALUES:
				emit_value(w, node, name, element);
				break;
			case PASS_FORMS:
				emit_form(w, node, name);
				break;
		}
		w->deeper = w->deeper || node->nchildren > 0;
		return;
	}
	for (int i = node->first; i >= 0; i = w->d->node[i].next)
	{
		const SynthDocumentNode *child = &w->d->node[i];
		SynthDocumentName inside = *name;
		int before;

		if (array && count++ == SYNTH_DOCUMENT_MAX_ELEMENTS)
			break;
		/* keys of maps may be longer than any token: nothing is said of what is under them */
		if (!array && child->key_length > SYNTH_DOCUMENT_MAX_KEY)
			continue;
		if (!array)
			inside = (SynthDocumentName){child->key, child->key_length, name->key, name->length};
		before = array ? synth_document_path_mark(&w->path, "[]")
					   : synth_document_path_key(&w->path, child->key, child->key_length);
		walk(w, child, level - 1, &inside, array);
		w->path.length = before;
	}
}

void
synth_document_tokens(const SynthDocument *d, const char *column, SynthDocumentNames *names, SynthDocumentToken token,
					  void *ctx)
{
	Walk w = {.d = d, .names = names, .token = token, .ctx = ctx, .deeper = true};
	SynthDocumentName root = {column, (int) strlen(column), "", 0};
	int levels = 0; /* at most SYNTH_DOCUMENT_MAX_DEPTH + 1 */

	for (; w.deeper; levels++)
	{
		w.deeper = false;
		w.pass = PASS_STRUCTURE;
		walk(&w, &d->node[0], levels, &root, false);
		w.pass = PASS_VALUES;
		walk(&w, &d->node[0], levels, &root, false);
	}
	w.pass = PASS_FORMS;
	for (int level = 0; level < levels; level++)
		walk(&w, &d->node[0], level, &root, false);
}
