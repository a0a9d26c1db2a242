"""
What a tracker knows of a country, of two, or of one fact.

In: codes or names, and ids.  Out: tables with quotes, or the interface's JSON to the letter.  Never: a word that the interface did not say.
"""

import sys
from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table

from tracker.command.answers import Country, Pair, Story
from tracker.command.interface import Interface, path_of
from tracker.command.terminal import OUT, facts, heading, indented, listed, marked, plainly, quoted, words
from tracker.serving.shapes import Quote, ShownFact


def show_json(address: str, *path: str) -> None:
    """Print what the interface says at a path, given in its parts."""
    with Interface(address) as tracker:
        sys.stdout.write(tracker.get(path_of(*path)).decode() + "\n")


def show_country(address: str, country: str) -> None:
    """Print what is known of a country."""
    with Interface(address) as tracker:
        OUT.print(*_country(tracker.shaped(Country, tracker.get(path_of("countries", country)))), sep="\n")


def show_pair(address: str, a: str, b: str) -> None:
    """Print what stands between two countries."""
    with Interface(address) as tracker:
        OUT.print(*_pair(tracker.shaped(Pair, tracker.get(path_of("relations", a, b)))), sep="\n")


def explain(address: str, fact: str) -> None:
    """Print one fact: its fields, every quote that holds it up, and its story."""
    with Interface(address) as tracker:
        OUT.print(*_story(tracker.shaped(Story, tracker.get(path_of("facts", fact)))), sep="\n")


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
    yield heading("How it came to be known")
    for version in story.versions:
        yield words(f"  {version.position}  ", "cyan") + marked(version.what) + words(f"  {version.fact.summary if version.fact else version.why or ''}")


def _fields(fact: ShownFact) -> Table:
    table = Table.grid(padding=(0, 2))
    for name, told in fact.fields.items():
        if told not in (None, False) and (value := plainly(told)):
            table.add_row(words(f"  {name.replace('_', ' ')}", "dim"), words(value))
    return table


def _evidence(quote: Quote) -> RenderableType:
    return quoted(quote) + words(f"  ({quote.field} {quote.start}-{quote.end} of article {quote.article})", "dim")
