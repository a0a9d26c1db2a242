"""
What `tracker topics` made and saw, told.

In: a Found.  Out: a few lines for people, or JSON.  Never: a look at the broker; that is `running.topics`.
"""

import json
import sys
from dataclasses import asdict

from tracker.command.terminal import OUT, words
from tracker.running.kafka.topics import Found, said


def tell_as_json(found: Found) -> None:
    """Print it as one JSON object."""
    sys.stdout.write(json.dumps({"made": list(found.made), "differences": [asdict(each) for each in found.differences], "may_run": found.may_run}) + "\n")


def tell_people(found: Found) -> None:
    """Print what was made, then each difference with the way to mend it."""
    for name in found.made:
        OUT.print(words(f"made {name}", "green"))
    for each in found.differences:
        OUT.print(words(said(each), "yellow" if each.is_harmless else "red"), words(f"-- {each.way_out}", "dim"), soft_wrap=True)
    if not found.differences:
        OUT.print(words("all topics are as they must be", "green"))
