/* network_text.c: networks of ties in words, for somebody who has not read the papers: what each model assumes, a table of all
 * mechanisms, then a paragraph on each with its witnesses. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/rank.h"
#include "helsinki/report.h"
#include "report/lines.h"
#include "report/words.h"

enum { NAME_WIDTH = 46 };

/* A loss of payoff below this is rounding. */
static const double VISIBLE = 1e-9;

typedef struct page {
	hel_text *text;
	const hel_network_study *study;
	const hel_world *world;
	int top, name_width;
} page;

static const char *id(const page *p, int state)
{
	return p->world->state[state].id;
}

static const char *mechanism(const page *p, const hel_network_result *r)
{
	return p->study->scenario->mechanism[r->mechanism].name;
}

static const char *plural(long long n, const char *one, const char *more)
{
	return n == 1 ? one : more;
}

static void put_paragraph(const page *p, int indent, hel_text *words)
{
	hel_put_paragraph(&(hel_lines){.text = p->text, .width = HEL_DEFAULT_WIDTH}, indent, words);
}

static void put_name(const page *p, const hel_network_result *r)
{
	hel_text_put(p->text, "  ", 2);
	hel_put_padded(p->text, mechanism(p, r), p->name_width);
}

/* States by a figure, largest first, those without one left out; NULL without memory. */
static hel_ranked *rank(const page *p, const double *value, int *n)
{
	hel_ranked *all = malloc(((size_t)p->world->n + 1) * sizeof *all);
	*n = 0;
	for (int i = 0; all && i < p->world->n; i++) {
		if (!isnan(value[i]))
			all[(*n)++] = (hel_ranked){value[i], (size_t)i};
	}
	if (all)
		hel_rank(all, (size_t)*n);
	else
		p->text->failed = true;
	return all;
}

/* An earlier mechanism that makes the same network: what is said of it need not be said again. NULL: none. */
static const hel_network_result *twin(const page *p, const hel_network_result *r)
{
	size_t n = (size_t)r->network.n;
	for (const hel_network_result *earlier = p->study->result; earlier < r; earlier++) {
		if (!memcmp(earlier->network.ally, r->network.ally, n * n) &&
		    !memcmp(earlier->network.strength, r->network.strength, n * sizeof *r->network.strength))
			return earlier;
	}
	return NULL;
}

/* Begins a paragraph on a mechanism; true if it has a twin, to which the paragraph then refers. */
static bool begin(const page *p, hel_text *line, const hel_network_result *r)
{
	const hel_network_result *same = twin(p, r);
	hel_text_printf(line, "%s:", mechanism(p, r));
	if (same)
		hel_text_printf(line, " as \xe2\x80\x9c%s\xe2\x80\x9d, whose ties are the same.", mechanism(p, same));
	return same != NULL;
}

/* --- war ------------------------------------------------------------------------------------------------------------------ */

/* Its leader first. */
static void say_coalition(const page *p, hel_text *line, const hel_overpowering *over)
{
	int shown = 1;
	hel_text_printf(line, "%s", id(p, over->leader));
	for (size_t m = 0; m < over->n && shown < p->top; m++) {
		if (over->member[m] == over->leader)
			continue;
		hel_text_printf(line, "+%s", id(p, over->member[m]));
		shown++;
	}
	if ((int)over->n > p->top)
		hel_text_printf(line, " and %d more", (int)over->n - p->top);
}

static void put_war_assumptions(const page *p)
{
	hel_text line = {0};
	const hel_war_options *how = &p->study->how.war_options;
	hel_text_printf(p->text, "\nStable against war? (Jackson & Nei 2015)\n");
	hel_text_printf(
	    &line,
	    "Assumed: %s may attack together, whoever it is. They win if their capability is more than %s times that "
	    "of the target and its allies, without those allies who attack it themselves. All of an ally's strength "
	    "arrives, however far it is.",
	    how->coalitions == HEL_COALITION_CLIQUE ? "states that are all allied to each other"
						    : "a state and any of its allies",
	    hel_digits(how->ratio, 6).text);
	put_paragraph(p, 2, &line);
	hel_text_printf(
	    &line,
	    "A network is stable against war if nobody can be overpowered; if no two states without a tie would, with "
	    "one, overpower a state that is safe now; and if no tie is idle, that is, neither end would be safe "
	    "without it. The authors prove that no network with any tie is stable in this sense (they look to trade to "
	    "change that), so read how each fails, not that it does.");
	put_paragraph(p, 2, &line);
	hel_text_printf(p->text, "\n  %-*s%8s%12s%14s%15s%12s\n", p->name_width, "", "ties", "vulnerable", "by one alone",
			"tempting ties", "idle ties");
}

