/* laboratory.c: see laboratory.h. */
#include "laboratory.h"

void laboratory_open(laboratory *lab, int threads)
{
	*lab = (laboratory){.threads = threads};
	pthread_mutex_init(&lab->mutex, NULL);
}

void laboratory_close(laboratory *lab)
{
	hel_panel_free(lab->panel);
	pthread_mutex_destroy(&lab->mutex);
}

hel_status laboratory_enter(laboratory *lab, hel_panel **panel, hel_error *error)
{
	pthread_mutex_lock(&lab->mutex);
	hel_status status = lab->panel ? HEL_OK : hel_panel_open(&lab->panel, NULL, error);
	*panel = lab->panel;
	if (status)
		pthread_mutex_unlock(&lab->mutex);
	return status;
}

void laboratory_leave(laboratory *lab)
{
	pthread_mutex_unlock(&lab->mutex);
}
