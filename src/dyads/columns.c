/* columns.c: what there is to know of every column of every source: name, label, rule. Names are peacesciencer's. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "dyads/groups.h"
#include "dyads/table.h"

#define MID_RULE                                                                                                      \
	"a dispute-dyad-year; where a pair has several in a year one is kept: onsets before ongoing, then highest "   \
	"fatality, "                                                                                                  \
	"highest hostility, longest minimum duration, longest maximum duration, reciprocated, earliest start month, " \
	"lowest "                                                                                                     \
	"dispute number"
#define ATOP_RULE                                                                                                     \
	"1 if state 1 owes it to state 2 under an alliance in force on a day of the year, 0 if not; undirected: the " \
	"larger "                                                                                                     \
	"of both ways"
#define NMC_RULE "as released; the year's own figure"
#define WAR_RULE                                                                                                           \
	"a war-dyad-year; where a pair has several in a year one is kept: onsets before ongoing, then most battle deaths " \
	"of "                                                                                                              \
	"both, lowest war number"
#define SIMILARITY_RULE                                                                                                \
	"the two states' rows of obligations to every state of the system that year, themselves included: defence or " \
	"offence 3, neutrality or consultation 2, non-aggression 1, nothing 0, a state with itself 3; binary: any or none"

const hel_about hel_abouts[] = {
    {HEL_SOURCE_ATOP, 0, false, "atop_alliance", "ATOP: allied at all",
     "1 if an alliance is in force, even one that obliges only the other"},
    {HEL_SOURCE_ATOP, 0, false, "atop_defense", "ATOP: defence owed", ATOP_RULE},
    {HEL_SOURCE_ATOP, 0, false, "atop_offense", "ATOP: offence owed", ATOP_RULE},
    {HEL_SOURCE_ATOP, 0, false, "atop_neutral", "ATOP: neutrality owed", ATOP_RULE},
    {HEL_SOURCE_ATOP, 0, false, "atop_nonagg", "ATOP: non-aggression owed", ATOP_RULE},
    {HEL_SOURCE_ATOP, 0, false, "atop_consul", "ATOP: consultation owed", ATOP_RULE},
    {HEL_SOURCE_NMC, 0, true, "milex", "Military spending, thousands (pounds to 1913, then dollars)", NMC_RULE},
    {HEL_SOURCE_NMC, 0, true, "milper", "Military personnel, thousands", NMC_RULE},
    {HEL_SOURCE_NMC, 0, true, "irst", "Iron and steel, thousand tons", NMC_RULE},
    {HEL_SOURCE_NMC, 0, true, "pec", "Energy consumption, thousand coal-ton equivalents", NMC_RULE},
    {HEL_SOURCE_NMC, 0, true, "tpop", "Population, thousands", NMC_RULE},
    {HEL_SOURCE_NMC, 0, true, "upop", "Urban population, thousands", NMC_RULE},
    {HEL_SOURCE_NMC, 0, true, "cinc", "Composite index of national capability, share", NMC_RULE},
    {HEL_SOURCE_MAJORS, 0, true, "cowmaj", "Major power", "1 if a major power on a day of the year, 0 if not"},
    {HEL_SOURCE_CONTIGUITY, 0, false, "conttype", "Direct contiguity: 1 land, 2-5 sea, 0 none",
     "1 land, 2 up to 12 miles of sea, 3 up to 24, 4 up to 150, 5 up to 400, 0 none; the first type in force in the year"},
    {HEL_SOURCE_MINDIST, 0, false, "mindist", "Minimum distance, km",
     "between the nearest points of both territories, first value of the year"},
    {HEL_SOURCE_CAPDIST, 0, false, "capdist", "Distance between capitals, km",
     "great circle on the sphere of mean radius 6371.0088 km, between the first capitals of the year"},
    {HEL_SOURCE_DEMOCRACY, 0, true, "euds", "Extended unified democracy score",
     "as released; about -2 to 3, higher is more democratic"},
    {HEL_SOURCE_DEMOCRACY, 0, true, "aeuds", "Adjusted extended unified democracy score",
     "as released; 0 is the average cut between regimes"},
    {HEL_SOURCE_DEMOCRACY, 0, true, "polity2", "Polity 2 score, -10 to 10", "as released"},
    {HEL_SOURCE_DEMOCRACY, 0, true, "v2x_polyarchy", "V-Dem polyarchy, 0 to 1", "as released"},
    {HEL_SOURCE_GDP, 0, true, "mrgdppc", "GDP per head, Maddison", "mean of simulations; log-normal scale as released"},
    {HEL_SOURCE_GDP, 0, true, "sd_mrgdppc", "GDP per head, Maddison, s.d.", "standard deviation over simulations"},
    {HEL_SOURCE_GDP, 0, true, "pwtrgdp", "Real GDP, Penn World Table", "mean of simulations"},
    {HEL_SOURCE_GDP, 0, true, "sd_pwtrgdp", "Real GDP, Penn World Table, s.d.", "standard deviation over simulations"},
    {HEL_SOURCE_GDP, 0, true, "pwtpop", "Population, Penn World Table, millions", "mean of simulations"},
    {HEL_SOURCE_GDP, 0, true, "sd_pwtpop", "Population, Penn World Table, s.d.", "standard deviation over simulations"},
    {HEL_SOURCE_IGOS, 0, false, "dyadigos", "Organisations in which both are full members",
     "as released; empty where the source has no figure for the pair"},
    {HEL_SOURCE_RIVALRIES, 0, false, "tssr_id", "Rivalry number",
     "of the strategic rivalry in force; Austria-Hungary's go on as Austria's from 1919"},
    {HEL_SOURCE_RIVALRIES, 0, false, "positional", "Positional rivalry", "1 if the rivalry in force is one, 0 if not"},
    {HEL_SOURCE_RIVALRIES, 0, false, "spatial", "Spatial rivalry", "1 if the rivalry in force is one, 0 if not"},
    {HEL_SOURCE_RIVALRIES, 0, false, "ideological", "Ideological rivalry", "1 if the rivalry in force is one, 0 if not"},
    {HEL_SOURCE_RIVALRIES, 0, false, "interventionary", "Interventionary rivalry",
     "1 if the rivalry in force is one, 0 if not"},
    {HEL_SOURCE_RIVALRIES, 0, false, "ongoingrivalry", "Strategic rivalry in force",
     "1 if a rivalry is in force in the year, 0 if not"},
#define MID_COLUMNS(group, prefix)                                                                                            \
	{HEL_SOURCE_MIDS, group, false, "dispnum", "Dispute number", MID_RULE},                                               \
	    {HEL_SOURCE_MIDS,                                                                                                 \
	     group,                                                                                                           \
	     false,                                                                                                           \
	     prefix "midongoing",                                                                                             \
	     "Dispute under way",                                                                                             \
	     "1 if the pair has a dispute-dyad-year, 0 if not"},                                                              \
	    {HEL_SOURCE_MIDS, group,                                                                                          \
	     false,           prefix "midonset",                                                                              \
	     "Dispute onset", "1 in the first year of a dispute between the two, and again after a gap of more than a year"}, \
	    {HEL_SOURCE_MIDS, group, true, "sidea", "On side A of the dispute", MID_RULE},                                    \
	    {HEL_SOURCE_MIDS, group, true, "fatality", "Fatality level, 0-6", MID_RULE},                                      \
	    {HEL_SOURCE_MIDS, group, true, "fatalpre", "Fatalities", MID_RULE},                                               \
	    {HEL_SOURCE_MIDS, group, true, "hiact", "Highest action, 0-21", MID_RULE},                                        \
	    {HEL_SOURCE_MIDS, group, true, "hostlev", "Hostility level, 1-5", MID_RULE},                                      \
	    {HEL_SOURCE_MIDS, group, true, "orig", "Originator of the dispute", MID_RULE},                                    \
	    {HEL_SOURCE_MIDS, group, false, "fatality", "Fatality level of the dispute, 0-6", MID_RULE},                      \
	    {HEL_SOURCE_MIDS, group, false, "hostlev", "Hostility level of the dispute, 1-5", MID_RULE},                      \
	    {HEL_SOURCE_MIDS, group, false, "mindur", "Shortest duration of the dispute, days", MID_RULE},                    \
	    {HEL_SOURCE_MIDS, group, false, "maxdur", "Longest duration of the dispute, days", MID_RULE},                     \
	    {HEL_SOURCE_MIDS, group, false, "recip", "Dispute reciprocated", MID_RULE},                                       \
	{                                                                                                                     \
		HEL_SOURCE_MIDS, group, false, "stmon", "First month of the dispute", MID_RULE                                \
	}
    MID_COLUMNS(HEL_GROUP_GML, "gml"),
    {HEL_SOURCE_MIDS, HEL_GROUP_GML_INIT, true, "init", "Initiator of the dispute",
     "on side A, or joined it later on either side; directed tables only"},
    MID_COLUMNS(HEL_GROUP_COW, "cow"),
    {HEL_SOURCE_WARS, 0, false, "warnum", "War number", WAR_RULE},
    {HEL_SOURCE_WARS, 0, false, "cowinterongoing", "Inter-state war under way",
     "1 if the pair has a war-dyad-year, 0 if not"},
    {HEL_SOURCE_WARS, 0, false, "cowinteronset", "Inter-state war onset", "1 in the first year of a war between the two"},
    {HEL_SOURCE_WARS, 0, true, "warside", "Side in the war", WAR_RULE "; peacesciencer: sidea1, sidea2"},
    {HEL_SOURCE_WARS, 0, true, "initiator", "Initiator of the war", WAR_RULE},
    {HEL_SOURCE_WARS, 0, true, "outcome", "Outcome of the war for the state", WAR_RULE},
    {HEL_SOURCE_WARS, 0, true, "batdeath", "Battle deaths", WAR_RULE},
    {HEL_SOURCE_WARS, 0, false, "resume", "War resumed", WAR_RULE},
#define PEACE_RULE \
	"calendar years since the last year with one under way, or since the pair's first year; 0 in the year after"
    {HEL_SOURCE_PEACE, HEL_GROUP_GML, false, "gmlmidspell", "Years without a GML dispute", PEACE_RULE},
    {HEL_SOURCE_PEACE, HEL_GROUP_COW, false, "cowmidspell", "Years without a COW dispute", PEACE_RULE},
    {HEL_SOURCE_PEACE, HEL_GROUP_WAR, false, "cowinterspell", "Years without an inter-state war", PEACE_RULE},
    {HEL_SOURCE_SIMILARITY, 0, false, "sallyvs", "S, valued, squared distances", SIMILARITY_RULE "; 1 - 2 sum(d^2)/(9 n)"},
    {HEL_SOURCE_SIMILARITY, 0, false, "sallyva", "S, valued, absolute distances", SIMILARITY_RULE "; 1 - 2 sum(d)/(3 n)"},
    {HEL_SOURCE_SIMILARITY, 0, false, "sallybs", "S, binary, squared distances", SIMILARITY_RULE "; 1 - 2 sum(d)/n"},
    {HEL_SOURCE_SIMILARITY, 0, false, "sallyba", "S, binary, absolute distances", SIMILARITY_RULE "; the same as squared"},
    {HEL_SOURCE_SIMILARITY, 0, false, "pallyv", "Scott's pi, valued, unweighted",
     SIMILARITY_RULE "; nominal agreement: NOT weighted"},
    {HEL_SOURCE_SIMILARITY, 0, false, "pallyb", "Scott's pi, binary", SIMILARITY_RULE},
    {HEL_SOURCE_SIMILARITY, 0, false, "kallyv", "Cohen's kappa, valued, weighted",
     SIMILARITY_RULE "; weighted by squared distance between the ranks of the values that occur in the two rows"},
    {HEL_SOURCE_SIMILARITY, 0, false, "kallyb", "Cohen's kappa, binary", SIMILARITY_RULE},
    {HEL_SOURCE_SIMILARITY, 0, false, "taub", "Kendall's tau-b, valued", SIMILARITY_RULE},
};
const size_t hel_n_abouts = sizeof hel_abouts / sizeof *hel_abouts;

static const struct {
	const char *name;
	hel_table cow, gw;
} sources[HEL_DYAD_SOURCES] = {
#define ROW(code, name, cow, gw) [code] = {name, cow, gw},
    HEL_DYAD_SOURCE_LIST(ROW)
#undef ROW
};

hel_table hel_dyads_table_of(const hel_dyads_request *request, hel_dyad_source source)
{
	if ((source == HEL_SOURCE_MIDS || source == HEL_SOURCE_PEACE) && request->cow_mids)
		return HEL_TABLE_MIDS;
	return request->system == HEL_SYSTEM_GW ? sources[source].gw : sources[source].cow;
}

const char *hel_dyad_source_name(hel_dyad_source source)
{
	return source < HEL_DYAD_SOURCES ? sources[source].name : source == HEL_SOURCE_KEYS ? "keys" : "joined";
}

hel_dyad_source hel_dyad_source_of(const char *name, const char **nearest)
{
	hel_nearest near = hel_nearest_start(name);
	hel_nearest_offer(&near, "all");
	for (int s = 0; s < HEL_DYAD_SOURCES; s++) {
		if (hel_same_word(sources[s].name, name))
			return (hel_dyad_source)s;
		hel_nearest_offer(&near, sources[s].name);
	}
	if (nearest)
		*nearest = near.best;
	return HEL_DYAD_SOURCES;
}

/* A name is that of a column if it is the same, or the same and a digit 1 or 2 where columns come twice. */
static bool is_named(const hel_about *about, const char *name)
{
	size_t length = strlen(about->name);
	if (!about->twice)
		return !strcmp(about->name, name);
	return !strncmp(about->name, name, length) && (name[length] == '1' || name[length] == '2') && !name[length + 1];
}

const hel_about *hel_about_of(const char *name)
{
	for (size_t a = 0; a < hel_n_abouts; a++) {
		if (is_named(&hel_abouts[a], name))
			return &hel_abouts[a];
	}
	return NULL;
}

const char *hel_about_nearest(const char *name, char *buffer, size_t size)
{
	hel_nearest near = hel_nearest_start(name);
	for (size_t a = 0; a < hel_n_abouts; a++)
		hel_nearest_offer(&near, hel_abouts[a].name);
	for (size_t a = 0; near.best && a < hel_n_abouts; a++) {
		if (hel_abouts[a].name == near.best) {
			snprintf(buffer, size, "%s%s", near.best, hel_abouts[a].twice ? "1" : "");
			return buffer;
		}
	}
	return NULL;
}
