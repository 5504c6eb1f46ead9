/* plot.h: pictures for papers: who owes whom what, a map, a heat map, the curve of a claim; as SVG, PDF or PNG. docs/plots.md. */
#ifndef HELSINKI_PLOT_H
#define HELSINKI_PLOT_H

#include "helsinki/dialogue.h"
#include "helsinki/externalities.h"
#include "helsinki/text.h"
#include "helsinki/verdict.h"

#ifdef __cplusplus
extern "C" {
#endif

/* name, which is also how a file of this format ends */
#define HEL_PLOT_FORMAT_LIST(X) \
	X(HEL_PLOT_SVG, "svg")  \
	X(HEL_PLOT_PDF, "pdf")  \
	X(HEL_PLOT_PNG, "png")

typedef enum hel_plot_format {
#define HEL_PLOT_FORMAT_ENUM(code, text) code,
	HEL_PLOT_FORMAT_LIST(HEL_PLOT_FORMAT_ENUM)
#undef HEL_PLOT_FORMAT_ENUM
	    HEL_PLOT_FORMATS
} hel_plot_format;

HEL_API const char *hel_plot_format_name(hel_plot_format format);

enum { HEL_PLOT_LEAST_MM = 80, HEL_PLOT_GREATEST_MM = 1000 };

typedef struct hel_plot_options {
	hel_plot_format format;
	double width_mm;     /* on paper, from HEL_PLOT_LEAST_MM to HEL_PLOT_GREATEST_MM; 160. PNG has 300 pixels an inch */
	const char *title;   /* NULL: what the picture shows; "": none */
	const char *command; /* how it was made, at the end of the caption; NULL: not said */
	long long created;   /* the day that a PDF says it was made: seconds since 1970, 0 .. 253402300799; 0 */
} hel_plot_options;

/** SVG, 160 mm, the picture's own title, nothing said of the command. */
HEL_API void hel_plot_options_init(hel_plot_options *options);

/* Every picture appends the bytes of a whole file to `picture`; what was there before is left. Same arguments, same bytes: SVG on any
 * machine, PDF and PNG with the same Cairo and fonts. Words are set in a font as wide as Helvetica. Colours are told apart by the
 * colour-blind; losses are hatched, so that grey prints can be read. All fail with HEL_ENOMEM, and PDF and PNG with HEL_EIO if
 * Cairo does. result is an index of the study's results. */

/** States of the region and those bound to them in a circle, and their promises of help: by the type of the line, pacts of several
 *  as a hub with a line to each party. Area of a disc: capability; colour: change in security against the reference.
 *  HEL_EINPUT: the region has no state. */
HEL_API HEL_MUST_CHECK hel_status hel_plot_network(hel_text *picture, const hel_assessment *assessment, size_t result,
						   const hel_plot_options *options, hel_error *error);

/** The region's states coloured by the change in their security against the reference. Outlines are today's, from the panel's
 *  data (NULL: none), and taken for borders of worlds from 9 July 2011 on; before, and where a state is small, a disc stands at its
 *  capital. HEL_EINPUT: no state of the region has a place. */
HEL_API HEL_MUST_CHECK hel_status hel_plot_map(hel_text *picture, const hel_assessment *assessment, size_t result,
					       hel_panel *panel, const hel_plot_options *options, hel_error *error);

/** A row for each of what costs others most and gives them most, a column for each state that it moves: the change in security that
 *  it makes. Needs figures kept by state. HEL_EINPUT: nothing moves anybody. */
HEL_API HEL_MUST_CHECK hel_status hel_plot_externalities(hel_text *picture, const hel_externalities *externalities,
							 size_t result, const hel_plot_options *options, hel_error *error);

/** A sweep: for one parameter a curve for each quantity with its band of 90 % of the draws, a panel for each lens and unit; for two
 *  parameters a field of shades for each quantity and lens. ruling: of a claim judged over a pivot on the same single parameter:
 *  its flips with their intervals, its threshold and margin, and where it holds; NULL: none.
 *  HEL_EINPUT: nothing is defined anywhere. */
HEL_API HEL_MUST_CHECK hel_status hel_plot_sweep(hel_text *picture, const hel_sweep *sweep, const hel_ruling *ruling,
						 const hel_plot_options *options, hel_error *error);

/** A dialogue: positions over turns, a panel for each issue, a line for each party. */
HEL_API HEL_MUST_CHECK hel_status hel_plot_dialogue(hel_text *picture, const hel_course *course, const hel_plot_options *options,
						    hel_error *error);

#ifdef __cplusplus
}
#endif
#endif
