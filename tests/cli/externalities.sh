#!/bin/sh
# externalities.sh PROGRAM: helsinki externalities as a user and a script meet it. Run from the source directory.
. "$(dirname "$0")/common.sh"
three=scenarios/three-states.yaml
europe=scenarios/europe-2022.yaml

same() { # same WHAT FILE FILE
	if cmp -s "$2" "$3"; then ok; else bad "$1"; fi
}

# --- wrong usage
for words in "" "$three $three" "--of tis $three" "--of nothing-at-all $three" "--top 0 $three" "--top -3 $three" \
	"--top many $three" "--format yaml-or-so $three" "--lens matrx $three" "--mechanism pct $three" "--draws -1 $three" \
	"--of ties --interactions $three" "--oof ties $three"; do
	# shellcheck disable=SC2086
	expect 2 "wrong usage: '$words'" "$program" externalities $words
	said err '^helsinki: '
	silent out
done
expect 2 "nearest word" "$program" externalities --of tis $three
said err "unknown --of 'tis'; did you mean 'ties'?"
expect 2 "nearest mechanism" "$program" externalities --mechanism pct $three
said err "did you mean 'pact'"
expect 1 "no such file" "$program" externalities "$scratch/none.yaml"
silent out
expect 3 "nowhere to write" "$program" externalities -q -o "$scratch/no/where.csv" --format csv $three
expect 0 help "$program" externalities --help
said out 'example: helsinki externalities'

# --- CSV by hand: C's help takes q from 0.75 to 0.30 / 0.56
expect 0 csv "$program" externalities --format csv --draws 0 --of commitments --mechanism pact $three
cat >"$scratch/want" <<'END'
mechanism,lens,of,state,dS,low,high
pact,matrix,defence-1,A,0,,
pact,matrix,defence-1,B,0.03768943823436674,,
pact,matrix,defence-1,C,0,,
END
python3 - "$scratch/out" "$scratch/want" <<'END' && ok || bad "the figures of a pact by hand"
import csv, math, sys
got, want = ([row for row in csv.reader(open(name))] for name in sys.argv[1:])
assert len(got) == len(want) and [r[:4] for r in got] == [r[:4] for r in want]
assert [r[5:] for r in got] == [r[5:] for r in want]
dS = math.exp(-10 * 0.02 * 0.30 / 0.56) - math.exp(-10 * 0.02 * 0.75)
assert all(abs(float(r[4]) - (dS if r[3] == "B" else 0)) < 1e-15 for r in got[1:])
END
silent err
expect 0 "intervals" "$program" externalities --format csv --draws 40 --of potential $three
said out '^none,matrix,B-C,B,0.01838[0-9]*,0.01[0-9]*,0.02[0-9]*$'
if [ "$(cut -d, -f1 "$scratch/out" | sort -u | wc -l)" = 2 ]; then ok; else bad "potential takes the first mechanism alone"; fi

# --- order, zeros, --top
for of in commitments ties potential actors; do
	expect 0 "all $of" "$program" externalities -q --of $of --format csv --draws 5 --lens 'capabilities omega=1 chain=0' \
		--mechanism 'as it stood' -o "$scratch/all" $europe
	expect 0 "some $of" "$program" externalities -q --of $of --format csv --draws 5 --lens 'capabilities omega=1 chain=0' \
		--mechanism 'as it stood' --top 4 -o "$scratch/top" $europe
	expect 0 "$of as JSON" "$program" externalities -q --of $of --format json --draws 5 --lens 'capabilities omega=1 chain=0' \
		--mechanism 'as it stood' --top 4 $europe
	python3 - "$of" "$scratch/all" "$scratch/top" "$scratch/out" <<'END' && ok || bad "order and figures of $of"
import csv, json, sys
of, every, top, text = sys.argv[1:]
every, top = (list(csv.DictReader(open(name))) for name in (every, top))
report = json.load(open(text))
assert report["format"] == "helsinki-externalities/1" and report["of"] == of
states, result = report["states"], report["results"][0]
things = list(dict.fromkeys(r["of"] for r in every))
n = len(states)
assert [r["state"] for r in every] == states * (len(every) // n), "every state of the region, by code"
assert len(every) >= n * len(things) and any(r["dS"] == "0" for r in every)
assert all(float(r["low"]) <= float(r["high"]) for r in every)
assert result["count"] == len(every) // n
rows = {(r["of"], r["state"]): r for r in every}
chosen = list(dict.fromkeys(r["of"] for r in top))
assert chosen == result["costliest"] and len(chosen) == 4
kept = {x["of"]: x for x in result["externalities"]}
assert set(kept) == set(chosen) | set(result["giving"])
harms = [kept[name]["harm"] for name in chosen]
assert harms == sorted(harms, reverse=True) and harms[0] > 0
for r in top:
    assert rows[r["of"], r["state"]] == r, (r, "the same figures whether all are kept or some")
for x in kept.values():
    assert len(x["dS"]) == len(x["low"]) == n
    assert x["payer"] is None or x["payer_dS"] < 0 and x["dS"][states.index(x["payer"])] == x["payer_dS"]
    for name in ("dS", "low", "high") if of != "commitments" else ():
        for state, value in zip(states, x[name]):
            assert float(rows[x["of"], state][name]) == value
    if of in ("ties", "potential"):
        assert [d["to"] for d in x["dangers"]] == x["of"].split("-")
    if of == "actors":
        assert x["shapley_se"] >= 0
END
done
expect 0 "one thread" "$program" externalities -q --of actors --threads 1 --draws 5 $three
mv "$scratch/out" "$scratch/one"
expect 0 "seven threads" "$program" externalities -q --of actors --threads 7 --draws 5 $three
same "other bytes on other threads" "$scratch/one" "$scratch/out"

# --- text, progress, interruption
expect 0 text "$program" externalities --of ties --draws 0 --lens 'capabilities omega=1 chain=0' --mechanism 'as it stood' $europe
said out 'the 10 ties that cost others most, of [0-9]'
said out 'who pays most'
expect 0 progress "$program" externalities --progress --draws 5 --of actors $three
said err '100 %'
interrupt "$scratch/late" "$program" externalities --of actors -o "$scratch/late" $europe

finish
