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
 * it says (the unit test holds it to eight).  The check: synth_model_check() looks at
 * every invariant before the model is used.
 *
 * Every model has exactly one form in bytes: truth values are 0 or 1, unused
 * places are zero, nothing follows the end.
 *
 *-------------------------------------------------------------------------
 */
#include "codec.h"

#include "bytes.h"

#include <math.h>
#include <string.h>

typedef struct Reader
{
	const uint8_t *at;
	size_t left;
} Reader;

static void corrupt(void) __attribute__((noreturn));

static void
corrupt(void)
{
	synth_fail(SYNTH_ERR_CORRUPT, "the stored model is damaged");
}

static const uint8_t *
get_bytes(Reader *r, size_t len)
{
	const uint8_t *p = r->at;

	if (len > r->left)
		corrupt();
	r->at += len;
	r->left -= len;
	return p;
}

static uint64_t
get_number(Reader *r, int size)
{
	const uint8_t *p = get_bytes(r, (size_t) size);
	uint64_t value = 0;

	for (int i = 0; i < size; i++)
		value |= (uint64_t) p[i] << (8 * i);
	return value;
}

static int
get_u8(Reader *r)
{
	return (int) get_number(r, 1);
}

static bool
get_bool(Reader *r)
{
	int v = get_u8(r);

	if (v > 1)
		corrupt();
	return v == 1;
}

/* a value of an enum that begins at `first` */
static int
get_enum(Reader *r, int first, int last)
{
	int v = get_u8(r);

	if (v < first || v > last)
		corrupt();
	return v;
}

static int
get_i32(Reader *r)
{
	uint32_t v = (uint32_t) get_number(r, 4);

	return v <= INT32_MAX ? (int) v : (int) ((int64_t) v - (INT64_C(1) << 32));
}

static int64_t
get_i64(Reader *r)
{
	uint64_t v = get_number(r, 8);
	int64_t x;

	memcpy(&x, &v, sizeof(x));
	return x;
}

static double
get_double(Reader *r)
{
	uint64_t v = get_number(r, 8);
	double x;

	memcpy(&x, &v, sizeof(x));
	if (!isfinite(x))
		corrupt();
	return x;
}

/* how many things of at least `least` bytes follow */
static int
get_count(Reader *r, size_t least)
{
	int n = get_i32(r);

	if (n < 0 || (size_t) n > r->left / least)
		corrupt();
	return n;
}

static char *
get_string(Reader *r)
{
	size_t len = (size_t) get_number(r, 4);
	const uint8_t *p = get_bytes(r, len);
	char *s;

	if (len > 0 && memchr(p, '\0', len) != NULL)
		corrupt();
	s = synth_alloc(len + 1);
	memcpy(s, p, len);
	s[len] = '\0';
	return s;
}

static void
get_account(Reader *r, SynthAccount *a)
{
	a->private_fit = get_bool(r);
	a->rho_total = get_double(r);
	a->rho_spent = get_double(r);
	a->delta_total = get_double(r);
	a->delta_spent = get_double(r);
	a->stability = get_i64(r);
	a->ncharges = get_count(r, SYNTH_PHASE_LEN + 48);
	if (a->ncharges > SYNTH_MAX_CHARGES)
		corrupt();
	for (int i = 0; i < a->ncharges; i++)
	{
		SynthCharge *c = &a->charges[i];
		size_t end;

		memcpy(c->phase, get_bytes(r, SYNTH_PHASE_LEN), SYNTH_PHASE_LEN);
		if (memchr(c->phase, '\0', SYNTH_PHASE_LEN) == NULL)
			corrupt();
		for (end = strlen(c->phase); end < SYNTH_PHASE_LEN; end++)
			if (c->phase[end] != '\0')
				corrupt();
		c->releases = get_i64(r);
		c->sensitivity = get_i64(r);
		c->sigma = get_double(r);
		c->epsilon = get_double(r);
		c->rho = get_double(r);
		c->delta = get_double(r);
	}
}

