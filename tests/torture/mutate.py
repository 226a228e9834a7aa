#!/usr/bin/python3
"""Random mutations of pages: none may crash winnow or make it print bytes
that are not UTF-8. The seed is fixed, so that a failure comes again; what
failed is kept in the current folder as mutation-N.

MUTATIONS: how many (2000); DATA: a folder with *.html or *.html.gz (the
cases of the tests); SEED.
"""

import gzip
import os
import random
import subprocess
import sys
from pathlib import Path

FORMATS = ["text", "markdown", "html", "xml", "json", "trace"]
PIECES = [b"<", b">", b"</", b"<!--", b"-->", b"&", b"\0", b"\xff", b"\"",
          b"<table>", b"<td>", b"<li>", b"</div>", b"<script>", b"<pre>",
          b"<![CDATA[", b"\r\n", b"\xe2\x80\xae", b"]]>", b"<svg>", b"<br>"]


def pages():
    folder = os.environ.get("DATA")
    if folder:
        names = sorted(Path(folder).rglob("*.html.gz"))[::30][:50]
        return [gzip.open(name).read() for name in names]
    return [name.read_bytes() for name in
            sorted(Path("tests").glob("cases/*/*.in.html"))]


def mutate(dice, page):
    page = bytearray(page)
    for _ in range(dice.choice((1, 3, 10, 100))):
        at = dice.randrange(len(page) + 1)
        length = dice.choice((1, 2, 10, 500))
        kind = dice.randrange(5)
        if kind == 0:
            del page[at:at + length]
        elif kind == 1:
            page[at:at] = dice.choice(PIECES) * dice.choice((1, 1, 1, 50))
        elif kind == 2:
            start = dice.randrange(len(page) + 1)
            page[at:at] = page[start:start + length]
        elif kind == 3:
            page[at:at + length] = dice.randbytes(min(length, 10))
        elif at < len(page):
            page[at] ^= 1 << dice.randrange(8)
    return bytes(page)


def wrong_with(page, to):
    try:
        done = subprocess.run([os.environ["WINNOW"], "-R", "-t", to],
                              input=page, capture_output=True, timeout=20,
                              check=False)
        done.stdout.decode("utf-8")
    except (subprocess.TimeoutExpired, UnicodeDecodeError) as e:
        return str(e)
    if done.returncode not in (0, 1, 3):
        return (f"status {done.returncode}: "
                + done.stderr.decode("utf-8", "replace")[-500:])
    return None


def main():
    dice = random.Random(int(os.environ.get("SEED", "1")))
    count = int(os.environ.get("MUTATIONS", "2000"))
    sources, failed = pages(), 0
    for i in range(count):
        page = mutate(dice, dice.choice(sources))
        wrong = wrong_with(page, dice.choice(FORMATS))
        if wrong:
            failed += 1
            Path(f"mutation-{i}").write_bytes(page)
            print(f"# mutation {i}: {wrong}", flush=True)
    print(f"{'not ' if failed else ''}ok {count} mutations of "
          f"{len(sources)} pages, {failed} went wrong")


if __name__ == "__main__":
    sys.exit(main())
