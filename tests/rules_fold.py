#!/usr/bin/python3
"""rules_fold.py [--check] FILE...: folds the long lines of rule files.

A regular expression that does not fit is broken behind a |, the outermost
first, or behind a blank; what a group holds is indented. It stays the same
byte for byte, for winnow joins such lines. --check changes nothing and names
the files that are not folded so.
"""
import re
import sys
import unicodedata

WIDTH = 79
BEFORE = re.compile(r"(?:\s+or(?:\[[\w,-]*\])?\s+|[a-z-]+\s[^/\"]*)/")
PLAIN = re.compile(r"\s*#|\s+(?:hit|keep|todo-|before|after|gives)")
OPEN = re.compile(r"\((?:\?(?:<?[=!]|[-a-zA-Z]*:|>|\||P?<\w+>|[-a-z]+(?=\)))|\*[A-Z:]+(?=\)))?")
CLOSE = re.compile(r"\)(?:[?*+]|\{\d*,?\d*\})?[?+]?")
CLASS = re.compile(r"\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]")
NEVER_FIRST = "?*+{#"   # a repeat binds to what stands before it; # is a comment


def width(text):
    """Columns of a terminal."""
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else
               2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def unit(text, at):
    """The end of the character, escape or class at a place."""
    if text[at] == "\\":
        return at + 2
    if text[at] == "[":
        return CLASS.match(text, at).end()
    return at + 1


def tokens(text):
    """Openings, bars and closings of groups, and the text between them."""
    at = start = 0
    while at < len(text):
        mark = {"(": OPEN, "|": re.compile(r"\|"), ")": CLOSE}.get(text[at])
        if not mark:
            at = unit(text, at)
            continue
        if at > start:
            yield text[start:at]
        found = mark.match(text, at)
        yield found[0]
        at = start = found.end()
    if at > start:
        yield text[start:]


def parse(parts):
    """A choice, as a list of sequences of texts and of (open, choice, close)."""
    choice = [[]]
    for part in parts:
        if part[0] == "(":
            choice[-1].append((part, *parse(parts)))
        elif part[0] == ")":
            return choice, part
        elif part == "|":
            choice.append([])
        else:
            choice[-1].append(part)
    return choice, ""


def flat(node):
    if isinstance(node, str):
        return node
    if isinstance(node, tuple):
        return node[0] + flat(node[1]) + node[2]
    return "|".join("".join(flat(part) for part in seq) for seq in node)


class Page:
    """Lines, and the last one that is being filled."""

    def __init__(self, line):
        self.lines, self.line, self.fresh = [], line, False

    def room(self):
        return WIDTH - 1 - width(self.line.expandtabs())

    def put(self, text):
        self.line += text
        self.fresh = self.fresh and not text

    def new_line(self, depth):
        self.lines.append(self.line + "\\")
        self.line, self.fresh = "\t    " + "  " * min(depth, 10), True

    def start(self, text, depth):
        """A new line where that helps and what comes may stand first on it."""
        if not self.fresh and text[:1] not in ("", " ", "\t", *NEVER_FIRST):
            self.new_line(depth)


def blanks(text):
    """Places behind a blank where a line may end."""
    at = 0
    while at < len(text):
        end = unit(text, at)
        if text[at] == " " and text[end:end + 1] not in ("", " ", *NEVER_FIRST):
            yield end
        at = end


def put_text(page, text, depth):
    while width(text) > page.room():
        ends = [end for end in blanks(text) if width(text[:end]) <= page.room()]
        if ends:
            page.put(text[:ends[-1]])
            text = text[ends[-1]:]
            page.new_line(depth)
            continue
        if page.fresh:
            break
        page.start(text, depth)
        if not page.fresh:
            break
    page.put(text)


def put_sequence(page, seq, depth):
    for part in seq:
        if isinstance(part, str):
            put_text(page, part, depth)
        elif width(flat(part)) <= page.room():
            page.put(flat(part))
        elif width(flat(part)) <= WIDTH - 14 - 2 * depth:
            page.start(flat(part), depth)
            page.put(flat(part))
        else:
            page.put(part[0])
            put_choice(page, part[1], depth + 1)
            page.put(part[2])


def put_choice(page, choice, depth):
    for k, seq in enumerate(choice):
        bar = "|" if k + 1 < len(choice) else ""
        if len(choice) > 1 and width(flat([seq]) + bar) > page.room():
            page.start(flat([seq]), depth)
        put_sequence(page, seq, depth)
        page.put(bar)


def closing(line, at):
    while at < len(line) and line[at] != "/":
        at += 2 if line[at] == "\\" else 1
    return at


def fold(line):
    before = BEFORE.match(line)
    if not before or width(line.expandtabs()) <= WIDTH:
        return line
    end = closing(line, before.end())
    choice, _ = parse(tokens(line[before.end():end]))
    page = Page(before[0])
    put_choice(page, choice, 0)
    return "\n".join(page.lines + [page.line + line[end:]])


def continued(line):
    return not PLAIN.match(line) and (len(line) - len(line.rstrip("\\"))) % 2 == 1


def unfold(text):
    lines = []
    for line in text.split("\n"):
        if lines and continued(lines[-1]):
            lines[-1] = lines[-1][:-1] + line.lstrip(" \t")
        else:
            lines.append(line)
    return "\n".join(lines)


def main():
    check = sys.argv[1:2] == ["--check"]
    failed = False
    for path in sys.argv[2 if check else 1:]:
        with open(path, encoding="utf-8") as f:
            text = f.read()
        folded = "\n".join(fold(line) for line in unfold(text).split("\n"))
        if unfold(folded) != unfold(text):
            sys.exit(f"{path}: a fold would change it")
        if folded == text:
            continue
        if check:
            print(f"{path}: fold it: tests/rules_fold.py {path}")
            failed = True
            continue
        with open(path, "w", encoding="utf-8") as f:
            f.write(folded)
    sys.exit(failed)


if __name__ == "__main__":
    main()
