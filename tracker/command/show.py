"""
What a tracker knows of a country, of two, or of one fact.

In: codes or names, and ids.  Out: tables with quotes, or the interface's JSON to the letter.  Never: a word that the interface did not say.
"""

import sys
from collections.abc import Iterator, Mapping
from typing import assert_never

from rich.console import RenderableType
from rich.table import Table

from tracker.command.answers import Country, Pair, Story
from tracker.command.interface import Interface, path_of
from tracker.command.terminal import OUT, changed, facts, heading, indented, listed, marked, plainly, quoted, words
from tracker.serving.shapes import Quote, ShownCause, ShownFact, ShownVersion

When = Mapping[str, str]
"""valid_at and known_at as they were typed, "" where they were not."""


def show_json(address: str, when: When, *path: str) -> None:
    """Print what the interface says at a path, given in its parts."""
    with Interface(address) as tracker:
        sys.stdout.write(tracker.get(path_of(*path), **_told(when)).decode() + "\n")


def show_country(address: str, when: When, country: str) -> None:
    """Print what is known of a country."""
    with Interface(address) as tracker:
        OUT.print(*_country(tracker.shaped(Country, tracker.get(path_of("countries", country), **_told(when)))), sep="\n")


def show_pair(address: str, when: When, a: str, b: str) -> None:
    """Print what stands between two countries."""
    with Interface(address) as tracker:
        OUT.print(*_pair(tracker.shaped(Pair, tracker.get(path_of("relations", a, b), **_told(when)))), sep="\n")


def explain(address: str, when: When, fact: str) -> None:
    """Print one fact: its fields, every quote that holds it up, and its story."""
    with Interface(address) as tracker:
        OUT.print(*_story(tracker.shaped(Story, tracker.get(path_of("facts", fact), **_told(when)))), sep="\n")


def _told(when: When) -> dict[str, str]:
    return {name: said for name, said in when.items() if said}


def _country(country: Country) -> Iterator[RenderableType]:
    yield heading(country.name, country.code)
    yield from listed("Visits received", country.visits_received)
    yield from listed("Visits paid", country.visits_paid)
    yield from listed("Agreements", country.agreements)
    yield from listed("Its partners by rank", country.rankings)
    yield from listed("Its rank among the partners of others", country.ranked)
    yield from listed("Trade in figures", country.figures)
    for plural, section in country.others.items():
        yield from listed(plural.replace("_", " ").capitalize(), section)
    if country.counterparts:
        yield heading("Counterparts")
        yield _counterparts(country)
    else:
        yield words("  nothing is known yet: feed articles with `tracker feed`", "dim")


def _counterparts(country: Country) -> Table:
    table = Table.grid(padding=(0, 2))
    for each in country.counterparts:
        counts = ", ".join(f"{plural.replace('_', ' ')} {count}" for plural, count in each.counts.items() if count)
        table.add_row(words(f"  {each.code}", "cyan"), words(each.name), words(counts, "dim"), words(f"last {each.last}" if each.last else "", "dim"))
    return table


def _pair(pair: Pair) -> Iterator[RenderableType]:
    yield heading(f"{pair.a.name} and {pair.b.name}", f"{pair.a.code} {pair.b.code}")
    if pair.ranks:
        yield heading("Where each stands among the other's partners")
        yield facts(pair.ranks)
    yield from listed("Timeline", pair.timeline)
    if not pair.timeline.items:
        yield words("  nothing is known between the two yet", "dim")


def _story(story: Story) -> Iterator[RenderableType]:
    fact = story.fact
    yield heading(fact.summary, f"{fact.kind.replace('_', ' ')}, {fact.confidence:.0%} sure")
    yield _fields(fact)
    yield heading("Because these articles say so", f"{len(fact.evidence)}")
    yield from (indented(_evidence(each)) for each in fact.evidence)
    if story.versions:
        yield heading("How it came to be known")
    for version in story.versions:
        yield words(f"  {version.position}  ", "cyan") + marked(version.what) + words(f"  {because(version.cause)}")
        yield from (indented(words(line), 4) for line in _version(version))


def because(cause: ShownCause) -> str:
    """Why a version came about: "article 5e0a... came in, 2024-03-05T08:00:00.000Z"."""
    match cause.what:
        case "report":
            said = f"article {cause.article} came in"
        case "retracted":
            said = f"article {cause.article} was taken out: {cause.why}"
        case "restored":
            said = f"article {cause.article} was restored"
        case "readers":
            said = f"other readers are in force: {cause.why or 'any'}"
        case _:
            assert_never(cause.what)
    return f"{said}, {cause.received}" if cause.received else said


def _version(version: ShownVersion) -> Iterator[str]:
    if version.what == "new" and version.fact:
        yield version.fact.summary
    for each in version.changed:
        yield changed(each)
    for quote in version.said:
        yield f"+ “{quote.quote}”"
    for quote in version.unsaid:
        yield f"- “{quote.quote}”"


def _fields(fact: ShownFact) -> Table:
    table = Table.grid(padding=(0, 2))
    for name, told in fact.fields.items():
        if told not in (None, False) and (value := plainly(told)):
            table.add_row(words(f"  {name.replace('_', ' ')}", "dim"), words(value))
    return table


def _evidence(quote: Quote) -> RenderableType:
    return quoted(quote) + words(f"  ({quote.field} {quote.start}-{quote.end} of article {quote.article})", "dim")
