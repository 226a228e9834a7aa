#!/usr/bin/python3
"""Fits the article finder and writes its tables as C.

    fit.py --data DIR [--more DIR]... --dump PROGRAM --work DIR [--text] [--out DIR] ...

DIR is WCXB (dev/html, dev/ground-truth), PROGRAM is built from dump.c. Needs
Debian's python3-xgboost, python3-sklearn and python3-numpy.

What is fitted, and how it is kept honest:
  - weights of the words in class and id attributes, three for each: log odds
    that text inside is main content, counted once a domain; and what the word
    adds to them beside the others, on any ancestor and on the two innermost,
    by a logistic regression; and likewise those of the words of texts and of
    their pairs. What a page is fitted with comes from other folds than its own;
  - a first forest over the features of a block in context, and a second that
    also sees the first one's scores of the neighbours; the scores that the
    second is fitted on come from first forests that did not see the page.
Each tree sees a part of the rows and of the features: what pages have in
common is learnt, what single pages are like less so.
Text is fitted on each page in three forms: as it stands; in letters that no
rule and no table knows, so that it is judged by its form, too; and from the
main content's first block to its last, as what an earlier scraper took out of
the page. It takes the words of texts as they were fitted for HTML, whose files
must be in --work; and has weights of the words of short lines, fitted to tell
whether an article ended before them.
Pages of --more, made by manuals.py and suites.py, are fitted on with less
weight. Of some of them only segments are known; the rest has no weight.
Folds part the pages by domain (folds.tsv). With --folds everything is fitted
once more without each fold, to score the pages of that fold; OUT/folds.tsv
then has the fold of every page.
"""
import argparse
import json
import math
import re
import sys
from collections import Counter, defaultdict
from itertools import combinations
from multiprocessing import get_context
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import xgboost

sys.path.insert(0, str(Path(__file__).parent))
from classes import Words, class_counts, class_weights  # noqa: E402
from common import FOLDS, SEED, thin  # noqa: E402
from corpus import Corpus, Dump, run_dump  # noqa: E402
from ends import Ends  # noqa: E402
from label import label, label_known, words  # noqa: E402
from phrases import Phrases  # noqa: E402
from tables import write_c  # noqa: E402

SURE = 0.8              # as in find.c
FOREIGN = 0.25          # weight of a text in letters of another language
SPAN = 0.25             # of what an earlier scraper took out of the page
OWN = {"article": 2.0}  # of a page of the corpus to score; 1 of all others
MORE = {                # of another, and what that one is
    "documentation": (0.5, "of manuals in Debian's packages, under free licences"),
    "readability": (1.0, "of the tests of Mozilla's Readability (Apache-2.0)"),
    "trafilatura": (0.5, "of the evaluation of trafilatura (Apache-2.0), of which segments are known"),
}

# blocks that readers do not count as the article's text, whatever the
# ground truth holds: what rules recognise, captions, bylines, dates
STRICT_KINDS = ("caption", "byline", "date", "image")


# ------------------------------------------------------------------ truth

def label_page(job):
    page, texts, truth, known = job
    shares = label_known(texts, *known) if known else label(texts, truth)[0]
    return page, shares, [len(words(t)) for t in texts]


def labels_of(dump, corpus):
    """share of each row's words that is main content, NaN where nothing is
    known; how many words it has as the ground truth is counted"""
    jobs = [(p, [dump.text[i] for i in rows], corpus.truth[p], corpus.known.get(p))
            for p, rows in dump.by_page.items()]
    shares, counts = np.zeros(len(dump.page)), np.zeros(len(dump.page))
    with ProcessPoolExecutor(2) as pool:
        for page, got, count in pool.map(label_page, jobs, chunksize=8):
            shares[dump.by_page[page]], counts[dump.by_page[page]] = got, count
    return shares, counts


def strict(dump, shares):
    shares = shares.copy()
    out = np.isin(dump.kind, STRICT_KINDS) | (dump.category != "-")
    shares[out] = 0
    return shares


