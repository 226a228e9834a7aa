#!/usr/bin/python3
"""Fits the article finder and writes its tables as C.

    fit.py --data DIR --link COMMAND --work DIR [--text] [--out FILE] ...

DIR is WCXB's development split (dev/html, dev/ground-truth). COMMAND links
tests/fit/dump: it is run as COMMAND -o PROGRAM TABLE.c, with a table of class
words as C. Needs Debian's python3-sklearn and python3-numpy.

What is fitted, and how it is kept honest:
  - weights of the words in class and id attributes: log odds that text inside
    is main content, counted once a domain; those that a page is fitted with
    come from other folds than its own;
  - a first forest over the features of a block in context, and a second that
    also sees the first one's scores of the neighbours; the scores that the
    second is fitted on come from first forests that did not see the page.
Folds part the pages by domain (folds.tsv). With --fold N everything is fitted
without fold N, to score the pages of fold N.
"""
import argparse
import json
import math
import os
import re
import subprocess
import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

sys.path.insert(0, str(Path(__file__).parent))
from label import label, words  # noqa: E402

FOLDS = 5
SLOTS = 2048            # CLASS_SLOTS of find_model.h
WORD_LIMIT = 14         # bytes of a class word in the table
LEAST_DOMAINS = 5       # a class word on fewer is not trusted
SEED = 20261123

# blocks that readers do not count as the article's text, whatever the
# ground truth holds: what rules recognise, captions, bylines, dates
STRICT_KINDS = ("caption", "byline", "date", "image")


# ------------------------------------------------------------------ corpus

def domain(url):
    host = re.sub(r"^\w+://", "", url).split("/")[0].split(":")[0].lower()
    parts = host.split(".")
    if len(parts) > 2 and len(parts[-1]) == 2 and len(parts[-2]) <= 3:
        return ".".join(parts[-3:])
    return ".".join(parts[-2:])


class Corpus:
    def __init__(self, data, folds):
        fold_of = dict(line.split("\t") for line in Path(folds).read_text().splitlines())
        self.pages, self.truth, self.kind, self.fold, self.domain = [], {}, {}, {}, {}
        for path in sorted((data / "dev" / "ground-truth").glob("*.json")):
            record = json.loads(path.read_text(encoding="utf-8"))
            page = path.stem
            self.pages.append(page)
            self.truth[page] = record["ground_truth"].get("main_content") or ""
            self.kind[page] = record["_internal"]["page_type"]["primary"]
            self.domain[page] = domain(record.get("url") or page)
            self.fold[page] = int(fold_of[page])

    def files(self, data, pages):
        return [str(data / "dev" / "html" / (p + ".html.gz")) for p in pages]


# ------------------------------------------------------------------ dumps

class Dump:
    """The rows that tests/fit/dump wrote."""

    def __init__(self, base, width):
        self.page, self.index, self.words = [], [], []
        self.kind, self.category, self.text = [], [], []
        with open(base + ".tsv", encoding="utf-8", newline="\n") as lines:
            for line in lines:
                page, index, n, kind, category, text = line.rstrip("\n").split("\t", 5)
                self.page.append(page.split(".")[0])
                self.index.append(int(index))
                self.words.append(int(n))
                self.kind.append(kind)
                self.category.append(category)
                self.text.append(text)
        self.page = np.array(self.page)
        self.words = np.array(self.words, dtype=np.float64)
        self.rows = np.fromfile(base + ".i16", dtype=np.int16).reshape(-1, width)


def run_dump(program, base, files, text, scores=None):
    argv = [program] + (["-t"] if text else [])
    if scores is not None:
        scores.astype(np.float32).tofile(base + ".f32")
        argv += ["-s", base + ".f32"]
    subprocess.run(argv + [base] + files, check=True)


def label_page(job):
    page, texts, truth = job
    return page, label(texts, truth)


def labels_of(dump, corpus, cache):
    """share of each row's words that is main content"""
    if cache.exists():
        shares = np.load(cache)
        if len(shares) == len(dump.page):
            return shares
    by_page = defaultdict(list)
    for i, page in enumerate(dump.page):
        by_page[page].append(i)
    jobs = [(p, [dump.text[i] for i in rows], corpus.truth[p]) for p, rows in by_page.items()]
    shares = np.zeros(len(dump.page))
    with ProcessPoolExecutor(2) as pool:
        for page, (got, _) in pool.map(label_page, jobs, chunksize=8):
            shares[by_page[page]] = got
    np.save(cache, shares)
    return shares


def strict(dump, shares):
    shares = shares.copy()
    out = np.isin(dump.kind, STRICT_KINDS) | (np.array(dump.category) != "-")
    shares[out] = 0
    return shares


# ------------------------------------------------------------- class words