static int beaten_by_one(const hel_war_stability *w)
{
	int n = 0;
	for (int i = 0; i < w->n; i++)
		n += w->vulnerable[i] == HEL_YES && w->over[i].n == 1;
	return n;
}

static void say_vulnerable(const page *p, hel_text *line, const hel_network_result *r)
{
	const hel_war_stability *w = &r->war;
	int n, shown = 0, safe = 0;
	hel_ranked *strongest = rank(p, r->network.strength, &n);
	if (!strongest)
		return;
	if (w->nobody_vulnerable == HEL_YES)
		hel_text_printf(line, " Nobody can be overpowered.");
	else
		hel_text_printf(line, " %d of %d states can be overpowered", w->n_vulnerable, w->n);
	for (int x = 0; x < n && shown < p->top; x++) {
		int i = (int)strongest[x].index;
		if (w->vulnerable[i] != HEL_YES)
			continue;
		hel_text_printf(line, "%s %s by ", shown++ ? "," : ", the strongest of them:", id(p, i));
		say_coalition(p, line, &w->over[i]);
	}
	hel_text_printf(line, "%s", w->nobody_vulnerable == HEL_YES ? "" : ".");
	for (int x = 0; x < n && safe < p->top && w->n_vulnerable; x++) {
		if (w->vulnerable[strongest[x].index] == HEL_NO)
			hel_text_printf(line, "%s %s", safe++ ? "," : " Safe:", id(p, (int)strongest[x].index));
	}
	if (safe)
		hel_text_printf(line, w->n - w->n_vulnerable - w->n_undecided > safe ? " and %d more." : ".",
				w->n - w->n_vulnerable - w->n_undecided - safe);
	else if (!w->n_undecided && w->n_vulnerable)
		hel_text_printf(line, " Nobody is safe.");
	if (w->n_undecided)
		hel_text_printf(line, " Of %d states the search was given up.", w->n_undecided);
	free(strongest);
}

/* One for each target that pairs are tempted by, up to top: they are sorted by target. */
static void say_temptations(const page *p, hel_text *line, const hel_war_stability *w)
{
	int last = -1, shown = 0;
	if (w->no_temptation == HEL_YES && w->n_vulnerable < w->n)
		hel_text_printf(line, " No tie that is absent would let its ends overpower anybody who is safe.");
	else if (w->n_temptations)
		hel_text_printf(line, " %d absent %s its ends overpower somebody who is safe%s:", (int)w->n_temptations,
				plural((long long)w->n_temptations, "tie would let", "ties would each let"),
				w->n_temptations > 1 ? ", for instance" : "");
	for (size_t t = 0; t < w->n_temptations && shown < p->top; t++) {
		const hel_temptation *x = &w->temptation[t];
		if (x->over.target == last)
			continue;
		last = x->over.target;
		hel_text_printf(line, "%s %s-%s against %s", shown++ ? "," : "", id(p, x->j), id(p, x->k), id(p, last));
		if (x->over.n > 2) {
			hel_text_printf(line, " (as ");
			say_coalition(p, line, &x->over);
			hel_text_printf(line, ")");
		}
	}
	hel_text_printf(line, "%s", shown ? "." : "");
}

