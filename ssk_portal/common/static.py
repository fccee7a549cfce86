"""Which static files are collected: those that a page asks for, not what they were made from."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class PortalStatic(StaticFilesConfig):
    """Leaves out our style sheet's sources and the libraries' readable doubles of minified scripts.

    Compressing them took longer than everything else, and nobody was ever sent one.
    """

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        *("scss", "README.md"),
        *("jquery.js", "xregexp.js", "select2.full.js"),
    ]
