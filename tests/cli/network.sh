#!/bin/sh
# network.sh PROGRAM: helsinki network on stated worlds whose answers are known by hand, on the real world, and used wrongly. Run
# from the source directory.
. "$(dirname "$0")/common.sh"
europe=scenarios/europe-2022.yaml
pairs=scenarios/two-pairs.yaml

is() { # is WHERE: exactly what stands on standard input
	cat >"$scratch/want"
	if cmp -s "$scratch/$1" "$scratch/want"; then ok; else
		bad "$what: $1 differs"
		diff "$scratch/want" "$scratch/$1" | head -10
	fi
}

wrong() { # wrong PATTERN ARGUMENT...: wrong usage, said so, and nothing printed
	pattern=$1
	shift
	expect 2 "$*" "$program" network "$@"
	said err "$pattern"
	silent out
}

# --- help and wrong usage
expect 0 help "$program" network --help
said out '^example: helsinki network'
silent err
wrong 'which scenario' --ratio 2
wrong 'one scenario at a time' $pairs $pairs
wrong "unknown option '--ratoi'; did you mean '--ratio'" --ratoi 2 $pairs
wrong "unknown model 'effort'; did you mean 'efforts'" --model effort $pairs
wrong "unknown coalitions 'cliques'; did you mean 'clique'" --coalitions cliques $pairs
wrong "unknown format 'jso'; did you mean 'json'" --format jso $pairs
wrong "'0' is no number above 0 for option '--ratio'" --ratio 0 $pairs
wrong "'-1' is no number above 0 for option '--ratio'" --ratio=-1 $pairs
wrong "'nan' is no number above 0 for option '--ratio'" --ratio nan $pairs
wrong "'1x' is no number from 0 for option '--beta'" --beta 1x $pairs
wrong "'inf' is no number from 0 for option '--gamma'" --gamma inf $pairs
wrong "'' is no number from 0 for option '--gamma'" --gamma= $pairs
wrong "'0' is no whole number from 1" --top 0 $pairs
wrong "no mechanism 'two pact'; did you mean 'two pacts'" --mechanism 'two pact' $pairs
wrong "no lens 'matrx'; did you mean 'matrix'" --lens matrx $pairs
wrong 'its enemies are the recorded rivals' --lens rivalry $europe

# --- input at fault
expect 1 "no such file" "$program" network "$scratch/none.yaml"
said err "^$scratch/none.yaml: No such file"
silent out
printf 'world:\n  states: {A: {capability: 1, lat: 0, lon: 0}}\nlenses: [matrix]\nmechanism: []\n' >"$scratch/bad.yaml"
expect 1 "unknown key" "$program" network "$scratch/bad.yaml"
said err "bad.yaml:4:1: unknown key 'mechanism'; did you mean 'mechanisms'?"
silent out
expect 3 "no data" env HELSINKI_DATA=/nonexistent "$program" network $europe
said err '^helsinki: there is no data directory'
silent out
expect 3 "nowhere to write" "$program" network $pairs -o "$scratch/no/such/dir"
silent out

