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
#include "codec_link.h"
#include "codec_text.h"

#include <string.h>

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
put_account(SynthWriter *w, const SynthAccount *a)
{
	synth_write_u8(w, a->private_fit);
	synth_write_double(w, a->rho_total);
	synth_write_double(w, a->rho_spent);
	synth_write_double(w, a->delta_total);
	synth_write_double(w, a->delta_spent);
	synth_write_i64(w, a->stability);
	synth_write_i32(w, a->ncharges);
	for (int i = 0; i < a->ncharges; i++)
	{
		const SynthCharge *c = &a->charges[i];
		char phase[SYNTH_PHASE_LEN] = {0};

		/* not what may lie behind the end of the text */
		memcpy(phase, c->phase, strlen(c->phase));
		synth_write_bytes(w, phase, SYNTH_PHASE_LEN);
		synth_write_i64(w, c->releases);
		synth_write_i64(w, c->sensitivity);
		synth_write_double(w, c->sigma);
		synth_write_double(w, c->epsilon);
		synth_write_double(w, c->rho);
		synth_write_double(w, c->delta);
	}
}

static void
put_axis(SynthWriter *w, const SynthAxis *x)
{
	synth_write_u8(w, (int) x->form);
	for (int i = 0; i <= x->ncells; i++)
		synth_write_i64(w, x->edge[i]);
	synth_write_u8(w, x->ngrains);
	for (int i = 0; i < x->ngrains; i++)
	{
		synth_write_i64(w, x->grain[i]);
		synth_write_double(w, x->share[i]);
	}
	if (w->version < 2)
		return;
	synth_write_i64(w, x->lo_limit);
	synth_write_i64(w, x->hi_limit);
}

static void
put_attribute(SynthWriter *w, const SynthAttribute *a)
{
	synth_write_string(w, a->name);
	synth_write_u8(w, (int) a->kind);
	synth_write_u8(w, (int) a->source);
	synth_write_i32(w, a->nfine);
	synth_write_i32(w, a->ncoarse);
	for (int i = 0; i < a->nfine; i++)
		synth_write_number(w, a->group[i], 2);
	for (int i = 0; i < a->nfine; i++)
		synth_write_double(w, a->mass[i]);
	synth_write_double(w, a->sigma);
	synth_write_i32(w, a->nvalues);
	synth_write_i32(w, a->null_code);
	synth_write_i32(w, a->other_code);
	synth_write_i32(w, a->neginf_code);
	synth_write_i32(w, a->posinf_code);
	synth_write_i32(w, a->nan_code);
	synth_write_u8(w, (int) a->other);
	if (a->kind == SYNTH_CATEGORY)
	{
		for (int i = 0; i < a->nvalues; i++)
			synth_write_string(w, a->label[i]);
		synth_write_optional(w, a->other_label);
	}
	else
		put_axis(w, a->axis);
}

/* a leaf is its number; entries are counted, and where they begin follows */
static void
put_tree(SynthWriter *w, const SynthTree *t)
{
	synth_write_i32(w, t->nleaves);
	synth_write_i32(w, t->nwords);
	synth_write_i32(w, t->nentries);
	for (int i = 0; i < t->nnodes; i++)
	{
		const SynthTreeNode *n = &t->node[i];

		synth_write_i32(w, n->test);
		synth_write_i32(w, n->left);
		if (n->test < 0)
			continue;
		synth_write_i32(w, n->right);
		synth_write_i32(w, n->cut);
		synth_write_i32(w, n->set);
	}
	for (int i = 0; i < t->nwords; i++)
		synth_write_number(w, t->set[i], 8);
	for (int i = 0; i < t->nleaves; i++)
		synth_write_i32(w, t->first[i + 1] - t->first[i]);
	for (int i = 0; i < t->nentries; i++)
		synth_write_number(w, t->code[i], 2);
	synth_write_floats(w, t->p, (size_t) t->nentries);
}

static void
put_conditional(SynthWriter *w, const SynthConditional *c)
{
	synth_write_i32(w, c->attribute);
	synth_write_i32(w, c->nparents);
	for (int i = 0; i < c->nparents; i++)
		synth_write_i32(w, c->parent[i]);
	if (w->version >= 2)
		synth_write_u8(w, c->tree != NULL);
	if (c->tree != NULL)
	{
		put_tree(w, c->tree);
		return;
	}
	synth_write_number(w, c->ncells, 8);
	synth_write_floats(w, c->p, c->ncells);
}

static void
put_copula(SynthWriter *w, const SynthModel *m)
{
	size_t n = (size_t) m->nattributes;

	for (int i = 0; i < m->nattributes; i++)
		for (int k = 0; k < m->attribute[i].ncoarse; k++)
			synth_write_number(w, m->copula->order[i][k], 2);
	if (n > 1)
		synth_write_floats(w, m->copula->correlation, n * (n - 1) / 2);
}