def titles(dump, corpus):
    """rows that are the page's title"""
    return np.array([words(t) == corpus.title[p] if len(t) < 400 else False
                     for t, p in zip(dump.text, dump.page)])


def doubtful(dump, shares, links):
    """rows where the annotation is more doubtful than the text: long prose
    left out amid the article, or an annotation that stops early"""
    doubt = np.zeros(len(shares), dtype=bool)
    for rows in dump.by_page.values():
        rows = np.array(rows)
        good = np.flatnonzero(shares[rows] > 0.5)
        if not len(good):
            continue
        home = set(dump.box[rows[good]])
        plain = (shares[rows] < 0.1) & (links[rows] < 300) & np.isin(dump.box[rows], list(home))
        span = plain & (dump.words[rows] >= 40)
        span[:good[0]] = span[good[-1]:] = False
        rest = plain & (dump.words[rows] >= 20)
        rest[:good[-1]] = False
        if rest.sum() < 3 or dump.words[rows][rest].sum() < 150:
            rest[:] = False
        else:       # all that stands between them, too
            rest[good[-1] + 1:np.flatnonzero(rest)[-1]] = True
            rest &= shares[rows] < 0.1
        doubt[rows[span | rest]] = True
    return doubt


# ------------------------------------------------------------------ forests

class Forest:
    """Boosted trees; scores are log odds."""

    def __init__(self, rows, shares, weights, trees, args):
        chosen, weights = thin(weights, SEED)
        x, y, w = soft(rows[chosen], shares[chosen], weights[chosen])
        model = xgboost.train({
            "objective": "binary:logistic", "tree_method": "hist", "max_bin": 64,
            "grow_policy": "lossguide", "max_leaves": args.leaves, "max_depth": 0,
            "eta": args.rate, "subsample": 0.7, "colsample_bynode": 0.3, "lambda": 5.0,
            "min_child_weight": args.least, "base_score": 0.5, "seed": SEED, "nthread": 1,
        }, xgboost.DMatrix(x, y, weight=w), trees)
        self.trees = [tree_nodes(json.loads(t)) for t in model.get_dump(dump_format="json")]
        self.raw = bytes(model.save_raw())

    def scores(self, rows):
        if not len(rows):
            return np.zeros(0)
        model = xgboost.Booster({"nthread": 1})
        model.load_model(bytearray(self.raw))
        return model.predict(xgboost.DMatrix(rows), output_margin=True)


def soft(rows, shares, weights):
    """a row that is content in part counts as both, in parts"""
    part = (shares > 0.02) & (shares < 0.98)
    x = np.concatenate([rows, rows[part]])
    y = np.concatenate([(shares > 0.5).astype(int), (shares[part] <= 0.5).astype(int)])
    main = np.where(part, np.maximum(shares, 1 - shares), 1.0)
    w = np.concatenate([weights * main, weights[part] * np.minimum(shares[part], 1 - shares[part])])
    return x, y, w


def page_weights(dump, corpus, known):
    """each page counts alike, its words too; articles somewhat more"""
    totals = defaultdict(float)
    words = (dump.words + 2) * known
    for page, n in zip(dump.page, words):
        totals[page] += n
    own = np.array([p in corpus.own for p in dump.page])
    scale = np.array([(OWN.get(corpus.kind[p], 1.0) if mine else MORE[corpus.kind[p]][0]) / max(totals[p], 1.0)
                      for p, mine in zip(dump.page, own)])
    return words * scale, own


def tree_nodes(root):
    """in preorder: the left child follows its parent"""
    out = []

    def walk(n):
        at = len(out)
        if "leaf" in n:
            out.append((-1, 0, 0, round(n["leaf"] * 1024)))
            return
        out.append(None)
        child = {c["nodeid"]: c for c in n["children"]}
        walk(child[n["yes"]])
        right = len(out)
        walk(child[n["no"]])
        # features are whole numbers: below the bound is at most the one before
        out[at] = (int(n["split"][1:]), math.ceil(n["split_condition"]) - 1, right, 0)

    walk(root)
    return out


