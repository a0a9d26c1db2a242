"""
The lexicon: what it finds in a text, whom it knows, and what its files promise.

The files are real; bad rows are invented, one at a time, into copies of them.
"""

from collections import defaultdict
from dataclasses import replace
from itertools import combinations

import pycountry
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.core.country import COUNTRIES, ORGANISATIONS, name_of
from tracker.core.date import PartialDate, first_day, last_day
from tracker.core.errors import AmbiguousCountry, UnknownCountry, Unreadable
from tracker.reading.known import Lexicon
from tracker.reading.lexicon import City, Demonym, Known, Mention, Named, Office, Role, Sense, Title, Words, load_words
from tracker.reading.lexicon.forms import COLUMNS, tables
from tracker.reading.lexicon.naming import FILES, Naming, naming_of
from tracker.reading.lexicon.words import load_texts, words_of


@pytest.fixture(scope="session")
def words(lexicon: Lexicon) -> Words:
    """What the data files say of the world."""
    return lexicon.words


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    """The data files as they are."""
    return load_texts()


@pytest.fixture(scope="session")
def naming(texts: dict[str, str]) -> Naming:
    """What they call countries and organisations."""
    return naming_of(texts)


def said(text: str, mention: Mention) -> str:
    """A mention in a word or two: what stands there, and all that it may mean."""
    return f"{text[mention.start : mention.end]}: {' or '.join(map(meant, mention.senses))}{'' if mention.is_sure else '?'}"


def meant(sense: Sense) -> str:
    match sense:
        case Named(code, way):
            return f"{code} {way}"
        case Demonym(code, is_people):
            return f"{code} {'people' if is_people else 'adjective'}"
        case City(name, code, rank):
            return f"{name} {code} {rank}".strip()
        case Role(name, level, code, is_plural):
            return " ".join(filter(None, (name, level, code, "plural" if is_plural else "")))
        case Title(sort):
            return sort
        case Known(person, is_full):
            return f"{person.name}{'' if is_full else ' (family name)'}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway and Chile", ["Norway: NOR country", "Chile: CHL country"]),
        ("The Dutch went to Mali.", ["Dutch: NLD adjective", "Mali: MLI country"]),
        ("Somalia, Nigeria, Romania", ["Somalia: SOM country", "Nigeria: NGA country", "Romania: ROU country"]),  # no Mali, Niger or Oman in them
        ("the Equatorial Guinea side", ["Equatorial Guinea: GNQ country"]),
        ("Georgia", ["Georgia: GEO country?"]),
        ("two Briton and three Swedes", ["Briton: GBR people", "Swedes: SWE people"]),
        ("Côte d’Ivoire", ["Côte d’Ivoire: CIV country"]),
        ("Cote d'Ivoire", ["Cote d'Ivoire: CIV country"]),
        ("Saudi\nArabia", ["Saudi\nArabia: SAU country"]),
        ("Saudi\n\nArabia", ["Saudi: SAU adjective"]),
        ("they told us that the US would", ["US: USA country"]),
        ("NORWAY TO HOST FRENCH PRESIDENT", ["NORWAY: NOR country", "FRENCH: FRA adjective", "PRESIDENT: president head_of_state"]),
        ("the Kremlin said", ["Kremlin: RUS metonym"]),
        ("the Soviet Union", ["Soviet Union: RUS historic"]),
        ("an ASEAN meeting in Nairobi", ["ASEAN: ASEAN organisation", "Nairobi: Nairobi KEN capital"]),
        ("Geneva and The Hague", ["Geneva: Geneva CHE", "The Hague: The Hague NLD seat"]),
        ("New England and the South China Sea", []),
        ("a nice reading about china and turkey", []),
        ("the foreign ministers of", ["foreign ministers: foreign minister foreign_minister plural"]),
        ("Minister of Foreign Affairs", ["Minister of Foreign Affairs: foreign minister foreign_minister"]),
        ("its deputy foreign minister", ["deputy foreign minister: deputy foreign minister other"]),
        ("vice-minister of trade", ["vice-minister of trade: deputy trade minister other"]),
        ("Deputy Prime Minister", ["Deputy Prime Minister: deputy prime minister other"]),
        ("a vice that", []),
        ("the vice Norway lacks", ["Norway: NOR country"]),
        ("preChile and Chileno", []),
        ("the Taoiseach", ["Taoiseach: taoiseach head_of_government IRL"]),
        (
            "Commission President Ursula von der Leyen",
            ["Commission President: president of the European Commission other EU", "Ursula von der Leyen: Ursula von der Leyen"],
        ),
        ("former Mr Lavrov", ["former: former", "Mr: honorific", "Lavrov: Sergei Lavrov (family name)"]),
        ("Tap Can Binh", ["Tap Can Binh: Xi Jinping"]),
        ("President El-Sisi", ["President: president head_of_state", "El-Sisi: Abdel Fattah el-Sisi (family name)"]),
        ("Kim Jong-Un, Kim Jong Un", ["Kim Jong-Un: Kim Jong-un", "Kim Jong Un: Kim Jong-un"]),
        ("LAVROV VISITS", ["LAVROV: Sergei Lavrov (family name)"]),
        ("", []),
    ],
)
def test_a_scan_finds_each_name_with_all_that_it_may_mean(words: Words, text: str, expected: list[str]) -> None:
    assert [said(text, mention) for mention in words.scan(text)] == expected


