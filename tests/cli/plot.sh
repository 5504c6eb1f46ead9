#!/bin/sh
# plot.sh PROGRAM: helsinki plot: every picture in every format, its words, the same bytes twice, and what is wrong said so. Run from the
# source directory.
. "$(dirname "$0")/common.sh"
three=scenarios/three-states.yaml
europe=scenarios/europe-2022.yaml
concert=scenarios/concert-1815.yaml
unset SOURCE_DATE_EPOCH
export LSAN_OPTIONS="suppressions=$(dirname "$0")/fontconfig.supp:print_suppressions=0"

wrong() { # wrong PATTERN ARGUMENT...: wrong usage, said so, and nothing printed
	pattern=$1
	shift
	expect 2 "$*" "$program" plot "$@"
	said err "$pattern"
	silent out
}

same() { # same FILE FILE
	if cmp -s "$scratch/$1" "$scratch/$2"; then ok; else bad "$what: $1 and $2 differ"; fi
}

differ() { # differ FILE FILE
	if cmp -s "$scratch/$1" "$scratch/$2"; then bad "$what: $1 and $2 are the same"; else ok; fi
}

starts() { # starts FILE BYTES
	if [ "$(head -c ${#2} "$scratch/$1" | tr '\211' X)" = "$2" ]; then ok; else bad "$what: $1 does not start with $2"; fi
}

checked() { # checked WHAT PYTHON FILE: a document d, its words, and a page that holds them all
	what=$1
	if python3 -c "
import sys, xml.etree.ElementTree as tree
d = tree.parse(sys.argv[1]).getroot()
svg = '{http://www.w3.org/2000/svg}'
words = [t.text for t in d.iter(svg + 'text')]
said = ' '.join(words)
left, top, width, height = (float(x) for x in d.get('viewBox').split())
for t in d.iter(svg + 'text'):
    assert 0 <= float(t.get('x')) <= width and 0 <= float(t.get('y')) <= height, t.text
for c in d.iter(svg + 'circle'):
    assert 0 < float(c.get('cx')) < width and 0 < float(c.get('cy')) < height
$2" "$scratch/$3"; then ok; else bad "$what"; fi
}

# --- help and wrong usage
expect 0 help "$program" plot --help
said out '^example: helsinki plot map'
silent err
wrong 'which picture' -q
wrong "unknown picture 'mpa'; did you mean 'map'" mpa $three
wrong "unknown picture 'x': network, map, externalities or pivot" x $three
wrong 'which scenario' map
wrong 'one scenario at a time' map $three $three
wrong "the ending of 'x.gif' is no format: .svg, .pdf or .png" map $three -o x.gif
wrong "the ending of 'svg' is no format" map $three -o svg
wrong "unknown format 'pgn'; did you mean 'png'" map $three --format pgn
wrong "'79' is no number from 80 to 1000 for option '--width'" map $three --width 79
wrong "'wide' is no number" map $three --width wide
wrong "option '--over' is not for 'plot map'" map $three --over omega=0:1:3
wrong "option '--top' is not for 'plot pivot'" pivot $three --top 3
wrong "option '--draws' is not for 'plot network'" network $three --draws 3
wrong "one '--lens' at a time" map $three --lens matrix --lens matrix
wrong "unknown of 'tie'; did you mean 'ties'" externalities $three --of tie
wrong "no lens 'matrx'; did you mean 'matrix'" map $three --lens matrx
wrong "no mechanism 'pakt'; did you mean 'pact'" map $three --mechanism pakt
wrong 'over which parameter' pivot $three
wrong "unknown parameter 'omga'; did you mean 'omega'" pivot $three --over omga=0:1:3
wrong 'the scenario has no claims' pivot $three --claim 1
wrong "there is no claim 99" pivot $europe --claim 99
wrong "'0' is no whole number from 1" pivot $europe --claim 0
wrong "no '--of' and no '--mechanism' with '--claim'" pivot $europe --claim 1 --of balanced
wrong 'one .--over' pivot $europe --claim 2 --over omega=0:1:3 --over chain=0:1:3
expect 2 "a bad day" env SOURCE_DATE_EPOCH=yesterday "$program" plot map $three
said err "SOURCE_DATE_EPOCH is 'yesterday'"
silent out

