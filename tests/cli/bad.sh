#!/bin/sh
# bad.sh PROGRAM: every scenario in tests/cli/bad must be refused with exactly the line in its .expected, status 1, nothing on
# standard output, no output file and within a second or two.
program=$(realpath "$1") || exit 2
cd "$(dirname "$0")/bad" || exit 2
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
failed=0
passed=0

# check FILE EXPECTED
check() {
	timeout 10 "$program" assess --format json -o "$scratch/out.json" "$1" >"$scratch/stdout" 2>"$scratch/stderr"
	status=$?
	if [ "$status" = 1 ] && cmp -s "$scratch/stderr" "$2" && [ ! -s "$scratch/stdout" ] && [ ! -e "$scratch/out.json" ]; then
		passed=$((passed + 1))
		return
	fi
	failed=$((failed + 1))
	echo "FAIL $1: status $status"
	diff "$2" "$scratch/stderr"
	rm -f "$scratch/out.json"
}

for file in *.yaml; do
	check "$file" "${file%.yaml}.expected"
done

# Too large to be kept: a file of 1 MiB and a byte, and one that claims a gigabyte.
for size in 1048577 1073741824; do
	truncate -s "$size" "$scratch/large.yaml"
	timeout 10 "$program" assess "$scratch/large.yaml" >"$scratch/stdout" 2>"$scratch/stderr"
	if [ $? = 1 ] && [ ! -s "$scratch/stdout" ] && grep -q '^.*/large.yaml:1:1: the file is ' "$scratch/stderr"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL a file of $size bytes"
		cat "$scratch/stderr"
	fi
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
