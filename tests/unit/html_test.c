/* HTML to blocks: kinds, text, spans, boxes, facts, hidden text, bounds. */
#include "unit.h"

#include <stdio.h>

#include "diag.h"
#include "doc.h"
#include "html.h"
#include "../../src/limits.h"	/* not the system's */
#include "rule.h"

static struct arena arena;
static struct doc doc;
static struct diag diag;
static struct limits limits;

static void
drop_line(void *ctx, enum msg m, str line)
{
	(void)ctx;
	(void)m;
	(void)line;
}

static bool
read_with(str page, const struct element_rule *rules, size_t n)
{
	struct html_opts o = { .limits = &limits, .rules = rules,
	    .nrules = n };
	bool ok;

	arena_reset(&arena);
	doc_init(&doc, &arena);
	diag_init(&diag, drop_line, NULL);
	ok = html_read(&doc, page, &o, &diag);
	assert_int_equal(doc.boxes[0].first, 0);
	assert_int_equal(doc.boxes[0].end, doc.n);
	return ok;
}

static void
read_page(const char *page)
{
	limits_default(&limits);
	assert_true(read_with(str_of(page), NULL, 0));
	assert_false(doc.truncated);
	assert_int_equal(diag.errors, 0);
}

/* "kind:text|kind:text", marked ! where it is hidden and ~ in noscript */
static void
shows(const char *page, const char *want)
{
	struct buf b;

	read_page(page);
	buf_init(&b, &arena);
	for (size_t i = 0; i < doc.n; i++)
		buf_printf(&b, "%s%s%s%s:%.*s", i > 0 ? "|" : "",
		    doc.blocks[i].hidden ? "!" : "",
		    doc.blocks[i].noscript ? "~" : "",
		    kind_names[doc.blocks[i].kind], P(doc.blocks[i].text));
	buf_putc(&b, '\0');
	assert_string_equal(b.s, want);
}

static void
paragraphs(void **state)
{
	(void)state;
	shows("<p>One<p> two \n  words <p> <p>", "paragraph:One|"
	    "paragraph:two words");
	shows("a<div>b<div>c</div>d</div>e", "paragraph:a|paragraph:b|"
	    "paragraph:c|paragraph:d|paragraph:e");
	shows("a<hr>b", "paragraph:a|paragraph:b");
	shows("", "");
	shows("a &amp; b &lt; c &#x41; &nbsp;x", "paragraph:a & b < c A "
	    "\xc2\xa0x");
	shows("<button>x</button><label>y</label><select><option>1"
	    "<option>2</select>", "paragraph:x|paragraph:y|paragraph:1|"
	    "paragraph:2");
}

static void
breaks(void **state)
{
	(void)state;
	shows("a<br>b", "paragraph:a\nb");
	shows("a <br> <br>\n b", "paragraph:a|paragraph:b");
	shows("<br>a<br>", "paragraph:a");
	shows("<h1>a<br><br>b</h1>", "heading:a\nb");
	shows("<b>a<br><br>b</b>", "paragraph:a|paragraph:b");
	assert_int_equal(doc.blocks[1].nspans, 1);
}

static void
tails_and_joints(void **state)
{
	(void)state;
	shows("<p>a<span>b</span>c <i> d </i> e</p>tail",
	    "paragraph:abc d e|paragraph:tail");
	shows("x<!-- c -->y<?pi?>z</ >!", "paragraph:xyz!");
	shows("1 < 2 <3 </html>after", "paragraph:1 < 2 <3|paragraph:after");
	shows("long<wbr>word", "paragraph:longword");
	shows("<![CDATA[x]]>y", "paragraph:y");
}

/* what a comment parts is not joined, and a comment is no white space */
static void
comments(void **state)
{
	(void)state;
	shows("a<!--\n-->b &am<!-- -->p; <<!-- -->p>", "paragraph:ab &amp; <p>");
	shows("<p>a</p><!-- <p>no</p> --><p>b", "paragraph:a|paragraph:b");
	shows("a<!-- to the end <p>b", "paragraph:a");
}

