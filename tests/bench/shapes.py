"""Pages that grow in one way, and rules made many by other words."""
import random
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from rules_fold import unfold  # noqa: E402

SENTENCE = ("The ferry left the harbour of {0} at dawn, and by the time its {1} "
            "passengers had seen the {2} light the wind had turned to the north. ")
WORDS = ("copper lantern meadow harbour granite willow saffron ember pebble "
         "thistle marble quiver cobalt juniper anchor velvet orchard falcon "
         "timber cinder").split()


def sentence(rng):
    return SENTENCE.format(*rng.choices(WORDS, k=3))


def page(body):
    return ("<!DOCTYPE html><html><head><title>A ferry at dawn</title></head>"
            f"<body><main><h1>A ferry at dawn</h1>{body}</main></body></html>")


def size(n, rng):
    """n kB of paragraphs, lists and links"""
    parts, total = [], 0
    while total < n * 1000:
        text = sentence(rng) * 3
        part = (f'<p>{text}<a href="/{rng.choice(WORDS)}">{rng.choice(WORDS)}</a>'
                f"</p><ul><li><a href='/a'>{rng.choice(WORDS)}</a></li></ul>")
        parts.append(part)
        total += len(part)
    return page("".join(parts))


def depth(n, rng):
    """a paragraph in each of n boxes, each in the one before it"""
    return page("".join(f"<div><p>{sentence(rng)}</p>" for _ in range(n)) +
                "</div>" * n)


def blocks(n, rng):
    return page("".join(f"<p>{rng.choice(WORDS)} {i}</p>" for i in range(n)))


def paragraph(n, rng):
    """one paragraph of n kB"""
    return page("<p>" + "".join(sentence(rng) for _ in range(n * 7)) + "</p>")


SHAPES = {
    "page size": (size, 400), "depth": (depth, 60),
    "blocks": (blocks, 4000), "length of a paragraph": (paragraph, 15),
}

RULE = re.compile(r"^(drop|cut|mark \w+|allow|keep|drop-after|drop-before)"
                  r"(\s+)([\w-]+)(\s+/.*)$")
TOKEN = re.compile(r"(?<![\\\w\[(?\-{])[a-z]{4,}(?![\w\]})\-])")
NAMES = re.compile(r" (?:with|of|prev|next)=")  # of other rules
KEPT = {"words", "chars", "kind", "heading", "paragraph", "image", "caption",
        "link", "whole", "some", "none", "where", "head", "body", "tail", "next",
        "prev", "with", "like", "take", "rest", "lang", "host", "href", "class"}


def pattern_end(line, start):
    """the slash that ends the regular expression"""
    i = start + 1
    while line[i] != "/":
        i += 2 if line[i] == "\\" else 1
    return i


def multiply(files, n):
    """n rules with the shapes of the shipped ones and words of their own"""
    found = []
    for name in files:
        for line in unfold(name.read_text(encoding="utf-8")).splitlines():
            m = RULE.match(line)
            if m and not NAMES.search(line):
                found.append((m, line))
    rng = random.Random(7)
    order = found[:]
    rng.shuffle(order)
    out = ["list bench", 'category bench on "rules with other words"', ""]
    for i in range(n):
        m, line = order[i % len(order)]
        start = line.index("/", m.start(4))
        end = pattern_end(line, start)
        # the first copy of a rule keeps its words
        pattern = line[start:end] if i < len(order) else TOKEN.sub(
            lambda w: coin(w.group(), rng), line[start:end])
        out.append(f"{m[1]} r{i} {pattern}{line[end:]}")
    return "\n".join(out) + "\n"


def coin(word, rng):
    """a word as long as that one that no language has"""
    if word in KEPT:
        return word
    return "".join(rng.choice("bcdfghklmnprstvwz" if i % 2 == 0 else "aeiou")
                   for i in range(len(word)))
