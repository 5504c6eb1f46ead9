/* yaml.c: from libfyaml's events to a tree. libfyaml finds the structure; it lets bad UTF-8, NUL bytes, second documents and
 * duplicate keys pass, so these are checked here, the bytes before it sees them. Its reading of a word's text (0.7.12) takes
 * time with the square of a run of empty lines and leaks on eight `''` in a row: both are kept away from it. */
#include "base/yaml.h"

#include <assert.h>
#include <libfyaml.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/utf8.h"

/* BLANK_MAX: at 400 the worst file of 1 MiB costs 0.3 s, at 80,000 several seconds. */
enum { SLAB_NODES = 256, SLAB_TEXT = 1 << 14, BLANK_MAX = 400 };

/* A place in the text, moved forward only: one long line must not cost a scan for every node in it. */
typedef struct cursor {
	size_t offset;
	int line, column;
} cursor;

typedef struct frame {
	hel_yaml *node, *last, *key;
} frame;

typedef struct reader {
	const char *bytes, *file;
	size_t size;
	hel_arena *arena;
	hel_error *error;
	hel_status status;
	struct fy_parser *parser;
	cursor at;
	hel_yaml *slab, *root;
	char *text;
	size_t nodes_left, text_left;
	int depth, documents;
	frame frame[HEL_YAML_DEPTH_MAX + 1];
} reader;

static cursor place_of(cursor at, const char *bytes, size_t size, size_t offset)
{
	if (offset > size)
		offset = size;
	if (offset < at.offset || !at.line) {
		size_t mark =
		    size >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3) ? 3 : 0; /* no editor counts a byte order mark */
		at = (cursor){mark, 1, 1};
	}
	for (; at.offset < offset; at.offset++) {
		unsigned char c = (unsigned char)bytes[at.offset];
		bool crlf = c == '\r' && at.offset + 1 < size && bytes[at.offset + 1] == '\n';
		if ((c == '\n' || c == '\r') && !crlf) {
			at.line++;
			at.column = 1;
		} else if ((c & 0xc0) != 0x80) {
			at.column++;
		}
	}
	return at;
}

static void fail_at(reader *r, size_t offset, const char *message)
{
	if (r->status)
		return;
	cursor at = place_of(r->at, r->bytes, r->size, offset);
	r->status = hel_fail_at(r->error, HEL_EINPUT, r->file, at.line, at.column, "%s", message);
}

static void fail_memory(reader *r)
{
	if (!r->status)
		r->status = hel_fail_memory(r->error);
}

/* --- bytes -------------------------------------------------------------------------------------------------------- */

static void check_bytes(reader *r)
{
	if (r->size > HEL_YAML_BYTES_MAX) {
		fail_at(r, 0, "the file is too large: at most 1 MiB");
		return;
	}
	for (size_t i = 0; i < r->size && !r->status;) {
		unsigned char c = (unsigned char)r->bytes[i];
		size_t length = hel_utf8_length(r->bytes + i, r->size - i);
		if (!length)
			fail_at(r, i, "a byte that is not UTF-8");
		else if (!c)
			fail_at(r, i, "a NUL byte");
		else if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f)
			fail_at(r, i, "a control character");
		i += length;
	}
}

/* --- nodes -------------------------------------------------------------------------------------------------------- */

static hel_yaml *new_node(reader *r, hel_yaml_kind kind, size_t offset)
{
	if (!r->nodes_left) {
		r->slab = hel_arena_alloc(r->arena, SLAB_NODES, sizeof *r->slab);
		r->nodes_left = r->slab ? SLAB_NODES : 0;
	}
	if (!r->nodes_left) {
		fail_memory(r);
		return NULL;
	}
	/* libfyaml marks the mapping in `[a: b]` at its colon: it gets the place of its first key (add_node). */
	bool at_colon = kind == HEL_YAML_MAP && offset < r->size && r->bytes[offset] == ':';
	if (!at_colon && offset >= r->at.offset)
		r->at = place_of(r->at, r->bytes, r->size, offset);
	hel_yaml *node = r->slab++;
	r->nodes_left--;
	*node = (hel_yaml){.kind = kind, .line = at_colon ? 0 : r->at.line, .column = r->at.column, .text = ""};
	return node;
}

