"""
Walks: frames over the tree of a sentence, for the second reader.

    {act:travel} subject {visitor:actor+} to/in {host:place+}?

A walk begins at a word of a class and goes from there, each time anew, to what stands in a relation to it, by the first of the ways that leads to something
of the slot's type: `subject`, `object` and `owner` (`trees`), what `modifies` it, `number` of the object, or a preposition: `in`, on the word itself, its verb
or its object, or `..in`, anywhere in the clause. Slots and types are those of surface frames, and so is what comes of a match: `resolve` cannot tell
which of them fitted. A slot with ? may stay empty.
In: declarations, a sentence and its tree.  Out: matches.  Never: a word between two slots that must be there; where they stand is the tree's matter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.reading.frames import ORGANISATION, TYPES, Match, Rule
from tracker.reading.trees import Tree
from tracker.reading.vocabulary import Vocabulary

_STEP = re.compile(r"\s*(?P<ways>[a-z.]+(?:/[a-z.]+)*)\s+\{(?P<slot>\w+):(?P<type>\w+)(?P<list>\+?)\}(?P<maybe>\??)")
_START = re.compile(r"\{(?P<slot>act|deed):(?P<type>\w+)\}")


@dataclass(frozen=True, slots=True)
class Step:
    """ways: to be tried in order; slot, type, symbols: what is found there, and how it is spelt; is_list: it may be a row; may_lack: it may be missing."""

    ways: tuple[str, ...]
    slot: str
    type: str
    symbols: "re.Pattern[str]"
    is_list: bool
    may_lack: bool


@dataclass(frozen=True, slots=True)
class Walk:
    """A rule with the walk that finds it. slot, type, start: of the word that tells the act, and how its class is spelt in symbols; steps: where to go."""

    rule: Rule
    slot: str
    type: str
    start: "re.Pattern[str]"
    steps: tuple[Step, ...]

    def may_begin(self, symbols: str) -> bool:
        """Whether it may lead anywhere in a sentence: it holds a word to begin at, and something for each slot that must not stay empty."""
        return self.start.search(symbols) is not None and all(step.may_lack or step.symbols.search(symbols) for step in self.steps)

    def matches(self, symbols: str, tree: Tree, offset: int) -> Iterator[Match]:
        """Where the walk leads to all that it needs. symbols: of the sentence; offset: where it begins among those of the article."""
        for found in self.start.finditer(symbols):
            act = found.span()
            slots: dict[str, tuple[tuple[int, int], ...]] = {self.slot: ((found.start() + offset, found.end() + offset),)}
            types = {self.slot: self.type}
            for step in self.steps:
                places = _led_to(step, act, symbols, tree)
                if not places and not step.may_lack and step.slot not in slots:
                    break
                if places:
                    slots[step.slot] = (*slots.get(step.slot, ()), *((start + offset, end + offset) for start, end in places))
                    types[step.slot] = step.type
            else:
                yield Match(self.rule, found.start() + offset, found.end() + offset, slots, types)


def compile_walk(declared: str, vocabulary: Vocabulary, scope: str) -> tuple[str, str, "re.Pattern[str]", tuple[Step, ...]]:
    """
    The slot and class at which a walk begins, how the class is spelt, and its steps. scope: the kind whose classes it may use.

    Raises ValueError for what is no part of the notation, KeyError for an unknown type or class.
    """
    begin = _START.match(declared)
    if begin is None:
        raise ValueError(f"{declared!r}: does not begin with a slot called act or deed")
    steps: list[Step] = []
    place = begin.end()
    while place < len(declared):
        found = _STEP.match(declared, place)
        if found is None:
            raise ValueError(f"{declared!r}: cannot be read from {declared[place:]!r} on")
        type = vocabulary.full_name(found["type"], scope)
        symbols = re.compile(TYPES.get(type) or vocabulary.pattern(type))
        steps.append(Step(tuple(found["ways"].split("/")), found["slot"], type, symbols, bool(found["list"]), bool(found["maybe"])))
        place = found.end()
    start = vocabulary.full_name(begin["type"], scope)
    return begin["slot"], start, re.compile(vocabulary.pattern(start)), tuple(steps)


def _led_to(step: Step, act: tuple[int, int], symbols: str, tree: Tree) -> list[tuple[int, int]]:
    """The places to which the first of the ways leads that leads anywhere."""
    for way in step.ways:
        places = [span for node in _nodes(way, act, tree) for span in _fitting(step, node, symbols, tree)]
        if places:
            return list(dict.fromkeys(places)) if step.is_list else places[:1]
    return []


def _nodes(way: str, act: tuple[int, int], tree: Tree) -> list[int]:
    """The nodes to which a way leads from the phrase that tells the act; of those in its clause, the ones nearest to it in the tree."""
    at = tree.top(*act)
    match way:
        case "subject":
            return tree.subjects(at)
        case "object":
            return tree.children(act[1] - 1, "pobj") or tree.objects(at)
        case "owner":
            return tree.owners(at)
        case "modifies":
            return tree.children(at, "compound", "nmod", "amod", "advmod")
        case "number":
            return [child for noun in _nodes("object", act, tree) for child in tree.children(noun, "nummod")]
        case _:
            preposition = way.lstrip(".")
            nodes = dict.fromkeys((at, tree.verb_of(at), *_nodes("object", act, tree)))
            if way != preposition:
                nodes = dict.fromkeys(node for root in nodes for node in tree.clause(root))
            return next((found for node in nodes if (found := tree.after(node, preposition))), [])


def _fitting(step: Step, node: int, symbols: str, tree: Tree) -> list[tuple[int, int]]:
    """The node, with what is listed beside it, where they fit; else what explains it: "the capital, Lisbon", "the port of Lisbon"; no "summit of the G20"."""
    found = _row(step, node, symbols, tree)
    if found:
        return found
    inner = [*tree.children(node, "appos", "compound", "nmod"), *tree.after(node, "of")]
    rows = (_row(step, each, symbols, tree) for each in inner if symbols[each] != ORGANISATION)
    return next(filter(None, rows), [])


def _row(step: Step, node: int, symbols: str, tree: Tree) -> list[tuple[int, int]]:
    return [span for each in (tree.row(node) if step.is_list else [node]) if (span := _span(step, each, symbols))]


def _span(step: Step, at: int, symbols: str) -> tuple[int, int] | None:
    """Where a phrase of the step's type stands that ends at a node, or begins there."""
    for start in range(max(at - 3, 0), at + 1):
        found = step.symbols.match(symbols, start)
        if found and start <= at < found.end():
            return found.span()
    return None
