/* yaml_fault.h: what is wrong with a file of ours, said where it stands: FILE:LINE:COLUMN of the node at fault. */
#ifndef HEL_BASE_YAML_FAULT_H
#define HEL_BASE_YAML_FAULT_H

#include <stdarg.h>

#include "base/yaml.h"

/* hel_fail_at at a node: HEL_EINPUT. */
hel_status hel_yaml_fault(hel_error *error, const char *file, const hel_yaml *node, const char *format, va_list args);

/* That a word is unknown, and the nearest that is known (NULL: none is near). what: what kind of word it should be. */
hel_status hel_yaml_unknown(hel_error *error, const char *file, const hel_yaml *node, const char *what, const char *word,
			    const char *nearest);

/* Every key of a mapping must be one of keys (NULL-terminated). */
hel_status hel_yaml_check_keys(const hel_yaml *map, const char *const *keys, const char *file, hel_error *error);

/* hel_yaml_read of a document that must be a mapping; what: what the file is called in saying so. */
hel_status hel_yaml_read_map(hel_yaml **root, hel_arena *arena, const char *bytes, size_t size, const char *file, const char *what,
			     hel_error *error);

#endif
