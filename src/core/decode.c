/*-------------------------------------------------------------------------
 *
 * decode.c
 *	  Reads a model from bytes that anybody may have written.
 *
 * Three lines of defence.  The frame: magic, version, length and checksum
 * must fit, so that accidents are found at once (the checksum is no defence
 * against intent).  The reader: every number of things is compared with the
 * bytes that are left, at the least size such a thing can have, before memory
 * is asked for; so memory stays below a small multiple of the input, whatever
 * it says (the unit test holds it to eight).  The check: synth_model_check()
 * looks at every invariant before the model is used.
 *
 * Every model has exactly one form in the bytes of a version: truth values are
 * 0 or 1, unused places are zero, nothing follows the end.
 *
 *-------------------------------------------------------------------------
 */
#include "codec.h"

#include "bag.h"
#include "bytes.h"
#include "codec_link.h"
#include "codec_text.h"

#include <string.h>

/* what the versions knew, by number */
static const int last_role[SYNTH_FORMAT_VERSION + 1] = {0, SYNTH_COLUMN_PLACEHOLDER, SYNTH_COLUMN_PLACEHOLDER,
														SYNTH_COLUMN_TEXT, SYNTH_COLUMN_RANGE};
static const int last_method[SYNTH_FORMAT_VERSION + 1] = {0, SYNTH_METHOD_INDEPENDENT, SYNTH_METHOD_COPULA,
														  SYNTH_METHOD_COPULA, SYNTH_METHOD_PUBLIC};

static void
get_account(SynthReader *r, SynthAccount *a)
{
	a->private_fit = synth_read_bool(r);
	a->rho_total = synth_read_double(r);
	a->rho_spent = synth_read_double(r);
	a->delta_total = synth_read_double(r);
	a->delta_spent = synth_read_double(r);
	a->stability = synth_read_i64(r);
	a->ncharges = synth_read_count(r, SYNTH_PHASE_LEN + 48);
	if (a->ncharges > SYNTH_MAX_CHARGES)
		synth_read_corrupt();
	for (int i = 0; i < a->ncharges; i++)
	{
		SynthCharge *c = &a->charges[i];
		size_t end;

		memcpy(c->phase, synth_read_bytes(r, SYNTH_PHASE_LEN), SYNTH_PHASE_LEN);
		if (memchr(c->phase, '\0', SYNTH_PHASE_LEN) == NULL)
			synth_read_corrupt();
		for (end = strlen(c->phase); end < SYNTH_PHASE_LEN; end++)
			if (c->phase[end] != '\0')
				synth_read_corrupt();
		c->releases = synth_read_i64(r);
		c->sensitivity = synth_read_i64(r);
		c->sigma = synth_read_double(r);
		c->epsilon = synth_read_double(r);
		c->rho = synth_read_double(r);
		c->delta = synth_read_double(r);
	}
}

static SynthAxis *
get_axis(SynthReader *r, int ncells)
{
	SynthAxis *x = synth_alloc(sizeof(SynthAxis));

	x->form = (SynthAxisForm) synth_read_enum(r, SYNTH_AXIS_INTEGER, SYNTH_AXIS_DATE);
	if (ncells < 1 || (size_t) ncells >= r->left / 8)
		synth_read_corrupt();
	x->ncells = ncells;
	x->edge = synth_alloc_array((size_t) ncells + 1, sizeof(int64_t));
	for (int i = 0; i <= ncells; i++)
		x->edge[i] = synth_read_i64(r);
	x->ngrains = synth_read_u8(r);
	if (x->ngrains > 16)
		synth_read_corrupt();
	if (x->ngrains > 0)
	{
		x->grain = synth_alloc_array((size_t) x->ngrains, sizeof(int64_t));
		x->share = synth_alloc_array((size_t) x->ngrains, sizeof(double));
	}
	for (int i = 0; i < x->ngrains; i++)
	{
		x->grain[i] = synth_read_i64(r);
		x->share[i] = synth_read_double(r);
	}
	x->lo_limit = r->version >= 2 ? synth_read_i64(r) : x->edge[0];
	x->hi_limit = r->version >= 2 ? synth_read_i64(r) : x->edge[ncells];
	return x;
}

