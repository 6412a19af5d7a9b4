/*-------------------------------------------------------------------------
 *
 * account.h
 *	  Privacy arithmetic: zCDP and its tight conversion to (epsilon, delta),
 *	  and the account that every mechanism charges BEFORE it draws.
 *
 * Neighbours differ in one unit (add/remove); a unit owns at most `stability`
 * rows.  rho of a Gaussian release with sigma on a vector of L2-sensitivity D
 * is D^2/(2 sigma^2); rho of an exponential mechanism is epsilon^2/8; rho adds
 * under adaptive composition (Bun, Steinke 2016; Cesar, Rogers 2021).
 * Conversion: Canonne, Kamath, Steinke 2020, corollary 13.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_ACCOUNT_H
#define SYNTH_ACCOUNT_H

#include "env.h"

extern double synth_zcdp_delta(double rho, double epsilon);
extern double synth_zcdp_rho(double epsilon, double delta); /* rounded down */
extern double synth_zcdp_epsilon(double rho, double delta); /* rounded up */
/* smallest integer T with P[discrete Gaussian(sigma2) >= T - stability] <= delta/stability */
extern int64_t synth_discovery_threshold(double sigma2, double delta, int64_t stability);
/* the same with per_row keys a row: P[.. >= T - stability] <= delta / (stability * per_row) */
extern int64_t synth_token_threshold(double sigma2, double delta, int64_t stability, int per_row);
/* least integer that is at least stability * sqrt(per_row): L2 of a unit whose rows have per_row keys each, rounded up */
extern int64_t synth_token_sensitivity(int64_t stability, int per_row);
/* sqrt(rho/2): an upper bound on what an attacker's guess gains */
extern double synth_advantage(double rho);

#define SYNTH_PHASE_LEN 16
typedef struct SynthCharge
{
	char phase[SYNTH_PHASE_LEN]; /* "discovery", "tokens", "links", "probe", "one-way", "selection", "pair", .. */
	int64_t releases;			 /* draws of this kind */
	int64_t sensitivity;		 /* of a unit, L2 for Gaussian: rows, times what a row moves; of tokens rounded up */
	double sigma;				 /* Gaussian; 0 for the exponential mechanism */
	double epsilon;				 /* exponential mechanism; 0 for Gaussian */
	double rho;					 /* total of the phase */
	double delta;
} SynthCharge;

#define SYNTH_MAX_CHARGES 64
typedef struct SynthAccount
{
	bool private_fit; /* false: everything is exact, nothing is charged */
	double rho_total;
	double rho_spent;
	double delta_total; /* for discovery only */
	double delta_spent;
	int64_t stability; /* rows of one unit at most (k) */
	int ncharges;	   /* merged by (phase, sigma, epsilon) while there is room, else by phase */
	SynthCharge charges[SYNTH_MAX_CHARGES];
} SynthAccount;

extern void synth_account_open(SynthAccount *a, bool private_fit, double rho, double delta, int64_t stability);
/* each fails with SYNTH_ERR_BUDGET, before anything is drawn, if the total would be exceeded */
extern void synth_account_gaussian(SynthAccount *a, const char *phase, double sigma2); /* L2 = stability */
/* sums that one row moves by at most `sensitivity` in L2, a unit by stability times that */
extern void synth_account_sums(SynthAccount *a, const char *phase, int64_t sensitivity, double sigma2);
/* histogram of tokens, of which a row has at most per_row, each counted once: L2 = stability * sqrt(per_row) */
extern void synth_account_tokens(SynthAccount *a, const char *phase, int per_row, double sigma2);
extern void synth_account_exponential(SynthAccount *a, const char *phase,
									  double epsilon); /* score sensitivity is the caller's */
extern void synth_account_delta(SynthAccount *a, const char *phase, double delta);
/*
 * For what was paid before this account was opened: the charge is entered as it
 * is, and all that was set aside for it is spent.  SYNTH_ERR_BUDGET if it cost more.
 */
extern void synth_account_paid(SynthAccount *a, const SynthCharge *charge, double reserved);
extern double synth_account_left(const SynthAccount *a);

#endif /* SYNTH_ACCOUNT_H */
