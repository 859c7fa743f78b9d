"""A proposal as a web page: one file that opens anywhere and asks no other computer for anything."""

from borderkit.web_page.options import WebOptions
from borderkit.web_page.writing import write_web_page

__all__ = ["WebOptions", "write_web_page"]
