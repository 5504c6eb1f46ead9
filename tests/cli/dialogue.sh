#!/bin/sh
# dialogue.sh PROGRAM: helsinki dialogue used well and wrongly, and on files with every fault a row can have. Run from the source directory.
. "$(dirname "$0")/common.sh"
soe=examples/dialogue/soe-pol-comp.csv
cars=examples/dialogue/emission-standards.csv
export LSAN_OPTIONS="suppressions=$(dirname "$0")/fontconfig.supp:print_suppressions=0"

wrong() { # wrong PATTERN ARGUMENT...: wrong usage, said so, and nothing printed
	pattern=$1
	shift
	expect 2 "$*" "$program" dialogue "$@"
	said err "$pattern"
	silent out
}

faulty() { # faulty PATTERN BYTES: a file of these bytes, as printf has them, is at fault, said where; nothing is printed, nothing written
	printf "$2" >"$scratch/bad.csv"
	expect 1 "$1" "$program" dialogue "$scratch/bad.csv" --plot "$scratch/bad.svg"
	said err "^$scratch/bad.csv:$1"
	if [ "$(wc -l <"$scratch/err")" = 1 ]; then ok; else bad "$1: more than one line"; fi
	silent out
	if [ -e "$scratch/bad.svg" ]; then bad "$1: a picture was written"; else ok; fi
}

# --- help and wrong usage
expect 0 help "$program" dialogue --help
said out '^example: helsinki dialogue'
silent err
wrong 'which file' --turns 3
wrong 'one file at a time' $soe $cars
wrong "unknown option '--votin'; did you mean '--voting'" --votin cubic $soe
wrong "unknown voting 'proportionl'; did you mean 'proportional'" --voting proportionl $soe
wrong "unknown pce 'markov-unifrm'; did you mean 'markov-uniform'" --pce markov-unifrm $soe
wrong "unknown commitment 'seim'; did you mean 'semi'" --commitment seim $soe
wrong "unknown model 'spatal'; did you mean 'spatial'" --model spatal $soe
wrong "unknown risk-seen 'hlaf'; did you mean 'half'" --risk-seen hlaf $soe
wrong "unknown reading 'sholz'; did you mean 'scholz'" --model expected-utility --reading sholz $cars
wrong "option '--reading' is for the other model, --model expected-utility" --reading scholz $cars
wrong "option '--pce' is for the other model, --model spatial" --model expected-utility --pce conditional $cars
wrong "'0' is no whole number from 1" --turns 0 $soe
wrong "'1.5' is no number from 0 to 1 for option '--settled'" --settled 1.5 $soe
wrong "'nan' is no number from 0 to 1 for option '--q'" --model expected-utility --q nan $cars
wrong "is no format of pictures" --plot "$scratch/x.txt" $soe
wrong "no issue 'Policy Positon'; did you mean 'Policy Position'" --issue 'Policy Positon' $soe
wrong "no issue '3': a name, or a number from 1 to 2" --issue 3 $soe
wrong "has one issue, and '$soe' has 2: which? --issue 'Policy Position'" --model expected-utility $soe

# --- files at fault
expect 1 "no such file" "$program" dialogue "$scratch/none.csv"
said err "^$scratch/none.csv: No such file"
silent out
faulty '1:1: it is empty' ''
faulty '1:1: it has no rows' '\n,,,\n'
faulty '1:6: 2 fields, but the first row' 'name,description\n'
faulty "1:7: the number of parties is 'x', no whole number from 2 to 250" 'name,,x,1\n'
faulty "1:7: the number of parties is '1'" 'name,,1,1\n'
faulty "1:7: the number of parties is '2.5'" 'name,,2.5,1\n'
faulty "1:7: the number of parties is '251'" 'name,,251,1\n'
faulty "1:9: the number of issues is '0', no whole number from 1 to 50" 'name,,2,0\n'
faulty "1:11: field 5 is 'more', but the first row" 'name,,2,1,more\n'
faulty '1:1: the row of column names is missing' 'name,,2,1\n'
faulty '2:18: 5 fields, but a row for this number of issues' 'name,,2,2\nActor,,Power,Tax,S1\n'
faulty '2:14: issue 1 has no name' 'name,,2,1\nActor,,Power,,S1\n'
faulty "2:21: two issues are named 'Tax'" 'name,,2,2\nActor,,Power,Tax,S1,Tax,S2\n'
head='name,,2,1\nActor,,Power,Tax,S\n'
faulty '3:1: the file ends after 1 of the 2 parties' "${head}A,,1,0,50\n"
faulty '5:1: a row too many' "${head}A,,1,0,50\nB,,1,0,50\nC,,1,0,50\n"
faulty "4:1: the party 'A' stands in line 3 already" "${head}A,,1,0,50\nA,,1,10,50\n"
faulty '3:1: a party without a name' "${head},,1,0,50\nA,,1,10,50\n"
faulty '3:6: 4 fields, but a row here has 5' "${head}A,,1,0\n"
faulty "3:11: field 6 is '7', but a row here has 5" "${head}A,,1,0,50,7\n"
faulty "3:4: influence is 'much', no number" "${head}A,,much,0,50\n"
faulty "3:4: influence is 'nan', no number" "${head}A,,nan,0,50\n"
faulty '3:4: influence is missing' "${head}A,,,0,50\n"
faulty "3:4: the influence of 'A' is 0, not above 0" "${head}A,,0,0,50\n"
faulty "3:4: the influence of 'A' is -1" "${head}A,,-1,0,50\n"
faulty "3:4: the influence of 'A' is 1e8" "${head}A,,1e8,0,50\n"
faulty "3:6: the position of 'A' on 'Tax' is 100.5, not from 0 to 100" "${head}A,,1,100.5,50\n"
faulty "3:6: the position of 'A' on 'Tax' is -0.1" "${head}A,,1,-0.1,50\n"
faulty "3:6: position is 'NaN', no number" "${head}A,,1,NaN,50\n"
faulty "3:8: salience is 'inf', no number" "${head}A,,1,0,inf\n"
faulty "3:8: the salience of 'A' on 'Tax' is 101" "${head}A,,1,0,101\n"
faulty "3:8: 'A' attends to nothing" "${head}A,,1,0,0\n"
faulty '4:8: salience is missing' "${head}A,,1,0,50\nB,,1,0,\n"
faulty "3:13: the saliences of 'A' come to 110 here, more than 100" 'name,,2,2\nActor,,Power,Tax,S1,Roads,S2\nA,,1,0,60,0,50\n'
faulty '1:1: byte 17 is NUL' 'name,,2,1\nActor,\000\n'
printf 'name,,2,2\nActor,,Power,Tax,S1,Roads,S2\nA,,1,0,60,0,0\nB,,1,0,40,0,50\n' >"$scratch/deaf.csv"
expect 1 "an issue nobody need attend to" "$program" dialogue "$scratch/deaf.csv" --issue Roads
said err "^$scratch/deaf.csv: 'A' does not attend to 'Roads'"
silent out

