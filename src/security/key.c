/* key.c: see key.h. Numbers go in as their bytes, words with their NUL. */
#include "security/key.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"

static void put(FILE *to, const void *bytes, size_t size)
{
	(void)fwrite(bytes, 1, size, to); /* in memory: fclose says whether all of it is there */
}

static void put_number(FILE *to, double value)
{
	put(to, &value, sizeof value);
}

static void put_model(FILE *to, const hel_lens *lens)
{
	const hel_estimates *e = lens->estimates;
	put_number(to, lens->kind);
	if (lens->kind != HEL_LENS_ESTIMATED)
		return;
	put_number(to, lens->peace);
	put(to, e->model, strlen(e->model) + 1);
	for (size_t t = 0; t < e->n; t++)
		put(to, e->term[t], strlen(e->term[t]) + 1);
	put(to, e->estimate, e->n * sizeof *e->estimate);
	put(to, e->covariance, e->n * e->n * sizeof *e->covariance);
}

static void put_lens(FILE *to, const hel_lens *lens)
{
	put_model(to, lens);
	put_number(to, lens->stack);
	put_number(to, lens->capability);
	put_number(to, lens->basing);
	put_number(to, lens->reach);
	for (int p = 0; p < HEL_PARAMETERS; p++) {
		if (p != HEL_SEVERITY)
			put_number(to, lens->parameter[p].mode);
	}
	for (int type = 0; type < HEL_CLAUSE_TYPES; type++) {
		put_number(to, lens->trust[type].mode);
		put_number(to, lens->rho[type].given);
		put_number(to, lens->rho[type].mode);
	}
}

/* Digests what was put; frees it. */
static hel_status finish(hel_key *key, FILE *file, char *const *bytes, const size_t *size, hel_error *error)
{
	bool complete = file && !fclose(file);
	if (complete)
		hel_digest(key->text, *bytes, *size);
	free(*bytes);
	return complete ? HEL_OK : hel_fail_memory(error);
}

hel_status hel_key_of_lens(hel_key *key, const hel_lens *lens, int from, int to, hel_error *error)
{
	char *bytes = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&bytes, &size);
	if (file) {
		put_number(file, from);
		put_number(file, to);
		put_lens(file, lens);
	}
	return finish(key, file, &bytes, &size, error);
}

hel_status hel_key_of_model(hel_key *key, const hel_lens *lens, hel_error *error)
{
	if (lens->kind != HEL_LENS_ESTIMATED) {
		snprintf(key->text, sizeof key->text, "-");
		return HEL_OK;
	}
	char *bytes = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&bytes, &size);
	if (file)
		put_model(file, lens);
	return finish(key, file, &bytes, &size, error);
}
