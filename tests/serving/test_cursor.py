"""A position as it leaves the house."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.errors import BadQuery
from tracker.serving.cursor import Cursor, cursor


@given(st.from_regex(r"[0-9a-f]{8}", fullmatch=True), st.integers(0, 10**17))
def test_a_cursor_comes_back_as_it_went(generation: str, position: int) -> None:
    assert cursor("after", str(Cursor(generation, position))) == Cursor(generation, position)


@pytest.mark.parametrize("given", ["7", "-7", "abc-", "abc-07", "abc--7", "a b-7", "abc-7\n", "abc-9999999999999999999", "abc-٣"])
def test_what_is_no_cursor_is_refused_by_the_name_of_its_parameter(given: str) -> None:
    with pytest.raises(BadQuery) as refused:
        cursor("min_position", given)
    assert refused.value.field == "min_position" and refused.value.given == given
