/* error.h: what a call that can fail returns, and the words that go with it.
 *
 * The library never prints and never exits. A function that can fail returns a hel_status; the sentence goes into the
 * caller's hel_error (NULL is allowed), written where the cause is known. On any error the outputs stay untouched. */
#ifndef HELSINKI_ERROR_H
#define HELSINKI_ERROR_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HEL_API __attribute__((visibility("default")))
#define HEL_MUST_CHECK __attribute__((warn_unused_result))
#define HEL_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

/* code, exit status of the program, what it means */
#define HEL_STATUS_LIST(X)                                                     \
	X(HEL_OK, 0, "done")                                                   \
	X(HEL_EINPUT, 1, "the input is at fault")                              \
	X(HEL_EUSAGE, 2, "wrong usage")                                        \
	X(HEL_EIO, 3, "a file could not be read or written")                   \
	X(HEL_EDATA, 3, "the data directory is missing or damaged")            \
	X(HEL_ENOMEM, 3, "out of memory")                                      \
	X(HEL_EINTERRUPTED, 130, "interrupted")

typedef enum hel_status {
#define HEL_STATUS_ENUM(code, exit_status, text) code,
	HEL_STATUS_LIST(HEL_STATUS_ENUM)
#undef HEL_STATUS_ENUM
} hel_status;

enum { HEL_FILE_MAX = 1024, HEL_MESSAGE_MAX = 1024 };

/** Filled by the failing call. line and column count from 1; 0 means that the message is about the whole file, and an
 *  empty file that it is about no file at all. */
typedef struct hel_error {
	hel_status status;
	int line, column;
	char file[HEL_FILE_MAX];
	char message[HEL_MESSAGE_MAX];
} hel_error;

/** The meaning of a code, in words; never NULL. */
HEL_API const char *hel_status_text(hel_status status);

/** The exit status of the `helsinki` program for a code: 0, 1, 2, 3 or 130. */
HEL_API int hel_status_exit(hel_status status);

/** One line without a newline, as contract.md wants it: `FILE:LINE:COLUMN: message`, `FILE: message` or `message`.
 *  Returns the length that the whole line has, like snprintf. */
HEL_API int hel_error_format(const hel_error *error, char *buffer, size_t size);

/** Remarks that do not stop the work, in the order in which they arose, each once. */
typedef struct hel_notes {
	char **item;
	size_t n, room;
} hel_notes;

HEL_API void hel_notes_free(hel_notes *notes);

/** A caller's hook for long work: called now and then from any one thread at a time with the share done in [0,1]; a value
 *  other than 0 stops the work with HEL_EINTERRUPTED. */
typedef int (*hel_progress)(double done, void *context);

#ifdef __cplusplus
}
#endif
#endif
