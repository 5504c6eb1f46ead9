/* pack.c: ISA-L for gzip, libzstd. Fast levels: rows repeat each other so much that higher ones gain little. On a table of 64
 * columns, MB/s on one thread and times smaller: ISA-L 458, 4.0; libdeflate 231, 4.3; zstd 523, 5.6. */
#include "dyads/pack.h"

#include <isa-l/igzip_lib.h>
#include <stdint.h>
#include <stdlib.h>
#include <zstd.h>

enum { GZIP_LEVEL = 1, GZIP_SPARE = 1024, ZSTD_LEVEL = 1 };

static bool make_room(hel_packer *packer, size_t n)
{
	if (n > packer->room) {
		free(packer->bytes);
		packer->bytes = malloc(packer->room = n);
	}
	return packer->bytes != NULL;
}

/* One member of a gzip file; members one after another are a gzip file too. */
static bool pack_gzip(hel_packer *packer, const char *text, size_t n, size_t *n_packed)
{
	struct isal_zstream stream;
	if (n > UINT32_MAX / 2)
		return false;
	if (!packer->machine)
		packer->machine = malloc(ISAL_DEF_LVL1_DEFAULT);
	if (!packer->machine || !make_room(packer, n + n / 8 + GZIP_SPARE)) /* stored blocks, should nothing shrink */
		return false;
	isal_deflate_stateless_init(&stream);
	stream.gzip_flag = IGZIP_GZIP;
	stream.level = GZIP_LEVEL;
	stream.level_buf = packer->machine;
	stream.level_buf_size = ISAL_DEF_LVL1_DEFAULT;
	stream.end_of_stream = 1;
	stream.next_in = (uint8_t *)(uintptr_t)text; /* it is only read */
	stream.avail_in = (uint32_t)n;
	stream.next_out = (uint8_t *)packer->bytes;
	stream.avail_out = (uint32_t)packer->room;
	if (isal_deflate_stateless(&stream) != COMP_OK)
		return false;
	*n_packed = stream.total_out;
	return true;
}

static bool pack_zstd(hel_packer *packer, const char *text, size_t n, size_t *n_packed)
{
	if (!packer->machine)
		packer->machine = ZSTD_createCCtx();
	if (!packer->machine || !make_room(packer, ZSTD_compressBound(n)))
		return false;
	*n_packed = ZSTD_compressCCtx(packer->machine, packer->bytes, packer->room, text, n, ZSTD_LEVEL);
	return !ZSTD_isError(*n_packed);
}

bool hel_pack(hel_packer *packer, const char *text, size_t n, const char **bytes, size_t *n_packed)
{
	if (packer->packing == HEL_PLAIN) {
		*bytes = text;
		*n_packed = n;
		return true;
	}
	bool packed =
	    packer->packing == HEL_GZIP ? pack_gzip(packer, text, n, n_packed) : pack_zstd(packer, text, n, n_packed);
	*bytes = packer->bytes;
	return packed;
}

void hel_packer_free(hel_packer *packer)
{
	if (packer->packing == HEL_ZSTD)
		ZSTD_freeCCtx(packer->machine);
	else
		free(packer->machine);
	free(packer->bytes);
}
