/* dyads.c: the dyad-year table in a program, without a file: how often do disputes begin between neighbours, and between others?
 *
 *	cc dyads.c $(pkg-config --cflags --libs libhelsinki) && ./a.out
 */
#include <helsinki.h>
#include <stdio.h>
#include <stdlib.h>

static int fail(const hel_error *error)
{
	fprintf(stderr, "%s\n", error->message);
	return hel_status_exit(error->status);
}

int main(void)
{
	static const char *const keep[] = {"conttype", "gmlmidonset"}; /* a column brings its source */
	hel_error error = {0};
	hel_panel *panel = NULL;
	hel_dyads_request request;
	hel_dyads *dyads = NULL;
	if (hel_panel_open(&panel, NULL, &error) || hel_dyads_defaults(&request, panel, &error))
		return fail(&error);
	request.undirected = true;
	request.from = 1946;
	request.to = 2010;
	request.keep = keep;
	request.n_keep = 2;
	if (hel_dyads_make(&dyads, panel, &request, NULL, &error))
		return fail(&error);

	enum { ROWS = 4096 };
	static double contiguity[ROWS], onset[ROWS];
	double *out[8] = {NULL}; /* one for each column; NULL: not wanted */
	out[hel_dyads_find(dyads, "conttype")] = contiguity;
	out[hel_dyads_find(dyads, "gmlmidonset")] = onset;
	double years[2] = {0}, onsets[2] = {0};
	for (size_t first = 0; first < hel_dyads_rows(dyads); first += ROWS) {
		size_t n = hel_dyads_rows(dyads) - first < ROWS ? hel_dyads_rows(dyads) - first : ROWS;
		hel_dyads_read(dyads, first, n, out);
		for (size_t r = 0; r < n; r++) {
			int neighbours = contiguity[r] > 0;
			years[neighbours]++;
			onsets[neighbours] += onset[r];
		}
	}
	printf("1946-2010      pair-years  onsets  per 1000\n");
	printf("contiguous     %10.0f  %6.0f  %8.2f\n", years[1], onsets[1], 1000 * onsets[1] / years[1]);
	printf("not contiguous %10.0f  %6.0f  %8.2f\n", years[0], onsets[0], 1000 * onsets[0] / years[0]);
	hel_dyads_free(dyads);
	hel_panel_free(panel);
	return 0;
}
