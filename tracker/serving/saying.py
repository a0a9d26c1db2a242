"""
A fact in one plain sentence, for people: pages, lists, feeds.

Each kind of ours has its own words; one that is only declared (a file in `reading/kinds`) is said by its name, countries and fields.
In: a fact and its kind.  Out: one English sentence without a full stop.  Never: a word that no field of the fact holds up.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import assert_never

from tracker.core.country import COUNTRIES, ORGANISATIONS, name_of
from tracker.core.date import PartialDate, first_day, is_whole_day
from tracker.core.event import Count, Fields, plain
from tracker.core.kind import Kind
from tracker.relating.occasion import COMPLETED
from tracker.relating.outdated import Outdated

_PLURALS = ("Emirates", "Islands", "Kingdom", "Maldives", "Netherlands", "Philippines", "Republic", "States", "Territories", "Territory")
_THE = (  # codes whose names take an article inside a sentence
    {code for code, name in COUNTRIES.items() if name.endswith(_PLURALS)}
    | {"BHS", "CAF", "COD", "COG", "COM", "GMB", "IMN", "VAT"}
    | (ORGANISATIONS.keys() - {"ASEAN", "BRICS", "MERCOSUR", "NATO"})
)

_VISITING = {
    "planned": "plans to visit",
    "postponed": "put off a visit to",
    "cancelled": "called off a visit to",
    "ongoing": "is visiting",
    "completed": "visited",
}
_AGREEING = {
    "negotiating": "are negotiating",
    "agreed": "agreed on",
    "initialled": "initialled",
    "signed": "signed",
    "ratified": "ratified",
    "in_force": "are bound by",
    "suspended": "suspended",
    "terminated": "ended",
    "rejected": "turned down",
}
_RANKED = {  # measure -> what the partner is: one of them, several of them
    "trade": ("trading partner", "trading partners"),
    "exports": ("buyer of exports", "buyers of exports"),
    "imports": ("supplier", "suppliers"),
    "investment": ("source of investment", "sources of investment"),
    "aid": ("giver of aid", "givers of aid"),
    "arms": ("supplier of arms", "suppliers of arms"),
    "energy": ("partner in energy", "partners in energy"),
    "tourism": ("source of tourists", "sources of tourists"),
    "debt": ("creditor", "creditors"),
}
_AIDING = {"loan": "a loan", "grant": "a grant", "food": "food aid", "humanitarian": "humanitarian aid", "military": "military aid"}
_SUPPORTING = {  # form, status -> how a state stands behind another
    ("recognition", "planned"): "plans to recognise",
    ("recognition", "stated"): "recognises",
    ("recognition", "withdrawn"): "no longer recognises",
    ("", "planned"): "plans to back",
    ("", "stated"): "backs",
    ("", "withdrawn"): "no longer backs",
}
_CONFERRING = {"call": "a telephone call", "video": "a video conference", "talks": "talks"}
_HOLDING = {"planned": "plan", "postponed": "put off", "cancelled": "called off", "ongoing": "are holding", "completed": "held"}
_SANCTIONING = {"imposed": "impose", "extended": "extend", "eased": "ease", "lifted": "lift"}
_DEALING = {  # step -> done, meant, and the word before the counterpart
    "embassy_opened": ("opened an embassy", "to open an embassy", "in"),
    "ambassador_named": ("named an ambassador", "to name an ambassador", "to"),
    "opened": ("opened diplomatic relations", "to open diplomatic relations", "with"),
    "restored": ("restored diplomatic relations", "to restore diplomatic relations", "with"),
    "embassy_closed": ("closed its embassy", "to close its embassy", "in"),
    "ambassador_recalled": ("recalled its ambassador", "to recall its ambassador", "from"),
    "diplomats_expelled": ("expelled diplomats", "to expel diplomats", "of"),
    "suspended": ("suspended diplomatic relations", "to suspend diplomatic relations", "with"),
    "cut": ("cut diplomatic relations", "to cut diplomatic relations", "with"),
}
_DANGLING = re.compile(r"(\s+(on|in|at|of|for|to|from|with|by|and|the|a|an))+$")  # before a day that was cut off: "peace and prosperity on"
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def say(kind: Kind, fields: Fields) -> str:
    """The fact as a sentence: "Sergei Lavrov of Russia visited Venezuela (Caracas) on 18 April 2023"."""
    return _SAYINGS.get(kind.name, _say_declared)(kind, fields)


def say_since(kind: Kind, fields: Fields, outdated: Outdated) -> str:
    """The same where its days have passed since it was told: what was under way is over, and of a plan nothing was heard."""
    match outdated:
        case "over":
            return say(kind, Fields({**fields, kind.status: COMPLETED}))
        case "unheard":
            return f"{say(kind, fields)}, and nothing was heard of it since"
        case "":
            return say(kind, fields)
        case _:
            assert_never(outdated)


def called(code: str) -> str:
    """The name of a country or organisation inside a sentence: "Cuba", "the United States"."""
    return ("the " if code in _THE else "") + name_of(code)


def when(given: PartialDate | None) -> str:
    """ " on 18 April 2023", " in April 2023", " in 2023"; "" where untold."""
    return f" {'on' if is_whole_day(given) else 'in'} {_bare(given)}" if given else ""


def amount(value: float) -> str:
    """A large number as people write it: 35000000000 gives "35 billion"."""
    for scale, word in _SCALES:
        if abs(value) >= scale:
            return f"{round(value / scale, 2):,g} {word}"
    return f"{value:,.10g}"


def _say_visit(_kind: Kind, fields: Fields) -> str:
    visitor, people = called(fields.text("visitor")), _listed(fields.texts("people"))
    who = f"{people} of {visitor}" if people else _unnamed(fields.text("level"), visitor)
    verb = _VISITING[fields.text("status")]
    if len(fields.texts("people")) > 1:
        verb = {"plans to visit": "plan to visit", "is visiting": "are visiting"}.get(verb, verb)
    place = f" ({fields.text('place')})" if fields.text("place") else ""
    occasion = f", {fields.text('occasion')}" if fields.text("occasion") else ""
    return f"{_capital(who)} {verb} {called(fields.text('host'))}{place}{_span(fields)}{occasion}"


def _say_agreement(_kind: Kind, fields: Fields) -> str:
    parties = _listed([called(code) for code in fields.texts("parties")])
    since = when(fields.date("date"))
    return f"{_capital(parties)} {_AGREEING[fields.text('status')]} {_paper(fields)}{since}"


def _say_ranking(_kind: Kind, fields: Fields) -> str:
    one, many = _RANKED[fields.text("measure")]
    country, partner = called(fields.text("country")), _capital(called(fields.text("partner")))
    goods = f" ({fields.text('goods')})" if fields.text("goods") else ""
    scope = f", {fields.text('scope')}" if fields.text("scope") else ""
    if rank := fields.get("rank"):
        place = f"is number {rank:g} among the {many}" if isinstance(rank, int | float) else ""
    elif top := fields.get("top"):
        place = f"is among the top {top:g} {many}" if isinstance(top, int | float) else ""
    else:
        place = f"is a leading {one}"
    return f"{partner} {place} of {country}{goods}{scope}{when(fields.date('period'))}"


def _say_figure(_kind: Kind, fields: Fields) -> str:
    value, change = fields.get("value"), fields.get("change_percent")
    said = [f"{fields.text('currency')} {amount(value)}".strip()] if isinstance(value, int | float) else []
    said += [f"{'up' if change >= 0 else 'down'} {abs(change):g} %"] if isinstance(change, int | float) else []
    said += [f"a record {fields.text('record')}"] if fields.text("record") else []
    said += [{"target": "as a target", "claimed": "as claimed"}[fields.text("status")]] if fields.text("status") in ("target", "claimed") else []
    between = f"between {called(fields.text('country'))} and {called(fields.text('partner'))}"
    return f"{_capital(fields.text('measure'))} {between}{when(fields.date('period'))}: {', '.join(said) or 'mentioned'}"


def _say_debt_relief(_kind: Kind, fields: Fields) -> str:
    creditor, debtor = (called(fields.text(name)) for name in ("creditor", "debtor"))
    share = fields.get("share_percent")
    part = f"{share:g} % of " if isinstance(share, int | float) else ""
    verb = "plans to write off" if fields.text("status") == "planned" else "wrote off"
    return f"{_capital(creditor)} {verb} {part}a debt of {debtor}{_sum(fields)}{when(fields.date('date'))}"


def _say_aid(_kind: Kind, fields: Fields) -> str:
    donor, recipient = (called(fields.text(name)) for name in ("donor", "recipient"))
    verb = "promised" if fields.text("status") == "planned" else "gave"
    return f"{_capital(donor)} {verb} {recipient} {_AIDING.get(fields.text('form'), 'aid')}{_sum(fields)}{when(fields.date('date'))}"


def _say_support(_kind: Kind, fields: Fields) -> str:
    supporter, supported = (called(fields.text(name)) for name in ("supporter", "supported"))
    form, status = fields.text("form"), fields.text("status")
    verb = _SUPPORTING.get((form, status)) or _SUPPORTING["", status]
    subject = f": {fields.text('subject')}" if fields.text("subject") else ""
    return f"{_capital(supporter)} {verb} {supported}{when(fields.date('date'))}{subject}"


def _say_meeting(_kind: Kind, fields: Fields) -> str:
    parties = _listed([called(code) for code in fields.texts("parties")])
    people = f" ({_listed(fields.texts('people'))})" if fields.texts("people") else ""
    about = f" on {fields.text('subject')}" if fields.text("subject") else ""
    verb, form = _HOLDING[fields.text("status")], _CONFERRING[fields.text("form")]
    return f"{_capital(parties)}{people} {verb} {form}{about}{when(fields.date('date'))}"


def _say_sanction(_kind: Kind, fields: Fields) -> str:
    form = _words(fields.text("form") or "sanctions")
    form = form if form.endswith("s") else f"{'an' if form[0] in 'aeiou' else 'a'} {form}"
    step = fields.text("step")
    return _dealt(fields, ("imposer", "target"), f"{step} {form} on", f"to {_SANCTIONING[step]} {form} on")


def _say_diplomatic_status(_kind: Kind, fields: Fields) -> str:
    done, meant, with_ = _DEALING[fields.text("step")]
    return _dealt(fields, ("actor", "counterpart"), f"{done} {with_}", f"{meant} {with_}")


def _dealt(fields: Fields, parties: tuple[str, str], done: str, meant: str) -> str:
    """What one state did to another, or means to do."""
    one, other = (called(fields.text(name)) for name in parties)
    return f"{_capital(one)} {f'plans {meant}' if fields.text('status') == 'planned' else done} {other}{when(fields.date('date'))}"


def _sum(fields: Fields) -> str:
    value = fields.get("value")
    return f" ({fields.text('currency')} {amount(value)})".replace("( ", "(") if isinstance(value, int | float) else ""


def _say_declared(kind: Kind, fields: Fields) -> str:
    parties = [called(code) for name in kind.parties for code in fields.texts(name)]
    rest = [f"{_words(name)} {_plainly(fields, name)}" for name in kind.fields if name in fields and name not in (*kind.parties, kind.date)]
    return f"{_capital(_words(kind.name))}: {_listed(parties)}{when(fields.date(kind.date)) if kind.date else ''}{''.join(f', {each}' for each in rest)}"


_SAYINGS: Mapping[str, Callable[[Kind, Fields], str]] = {
    "visit": _say_visit,
    "agreement": _say_agreement,
    "trade_ranking": _say_ranking,
    "trade_figure": _say_figure,
    "debt_relief": _say_debt_relief,
    "aid": _say_aid,
    "support": _say_support,
    "meeting": _say_meeting,
    "sanction": _say_sanction,
    "diplomatic_status": _say_diplomatic_status,
}


def _unnamed(level: str, visitor: str) -> str:
    if level in ("head_of_state", "head_of_government", "foreign_minister"):
        return f"the {_words(level)} of {visitor}"
    return f"a delegation of {visitor}"


def _span(fields: Fields) -> str:
    start, end = fields.date("start"), fields.date("end")
    if not start or not end or start == end:
        return when(start)
    return f" from {_bare(start)} to {_bare(end)}"


def _bare(given: PartialDate) -> str:
    day = first_day(given)
    return " ".join([*([str(day.day)] if is_whole_day(given) else []), *([day.strftime("%B")] if len(given) > 4 else []), given[:4]])


def _paper(fields: Fields) -> str:
    title, kind = fields.text("title"), fields.text("kind") or "agreement"
    subject = _DANGLING.sub("", f" {fields.text('subject')}").strip()
    about = f" on {subject}" if subject else ""
    match fields.get("count"):
        case Count(value=number, approximate=approximate) if number > 1:
            return f"{'about ' if approximate else ''}{number:,} agreements{about}"
        case _ if title:
            return title
        case _:
            return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}{about}"


def _plainly(fields: Fields, name: str) -> str:
    value = fields[name]
    match value:
        case Count(value=number):
            return f"{number:,}"
        case tuple():
            return _listed(fields.texts(name))
        case bool():
            return "yes"
        case int() | float():
            return amount(value)
        case _:
            return _words(str(plain(value)))


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _words(name: str) -> str:
    return name.replace("_", " ")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
