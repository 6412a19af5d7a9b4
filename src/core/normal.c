/*-------------------------------------------------------------------------
 *
 * normal.c
 *	  Standard normal variables by the ziggurat method.
 *
 * The area below the right half of the density is covered by 256 layers of
 * equal area: 255 boxes and a box with the tail beyond it.  A layer and a place
 * in it are drawn; 99 of 100 places lie below the density whatever their
 * height, and the rest is decided by the density itself.  Source: Marsaglia,
 * Tsang 2000; layer and place come from different bits of a word (Doornik
 * 2005).
 *
 * The draws depend on exp and log of the C library where a place is decided by
 * the density, so they are the same on one machine and nearly always on two.
 *
 *-------------------------------------------------------------------------
 */
#include "normal.h"

#include <math.h>

/* where the tail begins and the area of a layer, for 256 layers of exp(-x^2 / 2) */
#define TAIL_BEGIN 3.6541528853610088
#define LAYER_AREA 0.00492867323399

void
synth_normal_init(SynthNormal *t)
{
	double height = exp(-0.5 * TAIL_BEGIN * TAIL_BEGIN);

	t->edge[0] = LAYER_AREA / height; /* the tail, as if it were a box */
	t->edge[1] = TAIL_BEGIN;
	t->height[0] = 0;
	t->height[1] = height;
	for (int i = 2; i < SYNTH_NORMAL_LAYERS; i++)
	{
		height += LAYER_AREA / t->edge[i - 1];
		t->edge[i] = sqrt(-2 * log(height));
		t->height[i] = height;
	}
	t->edge[SYNTH_NORMAL_LAYERS] = 0;
	t->height[SYNTH_NORMAL_LAYERS] = 1;
}

/* beyond TAIL_BEGIN: exponential proposals, Marsaglia 1964 */
static double
draw_tail(SynthStream *st)
{
	double x;
	double y;

	do
	{
		x = -log(1 - synth_stream_unit(st)) / TAIL_BEGIN;
		y = -log(1 - synth_stream_unit(st));
	} while (y + y < x * x);
	return TAIL_BEGIN + x;
}

void
synth_normal_fill(const SynthNormal *t, SynthStream *st, double *z, int n)
{
	for (int k = 0; k < n; k++)
	{
		for (;;)
		{
			uint64_t word = synth_stream_u64(st);
			int layer = (int) (word & 0xFF);
			bool negative = (word >> 8) & 1;
			double x = (double) (word >> 11) * 0x1p-53 * t->edge[layer];

			if (x >= t->edge[layer + 1])
			{
				if (layer == 0)
					x = draw_tail(st);
				else if (t->height[layer] + synth_stream_unit(st) * (t->height[layer + 1] - t->height[layer])
						 >= exp(-0.5 * x * x))
					continue;
			}
			z[k] = negative ? -x : x;
			break;
		}
	}
}
