/* error_json.c: an error for programs. */
#include "helsinki/report.h"
#include "report/tree.h"

hel_status hel_report_error_json(hel_text *text, const hel_error *what, hel_error *error)
{
	hel_maker maker = {0}, *m = &maker;
	hel_tree *object = hel_make_object(m), *about = hel_make_object(m);
	hel_set(m, about, "message", hel_make_string(m, what->message));
	if (what->file[0])
		hel_set(m, about, "file", hel_make_string(m, what->file));
	if (what->line)
		hel_set(m, about, "line", hel_make_integer(m, what->line));
	if (what->column)
		hel_set(m, about, "column", hel_make_integer(m, what->column));
	hel_set(m, object, "error", about);
	return hel_tree_write(text, m, object, error);
}
