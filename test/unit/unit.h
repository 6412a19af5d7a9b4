/*-------------------------------------------------------------------------
 *
 * unit.h
 *	  A very small frame for tests of the core, without a server.
 *
 * A test file holds any number of
 *
 *		UNIT_TEST(name) { ... CHECK(...); }
 *
 * and is linked with unit_main.c and the core (see test/unit/run).  Each test
 * runs in an arena of its own that is freed afterwards, also when the core
 * left it by fail(): CHECK_FAILS() expects such an exit and its code.
 *
 * Statistical checks state the probability that a correct program fails them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SYNTH_UNIT_H
#define SYNTH_UNIT_H

#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/env.h"

typedef struct UnitCase
{
	const char *name;
	void (*run)(void);
	struct UnitCase *next;
} UnitCase;

extern void unit_register(UnitCase *c);

#define UNIT_TEST(fn)                                            \
	static void fn(void);                                        \
	static UnitCase fn##_case = {#fn, fn, NULL};                 \
	__attribute__((constructor)) static void fn##_register(void) \
	{                                                            \
		unit_register(&fn##_case);                               \
	}                                                            \
	static void fn(void)

/* a failed check ends the test: what follows usually depends on it */
extern void unit_failed(const char *file, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4), noreturn));

#define CHECK(cond)                                       \
	do                                                    \
	{                                                     \
		if (!(cond))                                      \
			unit_failed(__FILE__, __LINE__, "%s", #cond); \
	} while (0)

#define CHECK_INT(value, expected)                                                                  \
	do                                                                                              \
	{                                                                                               \
		long long unit_v_ = (long long) (value);                                                    \
		long long unit_e_ = (long long) (expected);                                                 \
		if (unit_v_ != unit_e_)                                                                     \
			unit_failed(__FILE__, __LINE__, "%s is %lld, expected %lld", #value, unit_v_, unit_e_); \
	} while (0)

#define CHECK_STR(value, expected)                                                                                 \
	do                                                                                                             \
	{                                                                                                              \
		const char *unit_v_ = (value);                                                                             \
		const char *unit_e_ = (expected);                                                                          \
		if (unit_v_ == NULL || strcmp(unit_v_, unit_e_) != 0)                                                      \
			unit_failed(__FILE__, __LINE__, "%s is \"%s\", expected \"%s\"", #value, unit_v_ ? unit_v_ : "(null)", \
						unit_e_);                                                                                  \
	} while (0)

/* |value - expected| <= tolerance; NaN fails */
#define CHECK_NEAR(value, expected, tolerance)                                                                   \
	do                                                                                                           \
	{                                                                                                            \
		double unit_v_ = (value);                                                                                \
		double unit_e_ = (expected);                                                                             \
		double unit_t_ = (tolerance);                                                                            \
		if (!(fabs(unit_v_ - unit_e_) <= unit_t_))                                                               \
			unit_failed(__FILE__, __LINE__, "%s is %.12g, expected %.12g within %.3g", #value, unit_v_, unit_e_, \
						unit_t_);                                                                                \
	} while (0)

/*
 * The statement must leave through fail() with this code.  Locals that it
 * changes and that are read later must be volatile (setjmp's rule).
 */
typedef struct UnitCatch
{
	jmp_buf jump;
	struct UnitCatch *outer;
	SynthErrorCode code;
	const char *message;
} UnitCatch;

extern UnitCatch *unit_catch;
extern const char *unit_code_name(SynthErrorCode code);

#define CHECK_FAILS(expected, statement)                                                       \
	do                                                                                         \
	{                                                                                          \
		UnitCatch unit_c_;                                                                     \
		unit_c_.outer = unit_catch;                                                            \
		unit_catch = &unit_c_;                                                                 \
		if (setjmp(unit_c_.jump) == 0)                                                         \
		{                                                                                      \
			statement;                                                                         \
			unit_catch = unit_c_.outer;                                                        \
			unit_failed(__FILE__, __LINE__, "%s did not fail", #statement);                    \
		}                                                                                      \
		unit_catch = unit_c_.outer;                                                            \
		if (unit_c_.code != (expected))                                                        \
			unit_failed(__FILE__, __LINE__, "%s failed with %s (%s), expected %s", #statement, \
						unit_code_name(unit_c_.code), unit_c_.message, #expected);             \
	} while (0)

/* ends the test as skipped: says why in one line */
extern void unit_skip(const char *reason) __attribute__((noreturn));

/* polls since the test began; a poll that fails after n calls (< 0: never) */
extern long unit_polls;
extern long unit_poll_limit;
/* bytes that the arena holds now, and held at most since the test began */
extern void unit_forget(void); /* frees the arena, for tests that do the same thing many times */
extern size_t unit_bytes;
extern size_t unit_peak_bytes;

/*
 * Reproducible randomness for making test data; never for what is tested.
 * Every test starts at the same seed unless UNIT_SEED is set.
 */
extern uint64_t unit_random(void);
extern uint64_t unit_random_below(uint64_t bound);
extern double unit_random_unit(void);

/* 1, or less where a quick run suffices (UNIT_SCALE, e.g. 0.2 for mutants) */
extern double unit_scale(void);
/* path of a file of the shared data sets, or NULL if they are not there */
extern const char *unit_shared(const char *name);

#endif /* SYNTH_UNIT_H */
