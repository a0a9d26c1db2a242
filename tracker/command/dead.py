"""
What could not be read, as a running tracker lists it, and the order to read it again.

In: the address of a tracker.  Out: lists for people or JSON.  Never: a decision about what failed; the tracker's log says that.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from tracker.command.answers import Dead, Failure, Failures, Redriven
from tracker.command.interface import Interface, path_of
from tracker.command.terminal import ERR, OUT, heading, words

PAGE = 500


def failures(address: str, cause: str, since: str) -> Iterator[Failure]:
    """All that failed without a later success, oldest first. Raises NoServer, BadQuery."""
    with Interface(address) as tracker:
        after: str | None = ""
        while after is not None:
            page = tracker.shaped(Failures, tracker.get(path_of("failures"), limit=PAGE, **_said(cause=cause, since=since, after=after)))
            yield from page.items
            after = page.next


def redrive(address: str, cause: str, since: str) -> Redriven:
    """Have all of a cause or since a time read again. Raises NoServer, BadQuery."""
    with Interface(address) as tracker:
        return tracker.shaped(Redriven, tracker.post(path_of("failures", "redrive"), **_said(cause=cause, since=since)))


def redrive_some(address: str, articles: Sequence[str]) -> Redriven:
    """Have these read again. Raises NoServer, and Refused at the first that did not fail."""
    with Interface(address) as tracker:
        answers = [tracker.shaped(Redriven, tracker.post(path_of("articles", id, "redrive"))) for id in articles]
    return Redriven([id for each in answers for id in each.articles], [id for each in answers for id in each.lost])


def show(address: str, article: str) -> None:
    """Print why an article failed, and what it says. Raises NoServer, Refused where there is none."""
    with Interface(address) as tracker:
        found = tracker.shaped(Dead, tracker.get(path_of("articles", article)))
    OUT.print(heading(found.id, found.state))
    OUT.print(words(f"{found.step or ''}: {found.reason}" if found.reason else "nothing is wrong with it", "red" if found.reason else "green"))
    if found.article:
        OUT.print(words(found.article.title or "", "bold"))
        OUT.print(words(found.article.text))


def tell_people(failures: Iterable[Failure]) -> None:
    """Print each in two lines, and how many there are."""
    count = 0
    for each in failures:
        count += 1
        what = ", ".join(part for part in (each.title, each.source, each.received, each.url) if part)
        OUT.print(words(each.article, "bold"), words(what, "dim"), soft_wrap=True)
        OUT.print(words(f"  {each.step}: {each.reason}", "red"), soft_wrap=True)
    OUT.print(words(f"{count:,} could not be read; tracker dead redrive reads them again" if count else "all that came was read"))


def tell_as_json(failures: Iterable[Failure]) -> None:
    """Print one JSON object a line."""
    for each in failures:
        sys.stdout.write(json.dumps(asdict(each), ensure_ascii=False) + "\n")


def tell_redriven(redriven: Redriven) -> None:
    """Print how many are read again, and which cannot be."""
    OUT.print(words(f"{len(redriven.articles):,} are read again"))
    for id in redriven.lost:
        ERR.print(words(f"{id}: its bytes are nowhere in this tracker's log", "red"), words("-- feed it again", "dim"))


def tell_redriven_as_json(redriven: Redriven) -> None:
    """Print it as one JSON object."""
    sys.stdout.write(json.dumps(asdict(redriven)) + "\n")


def _said(**query: str) -> dict[str, str]:
    return {name: value for name, value in query.items() if value}
