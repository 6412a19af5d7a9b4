/*-------------------------------------------------------------------------
 *
 * encode.c
 *	  Writes a model as bytes; also the checksum.
 *
 * One function lays a model out.  It runs twice, first to count and then to
 * write, so that the length is known before anything is allocated and the two
 * can never differ.  The order of the fields is that of the structs in
 * model.h; decode.c reads them in the same order.  Numbers are little-endian
 * whatever the machine.
 *
 *-------------------------------------------------------------------------
 */
#include "codec.h"

#include "bytes.h"

#include <string.h>

typedef struct Writer
{
	uint8_t *out; /* NULL while counting */
	size_t n;
	int version;
} Writer;

/*
 * Eight bytes a step: what the k-th last of them does to the remainder is in
 * its own table, so the eight look-ups do not wait for each other (Kounavis and
 * Berry 2005).  Most of the time of loading a large model is spent here.
 */
uint32_t
synth_crc32c(const uint8_t *bytes, size_t len)
{
	uint32_t table[8][256];
	uint32_t crc = UINT32_C(0xFFFFFFFF);

	for (uint32_t i = 0; i < 256; i++)
	{
		uint32_t c = i;

		for (int k = 0; k < 8; k++)
			c = (c >> 1) ^ (UINT32_C(0x82F63B78) & (UINT32_C(0) - (c & 1)));
		table[0][i] = c;
	}
	for (int k = 1; k < 8; k++)
		for (int i = 0; i < 256; i++)
			table[k][i] = (table[k - 1][i] >> 8) ^ table[0][table[k - 1][i] & 0xFF];
	for (; len >= 8; bytes += 8, len -= 8)
	{
		crc ^= (uint32_t) bytes[0] | (uint32_t) bytes[1] << 8 | (uint32_t) bytes[2] << 16 | (uint32_t) bytes[3] << 24;
		crc = table[7][crc & 0xFF] ^ table[6][crc >> 8 & 0xFF] ^ table[5][crc >> 16 & 0xFF] ^ table[4][crc >> 24]
			  ^ table[3][bytes[4]] ^ table[2][bytes[5]] ^ table[1][bytes[6]] ^ table[0][bytes[7]];
	}
	for (; len > 0; bytes++, len--)
		crc = (crc >> 8) ^ table[0][(crc ^ *bytes) & 0xFF];
	return ~crc;
}

static void
put_bytes(Writer *w, const void *bytes, size_t len)
{
	size_t end = synth_size_add(w->n, len);

	if (w->out != NULL && len > 0)
		memcpy(w->out + w->n, bytes, len);
	w->n = end;
}

static void
put_number(Writer *w, uint64_t value, int size)
{
	uint8_t b[8];

	for (int i = 0; i < size; i++)
		b[i] = (uint8_t) (value >> (8 * i));
	put_bytes(w, b, (size_t) size);
}

static void
put_u8(Writer *w, int value)
{
	put_number(w, (uint64_t) value, 1);
}

static void
put_i32(Writer *w, int value)
{
	put_number(w, (uint64_t) (int64_t) value, 4);
}

static void
put_i64(Writer *w, int64_t value)
{
	put_number(w, (uint64_t) value, 8);
}

static void
put_double(Writer *w, double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	put_number(w, bits, 8);
}

static void
put_string(Writer *w, const char *s)
{
	size_t len = strlen(s);

	put_number(w, len, 4); /* the check has seen that it is short */
	put_bytes(w, s, len);
}

/* a string that may be absent */
static void
put_optional(Writer *w, const char *s)
{
	put_u8(w, s != NULL);
	if (s != NULL)
		put_string(w, s);
}