@pytest.fixture(scope="session")
def some_forms(words: Words) -> list[str]:
    """A fortieth of all forms, from all files."""
    return sorted(words.tables.senses)[::40]


JUNK = st.sampled_from([" ", "  ", "\n", "\n\n", ", ", ". ", "'s ", "-", "x", "é", "🕊", "ministers", "of", "\u2019", "\u0301", "İ", "7"])


@settings(max_examples=150)
@given(data=st.data())
def test_a_scan_finds_the_leftmost_longest_whole_forms_and_nothing_else(words: Words, some_forms: list[str], data: st.DataObject) -> None:
    text = "".join(data.draw(st.lists(st.one_of(st.sampled_from(some_forms), JUNK), max_size=12)))
    assert [(m.start, m.end) for m in words.scan(text)] == list(slowly(words, text))


def slowly(words: Words, text: str) -> list[tuple[int, int]]:
    """The same by trying every form at every place."""
    plain = text.translate({0x0A: " ", 0x2019: "'"})
    longest = max(map(len, words.tables.senses))
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(plain):
        ends = [end for end in range(at + 1, min(at + longest, len(plain)) + 1) if plain[at:end] in words.tables.senses and is_whole(plain, at, end)]
        if ends and words.tables.senses[plain[at : ends[-1]]]:
            found.append((at, ends[-1]))
        at = ends[-1] if ends else at + 1
    return joined(words, plain, found)


def is_whole(text: str, start: int, end: int) -> bool:
    return not (start and text[start - 1].isalnum() and text[start].isalnum()) and not (end < len(text) and text[end].isalnum() and text[end - 1].isalnum())


