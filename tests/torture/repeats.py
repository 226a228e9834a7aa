#!/usr/bin/python3
"""What a shipped rule hits, many times over in one paragraph: no pattern may
come to its limit, or one such line would cost a page.

    WINNOW=winnow tests/torture/repeats.py [RULES.rules...]

Each hit of the rule files is repeated up to the words that a drop looks at,
once by itself and once with a sentence behind.
"""
import json
import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
WINNOW = os.environ.get("WINNOW", str(HERE.parents[1] / "winnow"))
WORDS = 38      # a drop without words= looks at 40
PROSE = ("The council met on Monday and agreed to open the bridge in the "
         "spring of next year, the mayor said.")
REST = "and then it went on for a while, as the story of the day goes on"


def hits(files):
    for path in files:
        for line in Path(path).read_text(encoding="utf-8").split("\n"):
            m = re.match(r"\thit(?:\[[^\]]*\])? +(.+)", line)
            if m:
                yield f"{Path(path).name}: {m.group(1).strip()}", m.group(1).strip()


def texts(files):
    for name, hit in hits(files):
        yield name, " ".join([hit] * max(1, WORDS // len(hit.split())))
        yield name, f"{hit} {hit} {REST}"


def main():
    files = sys.argv[1:] or sorted((HERE.parents[1] / "rules").glob("*.rules"))
    rows = list(texts(files))
    lines = [json.dumps({"text": f"{PROSE}\n\n{text}\n\n{PROSE}\n"}) + "\n" for _, text in rows]
    done = subprocess.run([WINNOW, "-f", "jsonl", "-t", "jsonl"], stdout=subprocess.PIPE,
                          input="".join(lines), encoding="utf-8", check=False)
    answers = [json.loads(line)["winnow"] for line in done.stdout.splitlines()]
    failed = [(name, a["error"]["message"]) for (name, _), a in zip(rows, answers)
              if a["status"] == "failed"]
    for name, message in failed:
        print(f"not ok {name}\n# {message}")
    if len(answers) != len(rows) or not rows:
        print(f"not ok {len(rows)} texts, {len(answers)} answers")
    elif not failed:
        print(f"ok {len(rows)} texts of repeated junk")


main()
