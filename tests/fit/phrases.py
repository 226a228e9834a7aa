"""Weights of the words of texts, and of their pairs: find_phrase.c."""
from warnings import catch_warnings, simplefilter

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

UNIT = 32               # weights are log odds in 1/32
LEAST_DOMAINS = 16      # a phrase on fewer is not trusted
MOST = 16384            # half of PHRASE_SLOTS
FREEDOM = 0.01          # of the regression
STEPS = 30


def hashes(parts):
    """numbers of rows and their hashes; a part without a file has none"""
    first, rows, values = 0, [], []
    for name, count in parts:
        if name:
            row, value = np.fromfile(name, dtype=np.uint32).reshape(-1, 2).T
            rows.append(row + np.uint32(first))
            values.append(value)
        first += count
    return np.concatenate(rows), np.concatenate(values)


class Phrases:
    """which phrases stand in each row; those on many domains alone"""

    def __init__(self, parts, domains):
        """parts: (file of hashes, rows); domains: a number for each row"""
        row, value = hashes(parts)
        every, column = np.unique(value, return_inverse=True)
        there = np.unique(column.astype(np.int64) << 32 | domains[row])
        often = np.bincount(there >> 32, minlength=len(every)) >= LEAST_DOMAINS
        place = np.cumsum(often) - 1
        self.hash = every[often].tolist()
        there = there[often[there >> 32]]
        self.seen = place[there >> 32], there & 0xffffffff
        known = often[column]
        self.rows = sparse.coo_matrix(
            (np.ones(known.sum(), np.float32), (row[known], place[column[known]])),
            shape=(len(domains), len(self.hash))).tocsr()

    def weights(self, domains, use, labels, weights, freedom=FREEDOM):
        """(hash, weight) of phrases, the heaviest first, from the rows to use
        and from the set of domains that these come from"""
        mine = np.isin(self.seen[1], domains)
        count = np.bincount(self.seen[0][mine], minlength=len(self.hash))
        columns = np.flatnonzero(count >= LEAST_DOMAINS)
        w = weights[use] / weights[use].mean()
        with catch_warnings():
            simplefilter("ignore")      # it stops early, and soon enough
            model = LogisticRegression(C=freedom, max_iter=STEPS, tol=1e-3).fit(
                self.rows[:, columns][use], labels[use], w)
        units = np.clip(np.rint(UNIT * model.coef_[0]), -127, 127).astype(int)
        ranked = sorted(zip([self.hash[c] for c in columns], units.tolist()),
                        key=lambda p: (-abs(p[1]), p[0]))
        return [p for p in ranked if p[1]][:MOST]
