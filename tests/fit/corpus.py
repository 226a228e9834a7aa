"""Pages with their truth, and what tests/fit/dump writes of them."""
import json
import re
import subprocess
from collections import defaultdict
from pathlib import Path
from zlib import crc32

import numpy as np

from common import FOLDS
from label import words


def domain(url):
    host = re.sub(r"^\w+://", "", url).split("/")[0].split(":")[0].lower()
    parts = host.split(".")
    if len(parts) > 2 and len(parts[-1]) == 2 and len(parts[-2]) <= 3:
        return ".".join(parts[-3:])
    return ".".join(parts[-2:])


class Corpus:
    """Pages with their truth; those of the first folder are the ones to score."""

    def __init__(self, folders, folds):
        self.parts = dict(line.split("\t") for line in Path(folds).read_text().splitlines())
        self.file, self.truth, self.title = {}, {}, {}
        self.kind, self.fold, self.domain = {}, {}, {}
        self.known = {}         # (segments wanted, unwanted), where there is no more truth
        self.read(folders[0])
        self.own = set(self.file)
        for folder in folders[1:]:
            self.read(folder)

    def read(self, folder):
        known = {self.domain[p]: self.fold[p] for p in self.file}
        for path in sorted((folder / "dev" / "ground-truth").glob("*.json")):
            record = json.loads(path.read_text(encoding="utf-8"))
            page = path.stem
            self.file[page] = str(folder / "dev" / "html" / (page + ".html.gz"))
            truth = record["ground_truth"]
            self.truth[page] = truth.get("main_content") or ""
            if "main_content" not in truth:
                self.known[page] = truth["with"], truth["without"]
            self.title[page] = words(truth.get("title") or "")
            self.kind[page] = record["_internal"]["page_type"]["primary"]
            self.domain[page] = name = domain(record.get("url") or page)
            part = self.parts.get(page) or known.get(name, crc32(name.encode()) % FOLDS)
            self.fold[page] = int(part)

    def copy(self, page, name):
        for facts in self.truth, self.title, self.kind, self.fold, self.domain:
            facts[name] = facts[page]
        if page in self.own:
            self.own.add(name)


class Dump:
    """The rows that tests/fit/dump wrote."""

    def __init__(self, base, width):
        columns = [[] for _ in range(7)]
        with open(base + ".tsv", encoding="utf-8", newline="\n") as lines:
            for line in lines:
                for column, cell in zip(columns, line.rstrip("\n").split("\t", 6)):
                    column.append(cell)
        self.page = np.array([p.split(".")[0] for p in columns[0]])
        self.index = np.array(columns[1], dtype=int)
        self.box = np.array(columns[2], dtype=int)
        self.words = np.array(columns[3], dtype=np.float64)
        self.kind, self.category = np.array(columns[4]), np.array(columns[5])
        self.text = columns[6]
        self.rows = np.fromfile(base + ".i16", dtype=np.int16).reshape(-1, width)
        self.group()

    def group(self):
        self.by_page = defaultdict(list)
        for i, page in enumerate(self.page):
            self.by_page[page].append(i)

    def join(self, other):
        for name in ("page", "index", "box", "words", "kind", "category", "rows"):
            setattr(self, name, np.concatenate([getattr(self, name), getattr(other, name)]))
        self.text += other.text
        self.group()


def run_dump(program, base, files, flags, tables=(), phrases=(), ends=(), scores=None):
    argv = [program, *flags]
    for flag, names in ("-w", tables), ("-p", phrases), ("-e", ends):
        for name in names:
            argv += [flag, name]
    if scores is not None:
        scores.astype(np.float32).tofile(base + ".f32")
        argv += ["-s", str(scores.shape[1]), base + ".f32"]
    subprocess.run(argv + [base] + files, check=True)