static SynthAxis *
get_axis(Reader *r, int ncells)
{
	SynthAxis *x = synth_alloc(sizeof(SynthAxis));

	x->form = (SynthAxisForm) get_enum(r, SYNTH_AXIS_INTEGER, SYNTH_AXIS_DATE);
	if (ncells < 1 || (size_t) ncells >= r->left / 8)
		corrupt();
	x->ncells = ncells;
	x->edge = synth_alloc_array((size_t) ncells + 1, sizeof(int64_t));
	for (int i = 0; i <= ncells; i++)
		x->edge[i] = get_i64(r);
	x->ngrains = get_u8(r);
	if (x->ngrains > 16)
		corrupt();
	if (x->ngrains > 0)
	{
		x->grain = synth_alloc_array((size_t) x->ngrains, sizeof(int64_t));
		x->share = synth_alloc_array((size_t) x->ngrains, sizeof(double));
	}
	for (int i = 0; i < x->ngrains; i++)
	{
		x->grain[i] = get_i64(r);
		x->share[i] = get_double(r);
	}
	return x;
}

static void
get_attribute(Reader *r, SynthAttribute *a)
{
	a->name = get_string(r);
	a->kind = (SynthAttributeKind) get_enum(r, SYNTH_CATEGORY, SYNTH_NUMBER);
	a->source = (SynthDomainSource) get_enum(r, SYNTH_DOMAIN_TYPE, SYNTH_DOMAIN_GRID);
	a->nfine = get_i32(r);
	a->ncoarse = get_i32(r);
	/* a group and a mass each */
	if (a->nfine < 1 || (size_t) a->nfine > r->left / 10)
		corrupt();
	a->group = synth_alloc_array((size_t) a->nfine, sizeof(uint16_t));
	a->mass = synth_alloc_array((size_t) a->nfine, sizeof(double));
	for (int i = 0; i < a->nfine; i++)
		a->group[i] = (uint16_t) get_number(r, 2);
	for (int i = 0; i < a->nfine; i++)
		a->mass[i] = get_double(r);
	a->sigma = get_double(r);
	a->nvalues = get_i32(r);
	a->null_code = get_i32(r);
	a->other_code = get_i32(r);
	a->neginf_code = get_i32(r);
	a->posinf_code = get_i32(r);
	a->nan_code = get_i32(r);
	a->other = (SynthOtherPolicy) get_enum(r, SYNTH_OTHER_SPREAD, SYNTH_OTHER_LABEL);
	if (a->nvalues < 0 || a->nvalues > a->nfine)
		corrupt();
	if (a->kind == SYNTH_CATEGORY)
	{
		/* an empty string takes four bytes */
		if ((size_t) a->nvalues > r->left / 4)
			corrupt();
		a->label = synth_alloc_array((size_t) a->nvalues + 1, sizeof(char *));
		for (int i = 0; i < a->nvalues; i++)
			a->label[i] = get_string(r);
		if (get_bool(r))
			a->other_label = get_string(r);
	}
	else
		a->axis = get_axis(r, a->nvalues);
}

static void
get_conditional(Reader *r, SynthConditional *c)
{
	uint64_t ncells;
	const uint8_t *p;

	c->attribute = get_i32(r);
	c->nparents = get_count(r, 4);
	c->parent = synth_alloc_array((size_t) c->nparents + 1, sizeof(int));
	for (int i = 0; i < c->nparents; i++)
		c->parent[i] = get_i32(r);
	ncells = get_number(r, 8);
	if (ncells < 1 || ncells > r->left / 4)
		corrupt();
	c->ncells = (size_t) ncells;
	c->p = synth_alloc_array(c->ncells, sizeof(float));
	p = get_bytes(r, c->ncells * 4);
	for (size_t i = 0; i < c->ncells; i++, p += 4)
	{
		uint32_t bits = (uint32_t) p[0] | (uint32_t) p[1] << 8 | (uint32_t) p[2] << 16 | (uint32_t) p[3] << 24;

		memcpy(&c->p[i], &bits, sizeof(bits));
	}
	synth_poll();
}

