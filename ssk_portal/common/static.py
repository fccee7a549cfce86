"""Which static files are collected (those that a page asks for, not what they were made from), and where they are."""

from functools import lru_cache

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class PortalStatic(StaticFilesConfig):
    """Leaves out our style sheet's sources and the libraries' readable doubles of minified scripts.

    Compressing them took longer than everything else, and nobody was ever sent one.
    """

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        *("scss", "README.md"),
        *("jquery.js", "xregexp.js", "select2.full.js"),
    ]


class PortalStaticStorage(CompressedManifestStaticFilesStorage):
    """Collected files do not change while a process runs: the address of each is looked up once."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._known = lru_cache(maxsize=500)(super().url)

    def url(self, name, force=False):
        return self._known(name, force)
