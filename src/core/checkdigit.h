/*-------------------------------------------------------------------------
 *
 * checkdigit.h
 *	  Check digits of card numbers and bank accounts.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_CHECKDIGIT_H
#define SYNTH_CHECKDIGIT_H

#include "env.h"

/* digit that makes `digits` followed by it pass Luhn's formula (ISO/IEC 7812) */
extern char synth_check_luhn(const char *digits, int n);
/* the two digits of an IBAN (ISO 13616, mod 97-10); country has 2 capitals, bban digits and capitals */
extern void synth_check_iban(const char *country, const char *bban, int n, char out[2]);
/* whole numbers, separators ignored */
extern bool synth_is_luhn(const char *text, int n);
extern bool synth_is_iban(const char *text, int n);

#endif /* SYNTH_CHECKDIGIT_H */