static void
get_columns(Reader *r, SynthModel *m)
{
	m->ncolumns = get_count(r, 4 + 4 + 1 + 4 + 1 + 1 + 4);
	m->column = synth_alloc_array((size_t) m->ncolumns + 1, sizeof(SynthColumn));
	for (int i = 0; i < m->ncolumns; i++)
	{
		SynthColumn *c = &m->column[i];

		c->name = get_string(r);
		c->type = get_string(r);
		c->role = (SynthColumnRole) get_enum(r, SYNTH_COLUMN_ATTRIBUTE, SYNTH_COLUMN_PLACEHOLDER);
		c->attribute = get_i32(r);
		c->notnull = get_bool(r);
		c->form = get_u8(r);
		c->scale = get_i32(r);
	}
	m->nuniques = get_count(r, 4 + 4 + 1);
	m->unique = synth_alloc_array((size_t) m->nuniques + 1, sizeof(SynthUnique));
	for (int i = 0; i < m->nuniques; i++)
	{
		SynthUnique *u = &m->unique[i];

		u->ncolumns = get_count(r, 4);
		u->column = synth_alloc_array((size_t) u->ncolumns + 1, sizeof(int));
		for (int j = 0; j < u->ncolumns; j++)
			u->column[j] = get_i32(r);
		u->primary = get_bool(r);
	}
}

static void
get_body(Reader *r, SynthModel *m)
{
	m->source_schema = get_string(r);
	m->source_name = get_string(r);
	m->method = (SynthMethod) get_enum(r, SYNTH_METHOD_AIM, SYNTH_METHOD_INDEPENDENT);
	m->is_private = get_bool(r);
	m->epsilon = get_double(r);
	m->delta = get_double(r);
	m->unit = get_string(r);
	m->max_rows = get_i64(r);
	m->total = get_double(r);
	get_account(r, &m->account);
	get_columns(r, m);

	/* an attribute with one fine code, and its conditional table */
	m->nattributes = get_count(r, 4 + 2 + 8 + 10 + 8 + 24 + 1 + 1 + 20);
	m->attribute = synth_alloc_array((size_t) m->nattributes + 1, sizeof(SynthAttribute));
	m->conditional = synth_alloc_array((size_t) m->nattributes + 1, sizeof(SynthConditional));
	for (int i = 0; i < m->nattributes; i++)
		get_attribute(r, &m->attribute[i]);
	for (int i = 0; i < m->nattributes; i++)
		get_conditional(r, &m->conditional[i]);

	m->nmarginals = get_count(r, 1 + 4 + 8 + 8);
	m->marginal = synth_alloc_array((size_t) m->nmarginals + 1, sizeof(SynthMarginal));
	for (int i = 0; i < m->nmarginals; i++)
	{
		SynthMarginal *x = &m->marginal[i];

		x->nattr = get_u8(r);
		if (x->nattr < 1 || x->nattr > 4)
			corrupt();
		for (int j = 0; j < x->nattr; j++)
			x->attribute[j] = get_i32(r);
		x->cells = get_i64(r);
		x->sigma = get_double(r);
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
	Reader r = {bytes, len};
	SynthModel *m;
	Reader tail;

	if (len < SYNTH_HEAD_BYTES + SYNTH_TAIL_BYTES)
		corrupt();
	if (memcmp(get_bytes(&r, SYNTH_MAGIC_BYTES), SYNTH_MAGIC, SYNTH_MAGIC_BYTES) != 0)
		synth_fail(SYNTH_ERR_CORRUPT, "these bytes are not a model");
	if (get_number(&r, 2) != SYNTH_FORMAT_VERSION)
		synth_fail(SYNTH_ERR_CORRUPT, "the stored model has an unknown format version");
	if (get_number(&r, 2) != 0)
		corrupt();
	if (get_number(&r, 8) != r.left - SYNTH_TAIL_BYTES)
		corrupt();
	tail.at = bytes + len - SYNTH_TAIL_BYTES;
	tail.left = SYNTH_TAIL_BYTES;
	if (get_number(&tail, 4) != synth_crc32c(bytes, len - SYNTH_TAIL_BYTES))
		corrupt();
	r.left -= SYNTH_TAIL_BYTES;

	m = synth_alloc(sizeof(SynthModel));
	get_body(&r, m);
	if (r.left != 0 || synth_model_check(m) != NULL)
		corrupt();
	return m;
}