static void say_idle(const page *p, hel_text *line, const hel_war_stability *w)
{
	if (!w->n_ties)
		hel_text_printf(line, " There is no tie to drop.");
	else if (w->every_tie_needed == HEL_YES)
		hel_text_printf(line, " No tie has an end that would be safe without it.");
	else if (w->n_idle)
		hel_text_printf(line, " %d of %d %s idle:", (int)w->n_idle, w->n_ties,
				plural((long long)w->n_idle, "tie is", "ties are"));
	for (size_t t = 0; t < w->n_idle && (int)t < p->top; t++) {
		const hel_idle_tie *x = &w->idle[t];
		hel_text_printf(line, "%s %s-%s (safe without it: %s%s%s)", t ? "," : "", id(p, x->j), id(p, x->k),
				x->idle_for_j ? id(p, x->j) : "", x->idle_for_j && x->idle_for_k ? ", " : "",
				x->idle_for_k ? id(p, x->k) : "");
	}
	hel_text_printf(line, "%s", w->n_idle ? "." : "");
}

static void put_war(const page *p)
{
	static const char *const verdict[] = {"not stable against war.", "stable against war.", "undecided."};
	put_war_assumptions(p);
	for (size_t x = 0; x < p->study->n_results; x++) {
		const hel_network_result *r = &p->study->result[x];
		put_name(p, r);
		hel_text_printf(p->text, "%8d%12d%14d%15d%12d\n", r->war.n_ties, r->war.n_vulnerable, beaten_by_one(&r->war),
				(int)r->war.n_temptations, (int)r->war.n_idle);
	}
	hel_text_put(p->text, "\n", 1);
	for (size_t x = 0; x < p->study->n_results; x++) {
		const hel_network_result *r = &p->study->result[x];
		hel_text line = {0};
		if (!begin(p, &line, r)) {
			hel_text_printf(&line, " %s", verdict[r->war.stable]);
			say_vulnerable(p, &line, r);
			say_temptations(p, &line, &r->war);
			say_idle(p, &line, &r->war);
		}
		put_paragraph(p, 2, &line);
	}
}

/* --- efforts -------------------------------------------------------------------------------------------------------------- */

static void put_effort_assumptions(const page *p)
{
	hel_text line = {0};
	const hel_effort_options *how = &p->study->how.effort_options;
	hel_text_printf(p->text, "\nHow hard does each fight? (K\xc3\xb6nig, Rohner, Thoenig & Zilibotti 2017)\n");
	hel_text_printf(
	    &line,
	    "Assumed: all fight for one prize, worth 1, with efforts that cost what they come to. A unit of an ally's "
	    "effort adds %s to one's own performance, a unit of an enemy's takes away %s, and each gets the share of the "
	    "prize that its performance is of all performances. The figures are those from which nobody gains by "
	    "another effort alone, below in thousandths of the prize. Capability plays no part: only the numbers of friends "
	    "and foes, and theirs, do. "
	    "beta %s and gamma %s were estimated on armed groups in the Congo, not on states.",
	    hel_digits(how->beta, 6).text, hel_digits(how->gamma, 6).text, "0.083", "0.114");
	put_paragraph(p, 2, &line);
	hel_text_printf(p->text, "\n  %-*s%8s%10s%14s  %s\n", p->name_width, "", "allied", "enemies", "fought away",
			"most effort");
}

static void say_no_equilibrium(const page *p, hel_text *line, const hel_efforts *e)
{
	if (e->outcome == HEL_EFFORT_BESET)
		hel_text_printf(
		    line,
		    " no such efforts: %s has %d %s and %d %s, so that more effort of its own would only make all of them "
		    "weaker "
		    "(1 + beta x %d - gamma x %d = %s is not above 0). A smaller gamma has an answer.",
		    id(p, e->culprit), e->enemies[e->culprit], plural(e->enemies[e->culprit], "enemy", "enemies"),
		    e->allies[e->culprit], plural(e->allies[e->culprit], "ally", "allies"), e->allies[e->culprit],
		    e->enemies[e->culprit],
		    hel_fixed(1 + e->how.beta * e->allies[e->culprit] - e->how.gamma * e->enemies[e->culprit], 3).text);
	else if (e->outcome == HEL_EFFORT_IDLE)
		hel_text_printf(
		    line,
		    " no such efforts: with so few states or so many friends nobody has anything to fight for (the sum of "
		    "1 / (1 + beta x allies - gamma x enemies) is not above 1).");
	else
		hel_text_printf(line,
				" no such efforts: at just these beta and gamma the equations have no single solution.");
}

static hel_number thousandths(double value)
{
	return hel_digits(1000 * value, 3);
}

