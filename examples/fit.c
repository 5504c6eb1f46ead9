/* fit.c: a logit of dispute onset by the library alone, tested on later years. Prints the coefficient of contiguity and the AUC.
 *
 *   cc -std=c11 examples/fit.c $(pkg-config --cflags --libs libhelsinki) && ./a.out */
#include <helsinki.h>
#include <stdio.h>

static int fail(const hel_error *error)
{
	char line[4096];
	hel_error_format(error, line, sizeof line);
	fprintf(stderr, "%s\n", line);
	return hel_status_exit(error->status);
}

static hel_status describe(hel_specification *wanted, hel_error *error)
{
	static const char *const key[][2] = {{"formula", "gmlmidonset ~ I(conttype > 0) + poly(gmlmidspell, 3)"},
	                                     {"undirected", "true"},
	                                     {"to", "2010"},
	                                     {"test-from", "1996"}};
	hel_status status = HEL_OK;
	for (size_t k = 0; !status && k < sizeof key / sizeof *key; k++)
		status = hel_specification_set(wanted, key[k][0], key[k][1], error);
	return status;
}

int main(void)
{
	hel_error error = {0};
	hel_panel *panel = NULL;
	hel_specification wanted = {0};
	hel_study study = {0};
	const hel_study_options options = {0};
	int bad = 0;
	if (hel_panel_open(&panel, NULL, &error) || hel_specification_init(&wanted, panel, &error) || describe(&wanted, &error) ||
	    hel_study_run(&study, &wanted, panel, &options, &error))
		bad = fail(&error);
	else
		printf("%s: %.3f (%.3f by pair); AUC of %d-%d %.3f\n", study.fit.term[1], study.fit.estimate[1], study.fit.se_robust[1],
		       study.worth[0].single.from, study.worth[0].single.to, study.worth[0].single.auc);
	hel_study_free(&study);
	hel_specification_free(&wanted);
	hel_panel_free(panel);
	return bad;
}
