#!/usr/bin/python3
"""Scores the metadata of winnow -t json against a corpus.

	DATA=DIR tests/meta_score.py [-v] [--type article]

DIR, or dev in it, holds html/ID.html.gz and ground-truth/ID.json, whose
ground_truth has title, author and publish_date. Prints for each field how many
of those present are equal (right), different (wrong) or not given (missing),
and how many are given where the corpus has none (extra). "one author" is right
when the two share a person: degrees, offices and who else is named differ by
the reader. -v lists those that are not right.
"""
import argparse
import collections
import concurrent.futures
import gzip
import json
import os
import pathlib
import re
import subprocess
import sys
import unicodedata

FIELDS = ("title", "author", "one author", "date")


def fold(text):
    """Case, white space, quotes, dashes and forms of characters folded."""
    text = unicodedata.normalize("NFKC", text or "").casefold()
    text = re.sub("[\u2018\u2019\u201b\u2032`\u00b4]", "'", text)
    text = re.sub("[\u201c\u201d\u201e\u2033\u00ab\u00bb]", '"', text)
    text = re.sub("[\u2010-\u2015\u2212]", "-", text)
    text = re.sub("[\u200b-\u200f\ufeff\u00ad]", "", text)
    return " ".join(text.split())


def names(value):
    """The people of a byline, in any order, by their letters."""
    if isinstance(value, str):
        value = re.split(r",|;|&|\band\b", value)
    parts = (re.sub(r"[^\w ]", "", fold(part)) for part in value or [])
    return {" ".join(part.split()) for part in parts if part.strip()}


def same_names(got, want):
    """Equal, however the names of several people are parted."""
    joined = " ".join(sorted(" ".join(sorted(names(got))).split()))
    wanted = " ".join(sorted(" ".join(sorted(names(want))).split()))
    return joined == wanted


def verdict(field, got, want):
    got = got or None
    if not want:
        return "extra" if got else "none"
    if not got:
        return "missing"
    if field == "title":
        right = fold(got) == fold(want)
    elif field == "author":
        right = same_names(got, want)
    elif field == "one author":
        right = bool(names(got) & names(want)) or same_names(got, want)
    else:
        right = got[:len(want)] == want
    return "right" if right else "wrong"


def score(out, truth):
    """Yields (field, verdict, got, want) of a page."""
    for field in FIELDS:
        key = field.split()[-1]
        want = truth.get({"date": "publish_date"}.get(key, key))
        got = out.get(key)
        yield field, verdict(field, got, want), got, want


def winnow(program, page):
    run = subprocess.run([program, "-t", "json"], check=False,
                         input=gzip.decompress(page.read_bytes()),
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return json.loads(run.stdout or b"{}")


def report(counts, out=sys.stdout):
    for field in FIELDS:
        row = counts[field]
        present = row["right"] + row["wrong"] + row["missing"]
        share = 100 * row["right"] / present if present else 0
        print(f"{field:10} {share:5.1f} % of {present}: {row['right']} right,"
              f" {row['wrong']} wrong, {row['missing']} missing;"
              f" {row['extra']} extra", file=out)


def main():
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("-v", action="store_true", help="list what differs")
    args.add_argument("--type", default="article", help="page type")
    args = args.parse_args()
    data = pathlib.Path(os.environ["DATA"])
    if (data / "dev").is_dir():
        data /= "dev"
    program = os.environ.get("WINNOW", "./winnow")
    truths = {}
    for path in sorted((data / "ground-truth").glob("*.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        if page["_internal"]["page_type"]["primary"] == args.type:
            truths[path.stem] = page["ground_truth"]
    counts = collections.defaultdict(collections.Counter)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        pages = [data / "html" / f"{name}.html.gz" for name in truths]
        outs = pool.map(lambda page: winnow(program, page), pages)
        for (name, truth), out in zip(truths.items(), outs):
            for field, what, got, want in score(out, truth):
                counts[field][what] += 1
                if args.v and what not in ("right", "none"):
                    print(f"{name}\t{field}\t{what}\t{got!r}\t{want!r}")
    report(counts)


if __name__ == "__main__":
    main()
