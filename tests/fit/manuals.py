#!/usr/bin/python3
"""Makes a corpus of documentation from the manuals in Debian's packages.

    manuals.py --out DIR [--each N]

Takes the packages below from apt, N pages of each (in all the languages that
it has), and writes them in the form of WCXB: dev/html/ID.html.gz and
dev/ground-truth/ID.json. Nothing of a package is installed. A tool that made
the pages, as Sphinx or DocBook, marks their main content, so that the truth
needs no annotator. The manuals are under free licences, each package tells
which. Needs Debian's python3-lxml and python3-cssselect.
"""
import argparse
import gzip
import json
import random
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from lxml import etree, html

SEED = 7
BYTES = range(3500, 600000)     # of a page
LEAST = 60                      # words of main content
OTHER_PAGES = re.compile(       # indexes, lists of members, source code
    r"genindex|search|modindex|_source|-members|/_modules/|/src/|/ix\d|index-\w|deprecated-list|"
    r"class-use|package-tree|allclasses|_all$|hierarchy|functions_|globals_")
LANGUAGE = re.compile(r"/(?:\w+-amd64|html|manual|gnucash-\w+)[/-]([a-z]{2}(?:[-_][A-Z]{2})?)/")
BREAKS = set(
    "address article blockquote br center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tr ul".split())
UNSEEN = {"script", "style", "noscript", "template", "select", "button", "svg"}

# a tool: where it puts the main content, the first that there is, and what of
# that is none
SPHINX = ("div[role=main], div.body, main", ".headerlink, .toctree-wrapper, .prev-next-area, #searchbox")
DOCBOOK = ("body", ".navheader, .navfooter, .toc, .list-of-tables, .list-of-figures, .list-of-examples")
TEXINFO = ("body", ".header, .nav-panel, .footer, .contents, .menu, .navigation, .nav_table, .index, .short-toc")
DOXYGEN = ("div.contents", ".navpath, .summary")
GTK_DOC = ("body", ".navigation, .footer, .toc")

# package, where its manual stands on the web, tool
MANUALS = [
    ("apache2-doc", "httpd.apache.org/docs", ("#page-content", "#quickview, .toplang, .bottomlang, .top, "
                                              "#comments_section, .seealso")),
    ("aptitude-doc-es", "algebraicthunk.net/aptitude", DOCBOOK),
    ("bind9-doc", "bind9.readthedocs.io", SPHINX),
    ("clang-14-doc", "clang.llvm.org/docs", SPHINX),
    ("cmake-doc", "cmake.org/help", SPHINX),
    ("debian-faq-de", "www.debian.org/doc", DOCBOOK),
    ("debian-faq-ru", "www.debian.org/doc", DOCBOOK),
    ("debian-handbook", "debian-handbook.info/browse", ("body", ".docnav, .toc, #title")),
    ("debian-reference-de", "www.debian.org/doc", DOCBOOK),
    ("debian-reference-fr", "www.debian.org/doc", DOCBOOK),
    ("debian-reference-ja", "www.debian.org/doc", DOCBOOK),
    ("debian-reference-pt", "www.debian.org/doc", DOCBOOK),
    ("debian-reference-zh-cn", "www.debian.org/doc", DOCBOOK),
    ("developers-reference-ja", "www.debian.org/doc", SPHINX),
    ("developers-reference-ru", "www.debian.org/doc", SPHINX),
    ("erlang-doc", "www.erlang.org/doc", ("div.innertube, #content", ".header")),
    ("exim4-doc-html", "www.exim.org", ("#content", ".navigation, .navheader, .navfooter, .toc")),
    ("ghc-doc", "hackage.haskell.org", ("#content", "#table-of-contents, #synopsis")),
    ("gimp-help-de", "docs.gimp.org/2.10", DOCBOOK),
    ("gimp-help-fr", "docs.gimp.org/2.10", DOCBOOK),
    ("gimp-help-ja", "docs.gimp.org/2.10", DOCBOOK),
    ("gimp-help-ko", "docs.gimp.org/2.10", DOCBOOK),
    ("gimp-help-ru", "docs.gimp.org/2.10", DOCBOOK),
    ("git-doc", "git-scm.com/docs", ("#content, body", "#toc, #footer")),
    ("gnucash-docs", "www.gnucash.org/docs", DOCBOOK),
    ("gnuplot-doc", "www.gnuplot.info/docs", ("body", ".navigation, .ChildLinks, address")),
    ("installation-guide-amd64", "www.debian.org/releases", DOCBOOK),
    ("libboost1.74-doc", "www.boost.org/doc", ("body", ".spirit-nav, .toc, .copyright-footer")),
    ("libeigen3-doc", "eigen.tuxfamily.org/dox", DOXYGEN),
    ("libglib2.0-doc", "docs.gtk.org/glib", GTK_DOC),
    ("libgtk-3-doc", "docs.gtk.org/gtk3", GTK_DOC),
    ("libsdl2-doc", "wiki.libsdl.org", DOXYGEN),
    ("lilypond-doc-html", "lilypond.org/doc", ("#main, body", ".nav_table, .header, #languages, #footer, .toc")),
    ("linux-doc-6.1", "docs.kernel.org", SPHINX),
    ("llvm-14-doc", "llvm.org/docs", SPHINX),
    ("maint-guide-fr", "www.debian.org/doc", DOCBOOK),
    ("maint-guide-ja", "www.debian.org/doc", DOCBOOK),
    ("octave-doc", "docs.octave.org", TEXINFO),
    ("openjdk-17-doc", "docs.oracle.com/javase", ("main", ".sub-nav, .member-summary .table-tabs")),
    ("postgresql-doc-15", "www.postgresql.org/docs", DOCBOOK),
    ("python-babel-doc", "babel.pocoo.org", SPHINX),
    ("python-celery-doc", "docs.celeryq.dev", SPHINX),
    ("python-django-doc", "docs.djangoproject.com", ("#bd .yui-b, #bd", ".headerlink, .nav")),
    ("python-flask-doc", "flask.palletsprojects.com", SPHINX),
    ("python-jinja2-doc", "jinja.palletsprojects.com", SPHINX),
    ("python-pandas-doc", "pandas.pydata.org", SPHINX),
    ("python-pytest-doc", "docs.pytest.org", SPHINX),
    ("python-requests-doc", "requests.readthedocs.io", SPHINX),
    ("python-scipy-doc", "docs.scipy.org", SPHINX),
    ("python-sqlalchemy-doc", "docs.sqlalchemy.org", ("#docs-body, div.body", SPHINX[1])),
    ("python-werkzeug-doc", "werkzeug.palletsprojects.com", SPHINX),
    ("python3.11-doc", "docs.python.org", SPHINX),
    ("qtbase5-doc-html", "doc.qt.io", ("div.context, div.descr", ".breadcrumb, .sidebar, .toc")),
    ("r-doc-html", "cran.r-project.org", TEXINFO),
    ("sagemath-doc", "doc.sagemath.org", SPHINX),
    ("sqlite3-doc", "www.sqlite.org", ("body", ".nosearch, .fancy_toc")),
    ("subversion", "subversion.apache.org", ("#site-content", "#toc")),
    ("vtk9-doc", "vtk.org/doc", DOXYGEN),
    ("wireshark-doc", "www.wireshark.org/docs", DOCBOOK),
    ("zsh-doc", "zsh.sourceforge.io", TEXINFO),
]


