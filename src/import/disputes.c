/* disputes.c: participants of disputes and wars become dispute- and war-dyad-years: opposite sides that overlap on a day, a row
 * for each year of the overlap. Onset is the first year of the two in the dispute, and again after a gap of more than a year. */
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "import/release.h"

/* One spell of one state in a dispute or war. */
typedef struct participant {
	int number, code, side, from, to;
	int figure[8]; /* MID: fatality, fatalpre, hiact, hostlev, orig; war: initiator, outcome, batdeath, resume */
} participant;

typedef struct participants {
	participant *row;
	size_t n, room;
} participants;

static bool add(participants *p, participant row)
{
	if (p->n == p->room) {
		size_t room = p->room ? 2 * p->room : 1024;
		participant *grown = realloc(p->row, room * sizeof *grown);
		if (!grown)
			return false;
		p->row = grown;
		p->room = room;
	}
	p->row[p->n++] = row;
	return true;
}

static int by_number(const void *a, const void *b)
{
	const participant *x = a, *y = b;
	const int left[] = {x->number, x->code, x->from}, right[] = {y->number, y->code, y->from};
	for (int k = 0; k < 3; k++) {
		if (left[k] != right[k])
			return left[k] < right[k] ? -1 : 1;
	}
	return 0;
}

/* A year in which two participants overlap; low has the lower code. */
typedef struct meeting {
	const participant *low, *high;
	int year;
} meeting;

static int by_meeting(const void *a, const void *b)
{
	const meeting *x = a, *y = b;
	const int left[] = {x->low->number, x->low->code, x->high->code, x->year, x->low->from, x->high->from};
	const int right[] = {y->low->number, y->low->code, y->high->code, y->year, y->low->from, y->high->from};
	for (int k = 0; k < 6; k++) {
		if (left[k] != right[k])
			return left[k] < right[k] ? -1 : 1;
	}
	return 0;
}

/* All meetings of one dispute, appended. */
static bool meet(const participants *p, size_t first, size_t end, meeting **all, size_t *n, size_t *room)
{
	for (size_t a = first; a < end; a++) {
		for (size_t b = a + 1; b < end; b++) {
			const participant *x = &p->row[a], *y = &p->row[b];
			int from = x->from > y->from ? x->from : y->from, to = x->to < y->to ? x->to : y->to;
			for (int year = from / 10000;
			     x->side != y->side && x->code != y->code && from <= to && year <= to / 10000; year++) {
				if (*n == *room) {
					meeting *grown = realloc(*all, (*room = *room ? 2 * *room : 4096) * sizeof *grown);
					if (!grown)
						return false;
					*all = grown;
				}
				(*all)[(*n)++] = x->code < y->code ? (meeting){x, y, year} : (meeting){y, x, year};
			}
		}
	}
	return true;
}

/* The dyad-years of all, sorted, one for each dispute, pair and year: of two spells of a state in one year the first. */
static bool find_meetings(participants *p, bool keep_spells, meeting **all, size_t *n)
{
	size_t room = 0, kept = 0;
	*all = NULL;
	*n = 0;
	if (p->n)
		qsort(p->row, p->n, sizeof *p->row, by_number);
	for (size_t first = 0, end; first < p->n; first = end) {
		for (end = first; end < p->n && p->row[end].number == p->row[first].number; end++)
			;
		if (!meet(p, first, end, all, n, &room))
			return false;
	}
	if (*n)
		qsort(*all, *n, sizeof **all, by_meeting);
	for (size_t m = 0; m < *n; m++) {
		const meeting *x = *all + m, *last = kept ? *all + kept - 1 : NULL;
		bool again = last && last->low->number == x->low->number && last->low->code == x->low->code &&
			     last->high->code == x->high->code && last->year == x->year && !keep_spells;
		if (!again)
			(*all)[kept++] = *x;
	}
	*n = kept;
	return true;
}

static bool is_onset(const meeting *all, size_t m)
{
	const meeting *x = all + m, *last = m ? x - 1 : NULL;
	return !last || last->low->number != x->low->number || last->low->code != x->low->code ||
	       last->high->code != x->high->code || x->year > last->year + 1;
}

/* --- disputes */

enum { FATALITY, FATALPRE, HIACT, HOSTLEV, ORIG, MID_FIGURES, UNKNOWN = -9 };
enum { D_FATALITY, D_HOSTLEV, D_MINDUR, D_MAXDUR, D_RECIP, D_STMON, D_OUTCOME, DISPUTE_FIGURES };

typedef struct dispute {
	int number, figure[DISPUTE_FIGURES];
} dispute;

static const char *const participant_columns[] = {"dispnum",  "ccode",  "sidea",   "stday",   "stmon",
						  "styear",   "endday", "endmon",  "endyear", "fatality",
						  "fatalpre", "hiact",  "hostlev", "orig",    "version"};
static const char *const dispute_columns[] = {"dispnum", "fatality", "hostlev", "mindur",
					      "maxdur",  "recip",    "stmon",   "outcome"};

