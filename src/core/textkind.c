/*-------------------------------------------------------------------------
 *
 * textkind.c
 *	  Names of kinds of texts.
 *
 *-------------------------------------------------------------------------
 */
#include "text.h"

#include <string.h>

/* by number; what users write and are shown */
static const char *const names[SYNTH_TEXT_KINDS] = {
	[SYNTH_TEXT_NONE] = "none",
	[SYNTH_TEXT_GIVEN] = "given",
	[SYNTH_TEXT_FAMILY] = "family",
	[SYNTH_TEXT_FULL_NAME] = "full_name",
	[SYNTH_TEXT_TITLE] = "title",
	[SYNTH_TEXT_EMAIL] = "email",
	[SYNTH_TEXT_USERNAME] = "username",
	[SYNTH_TEXT_PASSWORD] = "password",
	[SYNTH_TEXT_PHONE] = "phone",
	[SYNTH_TEXT_STREET] = "street",
	[SYNTH_TEXT_CITY] = "city",
	[SYNTH_TEXT_REGION] = "region",
	[SYNTH_TEXT_POSTCODE] = "postcode",
	[SYNTH_TEXT_COUNTRY] = "country",
	[SYNTH_TEXT_COUNTRY_CODE] = "country_code",
	[SYNTH_TEXT_ADDRESS] = "address",
	[SYNTH_TEXT_COMPANY] = "company",
	[SYNTH_TEXT_JOB] = "job",
	[SYNTH_TEXT_URL] = "url",
	[SYNTH_TEXT_DOMAIN] = "domain",
	[SYNTH_TEXT_IP] = "ip",
	[SYNTH_TEXT_IPV6] = "ipv6",
	[SYNTH_TEXT_MAC] = "mac",
	[SYNTH_TEXT_IBAN] = "iban",
	[SYNTH_TEXT_CARD] = "card",
	[SYNTH_TEXT_NATIONAL_ID] = "national_id",
	[SYNTH_TEXT_COLOUR] = "colour",
	[SYNTH_TEXT_CURRENCY] = "currency",
	[SYNTH_TEXT_LANGUAGE] = "language",
	[SYNTH_TEXT_FILE_NAME] = "file_name",
	[SYNTH_TEXT_USER_AGENT] = "user_agent",
	[SYNTH_TEXT_UUID] = "uuid",
	[SYNTH_TEXT_LOREM] = "lorem",
	[SYNTH_TEXT_WORDS] = "words",
	[SYNTH_TEXT_PATTERN] = "pattern",
	[SYNTH_TEXT_LIST] = "list",
	[SYNTH_TEXT_ARRAY] = "array",
	[SYNTH_TEXT_DOCUMENT] = "document",
};

