/* verdict.h: claims judged on the draws of every lens, and the values of a parameter at which the answer flips; and one
 * quantity over a grid of one or two parameters. docs/claims.md. */
#ifndef HELSINKI_VERDICT_H
#define HELSINKI_VERDICT_H

#include "helsinki/assess.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HEL_VERDICT_LIST(X)                                                    \
	X(HEL_HOLDS, "holds")                                                  \
	X(HEL_FAILS, "fails")                                                  \
	X(HEL_DEPENDS, "depends")                                              \
	X(HEL_NEGLIGIBLE, "negligible")                                        \
	X(HEL_NOT_TESTABLE, "not-testable")

typedef enum hel_verdict {
#define HEL_VERDICT_ENUM(code, text) code,
	HEL_VERDICT_LIST(HEL_VERDICT_ENUM)
#undef HEL_VERDICT_ENUM
	HEL_VERDICT_KINDS
} hel_verdict;

HEL_API const char *hel_verdict_name(hel_verdict verdict);

/** What a test comes to at one draw. */
typedef enum hel_outcome { HEL_UNDEFINED = -2, HEL_FALSE = -1, HEL_WITHIN_MARGIN = 0, HEL_TRUE = 1 } hel_outcome;

/** A value of a parameter at which the answer at the point flips, all else fixed. low, high: 5 % and 95 % quantiles of where it
 *  flips in the draws; NAN without draws, and with power from other bases than the lens's. A draw that flips beyond the range
 *  counts at its end. */
typedef struct hel_flip {
	double at, low, high;
	bool to_true; /* the claim begins to hold there, as the parameter rises */
} hel_flip;

enum { HEL_PIVOT_STEPS = 12 }; /* of the grid that a search walks first; changes back and forth within one step are not seen */

/** The search over one parameter. flip: ascending. By step of the grid, from `from` to `to` (in equal ratios where
 *  hel_turn_by_ratio), at the point: value is what the test looks at, as in hel_ruling; border where the claim begins to hold, margin
 *  included. NAN: undefined there, or a claim of several parts. */
typedef struct hel_pivot {
	hel_turn turn;
	double from, to;
	bool holds_at_from, holds_at_to;
	size_t n_flips;
	hel_flip *flip;
	double value[HEL_PIVOT_STEPS + 1], border[HEL_PIVOT_STEPS + 1];
} hel_pivot;

/** Whether a claim holds where what it looks at is above the border (false: below). Of several parts: true. */
HEL_API bool hel_holds_above(const hel_claim *claim);

/** A claim under a lens, with power projected from one set of bases.
 *  value   what the test looks at: the quantity, or for a comparison its difference; NAN for a claim of several parts
 *  margin  in the unit of the quantity, at the point
 *  share   of the defined draws in which the claim is true; NAN without draws */
typedef struct hel_ruling {
	size_t claim, lens;      /* indices in the scenario */
	hel_basing basing;
	bool is_lens_basing;     /* the lens's own; false: the other one, for claims about a state with forces abroad */
	hel_verdict verdict;
	const char *why;         /* borrowed; NULL where the verdict speaks for itself */
	hel_outcome point, together; /* at the point: mean field, and with coalitions together */
	double margin, share;
	int largest;             /* `largest-for`: the state for which it is largest at the point; -1 */
	hel_figure value;
	size_t n_pivots;
	hel_pivot *pivot;        /* in the order of the claim */
} hel_ruling;

typedef struct hel_verdicts {
	const hel_scenario *scenario; /* borrowed */
	uint64_t seed;
	int draws;
	size_t n;
	hel_ruling *ruling;      /* claims in order, lenses within, the lens's own basing first */
	hel_notes notes;         /* the scenario's and those of the lenses */
	void *memory;
} hel_verdicts;

typedef struct hel_verdict_options {
	int draws;               /* < 0: the scenario's */
	uint64_t seed;
	int threads;             /* 0: all processors. No figure depends on it. */
	bool pivots;             /* look for them */
	size_t n_lenses;         /* choose some, by index; 0 all */
	const size_t *lens;
	hel_progress progress;   /* NULL allowed */
	void *context;
} hel_verdict_options;

enum { HEL_FLIP_DRAWS = 20 }; /* at most so many draws say where a flip lies */

HEL_API void hel_verdict_options_init(hel_verdict_options *options);

/** Judges every claim of a scenario under every chosen lens. holds: true in at least 95 % of the draws; negligible: within the
 *  margin in at least 95 %; fails: true in at most 5 %; else depends, and so where coalitions together say otherwise at the
 *  point; not-testable: the claim says so, or its quantities are undefined in most draws. Owner: the caller. */
HEL_API HEL_MUST_CHECK hel_status hel_verdicts_make(hel_verdicts *verdicts, const hel_scenario *scenario, hel_panel *panel,
                                                    const hel_verdict_options *options, hel_error *error);
HEL_API void hel_verdicts_free(hel_verdicts *verdicts); /* safe on zeros */

/** One axis of a sweep: n >= 1 values from `from` to `to`, both included; by_ratio: in equal ratios. */
typedef struct hel_axis {
	hel_turn turn;
	double from, to;
	int n;
	bool by_ratio;
} hel_axis;

HEL_API double hel_axis_value(const hel_axis *axis, int place);

typedef struct hel_sweep_options {
	size_t n_axes;           /* 1 or 2 */
	hel_axis axis[2];
	size_t n_quantities;
	const hel_quantity *quantity; /* borrowed: hel_scenario_quantity reads them */
	int draws;               /* 0: the point only */
	uint64_t seed;
	int threads;
	size_t n_lenses;         /* choose some, by index; 0 all */
	const size_t *lens;
	hel_progress progress;
	void *context;
} hel_sweep_options;

/** One quantity under one lens over the grid: cell (x, y) at x * n of the second axis + y. */
typedef struct hel_swept {
	size_t quantity, lens;
	hel_figure *figure;
} hel_swept;

typedef struct hel_sweep {
	const hel_scenario *scenario;
	hel_sweep_options options;
	size_t n_cells, n;
	hel_swept *swept;        /* quantities in order, lenses within */
	hel_notes notes;
	void *memory;
} hel_sweep;

/** Measures quantities over the grid. Owner: the caller. */
HEL_API HEL_MUST_CHECK hel_status hel_sweep_make(hel_sweep *sweep, const hel_scenario *scenario, hel_panel *panel,
                                                 const hel_sweep_options *options, hel_error *error);
HEL_API void hel_sweep_free(hel_sweep *sweep);

#ifdef __cplusplus
}
#endif
#endif