/* white space makes no node of its own, but parts what stands around it */
static void
gaps(void **state)
{
	(void)state;
	shows("<b>a</b> <i>b</i><b> </b>c<i>d<b> </b></i>e",
	    "paragraph:a b cd e");
	shows("a<template> </template>b<select> <option>c</select>",
	    "paragraph:ab|paragraph:c");
	shows("<pre><b>a</b>  <i>b</i>\n\n<i> </i>c</pre> <b>d</b>",
	    "pre:a  b\n\n c|paragraph:d");
	shows("<table><tr> <td>a</td> <td> <b>b</b> <b>c</b></td>"
	    "<tr><td>d<td>e</table>", "row:a\tb c|row:d\te");
	read_page("<a rel=author href=x> <b>Jo</b> <b>Ann</b><i> </i>Doe</a>");
	assert_str(doc_fact(&doc, FACT_REL, S("author")), "Jo Ann Doe");
}

static void
references(void **state)
{
	(void)state;
	shows("&lt;p&gt; &eacute;&#233;&#xE9;&#xe9 &amp &nosuch; & &; &#",
	    "paragraph:<p> \xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 &amp &nosuch; & &;");
	shows("a&#0;b&#x110000;c&#xd800;d&#99999999999;e", "paragraph:abcde");
	shows("&CounterClockwiseContourIntegral; &aVeryLongNameIndeed", ""
	    "paragraph:&CounterClockwiseContourIntegral; "
	    "&aVeryLongNameIndeed");
	shows("a\x01\x1f" "b\xef\xbf\xbe" "c\xef\xbf\xbd" "d12345678\x0c.",
	    "paragraph:abc\xef\xbf\xbd" "d12345678.");
	shows("\x7f a \x7f<b>\x7f</b>",
	    "paragraph:\x7f a \x7f\x7f");
}

/* the attributes of one link: read as written, the first of a name counts */
static void
links_to(const char *page, const char *href)
{
	read_page(page);
	assert_int_equal(doc.n, 1);
	assert_str(doc.blocks[0].text, "x");
	assert_int_equal(doc.blocks[0].nspans, href != NULL);
	if (href != NULL)
		assert_true(str_eq(doc.blocks[0].spans[0].value,
		    str_of(href)));
}

static void
attributes(void **state)
{
	(void)state;
	links_to("<a href=y>x</a>", "y");
	links_to("<A title=\"a>b\" HREF = 'y z'>x</A>", "y z");
	links_to("<a\nhref=y\nhref=z>x</a>", "y");
	links_to("<a 'b\" =c / href=y/>x</a>", "y/");
	links_to("<a xhref=z hrefx=z href>x</a>", NULL);
	links_to("<a href=\"?a=1&amp;b=2&c=3&#38;d\">x</a>", "?a=1&b=2&c=3&d");
	links_to("<a href='y&#0;z'>x</a>", "y");
	links_to("<a b=\"c\"href=y>x</a>", "y");
	shows("x<a href=y", "paragraph:x");
	shows("x<a href='y\">z</a>", "paragraph:x");
}

static void
headings_and_lists(void **state)
{
	(void)state;
	shows("<h2>t</h2><ul><li>a<li><p>b</p><p>c</p><ol start=4><li>d"
	    "<li value=9>e<li>f</ol></ul>", "heading:t|item:a|item:b|"
	    "paragraph:c|item:d|item:e|item:f");
	assert_int_equal(doc.blocks[0].level, 2);
	assert_int_equal(doc.blocks[1].list, 1);
	assert_false(doc.blocks[1].ordered);
	assert_int_equal(doc.blocks[3].list, 1);
	assert_int_equal(doc.blocks[4].list, 2);
	assert_true(doc.blocks[4].ordered);
	assert_int_equal(doc.blocks[4].number, 4);
	assert_int_equal(doc.blocks[5].number, 9);
	assert_int_equal(doc.blocks[6].number, 10);
	assert_int_equal(doc.blocks[1].group, doc.blocks[6].group);
	assert_int_not_equal(doc.blocks[1].group, 0);
	shows("<li>a<li>b", "item:a|item:b");
	shows("<ul><li><h3>t</h3><p>u", "heading:t|paragraph:u");
	shows("<dl><dt>a<dd>b</dl>", "paragraph:a|paragraph:b");
}

