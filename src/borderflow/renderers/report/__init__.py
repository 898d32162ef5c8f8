"""The report of a review, section by section: numbered, counted and worded for its templates."""

from borderflow.renderers.report.report import Report, prepare

__all__ = ["Report", "prepare"]
