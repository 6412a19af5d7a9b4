/*-------------------------------------------------------------------------
 *
 * test_linkcodec.c
 *	  Faults of rules, foreign keys, ranges and public rows are named, and
 *	  earlier formats do not hold them.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "core/bytes.h"
#include "core/codec.h"
#include "link_checks.h"
#include "random_model.h"
#include "small_model.h"

/* three integers and a category; a sum, an order, a dependency; a foreign key with everything */
static SynthModel *
link_model(void)
{
	SynthModel *m = small_model();
	SynthAttribute *attribute = synth_alloc_array(4, sizeof(SynthAttribute));
	SynthConditional *conditional = synth_alloc_array(4, sizeof(SynthConditional));
	SynthEdge *e;

	attribute[0] = m->attribute[0];
	conditional[0] = m->conditional[0];
	for (int i = 1; i < 4; i++)
	{
		attribute[i] = m->attribute[1];
		attribute[i].axis = memcpy(synth_alloc(sizeof(SynthAxis)), m->attribute[1].axis, sizeof(SynthAxis));
		conditional[i] = m->conditional[1];
		conditional[i].attribute = i;
	}
	m->nattributes = 4;
	m->attribute = attribute;
	m->conditional = conditional;

	m->nrules = 4;
	m->rule = synth_alloc_array(4, sizeof(SynthRule));
	for (int i = 0; i < 4; i++)
	{
		SynthRule *u = &m->rule[i];

		u->text = "rule";
		u->kind = SYNTH_RULE_RESIDUAL;
		u->attribute = i + 1;
		u->nterms = 1;
		u->term = synth_alloc_array(2, sizeof(int));
		u->sign = synth_alloc_array(2, sizeof(int8_t));
		u->sign[0] = u->sign[1] = 1;
		u->hi = u->value_hi = 1000;
	}
	m->rule[0].kind = SYNTH_RULE_NULL_WITH;
	m->rule[1].term[0] = 1;
	m->rule[2].nterms = 2;
	m->rule[2].term[0] = 1;
	m->rule[2].term[1] = 2;
	m->rule[3].kind = SYNTH_RULE_DETERMINES;
	m->rule[3].attribute = 0;
	m->rule[3].term[0] = 3;
	m->nchecks = 1;
	m->check = synth_alloc(sizeof(SynthCheck));
	m->check->name = "";
	m->check->text = "a < b";

	m->nedges = 1;
	m->edge = e = synth_alloc(sizeof(SynthEdge));
	e->name = "edge";
	e->parent_schema = "";
	e->parent_table = "p";
	e->ncolumns = 2;
	e->column = synth_alloc_array(2, sizeof(int));
	e->column[1] = 2;
	e->parent_column = synth_alloc_array(2, sizeof(char *));
	e->parent_column[0] = e->parent_column[1] = "id";
	e->present = 3;
	e->ncontexts = e->ncopies = 1;
	e->context = synth_alloc(sizeof(SynthContext));
	e->context->column = "x";
	e->copy = synth_alloc(sizeof(SynthCopy));
	e->copy->parent_column = "x";
	e->nfanout = 2;
	e->children = synth_alloc_array(2, sizeof(int64_t));
	e->children[1] = 7;
	e->parents = synth_alloc_array(2, sizeof(double));
	e->parents[0] = e->parents[1] = 1.5;
	e->total = 3.0;
	m->nfanouts = 1;
	m->fanout = synth_alloc(sizeof(SynthFanout));
	m->fanout->attribute = 2;
	m->fanout->child_schema = m->fanout->child_table = m->fanout->edge = "c";
	return m;
}

#define BREAK(statement, fault)                 \
	do                                          \
	{                                           \
		SynthModel *m = link_model();           \
		SynthRule *rule = m->rule;              \
		SynthEdge *e = m->edge;                 \
		(void) rule;                            \
		(void) e;                               \
		CHECK(synth_model_check(m) == NULL);    \
		statement;                              \
		CHECK_STR(synth_model_check(m), fault); \
	} while (0)

