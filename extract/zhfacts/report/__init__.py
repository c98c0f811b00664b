"""The HTML report of a run."""

from zhfacts.report.report import report

__all__ = ["report"]
