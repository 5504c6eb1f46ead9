#!/bin/sh
# program.sh PROGRAM: the manners of the program as a user, a script and a full disk meet them. Run from the source directory.
. "$(dirname "$0")/common.sh"
europe=scenarios/europe-2022.yaml
three=scenarios/three-states.yaml

# --- help, versions, wrong usage
for command in "" assess world dyads data; do
	expect 0 "help of $command" "$program" $command --help
	said out 'example: helsinki'
	silent err
done
expect 0 version "$program" --version
said out '^helsinki 0'
said out 'NMC 7.0'
expect 2 "no command" "$program"
expect 2 "unknown command" "$program" asess
said err "did you mean 'assess'"
silent out
expect 2 "unknown option" "$program" assess --drows 3 $three
said err "did you mean '--draws'"
expect 2 "unknown format" "$program" assess --format jsn $three
said err "did you mean 'json'"
expect 2 "no scenario" "$program" assess
expect 2 "number" "$program" assess --draws many $three
expect 2 "unknown lens" "$program" assess --lens matrx $three
said err "did you mean 'matrix'"
silent out
expect 2 "unknown mechanism" "$program" assess --mechanism pct $three
said err "did you mean 'pact'"
expect 2 "no action" "$program" data lst
said err "did you mean 'list'"
expect 2 "no year" "$program" world twenty

# --- files that are not there
expect 1 "no such scenario" "$program" assess "$scratch/none.yaml"
said err "^$scratch/none.yaml: No such file"
expect 1 "a directory" "$program" assess "$scratch"
expect 3 "no data" env HELSINKI_DATA=/nonexistent "$program" assess $europe
said err '^helsinki: there is no data directory'
silent out
expect 0 "a stated world needs no data" env HELSINKI_DATA=/nonexistent "$program" assess $three
cp -r "${HELSINKI_DATA:-data}" "$scratch/data"
sed -i '5s/[0-9]/7/' "$scratch/data/nmc.csv"
expect 3 "damaged data" env HELSINKI_DATA="$scratch/data" "$program" data check
said err 'nmc.csv: damaged'
rm "$scratch/data/mindist.csv"
expect 3 "missing table" env HELSINKI_DATA="$scratch/data" "$program" assess $europe
said err 'mindist.csv'
expect 0 "data check" "$program" data check
expect 0 "data list" "$program" data list
said out '^nmc'
expect 0 "data sources" "$program" data sources --format csv
said out 'palmer-2022'

# --- output: whole or not at all
expect 3 "no such directory" "$program" assess $three -o "$scratch/none/out.json" --format json
expect 3 "full disk" sh -c '"$0" assess "$1" >/dev/full' "$program" $three
said err 'No space left'
expect 3 "full disk by name" "$program" assess $three -o /dev/full
expect 0 "closed pipe" sh -c '"$0" assess "$1" --format json | head -c 1 >/dev/null' "$program" $three
silent err
expect 0 "a file" "$program" assess $three --format json -q -o "$scratch/three.json"
[ "$(ls "$scratch" | grep -c 'three.json')" = 1 ] && ok || bad "something lies beside the output"
python3 - "$scratch/three.json" <<'END' && ok || bad "JSON of three states"
import json, sys
text = open(sys.argv[1]).read()
data = json.loads(text, parse_constant=lambda c: sys.exit(c))
assert data["format"] == "helsinki-assessment/1" and data["claims"] == [] and data["ledger"] == []
assert set(data) >= {"version", "seed", "draws", "scenario", "world", "results", "warnings"}
assert len(data["results"]) == 4 and len(data["results"][0]["states"]) == 3
for r in data["results"]:
    for name in ("indivisible", "balanced", "effective", "sustainable"):
        assert set(r[name]) >= {"value", "low", "high", "why", "by_population", "without_small"}
        assert (r[name]["value"] is None) == (r[name]["why"] is not None)
    assert set(r["states"][0]) >= {"id", "loss", "loss_low", "loss_high", "security", "security_low", "security_high", "dS", "autonomy"}
assert data["results"][0]["parameters"]["basing"] == "home"
assert "/" not in data["scenario"]["file"] or not data["scenario"]["file"].startswith("/")
END

# --- the same bytes for any number of threads; the point whatever the seed
for threads in 1 2 7; do
	"$program" assess $europe --draws 20 --lens rivalry --mechanism "no NATO" --threads $threads --format json -q >"$scratch/t$threads"
done
cmp -s "$scratch/t1" "$scratch/t2" && cmp -s "$scratch/t1" "$scratch/t7" && ok || bad "threads change the bytes"
"$program" assess $europe --draws 20 --seed 2 --lens rivalry --mechanism "no NATO" --format json -q >"$scratch/seed2"
python3 - "$scratch/t1" "$scratch/seed2" <<'END' && ok || bad "seeds"
import json, sys
a, b = (json.load(open(f))["results"][0]["effective"] for f in sys.argv[1:])
assert a["value"] == b["value"] and a["low"] != b["low"]
END
expect 0 "no draws" "$program" assess $three --draws 0 --format json
said out '"low": null'

# --- colour and progress
expect 0 "plain in a pipe" "$program" assess $three
grep -q "$(printf '\033')" "$scratch/out" && bad "escapes in a pipe" || ok
expect 0 "progress on demand" "$program" assess $three --progress
said err '100 %'
expect 0 "quiet" "$program" assess $three -q --progress --format json
silent err

# --- matrices
expect 0 "matrices" "$program" assess $three --draws 0 --matrices "$scratch/m"
[ "$(ls "$scratch/m" | wc -l)" = 20 ] && ok || bad "$(ls "$scratch/m" | wc -l) matrices, not 20"
[ "$(head -1 "$scratch/m/one_pact_of_all_by_consensus.matrix.threat.csv")" = "id,A,B,C" ] && ok || bad "header of a matrix"
grep -q '^A,0,0.02,0$' "$scratch/m/pact.matrix.threat.csv" && ok || bad "threat of A on B"
expect 1 "no matrices of a bad scenario" "$program" assess "$scratch/none.yaml" --matrices "$scratch/m2"
[ -e "$scratch/m2" ] && bad "a directory of a bad scenario" || ok

# --- the world
expect 1 "world without carry-forward" "$program" world 2021
said err 'mindist'
said err 'carry-forward'
expect 0 "world" "$program" world 2021 --region osce --carry-forward
said out '^RUS'
said out 'North Atlantic'
expect 0 "world as JSON" "$program" world 2010 --region nato --format json
python3 -m json.tool "$scratch/out" >/dev/null && ok || bad "world is no JSON"
expect 1 "unknown region" "$program" world 2010 --region nat0
said err "did you mean 'nato'"

# --- interruption
interrupt "$scratch/late.json" "$program" assess $europe --lens rivalry --mechanism "no NATO" --draws 100000 --format json -o "$scratch/late.json"

finish
