#!/usr/bin/python3
"""folds.py DATA: parts the pages of WCXB's development split into five folds
by domain, about equally many of each page type in each, and prints id, fold."""
import hashlib
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from common import FOLDS  # noqa: E402
from corpus import domain  # noqa: E402


def main():
    groups = defaultdict(list)
    for path in sorted(Path(sys.argv[1], "dev", "ground-truth").glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        kind = record["_internal"]["page_type"]["primary"]
        groups[domain(record.get("url") or path.stem)].append((path.stem, kind))
    load = [Counter() for _ in range(FOLDS)]
    order = sorted(groups, key=lambda d: (-len(groups[d]), hashlib.md5(d.encode()).hexdigest()))
    fold_of = {}
    for name in order:
        kinds = Counter(k for _, k in groups[name])
        fold = min(range(FOLDS), key=lambda f: (sum(load[f][k] * n for k, n in kinds.items()), sum(load[f].values()), f))
        load[fold].update(kinds)
        fold_of.update((page, fold) for page, _ in groups[name])
    for page in sorted(fold_of):
        print(page, fold_of[page], sep="\t")


if __name__ == "__main__":
    main()
