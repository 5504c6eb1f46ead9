/* power.c: voting power of the European Union's Council and of large bodies: times beside their limits. With a number of members,
 * only the seconds for so many: power.R sets R's package powerindexR beside them. Prints; asserts nothing. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "helsinki.h"
#include "measure.h"

enum { ROUNDS = 7, MEMBERS = 27, LARGE = 200 };

static const int64_t VOTES[MEMBERS] = {29, 29, 29, 29, 27, 27, 14, 13, 12, 12, 12, 12, 12, 10,
				       10, 10, 7,  7,  7,  7,  7,  4,  4,  4,  4,  4,  3};
static const int64_t THOUSANDS[MEMBERS] = {82038, 59247, 58966, 57612, 39394, 38667, 22489, 15760, 10533,
					   10290, 10213, 10092, 9980,  8854,  8230,  8082,  5393,  5313,
					   5160,  3744,  3701,  2439,  1978,  1446,  752,   429,   379};

typedef struct body {
	int64_t weight[3][LARGE];
	hel_rule_threshold threshold[3];
	const char *voter[LARGE];
	size_t index[3];
	hel_rule_clause clause;
	hel_rules rules;
} body;

static void finish(body *b, int n, int thresholds, const double *share)
{
	for (int t = 0; t < thresholds; t++) {
		int64_t total = 0;
		for (int i = 0; i < n; i++)
			total += b->weight[t][i];
		b->threshold[t] = (hel_rule_threshold){(int64_t)ceil(share[t] * (double)total), total, b->weight[t]};
		b->index[t] = (size_t)t;
	}
	for (int i = 0; i < n; i++)
		b->voter[i] = "v";
	b->clause = (hel_rule_clause){(size_t)thresholds, b->index};
	b->rules = (hel_rules){.n = n,
			       .voter = b->voter,
			       .n_thresholds = (size_t)thresholds,
			       .n_clauses = 1,
			       .threshold = b->threshold,
			       .clause = &b->clause,
			       .name = "bench"};
}

/* The best of some rounds: Shapley-Shubik and Banzhaf alone, or all indices. */
static double time_power(const hel_rules *rules, bool all, double *processors)
{
	hel_error error = {0};
	hel_power_options how;
	hel_power_options_init(&how);
	for (int index = 0; index < HEL_POWER_INDICES && !all; index++)
		how.want[index] = index == HEL_SHAPLEY || index == HEL_BANZHAF;
	double best = INFINITY;
	*processors = INFINITY;
	for (int round = 0; round < (all ? 2 : ROUNDS); round++) {
		hel_voting_power p;
		double start = now(), worked = processor_seconds();
		if (hel_power_of(&p, rules, &how, &error))
			die(&error);
		best = fmin(best, now() - start);
		*processors = fmin(*processors, processor_seconds() - worked);
		hel_power_free(&p);
	}
	return best;
}

static void show(const char *what, const hel_rules *rules, bool all, double allowed)
{
	double processors, seconds = time_power(rules, all, &processors);
	printf("  %-58s %9.2f ms", what, 1e3 * seconds);
	if (allowed > 0)
		printf("   (%.3f of the %g ms allowed)", seconds / allowed, 1e3 * allowed);
	printf(", %.2f ms of processors\n", 1e3 * processors);
}

/* The first n of the 27 members at the same share of their votes: seconds, for power.R. */
static int time_some(body *b, int n)
{
	double processors;
	memcpy(b->weight[0], VOTES, sizeof VOTES);
	finish(b, n, 1, (const double[]){255.0 / 345});
	printf("%.9f\n", time_power(&b->rules, false, &processors));
	return 0;
}

int main(int argc, char **argv)
{
	static body b;
	if (argc > 1)
		return time_some(&b, atoi(argv[1]) < MEMBERS ? atoi(argv[1]) : MEMBERS);
	uint64_t state = 88172645463325252u;
	memcpy(b.weight[0], VOTES, sizeof VOTES);
	finish(&b, MEMBERS, 1, (const double[]){255.0 / 345});
	puts("voting power, Shapley-Shubik and Banzhaf, exact");
	show("27 members by votes", &b.rules, false, 0.02);
	show("  all indices", &b.rules, true, 0);
	for (int i = 0; i < MEMBERS; i++) {
		b.weight[1][i] = 1;
		b.weight[2][i] = 1000 * THOUSANDS[i] + 1 + 37 * i; /* persons: no two alike, and nothing divides them */
	}
	finish(&b, MEMBERS, 3, (const double[]){255.0 / 345, 14.0 / 27, 0.62});
	show("27 members, three rules, populations in persons", &b.rules, false, 0.5);
	show("  all indices", &b.rules, true, 0);
	for (int i = 0; i < LARGE; i++) {
		state ^= state >> 12;
		state ^= state << 25;
		state ^= state >> 27;
		b.weight[0][i] = 1 + (int64_t)((state * 2685821657736338717u >> 33) % 500);
	}
	finish(&b, LARGE, 1, (const double[]){0.5});
	printf("  (quota of the next: %lld)\n", (long long)b.threshold[0].quota);
	show("200 members with weights to 500, half of the weight", &b.rules, false, 1);
	printf("  peak memory %.1f MB\n", peak_megabytes());
	return 0;
}
