/*-------------------------------------------------------------------------
 *
 * kindrule.c
 *	  What the rules of kinds ask of the words of a name.
 *
 * An English name ends with what it names, so a known word followed by an
 * unknown one is not what the name is about; after a word of another language
 * anything may follow.
 *
 *-------------------------------------------------------------------------
 */
#include "kindrule.h"

int
synth_name_find(const SynthNameWords *w, SynthConcept concept)
{
	for (int i = w->n - 1; i >= 0; i--)
		if (w->concept[i] == concept)
			return i;
	return -1;
}

/* words that may follow an English one without changing what the name is about */
static bool
is_soft(SynthConcept concept)
{
	switch (concept)
	{
		case SYNTH_W_FILLER:
		case SYNTH_W_ROLE:
		case SYNTH_W_SHIP:
		case SYNTH_W_WHICH:
		case SYNTH_W_NAME:
		case SYNTH_W_NUMBER:
		case SYNTH_W_LINE:
		case SYNTH_W_ADDRESS:
		case SYNTH_W_FULL:
		case SYNTH_W_BORN:
			return true;
		default:
			return false;
	}
}

bool
synth_name_is_somebody(SynthConcept concept)
{
	return concept == SYNTH_W_PERSON || concept == SYNTH_W_CREATOR || concept == SYNTH_W_EMPLOYEE
		   || concept == SYNTH_W_USER || concept == SYNTH_W_AGENT;
}

bool
synth_name_has_somebody(const SynthNameWords *w)
{
	return w->has[SYNTH_W_PERSON] || w->has[SYNTH_W_CREATOR] || w->has[SYNTH_W_EMPLOYEE] || w->has[SYNTH_W_USER]
		   || w->has[SYNTH_W_AGENT];
}

/* is the name about this concept? `people`: somebody may be named after it (email_customer) */
bool
synth_name_about(const SynthNameWords *w, SynthConcept concept, bool people)
{
	int at = synth_name_find(w, concept);

	if (at < 0)
		return false;
	if (!w->english[at])
		return true;
	for (int i = at + 1; i < w->n; i++)
		if (!is_soft(w->concept[i]) && w->concept[i] != concept
			&& !(people
				 && (synth_name_is_somebody(w->concept[i]) || w->concept[i] == SYNTH_W_COMPANY
					 || w->concept[i] == SYNTH_W_ORG || w->concept[i] == SYNTH_W_PHONE)))
			return false;
	return true;
}

/* nothing but these concepts and fillers */
bool
synth_name_only(const SynthNameWords *w, SynthConcept a, SynthConcept b)
{
	for (int i = 0; i < w->n; i++)
		if (w->concept[i] != SYNTH_W_FILLER && w->concept[i] != a && w->concept[i] != b)
			return false;
	return w->has[a] || w->has[b];
}

bool
synth_name_is_given(const SynthNameWords *w)
{
	return !w->has[SYNTH_W_STOP] && !w->has[SYNTH_W_ID]
		   && (w->has[SYNTH_W_GIVEN] || (w->has[SYNTH_W_FIRST] && w->has[SYNTH_W_NAME]));
}

bool
synth_name_is_family(const SynthNameWords *w)
{
	return !w->has[SYNTH_W_STOP] && !w->has[SYNTH_W_ID]
		   && (w->has[SYNTH_W_FAMILY] || (w->has[SYNTH_W_LAST] && w->has[SYNTH_W_NAME]));
}

/* beside an address? */
bool
synth_name_near_address(const SynthNameContext *c)
{
	return c->near[SYNTH_W_CITY] || c->near[SYNTH_W_POSTCODE] || c->near[SYNTH_W_POST] || c->near[SYNTH_W_STREET]
		   || c->near[SYNTH_W_ADDRESS];
}

bool
synth_name_near_person(const SynthNameContext *c)
{
	return c->near_given || c->near_family || c->near[SYNTH_W_SALUTATION] || c->near[SYNTH_W_BORN];
}
