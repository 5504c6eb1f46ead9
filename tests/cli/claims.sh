#!/bin/sh
# claims.sh PROGRAM: helsinki claims and helsinki sweep as a user meets them. Run from the source directory.
. "$(dirname "$0")/common.sh"

python_says() { # python_says WHAT PROGRAM FILE...
	what=$1
	shift
	if python3 -c "$@"; then ok; else bad "$what"; fi
}

# refused MESSAGE OPTION...: wrong usage of sweep, said in one line
refused() {
	message=$1
	shift
	expect 2 "sweep $*" "$program" sweep "$scratch/three.yaml" "$@"
	silent out
	said err "^helsinki: $message"
}

cat >"$scratch/three.yaml" <<'END'
name: three
world:
  states:
    A: {capability: 0.30, lat: 0, lon: 0}
    B: {capability: 0.10, lat: 0, lon: 5}
    C: {capability: 0.20, lat: 0, lon: 9}
lenses: [{matrix: {threat: {A>B: 0.04, B>C: 0.01}, omega: [0, 0.2, 1]}, name: stated}, {capabilities: {h0: 0.01}}]
mechanisms: [{name: pact, commitments: [{defence: {members: [B, C], rho: [0.2, 0.6, 0.9]}, name: shield}]}]
question: Does the pact serve all?
claims:
  - {says: "The pact, as \"such\", helps B", by: somebody, where: a text, side: for, test: {externality: {of: shield, on: B}, is: positive}}
  - {says: B is lost, side: against, test: {security: {of: B}, below: 0.5}, pivots: {threat: [0.1, 10], chain: [0, 1]}}
  - {says: It is just, test: {not-testable: justice is not computed}}
END
three=$scratch/three.yaml

# claims
expect 0 "claims" "$program" claims "$three"
silent err
said out "B is lost"
said out "Does the pact serve all?"
said out "justice is not computed"
expect 0 "claims as JSON" "$program" claims "$three" --format json --seed 3 --draws 30
cp "$scratch/out" "$scratch/claims.json"
python_says "fields of a claim" '
import json, sys
data = json.load(open(sys.argv[1]))
assert data["format"] == "helsinki-claims/1" and data["seed"] == 3 and data["draws"] == 30
assert data["question"] == "Does the pact serve all?" and len(data["claims"]) == 6
for claim in data["claims"]:
    for key in ("says", "mechanism", "lens", "verdict", "why", "margin", "share", "value", "low", "high", "pivots"):
        assert key in claim, key
    assert claim["verdict"] in ("holds", "fails", "depends", "negligible", "not-testable")
    assert claim["low"] is None or claim["low"] <= claim["high"]
    for pivot in claim["pivots"]:
        assert pivot["from"] <= pivot["low"] <= pivot["high"] <= pivot["to"] and pivot["from"] <= pivot["at"] <= pivot["to"]
first, second, last = data["claims"][0], data["claims"][2], data["claims"][4]
assert first["side"] == "for" and first["by"] == "somebody" and first["mechanism"] == "pact" and first["lens"] == "stated"
assert [p["parameter"] for p in second["pivots"]] == ["threat"] and [p["parameter"] for p in second["unmoved_by"]] == ["chain"]
assert last["verdict"] == "not-testable" and last["why"] == "justice is not computed" and last["value"] is None' "$scratch/claims.json"
expect 0 "assess as JSON" "$program" assess "$three" --format json --seed 3 --draws 30
python_says "the claims of assess are those of claims" '
import json, sys
assert json.load(open(sys.argv[1]))["claims"] == json.load(open(sys.argv[2]))["claims"]' "$scratch/out" "$scratch/claims.json"
for threads in 1 2 7; do
	expect 0 "claims on $threads threads" "$program" claims "$three" --format json --seed 3 --draws 30 --threads $threads
	if cmp -s "$scratch/out" "$scratch/claims.json"; then ok; else bad "$threads threads say otherwise"; fi
done
expect 0 "claims at the point" "$program" claims "$three" --format json --draws 0
python_says "no draws" '
import json, sys
for claim in json.load(open(sys.argv[1]))["claims"]:
    assert claim["low"] is None and claim["share"] is None and all(p["low"] is None for p in claim["pivots"])' "$scratch/out"
