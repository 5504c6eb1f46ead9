/* dyads.c: the dyad-year table: in memory, as files, similarity, and how its cost grows. Ratios to the limit of one run. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "helsinki.h"
#include "measure.h"

enum { PIECE = 1 << 22, REPEATS = 3 };

/* The columns of the table that peacesciencer's pipeline makes in bench/peacesciencer.R: 64. */
static const hel_dyad_source sixty_four[] = {
    HEL_SOURCE_ATOP,      HEL_SOURCE_NMC,  HEL_SOURCE_MAJORS,    HEL_SOURCE_CONTIGUITY, HEL_SOURCE_MINDIST,
    HEL_SOURCE_DEMOCRACY, HEL_SOURCE_IGOS, HEL_SOURCE_RIVALRIES, HEL_SOURCE_MIDS,       HEL_SOURCE_PEACE};

static hel_dyads_request request_of(int to)
{
	hel_dyads_request request = {.from = 1816, .to = to, .cow_mids = true};
	for (size_t s = 0; s < sizeof sixty_four / sizeof *sixty_four; s++)
		request.sources |= 1u << sixty_four[s];
	return request;
}

static hel_dyads *make(hel_panel *panel, const hel_dyads_request *request)
{
	hel_error error = {0};
	hel_dyads *dyads = NULL;
	if (hel_dyads_make(&dyads, panel, request, NULL, &error))
		die(&error);
	return dyads;
}

static size_t bytes_of(const hel_dyads *dyads)
{
	static const size_t size[] = {1, 2, 4, 8};
	size_t bytes = 0;
	for (size_t c = 0; c < hel_dyads_columns(dyads); c++)
		bytes += hel_dyads_rows(dyads) * size[hel_dyads_column(dyads, c)->cell];
	return bytes;
}

/* From the start of the program: the data, the folded table, its columns. */
static void bench_memory(double start, hel_panel *panel)
{
	hel_error error = {0};
	hel_dyads_request request = request_of(2014);
	hel_columns columns;
	hel_dyads *dyads = make(panel, &request);
	double made = now(), folded = peak_megabytes();
	if (hel_dyads_unfold(&columns, dyads, 0, &error))
		die(&error);
	double end = now();
	size_t bytes = bytes_of(dyads);
	hel_columns_free(&columns);
	char *limit = malloc(bytes);
	double before = now();
	for (size_t b = 0; limit && b < bytes; b += PIECE)
		memset(limit + b, (int)(b / PIECE), bytes - b < PIECE ? bytes - b : PIECE);
	double written = now() - before + (limit && limit[bytes / 2] == 77 ? 1e-12 : 0); /* it is read: it must be written */
	free(limit);
	printf("dyad-years 1816-2014, directed, %zu rows x %zu columns\n", hel_dyads_rows(dyads), hel_dyads_columns(dyads));
	printf("  in memory, from the start of the program  %.3f s   (data and folded table %.3f s, %.0f MB)\n", end - start,
	       made - start, folded);
	printf("  unfolding %.0f MB                          %.3f s = %.2f x writing that much memory once on one thread\n",
	       (double)bytes / 1e6, end - made, (end - made) / written);
	hel_dyads_free(dyads);
}

static void write_once(const hel_dyads *dyads, const char *file)
{
	hel_error error = {0};
	if (hel_dyads_write(dyads, file, 0, NULL, NULL, &error))
		die(&error);
}

/* The limit of a plain file: writing as many bytes that are there already; the best, too. */
static double copy_bytes(const char *file, size_t bytes)
{
	char *piece = calloc(1, PIECE);
	double best = 1e9;
	for (int repeat = 0; repeat < REPEATS; repeat++) {
		FILE *to = fopen(file, "wb");
		double start = now();
		for (size_t done = 0; piece && to && done < bytes; done += PIECE)
			(void)!write(fileno(to), piece, PIECE);
		best = now() - start < best ? now() - start : best;
		if (to)
			fclose(to);
		unlink(file);
	}
	free(piece);
	return best;
}

static void bench_files(hel_panel *panel)
{
	static const char *const ending[] = {".csv", ".csv.gz", ".csv.zst", ".dta"};
	hel_dyads_request request = request_of(2014);
	double plain = 0;
	for (size_t e = 0; e < 4; e++) {
		char file[64];
		struct stat about;
		snprintf(file, sizeof file, "bench-dyads.%ld%s", (long)getpid(), ending[e]);
		double time = 1e9;
		for (int repeat = 0; repeat < REPEATS; repeat++) { /* the best: the disk's mood is not what is measured */
			double start = now();
			hel_dyads *dyads = make(panel, &request);
			write_once(dyads, file);
			hel_dyads_free(dyads);
			time = now() - start < time ? now() - start : time;
		}
		if (stat(file, &about))
			about.st_size = 0;
		unlink(file);
		if (e == 0) {
			plain = time;
			printf("  to %-9s %.3f s  %4ld MB = %.2f x writing as many ready bytes\n", ending[e], time,
			       (long)about.st_size / 1000000, time / copy_bytes(file, (size_t)about.st_size));
			unlink(file);
		} else {
			printf("  to %-9s %.3f s  %4ld MB = %.2f x .csv\n", ending[e], time, (long)about.st_size / 1000000,
			       time / plain);
		}
	}
}

static void bench_growth(hel_panel *panel)
{
	static const int to[] = {1900, 1950, 2014};
	printf("growth: make and unfold, rows and columns\n");
	for (size_t t = 0; t < 3; t++) {
		hel_error error = {0};
		hel_dyads_request request = request_of(to[t]);
		double start = now();
		hel_columns columns;
		hel_dyads *dyads = make(panel, &request);
		if (hel_dyads_unfold(&columns, dyads, 0, &error))
			die(&error);
		double time = now() - start;
		size_t cells = hel_dyads_rows(dyads) * hel_dyads_columns(dyads);
		printf("  1816-%d  %8zu rows  %.3f s  %5.2f ns a cell\n", to[t], hel_dyads_rows(dyads), time,
		       1e9 * time / (double)cells);
		hel_columns_free(&columns);
		hel_dyads_free(dyads);
	}
}

static void bench_similarity(hel_panel *panel)
{
	hel_error error = {0};
	hel_dyads_request request = {.from = 1816, .to = 2018, .sources = 1u << HEL_SOURCE_SIMILARITY};
	double start = now();
	hel_columns columns;
	hel_dyads *dyads = make(panel, &request);
	if (hel_dyads_unfold(&columns, dyads, 0, &error))
		die(&error);
	double time = now() - start;
	size_t rows = hel_dyads_rows(dyads);
	printf("similarity 1816-2018, nine measures, %zu rows  %.3f s = %.0f ns a row\n", rows, time,
	       1e9 * time / (double)rows);
	hel_columns_free(&columns);
	hel_dyads_free(dyads);
}

int main(void)
{
	double start = now();
	hel_error error = {0};
	hel_panel *panel = NULL;
	if (hel_panel_open(&panel, NULL, &error))
		die(&error);
	bench_memory(start, panel);
	bench_files(panel);
	bench_growth(panel);
	bench_similarity(panel);
	hel_panel_free(panel);
	return 0;
}
