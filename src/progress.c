/*-------------------------------------------------------------------------
 *
 * progress.c
 *	  What other sessions may see of running fits and generations.
 *
 * The server's own progress slots carry a command number and integers.  We
 * write a number of our own there, which no built-in view looks for, and read
 * the slots of all backends back in synth_progress_list(), which the view
 * synth_progress shows.  No shared memory of ours, nothing to preload, and an
 * error clears the slot.
 *
 * Of a fit are shown the phase and blocks of the heap, which are public anyway
 * (the size of the file); never a number of rows, a number of categories or the
 * number of rounds of a selection.  Rows that are being made are no secret, so
 * a generation shows its tables and rows.
 *
 *-------------------------------------------------------------------------
 */
#include "progress.h"

#include "catalog/pg_authid.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "pgstat.h"
#include "resultset.h"
#include "utils/acl.h"
#include "utils/backend_status.h"
#include "utils/builtins.h"

/* far from the server's own numbers: "syn" */
#define PROGRESS_COMMAND_SYNTH ((ProgressCommandType) 0x73796e)

#define PROGRESS_PHASE 0
#define PROGRESS_BLOCKS_TOTAL 1
#define PROGRESS_BLOCKS_DONE 2
#define PROGRESS_TABLES_TOTAL 3
#define PROGRESS_TABLES_DONE 4
#define PROGRESS_ROWS_TOTAL 5
#define PROGRESS_ROWS_DONE 6
#define PROGRESS_SHOWN 6 /* parameters behind the phase */

/* the last one stands for whatever the core calls its steps besides */
static const char *const phase_name[] = {"starting",	"reading",		   "bounding units", "discovery",
										 "probing",		"counting values", "counting pairs", "selecting pairs",
										 "final fit",	"storing",		   "checking",		 "making keys",
										 "making rows", "inserting",	   "fitting"};

PG_FUNCTION_INFO_V1(synth_progress_list);

void
progress_begin(Oid relid)
{
	pgstat_progress_start_command(PROGRESS_COMMAND_SYNTH, relid);
	progress_phase("starting");
}

void
progress_phase(const char *phase)
{
	int i = 0;

	while (i < lengthof(phase_name) - 1 && strcmp(phase_name[i], phase) != 0)
		i++;
	pgstat_progress_update_param(PROGRESS_PHASE, i);
}

void
progress_blocks_total(int64 blocks)
{
	pgstat_progress_update_param(PROGRESS_BLOCKS_TOTAL, blocks);
}

void
progress_blocks_done(int64 blocks)
{
	pgstat_progress_update_param(PROGRESS_BLOCKS_DONE, blocks);
}

/* the command begins anew with each table: it carries the table's OID */
void
progress_generation(Oid relid, int ntables, int done)
{
	pgstat_progress_start_command(PROGRESS_COMMAND_SYNTH, relid);
	progress_phase("checking");
	pgstat_progress_update_param(PROGRESS_TABLES_TOTAL, ntables);
	pgstat_progress_update_param(PROGRESS_TABLES_DONE, done);
}

void
progress_rows(int64 total, int64 done)
{
	pgstat_progress_update_param(PROGRESS_ROWS_TOTAL, total);
	pgstat_progress_update_param(PROGRESS_ROWS_DONE, done);
}

void
progress_end(void)
{
	pgstat_progress_end_command();
}

/*
 * synth_progress_list() RETURNS TABLE (pid, datid, relid, phase, blocks_total, blocks_done,
 * tables_total, tables_done, rows_total, rows_done)
 *
 * Sessions of other roles are shown without their state, as the server's own
 * progress views do.
 */
Datum
synth_progress_list(PG_FUNCTION_ARGS)
{
	ResultSet set = resultset_begin(fcinfo);
	int nbackends = pgstat_fetch_stat_numbackends();

	for (int i = 1; i <= nbackends; i++)
	{
		LocalPgBackendStatus *local = compat_local_beentry(i);
		PgBackendStatus *entry;
		Datum values[4 + PROGRESS_SHOWN];
		bool isnull[4 + PROGRESS_SHOWN] = {false};
		int64 phase;

		if (local == NULL)
			continue;
		entry = &local->backendStatus;
		if (entry->st_progress_command != PROGRESS_COMMAND_SYNTH)
			continue;

		values[0] = Int32GetDatum(entry->st_procpid);
		values[1] = ObjectIdGetDatum(entry->st_databaseid);
		if (has_privs_of_role(GetUserId(), ROLE_PG_READ_ALL_STATS) || has_privs_of_role(GetUserId(), entry->st_userid))
		{
			phase = entry->st_progress_param[PROGRESS_PHASE];
			if (phase < 0 || phase >= lengthof(phase_name))
				phase = lengthof(phase_name) - 1;
			values[2] = ObjectIdGetDatum(entry->st_progress_command_target);
			values[3] = CStringGetTextDatum(phase_name[phase]);
			for (int p = 0; p < PROGRESS_SHOWN; p++)
				values[4 + p] = Int64GetDatum(entry->st_progress_param[PROGRESS_BLOCKS_TOTAL + p]);
		}
		else
			memset(&isnull[2], true, sizeof isnull - 2 * sizeof isnull[0]);
		resultset_row(&set, values, isnull);
	}
	return (Datum) 0;
}
