/* HTTP responses as archives hold them. */
#ifndef HTTP_H
#define HTTP_H

#include "str.h"

struct arena;
struct diag;

struct http {
	unsigned status;
	str type;		/* media type, without parameters */
	str charset;		/* of the Content-Type, may be empty */
	str coding;		/* "gzip, chunked" in the order of application;
				   may be empty */
	str body;		/* as it was sent */
};

/* false: the message does not start like a response */
bool http_parse(struct arena *, str message, struct http *);
/* a Content-Type value in its parts */
void http_type(str value, str *type, str *charset);
bool http_is_html(str type);
/*
 * Undoes the codings. What is not coded as it says, as when the archive's
 * writer undid it, stays as it is; a body that breaks off is used so far as
 * it goes. False: more than most bytes (MSG_LIMIT_INPUT), or a coding that
 * is not known (MSG_FORMAT).
 */
bool http_decode(struct arena *, str *body, str coding, size_t most,
    struct diag *);

#endif
