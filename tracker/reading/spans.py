"""
Spans: what an article's text consists of, sentence by sentence, each with its role and exact place.

Line by line first (a line may be a headline, a caption with its credit, a link to another article, a dateline before a sentence), then sentences.
In: the title and text as stored.  Out: spans in order that cover every character that is not white space, once.
Never: a changed text. Offsets are code points of what was given, and `text[start:end]` is the quote to the letter.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tracker.reading.sentences import closes, parted, sentences

Field = Literal["title", "text"]
Role = Literal["headline", "dateline", "caption", "credit", "related", "body"]
"""
headline: the title, and where the text repeats it.  dateline: place, day and agency before the first words, also a time stamp of a live blog.
caption, credit: what a picture shows, and who took it; who wrote the text ("By our staff", "(Reuters)" at its end) is a credit too.
related: what stands alone between paragraphs: links to other articles, sub-heads, kickers.
"""

SHORT_WORDS = 20  # a line of more words is no headline
CAPTION_LENGTH = 500  # characters; a longer line with a credit at its end is a page run into one line, not a caption
CREDIT_LENGTH = 160
DATELINE_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Span:
    """One sentence or line. start, end: code points of its field; paragraph: 0 for the title, then 1, 2, ... in the text."""

    field: Field
    start: int
    end: int
    role: Role
    paragraph: int


def spans(title: str, text: str) -> tuple[Span, ...]:
    """All spans of an article, title first, then in the order of the text. Any text is taken; time grows in line with its length."""
    found = [Span("title", *part, "headline", 0) for start, end in _trimmed(title, 0, len(title)) for part in parted(title, start, end)]
    paragraphs = tuple(_paragraphs(text))
    for number, (roles, (start, end)) in enumerate(zip(_roles(title, text, paragraphs), paragraphs, strict=True), 1):
        for role, first, last in _parts(text, start, end, roles):
            pieces = sentences(text, first, last) if role in ("body", "caption") else _trimmed(text, first, last)
            found += [Span("text", *piece, role, number) for piece in pieces]
    return tuple(found)


# ---- paragraphs


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where each line begins and ends, without white space around it; lines that were cut to a width are joined again."""
    for block in _BLOCK.finditer(text):
        lines = [piece for line in _LINE.finditer(text, block.start(), block.end()) for piece in _trimmed(text, line.start(), line.end())]
        if _is_wrapped(text, lines):
            yield lines[0][0], lines[-1][1]
        else:
            yield from lines