static void
put_account(Writer *w, const SynthAccount *a)
{
	put_u8(w, a->private_fit);
	put_double(w, a->rho_total);
	put_double(w, a->rho_spent);
	put_double(w, a->delta_total);
	put_double(w, a->delta_spent);
	put_i64(w, a->stability);
	put_i32(w, a->ncharges);
	for (int i = 0; i < a->ncharges; i++)
	{
		const SynthCharge *c = &a->charges[i];
		char phase[SYNTH_PHASE_LEN] = {0};

		/* not what may lie behind the end of the text */
		memcpy(phase, c->phase, strlen(c->phase));
		put_bytes(w, phase, SYNTH_PHASE_LEN);
		put_i64(w, c->releases);
		put_i64(w, c->sensitivity);
		put_double(w, c->sigma);
		put_double(w, c->epsilon);
		put_double(w, c->rho);
		put_double(w, c->delta);
	}
}

static void
put_axis(Writer *w, const SynthAxis *x)
{
	put_u8(w, (int) x->form);
	for (int i = 0; i <= x->ncells; i++)
		put_i64(w, x->edge[i]);
	put_u8(w, x->ngrains);
	for (int i = 0; i < x->ngrains; i++)
	{
		put_i64(w, x->grain[i]);
		put_double(w, x->share[i]);
	}
	if (w->version < 2)
		return;
	put_i64(w, x->lo_limit);
	put_i64(w, x->hi_limit);
}

static void
put_attribute(Writer *w, const SynthAttribute *a)
{
	put_string(w, a->name);
	put_u8(w, (int) a->kind);
	put_u8(w, (int) a->source);
	put_i32(w, a->nfine);
	put_i32(w, a->ncoarse);
	for (int i = 0; i < a->nfine; i++)
		put_number(w, a->group[i], 2);
	for (int i = 0; i < a->nfine; i++)
		put_double(w, a->mass[i]);
	put_double(w, a->sigma);
	put_i32(w, a->nvalues);
	put_i32(w, a->null_code);
	put_i32(w, a->other_code);
	put_i32(w, a->neginf_code);
	put_i32(w, a->posinf_code);
	put_i32(w, a->nan_code);
	put_u8(w, (int) a->other);
	if (a->kind == SYNTH_CATEGORY)
	{
		for (int i = 0; i < a->nvalues; i++)
			put_string(w, a->label[i]);
		put_optional(w, a->other_label);
	}
	else
		put_axis(w, a->axis);
}

static void
put_floats(Writer *w, const float *x, size_t n)
{
	if (w->out == NULL)
	{
		w->n = synth_size_add(w->n, synth_size_mul(n, 4));
		return;
	}
	for (size_t i = 0; i < n; i++)
	{
		uint32_t bits;

		memcpy(&bits, &x[i], sizeof(bits));
		put_number(w, bits, 4);
	}
}

/* a leaf is its number; entries are counted, and where they begin follows */
static void
put_tree(Writer *w, const SynthTree *t)
{
	put_i32(w, t->nleaves);
	put_i32(w, t->nwords);
	put_i32(w, t->nentries);
	for (int i = 0; i < t->nnodes; i++)
	{
		const SynthTreeNode *n = &t->node[i];

		put_i32(w, n->test);
		put_i32(w, n->left);
		if (n->test < 0)
			continue;
		put_i32(w, n->right);
		put_i32(w, n->cut);
		put_i32(w, n->set);
	}
	for (int i = 0; i < t->nwords; i++)
		put_number(w, t->set[i], 8);
	for (int i = 0; i < t->nleaves; i++)
		put_i32(w, t->first[i + 1] - t->first[i]);
	for (int i = 0; i < t->nentries; i++)
		put_number(w, t->code[i], 2);
	put_floats(w, t->p, (size_t) t->nentries);
}

static void
put_conditional(Writer *w, const SynthConditional *c)
{
	put_i32(w, c->attribute);
	put_i32(w, c->nparents);
	for (int i = 0; i < c->nparents; i++)
		put_i32(w, c->parent[i]);
	if (w->version >= 2)
		put_u8(w, c->tree != NULL);
	if (c->tree != NULL)
	{
		put_tree(w, c->tree);
		return;
	}
	put_number(w, c->ncells, 8);
	put_floats(w, c->p, c->ncells);
}

