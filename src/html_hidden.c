#include "html_walk.h"

uint32_t
hidden_begin(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	(void)r;
	(void)n;
	(void)a;
	return 0;
}

void
hidden_decide(struct reader *r)
{
	(void)r;
}