static hel_status find_all(const hel_user_csv *csv, const char *const *name, size_t n, int *place, hel_error *error)
{
	for (size_t c = 0; c < n; c++) {
		place[c] = hel_user_csv_find(csv, name[c]);
		if (place[c] < 0)
			return hel_fail_at(error, HEL_EINPUT, csv->file, 1, 1, "it lacks the column '%s'", name[c]);
	}
	return HEL_OK;
}

static hel_status open_member(hel_user_csv *csv, hel_member *member, hel_error *error)
{
	char *bytes = member->bytes;
	member->bytes = NULL;
	return hel_user_csv_take(csv, member->name, bytes, member->size, error);
}

static hel_status read_participants(hel_importing *i, participants *p, char **version, hel_error *error)
{
	enum { COLUMNS = sizeof participant_columns / sizeof *participant_columns, FIRST_FIGURE = 9, VERSION = 14 };
	hel_user_csv csv;
	int place[COLUMNS] = {0};
	bool row;
	hel_status status = open_member(&csv, i->mid_participants, error);
	if (status)
		return status;
	status = find_all(&csv, participant_columns, COLUMNS, place, error);
	while (!status && !(status = hel_user_csv_next(&csv, &row, error)) && row) {
		int number[VERSION] = {0};
		for (int c = 0; !status && c < VERSION; c++)
			status = hel_cell_int(&csv, place[c], UNKNOWN, &number[c], error);
		participant now = {number[0],
				   number[1],
				   number[2],
				   hel_first_day(number[5], number[4], number[3]),
				   hel_last_day(number[8], number[7], number[6]),
				   {0}};
		memcpy(now.figure, number + FIRST_FIGURE, MID_FIGURES * sizeof *number);
		if (!status && !add(p, now))
			status = hel_fail_memory(error);
		if (!status && !*version)
			*version = hel_arena_copy(i->arena, csv.field[place[VERSION]], strlen(csv.field[place[VERSION]]));
	}
	hel_user_csv_close(&csv);
	return status;
}

static hel_status read_about(hel_importing *i, dispute **about, size_t *n, hel_error *error)
{
	enum { COLUMNS = sizeof dispute_columns / sizeof *dispute_columns };
	hel_user_csv csv;
	int place[COLUMNS] = {0};
	size_t room = 0;
	bool row;
	hel_status status = open_member(&csv, i->mid_disputes, error);
	if (status)
		return status;
	status = find_all(&csv, dispute_columns, COLUMNS, place, error);
	while (!status && !(status = hel_user_csv_next(&csv, &row, error)) && row) {
		if (*n == room) {
			dispute *grown = realloc(*about, (room = room ? 2 * room : 1024) * sizeof *grown);
			if (!grown) {
				status = hel_fail_memory(error);
				break;
			}
			*about = grown;
		}
		dispute *now = &(*about)[(*n)++];
		status = hel_cell_int(&csv, place[0], 0, &now->number, error);
		for (int f = 0; !status && f < DISPUTE_FIGURES; f++)
			status = hel_cell_int(&csv, place[1 + f], UNKNOWN, &now->figure[f], error);
	}
	hel_user_csv_close(&csv);
	return status;
}

static const dispute *find_dispute(const dispute *about, size_t n, int number)
{
	for (size_t d = 0; d < n; d++) {
		if (about[d].number == number)
			return &about[d];
	}
	return NULL;
}

static const char *unless_negative(hel_importing *i, int value)
{
	return value < 0 ? "" : hel_arena_printf(i->arena, "%d", value);
}

static bool put_dispute(hel_importing *i, hel_out *out, hel_out *onsets, const meeting *x, bool onset, const dispute *d)
{
	const int *a = x->low->figure, *b = x->high->figure, *of = d->figure;
	int low = x->low->code, high = x->high->code, number = x->low->number;
	bool good = hel_out_add(i, out, (int64_t[]){number, low, high, x->year, 0},
				"%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d", number, low, high,
				x->year, onset, x->low->side, a[FATALITY], b[FATALITY], a[FATALPRE], b[FATALPRE], a[HIACT],
				b[HIACT], a[HOSTLEV], b[HOSTLEV], a[ORIG], b[ORIG], of[D_FATALITY], of[D_HOSTLEV],
				of[D_MINDUR], of[D_MAXDUR], of[D_RECIP], of[D_STMON]);
	if (onsets && onset && a[ORIG] == 1 && b[ORIG] == 1) {
		int attacker = x->low->side == 1 ? low : high, target = x->low->side == 1 ? high : low;
		good =
		    good && hel_out_add(i, onsets, (int64_t[]){x->year, number, attacker, target, 0}, "%d,%d,%d,%d,%s,%s,%s",
					number, attacker, target, x->year, unless_negative(i, of[D_HOSTLEV]),
					unless_negative(i, of[D_FATALITY]), unless_negative(i, of[D_OUTCOME]));
	}
	out->from = 1816;
	out->to = x->year > out->to ? x->year : out->to;
	if (onsets) {
		onsets->from = out->from;
		onsets->to = out->to;
	}
	return good;
}

