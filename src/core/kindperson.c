/*-------------------------------------------------------------------------
 *
 * kindperson.c
 *	  Columns that name persons and companies, and titles of persons and works.
 *
 * Names that say it themselves are certain; a bare `name` or `title` depends
 * on the table and its other columns.
 *
 *-------------------------------------------------------------------------
 */
#include "kindrule.h"

static bool
is_employee(const SynthNameContext *c)
{
	return c->head == SYNTH_W_EMPLOYEE || c->near[SYNTH_W_HIRED];
}

/* `name` and nothing else: the table and the neighbours tell whose */
static SynthTextKind
plain_name_kind(const SynthNameContext *c)
{
	if (c->near_family && !c->near_given)
		return SYNTH_TEXT_GIVEN;
	if (c->near_given && !c->near_family)
		return SYNTH_TEXT_FAMILY;
	switch (c->head)
	{
		case SYNTH_W_PERSON:
		case SYNTH_W_CREATOR:
		case SYNTH_W_EMPLOYEE:
		case SYNTH_W_USER:
		case SYNTH_W_AGENT:
			return SYNTH_TEXT_FULL_NAME;
		case SYNTH_W_ORG:
		case SYNTH_W_COMPANY:
			return SYNTH_TEXT_COMPANY;
		case SYNTH_W_CITY:
			return SYNTH_TEXT_CITY;
		case SYNTH_W_REGION:
		case SYNTH_W_STATE:
			return SYNTH_TEXT_REGION;
		case SYNTH_W_COUNTRY:
		case SYNTH_W_LAND:
			return SYNTH_TEXT_COUNTRY;
		case SYNTH_W_JOB:
			return SYNTH_TEXT_JOB;
		case SYNTH_W_UNKNOWN:
			if (synth_name_near_person(c) || c->near[SYNTH_W_SEX] || c->near[SYNTH_W_PASSWORD])
				return SYNTH_TEXT_FULL_NAME;
			return SYNTH_TEXT_NONE;
		default:
			return SYNTH_TEXT_NONE;
	}
}

/* names of persons and companies */
SynthTextKind
synth_name_person(const SynthNameContext *c, bool *certain)
{
	const SynthNameWords *w = &c->w;
	bool foreign = w->has[SYNTH_W_UNKNOWN] || w->has[SYNTH_W_MACHINE] || w->has[SYNTH_W_WORK] || w->has[SYNTH_W_IMAGE]
				   || w->has[SYNTH_W_FILE] || w->has[SYNTH_W_CODE] || w->has[SYNTH_W_NUMBER];

	*certain = true;
	if (foreign && (w->has[SYNTH_W_CODE] || w->has[SYNTH_W_NUMBER] || w->has[SYNTH_W_FILE]))
		return SYNTH_TEXT_NONE;
	if (synth_name_is_given(w) && synth_name_is_family(w))
		return SYNTH_TEXT_FULL_NAME;
	/* nombre_apellidos, nom_prenom: both; but first_name has FIRST, and vorname nothing else */
	if ((w->has[SYNTH_W_GIVEN] || w->has[SYNTH_W_FAMILY]) && w->has[SYNTH_W_NAME] && w->n == 2 && !w->english[0]
		&& !w->english[1])
		return SYNTH_TEXT_FULL_NAME;
	if (synth_name_is_given(w))
		return SYNTH_TEXT_GIVEN;
	if (synth_name_is_family(w))
		return SYNTH_TEXT_FAMILY;
	if (synth_name_only(w, SYNTH_W_FIRST, SYNTH_W_FIRST) && c->near[SYNTH_W_LAST])
		return SYNTH_TEXT_GIVEN;
	if (synth_name_only(w, SYNTH_W_LAST, SYNTH_W_LAST) && c->near[SYNTH_W_FIRST])
		return SYNTH_TEXT_FAMILY;
	if (w->has[SYNTH_W_LEGAL] && (w->has[SYNTH_W_SOCIAL] || w->has[SYNTH_W_NAME]))
		return SYNTH_TEXT_COMPANY;
	if (w->has[SYNTH_W_NAME] && w->has[SYNTH_W_FULL] && !foreign)
	{
		/* things have full names as well */
		*certain = synth_name_is_somebody(c->head) || synth_name_has_somebody(w) || synth_name_near_person(c)
				   || c->near[SYNTH_W_EMAIL] || c->near[SYNTH_W_PHONE];
		return SYNTH_TEXT_FULL_NAME;
	}
	*certain = false;
	if (synth_name_about(w, SYNTH_W_COMPANY, false) && (!foreign || w->has[SYNTH_W_NAME]) && !w->has[SYNTH_W_ADDRESS])
	{
		*certain = !foreign;
		return SYNTH_TEXT_COMPANY;
	}
	if (synth_name_only(w, SYNTH_W_NAME, SYNTH_W_NAME) && w->has[SYNTH_W_NAME])
		return plain_name_kind(c);
	if (w->has[SYNTH_W_NAME])
	{
		if (foreign)
			return SYNTH_TEXT_NONE;
		if (w->has[SYNTH_W_ORG] || w->has[SYNTH_W_SHIP])
			return SYNTH_TEXT_COMPANY;
		if (w->has[SYNTH_W_USER])
			return SYNTH_TEXT_USERNAME;
		if (synth_name_has_somebody(w) || w->has[SYNTH_W_ROLE])
			return SYNTH_TEXT_FULL_NAME;
		return SYNTH_TEXT_NONE;
	}
	if (foreign && w->english[w->n - 1])
		return SYNTH_TEXT_NONE;
	if (w->concept[w->n - 1] == SYNTH_W_CREATOR
		|| (w->has[SYNTH_W_CREATOR] && synth_name_only(w, SYNTH_W_CREATOR, SYNTH_W_PERSON)))
		return SYNTH_TEXT_FULL_NAME;
	if ((w->has[SYNTH_W_PERSON] || w->has[SYNTH_W_EMPLOYEE] || w->has[SYNTH_W_AGENT]) && !w->plural[w->n - 1]
		&& (synth_name_only(w, SYNTH_W_PERSON, SYNTH_W_ROLE) || synth_name_only(w, SYNTH_W_EMPLOYEE, SYNTH_W_AGENT)))
		return SYNTH_TEXT_FULL_NAME;
	/* a name of fillers alone ("common") says nothing */
	if (w->has[SYNTH_W_USER] && synth_name_only(w, SYNTH_W_USER, SYNTH_W_USER))
		return SYNTH_TEXT_USERNAME;
	if (w->has[SYNTH_W_ORG] && synth_name_only(w, SYNTH_W_ORG, SYNTH_W_ORG))
		return SYNTH_TEXT_COMPANY;
	return SYNTH_TEXT_NONE;
}