static void
get_attribute(SynthReader *r, SynthAttribute *a)
{
	a->name = synth_read_string(r);
	a->kind = (SynthAttributeKind) synth_read_enum(r, SYNTH_CATEGORY, SYNTH_NUMBER);
	a->source = (SynthDomainSource) synth_read_enum(r, SYNTH_DOMAIN_TYPE, SYNTH_DOMAIN_GRID);
	a->nfine = synth_read_i32(r);
	a->ncoarse = synth_read_i32(r);
	/* a group and a mass each */
	if (a->nfine < 1 || (size_t) a->nfine > r->left / 10 || a->ncoarse < 1 || a->ncoarse > a->nfine)
		synth_read_corrupt();
	a->group = synth_alloc_array((size_t) a->nfine, sizeof(uint16_t));
	a->mass = synth_alloc_array((size_t) a->nfine, sizeof(double));
	for (int i = 0; i < a->nfine; i++)
		a->group[i] = (uint16_t) synth_read_number(r, 2);
	for (int i = 0; i < a->nfine; i++)
		a->mass[i] = synth_read_double(r);
	a->sigma = synth_read_double(r);
	a->nvalues = synth_read_i32(r);
	a->null_code = synth_read_i32(r);
	a->other_code = synth_read_i32(r);
	a->neginf_code = synth_read_i32(r);
	a->posinf_code = synth_read_i32(r);
	a->nan_code = synth_read_i32(r);
	a->other = (SynthOtherPolicy) synth_read_enum(r, SYNTH_OTHER_SPREAD, SYNTH_OTHER_LABEL);
	if (a->nvalues < 0 || a->nvalues > a->nfine)
		synth_read_corrupt();
	if (a->kind == SYNTH_CATEGORY)
	{
		/* an empty string takes four bytes */
		if ((size_t) a->nvalues > r->left / 4)
			synth_read_corrupt();
		a->label = synth_alloc_array((size_t) a->nvalues + 1, sizeof(char *));
		for (int i = 0; i < a->nvalues; i++)
			a->label[i] = synth_read_string(r);
		if (synth_read_bool(r))
			a->other_label = synth_read_string(r);
	}
	else
		a->axis = get_axis(r, a->nvalues);
}

/* what the nodes say is for the check; here only counts matter */
static SynthTree *
get_tree(SynthReader *r)
{
	SynthTree *t = synth_alloc(sizeof(SynthTree));
	int64_t sum = 0;

	t->nleaves = synth_read_i32(r);
	t->nwords = synth_read_i32(r);
	t->nentries = synth_read_i32(r);
	/* a leaf takes 8 bytes, 4 for its size and 6 for an entry; an inner node 20, one less of them */
	if (t->nleaves < 1 || t->nwords < 0 || t->nentries < t->nleaves || (size_t) t->nleaves > (r->left + 20) / 38)
		synth_read_corrupt();
	t->nnodes = 2 * t->nleaves - 1;
	t->node = synth_alloc_array((size_t) t->nnodes, sizeof(SynthTreeNode));
	for (int i = 0; i < t->nnodes; i++)
	{
		SynthTreeNode *n = &t->node[i];

		n->test = synth_read_i32(r);
		n->left = synth_read_i32(r);
		n->right = n->cut = n->set = -1;
		if (n->test < 0)
			continue;
		n->right = synth_read_i32(r);
		n->cut = synth_read_i32(r);
		n->set = synth_read_i32(r);
	}
	if ((size_t) t->nwords > r->left / 8)
		synth_read_corrupt();
	t->set = synth_alloc_array((size_t) t->nwords, sizeof(uint64_t));
	for (int i = 0; i < t->nwords; i++)
		t->set[i] = synth_read_number(r, 8);
	if ((size_t) t->nleaves > r->left / 4)
		synth_read_corrupt();
	t->first = synth_alloc_array((size_t) t->nleaves + 1, sizeof(int32_t));
	for (int i = 0; i < t->nleaves; i++)
	{
		int n = synth_read_i32(r);

		if (n < 1)
			synth_read_corrupt();
		sum += n;
		if (sum > t->nentries)
			synth_read_corrupt();
		t->first[i + 1] = (int32_t) sum;
	}
	if (sum != t->nentries)
		synth_read_corrupt();
	t->code = synth_read_codes(r, (size_t) t->nentries);
	t->p = synth_read_floats(r, (size_t) t->nentries);
	return t;
}