static char *copy_text(reader *r, const char *text, size_t length)
{
	if (length + 1 > r->text_left) {
		r->text_left = length + 1 > SLAB_TEXT ? length + 1 : SLAB_TEXT;
		r->text = hel_arena_alloc(r->arena, r->text_left, 1);
	}
	if (!r->text) {
		r->text_left = 0;
		return NULL;
	}
	char *copy = r->text;
	memcpy(copy, text, length);
	r->text += length + 1;
	r->text_left -= length + 1;
	return copy;
}

static void add_node(reader *r, hel_yaml *node)
{
	frame *top = &r->frame[r->depth];
	assert(node);
	if (!r->depth) {
		r->root = node;
		return;
	}
	if (top->node->kind == HEL_YAML_MAP && !top->key) {
		top->key = node;
		if (!top->node->line) {
			top->node->line = node->line;
			top->node->column = node->column;
		}
		return;
	}
	node->key = top->key;
	if (top->key && node->kind == HEL_YAML_WORD && node->plain && !*node->text) {
		node->line = top->key->line; /* no value stands nowhere: releases of the parser differ on where */
		node->column = top->key->column;
	}
	top->key = NULL;
	if (top->last)
		top->last->next = node;
	else
		top->node->first = node;
	top->last = node;
	top->node->n++;
}

static bool is_key_next(const reader *r)
{
	return r->depth && r->frame[r->depth].node->kind == HEL_YAML_MAP && !r->frame[r->depth].key;
}

static bool is_break(char c)
{
	return c == '\n' || c == '\r';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || is_break(c);
}

/* Refuses a text with a long run of empty lines. The run may go on after the text: block texts own their last lines. */
static void check_gaps(reader *r, size_t from, size_t to)
{
	for (size_t i = from; i < to && !r->status; i++) {
		size_t start = i, breaks = 0;
		for (; i < r->size && is_blank(r->bytes[i]); i++)
			breaks += is_break(r->bytes[i]);
		if (breaks > 1 && i - start > BLANK_MAX)
			fail_at(r, start, "a gap of too many empty lines inside a text");
	}
}

/* The text between single quotes: '' is a quote, and lines are joined as YAML folds them: one break is a space, each further
 * one stays. */
static size_t unquote(char *text, const char *raw, size_t size)
{
	size_t n = 0;
	for (size_t i = 0; i < size; i++) {
		if (!is_break(raw[i])) {
			text[n++] = raw[i];
			i += raw[i] == '\'';
			continue;
		}
		while (n && (text[n - 1] == ' ' || text[n - 1] == '\t'))
			n--;
		size_t breaks = 0;
		for (; i < size && is_blank(raw[i]); i++)
			breaks += is_break(raw[i]) && !(raw[i] == '\r' && i + 1 < size && raw[i + 1] == '\n');
		i--;
		if (breaks == 1)
			text[n++] = ' ';
		for (; breaks > 1; breaks--)
			text[n++] = '\n';
	}
	return n;
}

static void set_text(reader *r, hel_yaml *node, struct fy_token *value, size_t from, size_t to)
{
	size_t length = to - from;
	if (fy_token_scalar_style(value) == FYSS_SINGLE_QUOTED) {
		char *text = copy_text(r, r->bytes + from, length);
		if (text)
			text[unquote(text, r->bytes + from, length)] = '\0';
		node->text = text;
		return;
	}
	const char *text = fy_token_get_text(value, &length);
	node->text = text ? copy_text(r, text, length) : NULL;
	for (size_t i = 0; node->text && i < length; i++) {
		unsigned char c = (unsigned char)node->text[i]; /* escaped in the file, or it would have been found before */
		if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7f)
			fail_at(r, from - 1, "a control character in the text"); /* at its quote */
	}
}

