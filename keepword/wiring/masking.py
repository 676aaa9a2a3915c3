"""What may not stand in the log: the addresses of customers' pages, which are keys to their conversations."""

import logging
import re

_SECRET = re.compile(r"/(c|contact/received)/[^/\s?#]+")


class MaskLinks(logging.Filter):
    """Takes the links out of a record's words; which page it was about can still be read."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _SECRET.sub(r"/\1/…", record.getMessage()), ()
        return True
