/* setting.h: a docket under one lens: the model of every mechanism in it. Shared by threads, never changed. */
#ifndef HEL_VERDICT_SETTING_H
#define HEL_VERDICT_SETTING_H

#include "verdict/docket.h"

typedef struct hel_form {
	hel_obligations at_modes, at_highest; /* the second empty where both are alike */
	hel_model point, drawn;
	hel_pair_list point_pairs, drawn_pairs; /* for those who stay; empty where not asked for */
} hel_form;

typedef struct hel_setting {
	const hel_docket *docket;
	const hel_lens *lens;  /* calibrated; borrowed */
	bool wide;             /* every state is a target: where allies' losses come to count (phi) */
	hel_terms terms;       /* of a fitted model, shared by the forms */
	hel_form *form;        /* of each form of the docket */
	void *memory;
} hel_setting;

/* Room for the models; hel_setting_form makes one, and different ones may be made at once. draws: whether any are to come. */
hel_status hel_setting_new(hel_setting *setting, const hel_docket *docket, const hel_lens *lens, bool wide, hel_error *error);
hel_status hel_setting_form(hel_setting *setting, size_t form, bool draws, hel_error *error);
void hel_setting_free(hel_setting *setting);

#endif