static void
quotes_and_figures(void **state)
{
	(void)state;
	shows("<blockquote>a<blockquote><p>b</blockquote></blockquote>c",
	    "quote:a|quote:b|paragraph:c");
	assert_int_equal(doc.blocks[1].quote, 2);
	shows("<figure><img src=a.png alt='An  image'><figcaption>c"
	    "</figcaption></figure>", "image:An image|caption:c");
	assert_str(doc.blocks[0].href, "a.png");
	assert_int_equal(doc.blocks[0].group, doc.blocks[1].group);
	shows("<p class='wp-caption-text x'>c</p><p class=captions>d</p>",
	    "caption:c|paragraph:d");
}

static void
pre_to_the_byte(void **state)
{
	(void)state;
	shows("<pre>\n a  b\n\n\tc\n</pre>", "pre: a  b\n\n\tc\n");
	shows("<pre><div>a</div><div>b</div></pre>", "pre:a\nb");
	shows("<pre>a<br>b\r\nc</pre>", "pre:a\nb\nc");
	shows("<pre>x<h2>h</h2></pre>", "pre:x|heading:h");
	shows("<pre><code class='hl language-c'>int</code></pre>", "pre:int");
	assert_str(doc.blocks[0].info, "c");
	assert_int_equal(doc.blocks[0].nspans, 0);
	shows("<div class=highlight-source-js><pre>x</pre></div>", "pre:x");
	assert_str(doc.blocks[0].info, "js");
}

static void
tables(void **state)
{
	const struct span *s;

	(void)state;
	shows("<table><caption>t</caption><tr><th>A<th colspan=2>B"
	    "<tr><td>1<td><b>2</b> z<td></table>",
	    "caption:t|row:A\tB|row:1\t2 z\t");
	s = doc.blocks[1].spans;
	assert_int_equal(doc.blocks[1].nspans, 2);
	assert_int_equal(s[1].kind, SPAN_CELL);
	assert_int_equal(s[1].from, 2);
	assert_int_equal(s[1].columns, 2);
	assert_true(s[1].header);
	s = doc.blocks[2].spans;
	assert_int_equal(doc.blocks[2].nspans, 4);
	assert_int_equal(s[1].to, 5);
	assert_int_equal(s[2].kind, SPAN_STRONG);
	assert_int_equal(s[3].kind, SPAN_CELL);
	/* one column, nested, or asked for: layout */
	shows("<table><tr><td>a<tr><td>b</table>", "paragraph:a|"
	    "paragraph:b");
	shows("<table><tr><td>a<td><table><tr><td>1<td>2<tr><td>3<td>4"
	    "</table><tr><td>c<td>d</table>", "paragraph:a|row:1\t2|"
	    "row:3\t4|paragraph:c|paragraph:d");
	shows("<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>",
	    "paragraph:a|paragraph:b|paragraph:c|paragraph:d");
	shows("<table><tr><td><h2>h</h2><td>b<tr><td>c<td>d</table>",
	    "heading:h|paragraph:b|paragraph:c|paragraph:d");
}

static void
spans(void **state)
{
	const struct span *s;

	(void)state;
	read_page("<p>a <b>bold <i>both</i> </b>c <a href=' /x '>l</a>"
	    "<em></em><code>k</code></p>");
	assert_int_equal(doc.n, 1);
	assert_str(doc.blocks[0].text, "a bold both c lk");
	s = doc.blocks[0].spans;
	assert_int_equal(doc.blocks[0].nspans, 4);
	assert_int_equal(s[0].kind, SPAN_STRONG);
	assert_int_equal(s[0].from, 2);
	assert_int_equal(s[0].to, 11);
	assert_int_equal(s[1].kind, SPAN_EM);
	assert_int_equal(s[1].from, 7);
	assert_int_equal(s[2].kind, SPAN_LINK);
	assert_str(s[2].value, "/x");
	assert_int_equal(s[3].kind, SPAN_CODE);
	assert_int_equal(doc.blocks[0].link_chars, 1);
	/* a link around blocks holds in each of them */
	shows("<a href=u><div>a</div><div>b</div></a>",
	    "paragraph:a|paragraph:b");
	assert_int_equal(doc.blocks[1].nspans, 1);
	assert_str(doc.blocks[1].spans[0].value, "u");
}

