/* live.c: a page asks again and again: how long from an edited text to all figures of the four properties, and how much the history
 * holds. Prints ratios to the limits and to the two bare evaluations that every answer needs; asserts nothing.
 *
 * Wall time is what a reader of the page waits; processor time, over the processors that work, is what it would be if nobody
 * else wanted them. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/rng.h"
#include "helsinki.h"
#include "measure.h"
#include "security/model.h"

enum { EDITS = 300, PROCESSORS = 2 };

/* What an edit changes: ties, the mechanism and the kind of lens; a parameter of the lens, too, so that severity is found anew; or
 * the year. */
typedef enum edits { TIES, SLIDERS, YEARS } edits;

typedef struct times {
	double parse[EDITS], assess[EDITS], both[EDITS], processor[EDITS];
} times;

/* --- edits -------------------------------------------------------------------------------------------------------- */

static char *read_text(const char *file)
{
	hel_error error = {0};
	char *bytes;
	size_t size;
	if (hel_file_read(&bytes, &size, file, 1 << 20, &error))
		die(&error);
	char *text = calloc(size + 1, 1);
	if (!text)
		exit(3);
	memcpy(text, bytes, size);
	free(bytes);
	return text;
}

/* The text with `from` replaced once. */
static char *replace(char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);
	char *made = calloc(strlen(text) + strlen(to) + 1, 1);
	if (!at || !made)
		exit(3);
	size_t before = (size_t)(at - text);
	memcpy(made, text, before);
	memcpy(made + before, to, strlen(to));
	memcpy(made + before + strlen(to), at + strlen(from), strlen(at + strlen(from)));
	free(text);
	return made;
}

static double uniform(size_t edit, uint64_t what)
{
	return hel_rng_uniform(1, edit * 16 + what, hel_rng_key_of("live"));
}

static int choose(size_t edit, uint64_t what, int n)
{
	return (int)(uniform(edit, what) * n);
}

/* One lens with a slider moved. */
static void write_lens(char *to, size_t size, size_t edit, edits what)
{
	static const char *const kind[] = {"capabilities", "capabilities", "rivalry", "estimated"};
	const char *of = kind[choose(edit, 0, 4)];
	double x = uniform(edit, 1);
	switch (what == SLIDERS ? choose(edit, 2, 4) : 4) {
	case 0:
		snprintf(to, size, "{%s: {omega: %.2f}}", of, x);
		break;
	case 1:
		snprintf(to, size, "{%s: {omega: 1, chain: %.2f}}", of, x);
		break;
	case 2:
		snprintf(to, size, "{%s: {omega: 0.5, pledges: %.2f}}", of, x);
		break;
	case 3:
		snprintf(to, size, "{%s: {omega: 0.5, chain: 0.5, rho: {defence: %.2f}}}", of, x);
		break;
	default:
		snprintf(to, size, "{%s: {omega: 0}}", of);
	}
}

/* Claims name states that another world may not have. */
static void cut_claims(char *text)
{
	char *at = strstr(text, "\nclaims:");
	if (at)
		at[1] = '\0';
}

