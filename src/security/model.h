/* model.h: one mechanism under one lens in one world, ready to be evaluated at any draw; and the figures of one draw.
 *
 * Index ranges: states i, j, k in [0, n). Targets are the states whose losses are wanted, columns; t counts them. A slot is
 * a pair (attacker, target); the slots of a target lie together, by attacker. */
#ifndef HEL_SECURITY_MODEL_H
#define HEL_SECURITY_MODEL_H

#include "base/arena.h"
#include "helsinki/security.h"
#include "lens/estimates.h"
#include "mechanism/obligations.h"
#include "security/terms.h"

/* Targets that abetment.c works on at once. With 195 states and AVX-512,
 * 32 take two thirds of the time of 8. */
enum { HEL_BLOCK = 32, HEL_SCRATCH_ROWS = 12 };

/* What a bond comes to at a draw: E, C of what needs no vote, O, what is left of 1 - B' under shared collective security, and 1 - B. */
typedef struct hel_will {
	double defence, collective, offence, unshared, free;
} hel_will;

/* How a duty changes threat or omega between two states. k, p: the parties of the clause. */
typedef enum hel_modifier_kind { HEL_BY_TRUST, HEL_BY_PLEDGED_FACTOR, HEL_BY_FACTOR, HEL_BY_OMEGA_FACTOR } hel_modifier_kind;

typedef struct hel_modifier {
	hel_modifier_kind kind;
	uint32_t slot, duty;
	uint16_t k, p;
} hel_modifier;

typedef struct hel_model {
	const hel_world *world;
	const hel_lens *lens;
	const hel_obligations *obligations; /* borrowed */
	int n;
	double *capability;  /* n, before arms limits; 0 where unknown */
	bool *known;         /* n: the lens knows the state's capability */
	int n_targets;
	int *target;         /* states, ascending */
	int *column;         /* n: t of a state, -1 */
	uint32_t *from;      /* n_targets + 1: slots of a target */
	uint16_t *attacker;  /* of each slot, ascending within a target */
	double *base;        /* of each slot: the threat before h0 and every factor */
	size_t n_modifiers;
	hel_modifier *modifier;
	const hel_terms *terms; /* `estimated`: own_terms, or borrowed */
	hel_terms own_terms;
	void *memory;
} hel_model;

/* Which slots a model has. */
typedef enum hel_slots {
	HEL_THREATENED,  /* pairs with a threat: enough for losses */
	HEL_EVERY_PAIR   /* all n attackers of every target, itself included (threat 0): whole matrices */
} hel_slots;

/* target lists the states wanted (NULL: all). Where an ally's losses count (phi), all states are targets whatever is
 * wanted. A state whose capability the lens does not know has no power, no threat, and is no target. HEL_EINPUT: a fitted model
 * needs what the world has not. */
hel_status hel_model_build(hel_model *model, const hel_world *world, const hel_lens *lens, const hel_obligations *obligations,
                           const int *target, int n_targets, hel_slots slots, hel_error *error);
/* The same with the terms of a fitted model that were made for this world before, borrowed; NULL: they are made. */
hel_status hel_model_build_on(hel_model *model, const hel_terms *terms, const hel_world *world, const hel_lens *lens,
                              const hel_obligations *obligations, const int *target, int n_targets, hel_slots slots,
                              hel_error *error);
void hel_model_free(hel_model *model);

/* The slot of i attacking j; -1: it has none. */
int64_t hel_slot_find(const hel_model *model, int i, int j);

/* The place of state i among the attackers of column t, or -1. It has none beyond its own number, and mostly that or the one before. */
static inline int hel_place_find(const hel_model *model, int t, int i)
{
	const uint16_t *attacker = model->attacker + model->from[t];
	int a = (int)(model->from[t + 1] - model->from[t]) - 1;
	for (a = a < i ? a : i; a >= 0 && attacker[a] > i; a--)
		;
	return a >= 0 && attacker[a] == i ? a : -1;
}

/* What the attackers of column t have of figures of all states, in the order of its slots. */
void hel_of_attackers(const hel_model *model, int t, const double *of_state, double *to);

/* What state k has under a lens; NAN if unknown. */
double hel_lens_capability(const hel_lens *lens, const hel_state *state);

/* Whether i may attack j under a lens: its threat before factors and h0 (matrix: the stated rate; else 1 in reach). */
double hel_lens_reach(const hel_lens *lens, const hel_world *world, int i, int j);

/* What a tie of a change adds where no bond of the mechanism can carry it: help for p, and company in an attack of p. */
typedef struct hel_spare {
	int k, p;
	double defence, abetment;
} hel_spare;

