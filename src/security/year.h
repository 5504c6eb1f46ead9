/* year.h: one year of the past, and what a lens expects of it. */
#ifndef HEL_SECURITY_YEAR_H
#define HEL_SECURITY_YEAR_H

#include "base/digest.h"
#include "security/model.h"
#include "security/past.h"

/* What of a lens shapes a model; all else can be turned in its sample. */
typedef struct hel_form {
	hel_lens_kind kind;
	hel_reach reach;
	hel_capability capability;
	uint32_t trusts, absent; /* sets of clause types: those it trusts, and those whose rho is 0 */
} hel_form;

hel_form hel_form_of(const hel_lens *lens);

/* What of a lens help, the sums that abetment is made of, and kept log odds rest on. */
typedef struct hel_stance {
	hel_stack stack;
	hel_basing basing;
	double pledges, lambda, rho[HEL_CLAUSE_TYPES], trust[HEL_CLAUSE_TYPES];
} hel_stance;

/* A model of the year with its sample, ready for every lens of a form. */
typedef struct hel_rig {
	hel_form form;
	uint64_t used;               /* when last; 0: empty */
	hel_obligations obligations; /* where some type is absent; else the year's */
	hel_model model;
	hel_sample sample;
	hel_stance stance; /* that help, sums and kept odds were made for */
	bool has_sums;
} hel_rig;

enum { HEL_RIGS = 4 };

typedef struct hel_year {
	int year;
	uint64_t used; /* when last */
	bool built;
	hel_arena *arena;
	hel_past_year past;
	hel_obligations obligations;        /* with every type */
	char fitted[HEL_DIGEST_DIGITS + 1]; /* key of the fitted model whose terms are at hand; "" */
	hel_terms terms;
	hel_rig rig[HEL_RIGS];
} hel_year;

/* The world and its pacts. The panel has loaded what hel_past_load names. */
hel_status hel_year_build(hel_year *year, hel_panel *panel, hel_error *error);
void hel_year_free(hel_year *year);

/* How a year is asked. */
typedef struct hel_asked {
	hel_panel *panel;
	const char
	    *fitted;  /* key of the lens's fitted model and of how years at peace are counted; other lenses: not read */
	uint64_t now; /* when, > 0 */
	bool keeps;   /* the rig, for the next */
} hel_asked;

/* Defeats that the lens expects in the year if every dispute were decided: sum of h q over all pairs, at the modes. One thread at
 * a time. */
hel_status hel_year_expect(hel_year *year, const hel_lens *lens, const hel_asked *asked, double *defeats, hel_error *error);

void hel_rig_free(hel_rig *rig);
size_t hel_rig_bytes(const hel_rig *rig);
size_t hel_year_bytes(const hel_year *year); /* without its rigs */

#endif