/* other spellings, without marks and in small letters */
static const struct
{
	const char *name;
	SynthTextKind kind;
} others[] = {
	{"givenname", SYNTH_TEXT_GIVEN},
	{"first", SYNTH_TEXT_GIVEN},
	{"firstname", SYNTH_TEXT_GIVEN},
	{"forename", SYNTH_TEXT_GIVEN},
	{"familyname", SYNTH_TEXT_FAMILY},
	{"last", SYNTH_TEXT_FAMILY},
	{"lastname", SYNTH_TEXT_FAMILY},
	{"surname", SYNTH_TEXT_FAMILY},
	{"name", SYNTH_TEXT_FULL_NAME},
	{"person", SYNTH_TEXT_FULL_NAME},
	{"salutation", SYNTH_TEXT_TITLE},
	{"mail", SYNTH_TEXT_EMAIL},
	{"emailaddress", SYNTH_TEXT_EMAIL},
	{"user", SYNTH_TEXT_USERNAME},
	{"login", SYNTH_TEXT_USERNAME},
	{"passwordhash", SYNTH_TEXT_PASSWORD},
	{"hash", SYNTH_TEXT_PASSWORD},
	{"phonenumber", SYNTH_TEXT_PHONE},
	{"telephone", SYNTH_TEXT_PHONE},
	{"tel", SYNTH_TEXT_PHONE},
	{"mobile", SYNTH_TEXT_PHONE},
	{"fax", SYNTH_TEXT_PHONE},
	{"streetaddress", SYNTH_TEXT_STREET},
	{"town", SYNTH_TEXT_CITY},
	{"state", SYNTH_TEXT_REGION},
	{"province", SYNTH_TEXT_REGION},
	{"zip", SYNTH_TEXT_POSTCODE},
	{"zipcode", SYNTH_TEXT_POSTCODE},
	{"postalcode", SYNTH_TEXT_POSTCODE},
	{"organisation", SYNTH_TEXT_COMPANY},
	{"organization", SYNTH_TEXT_COMPANY},
	{"jobtitle", SYNTH_TEXT_JOB},
	{"profession", SYNTH_TEXT_JOB},
	{"link", SYNTH_TEXT_URL},
	{"website", SYNTH_TEXT_URL},
	{"hostname", SYNTH_TEXT_DOMAIN},
	{"host", SYNTH_TEXT_DOMAIN},
	{"ipaddress", SYNTH_TEXT_IP},
	{"ipv4", SYNTH_TEXT_IP},
	{"macaddress", SYNTH_TEXT_MAC},
	{"bankaccount", SYNTH_TEXT_IBAN},
	{"cardnumber", SYNTH_TEXT_CARD},
	{"creditcard", SYNTH_TEXT_CARD},
	{"nationalid", SYNTH_TEXT_NATIONAL_ID},
	{"ssn", SYNTH_TEXT_NATIONAL_ID},
	{"color", SYNTH_TEXT_COLOUR},
	{"currencycode", SYNTH_TEXT_CURRENCY},
	{"languagecode", SYNTH_TEXT_LANGUAGE},
	{"file", SYNTH_TEXT_FILE_NAME},
	{"guid", SYNTH_TEXT_UUID},
	{"loremipsum", SYNTH_TEXT_LOREM},
	{"json", SYNTH_TEXT_DOCUMENT},
};

#define MAX_NAME 32

/* small letters and digits of a name; false if it is too long for a kind */
static bool
plain(const char *name, char *out)
{
	int n = 0;

	for (; *name != '\0'; name++)
	{
		char c = *name >= 'A' && *name <= 'Z' ? (char) (*name - 'A' + 'a') : *name;

		if (c == '_' || c == '-' || c == ' ')
			continue;
		if (n == MAX_NAME - 1)
			return false;
		out[n++] = c;
	}
	out[n] = '\0';
	return true;
}

const char *
synth_text_kind_name(SynthTextKind kind)
{
	return (unsigned) kind < SYNTH_TEXT_KINDS ? names[kind] : NULL;
}

SynthTextKind
synth_text_kind_of(const char *name)
{
	char want[MAX_NAME];

	if (!plain(name, want))
		return SYNTH_TEXT_NONE;
	for (int k = 1; k < SYNTH_TEXT_KINDS; k++)
	{
		char own[MAX_NAME];

		if (plain(names[k], own) && strcmp(own, want) == 0)
			return (SynthTextKind) k;
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (strcmp(others[i].name, want) == 0)
			return others[i].kind;
	return SYNTH_TEXT_NONE;
}

bool
synth_text_is_personal(SynthTextKind kind)
{
	switch (kind)
	{
		case SYNTH_TEXT_GIVEN:
		case SYNTH_TEXT_FAMILY:
		case SYNTH_TEXT_FULL_NAME:
		case SYNTH_TEXT_TITLE:
		case SYNTH_TEXT_EMAIL:
		case SYNTH_TEXT_USERNAME:
			return true;
		default:
			return false;
	}
}

bool
synth_text_is_local(SynthTextKind kind)
{
	switch (kind)
	{
		case SYNTH_TEXT_PHONE:
		case SYNTH_TEXT_STREET:
		case SYNTH_TEXT_CITY:
		case SYNTH_TEXT_REGION:
		case SYNTH_TEXT_POSTCODE:
		case SYNTH_TEXT_COUNTRY:
		case SYNTH_TEXT_COUNTRY_CODE:
		case SYNTH_TEXT_ADDRESS:
			return true;
		default:
			return false;
	}
}
