#!/usr/bin/python3
"""Checks every output of winnow on a corpus of pages.

	DATA=DIR tests/outputs_check.py [PAGE ...]

DIR, or dev in it, holds html/ID.html.gz; PAGE is an ID. Each output must
parse: xml by a parser and against src/winnow.rng, json and jsonl by one, html
and report by one, markdown by cmark-gfm into the blocks that xml has. The
words of all are the same in the same order, when captions and images, which
text and markdown leave out, and list markers are set aside. Prints a line for
each fault and the totals; the exit status is 1 when there was a fault.
"""
import concurrent.futures
import gzip
import html.parser
import json
import os
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as etree

FORMATS = ("text", "markdown", "html", "xml", "json", "jsonl", "trace",
           "dropped", "report")
SCHEMA = pathlib.Path(__file__).parent.parent / "src" / "winnow.rng"
CMARK = "{http://commonmark.org/xml/1.0}"
MOST_EMPTY = 20		# cells that markdown adds for one that spans columns


def run(*args, data):
    done = subprocess.run(args, input=data, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return done.returncode, done.stdout, done.stderr


def fold(text):
    return " ".join(text.split())


def bare(text):
    """All characters but white space."""
    return "".join(text.split())


def unmarked(text):
    """The same without what may be the marker of an item."""
    return re.sub(r"\d+\.|-", "", bare(text))


# -- xml: the reference for the others

def inline(element):
    text = element.text or ""
    for child in element:
        text += ("\n" if child.tag == "br" else inline(child))
        text += child.tail or ""
    return text


def row_cells(row):
    cells = []
    for cell in row:
        cells.append(fold(inline(cell)))
        cells += [""] * (min(int(cell.get("columns", 1)), MOST_EMPTY) - 1)
    while cells and not cells[-1]:
        cells.pop()
    return cells


KINDS = {"p": "paragraph", "head": "heading", "pre": "code_block",
         "row": "row"}


def printed(element):
    """Does text print anything of it?"""
    return any(e.tag in KINDS for e in element.iter())


def xml_blocks(element, path=""):
    """(path, text) of each block that markdown prints, in order."""
    for child in element:
        tag = child.tag
        if tag in KINDS:
            yield (path + KINDS[tag] + child.get("level", ""),
                   row_cells(child) if tag == "row" else fold(inline(child)))
        elif tag not in ("figure", "caption") and printed(child):
            name = tag + child.get("type", "") if tag == "list" else tag
            yield from xml_blocks(child, path + name + "/")


class Plain:
    """The text output that the xml makes one expect, white space aside."""

    def __init__(self):
        self.parts = []
        self.marker = ""

    def walk(self, element):
        number = int(element.get("start", 1))
        for child in element:
            if child.tag == "item":
                ordered = element.get("type") == "ordered"
                number = int(child.get("number", number))
                self.marker = f"{number}." if ordered else "-"
                number += 1
                if printed(child):
                    self.walk(child)
                self.marker = ""
            elif child.tag == "row":
                self.parts.append(inline(child))
            elif child.tag in KINDS:
                self.parts.append(self.marker + inline(child))
                self.marker = ""
            elif child.tag not in ("figure", "caption"):
                self.walk(child)


# -- markdown

def cmark_text(element):
    parts = []
    for node in element.iter():
        tag = node.tag.replace(CMARK, "")
        if tag in ("softbreak", "linebreak"):
            parts.append(" ")
        elif node.text and tag in ("text", "code", "code_block",
                                   "html_inline", "html_block"):
            parts.append(node.text)
    return "".join(parts)


def cmark_blocks(element, path=""):
    for child in element:
        tag = child.tag.replace(CMARK, "")
        if tag in ("table_header", "table_row"):
            cells = [fold(cmark_text(cell)) for cell in child]
            while cells and not cells[-1]:
                cells.pop()
            yield path + "row", cells
        elif tag in ("paragraph", "heading", "code_block", "html_block"):
            yield path + tag + child.get("level", ""), fold(cmark_text(child))
        else:
            if tag == "list" and child.get("type") == "ordered":
                tag += "ordered"
            tag = {"block_quote": "quote"}.get(tag, tag)
            yield from cmark_blocks(child, path + tag + "/")


def outline(blocks):
    """Blocks without empty ones: an item may hold nothing but images."""
    return [(path, text) for path, text in blocks if text]


# -- html

class Reader(html.parser.HTMLParser):
    """The words of the article, and what must not be there."""

    VOID = {"meta", "link", "br", "img"}
    ALLOWED = VOID | set(
        "html head title body article h1 h2 h3 h4 h5 h6 p ul ol li blockquote "
        "pre code table tr th td figure figcaption a em strong sub sup del"
        .split())
    ATTRIBUTES = {"lang", "charset", "name", "content", "rel", "href", "src",
                  "alt", "start", "value", "colspan"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = []
        self.text = []
        self.faults = []

    def handle_starttag(self, tag, attrs):
        if tag not in self.ALLOWED:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if name not in self.ATTRIBUTES:
                self.faults.append(f"{tag} {name}=")
            scheme = (value or "").split(":")[0].strip().lower()
            if name in ("href", "src") and scheme in (
                    "javascript", "data", "vbscript"):
                self.faults.append(f"{name}={value}")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data):
        if "article" in self.open and "figcaption" not in self.open:
            self.text.append(data)


# -- all of a page

def check_markdown(outs, title, body):
    status, tree, _ = run("cmark-gfm", "-e", "table", "-e", "strikethrough",
                          "-t", "xml", data=outs["markdown"])
    if status != 0:
        return ["markdown: cmark-gfm failed"]
    want = outline(xml_blocks(body))
    if title:
        want.insert(0, ("heading1", fold(title)))
    got = outline(cmark_blocks(etree.fromstring(tree)))
    # what is nested in nothing but images is less deep
    want = [(path.split("/")[-1], text) for path, text in want]
    got = [(path.split("/")[-1], text) for path, text in got]
    for want_one, got_one in zip(want, got):
        if want_one != got_one:
            return [f"markdown: {got_one!r:.200} for {want_one!r:.200}"]
    return [] if len(want) == len(got) else ["markdown: blocks missing"]


def check_json(outs):
    one, line = json.loads(outs["json"]), json.loads(outs["jsonl"])
    faults = []
    if one != line:
        faults.append("jsonl: another object than json")
    if outs["jsonl"].count(b"\n") != 1:
        faults.append("jsonl: more than a line")
    if one["text"] != outs["text"].decode().rstrip("\n"):
        faults.append("json: another text")
    return faults


def check_words(outs, title, body):
    faults = []
    plain = Plain()
    plain.walk(body)
    # text does not see the items that hold nothing but images
    if unmarked(outs["text"].decode()) != unmarked(
            title + "".join(plain.parts)):
        faults.append("text: other words than xml")
    reader = Reader()
    reader.feed(outs["html"].decode())
    reader.close()
    faults += [f"html: {fault}" for fault in reader.faults]
    captions = set()
    bodies = [inline(e) for e in body.iter()
              if e.tag in KINDS and e not in captions]
    if bare("".join(reader.text)) != bare(title + "".join(bodies)):
        faults.append("html: other words than xml")
    return faults


def check_characters(outs):
    faults = []
    for name, out in outs.items():
        text = out.decode()
        bad = [c for c in text if (c < " " and c not in "\n\t") or
               "\x7f" <= c <= "\x9f" or "\u202a" <= c <= "\u202e" or
               c in "\ufffe\uffff"]
        if bad:
            faults.append(f"{name}: U+{ord(bad[0]):04X}")
    return faults


def check(program, page):
    data = gzip.decompress(page.read_bytes())
    outs = {}
    for name in FORMATS:
        status, outs[name], err = run(program, "-R", "-t", name, data=data)
        if status not in (0, 1):
            return [f"{name}: status {status} {err.decode()!r:.100}"]
    if status == 1 or not outs["text"]:
        return []
    faults = check_characters(outs)
    status, _, err = run("xmllint", "--noout", "--relaxng", str(SCHEMA), "-",
                         data=outs["xml"])
    if status != 0:
        return faults + [f"xml: {err.decode()!r:.200}"]
    tree = etree.fromstring(outs["xml"])
    title, body = tree.findtext("meta/title") or "", tree.find("body")
    faults += check_json(outs) + check_words(outs, title, body)
    return faults + check_markdown(outs, title, body)


def main():
    data = pathlib.Path(os.environ["DATA"])
    if (data / "dev").is_dir():
        data /= "dev"
    program = os.environ.get("WINNOW", "./winnow")
    pages = sorted((data / "html").glob("*.html.gz"))
    if len(sys.argv) > 1:
        pages = [p for p in pages if p.name.split(".")[0] in sys.argv[1:]]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for page, faults in zip(pages, pool.map(
                lambda page: check(program, page), pages)):
            failed += bool(faults)
            for fault in faults:
                print(f"{page.name.split('.')[0]}\t{fault}")
    print(f"{len(pages) - failed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