/* At most top of the best and of the worst off, nobody as both. */
static void say_payoffs(const page *p, hel_text *line, const hel_ranked *by_payoff, int n)
{
	int best = n < 2 * p->top ? (n + 1) / 2 : p->top, worst = n - best < p->top ? n - best : p->top;
	for (int x = 0; x < best; x++)
		hel_text_printf(line, "%s %s %s", x ? "," : "; best off:", id(p, (int)by_payoff[x].index),
				thousandths(by_payoff[x].value).text);
	for (int x = n - 1; x >= n - worst; x--)
		hel_text_printf(line, "%s %s %s", x < n - 1 ? "," : "; worst off:", id(p, (int)by_payoff[x].index),
				thousandths(by_payoff[x].value).text);
}

static void say_extremes(const page *p, hel_text *line, const hel_efforts *e)
{
	int n;
	hel_ranked *by_effort = rank(p, e->effort, &n);
	for (int x = 0; by_effort && x < n && x < p->top; x++) {
		int i = (int)by_effort[x].index;
		hel_text_printf(line, "%s %s %s (%d %s, %d %s)", x ? "," : " most effort:", id(p, i),
				thousandths(e->effort[i]).text, e->allies[i], plural(e->allies[i], "ally", "allies"),
				e->enemies[i], plural(e->enemies[i], "enemy", "enemies"));
	}
	free(by_effort);
	hel_ranked *by_payoff = rank(p, e->payoff, &n);
	if (by_payoff)
		say_payoffs(p, line, by_payoff, n);
	free(by_payoff);
	hel_text_printf(line, ".");
	if (e->n_negative)
		hel_text_printf(line,
				" For %d %s the formula gives an effort below 0: friends do more than is wanted, and the "
				"model rewards holding back.",
				e->n_negative, plural(e->n_negative, "state", "states"));
}

/* States by what their ties cost others, summed over the ties. */
static void say_costly_states(const page *p, hel_text *line, const hel_network_result *r)
{
	double *cost = calloc((size_t)p->world->n + 1, sizeof *cost);
	int n = 0;
	for (size_t t = 0; cost && t < r->n_effects; t++) {
		double add = isnan(r->effect[t].cost) ? 0 : r->effect[t].cost;
		cost[r->effect[t].j] += add;
		cost[r->effect[t].k] += add;
	}
	hel_ranked *costly = cost ? rank(p, cost, &n) : NULL;
	for (int x = 0; costly && x < n && x < p->top && costly[x].value > VISIBLE; x++)
		hel_text_printf(line, "%s %s %s", x ? "," : " Their ties cost others most, summed:", id(p, (int)costly[x].index),
				thousandths(costly[x].value).text);
	if (costly && n && costly[0].value > VISIBLE)
		hel_text_printf(line, ".");
	p->text->failed |= !cost;
	free(costly);
	free(cost);
}

static void say_costly_ties(const page *p, hel_text *line, const hel_network_result *r)
{
	size_t shown = 0, unsolved = 0;
	for (size_t t = 0; t < r->n_effects; t++) {
		const hel_tie_effect *x = &r->effect[t];
		unsolved += x->without != HEL_EFFORT_SOLVED;
		if ((int)t >= p->top || !(x->cost > VISIBLE))
			continue;
		hel_text_printf(line, "%s %s-%s (costs others %s, gives others %s; %s loses most, %s)",
				shown++ ? "," : " Ties that cost others most:", id(p, x->j), id(p, x->k),
				thousandths(x->cost).text, thousandths(x->gain).text, id(p, x->hurt_most),
				thousandths(x->hurt).text);
	}
	if (shown)
		hel_text_printf(line, ".");
	else if (r->n_effects > unsolved)
		hel_text_printf(line, " No tie costs anybody else anything.");
	if (unsolved)
		hel_text_printf(line, " Without %d %s no equilibrium would be left.", (int)unsolved,
				plural((long long)unsolved, "tie", "(each) of its ties"));
}

