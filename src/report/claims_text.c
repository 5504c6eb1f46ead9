/* claims_text.c: claims for people: side by side, each with whose it is, what is tested, and a line for every lens. */
#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "helsinki/report.h"
#include "report/claims.h"
#include "report/lines.h"
#include "report/words.h"

typedef struct page {
	hel_lines out;
	const hel_verdicts *v;
	int lens_width;
} page;

static const char *paint(const page *p, hel_verdict verdict)
{
	static const char *const colour[HEL_VERDICT_KINDS] = {[HEL_HOLDS] = "\033[32m", [HEL_FAILS] = "\033[31m", [HEL_DEPENDS] = "\033[33m",
	                                                      [HEL_NEGLIGIBLE] = "\033[2m", [HEL_NOT_TESTABLE] = "\033[2m"};
	return p->out.colour ? colour[verdict] : "";
}

/* A lens's name, with the bases where they are not the lens's own. */
static void name_lens(hel_text *name, const page *p, const hel_ruling *r)
{
	hel_text_printf(name, "%s", p->v->scenario->lens[r->lens].name);
	if (!r->is_lens_basing)
		hel_text_printf(name, ", %s bases", r->basing == HEL_BASING_ALLIED ? "allied" : "home");
}

static int decimals_of(const hel_claim *claim, double value)
{
	const char *unit = hel_unit_of_claim(claim);
	return unit && claim->test.left.row ? 1 : fabs(value) < 0.01 ? 4 : 3;
}

static void put_value(hel_text *line, const hel_claim *claim, const hel_ruling *r)
{
	int decimals = decimals_of(claim, r->value.value);
	if (isnan(r->value.value))
		return;
	hel_text_printf(line, "; %s", hel_signed(r->value.value, decimals).text);
	if (!isnan(r->value.low))
		hel_text_printf(line, " [%s, %s]", hel_signed(r->value.low, decimals).text, hel_signed(r->value.high, decimals).text);
	hel_text_printf(line, " %s", hel_unit_of_claim(claim));
	if (r->margin > 0)
		hel_text_printf(line, ", margin %s", hel_digits(r->margin, 2).text);
}

static void put_ruling(const page *p, const hel_ruling *r)
{
	const hel_claim *claim = &p->v->scenario->claim[r->claim];
	hel_text name = {0}, line = {0}, pivots = {0};
	name_lens(&name, p, r);
	hel_text_printf(p->out.text, "     ");
	hel_put_cell(p->out.text, name.failed ? "" : name.bytes, p->lens_width);
	hel_text_printf(p->out.text, "  %s", paint(p, r->verdict));
	hel_put_padded(p->out.text, hel_verdict_name(r->verdict), 12);
	hel_text_printf(p->out.text, "%s  ", hel_plain(&p->out));
	if (!isnan(r->share))
		hel_text_printf(&line, "true in %s of the draws", hel_fixed(r->share, 2).text);
	else
		hel_text_printf(&line, "at the point");
	put_value(&line, claim, r);
	if (r->largest >= 0 && r->largest != claim->test.largest_for)
		hel_text_printf(&line, "; largest for %s", p->v->scenario->world.state[r->largest].id);
	if (r->why)
		hel_text_printf(&line, "; %s", r->why);
	hel_put_flowing(&p->out, 7 + p->lens_width + 14, 9, line.failed ? "" : line.bytes);
	hel_say_pivots(&pivots, r);
	hel_text_printf(p->out.text, "%s", hel_dim(&p->out));
	if (pivots.n)
		hel_put_wrapped(&p->out, 9, pivots.failed ? "" : pivots.bytes);
	hel_text_printf(p->out.text, "%s", hel_plain(&p->out));
	p->out.text->failed |= name.failed || line.failed || pivots.failed;
	hel_text_free(&name);
	hel_text_free(&line);
	hel_text_free(&pivots);
}

static void put_source(const page *p, const hel_claim *claim)
{
	hel_text line = {0};
	if (claim->by)
		hel_text_printf(&line, "said by %s", claim->by);
	if (claim->where)
		hel_text_printf(&line, "%s%s", line.n ? ": " : "said in ", claim->where);
	if (line.n)
		hel_put_wrapped(&p->out, 5, line.failed ? "" : line.bytes);
	hel_text_free(&line);
}

static void put_claim(const page *p, size_t c)
{
	const hel_claim *claim = &p->v->scenario->claim[c];
	hel_text says = {0}, test = {0};
	hel_text_printf(&says, "%2zu. %s", c + 1, claim->says);
	hel_text_printf(p->out.text, "\n%s", hel_bold(&p->out));
	hel_put_flowing(&p->out, 0, 5, says.failed ? "" : says.bytes);
	hel_text_printf(p->out.text, "%s", hel_plain(&p->out));
	put_source(p, claim);
	if (claim->test.kind == HEL_TEST_NOT_TESTABLE) {
		hel_text_printf(&test, "not testable: %s", claim->test.why);
		hel_put_wrapped(&p->out, 5, test.failed ? "" : test.bytes);
	} else {
		hel_text_printf(&test, "tested: ");
		hel_say_test(&test, p->v->scenario, &claim->test);
		hel_put_wrapped(&p->out, 5, test.failed ? "" : test.bytes);
		for (size_t x = 0; x < p->v->n; x++) {
			if (p->v->ruling[x].claim == c)
				put_ruling(p, &p->v->ruling[x]);
		}
	}
	p->out.text->failed |= says.failed || test.failed;
	hel_text_free(&says);
	hel_text_free(&test);
}