def joined(words: Words, text: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Words such as "deputy" go with the role that follows, or go."""
    made: list[tuple[int, int]] = []
    for start, end in found:
        if made and words.tables.senses[text[slice(*made[-1])]] == (Title("deputy"),):
            before, its_end = made.pop()
            is_role = any(isinstance(sense, Role) for sense in words.tables.senses[text[start:end]])
            start = before if is_role and text[its_end:start] in ("", " ", "-") else start
        made.append((start, end))
    return [span for span in made if words.tables.senses.get(text[slice(*span)]) != (Title("deputy"),)]


@given(before=st.text(max_size=30), after=st.sampled_from(["Norway", "Prime Minister Sergei Lavrov of Peru", "the US"]))
def test_what_stands_before_moves_offsets_by_its_code_points_only(words: Words, before: str, after: str) -> None:
    there = [replace(mention, start=mention.start + len(before) + 2, end=mention.end + len(before) + 2) for mention in words.scan(after)]
    assert list(words.scan(before + "\n\n" + after))[-len(there) :] == there


@given(text=st.text(max_size=200))
def test_any_text_can_be_scanned_and_mentions_stand_in_order(words: Words, text: str) -> None:
    ends = [0]
    for mention in words.scan(text):
        assert ends[-1] <= mention.start < mention.end <= len(text)
        ends.append(mention.end)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("CUB", "CUB"), ("cub", "CUB"), ("Cuba", "CUB"), ("CUBA", "CUB"), ("cuban", "CUB"), ("Cubans", "CUB"), (" cuba ", "CUB"),
        ("the Netherlands", "NLD"), ("Holland", "NLD"), ("Côte d'Ivoire", "CIV"), ("cote divoire", "CIV"), ("ivory coast", "CIV"),
        ("U.S.", "USA"), ("us", "USA"), ("UK", "GBR"), ("UAE", "ARE"), ("PRC", "CHN"), ("DRC", "COD"), ("turkiye", "TUR"), ("Turkey", "TUR"),
        ("Burma", "MMR"), ("USSR", "RUS"), ("Czechoslovakia", "CZE"), ("Swaziland", "SWZ"), ("macedonia", "MKD"),
        ("Guinea-Bissau", "GNB"), ("guinea bissau", "GNB"), ("Trinidad & Tobago", "TTO"), ("EU", "EU"), ("european union", "EU"),
        ("arab_league", "ARAB_LEAGUE"),
        ("South Korea", "KOR"), ("N. Korea", "PRK"), ("Georgia", "GEO"), ("Taiwan", "TWN"), ("Vatican", "VAT"), ("kosovo", "XKX"),
    ],
)  # fmt: skip
def test_a_country_is_found_by_code_name_old_name_or_adjective(naming: Naming, given: str, code: str) -> None:
    assert naming.find(given) == code


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("Congo", "DR Congo (COD) or Republic of Congo (COG)"),
        ("the congo", "DR Congo (COD) or Republic of Congo (COG)"),
        ("Korea", "South Korea (KOR) or North Korea (PRK)"),
        ("Koreans", "South Korea (KOR) or North Korea (PRK)"),
        ("Dominican", "Dominica (DMA) or Dominican Republic (DOM)"),
        ("Virgin Islands", "British Virgin Islands (VGB) or US Virgin Islands (VIR)"),
    ],
)
def test_a_name_that_two_countries_bear_is_refused_with_both(naming: Naming, given: str, meant: str) -> None:
    with pytest.raises(AmbiguousCountry) as refused:
        naming.find(given)
    assert (refused.value.given, refused.value.meant) == (given, meant)


@pytest.mark.parametrize(
    ("given", "nearest"),
    [
        ("Atlantis", ""),
        ("Birtain", "United Kingdom"),
        ("Kub", ""),
        ("Nrway", "Norway"),
        ("Venezula", "Venezuela"),
        ("", ""),
        ("   ", ""),
        ("Moscow", ""),
        ("x" * 10_000, ""),
        ("\x00", ""),
        ("Swedn", "Sweden"),
    ],
)
def test_an_unknown_country_is_refused_with_the_nearest_name(naming: Naming, given: str, nearest: str) -> None:
    with pytest.raises(UnknownCountry) as refused:
        naming.find(given)
    assert refused.value.given == given
    assert refused.value.nearest == nearest


@pytest.mark.parametrize("code", [*COUNTRIES, *ORGANISATIONS])
def test_every_code_has_a_name_by_which_it_is_found(naming: Naming, code: str) -> None:
    assert naming.find(code) == code
    assert naming.find(name_of(code)) == code
    assert name_of(code) in naming.names[code]


def test_no_other_file_tells_what_a_country_is_called(words: Words, texts: dict[str, str]) -> None:
    naming = tables({file: text if file in FILES else "" for file, text in texts.items()})
    adjectives, all_adjectives = (
        {(form, sense) for form, senses in each.senses.items() for sense in senses if isinstance(sense, Demonym)} for each in (naming, words.tables)
    )
    assert (adjectives, naming.names) == (all_adjectives, words.tables.names)


@pytest.mark.parametrize("country", list(pycountry.countries), ids=lambda country: country.alpha_3)
def test_every_country_of_the_standard_is_found_by_its_code(naming: Naming, country: "pycountry.db.Country") -> None:
    assert naming.find(country.alpha_3) == country.alpha_3


def test_every_member_of_the_united_nations_has_an_adjective_and_a_capital(words: Words) -> None:
    senses = [sense for meanings in words.tables.senses.values() for sense in meanings]
    adjectives = {sense.code for sense in senses if isinstance(sense, Demonym) and not sense.is_people}
    capitals = {sense.code for sense in senses if isinstance(sense, City) and sense.rank == "capital"}
    members = words.tables.members["UN"]
    assert len(members) == 193
    assert set(members) - adjectives == set()
    assert set(members) - capitals == set()


def test_no_form_names_two_countries_and_calls_itself_sure(words: Words) -> None:
    for form, senses in words.tables.senses.items():
        codes = {sense.code for sense in senses if isinstance(sense, Named | Demonym | City)}
        assert len(codes) < 2 or form in words.tables.unsure, f"{form} means {sorted(codes)}; list it in unsure.tsv"


def test_no_name_of_a_person_is_also_a_country_city_or_role_and_calls_itself_sure(words: Words) -> None:
    for form, senses in words.tables.senses.items():
        is_name = any(isinstance(sense, Known) for sense in senses)
        assert not is_name or all(isinstance(sense, Known) for sense in senses) or form in words.tables.unsure, f"{form}: list it in unsure.tsv"


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("Lavrov", "2023-04-18", ["Sergei Lavrov RUS foreign minister"]),
        ("sergey lavrov", "2023", ["Sergei Lavrov RUS foreign minister"]),
        ("Putin", "2010-06", ["Vladimir Putin RUS prime minister"]),
        ("Putin", "2012-05", ["Vladimir Putin RUS prime minister", "Vladimir Putin RUS president"]),
        ("Von der Leyen", "2018", ["Ursula von der Leyen DEU defence minister"]),
        ("DIAZ-CANEL", "2022-11", ["Miguel Díaz-Canel CUB president", "Miguel Díaz-Canel CUB general secretary"]),
        ("Trump", "2022", []),
        ("Nobody Of This Name", "2022", []),
    ],
)
def test_a_name_and_a_day_tell_the_office(words: Words, name: str, day: str, expected: list[str]) -> None:
    assert sorted(map(told, words.holders_named(name, PartialDate(day)))) == sorted(expected)


@pytest.mark.parametrize(
    ("code", "role_or_level", "day", "expected"),
    [
        ("RUS", "foreign minister", "2023-04-18", ["Sergei Lavrov"]),
        ("RUS", "foreign_minister", "1997", ["Yevgeny Primakov"]),
        ("USA", "head_of_state", "2009-01", ["Barack Obama", "George W. Bush"]),
        ("USA", "foreign_minister", "2024-06", ["Antony Blinken"]),
        ("EU", "president of the European Commission", "2015", ["Jean-Claude Juncker"]),
        ("ATA", "head_of_state", "2015", []),
        ("XYZ", "president", "2015", []),
    ],
)
def test_an_office_and_a_day_tell_who_holds_it(words: Words, code: str, role_or_level: str, day: str, expected: list[str]) -> None:
    assert sorted(office.person for office in words.holder_of(code, role_or_level, PartialDate(day))) == expected


def told(office: Office) -> str:
    return f"{office.person} {office.code} {office.role}"


HEADS = ("president", "prime minister", "chancellor", "taoiseach", "king", "emir", "pope")
SHARED = {("NIC", "president")}  # "co-presidents", by law
HALF_A_YEAR = 184  # days: an acting head, and an election that two claim to have won


def test_no_two_people_head_one_state_at_one_time(words: Words) -> None:
    held: dict[tuple[str, str], list[Office]] = defaultdict(list)
    for office in (office for person in words.tables.people for office in person.offices if office.role in HEADS):
        held[office.code, office.role].append(office)
    for which, offices in held.items():
        for one, other in combinations(offices, 2):
            assert which in SHARED or days_shared(one, other) <= HALF_A_YEAR, (one, other)


def days_shared(one: Office, other: Office) -> int:
    ends = [last_day(office.end or PartialDate("2100")) for office in (one, other)]
    starts = [first_day(office.start or PartialDate("1800")) for office in (one, other)]
    return (min(ends) - max(starts)).days


def test_every_level_is_one_that_a_visit_may_have(words: Words, lexicon: Lexicon) -> None:
    levels = set(lexicon.kinds["visit"].choices("level"))
    roles = [sense for senses in words.tables.senses.values() for sense in senses if isinstance(sense, Role)]
    assert {level for role in roles for level in (role.level, *(elsewhere for _, elsewhere in role.elsewhere))} <= levels
    assert {office.level for person in words.tables.people for office in person.offices} <= levels


def test_an_american_secretary_of_state_is_a_foreign_minister_and_others_are_not(words: Words) -> None:
    role = words.scan("the secretary of state")[0].role
    assert role
    assert (role.level_in("USA"), role.level_in("GBR")) == ("foreign_minister", "minister")


@pytest.mark.parametrize(("country", "organisation", "expected"), [("NOR", "EFTA", True), ("NOR", "EU", False), ("NOR", "XYZ", False), ("GBR", "EU", False)])
def test_members_are_told(words: Words, country: str, organisation: str, expected: bool) -> None:
    assert words.is_member(country, organisation) is expected


@pytest.mark.parametrize("file", COLUMNS)
def test_rows_are_sorted_and_none_stands_twice(texts: dict[str, str], file: str) -> None:
    lines = [line for line in texts[file].splitlines() if not line.startswith("#")]
    assert lines == sorted(set(lines))


@pytest.mark.parametrize("file", COLUMNS)
def test_every_file_begins_by_explaining_itself(texts: dict[str, str], file: str) -> None:
    assert texts[file].startswith("# ")
    assert texts[file].endswith("\n")


@pytest.mark.parametrize(
    ("file", "row", "problem"),
    [
        ("countries.tsv", "ATL\tAtlantis\t\t\t", "no code"),
        ("countries.tsv", "CUB\tCuba", "columns"),
        ("countries.tsv", "CUB\tCuba| Kuba\t\t\t", "space"),
        ("countries.tsv", "CUB\tCuba||Kuba\t\t\t", "empty"),
        ("organisations.tsv", "EU\tEuropean Union\t\tATL\t", "members"),
        ("cities.tsv", "Atlantis City\tATL\t\t", "no code"),
        ("cities.tsv", "Havana\tCUB\tbig\t", "rank"),
        ("people.tsv", "A. Nother\t\t\t", "no office"),
        ("people.tsv", "A. Nother\t\t\tCUB wizard 2001..", "wizard"),
        ("people.tsv", "A. Nother\t\t\tATL president 2001..", "ATL"),
        ("people.tsv", "A. Nother\t\t\tCUB president 2001", "interval"),
        ("people.tsv", "A. Nother\t\t\tCUB president 2001-13..", "month"),
        ("people.tsv", "A. Nother\t\t\tCUB president 2005..2001", "before"),
        ("titles.tsv", "grand\tMr", "grand"),
        ("unsure.tsv", "Atlantis\tan island", "no other file"),
        ("absent.tsv", "Norway", "another file"),
    ],
)
def test_a_row_that_does_not_fit_is_named_by_file_and_line(texts: dict[str, str], file: str, row: str, problem: str) -> None:
    lines = texts[file].rstrip("\n").split("\n")
    with pytest.raises(Unreadable, match=problem) as refused:
        words_of(texts | {file: "\n".join([*lines, row])})
    assert refused.value.where == f"{file}, line {len(lines) + 1}"
    assert "columns" in refused.value.way_out


def test_the_digest_names_the_data(words: Words, texts: dict[str, str]) -> None:
    assert load_words().digest == words.digest
    assert words_of(texts | {"absent.tsv": texts["absent.tsv"] + "Zurich Insurance\n"}).digest != words.digest
