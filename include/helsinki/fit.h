/* fit.h: estimation on big tables of dyad-years: logit and Poisson by Newton's method, covariances that know that dyads share
 * states, corrections for rare events, worth out of sample. docs/fit.md has the rules and what R prints for the same.
 *
 * frame (columns by name) + formula -> design (the rows that count, as blocks of doubles) -> fit, scores. */
#ifndef HELSINKI_FIT_H
#define HELSINKI_FIT_H

#include "helsinki/dyads.h"

#ifdef __cplusplus
extern "C" {
#endif

/* --- columns by name ---------------------------------------------------------------------------------------------------- */

typedef struct hel_frame hel_frame;

/** The columns of a dyad-year table, which must outlive the frame. Owner: the caller. */
HEL_API HEL_MUST_CHECK hel_status hel_frame_of_dyads(hel_frame **frame, const hel_dyads *dyads, hel_error *error);

/** A CSV file of numbers; an empty cell, NA or a dot is missing. HEL_EINPUT: FILE:LINE:COLUMN: text where a number is wanted. */
HEL_API HEL_MUST_CHECK hel_status hel_frame_of_csv(hel_frame **frame, const char *file, hel_error *error);

/** A frame of so many rows without any column yet, for hel_frame_add. */
HEL_API HEL_MUST_CHECK hel_status hel_frame_of_rows(hel_frame **frame, size_t rows, hel_error *error);

/** Adds a column: rows values, borrowed; NAN is missing. */
HEL_API HEL_MUST_CHECK hel_status hel_frame_add(hel_frame *frame, const char *name, const double *value, hel_error *error);

/** Hands memory over: it is freed with the frame. */
HEL_API HEL_MUST_CHECK hel_status hel_frame_keep(hel_frame *frame, void *memory, hel_error *error);

HEL_API size_t hel_frame_rows(const hel_frame *frame);
HEL_API void hel_frame_free(hel_frame *frame); /* NULL allowed */

/* --- formula ------------------------------------------------------------------------------------------------------------ */

typedef struct hel_formula hel_formula;

/** Reads `outcome ~ terms` and a condition that rows must meet (NULL: none). HEL_EUSAGE says what is wrong at which character.
 *  Owner: the caller. */
HEL_API HEL_MUST_CHECK hel_status hel_formula_read(hel_formula **formula, const char *text, const char *where,
						   hel_error *error);
HEL_API void hel_formula_free(hel_formula *formula); /* NULL allowed */

/** Adds the right side of a model to compare on the same rows; models are numbered from 0, the formula's own. */
HEL_API HEL_MUST_CHECK hel_status hel_formula_beside(hel_formula *formula, const char *right_side, hel_error *error);

/** The columns that the formula, its condition and the models beside it name. */
HEL_API size_t hel_formula_columns(const hel_formula *formula);
HEL_API const char *hel_formula_column(const hel_formula *formula, size_t column);

/* --- design ------------------------------------------------------------------------------------------------------------- */

typedef struct hel_design hel_design;

typedef struct hel_design_options {
	int from, to;        /* years kept; 0: all */
	const char *cluster; /* "dyad" (undirected pair), "directed-dyad", a column, or NULL: dyad if rows are pairs, else none */
	bool by_state;       /* keep both states of a pair, for covariances by state */
	int threads;         /* 0: all */
} hel_design_options;

/** Why rows are not in the design. */
typedef struct hel_dropped {
	const char *what; /* the condition, or the term as written */
	size_t rows;      /* a row counts where it fails first */
	bool is_missing;  /* a value of the term is missing; else the row was not asked for */
} hel_dropped;

/** Rows that count, as blocks of standardised columns. HEL_EUSAGE: an unknown column. HEL_EINPUT: no row left (with the
 *  reasons), an infinite value (with its row), a constant outcome. Owner: the caller. */
HEL_API HEL_MUST_CHECK hel_status hel_design_make(hel_design **design, const hel_frame *frame, hel_formula *formula,
						  const hel_design_options *options, hel_error *error);
HEL_API void hel_design_free(hel_design *design); /* NULL allowed */

HEL_API size_t hel_design_rows(const hel_design *design);
HEL_API size_t hel_design_dropped(const hel_design *design, const hel_dropped **dropped);

/** The least and greatest value that a column of the design takes, by the name of its term; false: there is none. */
HEL_API bool hel_design_range(const hel_design *design, const char *term, double *least, double *greatest);

/* --- fit ---------------------------------------------------------------------------------------------------------------- */

typedef enum hel_family { HEL_LOGIT, HEL_POISSON } hel_family;

typedef enum hel_correction {
	HEL_PLAIN_LIKELIHOOD, /* maximum likelihood */
	HEL_FIRTH,            /* Firth (1993): Jeffreys' prior; finite under separation */
	HEL_RARE_EVENTS       /* King and Zeng (2001): bias taken away, and the intercept by the share of events if given */
} hel_correction;

typedef enum hel_covariance {
	HEL_BY_CLUSTER, /* sum over clusters, HC0 x G/(G-1); by the model where there are none */
	HEL_BY_STATES,  /* two-way: by first and by second state (Cameron, Gelbach and Miller 2011) */
	HEL_DYADIC,     /* pairs that share a state (Aronow, Samii and Assenova 2015) */
	HEL_BY_MODEL
} hel_covariance;

typedef struct hel_fit_options {
	int model;             /* 0: the formula's own */
	int from, to;          /* years fitted; 0: all of the design */
	hel_family family;
	hel_correction correction;
	double share;          /* of events in the population, for HEL_RARE_EVENTS; 0: as in the sample */
	hel_covariance covariance;
	int threads;
	const struct hel_fit *near; /* a fit of the same model to nearly the same rows: its estimates are the start, its terms
				       those that can be estimated; or NULL */
} hel_fit_options;

/** One row a term that could be estimated. */
typedef struct hel_fit {
	size_t n, events, clusters, parameters;
	char **term;
	double *estimate;
	double *se;         /* of the model */
	double *se_robust;  /* of the covariance asked for */
	double *covariance; /* parameters x parameters: the covariance asked for */
	double log_likelihood, null_log_likelihood;
	int iterations;
	bool converged, separated;
	int model;          /* of the formula: 0 is its own */
	hel_covariance kind;/* BY_MODEL where there was nothing to cluster by */
	hel_notes notes;    /* separation, terms that were dropped */
	void *memory;       /* private */
} hel_fit;

/** Newton's method; every sum in fixed order, so the bytes do not depend on the number of threads. HEL_EINPUT: more terms
 *  than rows, an outcome that the family does not know, no finite estimate. HEL_EINTERRUPTED if `stop` said so.
 *  Owner: the caller, with hel_fit_free. */
HEL_API HEL_MUST_CHECK hel_status hel_fit_estimate(hel_fit *fit, const hel_design *design, const hel_fit_options *options,
						   int (*stop)(void *), void *context, hel_error *error);
HEL_API void hel_fit_free(hel_fit *fit); /* safe on zeros */

/** Two-sided, normal. */
HEL_API double hel_p_value(double z);

/** Draw number `draw` of the estimates from their covariance: parameters values. */
HEL_API HEL_MUST_CHECK hel_status hel_fit_draw(const hel_fit *fit, uint64_t seed, uint64_t draw, double *estimate,
					       hel_error *error);

/** Conditional logit: the pairs' own levels taken out (fixed effects of the clusters), exact likelihood (Chamberlain 1980). Only clusters with
 *  and without events count; terms that never change inside one are dropped with a note. */
HEL_API HEL_MUST_CHECK hel_status hel_fit_conditional(hel_fit *fit, const hel_design *design, const hel_fit_options *options,
						      int (*stop)(void *), void *context, hel_error *error);

/* --- worth out of sample ------------------------------------------------------------------------------------------------ */

enum { HEL_BINS = 10 };

/** A stretch of the chances given: what was said and what happened. */
typedef struct hel_bin {
	size_t n, events;
	double mean; /* chance given, on average */
} hel_bin;

typedef struct hel_scores {
	int from, to;    /* years tested */
	size_t n, events;
	double auc, average_precision, brier, log_loss;
	hel_bin bin[HEL_BINS]; /* by rising chance, each with about a tenth of the expected events */
} hel_scores;

/** Chances of the rows in years from .. to under a fit. probability and outcome: NULL, or room for hel_design_rows; *n is how
 *  many there are, in the order of the design. */
HEL_API HEL_MUST_CHECK hel_status hel_fit_predict(const hel_fit *fit, const hel_design *design, int from, int to,
						  double *probability, double *outcome, size_t *n, hel_error *error);

/** Scores of chances given. auc and average_precision are NAN where there is no event or nothing else. */
HEL_API HEL_MUST_CHECK hel_status hel_score(hel_scores *scores, const double *probability, const double *outcome, size_t n,
					    hel_error *error);

#ifdef __cplusplus
}
#endif
#endif