static void put_side(const page *p, hel_side side, const char *title)
{
	const hel_scenario *s = p->v->scenario;
	size_t n = 0;
	for (size_t c = 0; c < s->n_claims; c++)
		n += s->claim[c].side == side;
	if (!n)
		return;
	if (title)
		hel_text_printf(p->out.text, "\n%s%s%s\n", hel_bold(&p->out), title, hel_plain(&p->out));
	for (size_t c = 0; c < s->n_claims; c++) {
		if (s->claim[c].side == side)
			put_claim(p, c);
	}
}

/* --- all at a glance ---------------------------------------------------------------------------------------------- */

static const hel_ruling *find_ruling(const page *p, size_t claim, size_t lens)
{
	for (size_t x = 0; x < p->v->n; x++) {
		const hel_ruling *r = &p->v->ruling[x];
		if (r->claim == claim && r->lens == lens && r->is_lens_basing)
			return r;
	}
	return NULL;
}

/* Whether power from other bases gives another verdict. */
static bool turns_on_bases(const page *p, size_t claim, size_t lens, hel_verdict verdict)
{
	for (size_t x = 0; x < p->v->n; x++) {
		const hel_ruling *r = &p->v->ruling[x];
		if (r->claim == claim && r->lens == lens && !r->is_lens_basing && r->verdict != verdict)
			return true;
	}
	return false;
}

static void put_glance(const page *p)
{
	const hel_scenario *s = p->v->scenario;
	bool any = false;
	hel_text_printf(p->out.text, "\n%sAt a glance%s\n", hel_bold(&p->out), hel_plain(&p->out));
	for (size_t l = 0, shown = 0; l < s->n_lenses; l++) {
		if (find_ruling(p, 0, l))
			hel_text_printf(p->out.text, "  lens %zu: %s\n", ++shown, s->lens[l].name);
	}
	for (size_t c = 0; c < s->n_claims; c++) {
		const char *side = hel_side_name(s->claim[c].side);
		hel_text_printf(p->out.text, "  %2zu %-8s", c + 1, side ? side : "");
		for (size_t l = 0; l < s->n_lenses; l++) {
			const hel_ruling *r = find_ruling(p, c, l);
			if (!r)
				continue;
			bool turns = turns_on_bases(p, c, l, r->verdict);
			any |= turns;
			hel_text_printf(p->out.text, "%s%s%s", paint(p, r->verdict), hel_verdict_name(r->verdict), hel_plain(&p->out));
			hel_text_printf(p->out.text, "%s%*s", turns ? "*" : " ", 13 - (int)strlen(hel_verdict_name(r->verdict)), "");
		}
		hel_text_printf(p->out.text, "\n");
	}
	if (any)
		hel_put_wrapped(&p->out, 2, "* another verdict with power projected from other bases");
}

static void put_head(const page *p)
{
	const hel_scenario *s = p->v->scenario;
	hel_text_printf(p->out.text, "%s", hel_bold(&p->out));
	hel_put_clean(p->out.text, s->name);
	hel_text_printf(p->out.text, "%s\n\n", hel_plain(&p->out));
	if (s->question)
		hel_put_wrapped(&p->out, 0, s->question);
	hel_text ranges = {0};
	hel_say_usual_ranges(&ranges);
	hel_put_wrapped(&p->out, 0,
	                "A verdict follows from a lens and says nothing of who is right beyond it. holds: true in at least 95 % of the draws; "
	                "fails: in at most 5 %; negligible: the difference is within the margin in at least 95 %; else depends, and so where "
	                "coalitions that come together or not at all say otherwise. Below each verdict: the values of one parameter, all else "
	                "fixed, at which the answer flips; in brackets where it does in 90 % of the first 20 draws. Where no range is named, parameters "
	                "were turned over these:");
	hel_put_wrapped(&p->out, 2, ranges.failed ? "" : ranges.bytes);
	hel_text_free(&ranges);
}

hel_status hel_report_claims_text(hel_text *text, const hel_verdicts *verdicts, bool colour, int width, hel_error *error)
{
	page p = {hel_lines_on(text, colour, width), verdicts, 10};
	const hel_scenario *s = verdicts->scenario;
	for (size_t x = 0; x < verdicts->n; x++) {
		hel_text name = {0};
		name_lens(&name, &p, &verdicts->ruling[x]);
		int n = name.failed ? 0 : hel_columns_of(name.bytes);
		p.lens_width = n > p.lens_width ? n : p.lens_width;
		hel_text_free(&name);
	}
	p.lens_width = p.lens_width > 52 ? 52 : p.lens_width;
	put_head(&p);
	if (s->n_claims)
		put_glance(&p);
	put_side(&p, HEL_SIDE_FOR, "For");
	put_side(&p, HEL_SIDE_AGAINST, "Against");
	put_side(&p, HEL_SIDE_NONE, s->question ? "Neither" : NULL);
	if (!s->n_claims)
		hel_text_printf(text, "\nThe scenario makes no claims.\n");
	bool made = hel_put_ledger_table(&p.out, s, false);
	if (verdicts->notes.n)
		hel_text_printf(text, "\n%sWarnings%s\n", hel_bold(&p.out), hel_plain(&p.out));
	for (size_t n = 0; n < verdicts->notes.n; n++)
		hel_put_wrapped(&p.out, 2, verdicts->notes.item[n]);
	return made && !text->failed ? HEL_OK : hel_fail_memory(error);
}
