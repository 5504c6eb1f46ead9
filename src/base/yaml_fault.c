/* yaml_fault.c: see yaml_fault.h. */
#include "base/yaml_fault.h"

#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "base/utf8.h"

hel_status hel_yaml_fault(hel_error *error, const char *file, const hel_yaml *node, const char *format, va_list args)
{
	char message[HEL_MESSAGE_MAX];
	vsnprintf(message, sizeof message, format, args);
	return hel_fail_at(error, HEL_EINPUT, file, node->line, node->column, "%s", message);
}

hel_status hel_yaml_unknown(hel_error *error, const char *file, const hel_yaml *node, const char *what, const char *word,
			    const char *nearest)
{
	hel_brief brief = hel_utf8_brief(word);
	if (nearest)
		return hel_fail_at(error, HEL_EINPUT, file, node->line, node->column, "unknown %s '%s'; did you mean '%s'?", what,
				   brief.text, nearest);
	return hel_fail_at(error, HEL_EINPUT, file, node->line, node->column, "unknown %s '%s'", what, brief.text);
}

hel_status hel_yaml_check_keys(const hel_yaml *map, const char *const *keys, const char *file, hel_error *error)
{
	size_t n = 0;
	while (keys[n])
		n++;
	for (const hel_yaml *value = map->first; value; value = value->next) {
		const char *key = value->key->text;
		if (!hel_known_word(key, keys, n))
			return hel_yaml_unknown(error, file, value->key, "key", key, hel_nearest_word(key, keys, n));
	}
	return HEL_OK;
}

hel_status hel_yaml_read_map(hel_yaml **root, hel_arena *arena, const char *bytes, size_t size, const char *file, const char *what,
			     hel_error *error)
{
	hel_status status = hel_yaml_read(root, arena, bytes, size, file, error);
	if (status)
		return status;
	if (!*root)
		return hel_fail_at(error, HEL_EINPUT, file, 1, 1, "the file is empty");
	if ((*root)->kind != HEL_YAML_MAP)
		return hel_fail_at(error, HEL_EINPUT, file, 1, 1, "%s must be a mapping", what);
	return HEL_OK;
}