# --- input at fault, and resources
expect 1 "no such file" "$program" plot map "$scratch/none.yaml"
said err "^$scratch/none.yaml: No such file"
cat >"$scratch/nowhere.yaml" <<'END'
world: {states: {A: {capability: 1}, B: {capability: 1}}, distances: {A-B: 100}}
lenses: [{matrix: {threat: {A>B: 0.1}}}]
reference: none
mechanisms: [{name: none, commitments: []}, {name: pact, commitments: [{defence: {members: [A, B]}}]}]
END
for format in svg pdf png; do
	expect 1 "no place, $format" "$program" plot map "$scratch/nowhere.yaml" -o "$scratch/nowhere.$format"
	said err "^$scratch/nowhere.yaml: there is nothing to draw on a map: no state of the region has a place"
	if [ -e "$scratch/nowhere.$format" ]; then bad "$what: a file is there"; else ok; fi
done
expect 0 "a circle needs no places" "$program" plot network "$scratch/nowhere.yaml" --mechanism pact -o "$scratch/circle.svg"
expect 1 "nothing moves" "$program" plot externalities "$scratch/nowhere.yaml" --mechanism none
said err "there is nothing to draw: none of the commitments moves any state"
silent out
expect 3 "nowhere to write" "$program" plot map $three -o "$scratch/no/such/dir/x.png"
silent out
expect 3 "no data" env HELSINKI_DATA=/nonexistent "$program" plot map $europe
said err '^helsinki: there is no data directory'
if [ -w /dev/full ]; then
	expect 3 "a full disk" sh -c '"$1" plot map "$2" --format pdf >/dev/full' sh "$program" $three
	said err 'cannot write'
fi

# --- every picture in every format, the same bytes twice and for any number of threads
draw() { # draw NAME ARGUMENT...
	name=$1
	shift
	for format in svg pdf png; do
		expect 0 "$name.$format" "$program" plot "$@" -q -o "$scratch/$name.$format"
		silent out
		silent err
		expect 0 "$name.$format again" "$program" plot "$@" -q --threads 1 -o "$scratch/again.$format"
		same "$name.$format" "again.$format"
	done
	starts "$name.svg" '<svg '
	starts "$name.pdf" '%PDF-'
	starts "$name.png" 'XPNG'
}
draw map map $europe --lens rivalry
draw network network $europe --lens rivalry
draw heat externalities $europe --lens rivalry --draws 5
draw claim pivot $europe --claim 2 --lens 'capabilities omega=1 chain=1' --draws 3 --over omega=0:1:5
draw small map $three --mechanism pact
draw sweep pivot $three --mechanism pact --of 'security: {of: B}' --over lambda=100:5000:5:ratio --over gamma=0.5:2:3

checked "map" "
assert 'Whose security changes: as it stood' in said and 'Lens: “rivalry”' in said and 'World of 2021-12-31' in said
assert 'the reference “outside”' in said and 'helsinki 0.' in said and 'Borders are those of today' in said
assert {'USA', 'RUS', 'TUR', 'GRC', 'MLT', 'LIE'} <= set(words) and d.get('width') == '160mm'
assert 'helsinki plot map scenarios/europe-2022.yaml --lens rivalry' in words" map.svg
checked "network" "
assert {'nato', 'eu', 'csto', 'USA', 'RUS', 'JPN', 'defence'} <= set(words) and 'BRA' not in words
assert 'Not drawn, with one party in the picture: oas, rio-pact' in said
turned = {t.text for t in d.iter(svg + 'text') if t.get('font-style') == 'italic'}
assert 'JPN' in turned and 'USA' not in turned" network.svg
checked "heat map" "
assert 'nato' in words and 'TUR' in words and '0 is in the 90 % interval' in said and 'Seed 1, 5 draws' in said" heat.svg
checked "claim" "
assert 'black: it holds' in words and 'omega' in words and 'Authors of Chatham House' in said
assert any(w.startswith('0.15 [') for w in words)" claim.svg
checked "two parameters" "
assert 'lambda' in words and 'gamma' in words and '5000' in words
assert len([p for p in d.iter(svg + 'path') if p.get('stroke-width') == '0.2']) >= 15" sweep.svg
checked "three states" "assert {'A', 'B', 'C'} <= set(words) and 'A world stated in the scenario' in said" small.svg
expect 0 "before today's borders" "$program" plot map $concert -q -o "$scratch/concert.svg"
checked "before today's borders" "
assert 'Discs stand at capitals' in said and len(list(d.iter(svg + 'circle'))) >= 44 and 'Borders are' not in said" concert.svg

