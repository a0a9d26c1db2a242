"""
What answers look like: values of the road as JSON shows them, each led back to the sentence that says so.

The classes are the shapes in OpenAPI; their fields are the JSON's. What is untold is null and never left out, so that a program finds every field that a
kind declares; codes go with names, and every fact carries its quotes with article, address and offsets.
In: facts, changes, events, and the origins of their articles.  Out: frozen shapes.  Never: a question to the view, or a clock.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import urlencode

from tracker.core.country import name_of
from tracker.core.date import PartialDate
from tracker.core.event import Count, Event, Evidence, Fields, Person, Value
from tracker.core.fact import Fact, What
from tracker.core.kind import Kind
from tracker.core.reading import Origin
from tracker.relating.answers import Cause, Counterpart, CountryLine, Version
from tracker.relating.changes import Heard, Seen
from tracker.relating.outdated import outdated
from tracker.serving.saying import say, say_since

Kinds = Mapping[str, Kind]
Origins = Mapping[str, Origin]  # by article id


@dataclass(frozen=True, slots=True)
class Party:
    """A country (ISO 3166-1 alpha-3) or organisation with its plain English name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Name and role as the article writes them; role is null where it gives none."""

    name: str
    role: str | None


Told = str | int | float | bool | Count | Sequence[str] | Sequence[NamedPerson] | None
"""What a field holds; null where no article tells."""


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of an article: `start` and `end` count code points of its `field` (title or text). link: the article here; url: where it was published."""

    quote: str
    article: str
    field: str
    start: int
    end: int
    title: str | None
    source: str | None
    published: str | None
    url: str | None
    link: str


@dataclass(frozen=True, slots=True)
class ShownFact:
    """
    What the reports amount to. id: its name; summary: the same in one sentence; fields: all that the kind declares, null where untold.

    confidence: 0 to 1; evidence: every quote that holds it up; events: the ids of the events it rests on, each of which leads here.
    plover, cameo: its codes in those vocabularies ("CONSULT-visit", "042"), null where it is no act.
    outdated: its status is what was told, and on the day that the answer is of it is "over", or nothing was heard since it was planned ("unheard"); else null.
    """

    id: str
    kind: str
    plover: str | None
    cameo: str | None
    summary: str
    countries: Sequence[Party]
    fields: Mapping[str, Told]
    confidence: float
    evidence: Sequence[Quote]
    events: Sequence[str]
    outdated: Literal["over", "unheard"] | None
    links: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """What one article reports. fact: the name of the fact that holds it now, null where none does; plover, cameo: see ShownFact."""

    id: str
    kind: str
    plover: str | None
    cameo: str | None
    summary: str
    fields: Mapping[str, Told]
    confidence: float
    evidence: Sequence[Quote]
    rules: Sequence[str]
    fact: str | None
    links: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """The first facts of a list, how many it has, and where all of it lies."""

    items: Sequence[ShownFact]
    total: int
    all: str


@dataclass(frozen=True, slots=True)
class ShownCountry:
    """A country that has facts. counts: facts by the plural of their kind; last_change: the cursor at which one of them changed last."""

    code: str
    name: str
    counts: Mapping[str, int]
    last_change: str
    links: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ShownCounterpart:
    """Another party of a country's facts. counts: facts that name both; last: the latest date of one, null where none tells."""

    code: str
    name: str
    counts: Mapping[str, int]
    last: str | None
    links: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Changed:
    """A field that says another thing now, or how sure the fact is ("confidence"); null where it said or says nothing."""

    field: str
    before: Told
    after: Told


@dataclass(frozen=True, slots=True)
class ShownCause:
    """
    The record that made a version: an article was read ("report"), retracted or restored, or other readers are in force ("readers").

    article: which; reader: who read it; received: of a report when its article came in, else when it was decided; why: the reason, or the readers.
    """

    what: Literal["report", "retracted", "restored", "readers"]
    article: str | None
    reader: str | None
    received: str | None
    why: str | None
    links: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """
    A fact as it stood from a position on; fact is null once it went. was: names that ended with it; cause: the record that made it so.

    changed: what it says otherwise than before; said, unsaid: the quotes that came to hold it up, and those that no longer do.
    """

    position: str
    what: What
    fact: ShownFact | None
    was: Sequence[str]
    why: str | None
    cause: ShownCause
    changed: Sequence[Changed]
    said: Sequence[Quote]
    unsaid: Sequence[Quote]


@dataclass(frozen=True, slots=True)
class ShownChange:
    """
    A fact came to be, changed, gained evidence or went. seen: what that is under the filter that was asked for: it entered, changed, or left.

    fact: its name; was: names that ended with it; before, after: the fact on both sides, null where it was not or is no more; why: of a retraction.
    changed: what it says otherwise than before, where it was and is.
    """

    what: What
    seen: Seen
    fact: str
    was: Sequence[str]
    before: ShownFact | None
    after: ShownFact | None
    why: str | None
    changed: Sequence[Changed]


def party(code: str) -> Party:
    """A code with its name."""
    return Party(code, name_of(code))


def told(value: Value) -> Told:
    """A field's value as JSON shows it."""
    if not isinstance(value, tuple):
        return value
    people = [NamedPerson(each.name, each.role or None) for each in value if isinstance(each, Person)]
    return people or [each for each in value if isinstance(each, str)]


def told_fields(kind: Kind, fields: Fields) -> dict[str, Told]:
    """Every field that the kind declares, in its order."""
    return {name: told(fields[name]) if name in fields else None for name in kind.fields}


