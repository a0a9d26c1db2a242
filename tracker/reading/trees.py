"""
Trees: how the words of a sentence hang on each other, and what hangs on a verb or noun that tells an act.

A tree has one node an item of the sentence, so that a place in it is a place there. Labels are those of ClearNLP, tags those of the Penn Treebank, as spaCy's
English models give them. "Subject" and "object" are those of the act: who was received is its object, and so is the treaty "which they signed".
In: heads, labels and tags of one sentence.  Out: nodes.  Never: a name or a kind; `walks` says what a node must hold.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

PASSIVE = frozenset({"nsubjpass", "auxpass"})
CLAUSES = frozenset({"relcl", "advcl", "ccomp", "acl", "parataxis", "csubj"})
"""What hangs on a word by one of these is a clause of its own: what stands in it belongs to another act."""
LENDING = frozenset({"conj", "xcomp", "advcl", "pcomp", "dep", "prep", "acl", "relcl", "ccomp"})
"""A verb without a subject that hangs on another word by one of these does what the subject of that word does."""
BORNE = frozenset({"dobj", "pobj", "attr", "nsubjpass", "conj", "appos", "prep", "oprd", "dep"})
"""A noun that hangs so is done by whoever does what it hangs on: "Smith paid a visit", "Smith, on a visit to Oslo"."""
CLIMB = 4  # steps up to whoever does it


@dataclass(frozen=True, slots=True)
class Tree:
    """
    Of each item: words, in small letters; heads, the place of the item on which it hangs, its own for a root; labels, how; tags, its part of speech;
    below, what hangs on it.
    """

    words: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]
    tags: tuple[str, ...]
    below: tuple[tuple[int, ...], ...]

    @staticmethod
    def of(words: Sequence[str], heads: Sequence[int], labels: Sequence[str], tags: Sequence[str]) -> "Tree":
        """The tree with these heads; words: as they are spelt."""
        below: list[list[int]] = [[] for _ in heads]
        for at, head in enumerate(heads):
            if head != at:
                below[head].append(at)
        return Tree(tuple(map(str.lower, words)), tuple(heads), tuple(labels), tuple(tags), tuple(map(tuple, below)))

    def children(self, at: int, *labels: str) -> list[int]:
        """What hangs on a node by one of these labels, in the order of the sentence."""
        return [child for child in self.below[at] if self.labels[child] in labels]

    def top(self, start: int, end: int) -> int:
        """The node of a phrase on which its other words hang."""
        return next((at for at in range(start, end) if not start <= self.heads[at] < end or self.heads[at] == at), start)

    def is_noun(self, at: int) -> bool:
        """Whether the node is a noun or stands for one."""
        return self.tags[at].startswith(("NN", "PRP", "CD"))

    def subjects(self, at: int) -> list[int]:
        """Who does what the verb at that place says, with no list followed; [] where nobody is told."""
        if self._is_passive(at):
            return self.after(at, "by")
        return self._first(at, CLIMB)

    def objects(self, at: int) -> list[int]:
        """To whom or what it is done."""
        if self._is_passive(at):
            return self._first(at, CLIMB)
        found = self.children(at, "dobj")
        if self.labels[at] == "relcl" and (not found or self.tags[found[0]].startswith("W")):
            has_other = any(not self.tags[child].startswith("W") for child in self.children(at, "nsubj", "nsubjpass"))
            return [self.heads[at]] if has_other else found
        return found

    def owners(self, at: int) -> list[int]:
        """Whose deed a noun is: "Smith's visit", "a visit by Smith", "Smith paid a visit", "the visit that Smith paid"."""
        named = [*self.children(at, "poss"), *self.after(at, "by"), *self.after(at, "of"), *self.children(at, "compound", "nmod", "amod")]
        return named or self._bearer(at, CLIMB)

    def verb_of(self, at: int) -> int:
        """The verb that a noun completes: "paid" of "paid a visit"; the node itself where there is none."""
        head = self.heads[at]
        if self.labels[at] in ("dobj", "nsubjpass", "nsubj", "attr") and self.tags[head].startswith("VB"):
            return head
        if self.labels[at] == "pobj" and self.tags[self.heads[head]].startswith("VB"):
            return self.heads[head]
        return at

    def clause(self, at: int) -> Iterator[int]:
        """The nodes of the clause of a node, those that hang on it directly first; none of a clause within it."""
        level = [at]
        while level:
            yield from level
            level = [child for node in level for child in self.below[node] if not self._begins_clause(child)]

    def after(self, at: int, preposition: str) -> list[int]:
        """What completes a preposition that hangs on a node, and its like: "to Oslo and then to Lima"."""
        governing = [each for child in self.below[at] if self.words[child] == preposition for each in self.row(child) if self.words[each] == preposition]
        return [found for each in dict.fromkeys(governing) for found in self.children(each, "pobj", "pcomp")]

    def row(self, at: int) -> Iterator[int]:
        """The node and all that are listed with it."""
        yield at
        for child in self.children(at, "conj"):
            yield from self.row(child)

    def _begins_clause(self, at: int) -> bool:
        return self.labels[at] in CLAUSES or (self.labels[at] == "conj" and self.tags[at].startswith("VB"))

    def _is_passive(self, at: int) -> bool:
        is_participle = self.tags[at] == "VBN" and self.labels[at] in ("acl", "advcl") and not self.children(at, "aux", "nsubj")
        return is_participle or any(self.labels[child] in PASSIVE for child in self.below[at])

    def _first(self, at: int, climb: int) -> list[int]:
        """What stands first with a verb: its own, or that of the word it hangs on; a relative pronoun stands for what it points back to."""
        own = self.children(at, "nsubj", "nsubjpass")
        if own and not self.tags[own[0]].startswith("W"):
            return own
        head, label = self.heads[at], self.labels[at]
        if own:
            return [head] if label == "relcl" else []
        if head == at or not climb or label not in LENDING:
            return []
        if label in ("acl", "relcl") and self.is_noun(head):
            return [head]
        if label == "xcomp" and self.children(head, "dobj"):
            return self.children(head, "dobj")  # "invited Smith to visit Oslo"
        return self._first(head, climb - 1)

    def _bearer(self, at: int, climb: int) -> list[int]:
        head, label = self.heads[at], self.labels[at]
        if head == at or not climb or label not in BORNE:
            return []
        if self.tags[head].startswith("VB"):
            return self._first(head, climb) if label != "nsubjpass" else self.after(head, "by")
        return [*([head] if self.is_noun(head) else []), *self._bearer(head, climb - 1)]


class Plain(NamedTuple):
    """A sentence for the parser, word by word. words: as they are spelt; spaces: after which of them stands one."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]


class Parser(Protocol):
    """What makes trees; of the same sentences always the same."""

    def parse(self, sentences: Sequence[Plain]) -> Sequence[Tree]:
        """The tree of each sentence."""
        ...