static void
images(void **state)
{
	(void)state;
	shows("<p>a<img src=x.jpg alt=p>b</p>c", "paragraph:ab|image:p|"
	    "paragraph:c");
	shows("<img src='data:image/gif;base64,R0' data-src=y.jpg>",
	    "image:");
	assert_str(doc.blocks[0].href, "y.jpg");
	shows("<img srcset='s.jpg 320w, l.jpg 1280w, m.jpg 640w'>", "image:");
	assert_str(doc.blocks[0].href, "l.jpg");
	shows("<picture><source srcset='big.webp 2x'><img alt=p></picture>",
	    "image:p");
	assert_str(doc.blocks[0].href, "big.webp");
	shows("<div><img src=placeholder.png><noscript><img src=real.png>"
	    "</noscript></div>", "image:|~image:");
	assert_str(doc.blocks[0].href, "real.png");
	shows("<p>ok <img src=e.png alt='\xf0\x9f\x98\x80'>!</p>",
	    "paragraph:ok \xf0\x9f\x98\x80!");
	shows("<img src=t.gif width=1 height=1>", "");
	shows("a<br><br><img src=i alt=j><br><br>b", "paragraph:a|image:j|"
	    "paragraph:b");
}

static void
no_text(void **state)
{
	(void)state;
	shows("<script>a</script><style>b</style><template>c</template>"
	    "<textarea>d</textarea><iframe>e</iframe><svg><text>f</text></svg>"
	    "<title>g</title>h", "paragraph:h");
	shows("<noscript><p>n</p></noscript>x", "~paragraph:n|paragraph:x");
	shows("<svg><g><p>out of it</p>", "paragraph:out of it");
	shows("<svg><g><path/></g></svg>x<svg><g>", "paragraph:x");
	shows("<script/>x<script>y</script>z", "paragraph:xz");
	shows("<script>if (a < '</b>') x</script>y", "paragraph:y");
}

static void
boxes(void **state)
{
	const struct box *b;

	(void)state;
	read_page("<html><body><div id=e></div><div id=m class='c d' "
	    "role=main><p>a</p><p>b</p></div>");
	assert_true(doc.whole);
	assert_int_equal(doc.nboxes, 6);
	b = &doc.boxes[3];
	assert_int_equal(b->elem, ELEM_DIV);
	assert_int_equal(b->parent, 2);
	assert_int_equal(b->first, 0);
	assert_int_equal(b->end, 2);
	assert_int_equal(b->depth, 3);
	assert_str(b->id, "m");
	assert_str(b->classes, "c d");
	assert_str(b->role, "main");
	assert_int_equal(doc.blocks[1].box, 5);
	read_page("<p>a");
	assert_false(doc.whole);
	read_page("<header>a");
	assert_false(doc.whole);
}

static void
lines(void **state)
{
	(void)state;
	read_page("<p>a</p>\n<script>\n\n</script><!--\n-->\n<p>\n b\n c</p>");
	assert_int_equal(doc.blocks[0].line, 1);
	assert_int_equal(doc.blocks[1].line, 7);
}

static void
facts(void **state)
{
	(void)state;
	read_page("<html lang='de-AT'><head><title> A\n&amp; B</title>"
	    "<meta name=Author content=Jo><meta property='og:title' "
	    "content=T><link rel='Canonical' href='http://www.X.org/a'>"
	    "<base href='http://b.org/'>"
	    "<script type='application/ld+json'>{\"a\": \"<p>\"}</script>"
	    "</head><body><time datetime=2020-01-01 itemprop=datePublished>x"
	    "</time><a rel='author nofollow' href=/jo>Jo <b>Doe</b></a>"
	    "<div itemprop=articleBody>y</div>");
	assert_str(doc.lang, "de");
	assert_str(doc.base, "http://b.org/");
	assert_str(doc.host, "www.x.org");
	assert_str(doc_fact(&doc, FACT_TITLE, S("title")), "A & B");
	assert_str(doc_fact(&doc, FACT_META, S("author")), "Jo");
	assert_str(doc_fact(&doc, FACT_META, S("og:title")), "T");
	assert_str(doc_fact(&doc, FACT_LINK, S("canonical")),
	    "http://www.X.org/a");
	assert_str(doc_fact(&doc, FACT_JSONLD, S("json")),
	    "{\"a\": \"<p>\"}");
	assert_str(doc_fact(&doc, FACT_TIME, S("datePublished")),
	    "2020-01-01");
	assert_str(doc_fact(&doc, FACT_ITEMPROP, S("datePublished")),
	    "2020-01-01");
	assert_str(doc_fact(&doc, FACT_REL, S("author")), "Jo Doe");
	assert_str(doc_fact(&doc, FACT_ITEMPROP, S("articleBody")), "");
}

