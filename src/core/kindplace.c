/*-------------------------------------------------------------------------
 *
 * kindplace.c
 *	  Columns of contact data, places, codes of public lists and files.
 *
 * Most of these names leave no doubt.  Those that do (state, land, cp, cell)
 * count beside an address only.
 *
 *-------------------------------------------------------------------------
 */
#include "kindrule.h"

/* e-mail, accounts, networks: names of one meaning */
SynthTextKind
synth_name_contact(const SynthNameContext *c, bool *certain)
{
	const SynthNameWords *w = &c->w;

	*certain = true;
	if (w->has[SYNTH_W_USER_AGENT] || (w->has[SYNTH_W_USER] && w->has[SYNTH_W_AGENT] && w->n == 2))
		return SYNTH_TEXT_USER_AGENT;
	if (w->has[SYNTH_W_CODE] && !w->has[SYNTH_W_POST] && !w->has[SYNTH_W_POSTCODE] && !w->has[SYNTH_W_NATIONAL])
		return SYNTH_TEXT_NONE;
	if (synth_name_about(w, SYNTH_W_PASSWORD, true) || (w->has[SYNTH_W_PASSWORD] && w->has[SYNTH_W_HASH])
		|| (synth_name_only(w, SYNTH_W_PASS, SYNTH_W_USER) && w->has[SYNTH_W_PASS]
			&& (w->has[SYNTH_W_USER] || c->near[SYNTH_W_LOGIN] || c->near[SYNTH_W_EMAIL])))
		return SYNTH_TEXT_PASSWORD;
	if (w->has[SYNTH_W_EMAIL] && w->has[SYNTH_W_DOMAIN])
		return SYNTH_TEXT_DOMAIN;
	if (synth_name_about(w, SYNTH_W_EMAIL, true)
		|| (w->has[SYNTH_W_EMAIL] && w->n == 2 && w->concept[1] == SYNTH_W_ID)) /* email_id is one in India */
		return SYNTH_TEXT_EMAIL;
	if (w->has[SYNTH_W_LOGIN] && w->has[SYNTH_W_ID] && w->n == 2)
		return SYNTH_TEXT_USERNAME;
	if (w->has[SYNTH_W_NATIONAL_ID]
		|| (w->has[SYNTH_W_NATIONAL] && (w->has[SYNTH_W_ID] || w->has[SYNTH_W_NUMBER] || w->has[SYNTH_W_CODE]))
		|| (w->has[SYNTH_W_SOCIAL] && w->has[SYNTH_W_SECURITY])
		|| (w->n > 1 && w->concept[0] == SYNTH_W_ID && w->concept[1] == SYNTH_W_CARD))
	{
		*certain = !w->has[SYNTH_W_UNKNOWN];
		return SYNTH_TEXT_NATIONAL_ID;
	}
	if (w->has[SYNTH_W_ID])
		return SYNTH_TEXT_NONE;
	if (synth_name_about(w, SYNTH_W_IP, false) || (w->has[SYNTH_W_REMOTE] && w->has[SYNTH_W_ADDRESS]))
		return w->number == 6 ? SYNTH_TEXT_IPV6 : SYNTH_TEXT_IP;
	if (synth_name_about(w, SYNTH_W_MAC, false))
	{
		*certain = w->has[SYNTH_W_ADDRESS] || w->n == 1;
		return SYNTH_TEXT_MAC;
	}
	if (synth_name_about(w, SYNTH_W_URL, true))
		return SYNTH_TEXT_URL;
	if (synth_name_about(w, SYNTH_W_UUID, false))
		return SYNTH_TEXT_UUID;
	if (synth_name_about(w, SYNTH_W_IBAN, true))
		return SYNTH_TEXT_IBAN;
	if (w->has[SYNTH_W_CARD_NUMBER] || (w->has[SYNTH_W_CARD] && w->has[SYNTH_W_NUMBER])
		|| (w->has[SYNTH_W_CARD] && w->has[SYNTH_W_CREDIT] && w->n == 2))
	{
		*certain = w->has[SYNTH_W_CARD_NUMBER] || w->has[SYNTH_W_CREDIT];
		return SYNTH_TEXT_CARD;
	}
	if (synth_name_about(w, SYNTH_W_LOGIN, true) && !w->has[SYNTH_W_LAST] && !w->has[SYNTH_W_FIRST])
		return SYNTH_TEXT_USERNAME;
	if (synth_name_about(w, SYNTH_W_PHONE, true)
		|| (w->has[SYNTH_W_CELL] && (c->near[SYNTH_W_EMAIL] || synth_name_near_address(c))))
		return c->max_chars > 0 && c->max_chars < 6 ? SYNTH_TEXT_NONE : SYNTH_TEXT_PHONE;
	if (!w->has[SYNTH_W_FILE] && !w->has[SYNTH_W_PATH]
		&& (synth_name_about(w, SYNTH_W_POSTCODE, true) || (w->has[SYNTH_W_POSTCODE] && w->has[SYNTH_W_CODE])
			|| (w->has[SYNTH_W_POST] && w->has[SYNTH_W_CODE])
			|| (synth_name_only(w, SYNTH_W_CP, SYNTH_W_ROLE) && w->has[SYNTH_W_CP] && synth_name_near_address(c))))
		return SYNTH_TEXT_POSTCODE;
	*certain = false;
	if (synth_name_about(w, SYNTH_W_DOMAIN, false) && !w->has[SYNTH_W_UNKNOWN])
		return SYNTH_TEXT_DOMAIN;
	if (w->has[SYNTH_W_CHANGED] && w->has[SYNTH_W_USER])
		return SYNTH_TEXT_USERNAME;
	if (w->n > 1 && w->concept[w->n - 1] == SYNTH_W_BY && w->english[w->n - 1])
		return w->has[SYNTH_W_CHANGED] ? SYNTH_TEXT_USERNAME : SYNTH_TEXT_FULL_NAME;
	return SYNTH_TEXT_NONE;
}