def class_parts(names):
    """as class_weigh in find_class.c parts them"""
    parts, word, lower = [], "", False
    for c in names + " ":
        up, letter = "A" <= c <= "Z", c.isascii() and c.isalpha()
        if word and (not letter or (up and lower)):
            parts.append(word)
            word = ""
        if letter and len(word) < 32:
            word += c.lower()
        lower = letter and not up
    return {p for p in parts[:24] if 2 <= len(p) <= WORD_LIMIT}


def class_weights(base, dump, shares, corpus, without):
    """word -> weight in 1/16 of log odds, from pages of the other folds"""
    position = defaultdict(dict)
    for i, page in enumerate(dump.page):
        position[page][dump.index[i]] = i
    inside, whole = defaultdict(float), defaultdict(float)
    by_domain = defaultdict(lambda: [0.0, 0.0])
    good = shares * dump.words
    base_good = base_all = 0.0
    with open(base + ".class", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            page, first, end, names = line.rstrip("\n").split("\t", 3)
            page = page.split(".")[0]
            if corpus.fold[page] in without:
                continue
            rows = [position[page][k] for k in range(int(first), int(end)) if k in position[page]]
            total = dump.words[rows].sum()
            if not rows or total == 0:
                continue
            share = good[rows].sum() / total
            base_good += share
            base_all += 1
            for part in class_parts(names):
                seen = by_domain[corpus.domain[page], part]
                seen[0] += share
                seen[1] += 1
    domains = defaultdict(int)
    for (_, part), (g, n) in by_domain.items():
        inside[part] += g / n
        whole[part] += 1
        domains[part] += 1
    usual = base_good / base_all
    weights = {}
    for part, n in domains.items():
        if n < LEAST_DOMAINS:
            continue
        share = (inside[part] + 4 * usual) / (whole[part] + 4)
        odds = math.log(share / (1 - share)) - math.log(usual / (1 - usual))
        weight = max(-120, min(120, round(16 * odds)))
        if abs(weight) >= 6:
            weights[part] = weight
    most = SLOTS * 6 // 10
    ranked = sorted(weights, key=lambda w: (-abs(weights[w]) * math.log(domains[w]), w))
    return {w: weights[w] for w in ranked[:most]}


def fnv1a(word):
    h = 14695981039346656037
    for b in word.encode():
        h = (h ^ b) * 1099511628211 & 0xffffffffffffffff
    return h


def class_table(weights):
    slots = [None] * SLOTS
    for word in sorted(weights):
        at = fnv1a(word) & (SLOTS - 1)
        while slots[at] is not None:
            at = (at + 1) & (SLOTS - 1)
        slots[at] = word
    lines = ["\t[%d] = { \"%s\", %d }," % (i, w, weights[w])
             for i, w in enumerate(slots) if w is not None]
    return ("#include \"find_model.h\"\n\nconst struct class_word "
            "class_words[CLASS_SLOTS] = {\n%s\n};\n" % "\n".join(lines or ["\t{ \"\", 0 }"]))


# ------------------------------------------------------------------ forests

def fit_forest(rows, shares, weights, trees, leaves, seed, rate=0.1, least=40):
    x, y, w = soft(rows, shares, weights)
    model = HistGradientBoostingClassifier(
        max_iter=trees, learning_rate=rate, max_leaf_nodes=leaves,
        min_samples_leaf=least, l2_regularization=5.0, max_bins=128,
        early_stopping=False, random_state=seed)
    model.fit(x, y, sample_weight=w)
    return model


def soft(rows, shares, weights):
    """a row that is content in part counts as both, in parts"""
    part = (shares > 0.02) & (shares < 0.98)
    x = np.concatenate([rows, rows[part]])
    y = np.concatenate([(shares > 0.5).astype(int), (shares[part] <= 0.5).astype(int)])
    main = np.where(part, np.maximum(shares, 1 - shares), 1.0)
    w = np.concatenate([weights * main, weights[part] * np.minimum(shares[part], 1 - shares[part])])
    return x, y, w


def page_weights(dump, corpus, pages):
    """each page counts alike, its words too; articles somewhat more"""
    totals = defaultdict(float)
    words = dump.words + 2
    for page, n in zip(dump.page, words):
        totals[page] += n
    scale = np.array([(1.5 if corpus.kind[p] == "article" else 1.0) / totals[p] for p in dump.page])
    w = words * scale
    return w / w.mean()


def tree_nodes(predictor):
    """in preorder: the left child follows its parent"""
    nodes, out = predictor.nodes, []

    def walk(i):
        n = nodes[i]
        at = len(out)
        if n["is_leaf"]:
            out.append((-1, 0, 0, round(n["value"] * 1024)))
            return
        out.append(None)
        walk(n["left"])
        right = len(out)
        walk(n["right"])
        out[at] = (int(n["feature_idx"]), math.floor(n["num_threshold"]), right, 0)

    walk(0)
    return out


class Forest:
    def __init__(self, model):
        self.trees = [tree_nodes(p[0]) for p in model._predictors]
        self.start = float(model._baseline_prediction.ravel()[0])
        self.model = model

    def scores(self, rows):
        return self.model.decision_function(rows)


def forest_c(name, forest):
    nodes, roots = [], []
    for tree in forest.trees:
        roots.append(len(nodes))
        nodes += tree
    lines, line = [], ""
    for n in nodes:
        cell = "{%d,%d,%d,%d}," % n
        if len(line) + len(cell) > 78:
            lines.append(line)
            line = ""
        line += cell
    lines.append(line)
    roots = ["".join("%d," % r for r in roots[i:i + 12]) for i in range(0, len(roots), 12)]
    return ("static const struct tree_node %s_nodes[] = {\n%s\n};\n"
            "static const uint32_t %s_roots[] = {\n%s\n};\n"
            % (name, "\n".join(lines), name, "\n".join(roots)))


def model_c(name, stages, screen):
    parts = [forest_c("%s%d" % (name, i + 1), f) for i, f in enumerate(stages)]
    rows = ",\n".join("\t\t{ %s%d_nodes, %s%d_roots, %d, %.6ff }" % (
        name, i + 1, name, i + 1, len(f.trees), f.start) for i, f in enumerate(stages))
    return "%s\nconst struct model model_%s = {\n\t{\n%s\n\t}, %.2ff\n};\n" % (
        "\n".join(parts), name, rows, screen)


# ------------------------------------------------------------------ figures

def page_f1(dump, shares, score, corpus, select):
    """mean over pages of the words' F1, were blocks printed as they stand"""
    by_page = defaultdict(list)
    for i, page in enumerate(dump.page):
        by_page[page].append(i)
    figures = defaultdict(list)
    for page in select:
        rows = np.array(by_page.get(page, []), dtype=int)
        need = len(words(corpus.truth[page]))
        f = 0.0
        if len(rows) and need:
            w, p = dump.words[rows], 1 / (1 + np.exp(-score[rows]))
            order = np.argsort(-p, kind="stable")
            chosen, right = np.cumsum(w[order]), np.cumsum((w * p)[order])
            best = np.argmax(2 * right / (chosen + (w * p).sum() + 1e-9))
            take = order[:best + 1]
            hit = (w * shares[rows])[take].sum()
            f = 2 * hit / (w[take].sum() + max(need, (w * shares[rows]).sum()))
        figures[corpus.kind[page]].append(f)
        figures["all"].append(f)
    return {k: sum(v) / len(v) for k, v in figures.items()}


# ------------------------------------------------------------------ fitting

class Fitter:
    def __init__(self, args):
        self.args = args
        self.work = Path(args.work)
        self.work.mkdir(parents=True, exist_ok=True)
        self.corpus = Corpus(args.data, args.folds)
        self.width, self.first = feature_counts()
        self.tag = "text" if args.text else "html"
        plain = self.link({})
        base = str(self.work / self.tag)
        run_dump(plain, base, self.corpus.files(args.data, self.corpus.pages), args.text)
        self.base = base
        self.dump = Dump(base, self.width)
        self.raw = labels_of(self.dump, self.corpus, self.work / (self.tag + ".labels.npy"))
        self.shares = strict(self.dump, self.raw)
        self.weight = page_weights(self.dump, self.corpus, self.corpus.pages)
        self.row_fold = np.array([self.corpus.fold[p] for p in self.dump.page])
        self.tables = {}

    def link(self, weights):
        source = self.work / "table.c"
        program = self.work / "dump"
        source.write_text(class_table(weights))
        subprocess.run("%s -o %s %s" % (self.args.link, program, source), shell=True, check=True)
        return str(program)

    def table(self, without):
        key = frozenset(without)
        if key not in self.tables:
            self.tables[key] = {} if self.args.text else class_weights(
                self.base, self.dump, self.shares, self.corpus, key)
        return self.tables[key]

    def rows_with(self, folds, weights, scores=None):
        """features of the pages of some folds, made with a table"""
        pages = [p for p in self.corpus.pages if self.corpus.fold[p] in folds]
        part = str(self.work / (self.tag + ".part"))
        mask = np.isin(self.row_fold, list(folds))
        run_dump(self.link(weights), part, self.corpus.files(self.args.data, pages),
                 self.args.text, None if scores is None else scores[mask])
        return mask, np.fromfile(part + ".i16", dtype=np.int16).reshape(-1, self.width)

    def fit(self, without):
        """both stages without some folds; (forests, table, rows of theirs)"""
        a = self.args
        folds = [f for f in range(FOLDS) if f not in without]
        n = len(self.dump.page)
        rows = np.zeros((n, self.width), dtype=np.int16)
        for g in folds:
            mask, part = self.rows_with([g], self.table(set(without) | {g}))
            rows[mask] = part
        use = np.isin(self.row_fold, folds)
        scores = np.zeros(n)
        for g in folds:
            train, test = use & (self.row_fold != g), self.row_fold == g
            scores[test] = self.forest(rows[:, :self.first], train, a.trees1, a.leaves1).scores(
                rows[test][:, :self.first])
        one = self.forest(rows[:, :self.first], use, a.trees1, a.leaves1)
        for g in folds:
            mask, part = self.rows_with([g], self.table(set(without) | {g}), scores)
            rows[mask] = part
        two = self.forest(rows, use, a.trees2, a.leaves2)
        return [one, two], self.table(without), scores

    def forest(self, rows, use, trees, leaves):
        return Forest(fit_forest(rows[use], self.shares[use], self.weight[use], trees, leaves,
                                 SEED, self.args.rate, self.args.least))

    def held_out(self, fold, stages, table):
        """scores of the pages that the forests did not see"""
        scores = np.zeros(len(self.dump.page))
        mask, part = self.rows_with([fold], table)
        scores[mask] = stages[0].scores(part[:, :self.first])
        mask, part = self.rows_with([fold], table, scores)
        final = np.zeros(len(scores))
        final[mask] = stages[1].scores(part)
        return mask, final, scores


def feature_counts():
    text = (Path(__file__).parents[2] / "src" / "find_feat.h").read_text()
    names = re.findall(r"^ROW\((\w+)", text, re.M)
    return len(names), names.index("S_OWN")


def write_c(path, stages, table, tag, screen, note):
    head = ("/*\n * Made by tests/fit/fit.py; do not edit.\n%s */\n"
            % "".join(" * %s\n" % line for line in note))
    Path(path).write_text(head + "#include \"find_model.h\"\n\n" + model_c(tag, stages, screen))
    if tag == "html":
        Path(path).with_name("model_words.c").write_text(head + class_table(table))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--folds", default=str(Path(__file__).with_name("folds.tsv")))
    ap.add_argument("--link", required=True)
    ap.add_argument("--work", required=True)
    ap.add_argument("--text", action="store_true", help="the model for text input")
    ap.add_argument("--fold", type=int, action="append", default=[], help="fit without this fold, and score it")
    ap.add_argument("--all", action="store_true", help="fit on all folds")
    ap.add_argument("--out", help="directory for the C files; fold N goes to OUT/N")
    ap.add_argument("--trees1", type=int, default=60)
    ap.add_argument("--leaves1", type=int, default=16)
    ap.add_argument("--trees2", type=int, default=60)
    ap.add_argument("--leaves2", type=int, default=16)
    ap.add_argument("--rate", type=float, default=0.15)
    ap.add_argument("--least", type=int, default=60)
    ap.add_argument("--screen", type=float, default=-6.0)
    args = ap.parse_args()
    f = Fitter(args)
    total, first_total = np.zeros(len(f.dump.page)), np.zeros(len(f.dump.page))
    for fold in args.fold:
        stages, table, _ = f.fit([fold])
        mask, final, first = f.held_out(fold, stages, table)
        total[mask], first_total[mask] = final[mask], first[mask]
        if args.out:
            out = Path(args.out) / str(fold)
            out.mkdir(parents=True, exist_ok=True)
            write_c(out / ("model_%s.c" % f.tag), stages, table, f.tag, args.screen, ["Without fold %d." % fold])
    figures = {}
    if args.fold:
        pages = [p for p in f.corpus.pages if f.corpus.fold[p] in args.fold]
        for name, score in (("first stage", first_total), ("both stages", total)):
            figures = page_f1(f.dump, f.shares, score, f.corpus, pages)
            print(name, " ".join("%s %.4f" % kv for kv in sorted(figures.items())))
        perfect = page_f1(f.dump, f.shares, np.where(f.shares > 0.5, 9.0, -9.0), f.corpus, pages)
        print("ceiling", " ".join("%s %.4f" % kv for kv in sorted(perfect.items())))
    if args.all:
        stages, table, _ = f.fit([])
        note = ["Fitted on the development split of WCXB (Murrough Foley, 2026, CC-BY-4.0),",
                "%d pages, seed %d; %d trees of %d leaves, %d of %d." % (
                    len(f.corpus.pages), SEED, args.trees1, args.leaves1, args.trees2, args.leaves2)]
        if figures:
            note.append("Cross-validated by domain, blocks alone: articles %.3f, all pages %.3f."
                        % (figures["article"], figures["all"]))
        write_c(Path(args.out) / ("model_%s.c" % f.tag), stages, table, f.tag, args.screen, note)
    return 0


if __name__ == "__main__":
    sys.exit(main())
