"""The window: what is in hand is done side by side, and acknowledged in order."""

import asyncio
from collections.abc import Callable, Coroutine

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.running.kafka.window import Window

Work = Callable[[], Coroutine[None, None, None]]


def waiting(for_what: asyncio.Event) -> Work:
    async def work() -> None:
        await for_what.wait()

    return work


async def settle() -> None:
    """Let all that can go on go on."""
    for _ in range(5):
        await asyncio.sleep(0)


@given(st.lists(st.sampled_from("ab"), min_size=1, max_size=12).flatmap(lambda lines: st.tuples(st.just(lines), st.permutations(range(len(lines))))))
def test_whatever_is_done_first_each_line_acknowledges_in_order_and_all(told: tuple[list[str], list[int]]) -> None:
    lines, order = told

    async def live() -> None:
        window, ends, acknowledged = Window(len(lines)), [asyncio.Event() for _ in lines], list[int]()
        for number, line in enumerate(lines):
            await window.take(line, waiting(ends[number]), lambda number=number: acknowledged.append(number))  # type: ignore[misc]
        done = set[int]()
        for number in order:
            ends[number].set()
            done.add(number)
            await settle()
            for line in "ab":
                mine = [each for each in range(len(lines)) if lines[each] == line]
                assert [each for each in acknowledged if each in mine] == mine[: next((at for at, each in enumerate(mine) if each not in done), len(mine))]

    asyncio.run(live())


async def test_no_more_than_its_width_is_in_hand_until_the_head_is_acknowledged() -> None:
    window, ends, begun = Window(2), [asyncio.Event() for _ in range(3)], list[int]()

    async def take(number: int) -> None:
        await window.take("a", waiting(ends[number]), lambda: None)
        begun.append(number)

    taking = asyncio.gather(*(take(number) for number in range(3)))
    ends[1].set()
    await settle()
    assert begun == [0, 1]
    ends[0].set()
    await settle()
    assert begun == [0, 1, 2]
    ends[2].set()
    await taking


async def fail() -> None:
    raise ZeroDivisionError


async def succeed() -> None:
    pass


async def test_what_failed_is_not_acknowledged_nor_what_stands_behind_it() -> None:
    window, acknowledged = Window(3), list[str]()
    await window.take("a", fail, lambda: acknowledged.append("failed"))
    await window.take("a", succeed, lambda: acknowledged.append("behind it"))
    await window.take("b", succeed, lambda: acknowledged.append("of another line"))

    with pytest.raises(ZeroDivisionError):
        await window.wait_broken()
    await settle()
    assert acknowledged == ["of another line"]


async def test_at_the_end_what_is_done_in_time_is_acknowledged_and_the_rest_is_not() -> None:
    window, never, soon, acknowledged = Window(4), asyncio.Event(), asyncio.Event(), list[str]()
    await window.take("a", waiting(soon), lambda: acknowledged.append("a1"))
    await window.take("a", waiting(never), lambda: acknowledged.append("a2"))
    asyncio.get_running_loop().call_later(0.01, soon.set)
    await window.finish(0.2)
    never.set()
    await settle()

    assert acknowledged == ["a1"]


async def test_a_closed_window_takes_nothing_more() -> None:
    window, begun = Window(2), list[str]()

    async def begin() -> None:
        begun.append("late")

    await window.finish(0)
    taking = asyncio.create_task(window.take("a", begin, lambda: None))
    await settle()
    taking.cancel()
    assert begun == []
