/* replay.h: with -DHEL_FUZZ_REPLAY a fuzz target is a program of its own that replays the files given on its command line. */
#ifdef HEL_FUZZ_REPLAY
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* As many bytes as any reader takes, and one; each file in a room of exactly its size, so that reading past it is seen. */
enum { REPLAY_MAX = (1 << 20) + 1 };

int main(int argc, char **argv)
{
	for (int f = 1; f < argc; f++) {
		FILE *file = fopen(argv[f], "rb");
		if (!file) {
			perror(argv[f]);
			return 1;
		}
		uint8_t *bytes = malloc(REPLAY_MAX);
		size_t size = bytes ? fread(bytes, 1, REPLAY_MAX, file) : 0;
		uint8_t *exact = malloc(size ? size : 1);
		if (bytes && exact) {
			memcpy(exact, bytes, size);
			LLVMFuzzerTestOneInput(exact, size);
		}
		free(bytes);
		free(exact);
		fclose(file);
	}
	printf("%d files replayed\n", argc - 1);
	return 0;
}
#endif
