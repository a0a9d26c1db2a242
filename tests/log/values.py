"""Any value that core can hold, for laws: strategies of hypothesis, by the name of what they make."""

from hypothesis import strategies as st

from tracker.core.article import Article, Source
from tracker.core.event import Count, Event, Evidence, Fields, Person, Value
from tracker.core.fact import Fact
from tracker.core.reading import Origin, Readers, Reading, Record, Restored, Retracted

words = st.text(max_size=12)
whole_numbers = st.integers(-(2**63), 2**64 - 1)
numbers = whole_numbers | st.floats(allow_nan=False, allow_infinity=False)
confidences = st.floats(0, 1)
tuples_of_words = st.lists(words, max_size=3).map(tuple)

persons = st.builds(Person, name=words, role=words)
counts = st.builds(Count, value=whole_numbers, approximate=st.booleans())
values: st.SearchStrategy[Value] = words | numbers | st.just(True) | counts | tuples_of_words | st.lists(persons, max_size=3).map(tuple)
told_fields = st.dictionaries(words, values, max_size=5).map(Fields)

articles = st.builds(
    Article,
    id=words,
    text=st.text(),
    title=words,
    published=words,
    source=st.builds(Source, name=words, home_country=words, url=words),
    url=words,
    language=words,
    ref=words,
)
quotes = st.builds(Evidence, article=words, field=st.sampled_from(("title", "text")), start=st.integers(0, 10**6), end=st.integers(0, 10**6), quote=words)
tuples_of_quotes = st.lists(quotes, max_size=3).map(tuple)
events = st.builds(Event, id=words, article=words, kind=words, fields=told_fields, evidence=tuples_of_quotes, confidence=confidences, rules=tuples_of_words)
facts = st.builds(
    Fact,
    name=words,
    kind=words,
    countries=tuples_of_words,
    fields=told_fields,
    confidence=confidences,
    evidence=tuples_of_quotes,
    events=tuples_of_words,
)

origins = st.builds(
    Origin,
    published=words,
    received=words,
    source=words,
    home_country=words,
    url=words,
    title=words,
    sketch=st.lists(st.integers(0, 2**64 - 1), max_size=4).map(tuple),
    place=words,
)
readings = st.builds(
    Reading,
    article=words,
    reader=words,
    outcome=st.sampled_from(("events", "none", "failed", "unread")),
    events=st.lists(events, max_size=3).map(tuple),
    origin=origins,
    reason=words,
    step=words,
)
records: st.SearchStrategy[Record] = (
    readings | st.builds(Retracted, id=words, article=words, why=words) | st.builds(Restored, retraction=words) | st.builds(Readers, preference=tuples_of_words)
)
