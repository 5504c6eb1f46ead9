/* threads.h: how many threads work. */
#ifndef HEL_BASE_THREADS_H
#define HEL_BASE_THREADS_H

#include <unistd.h>

/* As many threads as asked for, or as there are processors. */
static inline int hel_threads(int asked)
{
	return asked > 0 ? asked : (int)sysconf(_SC_NPROCESSORS_ONLN);
}

#endif
