"""A Scrapy item pipeline: items with "html" get "title" and "text".

In settings.py:

    ITEM_PIPELINES = {"winnow_scrapy.WinnowPipeline": 300}
    WINNOW_OPTIONS = ["--timeout", "30"]    # if you want any

Pages without an article are dropped; so are those that fail, with the reason
in Scrapy's log and statistics.
"""
from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem

from winnow_client import Winnow


class WinnowPipeline:
    def __init__(self, options=()):
        self.options = options

    @classmethod
    def from_crawler(cls, crawler):
        return cls(crawler.settings.getlist("WINNOW_OPTIONS"))

    def open_spider(self):
        self.winnow = Winnow(*self.options)

    def close_spider(self):
        self.winnow.__exit__()

    def process_item(self, item):
        page = ItemAdapter(item)
        record = self.winnow.clean(page["html"], url=page.get("url", ""))
        about = record["winnow"]
        if about["status"] != "ok":
            raise DropItem(about.get("error", about.get("reason")))
        page["title"], page["text"] = record["title"], record["text"]
        return item
