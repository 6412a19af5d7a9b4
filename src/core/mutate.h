/*-------------------------------------------------------------------------
 *
 * mutate.h
 *	  Classic bugs of differentially private code, for testing the tests.
 *
 * SYNTH_BUG(name) is false, and compiled away, in every normal build.  A test
 * build that defines SYNTH_MUTATE as one of the numbers below gets that bug;
 * test/attack/mutations requires that the unit tests or the audit notice each
 * of them.  The bugs are of the kinds that published implementations had.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_MUTATE_H
#define SYNTH_MUTATE_H

#if defined(SYNTH_MUTATE) && !defined(SYNTH_TEST)
#error "SYNTH_MUTATE breaks privacy on purpose and is for test builds only"
#endif

#define SYNTH_BUG_NOISE_SKIPPED 1		  /* counts released as they are */
#define SYNTH_BUG_SIGMA_HALVED 2		  /* half of the noise that is paid for */
#define SYNTH_BUG_NOISE_REUSED 3		  /* two neighbouring cells share one draw */
#define SYNTH_BUG_SIGMA_UNSQUARED 4		  /* sigma where sigma^2 belongs */
#define SYNTH_BUG_THREE_SIGMA 5			  /* categories kept above 3 sigma instead of the threshold */
#define SYNTH_BUG_DECIDE_ON_TRUTH 6		  /* categories kept by their exact count */
#define SYNTH_BUG_UNRELEASED_SHOWN 7	  /* counts of categories that are not released leave too */
#define SYNTH_BUG_THRESHOLD_ONE_ROW 8	  /* threshold forgets that a unit owns several rows */
#define SYNTH_BUG_CHARGE_SKIPPED 9		  /* Gaussian releases are not charged */
#define SYNTH_BUG_STABILITY_IGNORED 10	  /* charged as if a unit owned one row */
#define SYNTH_BUG_OVERSPEND 11			  /* the account never refuses */
#define SYNTH_BUG_DELTA_FREE 12			  /* discovery spends no delta */
#define SYNTH_BUG_EPSILON_DOUBLED 13	  /* selection twice as sharp as charged (sensitivity halved) */
#define SYNTH_BUG_SELECTION_ONE_ROW 14	  /* selection forgets that a unit owns several rows */
#define SYNTH_BUG_SELECTION_ARGMAX 15	  /* the best candidate is taken without noise */
#define SYNTH_BUG_SELECTION_ONE_CHARGE 16 /* k selections charged as one */
#define SYNTH_BUG_SELECTION_WEIGHT 17	  /* sensitivity of the lightest candidate, not the heaviest */
#define SYNTH_BUG_SEED_FIXED 18			  /* secret bits from a seed */
#define SYNTH_BUG_FORK_SHARED 19		  /* a forked child reads its parent's secret bits again */
#define SYNTH_BUG_BITS_REUSED 20		  /* a buffer of secret bits is read twice */
#define SYNTH_BUG_RHO_TOO_LARGE 21		  /* rho = epsilon^2/2: pure-DP arithmetic used backwards */
#define SYNTH_BUG_DELTA_TWICE 22		  /* discovery and conversion both spend the whole delta */
#define SYNTH_BUG_SPLIT_OVER 23			  /* the one-way stage gets more than its share */
#define SYNTH_BUG_GAUSSIAN_BIASED 24	  /* rejection step of the Gaussian left out: Laplace noise */
#define SYNTH_BUG_ROW_COUNTED_TWICE 25	  /* a row adds 2 to a cell */
#define SYNTH_BUG_PRODUCTS_UNCLIPPED 26	  /* rows with large scores enter the sums of products as they are */
#define SYNTH_BUG_SUMS_SENSITIVITY 27	  /* half of the sensitivity of the sums is charged */
#define SYNTH_BUG_SUMS_UNSCALED 28		  /* sums get the noise of counts: sensitivity 1 */
#define SYNTH_BUG_TOKENS_UNSCALED 29	  /* tokens get the noise of one token a row */
#define SYNTH_BUG_TOKENS_CHARGED_ONCE 30  /* tokens are charged as one token a row */
#define SYNTH_BUG_TOKENS_THRESHOLD 31	  /* threshold forgets that a row has several tokens */
#define SYNTH_BUG_LINKS_UNTHRESHOLDED 32  /* links are published however few rows have them */
#define SYNTH_BUG_TOKENS_UNBOUNDED 33	  /* a row counts more tokens than were paid for */
#define SYNTH_BUG_TOKENS_REPEATED 34	  /* a token counts as often as a row has it */
#define SYNTH_BUG_SHAPES_ONE_CHARGE 35	  /* two rounds of discovery of shapes, charged as one */
#define SYNTH_BUG_RESERVE_SPENT_TWICE 36  /* what pays for an estimate pays for measurements, too */
#define SYNTH_BUGS 36

/* bugs of the server side: whose rows are whose.  test/attack/unit_mutations requires that a regress test notices each. */
#define SYNTH_BUG_DESCENDANTS_KEPT 101	   /* rows whose parent was cut are used */
#define SYNTH_BUG_UNIT_BY_BYTES 102		   /* equal keys that are stored differently are two people */
#define SYNTH_BUG_NOBODY_MERGED 103		   /* all rows of nobody are one unit */
#define SYNTH_BUG_SECOND_PATH_IGNORED 104  /* a row belongs to the first person that it leads to, only */
#define SYNTH_BUG_BOUND_BY_ONE 105		   /* one row too many of each person */
#define SYNTH_BUG_CONTEXT_OF_STRANGERS 106 /* models know attributes of parents that are somebody else's */
#define SYNTH_BUG_FANOUT_OF_STRANGERS 107  /* models count children that are somebody else's, too */
#define SYNTH_BUG_PERSON_UNCHARGED 108	   /* what is spent on people is charged to the table that is read, only */
#define SYNTH_BUG_READ_UNCHARGED 109	   /* parents and children that a model tells of are not charged */
#define SYNTH_BUG_HEIRS_JOINED 110		   /* rows are joined to several parents of one key, by inheritance */
#define SYNTH_BUG_KEY_CUT 111			   /* keys of people are cut to one character */
#define SYNTH_BUG_CUT_BY_STRANGERS 112	   /* rows go with a parent that was cut on account of somebody else */
#define SYNTH_BUG_PUBLIC_UNASKED 113	   /* anybody may declare a table public, if the fit skips it */
#define SYNTH_BUG_ESTIMATE_TOLD 114		   /* a fit that may be rolled back says what it estimated */
#define SYNTH_UNIT_BUGS 114

#ifdef SYNTH_MUTATE
#define SYNTH_BUG(name) (SYNTH_MUTATE == SYNTH_BUG_##name)
#else
#define SYNTH_BUG(name) (0)
#endif

#endif /* SYNTH_MUTATE_H */