static void put_efforts_row(const page *p, const hel_network_result *r)
{
	const hel_efforts *e = &r->efforts;
	int n;
	put_name(p, r);
	hel_text_printf(p->text, "%8d%10d", r->network.n_allied - r->network.n_both, r->network.n_hostile);
	hel_put_padded(p->text, "",
		       hel_columns_of(hel_fixed(e->total, 3).text) < 14 ? 14 - hel_columns_of(hel_fixed(e->total, 3).text) : 0);
	hel_text_printf(p->text, "%s  ", hel_fixed(e->total, 3).text);
	hel_ranked *most = rank(p, e->effort, &n);
	hel_text_printf(p->text, "%s\n", most && n ? id(p, (int)most[0].index) : HEL_DASH);
	free(most);
}

static void put_efforts(const page *p)
{
	put_effort_assumptions(p);
	for (size_t x = 0; x < p->study->n_results; x++)
		put_efforts_row(p, &p->study->result[x]);
	hel_text_put(p->text, "\n", 1);
	for (size_t x = 0; x < p->study->n_results; x++) {
		const hel_network_result *r = &p->study->result[x];
		hel_text line = {0};
		if (begin(p, &line, r)) {
			put_paragraph(p, 2, &line);
			continue;
		}
		if (r->efforts.outcome == HEL_EFFORT_SOLVED) {
			say_extremes(p, &line, &r->efforts);
			say_costly_ties(p, &line, r);
			say_costly_states(p, &line, r);
		} else {
			say_no_equilibrium(p, &line, &r->efforts);
		}
		put_paragraph(p, 2, &line);
	}
}

/* --- the whole ------------------------------------------------------------------------------------------------------------ */

static void say_ties(const page *p, hel_text *line)
{
	int collective = 0, both = 0;
	for (size_t x = 0; x < p->study->n_results; x++) {
		const hel_network *network = &p->study->result[x].network;
		collective = network->n_collective > collective ? network->n_collective : collective;
		both = network->n_both > both ? network->n_both : both;
	}
	hel_text_printf(line, "A tie is a promise of defence or a guarantee, in either direction, whatever it is worth%s.",
			p->study->how.collective ? ", or a promise of collective security" : "");
	if (collective && !p->study->how.collective)
		hel_text_printf(line,
				" Collective security is none, since it binds nobody to fight beside another: up to %d "
				"pairs have only that "
				"(--collective-security counts them).",
				collective);
	if (p->study->lens)
		hel_text_printf(
		    line, " Enemies: the pairs of which one threatens the other in the lens \xe2\x80\x9c%s\xe2\x80\x9d.",
		    p->study->lens->name);
	else
		hel_text_printf(line, " Enemies: %s.",
				p->world->stated ? "none, since the scenario states no threats"
						 : "recorded strategic rivals");
	if (both && p->study->how.efforts)
		hel_text_printf(line, " Up to %d %s allied and hostile at once; efforts count %s as hostile.", both,
				plural(both, "pair is", "pairs are"), plural(both, "it", "them"));
}

static void put_head(const page *p)
{
	char day[16];
	hel_text line = {0};
	hel_put_clean(p->text, p->study->scenario->name);
	hel_text_put(p->text, "\n\n", 2);
	if (p->world->stated)
		hel_text_printf(&line, "World stated in the scenario: %d states. ", p->world->n);
	else
		hel_text_printf(&line, "World of %s: %d states, all of them counted. ", hel_day_text(day, p->world->day),
				p->world->n);
	hel_text_printf(
	    &line,
	    "Both models here know who is tied to whom, and nothing of distance or intention: they say what ties alone "
	    "would do, not who will attack whom. ");
	say_ties(p, &line);
	put_paragraph(p, 0, &line);
}

hel_status hel_report_network_text(hel_text *text, const hel_network_study *study, int top, hel_error *error)
{
	page p = {text, study, &study->scenario->world, top, 10};
	for (size_t x = 0; x < study->n_results; x++) {
		int n = hel_columns_of(mechanism(&p, &study->result[x])) + 1;
		p.name_width = n > p.name_width ? n : p.name_width;
	}
	if (p.name_width > NAME_WIDTH)
		p.name_width = NAME_WIDTH;
	put_head(&p);
	if (study->how.war)
		put_war(&p);
	if (study->how.efforts)
		put_efforts(&p);
	return text->failed ? hel_fail_memory(error) : HEL_OK;
}