def quote(evidence: Evidence, origins: Origins) -> Quote:
    """A quote with where it comes from; origins that are not known give nulls."""
    origin = origins.get(evidence.article, Origin())
    return Quote(
        quote=evidence.quote,
        article=evidence.article,
        field=evidence.field,
        start=evidence.start,
        end=evidence.end,
        title=origin.title or None,
        source=origin.source or None,
        published=origin.published or None,
        url=origin.url or None,
        link=f"/v1/articles/{evidence.article}",
    )


def shown_fact(fact: Fact, kinds: Kinds, origins: Origins, day: date | None = None) -> ShownFact:
    """A fact with everything that leads from it to its sentences. day: on which it is told, None where it is told as it stood."""
    kind = kinds[fact.kind]
    code = kind.code(fact.fields)
    since = outdated(kind, fact.fields, _told_last(fact, origins), day) if day else ""
    return ShownFact(
        id=fact.name,
        kind=fact.kind,
        plover=code.plover if code else None,
        cameo=code.cameo if code else None,
        summary=say_since(kind, fact.fields, since),
        countries=[party(code) for code in fact.countries],
        fields=told_fields(kind, fact.fields),
        confidence=fact.confidence,
        evidence=[quote(each, origins) for each in fact.evidence],
        events=fact.events,
        outdated=since or None,
        links={"self": f"/v1/facts/{fact.name}", "relation": f"/v1/relations/{fact.countries[0]}/{fact.countries[1]}"},
    )


def _told_last(fact: Fact, origins: Origins) -> PartialDate | None:
    """The day of the last article that tells it, None where none tells its own."""
    days = (origins[each.article].published[:10] for each in fact.evidence if each.article in origins)
    return PartialDate(max(days, default="")) or None


def shown_event(event: Event, fact: str, kinds: Kinds, origins: Origins) -> ShownEvent:
    """An event and the fact that holds it; fact is "" where none does."""
    kind = kinds[event.kind]
    code = kind.code(event.fields)
    return ShownEvent(
        id=event.id,
        kind=event.kind,
        plover=code.plover if code else None,
        cameo=code.cameo if code else None,
        summary=say(kind, event.fields),
        fields=told_fields(kind, event.fields),
        confidence=event.confidence,
        evidence=[quote(each, origins) for each in event.evidence],
        rules=event.rules,
        fact=fact or None,
        links={"fact": f"/v1/facts/{event.id}", "article": f"/v1/articles/{event.article}"},
    )


def section(facts: Sequence[Fact], total: int, all: str, kinds: Kinds, origins: Origins, day: date | None) -> Section:
    """The first facts of a list of `total`. all: the path of the whole list; day: see `shown_fact`."""
    return Section([shown_fact(each, kinds, origins, day) for each in facts], total, all)


def shown_country(line: CountryLine, generation: str, kinds: Kinds) -> ShownCountry:
    """A line of the list of countries."""
    return ShownCountry(line.code, name_of(line.code), counted(line.counts, kinds), f"{generation}-{line.last_change}", country_links(line.code))


def shown_counterpart(country: str, other: Counterpart, kinds: Kinds) -> ShownCounterpart:
    """A line of a country's counterparts."""
    links = {**country_links(other.code), "relation": f"/v1/relations/{country}/{other.code}"}
    return ShownCounterpart(other.code, name_of(other.code), counted(other.counts, kinds), other.last or None, links)


def shown_version(version: Version, generation: str, kinds: Kinds, origins: Origins) -> ShownVersion:
    """A step of a fact's story."""
    fact = shown_fact(version.fact, kinds, origins) if version.fact else None
    before, after = (set(side.evidence) if side else set() for side in (version.before, version.fact))
    return ShownVersion(
        position=f"{generation}-{version.position}",
        what=version.what,
        fact=fact,
        was=version.was,
        why=version.cause.why or None if version.cause.what == "retracted" else None,
        cause=shown_cause(version.cause),
        changed=changed(version.before, version.fact, kinds),
        said=[quote(each, origins) for each in sorted(after - before)],
        unsaid=[quote(each, origins) for each in sorted(before - after)],
    )


def shown_cause(cause: Cause) -> ShownCause:
    """The record that made a version."""
    links = {"article": f"/v1/articles/{cause.article}"} if cause.article else {}
    return ShownCause(cause.what, cause.article or None, cause.reader or None, cause.received or None, cause.why or None, links)


def changed(before: Fact | None, after: Fact | None, kinds: Kinds) -> Sequence[Changed]:
    """What a fact says otherwise than before, in the order of its kind's fields, and how sure it is; nothing where it was not, or is no more."""
    if not before or not after:
        return []
    said, says = ({**told_fields(kinds[side.kind], side.fields), "confidence": side.confidence} for side in (before, after))
    return [Changed(name, said[name], says[name]) for name in says if said[name] != says[name]]


def shown_change(heard: Heard, kinds: Kinds, origins: Origins) -> ShownChange:
    """A change as one subscriber sees it."""
    change = heard.change
    before, after = (shown_fact(side, kinds, origins) if side else None for side in (change.before, change.after))
    return ShownChange(change.what, heard.seen, change.fact, change.was, before, after, change.why or None, changed(change.before, change.after, kinds))


def counted(counts: Mapping[str, int], kinds: Kinds) -> dict[str, int]:
    """Counts by the plural of each known kind, 0 where there are none: {"visits": 3, "agreements": 0, ...}."""
    return {kind.plural: counts.get(name, 0) for name, kind in kinds.items()}


def country_links(code: str) -> dict[str, str]:
    """Where a country is told of: as JSON, as a page, and what changes about it."""
    return {"self": f"/v1/countries/{code}", "page": f"/countries/{code}", "changes": f"/v1/changes?country={code}"}


def address(path: str, **query: str) -> str:
    """A path with those parts of a query that say something."""
    said = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(said)}" if said else path
