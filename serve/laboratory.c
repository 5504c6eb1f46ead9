/* laboratory.c: see laboratory.h. */
#include "laboratory.h"

void laboratory_open(laboratory *lab, int threads)
{
	*lab = (laboratory){.threads = threads};
	pthread_mutex_init(&lab->mutex, NULL);
}

void laboratory_close(laboratory *lab)
{
	hel_history_free(lab->history);
	hel_panel_free(lab->panel);
	pthread_mutex_destroy(&lab->mutex);
}

static hel_status load(laboratory *lab, hel_error *error)
{
	hel_status status = hel_panel_open(&lab->panel, NULL, error);
	if (!status)
		status = hel_history_new(&lab->history, lab->panel, error);
	if (status) {
		hel_panel_free(lab->panel);
		lab->panel = NULL;
	}
	return status;
}

hel_status laboratory_equip(laboratory *lab, bool wanted, bool *equipped, hel_error *error)
{
	pthread_mutex_lock(&lab->mutex);
	hel_status status = wanted && !lab->history ? load(lab, error) : HEL_OK;
	*equipped = lab->history != NULL;
	pthread_mutex_unlock(&lab->mutex);
	return status;
}
