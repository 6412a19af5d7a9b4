/*-------------------------------------------------------------------------
 *
 * textway.h
 *	  How the texts of one column are made; for textmaker.c.
 *
 * A column makes its texts in one of a few ways, chosen when the maker starts.
 * Whom and where a row is about is of its group: all columns of a group are
 * told the same person and place.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_TEXTWAY_H
#define SYNTH_TEXTWAY_H

#include "code.h"
#include "contact.h"
#include "lorem.h"
#include "phrase.h"
#include "postcode.h"
#include "shapetext.h"
#include "textmaker.h"

/* what all columns share */
typedef struct SynthTextBook
{
	const SynthLexicon *lexicon; /* may be NULL */
	SynthPlaces *places;
	SynthLorem *lorem;
	bool utf8;
} SynthTextBook;

typedef enum SynthTextWay
{
	SYNTH_WAY_POOL,		/* patterns */
	SYNTH_WAY_PERSON,	/* title and names */
	SYNTH_WAY_CONTACT,	/* e-mail, user name */
	SYNTH_WAY_CITY,		/* of the place */
	SYNTH_WAY_REGION,	/* of the place */
	SYNTH_WAY_COUNTRY,	/* of the place: name or code */
	SYNTH_WAY_POSTCODE, /* of the place */
	SYNTH_WAY_PHONE,	/* of the place's country */
	SYNTH_WAY_STREET,	/* as they are in that country */
	SYNTH_WAY_ADDRESS,
	SYNTH_WAY_PHRASE,
	SYNTH_WAY_CODE,
	SYNTH_WAY_LIST, /* words of a list */
	SYNTH_WAY_LOREM,
	SYNTH_WAY_WORDS, /* learned vocabulary */
	SYNTH_WAY_SHAPE
} SynthTextWay;

/* by book of places, where texts differ from country to country; [nbooks] */
typedef struct SynthTextLocal
{
	SynthPool *phone; /* NULL: none fits */
	SynthPhrase *street;
	SynthPostcodes *postcodes;
	const char **country; /* [SYNTH_COUNTRIES] names of countries as they are spelt there, NULL unknown */
} SynthTextLocal;

typedef struct SynthTextColumn
{
	SynthTextKind kind;
	SynthTextWay way;
	const char *locale;
	int max_chars; /* 1 .. SYNTH_TEXT_MAX_CHARS */
	int limit;	   /* the same, 0 if nobody set one */
	bool unique;
	bool upper;
	bool learned_length; /* raw is a length */
	int group;
	int ordinal;   /* of the columns of this group and kind */
	uint64_t salt; /* tells apart columns of one group and kind; the same in every model */
	uint64_t key;  /* of the orders of unique texts: of the column's table too */
	uint64_t space;
	const SynthPlaceBook *book; /* of the locale */
	const SynthPeople *people;	/* of the group */
	SynthPool *pool;
	SynthPool *more; /* PHONE, unique: when the numbers of the country are used up */
	SynthContact *contact;
	SynthPhrase *phrase;
	SynthCode *code; /* CODE; or what stands in where nothing of the kind fits */
	SynthTextLocal *local;
	SynthWordTable *words; /* LIST; unique CITY, REGION, COUNTRY */
	SynthPermutation order;
	SynthShapeTexts *shapes;
	const SynthBag *bag;
	size_t bytes; /* longest text before it is cut */
} SynthTextColumn;

/* a row as a column of its group sees it */
typedef struct SynthTextRow
{
	uint64_t index;
	uint64_t hash; /* of seed, group and row; or of who it is about */
	int country;   /* of the row, -1 unknown */
	const SynthPerson *person;
	const SynthPlace *place;
} SynthTextRow;

/* what the names of the column must be like, if it is unique and about a person */
extern void synth_text_column_need(SynthTextKind kind, int max_chars, bool upper, SynthPersonNeed *need);
/*
 * Fills the ways and spaces of a column whose kind, locale, limits, group and
 * people are set; text is NULL for a kind without a column.
 */
extern void synth_text_column_init(SynthTextColumn *c, const SynthTextBook *book, const SynthText *text,
								   const SynthAttribute *attribute);
/* does the (unique) column decide where the rows of its group are? */
extern bool synth_text_column_leads(const SynthTextColumn *c);
/* the place that a leading column gives to row index; false if it gives none */
extern bool synth_text_column_place(const SynthTextColumn *c, const SynthTextBook *book, uint64_t index, uint64_t hash,
									SynthPlace *place, char *out);
/* writes the text, not yet cut nor in capitals; returns its bytes */
extern int synth_text_column_make(const SynthTextColumn *c, const SynthTextBook *book, const SynthTextRow *row,
								  int64_t raw, char *out);

/* between textway.c and textlocal.c */
#define SYNTH_LETTERS "abcdefghijklmnopqrstuvwxyz"
#define SYNTH_DIGITS "0123456789"
#define SYNTH_HEXADECIMAL "0123456789abcdef"
extern void synth_text_use_bytes(SynthTextColumn *c, size_t bytes);
extern void synth_text_fall_back(SynthTextColumn *c, const char *alphabet);
extern void synth_text_init_list(SynthTextColumn *c, const SynthWordList *list);
extern void synth_text_init_phone(SynthTextColumn *c, const SynthTextBook *book);
extern void synth_text_init_place(SynthTextColumn *c, const SynthTextBook *book, SynthTextWay way);

#endif /* SYNTH_TEXTWAY_H */