#define PROSE "Here is a sentence of prose that has more than a dozen " \
    "words in it, as sentences in articles mostly have, so it counts. "

static void
hidden_goes(void **state)
{
	static const char *const signs[] = {
		"hidden", "style='display: none'", "style='VISIBILITY:hidden'",
		"style='position:absolute; left:-9999px'",
		"style='text-indent:-9999em'", "style='font-size:0'",
		"style='font-size: 1px'", "style='opacity:0'",
		"style='color:#fff;background:#FFF'",
		"style='clip:rect(1px,1px,1px,1px)'",
		"style='width:1px;height:1px;overflow:hidden'",
		"class='a sr-only'", "class=visually-hidden", "class=d-none",
		"aria-hidden=true",
	};
	char page[1000];

	(void)state;
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		snprintf(page, sizeof(page), "<p>" PROSE "</p><div %s>"
		    "<p>ignore all that</p></div><p>b", signs[i]);
		read_page(page);
		assert_int_equal(doc.n, 3);
		if (!doc.blocks[1].hidden)
			fail_msg("%s does not hide", signs[i]);
		assert_int_equal(doc.blocks[1].fate, FATE_DROP);
		assert_str(doc.blocks[1].verdict->why->category, "hidden");
		assert_false(doc.blocks[2].hidden);
		assert_true(doc.boxes[doc.blocks[1].box].hidden);
	}
}

static void
hidden_stays(void **state)
{
	static const char *const signs[] = {
		"hidden=until-found", "style='display:block'",
		"style='opacity:0.5'", "style='opacity:0;transform:scale(1)'",
		"class='hide-on-mobile'", "class='hidden md:block'",
		"class='d-none d-md-flex'", "class=hiddenly",
		"hidden id='S:1'", "hidden role=tabpanel",
		"class='accordion-body' style='display:none'",
		"style='max-height:0;overflow:hidden'",
		"style='color:#fff;background:#000'", "style='left:-9px'",
		"id=panel hidden",
	};
	char page[1000];

	(void)state;
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		snprintf(page, sizeof(page), "<p>" PROSE "</p><div %s>"
		    "<p>more of it</p></div><a aria-controls='x panel'>b",
		    signs[i]);
		read_page(page);
		assert_int_equal(doc.n, 3);
		if (doc.blocks[1].hidden)
			fail_msg("%s hides", signs[i]);
	}
	/* most of the prose: the page will show it, but not all in it */
	shows("<div style='opacity:0'><p>" PROSE "</p><p hidden>x</p></div>",
	    "paragraph:Here is a sentence of prose that has more than a "
	    "dozen words in it, as sentences in articles mostly have, so it "
	    "counts.|!paragraph:x");
	shows("<dialog><p>a</dialog><dialog open><p>b</dialog>c",
	    "!paragraph:a|paragraph:b|paragraph:c");
	shows("<details><summary>s</summary><div hidden>d</div></details>",
	    "paragraph:s|paragraph:d");
}

static void
hidden_in_a_sentence(void **state)
{
	(void)state;
	shows("<p>a <a href=x>Share<span class=sr-only> on it</span></a> "
	    "b</p>", "paragraph:a Share b|!paragraph:on it");
	assert_int_equal(doc.blocks[0].nspans, 1);
	assert_int_equal(doc.blocks[0].spans[0].to, 7);
	shows("<span hidden><div>a</div><div>b</div></span>c",
	    "!paragraph:a|!paragraph:b|paragraph:c");
}

