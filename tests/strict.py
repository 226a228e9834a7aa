#!/usr/bin/python3
"""strict.py [--every N] [--show] DATA -- COMMAND...

How much of what surrounds an article's text stays in the output: captions,
image credits, bylines, stand-alone dates, reading times, tag lists, share
lines, related headlines, newsletter boxes, author biographies. They are told
by the markup of every N-th article of WCXB's development split in DATA, by
whole words of class, rel and itemprop. An element counts as staying when its
text is a line of what COMMAND ({id} is the page) prints. Needs python3-lxml.
"""
import argparse
import gzip
import sys
from collections import Counter
from pathlib import Path

from lxml import html

from score import command_line, flat, pages_of, run

KINDS = [       # kind, words of class, rel or itemprop, most words of its text
    ("caption", {"caption", "figcaption", "wp-caption-text", "image-caption", "media-caption"}, 80),
    ("credit", {"credit", "credits", "photo-credit", "image-credit", "photographer", "copyright"}, 30),
    ("byline", {"byline", "author", "author-name", "article-author", "post-author", "entry-author"}, 25),
    ("date", {"date", "published", "post-date", "entry-date", "datePublished", "posted-on", "timestamp"}, 12),
    ("reading time", {"reading-time", "read-time", "readtime", "readingtime", "min-read"}, 10),
    ("tags", {"tags", "tag", "post-tags", "article-tags", "tag-links", "tags-links"}, 40),
    ("share", {"share", "sharing", "social-share", "share-buttons", "addtoany", "sharedaddy"}, 30),
    ("related", {"related", "related-posts", "related-articles", "recommended", "read-more", "more-stories"}, 200),
    ("newsletter", {"newsletter", "newsletter-signup", "subscribe", "signup", "mailing-list"}, 80),
    ("biography", {"author-bio", "author-box", "about-author", "bio", "author-description", "author-info"}, 150),
]


def kind_of(element):
    if element.tag == "figcaption":
        return KINDS[0]
    names = set()
    for attribute in ("class", "rel", "itemprop"):
        names.update((element.get(attribute) or "").split())
    return next((k for k in KINDS if names & k[1]), None)


def labelled(page):
    """(kind, text) of the elements that the markup names; outermost first"""
    found, inside = [], set()
    for element in html.document_fromstring(page).iter():
        if not isinstance(element.tag, str) or element in inside or element.tag in ("script", "style", "body", "html"):
            continue
        kind = kind_of(element)
        if kind is None:
            continue
        lines = [flat(t) for t in element.itertext() if flat(t)]
        if not lines or len(" ".join(lines).split()) > kind[2]:
            continue
        inside.update(element.iter())
        found.append((kind[0], flat(" ".join(lines)), lines))
    return found


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--every", type=int, default=8)
    ap.add_argument("--show", action="store_true")
    ap.add_argument("data", type=Path)
    args, command = command_line(ap)
    pages = pages_of(args.data)
    pages = [p for p in pages if p.kind == "article"][::args.every]
    all_of, stay = Counter(), Counter()
    for page in pages:
        lines = {flat(line) for line in run(command, page).split("\n")} - {""}
        for kind, text, parts in labelled(gzip.decompress(page.html.read_bytes())):
            all_of[kind] += 1
            if text in lines or (len(parts) > 1 and all(p in lines for p in parts)):
                stay[kind] += 1
                if args.show:
                    print("  stays", page.id, kind, text[:100])
    print("%d articles" % len(pages))
    for kind, _, _ in KINDS:
        if all_of[kind]:
            print("%-14s %5d  stay %4d  %.3f" % (kind, all_of[kind], stay[kind], stay[kind] / all_of[kind]))
    n = sum(all_of.values())
    print("%-14s %5d  stay %4d  %.3f" % ("all", n, sum(stay.values()), sum(stay.values()) / max(1, n)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
