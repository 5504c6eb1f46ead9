/* bargain_rules.c: what rules of decision adopt under one lens and what that costs whom, side payments, and scales. */
#include <math.h>
#include <stdlib.h>

#include "base/rank.h"
#include "report/bargain_words.h"
#include "report/words.h"

size_t hel_say_largest(const hel_bargain_page *p, hel_text *line, const double *value, int decimals)
{
	hel_ranked *all = malloc((p->d->n + 1) * sizeof *all);
	size_t n = 0;
	for (size_t i = 0; all && i < p->d->n; i++) {
		if (value[i] > 0)
			all[n++] = (hel_ranked){value[i], i};
	}
	if (!all) {
		line->failed = true;
		return 0;
	}
	hel_rank(all, n);
	for (size_t x = 0; x < n && x < p->top; x++) {
		hel_text_printf(line, "%s%s", x ? ", " : "", hel_bargain_party(p, all[x].index));
		if (decimals)
			hel_text_printf(line, " %s", hel_fixed(all[x].value, decimals).text);
	}
	if (n > p->top)
		hel_text_printf(line, " and %zu more", n - p->top);
	free(all);
	return n;
}

/* --- rules ---------------------------------------------------------------------------------------------------------------- */

static void say_set(const hel_bargain_page *p, hel_text *line, const char *before, const bool *in, size_t n, size_t but)
{
	size_t at = 0, left = 0;
	for (size_t a = 0; a < n; a++) {
		if (!in[a] || a == but)
			continue;
		if (at >= p->top) {
			left++;
			continue;
		}
		hel_text_printf(line, "%s", at++ ? ", " : before);
		hel_bargain_place(p, line, a);
	}
	if (left)
		hel_text_printf(line, " and %zu more", left);
	hel_text_printf(line, "%s", at ? "." : "");
}

/* against: above 0 for those who are. */
static void say_who_stops(const hel_bargain_page *p, hel_text *line, const double *against)
{
	bool any = false;
	for (size_t i = 0; against && i < p->d->n; i++)
		any |= against[i] > 0;
	if (!any) {
		hel_text_printf(line, "; nobody is against that largest sum, but those who would have to want it gain no more than the margin");
		return;
	}
	hel_text_printf(line, "; against that largest sum: ");
	hel_say_largest(p, line, against, 0);
}

static void put_rule(const hel_bargain_page *p, size_t r)
{
	const hel_ruling_on_offers *ruling = &p->r->ruling[r];
	size_t adopted = ruling->at_point.adopted, n = p->d->n;
	hel_text line = {0};
	hel_text_printf(&line, "%s%s: adopts ", (char[2]){(char)(p->d->talks->rule[r].name[0] - 'a' + 'A'), '\0'},
			p->d->talks->rule[r].name + 1);
	hel_bargain_place(p, &line, adopted);
	if (ruling->adopted)
		hel_text_printf(&line, " (%s)", hel_fixed(ruling->adopted[adopted], 2).text);
	hel_text_printf(&line, ".");
	say_set(p, &line, " Would pass too: ", ruling->at_point.winset, p->d->m, adopted);
	say_set(p, &line, " Safe once there: ", ruling->at_point.core, p->d->m + 1, p->d->m + 1);
	bool safe = false;
	for (size_t a = 0; a <= p->d->m; a++)
		safe |= ruling->at_point.core[a];
	hel_text_printf(&line, "%s", safe ? "" : " Nothing is safe: whatever is adopted, something else would pass against it.");
	if (ruling->cost.value > 0) {
		hel_text_printf(&line, " Costs %s of the largest sum", hel_fixed(ruling->cost.value, 3).text);
		if (!isnan(ruling->cost.low))
			hel_text_printf(&line, " [%s, %s]", hel_fixed(ruling->cost.low, 3).text, hel_fixed(ruling->cost.high, 3).text);
		double *lost = calloc(n + 1, sizeof *lost);
		for (size_t i = 0; lost && i < n; i++)
			lost[i] = ruling->lost[i].value;
		hel_text_printf(&line, ", borne by ");
		if (lost)
			hel_say_largest(p, &line, lost, 3);
		for (size_t i = 0; lost && i < n; i++)
			lost[i] = ruling->against[i];
		if (ruling->stopped) {
			say_who_stops(p, &line, lost);
		}
		p->text->failed |= !lost;
		free(lost);
		hel_text_printf(&line, ".");
	}
	hel_bargain_paragraph(p, 4, &line);
}

void hel_put_bargain_rules(const hel_bargain_page *p)
{
	hel_text_printf(p->text, "%s", p->d->talks->n_rules ? "\n  Rules\n" : "");
	for (size_t r = 0; r < p->d->talks->n_rules; r++)
		put_rule(p, r);
}

/* --- payments ------------------------------------------------------------------------------------------------------------- */

/* Of the alternative with the largest sum: who would have to be paid for it, and by whom. */
void hel_put_bargain_payments(const hel_bargain_page *p)
{
	size_t best = p->r->bargain.single[HEL_UTILITARIAN].pick, n = p->d->n;
	hel_text line = {0};
	double *part = calloc(n + 1, sizeof *part);
	if (!part) {
		p->text->failed = true;
		return;
	}
	if (best < p->d->m && p->r->price[best].payment.needed > 0) {
		const hel_price *price = &p->r->price[best];
		hel_text_printf(&line, "Payments for ");
		hel_bargain_place(p, &line, best);
		hel_text_printf(&line, ", which has the largest sum: %s", hel_fixed(price->payment.needed, 4).text);
		if (!isnan(price->needed.low))
			hel_text_printf(&line, " [%s, %s]", hel_fixed(price->needed.low, 4).text, hel_fixed(price->needed.high, 4).text);
		hel_text_printf(&line, " in all, to ");
		for (size_t i = 0; i < n; i++)
			part[i] = fmax(price->transfer[i], 0);
		hel_say_largest(p, &line, part, 4);
		hel_text_printf(&line, ", by ");
		for (size_t i = 0; i < n; i++)
			part[i] = fmax(-price->transfer[i], 0);
		hel_say_largest(p, &line, part, 4);
		hel_text_printf(&line, ", each in proportion to its gain.");
		hel_text_put(p->text, "\n", 1);
		hel_bargain_paragraph(p, 2, &line);
	}
	free(part);
}

void hel_put_bargain_scales(const hel_bargain_page *p)
{
	for (size_t x = 0; x < p->d->talks->n_along; x++) {
		const hel_along *along = &p->d->talks->along[x];
		const hel_best_scale *best = &p->r->along[x];
		hel_text line = {0};
		if (!best->utility)
			continue;
		hel_text_printf(&line, "Best scale of \xe2\x80\x9c%s\xe2\x80\x9d from %s to %s, nothing else being on the table:", along->name, hel_digits(along->from, 6).text, hel_digits(along->to, 6).text);
		for (int k = 0; k < HEL_SOLUTIONS; k++) {
			const hel_figure *f = &best->scale[k];
			hel_text_printf(&line, "%s %s %s", k ? ";" : "", hel_solution_name((hel_solution_kind)k),
					isnan(f->value) ? "none, as somebody loses or nobody gains" : hel_fixed(f->value, 3).text);
			if (!isnan(f->low))
				hel_text_printf(&line, " [%s, %s]", hel_fixed(f->low, 3).text, hel_fixed(f->high, 3).text);
		}
		hel_text_printf(&line, ".");
		hel_text_put(p->text, "\n", 1);
		hel_bargain_paragraph(p, 2, &line);
	}
}
