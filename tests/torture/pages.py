#!/usr/bin/python3
"""Pages that are made to hurt, at full size, half and a quarter of it.

Each must end with a documented status and UTF-8, within 10 seconds and 1 GB,
and cost in proportion to its size. Prints ok and not ok lines.
TORTURE=name runs one; SCALE=0.1 makes all smaller.
"""

import os
import resource
import subprocess
import sys
import tempfile

SECONDS, BYTES = 10, 1 << 30
GROWTH = 6.0        # cost at 4n over cost at n; 4 is linear
SLACK = 0.15        # seconds that start and noise may cost

STORY = ("The council met on Monday and agreed to open the new bridge in "
         "the spring of next year. ")


def nest(tag):
    return lambda n: f"<{tag}>" * n + STORY + f"</{tag}>" * n


def table_nest(n):
    return "<table><tr><td>" * n + STORY + "</td></tr></table>" * n


# name: (function of n, n at full size)
PAGES = {
    **{f"nested {tag}": (nest(tag), 1500) for tag in
       "div p span b a ul ol li dl dd blockquote font table td section "
       "article details form center pre h1 figure noscript object".split()},
    "nested beyond the bound": (nest("div"), 400000),
    "unclosed div": (lambda n: "<div>" * n + STORY, 1900),
    "unclosed b": (lambda n: "<b>" * n + STORY, 1900),
    "unclosed p": (lambda n: ("<p>" + STORY) * n, 200000),
    "misnested": (lambda n: ("<b><i><p>" + STORY + "</b></i>") * n, 40000),
    "misnested a": (lambda n: "<a href=x><div><p>x" * n, 600),
    "dl of dl": (lambda n: "<dl><dd>" * n + STORY, 900),
    "tables in tables": (table_nest, 480),
    "siblings": (lambda n: "<i></i>" * n + STORY, 1000000),
    "tiny paragraphs": (lambda n: "<p>a b</p>" * n, 390000),
    "blocks beyond the bound": (lambda n: "<p>a b</p>" * n, 1000000),
    "items": (lambda n: "<ul>" + "<li>an item" * n + "</ul>", 390000),
    "rows": (lambda n: "<table>" + "<tr><td>a<td>b<td>c" * n + "</table>",
             150000),
    "columns": (lambda n: "<table><tr>" + "<td>a" * n + "</table>", 100000),
    "wide spans": (lambda n: "<table>" + "<tr><td colspan=1000 rowspan=65534>a"
                   * n + "</table>", 20000),
    "attributes": (lambda n: "<p " + " ".join(f"a{i}=b" for i in range(n))
                   + ">" + STORY, 100000),
    "attributes of many": (lambda n: f"<p {'a=b ' * 50}>x</p>" * n, 20000),
    "long attribute": (lambda n: f"<p class='{'a ' * n}'>" + STORY, 4000000),
    "class tokens": (lambda n: f"<div class='{'menu-x ' * 100}'>x</div>" * n,
                     10000),
    "less-than": (lambda n: "<" * n, 100000000),
    "unclosed comment": (lambda n: STORY + "<!--" + "x-" * n, 15000000),
    "comments": (lambda n: "<!--x-->" * n + STORY, 1000000),
    "unclosed script": (lambda n: STORY + "<script>" + "x<" * n, 10000000),
    "entities": (lambda n: "<p>" + "&amp;" * n, 3000000),
    "bad entities": (lambda n: "<p>" + "&x" * n, 3000000),
    "one line": (lambda n: "word " * n, 10000000),
    "one word": (lambda n: "w" * n, 100000000),
    "one paragraph": (lambda n: "<p>" + STORY * n, 300000),
    "one paragraph of links": (lambda n: "<p>" + "<a href=x>y</a> " * n,
                               300000),
    "one paragraph of br": (lambda n: "<p>" + "a<br>" * n, 600000),
    "blank lines": (lambda n: "\n" * n + STORY, 30000000),
    "text of lines": (lambda n: "A line of it.\n" * n, 390000),
    "text of paragraphs": (lambda n: (STORY + "\n\n") * n, 200000),
    "text of blanks": (lambda n: "a" + " " * n + "b", 30000000),
    "shortcodes": (lambda n: "<p>" + "[ad_1] " * n, 1000000),
    "capitals": (lambda n: "<p>CLICK HERE TO GET THE APP</p>" * n, 60000),
    "captions": (lambda n: "<p>Here they are. (A/B via C)</p>" * n, 60000),
    "headings": (lambda n: "<h2>Check Also</h2>" * n, 100000),
    "hidden": (lambda n: "<p style='display:none'>x</p>" * n, 200000),
    "json-ld": (lambda n: '<script type="application/ld+json">' + "[" * n
                + "</script>" + STORY, 5000000),
    "meta": (lambda n: "<meta name=author content=x>" * n + STORY, 100000),
    "titles": (lambda n: "<h1>A title of it</h1>" * n, 100000),
    "images": (lambda n: "<img src=a alt='an image'>" * n, 200000),
    "NUL": (lambda n: "\0" * n, 100000000),
    "controls": (lambda n: "\x01\x1b" * n, 10000000),
    "combining": (lambda n: "a" + "\u0301" * n, 3000000),
    "deep b, paragraphs": (lambda n: "<b>" * 1500 + "<p>x y</p>" * n, 20000),
    "deep boxes": (lambda n: "<div class='menu ad' id=x>" * 900
                   + "<p>x y</p>" * n, 50000),
    "deep list": (lambda n: "<ul><li>" * 400 + "<li>x y" * n, 20000),
    "a run of images": (lambda n: "<img src=a.jpg alt='An image of it'>" * n
                        + "<p>Photo: A/B via C</p>", 100000),
    "read also": (lambda n: "<p>Read also:</p><p>The northern bridge</p>" * n,
                  60000),
    "boxes of stories": (lambda n: "<h3>Related stories</h3><ul><li>The bridge"
                         "</li></ul>" * n, 30000),
    "breadcrumbs": (lambda n: "<p>" + "Home > a | b " * 9 + "! .</p>" * n,
                    20000),
    "panels": (lambda n: "".join(
        f"<a aria-controls=t{i}>Tab</a><div id=t{i} hidden role=tabpanel>"
        f"<p>{STORY}</div>" for i in range(n)), 20000),
    "style rules": (lambda n: "<style>" + "".join(
        f".c{i}{{display:none}}" for i in range(n)) + "</style>" + "".join(
        f"<p class=c{i}>{STORY}</p>" for i in range(n)), 20000),
    "authors": (lambda n: "".join(f"<meta name=author content='Ann Bee{i}'>"
                                  for i in range(n)) + STORY, 50000),
    "bylines": (lambda n: "".join(f"<p>By Ann Bee{i}</p>"
                                  for i in range(n)) + STORY, 50000),
    "properties": (lambda n: "".join(f"<span itemprop=author>Ann {i}</span>"
                                     for i in range(n)) + STORY, 50000),
    "labels": (lambda n: "".join(
        f"<meta name=twitter:data1 content='Ann {i}'>" for i in range(n))
        + STORY, 50000),
    "graphs": (lambda n: '<script type="application/ld+json">{"@graph":['
               + ",".join(f'{{"@type":"Article","@id":"#{i}",'
                          f'"author":{{"@id":"#{i + 1}"}}}}'
                          for i in range(n)) + "]}</script>" + STORY, 20000),
    "row spans": (lambda n: "<table><tr>" + "<td rowspan=60000>a" * 300
                  + "<tr><td>b" * n + "</table>", 60000),
    "reopened": (lambda n: "<p>" + "<b>x</b><i>y</i><code>z</code>" * n,
                 100000),
    "code": (lambda n: "<pre>" + "a line of code\n" * n + "</pre>", 500000),
    "repeated": (lambda n: f"<p>{STORY}</p><p>Another thing they said.</p>"
                 * n, 50000),
    "sections": (lambda n: "<![CDATA[" * n + STORY, 1000000),
    "markdown": (lambda n: "# A heading\n\n- an item\n\n![alt](x.png)\n\n"
                 * n, 100000),
    "items in text": (lambda n: "- an item of it\n" * n, 400000),
    "quotes in text": (lambda n: ("> " * 1000 + "x\n") * n, 2000),
    "cuts in text": (lambda n: ("[ad_1] " * 100 + "x\n\n") * n, 10000),
    "links in text": (lambda n: "words and " * 20 + "[a](" * n, 300000),
    "ideographs": (lambda n: "<p>" + "\u6cb3\u6c34\u53d8\u7eff" * n, 1000000),
}
RAW = {
    "overlong UTF-8": (lambda n: b"<p>" + b"\xc0\xaf" * n, 50000000),
    "high bytes": (lambda n: b"<p>" + b"\xff" * n, 100000000),
    "UTF-16": (lambda n: b"\xff\xfe" + ("<p>" + STORY).encode("utf-16le") * n,
               60000),
    "UTF-32": (lambda n: b"\xff\xfe\0\0" + STORY.encode("utf-32le") * n,
               30000),
    "UTF-7": (lambda n: b"<meta charset=utf-7>" + b"+ADw-" * n, 3000000),
    "odd UTF-16": (lambda n: b"\xfe\xff" + b"\xd8\0" * n + b"x", 3000000),
}


