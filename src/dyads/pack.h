/* pack.h: compression of one chunk: a gzip member or a zstd frame of its own, so that chunks can be packed side by side. */
#ifndef HEL_DYADS_PACK_H
#define HEL_DYADS_PACK_H

#include <stdbool.h>
#include <stddef.h>

#include "dyads/table.h"

/* What one thread keeps for it. Starts with its packing and zeros. */
typedef struct hel_packer {
	hel_packing packing;
	void *machine;
	char *bytes;
	size_t room;
} hel_packer;

/* The packed bytes, borrowed until the next call (HEL_PLAIN: the text itself). False: no memory. */
bool hel_pack(hel_packer *packer, const char *text, size_t n, const char **bytes, size_t *n_packed);
void hel_packer_free(hel_packer *packer);

#endif