/* The figures of one draw. Owned by one thread; others may read them by a view while nobody changes them. */
typedef struct hel_sample {
	const hel_model *model;
	bool limited;         /* treaties change power; else it stands while lambda and basing are those that it was made by: */
	struct {
		double lambda_km;
		hel_basing basing;
	} projected;
	bool someone_joins;   /* offence pacts: abetment without omega */
	bool turned;          /* since the last draw: what no draw changes must be made again, too */
	hel_change change;
	double parameter[HEL_PARAMETERS];
	double trust[HEL_CLAUSE_TYPES];
	double *rate;         /* n_rates: rho and factors */
	double *capability;   /* n, after arms limits */
	double *power;        /* n_targets x n: P_k(target), 0 for the target itself */
	double *power_by_state; /* n x n_targets, and HEL_BLOCK more to be read beyond the end: the same transposed */
	/* of each bond: E, C, O of the clauses that need no vote, and what is left of 1 - B' under shared collective security */
	double *defence, *collective, *offence, *unshared;
	double *free_to;      /* n x n: 1 - B[k,i] */
	hel_will *of_kind;    /* n_kinds, for bonds.c */
	bool *kind_moved;     /* n_kinds: its figures are others than before */
	bool by_kind;         /* every bond comes to what its kind does */
	double *fires;        /* n_rules x n: 1 where the rule lets it act against i, else 0; no draw changes it */
	double *fires_unchanged; /* the same without any change */
	int n_spare;
	hel_spare spare[2];
	double *threat, *omega_factor;     /* of each slot */
	double *own;          /* of each slot what the attacker has of its own there: P_i(target) */
	/* `estimated`: of each slot what multiplies the chance of attack, the log odds of what no mechanism changes, and of all
	 * but the target's help; the coefficients of a draw and of what changes */
	double *factor, *fixed_odds, *odds, *coefficient, turning[HEL_TURNINGS];
	bool odds_at_point;   /* fixed_odds are those of the estimates themselves */
	/* the same: log odds but for help and company, and what the target's help adds to them; NULL unless asked for */
	double *barred_odds, *aid;
	double *help, *abetment, *defeat;  /* of each slot: D, A, q */
	/* of each slot what A is made of, A = sure + omega_ij by_omega, and the weight of the coalition; NULL unless asked for */
	double *sure, *by_omega, *coalition;
	double *loss;         /* n_targets */
	double *owed;         /* n: what one helper owes against every state, for help.c */
	double *joining;      /* n x n, for assess/most.c; NULL until it is asked for */
	double *scratch;      /* HEL_SCRATCH_ROWS n: helps, strengths, votes; from 3 n on for callers of hel_losses */
	double *block;        /* HEL_BLOCK x (6 n + n_own + n_patterns), for abetment.c */
	void *memory;
} hel_sample;

hel_status hel_sample_new(hel_sample *sample, const hel_model *model, hel_error *error);
void hel_sample_free(hel_sample *sample);

/* The same figures with a scratch of its own, to be read beside other readers while the sample stands. The arena owns the
 * scratch; false: no memory. */
bool hel_sample_view(hel_sample *view, const hel_sample *sample, hel_arena *arena);

/* From now on hel_abetment keeps what A is made of. */
hel_status hel_sample_keep_sums(hel_sample *sample, hel_error *error);
/* And hel_estimated_threat what of the log odds does not rest on who fights beside the attacker. */
hel_status hel_sample_keep_odds(hel_sample *sample, hel_error *error);

/* Sets every figure to a draw of seed, or to the modes at HEL_POINT, without any change. */
void hel_sample_draw(hel_sample *sample, uint64_t seed, int draw);

/* Sets every figure to the modes of the model's lens as it is now, with its rhos, where the model and its obligations were built
 * for one like it: of the same kind, reach, capability and fitted model, that trusts and leaves absent the same types. */
void hel_sample_point_under(hel_sample *sample, const hel_range override[HEL_CLAUSE_TYPES]);
/* The same where only omega, chain, phi, nuclear, gamma, severity or h0 are others than before. */
void hel_sample_parameters(hel_sample *sample);

/* Takes something away or adds a tie, and undoes it: only figures that it touches are made again. What change->out points to
 * must stay until then. */
void hel_sample_change(hel_sample *sample, const hel_change *change);
void hel_sample_restore(hel_sample *sample);

/* Gives a parameter of the lens, or the rho of everything that promises help, another value after hel_sample_draw. */
void hel_sample_turn(hel_sample *sample, hel_parameter parameter, double value);
void hel_sample_turn_rho(hel_sample *sample, double rho);

/* Several pacts between the same states: one will, or independent coins. */
static inline double hel_stacked(hel_stack how, double so_far, double rho)
{
	if (how == HEL_STACK_INDEPENDENT)
		return 1 - (1 - so_far) * (1 - rho);
	return so_far > rho ? so_far : rho;
}

