#!/bin/sh
# bargain.sh PROGRAM: helsinki bargain on stated games whose answers are known by hand, on the real world, and used wrongly. Run from
# the source directory.
. "$(dirname "$0")/common.sh"
europe=scenarios/europe-dialogue.yaml
three=scenarios/three-states.yaml

wrong() { # wrong PATTERN ARGUMENT...: wrong usage, said so, and nothing printed
	pattern=$1
	shift
	expect 2 "$*" "$program" bargain "$@"
	said err "$pattern"
	silent out
}

json() { # json EXPRESSION: holds of d, the report in out
	if python3 -c "
import json, sys
d = json.load(open('$scratch/out'))
r = d['results'][0]
rule = {x['rule']: x for x in r['rules']}
solution = {x['name']: x for x in r['solutions']}
of = {x['of']: x for x in d['outcomes']}
sys.exit(not ($1))"; then ok; else bad "$what: not $1"; fi
}

# --- help and wrong usage
expect 0 help "$program" bargain --help
said out '^example: helsinki bargain'
silent err
wrong 'which scenario' --draws 0
wrong 'one scenario at a time' $three $three
wrong "unknown option '--partis'; did you mean '--parties'" --partis '[A]' $three
wrong "unknown format 'jso'; did you mean 'json'" --format jso $three
wrong "'-1' is no whole number from 0" --draws=-1 $three
wrong "'0' is no whole number from 1" --top 0 $three
wrong "no mechanism 'pakt'; did you mean 'pact'" --mechanism pakt $three
wrong "no lens 'matrx'; did you mean 'matrix'" --lens matrx $three

# --- input at fault
expect 1 "no such file" "$program" bargain "$scratch/none.yaml"
said err "^$scratch/none.yaml: No such file"
silent out
expect 1 "unknown party" "$program" bargain $three --parties '[A, {name: x, members: [B, E]}]' -o "$scratch/never"
said err "^--parties:1:28: unknown state 'E'; did you mean 'A'?"
silent out
expect 1 "no parties" "$program" bargain $three --parties ''
said err "^--parties:1:1: no party is named"
expect 1 "a party twice" "$program" bargain $three --parties '[A, B, {name: x, members: [B, C]}]'
said err "^--parties:1:15: 'B' speaks twice: in 'B' and in 'x'"
[ ! -e "$scratch/never" ] && ok || bad "an output of bad input"
cat >"$scratch/milex.yaml" <<'END'
world: {year: 2021, region: osce, carry-forward: true}
lenses: [{capabilities: {capability: milex}}]
mechanisms: [{name: as it stood, commitments: [{in-force: 2021}]}]
bargain:
  parties: [USA, {name: rest, members: osce, except: [USA]}]
END
expect 1 "a party without utility" "$program" bargain "$scratch/milex.yaml"
said err "milex.yaml:5:25: 'rest' has no utility under lens 'capabilities': the capability of '.*' is missing"
silent out
expect 3 "no data" env HELSINKI_DATA=/nonexistent "$program" bargain $europe
said err '^helsinki: there is no data directory'
silent out
expect 3 "nowhere to write" "$program" bargain $three -o "$scratch/no/such/dir"
silent out

# --- the dollar: with 0.2 and 0.1 if they do not agree, 0.55 and 0.45
cat >"$scratch/dollar.yaml" <<'END'
name: the dollar
world: {states: {A: {capability: 1, lat: 0, lon: 0}, B: {capability: 1, lat: 0, lon: 1}}}
lenses: [matrix]
mechanisms: [{name: all to A, commitments: []}, {name: all to B, commitments: []}]
bargain:
  parties: [A, B]
  disagreement: none
  margin: 0
  utility: {security: 0, stated: {A: {all to A: 1, all to B: 0, disagreement: 0.2}, B: {all to A: 0, all to B: 1, disagreement: 0.1}}}
  rules: [consensus, consensus-minus-one, {veto: [B]}, {majority: 0.5}, {agenda: A, with: consensus-minus-one}]
