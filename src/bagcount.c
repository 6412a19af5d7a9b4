/*-------------------------------------------------------------------------
 *
 * bagcount.c
 *	  Tokens of the rows of a source, counted for one bag.
 *
 * Nothing is counted before its row has ended: bagrow.c holds the tokens of
 * the row and sees to it that no more count than were paid for.
 *
 *-------------------------------------------------------------------------
 */
#include "bagcount.h"

#include "core/bagrow.h"
#include "discovery.h"
#include "labelcount.h"

StaticAssertDecl(SYNTH_BAG_MAX_LINK <= LABELCOUNT_MAX_LABEL, "a link must fit the sort");

struct BagCount
{
	LabelCount *tokens;
	LabelCount *links; /* NULL: not wanted */
	SynthBagRow row;
};

BagCount *
bagcount_create(Size memory, uint64 secret, int per_row, bool linked)
{
	BagCount *bag = palloc0(sizeof(BagCount));
	SynthBagSpec spec = {per_row, linked};

	synth_bagrow_init(&bag->row, &spec);
	/* there are more links than tokens */
	bag->tokens = labelcount_create(linked ? memory / 4 : memory, secret);
	if (linked)
		bag->links = labelcount_create(memory - memory / 4, secret);
	return bag;
}

void
bagcount_row_begin(BagCount *bag)
{
	synth_bagrow_begin(&bag->row);
}

void
bagcount_token(BagCount *bag, const char *token, Size length)
{
	synth_bagrow_token(&bag->row, token, length);
}

void
bagcount_row_end(BagCount *bag)
{
	char label[SYNTH_BAG_MAX_LINK + 1];

	synth_bagrow_end(&bag->row);
	for (int i = 0; i < bag->row.ntokens; i++)
		labelcount_add(bag->tokens, bag->row.token[i], bag->row.length[i]);
	for (int i = 0; i < bag->row.nlinks; i++)
	{
		int length = synth_bagrow_link(&bag->row, i, label);

		labelcount_add(bag->links, label, length);
	}
}

static void
discover(LabelCount *labels, SynthFitter *fitter, int number, SynthBagStage stage)
{
	Discovery *discovery = discovery_begin_bag(fitter, number, stage);

	labelcount_offer(labels, discovery);
	discovery_end_bag(discovery);
}

void
bagcount_discover(BagCount *bag, SynthFitter *fitter, int number)
{
	discover(bag->tokens, fitter, number, SYNTH_BAG_TOKENS);
	if (bag->links != NULL)
		discover(bag->links, fitter, number, SYNTH_BAG_LINKS);
}
