/*-------------------------------------------------------------------------
 *
 * linalg.c
 *	  The only file that includes GSL and OpenBLAS.
 *
 * Both libraries have process-wide manners that do not fit a database
 * server: GSL's default error handler calls abort(), and OpenBLAS may run
 * its own threads.  Both are switched off before anything else is done.
 *
 *-------------------------------------------------------------------------
 */
#include "linalg.h"

#include <cblas.h>
#include <gsl/gsl_errno.h>

void
synth_linalg_init(void)
{
	gsl_set_error_handler_off();
	openblas_set_num_threads(1);
}
