#!/bin/sh
# power.sh PROGRAM: helsinki power: rules that ship, files of every form, every way to get one wrong. Run from the source directory.
. "$(dirname "$0")/common.sh"

wrong() { # wrong PATTERN ARGUMENT...: wrong usage, said so, and nothing printed
	pattern=$1
	shift
	expect 2 "$*" "$program" power "$@"
	said err "$pattern"
	silent out
}

at_fault() { # at_fault 'LINE:COLUMN: MESSAGE': the file on standard input is refused there, and nothing is printed
	cat >"$scratch/rules.yaml"
	expect 1 "$1" "$program" power "$scratch/rules.yaml"
	if [ "$(cat "$scratch/err")" = "$scratch/rules.yaml:$1" ]; then ok; else bad "not '$1' but '$(cat "$scratch/err")'"; fi
	silent out
}

# --- help and wrong usage
expect 0 help "$program" power --help
said out '^example: helsinki power --rule unsc'
silent err
wrong 'which rules? A file, or --rule NAME'
wrong 'one file of rules at a time' a.yaml b.yaml
wrong 'not both' --rule unsc a.yaml
wrong "no rule 'usnc'; did you mean 'unsc'" --rule usnc
wrong "no rule '../rules/unsc'" --rule ../rules/unsc
wrong "no rule ''" --rule ''
wrong "unknown index 'banzaf'; did you mean 'banzhaf'" --rule unsc --index banzaf
wrong "unknown format 'jso'; did you mean 'json'" --rule unsc --format jso
wrong "'0' is no whole number from 1" --rule unsc --approximate 0
wrong 'exclude each other' --rule unsc --approximate 10 --exact
wrong "unknown option '--exakt'; did you mean '--exact'" --exakt

# --- input at fault
expect 1 "no such file" "$program" power "$scratch/none.yaml"
said err "^$scratch/none.yaml: No such file"
at_fault '1:1: the file is empty' <<'END'
END
at_fault '1:1: a file of rules must be a mapping' <<'END'
- 1
END
at_fault "1:1: unknown key 'rule'; did you mean 'rules'?" <<'END'
rule: []
END
at_fault "1:1: missing key 'rules'" <<'END'
name: x
END
at_fault "1:8: 'rules' is empty" <<'END'
rules: []
END
at_fault '1:17: a quota must be at least 1: with 0 nobody'"'"'s vote is needed' <<'END'
rules: [{quota: 0, weights: {A: 1}}]
END
at_fault "1:17: a quota must not be negative: '-2'" <<'END'
rules: [{quota: -2, weights: {A: 1}}]
END
at_fault '1:17: the quota 18 is above the sum of all weights, 17' <<'END'
rules: [{quota: 18, weights: {FR: 4, DE: 4, IT: 4, BE: 2, NL: 2, LU: 1}}]
END
at_fault "1:39: a weight must not be negative: '-1'" <<'END'
rules: [{quota: 1, weights: {A: 1, B: -1}}]
END
at_fault "1:39: a weight must not be negative: '-1.5'" <<'END'
rules: [{quota: 1, weights: {A: 1, B: -1.5}}]
END
at_fault "1:33: a weight must be a whole number, not '2.5'; multiply all weights and the quota by what makes them whole" <<'END'
rules: [{quota: 1, weights: {A: 2.5}}]
END
at_fault "1:33: a weight must be a whole number, not 'two'" <<'END'
rules: [{quota: 1, weights: {A: two}}]
END
at_fault '1:33: a weight is too large: at most 2^61' <<'END'
rules: [{quota: 1, weights: {A: 99999999999999999999999}}]
END
at_fault '1:57: the weights are too large: their sum must be at most 2^61' <<'END'
rules: [{quota: 1, weights: {A: 2000000000000000000, B: 2000000000000000000}}]
END
at_fault '1:29: all weights are 0' <<'END'
rules: [{quota: 1, weights: {A: 0, B: 0}}]
END
at_fault "1:36: duplicate key 'A'" <<'END'
rules: [{quota: 1, weights: {A: 1, A: 2}}]
END
at_fault "1:35: 'A' is listed twice" <<'END'
rules: [{quota: 1, voters: [A, B, A]}]
END
at_fault "2:17: unknown voter 'FRA'; did you mean 'FRN'?" <<'END'
rules: [{quota: 2, voters: [FRN, GMY]},
        {veto: [FRA]}]
END
at_fault "2:30: unknown voter 'GE'; did you mean 'DE'?" <<'END'
rules: [{quota: 2, voters: [FR, DE]},
        {quota: 5, weights: {GE: 3, FR: 4}}]
END
at_fault "3:18: 'B' is in two unions" <<'END'
rules: [{quota: 2, voters: [A, B, C]}]
unions: [[A, B],
         [C],   [B]]
