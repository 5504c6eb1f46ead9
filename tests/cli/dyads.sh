#!/bin/sh
# dyads.sh PROGRAM: the dyad-year table as a user meets it: files of the user's own, wrong words, full disks, interruptions.
. "$(dirname "$0")/common.sh"
cd "$scratch" || exit 2

only() { # only FILE...: nothing else lies here
	for file in *; do
		case " out err $* " in *" $file "*) ;; *) bad "left behind: $file" ;; esac
	done
	ok
}

dyads() {
	"$program" dyads "$@"
}

# --- words
expect 2 "unknown source" dyads --add nmcc
said err "did you mean 'nmc'"
expect 2 "unknown column" dyads --keep cincc1
said err "did you mean 'cinc1'"
expect 2 "unknown system" dyads --system cov
said err "did you mean 'cow'"
expect 2 "unknown disputes" dyads --mids gmi
expect 2 "years reversed" dyads --from 2000 --to 1990
expect 2 "years outside" dyads --to 2090
said err "outside every source"
expect 2 "empty word" dyads --add nmc,,atop
expect 2 "a word too many" dyads nmc
expect 2 "unknown ending" dyads --to 1820 -o x.parquet
expect 2 "unknown explained" dyads --explain cincc1
said err "did you mean 'cinc1'"
expect 0 "explained" dyads --explain gmlmidonset
said out '1816-2010'
said out 'Gibler'
expect 0 "cited" dyads --cite --keep cinc1
said out '@article{singer-1987'
unsaid out 'leeds'
only

# --- where it goes
expect 3 "no such folder" dyads --to 1820 -o nowhere/x.csv
expect 3 "full device" dyads --to 1820 -o /dev/full
expect 3 "full standard output" sh -c '"$1" dyads --to 1850 >/dev/full' - "$program"
expect 3 "disk full in the middle" sh -c 'ulimit -f 200; "$1" dyads --add all --to 1900 -o big.csv' - "$program"
expect 3 "the same, packed" sh -c 'ulimit -f 20; "$1" dyads --add all --to 1900 -o big.csv.gz' - "$program"
expect 3 "the same for Stata" sh -c 'ulimit -f 200; "$1" dyads --add all --to 1900 -o big.dta' - "$program"
only
expect 0 "closed pipe" sh -c '"$1" dyads -q --add all | head -1 >first' - "$program"
said first '^ccode1,ccode2,year,atop_alliance,'
rm first
"$program" dyads -q --add all -o slow.dta &
child=$!
sleep 0.5
kill -INT $child 2>/dev/null
wait $child
status=$?
if [ $status = 130 ] || [ $status = 0 ]; then ok; else bad "interrupted: status $status"; fi
[ $status = 130 ] && only
rm -f slow.dta
echo old >x.csv
expect 0 "replaces" dyads -q --to 1816 -o x.csv
said x.csv '^2,200,1816$'
rm x.csv
expect 0 "a folder of another is as new files are" sh -c 'umask 022; "$1" dyads -q --to 1816 -o x.csv; [ "$(stat -c %a x.csv)" = 644 ]' - "$program"
rm x.csv

