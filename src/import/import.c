/* import.c: which release a file is, by its columns; reads all, then writes all. */
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "import/release.h"

#define COLUMNS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Column names are those of the releases (docs/dyads.md). A file is of the first source all of whose columns it has. */
const hel_release hel_releases[] = {
    {"COW state system membership",
     COLUMNS("ccode", "styear", "stmonth", "stday", "endyear", "endmonth", "endday", "version", "stateabb", "statenme"),
     hel_import_states},
    {"COW major powers", COLUMNS("ccode", "styear", "stmonth", "stday", "endyear", "endmonth", "endday", "version"),
     hel_import_majors},
    {"COW national material capabilities",
     COLUMNS("ccode", "year", "milex", "milper", "irst", "pec", "tpop", "upop", "cinc", "version"), hel_import_nmc},
    {"COW direct contiguity", COLUMNS("statelno", "statehno", "conttype", "begin", "end", "version"), hel_import_contiguity},
    {"ATOP directed dyad-years",
     COLUMNS("stateA", "stateB", "year", "defense", "offense", "neutral", "nonagg", "consul", "atopally"),
     hel_import_atop_dyads},
    {"ATOP members",
     COLUMNS("atopid", "member", "yrent", "moent", "dayent", "yrexit", "moexit", "dayexit", "defense", "offense", "neutral",
	     "nonagg", "consul"),
     hel_import_atop_members},
    {"ATOP alliances", COLUMNS("atopid", "begyr", "begmo", "begday", "endyr", "endmo", "endday", "bilat"),
     hel_import_atop_alliances},
    {"COW alliances by directed dyad-year",
     COLUMNS("ccode1", "ccode2", "year", "defense", "neutrality", "nonaggression", "entente"), hel_import_cow_alliances},
    {"COW inter-state wars",
     COLUMNS("WarNum", "ccode", "Side", "StartMonth1", "StartDay1", "StartYear1", "EndMonth1", "EndDay1", "EndYear1",
	     "StartMonth2", "StartDay2", "StartYear2", "EndMonth2", "EndDay2", "EndYear2", "Initiator", "Outcome",
	     "BatDeath", "Version"),
     hel_import_wars},
    {"MID disputes (MIDA)", COLUMNS("dispnum", "fatality", "hostlev", "mindur", "maxdur", "recip", "stmon", "outcome"),
     NULL},
    {"MID participants (MIDB)", COLUMNS("dispnum", "ccode", "sidea", "orig", "hostlev", "fatalpre"), NULL},
    {"COW IGO dyad-years", COLUMNS("ccode1", "ccode2", "year", "UN"), hel_import_igos},
};
const size_t hel_n_releases = sizeof hel_releases / sizeof *hel_releases;

enum { PLACES_MAX = 24 };

static bool has_columns(const hel_user_csv *csv, const hel_release *release, int place[PLACES_MAX])
{
	for (size_t c = 0; release->column[c]; c++) {
		place[c] = hel_user_csv_find(csv, release->column[c]);
		if (place[c] < 0)
			return false;
	}
	return true;
}

static size_t columns_had(const hel_user_csv *csv, const hel_release *release, size_t *n, const char **lacking)
{
	size_t had = 0;
	*lacking = NULL;
	for (*n = 0; release->column[*n]; ++*n) {
		bool has = hel_user_csv_find(csv, release->column[*n]) >= 0;
		had += has;
		if (!has && !*lacking)
			*lacking = release->column[*n];
	}
	return had;
}

static hel_status unknown(const hel_user_csv *csv, hel_error *error)
{
	const hel_release *nearest = NULL;
	const char *lacking = NULL;
	double best = 0;
	char seen[160] = "";
	for (size_t r = 0; r < hel_n_releases; r++) {
		size_t n;
		const char *without;
		double share = (double)columns_had(csv, &hel_releases[r], &n, &without) / (double)n;
		if (share > best) {
			best = share;
			nearest = &hel_releases[r];
			lacking = without;
		}
	}
	for (size_t c = 0; c < csv->n_columns && c < 6; c++) {
		size_t used = strlen(seen);
		if (used + strlen(csv->name[c]) + 4 < sizeof seen)
			strcat(strcat(seen, c ? ", " : ""), csv->name[c]);
	}
	if (nearest)
		return hel_fail_at(error, HEL_EINPUT, csv->file, 1, 1,
				   "no known release has its columns (%s%s); the nearest, %s, has '%s' too", seen,
				   csv->n_columns > 6 ? ", ..." : "", nearest->what, lacking);
	return hel_fail_at(error, HEL_EINPUT, csv->file, 1, 1, "no known release has its columns (%s%s)", seen,
			   csv->n_columns > 6 ? ", ..." : "");
}

