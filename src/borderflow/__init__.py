"""Borderflow: where a system's personal data goes, under whose law, and on which legal footing."""

__version__ = "0.1.0"
