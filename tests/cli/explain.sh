#!/bin/sh
# explain.sh PROGRAM: one number taken apart: by hand in a small world, and in Europe. Run from the source directory.
. "$(dirname "$0")/common.sh"
europe=scenarios/europe-2022.yaml
three=scenarios/three-states.yaml

# here: said WHERE WORDS, as they stand, whatever the line breaks
said() {
	if tr -s ' \n' '  ' <"$scratch/$1" | grep -qF -e "$2"; then ok; else
		bad "no '$2' in $1 of the last command"
		head -3 "$scratch/$1"
	fi
}

unsaid() {
	if tr -s ' \n' '  ' <"$scratch/$1" | grep -qF -e "$2"; then bad "'$2' in $1 of the last command"; else ok; fi
}

# --- wrong usage
refused() { # refused MESSAGE OPTIONS...
	message=$1
	shift
	expect 2 "$*" "$program" explain "$@"
	said err "helsinki: $message Try 'helsinki explain --help'."
	silent out
}
refused "which scenario?" --state B
refused "one scenario at a time" $three $europe --state B
refused "whose security? '--state' says it" $three
refused "there is no state 'BB'; did you mean 'B'?" $three --state BB
refused "there is no state 'xyzzy'" $three --state xyzzy
refused "there is no state 'AA'; did you mean 'A'?" $three --state B --attacker AA
refused "'B' does not attack itself" $three --state B --attacker B
refused "the scenario has no mechanism 'pct'; did you mean 'pact'?" $three --state B --mechanism pct
refused "the scenario has no lens 'matrx'; did you mean 'matrix'?" $three --state B --lens matrx
refused "unknown format 'jsn'; did you mean 'json'?" $three --state B --format jsn
refused "'many' is no whole number from 0 to 1000000 for option '--top'" $three --state B --top many
refused "unknown option '--atacker'; did you mean '--attacker'?" $three --state B --atacker A
refused "there is no state 'Rusia'; did you mean 'Russia'?" $europe --state Rusia
refused "no figures for 'BAV': it is not in the scenario's world" $europe --state BAV
expect 1 "no such scenario" "$program" explain "$scratch/none.yaml" --state B
expect 3 "no data" env HELSINKI_DATA=/nonexistent "$program" explain $europe --state RUS
expect 0 help "$program" explain --help
said out "example: helsinki explain"

# --- three states, worked by hand in docs/model.md
expect 0 pact env HELSINKI_DATA=/nonexistent "$program" explain $three --state B --mechanism pact
silent err
cat >"$scratch/pact" <<'END'
B under “pact”, lens matrix

The lens: who threatens whom is stated in the scenario.
omega 0, chain 0, pledges 1, phi 0, nuclear 0, gamma 1, lambda 1000, severity 1, 10 years

Security S = exp(-T L) = 0.8984: the chance of no defeat in T = 10 years. Under the reference “none”
it is 0.8607.
Loss L = 0.01071 defeats expected a year; under the reference 0.015.
L is the sum over attackers of h s q: attacks a year, times the share of attacks fought to an end,
times the chance of defeat. Every figure here has every range at its likeliest value.
Severity s = 1, stated in the scenario.

Whose attacks it fears
  attacker                          h a year    q           h s q        of L
  A                                 0.02        0.5357      0.01071      100.0 %

A attacks B: where the figures of its row come from

Threat h: attacks a year
  0.02 attacks a year, stated in the scenario.
  No commitment changes it: h = 0.02.

Attacking side X = P + A
  c(A) = 0.3 (stated); distance 0 km (stated); P(A) = c / (1 + distance / lambda) = 0.3 / (1 + 0 /
  1000) = 0.3.
  Nobody is bound to A by defence, guarantee or offence: A = 0.
  A = 0; X = 0.3 + 0 = 0.3.

Defending side Y = c + D
  c(B) = 0.1 (stated).
  Owing B help: 1. Each comes with chance o = 1 - (1 - C)(1 - E (1 - B)): E by defence or guarantee,
  unless bound to the attacker (B); C by collective security. Of several pacts the likeliest
  decides.
  state                   o      power P   arrives o P       share   by
  C                       1      0.16      80.0 %  0.16      100.0 % defence-1 (defence 1)
  D = 0.16; Y = 0.1 + 0.16 = 0.26.

Chance of defeat q, and what it costs
  q = X / (X + Y) = 0.3 / (0.3 + 0.26); q = 0.5357.
  h s q = 0.02 x 1 x 0.5357 = 0.01071 defeats a year, 100.0 % of L.

Commitments named
  defence-1: written in the scenario (2 members).

Sources
  The world is stated in the scenario, scenarios/three-states.yaml.