END
expect 0 "the dollar" env HELSINKI_DATA=/nonexistent "$program" bargain "$scratch/dollar.yaml" --format json --draws 0
silent err
json "d['format'] == 'helsinki-bargain/1'"
json "all(abs(p['utility'] - u) < 1e-9 for k in ('nash', 'kalai-smorodinsky', 'egalitarian') for p, u in zip(solution[k]['lottery']['parties'], (0.55, 0.45)))"
json "solution['nash']['single']['alternative'] is None and solution['utilitarian']['single']['alternative'] == 'all to A'"
json "rule['consensus']['adopts'] is None and rule['consensus-minus-one']['adopts'] == 'all to A'"
json "rule['veto of B']['adopts'] == 'all to B' and rule['majority of 0.5']['adopts'] is None"
json "rule['agenda of A, consensus-minus-one']['adopts'] == 'all to A'"
json "abs(rule['consensus']['cost'] - 0.7) < 1e-12 and rule['consensus']['against_the_best_sum'] == ['B']"
json "abs(r['alternatives'][0]['payments']['needed'] - 0.1) < 1e-12"
json "[t['party'] for t in r['alternatives'][0]['payments']['transfers']] == ['A', 'B']"
expect 0 "the dollar in words" "$program" bargain "$scratch/dollar.yaml" --draws 0
said out 'by lot 0.550 .all to A.*0.450 .all to B'
said out 'Payments for .all to A., which has the largest sum: 0.1000 in all, to B 0.1000, by A 0.1000'
expect 0 "the dollar in rows" "$program" bargain "$scratch/dollar.yaml" --draws 0 --format csv
said out '^matrix,B,no agreement,0.1,,,0,,,,$'

# --- the whole of Europe without a key: every state of the region
expect 0 "three states" "$program" bargain $three --format json --draws 20
json "[p['name'] for p in d['parties']] == ['A', 'B', 'C'] and d['disagreement'] == 'reference' and d['margin'] == 0.005"
json "list(rule) == ['consensus', 'consensus-minus-one', 'majority of 0.5', 'majority of 0.667']"
json "all(a['gain'] == 0 for p in r['parties'] for a in p['alternatives'] if a['alternative'] == 'none')"
json "abs(r['parties'][1]['alternatives'][1]['utility'] - 0.8986) < 0.1"
expect 0 "other parties" "$program" bargain $three --format json --draws 0 --parties '[A, {name: BC, members: [B, C], weight: 2}]'
json "[p['name'] for p in d['parties']] == ['A', 'BC'] and d['parties'][1]['weight'] == 2"

# --- Europe: bytes that no number of threads changes, fewer alternatives, a lens on which it depends
expect 0 "one thread" "$program" bargain $europe --draws 4 --lens rivalry --mechanism 'as it stood' --mechanism 'no NATO' --format json -q --threads 1 -o "$scratch/one"
expect 0 "three threads" "$program" bargain $europe --draws 4 --lens rivalry --mechanism 'as it stood' --mechanism 'no NATO' --format json -q --threads 3 -o "$scratch/three"
cmp -s "$scratch/one" "$scratch/three" && ok || bad "threads change the bytes"
expect 0 "some alternatives" "$program" bargain $europe --draws 0 --format json -q --mechanism 'no NATO' --mechanism 'NATO without North America'
json "len(d['alternatives']) == 2 and len(d['results']) == 6"
json "all(x['share'] is None for o in d['outcomes'] for x in o['lenses'])"
json "{o['verdict'] for o in d['outcomes']} == {'holds', 'depends on the lens'}"
expect 0 "the same in words" "$program" bargain $europe --draws 0 -q --mechanism 'no NATO' --mechanism 'NATO without North America'
said out 'depends on the lens: '
silent err
finish