static void
get_conditional(SynthReader *r, SynthConditional *c)
{
	uint64_t ncells;

	c->attribute = synth_read_i32(r);
	c->nparents = synth_read_count(r, 4);
	c->parent = synth_alloc_array((size_t) c->nparents + 1, sizeof(int));
	for (int i = 0; i < c->nparents; i++)
		c->parent[i] = synth_read_i32(r);
	synth_poll();
	if (r->version >= 2 && synth_read_bool(r))
	{
		c->tree = get_tree(r);
		return;
	}
	ncells = synth_read_number(r, 8);
	if (ncells < 1 || ncells > r->left / 4)
		synth_read_corrupt();
	c->ncells = (size_t) ncells;
	c->p = synth_read_floats(r, c->ncells);
}

static SynthCopula *
get_copula(SynthReader *r, const SynthModel *m)
{
	SynthCopula *c = synth_alloc(sizeof(SynthCopula));
	size_t n = (size_t) m->nattributes;

	c->order = synth_alloc_array(n + 1, sizeof(uint16_t *));
	for (int i = 0; i < m->nattributes; i++)
		c->order[i] = synth_read_codes(r, (size_t) m->attribute[i].ncoarse);
	c->correlation = synth_read_floats(r, n > 1 ? synth_size_mul(n, n - 1) / 2 : 0);
	return c;
}

static void
get_columns(SynthReader *r, SynthModel *m)
{
	m->ncolumns = synth_read_count(r, 4 + 4 + 1 + 4 + 1 + 1 + 4);
	m->column = synth_alloc_array((size_t) m->ncolumns + 1, sizeof(SynthColumn));
	for (int i = 0; i < m->ncolumns; i++)
	{
		SynthColumn *c = &m->column[i];

		c->name = synth_read_string(r);
		c->type = synth_read_string(r);
		c->role = (SynthColumnRole) synth_read_enum(r, SYNTH_COLUMN_ATTRIBUTE, last_role[r->version]);
		c->attribute = synth_read_i32(r);
		c->notnull = synth_read_bool(r);
		c->form = synth_read_u8(r);
		c->scale = synth_read_i32(r);
		if (r->version >= 3 && synth_read_bool(r))
			c->text = synth_read_text(r);
		c->upper = c->role == SYNTH_COLUMN_RANGE ? synth_read_i32(r) : -1;
	}
	m->nuniques = synth_read_count(r, 4 + 4 + 1);
	m->unique = synth_alloc_array((size_t) m->nuniques + 1, sizeof(SynthUnique));
	for (int i = 0; i < m->nuniques; i++)
	{
		SynthUnique *u = &m->unique[i];

		u->ncolumns = synth_read_count(r, 4);
		u->column = synth_alloc_array((size_t) u->ncolumns + 1, sizeof(int));
		for (int j = 0; j < u->ncolumns; j++)
			u->column[j] = synth_read_i32(r);
		u->primary = synth_read_bool(r);
	}
}