UNIT_TEST(broken_rules_are_named)
{
	BREAK(m->nrules = -1, "number of rules out of range");
	BREAK(m->nrules = SYNTH_MAX_RULES + 1, "number of rules out of range");
	BREAK(m->rule = NULL, "number of rules out of range");
	BREAK(rule[0].kind = (SynthRuleKind) 4, "unknown kind of rule");
	BREAK(rule[0].kind = (SynthRuleKind) 0, "unknown kind of rule");
	BREAK(rule[0].text = NULL, "text of a rule out of range");
	BREAK(rule[0].attribute = 4, "attributes of a rule out of range");
	BREAK(rule[0].attribute = -1, "attributes of a rule out of range");
	BREAK(rule[1].nterms = 0, "attributes of a rule out of range");
	BREAK(rule[1].nterms = SYNTH_MAX_TERMS + 1, "attributes of a rule out of range");
	BREAK(rule[0].nterms = 2, "attributes of a rule out of range");
	BREAK(rule[1].term = NULL, "attributes of a rule out of range");
	BREAK(rule[1].term[0] = 4, "attributes of a rule out of range");
	BREAK(rule[1].term[0] = -1, "attributes of a rule out of range");
	BREAK(rule[3].term[0] = 0, "attributes of a rule out of range");
	BREAK(rule[1].sign = NULL, "a residual of what is no integer");
	BREAK(rule[1].sign[0] = 0, "a residual of what is no integer");
	BREAK(rule[1].term[0] = 0, "a residual of what is no integer");
	BREAK(rule[1].attribute = 0, "a residual of what is no integer");
	BREAK(m->attribute[2].axis->form = SYNTH_AXIS_REAL; m->attribute[2].axis->ngrains = 0;
		  m->nfanouts = 0, "a residual of what is no integer");
	BREAK(rule[1].lo = 1001, "bounds of a rule out of range");
	BREAK(rule[1].value_lo = 1001, "bounds of a rule out of range");
	BREAK(rule[1].lo = SYNTH_RAW_FIRST - 1, "bounds of a rule out of range");
	BREAK(rule[1].value_lo = SYNTH_RAW_NULL, "bounds of a rule out of range");
	BREAK(rule[2].attribute = 1; rule[2].term[0] = 3, "rules are not in order");
	BREAK(rule[1].attribute = 3, "an attribute has two residuals");
	BREAK(m->nchecks = 1025, "number of conditions out of range");
	BREAK(m->check->name = NULL, "name or text of a condition out of range");
	BREAK(m->check->text = "", "name or text of a condition out of range");
}

UNIT_TEST(broken_links_are_named)
{
	BREAK(m->nedges = SYNTH_MAX_EDGES + 1, "number of foreign keys out of range");
	BREAK(m->nedges = -1, "number of foreign keys out of range");
	BREAK(e->name = NULL, "name of a foreign key out of range");
	BREAK(e->parent_schema = NULL, "name of a foreign key out of range");
	BREAK(e->parent_table = NULL, "name of a foreign key out of range");
	BREAK(e->ncolumns = 0, "columns of a foreign key out of range");
	BREAK(e->ncolumns = SYNTH_MAX_EDGE_COLUMNS + 1, "columns of a foreign key out of range");
	BREAK(e->column[0] = m->ncolumns, "columns of a foreign key out of range");
	BREAK(e->column[0] = -1, "columns of a foreign key out of range");
	BREAK(e->column[0] = 2, "columns of a foreign key out of range");
	BREAK(e->parent_column[1] = NULL, "columns of a foreign key out of range");
	BREAK(e->present = 4, "contexts of a foreign key out of range");
	BREAK(e->present = -2, "contexts of a foreign key out of range");
	BREAK(e->ncontexts = 5, "contexts of a foreign key out of range");
	BREAK(e->context->attribute = 4, "contexts of a foreign key out of range");
	BREAK(e->context->column = NULL, "contexts of a foreign key out of range");
	BREAK(e->ncopies = -1, "copies of a foreign key out of range");
	BREAK(e->copy->column = m->ncolumns, "copies of a foreign key out of range");
	BREAK(e->copy->parent_column = NULL, "copies of a foreign key out of range");
	BREAK(e->nfanout = -1, "numbers of children out of range");
	BREAK(e->children[0] = 7, "numbers of children out of range");
	BREAK(e->children[0] = -1, "numbers of children out of range");
	BREAK(e->children[1] = INT64_MAX, "numbers of children out of range");
	BREAK(e->parents[0] = 0.0, "numbers of children out of range");
	BREAK(e->parents[0] = NAN, "numbers of children out of range");
	BREAK(e->total = -1.0, "numbers of children out of range");
	BREAK(m->nfanouts = -1, "number of referring tables out of range");
	BREAK(m->fanout->attribute = 0, "a referring table out of range");
	BREAK(m->fanout->attribute = 4, "a referring table out of range");
	BREAK(m->fanout->edge = NULL, "a referring table out of range");
}

