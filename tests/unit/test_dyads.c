/* test_dyads.c: the rules of docs/dyads.md, each on a named case; and that rows, columns and files say the same. */
#include <math.h>
#include <readstat.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>
#include <zstd.h>

#include "helsinki.h"

enum {
	USA = 2,
	CANADA = 20,
	SURINAME = 115,
	UK = 200,
	BELGIUM = 211,
	FRANCE = 220,
	ITALY = 325,
	RUSSIA = 365,
	IRAN = 630,
	IRAQ = 645,
	CHINA = 710,
	SOUTH_VIETNAM = 817,
	BRAZIL = 140,
	YUGOSLAVIA = 345,
	GREECE = 350,
	AUSTRIA_HUNGARY = 300,
	AUSTRIA = 305,
	MONACO = 221,
	SAN_MARINO = 331
};

static hel_panel *panel;

static int open_panel(void **state)
{
	(void)state;
	return hel_panel_open(&panel, NULL, NULL);
}

static int close_panel(void **state)
{
	(void)state;
	hel_panel_free(panel);
	return 0;
}

static hel_dyads_request request_of(int from, int to, unsigned sources)
{
	hel_dyads_request request;
	assert_int_equal(hel_dyads_defaults(&request, panel, NULL), HEL_OK);
	request.from = from;
	request.to = to;
	request.sources = sources;
	return request;
}

static hel_dyads *make(const hel_dyads_request *request)
{
	hel_dyads *dyads = NULL;
	hel_error error = {0};
	if (hel_dyads_make(&dyads, panel, request, NULL, &error))
		fail_msg("%s", error.message);
	return dyads;
}

static hel_status fails(const hel_dyads_request *request, const char *words)
{
	hel_dyads *dyads = NULL;
	hel_error error = {0};
	hel_status status = hel_dyads_make(&dyads, panel, request, NULL, &error);
	assert_null(dyads);
	if (!strstr(error.message, words))
		fail_msg("'%s' is not in '%s'", words, error.message);
	return status;
}

/* Column by column of doubles, all rows. */
static double **read_all(const hel_dyads *dyads)
{
	size_t n = hel_dyads_columns(dyads);
	double **column = calloc(n, sizeof *column);
	for (size_t c = 0; c < n; c++)
		column[c] = malloc((hel_dyads_rows(dyads) + 1) * sizeof(double));
	hel_dyads_fill(dyads, 2, column);
	return column;
}

static void free_all(const hel_dyads *dyads, double **column)
{
	for (size_t c = 0; c < hel_dyads_columns(dyads); c++)
		free(column[c]);
	free(column);
}

/* -1: the table has no such row. */
static long row_of(const hel_dyads *dyads, int one, int two, int year)
{
	double **column = read_all(dyads);
	long found = -1;
	for (size_t r = 0; r < hel_dyads_rows(dyads); r++) {
		if (column[0][r] == one && column[1][r] == two && column[2][r] == year)
			found = (long)r;
	}
	free_all(dyads, column);
	return found;
}

static double cell(const hel_dyads *dyads, const char *name, int one, int two, int year)
{
	double value = 0, *out[512] = {NULL};
	int column = hel_dyads_find(dyads, name);
	long row = row_of(dyads, one, two, year);
	assert_true(column >= 0);
	assert_true(row >= 0);
	out[column] = &value;
	hel_dyads_read(dyads, (size_t)row, 1, out);
	return value;
}

/* 1. Suriname entered the system on 25 November 1975, the Republic of Vietnam had left it on 30 April. */
static void test_pairs_without_a_common_day(void **state)
{
	(void)state;
	hel_notes notes = {0};
	hel_dyads_request request = request_of(1975, 1975, 0);
	hel_dyads *dyads = NULL;
	assert_int_equal(hel_dyads_make(&dyads, panel, &request, &notes, NULL), HEL_OK);
	assert_int_equal(row_of(dyads, SURINAME, SOUTH_VIETNAM, 1975), -1);
	assert_true(row_of(dyads, SURINAME, USA, 1975) >= 0);
	assert_true(row_of(dyads, SOUTH_VIETNAM, USA, 1975) >= 0);
	assert_non_null(strstr(notes.item[notes.n - 1], "shared the year but no day"));
	hel_notes_free(&notes);
	hel_dyads_free(dyads);
}

