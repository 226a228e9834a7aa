#include "html_style.h"

enum { FAR = 900 };	/* pixels: farther off than any element is placed */

/* what the declarations of one attribute say together */
struct seen {
	enum sign sign;
	bool clips;		/* overflow: hidden */
	bool flat, narrow;	/* no height, no width */
	bool moves;		/* a script is about to fade it in */
	str color, background;
};

/* a length's leading number; dimensionless and px are taken alike */
static bool
number(str v, double *n)
{
	double scale = 1;
	bool minus = str_starts(v, S("-")), fraction = false, any = false;
	size_t i = minus;

	*n = 0;
	for (; i < v.n; i++) {
		if (v.s[i] == '.' && !fraction)
			fraction = true;
		else if (v.s[i] < '0' || v.s[i] > '9')
			break;
		else {
			*n = *n * 10 + (v.s[i] - '0');
			scale *= fraction ? 10 : 1;
			any = true;
		}
	}
	*n /= minus ? -scale : scale;
	return any;
}

static bool
is_zero(str v)
{
	double n;

	return number(v, &n) && n == 0;
}

/* at most one pixel */
static bool
is_speck(str v)
{
	double n;

	return number(v, &n) && n >= 0 && n <= 1 &&
	    (n == 0 || str_ends(v, S("px")));
}

static void
say(struct seen *s, bool is, enum sign sign)
{
	if (is && sign > s->sign)
		s->sign = sign;
}

static void
display(struct seen *s, str v)
{
	say(s, str_istarts(v, S("none")), SIGN_STYLE);
}

static void
visibility(struct seen *s, str v)
{
	say(s, str_istarts(v, S("hidden")) || str_istarts(v, S("collapse")),
	    SIGN_VISIBILITY);
}

static void
opacity(struct seen *s, str v)
{
	say(s, is_zero(v), SIGN_OPACITY);
}

static void
font_size(struct seen *s, str v)
{
	say(s, is_speck(v), SIGN_STYLE);
}

static void
offset(struct seen *s, str v)
{
	double n;

	if (number(v, &n))
		say(s, n <= -FAR || (n <= -99 && str_ends(v, S("em"))),
		    SIGN_STYLE);
}

static void
clip(struct seen *s, str v)
{
	v = str_trim(v);
	if (!str_istarts(v, S("rect(")))
		return;
	v = str_trim(str_slice(v, 5, v.n));
	say(s, str_starts(v, S("0")) || str_starts(v, S("1px")), SIGN_STYLE);
}

static void
clip_path(struct seen *s, str v)
{
	say(s, str_istarts(v, S("inset(50%")) ||
	    str_istarts(v, S("inset(100%")), SIGN_STYLE);
}

static void
overflow(struct seen *s, str v)
{
	s->clips |= str_istarts(v, S("hidden")) || str_istarts(v, S("clip"));
}

static void
height(struct seen *s, str v)
{
	s->flat |= is_speck(v);
}

static void
width(struct seen *s, str v)
{
	s->narrow |= is_speck(v);
}

static void
transform(struct seen *s, str v)
{
	s->moves |= !str_istarts(v, S("none"));
}

static void
color(struct seen *s, str v)
{
	s->color = v;
}

static void
background(struct seen *s, str v)
{
	s->background = v;
}

static const struct {
	str name;
	void (*see)(struct seen *, str value);
} rows[] = {
#define ROW(name, see) { { name, sizeof(name) - 1 }, see }
	ROW("display", display), ROW("visibility", visibility),
	ROW("opacity", opacity), ROW("font-size", font_size),
	ROW("left", offset), ROW("top", offset), ROW("right", offset),
	ROW("text-indent", offset), ROW("margin-left", offset),
	ROW("margin-top", offset), ROW("clip", clip),
	ROW("transform", transform), ROW("transition", transform),
	ROW("clip-path", clip_path), ROW("overflow", overflow),
	ROW("height", height), ROW("width", width), ROW("color", color),
	ROW("background", background), ROW("background-color", background),
#undef ROW
};

/* without "!important" */
static str
value(str v)
{
	return str_trim(str_slice(v, 0, str_chr(v, '!')));
}

enum sign
style_hides(str style)
{
	struct seen s = { SIGN_NONE, false, false, false, false, { "", 0 },
	    { "", 0 } };

	while (style.n > 0) {
		str v, name = str_cut(str_cut(style, ';', &style), ':', &v);

		name = str_trim(name);
		for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
			if (str_ieq(name, rows[i].name))
				rows[i].see(&s, value(v));
	}
	/* a height of zero alone is an accordion's */
	say(&s, (s.clips && s.flat && s.narrow) || (s.color.n > 0 &&
	    str_ieq(s.color, s.background)), SIGN_STYLE);
	return s.sign == SIGN_OPACITY && s.moves ? SIGN_NONE : s.sign;
}
