/*-------------------------------------------------------------------------
 *
 * pattern.c
 *	  Compiles patterns; what characters texts are made of.
 *
 * `.` means any character, but nobody wants to read any character.  So texts
 * are made of letters and digits and of what the patterns spell out; a set
 * that has none of these, such as [^A-Za-z0-9], brings in what ASCII, then
 * Latin-1, then all of Unicode has of it.  Whether a text matches is another
 * question, which the automaton answers for all of Unicode.
 *
 *-------------------------------------------------------------------------
 */
#include "pattern_parts.h"

#include <string.h>

/* characters that a set without better ones brings in */
#define FEW 16

/* the tree of one part */
static void
read_part(PatternContext *cx, const SynthPatternPart *part, PatternTree *t)
{
	PatternReader r = {.cx = cx, .tree = t, .negated = part->negated, .ignore_case = part->ignore_case};
	size_t length = strlen(part->text);

	if (length > PATTERN_MAX_BYTES)
	{
		synth_pattern_fail(cx, SYNTH_PATTERN_TOO_LARGE, -1, "pattern is too long");
		return;
	}
	r.start = part->text;
	if (part->syntax == SYNTH_PATTERN_SIMILAR)
	{
		r.start = synth_pattern_similar(cx, part->text, &length);
		if (synth_pattern_failed(cx))
			return;
	}
	r.at = r.start;
	r.end = r.start + length;
	if (part->syntax == SYNTH_PATTERN_LIKE)
		t->root = synth_pattern_like(&r);
	else
		t->root = synth_pattern_parse(&r, part->syntax != SYNTH_PATTERN_SIMILAR);
	t->search = part->syntax == SYNTH_PATTERN_REGEX;
	/* offsets into what the server makes of SIMILAR TO help nobody */
	if (part->syntax == SYNTH_PATTERN_SIMILAR && synth_pattern_failed(cx))
		cx->error.offset = -1;
}

/* up to FEW of the set, of the last resort any */
static SynthCharSet
take_few(PatternContext *cx, const SynthCharSet *set)
{
	SynthCharSet few = {0};
	uint32_t left = FEW;

	for (int i = 0; i < set->n && left > 0; i++)
	{
		uint32_t n = set->range[i].hi - set->range[i].lo + 1;

		n = n < left ? n : left;
		synth_charset_add(&cx->scratch, &few, set->range[i].lo, set->range[i].lo + n - 1);
		left -= n;
	}
	return few;
}

/* what texts may be made of: see the head of this file */
static SynthCharSet
choose_made(PatternContext *cx)
{
	static const SynthCharRange better[] = {{' ', '~'}, {0xA1, 0xFF}, {0x100, SYNTH_CHAR_MAX}};
	SynthScratch *s = &cx->scratch;
	SynthCharSet seen = synth_charset_complement(s, &cx->unseen);
	SynthCharSet made = {0};

	synth_charset_add(s, &made, '0', '9');
	synth_charset_add(s, &made, 'A', 'Z');
	synth_charset_add(s, &made, 'a', 'z');
	synth_charset_union(s, &made, &cx->named);
	for (int i = 0; i < cx->nsets; i++)
	{
		SynthCharSet part;

		if (!cx->wanted[i])
			continue;
		part = synth_charset_intersect(s, &cx->set[i], &made);
		for (int k = 0; k < 3 && part.n == 0; k++)
		{
			SynthCharSet range = {0};

			synth_charset_add(s, &range, better[k].lo, better[k].hi);
			range = synth_charset_intersect(s, &range, &seen);
			part = synth_charset_intersect(s, &cx->set[i], &range);
			if (k == 2)
				part = take_few(cx, &part);
			synth_charset_union(s, &made, &part);
		}
		if (part.n == 0)
		{
			part = take_few(cx, &cx->set[i]);
			synth_charset_union(s, &made, &part);
		}
	}
	return made;
}

static SynthPattern *
compile(PatternContext *cx, const SynthPatternPart *part, int nparts, const PatternLimits *limits)
{
	static const SynthCharRange wider[] = {{' ', '~'}, {0xA1, 0xFF}};
	SynthScratch *s = &cx->scratch;
	PatternNfa *nfa = synth_scratch_array(s, (size_t) nparts, sizeof *nfa);
	PatternDfa *dfa = synth_scratch_array(s, (size_t) nparts, sizeof *dfa);
	bool *negated = synth_scratch_array(s, (size_t) nparts, sizeof *negated);
	PatternAlphabet alphabet = {0};
	PatternDfa all;
	SynthCharSet made;
	SynthPattern *p;

	cx->unseen = synth_charset_unseen(s);
	for (int i = 0; i < nparts; i++)
	{
		PatternTree t = {0};

		read_part(cx, &part[i], &t);
		if (synth_pattern_failed(cx))
			return NULL;
		synth_pattern_nfa(cx, &t, &nfa[i]);
		if (synth_pattern_failed(cx))
			return NULL;
		negated[i] = part[i].negated;
	}
	synth_pattern_alphabet(cx, &alphabet);
	for (int i = 0; i < nparts && !synth_pattern_failed(cx); i++)
		synth_pattern_determine(cx, &nfa[i], &alphabet, &dfa[i]);
	if (synth_pattern_failed(cx))
		return NULL;
	synth_pattern_product(cx, nparts, dfa, negated, &all);
	if (synth_pattern_failed(cx))
		return NULL;
	made = choose_made(cx);
	p = synth_pattern_make(cx, &alphabet, &all, &made, limits);
	/* what parts allow together may be none of it */
	for (int i = 0; i < 2 && p == NULL && !synth_pattern_failed(cx); i++)
	{
		synth_charset_add(s, &made, wider[i].lo, wider[i].hi);
		p = synth_pattern_make(cx, &alphabet, &all, &made, limits);
	}
	if (p == NULL)
		synth_pattern_fail(cx, SYNTH_PATTERN_EMPTY, -1, "no text matches the pattern");
	return p;
}

SynthPattern *
synth_pattern_compile(const SynthPatternPart *part, int nparts, int min_chars, int max_chars, bool finite,
					  SynthPatternError *error)
{
	static const SynthPatternPart anything = {"", SYNTH_PATTERN_REGEX, false, false};
	PatternLimits limits = {min_chars > 0 ? min_chars : 0, max_chars > 0 ? max_chars : 0, finite};
	PatternContext cx = {.error = {SYNTH_PATTERN_OK, -1, ""}};
	SynthPattern *p = NULL;

	if (nparts > PATTERN_MAX_PARTS)
		synth_pattern_fail(&cx, SYNTH_PATTERN_TOO_LARGE, -1, "there are too many patterns");
	else if (nparts < 1)
		p = compile(&cx, &anything, 1, &limits);
	else
		p = compile(&cx, part, nparts, &limits);
	synth_scratch_free(&cx.scratch);
	*error = cx.error;
	return p;
}

SynthPattern *
synth_pattern_new(const char *text, int max_chars, bool finite, SynthPatternError *error)
{
	SynthPatternPart part = {text, SYNTH_PATTERN_WHOLE, false, false};

	return synth_pattern_compile(&part, 1, 0, max_chars, finite, error);
}
