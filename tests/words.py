#!/usr/bin/python3
"""Checks that the trace accounts for every word of a page, once.

    tests/words.py [options] DATA

DATA is a folder with dev/html/ID.html.gz. Each page goes through lxml, whose
text, but for scripts, styles and the like, is walked here, and through winnow
-t trace. What winnow kept, dropped or hid together must be the same words. Two
words that only one side joins count as the same: hidden text in mid-word
stands apart in the trace.
"""

import argparse
import collections
import concurrent.futures
import gzip
import os
import re
import subprocess
import sys
from pathlib import Path

import lxml.html

NO_TEXT = {"script", "style", "template", "textarea", "svg", "iframe", "title"}
INLINE = {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn",
          "em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp", "small",
          "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
          "wbr"}
WORD = re.compile(r"\w+")
ESCAPE = re.compile(r"\\(.)")
PLAIN = {"t": "\t", "n": "\n", "<": "", ">": "", "\\": "\\"}


def utf8(page):
    for charset in "utf-8", "windows-1252":
        try:
            return page.decode(charset).encode()
        except UnicodeDecodeError:
            pass
    return page.decode("utf-8", "replace").encode()


# what HTML takes for comments and libxml2 in part for text; raw text
BOGUS = re.compile(rb"<!--.*?-->|(<(script|style)\b[^>]*>).*?(?=</\2)|"
                   rb"<(?:!(?!doctype)|/(?![a-z]))[^>]*>", re.I | re.S)
# HTML has no end tag for these, libxml2 wants one
VOID = re.compile(rb"<(?:source|track|wbr)\b[^>]*>", re.I)


def broken_drawing(e):
    """A browser ends an svg where HTML's own blocks begin."""
    return e.tag == "svg" and next(
        e.iter("p", "div", "h1", "h2", "h3", "ul"), None) is not None


def tree_words(page):
    page = VOID.sub(b"", BOGUS.sub(lambda m: m[1] or b"", page))
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = lxml.html.document_fromstring(page, parser=parser)
    pieces = []
    for top in [root, *root.itersiblings()]:
        stack = [(top, False)]
        while stack:
            e, done = stack.pop()
            tag = e.tag if isinstance(e.tag, str) else None
            if not done:
                wanted = tag is not None and (
                    tag not in NO_TEXT or broken_drawing(e))
                if tag not in INLINE and tag is not None:
                    pieces.append(" ")
                stack.append((e, True))
                if wanted:
                    pieces.append(e.text or "")
                    stack.extend((c, False) for c in reversed(e))
            else:
                if tag not in INLINE and tag is not None:
                    pieces.append(" ")
                if e is not top:
                    pieces.append(e.tail or "")
    return collections.Counter(WORD.findall("".join(pieces)))


def trace_words(page, winnow):
    done = subprocess.run([*winnow, "-f", "html", "-c", "utf-8", "-t",
                           "trace"], input=page, capture_output=True,
                          check=False)
    words = collections.Counter()
    for line in done.stdout.decode().split("\n"):
        fields = line.split("\t")
        if len(fields) >= 6 and fields[0].isdigit() and fields[3] != "image":
            text = ESCAPE.sub(lambda m: PLAIN.get(m[1], m[1]), fields[5])
            words.update(WORD.findall(text))
    return words, done.returncode


def letters(words):
    count = collections.Counter()
    for word, n in words.items():
        for c in word:
            count[c] += n
    return count


def check(path, winnow):
    """What is wrong with the page; empty when nothing is."""
    page = utf8(gzip.open(path).read())
    theirs = tree_words(page)
    ours, status = trace_words(page, winnow)
    if status > 1:
        return f"status {status}"
    lost, added = theirs - ours, ours - theirs
    if letters(lost) == letters(added):
        return ""
    return (f"{sum(theirs.values())} words, lost {list(lost.items())[:6]}, "
            f"added {list(added.items())[:6]}")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--winnow", type=str.split, default=[
        os.environ.get("WINNOW", "./winnow")], help="command to run")
    parser.add_argument("--every", type=int, default=1,
                        help="take each Nth page only")
    args = parser.parse_args()
    pages = sorted((args.data / "dev/html").glob("*.html.gz"))[::args.every]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, wrong in zip(pages, pool.map(
                lambda p: check(p, args.winnow), pages)):
            if wrong:
                failed += 1
                print(f"not ok {path.name[:-8]}: {wrong}", flush=True)
    print(f"{len(pages) - failed} passed, {failed} failed")
    return 1 if failed or not pages else 0


if __name__ == "__main__":
    sys.exit(main())
