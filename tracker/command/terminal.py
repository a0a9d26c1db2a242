"""
Words on a terminal: facts with their quotes, for people.

In: shapes of the interface.  Out: what rich prints.  Never: a character of an article that a terminal would obey, or markup made from one.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from tracker.core.errors import TrackerError
from tracker.core.event import Count
from tracker.serving.problems import document, facts_of, problem_of
from tracker.serving.shapes import Changed, NamedPerson, Quote, Section, ShownFact, Told

UNBROKEN: Final = 100_000  # columns where no terminal is: a program that reads lines must find an id whole

OUT: Final = Console(highlight=False)
if not OUT.is_terminal:
    OUT.width = UNBROKEN
ERR: Final = Console(stderr=True, highlight=False, soft_wrap=True)

_OBEYED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")  # also what turns the direction of writing
_DATES = ("start", "date", "period")
_STYLES = {"new": "green", "changed": "yellow", "evidence": "cyan", "gone": "red", "planned": "cyan", "cancelled": "red", "postponed": "yellow"}


def words(text: str, style: str = "") -> Text:
    """Text as it may be printed: on one line, and nothing in it that a terminal obeys."""
    return Text(_OBEYED.sub(" ", text), style)


def complain_as_json(error: TrackerError) -> None:
    """Say the same as a problem document (RFC 9457), one line on standard error."""
    sys.stderr.write(json.dumps(document(problem_of(error), facts_of(error)), ensure_ascii=False) + "\n")


def complain(error: TrackerError, place: str = "") -> None:
    """Say what is wrong, where, and the way out, on standard error."""
    where = f"{place}: " if place else ""
    ERR.print(words(f"{where}{error}", "red"), words(f"-- {error.way_out}" if error.way_out else "", "dim"))


def marked(word: str) -> Text:
    """A status, or what a change did, in its colour."""
    return words(word, _STYLES.get(word, "dim"))


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on the terminal while this block lasts. what: is counted; gives what is told how many are done, and of how many."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn()
    with Progress(*columns, console=ERR, transient=True, disable=not ERR.is_terminal) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def heading(text: str, remark: str = "") -> Text:
    """The head of a list."""
    return Text.assemble("\n", words(text, "bold"), words(f"  {remark}" if remark else "", "dim"))


def quoted(quote: Quote) -> Text:
    """A quote with its source: the words in italics, then who published them and when."""
    origin = ", ".join(part for part in (quote.source, quote.published, quote.url) if part) or f"article {quote.article}"
    return Text.assemble(words(f"“{quote.quote}”", "italic dim"), words(f"  {origin}", "dim"))


def listed(title: str, section: Section) -> Iterable[RenderableType]:
    """A section: its head, each fact with its first quote, and how many more there are. Nothing for an empty one."""
    if section.items:
        yield heading(title, f"{section.total}")
        yield facts(section.items)
        if section.total > len(section.items):
            yield words(f"  and {section.total - len(section.items)} more: {section.all}", "dim")


def facts(items: Sequence[ShownFact]) -> RenderableType:
    """Facts, one under another: when, what (with its first quote), and its status; where no terminal is, in whole lines."""
    return _table(items) if OUT.is_terminal else Group(*(line for fact in items for line in _lines(fact)))


def _lines(fact: ShownFact) -> Iterator[Text]:
    yield words(f"  {day_of(fact):<10}  {fact.summary}") + words("  ") + _status(fact)
    yield from (words(" " * 14) + line for line in _held_up(fact))


def _table(items: Sequence[ShownFact]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, min_width=10)
    table.add_column(ratio=1)
    table.add_column(no_wrap=True)
    for fact in items:
        table.add_row(words(f"  {day_of(fact)}", "cyan"), _said(fact), _status(fact))
    return table


def _status(fact: ShownFact) -> Text:
    since = {None: "", "over": ", over by now", "unheard": ", nothing heard since"}[fact.outdated]
    return marked(plainly(fact.fields.get("status"))) + words(since, "dim")


def day_of(fact: ShownFact) -> str:
    """When it happens, as far as it is told: the first date that its kind has."""
    return next((plainly(fact.fields[name]) for name in _DATES if fact.fields.get(name)), "")


def plainly(told: Told) -> str:
    """A field's value in words; "" where untold."""
    match told:
        case None:
            return ""
        case bool():
            return "yes" if told else "no"
        case Count(value=value, approximate=approximate):
            return f"about {value:,}" if approximate else f"{value:,}"
        case str() | int() | float():
            return f"{told:,}" if isinstance(told, (int, float)) else told
        case _:
            return ", ".join(_person(each) if isinstance(each, NamedPerson) else each for each in told)


def changed(field: Changed) -> str:
    """What a field said and says: "status: planned → completed"."""
    said, says = (f"{told:.0%}" if field.field == "confidence" and isinstance(told, float) else plainly(told) or "–" for told in (field.before, field.after))
    return f"{field.field.replace('_', ' ')}: {said} → {says}"


def indented(what: RenderableType, by: int = 2) -> Padding:
    """Set in by so many columns, below a head; also where it is wrapped."""
    return Padding(what, (0, 0, 0, by), expand=False)


def _person(person: NamedPerson) -> str:
    return f"{person.name} ({person.role})" if person.role else person.name


def _said(fact: ShownFact) -> Group:
    return Group(words(fact.summary), *_held_up(fact))


def _held_up(fact: ShownFact) -> Sequence[Text]:
    count = len(fact.evidence)
    remark = f"{fact.confidence:.0%} sure, {count} quote{'s' if count > 1 else ''}: tracker explain {fact.id}"
    return (*(quoted(each) for each in fact.evidence[:1]), words(remark, "dim"))
