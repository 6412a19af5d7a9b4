/*-------------------------------------------------------------------------
 *
 * coreglue.c
 *	  Gives the core its memory, errors, interrupts and random bits.
 *
 * Memory is CurrentMemoryContext at the time of the call: an error or the end
 * of the caller's context frees everything, so the core needs no clean-up.
 * Core errors carry constant texts only; they are mapped to SQLSTATEs here and
 * given the hint that fits their class, so a user always learns the next step.
 *
 *-------------------------------------------------------------------------
 */
#include "synth.h"

#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/memutils.h"

/* zeroed, and never NULL: running out of memory is the server's own error */
static void *
coreglue_alloc(size_t size)
{
	if (!AllocHugeSizeIsValid(size))
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
						errmsg("requested memory exceeds what a server process can address"),
						errhint("Use fewer columns, or a smaller \"max_model_bytes\".")));
	return MemoryContextAllocExtended(CurrentMemoryContext, size == 0 ? 1 : size, MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
}

static void
coreglue_release(void *ptr)
{
	if (ptr != NULL)
		pfree(ptr);
}

/* messages of the core are constants without data; see core/env.h */
static void coreglue_fail(SynthErrorCode code, const char *message) __attribute__((noreturn));
static void
coreglue_fail(SynthErrorCode code, const char *message)
{
	switch (code)
	{
		case SYNTH_ERR_MEMORY:
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("%s", message),
					 errhint("Raise \"maintenance_work_mem\" for this session with SET, or use fewer columns.")));
			break;
		case SYNTH_ERR_CORRUPT:
			ereport(ERROR, (errcode(ERRCODE_DATA_CORRUPTED), errmsg("%s", message),
							errhint("Fit the model again with \"replace => true\", or restore it from a backup.")));
			break;
		case SYNTH_ERR_BUDGET:
			ereport(ERROR, (errcode(ERRCODE_CONFIGURATION_LIMIT_EXCEEDED), errmsg("%s", message),
							errhint("Nothing was drawn beyond the budget; please report this as a bug.")));
			break;
		case SYNTH_ERR_PARAMETER:
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s", message),
							errhint("Call synth_plan() with the same arguments to see what they mean.")));
			break;
		case SYNTH_ERR_RANDOM:
			ereport(ERROR, (errcode(ERRCODE_SYSTEM_ERROR), errmsg("%s", message),
							errhint("Check that the operating system's random device can be read.")));
			break;
		case SYNTH_ERR_INTERNAL:
			break;
	}
	ereport(ERROR, (errcode(ERRCODE_INTERNAL_ERROR), errmsg("%s", message),
					errhint("This is a bug in synth; please report it.")));
	pg_unreachable();
}

static void
coreglue_poll(void)
{
	CHECK_FOR_INTERRUPTS();
}

static bool
coreglue_random(void *buf, size_t len)
{
	return pg_strong_random(buf, len);
}

/* texts of the core end in NUL and are valid in the server's encoding, so no character goes beyond its end */
static int
coreglue_char_bytes(const char *s)
{
	return Max(pg_mblen(s), 1);
}

/* cheap: every entry point calls it, because maintenance_work_mem may have changed */
void
coreglue_install(void)
{
	synth_env.alloc = coreglue_alloc;
	synth_env.release = coreglue_release;
	synth_env.fail = coreglue_fail;
	synth_env.poll = coreglue_poll;
	synth_env.strong_random = coreglue_random;
	synth_env.char_bytes = coreglue_char_bytes;
	synth_env.memory_limit = (size_t) maintenance_work_mem * (size_t) 1024;
}
