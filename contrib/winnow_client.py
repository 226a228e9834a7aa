"""Cleans pages one by one through a running winnow (Python 3.6 or later).

    from winnow_client import Winnow
    with Winnow() as winnow:
        record = winnow.clean(html, url="https://example.org/story")
        print(record["title"], record["text"], record["winnow"]["status"])
"""
import json
import subprocess
import threading

try:
    import orjson
except ImportError:     # slower by half a millisecond for a large page
    orjson = None


def encode(record):
    if orjson is not None:
        try:
            return orjson.dumps(record)
        except TypeError:   # half a surrogate pair, which JSON escapes
            pass
    return json.dumps(record).encode()


class Winnow:
    """One process for any number of pages; threads may share it."""

    def __init__(self, *options, command="winnow"):
        self.lock = threading.Lock()
        self.process = subprocess.Popen(
            [command, "-f", "jsonl", "-t", "jsonl", *options],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def clean(self, html, **fields):
        """fields (url, id, anything) come back as they are in the record"""
        line = encode({**fields, "html": html}) + b"\n"
        with self.lock:
            self.process.stdin.write(line)
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError("winnow ended: %s" % self.process.wait())
        return json.loads(answer)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()
