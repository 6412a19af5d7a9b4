/*-------------------------------------------------------------------------
 *
 * text.h
 *	  What a model knows of a text column: its kind, its words, its pattern.
 *
 * No text value of a source ever enters a model as it is, except labels that
 * passed the threshold of discovery.  A text is made from public things (the
 * dictionaries that the extension came with, patterns of the schema or the
 * user) and from what the attribute of the column says of the row: whether
 * there is a text at all, its shape, its length.
 *
 * Texts of one row belong together: columns of one `group` are about one
 * person and one place.  Who that is follows from the number of the row, or
 * from the value of another column (`by`): then the same value has the same
 * person in every table and every sample.
 *
 * A text column that is unique gets the i-th text of its space in row i, like
 * a key: the map does not depend on the seed, so that ranges of rows that do
 * not overlap never collide.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TEXT_H
#define SYNTH_TEXT_H

#include "pattern.h"

/* stored: add, never renumber */
typedef enum SynthTextKind
{
	SYNTH_TEXT_NONE = 0, /* category: `other` is what attribute.other says */
	SYNTH_TEXT_GIVEN = 1,
	SYNTH_TEXT_FAMILY = 2,
	SYNTH_TEXT_FULL_NAME = 3,
	SYNTH_TEXT_TITLE = 4, /* Mr, Dr */
	SYNTH_TEXT_EMAIL = 5,
	SYNTH_TEXT_USERNAME = 6,
	SYNTH_TEXT_PASSWORD = 7, /* a hash */
	SYNTH_TEXT_PHONE = 8,
	SYNTH_TEXT_STREET = 9, /* street and number */
	SYNTH_TEXT_CITY = 10,
	SYNTH_TEXT_REGION = 11,
	SYNTH_TEXT_POSTCODE = 12,
	SYNTH_TEXT_COUNTRY = 13,	  /* name */
	SYNTH_TEXT_COUNTRY_CODE = 14, /* ISO 3166, 2 or 3 letters by the length of the type */
	SYNTH_TEXT_ADDRESS = 15,	  /* street, postcode, city in one */
	SYNTH_TEXT_COMPANY = 16,
	SYNTH_TEXT_JOB = 17,
	SYNTH_TEXT_URL = 18,
	SYNTH_TEXT_DOMAIN = 19,
	SYNTH_TEXT_IP = 20,
	SYNTH_TEXT_IPV6 = 21,
	SYNTH_TEXT_MAC = 22,
	SYNTH_TEXT_IBAN = 23,
	SYNTH_TEXT_CARD = 24,
	SYNTH_TEXT_NATIONAL_ID = 25,
	SYNTH_TEXT_COLOUR = 26,
	SYNTH_TEXT_CURRENCY = 27, /* ISO 4217 code */
	SYNTH_TEXT_LANGUAGE = 28, /* ISO 639-1 code */
	SYNTH_TEXT_FILE_NAME = 29,
	SYNTH_TEXT_USER_AGENT = 30,
	SYNTH_TEXT_UUID = 31,
	SYNTH_TEXT_LOREM = 32,	 /* words without meaning; basis LENGTH */
	SYNTH_TEXT_WORDS = 33,	 /* learned vocabulary; basis WORDS */
	SYNTH_TEXT_PATTERN = 34, /* `pattern`; or learned, basis SHAPE */
	SYNTH_TEXT_LIST = 35,	 /* `value` */
	SYNTH_TEXT_ARRAY = 36,	 /* basis ELEMENTS */
	SYNTH_TEXT_DOCUMENT = 37 /* json; basis DOCUMENT */
} SynthTextKind;
#define SYNTH_TEXT_KINDS 38

