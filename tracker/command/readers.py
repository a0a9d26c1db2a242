"""
Another reader beside the one in force: read with it, look at what it would change, switch to it and back; told.

In: what `running` does and says of its progress.  Out: a bar on a terminal while it goes on, then words for people or JSON.  Never: the work itself.
"""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence

from tracker.command.terminal import OUT, bar, heading, indented, words
from tracker.core.country import name_of
from tracker.core.fact import Change, Fact
from tracker.core.identity import Plain
from tracker.core.kind import Kind
from tracker.log.wire import plain_fact
from tracker.reading.known import load_catalogue
from tracker.relating.counting import Standing
from tracker.running.difference import Difference, difference
from tracker.running.kafka.replay import replay_on_kafka
from tracker.running.replay import Replayed, replay
from tracker.serving.saying import say
from tracker.settings import KafkaSettings, Settings

WORDS = {"new": "gained", "gone": "lost", "changed": "changed"}
"""What a change is to one who thinks of switching."""


def replay_in_sight(settings: Settings, kafka: KafkaSettings | None) -> Replayed:
    """Replay with a bar. Raises as `running.replay.replay` and `running.kafka.replay.replay_on_kafka`."""
    with bar("articles") as heard:
        return replay_on_kafka(settings, kafka, heard) if kafka else replay(settings, heard)


def tell_replayed(found: Replayed) -> None:
    """Print how many were read, and what to do next."""
    OUT.print(words(f"{found.articles:,} articles read by {found.reader}" + ("" if found.is_whole else "; some still wait: replay again")))
    if not found.is_in_force:
        OUT.print(words(f"its readings count nowhere yet: see tracker diff {found.reader}, then tracker switch {found.reader}", "dim"), soft_wrap=True)


def tell_replayed_as_json(found: Replayed) -> None:
    """Print it as one JSON object."""
    told = {"reader": found.reader, "articles": found.articles, "in_force": found.is_in_force, "whole": found.is_whole}
    sys.stdout.write(json.dumps(told) + "\n")


def difference_in_sight(settings: Settings, kafka: KafkaSettings | None, reader: str) -> Difference:
    """Find the difference with a bar. Raises as `running.difference.difference`."""
    with bar("records") as heard:
        return difference(settings, kafka, reader, heard)


def tell_difference(found: Difference) -> None:
    """Print, country by country, the facts gained, lost and changed, each with the words that say so."""
    kinds, many = load_catalogue().kinds, {what: sum(change.what == what for change in found.changes) for what in WORDS}
    counted = ", ".join(f"{many[what]:,} {said}" for what, said in WORDS.items())
    OUT.print(words(f"{found.reader} instead of {found.against}: {counted}"), soft_wrap=True)
    for country, changes in _by_country(found.changes).items():
        OUT.print(heading(name_of(country), country))
        for change in changes:
            _print_change(change, kinds)


def tell_difference_as_json(found: Difference) -> None:
    """Print it as one JSON object: of each country its gained, lost and changed facts, the last with the fact before and after."""
    kinds = load_catalogue().kinds
    countries = {country: _shown(changes, kinds) for country, changes in _by_country(found.changes).items()}
    sys.stdout.write(json.dumps({"reader": found.reader, "against": found.against, "countries": countries}, ensure_ascii=False) + "\n")


def tell_standing(found: Standing) -> None:
    """Print whose readings count, dearest first."""
    OUT.print(words(f"in force: {', '.join(found.in_force)}"), soft_wrap=True)


def tell_standing_as_json(found: Standing) -> None:
    """Print it as one JSON object."""
    sys.stdout.write(json.dumps({"readers": list(found.in_force)}) + "\n")


def _by_country(changes: Iterable[Change]) -> Mapping[str, Sequence[Change]]:
    """The changes under each country that they tell of; by the countries' names, what is gained first."""
    found: dict[str, list[Change]] = {}
    for change in sorted(changes, key=lambda change: (list(WORDS).index(change.what), change.fact)):
        for country in dict.fromkeys(code for fact in (change.before, change.after) if fact for code in fact.countries):
            found.setdefault(country, []).append(change)
    return {country: found[country] for country in sorted(found, key=name_of)}


def _print_change(change: Change, kinds: Mapping[str, Kind]) -> None:
    """The word, then what was or is; of a changed fact both, one under the other."""
    for fact, word in ((change.before, "was" if change.after else WORDS["gone"]), (change.after, "is" if change.before else WORDS["new"])):
        if fact:
            OUT.print(indented(words(f"{word:7}{say(kinds[fact.kind], fact.fields)}").append(f"  {fact.confidence:.0%} sure", "dim")))
            OUT.print(indented(words(f"“{fact.evidence[0].quote.strip()}”", "italic dim"), by=9))


def _shown(changes: Iterable[Change], kinds: Mapping[str, Kind]) -> dict[str, list[Plain]]:
    """Facts by what became of them."""
    shown: dict[str, list[Plain]] = {word: [] for word in WORDS.values()}
    for change in changes:
        before, after = _plain(change.before, kinds), _plain(change.after, kinds)
        shown[WORDS[change.what]].append({"before": before, "after": after} if before and after else before or after)
    return shown


def _plain(fact: Fact | None, kinds: Mapping[str, Kind]) -> Plain:
    return {"summary": say(kinds[fact.kind], fact.fields), **plain_fact(fact)} if fact else None
