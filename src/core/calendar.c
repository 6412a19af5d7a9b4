/*-------------------------------------------------------------------------
 *
 * calendar.c
 *	  Cutting times and dates at natural places: centuries, decades, years,
 *	  months, days, hours, minutes, seconds.
 *
 * Ticks are microseconds (TIME) or days (DATE) since 2000-01-01.  A TIME axis
 * may hold timestamps, times of the day or intervals; the grid without bounds
 * serves all three, since it has both calendar years and the usual lengths of
 * time around 0.
 *
 * The civil calendar arithmetic follows from counting in eras of 400 years
 * (146097 days) that begin on 1 March.
 *
 *-------------------------------------------------------------------------
 */
#include "grid.h"


#define DAYS_PER_ERA INT64_C(146097)
/* 0000-03-01 to 2000-01-01 */
#define DAYS_TO_2000 INT64_C(730425)

static int64_t
floor_divide(int64_t x, int64_t y)
{
	return x / y - (x % y < 0);
}

int64_t
synth_days_from_civil(int64_t year, int month, int day)
{
	int64_t y = month > 2 ? year : year - 1; /* years begin in March */
	int64_t era = floor_divide(y, 400);
	int64_t of_era = y - era * 400;
	int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

	return era * DAYS_PER_ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - DAYS_TO_2000;
}

void
synth_civil_from_days(int64_t days, int64_t *year, int *month, int *day)
{
	int64_t d = days + DAYS_TO_2000;
	int64_t era = floor_divide(d, DAYS_PER_ERA);
	int64_t of_era = d - era * DAYS_PER_ERA;
	int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
	int m = (int) ((5 * of_year + 2) / 153);

	*day = (int) (of_year - (153 * m + 2) / 5) + 1;
	*month = m < 10 ? m + 3 : m - 9;
	*year = y + era * 400 + (*month <= 2);
}

static int64_t
ticks_of_day(SynthAxisForm form)
{
	return form == SYNTH_AXIS_DATE ? 1 : SYNTH_TICKS_PER_DAY;
}

/* days to ticks; false if they do not fit */
static bool
day_to_ticks(SynthAxisForm form, int64_t days, int64_t *ticks)
{
	__int128 t = (__int128) days * ticks_of_day(form);

	if (t <= SYNTH_RAW_FIRST || t >= INT64_MAX - 1)
		return false;
	*ticks = (int64_t) t;
	return true;
}

static void
add_year(SynthEdgeSet *es, SynthAxisForm form, int64_t year)
{
	int64_t t;

	if (day_to_ticks(form, synth_days_from_civil(year, 1, 1), &t))
		synth_edges_add(es, t);
}

static void
add_day_point(SynthEdgeSet *es, SynthAxisForm form, int64_t year, int month, int day)
{
	int64_t t;

	if (day_to_ticks(form, synth_days_from_civil(year, month, day), &t))
		synth_edges_add_point(es, t);
}

/* lengths of time, both signs */
static void
add_lengths(SynthEdgeSet *es)
{
	static const int64_t second[] = {1,			 2,			  5,		   10,		   15,		   20,
									 30,		 45,		  60,		   120,		   180,		   300,
									 600,		 900,		  1200,		   1800,	   2700,	   3600,
									 5400,		 7200,		  10800,	   14400,	   18000,	   21600,
									 28800,		 36000,		  43200,	   57600,	   72000,	   86400,
									 2 * 86400,	 3 * 86400,	  4 * 86400,   5 * 86400,  6 * 86400,  7 * 86400,
									 10 * 86400, 14 * 86400,  21 * 86400,  30 * 86400, 45 * 86400, 60 * 86400,
									 90 * 86400, 120 * 86400, 180 * 86400, 270 * 86400};
	int64_t us = 1;

	for (int k = 0; k < 6; k++, us *= 10)
		for (int m = 1; m <= 5; m = m == 1 ? 2 : m == 2 ? 5 : 6)
		{
			synth_edges_add(es, m * us);
			synth_edges_add(es, -m * us + 1);
		}
	for (size_t i = 0; i < sizeof(second) / sizeof(second[0]); i++)
	{
		synth_edges_add(es, second[i] * 1000000);
		synth_edges_add(es, -second[i] * 1000000 + 1);
	}
	synth_edges_add_point(es, 0);
}

