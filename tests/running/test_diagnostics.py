"""What is said on standard error: one line for each thing, and what libraries repeat only once in a while."""

import logging
import re
import subprocess
import sys

from tracker.running.diagnostics import LONGEST_SAID, SELDOM_S, Seldom


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


def heard(*program: str) -> list[str]:
    """The lines on standard error of a process that speaks plainly and then runs these lines."""
    head = ("import logging, structlog", "from tracker.running.diagnostics import speak_plainly", "speak_plainly()", "log = structlog.get_logger()")
    ran = subprocess.run([sys.executable, "-c", "\n".join((*head, *program))], capture_output=True, text=True, check=True)
    return ran.stderr.splitlines()


def test_a_thing_is_said_on_one_line_with_its_facts() -> None:
    (said,) = heard("log.warning('the view is folded again', position=3, why='another \\nlog')")
    assert re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \[warning\] the view is folded again position=3 why="another \\nlog"', said)


def test_an_error_is_told_by_where_it_fell_and_by_no_more_of_an_article_than_a_line() -> None:
    fall = ("def fall(words):", "  raise ValueError(words)", "try:", "  fall('Norway told. ' * 1_000)", "except ValueError as error:")
    lines = heard(*fall, "  log.exception('reading failed')", "  log.error('unforeseen', exc_info=error)")
    assert len(lines) == 2
    for said in lines:
        assert 'error="ValueError: Norway told. ' in said and said.endswith(' at="<string>:8 <module> > <string>:6 fall"')
        assert len(said) < LONGEST_SAID + 200


def test_what_only_its_makers_want_to_hear_is_not_said() -> None:
    assert heard("log.debug('a step was taken')", "logging.getLogger('uvicorn').info('a step was taken')") == []


def test_standard_error_may_be_put_elsewhere_and_closed() -> None:
    elsewhere = ("import sys, io", "there, sys.stderr = sys.stderr, io.StringIO()", "log.info('unheard')", "sys.stderr.close()", "sys.stderr = there")
    assert [line.split("] ")[1] for line in heard("log.info('one')", *elsewhere, "log.info('two')")] == ["one", "two"]
