#!/usr/bin/python3
"""bench.py [options] DATA: what winnow costs, against a bare parse and others.

DATA is the corpus (dev/html/ID.html.gz in it). All figures of the table are
medians of ratios within one run, with their range. See tests/bench/README.
"""
import argparse
import gzip
import json
import os
import random
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import shapes
from measure import Run, Spread, pairs, ratios, run

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[1]
FUNCTIONS = {  # what callgrind counts for each part, with all it calls
    "parse": ("tree_parse",), "blocks": ("html_walk",),
    "rules": ("match_free", "match_context"), "find": ("find_article",),
    "metadata": ("meta_judge",), "output": ("emit_jsonl",),
}


class Bench:
    def __init__(self, args):
        self.args = args
        self.winnow, self.bare = args.winnow, args.bare
        self.work = Path(args.work)
        self.work.mkdir(parents=True, exist_ok=True)
        self.rows = []
        self.pages = self.unpack()
        self.scraped = [p for p in self.pages if not p.name.startswith("4")]
        self.stripped = [p for p in self.pages if p.name.startswith("4")]

    def packed(self, name):
        return Path(self.args.data) / "dev" / "html" / f"{name}.html.gz"

    def unpacked(self, path):
        page = self.work / "pages" / path.name[:-3]
        page.parent.mkdir(exist_ok=True)
        if not page.exists():
            page.write_bytes(gzip.decompress(path.read_bytes()))
        return page

    def unpack(self):
        packed = sorted(self.packed("x").parent.glob("*.html.gz"))
        return [self.unpacked(p) for p in packed[::self.args.every]]

    def row(self, what, value, target=""):
        self.rows.append((what, str(value), target))
        print(f"{what}\t{value}\t{target}", flush=True)

    def clean(self, *options, stdin="/dev/null"):
        return run([self.winnow, *options], stdin)

    # (a)
    def against_parse(self):
        n = self.args.rounds
        for name, pages in (("as scraped", self.scraped),
                            ("stripped of scripts (ids 4xxx)", self.stripped)):
            if not pages:
                continue
            self.row(f"CPU, files, {name}: bare parses",
                     ratios(n, lambda p=pages: self.clean("-t", "jsonl", *p),
                            lambda p=pages: run([self.bare, *p])), "1.0")
        lines, warc = self.records(self.scraped)
        base = lambda: run([self.bare, *self.scraped])  # noqa: E731
        self.row("CPU, JSON lines in and out, as scraped: bare parses",
                 ratios(n, lambda: self.clean("-f", "jsonl", "-t", "jsonl", stdin=lines),
                        base), "1.3")
        self.row("CPU, WARC to JSON lines, as scraped: bare parses",
                 ratios(n, lambda: self.clean("-f", "warc", "-t", "jsonl", stdin=warc),
                        base))
        self.row("CPU, -j 1 against no -j", ratios(
            n, lambda: self.clean("-t", "jsonl", "-j", "1", *self.scraped),
            lambda: self.clean("-t", "jsonl", *self.scraped)), "1.1")
        self.row("CPU of the median page: bare parses", Spread([
            self.clean("-t", "jsonl", *[p] * 30).cpu / run([self.bare, *[p] * 30]).cpu
            for p in self.sample(self.scraped, 25)]), "1.0")

    def records(self, pages):
        """the pages as JSON lines and as WARC"""
        lines, warc = self.work / "pages.jsonl", self.work / "pages.warc"
        with lines.open("w", encoding="utf-8") as j, warc.open("wb") as w:
            for page in pages:
                body = page.read_bytes()
                json.dump({"id": page.stem, "html": body.decode("utf-8", "replace")}, j,
                          ensure_ascii=False)
                j.write("\n")
                http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
                w.write(b"WARC/1.0\r\nWARC-Type: response\r\n"
                        b"WARC-Target-URI: https://example.org/%s\r\n"
                        b"Content-Type: application/http; msgtype=response\r\n"
                        b"Content-Length: %d\r\n\r\n" % (page.stem.encode(), len(http)))
                w.write(http + b"\r\n\r\n")
        return lines, warc

    def sample(self, pages, n):
        """n pages whose sizes are spread as those of all are"""
        pages = sorted(pages, key=lambda p: p.stat().st_size)
        return pages[len(pages) // (2 * n)::max(1, len(pages) // n)][:n]

    # (b)
    def one_shot(self):
        if not shutil.which("xmllint"):
            return
        found = []
        for page in self.sample(self.scraped, 25):
            found.append(ratios(2 * self.args.rounds, lambda p=page: self.clean(p),
                                lambda p=page: run(["xmllint", "--html", "--noout", p]),
                                "wall").median)
        self.row("wall, one page a process: xmllint --html --noout", Spread(found), "1.0")

    # (c)
    def peers(self):
        pages = self.sample(self.scraped, 60)
        ours = len(pages) * 10 / self.clean("-t", "jsonl", *pages * 10).cpu
        self.row("pages a CPU second: winnow", f"{ours:.0f}")
        for name, target in (("trafilatura", "25"), ("readability", ""),
                             ("resiliparse", "")):
            done = subprocess.run([self.args.python, HERE / "peers.py", name, *pages],
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                  text=True, check=False)
            if done.returncode == 0:
                theirs = len(pages) / float(done.stdout)
                self.row(f"pages a CPU second: {name} (winnow does so many times as many)",
                         f"{theirs:.1f} ({ours / theirs:.0f})", target)
        if shutil.which("rdrview"):
            theirs = len(pages) / sum(
                run(["rdrview", "-H", "-u", "https://example.org/", p]).cpu for p in pages)
            self.row("pages a CPU second: rdrview, a process a page",
                     f"{theirs:.1f} ({ours / theirs:.0f})", "12")

    # (d)
    def one_by_one(self, program, kind):
        """a client that waits for the answer to each page before the next"""
        script = HERE / f"one_by_one.{'py' if program == 'python3' else 'mjs'}"
        child = subprocess.Popen(
            [program, script, TOP / "contrib", Path(self.winnow).resolve(), kind,
             *self.scraped], stdout=subprocess.PIPE)
        said = json.load(child.stdout)
        used = os.wait4(child.pid, 0)[2]
        child.returncode = 0
        return Run(used.ru_utime + used.ru_stime - said["all"] + said["cpu"], said["wall"])

    def clients(self):
        streams = dict(zip(("jsonl", "warc"), self.records(self.scraped)))
        programs = [p for p in ("python3", "node") if shutil.which(p)]
        runs = {(p, kind): [] for p in programs for kind in ("strings", "bytes")}
        base = {form: [] for form in streams}
        for _ in range(self.args.rounds):
            for form, stream in streams.items():
                base[form].append(self.clean("-f", form, "-t", "jsonl", stdin=stream))
            for program, kind in runs:
                runs[program, kind].append(self.one_by_one(program, kind))
        for what in ("wall", "CPU"):
            for (program, kind), found in runs.items():
                for form, target in (("jsonl", "1.3"), ("warc", "")):
                    self.row(f"{what}, page by page from {program}, {kind}: "
                             f"streams of {form}",
                             pairs(found, base[form], what.lower()), target)

    # (e)
    def many_rules(self):
        files = sorted((TOP / "rules").glob("*.rules"))
        empty = self.work / "empty.html"
        empty.write_text("<p>x</p>", encoding="utf-8")
        pages = self.sample(self.scraped, 40)
        load, match = {}, {}
        for n in (100, 1000, 10000):
            name = self.work / f"rules-{n}.rules"
            name.write_text(shapes.multiply(files, n), encoding="utf-8")
            options = ["-R", "--no-builtin-rules", "-r", name, "-t", "jsonl"]
            load[n] = min(self.clean(*options, empty).cpu for _ in range(2))
            many = min(self.clean(*options, *pages * 20).cpu for _ in range(2))
            match[n] = (many - load[n]) / (20 * len(pages))
            self.row(f"{n} rules: loading, ms a rule; cleaning, ms a page",
                     f"{1000 * load[n] / n:.2f}; {1000 * match[n]:.2f}")
        self.row("cleaning with 10,000 rules against 100",
                 f"{match[10000] / match[100]:.2f}", "2")
        self.row("loading 10,000 rules against 1,000",
                 f"{load[10000] / load[1000]:.1f}", "linear: 10")

    # (f)
    def growth(self):
        for name, (make, n) in shapes.SHAPES.items():
            cost = []
            for k in (1, 2, 4):
                page = self.work / "shape.html"
                page.write_text(make(n * k, random.Random(7)), encoding="utf-8")
                cost.append(min(self.clean("-t", "jsonl", *[page] * 40).cpu
                                for _ in range(3)))
            self.row(f"{name}: cost of 2n and 4n against n",
                     f"{cost[1] / cost[0]:.2f}; {cost[2] / cost[0]:.2f}", "4n: 4.6")

    # (g)
    def peak(self, *options):
        done = subprocess.run([Path(self.bare).with_name("peak"), self.winnow, *options],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              stdin=subprocess.DEVNULL, check=True)
        return int(done.stdout)

    def memory(self):
        for kb in (100, 1000, 10000):
            page = self.work / "shape.html"
            page.write_text(shapes.size(kb, random.Random(7)), encoding="utf-8")
            size = page.stat().st_size / 1e6
            peak = self.peak(page) * 1024 / 1e6
            self.row(f"peak memory, a page of {size:.1f} MB: MB",
                     f"{peak:.1f}", f"{12 + 8 * size:.0f}")
        page = shapes.size(20, random.Random(7))
        peaks = []
        for n in (100, 10000):
            lines = self.work / "many.jsonl"
            with lines.open("w", encoding="utf-8") as f:
                for i in range(n):
                    f.write(json.dumps({"id": i, "html": page}) + "\n")
            peaks.append(self.peak("-f", "jsonl", "-t", "jsonl", lines))
            lines.unlink()
        self.row("peak memory over 10,000 records against 100",
                 f"{peaks[1] / peaks[0]:.2f}", "flat")

    # (h)
    def counted(self, pages, out):
        """instructions by callgrind, of pages in one process"""
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", self.winnow,
             "--no-sandbox", "-t", "jsonl", *pages],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
        return int(re.search(r"Collected : (\d+)", done.stderr)[1])

    def shares(self):
        if not shutil.which("valgrind"):
            return
        out = self.work / "callgrind.out"
        total = self.counted(self.sample(self.scraped, 20), out)
        table = subprocess.run(["callgrind_annotate", "--inclusive=yes", out],
                               stdout=subprocess.PIPE, text=True, check=True).stdout
        parts = []
        for part, names in FUNCTIONS.items():
            cost = sum(max([int(m[1].replace(",", "")) for m in re.finditer(
                rf"^ *([\d,]+) \([^)]*\)\s+\S+:{name} ", table, re.M)], default=0)
                for name in names)
            parts.append(f"{part} {100 * cost / total:.0f}")
        self.row("share of instructions, per cent", ", ".join(parts))

    def instructions(self):
        """of single pages, against those in the tree"""
        if not shutil.which("valgrind"):
            return
        recorded = HERE / "instructions.tsv"
        before = dict(line.split("\t") for line in recorded.read_text().splitlines()
                      if line) if recorded.exists() else {}
        ids = list(before) or [p.stem for p in self.sample(self.scraped, 20)]
        now, change = {}, []
        for page in (self.unpacked(self.packed(i)) for i in ids):
            now[page.stem] = self.counted([page], "/dev/null")
            if page.stem in before:
                change.append(now[page.stem] / int(before[page.stem]))
                print(f"# {page.stem}: {now[page.stem]:,} instructions, "
                      f"{100 * (change[-1] - 1):+.1f} %")
        if change:
            self.row("instructions of single pages, against those recorded",
                     Spread(change))
        if self.args.record:
            recorded.write_text("".join(f"{k}\t{v}\n" for k, v in sorted(now.items())))

    def table(self):
        lines = [f"Measured on {date.today()} by `make bench`: {len(self.pages)} pages of "
                 "the development corpus.", "",
                 "| what | measured: median (range) | wanted |", "|---|---|---|"]
        lines += [f"| {a} | {b} | {c} |" for a, b, c in self.rows]
        return "\n".join(lines) + "\n"


PARTS = ["against_parse", "one_shot", "peers", "clients", "many_rules", "growth", "memory",
         "shares", "instructions"]


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("data")
    p.add_argument("--winnow", required=True)
    p.add_argument("--bare", required=True)
    p.add_argument("--work", required=True, help="folder for pages and records")
    p.add_argument("--every", type=int, default=1, help="take each Nth page")
    p.add_argument("--rounds", type=int, default=5)
    p.add_argument("--python", default=sys.executable, help="the one that has the peers")
    p.add_argument("--record", action="store_true", help="write instructions.tsv anew")
    p.add_argument("--out", help="write the table there")
    p.add_argument("--part", action="append", choices=PARTS, help="only this")
    args = p.parse_args()
    bench = Bench(args)
    for part in args.part or PARTS:
        getattr(bench, part)()
    if args.out:
        Path(args.out).write_text(bench.table(), encoding="utf-8")


main()
