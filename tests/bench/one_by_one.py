"""one_by_one.py CLIENTS WINNOW strings|bytes PAGE...: pages through the client

Prints seconds by the clock for all pages from start to end of winnow, CPU
seconds that this process took for them, and those that it took in all.
"""
import json
import sys
import time
from pathlib import Path

clients, winnow, kind, *names = sys.argv[1:]
sys.path.insert(0, clients)
from winnow_client import Winnow  # noqa: E402

pages = [Path(name).read_bytes() for name in names]
if kind == "strings":
    pages = [page.decode("utf-8", "replace") for page in pages]
wall, cpu = time.perf_counter(), time.process_time()
with Winnow(command=winnow) as cleaner:
    for page in pages:
        cleaner.clean(page)
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
json.dump({"wall": wall, "cpu": cpu, "all": time.process_time()}, sys.stdout)