# --- what a claim says of its flips is what the picture says
expect 0 "claims" "$program" claims $europe --lens 'capabilities omega=1 chain=1' --draws 3 -q --format json
flip=$(python3 -c 'import json, sys
c = [c for c in json.load(open(sys.argv[1]))["claims"] if c["says"].startswith("The power of Russia")][0]
p = [p for p in c["pivots"] if p["parameter"] == "omega"][0]
print("%.2g [%.2g, %.2g]" % (p["at"], p["low"], p["high"]))' "$scratch/out")
checked "flips agree" "assert '$flip' in words, '$flip'" claim.svg

# --- titles, width, standard output
expect 0 "to standard output" "$program" plot map $three --mechanism pact -q
same out small.svg
expect 0 "PNG to standard output" "$program" plot map $three --mechanism pact -q --format png -o -
same out small.png
expect 0 "the ending in capitals, or overruled" "$program" plot map $three --mechanism pact -q -o "$scratch/CAPITALS.PDF"
same CAPITALS.PDF small.pdf
expect 0 "format overrules" "$program" plot map $three --mechanism pact -q --format pdf -o "$scratch/x.svg"
same x.svg small.pdf
expect 0 "a day" env SOURCE_DATE_EPOCH=86400 "$program" plot map $three --mechanism pact -q -o "$scratch/day.pdf"
differ day.pdf small.pdf
expect 0 "no title, narrow" "$program" plot map $three --mechanism pact -q --no-title --width 88.5 -o "$scratch/narrow.svg"
checked "narrow" "assert d.get('width') == '88.5mm' and 'Whose security changes: pact' not in words" narrow.svg
expect 0 "a title" "$program" plot network $three --title 'A <b>"&' -q -o "$scratch/title.svg"
checked "title" "assert 'A <b>\"&' in words and d.find(svg + 'title').text == 'A <b>\"&'" title.svg

# --- names that would break out of a picture
cat >"$scratch/hostile.yaml" <<'END'
name: "]]> --> </svg> \u2028 é"
world:
  states:
    '<b>"&': {capability: 1, lat: 0, lon: 0}
    "--> ]]>": {capability: 1, lat: 0, lon: 5}
    "中文 пример": {capability: 2, lat: 3, lon: 5}
    "a very very very very very very long name that no label can be": {capability: 2, lat: 3, lon: 2}
lenses: [{matrix: {threat: {'<b>"&>中文 пример': 0.1}}, name: "'<lens>"}]
reference: none
mechanisms:
  - name: "<script>alert(1)</script>"
    commitments:
      - {defence: {members: ["--> ]]>", "中文 пример"]}, name: "</text><x y='"}
END
if "$program" assess "$scratch/hostile.yaml" -q >/dev/null 2>&1; then
	for kind in map network externalities; do
		for format in svg pdf png; do
			expect 0 "hostile $kind $format" "$program" plot $kind "$scratch/hostile.yaml" -q -o "$scratch/hostile.$format"
		done
		checked "hostile $kind" "
assert '<script>alert(1)</script>' in said and not [e for e in d.iter() if e.tag not in
    {svg + t for t in ('svg', 'title', 'desc', 'rect', 'path', 'circle', 'text')}]
assert '$kind' == 'externalities' or '<b>\"&' in words" hostile.svg
	done
else
	bad "the hostile scenario is not read"
	"$program" assess "$scratch/hostile.yaml" -q 2>&1 | head -2
fi

# --- all shipped scenarios can be drawn
for scenario in scenarios/*.yaml; do
	for kind in map network; do
		expect 0 "$scenario $kind" "$program" plot $kind "$scenario" -q -o "$scratch/any.svg"
		checked "$scenario $kind" "assert words" any.svg
	done
done

finish
