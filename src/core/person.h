/*-------------------------------------------------------------------------
 *
 * person.h
 *	  Who a row is about: given name, family name, sex, title.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_PERSON_H
#define SYNTH_PERSON_H

#include "permute.h"
#include "wordtable.h"

/* what the unique columns of a group ask of its people; all 0: none is unique */
typedef struct SynthPersonNeed
{
	bool unique;	/* some column about the person is unique */
	bool given;		/* given names themselves are */
	bool family;	/* family names themselves are */
	bool full;		/* full names are */
	int given_max;	/* characters of a given name, 0 any; names that do not fit are left out */
	int family_max; /* of a family name */
	int full_max;	/* of a full name */
	bool upper;		/* some of these columns is in capitals: names that differ by case are one name */
} SynthPersonNeed;

/*
 * The people of one group.  A unique person is a slot (a female and a male
 * given name, one of which the row's sex picks), a family name, and how often
 * this pair was there before (tie).  No given name is in two slots.
 */
typedef struct SynthPeople
{
	SynthWordTable *given;	  /* each spelling once */
	SynthWordTable *family;	  /* each spelling once */
	SynthWordTable *title[3]; /* by sex, [1] and [2] */
	/* without uniqueness: names of a sex, by weight; indexes into given */
	SynthWordTable *weighted[3];
	int *weighted_given[3];
	/* with it */
	SynthPersonNeed need;
	int nslots;
	int *slot[3];	 /* [1], [2]: [nslots] given name of a slot for a sex */
	uint64_t people; /* (slot, family) pairs that are used before a tie: M */
	SynthPermutation pairs;
	SynthPermutation slots;
	SynthPermutation families;
	int middle;		 /* letters between given and family name that a tie of full names may have: 0 .. 2 */
	bool full_fails; /* no full name fits: the column needs other texts; likewise the next two */
	bool given_fails;
	bool family_fails;
} SynthPeople;

typedef struct SynthPerson
{
	uint64_t hash; /* names the person; of no seed if unique */
	int sex;	   /* 1 female, 2 male */
	int given;	   /* index into people->given */
	int family;
	int slot; /* with uniqueness */
	uint64_t tie;
} SynthPerson;

extern SynthPeople *synth_people_new(const SynthLexicon *lexicon, const char *locale, const SynthPersonNeed *need,
									 uint64_t key);
/* rows that can have different names in a unique column of that kind (GIVEN, FAMILY, FULL_NAME) */
extern uint64_t synth_people_space(const SynthPeople *p, SynthTextKind kind);
/* the person that `hash` names; sex 0 unknown */
extern void synth_people_pick(const SynthPeople *p, uint64_t hash, int sex, SynthPerson *person);
/* the person of row `index`, of whom no other row has (slot, family, tie) */
extern void synth_people_at(const SynthPeople *p, uint64_t index, int sex, SynthPerson *person);
/* bytes written to out; kind TITLE, GIVEN, FAMILY, FULL_NAME; max_chars 0: no limit */
extern int synth_person_text(const SynthPeople *p, const SynthPerson *person, SynthTextKind kind, int max_chars,
							 char *out);
/* most bytes that synth_person_text() writes */
extern size_t synth_people_bytes(const SynthPeople *p);

#endif /* SYNTH_PERSON_H */