static void test_undirected_is_half_and_low_first(void **state)
{
	(void)state;
	hel_dyads_request request = request_of(1816, 2014, 0);
	hel_dyads *directed = make(&request);
	request.undirected = true;
	hel_dyads *undirected = make(&request);
	assert_int_equal(hel_dyads_rows(directed), 1836630); /* as create_dyadyears of peacesciencer counts them */
	assert_int_equal(2 * hel_dyads_rows(undirected), hel_dyads_rows(directed));
	assert_true(row_of(undirected, USA, CANADA, 1920) >= 0);
	assert_int_equal(row_of(undirected, CANADA, USA, 1920), -1);
	assert_int_equal(row_of(undirected, USA, CANADA, 1919), -1); /* Canada enters COW's system in 1920 */
	hel_dyads_free(directed);
	hel_dyads_free(undirected);
}

static void test_microstates_are_flagged(void **state)
{
	(void)state;
	hel_dyads_request request = request_of(2000, 2000, 0);
	request.system = HEL_SYSTEM_GW;
	hel_dyads *dyads = make(&request);
	assert_true(cell(dyads, "microstate2", FRANCE, MONACO, 2000) == 1);
	assert_true(cell(dyads, "microstate1", SAN_MARINO, FRANCE, 2000) == 1);
	assert_true(cell(dyads, "microstate1", FRANCE, MONACO, 2000) == 0);
	assert_true(cell(dyads, "ccode1", FRANCE, MONACO, 2000) == FRANCE);
	hel_dyads_free(dyads);
}

/* 2. France owed Belgium defence in 1832, Belgium France nothing. */
static void test_obligations_have_a_direction(void **state)
{
	(void)state;
	hel_dyads_request request = request_of(1832, 1832, 1u << HEL_SOURCE_ATOP);
	hel_dyads *dyads = make(&request);
	assert_true(cell(dyads, "atop_defense", FRANCE, BELGIUM, 1832) == 1);
	assert_true(cell(dyads, "atop_defense", BELGIUM, FRANCE, 1832) == 0);
	assert_true(cell(dyads, "atop_alliance", BELGIUM, FRANCE, 1832) == 1);
	hel_dyads_free(dyads);
	request.undirected = true;
	dyads = make(&request);
	assert_true(cell(dyads, "atop_defense", BELGIUM, FRANCE, 1832) == 1);
	hel_dyads_free(dyads);
}

/* Greece and Yugoslavia bordered each other in 1914; a row of type 0 that runs beside says nothing. */
static void test_contiguity(void **state)
{
	(void)state;
	hel_dyads_request request = request_of(1914, 1914, 1u << HEL_SOURCE_CONTIGUITY);
	hel_dyads *dyads = make(&request);
	assert_true(cell(dyads, "conttype", YUGOSLAVIA, GREECE, 1914) == 1);
	assert_true(cell(dyads, "conttype", USA, GREECE, 1914) == 0);
	hel_dyads_free(dyads);
	request.peacesciencer = true;
	dyads = make(&request);
	assert_true(cell(dyads, "conttype", YUGOSLAVIA, GREECE, 1914) == 0);
	hel_dyads_free(dyads);
}

/* 3. France and Italy have three dispute onsets in 1860: 112, 113 and 306. The deadliest is kept. */
static void test_one_dispute_a_year(void **state)
{
	(void)state;
	hel_dyads_request request = request_of(1860, 1860, 1u << HEL_SOURCE_MIDS);
	for (int cow = 0; cow < 2; cow++) {
		request.cow_mids = cow;
		hel_dyads *dyads = make(&request);
		assert_true(cell(dyads, "dispnum", FRANCE, ITALY, 1860) == 113);
		assert_true(cell(dyads, "dispnum", ITALY, FRANCE, 1860) == 113);
		assert_true(cell(dyads, "sidea1", FRANCE, ITALY, 1860) == cell(dyads, "sidea2", ITALY, FRANCE, 1860));
		assert_true(cell(dyads, cow ? "cowmidonset" : "gmlmidonset", FRANCE, ITALY, 1860) == 1);
		hel_dyads_free(dyads);
	}
}

