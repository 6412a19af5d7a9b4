/*-------------------------------------------------------------------------
 *
 * bucket.h
 *	  Numbers inside documents and arrays, as tokens of a bag.
 *
 * A number is known by its first two significant digits, its magnitude and how
 * many decimals it is written with: 1987 is "#19e2.0", 12.50 is "#12e0.2".
 * A number is drawn from such a bucket with the digits that follow made up, so
 * integers stay integers and prices keep their cents.  The rule looks at the
 * number alone.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_BUCKET_H
#define SYNTH_BUCKET_H

#include "bits.h"

#define SYNTH_BUCKET_MARK '#'
/* room for a token and for a number drawn from one, with NUL */
#define SYNTH_BUCKET_TOKEN 16
#define SYNTH_BUCKET_TEXT 48

/*
 * The bucket of a decimal number ("-12.5", "1e+20"); NUL-terminated, returns
 * its length.  0 if the text is no number or its magnitude is beyond 1e17 or
 * below 1e-9.
 */
extern int synth_bucket_token(const char *number, int length, char *out);
/* a number of the bucket, evenly; returns its length, 0 if the token is not one of a bucket */
extern int synth_bucket_draw(const char *token, SynthStream *st, char *out);

#endif /* SYNTH_BUCKET_H */
