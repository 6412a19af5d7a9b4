/*-------------------------------------------------------------------------
 *
 * kindword.h
 *	  Words that names of columns and tables are made of, and their meaning.
 *
 * Inside of kindname.c and the rules (kindrule.h).  A name is folded to ASCII small
 * letters and cut into words; each word means a concept or nothing known.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_KINDWORD_H
#define SYNTH_KINDWORD_H

#include "env.h"

typedef enum SynthConcept
{
	SYNTH_W_UNKNOWN,
	SYNTH_W_FILLER, /* the, of, de, tbl: says nothing */
	SYNTH_W_STOP,	/* type, status, count: whatever it is about, it is not the thing itself */
	SYNTH_W_ID,
	SYNTH_W_HASH,	 /* of a password, or of something else */
	SYNTH_W_CHANGED, /* created, updated: by whom, or when */
	SYNTH_W_ACCOUNT,
	SYNTH_W_BY,
	SYNTH_W_ROLE,	 /* billing, delivery: whose */
	SYNTH_W_SHIP,	 /* the same, or a vessel */
	SYNTH_W_WHICH,	 /* home, primary, origin: which of several */
	SYNTH_W_MACHINE, /* server, wallet: has names and addresses of another sort */
	SYNTH_W_NAME,
	SYNTH_W_FIRST,
	SYNTH_W_LAST,
	SYNTH_W_FULL,
	SYNTH_W_GIVEN,
	SYNTH_W_FAMILY,
	SYNTH_W_TITLE, /* of a book, a person, a job */
	SYNTH_W_SALUTATION,
	SYNTH_W_SEX,
	SYNTH_W_PERSON,	  /* customer, patient: whose name is a person's */
	SYNTH_W_CREATOR,  /* author: alone a person's name */
	SYNTH_W_EMPLOYEE, /* a person with a job */
	SYNTH_W_USER,
	SYNTH_W_ORG,	 /* supplier: whose name is a company's */
	SYNTH_W_COMPANY, /* alone a company's name */
	SYNTH_W_LEGAL,	 /* raison, razon .. */
	SYNTH_W_SOCIAL,	 /* .. sociale; social security */
	SYNTH_W_SECURITY,
	SYNTH_W_JOB,
	SYNTH_W_POSITION, /* a job beside a person only */
	SYNTH_W_HIRED,	  /* hire, salary: neighbours of an employee */
	SYNTH_W_BORN,
	SYNTH_W_EMAIL,
	SYNTH_W_LOGIN,
	SYNTH_W_PASSWORD,
	SYNTH_W_PASS, /* a password beside an account only */
	SYNTH_W_PHONE,
	SYNTH_W_CELL, /* a telephone beside contact data only */
	SYNTH_W_ADDRESS,
	SYNTH_W_STREET,
	SYNTH_W_LINE,
	SYNTH_W_CITY,
	SYNTH_W_PLACE,
	SYNTH_W_REGION,
	SYNTH_W_STATE, /* a region beside an address only */
	SYNTH_W_COUNTRY,
	SYNTH_W_LAND, /* a country beside an address only */
	SYNTH_W_NATIVE,
	SYNTH_W_POSTCODE,
	SYNTH_W_POST, /* postal code */
	SYNTH_W_CP,	  /* a postcode beside an address only */
	SYNTH_W_CODE,
	SYNTH_W_NUMBER,
	SYNTH_W_URL,
	SYNTH_W_DOMAIN,
	SYNTH_W_REMOTE, /* with ADDRESS */
	SYNTH_W_IP,
	SYNTH_W_MAC,
	SYNTH_W_UUID,
	SYNTH_W_IBAN,
	SYNTH_W_CARD,
	SYNTH_W_CREDIT,
	SYNTH_W_CARD_NUMBER,
	SYNTH_W_NATIONAL,	 /* national, identity: with ID or NUMBER */
	SYNTH_W_NATIONAL_ID, /* alone */
	SYNTH_W_COLOUR,
	SYNTH_W_CURRENCY,
	SYNTH_W_LANGUAGE,
	SYNTH_W_FILE,
	SYNTH_W_PATH,
	SYNTH_W_IMAGE,
	SYNTH_W_AGENT,
	SYNTH_W_USER_AGENT,
	SYNTH_W_TEXT,	 /* description, notes */
	SYNTH_W_PROSE,	 /* message, body, review: free text if they end the name */
	SYNTH_W_WORK,	 /* film, album: their titles are free text */
	SYNTH_W_ARTICLE, /* sku, isbn: codes of things */
	SYNTH_W_COUNT
} SynthConcept;

/* kindtable.c */
typedef struct SynthWordConcept
{
	SynthConcept concept;
	const char *english; /* separated by single spaces */
	const char *other;
} SynthWordConcept;
extern const SynthWordConcept synth_kind_wordlist[];
extern const int synth_kind_nwordlists;

#define SYNTH_NAME_WORDS 16

typedef struct SynthNameWords
{
	int n;
	SynthConcept concept[SYNTH_NAME_WORDS];
	bool english[SYNTH_NAME_WORDS]; /* its head comes last */
	bool plural[SYNTH_NAME_WORDS];	/* English only */
	int end[SYNTH_NAME_WORDS];		/* byte of the name after the word and what separates it from the next */
	bool has[SYNTH_W_COUNT];
	int number; /* the last number in the name, -1 none */
} SynthNameWords;

/* words of a name (UTF-8); those beyond SYNTH_NAME_WORDS are ignored */
extern void synth_name_words(const char *name, SynthNameWords *w);

#endif /* SYNTH_KINDWORD_H */
