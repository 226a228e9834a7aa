#!/usr/bin/python3
"""Scores the metadata of winnow -t json against a corpus.

	DATA=DIR tests/meta_score.py [-v] [--type article]

DIR, or dev in it, holds html/ID.html.gz and ground-truth/ID.json, whose
ground_truth has title, author and publish_date. Prints for each field how many
of those present are equal (right), different (wrong) or not given (missing),
and how many are given where the corpus has none (extra). "one author" is right
when the two share a person: degrees, offices and who else is named differ by
the reader. Then of those that are not right: how many titles wanted are among
the page's candidates, so that reader and program chose otherwise; how many
dates wanted are the one at which the page says it was changed; and how many
stand in the page in no form that a date is written in. -v lists them.
"""
import argparse
import calendar
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


def winnow(program, page, form):
    return subprocess.run([program, "-t", form], check=False, input=page,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def candidates(trace):
    """of the title, in all the forms that the trace names"""
    rows = (line.split("\t", 4) for line in trace.decode("utf-8", "replace").splitlines()
            if line.startswith("meta\ttitle\t"))
    return {fold(row[4]) for row in rows}


def stands_in(page, date):
    """is a date (YYYY-MM-DD or less) in the page, as it is usually written?"""
    text = page.decode("utf-8", "replace")
    forms = [re.escape(date), re.escape(date.replace("-", "/")), date.replace("-", "")]
    if len(date) == 10:
        year, month, day = map(int, date.split("-"))
        name = r"%s[a-z]*\.?" % calendar.month_abbr[month]
        nth = r"0?%d(?:st|nd|rd|th)?" % day
        forms += [rf"{name} {nth},? {year}", rf"\b{nth}[. ]+(?:of )?{name},? {year}",
                  rf"\b0?{month}[./-]0?{day}[./-](?:20)?{year % 100:02}\b",
                  rf"\b0?{day}[./-]0?{month}[./-](?:20)?{year % 100:02}\b"]
    return re.search("|".join(forms), text, re.IGNORECASE) is not None


def examine(program, path, truth):
    """[(field, verdict, got, want, what is known of it)]"""
    page = gzip.decompress(path.read_bytes())
    out = json.loads(winnow(program, page, "json") or b"{}")
    rows = []
    for field, what, got, want in score(out, truth):
        why = ""
        if what in ("wrong", "missing") and field == "title":
            if fold(want) in candidates(winnow(program, page, "trace")):
                why = "another candidate"
        elif what in ("wrong", "missing") and field == "date":
            if (out.get("modified") or "")[:len(want)] == want:
                why = "when it was changed"
            elif not stands_in(page, want):
                why = "nowhere in the page"
        rows.append((field, what, got, want, why))
    return rows


def report(counts, out=sys.stdout):
    for field in FIELDS:
        row = counts[field]
        present = row["right"] + row["wrong"] + row["missing"]
        share = 100 * row["right"] / present if present else 0
        print(f"{field:10} {share:5.1f} % of {present}: {row['right']} right,"
              f" {row['wrong']} wrong, {row['missing']} missing;"
              f" {row['extra']} extra", file=out)
    for (field, why), n in sorted(counts["why"].items()):
        print(f"{field:10} {n} of those not right: {why}", file=out)


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
        rows = pool.map(lambda name: examine(program, data / "html" / f"{name}.html.gz", truths[name]), truths)
        for name, fields in zip(truths, rows):
            for field, what, got, want, why in fields:
                counts[field][what] += 1
                if why:
                    counts["why"][field, why] += 1
                if args.v and what not in ("right", "none"):
                    print(f"{name}\t{field}\t{what}\t{got!r}\t{want!r}\t{why}")
    report(counts)


if __name__ == "__main__":
    main()
