/* page_fallback.c: the four properties under the first lens, claims and warnings, for readers whose browser runs no script. */
#include <math.h>

#include "report/claims.h"
#include "report/page.h"
#include "report/words.h"

static void put_figure(hel_text *text, const hel_figure *f)
{
	hel_text_printf(text, "<td class=\"number\">%s", hel_fixed(f->value, 2).text);
	if (!isnan(f->low))
		hel_text_printf(text, " <small>%s to %s</small>", hel_fixed(f->low, 2).text, hel_fixed(f->high, 2).text);
	hel_text_printf(text, "</td>");
}

static void put_properties(hel_text *text, const hel_assessment *a)
{
	hel_text_printf(text, "<p>This page draws its map and tables with a script of its own, which does not run here. "
			      "Under the first lens, ");
	hel_put_escaped(text, a->n_results ? a->scenario->lens[a->result[0].lens].name : "");
	hel_text_printf(text, ":</p>\n<table>\n<thead><tr><th>arrangement</th>");
	for (int p = 0; p < HEL_PROPERTIES; p++)
		hel_text_printf(text, "<th>%s</th>", hel_property_name[p]);
	hel_text_printf(text, "</tr></thead>\n<tbody>\n");
	for (size_t r = 0; r < a->n_results; r++) {
		if (a->result[r].lens != a->result[0].lens)
			continue;
		hel_text_printf(text, "<tr><th>");
		hel_put_escaped(text, a->scenario->mechanism[a->result[r].mechanism].name);
		hel_text_printf(text, "</th>");
		for (int p = 0; p < HEL_PROPERTIES; p++)
			put_figure(text, &hel_property(&a->result[r], p)->each);
		hel_text_printf(text, "</tr>\n");
	}
	hel_text_printf(
	    text,
	    "</tbody>\n</table>\n<p>Indivisible: nobody gains at another's expense. Balanced: all lose alike. Effective: "
	    "the "
	    "share of expected defeats that is prevented. Sustainable: the share of parties that would not be safer by "
	    "leaving. 1 is best; below 0 is harm.</p>\n");
}

static void put_claims(hel_text *text, const hel_verdicts *v)
{
	if (!v || !v->n)
		return;
	hel_put_element(text, "h2", "Claims");
	hel_text_printf(text, "<ul>\n");
	for (size_t c = 0; c < v->scenario->n_claims; c++) {
		hel_text_printf(text, "<li>");
		hel_put_escaped(text, v->scenario->claim[c].says);
		for (size_t x = 0; x < v->n; x++) {
			if (v->ruling[x].claim != c || !v->ruling[x].is_lens_basing)
				continue;
			hel_text_printf(text, "<br>");
			hel_put_escaped(text, v->scenario->lens[v->ruling[x].lens].name);
			hel_text_printf(text, ": <b>%s</b>", hel_verdict_name(v->ruling[x].verdict));
		}
		hel_text_printf(text, "</li>\n");
	}
	hel_text_printf(text, "</ul>\n");
}

static void put_warnings(hel_text *text, const hel_notes *notes)
{
	if (!notes->n)
		return;
	hel_put_element(text, "h2", "Warnings");
	hel_text_printf(text, "<ul>\n");
	for (size_t n = 0; n < notes->n; n++)
		hel_put_element(text, "li", notes->item[n]);
	hel_text_printf(text, "</ul>\n");
}

void hel_put_page_fallback(hel_text *text, const hel_page *page)
{
	put_properties(text, page->assessment);
	put_claims(text, page->verdicts);
	put_warnings(text, &page->assessment->notes);
}
