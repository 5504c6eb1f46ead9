/* html.c: a page that needs no network: what was asked, the four properties, a map and a table for one mechanism and lens at a
 * time. Figures are data of the page, never markup. */
#include <math.h>
#include <nettle/base64.h>
#include <nettle/sha2.h>
#include <string.h>

#include "base/fail.h"
#include "helsinki/report.h"
#include "report/page.h"
#include "report/tree.h"
#include "report/words.h"

void hel_put_escaped(hel_text *text, const char *words)
{
	for (; *words; words++) {
		switch (*words) {
		case '&':
			hel_text_put(text, "&amp;", 5);
			break;
		case '<':
			hel_text_put(text, "&lt;", 4);
			break;
		case '>':
			hel_text_put(text, "&gt;", 4);
			break;
		case '"':
			hel_text_put(text, "&quot;", 6);
			break;
		case '\'':
			hel_text_put(text, "&#39;", 5);
			break;
		default:
			hel_text_put(text, words, 1);
		}
	}
}

static void put_element(hel_text *text, const char *tag, const char *words)
{
	hel_text_printf(text, "<%s>", tag);
	hel_put_escaped(text, words);
	hel_text_printf(text, "</%s>\n", tag);
}

/* Allows the one script of the page, by its digest, and nothing from anywhere else. */
static void put_policy(hel_text *text)
{
	struct sha256_ctx context;
	uint8_t digest[SHA256_DIGEST_SIZE];
	char base64[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE) + 1] = {0};
	sha256_init(&context);
	sha256_update(&context, strlen(hel_embedded_js), (const uint8_t *)hel_embedded_js);
	sha256_digest(&context, sizeof digest, digest);
	base64_encode_raw(base64, sizeof digest, digest);
	hel_text_printf(text,
	                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
	                "script-src 'sha256-%s'\">\n",
	                base64);
}

static json_t *figure(hel_maker *m, const hel_figure *f)
{
	json_t *array = hel_make_array(m);
	hel_add(m, array, hel_make_real(m, f->value));
	hel_add(m, array, hel_make_real(m, f->low));
	hel_add(m, array, hel_make_real(m, f->high));
	hel_add(m, array, hel_make_string(m, isnan(f->value) ? hel_why(f) : NULL));
	return array;
}

static json_t *state(hel_maker *m, const hel_world *world, const hel_state_result *s)
{
	json_t *object = hel_make_object(m), *threats = hel_make_array(m);
	hel_set(m, object, "id", hel_make_string(m, world->state[s->state].id));
	hel_set(m, object, "S", figure(m, &s->security));
	hel_set(m, object, "L", figure(m, &s->loss));
	hel_set(m, object, "dS", hel_make_real(m, s->dS));
	hel_set(m, object, "autonomy", hel_make_real(m, s->autonomy));
	for (int t = 0; t < s->n_threats; t++)
		hel_add(m, threats, hel_make_string(m, world->state[s->threat[t].attacker].id));
	hel_set(m, object, "threats", threats);
	return object;
}

static json_t *result(hel_maker *m, const hel_assessment *a, const hel_result *r)
{
	json_t *object = hel_make_object(m), *states = hel_make_array(m);
	hel_text parameters = {0};
	hel_say_parameters(&parameters, r);
	hel_set(m, object, "mechanism", hel_make_string(m, a->scenario->mechanism[r->mechanism].name));
	hel_set(m, object, "lens", hel_make_string(m, a->scenario->lens[r->lens].name));
	hel_set(m, object, "assumes", hel_make_string(m, hel_lens_sentence(&r->calibrated)));
	hel_set(m, object, "parameters", hel_make_string(m, parameters.failed ? NULL : parameters.bytes));
	for (int p = 0; p < HEL_PROPERTIES; p++)
		hel_set(m, object, hel_property_name[p], figure(m, &hel_property(r, p)->each));
	hel_set(m, object, "together", hel_make_real(m, r->together));
	for (int s = 0; s < a->n_region; s++)
		hel_add(m, states, state(m, &a->scenario->world, &r->state[s]));
	hel_set(m, object, "states", states);
	hel_text_free(&parameters);
	return object;
}

