/* common.c: see common.h. */
#include "assess/common.h"

#include "assess/case.h"
#include "base/fail.h"

hel_status hel_common_open(hel_common *common, int users, hel_error *error)
{
	*common = (hel_common){0};
	atomic_init(&common->users, users);
	if (pthread_mutex_init(&common->lock, NULL))
		return hel_fail_memory(error);
	common->opened = true;
	return HEL_OK;
}

void hel_common_close(hel_common *common)
{
	hel_sample_free(&common->sample);
	if (common->opened)
		pthread_mutex_destroy(&common->lock);
	common->opened = common->made = false;
}

hel_status hel_common_make(hel_common *common, const hel_model *model, uint64_t seed, hel_error *error)
{
	hel_status status = HEL_OK;
	pthread_mutex_lock(&common->lock);
	if (!common->made) {
		status = hel_sample_new(&common->sample, model, error);
		if (!status) {
			hel_sample_draw(&common->sample, seed, HEL_POINT);
			hel_losses(&common->sample, NULL, 0);
			hel_leave_bound(&common->sample);
			common->made = true;
		}
	}
	pthread_mutex_unlock(&common->lock);
	return status;
}

bool hel_common_leave(hel_common *common)
{
	return atomic_fetch_sub(&common->users, 1) == 1;
}