# ------------------------------------------------------------------ figures

def page_f1(dump, shares, score, corpus, select):
    """mean over pages of the words' F1, were blocks printed as they stand"""
    figures = defaultdict(list)
    for page in select:
        rows = np.array(dump.by_page.get(page, []), dtype=int)
        need = len(words(corpus.truth[page]))
        f = 0.0
        if len(rows) and need:
            w, p = dump.words[rows], 1 / (1 + np.exp(-score[rows]))
            order = np.argsort(-p, kind="stable")
            chosen, right = np.cumsum(w[order]), np.cumsum((w * p)[order])
            expected = 2 * right / (chosen + (w * p).sum() + 1e-9)
            best = np.argmax(expected)
            take = order[:best + 1]
            if expected[best] > SURE:
                take = take[p[take] >= 0.5]
            take = take[dump.category[rows[take]] == "-"]
            hit = (w * shares[rows])[take].sum()
            f = 2 * hit / (w[take].sum() + max(need, (w * shares[rows]).sum()))
        figures[corpus.kind[page]].append(f)
        figures["all"].append(f)
    return {k: sum(v) / len(v) for k, v in figures.items()}


# ------------------------------------------------------------------ fitting

class Fitter:
    """Three runs of dump: features; those that depend on class words and on
    phrases, for all tables; those of the second stage, for all first stages.

    A setting is the set of folds left out of it: one for each fold that is to
    be scored, and the empty one for the model that ships.
    """

    def __init__(self, args):
        self.args = args
        self.work = Path(args.work)
        self.work.mkdir(parents=True, exist_ok=True)
        self.corpus = Corpus([args.data] + args.more, args.parts)
        self.width, self.first, self.classes, self.phrases, self.after = feature_counts()
        self.base = str(self.work / ("text" if args.text else "html"))
        self.sources = [(self.base, ["-t"] if args.text else [], list(self.corpus.file.values()))]
        self.forms, self.unit = {}, None
        self.run_dumps()
        self.dump = Dump(self.base, self.width)
        self.source = np.zeros(len(self.dump.page), int)
        self.shares, self.weight, self.known = self.judge(self.dump)
        if args.text:
            self.add_foreign()
            self.add_spans()
        self.fold = np.array([self.corpus.fold[p] for p in self.dump.page])
        self.settings = [frozenset([f]) for f in range(FOLDS) if args.folds] + [frozenset()]
        self.second = None
        self.make_tables()

    def judge(self, dump):
        """(share of content, weight, whether it is known) of each row; a row
        of the first dump weighs 1 in the mean"""
        shares, dump.words = labels_of(dump, self.corpus)
        known = ~np.isnan(shares)
        shares = strict(dump, np.where(known, shares, 0))
        weight, own = page_weights(dump, self.corpus, known)
        self.unit = self.unit or weight[own].mean()
        weight[doubtful(dump, shares, dump.rows[:, LINKS])] = 0
        if self.args.text:      # the truth has no titles: no telling
            weight[titles(dump, self.corpus)] = 0
        return shares, weight / self.unit, known

    def read_form(self, form, flags, files):
        """the dump of pages in another form, which get names of their own"""
        base = str(self.work / form)
        run_dump(self.args.dump, base, files, flags)
        dump = Dump(base, self.width)
        self.forms[form] = [form + page for page in dump.by_page]
        for page in dump.by_page:
            self.corpus.copy(page, form + page)
        dump.page = np.array([form + page for page in dump.page])
        dump.group()
        self.sources.append((base, flags, files))
        return dump

    def add_rows(self, dump, shares, weight):
        self.source = np.concatenate([self.source, np.full(len(shares), len(self.sources) - 1)])
        self.shares = np.concatenate([self.shares, shares])
        self.weight = np.concatenate([self.weight, weight])
        self.dump.join(dump)

    def add_foreign(self):
        """the same pages in other letters; a row's truth is that of the one it copies"""
        place = {at: i for i, at in enumerate(zip(self.dump.page, self.dump.index))}
        dump = self.read_form("foreign", ["-t", "-x"], self.sources[0][2])
        row = np.array([place.get((page[len("foreign"):], i), -1) for page, i in zip(dump.page, dump.index)])
        dump.words = np.where(row < 0, dump.words, self.dump.words[row])
        self.add_rows(dump, np.where(row < 0, 0, self.shares[row]), np.where(row < 0, 0, FOREIGN * self.weight[row]))

    def add_spans(self):
        """what an earlier scraper took out of the pages: main content and what stands in it"""
        folder, files = self.work / "spans", []
        folder.mkdir(exist_ok=True)
        for page in self.corpus.file:
            rows = self.dump.by_page.get(page, [])
            good = np.flatnonzero(self.shares[rows] > 0.5)
            if len(good):
                files.append(str(folder / (page + ".txt")))
                Path(files[-1]).write_text("\n\n".join(
                    self.dump.text[i] for i in rows[good[0]:good[-1] + 1]), encoding="utf-8")
        dump = self.read_form("span", ["-t"], files)
        shares, weight, _ = self.judge(dump)
        self.add_rows(dump, shares, SPAN * weight)

    def run_dumps(self, tables=(), phrases=(), ends=(), scores=None):
        for i, (base, flags, files) in enumerate(self.sources):
            part = scores if scores is None else scores[self.source == i]
            run_dump(self.args.dump, base, files, flags, tables, phrases, ends, part)

    def read_dumps(self, suffix, *shape):
        parts = [np.fromfile(base + suffix, dtype=np.int16) for base, _, _ in self.sources]
        return np.concatenate(parts).reshape(len(self.fold), *shape)

    def make_tables(self):
        """class words and phrases without each set of up to three folds"""
        most = 3 if self.args.folds else 2
        self.keys = [frozenset(k) for n in range(most + 1) for k in combinations(range(FOLDS), n)]
        self.tables, self.said, self.ends, names, ends = {}, {}, {}, [], []
        said = [self.phrase_file("phrases", key) for key in self.keys]
        every = sorted(set(self.corpus.domain.values()))
        number = {d: i for i, d in enumerate(every)}
        self.domain = np.array([number[self.corpus.domain[p]] for p in self.dump.page])
        if not self.args.text:
            self.counts = class_counts(self.base, self.dump, self.shares, self.known, self.corpus)
            self.around = Words(self.base, self.dump)
            self.tables = dict(zip(self.keys, parallel(self, "table", self.keys)))
            for key in self.keys:
                names.append("%s.table%s" % (self.base, "".join(map(str, sorted(key)))))
                Path(names[-1]).write_text("".join("%s %d %d %d\n" % (w, *three) for w, three in sorted(self.tables[key].items())))
            self.spoken = Phrases([(self.base + ".hashes", len(self.fold))], self.domain)
            self.said = dict(zip(self.keys, parallel(self, "phrase", self.keys)))
            self.write_phrases("phrases", self.said)
        else:
            counts = np.bincount(self.source)
            parts = [("" if "-x" in flags else base + ".hashes", counts[i])
                     for i, (base, flags, _) in enumerate(self.sources)]
            self.over = Ends(parts, self.domain, self.dump, self.dump.rows[:, WORDS], self.shares, self.weight)
            self.ends = dict(zip(self.keys, parallel(self, "end", self.keys)))
            self.write_phrases("ends", self.ends)
            ends = [self.phrase_file("ends", key) for key in self.keys]
        self.run_dumps(names, said, ends)
        self.phrase_rows = self.read_dumps(".phrases", len(said), self.phrases[1])
        if ends:
            self.end_rows = self.read_dumps(".ends", len(ends), self.after[1])
        if names:
            self.table_rows = self.read_dumps(".words", len(names), self.classes[1])

    def phrase_file(self, kind, key):
        return str(self.work / (kind + "".join(map(str, sorted(key)))))

    def write_phrases(self, kind, tables):
        for key, table in tables.items():
            Path(self.phrase_file(kind, key)).write_text("".join("%d %d\n" % p for p in table))

    def table(self, without):
        """word -> its three weights, from pages of the other folds"""
        counts, usual = self.counts
        pages = Counter(self.corpus.domain.values())
        once = self.weight / np.array([pages[self.corpus.domain[p]] for p in self.dump.page])
        own = class_weights(counts, usual, without)
        joint = self.around.weights(counts, without, self.shares > 0.5, self.fold, once)
        return {w: (own.get(w, 0), *joint.get(w, (0, 0))) for w in {*own, *joint}}

    def phrase(self, without):
        use = self.use(without)
        return self.spoken.weights(np.unique(self.domain[~np.isin(self.fold, list(without))]), use,
                                   self.shares > 0.5, self.weight)

    def end(self, without):
        return self.over.weights(self.use(without))

    def rows(self, without):
        """a page's class words and phrases come from tables that did not see it"""
        rows = self.dump.rows.copy()
        for f in range(FOLDS):
            mask, key = self.fold == f, self.keys.index(without | {f})
            at, n = self.phrases
            rows[mask, at:at + n] = self.phrase_rows[mask, key]
            if self.ends:
                at, n = self.after
                rows[mask, at:at + n] = self.end_rows[mask, key]
            if self.tables:
                at, n = self.classes
                rows[mask, at:at + n] = self.table_rows[mask, key]
        return rows

    def use(self, without):
        return ~np.isin(self.fold, list(without)) & (self.weight > 0)

    def first_forest(self, without):
        """(forest, scores of the rows of the folds that it did not see)"""
        rows, use = self.rows(without)[:, :self.first], self.use(without)
        forest = Forest(rows[use], self.shares[use], self.weight[use], self.args.trees1, self.args)
        scores = {f: forest.scores(rows[self.fold == f]) for f in without}
        return forest, scores

    def second_forest(self, setting):
        rows, use = self.rows(setting), self.use(setting)
        rows[:, self.first:] = self.second[:, self.settings.index(setting)]
        forest = Forest(rows[use], self.shares[use], self.weight[use], self.args.trees2, self.args)
        scores = {f: forest.scores(rows[self.fold == f]) for f in setting}
        return forest, scores

    def run(self):
        """{setting: (forests, first scores, final scores)}; scores of a
        setting's own fold only"""
        sets = {s | frozenset(extra) for s in self.settings
                for extra in [()] + [(f,) for f in range(FOLDS)]}
        sets = sorted(sets, key=sorted)
        firsts = dict(zip(sets, parallel(self, "first_forest", sets)))
        scores = np.zeros((len(self.fold), len(self.settings)))
        for i, s in enumerate(self.settings):
            for f in range(FOLDS):
                scores[self.fold == f, i] = firsts[s | {f}][1][f]
        self.run_dumps(scores=scores)
        self.second = self.read_dumps(".second", len(self.settings), self.width - self.first)
        seconds = parallel(self, "second_forest", self.settings)
        done = {}
        for i, s in enumerate(self.settings):
            final = np.zeros(len(self.fold))
            for f in s:
                final[self.fold == f] = seconds[i][1][f]
            done[s] = [firsts[s][0], seconds[i][0]], scores[:, i], final
        return done


