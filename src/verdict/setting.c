/* setting.c: models of the docket's mechanisms under a lens. */
#include "verdict/setting.h"

#include "base/fail.h"

hel_status hel_setting_new(hel_setting *setting, const hel_docket *docket, const hel_lens *lens, bool wide, hel_error *error)
{
	hel_arena *arena = hel_arena_new();
	*setting = (hel_setting){.docket = docket, .lens = lens, .wide = wide, .memory = arena};
	setting->form = arena ? hel_arena_alloc(arena, docket->n_forms, sizeof *setting->form) : NULL;
	hel_status status = setting->form ? HEL_OK : hel_fail_memory(error);
	if (!status && lens->kind == HEL_LENS_ESTIMATED)
		status = hel_terms_make(&setting->terms, &docket->scenario->world, lens, error);
	if (status)
		hel_setting_free(setting);
	return status;
}

static bool asks_who_stays(const hel_docket *docket, size_t form)
{
	for (size_t c = 0; c < docket->n_cells; c++) {
		if (docket->cell[c].form == form && docket->cell[c].stays)
			return true;
	}
	return false;
}

hel_status hel_setting_form(hel_setting *setting, size_t form, bool draws, hel_error *error)
{
	const hel_docket *docket = setting->docket;
	const hel_world *world = &docket->scenario->world;
	hel_form *made = &setting->form[form];
	const int *target = setting->wide ? NULL : docket->all.state;
	int n = setting->wide ? 0 : docket->all.n;
	const hel_terms *terms = setting->terms.memory ? &setting->terms : NULL;
	hel_status status = hel_obligations_build(&made->at_modes, docket->form[form], world->n, setting->lens->rho, true, error);
	if (!status)
		status = hel_model_build_on(&made->point, terms, world, setting->lens, &made->at_modes, target, n, HEL_THREATENED, error);
	bool stays = asks_who_stays(docket, form);
	if (!status && stays)
		status = hel_leave_list(&made->point_pairs, &made->point, &docket->region, error);
	if (status || !draws)
		return status;
	status = hel_obligations_build(&made->at_highest, docket->form[form], world->n, setting->lens->rho, false, error);
	/* what is absent at the highest rho is absent at the mode: equal numbers are equal sets */
	if (!status && made->at_highest.n_duties == made->at_modes.n_duties)
		hel_obligations_free(&made->at_highest);
	const hel_obligations *drawn = made->at_highest.memory ? &made->at_highest : &made->at_modes;
	if (!status)
		status = hel_model_build_on(&made->drawn, terms, world, setting->lens, drawn, target, n, HEL_THREATENED, error);
	return status || !stays ? status : hel_leave_list(&made->drawn_pairs, &made->drawn, &docket->region, error);
}

void hel_setting_free(hel_setting *setting)
{
	for (size_t f = 0; setting->form && f < setting->docket->n_forms; f++) {
		hel_form *form = &setting->form[f];
		hel_leave_list_free(&form->point_pairs);
		hel_leave_list_free(&form->drawn_pairs);
		hel_model_free(&form->point);
		hel_model_free(&form->drawn);
		hel_obligations_free(&form->at_modes);
		hel_obligations_free(&form->at_highest);
	}
	hel_terms_free(&setting->terms);
	hel_arena_free(setting->memory);
	*setting = (hel_setting){0};
}
