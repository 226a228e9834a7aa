"""Weights of the words of short lines behind an article's end: find_ends.c."""
import numpy as np

from phrases import Phrases

SHORT = 12              # words, as in find_ends.c
AROUND = 15             # blocks on either side
OVER = 0.15             # less than that of the words that follow is content
FREEDOM = 0.03          # of the regression


def means(values, weights, pages):
    """of the blocks before each and of those behind it, -1 where none are"""
    total = np.concatenate([[0], np.cumsum(values * weights)])
    weight = np.concatenate([[0], np.cumsum(weights)])
    new = np.concatenate([[True], pages[1:] != pages[:-1]])
    first = np.flatnonzero(new)[np.cumsum(new) - 1]
    last = np.concatenate([np.flatnonzero(new)[1:], [len(pages)]])[np.cumsum(new) - 1]
    at = np.arange(len(pages))

    def mean(lo, hi):
        return np.where(hi > lo, (total[hi] - total[lo]) / np.maximum(weight[hi] - weight[lo], 1e-9), -1)

    return mean(np.maximum(first, at - AROUND), at), mean(at + 1, np.minimum(last, at + 1 + AROUND))


class Ends:
    """Short lines with main content before them, and either none behind them,
    or in the midst of it."""

    def __init__(self, parts, domains, dump, length, shares, weights):
        self.phrases, self.domains = Phrases(parts, domains), domains
        before, behind = means(shares, dump.words + 1, dump.page)
        self.over = behind < OVER
        self.use = ((weights > 0) & (length <= SHORT) & (before > 0.5)
                    & ((shares < 0.5) | (behind > 0.5)))

    def weights(self, use):
        """(hash, weight) of phrases, from the rows to use"""
        return self.phrases.weights(np.unique(self.domains[use]), use & self.use, self.over,
                                    np.ones(len(use)), FREEDOM)