static const struct why rule_why = {
	.id = V("my/rule"), .rank = RANK_USER, .line = 1
};

static void
element_rules(void **state)
{
	const struct element_rule rules[] = {
		{ ELEMENT_DROP, "//p[@class='ad']", V(""), &rule_why, V("") },
		{ ELEMENT_TITLE, "//h1", V("x.org"), &rule_why, V("") },
		{ ELEMENT_AUTHOR, "//meta[@name='by']/@content", V("x.org"),
		    &rule_why, V("") },
		{ ELEMENT_DATE, "string(//time)", V(""), &rule_why, V("") },
		{ ELEMENT_TITLE, "//p", V("y.org"), &rule_why, V("") },
	};
	str page = S("<link rel=canonical href=http://www.x.org/>"
	    "<meta name=by content=Jo><h1>Head <b>line</b></h1>"
	    "<p class=ad>a</p><p>b</p><time>2020</time>");

	(void)state;
	limits_default(&limits);
	assert_true(read_with(page, rules, 5));
	assert_int_equal(doc.n, 4);
	assert_int_equal(doc.blocks[1].fate, FATE_DROP);
	assert_ptr_equal(doc.blocks[1].verdict->why, &rule_why);
	assert_int_equal(doc.blocks[2].fate, FATE_OPEN);
	assert_str(doc_fact(&doc, FACT_RULE, S("title")), "Head line");
	assert_str(doc_fact(&doc, FACT_RULE, S("author")), "Jo");
	assert_str(doc_fact(&doc, FACT_RULE, S("date")), "2020");
}

static void
article_rule(void **state)
{
	const struct element_rule rules[] = {
		{ ELEMENT_ARTICLE, "//div[@id='m']", V(""), &rule_why, V("") },
		{ ELEMENT_DROP, "//span", V(""), &rule_why, V("") },
	};

	(void)state;
	limits_default(&limits);
	assert_true(read_with(S("<p>a</p><div id=m>b<span> no</span> c"
	    "<p>d</p></div><p>e"), rules, 2));
	assert_int_equal(doc.n, 5);
	assert_int_equal(doc.blocks[0].fate, FATE_DROP);
	assert_str(doc.blocks[1].text, "b c");
	assert_int_equal(doc.blocks[1].fate, FATE_KEEP);
	assert_str(doc.blocks[2].text, "no");
	assert_int_equal(doc.blocks[2].fate, FATE_DROP);
	assert_int_equal(doc.blocks[3].fate, FATE_KEEP);
	assert_int_equal(doc.blocks[4].fate, FATE_DROP);
}

static void
xpath_errors(void **state)
{
	(void)state;
	assert_null(html_xpath_error("//div[contains(@class, 'x')]"));
	assert_non_null(html_xpath_error("//div["));
	assert_non_null(html_xpath_error(""));
}

/* n times the piece, before the end */
static str
repeated(const char *piece, size_t n, const char *end)
{
	struct buf b;

	buf_init(&b, &arena);
	while (n-- > 0)
		buf_puts(&b, piece);
	buf_puts(&b, end);
	return str_copy(&arena, buf_str(&b));
}

static struct arena pages;

static str
page_of(const char *piece, size_t n, const char *end)
{
	str v = repeated(piece, n, end);
	char *s;

	arena_reset(&pages);
	s = arena_text(&pages, v.n);
	memcpy(s, v.s, v.n);
	return (str){ s, v.n };
}

static void
deep_and_long(void **state)
{
	(void)state;
	limits_default(&limits);
	assert_true(read_with(page_of("<div>", 260, "deep"), NULL, 0));
	assert_int_equal(doc.n, 1);
	assert_true(read_with(page_of("<div>", 1990, "deep"), NULL, 0));
	assert_int_equal(doc.n, 1);
	assert_true(read_with(page_of("words ", 2000000, "<p>end"), NULL, 0));
	assert_int_equal(doc.n, 2);
	assert_int_equal(doc.blocks[0].text.n, 11999999);
	assert_str(doc.blocks[1].text, "end");
}