static void
get_body(SynthReader *r, SynthModel *m)
{
	m->source_schema = synth_read_string(r);
	m->source_name = synth_read_string(r);
	m->method = (SynthMethod) synth_read_enum(r, SYNTH_METHOD_AIM, last_method[r->version]);
	m->is_private = synth_read_bool(r);
	m->epsilon = synth_read_double(r);
	m->delta = synth_read_double(r);
	m->unit = synth_read_string(r);
	m->max_rows = synth_read_i64(r);
	m->total = synth_read_double(r);
	if (r->version >= 2)
	{
		m->min_count = synth_read_i64(r);
		m->min_leaf = synth_read_i64(r);
	}
	get_account(r, &m->account);
	get_columns(r, m);

	/* an attribute with one fine code, and its conditional table */
	m->nattributes = synth_read_count(r, 4 + 2 + 8 + 10 + 8 + 24 + 1 + 1 + 20);
	m->attribute = synth_alloc_array((size_t) m->nattributes + 1, sizeof(SynthAttribute));
	m->conditional = synth_alloc_array((size_t) m->nattributes + 1, sizeof(SynthConditional));
	for (int i = 0; i < m->nattributes; i++)
		get_attribute(r, &m->attribute[i]);
	for (int i = 0; i < m->nattributes; i++)
		get_conditional(r, &m->conditional[i]);
	if (m->method == SYNTH_METHOD_COPULA)
		m->copula = get_copula(r, m);
	if (r->version >= 3)
		m->lexicon = synth_read_lexicon(r);
	if (r->version >= 4)
		synth_read_links(r, m);

	m->nmarginals = synth_read_count(r, 1 + 4 + 8 + 8);
	m->marginal = synth_alloc_array((size_t) m->nmarginals + 1, sizeof(SynthMarginal));
	for (int i = 0; i < m->nmarginals; i++)
	{
		SynthMarginal *x = &m->marginal[i];

		x->nattr = synth_read_u8(r);
		if (x->nattr < 1 || x->nattr > 4)
			synth_read_corrupt();
		for (int j = 0; j < x->nattr; j++)
			x->attribute[j] = synth_read_i32(r);
		x->cells = synth_read_i64(r);
		x->sigma = synth_read_double(r);
	}
}

/*
 * The model of len bytes, or SYNTH_ERR_CORRUPT.
 *
 * A later format is refused too: what it adds would be lost.  The result does
 * not point into bytes.
 */
SynthModel *
synth_model_decode(const uint8_t *bytes, size_t len)
{
	SynthReader r = {bytes, len, 0};
	SynthModel *m;
	SynthReader tail;

	if (len < SYNTH_HEAD_BYTES + SYNTH_TAIL_BYTES)
		synth_read_corrupt();
	if (memcmp(synth_read_bytes(&r, SYNTH_MAGIC_BYTES), SYNTH_MAGIC, SYNTH_MAGIC_BYTES) != 0)
		synth_fail(SYNTH_ERR_CORRUPT, "these bytes are not a model");
	r.version = (int) synth_read_number(&r, 2);
	if (r.version < 1 || r.version > SYNTH_FORMAT_VERSION)
		synth_fail(SYNTH_ERR_CORRUPT, "the stored model has an unknown format version");
	if (synth_read_number(&r, 2) != 0)
		synth_read_corrupt();
	if (synth_read_number(&r, 8) != r.left - SYNTH_TAIL_BYTES)
		synth_read_corrupt();
	tail.at = bytes + len - SYNTH_TAIL_BYTES;
	tail.left = SYNTH_TAIL_BYTES;
	tail.version = r.version;
	if (synth_read_number(&tail, 4) != synth_crc32c(bytes, len - SYNTH_TAIL_BYTES))
		synth_read_corrupt();
	r.left -= SYNTH_TAIL_BYTES;

	m = synth_alloc(sizeof(SynthModel));
	get_body(&r, m);
	if (r.left != 0 || synth_model_check(m) != NULL)
		synth_read_corrupt();
	/* what makes draws quick is not stored */
	for (int c = 0; c < m->ncolumns; c++)
	{
		if (m->column[c].text != NULL && m->column[c].text->bag != NULL)
			synth_bag_prepare(m->column[c].text->bag);
	}
	return m;
}
