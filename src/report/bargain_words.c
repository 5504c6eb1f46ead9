/* bargain_words.c: bargaining under one lens: a table of the alternatives, who prefers what, and solutions. */
#include "report/bargain_words.h"

#include <math.h>
#include <stdlib.h>

#include "base/rank.h"
#include "report/words.h"

enum { NAME_WIDTH = 42, RANKED_MOST = 12 };

void hel_bargain_paragraph(const hel_bargain_page *p, int indent, hel_text *words)
{
	hel_put_paragraph(&(hel_lines){.text = p->text, .width = HEL_DEFAULT_WIDTH}, indent, words);
}

void hel_bargain_place(const hel_bargain_page *p, hel_text *line, size_t place)
{
	if (place < p->d->m)
		hel_text_printf(line, "\xe2\x80\x9c%s\xe2\x80\x9d", p->d->offer[place].name);
	else
		hel_text_printf(line, "no agreement");
}

/* --- alternatives --------------------------------------------------------------------------------------------------------- */

static size_t worst_off(const hel_bargain_page *p, size_t a)
{
	size_t worst = 0;
	for (size_t i = 1; i < p->d->n; i++) {
		if (p->r->attitude[i * (p->d->m + 1) + a].gain.value < p->r->attitude[worst * (p->d->m + 1) + a].gain.value)
			worst = i;
	}
	return worst;
}

static int count(const hel_bargain_page *p, size_t a, int way)
{
	int n = 0;
	for (size_t i = 0; i < p->d->n; i++)
		n += hel_problem_prefers(&p->r->game, i, a, p->d->m) == way;
	return n;
}

static void put_alternatives(const hel_bargain_page *p)
{
	const hel_parley *d = p->d;
	double nothing = hel_problem_welfare(&p->r->game, d->m);
	hel_text_printf(p->text, "\n  %-*s%5s%8s%9s  %-14s%10s  %s\n", NAME_WIDTH, "against no agreement", "for", "against", "sum",
			"least gain", "payments", "efficient");
	for (size_t a = 0; a < d->m; a++) {
		size_t worst = worst_off(p, a);
		const hel_price *price = &p->r->price[a];
		hel_text cell = {0};
		hel_text_printf(&cell, "%s %s", hel_bargain_party(p, worst), hel_signed(p->r->attitude[worst * (d->m + 1) + a].gain.value, 3).text);
		hel_text_put(p->text, "  ", 2);
		hel_put_cell(p->text, d->offer[a].name, NAME_WIDTH - 1);
		hel_text_printf(p->text, " %5d%8d%9s  ", count(p, a, 1), count(p, a, -1),
				hel_signed(hel_problem_welfare(&p->r->game, a) - nothing, 3).text);
		hel_put_cell(p->text, cell.failed ? "" : cell.bytes, 14);
		hel_text_printf(p->text, "%10s  %s", isnan(price->transfer[0]) ? "none do" : hel_fixed(price->payment.needed, 3).text,
				p->r->efficient[a] ? "yes" : "no");
		if (p->r->efficient_often)
			hel_text_printf(p->text, " (%s)", hel_fixed(p->r->efficient_often[a], 2).text);
		hel_text_put(p->text, "\n", 1);
		hel_text_free(&cell);
	}
}

/* --- who prefers what ----------------------------------------------------------------------------------------------------- */

/* Alternatives that a party prefers to no agreement (way 1), or no agreement to (-1), those of which it has most, or least, first. */
static size_t say_preferred(const hel_bargain_page *p, hel_text *line, size_t i, int way, hel_ranked *all)
{
	const hel_parley *d = p->d;
	size_t n = 0;
	for (size_t a = 0; a < d->m; a++) {
		if (hel_problem_prefers(&p->r->game, i, a, d->m) == way)
			all[n++] = (hel_ranked){way * p->r->attitude[i * (d->m + 1) + a].gain.value, a};
	}
	hel_rank(all, n);
	for (size_t x = 0; x < n && x < p->top; x++) {
		hel_text_printf(line, "%s ", x ? "," : way > 0 ? " gains by" : " loses by");
		hel_bargain_place(p, line, all[x].index);
		hel_text_printf(line, " %s", hel_signed(way * all[x].value, 3).text);
	}
	if (n > p->top)
		hel_text_printf(line, " and %zu more", n - p->top);
	hel_text_printf(line, "%s", n ? ";" : "");
	return n;
}

static void put_ranking(const hel_bargain_page *p, size_t i, hel_ranked *all)
{
	hel_text line = {0};
	hel_text_printf(&line, "%s:", hel_bargain_party(p, i));
	size_t n = say_preferred(p, &line, i, 1, all);
	n += say_preferred(p, &line, i, -1, all);
	hel_text_printf(&line, " %zu of %zu make no difference.", p->d->m - n, p->d->m);
	hel_bargain_paragraph(p, 4, &line);
}

