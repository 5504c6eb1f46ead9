#!/usr/bin/env python3
"""Makes a C file of text files: tools/embed.py OUT NAME=FILE ...; each becomes `const char hel_embedded_NAME[]`."""
import sys

with open(sys.argv[1], "w", encoding="ascii") as out:
    out.write('/* Made by tools/embed.py. */\n#include "report/page.h"\n')
    for word in sys.argv[2:]:
        name, _, path = word.partition("=")
        with open(path, "rb") as file:
            data = file.read() + b"\0"
        numbers = ",".join(str(b if b < 128 else b - 256) for b in data)
        out.write(f"const char hel_embedded_{name}[] = {{{numbers}}};\n")