# --- what is harmless: a byte order mark, CRLF, commas and blanks at the ends of rows, empty rows
expect 0 plain "$program" dialogue $soe --format csv
silent err
cp "$scratch/out" "$scratch/plain"
{ printf '\357\273\277' && sed 's/, *$//; s/$/,,\r/' $soe && printf ',,,\r\n\r\n'; } >"$scratch/marked.csv"
expect 0 "as spreadsheets write it" "$program" dialogue "$scratch/marked.csv" --format csv
if cmp -s "$scratch/out" "$scratch/plain"; then ok; else bad "a mark and commas change the result"; fi
printf 'n\344me,,2,1\nActor,,Power,Tax,S\n"M\374ller, ""M""",x,1,0,50\nB,,2,100,50\n' >"$scratch/latin.csv"
expect 0 "Latin-1 and quotes" "$program" dialogue "$scratch/latin.csv" --format csv --turns 1
said out '^0,"Müller, ""M""",Tax,0,'

# --- KTAB's reference run
expect 0 json "$program" dialogue $soe --format json
said out '"format": "helsinki-dialogue/1"'
said out '"end": "settled"'
said out '"file": "soe-pol-comp.csv"\|"file": "examples/dialogue/soe-pol-comp.csv"'
if python3 -c 'import json, sys; d = json.load(open(sys.argv[1]), parse_constant=lambda c: sys.exit(1)); sys.exit(len(d["turns"]) != 28)' "$scratch/out"; then ok; else bad "json"; fi
cp "$scratch/out" "$scratch/first"
expect 0 "again, by its whole path" env OMP_NUM_THREADS=1 "$program" dialogue "$PWD/$soe" --format json
sed 's|examples/dialogue/soe|soe|' "$scratch/first" >"$scratch/second"
if cmp -s "$scratch/out" "$scratch/second"; then ok; else bad "the same dialogue printed something else"; fi
expect 0 text "$program" dialogue $soe
said out '^13 parties, 2 issues. Settled after 27 turns'
said out '^  MK          45.0 '
said out '^  XJ to SHX: prevails with 0.77, gains 0.046; would meet at 34.8, 22.5; neither takes it'
expect 0 "one issue" "$program" dialogue $soe --issue 2 --turns 2
said out '1 issue. Not settled: the 2 turns allowed are spent'
said out '^Competitive Position$'

# --- Bueno de Mesquita's example
expect 0 proper "$program" dialogue $cars --model expected-utility
said out '^10 parties, 1 issue. Nobody moves after turn 3'
said out '^  median       7.0'
expect 0 scholz "$program" dialogue $cars --model expected-utility --reading scholz --turns 4 --format csv
said out '^4,BE,Years,4.80'
said out '^0,NL,Years,4,,1.4'

# --- outputs
expect 0 "a picture" "$program" dialogue $soe -o "$scratch/a.svg"
silent out
said a.svg '^<svg\|<?xml'
expect 0 "a picture beside" "$program" dialogue $soe --format csv --plot "$scratch/b.svg"
if cmp -s "$scratch/a.svg" "$scratch/b.svg" && cmp -s "$scratch/out" "$scratch/plain"; then ok; else bad "--plot"; fi
expect 0 "by ending" "$program" dialogue $soe -o "$scratch/c.csv"
if cmp -s "$scratch/c.csv" "$scratch/plain"; then ok; else bad "the ending does not choose"; fi
expect 0 pdf "$program" dialogue $cars -o "$scratch/d.pdf"
said d.pdf '^%PDF'
expect 3 "nowhere to write" "$program" dialogue $soe -o "$scratch/no/such"
silent out
expect 3 "nowhere to draw" "$program" dialogue $soe --plot "$scratch/no/such.svg"
silent out

# --- two who agree, two alone
printf 'n,,2,1\nActor,,Power,Tax,S\nA,,1,40,50\nB,,2,40,50\n' >"$scratch/agreed.csv"
for model in spatial expected-utility; do
	expect 0 "all agree: $model" "$program" dialogue "$scratch/agreed.csv" --model $model
	said out 'Nobody moves at all'
	unsaid out 'nan'
done

finish
