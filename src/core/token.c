/*-------------------------------------------------------------------------
 *
 * token.c
 *	  Free text to words, and words to text.
 *
 * White space separates; of what is between, marks at the end become tokens of
 * their own, while brackets and quotes around it are left out: they come in
 * pairs, which a chain of tokens cannot keep.  What is inside a word (don't,
 * and/or, 3.5) stays, with digits made '#'.  A '#' of the text itself is left
 * out.  Bytes beyond ASCII are letters, in any server encoding, so no
 * multibyte character is ever cut; scripts without spaces give tokens as long
 * as their clauses, which are seldom frequent enough to be published.
 *
 * The rules are public and look at the text alone.
 *
 *-------------------------------------------------------------------------
 */
#include "token.h"

#include <string.h>

/* draws until a word fits into what is left */
#define TRIES 8
/* words beyond those that were asked for, so that a text ends where texts do */
#define EXTRA 2

static bool
is_space(char c)
{
	return (c >= 0 && c <= ' ') || c == 0x7f;
}

static bool
is_mark(char c)
{
	return c != '\0' && strchr(".,;:!?", c) != NULL;
}

/* bytes of what is left out at both ends of a word, 0 if s does not begin with it */
static int
wrapping(const char *s, const char *end)
{
	if (*s != '\0' && strchr("\"'`()[]{}<>*_~|", *s) != NULL)
		return 1;
	/* quotes in UTF-8: U+2018 to U+201F, and the angled ones; no word of another encoding is spelt so */
	if (end - s >= 3 && memcmp(s, "\xe2\x80", 2) == 0 && (unsigned char) s[2] >= 0x98 && (unsigned char) s[2] <= 0x9f)
		return 3;
	if (end - s >= 2 && (memcmp(s, "\xc2\xab", 2) == 0 || memcmp(s, "\xc2\xbb", 2) == 0))
		return 2;
	return 0;
}

/* the same for what ends at `end` */
static int
wrapping_before(const char *s, const char *end)
{
	for (int n = 1; n <= 3 && n <= end - s; n++)
	{
		if (wrapping(end - n, end) == n)
			return n;
	}
	return 0;
}

void
synth_token_begin(SynthTokenReader *r, const char *text, size_t length)
{
	r->at = text;
	r->end = text + length;
	r->mark = '\0';
	r->token[0] = '\0';
	r->length = 0;
}

/* an address is no word: its owner is somebody */
static bool
is_address(const char *from, const char *to)
{
	for (const char *c = from; c < to; c++)
	{
		if (*c == '@' || (*c == ':' && to - c > 2 && c[1] == '/' && c[2] == '/'))
			return true;
	}
	return to - from > 4 && memcmp(from, "www.", 4) == 0;
}

/* the word between the two into r->token; length 0 if it is not to be learned */
static void
keep_word(SynthTokenReader *r, const char *from, const char *to)
{
	int digits = 0;

	r->length = 0;
	for (const char *c = from; c < to; c++)
	{
		bool digit = *c >= '0' && *c <= '9';

		digits += digit;
		if (*c == SYNTH_TOKEN_DIGIT)
			continue;
		if (r->length == SYNTH_BAG_MAX_TOKEN || digits > SYNTH_TOKEN_MAX_DIGITS)
		{
			r->length = 0;
			break;
		}
		r->token[r->length++] = digit ? SYNTH_TOKEN_DIGIT : *c;
	}
	if (is_address(from, to))
		r->length = 0;
	r->token[r->length] = '\0';
}

bool
synth_token_next(SynthTokenReader *r)
{
	if (r->mark != '\0')
	{
		r->token[0] = r->mark;
		r->token[1] = '\0';
		r->length = 1;
		r->mark = '\0';
		return true;
	}
	for (;;)
	{
		const char *from;
		const char *to;

		while (r->at < r->end && is_space(*r->at))
			r->at++;
		if (r->at == r->end)
			return false;
		from = r->at;
		while (r->at < r->end && !is_space(*r->at))
		{
			if ((r->at - from) % 4096 == 4095)
				synth_poll();
			r->at++;
		}
		to = r->at;
		/* of several marks the first counts: "?!" and "..." are one */
		while (to > from)
		{
			int skip = wrapping_before(from, to);

			if (skip == 0 && !is_mark(to[-1]))
				break;
			to -= skip > 0 ? skip : 1;
			if (skip == 0)
				r->mark = *to;
		}
		while (from < to)
		{
			int skip = wrapping(from, to);

			if (skip == 0 && !is_mark(*from))
				break;
			from += skip > 0 ? skip : 1;
		}
		if (from < to)
		{
			keep_word(r, from, to);
			return true;
		}
		/* nothing but marks: they belong to no word */
		r->mark = '\0';
	}
}

int
synth_token_words(const char *text, size_t length)
{
	SynthTokenReader r;
	int n = 0;

	synth_token_begin(&r, text, length);
	while (synth_token_next(&r))
	{
		if (++n % 1024 == 0)
			synth_poll();
		r.mark = '\0';
	}
	return n;
}

/* ---- texts ---- */

typedef struct Writer
{
	char *out;
	size_t size;
	int length;
	int chars; /* left */
} Writer;

