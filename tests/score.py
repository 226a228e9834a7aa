#!/usr/bin/python3
"""score.py [-j N] [--type T] [--per-page FILE] DATA -- COMMAND...

Scores an extractor on the development split of WCXB in DATA: COMMAND gets a
page on standard input and prints text; {id} and {url} in it stand for the
page's. A status other than 0 counts as empty output.

Prints for each page type the mean over pages of precision, recall and F1 over
bags of lower-cased words, and the shares of with[] snippets found and of
without[] snippets present, compared on words alone.
"""
import argparse
import gzip
import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

WORD = re.compile(r"\w+")


def words(text):
    return WORD.findall(text.lower())


def flat(text):
    """snippets may end inside a word: no boundary at the ends"""
    return " ".join(words(text))


class Page:
    def __init__(self, path):
        record = json.loads(path.read_text(encoding="utf-8"))
        truth = record["ground_truth"]
        self.id = path.stem
        self.url = record.get("url") or ""
        self.kind = record["_internal"]["page_type"]["primary"]
        self.truth = truth.get("main_content") or ""
        self.wanted = truth.get("with") or []
        self.unwanted = truth.get("without") or []
        self.html = path.parents[1] / "html" / (path.stem + ".html.gz")


def run(command, page):
    argv = [a.replace("{id}", page.id).replace("{url}", page.url) for a in command]
    done = subprocess.run(argv, input=gzip.decompress(page.html.read_bytes()),
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def score(page, text):
    got, need = Counter(words(text)), Counter(words(page.truth))
    if not got or not need:
        p = r = f = float(not got and not need)
    else:
        common = sum((got & need).values())
        p, r = common / sum(got.values()), common / sum(need.values())
        f = 2 * p * r / (p + r) if common else 0.0
    have = flat(text)
    return {"f1": f, "precision": p, "recall": r, "out": sum(got.values()), "need": sum(need.values()),
            "with": [flat(s) in have for s in page.wanted],
            "without": [flat(s) in have for s in page.unwanted]}


def mean(values):
    values = list(values)
    return sum(values) / len(values) if values else float("nan")


def report(name, rows):
    print("%-14s %5d  %.4f  %.4f  %.4f  %.4f  %.4f" % (
        name, len(rows), *(mean(r[k] for r in rows) for k in ("f1", "precision", "recall")),
        *(mean(hit for r in rows for hit in r[k]) for k in ("with", "without"))))


def command_line(parser):
    """the arguments, and the command behind --"""
    argv, command = sys.argv[1:], []
    if "--" in argv:
        at = argv.index("--")
        argv, command = argv[:at], argv[at + 1:]
    return parser.parse_args(argv), command


def pages_of(data):
    return [Page(p) for p in sorted((data / "dev" / "ground-truth").glob("*.json"))]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("-j", type=int, default=2, dest="jobs")
    ap.add_argument("--type")
    ap.add_argument("--per-page", type=Path)
    ap.add_argument("data", type=Path)
    args, command = command_line(ap)
    pages = pages_of(args.data)
    pages = [p for p in pages if args.type in (None, p.kind)]
    with ThreadPoolExecutor(args.jobs) as pool:
        rows = list(pool.map(lambda p: score(p, run(command, p)), pages))
    kinds = defaultdict(list)
    for page, row in zip(pages, rows):
        kinds[page.kind].append(row)
    print("%-14s %5s  %-6s  %-6s  %-6s  %-6s  %s" % (
        "type", "pages", "F1", "prec.", "recall", "with", "without"))
    for kind in sorted(kinds):
        report(kind, kinds[kind])
    report("all", rows)
    print("empty where the truth has more than 50 words:",
          " ".join(p.id for p, r in zip(pages, rows) if r["out"] == 0 and r["need"] > 50) or "none")
    if args.per_page:
        with args.per_page.open("w", encoding="utf-8") as out:
            for page, row in zip(pages, rows):
                print(page.id, page.kind, *("%.4f" % row[k] for k in ("f1", "precision", "recall")),
                      row["out"], row["need"], page.url, sep="\t", file=out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