UNIT_TEST(broken_ranges_and_public_rows_are_named)
{
	SynthRows *rows = synth_alloc(sizeof(SynthRows));

	/* the small model's columns show attributes 0 and 1 */
	BREAK(m->column[1].role = SYNTH_COLUMN_RANGE; m->column[1].upper = 4, "ends of a range out of range");
	BREAK(m->column[1].role = SYNTH_COLUMN_RANGE; m->column[1].upper = 1, "ends of a range out of range");
	BREAK(m->column[1].role = SYNTH_COLUMN_RANGE; m->column[1].upper = -1, "ends of a range out of range");
	BREAK(m->column[0].role = SYNTH_COLUMN_RANGE; m->column[0].upper = 2, "ends of a range out of range");
	BREAK(m->column[0].role = SYNTH_COLUMN_REFERENCE, "a column that is not modelled has an attribute");
	BREAK(m->rows = rows, "public rows do not fit the method");
	BREAK(m->method = SYNTH_METHOD_PUBLIC, "a column that is not modelled has an attribute");
	{
		SynthModel *m = link_model();

		m->column[1].role = SYNTH_COLUMN_RANGE;
		m->column[1].upper = 3;
		CHECK(synth_model_check(m) == NULL);
	}
	for (int fault = 0; fault < 6; fault++)
	{
		static const char *const faults[] = {NULL,
											 "public rows do not fit the method",
											 "number of public rows out of range",
											 "number of public rows out of range",
											 "number of public rows out of range",
											 "a public table is not modelled"};
		RandomModel r = {.state = 3, .max_fine = 8, .method = SYNTH_METHOD_PUBLIC};
		SynthModel *m = random_model_new(&r);

		while (m->ncolumns == 0 || m->rows->nrows == 0)
			m = random_model_new(&r);
		if (fault == 1)
			m->rows = NULL;
		if (fault == 2)
			m->rows->ncolumns++;
		if (fault == 3)
			m->rows->nrows = SYNTH_MAX_PUBLIC_ROWS + 1;
		if (fault == 4)
			m->rows->value = NULL;
		if (fault == 5)
		{
			SynthModel *small = small_model();

			m->nattributes = small->nattributes;
			m->attribute = small->attribute;
			m->conditional = small->conditional;
		}
		if (faults[fault] == NULL)
			CHECK(synth_model_check(m) == NULL);
		else
			CHECK_STR(synth_model_check(m), faults[fault]);
	}
}

UNIT_TEST(earlier_formats_do_not_hold_links)
{
	for (int what = 0; what < 7; what++)
	{
		SynthModel *m = link_model();
		size_t len;
		uint8_t *bytes;

		m->nrules = what == 1 ? m->nrules : 0;
		m->nchecks = what == 2 ? m->nchecks : 0;
		m->nedges = what == 3 ? m->nedges : 0;
		m->nfanouts = what == 4 ? m->nfanouts : 0;
		if (what == 5)
		{
			m->column[1].role = SYNTH_COLUMN_RANGE;
			m->column[1].upper = 3;
		}
		if (what == 6)
			m->column[2].role = SYNTH_COLUMN_REFERENCE;
		if (what > 0)
		{
			CHECK_FAILS(SYNTH_ERR_INTERNAL, synth_model_encode_as(m, 3, &len));
			bytes = synth_model_encode(m, &len);
			check_same_links(m, synth_model_decode(bytes, len));
		}
		else
		{
			/* without links it is what version 3 wrote */
			bytes = synth_model_encode_as(m, 3, &len);
			CHECK_INT(synth_model_decode(bytes, len)->nedges, 0);
		}
	}
}

/*
 * Bytes that version 3 wrote, of a model with two columns of texts: they are
 * kept in tables of users and must stay readable.
 */