# --- columns of the user's own
printf 'ccode,year,score\n2,1990,1.5\n20,1990,-3\n' >state.csv
expect 0 "state-years" dyads -q --from 1990 --to 1990 --join state.csv
said out '^ccode1,ccode2,year,score1,score2$'
said out '^2,20,1990,1.5,-3$'
said out '^2,31,1990,1.5,$'
printf '\357\273\277ccode1,ccode2,year,flag\r2,20,1990,1\r20,2,1990,0\r' >dyad.csv
expect 0 "mark, CR alone" dyads --from 1990 --to 1990 --join dyad.csv
said out '^2,20,1990,1$'
said out '^20,2,1990,0$'
unsaid err 'low code first'
printf 'ccode1,ccode2,year,flag\r\n2,20,1990,1\r\n' >low.csv
expect 0 "low code first" dyads --from 1990 --to 1990 --join low.csv
said out '^20,2,1990,1$'
said err 'joined both ways'
printf 'ccode,year,"a, name",land\n2,1990,"1,5",\3271\n20,1990,7,x\n' >quoted.csv
expect 1 "nothing but text" dyads --from 1990 --to 1990 --join quoted.csv
said err "no column of numbers"
printf 'ccode,year,Stra\337e,land\n2,1990,5,"U, S"\n20,1990,7,x\n' >latin.csv
expect 0 "Latin-1, text" dyads --from 1990 --to 1990 --join latin.csv
said out 'Straße1,Straße2$'
said out '^2,20,1990,5,7$'
said err "column 'land' holds text and is left out"
printf 'ccode,year,score\n2,1990,1\n2,1991,1\n2,1990,2\n' >twice.csv
expect 1 "duplicates" dyads --from 1990 --to 1991 --join twice.csv
said err '^twice.csv:4:1: the row of 2, 1990 is there twice: first in line 2$'
printf 'ccode,year,score\n2,1990,1\n999,1990,4\n20,1500,4\n' >strange.csv
expect 0 "rows that meet none" dyads --from 1990 --to 1990 --join strange.csv
said err 'strange.csv: 2 rows meet no row of the table; the first is line 3'
printf 'ccode,year,score\n2,1990,1\n,1990,4\n' >keyless.csv
expect 1 "missing key" dyads --from 1990 --to 1990 --join keyless.csv
said err "^keyless.csv:3:1: the key 'ccode' is missing"
printf 'ccode,year,score\n2,1990,1\n2,199x,4\n' >words.csv
expect 1 "key of letters" dyads --from 1990 --to 1990 --join words.csv
said err "^words.csv:3:3: '199x' is no number"
printf 'ccode,year,score\n2,"19\n\033[31m90",4\n' >escape.csv
expect 1 "a key that breaks the line" dyads --join escape.csv
said err "^escape.csv:2:3: '19??.31m90' is no number in the key 'year'$"
printf 'country,year,score\nUSA,1990,1\n' >names.csv
expect 1 "no key" dyads --join names.csv
said err "^names.csv:1:1: it lacks the key"
printf 'ccode,year,score\n2,1990\n' >short.csv
expect 1 "short row" dyads --join short.csv
said err "^short.csv:2:1: 2 fields, but 3 columns"
printf 'ccode,year,cinc\n2,1990,1\n' >clash.csv
expect 1 "a column twice" dyads --add nmc --join clash.csv
said err "a column 'cinc1' already"
: >empty.csv
expect 1 "empty" dyads --join empty.csv
printf 'ccode,year\000,x\n' >nul.csv
expect 1 "NUL" dyads --join nul.csv
expect 1 "no file" dyads --join nowhere.csv
said err '^nowhere.csv: No such file'
rm ./*.csv

# --- events of the user's own
{
	echo ccode1,ccode2,year,raid
	for year in 1950 1951 1952 1953; do echo "2,20,$year,$((year == 1951))"; done
} >raids.csv
expect 0 "peace years" dyads -q --from 1950 --to 1953 --join raids.csv --peace-of raid
said out '^2,20,1951,1,31$'
said out '^20,2,1953,0,1$'
grep -v 1952 raids.csv >gap.csv
expect 1 "a gap" dyads -q --from 1950 --to 1953 --join gap.csv --peace-of raid
said err "2 and 20 have no value in 1952, but one in 1951 and in 1953; fill the gap"
sed 's/,1$/,2/' raids.csv >two.csv
expect 1 "no event" dyads -q --from 1950 --to 1953 --join two.csv --peace-of raid
said err 'events of 0 and 1'
expect 2 "no such column" dyads -q --join raids.csv --peace-of raids
rm ./*.csv

# --- ties of the user's own
printf 'ccode1,ccode2,year,value\n2,20,1990,2\n20,2,1990,2\n2,200,1990,1\n200,2,1990,1\n' >ties.csv
expect 0 "matrix" dyads -q --from 1990 --to 1991 --matrix ties.csv
said out 'given_svs'
said out '^2,20,1990,0.9'
said out '^2,20,1991,,,,,,,,,$'
printf 'ccode1,ccode2,year,value\n2,20,1990,0.5\n' >ties.csv
expect 1 "matrix of fractions" dyads --matrix ties.csv
said err '^ties.csv:2:11: '
rm ./*.csv

# --- progress, and nothing without need
expect 0 "progress" dyads --progress --add all --to 1900 -o x.csv
said err '100 %'
expect 0 "quiet" dyads -q --add all --to 1900 -o x.csv
if [ -s err ]; then bad "quiet speaks: $(head -1 err)"; else ok; fi
rm x.csv
only

finish
