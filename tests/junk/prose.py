#!/usr/bin/python3
"""Makes retention sets: prose in many languages from Debian's documents.

    tests/junk/prose.py ROOT OUT

ROOT is where packages were unpacked (dpkg -x FILE.deb ROOT); README says which.
Writes OUT/LANG.txt, a paragraph a line in the order of the documents, no
paragraph twice, at most MOST of a language and of a package.
"""

import collections
import gettext
import gzip
import io
import re
import sys
from pathlib import Path

import lxml.etree
import lxml.html

MOST = 4000
# what is left untranslated
ENGLISH = set("the of and to is in for that this with be are you by on".split())
LANGS = set("ar be bg bn br ca cs da de el es et eu fa fi fr gl he hi hr hu id "
            "it ja km ko lt lv mr ms nb nl nn no pl pt ro ru sk sl sr sv ta te th "
            "tr uk vi zh".split())
SAME = {"nb": "no", "nn": "no"}
BLOCK = ("p", "li", "dd", "dt", "h1", "h2", "h3", "h4", "td", "th", "title")
GLUE = re.compile(r"(?<=[\u3040-\u30ff\u3400-\u9fff]) (?=[\u3040-\u30ff\u3400-"
                  r"\u9fff])")
FONT = re.compile(r"\\f(?:\[\w*\]|\(..|.)|\\[&/,|^:%]|\\s[-+]?\d|\\\*\(..")
GROFF = {"\\-": "-", "\\(aq": "'", "\\(en": "-", "\\(em": "-", "\\(bu": "",
         "\\(lq": '"', "\\(rq": '"', "\\(co": "(c)", "\\(dq": '"', "\\e": "\\",
         "\\~": " ", "\\ ": " ", "\\(Fo": "«", "\\(Fc": "»", "\\(ha": "^",
         "\\(ti": "~", "\\(bq": "„", "\\[u201E]": "„", "\\.": "."}
FONTS = "B I BI IB BR RB IR RI SM SB R".split()


def clean(text):
    return GLUE.sub("", re.sub(r"\s+", " ", text)).strip()


def code(name):
    """The language in ar, zh_CN, zh-tw, sr@latin, or None."""
    lang = re.split(r"[-_@]", name.lower())[0]
    return SAME.get(lang, lang) if lang in LANGS else None


def language(path):
    for part in reversed(path.parts[:-1]):
        tail = re.search(r"-(\w\w(?:-\w\w)?)$", part)
        if code(part) or tail and code(tail[1]):
            return code(part) or code(tail[1])
    name = re.search(r"\.(\w\w(?:[-_]\w\w)?)(?:\.html|\.txt|$)", path.name)
    return name and code(name[1])


def html(data):
    tree = lxml.html.document_fromstring(data)
    for node in tree.iter(*BLOCK):
        if node.xpath("ancestor-or-self::pre|.//pre|ancestor::nav"):
            continue
        if node.xpath(".//p|.//li|.//dd|.//td|.//table"):
            continue
        if len("".join(node.xpath(".//a//text()"))) * 2 < len(
                node.text_content()):
            yield node.text_content()


def mallard(data):
    parser = lxml.etree.XMLParser(recover=True)
    tree = lxml.etree.fromstring(data, parser)
    for node in tree.iter("{*}p", "{*}title"):
        if not node.xpath("ancestor::*[local-name() = 'info']"):
            yield "".join(node.itertext())


def macro(words):
    return "".join(w.strip('"') for w in re.findall(r'"[^"]*"|\S+', words))


def groff(data):
    text, fill = [], True
    for line in data.decode("utf-8", "replace").split("\n"):
        name, _, rest = line[1:].strip().partition(" ")
        if not line.startswith((".", "'")):
            if fill and line.strip():
                text.append(line)
            continue
        if name in FONTS:
            text.append(macro(rest) if name not in "BIR" else
                        rest.replace('"', ""))
            continue
        if text:
            yield unescape(" ".join(text))
        text = []
        fill = {"nf": False, "EX": False, "fi": True, "EE": True}.get(name,
                                                                      fill)
        if name in ("SH", "SS"):
            yield unescape(rest.strip('"'))


def unescape(text):
    for a, b in GROFF.items():
        text = text.replace(a, b)
    return FONT.sub("", text)


def fortunes(data):
    for saying in data.decode("utf-8", "replace").split("\n%"):
        yield from saying.split("\n\n")


def catalogue(data):
    """What a game's people say, and its help; no labels, nothing to fill in."""
    try:
        texts = gettext.GNUTranslations(io.BytesIO(data))._catalog
    except UnicodeDecodeError:
        return
    for source, text in texts.items():
        words = len(text.split()) + sum(c > "\u0e00" for c in text) // 8
        if isinstance(source, str) and source not in ("", text) and words > 4:
            if not re.search(r"[%<|$\[]", text):
                yield from text.split("\n\n")


def reader(path):
    if "games/fortunes" in str(path):
        return fortunes if not path.suffix else None
    if "/man/" in str(path):
        return groff
    if path.name.endswith((".html", ".html.gz")):
        return html
    if path.suffix == ".mo":
        return catalogue
    return mallard if path.suffix == ".page" else None


def fit(text, lang):
    words = text.lower().split()
    if not words or "\ufffd" in text or "\\" in text:
        return False
    if re.search(r"©|版[权權]所有|\([cC]\) ?\d\d|copyright", text, re.I):
        return False  # what the rules of copyright are there for
    if len(words) > 3 and sum(w in ENGLISH for w in words) > len(words) / 6:
        return False
    letters = sum(c.isalpha() for c in text)
    if lang in "ar el fa he hi ja ko ru uk zh".split():
        letters = sum(c.isalpha() and ord(c) > 0x370 for c in text)
    return letters * 2 > len(text) or letters > 40


def main(root, out):
    kept = collections.defaultdict(dict)
    left = collections.Counter()
    for path in sorted(Path(root).rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        lang, read = language(path.relative_to(root)), reader(path)
        source = lang, path.relative_to(root).parts[:4]
        if not lang or not read or left[source] >= MOST:
            continue
        data = path.read_bytes()
        data = gzip.decompress(data) if path.suffix == ".gz" else data
        if len(data) < 200:
            continue
        for text in map(clean, read(data)):
            if fit(text, lang) and text not in kept[lang]:
                kept[lang][text] = True
                left[source] += 1
    Path(out).mkdir(parents=True, exist_ok=True)
    for lang, texts in kept.items():
        if len(texts) > 200:
            Path(out, lang + ".txt").write_text("\n".join(texts) + "\n")
            print(lang, len(texts))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