/* titles of jobs, persons and works */
SynthTextKind
synth_name_title(const SynthNameContext *c, bool *certain)
{
	const SynthNameWords *w = &c->w;
	bool wants_person = synth_name_is_somebody(c->head) || synth_name_near_person(c);

	*certain = w->has[SYNTH_W_SALUTATION];
	if (w->has[SYNTH_W_SALUTATION])
		return SYNTH_TEXT_TITLE;
	if (w->has[SYNTH_W_CODE] || w->has[SYNTH_W_NUMBER])
		return SYNTH_TEXT_NONE;
	if (w->has[SYNTH_W_JOB] && w->has[SYNTH_W_TITLE])
	{
		*certain = true;
		return SYNTH_TEXT_JOB;
	}
	if (w->has[SYNTH_W_TITLE] && synth_name_about(w, SYNTH_W_TITLE, false))
	{
		if (w->has[SYNTH_W_WORK] || c->head == SYNTH_W_WORK)
			return SYNTH_TEXT_LOREM;
		if (synth_name_has_somebody(w) || w->has[SYNTH_W_POSITION])
			return SYNTH_TEXT_JOB;
		if (!synth_name_only(w, SYNTH_W_TITLE, SYNTH_W_TITLE))
			return SYNTH_TEXT_LOREM;
		if (is_employee(c) || c->head == SYNTH_W_CREATOR
			|| ((c->near_given || c->near_family) && (c->near[SYNTH_W_COMPANY] || c->near[SYNTH_W_ORG])))
			return SYNTH_TEXT_JOB;
		if (c->near_given || c->near_family)
			return c->max_chars > 20 ? SYNTH_TEXT_JOB : SYNTH_TEXT_TITLE;
		return SYNTH_TEXT_LOREM;
	}
	if (w->has[SYNTH_W_NAME] || w->has[SYNTH_W_UNKNOWN])
		return SYNTH_TEXT_NONE;
	if (synth_name_about(w, SYNTH_W_JOB, false) && (wants_person || !w->english[synth_name_find(w, SYNTH_W_JOB)]))
		return SYNTH_TEXT_JOB;
	if (synth_name_only(w, SYNTH_W_POSITION, SYNTH_W_EMPLOYEE) && w->has[SYNTH_W_POSITION]
		&& (is_employee(c) || synth_name_near_person(c)))
		return SYNTH_TEXT_JOB;
	return SYNTH_TEXT_NONE;
}
