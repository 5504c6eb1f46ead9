/* field.h: a field of CSV. */
#ifndef HEL_REPORT_FIELD_H
#define HEL_REPORT_FIELD_H

#include "helsinki/text.h"

/* Quoted where it must be: an id of a stated world may hold anything. */
void hel_put_field(hel_text *text, const char *field);

#endif