/* what the raw values of the column's attribute mean; stored */
typedef enum SynthTextBasis
{
	SYNTH_BASIS_PRESENT = 0, /* CATEGORY: labels are texts (perhaps none), `other` is made; or no attribute at all */
	SYNTH_BASIS_SHAPE =
		1, /* CATEGORY: labels are patterns, beside `check`; `other` by `pattern`, `check` or as serial codes */
	SYNTH_BASIS_LENGTH = 2,	  /* NUMBER: characters */
	SYNTH_BASIS_WORDS = 3,	  /* NUMBER: words */
	SYNTH_BASIS_ELEMENTS = 4, /* NUMBER: elements of an array */
	SYNTH_BASIS_DOCUMENT = 5  /* CATEGORY: labels are shapes of documents (document.h) */
} SynthTextBasis;

/* tokens of which each row had at most per_row, and what may follow what: bag.h */
typedef struct SynthBag
{
	int ntokens;
	char **token;	/* byte order, no duplicates, NUL-terminated */
	double *weight; /* estimated rows that have it, > 0 */
	int nlinks;		/* words only */
	int *from;		/* index of a token, -1 the beginning; links in order of (from, to) */
	int *to;		/* -1 the end */
	double *link_weight;
	int per_row;
	double sigma; /* noise of each weight; 0 if exact */
	/* for drawing, not stored: sums of the weights before each, one more than there are; synth_bag_prepare() */
	double *before;
	double *link_before;
} SynthBag;

typedef struct SynthText
{
	SynthTextKind kind;
	SynthTextBasis basis;
	char *locale;  /* e.g. "de_DE"; "" any */
	char *pattern; /* language of pattern.h; NULL none */
	int nvalues;   /* SYNTH_TEXT_LIST */
	char **value;  /* [nvalues] */
	int group;	   /* 0 .. SYNTH_TEXT_GROUPS - 1: columns about one person and place */
	int by;		   /* index of the column whose value says who it is, -1: the row */
	int sex;	   /* index of the column that tells the sex, -1 */
	int country;   /* index of the column that tells the country, -1 */
	int max_chars; /* of the source's type, 0 no limit */
	bool unique;   /* alone, or with others: made unique by itself */
	bool upper;	   /* written in capitals */
	bool always;   /* role ATTRIBUTE: labels are not written either, every text is made; so in every fitted model */
	int nchecks;   /* PATTERN: parts of the schema's CHECKs, all of which hold */
	SynthPatternPart *check;
	int min_chars;		   /* with checks */
	SynthTextKind element; /* ARRAY: kind of elements that no token covers; NONE: a plain scalar */
	SynthBag *bag;		   /* WORDS, ARRAY, DOCUMENT; else NULL */
} SynthText;

#define SYNTH_TEXT_GROUPS 8
/* longest text that is ever made, in characters */
#define SYNTH_TEXT_MAX_CHARS 65536

/* name as users write it ("full_name"), NULL for an unknown number */
extern const char *synth_text_kind_name(SynthTextKind kind);
/* SYNTH_TEXT_NONE for an unknown name; several spellings ("e-mail", "zip") */
extern SynthTextKind synth_text_kind_of(const char *name);
/* is the text made of a person's name? of a place? */
extern bool synth_text_is_personal(SynthTextKind kind);
extern bool synth_text_is_local(SynthTextKind kind);

/*
 * Public words that the model's texts are made of: a copy of what was in the
 * extension's dictionary when the model was fitted, so that a model is whole
 * wherever it goes.  Lists are ordered by (list, locale).
 */
typedef struct SynthWord
{
	char *value;
	char *tag;	  /* given, title: "f", "m" or ""; city: postcode prefix; country: ISO codes "DE DEU"; else "" */
	char *parent; /* city: its region; region: ISO code of the country; else "" */
	char *fold;	  /* ASCII spelling in small letters for addresses ("mueller"), NULL if that is lower(value) */
	float weight; /* relative frequency, > 0 */
} SynthWord;

typedef struct SynthWordList
{
	char *list;	  /* "given", "family", "city", .. : lexicon.h */
	char *locale; /* "" for all */
	int nwords;
	SynthWord *word;
} SynthWordList;

typedef struct SynthLexicon
{
	int nlists;
	SynthWordList *list;
} SynthLexicon;

#endif /* SYNTH_TEXT_H */
