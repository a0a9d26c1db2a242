"""Names made from content: the same content, the same name."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.core.identity import ID_LENGTH, Plain, canonical, digest

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def test_the_order_of_fields_is_no_part_of_a_name() -> None:
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})


def test_an_untold_field_is_no_part_of_a_name() -> None:
    assert digest({"a": 1, "b": None}) == digest({"a": 1})


def test_one_letter_written_two_ways_is_one_name() -> None:
    assert digest("D\u00edaz") == digest("Di\u0301az")


def test_a_canonical_form_is_written_down() -> None:
    assert canonical({"b": ["x", 1], "a": None, "ä": True}) == '{"b":["x",1],"ä":true}'.encode()


@given(plain)
def test_every_plain_value_has_a_name_of_one_length(value: Plain) -> None:
    assert len(digest(value)) == ID_LENGTH