void
synth_edges_calendar(SynthEdgeSet *es, SynthAxisForm form)
{
	/* a time of the day */
	if (form == SYNTH_AXIS_TIME && es->lo >= 0 && es->end <= SYNTH_TICKS_PER_DAY + 1)
	{
		for (int64_t t = 0; t <= SYNTH_TICKS_PER_DAY; t += SYNTH_TICKS_PER_DAY / 96)
			synth_edges_add(es, t);
		synth_edges_add_point(es, 0);
		return;
	}

	for (int64_t y = 1900; y <= 2100; y++)
		add_year(es, form, y);
	for (int64_t y = 1000; y < 3000; y += 10)
		add_year(es, form, y);
	for (int64_t y = -5000; y <= 10000; y += y < 0 || y >= 3000 ? 500 : 100)
		add_year(es, form, y);
	for (int64_t y = 10000; y <= 10000000; y *= 10)
		for (int m = 1; m <= 9; m += 2)
		{
			add_year(es, form, m * y);
			add_year(es, form, -m * y);
		}
	/* days that often stand for "none", "always" or "never" */
	add_day_point(es, form, 1, 1, 1);
	add_day_point(es, form, 1900, 1, 1);
	add_day_point(es, form, 1970, 1, 1);
	add_day_point(es, form, 2000, 1, 1);
	add_day_point(es, form, 2099, 12, 31);
	add_day_point(es, form, 2999, 12, 31);
	add_day_point(es, form, 9999, 12, 31);
	if (form == SYNTH_AXIS_TIME)
		add_lengths(es);
}

static void
split_months(SynthEdgeSet *es, SynthAxisForm form, int64_t lo, int64_t end, int64_t months)
{
	int64_t year;
	int month;
	int day;
	int64_t at; /* months since year 0 */

	synth_civil_from_days(floor_divide(lo, ticks_of_day(form)), &year, &month, &day);
	at = floor_divide(year * 12 + month - 1, months) * months;
	for (;;)
	{
		int64_t t;

		at += months;
		year = floor_divide(at, 12);
		if (!day_to_ticks(form, synth_days_from_civil(year, (int) (at - year * 12) + 1, 1), &t) || t >= end)
			return;
		if (t > lo)
			synth_edges_add(es, t);
	}
}

void
synth_edges_split_calendar(SynthEdgeSet *es, SynthAxisForm form, int64_t lo, int64_t end, int n)
{
	static const int64_t step_us[] = {1,
									  2,
									  5,
									  10,
									  20,
									  50,
									  100,
									  200,
									  500,
									  1000,
									  2000,
									  5000,
									  10000,
									  20000,
									  50000,
									  100000,
									  200000,
									  500000,
									  1000000,
									  2000000,
									  5000000,
									  10000000,
									  15000000,
									  30000000,
									  60000000,
									  120000000,
									  300000000,
									  600000000,
									  900000000,
									  INT64_C(1800000000),
									  INT64_C(3600000000),
									  INT64_C(7200000000),
									  INT64_C(10800000000),
									  INT64_C(21600000000),
									  INT64_C(43200000000)};
	static const int step_days[] = {1, 2, 3, 7, 14};
	static const int step_months[] = {1,   2,	 3,	   6,	 12,	24,	   60,	   120,	   240,
									  600, 1200, 2400, 6000, 12000, 60000, 120000, 600000, 1200000};
	uint64_t width = (uint64_t) end - (uint64_t) lo;
	uint64_t least = (width - 1) / (uint64_t) n + 1;
	int64_t day = ticks_of_day(form);
	int64_t step = 0;
	int64_t phase = 0;
	__int128 v;

	if (form == SYNTH_AXIS_TIME)
		for (size_t i = 0; i < sizeof(step_us) / sizeof(step_us[0]) && step == 0; i++)
			if ((uint64_t) step_us[i] >= least)
				step = step_us[i];
	for (size_t i = 0; i < sizeof(step_days) / sizeof(step_days[0]) && step == 0; i++)
		if ((uint64_t) (step_days[i] * day) >= least)
		{
			step = step_days[i] * day;
			if (step_days[i] % 7 == 0)
				phase = 2 * day; /* 2000-01-03 was a Monday */
		}
	if (step != 0)
	{
		v = (__int128) floor_divide(lo, step) * step + phase - step;
		for (; v < end; v += step)
			if (v > lo)
				synth_edges_add(es, (int64_t) v);
		return;
	}
	for (size_t i = 0; i < sizeof(step_months) / sizeof(step_months[0]); i++)
		/* February is the shortest month, and years have 365 days */
		if ((__int128) step_months[i] * 28 * day >= (__int128) least
			|| (step_months[i] >= 12 && (__int128) step_months[i] / 12 * 365 * day >= (__int128) least))
		{
			split_months(es, form, lo, end, step_months[i]);
			return;
		}
}
