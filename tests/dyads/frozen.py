#!/usr/bin/env python3
"""frozen.py PROGRAM: the table under peacesciencer's rules against samples of what that package prints, cell by cell."""
import csv
import os
import subprocess
import sys
import tempfile

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "frozen")
ROWS = 1836630
bad = []


def sample(name):
    with open(os.path.join(HERE, name), encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def same(theirs, ours):
    if theirs in ("", "NA"):
        return ours == ""
    return ours != "" and abs(float(theirs) - float(ours)) <= 1e-9 * max(1, abs(float(theirs)))


def compare(path, names, options, rows=None):
    """Returns the number of cells compared."""
    subprocess.run([sys.argv[1], "dyads", "--quiet", "-o", path, *options], check=True)
    wanted, headers, count, cells = {}, {}, 0, 0
    for name in names:
        header, *lines = sample(name)
        headers[name] = header
        wanted.update({tuple(line[:3]): (name, line) for line in lines})
    with open(path, encoding="utf-8", newline="") as file:
        table = csv.reader(file)
        ours = next(table)
        for name, header in headers.items():
            if header != ours:
                bad.append(f"{name}: other columns")
        for line in table:
            count += 1
            name, theirs = wanted.pop(tuple(line[:3]), (None, None))
            for column, a, b in zip(ours, theirs or [], line):
                cells += 1
                if not same(a, b):
                    bad.append(f"{name}: {','.join(line[:3])} {column}: theirs {a!r}, ours {b!r}")
    bad.extend(f"{name}: no row {','.join(key)}" for key, (name, _) in wanted.items())
    if rows and rows != count:
        bad.append(f"{count} rows, not {rows}")
    return cells


with tempfile.TemporaryDirectory() as there:
    n = compare(os.path.join(there, "dyads.csv"), ["dyads-1914.csv", "dyads-1990.csv"],
                ["--rules", "peacesciencer", "--mids", "cow", "--to", "2014", "--add",
                 "atop,nmc,majors,contiguity,mindist,democracy,igos,rivalries,mids,peace"], ROWS)
    n += compare(os.path.join(there, "similarity.csv"), ["similarity-1914.csv"],
                 ["--from", "1914", "--to", "1914", "--add", "similarity"])
print("\n".join(bad[:20]))
print(f"{n} cells compared, {len(bad)} differ")
sys.exit(bool(bad))
