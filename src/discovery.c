/*-------------------------------------------------------------------------
 *
 * discovery.c
 *	  Labels and their true counts on their way to the fitter, in batches.
 *
 * A column may have more labels than memory holds (each row its own), and
 * nearly all of them end below the threshold.  So they are handed over a batch
 * at a time; the fitter keeps what is published and nothing else.
 *
 *-------------------------------------------------------------------------
 */
#include "discovery.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#define BATCH 4096

struct Discovery
{
	SynthFitter *fitter;
	int number; /* of the attribute, or of the bag */
	bool is_bag;
	MemoryContext fitter_context;
	MemoryContext labels; /* strings of the batch */
	int n;
	char *label[BATCH];
	SynthTrueCount count[BATCH];
};

static void
offer(Discovery *discovery)
{
	MemoryContext old = MemoryContextSwitchTo(discovery->fitter_context);

	CHECK_FOR_INTERRUPTS();
	if (discovery->n > 0 && discovery->is_bag)
		synth_fitter_bag_keys(discovery->fitter, discovery->number, discovery->n, discovery->label, discovery->count);
	else if (discovery->n > 0)
		synth_fitter_discover_keys(discovery->fitter, discovery->number, discovery->n, discovery->label,
								   discovery->count);
	discovery->n = 0;
	MemoryContextSwitchTo(old);
	MemoryContextReset(discovery->labels);
}

static Discovery *
begin(SynthFitter *fitter, int number, bool is_bag)
{
	Discovery *discovery = palloc0(sizeof(Discovery));

	discovery->fitter = fitter;
	discovery->number = number;
	discovery->is_bag = is_bag;
	discovery->fitter_context = CurrentMemoryContext;
	discovery->labels = AllocSetContextCreate(CurrentMemoryContext, "synth discovery", ALLOCSET_DEFAULT_SIZES);
	return discovery;
}

Discovery *
discovery_begin(SynthFitter *fitter, int attribute)
{
	Discovery *discovery = begin(fitter, attribute, false);

	synth_fitter_discover_begin(fitter, attribute);
	return discovery;
}

Discovery *
discovery_begin_bag(SynthFitter *fitter, int bag, SynthBagStage stage)
{
	Discovery *discovery = begin(fitter, bag, true);

	synth_fitter_bag_begin(fitter, bag, stage);
	return discovery;
}

SynthTrueCount *
discovery_label(Discovery *discovery, const char *label, Size length)
{
	char *copy;

	/* the last count of a full batch is complete only now */
	if (discovery->n == BATCH)
		offer(discovery);
	copy = MemoryContextAlloc(discovery->labels, length + 1);
	memcpy(copy, label, length);
	copy[length] = '\0';
	discovery->label[discovery->n] = copy;
	memset(&discovery->count[discovery->n], 0, sizeof(SynthTrueCount));
	return &discovery->count[discovery->n++];
}

void
discovery_rough(Discovery *discovery)
{
	char *const *fine;

	offer(discovery);
	(void) synth_fitter_discover_rough(discovery->fitter, discovery->number, &fine);
}

int
discovery_end(Discovery *discovery, char *const **published)
{
	int n;

	Assert(!discovery->is_bag);
	offer(discovery);
	n = synth_fitter_discover_end(discovery->fitter, discovery->number, published);
	MemoryContextDelete(discovery->labels);
	pfree(discovery);
	return n;
}

void
discovery_end_bag(Discovery *discovery)
{
	Assert(discovery->is_bag);
	offer(discovery);
	synth_fitter_bag_end(discovery->fitter, discovery->number);
	MemoryContextDelete(discovery->labels);
	pfree(discovery);
}
