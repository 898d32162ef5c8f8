"""Borderflow: where a system's personal data goes, under whose law, and on which legal footing."""
