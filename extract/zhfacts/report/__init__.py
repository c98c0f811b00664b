"""The HTML report of a run."""

from zhfacts.report.assemble import report

__all__ = ["report"]
