/*
 * href=: the targets of a block's links, or the source of an image. Most
 * targets fit no rule, which their keys tell (screen.h).
 */
#include "arena.h"
#include "limits.h"
#include "match_in.h"
#include "utf8.h"

/* the alternatives that one of the block's targets may match */
static void
look_up(struct matcher *m, str target)
{
	uint32_t signs, length;

	match_key_room(m, target.n);
	length = key_make(m->key, target, &signs);
	if (m->image != NULL)
		screen_look_link(m->image, m->key, length, &m->links);
	if (m->own.npieces > 0 || m->own.links.nkeys > 0)
		screen_look_link(&m->own, m->key, length, &m->links);
}

static bool
sane(const struct matcher *m, str target)
{
	return target.n > 0 && utf8_valid(target) &&
	    target.n <= m->rules->limits->v[LIMIT_SUBJECT];
}

/* many stand on a page more than once: as a picture, as a title, in menus */
static void
look_once(struct matcher *m, str target)
{
	str *idle = &m->idle[str_mix(target) % IDLE];

	if (target.n == 0 || str_eq(*idle, target) || !sane(m, target))
		return;
	look_up(m, target);
	if (m->links.n == 0)
		*idle = target;
}

static void
look_up_all(const struct subject *s)
{
	struct matcher *m = s->m;

	m->links.n = 0;
	m->links.look = m->look;
	m->has_links = true;
	look_once(m, m->doc->blocks[s->block].href);
	for (uint32_t i = 0; i < s->nspans; i++)
		if (s->spans[i].kind == SPAN_LINK)
			look_once(m, s->spans[i].value);
}

static bool
target_is(const struct subject *s, const struct alt *alt, str target)
{
	size_t span[2];

	if (!sane(s->m, target))
		return false;
	s->m->effort[alt->rule].searches++;
	return regex_find(s->m->regexes, alt, target, 0, span,
	    s->m->diag);
}

bool
match_href(const struct subject *s, const struct alt *alt)
{
	if (!s->m->has_links)
		look_up_all(s);
	if (s->m->links.stamps[alt->index] != s->m->look)
		return false;
	if (target_is(s, alt, s->m->doc->blocks[s->block].href))
		return true;
	for (uint32_t i = 0; i < s->nspans; i++)
		if (s->spans[i].kind == SPAN_LINK &&
		    target_is(s, alt, s->spans[i].value))
			return true;
	return false;
}
