/*-------------------------------------------------------------------------
 *
 * kindname.c
 *	  What kind of text a column holds, by the names that people give it.
 *
 * The words of the name (kindword.c) are asked in an order that puts what
 * leaves no doubt first.  Two things say no before anything says yes: words
 * that make a name about something else ("phone type", "email verified"), and
 * an English word that is not the end of its name ("email marketing channel").
 * Where a name alone is ambiguous, the table and the other columns decide:
 * `name` is a person's in `customers` and a company's in `suppliers`, `title`
 * a job beside a hire date and a salutation beside first names, `state` a
 * region beside a city.
 *
 * A wrong kind is worse than none: without a kind the column stays a category,
 * of which rare values are never shown.
 *
 *-------------------------------------------------------------------------
 */
#include "kindname.h"

#include <string.h>

#include "kindrule.h"

/* neighbours that are looked at */
#define MAX_NEIGHBOURS 256

/* the last word that means something: people, customer_list, tbl_kunden */
static SynthConcept
head_of_table(const SynthNameWords *w)
{
	int at = w->n - 1;

	while (at > 0
		   && (w->concept[at] == SYNTH_W_FILLER || w->concept[at] == SYNTH_W_PROSE || w->concept[at] == SYNTH_W_ACCOUNT
			   || w->concept[at] == SYNTH_W_NAME || w->concept[at] == SYNTH_W_ADDRESS))
		at--;
	if (at < 0 || w->concept[at] == SYNTH_W_FILLER)
		return SYNTH_W_UNKNOWN;
	if (w->concept[at] == SYNTH_W_UNKNOWN)
		for (int i = 0; i < at; i++)
			if (w->concept[i] != SYNTH_W_FILLER && !w->english[i])
	return w->concept[i];
	return w->concept[at];
}

/* is the name that of free text? */
static bool
is_prose(const SynthNameWords *w, bool last)
{
	SynthConcept end = w->concept[w->n - 1];

	if (end == SYNTH_W_TEXT || end == SYNTH_W_PROSE)
		return true;
	if (last || w->has[SYNTH_W_ID] || w->has[SYNTH_W_CODE] || w->has[SYNTH_W_NUMBER] || end == SYNTH_W_AGENT)
		return false;
	return w->has[SYNTH_W_TEXT] || (w->concept[0] == SYNTH_W_PROSE && !w->english[0]);
}

/* region_description of a table of regions that has no name: that is the name */
static SynthTextKind
described_place(const SynthNameContext *c)
{
	if (c->w.n != 2 || c->w.concept[1] != SYNTH_W_TEXT || c->w.concept[0] != c->head || c->near[SYNTH_W_NAME])
		return SYNTH_TEXT_NONE;
	switch (c->head)
	{
		case SYNTH_W_CITY:
			return SYNTH_TEXT_CITY;
		case SYNTH_W_REGION:
		case SYNTH_W_STATE:
			return SYNTH_TEXT_REGION;
		case SYNTH_W_COUNTRY:
			return SYNTH_TEXT_COUNTRY;
		default:
			return SYNTH_TEXT_NONE;
	}
}

/* words, and what stands around them */
static void
read_context(const SynthNameClue *clue, SynthNameContext *c)
{
	memset(c, 0, sizeof(*c));
	synth_name_words(clue->column, &c->w);
	synth_name_words(clue->table != NULL ? clue->table : "", &c->table);
	c->head = head_of_table(&c->table);
	c->max_chars = clue->max_chars;
	for (int i = 0; i < clue->nneighbours && i < MAX_NEIGHBOURS; i++)
	{
		SynthNameWords w;

		synth_name_words(clue->neighbour[i], &w);
		for (int k = 0; k < SYNTH_W_COUNT; k++)
			c->near[k] = c->near[k] || w.has[k];
		c->near_given = c->near_given || synth_name_is_given(&w);
		c->near_family = c->near_family || synth_name_is_family(&w);
	}
}