def _is_wrapped(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    """Whether these neighbouring lines are one paragraph cut to a width: of each next line not even the first word would have found room."""
    width = max((end - start for start, end in lines), default=0)
    if len(lines) < 2 or not 40 <= width <= 120:
        return False
    nexts = [text[start:end].split(maxsplit=1)[0] for start, end in lines[1:]]
    return any(word[0].islower() for word in nexts) and all(end - start + 1 + len(word) > width for (start, end), word in zip(lines, nexts, strict=False))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The place without white space around it; nothing where it is all white space."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if left < len(piece):
        yield start + left, start + len(piece.rstrip())


# ---- the role of a line


def _roles(title: str, text: str, paragraphs: Sequence[tuple[int, int]]) -> Iterator[Role]:
    """The role of each paragraph as a whole; a body may still open with a dateline, and a caption end with a credit."""
    lines = [text[start:end] if end - start <= CAPTION_LENGTH else "" for start, end in paragraphs]
    has_prose = any(not line or closes(line) for line in lines)
    said, in_links = _letters(title), False
    for at, line in enumerate(lines):
        heads_links = bool(_LINKS.match(line))
        in_links = heads_links or (in_links and _may_be_link(line))
        if (at < 3 and _letters(line) == said) if said else (at == 0 < len(lines) - 1 and _stands_alone(line)):
            yield "headline"
        elif in_links:
            yield "related"
            in_links = not heads_links or len(line.split()) <= 6
        else:
            yield _role(line, has_prose and not (at == len(lines) - 1 and _may_be_cut(line)))


def _role(line: str, may_stand_alone: bool) -> Role:
    if _BYLINE.match(line):
        return "credit"
    if _CAPTION.match(line) or _SIDES.search(line) or _credit_at(line, 0, len(line)) < len(line):
        return "caption"
    if _STAMP_LINE.fullmatch(line):
        return "dateline"
    if (may_stand_alone and _stands_alone(line)) or _is_capitalised(line):
        return "related"
    return "body"


def _letters(line: str) -> str:
    return "".join(filter(str.isalnum, line.casefold()))


def _may_be_link(line: str) -> bool:
    return bool(line) and len(line.split()) <= SHORT_WORDS and not (closes(line) and line[-1] not in "?!")


def _stands_alone(line: str) -> bool:
    """Whether it is short, ends without a stop and opens no list."""
    return bool(line) and not closes(line) and line[-1] not in ":;,-–—" and len(line.split()) <= SHORT_WORDS and not _ITEM.match(line)


def _may_be_cut(line: str) -> bool:
    """Whether a last line without a stop may be a sentence that was cut off."""
    return len(line.split()) >= 6 and not _is_capitalised(line)


def _is_capitalised(line: str) -> bool:
    """Whether it is written as headlines are: most of its longer words with a capital, four of them at least, one sentence."""
    words: list[str] = _LONG_WORD.findall(line) if len(line.split()) <= SHORT_WORDS else []
    return len(words) >= 4 and sum(word[0].isupper() for word in words) > 0.8 * len(words) and not (closes(line) and line[-1] == ".")


# ---- the parts of a line


def _parts(text: str, start: int, end: int, role: Role) -> Iterator[tuple[Role, int, int]]:
    """The line in its parts, each with a role: a dateline before a body, a credit behind a caption or a body."""
    if role not in ("caption", "body"):
        yield role, start, end
        return
    if role == "body":
        opening = _DATELINE.match(text, start, min(end, start + DATELINE_LENGTH)) or _STAMP.match(text, start, end)
        if opening:
            yield "dateline", start, opening.end()
            start = opening.end()
    credit = _credit_at(text, start, end)
    if role == "caption" and credit == start and not _is_credit(text[start:end]):
        credit = _credit_at(text, start + 1, end)
    signed = _SIGNED.search(text, max(start, end - CREDIT_LENGTH), end) if credit == end else None
    credit = signed.start() if signed else credit
    yield role, start, credit
    yield "credit", credit, end


def _credit_at(text: str, start: int, end: int) -> int:
    """Where the credit of a picture begins, at the end of the place where there is none."""
    first = max(start, end - CREDIT_LENGTH)
    tail = text[first:end]
    if not any(sign in tail for sign in _PICTURE_SIGNS):
        return end
    found = _CREDIT.search(text, first, end)
    return found.start() if found else end


def _is_credit(line: str) -> bool:
    """Whether a line that begins as a credit says no more than who: "Photo: Reuters", not "Photo: flags on a bridge in Hanoi"."""
    return not _SHOWS.search(line)


_BLOCK = re.compile(r"[^\n\r\u2028\u2029]+(?:(?:\r\n|[\n\r\u2028\u2029])[^\n\r\u2028\u2029]+)*")
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_ITEM = re.compile(r"[•·▪◦*–—-]\s|\(?\d{1,2}[.)]\s|[QA]:")
_LINKS = re.compile(
    r"(?:[Rr]ead (?:also|more|next|on)|[Aa]lso read|READ (?:MORE|ALSO|NEXT)|[Ss]ee also|SEE ALSO|Related\b(?: \w+)?(?=:|\s*$)|RELATED\b"
    r"|[Yy]ou (?:may|might) (?:also )?(?:like|be interested)"
    r"|More (?:on|from|about|\w+) |Most read|Don't miss|Recommended|Watch:|Listen:|Trending)"
)
_BYLINE = re.compile(
    r"(?:By|BY) [^\W\d_][^.!?]{2,100}$|(?:\()?(?:Reporting|Writing|Editing|Additional reporting|Edited|Written) by .{2,200}$|Source: .{2,60}$|Tags?: "
)

_CAPTION = re.compile(
    r"\(?(?:FILE|[Ff]ile [Pp](?:hoto|icture)|FILE PHOTO|Archive|[Pp]hoto archive|Pictured|Illustration)(?: ?[:–—-] ?|, )"
    r"|In this (?:file |handout |undated )*(?:photo|image|picture)|(?:Photo|Picture|Image) shows "
)
_SIDES = re.compile(
    r"\((?:L|R|C|[Ll]eft|[Rr]ight|[Cc]ent(?:er|re))\)"
    r"|, (?:(?:second|third|far|left|right) )?(?:left|right|cent(?:er|re)), (?:and|shakes?|talks?|meets?|with|speaks?)\b"
)
_PICTURE_SIGNS = ("hoto", "icture", "mage", "redit", "Pic:", "©", "(c)", "(C)", "Getty", "REUTERS/", "AFP", "EPA/", "AP/", "/Xinhua", "/TASS", ".20")
_CREDIT = re.compile(
    r"(?:(?<=\s)|^)(?:[-–—|/] ?[^,\n]{2,60}, \d{3,4}, \d\d\.\d\d\.\d{4}"  # agency, width of the picture, day
    r"|[(\[/|–-]? ?(?:(?:AP|AFP|EPA|Reuters|File|FILE) )?[Pp]hoto(?:s|graphs?|graphy)?(?: ?(?:[:/|,]|by\b|credit\b|courtesy\b|from\b))"
    r"|[(\[/|–-]? ?(?:Images?|Pictures?|Pic|Credits?)(?: ?[:/|]| by\b| courtesy\b| credit\b)"
    r"|[(\[/|–-]? ?(?:©|\([cC]\)) ?\w"
    r"|[(\[/|–-]? ?(?:[A-Z][\w.'’-]+ ){0,3}(?:[A-Z][\w.'’-]+)?/? ?(?:Getty Images|(?:REUTERS|AFP|EPA|AP)/\w+|/(?:AFP|TASS|Xinhua|EPA|Reuters))[^.]{0,60}$)"
)
_SHOWS = re.compile(r"\b(?:in|at|on|with|during|near|before|after|shakes?|meets?|talks?|speaks?|two)\b")
_SIGNED = re.compile(r"(?<=[.!?\"”’] )\((?:[A-Z][A-Z/ &-]{1,20}|Reuters|Xinhua|Interfax|Sputnik|Yonhap|Anadolu)\)\.?$")

_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
_MONTHS = rf"(?:{_MONTH}|(?i:{_MONTH}))"
_WEEKDAY = r"(?i:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?)"
_NUMERIC = r"\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?"
_DAY = rf"(?:{_WEEKDAY},? )?(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTHS}|{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?|{_NUMERIC})(?:,? \d{{4}})?"
_CLOCK = r"\d{1,2}[.:]\d{2}(?: ?(?:[ap]\.?m\.?|GMT|UTC|CET|CEST|EST|EDT|MSK|IST|h))?"
_CAPITALS = r"[^\W\d_a-z](?:[^\W\d_a-z]|['’.-](?=[^\W\d_a-z]))+(?:[ /][^\W\d_a-z](?:[^\W\d_a-z]|['’.-](?=[^\W\d_a-z]))+){0,4}"
_PLACE = r"[^\W\d_a-z][\w'’.-]*(?:[ /][^\W\d_a-z][\w'’.-]*){0,4}"
_REGION = rf"(?:, (?:{_PLACE})(?=[,( ]))?(?: \[[^\]\n]{{2,30}}\])?"
_AGENCY = r"\([^()\n]{2,80}\)"
_DASH = r"(?: ?[.:]?-{1,2}|[ .]?[–—])"
_DATELINE = re.compile(
    rf"(?:(?:{_CAPITALS}){_REGION}(?:, (?:{_DAY}|{_WEEKDAY}))?(?:,? ?{_AGENCY})?{_DASH} ?(?=[^\W_a-z]|[\"“‘'«])"
    rf"|(?:{_CAPITALS}){_REGION}(?:,? {_DAY}|,? {_AGENCY})+(?: ?[:.]|{_DASH})? +(?=[^\W_a-z]|[\"“‘'«])"
    rf"|(?:{_CAPITALS})(?<=[^\W\d_]{{4}})\. (?=[^\W_a-z]|[\"“‘'«])"
    rf"|(?:{_PLACE}){_REGION},? (?:{_DAY})(?:,? ?{_AGENCY})?(?: ?:|{_DASH}) ?(?=[^\W_a-z]|[\"“‘'«])"
    rf"|(?:{_PLACE}){_REGION},? ?{_AGENCY}(?: ?:|{_DASH}) ?(?=[^\W_a-z]|[\"“‘'«])"
    rf"|\((?:[^()\n]{{0,60}}{_DAY}|[A-Z]{{2,12}})\)(?: ?:|{_DASH})? ?(?=[^\W_a-z]|[\"“‘'«]))"
)
_STAMP = re.compile(rf"{_CLOCK} ?(?:[-–—|:]) ")
_STAMP_LINE = re.compile(rf"(?:(?:Published|Updated|Posted|Last updated)(?: on|:)? )?(?:{_CLOCK}|{_WEEKDAY}|{_DAY}(?:,? (?:at )?{_CLOCK})?)")
