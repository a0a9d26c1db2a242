"""What libraries say is heard once in a while, on one line."""

import logging

from tracker.running.chatter import SELDOM_S, Seldom


def said(thing: str, *facts: object, at_s: float = 0.0) -> logging.LogRecord:
    record = logging.LogRecord("aiokafka", logging.ERROR, "", 0, thing, facts, None)
    record.created = at_s
    return record


def test_a_thing_is_said_once_whatever_its_facts_and_again_after_a_while() -> None:
    seldom = Seldom()
    heard = [seldom.filter(said("no answer from %s", node, at_s=1_000 + node)) for node in range(3)]

    assert heard == [True, False, False]
    assert seldom.filter(said("another thing", at_s=1_001))
    assert seldom.filter(said("no answer from %s", 1, at_s=1_000 + SELDOM_S))


def test_no_stack_trace_is_said() -> None:
    record = said("it fell")
    record.exc_info = (ValueError, ValueError("x"), None)
    assert Seldom().filter(record) and record.exc_info is None
