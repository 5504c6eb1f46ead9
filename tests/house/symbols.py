#!/usr/bin/env python3
"""The shared library exports what the headers promise and nothing else; the library neither prints nor exits."""
import pathlib
import re
import subprocess
import sys

shared, static = sys.argv[1:3]
declared = set()
for path in pathlib.Path("include/helsinki").glob("*.h"):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    text = re.sub(r"^\s*#.*$", "", text, flags=re.M)
    for statement in re.findall(r"HEL_API\b(.*?);", text, flags=re.S):
        declared.add(re.search(r"(hel_\w+)\s*\(", statement).group(1))


def names(args):
    return subprocess.run(["nm", *args], check=True, capture_output=True, text=True).stdout.splitlines()


exported = {line.split()[-1] for line in names(["-D", "--defined-only", shared])}
exported = {name for name in exported if not name.startswith(("__asan", "__odr_asan", "_init", "_fini"))}
bad = [f"exported but not declared: {n}" for n in sorted(exported - declared)]
bad += [f"declared but not exported: {n}" for n in sorted(declared - exported)]
forbidden = {"printf", "puts", "putchar", "fprintf", "vprintf", "vfprintf", "perror", "exit", "_exit", "abort", "stdout", "stderr",
             "__printf_chk", "__fprintf_chk"}
used = {line.split()[-1] for line in names(["-u", static]) if line.split()}
bad += [f"the library uses {n}" for n in sorted(used & forbidden)]
for line in names(["--format=sysv", static]):
    field = [f.strip() for f in line.split("|")]
    if len(field) == 7 and field[6] in (".data", ".bss") and not re.search(r"asan|ubsan|odr|sancov|^\.L", field[0]):
        bad.append(f"the library keeps a global: {field[0]}")
print("\n".join(bad) or f"{len(exported)} symbols, all declared")
sys.exit(bool(bad))
