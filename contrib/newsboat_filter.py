#!/usr/bin/env python3
"""Cleans the articles inside a feed, for newsboat's urls file:

    "filter:~/bin/newsboat_filter.py:https://example.org/feed.xml"
"""
import sys
import xml.etree.ElementTree as tree

from winnow_client import Winnow

CONTENT = ("{http://purl.org/rss/1.0/modules/content/}encoded", "description",
           "{http://www.w3.org/2005/Atom}content",
           "{http://www.w3.org/2005/Atom}summary")

feed = tree.parse(sys.stdin.buffer)
with Winnow("-t", "html", "--find", "never", "--no-title") as winnow:
    for parent in feed.iter():
        for element in parent:
            if parent.tag.endswith(("item", "entry")) and \
                    element.tag in CONTENT and element.text:
                record = winnow.clean(element.text)
                if record["winnow"]["status"] == "ok":
                    element.text = record["html"]
feed.write(sys.stdout.buffer, encoding="utf-8", xml_declaration=True)
