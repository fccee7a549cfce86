"""Portal SSK: where Indonesia's sanitation working groups run their Sanitation Strategy."""

__version__ = "0.1.0"