/* In an archive a file of no known source is left out, with a note; alone it is an error. */
static hel_status read_member(hel_importing *i, hel_member *member, bool alone, hel_error *error)
{
	hel_user_csv csv;
	int place[PLACES_MAX];
	size_t r = 0;
	char *kept = hel_arena_copy(i->arena, member->bytes, strcspn(member->bytes, "\r\n"));
	char *header = kept ? malloc(strlen(kept) + 1) : NULL;
	if (!header)
		return hel_fail_memory(error);
	strcpy(header, kept);
	hel_status status =
	    hel_user_csv_take(&csv, member->name, header, strlen(header), error); /* the header alone, to know it by */
	if (status)
		return status;
	while (r < hel_n_releases && !has_columns(&csv, &hel_releases[r], place))
		r++;
	if (r == hel_n_releases)
		status = alone ? unknown(&csv, error)
			       : hel_note(i->notes, error, "%s: left out: no known release has its columns", member->name);
	hel_user_csv_close(&csv);
	if (status || r == hel_n_releases)
		return status;
	if (!hel_releases[r].read) {
		*(strstr(hel_releases[r].what, "MIDA") ? &i->mid_disputes : &i->mid_participants) = member;
		return HEL_OK;
	}
	char *bytes = member->bytes;
	member->bytes = NULL;
	status = hel_user_csv_take(&csv, member->name, bytes, member->size, error);
	if (status)
		return status;
	(void)has_columns(&csv, &hel_releases[r], place);
	status = hel_releases[r].read(i, member, &csv, place, error);
	hel_user_csv_close(&csv);
	return status;
}

static hel_status read_path(hel_importing *i, const char *path, hel_member **members, hel_error *error)
{
	hel_status status = hel_members_read(members, i->arena, path, error);
	for (hel_member *m = status ? NULL : *members; !status && m; m = m->next)
		status = read_member(i, m, !(*members)->next, error);
	return status;
}

/* A table is imported from one file: two of one source are one too many. */
static hel_status refuse_doubles(const hel_importing *i, hel_error *error)
{
	for (const hel_out *a = i->outs; a; a = a->next) {
		if (!a->n)
			return hel_fail(error, HEL_EINPUT, "nothing is left for the table '%s'", a->file);
		for (const hel_out *b = a->next; b; b = b->next) {
			if (!strcmp(a->file, b->file))
				return hel_fail(error, HEL_EINPUT,
						"two files are sources of the table '%s': import one of them", a->file);
		}
	}
	return HEL_OK;
}

static hel_status read_all(hel_importing *i, const char *const *path, size_t n_paths, hel_member **members, hel_error *error)
{
	hel_status status = HEL_OK;
	for (size_t p = 0; !status && p < n_paths; p++)
		status = read_path(i, path[p], &members[p], error);
	if (!status && !i->mid_disputes != !i->mid_participants) {
		const hel_member *half = i->mid_disputes ? i->mid_disputes : i->mid_participants;
		return hel_fail_at(error, HEL_EINPUT, half->name, 1, 1,
				   "it is one half of the disputes; name the %s file (%s), too",
				   i->mid_disputes ? "participants'" : "disputes'", i->mid_disputes ? "MIDB" : "MIDA");
	}
	if (!status && i->mid_disputes)
		status = hel_import_disputes(i, error);
	if (!status && !i->outs)
		status = hel_fail_at(error, HEL_EINPUT, path[0], 0, 0, "it holds no file of a known release");
	return status ? status : refuse_doubles(i, error);
}

hel_status hel_import(hel_panel *panel, const char *const *path, size_t n_paths, const char *into, hel_text *report,
		      hel_notes *notes, hel_error *error)
{
	hel_importing i = {.arena = hel_arena_new(), .panel = panel, .notes = notes};
	hel_member **members = calloc(n_paths + 1, sizeof(hel_member *));
	hel_status status = i.arena && members ? read_all(&i, path, n_paths, members, error) : hel_fail_memory(error);
	if (!status)
		status = hel_outs_write(&i, into, error);
	for (hel_out *out = i.outs; out; out = out->next) {
		if (!status)
			hel_text_printf(report, "%s/%s.csv: %zu rows, %d-%d, from %s\n", into, out->file, out->n, out->from,
					out->to, out->release);
		free(out->row);
		hel_text_free(&out->text);
	}
	if (!status)
		hel_text_printf(report, "to use it: HELSINKI_DATA=%s helsinki ...\n", into);
	for (size_t p = 0; members && p < n_paths; p++)
		hel_members_free(members[p]);
	free(members);
	hel_arena_free(i.arena);
	return status;
}
