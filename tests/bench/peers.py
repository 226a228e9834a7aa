"""peers.py NAME FILE...: CPU seconds that a Python extractor takes for pages,
less what importing it and its first page cost."""
import sys
import time


def loader(name):
    if name == "trafilatura":
        from trafilatura import extract
        return lambda b: extract(b.decode("utf-8", "replace"))
    if name == "readability":
        from readability import Document
        return lambda b: Document(b.decode("utf-8", "replace")).summary()
    if name == "resiliparse":
        from resiliparse.extract.html2text import extract_plain_text
        return lambda b: extract_plain_text(b.decode("utf-8", "replace"),
                                            main_content=True)
    raise ImportError(name)


def main():
    try:
        extract = loader(sys.argv[1])
    except ImportError:
        return 3
    pages = []
    for name in sys.argv[2:]:
        with open(name, "rb") as f:
            pages.append(f.read())
    attempt(extract, pages[0])
    start = time.process_time()
    for page in pages:
        attempt(extract, page)
    print(time.process_time() - start)
    return 0


def attempt(extract, page):
    try:
        extract(page)
    except Exception:  # a page that a peer can't do costs it what it costs
        pass


sys.exit(main())
