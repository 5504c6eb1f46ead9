/* numbers.c: weights and quotas as a file writes them; whole numbers throughout. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "power/reading.h"

/* No sum of weights is above 2^61 either (forms.c). */
static const int64_t WEIGHT_MAX = (int64_t)1 << 61;

static bool is_digits(const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
	}
	return n > 0;
}

/* -1: too large. */
static int64_t number_of(const char *digits, size_t n)
{
	int64_t value = 0;
	for (size_t i = 0; i < n; i++) {
		if (value > WEIGHT_MAX / 10)
			return -1;
		value = 10 * value + (digits[i] - '0');
	}
	return value <= WEIGHT_MAX ? value : -1;
}

static bool is_decimal(const char *text)
{
	size_t whole = strspn(text, "0123456789"), rest = text[whole] == '.' ? strspn(text + whole + 1, "0123456789") : 0;
	return whole && rest && !text[whole + 1 + rest];
}

/* What is wrong with a word that is no whole number. */
static hel_status no_whole_number(hel_rules_reading *r, const hel_yaml *node, const char *what)
{
	const char *text = node->kind == HEL_YAML_WORD ? node->text : "";
	if (text[0] == '-' && (is_digits(text + 1, strlen(text + 1)) || is_decimal(text + 1)))
		return hel_rules_bad(r, node, "%s must not be negative: '%s'", what, hel_utf8_brief(text).text);
	if (is_decimal(text))
		return hel_rules_bad(
		    r, node,
		    "%s must be a whole number, not '%s'; multiply all weights and the quota by what makes them whole", what,
		    hel_utf8_brief(text).text);
	return hel_rules_bad(r, node, "%s must be a whole number, not '%s'", what, hel_utf8_brief(text).text);
}

static hel_status read_whole(hel_rules_reading *r, const hel_yaml *node, const char *what, int64_t *value)
{
	size_t n = node->kind == HEL_YAML_WORD && node->plain ? strlen(node->text) : 0;
	if (!is_digits(node->text, n))
		return no_whole_number(r, node, what);
	*value = number_of(node->text, n);
	return *value < 0 ? hel_rules_bad(r, node, "%s is too large: at most 2^61", what) : HEL_OK;
}

hel_status hel_read_weight(hel_rules_reading *r, const hel_yaml *node, int64_t *weight)
{
	return read_whole(r, node, "a weight", weight);
}

/* ceil(percent * total / 100), percent = digits / 10^decimals, part by part so that nothing grows too large: total < 2^62 and
 * 100 * 10^decimals <= 10^10. */
static int64_t share_of(int64_t total, int64_t digits, int64_t scale)
{
	int64_t whole = total / scale, rest = total % scale;
	return whole * digits + (rest * digits + scale - 1) / scale;
}

/* `62 %`, `66.67%`: false if it is none. */
static bool read_percent(const char *text, int64_t total, int64_t *quota)
{
	enum { DECIMALS_MAX = 6 };
	size_t whole = strspn(text, "0123456789");
	const char *dot = text + whole;
	size_t decimals = *dot == '.' ? strspn(dot + 1, "0123456789") : 0;
	const char *rest = *dot == '.' ? dot + 1 + decimals : dot;
	rest += *rest == ' ';
	if (!whole || whole > 3 || (*dot == '.' && !decimals) || decimals > DECIMALS_MAX || strcmp(rest, "%") != 0)
		return false;
	int64_t digits = number_of(text, whole), scale = 100;
	for (size_t d = 0; d < decimals; d++) {
		digits = 10 * digits + (dot[1 + d] - '0');
		scale *= 10;
	}
	if (digits > scale)
		return false;
	*quota = share_of(total, digits, scale);
	return true;
}

hel_status hel_read_quota(hel_rules_reading *r, const hel_yaml *node, int64_t total, int64_t *quota)
{
	const char *text = node->kind == HEL_YAML_WORD && node->plain ? node->text : "";
	hel_status status = HEL_OK;
	if (!strcmp(text, "majority"))
		*quota = total / 2 + 1;
	else if (strchr(text, '%')) {
		if (!read_percent(text, total, quota))
			return hel_rules_bad(r, node, "'%s' is no percentage from 0 to 100 with at most 6 decimals",
					     hel_utf8_brief(text).text);
	} else if (text[0] >= 'a' && text[0] <= 'z') {
		return hel_yaml_unknown(r->error, r->file, node, "quota", text, "majority");
	} else {
		status = read_whole(r, node, "a quota", quota);
	}
	if (status)
		return status;
	if (*quota < 1)
		return hel_rules_bad(r, node, "a quota must be at least 1: with 0 nobody's vote is needed");
	if (*quota > total)
		return hel_rules_bad(r, node, "the quota %lld is above the sum of all weights, %lld", (long long)*quota,
				     (long long)total);
	return HEL_OK;
}
