/*-------------------------------------------------------------------------
 *
 * wordfallback.c
 *	  A few plain words for lexicons that lack a list.
 *
 * A model brings its words along.  One that was changed by hand, or a kind
 * that nobody foresaw when it was fitted (a key in a document), still gets a
 * text that looks like what it should be.
 *
 *-------------------------------------------------------------------------
 */
#include "wordtable.h"

#include <string.h>

#define WORD(value)               \
	{                             \
		value, "", "", NULL, 1.0f \
	}
#define TAGGED(value, tag)         \
	{                              \
		value, tag, "", NULL, 1.0f \
	}

static SynthWord given[] = {
	TAGGED("Anna", "f"),  TAGGED("Clara", "f"),	 TAGGED("Emma", "f"),  TAGGED("Laura", "f"),
	TAGGED("Maria", "f"), TAGGED("Nina", "f"),	 TAGGED("Sara", "f"),  TAGGED("Sophia", "f"),
	TAGGED("Adam", "m"),  TAGGED("David", "m"),	 TAGGED("Felix", "m"), TAGGED("Hugo", "m"),
	TAGGED("Leo", "m"),	  TAGGED("Martin", "m"), TAGGED("Oscar", "m"), TAGGED("Simon", "m"),
};

static SynthWord family[] = {
	WORD("Adler"),	WORD("Becker"), WORD("Carter"), WORD("Dean"),	WORD("Ellis"),	WORD("Fischer"),
	WORD("Grant"),	WORD("Hart"),	WORD("Keller"), WORD("Lang"),	WORD("Martin"), WORD("Novak"),
	WORD("Palmer"), WORD("Roth"),	WORD("Stone"),	WORD("Walker"),
};

static SynthWord title[] = {
	TAGGED("Dr.", ""),
	TAGGED("Mr.", "m"),
	TAGGED("Ms.", "f"),
};

static SynthWord street[] = {
	WORD("Bridge Street"), WORD("Church Street"), WORD("Garden Street"), WORD("Hill Road"),
	WORD("Lake Road"),	   WORD("Mill Lane"),	  WORD("Park Road"),	 WORD("Station Road"),
};

static SynthWord street_format[] = {
	WORD("{number} {street}"),
};

static SynthWord city[] = {
	WORD("Ashford"), WORD("Eastport"), WORD("Lakeside"), WORD("Newtown"), WORD("Riverton"), WORD("Westfield"),
};

static SynthWord region[] = {
	WORD("Central"), WORD("East"), WORD("North"), WORD("South"), WORD("West"),
};

static SynthWord postcode[] = {
	WORD("[0-9]{5}"),
};

static SynthWord phone[] = {
	WORD("\\+990 [0-9]{3} [0-9]{6}"),
};

static SynthWord national_id[] = {
	WORD("[0-9]{9}"),
};

static SynthWord company_stem[] = {
	WORD("Alder"), WORD("Cobalt"),	 WORD("Delta"),	  WORD("Harbor"),
	WORD("Lumen"), WORD("Meridian"), WORD("Orchard"), WORD("Summit"),
};

static SynthWord company_suffix[] = {
	WORD("Group"),
	WORD("Partners"),
	WORD("Services"),
	WORD("Trading"),
};

static SynthWord job[] = {
	WORD("Accountant"), WORD("Analyst"),  WORD("Assistant"), WORD("Buyer"),
	WORD("Clerk"),		WORD("Engineer"), WORD("Manager"),	 WORD("Technician"),
};

static SynthWord country[] = {
	TAGGED("Brazil", "BR BRA"),			TAGGED("China", "CN CHN"),		   TAGGED("France", "FR FRA"),
	TAGGED("Germany", "DE DEU"),		TAGGED("India", "IN IND"),		   TAGGED("Japan", "JP JPN"),
	TAGGED("United Kingdom", "GB GBR"), TAGGED("United States", "US USA"),
};

static SynthWord colour[] = {
	WORD("black"),	WORD("blue"), WORD("brown"), WORD("green"),	 WORD("grey"),
	WORD("orange"), WORD("red"),  WORD("white"), WORD("yellow"),
};

static SynthWord iban[] = {
	TAGGED("[0-9]{18}", "DE"),
};

static SynthWord card[] = {
	TAGGED("400000[0-9]{9}", ""),
};

static SynthWord currency[] = {
	WORD("CHF"), WORD("EUR"), WORD("GBP"), WORD("JPY"), WORD("USD"),
};

static SynthWord language[] = {
	WORD("de"), WORD("en"), WORD("es"), WORD("fr"), WORD("it"), WORD("pt"),
};

static SynthWord domain[] = {
	WORD("example.com"),
	WORD("example.net"),
	WORD("example.org"),
};

static SynthWord word[] = {
	WORD("ad"),		WORD("amet"),  WORD("aut"),	  WORD("consectetur"), WORD("dolor"), WORD("dolore"),
	WORD("elit"),	WORD("esse"),  WORD("est"),	  WORD("et"),		   WORD("ipsum"), WORD("labore"),
	WORD("lorem"),	WORD("magna"), WORD("non"),	  WORD("quis"),		   WORD("sed"),	  WORD("sit"),
	WORD("tempor"), WORD("ut"),	   WORD("velit"), WORD("veniam"),
};

static SynthWord slug[] = {
	WORD("amber"),	WORD("bridge"), WORD("cedar"), WORD("field"), WORD("harbor"), WORD("island"), WORD("lake"),
	WORD("meadow"), WORD("north"),	WORD("river"), WORD("stone"), WORD("summer"), WORD("valley"), WORD("wind"),
};

static SynthWord file_extension[] = {
	WORD("csv"), WORD("doc"), WORD("jpg"), WORD("pdf"), WORD("png"), WORD("txt"),
};

static SynthWord user_agent[] = {
	WORD("Mozilla/5\\.0 \\(X11; Linux x86_64; rv:1[0-3][0-9]\\.0\\) Gecko/20100101 Firefox/1[0-3][0-9]\\.0"),
};

#define LIST(name)                                              \
	{                                                           \
#name, "", (int) (sizeof(name) / sizeof(name[0])), name \
	}

static const SynthWordList lists[] = {
	LIST(given),	LIST(family),	LIST(title),  LIST(street),		 LIST(street_format),  LIST(city),
	LIST(region),	LIST(postcode), LIST(phone),  LIST(national_id), LIST(company_stem),   LIST(company_suffix),
	LIST(job),		LIST(country),	LIST(colour), LIST(iban),		 LIST(card),		   LIST(currency),
	LIST(language), LIST(domain),	LIST(word),	  LIST(slug),		 LIST(file_extension), LIST(user_agent),
};

const SynthWordList *
synth_wordtable_fallback(const char *list)
{
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (strcmp(lists[i].list, list) == 0)
			return &lists[i];
	return NULL;
}