static hel_status put_disputes(hel_importing *i, const meeting *all, size_t n, const dispute *about, size_t n_about,
			       const char *version, hel_error *error)
{
	static const char header[] =
	    "dispnum,ccode1,ccode2,year,onset,sidea1,fatality1,fatality2,fatalpre1,fatalpre2,hiact1,hiact2,hostlev1,"
	    "hostlev2,orig1,orig2,fatality,hostlev,mindur,maxdur,recip,stmon";
	bool gml = !strncmp(version, "gml", 3);
	hel_out *out = hel_out_new(i, gml ? "gml_mids" : "mids", header);
	hel_out *onsets =
	    gml || !out ? NULL : hel_out_new(i, "mid_onsets", "dispnum,attacker,target,year,hostlev,fatality,outcome");
	size_t unknown = 0;
	if (!out || (!gml && !onsets))
		return hel_fail_memory(error);
	out->release = hel_arena_printf(i->arena, "%s (version %s), imported", gml ? "GML MID" : "COW MID", version);
	if (onsets)
		onsets->release = out->release;
	for (size_t m = 0; m < n; m++) {
		const dispute *d = find_dispute(about, n_about, all[m].low->number);
		unknown += !d;
		if (d && !put_dispute(i, out, onsets, all + m, is_onset(all, m), d))
			return hel_fail_memory(error);
	}
	hel_status status = HEL_OK;
	if (unknown)
		status = hel_note(i->notes, error,
				  "%s: left out %zu dispute-dyad-years of disputes that the other file does not have",
				  i->mid_participants->name, unknown);
	if (!status && (!out->release || !hel_out_close(out) || (onsets && !hel_out_close(onsets))))
		status = hel_fail_memory(error);
	return status;
}

hel_status hel_import_disputes(hel_importing *i, hel_error *error)
{
	participants p = {0};
	meeting *all = NULL;
	dispute *about = NULL;
	size_t n = 0, n_about = 0;
	char *version = NULL;
	hel_status status = read_participants(i, &p, &version, error);
	if (!status)
		status = read_about(i, &about, &n_about, error);
	if (!status && !find_meetings(&p, false, &all, &n))
		status = hel_fail_memory(error);
	if (!status)
		status = put_disputes(i, all, n, about, n_about, version ? version : "unknown", error);
	free(p.row);
	free(all);
	free(about);
	return status;
}

/* --- wars */

enum { INITIATOR, OUTCOME, BATDEATH, RESUME };

/* place: warnum, ccode, side, then twice startmonth, startday, startyear, endmonth, endday, endyear; initiator, outcome, batdeath,
 * version. A second spell is a war resumed. -8 does not apply, -9 unknown, -7 goes on. */
static hel_status read_belligerents(hel_user_csv *csv, const int *place, participants *p, hel_error *error)
{
	bool row;
	hel_status status = HEL_OK;
	while (!status && !(status = hel_user_csv_next(csv, &row, error)) && row) {
		int number[18] = {0};
		for (int c = 0; !status && c < 18; c++)
			status = hel_cell_int(csv, place[c], UNKNOWN, &number[c], error);
		for (int s = 0; !status && s < 2; s++) {
			const int *day = number + 3 + 6 * s;
			if (day[2] <= 0)
				continue;
			int end_year = day[5] > 0 ? day[5] : day[2];
			participant now = {number[0],
					   number[1],
					   number[2],
					   hel_first_day(day[2], day[0], day[1]),
					   hel_last_day(end_year, day[3], day[4]),
					   {number[15] == 1, number[16], number[17], s}};
			if (!add(p, now))
				status = hel_fail_memory(error);
		}
	}
	return status;
}

hel_status hel_import_wars(hel_importing *i, hel_member *member, hel_user_csv *csv, const int *place, hel_error *error)
{
	hel_out *out =
	    hel_out_new(i, "wars",
			"warnum,ccode1,ccode2,year,onset,side1,side2,initiator1,initiator2,outcome1,outcome2,batdeath1,"
			"batdeath2,resume");
	participants p = {0};
	meeting *all = NULL;
	size_t n = 0;
	if (!out)
		return hel_fail_memory(error);
	hel_status status = read_belligerents(csv, place, &p, error);
	if (!status && !find_meetings(&p, true, &all, &n))
		status = hel_fail_memory(error);
	for (size_t m = 0; !status && m < n; m++) {
		const meeting *x = all + m;
		const int *a = x->low->figure, *b = x->high->figure;
		int resume = a[RESUME] || b[RESUME];
		out->from = 1816;
		out->to = x->year > out->to ? x->year : out->to;
		if (!hel_out_add(i, out, (int64_t[]){x->low->number, x->low->code, x->high->code, x->year, resume},
				 "%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d", x->low->number, x->low->code, x->high->code,
				 x->year, is_onset(all, m), x->low->side, x->high->side, a[INITIATOR], b[INITIATOR],
				 a[OUTCOME], b[OUTCOME], a[BATDEATH], b[BATDEATH], resume))
			status = hel_fail_memory(error);
	}
	if (!status && (!hel_out_release(i, out, member, csv, -1) || !hel_out_close(out)))
		status = hel_fail_memory(error);
	free(p.row);
	free(all);
	return status;
}