/* streets, cities, countries */
SynthTextKind
synth_name_place(const SynthNameContext *c, bool *certain)
{
	const SynthNameWords *w = &c->w;
	bool number = w->has[SYNTH_W_NUMBER] || w->has[SYNTH_W_CODE];

	*certain = true;
	if (w->has[SYNTH_W_MACHINE] || w->has[SYNTH_W_PHONE])
		return SYNTH_TEXT_NONE;
	if (synth_name_about(w, SYNTH_W_COUNTRY, false)
		|| (w->has[SYNTH_W_COUNTRY] && w->has[SYNTH_W_CODE] && w->concept[w->n - 1] == SYNTH_W_CODE)
		|| (w->has[SYNTH_W_LAND] && !w->has[SYNTH_W_UNKNOWN] && (synth_name_near_address(c) || w->has[SYNTH_W_CODE])))
	{
		if (w->has[SYNTH_W_NATIVE])
			return SYNTH_TEXT_NONE;
		if (w->has[SYNTH_W_CODE] || (c->max_chars > 0 && c->max_chars <= 3) || (w->number >= 2 && w->number <= 3))
			return SYNTH_TEXT_COUNTRY_CODE;
		return SYNTH_TEXT_COUNTRY;
	}
	/* strasse_nr has both, street_no is the number */
	if (w->has[SYNTH_W_STREET] && w->has[SYNTH_W_NUMBER] && !w->english[synth_name_find(w, SYNTH_W_STREET)])
		return SYNTH_TEXT_STREET;
	/* state_code char(2): texts that short are codes of regions */
	if ((w->has[SYNTH_W_STATE] || w->has[SYNTH_W_REGION]) && w->has[SYNTH_W_CODE] && c->max_chars >= 2
		&& c->max_chars <= 3)
	{
		*certain = false;
		return SYNTH_TEXT_REGION;
	}
	if (number && !w->has[SYNTH_W_LINE])
		return SYNTH_TEXT_NONE;
	*certain = !w->has[SYNTH_W_UNKNOWN];
	if (synth_name_about(w, SYNTH_W_CITY, false) || (w->has[SYNTH_W_PLACE] && w->has[SYNTH_W_BORN]))
		return SYNTH_TEXT_CITY;
	if (synth_name_about(w, SYNTH_W_STREET, false) && !(w->number >= 2))
		return SYNTH_TEXT_STREET;
	/* to_address of a table of e-mails */
	if (w->has[SYNTH_W_ADDRESS] && c->head == SYNTH_W_EMAIL)
		return SYNTH_TEXT_EMAIL;
	if ((synth_name_about(w, SYNTH_W_ADDRESS, false) && !w->has[SYNTH_W_BY]) || w->has[SYNTH_W_STREET]
		|| (w->has[SYNTH_W_LINE] && synth_name_only(w, SYNTH_W_LINE, SYNTH_W_ROLE) && w->number > 0
			&& synth_name_near_address(c)))
	{
		if (w->number >= 2)
		{
			*certain = false; /* apartment, c/o: mostly empty */
			return SYNTH_TEXT_LOREM;
		}
		if (w->has[SYNTH_W_LINE] || w->number == 1)
			return SYNTH_TEXT_STREET;
		if (!w->has[SYNTH_W_FULL] && (c->near[SYNTH_W_CITY] || c->near[SYNTH_W_POSTCODE] || c->near[SYNTH_W_POST]))
			return SYNTH_TEXT_STREET;
		return SYNTH_TEXT_ADDRESS;
	}
	*certain = false;
	if (c->max_chars == 1)
		return SYNTH_TEXT_NONE;
	if (synth_name_about(w, SYNTH_W_REGION, false)
		|| (synth_name_about(w, SYNTH_W_STATE, false)
			&& (w->has[SYNTH_W_NAME] || synth_name_near_address(c) || c->near[SYNTH_W_COUNTRY]
				|| c->head == SYNTH_W_STATE)))
		return w->has[SYNTH_W_UNKNOWN] && !synth_name_near_address(c) ? SYNTH_TEXT_NONE : SYNTH_TEXT_REGION;
	return SYNTH_TEXT_NONE;
}