END
cmp -s "$scratch/out" "$scratch/pact" && ok || { bad "the pact is told otherwise"; diff "$scratch/pact" "$scratch/out"; }
expect 0 consensus "$program" explain $three --state B --mechanism "one pact of all, by consensus"
said out "Away, all they owe is voted down (1): C (collective-security-1)."
said out "Is the attacker itself (1): A (collective-security-1)."
said out "does not act against A. Its rule is consensus; 1 of 3 members votes no: A, the attacker."
said out "q = 0.75."
expect 0 "half a chance" "$program" explain $three --state B --mechanism "one pact of all"
said out "C 0.5 0.16 80.0 % 0.08 100.0 % collective-security-1 (collective-security 0.5)"
said out "q = 0.625."
expect 0 "nobody attacks A" "$program" explain $three --state A
said out "Nobody attacks it under this lens."
unsaid out "Threat h"
expect 0 "asked all the same" "$program" explain $three --state A --attacker C
said out "h = 0: the scenario states no threat of this pair."
expect 0 "a file" "$program" explain $three --state B --format json -o "$scratch/b.json"
silent out
expect 3 "full disk" "$program" explain $three --state B -o /dev/full
expect 0 "closed pipe" sh -c '"$0" explain "$1" --state RUS --format json -q | head -c 1 >/dev/null' "$program" $europe
silent err

# --- a world with everything that can bear on a cell
cat >"$scratch/all.yaml" <<'END'
world:
  states:
    A: {capability: 0.4, lat: 0, lon: 0}
    B: {capability: 0.1, lat: 0, lon: 5}
    C: {capability: 0.2, lat: 0, lon: 10}
    D: {capability: 0.1, lat: 0, lon: 20}
    E: {capability: 0.3, lat: 0, lon: 30}
    F: {capability: 0.1, lat: 0, lon: 40}
  distances: {A-B: 0, B-C: 250, B-D: 1000, B-E: 19000, B-F: 500}
lenses:
  - matrix: {threat: {A>B: 0.1, A>C: 0.2}, omega: 0.5, chain: 0, pledges: 0.5, phi: 0.25, gamma: 2, severity: 0.5}
reference: none
mechanisms:
  - name: all
    commitments:
      - {name: west, defence: {members: [B, C], rho: 0.8}}
      - {name: far, guarantee: {guarantors: [E], wards: [B], rho: 0.5}}
      - {name: east, defence: {members: [A, D], rho: 0.6}}
      - {name: both, defence: {members: [B, D], rho: 0.9}}
      - {name: gang, offence: {members: [A, F], rho: 0.7}}
      - {name: peace, non-aggression: {members: [A, B], rho: 0.4, factor: 0.6}}
      - {name: quiet, non-aggression: {members: [A, C], rho: 0.4}}
      - {name: league, collective-security: {members: [B, C, D], rule: {veto: [D]}, rho: [0.2, 0.3, 0.4]}}
      - {name: cut, arms-limit: {states: [A], scale: 0.5}}
      - {name: zone, deployment-limit: {states: [C], zone: [B], scale: 0.5}}
      - {name: open, transparency: {members: [A, B], threat: 0.9, omega: 0.8}}
END
expect 0 "everything" "$program" explain "$scratch/all.yaml" --state B
said out "times 0.8, by peace: factor 0.6 of non-aggression, pledges 0.5."
said out "times 0.9, by open: transparency."
said out "omega times 0.8, by open: transparency."
said out "h = 0.072."
said out "c(A) = 0.4 (stated), times 0.5 by cut: 0.2;"
said out "league does not act against A. Its rule is veto of D; 1 of 3 members votes no: D bound to it by east (defence)."
said out "Voted down, so that nobody comes by it (see the votes below): league."
said out "Away, bound to the attacker as well (1): D (both, league; to the attacker by east)."
said out "Out, bound to the target as well (1): D (both)."
said out "held back by quiet (non-aggression 0.4)"
said out "its power times 0.5 by zone"
said out "too far: 19000 km"
said out "q = X^g / (X^g + Y^g)"
said out "What it bears of the defeats of those whom it must help (phi 0.25)"
expect 0 "everything as JSON" "$program" explain "$scratch/all.yaml" --state B --format json -o "$scratch/all.json"
python3 - "$scratch/all.json" <<'END' && ok || bad "the figures of everything"
import json, math, sys
x = json.load(open(sys.argv[1]))
def near(a, b):
    assert abs(a - b) <= 1e-12 * max(abs(a), abs(b)), (a, b)
cell = x["attack"]
near(cell["threat"]["value"], 0.1 * 0.8 * 0.9)
P = 0.4 * 0.5
# F joins by offence; D is bound to the target too
near(cell["abetment"], 0.7 * 0.1 / 1.5)
coalition = 0.6 * 0.1 / 2
near(cell["fear"]["coalition"], coalition)
near(cell["fear"]["omega_pair"], 0.5 * 0.8 * P / (P + coalition))
helper = {h["id"]: h for h in cell["helpers"]}
near(helper["C"]["chance"], 0.8 * (1 - 0.5 * 0.4))
near(helper["C"]["power"], 0.2 / 1.25 * 0.5)
near(helper["E"]["chance"], 0.5)
assert helper["D"]["reason"] == "bound-to-both" and helper["D"]["chance"] == 0
near(cell["help"], 0.64 * 0.08 + 0.5 * 0.3 / 20)
X, Y = P + cell["abetment"], 0.1 + cell["help"]
near(cell["defeat"], X * X / (X * X + Y * Y))
own = 0.5 * cell["threat"]["value"] * cell["defeat"]
near(x["loss"], own + sum(e["loss"] for e in x["entanglements"]))
near(sum(a["share"] for a in x["attackers"]) + sum(e["share"] for e in x["entanglements"]), 1)
near(x["security"], math.exp(-10 * x["loss"]))
assert [e["ally"] for e in x["entanglements"]] == ["C"]
assert x["ballots"][0]["no"] == [{"id": "D", "attacker": False, "bound_by": "east", "type": "defence", "vetoes": True}]
assert x["sources"] == [] and cell["attacks"]["capability_row"] is None
END

