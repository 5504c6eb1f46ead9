/* pack.c: libdeflate for gzip (two to three times zlib's speed at the same size), libzstd. Fast levels: rows repeat each other
 * so much that higher ones gain little (docs/dyads.md has the figures). */
#include "dyads/pack.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <zstd.h>

enum { GZIP_LEVEL = 1, ZSTD_LEVEL = 1 };

static bool make_room(hel_packer *packer, size_t n)
{
	if (n > packer->room) {
		free(packer->bytes);
		packer->bytes = malloc(packer->room = n);
	}
	return packer->bytes != NULL;
}

static bool pack_gzip(hel_packer *packer, const char *text, size_t n, size_t *n_packed)
{
	if (!packer->machine)
		packer->machine = libdeflate_alloc_compressor(GZIP_LEVEL);
	if (!packer->machine || !make_room(packer, libdeflate_gzip_compress_bound(packer->machine, n)))
		return false;
	*n_packed = libdeflate_gzip_compress(packer->machine, text, n, packer->bytes, packer->room);
	return *n_packed > 0;
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
	bool packed = packer->packing == HEL_GZIP ? pack_gzip(packer, text, n, n_packed) : pack_zstd(packer, text, n, n_packed);
	*bytes = packer->bytes;
	return packed;
}

void hel_packer_free(hel_packer *packer)
{
	if (packer->packing == HEL_GZIP && packer->machine)
		libdeflate_free_compressor(packer->machine);
	else if (packer->packing == HEL_ZSTD)
		ZSTD_freeCCtx(packer->machine);
	free(packer->bytes);
}