/* 4. Zero inside a source's years, nothing outside; only what is no event is carried forward. */
static void test_zero_only_where_covered(void **state)
{
	(void)state;
	hel_dyads_request request = request_of(2009, 2022, HEL_ALL_SOURCES);
	hel_dyads *dyads = make(&request);
	assert_true(cell(dyads, "gmlmidongoing", USA, CANADA, 2010) == 0);
	assert_true(isnan(cell(dyads, "gmlmidongoing", USA, CANADA, 2011)));
	assert_true(isnan(cell(dyads, "gmlmidspell", USA, CANADA, 2011)));
	assert_true(isnan(cell(dyads, "conttype", USA, CANADA, 2017)));
	assert_true(isnan(cell(dyads, "atop_defense", USA, CANADA, 2019)));
	assert_true(isnan(cell(dyads, "sallyvs", USA, CANADA, 2019)));
	assert_true(isnan(cell(dyads, "dispnum", USA, BRAZIL, 2010)));
	hel_dyads_free(dyads);
	hel_notes notes = {0};
	request.carry_forward = true;
	assert_int_equal(hel_dyads_make(&dyads, panel, &request, &notes, NULL), HEL_OK);
	assert_true(cell(dyads, "conttype", USA, CANADA, 2022) == 1);
	assert_true(cell(dyads, "atop_defense", USA, CANADA, 2022) == 1);
	assert_true(cell(dyads, "cowmaj1", USA, CANADA, 2022) == 1);
	assert_true(isnan(cell(dyads, "gmlmidongoing", USA, CANADA, 2011)));
	bool told = false;
	for (size_t n = 0; n < notes.n; n++)
		told |= strstr(notes.item[n], "contiguity: the figures of 2016 are carried forward to 2022") != NULL;
	assert_true(told);
	hel_notes_free(&notes);
	hel_dyads_free(dyads);
}

/* 5. Iran and Iraq were at war from 1980 to 1988: no year of it is one of peace. */
static void test_peace_years(void **state)
{
	(void)state;
	hel_dyads_request request = request_of(1979, 2000, 1u << HEL_SOURCE_MIDS | 1u << HEL_SOURCE_PEACE);
	request.peace_powers = true;
	hel_dyads *dyads = make(&request);
	for (int year = 1981; year <= 1988; year++) {
		assert_true(cell(dyads, "gmlmidongoing", IRAN, IRAQ, year) == 1);
		assert_true(cell(dyads, "gmlmidspell", IRAN, IRAQ, year) == 0);
	}
	double last = cell(dyads, "gmlmidspell", USA, BRAZIL, 2000);
	assert_true(cell(dyads, "gmlmidspell2", USA, BRAZIL, 2000) == last * last);
	assert_true(cell(dyads, "gmlmidspell3", USA, BRAZIL, 2000) == last * last * last);
	assert_true(cell(dyads, "gmlmidspell", BRAZIL, USA, 2000) == last);
	hel_dyads_free(dyads);
}

/* Austria was out of the system from 1938 to 1955. The calendar went on; a count of rows does not. */
static void test_peace_years_go_by_the_calendar(void **state)
{
	(void)state;
	hel_dyads_request request = request_of(1816, 1960, 1u << HEL_SOURCE_PEACE);
	request.cow_mids = true;
	hel_dyads *dyads = make(&request);
	double before = cell(dyads, "cowmidspell", BRAZIL, AUSTRIA, 1937);
	assert_true(cell(dyads, "cowmidspell", BRAZIL, AUSTRIA, 1956) == before + 19);
	hel_dyads_free(dyads);
	request.peacesciencer = true;
	dyads = make(&request);
	assert_true(cell(dyads, "cowmidspell", BRAZIL, AUSTRIA, 1956) < before + 19);
	hel_dyads_free(dyads);
}