static void put_rankings(const hel_bargain_page *p)
{
	if (p->d->n > RANKED_MOST)
		return; /* --format json has all */
	hel_ranked *all = malloc((p->d->m + 1) * sizeof *all);
	if (!all) {
		p->text->failed = true;
		return;
	}
	hel_text_printf(p->text, "\n  Who prefers what to no agreement\n");
	for (size_t i = 0; i < p->d->n; i++)
		put_ranking(p, i, all);
	free(all);
}

/* --- solutions ------------------------------------------------------------------------------------------------------------ */

static void say_lottery(const hel_bargain_page *p, hel_text *line, const hel_solution *s)
{
	size_t n = 0;
	for (size_t a = 0; a <= p->d->m; a++)
		n += s->share[a] > 0;
	if (n == 1) {
		hel_bargain_place(p, line, s->pick);
		return;
	}
	hel_text_printf(line, "by lot");
	for (size_t a = 0, at = 0; a <= p->d->m; a++) {
		if (s->share[a] == 0)
			continue;
		hel_text_printf(line, "%s %s ", at++ ? "," : "", hel_fixed(s->share[a], 3).text);
		hel_bargain_place(p, line, a);
	}
}

static void put_solution(const hel_bargain_page *p, int k)
{
	static const char *const name[HEL_SOLUTIONS] = {"Nash (largest product of gains)",
	                                                "Kalai-Smorodinsky (equal shares of best gains, as far as can be)",
	                                                "Egalitarian (largest smallest gain)", "Utilitarian (largest sum)"};
	const hel_settlement *b = &p->r->bargain;
	hel_text line = {0};
	hel_text_printf(&line, "%s: ", name[k]);
	hel_bargain_place(p, &line, b->single[k].pick);
	if (p->r->often[k].single)
		hel_text_printf(&line, " (%s)", hel_fixed(p->r->often[k].single[b->single[k].pick], 2).text);
	if (k != HEL_UTILITARIAN) {
		hel_text_printf(&line, "; with lotteries ");
		say_lottery(p, &line, &b->lottery[k]);
	}
	if (k == HEL_EGALITARIAN && !isnan(b->lottery[k].value))
		hel_text_printf(&line, ", where the least gain of those who can gain is %s", hel_fixed(b->lottery[k].value, 4).text);
	hel_text_printf(&line, ".");
	hel_bargain_paragraph(p, 4, &line);
}

static void put_idle(const hel_bargain_page *p)
{
	hel_text line = {0};
	size_t n = 0;
	for (size_t i = 0; i < p->d->n; i++)
		n += !p->r->bargain.can_gain[i];
	if (n == p->d->n)
		hel_text_printf(&line, "Nothing, not even a lottery, leaves nobody worse and somebody better off than no agreement: without "
				       "payments there is nothing that all would agree on.");
	for (size_t i = 0, at = 0; i < p->d->n && n && n < p->d->n; i++) {
		if (p->r->bargain.can_gain[i])
			continue;
		if (at < p->top)
			hel_text_printf(&line, "%s%s", at ? ", " : "Can gain by nothing that leaves nobody worse off: ", hel_bargain_party(p, i));
		at++;
	}
	if (n > p->top && n < p->d->n)
		hel_text_printf(&line, " and %zu more", n - p->top);
	if (n && n < p->d->n)
		hel_text_printf(&line, ".");
	hel_bargain_paragraph(p, 4, &line);
}

static void put_solutions(const hel_bargain_page *p)
{
	hel_text_printf(p->text, "\n  Solutions\n");
	for (int k = 0; k < HEL_SOLUTIONS; k++)
		put_solution(p, k);
	put_idle(p);
}

void hel_put_bargain_lens(const hel_bargain_page *p)
{
	hel_text line = {0};
	hel_text_printf(p->text, "\n%s\n", p->r->calibrated.name);
	hel_text_printf(&line, "%s", hel_lens_sentence(&p->r->calibrated));
	hel_bargain_paragraph(p, 2, &line);
	put_alternatives(p);
	put_rankings(p);
	put_solutions(p);
	hel_put_bargain_rules(p);
	hel_put_bargain_payments(p);
	hel_put_bargain_scales(p);
}

void hel_bargain_warnings(const hel_bargain_page *p)
{
	hel_text line = {0};
	hel_text_printf(p->text, "%s", p->d->notes.n ? "\nTo be read with it\n" : "");
	for (size_t x = 0; x < p->d->notes.n; x++) {
		hel_text_printf(&line, "%s", p->d->notes.item[x]);
		hel_bargain_paragraph(p, 2, &line);
	}
}