/* codes of public lists, files */
SynthTextKind
synth_name_code(const SynthNameContext *c, bool *certain)
{
	const SynthNameWords *w = &c->w;
	bool code = w->has[SYNTH_W_CODE];
	bool bare = synth_name_only(w, SYNTH_W_CODE, SYNTH_W_CODE) && code; /* `code` of a table of countries */

	*certain = false;
	/* the key of a table of countries that is a text of two or three letters is the code */
	if (w->has[SYNTH_W_ID] && w->n == 2 && c->max_chars >= 2 && c->max_chars <= 3)
	{
		if (w->has[SYNTH_W_COUNTRY])
			return SYNTH_TEXT_COUNTRY_CODE;
		if (w->has[SYNTH_W_CURRENCY] && c->max_chars == 3)
			return SYNTH_TEXT_CURRENCY;
	}
	if (w->has[SYNTH_W_ID] || w->has[SYNTH_W_NUMBER])
		return SYNTH_TEXT_NONE;
	if (bare && c->max_chars >= 2 && c->max_chars <= 3)
	{
		if (c->head == SYNTH_W_COUNTRY || c->head == SYNTH_W_LAND)
			return SYNTH_TEXT_COUNTRY_CODE;
		if (c->head == SYNTH_W_CURRENCY)
			return SYNTH_TEXT_CURRENCY;
		if (c->head == SYNTH_W_LANGUAGE && c->max_chars == 2)
			return SYNTH_TEXT_LANGUAGE;
	}
	if (w->has[SYNTH_W_COLOUR] && (synth_name_about(w, SYNTH_W_COLOUR, false) || code))
		return SYNTH_TEXT_COLOUR;
	if ((w->has[SYNTH_W_FILE] && (w->has[SYNTH_W_NAME] || w->has[SYNTH_W_PATH]))
		|| (w->has[SYNTH_W_IMAGE] && (w->has[SYNTH_W_NAME] || w->has[SYNTH_W_PATH] || w->has[SYNTH_W_FILE])))
	{
		*certain = !w->has[SYNTH_W_PATH];
		return SYNTH_TEXT_FILE_NAME;
	}
	if (w->has[SYNTH_W_NAME])
		return SYNTH_TEXT_NONE;
	if (w->has[SYNTH_W_CURRENCY] && (synth_name_about(w, SYNTH_W_CURRENCY, false) || code)
		&& (c->max_chars == 0 || c->max_chars > 2))
	{
		*certain = code || c->max_chars == 3;
		return SYNTH_TEXT_CURRENCY;
	}
	if (w->has[SYNTH_W_LANGUAGE] && (synth_name_about(w, SYNTH_W_LANGUAGE, false) || code)
		&& (c->max_chars <= 8 || code))
	{
		*certain = code || c->max_chars == 2;
		return SYNTH_TEXT_LANGUAGE;
	}
	if (synth_name_about(w, SYNTH_W_FILE, false) || synth_name_about(w, SYNTH_W_PATH, false)
		|| synth_name_about(w, SYNTH_W_IMAGE, false))
		return SYNTH_TEXT_FILE_NAME;
	return SYNTH_TEXT_NONE;
}
