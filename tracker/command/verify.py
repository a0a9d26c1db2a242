"""
What a recount found, told.

In: a Verified.  Out: a few lines for people, or JSON.  Never: the recount itself; that is `running.verify`.
"""

import json
import sys

from tracker.command.terminal import OUT, words
from tracker.running.verify import Verified


def tell_as_json(found: Verified) -> None:
    """Print it as one JSON object."""
    told = {"hash": found.hash, "facts": found.facts, "articles": dict(found.articles), "agrees": found.agrees, "position": found.position}
    sys.stdout.write(json.dumps(told) + "\n")


def tell_people(found: Verified) -> None:
    """Print it in words."""
    articles = ", ".join(f"{count:,} {outcome}" for outcome, count in found.articles.items() if count) or "none"
    OUT.print(words(f"{found.facts:,} facts, state {found.hash}"), soft_wrap=True)
    OUT.print(words(f"articles: {articles}"))
    OUT.print(
        words("the view agrees with the log", "green") if found.agrees else words("the view does NOT agree with the log: delete it and start again", "red")
    )
