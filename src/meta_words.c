/* Lists of words that a text is held against. */
#include "metas.h"

bool
words_in(str text, const str *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_ifind(text, words[i]) < text.n)
			return true;
	return false;
}

bool
words_equal(str text, const str *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_ieq(text, words[i]))
			return true;
	return false;
}
