/* point.h: a point of a plane; y grows downwards, as on a page and on a screen. */
#ifndef HEL_ATLAS_POINT_H
#define HEL_ATLAS_POINT_H

typedef struct hel_point {
	double x, y;
} hel_point;

#endif
