/* archive.c: CSV files out of zip archives, and out of archives inside them. Nothing is unpacked to disk, so names in an archive
 * can do no harm; depth and size have limits. */
#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/fail.h"
#include "base/file.h"
#include "import/release.h"

enum { DEPTH_MAX = 3 };
#define SIZE_MAX_UNPACKED ((size_t)1 << 30)

typedef struct unpacking {
	hel_arena *arena;
	hel_member *first, **last;
	size_t unpacked;
	hel_error *error;
} unpacking;

static bool is_zip(const char *bytes, size_t size)
{
	return size > 4 && !memcmp(bytes, "PK\003\004", 4);
}

static bool ends_in(const char *name, const char *ending)
{
	size_t n = strlen(name), m = strlen(ending);
	return n > m && !strcasecmp(name + n - m, ending);
}

static hel_status take_bytes(unpacking *u, const char *name, char *bytes, size_t size, int depth);

/* The rest of an entry; NULL if it is damaged, too large, or there is no memory. */
static char *read_entry(unpacking *u, struct archive *archive, const char *name, size_t *size, hel_status *status)
{
	size_t room = 1 << 16, n = 0;
	char *bytes = malloc(room + 1);
	for (;;) {
		if (!bytes) {
			*status = hel_fail_memory(u->error);
			return NULL;
		}
		la_ssize_t got = archive_read_data(archive, bytes + n, room - n);
		if (got < 0 || u->unpacked + n > SIZE_MAX_UNPACKED) {
			*status = got < 0 ? hel_fail_at(u->error, HEL_EINPUT, name, 0, 0, "the archive is damaged: %s",
							archive_error_string(archive))
					  : hel_fail_at(u->error, HEL_EINPUT, name, 0, 0, "it unpacks to more than 1 GiB");
			free(bytes);
			return NULL;
		}
		if (!got)
			break;
		n += (size_t)got;
		if (n == room) {
			char *grown = realloc(bytes, (room *= 2) + 1);
			if (!grown)
				free(bytes);
			bytes = grown;
		}
	}
	bytes[n] = '\0';
	u->unpacked += n;
	*size = n;
	return bytes;
}

static hel_status take_entries(unpacking *u, struct archive *archive, const char *name, int depth)
{
	struct archive_entry *entry;
	hel_status status = HEL_OK;
	int got;
	while (!status && (got = archive_read_next_header(archive, &entry)) != ARCHIVE_EOF) {
		const char *inside = archive_entry_pathname(entry);
		if (got < ARCHIVE_WARN)
			return hel_fail_at(u->error, HEL_EINPUT, name, 0, 0, "the archive is damaged: %s",
					   archive_error_string(archive));
		if (!inside || strstr(inside, "__MACOSX") || (!ends_in(inside, ".csv") && !ends_in(inside, ".zip")))
			continue;
		const char *whole = hel_arena_printf(u->arena, "%s/%s", name, inside);
		size_t size = 0;
		char *bytes = whole ? read_entry(u, archive, whole, &size, &status) : NULL;
		if (!whole)
			status = hel_fail_memory(u->error);
		if (bytes)
			status = take_bytes(u, whole, bytes, size, depth + 1);
	}
	return status;
}

static hel_status take_archive(unpacking *u, const char *name, const char *bytes, size_t size, int depth)
{
	if (depth == DEPTH_MAX)
		return hel_fail_at(u->error, HEL_EINPUT, name, 0, 0, "archives are nested more than %d deep", DEPTH_MAX);
	struct archive *archive = archive_read_new();
	if (!archive)
		return hel_fail_memory(u->error);
	hel_status status;
	if (archive_read_support_format_zip(archive) != ARCHIVE_OK ||
	    archive_read_open_memory(archive, bytes, size) != ARCHIVE_OK)
		status = hel_fail_at(u->error, HEL_EINPUT, name, 0, 0, "the archive is damaged: %s",
				     archive_error_string(archive));
	else
		status = take_entries(u, archive, name, depth);
	archive_read_free(archive);
	return status;
}

/* Takes the bytes over. */
static hel_status take_bytes(unpacking *u, const char *name, char *bytes, size_t size, int depth)
{
	if (is_zip(bytes, size)) {
		hel_status status = take_archive(u, name, bytes, size, depth);
		free(bytes);
		return status;
	}
	hel_member *member = calloc(1, sizeof *member);
	if (member)
		*member = (hel_member){hel_arena_copy(u->arena, name, strlen(name)), bytes, size, NULL};
	if (!member || !member->name) {
		free(bytes);
		free(member);
		return hel_fail_memory(u->error);
	}
	*u->last = member;
	u->last = &member->next;
	return HEL_OK;
}

hel_status hel_members_read(hel_member **members, hel_arena *arena, const char *path, hel_error *error)
{
	unpacking u = {.arena = arena, .error = error};
	char *bytes;
	size_t size;
	u.last = &u.first;
	hel_status status = hel_file_read(&bytes, &size, path, SIZE_MAX_UNPACKED, error);
	if (!status)
		status = take_bytes(&u, path, bytes, size, 0);
	if (!status && !u.first)
		status = hel_fail_at(error, HEL_EINPUT, path, 0, 0, "there is no .csv file in the archive");
	if (status)
		hel_members_free(u.first);
	else
		*members = u.first;
	return status;
}

void hel_members_free(hel_member *members)
{
	while (members) {
		hel_member *next = members->next;
		free(members->bytes);
		free(members);
		members = next;
	}
}