SynthTextKind
synth_kind_by_name(const SynthNameClue *clue, bool *certain)
{
	SynthNameContext c;
	SynthTextKind kind;

	*certain = false;
	read_context(clue, &c);
	if (c.w.n == 0)
		return SYNTH_TEXT_NONE;
	if (c.w.has[SYNTH_W_STOP] || (c.w.has[SYNTH_W_CHANGED] && !c.w.has[SYNTH_W_BY] && !c.w.has[SYNTH_W_USER]))
		return SYNTH_TEXT_NONE;
	kind = described_place(&c);
	if (kind != SYNTH_TEXT_NONE)
		return kind;
	if (is_prose(&c.w, true))
		return SYNTH_TEXT_LOREM;
	kind = synth_name_contact(&c, certain);
	if (kind == SYNTH_TEXT_NONE)
		kind = synth_name_code(&c, certain);
	if (kind == SYNTH_TEXT_NONE && c.w.has[SYNTH_W_ID])
		return SYNTH_TEXT_NONE;
	if (kind == SYNTH_TEXT_NONE)
		kind = synth_name_title(&c, certain);
	if (kind == SYNTH_TEXT_NONE)
		kind = synth_name_place(&c, certain);
	if (kind == SYNTH_TEXT_NONE)
		kind = synth_name_person(&c, certain);
	if (kind == SYNTH_TEXT_NONE && is_prose(&c.w, false))
		kind = SYNTH_TEXT_LOREM;
	if (kind == SYNTH_TEXT_NONE || kind == SYNTH_TEXT_LOREM)
		*certain = false;
	return kind;
}

int
synth_kind_prefix(const char *column)
{
	SynthNameWords w;
	int n = 0;

	synth_name_words(column, &w);
	while (n < w.n
		   && (w.concept[n] == SYNTH_W_ROLE || w.concept[n] == SYNTH_W_SHIP || w.concept[n] == SYNTH_W_WHICH
			   || w.concept[n] == SYNTH_W_ORG || w.concept[n] == SYNTH_W_COMPANY || w.concept[n] == SYNTH_W_BORN
			   || synth_name_is_somebody(w.concept[n]) || (n > 0 && w.concept[n] == SYNTH_W_FILLER)))
		n++;
	/* user_agent is one thing */
	if (n == 0 || n == w.n || (w.has[SYNTH_W_USER] && w.has[SYNTH_W_AGENT]))
		return 0;
	return w.end[n - 1];
}

/* "order" is about sorting, but order_number is the number of an order */
static bool
is_of_an_order(const char *column)
{
	static const char order[] = "order";

	for (int i = 0; order[i] != '\0'; i++)
		if ((column[i] | 0x20) != order[i])
			return false;
	return true;
}

bool
synth_kind_is_code(const char *column)
{
	SynthNameWords w;

	synth_name_words(column, &w);
	if (w.n == 0 || (w.has[SYNTH_W_STOP] && !is_of_an_order(column)) || w.has[SYNTH_W_ID] || w.has[SYNTH_W_STREET]
		|| w.has[SYNTH_W_PHONE])
		return false;
	return w.has[SYNTH_W_ARTICLE] || (w.n > 1 && w.concept[w.n - 1] == SYNTH_W_NUMBER);
}

bool
synth_kind_is_sex(const char *column)
{
	SynthNameWords w;

	synth_name_words(column, &w);
	if (!w.has[SYNTH_W_SEX])
		return false;
	for (int i = 0; i < w.n; i++)
		if (w.concept[i] != SYNTH_W_SEX && w.concept[i] != SYNTH_W_FILLER && w.concept[i] != SYNTH_W_CODE
			&& w.concept[i] != SYNTH_W_WHICH && w.concept[i] != SYNTH_W_ROLE && !synth_name_is_somebody(w.concept[i]))
			return false;
	return true;
}
