/* file.c: reading a whole file, never more than is wanted. */
#include "base/file.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/fail.h"

static hel_status read_stream(char **bytes, size_t *size, FILE *stream, const char *file, size_t max, hel_error *error)
{
	size_t room = 1 << 16, n = 0, got;
	char *buffer = malloc(room + 1);
	while (buffer && (got = fread(buffer + n, 1, room - n, stream)) > 0) {
		n += got;
		if (n > max)
			break;
		if (n == room) {
			char *larger = realloc(buffer, 2 * room + 1);
			if (!larger)
				free(buffer);
			buffer = larger;
			room *= 2;
		}
	}
	hel_status status = HEL_OK;
	if (!buffer)
		status = hel_fail_memory(error);
	else if (ferror(stream))
		status = hel_fail_at(error, HEL_EINPUT, file, 0, 0, "%s", strerror(errno));
	else if (n > max)
		status = hel_fail_at(error, HEL_EINPUT, file, 1, 1, "the file is larger than %zu bytes", max);
	if (status || !buffer) {
		free(buffer);
		return status;
	}
	buffer[n] = '\0';
	*bytes = buffer;
	*size = n;
	return HEL_OK;
}

hel_status hel_file_read(char **bytes, size_t *size, const char *file, size_t max, hel_error *error)
{
	FILE *stream = fopen(file, "rb");
	if (!stream)
		return hel_fail_at(error, HEL_EINPUT, file, 0, 0, "%s", strerror(errno));
	struct stat about;
	hel_status status = HEL_OK;
	if (!fstat(fileno(stream), &about) && S_ISDIR(about.st_mode))
		status = hel_fail_at(error, HEL_EINPUT, file, 0, 0, "%s", strerror(EISDIR));
	if (!status)
		status = read_stream(bytes, size, stream, file, max, error);
	fclose(stream);
	return status;
}
