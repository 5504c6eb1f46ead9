#!/bin/sh
# Installed somewhere else, the library is found by pkg-config, a C program builds on it, and the program finds its data.
set -eu
build=$1
there=$(mktemp -d)
trap 'rm -rf "$there"' EXIT
DESTDIR=$there meson install -C "$build" --no-rebuild --quiet
pc=$(find "$there" -name libhelsinki.pc)
prefix=$(sed -n 's/^prefix=//p' "$pc")
export PKG_CONFIG_PATH="${pc%/*}" PKG_CONFIG_SYSROOT_DIR="$there"
sanitize=
grep -q 'fsanitize=address' "$build/compile_commands.json" && sanitize=-fsanitize=address,undefined
cc -std=c11 $sanitize examples/three-states.c -o "$there/three-states" $(pkg-config --cflags --libs libhelsinki)
lib=$(dirname "$(find "$there" -name 'libhelsinki.so' | head -n 1)")
LD_LIBRARY_PATH=$lib "$there/three-states" scenarios/three-states.yaml | grep -q '^B  *0.0107'
cc -std=c11 $sanitize examples/dyads.c -o "$there/dyads" $(pkg-config --cflags --libs libhelsinki)
LD_LIBRARY_PATH=$lib HELSINKI_DATA=$there$prefix/share/helsinki "$there/dyads" | grep -q '^contiguous  *[0-9]* '
cc -std=c11 $sanitize examples/fit.c -o "$there/fit" $(pkg-config --cflags --libs libhelsinki)
LD_LIBRARY_PATH=$lib HELSINKI_DATA=$there$prefix/share/helsinki "$there/fit" | grep -q '^I(conttype > 0): 3\.1.*; AUC of 1996-2010 0\.919'
test -f "$there$prefix/share/helsinki/models/onset.yaml"
test -f "$there$prefix/share/helsinki/states.csv"
test -f "$there$prefix/share/man/man1/helsinki.1"
test -f "$there$prefix/share/helsinki/scenarios/europe-2022.yaml"
test -f "$there$prefix/share/helsinki/rules/unsc.yaml"
