"""Weights of the words in class and id attributes."""
import math
import re
from collections import defaultdict
from warnings import catch_warnings, simplefilter

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from common import FOLDS, SEED, thin

WORD_LIMIT = 13         # bytes of a class word in the table
MOST_WORDS = 1228       # with log odds of their own
MOST_JOINT = 3600       # with some beside others
LEAST_DOMAINS = 5       # a class word on fewer is not trusted
JOINT_C = 0.003         # the regression's freedom
JOINT_LIGHT = 1.5       # as LIGHT, for it


def class_parts(names):
    """as class_weigh in find_class.c parts them"""
    parts, word, lower = [], "", False
    for c in re.sub(r"(?<!\S)Mso\S*", "", names) + " ":
        up, letter = "A" <= c <= "Z", c.isascii() and c.isalpha()
        if word and (not letter or (up and lower)):
            parts.append(word)
            word = ""
        if letter and len(word) < 32:
            word += c.lower()
        lower = letter and not up
    return [p for p in parts[:24] if 2 <= len(p) <= WORD_LIMIT]


def class_counts(base, dump, shares, known, corpus):
    """{fold: {word: (share of content, domains)}}, each domain counted once;
    and {fold: (share of content, names)} of all names; from what is known"""
    position = defaultdict(dict)
    for i, page in enumerate(dump.page):
        position[page][int(dump.index[i])] = i
    by_domain = defaultdict(lambda: [0.0, 0.0])
    usual = defaultdict(lambda: [0.0, 0.0])
    fold_of = {}
    words = dump.words * known
    good = shares * words
    with open(base + ".class", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            page, first, end, names = line.rstrip("\n").split("\t", 3)
            page = page.split(".")[0]
            at = position[page]
            rows = [at[k] for k in range(int(first), int(end)) if k in at]
            total = words[rows].sum()
            if not rows or total == 0:
                continue
            share = good[rows].sum() / total
            fold_of[corpus.domain[page]] = corpus.fold[page]
            usual[corpus.fold[page]][0] += share
            usual[corpus.fold[page]][1] += 1
            for part in set(class_parts(names)):
                seen = by_domain[corpus.domain[page], part]
                seen[0] += share
                seen[1] += 1
    counts = defaultdict(lambda: defaultdict(lambda: [0.0, 0]))
    for (name, part), (share, n) in by_domain.items():
        count = counts[fold_of[name]][part]
        count[0] += share / n
        count[1] += 1
    return counts, usual


def class_weights(counts, usual, without):
    """word -> weight in 1/16 of log odds, from pages of the other folds"""
    folds = [f for f in range(FOLDS) if f not in without]
    base = sum(usual[f][0] for f in folds) / sum(usual[f][1] for f in folds)
    inside, domains = defaultdict(float), defaultdict(int)
    for f in folds:
        for part, (share, n) in counts[f].items():
            inside[part] += share
            domains[part] += n
    weights = {}
    for part, n in domains.items():
        if n < LEAST_DOMAINS:
            continue
        share = (inside[part] + 4 * base) / (n + 4)
        odds = math.log(share / (1 - share)) - math.log(base / (1 - base))
        weight = max(-120, min(120, round(16 * odds)))
        if abs(weight) >= 6:
            weights[part] = weight
    return heaviest(weights, domains, MOST_WORDS)


def heaviest(weights, domains, most):
    ranked = sorted(weights, key=lambda w: (-abs(weights[w]) * math.log(domains[w]), w))
    return {w: weights[w] for w in ranked[:most]}


class Words:
    """which class words stand around each row: on how many boxes, and on how
    many of the two innermost that have any names"""

    def __init__(self, base, dump):
        span = {page: (rows[0], rows[-1] + 1) for page, rows in dump.by_page.items()}
        self.column, box, word, first, end = {}, [], [], [], []
        with open(base + ".class", encoding="utf-8", newline="\n") as lines:
            for line in lines:
                page, a, b, names = line.rstrip("\n").split("\t", 3)
                at, to = span.get(page.split(".")[0], (0, 0))
                a, b = at + np.searchsorted(dump.index[at:to], (int(a), int(b)))
                if a == b:
                    continue
                for part in sorted(set(class_parts(names))):
                    box.append(len(first))
                    word.append(self.column.setdefault(part, len(self.column)))
                first.append(a)
                end.append(b)
        spans = [np.arange(a, b) for a, b in zip(first, end)]
        steps, near = np.zeros(len(dump.page), int), []
        for inside in reversed(spans):
            near.append(inside[steps[inside] < 2])
            steps[inside] += 1
        named = matrix(box, word, (len(first), len(self.column)))
        self.rows = sparse.hstack([inside_of(s, len(dump.page)) @ named for s in (spans, near[::-1])]).tocsc()

    def weights(self, counts, without, labels, fold, weights):
        """word -> its weights beside the others in 1/64 of log odds, from rows of the other folds"""
        domains = defaultdict(int)
        for f in set(range(FOLDS)) - set(without):
            for part, (_, n) in counts[f].items():
                domains[part] += n
        known = sorted(w for w, n in domains.items() if n >= LEAST_DOMAINS)
        columns = np.array([self.column[k] for k in known])
        use = np.flatnonzero(~np.isin(fold, list(without)) & (weights > 0))
        chosen, w = thin(weights[use], SEED, JOINT_LIGHT)
        use, w = use[chosen], w[chosen] / w[chosen].mean()
        with catch_warnings():
            simplefilter("ignore")      # it stops early, and soon enough
            model = LogisticRegression(C=JOINT_C, max_iter=60, tol=1e-3).fit(
                self.rows[:, np.concatenate([columns, columns + len(self.column)])].tocsr()[use], labels[use], w)
        units = np.clip(np.rint(64 * model.coef_[0]), -120, 120).astype(int).reshape(2, -1)
        most = dict(zip(known, np.abs(units).sum(0)))
        both = dict(zip(known, units.T.tolist()))
        return {w: both[w] for w in heaviest(most, domains, MOST_JOINT) if most[w]}


def matrix(rows, columns, shape):
    return sparse.csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape)


def inside_of(spans, rows):
    """rows by boxes"""
    return matrix(np.concatenate(spans), np.repeat(np.arange(len(spans)), [len(s) for s in spans]),
                  (rows, len(spans)))
