/*-------------------------------------------------------------------------
 *
 * bagrow.c
 *	  The tokens of one row that count, and the links between them.
 *
 * The first per_row distinct tokens count.  Links go between tokens that
 * follow each other in the text and both count, each distinct one once; one
 * place of per_row is kept for the end of the text, since without it a chain
 * of short texts would not know where to stop.  All of this looks at the row
 * alone.
 *
 *-------------------------------------------------------------------------
 */
#include "bagrow.h"

#include <string.h>

#include "mutate.h"

void
synth_bagrow_init(SynthBagRow *r, const SynthBagSpec *spec)
{
	memset(r, 0, sizeof(*r));
	if (spec->per_row < 1 || spec->per_row > SYNTH_BAG_MAX_PER_ROW)
		synth_fail(SYNTH_ERR_PARAMETER, "the number of tokens of a row is out of range");
	r->per_row = spec->per_row;
	r->linked = spec->linked;
}

void
synth_bagrow_begin(SynthBagRow *r)
{
	r->ntokens = 0;
	r->nlinks = 0;
	r->last = -1;
}

/* index of the token in the row, entered if there is room; -2 if it does not count */
static int
enter_token(SynthBagRow *r, const char *text, size_t length)
{
	int most = SYNTH_BUG(TOKENS_UNBOUNDED) ? SYNTH_BAG_MAX_PER_ROW : r->per_row;

	if (length > SYNTH_BAG_MAX_TOKEN || memchr(text, '\0', length) != NULL)
		return -2;
	/* a text that is empty has no words, but an element of an array may be empty */
	if (r->linked && (length == 0 || memchr(text, SYNTH_BAG_LINK, length) != NULL))
		return -2;
	for (int i = 0; i < r->ntokens && !SYNTH_BUG(TOKENS_REPEATED); i++)
	{
		if (r->length[i] == (int) length && memcmp(r->token[i], text, length) == 0)
			return i;
	}
	if (r->ntokens >= most)
		return -2;
	memcpy(r->token[r->ntokens], text, length);
	r->token[r->ntokens][length] = '\0';
	r->length[r->ntokens] = (int) length;
	return r->ntokens++;
}

static void
enter_link(SynthBagRow *r, int from, int to, int most)
{
	for (int i = 0; i < r->nlinks; i++)
	{
		if (r->from[i] == from && r->to[i] == to)
			return;
	}
	if (r->nlinks >= most)
		return;
	r->from[r->nlinks] = from;
	r->to[r->nlinks++] = to;
}

void
synth_bagrow_token(SynthBagRow *r, const char *text, size_t length)
{
	int token = enter_token(r, text, length);

	if (r->linked && token >= 0 && r->last != -2)
		enter_link(r, r->last, token, r->per_row - 1);
	r->last = token;
}

void
synth_bagrow_end(SynthBagRow *r)
{
	if (r->linked && r->last >= 0)
		enter_link(r, r->last, -1, r->per_row);
}

int
synth_bagrow_link(const SynthBagRow *r, int link, char *out)
{
	int n = 0;

	if (r->from[link] >= 0)
	{
		n = r->length[r->from[link]];
		memcpy(out, r->token[r->from[link]], (size_t) n);
	}
	out[n++] = SYNTH_BAG_LINK;
	if (r->to[link] >= 0)
	{
		memcpy(out + n, r->token[r->to[link]], (size_t) r->length[r->to[link]]);
		n += r->length[r->to[link]];
	}
	out[n] = '\0';
	return n;
}