def unpacked(package, packages):
    """the folder of the package's files, fetched where it is not there"""
    folder = packages / package
    if not folder.is_dir():
        subprocess.run(["apt-get", "download", "-qq", package], cwd=packages, check=True)
        archive = next(packages.glob(package + "_*.deb"))
        subprocess.run(["dpkg-deb", "-x", archive, folder], check=True)
        archive.unlink()
    return folder


def pages_of(folder):
    """{language: files}"""
    pages = defaultdict(list)
    for path in sorted(folder.rglob("*.html*")):
        if (path.is_symlink() or not path.is_file() or path.suffix in (".gz", ".js", ".css") or
                OTHER_PAGES.search(str(path)) or path.stat().st_size not in BYTES):
            continue
        language = LANGUAGE.search(str(path))
        pages[language.group(1) if language else ""].append(path)
    return pages


def pick(pages, each, rng):
    """files in the order in which to try them, all languages alike"""
    share = 3 * max(1, each // max(1, len(pages)))
    chosen = [p for key in sorted(pages) for p in rng.sample(pages[key], min(len(pages[key]), share))]
    rng.shuffle(chosen)
    return chosen


def put_text(element, out):
    """its text, each block on a line of its own"""
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        return
    edge = "\n" if element.tag in BREAKS else " " if element.tag in ("td", "th") else ""
    out += [edge, element.text or ""]
    for child in element:
        put_text(child, out)
        out.append(child.tail or "")
    out.append(edge)


def text_of(element):
    out = []
    put_text(element, out)
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"[ \t\xa0]+", " ", "".join(out))).strip()


def main_content(page, tool):
    """the text, or "" """
    where, without = tool
    try:
        tree = html.fromstring(page)
    except (etree.ParserError, ValueError):
        return ""
    found = next((f for f in map(tree.cssselect, where.split(", ")) if f), None)
    if not found:
        return ""
    main = max(found, key=lambda e: len(e.text_content()))
    for part in main.cssselect(without):
        if part is not main:
            part.drop_tree()
    return text_of(main)


def write(out, name, kind, page, url, truth):
    """a page in the form of WCXB"""
    with gzip.GzipFile(out / "html" / (name + ".html.gz"), "wb", 6, mtime=0) as f:
        f.write(page)
    record = {"url": url, "ground_truth": truth, "_internal": {"page_type": {"primary": kind}}}
    (out / "ground-truth" / (name + ".json")).write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--each", type=int, default=10, help="pages of a package")
    args = ap.parse_args()
    packages = args.out / "packages"
    for folder in (packages, args.out / "dev" / "html", args.out / "dev" / "ground-truth"):
        folder.mkdir(parents=True, exist_ok=True)
    rng, number = random.Random(SEED), 0
    for package, address, tool in MANUALS:
        taken = 0
        for path in pick(pages_of(unpacked(package, packages.resolve())), args.each, rng):
            page = path.read_bytes()
            text = main_content(page, tool)
            if taken < args.each and len(re.findall(r"\w+", text)) >= LEAST:
                number, taken = number + 1, taken + 1
                write(args.out / "dev", "manual%04d" % number, "documentation", page,
                      "https://%s/%s" % (address, path.name), {"title": "", "main_content": text})
        print("%-26s %d" % (package, taken))
    return 0


if __name__ == "__main__":
    sys.exit(main())