static void add_word(reader *r, struct fy_event *event)
{
	struct fy_token *value = event->scalar.value;
	hel_yaml *node = NULL;
	if (!value) {
		node = new_node(r, HEL_YAML_WORD, r->at.offset);
		if (node)
			node->plain = true;
	} else {
		enum fy_scalar_style style = fy_token_scalar_style(value);
		bool quoted = style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED;
		size_t from = fy_event_start_mark(event)->input_pos, to = fy_event_end_mark(event)->input_pos;
		check_gaps(r, from, to);
		node = r->status ? NULL : new_node(r, HEL_YAML_WORD, from - quoted); /* the mark is after the quote */
		if (!node)
			return;
		node->plain = style == FYSS_PLAIN;
		set_text(r, node, value, from, to);
		if (!node->text)
			fail_memory(r);
	}
	if (!r->status)
		add_node(r, node);
}

static void open_node(reader *r, hel_yaml_kind kind, struct fy_event *event)
{
	size_t offset = fy_event_start_mark(event)->input_pos;
	if (r->depth == HEL_YAML_DEPTH_MAX)
		fail_at(r, offset, "nested deeper than 64 levels");
	else if (is_key_next(r))
		fail_at(r, offset, "a key must be a word");
	hel_yaml *node = r->status ? NULL : new_node(r, kind, offset);
	if (!node)
		return;
	/* The slot in the parent is taken when the node closes; until then it is the top of the stack. */
	r->frame[++r->depth] = (frame){.node = node};
}

/* --- duplicate keys ----------------------------------------------------------------------------------------------- */

static int by_key(const void *a, const void *b)
{
	const hel_yaml *x = *(hel_yaml *const *)a, *y = *(hel_yaml *const *)b;
	int order = strcmp(x->text, y->text);
	if (order)
		return order;
	return x->line != y->line ? (x->line > y->line) - (x->line < y->line)
				  : (x->column > y->column) - (x->column < y->column);
}

static void check_keys(reader *r, const hel_yaml *map)
{
	if (map->n < 2)
		return;
	const hel_yaml **key = malloc(map->n * sizeof *key);
	if (!key) {
		fail_memory(r);
		return;
	}
	size_t n = 0;
	for (const hel_yaml *value = map->first; value; value = value->next)
		key[n++] = value->key;
	qsort(key, n, sizeof *key, by_key);
	const hel_yaml *first = NULL;
	for (size_t i = 1; i < n; i++) {
		bool earlier =
		    !first || key[i]->line < first->line || (key[i]->line == first->line && key[i]->column < first->column);
		if (!strcmp(key[i - 1]->text, key[i]->text) && earlier)
			first = key[i];
	}
	if (first)
		r->status = hel_fail_at(r->error, HEL_EINPUT, r->file, first->line, first->column, "duplicate key '%s'",
					hel_utf8_brief(first->text).text);
	free(key);
}

static void close_node(reader *r)
{
	hel_yaml *node = r->frame[r->depth].node;
	assert(node); /* every frame but the lowest has one */
	r->depth--;
	if (node->kind == HEL_YAML_MAP)
		check_keys(r, node);
	if (!r->status)
		add_node(r, node);
}

/* --- events ------------------------------------------------------------------------------------------------------- */

static void refuse_marks(reader *r, struct fy_token *anchor, struct fy_token *tag)
{
	const struct fy_mark *mark = anchor ? fy_token_start_mark(anchor) : NULL;
	if (mark) /* the token is the name, after its & */
		fail_at(r, mark->input_pos - (mark->input_pos > 0), "anchors are not allowed");
	mark = tag ? fy_token_start_mark(tag) : NULL;
	if (mark)
		fail_at(r, mark->input_pos, "tags are not allowed");
}

/* A document that begins without --- is refused at what it begins with. */
static void refuse_second(reader *r, struct fy_event *event)
{
	bool marked = event->type != FYET_DOCUMENT_START || event->document_start.document_start;
	const struct fy_mark *mark = marked ? fy_event_start_mark(event) : NULL;
	if (mark)
		fail_at(r, mark->input_pos, "a second document is not allowed");
}