/* A tie more, in the first mechanism; another lens; another year. */
static char *edit_text(const char *base, size_t edit, edits what, bool closed)
{
	static const char *const with[] = {"UKR, POL", "SWD, FIN", "RUS, BLR", "GMY, UKR", "TUR, UZB"};
	char *text = strdup(base), lens[256], line[512], world[128];
	if (!text)
		exit(3);
	snprintf(world, sizeof world, "world: {year: %d, region: osce, carry-forward: true%s}",
		 what == YEARS ? 2005 + (int)edit % 18 : 2021, closed ? ", closed: true" : "");
	if (closed || what == YEARS)
		cut_claims(text);
	text = replace(text, "world: {year: 2021, region: osce, carry-forward: true}", world);
	write_lens(lens, sizeof lens, edit, what);
	snprintf(line, sizeof line, "lenses:\n  - {%.*s, name: live}\n", (int)strlen(lens) - 2, lens + 1);
	text = replace(text, "lenses:\n", line);
	if (edit % 2) {
		snprintf(line, sizeof line, "      - {in-force: 2021}\n      - {defence: {members: [%s]}}\n",
			 with[choose(edit, 4, 5)]);
		text = replace(text, "      - {in-force: 2021}\n", line);
	}
	return text;
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

static void answer(const char *text, size_t edit, hel_panel *panel, hel_history *history, times *to)
{
	hel_error error = {0};
	hel_scenario scenario;
	hel_assessment assessment;
	hel_assess_options options;
	hel_assess_options_init(&options);
	double processor = processor_seconds(), start = now();
	if (hel_scenario_parse(&scenario, text, strlen(text), "live", panel, &error))
		die(&error);
	double parsed = now();
	size_t lens = 0, mechanism = edit % 3 ? 0 : (size_t)choose(edit, 5, (int)scenario.n_mechanisms);
	options.draws = 0;
	options.threads = PROCESSORS;
	options.lens = &lens;
	options.mechanism = &mechanism;
	options.n_lenses = options.n_mechanisms = 1;
	options.brief = true;
	options.history = history;
	if (hel_assess(&assessment, &scenario, panel, &options, &error))
		die(&error);
	double done = now();
	to->parse[edit] = parsed - start;
	to->assess[edit] = done - parsed;
	to->both[edit] = done - start;
	to->processor[edit] = processor_seconds() - processor;
	hel_assessment_free(&assessment);
	hel_scenario_free(&scenario);
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* Sorts. */
static void print(const char *what, double *seconds, double limit)
{
	qsort(seconds, EDITS, sizeof *seconds, ascending);
	double p50 = seconds[EDITS / 2], p99 = seconds[EDITS * 99 / 100];
	printf("  %-22s p50 %7.2f ms   p99 %7.2f ms", what, 1e3 * p50, 1e3 * p99);
	if (limit > 0)
		printf("   (%.2f and %.2f of the %.0f ms allowed)", p50 / limit, p99 / limit, 1e3 * limit);
	printf("\n");
}

/* Mean seconds of the processor for the two bare evaluations of an answer: the reference and the mechanism, compiled and evaluated
 * once. Into wall those of the clock, one by one: the work is always the same, so how they differ is the machine's. */
static double time_bare(const char *text, hel_panel *panel, double wall[EDITS])
{
	hel_error error = {0};
	hel_scenario s;
	if (hel_scenario_parse(&s, text, strlen(text), "live", panel, &error))
		die(&error);
	double start = processor_seconds();
	for (int x = 0; x < EDITS; x++) {
		double begun = now();
		const hel_mechanism *const mechanism[] = {&s.reference_mechanism, &s.mechanism[0]};
		for (int m = 0; m < 2; m++) {
			hel_obligations obligations;
			hel_model model;
			hel_sample sample;
			if (hel_obligations_build(&obligations, mechanism[m], s.world.n, s.lens[0].rho, true, &error) ||
			    hel_model_build(&model, &s.world, &s.lens[0], &obligations, NULL, 0, HEL_THREATENED, &error) ||
			    hel_sample_new(&sample, &model, &error))
				die(&error);
			hel_sample_draw(&sample, 1, HEL_POINT);
			hel_losses(&sample, NULL, 0);
			hel_sample_free(&sample);
			hel_model_free(&model);
			hel_obligations_free(&obligations);
		}
		wall[x] = now() - begun;
	}
	double seconds = (processor_seconds() - start) / EDITS;
	hel_scenario_free(&s);
	return seconds;
}

static double mean(const double *x)
{
	double sum = 0;
	for (int e = 0; e < EDITS; e++)
		sum += x[e];
	return sum / EDITS;
}

/* A server asks about every kind of lens and every year that it offers once before it listens. */
static void warm(const char *base, hel_panel *panel, hel_history *history, times *t)
{
	for (size_t edit = 0; edit < 4 * 18; edit++) {
		char *text = edit_text(base, edit, YEARS, true);
		answer(text, edit, panel, history, t);
		free(text);
	}
}

static void bench(const char *base, hel_panel *panel, hel_history *history, edits what, bool closed)
{
	static const char *const changed[] = {"ties, mechanisms and kinds of lens", "sliders of lenses: severity anew",
					      "years"};
	static times t;
	for (size_t edit = 0; edit < EDITS; edit++) {
		char *text = edit_text(base, edit, what, closed);
		answer(text, edit, panel, history, &t);
		free(text);
	}
	double wall = mean(t.both), processor = mean(t.processor);
	printf("%s, %d edits of %s, %d threads\n", closed ? "closed world of the region" : "whole world", EDITS,
	       changed[what], PROCESSORS);
	print("parse", t.parse, 0);
	print("assess", t.assess, 0);
	print("both", t.both, 0.05);
	for (int e = 0; e < EDITS; e++)
		t.processor[e] /= PROCESSORS;
	print("both, processor / 2", t.processor, 0.05);
	printf("  %.0f answers a second one after the other; %.0f by processor time on %d processors%s\n", 1 / wall,
	       PROCESSORS / processor, PROCESSORS, closed ? " (200 wanted)" : "");
	char *plain = edit_text(base, 2, TIES, closed);
	double bare = time_bare(plain, panel, t.both);
	free(plain);
	print("always the same work", t.both, 0);
	printf("  an answer takes %.1f times the processor time of that, two bare evaluations in %.2f ms\n", processor / bare,
	       1e3 * bare);
	printf("  the history holds %.1f MB (%.2f of its bound)\n\n", (double)hel_history_bytes(history) / (1 << 20),
	       (double)hel_history_bytes(history) / (double)HEL_HISTORY_BYTES);
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: bench-live scenarios/europe-2022.yaml\n");
		return 2;
	}
	hel_error error = {0};
	hel_panel *panel = NULL;
	if (hel_panel_open(&panel, NULL, &error) || hel_panel_load(panel, ~0u, &error))
		die(&error);
	char *text = read_text(argv[1]);
	for (int closed = 0; closed < 2; closed++) {
		hel_history *history = NULL;
		static times t;
		if (hel_history_new(&history, panel, &error))
			die(&error);
		warm(text, panel, history, &t);
		for (int what = TIES; what <= YEARS; what++)
			bench(text, panel, history, (edits)what, closed);
		hel_history_free(history);
	}
	printf("peak memory %.1f MB\n", peak_megabytes());
	free(text);
	hel_panel_free(panel);
	return 0;
}
