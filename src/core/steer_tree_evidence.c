/*-------------------------------------------------------------------------
 *
 * steer_tree_evidence.c
 *	  What a request asks of each attribute of a tree model, in generation
 *	  order.
 *
 * Codes of tree models are fine codes, so a region is one number per code, and
 * the targets are one table of shares over combinations of parts, the cells
 * (steer_targets.h).
 *
 *-------------------------------------------------------------------------
 */
#include "steer_tree_parts.h"

#include <string.h>

#define POLL_WORK (1 << 22)

/* ---------------------------------------------------------------- leaves */

/*
 * Leaves of our own: a table's lines as sparse distributions, or a tree's
 * without the banned code.  Where nothing else is left any other code is as
 * good, as in deal.c.
 */
static void
own_leaves(TreePlace *place, const SynthConditional *c, int banned)
{
	size_t width = (size_t) place->width;
	size_t room = synth_size_mul((size_t) place->nleaves, width);
	int32_t *first;
	uint16_t *code;
	float *p;
	size_t at = 0;

	if (c->tree != NULL)
	{
		room = (size_t) c->tree->nentries;
		for (int leaf = 0; leaf < place->nleaves; leaf++)
			if (c->tree->first[leaf + 1] - c->tree->first[leaf] == 1 && c->tree->code[c->tree->first[leaf]] == banned)
				room += width;
	}
	if (room > INT32_MAX)
		synth_fail(SYNTH_ERR_MEMORY, "a conditional table is too large to be steered");
	first = synth_alloc_array((size_t) place->nleaves + 1, sizeof(int32_t));
	code = synth_alloc_array(room + 1, sizeof(uint16_t));
	p = synth_alloc_array(room + 1, sizeof(float));
	for (int leaf = 0; leaf < place->nleaves; leaf++)
	{
		int n = c->tree != NULL ? c->tree->first[leaf + 1] - c->tree->first[leaf] : place->width;
		const float *from = c->tree != NULL ? c->tree->p + c->tree->first[leaf] : c->p + (size_t) leaf * width;
		double sum = 0.0;

		first[leaf] = (int32_t) at;
		for (int i = 0; i < n; i++)
		{
			int x = c->tree != NULL ? c->tree->code[c->tree->first[leaf] + i] : i;

			if (x == banned || from[i] <= 0.0f)
				continue;
			code[at] = (uint16_t) x;
			p[at++] = from[i];
			sum += (double) from[i];
		}
		if (at == (size_t) first[leaf])
			for (int x = 0; x < place->width; x++)
				if (x != banned)
				{
					code[at] = (uint16_t) x;
					p[at++] = 1.0f;
					sum += 1.0;
				}
		for (size_t i = (size_t) first[leaf]; i < at; i++)
			p[i] = (float) ((double) p[i] / sum);
		synth_poll();
	}
	first[place->nleaves] = (int32_t) at;
	place->first = first;
	place->code = code;
	place->p = p;
}

static void
open_place(const SynthModel *m, int at, TreePlace *place)
{
	const SynthConditional *c = &m->conditional[at];
	const SynthAttribute *a = &m->attribute[c->attribute];
	int banned = a->other == SYNTH_OTHER_SPREAD && a->kind == SYNTH_CATEGORY && a->ncoarse > 1 ? a->other_code : -1;

	place->attribute = c->attribute;
	place->width = a->ncoarse;
	place->nparents = c->nparents;
	place->parent = c->parent;
	place->tree = c->tree;
	place->natoms = 1;
	if (c->tree != NULL)
	{
		place->nleaves = c->tree->nleaves;
		place->first = c->tree->first;
		place->code = c->tree->code;
		place->p = c->tree->p;
		if (banned >= 0)
			own_leaves(place, c, banned);
	}
	else
	{
		size_t stride = 1;

		place->stride = synth_alloc_array((size_t) c->nparents + 1, sizeof(size_t));
		for (int j = c->nparents - 1; j >= 0; j--)
		{
			place->stride[j] = stride;
			stride = synth_size_mul(stride, (size_t) m->attribute[c->parent[j]].ncoarse);
		}
		if (stride > INT32_MAX)
			synth_fail(SYNTH_ERR_MEMORY, "a conditional table is too large to be steered");
		place->nleaves = (int) stride;
		own_leaves(place, c, banned);
	}
}

/*
 * Leads all particles down the tree of a place: as in sampler_tree.c, each
 * inner node parts its stretch of the list in two.  member[] and aside[] are
 * scratch of n.
 */
