# common.sh: what the tests of the program share. Sourced by a script whose first argument is the program; it then has $program,
# a folder $scratch that goes when the script ends, and a count of checks, which `finish` prints.
program=$(realpath "$1") || exit 2
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

ok() {
	passed=$((passed + 1))
}

bad() {
	failed=$((failed + 1))
	echo "FAIL $*"
}

expect() { # expect STATUS WHAT COMMAND...: output in $scratch/out and $scratch/err
	want=$1
	what=$2
	shift 2
	"$@" >"$scratch/out" 2>"$scratch/err"
	got=$?
	if [ "$got" = "$want" ]; then ok; else bad "$what: status $got, not $want: $(head -2 "$scratch/err")"; fi
}

said() { # said WHERE PATTERN
	if grep -q -e "$2" "$scratch/$1"; then ok; else
		bad "$what: no '$2' in $1"
		head -3 "$scratch/$1"
	fi
}

unsaid() { # unsaid WHERE PATTERN
	if grep -q -e "$2" "$scratch/$1"; then bad "$what: '$2' is in $1"; else ok; fi
}

silent() { # silent WHERE
	if [ -s "$scratch/$1" ]; then bad "$what: $1 is not empty: $(head -1 "$scratch/$1")"; else ok; fi
}

interrupt() { # interrupt LEFT COMMAND...: once it shows how far it is; it must end with 130 and not leave the file LEFT
	left=$1
	shift
	: >"$scratch/err" # what the last command said would be taken for this one's
	"$@" --progress >"$scratch/out" 2>"$scratch/err" &
	job=$!
	until grep -q % "$scratch/err" || ! kill -0 $job; do sleep 0.1; done
	kill -INT $job
	wait $job
	got=$?
	if [ "$got" = 130 ] && [ ! -e "$left" ]; then ok; else bad "interrupted: status $got, $(ls "$left" 2>&1)"; fi
}

finish() {
	echo "$passed passed, $failed failed"
	[ "$failed" = 0 ]
}
