/* output.c: writes beside, then renames. */
#include "helsinki/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fail.h"

struct hel_output {
	int descriptor;
	bool is_standard, is_closed;
	char *beside; /* NULL: written directly */
	char file[];
};

static hel_status cannot_write(const char *file, hel_error *error)
{
	return hel_fail(error, HEL_EIO, "cannot write '%s': %s", file, strerror(errno));
}

static bool is_special(const char *file)
{
	struct stat about;
	return !stat(file, &about) && !S_ISREG(about.st_mode);
}

/* mkstemp makes files private: gives them the rights that any new file has. */
static bool open_beside(hel_output *output)
{
	size_t room = strlen(output->file) + sizeof ".XXXXXX";
	output->beside = malloc(room);
	if (!output->beside)
		return false;
	snprintf(output->beside, room, "%s.XXXXXX", output->file);
	output->descriptor = mkstemp(output->beside);
	if (output->descriptor < 0)
		return false;
	mode_t mask = umask(0);
	umask(mask);
	return !fchmod(output->descriptor, 0666 & ~mask);
}

hel_status hel_output_open(hel_output **output, const char *file, hel_error *error)
{
	bool is_standard = !file || !strcmp(file, "-");
	const char *name = is_standard ? "standard output" : file;
	hel_output *made = calloc(1, sizeof *made + strlen(name) + 1);
	if (!made)
		return hel_fail_memory(error);
	strcpy(made->file, name);
	made->is_standard = is_standard;
	made->descriptor = -1;
	bool good = true;
	if (is_standard)
		made->descriptor = STDOUT_FILENO;
	else if (is_special(file))
		good = (made->descriptor = open(file, O_WRONLY)) >= 0;
	else
		good = open_beside(made);
	if (!good) {
		hel_status status = cannot_write(file, error);
		hel_output_discard(made);
		return status;
	}
	*output = made;
	return HEL_OK;
}

hel_status hel_output_write(hel_output *output, const void *bytes, size_t n, hel_error *error)
{
	const char *at = bytes;
	while (n && !output->is_closed) {
		ssize_t written = write(output->descriptor, at, n);
		if (written < 0 && errno == EPIPE)
			output->is_closed = true;
		else if (written < 0 && errno != EINTR)
			return cannot_write(output->file, error);
		if (written > 0) {
			at += written;
			n -= (size_t)written;
		}
	}
	return HEL_OK;
}

bool hel_output_is_random(const hel_output *output)
{
	return output->beside != NULL;
}

hel_status hel_output_write_at(hel_output *output, uint64_t offset, const void *bytes, size_t n, hel_error *error)
{
	const char *at = bytes;
	while (n) {
		ssize_t written = pwrite(output->descriptor, at, n, (off_t)offset);
		if (written < 0 && errno != EINTR)
			return cannot_write(output->file, error);
		if (written > 0) {
			at += written;
			offset += (uint64_t)written;
			n -= (size_t)written;
		}
	}
	return HEL_OK;
}

bool hel_output_is_closed(const hel_output *output)
{
	return output->is_closed;
}

hel_status hel_output_commit(hel_output *output, hel_error *error)
{
	hel_status status = HEL_OK;
	if (!output->is_standard) {
		int failed = close(output->descriptor);
		output->descriptor = -1;
		if (failed || (output->beside && rename(output->beside, output->file)))
			status = cannot_write(output->file, error);
		else if (output->beside)
			output->beside[0] = '\0';
	}
	hel_output_discard(output);
	return status;
}

void hel_output_discard(hel_output *output)
{
	if (!output)
		return;
	if (!output->is_standard && output->descriptor >= 0)
		close(output->descriptor);
	if (output->beside && output->beside[0])
		unlink(output->beside);
	free(output->beside);
	free(output);
}
