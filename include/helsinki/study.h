/* study.h: a fit from beginning to end: which table, which formula, what to compare with, how to test it. The same keys stand in
 * a model file (models/onset.yaml) and as options of `helsinki fit`. */
#ifndef HELSINKI_STUDY_H
#define HELSINKI_STUDY_H

#include "helsinki/fit.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { HEL_COMPARE_MAX = 12 };

/** What is wanted. Strings are owned by the specification. */
typedef struct hel_specification {
	const char *name, *says; /* of a model file: what it is called, what it is for */
	const char *formula, *where, *data, *cluster;
	hel_dyads_request table; /* from, to: the years of the table, not of the fit */
	int from, to;            /* years fitted; 0: all */
	int test_from;           /* fit to the year before, test from here on; 0: no test */
	int rolling;             /* first year of the rolling test: fit to it, test the next five years, go on; 0: none */
	hel_family family;
	hel_correction correction;
	hel_covariance covariance;
	double share;            /* of events in the population, rare events; 0: the sample's */
	bool conditional;        /* levels of the pairs taken out */
	double lambda, omega;    /* of the columns that come from pacts (docs/estimates.md) */
	const char *join[HEL_COMPARE_MAX]; /* CSV files whose columns the table gains */
	int n_join;
	const char *compare[HEL_COMPARE_MAX]; /* right sides of models to compare out of sample */
	int n_compare;
	void *memory;            /* private */
} hel_specification;

/** A specification with every default; the dyad table is that of hel_dyads_defaults. Owner: the caller. */
HEL_API HEL_MUST_CHECK hel_status hel_specification_init(hel_specification *specification, hel_panel *panel, hel_error *error);
HEL_API void hel_specification_free(hel_specification *specification);

/** Sets one key ("where", "test-from", ...) from text, as an option or a model file gives it. HEL_EUSAGE: no such key (with the
 *  nearest), or a value that it cannot have. */
HEL_API HEL_MUST_CHECK hel_status hel_specification_set(hel_specification *specification, const char *key, const char *value,
							hel_error *error);

/** Sets every key of a model file. HEL_EINPUT with FILE:LINE:COLUMN. */
HEL_API HEL_MUST_CHECK hel_status hel_specification_read(hel_specification *specification, const char *file, hel_error *error);

/** One model out of sample: its scores in each test. */
typedef struct hel_worth {
	const char *label;
	hel_scores single;   /* of test_from; n 0: none */
	hel_scores *origin;  /* n_origins, of the rolling test */
	double auc, average_precision, brier, log_loss; /* means over the origins */
} hel_worth;

typedef struct hel_study {
	const hel_specification *specification; /* borrowed */
	const char *data;      /* in words: "COW dyad-years 1816-2022", or the file */
	hel_fit fit;
	double *least, *greatest; /* of each term of the fit in its rows, NAN for the intercept; NULL unless asked for */
	size_t rows;           /* of the table */
	size_t n_dropped;
	const hel_dropped *dropped;
	int from, to;          /* years of the rows fitted; 0 where rows have no year */
	size_t n_worth;        /* the formula's own first, then baselines, then models to compare */
	hel_worth *worth;
	size_t n_origins;
	double *tested, *happened; /* chances and outcomes of the single test, for pictures; n of worth[0].single */
	hel_notes notes;
	void *memory;          /* private */
} hel_study;

/** Adds columns to the frame of a table before the formula is read on it; names: those that `add` can make, so that the table
 *  is not asked for them. add is called if the formula names one. */
typedef struct hel_more_columns {
	const char *const *name;
	size_t n;
	hel_status (*add)(hel_frame *frame, const hel_dyads *dyads, const hel_specification *specification, void *context,
			  hel_error *error);
	void *context;
} hel_more_columns;

typedef struct hel_study_options {
	int threads;
	const hel_more_columns *more; /* NULL: none */
	bool ranges;                  /* fill least and greatest */
	int (*progress)(double done, void *context); /* anything but 0 stops (HEL_EINTERRUPTED) */
	void *context;
} hel_study_options;

/** Makes the table, fits, tests. Owner: the caller, with hel_study_free. */
HEL_API HEL_MUST_CHECK hel_status hel_study_run(hel_study *study, const hel_specification *specification, hel_panel *panel,
						const hel_study_options *options, hel_error *error);
HEL_API void hel_study_free(hel_study *study); /* safe on zeros */

#ifdef __cplusplus
}
#endif
#endif
