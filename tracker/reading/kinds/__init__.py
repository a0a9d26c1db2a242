"""
Kinds as declared: one file each, with its fields, word classes, frames and examples; and the words of English that all of them share.

In: the files beside this module, once (`load_kinds`).  Out: Declared kinds with compiled frames.  Never: a rule in code about one kind.

A file has, below the declaration of the Kind (`tracker.core.kind`), whose `codes` are as the manual of PLOVER 0.8 and its table from CAMEO have them:
    [words]   word classes (`tracker.reading.vocabulary`); a table's words carry a value, with which a slot of that class fills
              a field of choice; a sentence with a word of the class `never` is not read for this kind, and none that has a word of
              the class `strangers` where a party would stand
    [parts]   pieces of patterns by name: $name in a pattern or position stands for the piece
    [beside]  positions by name (`tracker.reading.frames`), each a list of patterns of which the first that fits counts
    [from]    fields that are filled from a part of a slot: people = "visitor.people"; `when` is the date of the act
    [before]  fields of text that, where their own slot is not filled, are the words before another one: subject = "kind" ("a tax treaty")
    [time]    the value of the status field for each time of the act: past, present, future, postponed, cancelled; "" where nothing is told then
    [ahead]   of each status that another than [time] has to stand for where the act lies ahead, which: a treaty that will be left is terminated
    [absent]  where a party may be taken from that the words leave out, in this order (`tracker.reading.resolve`): clause
              (whom the small words of the sentence join, `tracker.reading.clauses`), subject, sentence,
              two (if the sentence names just two), guest, there, here, home, pair, main (the article's two), bilateral (the same, where it tells
              of no third nearly as often), last, topic, told (in this sentence, before), listed (there,
              or after)
    tour      the field of people whose undated acts share the month of their dated ones
    lasting   true where what is told goes on: "since May" says when it began, and a day that lies ahead is not its date
    on_the_day  the statuses that an act reaches, where it has no date of its own, on the day that the sentences before it tell of
    yearly    true where the date is a year: that of publication for what holds now, and in a list that of the rows above
    thing     the slot of what the act is about: the treaty that is signed
    agree     fields in which two tellings in one article must agree to be one event; in the others they must not contradict
    [[frame]] id, pattern (`tracker.reading.frames`), sets (fields with their values; a number may be "first", "next", "further", "same" or "previous", to
              count the rows of a list), precision, examples, absent, time, topic (true where it tells no act, but what the rows of a list are about),
              again (true where it tells more of an act that was told before), another (true where somebody else is a party beside those in its slots),
              beside (of each field without a slot the positions where it may stand around the match, or around the slot that `around` names),
              loose (true where it reaches far, and tells only what no closer frame does)
    [[walk]]  the same for the second reader, with a walk (`tracker.reading.walks`) in place of the pattern
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import cast

from tracker.core.identity import digest
from tracker.core.kind import Code, FieldSpec, FieldType, Kind
from tracker.reading.frames import Frame, Position, Rule, compile_pattern, compile_position
from tracker.reading.vocabulary import Declared as Classes
from tracker.reading.vocabulary import Phrases, Vocabulary, phrases
from tracker.reading.walks import Walk, compile_walk

ENGLISH = "english.toml"
Toml = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Declared:
    """
    A kind with what reading knows of it.

    fills: field -> (slot, part); before: field -> slot; times: time of the act -> status; absent: party field -> where it may come from;
    agree, tour, is_lasting, ahead, on_the_day, is_yearly: see above; foreign: what a sentence holds that is not about states;
    strangers: words for who is none; thing: see above.
    """

    kind: Kind
    frames: tuple[Frame, ...]
    walks: tuple[Walk, ...]
    fills: Mapping[str, tuple[str, str]]
    times: Mapping[str, str]
    absent: Mapping[str, tuple[str, ...]]
    before: Mapping[str, str] = field(default_factory=dict)
    agree: tuple[str, ...] = ()
    foreign: "re.Pattern[str] | None" = None
    strangers: frozenset[str] = frozenset()
    thing: str = ""
    tour: str = ""
    is_lasting: bool = False
    ahead: Mapping[str, str] = field(default_factory=dict)
    on_the_day: tuple[str, ...] = ()
    is_yearly: bool = False

    def is_foreign(self, symbols: str) -> bool:
        """Whether a sentence holds a word of the class `never`: it is about firms, clubs or the like."""
        return self.foreign is not None and self.foreign.search(symbols) is not None


@dataclass(frozen=True, slots=True)
class Kinds:
    """All of them. pointers, moods: phrases with what they mean; digest: of all files; telling: words for the gate."""

    declared: tuple[Declared, ...]
    vocabulary: Vocabulary
    pointers: Phrases
    moods: Phrases
    digest: str
    telling: frozenset[str]


def load_kinds() -> Kinds:
    """The kinds of all files, in the order of their names. Raises ValueError or KeyError that names the file where one is wrong."""
    return kinds_of(load_texts())


def load_texts() -> dict[str, str]:
    """The texts of the files beside this module, by name and in that order; for the start of a process, never later."""
    return {file.name: file.read_text("utf-8") for file in sorted(files(__name__).iterdir(), key=lambda file: file.name) if file.name.endswith(".toml")}


def kinds_of(texts: Mapping[str, str]) -> Kinds:
    """The kinds that the texts of the files make; `english.toml` among them."""
    parsed = {name: cast(Toml, tomllib.loads(text)) for name, text in texts.items()}
    english = parsed.pop(ENGLISH)
    vocabulary = Vocabulary()
    vocabulary.declare(cast(Classes, english["words"]))
    for file in parsed.values():
        vocabulary.declare(cast(Classes, file.get("words", {})), str(file["name"]))
    return Kinds(
        tuple(_declared(name, file, vocabulary) for name, file in parsed.items()),
        vocabulary,
        phrases(cast("Mapping[str, list[str]]", english["pointing"])),
        phrases(cast("Mapping[str, list[str]]", english["mood"])),
        digest(dict(texts)),
        vocabulary.telling(),
    )


def heads_of(texts: Mapping[str, str]) -> tuple[Kind, ...]:
    """The Kinds that the heads of the files declare, without words and frames; a hundredth of the time for the whole of them."""
    return tuple(kind_of(tomllib.loads(text)) for name, text in texts.items() if name != ENGLISH)


def kind_of(file: Toml) -> Kind:
    """The Kind that the head of a file declares."""
    fields = {
        name: FieldSpec(cast(FieldType, spec["type"]), bool(spec.get("required", False)), tuple(cast("list[str]", spec.get("choices", ()))))
        for name, spec in cast("Mapping[str, Toml]", file["fields"]).items()
    }
    return Kind(
        name=str(file["name"]),
        plural=str(file["plural"]),
        fields=fields,
        parties=tuple(cast("list[str]", file["parties"])),
        identity=tuple(cast("list[str]", file["identity"])),
        date=str(file["date"]),
        status=str(file["status"]),
        window_days=cast("int | None", file.get("window_days")),
        mirror=cast("Mapping[str, str]", file.get("mirror", {})),
        codes=tuple(_code(each) for each in cast("list[Toml]", file.get("codes", ()))),
    )


def _code(declared: Toml) -> Code:
    when = {name: tuple(cast("list[str]", words)) for name, words in declared.items() if name not in ("plover", "cameo")}
    return Code(str(declared["plover"]), str(declared["cameo"]), when)


def _declared(name: str, file: Toml, vocabulary: Vocabulary) -> Declared:
    try:
        positions = _positions(file, vocabulary)
        return Declared(
            kind_of(file),
            tuple(
                _frame(frame, _written_out(str(frame["pattern"]), file), positions, vocabulary, str(file["name"]))
                for frame in cast("list[Toml]", file.get("frame", []))
            ),
            tuple(_walk(walk, vocabulary, str(file["name"])) for walk in cast("list[Toml]", file.get("walk", []))),
            {field: _part(given) for field, given in cast("Mapping[str, str]", file.get("from", {})).items()},
            cast("Mapping[str, str]", file.get("time", {})),
            _sources(file),
            cast("Mapping[str, str]", file.get("before", {})),
            tuple(cast("list[str]", file.get("agree", ()))),
            re.compile(vocabulary.pattern(never)) if (never := vocabulary.full_name("never", str(file["name"]))) in vocabulary.classes else None,
            frozenset(word for (word,) in vocabulary.classes.get(vocabulary.full_name("strangers", str(file["name"])), ())),
            str(file.get("thing", "")),
            str(file.get("tour", "")),
            bool(file.get("lasting", False)),
            cast("Mapping[str, str]", file.get("ahead", {})),
            tuple(cast("list[str]", file.get("on_the_day", ()))),
            bool(file.get("yearly", False)),
        )
    except (KeyError, ValueError) as error:
        raise ValueError(f"{name}: {error}") from error


def _written_out(pattern: str, file: Toml) -> str:
    """The pattern with the pieces for which its names stand; a piece may hold those declared before it."""
    for name, piece in reversed(cast("dict[str, str]", file.get("parts", {})).items()):
        pattern = re.sub(rf"\${name}\b", piece.replace("\\", "\\\\"), pattern)
    return pattern


def _positions(file: Toml, vocabulary: Vocabulary) -> dict[str, tuple[Position, ...]]:
    """The positions that a file names."""
    told = cast("Mapping[str, list[str]]", file.get("beside", {}))
    return {name: tuple(compile_position(_written_out(each, file), vocabulary, str(file["name"])) for each in those) for name, those in told.items()}


def _frame(declared: Toml, pattern_told: str, positions: Mapping[str, tuple[Position, ...]], vocabulary: Vocabulary, scope: str) -> Frame:
    return Frame(_rule(declared, positions), *compile_pattern(pattern_told, vocabulary, scope))


def _walk(declared: Toml, vocabulary: Vocabulary, scope: str) -> Walk:
    return Walk(_rule(declared, {}), *compile_walk(str(declared["walk"]), vocabulary, scope))


def _rule(declared: Toml, positions: Mapping[str, tuple[Position, ...]]) -> Rule:
    return Rule(
        id=str(declared["id"]),
        sets=cast("Mapping[str, str | int | float | bool]", declared.get("sets", {})),
        precision=float(cast(float, declared.get("precision", 0.85))),
        examples=tuple(cast("list[str]", declared.get("examples", ()))),
        is_topic=bool(declared.get("topic", False)),
        absent=_sources(declared),
        times=cast("Mapping[str, str]", declared.get("time", {})),
        is_again=bool(declared.get("again", False)),
        has_another=bool(declared.get("another", False)),
        is_loose=bool(declared.get("loose", False)),
        beside={field: tuple(each for name in names for each in positions[name]) for field, names in _sources(declared, "beside").items()},
        around=str(declared.get("around", "")),
    )


def _sources(file: Toml, name: str = "absent") -> dict[str, tuple[str, ...]]:
    return {field: tuple(given) for field, given in cast("Mapping[str, list[str]]", file.get(name, {})).items()}


def _part(given: str) -> tuple[str, str]:
    slot, _, part = given.partition(".")
    return slot, part