static void
limit(enum limit which, size_t most, str page, enum msg want)
{
	limits_default(&limits);
	limits.v[which] = most;
	assert_false(read_with(page, NULL, 0));
	assert_true(doc.truncated);
	assert_int_equal(diag.first, want);
	assert_int_equal(diag.errors, 1);
}

static void
bounds(void **state)
{
	(void)state;
	limit(LIMIT_DEPTH, 100, page_of("<div>x", 200, "y"),
	    MSG_LIMIT_DEPTH);
	assert_in_range(doc.n, 90, 110);
	limit(LIMIT_NODES, 100, page_of("<p>x</p>", 200, "y"),
	    MSG_LIMIT_NODES);
	assert_in_range(doc.n, 45, 55);
	limit(LIMIT_BLOCKS, 100, page_of("<p>x</p>", 200, "y"),
	    MSG_LIMIT_BLOCKS);
	assert_int_equal(doc.n, 100);
	limit(LIMIT_ATTRS, 2, S("<p a=1 b=2 c=3 d=4 e=5>x<p a=1 b=2 c=3 d=4>"
	    "y"), MSG_LIMIT_ATTRS);
	assert_int_equal(doc.n, 2);
	assert_str(doc.blocks[1].text, "y");
}

static void
odd_bytes(void **state)
{
	(void)state;
	limits_default(&limits);
	assert_true(read_with(S("<p>a\0b</p>\0<p>c"), NULL, 0));
	assert_int_equal(doc.n, 2);
	assert_str(doc.blocks[0].text, "ab");
	assert_str(doc.blocks[1].text, "c");
	assert_true(read_with(S("\0\0\0"), NULL, 0));
	assert_int_equal(doc.n, 0);
	shows("<", "paragraph:<");
	shows("<a href=\"x", "");
	shows("x<!-- y", "paragraph:x");
	shows("<p", "");
}

static jmp_buf no_memory;

static void
leap(void *ctx)
{
	(void)ctx;
	longjmp(no_memory, 1);
}

/* wherever the arena ends, the parser's memory is given back (see asan) */
static void
arena_ends(void **state)
{
	static volatile size_t ends, reads;
	static struct doc d;
	struct html_opts o = { .limits = &limits };
	str page = page_of("<div class=a><p>a <b>b</b><img src=c>"
	    "<span hidden>d</span></div>", 2000, "e");
	struct arena a;

	(void)state;
	limits_default(&limits);
	ends = reads = 0;
	for (volatile size_t most = 4096; most < (4u << 20); most += 65536) {
		arena_init(&a, leap, NULL);
		a.limit = most;
		if (setjmp(no_memory) == 0) {
			doc_init(&d, &a);
			diag_init(&diag, drop_line, NULL);
			assert_true(html_read(&d, page, &o, &diag));
			reads++;
		} else
			ends++;
		assert_ptr_equal(a.fail, leap);
		arena_free(&a);
	}
	assert_true(ends > 10);
	assert_true(reads > 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paragraphs), cmocka_unit_test(breaks),
		cmocka_unit_test(tails_and_joints),
		cmocka_unit_test(comments), cmocka_unit_test(gaps), cmocka_unit_test(references),
		cmocka_unit_test(attributes),
		cmocka_unit_test(headings_and_lists),
		cmocka_unit_test(quotes_and_figures),
		cmocka_unit_test(pre_to_the_byte), cmocka_unit_test(tables),
		cmocka_unit_test(spans), cmocka_unit_test(images),
		cmocka_unit_test(no_text), cmocka_unit_test(boxes),
		cmocka_unit_test(lines), cmocka_unit_test(facts),
		cmocka_unit_test(hidden_goes), cmocka_unit_test(hidden_stays),
		cmocka_unit_test(hidden_in_a_sentence),
		cmocka_unit_test(element_rules),
		cmocka_unit_test(article_rule),
		cmocka_unit_test(xpath_errors),
		cmocka_unit_test(deep_and_long), cmocka_unit_test(bounds),
		cmocka_unit_test(odd_bytes), cmocka_unit_test(arena_ends),
	};
	int failed;

	arena_init(&arena, unit_no_memory, NULL);
	arena_init(&pages, unit_no_memory, NULL);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&arena);
	arena_free(&pages);
	return failed;
}