END
at_fault "2:17: 'A' is listed twice" <<'END'
rules: [{quota: 2, voters: [A, B, C]}]
unions: [[A, B, A]]
END
at_fault "2:11: unknown voter 'D'; the first rule with voters names all, or 'voters' at the top does" <<'END'
rules: [{quota: 2, voters: [Alpha, Beta]}]
unions: [[D]]
END
at_fault "1:9: missing key 'quota' beside 'weights'" <<'END'
rules: [{weights: {A: 1}}]
END
at_fault "1:9: a quota needs either 'weights' or 'voters', of which each counts 1" <<'END'
rules: [{quota: 1}]
END
at_fault "1:37: 'veto' must be a rule of its own" <<'END'
rules: [{quota: 1, weights: {A: 1}, veto: [A]}]
END
at_fault "1:10: unknown key 'vetoes'; did you mean 'veto'?" <<'END'
rules: [{vetoes: [A]}]
END
at_fault "1:17: '101 %' is no percentage from 0 to 100 with at most 6 decimals" <<'END'
rules: [{quota: 101 %, voters: [A, B]}]
END
at_fault "1:17: unknown quota 'half'; did you mean 'majority'?" <<'END'
rules: [{quota: half, voters: [A, B]}]
END
at_fault "1:19: 'winning' is empty" <<'END'
rules: [{winning: []}]
END
at_fault "1:20: 'a winning coalition' must be a list" <<'END'
rules: [{winning: [A]}]
END
expect 3 "nowhere to write" "$program" power --rule unsc -o "$scratch/no/such/dir"
silent out

# --- an improper rule is allowed, and said to be
cat >"$scratch/improper.yaml" <<'END'
rules: [{quota: 2, voters: [A, B, C, D]}]
END
expect 0 improper "$program" power "$scratch/improper.yaml" --format csv
said err 'warning: the rule is improper: two coalitions without a common member can both win'
expect 0 improper "$program" power "$scratch/improper.yaml" --format json -q
said out '"proper": false'
said out '"the rule is improper'
silent err

# --- several forms of one rule
cat >"$scratch/a.yaml" <<'END'
name: a
rules: [{quota: 2, voters: [A, B, C]}, {veto: [A]}]
unions: [[B, C]]
END
cat >"$scratch/b.yaml" <<'END'
name: a
rules: [{winning: [[A, B], [A, C]]}]
unions: [[B, C]]
END
cat >"$scratch/c.yaml" <<'END'
name: a
rules: [{any: [{veto: [A, B]}, {all: [{veto: [A]}, {veto: [C]}]}]}]
voters: [A, B, C]
unions: [[C, B]]
END
cat >"$scratch/d.yaml" <<'END'
name: a
rules: [{quota: 75 %, weights: {A: 2, B: 1, C: 1}}]
unions: [[B, C]]
END
expect 0 a "$program" power "$scratch/a.yaml" --exact --format csv
cp "$scratch/out" "$scratch/first"
said out '^A,3,3/5,3/4,2/3,1,3/5,2/3,1/2,1/2,1/2,1/2$'
for form in b c d; do
	expect 0 $form "$program" power "$scratch/$form.yaml" --exact --format csv
	if cmp -s "$scratch/out" "$scratch/first"; then ok; else bad "form $form differs"; fi
done

# --- the rules that ship
for rule in rules/*.yaml; do
	name=$(basename "$rule" .yaml)
	expect 0 "$name" "$program" power --rule "$name" --index shapley_shubik --index banzhaf --format csv
	silent err
	"$program" power "$rule" --index shapley_shubik --index banzhaf --format csv --threads 1 >"$scratch/file"
	if cmp -s "$scratch/out" "$scratch/file"; then ok; else bad "$name: another number of threads, another figure"; fi
	sum=$(awk -F, 'NR > 1 { s += $5; b += $3 } END { printf "%.12f %.12f", s, b }' "$scratch/out")
	if [ "$sum" = "1.000000000000 1.000000000000" ]; then ok; else bad "$name sums to $sum"; fi
done
expect 0 elect "$program" power --rule us-electoral-college --format json
said out '"johnston": "more than 2^27 different coalitions to go through"'
said out '"johnston": null'

# --- estimates
expect 0 estimates "$program" power --rule unsc --approximate 1000 --format json
said out '"exact": false'
said out '"samples": 1000'
said out '"shapley_shubik_se": 0.0'
cp "$scratch/out" "$scratch/first"
expect 0 "the same seed" "$program" power --rule unsc --approximate 1000 --format json --threads 1
if cmp -s "$scratch/out" "$scratch/first"; then ok; else bad "the same seed drew something else"; fi
expect 0 "another seed" "$program" power --rule unsc --approximate 1000 --format json --seed 2
if cmp -s "$scratch/out" "$scratch/first"; then bad "another seed drew the same"; else ok; fi

# --- text
expect 0 text "$program" power --rule eec-1958
said out '^6 voters. 14 of 2^6 coalitions win (0.21875), 4 of them with nobody to spare.'
said out '^Not given: Owen, Banzhaf-Owen: no unions are stated.'
expect 0 "a file" "$program" power --rule unsc -o "$scratch/page"
silent out
said page '^Security Council of the United Nations, 1965-08-31'

finish