/* bytes of the character that s begins with, never beyond its NUL */
static int
char_bytes(const char *s)
{
	unsigned char c = (unsigned char) *s;
	int n;
	int i;

	if (synth_env.char_bytes != NULL)
		n = synth_env.char_bytes(s);
	else
		n = c < 0xc0 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
	for (i = 1; i < n && s[i] != '\0'; i++)
		;
	return i;
}

static int
characters(const char *s)
{
	int n = 0;

	for (; *s != '\0'; s += char_bytes(s))
		n++;
	return n;
}

static bool
token_is_mark(const char *token)
{
	return is_mark(token[0]) && token[1] == '\0';
}

/*
 * Writes a token, after a space unless it is a mark or the first; fresh digits
 * for its '#', a whole number not beginning with 0.  False, and nothing is
 * written, if it does not fit.
 */
static bool
write_token(Writer *w, const char *token, SynthStream *st)
{
	bool space = w->length > 0 && !token_is_mark(token);
	int chars = characters(token) + space;
	size_t bytes = strlen(token) + space;

	if (chars > w->chars || bytes >= w->size - (size_t) w->length)
		return false;
	w->chars -= chars;
	if (space)
		w->out[w->length++] = ' ';
	for (const char *c = token; *c != '\0'; c++)
	{
		bool leads = c == token && (c[1] == SYNTH_TOKEN_DIGIT || c[1] == '\0');

		w->out[w->length++] = *c == SYNTH_TOKEN_DIGIT ? (char) ('0' + leads + synth_stream_below(st, leads ? 9 : 10))
													  : *c;
	}
	return true;
}

/* a word to begin with, that is no mark; -1 if a few draws find none */
static int
draw_word(const SynthBag *b, SynthStream *st)
{
	for (int i = 0; i < TRIES; i++)
	{
		int token = i < TRIES / 2 ? synth_bag_follow(b, -1, st) : synth_bag_draw(b, st);

		if (token >= 0 && !token_is_mark(b->token[token]))
			return token;
	}
	return -1;
}

/*
 * The next token.  Two marks in a row, a mark that begins, and an end that comes
 * more than a word too soon are replaced by a word that begins a sentence: no
 * two words follow each other in one unless a published link says so.  -1: the
 * end, or no word.
 */
static int
next_token(const SynthBag *b, int last, bool may_end, SynthStream *st, bool *sentence)
{
	int next = synth_bag_follow(b, last, st);

	*sentence = false;
	if (next < 0 && may_end)
		return -1;
	if (next < 0 || (token_is_mark(b->token[next]) && (last < 0 || token_is_mark(b->token[last]))))
	{
		next = draw_word(b, st);
		*sentence = last >= 0 && !token_is_mark(b->token[last]);
	}
	return next;
}

/*
 * Goes on for a few words, to one that texts are known to end with; if there is
 * none the text stays as it is.  Then a mark that closes a sentence, if one
 * follows.
 */
static void
finish(Writer *w, const SynthBag *b, int last, SynthStream *st)
{
	Writer before = *w;
	int next;

	for (int words = 0; !synth_bag_ends(b, last);)
	{
		bool mark;

		next = synth_bag_follow(b, last, st);
		mark = next >= 0 && token_is_mark(b->token[next]);
		if (next < 0 || (mark ? token_is_mark(b->token[last]) : words++ == EXTRA)
			|| !write_token(w, b->token[next], st))
			break;
		last = next;
	}
	if (!synth_bag_ends(b, last))
		*w = before;
	else if (!token_is_mark(b->token[last]))
	{
		next = synth_bag_follow(b, last, st);
		if (next >= 0 && token_is_mark(b->token[next]) && strchr(".!?", b->token[next][0]) != NULL)
			write_token(w, b->token[next], st);
	}
	/* no text ends with a comma */
	if (w->length > 1 && strchr(",;:", w->out[w->length - 1]) != NULL)
		w->length--;
}

int
synth_words_make(const SynthBag *b, int nwords, int max_chars, SynthStream *st, char *out, size_t size)
{
	Writer w = {out, size, 0, max_chars > 0 && max_chars < SYNTH_TEXT_MAX_CHARS ? max_chars : SYNTH_TEXT_MAX_CHARS};
	int last = -1; /* -1: at the beginning of a chain */
	int words = 0;
	bool closed = false; /* a sentence has ended, and no other begun */

	if (size == 0)
		synth_fail(SYNTH_ERR_PARAMETER, "a text has no room");
	out[0] = '\0';
	if (b->ntokens == 0 || nwords < 1)
		return 0;

	while (words < nwords)
	{
		int next;
		bool fits;
		bool sentence;

		if (words % 256 == 255)
			synth_poll();
		next = next_token(b, last, words > 1 && words == nwords - 1, st, &sentence);
		closed = next >= 0 && sentence && write_token(&w, ".", st);
		fits = next >= 0 && closed == sentence && write_token(&w, b->token[next], st);
		/* nothing yet: another word may be shorter */
		for (int i = 0; !fits && words == 0 && i < TRIES; i++)
		{
			next = draw_word(b, st);
			fits = next >= 0 && write_token(&w, b->token[next], st);
		}
		if (!fits)
			break; /* no room, or the end */
		words += !token_is_mark(b->token[next]);
		last = next;
		closed = false;
	}
	if (last >= 0 && !closed)
		finish(&w, b, last, st);
	out[w.length] = '\0';
	return w.length;
}