# --- two pairs of friends, one enmity: worked in docs/network.md
expect 0 "states" env HELSINKI_DATA=/nonexistent "$program" network $pairs --format csv --ratio 2 --mechanism 'two pacts'
silent err
sed 's/\(\.[0-9]\{8\}\)[0-9]*/\1/g' "$scratch/out" >"$scratch/cut"
is cut <<'END'
mechanism,id,capability,allies,enemies,vulnerable,coalition,effort,performance,payoff,cost_of_ties
two pacts,A1,1,1,1,no,,0.20682741,0.19641030,0.05706147,0
two pacts,A2,1,1,0,no,,0.15856885,0.17573553,0.07754225,0
two pacts,B1,1,1,1,no,,0.20682741,0.19641030,0.05706147,0
two pacts,B2,1,1,0,no,,0.15856885,0.17573553,0.07754225,0
END
expect 0 "only war" "$program" network $pairs --model war-stability --format csv --mechanism 'one pact of all' --collective-security
is out <<'END'
mechanism,id,capability,allies,enemies,vulnerable,coalition,effort,performance,payoff,cost_of_ties
one pact of all,A1,1,3,1,yes,A2 B1 B2,,,,
one pact of all,A2,1,3,0,yes,A1 B1 B2,,,,
one pact of all,B1,1,3,1,yes,A1 A2 B2,,,,
one pact of all,B2,1,3,0,yes,A1 A2 B1,,,,
END
expect 0 "only efforts" "$program" network $pairs --model efforts --format csv --mechanism none
said out '^none,A1,1,0,1,,,0.2289'
expect 0 text "$program" network $pairs --ratio 2 --model war-stability
said out '^  none: stable against war. Nobody can be overpowered'
said out '^  two pacts: not stable against war'
said out 'A2-B1 against A1 (as B1+A2+B2)'
said out '^  one pact of all: as “none”, whose ties are the same'
if grep -q 'How hard' "$scratch/out"; then bad "efforts were not asked for"; else ok; fi
expect 0 "a ratio between" "$program" network $pairs --ratio 1.9 --mechanism none --format json
said out '"stable": false'
said out '"n_tempting_ties": 6'
expect 0 "top" "$program" network $pairs --ratio 1.9 --mechanism none --format json --top 1 --model war-stability
said out '"n_tempting_ties": 6'
said out '"efforts": null'
if [ "$(grep -c '"target"' "$scratch/out")" = 1 ]; then ok; else bad "--top 1 lists more than one"; fi
expect 0 "no equilibrium is a result" "$program" network $pairs --gamma 1.2 --model efforts --mechanism 'two pacts'
said out 'two pacts: no such efforts: A1 has 1 enemy and 1 ally'
silent err
expect 0 "in json" "$program" network $pairs --gamma 1.2 --model efforts --mechanism 'two pacts' --format json
said out '"outcome": "beset"'
said out '"beset": "A1"'
said out '"lambda": null'
cat >"$scratch/two.yaml" <<'END'
world: {states: {A: {capability: 1, lat: 0, lon: 0}, B: {capability: 1, lat: 0, lon: 5}, C: {capability: 1, lat: 0, lon: 9}}}
lenses: [{matrix: {threat: {}}}]
reference: none
mechanisms:
  - {name: all, commitments: [{defence: {members: [A, B, C]}}]}
  - {name: pair, commitments: [{defence: {members: [A, B]}}]}
END
expect 0 "nothing to fight for" "$program" network "$scratch/two.yaml" --beta 1 --mechanism all
said out 'nobody has anything to fight for'
expect 0 "no single solution" "$program" network "$scratch/two.yaml" --beta 1 --mechanism pair
said out 'the equations have no single solution'
expect 0 "a file" "$program" network $pairs -o "$scratch/page"
silent out
said page '^two pairs$'

# --- arms limits are part of a mechanism; a lens that is chosen makes the enemies
cat >"$scratch/limits.yaml" <<'END'
world:
  states:
    A: {capability: 3, lat: 0, lon: 0}
    B: {capability: 1, lat: 0, lon: 5}
    "C, \"the last\"": {capability: 1, lat: 0, lon: 10}
lenses:
  - {matrix: {threat: {A>B: 1}}, name: first}
  - {matrix: {threat: {}}, name: peace}
  - {capabilities: {h0: 0.001, severity: 1}}
reference: none
mechanisms:
  - {name: free, commitments: []}
  - {name: limited, commitments: [{arms-limit: {states: [A], scale: 0.5}}]}
  - {name: worthless, commitments: [{defence: {members: [A, B], rho: 0}}]}
END
expect 0 "arms limits" "$program" network "$scratch/limits.yaml" --format csv --model war-stability --ratio 2 --lens peace
is out <<'END'
mechanism,id,capability,allies,enemies,vulnerable,coalition,effort,performance,payoff,cost_of_ties
free,A,3,0,0,no,,,,,
free,B,1,0,0,yes,A,,,,
free,"C, ""the last""",1,0,0,yes,A,,,,
limited,A,1.5,0,0,no,,,,,
limited,B,1,0,0,no,,,,,
limited,"C, ""the last""",1,0,0,no,,,,,
worthless,A,3,0,0,no,,,,,
worthless,B,1,0,0,yes,A,,,,
worthless,"C, ""the last""",1,0,0,yes,A,,,,
END
wrong "the lens 'capabilities' states no threats" --lens capabilities "$scratch/limits.yaml"

# --- the real world
expect 0 europe "$program" network $europe
said out '^World of 2021-12-31: 195 states'
said out 'as it stood: not stable against war'
said err 'carried forward'
cp "$scratch/out" "$scratch/first"
expect 0 quiet env OMP_NUM_THREADS=1 "$program" network $europe -q
silent err
if cmp -s "$scratch/out" "$scratch/first"; then ok; else bad "the same run printed something else"; fi
expect 0 cliques "$program" network $europe -q --coalitions clique --collective-security --format json --top 3
said out '"format": "helsinki-network/1"'
said out '"undecided": \[\]'
if python3 -c 'import json, sys; json.load(open(sys.argv[1]), parse_constant=lambda c: sys.exit(1))' "$scratch/out"; then ok; else bad "json"; fi

finish
