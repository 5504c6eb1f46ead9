#!/bin/sh
# Every public header compiles alone, as C11 and as C++.
set -eu
for header in include/helsinki.h include/helsinki/*.h; do
	name=${header#include/}
	printf '#include <%s>\ntypedef int nothing;\n' "$name" | cc -std=c11 -Wall -Wextra -Wpedantic -Werror -Iinclude -fsyntax-only -x c -
	printf '#include <%s>\n' "$name" | c++ -std=c++17 -Wall -Wextra -Werror -Iinclude -fsyntax-only -x c++ -
done
