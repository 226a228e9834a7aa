#!/usr/bin/python3
"""Makes a corpus of the pages that two other extractors are tested with.

    suites.py --out DIR

Takes two modules from Go's proxy and writes their test pages in the form of
WCXB: dev/html/ID.html.gz and dev/ground-truth/ID.json.
  - go-readability (Readeck, MIT and Apache-2.0) holds the test pages of
    Mozilla's Readability, each with the article that must come out. That one
    has been looked at by people, yet a program wrote it.
  - go-trafilatura (Radhi Fadlillah, Apache-2.0) holds the evaluation pages of
    trafilatura (Adrien Barbaresi): segments that must come out of a page, and
    segments that must not. Of the rest of these pages nothing is known.
"""
import argparse
import io
import json
import re
import sys
import urllib.request
import zipfile
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

from lxml import html

sys.path.insert(0, str(Path(__file__).parent))
from label import words  # noqa: E402
from manuals import text_of, write  # noqa: E402

PROXY = "https://proxy.golang.org/"
READABILITY = "codeberg.org/readeck/go-readability/v2", "v2.1.3"
TRAFILATURA = "github.com/markusmobius/go-trafilatura", "v1.11.1"

LEAST = 100             # words of an article; what is shorter was made for a test
ENTRY = re.compile(r'^\t"([^"]+)": \{\n(.*?)^\t\},$', re.M | re.S)
FIELD = re.compile(r"^\t\t(\w+):\s*(.*),$", re.M)
STRING = re.compile(r'"(?:[^"\\]|\\.)*"|`[^`]*`')


def module(name, version):
    """{path in the module: its bytes}"""
    url = "%s%s/@v/%s.zip" % (PROXY, re.sub("[A-Z]", lambda m: "!" + m[0].lower(), name), version)
    with urllib.request.urlopen(url, timeout=300) as reply:
        archive = zipfile.ZipFile(io.BytesIO(reply.read()))
    lead = len("%s@%s/" % (name, version))
    return {path[lead:]: archive.read(path) for path in archive.namelist()}


def address(page, name):
    """where a page stood, as it says itself, or else where most links go"""
    root = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    told = root.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    links = Counter(urlsplit(url).netloc for url in root.xpath("//a/@href") if re.match("https?://[^/]+[.]", url))
    told += ["https://%s/" % host for host, _ in links.most_common(1)]
    return next((url for url in told if url.startswith("http")), name)


def readability(files):
    """(id, page, where it stood, truth) of each page"""
    for path, article in sorted(files.items()):
        where = re.fullmatch("test-pages/([^/]+)/expected.html", path)
        if where and article.strip():
            text = text_of(html.fromstring("<div>%s</div>" % article.decode("utf-8", "replace")))
            if len(words(text)) >= LEAST and "lorem ipsum" not in text.casefold():
                page = files[path.replace("expected", "source")]
                yield "r-" + where[1], page, address(page, where[1]), {"main_content": text}


def strings(go):
    return [s[1:-1] if s[0] == "`" else json.loads(s.replace("\\'", "'"), strict=False)
            for s in STRING.findall(go)]


def trafilatura(files):
    """(id, page, where it stood, truth) of each page"""
    pages = {Path(path).name: page for path, page in files.items() if path.startswith("test-files/")}
    for url, body in ENTRY.findall(files["scripts/comparison/data.go"].decode()):
        fields = dict(FIELD.findall(body))
        name = strings(fields.get("File", ""))
        if name and name[0] in pages:
            known = {key: strings(fields.get(key.capitalize(), "")) for key in ("with", "without")}
            yield "t-" + re.sub(r"\W+", "-", name[0].removesuffix(".html")), pages[name[0]], url, known


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--out", type=Path, required=True)
    out = ap.parse_args().out / "dev"
    if out.is_dir():
        return 0
    found = [(suite.__name__, *page) for suite, source in ((readability, READABILITY), (trafilatura, TRAFILATURA))
             for page in suite(module(*source))]
    for part in "html", "ground-truth":
        (out / part).mkdir(parents=True)
    for suite, name, page, url, truth in found:
        write(out, name, suite, page, url, truth)
    print("%d pages" % len(found), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
