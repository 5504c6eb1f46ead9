/* assets.h: the page and what it loads, as the build found them. */
#ifndef SERVE_ASSETS_H
#define SERVE_ASSETS_H

#include "request.h"

/* small: gzipped; NULL where that saves nothing. */
typedef struct asset {
	const char *name, *digest;
	const unsigned char *bytes;
	size_t n;
	const unsigned char *small;
	size_t n_small;
} asset;

extern const asset ASSETS[]; /* made by tools/embed.py */
extern const size_t N_ASSETS;

/* The asset of this very name; NULL. */
const asset *asset_find(const char *name);

/* Answers with it, or with 304 if the asker has it. */
void asset_answer(const asset *x, const request *r, answer *a);

#endif
