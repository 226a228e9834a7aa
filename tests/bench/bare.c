/*
 * bare FILE...: what winnow is measured against. Each page is parsed into
 * libxml2's tree and the tree is freed, and nothing else happens.
 */
#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>

static char *
read_page(const char *name, long *n)
{
	FILE *f = fopen(name, "rb");
	char *page;

	if (f == NULL || fseek(f, 0, SEEK_END) != 0 || (*n = ftell(f)) < 0) {
		perror(name);
		exit(2);
	}
	rewind(f);
	page = malloc((size_t)*n + 1);
	if (page == NULL || fread(page, 1, (size_t)*n, f) != (size_t)*n) {
		perror(name);
		exit(2);
	}
	fclose(f);
	return page;
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		long n = 0;
		char *page = read_page(argv[i], &n);
		htmlDocPtr doc = htmlReadMemory(page, (int)n, NULL, NULL,
		    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
		    HTML_PARSE_NOWARNING);

		if (doc != NULL)
			xmlFreeDoc(doc);
		free(page);
	}
	return 0;
}