static void
put_body(SynthWriter *w, const SynthModel *m)
{
	synth_write_string(w, m->source_schema);
	synth_write_string(w, m->source_name);
	synth_write_u8(w, (int) m->method);
	synth_write_u8(w, m->is_private);
	synth_write_double(w, m->epsilon);
	synth_write_double(w, m->delta);
	synth_write_string(w, m->unit);
	synth_write_i64(w, m->max_rows);
	synth_write_double(w, m->total);
	if (w->version >= 2)
	{
		synth_write_i64(w, m->min_count);
		synth_write_i64(w, m->min_leaf);
	}
	put_account(w, &m->account);

	synth_write_i32(w, m->ncolumns);
	for (int i = 0; i < m->ncolumns; i++)
	{
		const SynthColumn *c = &m->column[i];

		synth_write_string(w, c->name);
		synth_write_string(w, c->type);
		synth_write_u8(w, (int) c->role);
		synth_write_i32(w, c->attribute);
		synth_write_u8(w, c->notnull);
		synth_write_u8(w, c->form);
		synth_write_i32(w, c->scale);
		if (w->version < 3)
			continue;
		synth_write_u8(w, c->text != NULL);
		if (c->text != NULL)
			synth_write_text(w, c->text);
		if (w->version >= 4 && c->role == SYNTH_COLUMN_RANGE)
			synth_write_i32(w, c->upper);
	}
	synth_write_i32(w, m->nuniques);
	for (int i = 0; i < m->nuniques; i++)
	{
		const SynthUnique *u = &m->unique[i];

		synth_write_i32(w, u->ncolumns);
		for (int j = 0; j < u->ncolumns; j++)
			synth_write_i32(w, u->column[j]);
		synth_write_u8(w, u->primary);
	}
	synth_write_i32(w, m->nattributes);
	for (int i = 0; i < m->nattributes; i++)
		put_attribute(w, &m->attribute[i]);
	for (int i = 0; i < m->nattributes; i++)
	{
		put_conditional(w, &m->conditional[i]);
		synth_poll();
	}
	if (m->copula != NULL)
		put_copula(w, m);
	if (w->version >= 3)
		synth_write_lexicon(w, m->lexicon);
	if (w->version >= 4)
		synth_write_links(w, m);
	synth_write_i32(w, m->nmarginals);
	for (int i = 0; i < m->nmarginals; i++)
	{
		const SynthMarginal *x = &m->marginal[i];

		synth_write_u8(w, x->nattr);
		for (int j = 0; j < x->nattr; j++)
			synth_write_i32(w, x->attribute[j]);
		synth_write_i64(w, x->cells);
		synth_write_double(w, x->sigma);
	}
}

static uint8_t *
encode(const SynthModel *m, int version, size_t *len)
{
	SynthWriter w = {NULL, 0, version};
	const char *wrong = synth_model_check(m);
	size_t body;

	if (wrong != NULL)
		synth_fail(SYNTH_ERR_INTERNAL, wrong);
	put_body(&w, m);
	body = w.n;
	*len = synth_size_add(body, SYNTH_HEAD_BYTES + SYNTH_TAIL_BYTES);

	w.out = synth_alloc(*len);
	w.n = 0;
	synth_write_bytes(&w, SYNTH_MAGIC, SYNTH_MAGIC_BYTES);
	synth_write_number(&w, (uint64_t) version, 2);
	synth_write_number(&w, 0, 2);
	synth_write_number(&w, body, 8);
	put_body(&w, m);
	synth_write_number(&w, synth_crc32c(w.out, w.n), 4);
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
/* is there anything that version 4 added, but for ranges? */
static bool
later_than_3(const SynthModel *m)
{
	return m->method > SYNTH_METHOD_COPULA || m->nrules > 0 || m->nchecks > 0 || m->nedges > 0 || m->nfanouts > 0;
}

/* as an earlier version wrote it; what that did not know must be absent */
uint8_t *
synth_model_encode_as(const SynthModel *m, int version, size_t *len)
{
	if (version < 2 && (m->method > SYNTH_METHOD_INDEPENDENT || m->min_count != 0 || m->min_leaf != 0))
		synth_fail(SYNTH_ERR_INTERNAL, "an earlier format cannot hold this model");
	for (int i = 0; version < 4 && i < m->ncolumns; i++)
		if ((version < 3 && m->column[i].text != NULL) || m->column[i].role > SYNTH_COLUMN_TEXT)
			synth_fail(SYNTH_ERR_INTERNAL, "an earlier format cannot hold this model");
	if ((version < 3 && m->lexicon != NULL) || (version < 4 && later_than_3(m)))
		synth_fail(SYNTH_ERR_INTERNAL, "an earlier format cannot hold this model");
	return encode(m, version, len);
}
#endif
