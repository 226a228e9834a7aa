"""Cleans pages one by one through a running winnow (Python 3.6 or later).

    from winnow_client import Winnow
    with Winnow() as winnow:
        record = winnow.clean(html, url="https://example.org/story")
        print(record["title"], record["text"], record["winnow"]["status"])

A page is a string, or the bytes that the network gave, which is faster. It is
handed over as a WARC record, so that nothing in it needs to be escaped.
"""
import json
import re
import subprocess
import threading
import uuid

HEAD = ("WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <%s>\r\n"
        "WARC-Target-URI: %s\r\nContent-Type: text/html; charset=%s\r\n"
        "Content-Length: %d\r\n\r\n")


def word(value):
    """what can stand in a line of a header: no control or blank, no novel"""
    return re.sub("[\0-\x20\x7f]", lambda c: "%%%02X" % ord(c[0]), value)[:8000]


class Winnow:
    """One process for any number of pages; threads may share it."""

    def __init__(self, *options, command="winnow"):
        self.lock = threading.Lock()
        self.process = subprocess.Popen(
            [command, "-f", "warc", "-t", "jsonl", *options],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def clean(self, page, url="", charset=""):
        """charset: of bytes, if HTTP named one; winnow sees what the page says"""
        if isinstance(page, str):
            page, charset = page.encode("utf-8", "replace"), "utf-8"
        page = page or b"\n"        # a record without a body gets no answer
        key = uuid.uuid4().urn      # that no page can guess
        head = HEAD % (key, word(url), word(charset), len(page))
        with self.lock:
            self.process.stdin.write(
                b"".join((head.encode("utf-8", "replace"), page, b"\r\n\r\n")))
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError("winnow ended: %s" % self.process.wait())
        record = json.loads(answer)
        if record.pop("id", None) != key:
            raise RuntimeError("not the answer to this page")
        return record

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()