static void
put_copula(Writer *w, const SynthModel *m)
{
	size_t n = (size_t) m->nattributes;

	for (int i = 0; i < m->nattributes; i++)
		for (int k = 0; k < m->attribute[i].ncoarse; k++)
			put_number(w, m->copula->order[i][k], 2);
	if (n > 1)
		put_floats(w, m->copula->correlation, n * (n - 1) / 2);
}

static void
put_body(Writer *w, const SynthModel *m)
{
	put_string(w, m->source_schema);
	put_string(w, m->source_name);
	put_u8(w, (int) m->method);
	put_u8(w, m->is_private);
	put_double(w, m->epsilon);
	put_double(w, m->delta);
	put_string(w, m->unit);
	put_i64(w, m->max_rows);
	put_double(w, m->total);
	if (w->version >= 2)
	{
		put_i64(w, m->min_count);
		put_i64(w, m->min_leaf);
	}
	put_account(w, &m->account);

	put_i32(w, m->ncolumns);
	for (int i = 0; i < m->ncolumns; i++)
	{
		const SynthColumn *c = &m->column[i];

		put_string(w, c->name);
		put_string(w, c->type);
		put_u8(w, (int) c->role);
		put_i32(w, c->attribute);
		put_u8(w, c->notnull);
		put_u8(w, c->form);
		put_i32(w, c->scale);
	}
	put_i32(w, m->nuniques);
	for (int i = 0; i < m->nuniques; i++)
	{
		const SynthUnique *u = &m->unique[i];

		put_i32(w, u->ncolumns);
		for (int j = 0; j < u->ncolumns; j++)
			put_i32(w, u->column[j]);
		put_u8(w, u->primary);
	}
	put_i32(w, m->nattributes);
	for (int i = 0; i < m->nattributes; i++)
		put_attribute(w, &m->attribute[i]);
	for (int i = 0; i < m->nattributes; i++)
	{
		put_conditional(w, &m->conditional[i]);
		synth_poll();
	}
	if (m->copula != NULL)
		put_copula(w, m);
	put_i32(w, m->nmarginals);
	for (int i = 0; i < m->nmarginals; i++)
	{
		const SynthMarginal *x = &m->marginal[i];

		put_u8(w, x->nattr);
		for (int j = 0; j < x->nattr; j++)
			put_i32(w, x->attribute[j]);
		put_i64(w, x->cells);
		put_double(w, x->sigma);
	}
}

static uint8_t *
encode(const SynthModel *m, int version, size_t *len)
{
	Writer w = {NULL, 0, version};
	const char *wrong = synth_model_check(m);
	size_t body;

	if (wrong != NULL)
		synth_fail(SYNTH_ERR_INTERNAL, wrong);
	put_body(&w, m);
	body = w.n;
	*len = synth_size_add(body, SYNTH_HEAD_BYTES + SYNTH_TAIL_BYTES);

	w.out = synth_alloc(*len);
	w.n = 0;
	put_bytes(&w, SYNTH_MAGIC, SYNTH_MAGIC_BYTES);
	put_number(&w, (uint64_t) version, 2);
	put_number(&w, 0, 2);
	put_number(&w, body, 8);
	put_body(&w, m);
	put_number(&w, synth_crc32c(w.out, w.n), 4);
	return w.out;
}

/*
 * Bytes of a model, *len of them, in one piece of memory.
 *
 * What could not be read back is not written: a model that does not pass
 * synth_model_check() is SYNTH_ERR_INTERNAL.
 */
uint8_t *
synth_model_encode(const SynthModel *m, size_t *len)
{
	return encode(m, SYNTH_FORMAT_VERSION, len);
}

#ifdef SYNTH_TEST
/* as an earlier version wrote it; what that did not know must be absent */
uint8_t *
synth_model_encode_as(const SynthModel *m, int version, size_t *len)
{
	if (version < 2 && (m->method > SYNTH_METHOD_INDEPENDENT || m->min_count != 0 || m->min_leaf != 0))
		synth_fail(SYNTH_ERR_INTERNAL, "an earlier format cannot hold this model");
	return encode(m, version, len);
}
#endif
