/*-------------------------------------------------------------------------
 *
 * test_env.c
 *	  Sizes are checked, memory is zeroed, errors carry their code.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

UNIT_TEST(env_memory_is_zeroed)
{
	unsigned char *p = synth_alloc(1000);

	for (int i = 0; i < 1000; i++)
		CHECK_INT(p[i], 0);
	synth_release(p);
	synth_release(NULL);
	CHECK_INT(unit_bytes, 0);
}

UNIT_TEST(env_sizes_that_overflow_fail)
{
	CHECK_INT(synth_size_add(3, 4), 7);
	CHECK_INT(synth_size_mul(3, 4), 12);
	CHECK_FAILS(SYNTH_ERR_MEMORY, synth_size_add(SIZE_MAX, 1));
	CHECK_FAILS(SYNTH_ERR_MEMORY, synth_size_mul(SIZE_MAX / 2, 3));
	CHECK_FAILS(SYNTH_ERR_MEMORY, synth_alloc_array(SIZE_MAX / 8, 16));
}

UNIT_TEST(env_memory_limit_holds)
{
	synth_env.memory_limit = 1000;
	CHECK(synth_alloc(1000) != NULL);
	CHECK_FAILS(SYNTH_ERR_MEMORY, synth_alloc(1001));
	CHECK_FAILS(SYNTH_ERR_MEMORY, synth_size_check(1001));
}
