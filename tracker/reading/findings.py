"""
Findings in the form of the gold articles: plain JSON, every declared field, null where untold.

In: a Reading.  Out: {"visits": [...], "agreements": [...], ...}.  Never: the article's id; who asks knows it under a name of their own.
"""

from collections.abc import Mapping

from tracker.core.identity import Plain
from tracker.core.kind import Kind
from tracker.core.reading import Reading


def findings(reading: Reading, kinds: Mapping[str, Kind]) -> dict[str, Plain]:
    """The events of a reading by the plural of their kind, each as a mapping of all its fields with "evidence" (quotes) and "confidence"."""
    raise NotImplementedError