static const char version_3[] =
	"53594e54484d444c030000000a04000000000000070000007075626c69637005000000f09f98807303000000000000000000"
	"000000000000000008000000726f77f09f9880780500000000000000f81165267a9fc0400000000000000000000000000000"
	"0000007b14ae47e17a843f7b14ae47e17a843f000000000000000000000000000000000500000000000000010000006f6e65"
	"2d77617900000000000000000035000000000000000100000000000000dadb07453c610c400000000000000000fca9f1d24d"
	"62503f00000000000000000200000009000000636f6c756d6e200a75090000006e756d65726963616c050000000000010000"
	"00000120020a00000064655f4445f09f98806e000000000003ffffffffffffffffffffffff61000000010100010000000800"
	"00005b612d7a5d2b616a0000010300000000000c000000636f6c756d6e20206220636a0c0000006e756d6572696320622063"
	"700501000000000c000000000125050700000064655f44452762000000000006ffffffffffffffffffffffff080000000001"
	"0002000000080000005b612d7a5d2b61670200010b0000005b612d7a5d2b2062206378010000000000000001050000000600"
	"000061c3a9c3a8610300000062276b0600000063f09f9880740600000064c3a9c3a862030000006527741e62592036b8e13f"
	"0f82cd963713f13f3a06fef621e5ec3f4fd8a13800ebe83f287f8a2b227cf13f05000000ffffffff000000000e8f956d6a01"
	"f63f0000000001000000127ec08f9044f43f01000000ffffffff543aa327e036f03f02000000ffffffff27e4b7d3cda4ef3f"
	"0300000004000000544e9e7599fcef3f0c000000f43961ec25a9f93f01000000010000000000000001020000000900000063"
	"6f6c756d6e200a7502060300000001000000000000000000382febe999b49e3fb512218d1ae7a63f5a95de87e99bed3f972d"
	"e29fde5329400100000001000000ffffffffffffffffffffffff020000000102effcffffffffffff1e100000000000000601"
	"00000000000000a86296e897e3b83fe8030000000000005b19203db85cca3f40420f0000000000ee12f55223dab03f008793"
	"0300000000d503edc47c68d03f00a493d600000000dbc25c3fd802c13f0060d71d140000005561e35b98f0ce3fbcfcffffff"
	"ffffff25100000000000000c000000636f6c756d6e20206220636a0106020000000200000000000100000000000000f03f00"
	"0000000000f03f00000000000000000100000001000000ffffffffffffffffffffffffffffffff020b0000006c6162656c20"
	"f09f988075000100000000000000000200000000000000b88d3e3f90e4823e00000000000000000001000000000000000000"
	"803f010100000005000000676976656e0500000066725f465200000000010000000100000000650200000000000000000000"
	"00002440044866dc";

static int
hex_digit(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

UNIT_TEST(models_of_version_3_are_read)
{
	size_t len = strlen(version_3) / 2;
	uint8_t *bytes = synth_alloc(len);
	uint8_t *again;
	size_t len_again;
	SynthModel *m;

	for (size_t i = 0; i < len; i++)
		bytes[i] = (uint8_t) (hex_digit(version_3[2 * i]) << 4 | hex_digit(version_3[2 * i + 1]));
	m = synth_model_decode(bytes, len);
	CHECK_INT(m->nattributes, 2);
	CHECK_INT(m->ncolumns, 2);
	CHECK_INT(m->column[0].role, SYNTH_COLUMN_TEXT);
	CHECK_INT(m->column[1].text->bag->ntokens, 5);
	CHECK_STR(m->lexicon->list[0].list, "given");
	CHECK(m->nrules == 0 && m->nchecks == 0 && m->nedges == 0 && m->nfanouts == 0 && m->rows == NULL);
	again = synth_model_encode_as(m, 3, &len_again);
	CHECK_INT(len_again, len);
	CHECK(memcmp(again, bytes, len) == 0);
	again = synth_model_encode(m, &len_again);
	CHECK_INT(again[SYNTH_MAGIC_BYTES], SYNTH_FORMAT_VERSION);
	CHECK_INT(synth_model_decode(again, len_again)->column[0].text->kind, m->column[0].text->kind);
}