static hel_status put_data(hel_text *text, const hel_assessment *a, hel_error *error)
{
	hel_maker maker = {false}, *m = &maker;
	json_t *object = hel_make_object(m), *names = hel_make_object(m), *results = hel_make_array(m);
	const hel_world *world = &a->scenario->world;
	for (int i = 0; i < world->n; i++)
		hel_set(m, names, world->state[i].id, hel_make_string(m, world->state[i].name));
	hel_set(m, object, "names", names);
	for (size_t r = 0; r < a->n_results; r++)
		hel_add(m, results, result(m, a, &a->result[r]));
	hel_set(m, object, "results", results);
	hel_set(m, object, "years", hel_make_real(m, a->scenario->years));
	hel_text_printf(text, "<script type=\"application/json\" id=\"data\">");
	hel_status status = hel_tree_embed(text, m, object, error);
	hel_text_printf(text, "</script>\n");
	return status;
}

static void put_list(hel_text *text, const char *title, const hel_notes *notes)
{
	if (!notes->n)
		return;
	put_element(text, "h2", title);
	hel_text_printf(text, "<ul>\n");
	for (size_t n = 0; n < notes->n; n++)
		put_element(text, "li", notes->item[n]);
	hel_text_printf(text, "</ul>\n");
}

static void put_sources(hel_text *text, const hel_panel *panel)
{
	size_t n = 0;
	const hel_source *source = panel ? hel_panel_sources(panel, &n) : NULL;
	if (!n)
		return;
	put_element(text, "h2", "Sources");
	hel_text_printf(text, "<ul>\n");
	for (size_t s = 0; s < n; s++) {
		hel_text_printf(text, "<li>");
		hel_put_escaped(text, source[s].title);
		hel_text_printf(text, ": ");
		hel_put_escaped(text, source[s].release);
		hel_text_printf(text, ". ");
		hel_put_escaped(text, source[s].citation);
		hel_text_printf(text, "</li>\n");
	}
	hel_text_printf(text, "</ul>\n");
}

static void put_opening(hel_text *text, const hel_assessment *a)
{
	hel_text words = {0};
	hel_say_world(&words, a);
	hel_text_printf(&words, " ");
	hel_say_reference(&words, a);
	put_element(text, "h1", a->scenario->name);
	put_element(text, "p", words.failed ? "" : words.bytes);
	hel_text_free(&words);
	put_element(text, "p",
	            "Which arrangement would be indivisible (nobody gains at another's expense), balanced (all lose alike), effective "
	            "(harm prevented) and sustainable (no party gains by leaving)? 1 is best; below 0 an arrangement does harm. "
	            "The answer depends on what one assumes about threat: choose a lens.");
	hel_text_printf(text, "<form><label>Lens <select id=\"lens\"></select></label> "
	                      "<label>Map and table for <select id=\"mechanism\"></select></label></form>\n"
	                      "<p id=\"assumes\"></p>\n<noscript><p>This page needs its own script to fill the tables.</p></noscript>\n"
	                      "<div class=\"wide\"><table id=\"properties\"></table></div>\n<p id=\"why\"></p>\n");
	put_element(text, "h2", "Who gains and who loses");
	hel_text_printf(text, "<p id=\"change\"></p>\n");
}

hel_status hel_report_html(hel_text *text, const hel_assessment *assessment, hel_panel *panel, hel_error *error)
{
	hel_text_printf(text, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	                      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
	put_policy(text);
	put_element(text, "title", assessment->scenario->name);
	hel_text_printf(text, "<style>\n%s</style>\n</head>\n<body>\n<main>\n", hel_embedded_css);
	put_opening(text, assessment);
	hel_status status = hel_put_map(text, assessment, panel, error);
	hel_text_printf(text, "<div class=\"wide\"><table id=\"states\"></table></div>\n");
	put_list(text, "Warnings", &assessment->notes);
	put_element(text, "h2", "Parameters");
	hel_text_printf(text, "<p id=\"parameters\"></p>\n");
	put_sources(text, panel);
	put_element(text, "h2", "Made by");
	hel_text_printf(text, "<p><code>helsinki assess ");
	hel_put_escaped(text, hel_file_shown(assessment->scenario->file));
	hel_text_printf(text, " --format html --seed %llu --draws %d</code></p>\n</main>\n", (unsigned long long)assessment->seed,
	                assessment->draws);
	if (!status)
		status = put_data(text, assessment, error);
	hel_text_printf(text, "<script>%s</script>\n</body>\n</html>\n", hel_embedded_js);
	return status ? status : text->failed ? hel_fail_memory(error) : HEL_OK;
}
