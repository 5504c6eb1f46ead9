/* trial.h: the cells of a setting at one draw, or at the point with parameters turned. Owned by one thread. Nothing is evaluated
 * before it is asked for, and nothing twice. */
#ifndef HEL_VERDICT_TRIAL_H
#define HEL_VERDICT_TRIAL_H

#include "verdict/setting.h"

typedef struct hel_trial_cell {
	hel_sample sample;
	bool open, ready, together_ready;
	bool *have;         /* of each target: its loss is evaluated */
	bool borne_ready;   /* `own` and `borne` are made */
	double *own, *borne; /* of each target: L = own + phi borne; NULL until phi is turned */
	double *together;   /* of each of docket->all; NULL until asked for */
	bool *dissolved;
	double drawn[HEL_PARAMETERS]; /* the lens's parameters as the draw has them */
} hel_trial_cell;

enum { HEL_TURNED_MAX = 2 };

typedef struct hel_trial {
	const hel_setting *setting;
	uint64_t seed;
	int draw;
	bool drawn;         /* uses the models for draws */
	bool together;      /* losses with coalitions together */
	size_t n_turned;
	hel_turn turned[HEL_TURNED_MAX];
	double value[HEL_TURNED_MAX];
	double years, threat, phi; /* phi: < 0 where it is not turned */
	hel_trial_cell *cell;
	hel_arena *arena;
	hel_status status;  /* of the first failure; sticks, and figures are then NAN */
	hel_error error;
} hel_trial;

hel_status hel_trial_new(hel_trial *trial, const hel_setting *setting, bool drawn, hel_error *error);
void hel_trial_free(hel_trial *trial);

/* To a draw of seed, or HEL_POINT; every parameter as the draw has it. */
void hel_trial_draw(hel_trial *trial, uint64_t seed, int draw);
/* One parameter to a value; others that were turned since the draw stay as they are. */
void hel_trial_turn(hel_trial *trial, hel_turn turn, double value);

/* Every parameter back to what the draw has. */
void hel_trial_turn_back(hel_trial *trial);

/* Makes the losses of some states (NULL: all that the docket wants of the cell). */
void hel_trial_want(hel_trial *trial, int cell, const uint16_t *state, size_t n);
/* Losses of all targets of a cell at once: for what looks at whole evaluations. */
hel_sample *hel_trial_whole(hel_trial *trial, int cell);
/* Says that the sample's losses were used up and must be made again. */
void hel_trial_spoil(hel_trial *trial, int cell);

/* The loss of a state after hel_trial_want; NAN where the lens does not know it. */
double hel_trial_loss(hel_trial *trial, int cell, int state);
/* The same with help as expected and threats as they are, whatever the trial is about. */
double hel_trial_expected_loss(const hel_trial *trial, int cell, int state);
/* What attacks by i make of it. */
double hel_trial_loss_from(const hel_trial *trial, int cell, int state, int i);
double hel_trial_security(hel_trial *trial, int cell, int state);

#endif
