/* field.h: fields of CSV. */
#ifndef HEL_REPORT_FIELD_H
#define HEL_REPORT_FIELD_H

#include "helsinki/text.h"

/* Quoted where it must be: an id of a stated world may hold anything. */
void hel_put_field(hel_text *text, const char *field);
/* A comma and the shortest digits that read back; only the comma for what is no number. */
void hel_put_figure(hel_text *text, double value);

#endif
