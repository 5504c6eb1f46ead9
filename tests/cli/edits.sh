#!/bin/sh
# edits.sh PROGRAM: a scenario that cuts ties and lets states leave and join pacts, through every command. Run from the source
# directory.
. "$(dirname "$0")/common.sh"
cat >"$scratch/edits.yaml" <<'END'
name: edits
world: {year: 2021, region: osce, carry-forward: true}
lenses: [{capabilities: {omega: 1, chain: 0.5, pledges: 0}}]
mechanisms:
  - {name: as it stood, commitments: [{in-force: 2021}]}
  - {name: apart, commitments: [{in-force: 2021}], cut: [USA-POL]}
  - name: edited
    commitments: [{in-force: 2021, leave: {nato: [TUR]}, join: {nato: [UKR, GRG]}, rules: {nato: {majority: 0.6}}}]
    cut: [USA-POL, GMY-POL, FRN-GRC, UKR-USA]
claims:
  - {says: UKR gains, mechanism: edited, test: {security: {of: UKR}, more-than: {security: {of: UKR, mechanism: as it stood}}}}
  - {says: nato costs RUS, mechanism: edited, test: {externality: {of: nato, on: RUS}, is: negative}}
  - {says: so does a tie, mechanism: edited, test: {externality: {of: UKR-POL, on: RUS}, is: negative}}
  - {says: a tie that is cut does nothing, mechanism: edited, test: {externality: {of: USA-POL, on: RUS}, below: 0.1}}
END
expect 0 "assess" "$program" assess "$scratch/edits.yaml" --draws 2 -q --format json -o "$scratch/assessment.json"
expect 0 "claims" "$program" claims "$scratch/edits.yaml" --draws 2 -q
for of in commitments actors; do
	expect 0 "externalities of $of" "$program" externalities "$scratch/edits.yaml" --of $of --top 3 --draws 0 -q --mechanism edited --format csv
done
expect 0 "externalities of absent ties" "$program" externalities "$scratch/edits.yaml" --of potential --top 3 --draws 0 -q --mechanism apart
said out 'of 17'
expect 0 "network" "$program" network "$scratch/edits.yaml" --mechanism edited -q
expect 0 "sweep" "$program" sweep "$scratch/edits.yaml" --over omega=0:1:3 --of 'security: {of: UKR}' --draws 0 -q
expect 0 "explain" "$program" explain "$scratch/edits.yaml" --state UKR --attacker RUS --mechanism edited -q --format json
cp "$scratch/out" "$scratch/joined.json"
expect 0 "explain a fellow member" "$program" explain "$scratch/edits.yaml" --state LIT --attacker POL --mechanism apart -q
said out 'Away, their pacts do not act against a member'
expect 0 "explain it as JSON" "$program" explain "$scratch/edits.yaml" --state LIT --attacker POL --mechanism apart -q --format json
cp "$scratch/out" "$scratch/fellow.json"
expect 0 "ties as they stood" "$program" externalities "$scratch/edits.yaml" --of ties --draws 0 -q --mechanism "as it stood" --format csv -o "$scratch/ties.csv"
expect 0 "ties of what is edited" "$program" externalities "$scratch/edits.yaml" --of ties --draws 0 -q --mechanism apart --format csv -o "$scratch/apart.csv"
python3 - "$scratch" <<'END' && ok || bad "what the commands say of the edits"
import csv, json, pathlib, sys
scratch = pathlib.Path(sys.argv[1])
results = {r["mechanism"]: r for r in json.loads((scratch / "assessment.json").read_text())["results"]}
security = {m: {s["id"]: s["security"] for s in r["states"]} for m, r in results.items()}
# what the scenario cuts is what externalities take away
ties = {r["state"]: float(r["dS"]) for r in csv.DictReader((scratch / "ties.csv").open()) if r["of"] == "USA-POL"}
assert len(ties) == 56 and any(ties.values())
for state, dS in ties.items():
    assert abs(security["as it stood"][state] - security["apart"][state] - dS) < 1e-12, state
assert not any(r["of"] in ("USA-POL", "POL-USA") for r in csv.DictReader((scratch / "apart.csv").open()))
# the rows of one that joins by the scenario are of no file
joined = json.loads((scratch / "joined.json").read_text())
helpers = {h["id"]: h for h in joined["attack"]["helpers"]}
assert "USA" not in helpers or not any(p["commitment"] == "nato" for p in helpers["USA"]["owes_target"])
assert any(p["commitment"] == "nato" for p in helpers["FRN"]["owes_target"])
assert "TUR" not in helpers or not any(p["commitment"] == "nato" for p in helpers["TUR"]["owes_target"])
georgia = [p for p in helpers["GRG"]["owes_target"] if p["commitment"] == "nato"]
assert georgia and all(p["row"] is None for p in georgia)
fellow = {h["id"]: h for h in json.loads((scratch / "fellow.json").read_text())["attack"]["helpers"]}
assert fellow["USA"]["reason"] == "fellow-member" and fellow["USA"]["chance"] == 0
END
finish