def parallel(fitter, method, jobs):
    """in two processes, which inherit the data; each forest is grown by one
    thread, so that the same data give the same trees"""
    with get_context("fork").Pool(2, WORKER.update, [{"fitter": fitter}]) as pool:
        return pool.map(grow, [(method, job) for job in jobs], chunksize=1)


WORKER = {}


def grow(job):
    method, argument = job
    return getattr(WORKER["fitter"], method)(argument)


def feature_counts():
    """all; those of the first stage; (first, number) of those of class words,
    of phrases, of ends"""
    names = feature_names()

    def span(first, last):
        return names.index(first), names.index(last) - names.index(first) + 1

    return (len(names), names.index("S_OWN"), span("CLASS_OWN", "CLASS_SUM"),
            span("PHRASES", "PHRASES_NEAR"), span("ENDS", "ENDS_NEXT"))


def feature_names():
    text = (Path(__file__).parents[2] / "src" / "find_feat.h").read_text()
    return re.findall(r"^ROW\((\w+)", text, re.M)


LINKS, WORDS = (feature_names().index(n) for n in ("LINKS", "WORDS"))


def report(f, done):
    """figures of the folds, each scored by forests that did not see it"""
    total, first = np.zeros(len(f.fold)), np.zeros(len(f.fold))
    for setting, (_, one, two) in done.items():
        mask = np.isin(f.fold, list(setting))
        first[mask], total[mask] = one[mask], two[mask]
    folds = {min(s) for s in done if s}
    groups = {"": [p for p in f.corpus.file if p in f.corpus.own],
              "more": [p for p in f.corpus.file if p not in f.corpus.own and p not in f.corpus.known],
              **{form: [p for p in pages if p in f.corpus.own] for form, pages in f.forms.items()}}
    figures = {}
    for name, score in (("ceiling", np.where(f.shares > 0.5, 9.0, -9.0)), ("first stage", first),
                        ("both stages", total)):
        for group, pages in groups.items():
            got = page_f1(f.dump, f.shares, score, f.corpus, [p for p in pages if f.corpus.fold[p] in folds])
            figures[group] = got
            if got:
                print("%-12s" % name, group, " ".join("%s %.4f" % kv for kv in sorted(got.items())))
    np.save(f.base + ".scores.npy", total)
    return figures[""]