/* 6. Britain and France in 1914, as svmiller/fpsim prints them (docs/dyads.md). */
static void test_similarity(void **state)
{
	(void)state;
	static const char *const name[] = {"sallyvs", "sallyva", "sallybs", "sallyba", "pallyv",
					   "pallyb",  "kallyv",  "kallyb",  "taub"};
	static const double fpsim[] = {0.876543209877, 0.837037037037, 0.866666666667, 0.866666666667, 0.399332591769,
				       0.689298043728, 0.48275862069,  0.689655172414, 0.643614389367};
	hel_dyads_request request = request_of(1914, 1914, 1u << HEL_SOURCE_SIMILARITY);
	hel_dyads *dyads = make(&request);
	for (int c = 0; c < 9; c++)
		assert_true(fabs(cell(dyads, name[c], UK, FRANCE, 1914) - fpsim[c]) < 1e-11);
	hel_dyads_free(dyads);
}

/* 7. Relevance ends where its sources do. */
static void test_relevant_pairs(void **state)
{
	(void)state;
	hel_dyads_request request = request_of(1990, 1990, 0);
	request.relevant = true;
	hel_dyads *dyads = make(&request);
	assert_true(row_of(dyads, USA, BELGIUM, 1990) >= 0);
	assert_true(row_of(dyads, FRANCE, BELGIUM, 1990) >= 0);
	assert_int_equal(row_of(dyads, BRAZIL, BELGIUM, 1990), -1);
	assert_int_equal(hel_dyads_columns(dyads), 3);
	hel_dyads_free(dyads);
	request.to = 2020;
	assert_int_equal(fails(&request, "known to 2016"), HEL_EUSAGE);
}

static void test_wrong_requests(void **state)
{
	(void)state;
	hel_dyads_request request = request_of(1990, 1980, 0);
	assert_int_equal(fails(&request, "reversed"), HEL_EUSAGE);
	request = request_of(1700, 1980, 0);
	assert_int_equal(fails(&request, "1700 is outside every source"), HEL_EUSAGE);
	request = request_of(1990, 2099, 0);
	assert_int_equal(fails(&request, "2099 is outside every source"), HEL_EUSAGE);
	const char *keep[] = {"cinc3"};
	request = request_of(1990, 1990, 0);
	request.keep = keep;
	request.n_keep = 1;
	assert_int_equal(fails(&request, "did you mean 'cinc1'"), HEL_EUSAGE);
	keep[0] = "cinc2"; /* brings its source */
	hel_dyads *dyads = make(&request);
	assert_int_equal(hel_dyads_columns(dyads), 4);
	assert_true(cell(dyads, "cinc2", CANADA, USA, 1990) > 0.1);
	hel_dyads_free(dyads);
	hel_text text = {0};
	assert_int_equal(hel_dyads_explain(panel, "gmlmidonsett", &text, NULL), HEL_EUSAGE);
	assert_int_equal(hel_dyads_explain(panel, "taub", &text, NULL), HEL_OK);
	assert_non_null(strstr(text.bytes, "1816-2018"));
	hel_text_free(&text);
}

/* Blocks of rows, whole columns and compact columns are the same numbers. */
static void test_three_ways_to_read(void **state)
{
	(void)state;
	hel_dyads_request request = request_of(1900, 1925, HEL_ALL_SOURCES);
	hel_dyads *dyads = make(&request);
	hel_columns compact = {0};
	double **column = read_all(dyads), *part[512];
	size_t n = hel_dyads_rows(dyads), n_columns = hel_dyads_columns(dyads), seen = 0;
	assert_int_equal(hel_dyads_unfold(&compact, dyads, 2, NULL), HEL_OK);
	for (size_t c = 0; c < n_columns; c++)
		part[c] = malloc(1000 * sizeof(double));
	for (size_t first = 0; first < n; first += 777) {
		size_t rows = n - first < 777 ? n - first : 777;
		hel_dyads_read(dyads, first, rows, part);
		for (size_t c = 0; c < n_columns; c++)
			assert_memory_equal(part[c], column[c] + first, rows * sizeof(double));
	}
	for (size_t c = 0; c < n_columns; c++) {
		const hel_column *about = hel_dyads_column(dyads, c);
		for (size_t r = 0; r < n; r++) {
			double value = column[c][r], other = NAN;
			if (about->cell == HEL_CELL_DOUBLE)
				other = ((double *)compact.cells[c])[r];
			else if (about->cell == HEL_CELL_INT32 && ((int32_t *)compact.cells[c])[r] != INT32_MIN)
				other = ((int32_t *)compact.cells[c])[r];
			else if (about->cell == HEL_CELL_INT16 && ((int16_t *)compact.cells[c])[r] != INT16_MIN)
				other = ((int16_t *)compact.cells[c])[r];
			else if (about->cell == HEL_CELL_INT8 && ((int8_t *)compact.cells[c])[r] != INT8_MIN)
				other = ((int8_t *)compact.cells[c])[r];
			assert_true(isnan(value) ? isnan(other) : value == other);
			assert_true(isnan(value) || (value >= about->least && value <= about->greatest));
			seen += isnan(value) ? 0 : 1;
		}
		free(part[c]);
	}
	assert_true(seen > n * 50);
	hel_columns_free(&compact);
	free_all(dyads, column);
	hel_dyads_free(dyads);
}

