/* bars.c: see bars.h. */
#include "report/bars.h"

#include <math.h>

static void repeat(hel_text *text, const char *character, int n)
{
	for (; n > 0; n--)
		hel_text_printf(text, "%s", character);
}

/* Left eighths from one to seven. */
static const char *const EIGHTH[] = {
    "", "\xe2\x96\x8f", "\xe2\x96\x8e", "\xe2\x96\x8d", "\xe2\x96\x8c", "\xe2\x96\x8b", "\xe2\x96\x8a", "\xe2\x96\x89"};
static const char FULL[] = "\xe2\x96\x88", SHADE[] = "\xe2\x96\x92", BEYOND[] = "\xc2\xbb", TRACK[] = "\xc2\xb7";

/* Columns that were filled. */
static int put_eighths(hel_text *text, int eighths)
{
	repeat(text, FULL, eighths / 8);
	hel_text_printf(text, "%s", EIGHTH[eighths % 8]);
	return (eighths + 7) / 8;
}

/* There is no eighth of a shade: whole columns, at least one. */
static int put_shades(hel_text *text, int eighths)
{
	int n = (eighths + 4) / 8;
	n = eighths && !n ? 1 : n;
	repeat(text, SHADE, n);
	return n;
}

void hel_put_bar(const hel_lines *lines, double value, int columns)
{
	if (isnan(value) || columns < 1) {
		hel_text_printf(lines->text, "%*s", columns > 0 ? columns : 0, "");
		return;
	}
	bool beyond = fabs(value) > 1;
	int room = columns - beyond, filled, eighths = (int)lround(fmin(fabs(value), 1) * room * 8);
	hel_put_tint(lines, value < 0 ? HEL_TINT_LOSE_MUCH : HEL_TINT_GAIN);
	filled = value < 0 && !lines->colour ? put_shades(lines->text, eighths) : put_eighths(lines->text, eighths);
	hel_text_printf(lines->text, "%s%s%s", beyond ? BEYOND : "", hel_plain(lines), hel_dim(lines));
	repeat(lines->text, TRACK, room - filled);
	hel_text_printf(lines->text, "%s", hel_plain(lines));
}