expect 0 "claims without pivots" "$program" claims "$three" --format json --no-pivots
python_says "no pivots" '
import json, sys
assert all(c["pivots"] == [] and c["unmoved_by"] == [] for c in json.load(open(sys.argv[1]))["claims"])' "$scratch/out"
expect 0 "claims as CSV" "$program" claims "$three" --format csv --draws 9 -o "$scratch/claims.csv"
silent out
python_says "the table" '
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1])))
assert list(rows[0]) == "claim,says,by,where,side,mechanism,lens,basing,verdict,why,unit,margin,share,value,low,high,pivots".split(",")
assert len(rows) == 6 and rows[0]["says"] == "The pact, as \"such\", helps B" and rows[5]["verdict"] == "not-testable"' "$scratch/claims.csv"
expect 0 "one lens" "$program" claims "$three" --format csv --draws 0 --lens stated
if [ "$(wc -l <"$scratch/out")" = 4 ]; then ok; else bad "one lens: not three claims"; fi
expect 2 "an unknown lens" "$program" claims "$three" --lens statd
silent out
said err "did you mean 'stated'"
expect 2 "no scenario" "$program" claims
expect 2 "two scenarios" "$program" claims "$three" "$three"
expect 2 "an unknown format" "$program" claims "$three" --format svg
expect 1 "no such file" "$program" claims "$scratch/nothing.yaml"
expect 0 "a scenario without claims" "$program" claims scenarios/three-states.yaml
expect 0 "the same as JSON" "$program" claims scenarios/three-states.yaml --format json
said out '"claims": \[\]'

# sweep
expect 0 "sweep" "$program" sweep "$three" --over omega=0:1:5
silent err
said out "omega"
expect 0 "sweep as CSV" "$program" sweep "$three" --over threat=0.1:10:5:ratio --over rho=0.1:1:4 --of 'security: {of: B}' --format csv --draws 5
python_says "the grid" '
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1])))
assert list(rows[0]) == "mechanism,lens,of,threat,rho,value,low,high".split(",") and len(rows) == 2 * 5 * 4
assert [float(r["rho"]) for r in rows[:5]] == [0.1, 0.4, 0.7, 1.0, 0.1] and float(rows[19]["threat"]) == 10
assert all(0 < float(r["value"]) <= 1 and float(r["low"]) <= float(r["high"]) for r in rows)
assert float(rows[0]["value"]) > float(rows[16]["value"]) and float(rows[16]["value"]) < float(rows[19]["value"])' "$scratch/out"
expect 0 "sweep as SVG" "$program" sweep "$three" --over omega=0:1:5 --format svg -o "$scratch/plot.svg"
python_says "the plot is well formed" 'import sys, xml.dom.minidom as m; m.parse(sys.argv[1])' "$scratch/plot.svg"
refused "over which parameter"
refused "unknown parameter 'omga'; did you mean 'omega'?" --over omga=0:1:3
refused "'omega' is no PARAMETER=FROM:TO:N" --over omega
refused "'omega=0:1' is no PARAMETER=FROM:TO:N" --over omega=0:1
refused "'omega=0:x:3' is no PARAMETER=FROM:TO:N" --over omega=0:x:3
refused "'omega=0:1:3:log' is no PARAMETER=FROM:TO:N" --over omega=0:1:3:log
refused "'omega=0:2:3': 'omega' must lie in \[0, 1\]" --over omega=0:2:3
refused "'omega=nan:1:3'" --over omega=nan:1:3
refused "'omega=1:0:3' is reversed" --over omega=1:0:3
refused "'omega=0:1:0': the number of values" --over omega=0:1:0
refused "'omega=0:1:2.5': the number of values" --over omega=0:1:2.5
refused "'omega=0:1:3:ratio': equal ratios must start above 0" --over omega=0:1:3:ratio
refused "'omega' is turned twice" --over omega=0:1:3 --over omega=0:1:3
refused "'--over' is given at most twice" --over omega=0:1:3 --over rho=0.1:1:3 --over years=1:2:2
refused "more than 100000 places" --over omega=0:1:1000 --over rho=0.1:1:1000
expect 1 "an unknown quantity" "$program" sweep "$three" --over omega=0:1:3 --of 'securty: {of: B}'
said err "^--of:1:1: unknown quantity or test 'securty'; did you mean 'security'?"
expect 1 "an unknown state" "$program" sweep "$three" --over omega=0:1:3 --of 'security: {of: X}'
expect 1 "no quantity" "$program" sweep "$three" --over omega=0:1:3 --of ''
silent out

finish