static char *read_file(const char *file, size_t *size)
{
	FILE *stream = fopen(file, "rb");
	assert_non_null(stream);
	assert_int_equal(fseek(stream, 0, SEEK_END), 0);
	*size = (size_t)ftell(stream);
	rewind(stream);
	char *bytes = malloc(*size + 1);
	assert_int_equal(fread(bytes, 1, *size, stream), *size);
	bytes[*size] = '\0';
	fclose(stream);
	return bytes;
}

static char *read_gzip(const char *file, size_t most, size_t *size)
{
	gzFile stream = gzopen(file, "rb");
	char *bytes = malloc(most);
	int n, at = 0;
	while ((n = gzread(stream, bytes + at, (unsigned)(most - (size_t)at))) > 0)
		at += n;
	assert_int_equal(n, 0);
	gzclose(stream);
	*size = (size_t)at;
	return bytes;
}

static char *read_zstd(const char *file, size_t most, size_t *size)
{
	size_t packed;
	char *from = read_file(file, &packed), *bytes = malloc(most);
	*size = ZSTD_decompress(bytes, most, from, packed);
	assert_false(ZSTD_isError(*size));
	free(from);
	return bytes;
}

/* The same bytes on one thread and on seven, plain and packed. */
static void test_files_say_the_same(void **state)
{
	(void)state;
	char directory[] = "/tmp/helsinki-dyads-XXXXXX", file[128], other[128];
	size_t size, n;
	assert_non_null(mkdtemp(directory));
	hel_dyads_request request = request_of(1905, 1960, HEL_ALL_SOURCES);
	hel_dyads *dyads = make(&request);
	snprintf(file, sizeof file, "%s/a.csv", directory);
	assert_int_equal(hel_dyads_write(dyads, file, 1, NULL, NULL, NULL), HEL_OK);
	char *plain = read_file(file, &size);
	unlink(file);
	static const char *const ending[] = {"csv", "csv.gz", "csv.zst"};
	for (int e = 0; e < 3; e++) {
		snprintf(other, sizeof other, "%s/b.%s", directory, ending[e]);
		assert_int_equal(hel_dyads_write(dyads, other, 7, NULL, NULL, NULL), HEL_OK);
		char *bytes = e == 0   ? read_file(other, &n)
			      : e == 1 ? read_gzip(other, size + 1, &n)
				       : read_zstd(other, size + 1, &n);
		assert_int_equal(n, size);
		assert_memory_equal(bytes, plain, size);
		free(bytes);
		unlink(other);
	}
	free(plain);
	hel_dyads_free(dyads);
	assert_int_equal(rmdir(directory), 0); /* nothing is left beside */
}

typedef struct stata {
	double **column;
	size_t n_labels;
	size_t n_wrong, n_values;
} stata;

static int see_value(int row, readstat_variable_t *variable, readstat_value_t value, void *context)
{
	stata *s = context;
	double expected = s->column[readstat_variable_get_index(variable)][row];
	bool missing = readstat_value_is_system_missing(value);
	if (missing ? !isnan(expected) : readstat_double_value(value) != expected)
		s->n_wrong++;
	s->n_values++;
	return READSTAT_HANDLER_OK;
}

