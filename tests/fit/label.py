"""Which blocks of a page are main content, told by aligning them with the
page's ground truth, or by the segments that are known of it.

label(blocks, truth) gives for each block the share of its words that the truth
holds at the place where the block stands in the order of the page. A heading
in the body is told from the same words in a menu by that order.
"""
import re
import unicodedata
from collections import Counter, defaultdict

WIDE = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
WORD = re.compile("[%s]|[^\\W%s_]+" % (WIDE, WIDE))
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
MARKER = re.compile(r"^\s*(?:[-*+\u2022]\s+|#{1,6}\s+|\(?\d{1,3}[.)]\s+)+")

MOST_PLACES = 40        # occurrences of a word run that are looked at
NEAR_BONUS = 1.0        # for a block that goes on where the last one ended


def words(text):
    text = INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return WORD.findall(text)


class Truth:
    """The words of the ground truth, and where each run of them stands."""

    def __init__(self, text):
        self.words, self.starts, self.ends = [], set(), set()
        for line in text.split("\n"):
            w = words(MARKER.sub("", line)) or words(line)
            if w:
                self.starts.add(len(self.words))
                self.words += w
                self.ends.add(len(self.words))
        self.runs = {k: defaultdict(list) for k in (1, 2, 3, 4)}
        for k, runs in self.runs.items():
            for i in range(len(self.words) - k + 1):
                places = runs[tuple(self.words[i:i + k])]
                if len(places) < MOST_PLACES:
                    places.append(i)

    def whole_line(self, start, end):
        return start in self.starts and end in self.ends

    def places(self, block):
        """(words covered, start, end) of each place a block may stand at"""
        n = len(block)
        if n < 4:
            return [(n, i, i + n) for i in self.runs[n].get(tuple(block), ())] if n else []
        k = 2 if n < 8 else 3 if n < 16 else 4
        hits = sorted((at - j, at, j) for j in range(n - k + 1)
                      for at in self.runs[k].get(tuple(block[j:j + k]), ()))
        slack = max(3, n // 4)
        groups, group = [], []
        for hit in hits:
            if group and (hit[0] - group[-1][0] > slack or hit[0] - group[0][0] > 2 * slack):
                groups.append(group)
                group = []
            group.append(hit)
        if group:
            groups.append(group)
        found = []
        for group in groups:
            usual = Counter(d for d, _, _ in group).most_common(1)[0][0]
            at = {}
            for d, place, j in group:
                if j not in at or abs(d - usual) < abs(at[j] - j - usual):
                    at[j] = place
            covered = {x for j in at for x in range(j, j + k)}
            found.append((len(covered), min(at.values()), max(at.values()) + k))
        return sorted(found, key=lambda f: -f[0])[:20]


class Best:
    """Prefix maxima over positions (a Fenwick tree)."""

    def __init__(self, size):
        self.tree = [(0.0, -1)] * (size + 2)

    def put(self, at, value):
        at += 1
        while at < len(self.tree):
            if self.tree[at][0] < value[0]:
                self.tree[at] = value
            at += at & -at

    def upto(self, at):
        at, best = at + 1, (0.0, -1)
        while at > 0:
            if self.tree[at][0] > best[0]:
                best = self.tree[at]
            at -= at & -at
        return best


def heaviest_chain(cands, size):
    """cands: (block, start, end, weight), by block; indexes of the best chain"""
    best = Best(size)
    ends = {}
    value, back = [0.0] * len(cands), [-1] * len(cands)
    i = 0
    while i < len(cands):
        j = i
        while j < len(cands) and cands[j][0] == cands[i][0]:
            block, start, end, weight = cands[j]
            v, b = best.upto(min(start + 1, end - 1))
            for e in range(max(0, start - 2), start + 2):
                if e in ends and ends[e][0] + NEAR_BONUS > v:
                    v, b = ends[e][0] + NEAR_BONUS, ends[e][1]
            value[j], back[j] = v + weight, b
            j += 1
        for c in range(i, j):
            end = cands[c][2]
            best.put(end, (value[c], c))
            if end not in ends or ends[end][0] < value[c]:
                ends[end] = (value[c], c)
        i = j
    chain = []
    at = max(range(len(cands)), key=lambda c: value[c], default=-1)
    while at >= 0:
        chain.append(at)
        at = back[at]
    return chain[::-1]


def label(blocks, truth_text):
    truth = Truth(truth_text)
    tokens = [words(MARKER.sub("", b)) or words(b) for b in blocks]
    shares = [0.0] * len(blocks)
    pool, cands = [], []
    for i, t in enumerate(tokens):
        places = truth.places(t)
        pool.append(places)
        for covered, start, end in places:
            if covered < 0.5 * len(t):
                continue
            weight = float(covered)
            if len(t) < 8 and not truth.whole_line(start, end):
                weight *= 0.3 if len(t) > 3 else 0.1
            cands.append((i, start, end, weight - 0.5 * max(0, end - start - len(t) - 3)))
    cands = sorted((c for c in cands if c[3] > 0), key=lambda c: (c[0], c[1]))
    claimed = bytearray(len(truth.words))
    covered_of = {(i, s, e): c for i, p in enumerate(pool) for c, s, e in p}
    for c in heaviest_chain(cands, len(truth.words)):
        i, start, end, _ = cands[c]
        n = len(tokens[i])
        if n < 4 and not truth.whole_line(start, end) and n < 2:
            continue
        shares[i] = covered_of[i, start, end] / n
        claimed[start:end] = b"\1" * (end - start)
    # text that the page has in another order than the truth
    for i in sorted(range(len(blocks)), key=lambda i: -len(tokens[i])):
        n = len(tokens[i])
        if shares[i] or n < 3:
            continue
        for covered, start, end in pool[i]:
            if covered < 0.75 * n:
                break
            free = (end - start) - sum(claimed[start:end])
            if free >= 0.8 * (end - start) and (n >= 8 or truth.whole_line(start, end)):
                shares[i] = covered / n
                claimed[start:end] = b"\1" * (end - start)
                break
    return shares, (sum(claimed) / len(claimed) if claimed else 0.0)


def flat(text):
    return " ".join(words(text))


def label_known(blocks, wanted, unwanted):
    """1 for a block that holds a segment that must come out, if no other does,
    0 for one that holds a segment that must not, None where nothing is known"""
    texts = [" %s " % flat(b) for b in blocks]
    shares = [None] * len(blocks)
    for segment in filter(None, map(flat, unwanted)):
        for i, text in enumerate(texts):
            if " %s " % segment in text:
                shares[i] = 0.0
    for segment in filter(None, map(flat, wanted)):
        there = [i for i, text in enumerate(texts) if segment in text]
        if len(there) == 1:
            shares[there[0]] = 1.0 if shares[there[0]] is None else None
    return shares