# --- power that starts where forces are stationed
cat >"$scratch/based.yaml" <<'END'
world: {year: 2021, region: osce, carry-forward: true}
lenses: [{capabilities: {omega: 0, basing: allied}}]
mechanisms: [{name: as it stood, commitments: [{in-force: 2021}]}]
END
expect 0 basing "$program" explain "$scratch/based.yaml" --state EST --attacker RUS
said out "nato (defence 0.41, since 1949); from LIT"
said out "hosts: States that host the forces of another"

# --- Europe: Russia when coalitions are feared; Estonia's votes
expect 0 Russia "$program" explain $europe --state RUS --attacker "united states of america" --lens "capabilities omega=1 chain=1" --top 3
silent err
said out "Russia (RUS) under “as it stood”, lens capabilities omega=1 chain=1"
said out "omega here = 1: chain is 1, so any member can drag its whole coalition along."
said out "UKG United Kingdom 0.41"
said out "nato (defence 0.41, since 1949)"
said out "nato: North Atlantic Treaty, ATOP 3180 (30 members)."
said out "c of these: nmc, 2021. Distances: mindist, carried forward."
said out "mindist: Minimum distance between states; CShapes 2"
said out "too far: "
[ "$(sed -n '/^Whose/,/^$/p' "$scratch/out" | wc -l)" = 7 ] && ok || bad "--top 3 shows three attackers, the rest in sum"
expect 0 "every attacker" "$program" explain $europe --state RUS --lens rivalry --top 0
unsaid out " others "
expect 0 Estonia "$program" explain $europe --state 366 --attacker RUS --mechanism "one pact of all, by consensus"
said out "collective-security-2 does not act against RUS. Its rule is consensus; 8 of 56 members vote no: RUS, the attacker;"
said out "KYR bound to it by russia-kyrgyzstan (defence)"
said out "Away, all they owe is voted down (28): USA, CAN, UKG,"
said out "Voted down, so that nobody comes by it (see the votes below): collective-security-2."
expect 0 "a state outside the region" "$program" explain $europe --state JPN --attacker CHN
said out "In reach: "
expect 0 estimated "$program" explain $europe --state UKR --attacker RUS --lens estimated
said out "I(conttype == 1) 1 0.006719"
said out "gml_mids: "
"$program" explain $europe --state EST --lens "capabilities omega=1 chain=0" --format json -q >"$scratch/est.json"
"$program" assess $europe --lens "capabilities omega=1 chain=0" --mechanism "as it stood" --draws 0 --format json -q >"$scratch/assess.json"
python3 - "$scratch/est.json" "$scratch/assess.json" data <<'END' && ok || bad "Estonia's figures and rows"
import csv, json, math, sys
x, assessed = json.load(open(sys.argv[1])), json.load(open(sys.argv[2]))
def near(a, b):
    assert abs(a - b) <= 1e-12 * max(abs(a), abs(b)), (a, b)
state = next(s for s in assessed["results"][0]["states"] if s["id"] == "EST")
near(x["loss"], state["loss"])
near(x["security"], state["security"])
near(x["loss"] - x["reference"]["loss"], state["dL"])
cell = x["attack"]
for side, total in ("helpers", "help"), ("companions", "abetment"):
    near(sum(k["expected"] for k in cell[side]), cell[total])
# every capability and membership is a row of the file that is named
nmc = {(r["ccode"], r["year"]): r["cinc"] for r in csv.DictReader(open(sys.argv[3] + "/nmc.csv"))}
code = {s["id"]: str(s["ccode"]) for s in assessed["world"]["states"]}
members = {(r["atopid"], r["ccode"]) for r in csv.DictReader(open(sys.argv[3] + "/atop_members.csv"))}
ids = {c["name"]: c["id"] for c in x["commitments"]}
assert len(cell["helpers"]) > 20
for h in cell["helpers"]:
    row = h["capability_row"]
    assert row["file"] == "nmc" and float(nmc[code[h["id"]], row["from"][:4]]) == row["value"] == h["recorded"]
    for p in h["owes_target"]:
        assert p["row"]["file"] in ("atop_members", "pact_changes", "atop_residue")
        if p["row"]["file"] == "atop_members":
            assert (ids[p["commitment"]], code[h["id"]]) in members
assert {s["file"] for s in x["sources"]} >= {"nmc", "mindist", "atop_members", "mid_onsets", "pacts"}
END

finish
