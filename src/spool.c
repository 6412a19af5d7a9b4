/*-------------------------------------------------------------------------
 *
 * spool.c
 *	  A rewindable store of raw columns: memory first, then a temporary file.
 *
 * A fit reads its rows several times (probe, one-way counts, pair counts).
 * Scanning the source again would be slow, could see other rows, and would
 * run the user's views again; so the rows are kept once, as raw int64 columns
 * in blocks.
 *
 * Each column of a block is packed on its own.  Raw values are clustered: the
 * reserved values (NULL, infinities, other) sit at the bottom of int64, the
 * ordinary ones near each other.  So a block stores the least ordinary value
 * as its base, and codes
 *
 *	 0 .. 15		the reserved value SYNTH_RAW_NULL + code
 *	 16 and up		base + (code - 16)
 *
 * in the narrowest of 0, 1, 2, 4 or 8 bytes that fits (0: all codes are 16, a
 * constant column).  A column that spans more than 32 bits is kept as it is.
 * Fifteen columns of a census table take about 20 bytes a row.
 *
 * Blocks live in memory until `memory` bytes are used, later ones in one
 * temporary file (encrypted or not as the server's temporary files are, gone
 * with the transaction).  The file is written and read in order.
 *
 *-------------------------------------------------------------------------
 */
#include "spool.h"

#include "core/axis.h"
#include "miscadmin.h"
#include "storage/buffile.h"
#include "storage/shmem.h"
#include "utils/memutils.h"

#define RESERVED_CODES 16

/* before the packed bytes of one column of one block */
typedef struct SpoolColumnHeader
{
	int64 base;
	uint32 width; /* bytes a value: 0, 1, 2, 4 or 8 */
	uint32 nbytes;
} SpoolColumnHeader;

/* before the columns of one block */
typedef struct SpoolBlockHeader
{
	uint32 nrows;
	uint32 nbytes; /* of all that follows */
} SpoolBlockHeader;

struct Spool
{
	MemoryContext context;
	int ncolumns;
	Size memory;
	Size used;
	bool reading;

	/* blocks in memory, in order */
	int nblocks;
	int maxblocks;
	char **block; /* SpoolBlockHeader, then the columns */

	BufFile *file; /* NULL until memory is full */
	int64 file_blocks;

	/* reading */
	int next_block;
	int64 next_file_block;
	int block_rows;
	char *buffer;	/* one packed block, worst case size */
	int64 **column; /* unpacked */
};

/* worst case of one packed block */
static Size
block_capacity(int ncolumns)
{
	return mul_size(ncolumns, add_size(sizeof(SpoolColumnHeader), mul_size(spool_block_rows(ncolumns), sizeof(int64))));
}

/*
 * Blocks of 1,600 columns and 4,096 rows would take 50 MB: keep the unpacked
 * block within BLOCK_BYTES.
 */
#define BLOCK_BYTES (4 * 1024 * 1024)

int
spool_block_rows(int ncolumns)
{
	return Max(64, Min(SPOOL_BLOCK_ROWS, BLOCK_BYTES / (int) sizeof(int64) / Max(1, ncolumns)));
}

Spool *
spool_create(int ncolumns, Size memory)
{
	Spool *spool = palloc0(sizeof(Spool));

	spool->context = CurrentMemoryContext;
	spool->ncolumns = ncolumns;
	spool->memory = memory;
	spool->block_rows = spool_block_rows(ncolumns);
	spool->maxblocks = 64;
	spool->block = palloc(spool->maxblocks * sizeof(char *));
	spool->buffer = MemoryContextAllocHuge(spool->context, block_capacity(ncolumns));
	spool->column = palloc(ncolumns * sizeof(int64 *));
	for (int c = 0; c < ncolumns; c++)
		spool->column[c] = palloc(spool->block_rows * sizeof(int64));
	return spool;
}

/*
 * Packs one column to `out` and returns the bytes written.
 */
static Size
pack_column(const int64 *value, int nrows, char *out)
{
	SpoolColumnHeader header;
	int64 least = PG_INT64_MAX;
	int64 most = PG_INT64_MIN;
	bool reserved = false;
	uint64 top;
	char *data = out + sizeof(header);

	for (int i = 0; i < nrows; i++)
	{
		if (value[i] < SYNTH_RAW_FIRST)
			reserved = true;
		else
		{
			least = Min(least, value[i]);
			most = Max(most, value[i]);
		}
	}

	memset(&header, 0, sizeof(header));
	if (least > most) /* nothing ordinary */
		least = most = 0;
	header.base = least;
	/* the difference of two int64 fits uint64 */
	top = (uint64) most - (uint64) least;

	if (!reserved && top == 0)
		header.width = 0;
	else if (top < PG_UINT8_MAX - RESERVED_CODES)
	{
		uint8 *p = (uint8 *) data;

		header.width = 1;
		for (int i = 0; i < nrows; i++)
			p[i] = (uint8) (value[i] < SYNTH_RAW_FIRST ? (uint64) value[i] - (uint64) SYNTH_RAW_NULL
													   : (uint64) value[i] - (uint64) least + RESERVED_CODES);
	}
	else if (top < PG_UINT16_MAX - RESERVED_CODES)
	{
		uint16 *p = (uint16 *) data;

		header.width = 2;
		for (int i = 0; i < nrows; i++)
			p[i] = (uint16) (value[i] < SYNTH_RAW_FIRST ? (uint64) value[i] - (uint64) SYNTH_RAW_NULL
														: (uint64) value[i] - (uint64) least + RESERVED_CODES);
	}
	else if (top < PG_UINT32_MAX - RESERVED_CODES)
	{
		uint32 *p = (uint32 *) data;

		header.width = 4;
		for (int i = 0; i < nrows; i++)
			p[i] = (uint32) (value[i] < SYNTH_RAW_FIRST ? (uint64) value[i] - (uint64) SYNTH_RAW_NULL
														: (uint64) value[i] - (uint64) least + RESERVED_CODES);
	}
	else
	{
		header.width = 8;
		memcpy(data, value, nrows * sizeof(int64));
	}
	/* keep every header aligned */
	header.nbytes = MAXALIGN(header.width * nrows);
	if (header.nbytes > header.width * nrows)
		memset(data + header.width * nrows, 0, header.nbytes - header.width * nrows);
	memcpy(out, &header, sizeof(header));
	return sizeof(header) + header.nbytes;
}

