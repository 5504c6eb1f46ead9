#!/usr/bin/env python3
"""Data flows one way: a room includes only itself and the rooms before it; the program sees the public face alone."""
import pathlib
import re
import sys

ROOMS = ["base", "power", "bargain", "panel", "atlas", "import", "dyads", "fit", "dialogue", "world", "mechanism", "lens", "scenario", "security", "network", "estimate", "assess", "externalities", "explain", "verdict", "parley", "report", "plot"]
# public headers of base are named after their subject
PUBLIC = {"claim": "scenario", "talks": "scenario", "error": "base", "version": "base", "text": "base", "output": "base", "study": "fit"}
INCLUDE = re.compile(r'^\s*#include\s+["<]([^">]+)[">]', re.M)
bad = []


def room_of(include):
    first, _, rest = include.partition("/")
    if first == "helsinki" and rest:
        name = rest[:-2]
        return PUBLIC.get(name, name)
    return first if first in ROOMS else None


def check(path, room):
    for include in INCLUDE.findall(path.read_text(encoding="utf-8")):
        other = room_of(include)
        if other in ROOMS and ROOMS.index(other) > ROOMS.index(room):
            bad.append(f"{path}: {room} includes {include} of {other}")


for path in sorted(pathlib.Path("src").rglob("*.[ch]")):
    check(path, path.parts[1])
for path in sorted(pathlib.Path("include/helsinki").glob("*.h")):
    check(path, PUBLIC.get(path.stem, path.stem))
for path in sorted([*pathlib.Path("cli").glob("*.[ch]"), *pathlib.Path("serve").glob("*.[ch]")]):
    for include in INCLUDE.findall(path.read_text(encoding="utf-8")):
        if room_of(include) or include.startswith("base/"):
            bad.append(f"{path}: the program includes {include}")
print("\n".join(bad) or "every include points one way")
sys.exit(bool(bad))
