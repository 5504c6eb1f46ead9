/* assets.c: see assets.h. */
#include "assets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *type_of(const char *name)
{
	static const char *const types[][2] = {{".html", "text/html; charset=utf-8"},
					       {".css", "text/css; charset=utf-8"},
					       {".js", "text/javascript; charset=utf-8"}};
	const char *dot = strrchr(name, '.');
	for (size_t t = 0; dot && t < sizeof types / sizeof *types; t++) {
		if (!strcmp(dot, types[t][0]))
			return types[t][1];
	}
	return "application/octet-stream";
}

const asset *asset_find(const char *name)
{
	for (size_t x = 0; x < N_ASSETS; x++) {
		if (!strcmp(name, ASSETS[x].name))
			return &ASSETS[x];
	}
	return NULL;
}

/* Whether a list of codings has gzip, and not with quality 0. */
static bool takes_gzip(const char *codings)
{
	while (codings && *codings) {
		codings += strspn(codings, " \t,");
		size_t n = strcspn(codings, ","), word = strcspn(codings, " \t;,");
		if (word == 4 && !strncasecmp(codings, "gzip", 4)) {
			const char *quality = memchr(codings, '=', n);
			return !quality || strtod(quality + 1, NULL) > 0;
		}
		codings += n;
	}
	return false;
}

/* The digest in quotes, or `*`, weak or not. */
static bool has_it(const char *tags, const char *digest)
{
	return tags && (!strcmp(tags, "*") || strstr(tags, digest));
}

void asset_answer(const asset *x, const request *r, answer *a)
{
	bool small = x->small && takes_gzip(r->header[HEADER_ACCEPT_ENCODING]);
	a->type = type_of(x->name);
	a->etag = x->digest;
	a->cache = "no-cache"; /* may be kept, but is asked for: the next build has other bytes under the same name */
	if (has_it(r->header[HEADER_IF_NONE_MATCH], x->digest)) {
		a->status = 304;
		a->type = NULL;
		return;
	}
	a->status = 200;
	a->encoding = small ? "gzip" : NULL;
	a->fixed = small ? x->small : x->bytes;
	a->n_fixed = small ? x->n_small : x->n;
}
