/* separation.c: the separation plot (Greenhill, Ward and Sacks 2011): rows by rising chance, a mark for each event. A good model
 * has its marks at the right. The axis is stretched towards the right, for events are rare: its ticks say by how much. */
#include <math.h>
#include <stdlib.h>

#include "base/fail.h"
#include "helsinki/report.h"

enum { WIDTH = 900, HEIGHT = 220, LEFT = 30, TOP = 46, BOTTOM = 60 };

typedef struct said {
	double chance, outcome;
} said;

static int rising(const void *a, const void *b)
{
	const said *x = a, *y = b;
	if (x->chance != y->chance)
		return x->chance < y->chance ? -1 : 1;
	return (x->outcome > y->outcome) - (x->outcome < y->outcome);
}

/* Share of rows with a higher chance, on a scale of tenths: 100 %, 10 %, 1 %, ... */
static double place(size_t rank, size_t n)
{
	double above = ((double)(n - rank) - 0.5) / (double)n, most = log10(2 * (double)n);
	return LEFT + (WIDTH - 2 * LEFT) * fmin(1, -log10(above) / most);
}

static void put_escaped(hel_text *text, const char *words)
{
	for (; *words; words++) {
		if (*words == '<')
			hel_text_printf(text, "&lt;");
		else if (*words == '>')
			hel_text_printf(text, "&gt;");
		else if (*words == '&')
			hel_text_printf(text, "&amp;");
		else
			hel_text_put(text, (unsigned char)*words < ' ' ? " " : words, 1);
	}
}

static void put_axis(hel_text *text, size_t n)
{
	int low = HEIGHT - BOTTOM;
	double share = 100, most = log10(2 * (double)n);
	for (int tenth = 0; pow(10, tenth) <= (double)n; tenth++, share /= 10) {
		double x = LEFT + (WIDTH - 2 * LEFT) * tenth / most;
		hel_text_printf(text, "<line x1='%.1f' x2='%.1f' y1='%d' y2='%d' stroke='#555'/>", x, x, low, low + 5);
		hel_text_printf(text, "<text x='%.1f' y='%d' text-anchor='middle'>%g %%</text>\n", x, low + 19, share);
	}
	hel_text_printf(text, "<text x='%d' y='%d'>share of rows with at least this chance: events far to the right were foreseen</text>\n",
	                LEFT, low + 40);
}

hel_status hel_report_separation(hel_text *text, const hel_study *study, hel_error *error)
{
	size_t n = study->n_worth ? study->worth[0].single.n : 0;
	if (!n)
		return hel_fail(error, HEL_EUSAGE, "a separation plot needs a test: --test-from YEAR");
	said *row = malloc(n * sizeof *row);
	if (!row)
		return hel_fail_memory(error);
	for (size_t r = 0; r < n; r++)
		row[r] = (said){study->tested[r], study->happened[r]};
	qsort(row, n, sizeof *row, rising);
	const hel_scores *s = &study->worth[0].single;
	hel_text_printf(text,
	                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='13' "
	                "fill='#222'>\n<rect width='%d' height='%d' fill='#fff'/>\n<text x='%d' y='20' font-size='15'>",
	                WIDTH, HEIGHT, WIDTH, HEIGHT, LEFT);
	put_escaped(text, study->specification->name ? study->specification->name : "Separation plot");
	hel_text_printf(text, ", %d-%d: %zu events among %zu rows not seen by the fit; AUC %.3f, average precision %.3f</text>\n", s->from,
	                s->to, s->events, s->n, s->auc, s->average_precision);
	hel_text_printf(text, "<rect x='%d' y='%d' width='%d' height='%d' fill='#f2ead8'/>\n<g stroke='#8c2d04' stroke-opacity='0.45'>\n",
	                LEFT, TOP, WIDTH - 2 * LEFT, HEIGHT - TOP - BOTTOM);
	for (size_t r = 0; r < n; r++) {
		if (row[r].outcome > 0)
			hel_text_printf(text, "<path d='M%.1f %dV%d'/>\n", place(r, n), TOP, HEIGHT - BOTTOM);
	}
	hel_text_printf(text, "</g>\n");
	put_axis(text, n);
	hel_text_printf(text, "</svg>\n");
	free(row);
	return text->failed ? hel_fail_memory(error) : HEL_OK;
}
