"""Drift becomes bytes: what runs and is not declared, what is declared and does not show."""
