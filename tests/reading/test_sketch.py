"""Sketches: what a text and its copies have in common."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.reading.sketch import MIN_WORDS, SIZE, sketch

WORDS = st.lists(st.text(alphabet="abcdef", min_size=1, max_size=4), min_size=MIN_WORDS, max_size=300)


@given(WORDS)
def test_a_sketch_is_short_and_ascending_without_doubles(words: list[str]) -> None:
    made = sketch(" ".join(words))
    assert list(made) == sorted(set(made))
    assert 1 <= len(made) <= SIZE


@given(WORDS, st.sampled_from([" ", "\n\n", ", ", " - "]))
def test_case_marks_and_white_space_do_not_count(words: list[str], gap: str) -> None:
    assert sketch(gap.join(words).upper()) == sketch(" ".join(words))


@given(st.lists(st.text(alphabet="ab", min_size=1), max_size=MIN_WORDS - 1))
def test_a_short_text_has_no_sketch(words: list[str]) -> None:
    assert sketch(" ".join(words)) == ()


@given(st.text())
def test_any_text_may_be_sketched(text: str) -> None:
    assert all(0 <= value < 2**32 for value in sketch(text * 30))


def test_a_near_copy_shares_most_of_its_sketch_and_another_text_none() -> None:
    words = [f"word{n}" for n in range(400)]
    near, other = [*words[:200], "changed", *words[201:]], [f"other{n}" for n in range(400)]
    made = set(sketch(" ".join(words)))
    assert len(made & set(sketch(" ".join(near)))) > 0.9 * SIZE
    assert not made & set(sketch(" ".join(other)))