/* --- kernels, each for some columns t (all slots of those targets) -------------------------------------------------- */

void hel_power(hel_sample *sample);                                        /* power.c: capability and power */
void hel_threat_unmodified(hel_sample *sample);                            /* threat.c: both without any change of a duty */
void hel_threat(hel_sample *sample);                                       /* threat.c: threat and omega_factor */
void hel_threat_between(hel_sample *sample, int a, int b);                 /* the same of two states alone, both ways */
void hel_threat_of(hel_sample *sample, int state);                         /* and of one with all others, both ways */
void hel_bonds(hel_sample *sample, const uint32_t *bond, size_t n_bonds);  /* bonds.c: NULL for all */
hel_will hel_bond_under(const hel_sample *sample, const hel_bond *bond, const hel_change *change); /* if it were changed so */
void hel_help(hel_sample *sample, int t);                                  /* help.c: help */
/* abetment.c: abetment of columns[x] to columns[end - 1], HEL_BLOCK of them at most. columns NULL: t itself. */
void hel_abetment(hel_sample *sample, const int *columns, int x, int end);
void hel_abetment_turned(hel_sample *sample, int t);                       /* the same from kept sums, for another omega or chain */
void hel_defeat(hel_sample *sample, int t);                                /* defeat.c: defeat */
void hel_estimated_threat(hel_sample *sample, int t);                      /* estimated.c: threat, after help and abetment */
void hel_estimated_threat_turned(hel_sample *sample, int t);               /* the same from kept odds, for another abetment */

/* Whether a bond that bars k from fighting i by this chance is an alliance, to a fitted model; else it is a pledge. */
static inline bool hel_owes_help(double bar)
{
	return bar >= 1 - 1e-12;
}

/* estimated.c. The coefficients of a draw, and the log odds of what no mechanism changes. */
void hel_estimated_draw(hel_sample *sample, uint64_t seed, int draw);
/* The log odds of a slot of target t but for help and company, where free_to is the chance that nothing bars the attacker. */
double hel_estimated_odds(const hel_sample *sample, uint32_t slot, double free_to);
/* h = factor / (1 + exp(-odds ...)) of m slots, from their log odds but for help and company. own: power of the attacker at the
 * target, capability: of the target. */
void hel_estimated_rates(const hel_sample *sample, double *threat, const double *factor, const double *odds,
                         const double *abetment, const double *own, const double *help, const double *capability, int m);
/* What a mechanism changes of the threat of a slot of target t, after hel_losses: ally1, pledge1, aid2, company1. Any lens. */
void hel_turning_values(const hel_sample *sample, int t, uint32_t slot, double value[HEL_TURNINGS]);
/* Whether what a mechanism changes takes a value for target t, after hel_losses, that the model's sample never had. */
bool hel_estimated_extrapolates(const hel_sample *sample, int t);
/* The threats of a column if its target expected that much help against each attacker. Any lens; those of most lenses do not
 * depend on it. help and threat: one for each slot of the column. */
void hel_threats_given(const hel_sample *sample, int t, const double *help, double *threat);

/* o_k(t|i) of one bond for every slot of column t into o. */
void hel_owed(const hel_sample *sample, int t, const hel_bond *bond, double *o);
void hel_owed_spare(const hel_sample *sample, int t, const hel_spare *spare, double *o);

/* Losses of the columns listed (NULL: all), into sample->loss. Where phi > 0 all columns are made. */
void hel_losses(hel_sample *sample, const int *columns, int n_columns);

/* Threat and defeat of all columns for another omega, chain, gamma, h0 or nuclear, where help stands, the sums of abetment were
 * kept if anybody joins an attack, and so were odds if a model gives the chance of it. Losses are not made. */
void hel_contests_turned(hel_sample *sample);

/* Whether anybody joins an attack. */
static inline bool hel_is_joined(const hel_sample *sample)
{
	return sample->parameter[HEL_OMEGA] > 0 || sample->someone_joins;
}

/* The part of the loss of target t that attacks by state i (-1: by anyone) on t itself make, after hel_losses. */
double hel_own_loss(const hel_sample *sample, int t, int i);
/* The same of all attackers if t had `scale` times its capability at home: what it sends abroad and what others do stay. */
double hel_own_loss_at(hel_sample *sample, int t, double scale);

/* Keeps what hel_losses made of a column, and puts it back. kept: 4 n. */
void hel_column_keep(const hel_sample *sample, int t, double *kept, double *loss);
void hel_column_put_back(hel_sample *sample, int t, const double *kept, double loss);

#endif