/*
 * Unpacks one column and returns the bytes read.
 */
static Size
unpack_column(const char *in, int nrows, int64 *value)
{
	SpoolColumnHeader header;
	const char *data = in + sizeof(header);
	uint64 ordinary;

	memcpy(&header, in, sizeof(header));
	ordinary = (uint64) header.base - RESERVED_CODES;

#define UNPACK(type)                                                                                  \
	do                                                                                                \
	{                                                                                                 \
		const type *p = (const type *) data;                                                          \
		for (int i = 0; i < nrows; i++)                                                               \
			value[i] = (int64) (p[i] + (p[i] < RESERVED_CODES ? (uint64) SYNTH_RAW_NULL : ordinary)); \
	} while (0)

	switch (header.width)
	{
		case 0:
			for (int i = 0; i < nrows; i++)
				value[i] = header.base;
			break;
		case 1:
			UNPACK(uint8);
			break;
		case 2:
			UNPACK(uint16);
			break;
		case 4:
			UNPACK(uint32);
			break;
		case 8:
			memcpy(value, data, nrows * sizeof(int64));
			break;
		default:
			elog(ERROR, "unexpected width in spool");
	}
#undef UNPACK
	return sizeof(header) + header.nbytes;
}

void
spool_append(Spool *spool, int64 *const *columns, int nrows)
{
	SpoolBlockHeader header;
	Size nbytes = 0;

	Assert(!spool->reading);
	Assert(nrows >= 1 && nrows <= spool->block_rows);

	for (int c = 0; c < spool->ncolumns; c++)
		nbytes += pack_column(columns[c], nrows, spool->buffer + nbytes);
	header.nrows = nrows;
	header.nbytes = (uint32) nbytes;

	/* once a block went to the file, all later ones do: that keeps the order */
	if (spool->file == NULL && spool->used + nbytes <= spool->memory)
	{
		char *block = MemoryContextAllocHuge(spool->context, sizeof(header) + nbytes);

		memcpy(block, &header, sizeof(header));
		memcpy(block + sizeof(header), spool->buffer, nbytes);
		if (spool->nblocks == spool->maxblocks)
		{
			spool->maxblocks *= 2;
			spool->block = repalloc_huge(spool->block, mul_size(spool->maxblocks, sizeof(char *)));
		}
		spool->block[spool->nblocks++] = block;
		spool->used += sizeof(header) + nbytes;
		return;
	}

	if (spool->file == NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(spool->context);

		spool->file = BufFileCreateTemp(false);
		MemoryContextSwitchTo(old);
	}
	BufFileWrite(spool->file, (void *) &header, sizeof(header));
	BufFileWrite(spool->file, spool->buffer, nbytes);
	spool->file_blocks++;
}

void
spool_rewind(Spool *spool)
{
	spool->reading = true;
	spool->next_block = 0;
	spool->next_file_block = 0;
	if (spool->file != NULL && BufFileSeek(spool->file, 0, 0, SEEK_SET) != 0)
		ereport(ERROR, (errcode_for_file_access(), errmsg("could not rewind a temporary file")));
}

int
spool_next(Spool *spool, int64 ***columns)
{
	SpoolBlockHeader header;
	const char *packed;

	CHECK_FOR_INTERRUPTS();
	*columns = spool->column;
	if (spool->next_block < spool->nblocks)
	{
		const char *block = spool->block[spool->next_block++];

		memcpy(&header, block, sizeof(header));
		packed = block + sizeof(header);
	}
	else if (spool->next_file_block < spool->file_blocks)
	{
		spool->next_file_block++;
		compat_buffile_read(spool->file, &header, sizeof(header));
		if (header.nrows > spool->block_rows || header.nbytes > block_capacity(spool->ncolumns))
			elog(ERROR, "unexpected block in spool");
		compat_buffile_read(spool->file, spool->buffer, header.nbytes);
		packed = spool->buffer;
	}
	else
		return 0;

	for (int c = 0; c < spool->ncolumns; c++)
		packed += unpack_column(packed, header.nrows, spool->column[c]);
	return header.nrows;
}

/*
 * Gives the file back at once; memory goes with its context.
 */
void
spool_close(Spool *spool)
{
	if (spool->file != NULL)
		BufFileClose(spool->file);
	spool->file = NULL;
	spool->file_blocks = 0;
}
