/* fuzz_csv.c: any bytes as a CSV file of the user's: read twice, the same both times; every position lies in the file. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/usercsv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A sum over all fields of all rows. */
static uint64_t read_rows(hel_user_csv *csv, size_t *n_rows)
{
	uint64_t sum = 0;
	bool row = true;
	*n_rows = 0;
	while (row && !hel_user_csv_next(csv, &row, NULL)) {
		for (size_t c = 0; row && c < csv->n_columns; c++) {
			double value;
			for (const char *at = csv->field[c]; *at; at++)
				sum = sum * 31 + (unsigned char)*at;
			sum += hel_user_csv_number(csv, c, &value);
			if (csv->offset[c] < 1 || csv->line < 1)
				abort();
		}
		++*n_rows;
	}
	return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	hel_user_csv csv;
	hel_error error = {0};
	size_t first, second;
	char *bytes = malloc(size + 1);
	if (!bytes)
		return 0;
	if (size)
		memcpy(bytes, data, size);
	bytes[size] = '\0';
	if (hel_user_csv_take(&csv, "fuzz.csv", bytes, size, &error)) {
		if (!error.message[0])
			abort();
		return 0;
	}
	uint64_t sum = read_rows(&csv, &first);
	hel_user_csv_rewind(&csv);
	if (read_rows(&csv, &second) != sum || first != second)
		abort();
	hel_user_csv_close(&csv);
	return 0;
}

#include "replay.h"
