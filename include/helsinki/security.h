/* security.h: world + mechanism + lens -> help, abetment, chance of defeat, expected loss and security of every state.
 * docs/model.md has the formulas. i attacks, j defends, k helps. No I/O. */
#ifndef HELSINKI_SECURITY_H
#define HELSINKI_SECURITY_H

#include "helsinki/scenario.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What the record says for a lens in a world (onset rates, defeats), from the panel. Zeroed for stated worlds. */
HEL_API HEL_MUST_CHECK hel_status hel_record_read(hel_record *record, const hel_world *world, const hel_lens *lens,
                                                  hel_panel *panel, hel_error *error);

/** The lens with h0 and severity filled from the record where the scenario is silent, so that the world's expected defeats
 *  over the record's years equal those recorded: severity = recorded defeats / sum over the years of sum_ij h_ij q_ij, each
 *  year's world under its own pacts in force, every parameter at its mode. panel may be NULL in a stated world: severity 1.
 *  notes gains a line if the calibrated severity is above 1. */
HEL_API HEL_MUST_CHECK hel_status hel_lens_calibrate(hel_lens *lens, hel_record *record, const hel_world *world,
                                                     hel_panel *panel, hel_notes *notes, hel_error *error);

/** What repeated questions about the same data share: counts of the record, the worlds of its years under the pacts in force
 *  then, models of them ready to be evaluated under another lens, the defeats that a lens was found to expect, and what a fitted
 *  model makes of the last few worlds. Every figure is the same to the last bit with a history as without (docs/live.md).
 *  Thread-safe: one may serve any number of threads. It holds no more than HEL_HISTORY_BYTES, beside what one question needs by
 *  itself: what was not asked for longest goes first. */
typedef struct hel_history hel_history;

#define HEL_HISTORY_BYTES ((size_t)512 << 20)

/** Loads all tables of the panel, which must outlive the history. Owner: the caller, with hel_history_free. */
HEL_API HEL_MUST_CHECK hel_status hel_history_new(hel_history **history, hel_panel *panel, hel_error *error);
/** NULL allowed. */
HEL_API void hel_history_free(hel_history *history);
/** The bytes that it holds now. */
HEL_API size_t hel_history_bytes(hel_history *history);

/** One evaluation. Matrices are n x n, row-major, row = attacker or helper, column = target; diagonals are 0. */
typedef struct hel_security {
	int n;
	double *power;     /* P_i(j), km-discounted capability */
	double *help;      /* D_ij, what comes to j's aid when i attacks it */
	double *abetment;  /* A_ij, what fights beside i against j */
	double *defeat;    /* q_ij, chance in [0,1] that the attack succeeds */
	double *threat;    /* h_ij, attacks a year */
	double *loss;      /* n: L_j, expected defeats a year, own and (phi) allies' */
	double *security;  /* n: exp(-T L_j) */
} hel_security;

enum { HEL_POINT = -1 };

/** Evaluates a mechanism under a calibrated lens. draw HEL_POINT takes every range at its mode, draw >= 0 that draw of seed.
 *  Owner: the caller, with hel_security_free. Thread-safe. */
HEL_API HEL_MUST_CHECK hel_status hel_security_evaluate(hel_security *security, const hel_world *world,
                                                        const hel_mechanism *mechanism, const hel_lens *lens, uint64_t seed,
                                                        int draw, hel_error *error);
HEL_API void hel_security_free(hel_security *security);

/** A uniform number in (0,1): a function of (seed, draw, what) alone (Threefry-2x64-20 of Random123). */
HEL_API double hel_uniform(uint64_t seed, uint64_t draw, const char *what);

/** The value of a range at a draw: triangular, by inversion; the mode at HEL_POINT. */
HEL_API double hel_range_draw(hel_range range, uint64_t seed, int draw, const char *what);

#ifdef __cplusplus
}
#endif
#endif
