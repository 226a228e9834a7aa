#!/usr/bin/python3
"""Counts the paragraphs of real prose that the rules lose.

    tests/junk/retention.py [-v] [-w WINNOW] PROSE.txt...
    tests/junk/retention.py [-v] [-w WINNOW] --articles DIR

PROSE.txt is LANG.txt, a paragraph a line, as prose.py makes it; DIR holds the
truth of articles, a JSON file each. Losses that reviewed*.tsv list are junk
that was left in, and are counted apart. -v lists the others by rule.
"""

import argparse
import collections
import json
import re
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
AT_ONCE = 40


def norm(text):
    return " ".join(re.findall(r"\w+", text.lower()))


def size(text):
    """Words; two characters are one where a script has no spaces."""
    return len(text.split()) + len(re.findall(
        "[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]", text)) // 2


def reviewed():
    lines = [line for path in HERE.glob("reviewed*.tsv")
             for line in path.read_text(encoding="utf-8").split("\n")]
    return {norm(line.split("\t")[0]) for line in lines
            if line and not line.startswith("#")}


def winnow(program, lang, text, *more):
    args = [program, "-f", "text", "--find=never", *more]
    if lang:
        args += ["-l", lang]
    done = subprocess.run(args, input=text.encode(), stdout=subprocess.PIPE,
                          timeout=60, check=False)
    return done.stdout.decode() if done.returncode == 0 else ""


def lost(paragraphs, out):
    """As junk.py counts: whole lines, each line of the output used once."""
    have = collections.Counter(map(norm, out.split("\n")))
    flat = norm(out)
    for text in paragraphs:
        words = norm(text)
        if have[words]:
            have[words] -= 1
        elif words and (len(words.split()) < 8 or words not in flat):
            yield text


def why(program, lang, text):
    rules = {}
    for line in winnow(program, lang, text, "-t", "trace").split("\n"):
        part = line.split("\t")
        if len(part) > 5:
            rules[norm(part[5])] = part[2]
    return rules


def score(name, documents, args, lang):
    skip, total, gone, apart = reviewed(), [0, 0], [0, 0], [0, 0]
    for paragraphs in documents:
        text = "\n\n".join(paragraphs) + "\n"
        losses = list(lost(paragraphs, winnow(args.w, lang, text)))
        for p in losses:
            apart[size(p) >= 5] += norm(p) in skip
        losses = [p for p in losses if norm(p) not in skip]
        for p in paragraphs:
            total[size(p) >= 5] += 1
        for p in losses:
            gone[size(p) >= 5] += 1
        rules = why(args.w, lang, text) if losses and args.v else {}
        for p in losses if args.v else []:
            print(f"{name}\t{rules.get(norm(p), '?')}\t{p[:200]}")
    for i, kind in (1, "5 words or more"), (0, "shorter"):
        rate = 1e4 * gone[i] / max(1, total[i])
        print(f"{name}: {kind}: {gone[i]} of {total[i]}, {rate:.1f} in 10,000, "
              f"{apart[i]} reviewed")


def articles(folder):
    for path in sorted(Path(folder).rglob("*.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        if page["_internal"]["page_type"]["primary"] != "article":
            continue
        text = page["ground_truth"].get("main_content") or ""
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        if lines:
            yield lines


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-v", action="store_true")
    parser.add_argument("-w", default=str(HERE.parents[1] / "winnow"))
    parser.add_argument("--articles")
    parser.add_argument("prose", nargs="*")
    args = parser.parse_args()
    if args.articles:
        score("articles", articles(args.articles), args, None)
    for path in map(Path, args.prose):
        lines = path.read_text(encoding="utf-8").split("\n")
        lines = [line for line in lines if line.strip()]
        score(path.stem, [lines[i:i + AT_ONCE]
                          for i in range(0, len(lines), AT_ONCE)],
              args, path.stem)


if __name__ == "__main__":
    main()
