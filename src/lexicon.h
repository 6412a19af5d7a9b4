/*-------------------------------------------------------------------------
 *
 * lexicon.h
 *	  Public words from the table synth_dictionary: shipped rows and the users'.
 *
 * What a model needs is copied into it when it is fitted (text.h), so a model
 * is whole wherever it goes, and what is added later changes no model.
 *
 * Lists.  "pattern" is in the language of pattern.h, whole text.  A locale is
 * language_COUNTRY; rows of locale '' serve all.
 *
 *	list			locale	value				tag						parent
 *	given			yes		Anna				f, m, '' either			''
 *	family			yes		Schmidt				''						''
 *	title			yes		Dr.					f, m, '' either			''
 *	street			yes		Oak Street			''						''
 *	street_format	yes		{number} {street}	''						''
 *	city			yes		Chicago				prefix of postcodes 606	its region, Illinois
 *	region			yes		Illinois			short code, IL			ISO country, US
 *	postcode		yes		pattern				''						''
 *	phone			both	pattern				''						''
 *	national_id		yes		pattern				''						''
 *	company_stem	''		Lumora				''						''
 *	company_suffix	yes		GmbH				''						''
 *	job				yes		Sales Manager		''						''
 *	country			both	Germany				DE DEU					''
 *	colour			both	navy blue			#000080					''
 *	iban			''		pattern of BBAN		ISO country, DE			''
 *	card			''		pattern of all but the last digit, which is
 *									Luhn's			brand, visa				''
 *	currency		''		EUR					Euro					''
 *	language		''		de					German					''
 *	domain			''		example.com			''						''
 *	word			''		lorem				''						''
 *	slug			''		river				a adjective, n noun		''
 *	file_extension	''		pdf					document				''
 *	user_agent		''		pattern				''						''
 *
 * Promised of shipped rows (tests check it): each locale has every list
 * marked `yes` except job, of which not all have one; given names of f and m
 * are disjoint; every city's parent is a region of its locale and the prefix
 * begins some text of each postcode pattern of the locale; e-mail domains,
 * telephone numbers, cards, accounts and identifiers are from ranges that are
 * reserved for fiction, documentation or tests, or that are never issued.
 * Of users' rows only what the table's CHECKs say: a user's locale may lack
 * any list, a pattern may be wrong.
 *
 * Words that belong to a language (given, family, title, street,
 * company_suffix, job) are borrowed where a locale has none: from the first
 * other locale of that language, else from en_US; the list then appears under
 * the locale that was asked for.  What belongs to a place is never borrowed.
 * Lists marked `both` have English words for all in '' and may have a locale's
 * own; phone has one pattern in '' for locales without any.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_LEXICON_H
#define SYNTH_LEXICON_H

#include "synth.h"
#include "nodes/pg_list.h"

#include "core/text.h"

/* what is used where the user names no locale */
#define LEXICON_LOCALE "en_US"

/* does the dictionary have rows of that locale?  '' always */
extern bool lexicon_has_locale(const char *locale);
/* all locales but '', as char *, in byte order: for HINTs */
extern List *lexicon_locales(void);
/*
 * The lists that makers of these kinds use, of these locales (char *) and of
 * '', in the current memory context; in the database's encoding.  Lists are
 * in order of (list, locale), words of a list in order of (value, tag,
 * parent), all by bytes and without duplicates: where a shipped row and a
 * user's are the same but for the weight, the user's counts.  Lists without
 * words are left out.  Local kinds bring the list `country` along, by which
 * labels of a country column are understood.
 */
extern SynthLexicon *lexicon_read(const bool *wanted_kind /* [SYNTH_TEXT_KINDS] */, List *locales);

#endif /* SYNTH_LEXICON_H */
