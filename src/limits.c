#include "limits.h"

#include <limits.h>

const struct limit_row limit_rows[LIMIT_MAX] = {
#define ROW(id, name, value, least, most, help) \
	[LIMIT_##id] = { name, value, least, most, help },
	LIMIT_ROWS(ROW)
#undef ROW
};

void
limits_default(struct limits *l)
{
	for (size_t i = 0; i < LIMIT_MAX; i++)
		l->v[i] = limit_rows[i].value;
}

static long
scaled(str number)
{
	static const char units[] = "kMG";
	long n, factor = 1;

	for (size_t i = 0; i < sizeof(units) - 1; i++)
		if (number.n > 1 && number.s[number.n - 1] == units[i]) {
			factor = 1L << (10 * (i + 1));
			number.n--;
		}
	n = str_number(number, LONG_MAX / factor);
	return n < 0 ? n : n * factor;
}

bool
limits_set(struct limits *l, str setting)
{
	str number, name = str_cut(setting, '=', &number);
	long n = scaled(number);

	for (size_t i = 0; i < LIMIT_MAX; i++) {
		const struct limit_row *row = &limit_rows[i];

		if (!str_eq(name, str_of(row->name)))
			continue;
		if (n < 0 || (size_t)n < row->least || (size_t)n > row->most)
			return false;
		l->v[i] = (size_t)n;
		return true;
	}
	return false;
}
