#!/usr/bin/env python3
"""Makes a C file of files.

tools/embed.py OUT NAME=FILE ...            each becomes `const char hel_embedded_NAME[]`, ended by a NUL
tools/embed.py --assets OUT FILE ...        a table of assets for serve/assets.h: bytes, digest, and gzipped where that is smaller
"""
import gzip
import hashlib
import pathlib
import sys


def array(kind, name, data):
    numbers = ",".join(str(b if b < 128 or "unsigned" in kind else b - 256) for b in data)
    return f"{kind} {name}[] = {{{numbers}}};\n"


def texts(out, words):
    out.write('/* Made by tools/embed.py. */\n#include "report/page.h"\n')
    for word in words:
        name, _, path = word.partition("=")
        out.write(array("const char", f"hel_embedded_{name}", pathlib.Path(path).read_bytes() + b"\0"))


def assets(out, paths):
    out.write('/* Made by tools/embed.py. */\n#include "assets.h"\n')
    rows = []
    for number, path in enumerate(paths):
        data = pathlib.Path(path).read_bytes()
        small = gzip.compress(data, 9, mtime=0)
        pays = len(small) < 0.9 * len(data)
        out.write(array("static const unsigned char", f"plain_{number}", data or b"\0"))
        if pays:
            out.write(array("static const unsigned char", f"small_{number}", small))
        row = [f'"{pathlib.Path(path).name}"', f'"{hashlib.sha256(data).hexdigest()[:16]}"', f"plain_{number}", str(len(data)),
               f"small_{number}" if pays else "NULL", str(len(small) if pays else 0)]
        rows.append("{" + ", ".join(row) + "}")
    out.write("const asset ASSETS[] = {" + ",\n".join(rows) + "};\n")
    out.write(f"const size_t N_ASSETS = {len(paths)};\n")


if sys.argv[1] == "--assets":
    with open(sys.argv[2], "w", encoding="ascii") as file:
        assets(file, sys.argv[3:])
else:
    with open(sys.argv[1], "w", encoding="ascii") as file:
        texts(file, sys.argv[2:])