static int see_variable(int index, readstat_variable_t *variable, const char *labels, void *context)
{
	(void)index;
	(void)labels;
	const char *label = readstat_variable_get_label(variable);
	((stata *)context)->n_labels += label && *label;
	return READSTAT_HANDLER_OK;
}

static void test_stata_reads_back(void **state)
{
	(void)state;
	char directory[] = "/tmp/helsinki-dyads-XXXXXX", file[128];
	assert_non_null(mkdtemp(directory));
	snprintf(file, sizeof file, "%s/a.dta", directory);
	hel_dyads_request request = request_of(1938, 1941, HEL_ALL_SOURCES);
	hel_dyads *dyads = make(&request);
	assert_int_equal(hel_dyads_write(dyads, file, 0, NULL, NULL, NULL), HEL_OK);
	stata seen = {.column = read_all(dyads)};
	readstat_parser_t *parser = readstat_parser_init();
	readstat_set_value_handler(parser, see_value);
	readstat_set_variable_handler(parser, see_variable);
	assert_int_equal(readstat_parse_dta(parser, file, &seen), READSTAT_OK);
	readstat_parser_free(parser);
	assert_int_equal(seen.n_wrong, 0);
	assert_int_equal(seen.n_values, hel_dyads_rows(dyads) * hel_dyads_columns(dyads));
	assert_int_equal(seen.n_labels, hel_dyads_columns(dyads));
	free_all(dyads, seen.column);
	hel_dyads_free(dyads);
	unlink(file);
	assert_int_equal(rmdir(directory), 0);
}

static int stop_soon(double done, void *context)
{
	(void)context;
	return done > 0.2;
}

static void test_stopping_leaves_nothing(void **state)
{
	(void)state;
	static const char *const ending[] = {"csv", "csv.gz", "dta"};
	hel_dyads_request request = request_of(1905, 1960, 1u << HEL_SOURCE_NMC);
	hel_dyads *dyads = make(&request);
	for (int e = 0; e < 3; e++) {
		char directory[] = "/tmp/helsinki-dyads-XXXXXX", file[128];
		assert_non_null(mkdtemp(directory));
		snprintf(file, sizeof file, "%s/a.%s", directory, ending[e]);
		assert_int_equal(hel_dyads_write(dyads, file, 2, stop_soon, NULL, NULL), HEL_EINTERRUPTED);
		assert_int_equal(rmdir(directory), 0);
	}
	hel_dyads_free(dyads);
}

static void test_citations(void **state)
{
	(void)state;
	hel_text text = {0};
	hel_dyads_request request = request_of(1990, 1990, 1u << HEL_SOURCE_NMC | 1u << HEL_SOURCE_DEMOCRACY);
	hel_dyads *dyads = make(&request);
	assert_int_equal(hel_dyads_cite(dyads, &text, NULL), HEL_OK);
	assert_non_null(strstr(text.bytes, "@article{singer-1987,"));
	assert_non_null(strstr(text.bytes, "{marquez-2016,"));
	assert_null(strstr(text.bytes, "leeds-2002"));
	hel_text_free(&text);
	hel_dyads_free(dyads);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_pairs_without_a_common_day),
	    cmocka_unit_test(test_undirected_is_half_and_low_first),
	    cmocka_unit_test(test_microstates_are_flagged),
	    cmocka_unit_test(test_obligations_have_a_direction),
	    cmocka_unit_test(test_contiguity),
	    cmocka_unit_test(test_one_dispute_a_year),
	    cmocka_unit_test(test_zero_only_where_covered),
	    cmocka_unit_test(test_peace_years),
	    cmocka_unit_test(test_peace_years_go_by_the_calendar),
	    cmocka_unit_test(test_similarity),
	    cmocka_unit_test(test_relevant_pairs),
	    cmocka_unit_test(test_wrong_requests),
	    cmocka_unit_test(test_three_ways_to_read),
	    cmocka_unit_test(test_files_say_the_same),
	    cmocka_unit_test(test_stata_reads_back),
	    cmocka_unit_test(test_stopping_leaves_nothing),
	    cmocka_unit_test(test_citations),
	};
	return cmocka_run_group_tests(tests, open_panel, close_panel);
}