def measure(data):
    """status, whether UTF-8 came out, CPU seconds, bytes of memory"""
    with tempfile.TemporaryFile() as file, tempfile.TemporaryFile() as out:
        file.write(data)
        file.seek(0)
        process = subprocess.Popen(
            [os.environ["WINNOW"], "-R", "--timeout", "60"], stdin=file,
            stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        try:
            out.read().decode("utf-8")
            good = True
        except UnicodeDecodeError:
            good = False
        return (process.returncode, good, usage.ru_utime + usage.ru_stime,
                usage.ru_maxrss * 1024)


def torture(name, make, n):
    wrong, times = [], []
    for size in (n // 4, n // 2, n):
        data = make(max(size, 1))
        data = data.encode() if isinstance(data, str) else data
        status, good, seconds, memory = measure(data)
        times.append(seconds)
        where = f"{name} at {size} ({len(data)} bytes)"
        if status not in (0, 1, 3):
            wrong.append(f"{where}: status {status}")
        if not good:
            wrong.append(f"{where}: not UTF-8")
        if seconds > SECONDS:
            wrong.append(f"{where}: {seconds:.1f} seconds")
        if memory > BYTES:
            wrong.append(f"{where}: {memory >> 20} MB")
    if times[2] > GROWTH * times[0] + SLACK:
        wrong.append(f"{name}: {times[0]:.2f}, {times[1]:.2f}, "
                     f"{times[2]:.2f} seconds at n, 2n, 4n")
    for line in wrong:
        print(f"# {line}")
    print(f"{'not ' if wrong else ''}ok {name} "
          f"({times[2]:.2f} s, status {status})", flush=True)


def main():
    # a runaway must not take the machine with it
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    scale = float(os.environ.get("SCALE", "1"))
    for name, (make, n) in {**PAGES, **RAW}.items():
        if os.environ.get("TORTURE", name) == name:
            torture(name, make, int(n * scale))


if __name__ == "__main__":
    sys.exit(main())
