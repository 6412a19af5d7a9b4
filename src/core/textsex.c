/*-------------------------------------------------------------------------
 *
 * textsex.c
 *	  The sex that a label tells, as people write it in several languages.
 *
 *-------------------------------------------------------------------------
 */
#include "textmaker.h"

#include <string.h>

#include "letters.h"

static const char *const female[] = {"f",
									 "female",
									 "fem",
									 "femme",
									 "w",
									 "weiblich",
									 "frau",
									 "woman",
									 "girl",
									 "feminino",
									 "femenino",
									 "mujer",
									 "mulher",
									 "donna",
									 "femmina",
									 "vrouw",
									 "v",
									 "vrouwelijk",
									 "kobieta",
									 "k",
									 "kvinna",
									 "kadin",
									 "feminin",
									 "ms",
									 "mrs",
									 "miss",
									 "2",
									 "kad\xC4\xB1n",
									 "f\xC3\xA9minin"};
static const char *const male[] = {"m",
								   "male",
								   "mas",
								   "homme",
								   "maennlich",
								   "m\xC3\xA4nnlich",
								   "mann",
								   "herr",
								   "man",
								   "boy",
								   "masculino",
								   "hombre",
								   "homem",
								   "uomo",
								   "maschio",
								   "mannelijk",
								   "mezczyzna",
								   "e",
								   "erkek",
								   "masculin",
								   "mr",
								   "1",
								   "m\xC4\x99\xC5\xBC\x63zyzna"};

int
synth_text_sex(const char *label)
{
	for (size_t i = 0; i < sizeof(female) / sizeof(female[0]); i++)
		if (synth_letters_equal(label, female[i]))
			return 1;
	for (size_t i = 0; i < sizeof(male) / sizeof(male[0]); i++)
		if (synth_letters_equal(label, male[i]))
			return 2;
	return 0;
}