void
synth_tree_leaves(const TreePlace *place, uint16_t *const *code, int n, uint32_t *member, uint32_t *aside,
				  int32_t *leaf)
{
	const SynthTree *tree = place->tree;
	/* nodes are in preorder: with the smaller part done first the stack stays this low */
	struct
	{
		int32_t node;
		uint32_t from;
		uint32_t to;
	} stack[64];
	int depth = 0;
	uint32_t work = 0; /* particles moved since the last poll: a tree from outside may be very deep */

	if (tree == NULL)
	{
		memset(leaf, 0, (size_t) n * sizeof(int32_t));
		for (int j = 0; j < place->nparents; j++)
		{
			const uint16_t *x = code[place->parent[j]];

			for (int k = 0; k < n; k++)
				leaf[k] += (int32_t) (x[k] * place->stride[j]);
		}
		return;
	}
	for (int k = 0; k < n; k++)
		member[k] = (uint32_t) k;
	stack[0].node = 0;
	stack[0].from = 0;
	stack[0].to = (uint32_t) n;
	depth = 1;
	while (depth > 0)
	{
		int32_t at = stack[--depth].node;
		uint32_t from = stack[depth].from;
		uint32_t to = stack[depth].to;
		const SynthTreeNode *node = &tree->node[at];

		while (node->test >= 0 && from < to)
		{
			uint32_t left = synth_tree_part(tree, node, code[place->parent[node->test]], member, aside, from, to);
			bool left_first;

			work += to - from;
			if (work > POLL_WORK)
			{
				synth_poll();
				work = 0;
			}

			/* the larger part waits: each stacked stretch is at most half of the one before */
			left_first = left - from <= to - left;
			if (left_first ? left < to : from < left)
			{
				stack[depth].node = left_first ? node->right : node->left;
				stack[depth].from = left_first ? left : from;
				stack[depth++].to = left_first ? to : left;
			}
			if (left_first)
				to = left;
			else
				from = left;
			node = &tree->node[left_first ? node->left : node->right];
		}
		for (uint32_t j = from; j < to; j++)
			leaf[member[j]] = node->left;
	}
}

/* ---------------------------------------------------------------- regions and targets */

static int
place_of(const SynthModel *m, int attribute)
{
	for (int i = 0; i < m->nattributes; i++)
		if (m->conditional[i].attribute == attribute)
			return i;
	synth_fail(SYNTH_ERR_PARAMETER, "a request names an attribute that the model does not have");
}

/* true if a wanted code is in some leaf */
static bool
has_mass(const TreePlace *place)
{
	for (int i = 0; i < place->first[place->nleaves]; i++)
	{
		uint16_t x = place->code[i];

		if ((place->share == NULL || place->share[x] > 0.0f) && (place->atom == NULL || place->atom[x] >= 0))
			return true;
	}
	return false;
}

TreeEvidence *
synth_tree_evidence(const SynthModel *m, const SynthSteering *request, SynthSteerReport *report)
{
	TreeEvidence *e = synth_alloc(sizeof(TreeEvidence));
	size_t stride = 1;

	e->model = m;
	e->request = request;
	e->last_target = -1;
	e->ncells = 1;
	for (int i = 0; i < request->nregions; i++)
	{
		int at = place_of(m, request->region[i].attribute);

		e->nplaces = at >= e->nplaces ? at + 1 : e->nplaces;
	}
	if (request->ntargets > 0)
	{
		e->joint = synth_targets_joint(m, request, report);
		if (e->joint == NULL)
			return NULL;
		e->ncells = e->joint->ncells;
		for (int j = 0; j < e->joint->nattr; j++)
		{
			int at = place_of(m, e->joint->attribute[j]);

			e->nplaces = at >= e->nplaces ? at + 1 : e->nplaces;
			e->last_target = at > e->last_target ? at : e->last_target;
		}
	}
	e->place = synth_alloc_array((size_t) e->nplaces + 1, sizeof(TreePlace));
	for (int i = 0; i < e->nplaces; i++)
		open_place(m, i, &e->place[i]);

	for (int i = 0; i < request->nregions; i++)
	{
		const SynthRegion *r = &request->region[i];
		TreePlace *place = &e->place[place_of(m, r->attribute)];

		place->share = synth_alloc_array((size_t) place->width, sizeof(float));
		for (int x = 0; x < place->width; x++)
			place->share[x] = (float) r->share[x];
		if (!has_mass(place))
		{
			report->problem = SYNTH_STEER_NO_MASS;
			report->attribute = r->attribute;
			return NULL;
		}
	}
	for (int j = request->ntargets > 0 ? e->joint->nattr - 1 : -1; j >= 0; j--)
	{
		TreePlace *place = &e->place[place_of(m, e->joint->attribute[j])];

		place->atom = e->joint->part[j];
		place->natoms = e->joint->nparts[j];
		place->stride_cell = stride;
		stride *= (size_t) place->natoms;
		if (!has_mass(place))
		{
			report->problem = SYNTH_STEER_NO_MASS;
			report->attribute = place->attribute;
			return NULL;
		}
	}
	return e;
}