def more_notes(corpus):
    """what else the tables come from"""
    more = Counter(corpus.kind[page] for page in corpus.file if page not in corpus.own)
    return ["And on %d pages %s." % (more[kind], where) for kind, (_, where) in MORE.items() if more[kind]]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--more", type=Path, action="append", default=[])
    ap.add_argument("--parts", default=str(Path(__file__).with_name("folds.tsv")))
    ap.add_argument("--dump", required=True, help="the program tests/fit/dump.c")
    ap.add_argument("--work", required=True)
    ap.add_argument("--text", action="store_true", help="the model for text input")
    ap.add_argument("--folds", action="store_true", help="fit without each fold, too, and score it")
    ap.add_argument("--out", help="directory for the C files; without fold N: OUT/N")
    ap.add_argument("--trees1", type=int, default=120)
    ap.add_argument("--trees2", type=int, default=120)
    ap.add_argument("--leaves", type=int, default=16, help="TREE_LEAVES at most")
    ap.add_argument("--rate", type=float, default=0.1)
    ap.add_argument("--least", type=int, default=15)
    ap.add_argument("--screen", type=float, default=-6.0)
    args = ap.parse_args()
    f = Fitter(args)
    done = f.run()
    tag = "text" if args.text else "html"
    figures = report(f, done) if args.folds else None
    for setting, (stages, _, _) in done.items():
        if not args.out:
            break
        out = Path(args.out) / "".join(map(str, setting)) if setting else Path(args.out)
        out.mkdir(parents=True, exist_ok=True)
        note = ["Fitted on the development split of WCXB (Murrough Foley, 2026, CC-BY-4.0),",
                "%d pages%s, seed %d; %d trees of %d leaves, then %d of %d." % (
                    len(f.corpus.own & set(f.corpus.file)), " without fold %d" % min(setting) if setting else "",
                    SEED, args.trees1, args.leaves, args.trees2, args.leaves), *more_notes(f.corpus)]
        if figures and not setting:
            note.append("Cross-validated by domain, on blocks alone: articles %.3f, all pages %.3f."
                        % (figures["article"], figures["all"]))
        write_c(out / ("model_%s.c" % tag), stages, tag, args.screen, note,
                f.tables.get(setting), f.said.get(setting), f.ends.get(setting))
    if args.out and args.folds:
        Path(args.out, "folds.tsv").write_text("".join(
            "%s\t%d\n" % (page, f.corpus.fold[page]) for page in sorted(f.corpus.file)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