static void take_event(reader *r, struct fy_event *event)
{
	r->documents += event->type == FYET_DOCUMENT_START;
	if (r->documents > 1) {
		refuse_second(r, event);
		return;
	}
	switch (event->type) {
	case FYET_ALIAS: {
		size_t offset = fy_event_start_mark(event)->input_pos;
		fail_at(r, offset - (offset > 0), "aliases are not allowed");
		break;
	}
	case FYET_SCALAR:
		refuse_marks(r, event->scalar.anchor, event->scalar.tag);
		if (!r->status)
			add_word(r, event);
		break;
	case FYET_SEQUENCE_START:
		refuse_marks(r, event->sequence_start.anchor, event->sequence_start.tag);
		open_node(r, HEL_YAML_LIST, event);
		break;
	case FYET_MAPPING_START:
		refuse_marks(r, event->mapping_start.anchor, event->mapping_start.tag);
		open_node(r, HEL_YAML_MAP, event);
		break;
	case FYET_SEQUENCE_END:
	case FYET_MAPPING_END:
		close_node(r);
		break;
	case FYET_NONE:
	case FYET_STREAM_START:
	case FYET_STREAM_END:
	case FYET_DOCUMENT_START:
	case FYET_DOCUMENT_END:
		break;
	}
}

/* Turns libfyaml's first complaint into ours. */
static void report_syntax(reader *r, struct fy_diag *diag)
{
	char message[256];
	void *state = NULL;
	for (struct fy_diag_error *e; (e = fy_diag_errors_iterate(diag, &state));) {
		if (e->type != FYET_ERROR)
			continue;
		const struct fy_mark *mark = e->fyt ? fy_token_start_mark(e->fyt) : NULL;
		snprintf(message, sizeof message, "broken YAML: %s", e->msg);
		for (char *c = message; *c; c++)
			*c = (unsigned char)*c < 0x20 || (unsigned char)*c >= 0x7f ? '?' : *c;
		fail_at(r, mark ? mark->input_pos : r->at.offset, message);
		return;
	}
	fail_at(r, r->at.offset, "broken YAML");
}

static void parse(reader *r, struct fy_diag *diag)
{
	struct fy_parse_cfg config = {
	    .flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_DEFAULT_VERSION_1_2 | FYPCF_JSON_NONE, .diag = diag};
	r->parser = fy_parser_create(&config);
	if (!r->parser || fy_parser_set_string(r->parser, r->bytes, r->size)) {
		fail_memory(r);
		return;
	}
	bool ended = false;
	while (!r->status && !ended) {
		struct fy_event *event = fy_parser_parse(r->parser);
		if (!event)
			break;
		ended = event->type == FYET_STREAM_END;
		take_event(r, event);
		fy_parser_event_free(r->parser, event);
	}
	if (!r->status && (!ended || fy_parser_get_stream_error(r->parser)))
		report_syntax(r, diag);
}

hel_status hel_yaml_read(hel_yaml **root, hel_arena *arena, const char *bytes, size_t size, const char *file,
			 hel_error *error)
{
	reader *r = calloc(1, sizeof *r);
	struct fy_diag_cfg config;
	fy_diag_cfg_default(&config);
	config.fp = NULL;
	struct fy_diag *diag = r ? fy_diag_create(&config) : NULL;
	if (!diag) {
		free(r);
		return hel_fail_memory(error);
	}
	fy_diag_set_collect_errors(diag, true);
	*r = (reader){.bytes = bytes, .file = file, .size = size, .arena = arena, .error = error, .at = {.line = 0}};
	check_bytes(r);
	r->at = place_of(r->at, bytes, size, 0);
	if (!r->status && size)
		parse(r, diag);
	hel_status status = r->status;
	if (!status)
		*root = r->root;
	fy_parser_destroy(r->parser);
	fy_diag_destroy(diag);
	free(r);
	return status;
}

hel_yaml *hel_yaml_get(const hel_yaml *map, const char *key)
{
	for (hel_yaml *value = map->first; value; value = value->next) {
		if (!strcmp(value->key->text, key))
			return value;
	}
	return NULL;
}
