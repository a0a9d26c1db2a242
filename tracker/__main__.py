"""
The command line.

`run` starts a tracker, `verify` recounts one, `read` tries the reader; `topics`, `worker`, `serve` and `relay` are parts of a tracker on Kafka; `rebuild`,
`copy`, `replay`, `diff`, `switch` and `lexicon` work on logs, wherever they lie; the rest are clients of a running tracker's interface, so that they work alike
with any runtime. Each command imports its parts when it runs, here and nowhere else, so that `tracker --help` is quick.
In: arguments.  Out: tables for people, or JSON (`--json`); complaints on standard error, with the way out, as a problem document where JSON was asked for.
Never: a stack trace for what tracker foresaw.
"""

import gc
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

import typer

from tracker.core.errors import BadQuery, Misplaced, NoServer, TrackerError

EXIT_CODES: Final[Mapping[type[TrackerError], int]] = {
    TrackerError: 1,  # not all is done: something was refused, or a human must look
    BadQuery: 2,  # wrong use: a country that is none
    Misplaced: 2,  # wrong use: a setting, a port, a folder
    NoServer: 3,  # nothing answers
}
"""Exit code of each class of errors; one that is not named here has that of the nearest above it. 0 is all done."""

app = typer.Typer(
    help="News articles go in, dated acts between countries come out.",
    epilog="Exit codes: 0 all done, 1 some refused, 2 wrong use, 3 no server.",
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)

To = Annotated[str, typer.Option("--to", envvar="TRACKER_TO", metavar="URL", help="The address of a running tracker.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Data = Annotated[Path | None, typer.Option(help="The folder of logs and view; TRACKER_DATA, or else .data.", show_default=False)]
Readers = Annotated[int | None, typer.Option(help="How many processes read articles.", show_default="cores less one")]
Parser = Annotated[bool | None, typer.Option("--parser/--no-parser", help="Whether a second reader reads along over a parser's trees.", show_default="no")]
Paths = Annotated[list[str], typer.Argument(metavar="PATH", help="Files or folders of JSON, JSONL, text or HTML; - is standard input.")]
ValidAt = Annotated[str, typer.Option(metavar="DAY", help="Only what held on this day, as it then was: 2024-03-05.", show_default=False)]
KnownAt = Annotated[str, typer.Option(metavar="WHEN", help="What was known by a day, a moment or a position.", show_default=False)]
Country = Annotated[str, typer.Argument(metavar="CODE", help="A country or organisation, by code or name.", show_default=False)]

HERE: Final = "http://127.0.0.1:8765"


@app.command()
def run(
    host: Annotated[str | None, typer.Option(help="Where to listen: 127.0.0.1 for this machine alone.", show_default="127.0.0.1")] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on.", show_default="8765")] = None,
    data: Data = None,
    readers: Readers = None,
    parser: Parser = None,
) -> None:
    """Run a tracker, all in one, until Ctrl-C."""
    with _promptly():
        from tracker.running.embedded import run
        from tracker.settings import settle

    run(settle(host=host, port=port, data=data, readers=readers, parser=parser))


@app.command()
def read(paths: Paths, parser: Parser = None, as_json: AsJson = False) -> None:
    """Try the reader on articles and print their events; nothing is stored."""
    from tracker.command.read import read_as_json, read_for_people

    _end(read_as_json(paths, parser) if as_json else read_for_people(paths, parser))


@app.command()
def feed(
    paths: Paths,
    to: To = HERE,
    wait: Annotated[bool, typer.Option("--wait", help="Wait until each article is read or has failed.")] = False,
    as_json: AsJson = False,
) -> None:
    """Feed articles to a running tracker."""
    from tracker.command.feed import awaited, feed, tell_as_json, tell_people

    fed = feed(to, paths)
    fates = awaited(to, fed) if wait else fed
    _end(tell_as_json(fates) if as_json else tell_people(fates))


@app.command()
def show(
    country: Country,
    other: Annotated[str, typer.Argument(metavar="CODE", show_default=False)] = "",
    valid_at: ValidAt = "",
    known_at: KnownAt = "",
    to: To = HERE,
    as_json: AsJson = False,
) -> None:
    """Show what is known of a country, or between two."""
    from tracker.command.show import show_country, show_json, show_pair

    when = {"valid_at": valid_at, "known_at": known_at}
    match other, as_json:
        case "", True:
            show_json(to, when, "countries", country)
        case "", False:
            show_country(to, when, country)
        case _, True:
            show_json(to, when, "relations", country, other)
        case _, False:
            show_pair(to, when, country, other)


@app.command()
def explain(
    fact: Annotated[str, typer.Argument(metavar="FACT", help="The id of a fact or event.")],
    valid_at: ValidAt = "",
    known_at: KnownAt = "",
    to: To = HERE,
    as_json: AsJson = False,
) -> None:
    """Show one fact with every quote that says so, and its story."""
    from tracker.command.show import explain, show_json

    when = {"valid_at": valid_at, "known_at": known_at}
    show_json(to, when, "facts", fact) if as_json else explain(to, when, fact)


@app.command()
def watch(
    country: Annotated[str, typer.Argument(metavar="CODE", help="A country or organisation; all, when left out.", show_default=False)] = "",
    after: Annotated[str, typer.Option(metavar="CURSOR", help='Begin behind this position; "" is the beginning of all.')] = "now",
    to: To = HERE,
    as_json: AsJson = False,
) -> None:
    """Watch what changes, until Ctrl-C."""
    from tracker.command.watch import watch, watch_as_json

    try:
        (watch_as_json if as_json else watch)(to, country, after)
    except KeyboardInterrupt:
        raise typer.Exit from None


@app.command()
def retract(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The id of an article.")],
    why: Annotated[str, typer.Option(help="The reason; subscribers and those who follow old links are told.", show_default=False)],
    to: To = HERE,
    as_json: AsJson = False,
) -> None:
    """Take an article out, with what rests on it."""
    from tracker.command.retract import retract, tell_as_json, tell_people

    answer = retract(to, article, why)
    tell_as_json(answer) if as_json else tell_people(to, answer)


@app.command()
def restore(article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The id of an article.")], to: To = HERE, as_json: AsJson = False) -> None:
    """Let an article count again that was taken out."""
    from tracker.command.retract import restore, tell_as_json, tell_people

    answer = restore(to, article)
    tell_as_json(answer) if as_json else tell_people(to, answer)


@app.command()
def verify(data: Data = None, as_json: AsJson = False) -> None:
    """Recount the log against the view of a data folder, also beside a running tracker. The log is that of the folder, or on the broker, where one is named."""
    from tracker.command.verify import tell_as_json, tell_people
    from tracker.running.verify import verify, verify_on_kafka
    from tracker.settings import settle, settle_kafka_if_named

    folder, kafka = settle(data=data).data, settle_kafka_if_named()
    verified = verify_on_kafka(folder, kafka) if kafka else verify(folder)
    (tell_as_json if as_json else tell_people)(verified)
    _end(verified.agrees)


@app.command()
def topics(
    partitions: Annotated[int | None, typer.Option(help="Of the articles: as many workers may read side by side.", show_default="8")] = None,
    copies: Annotated[int | None, typer.Option(help="How many brokers keep each record.", show_default="1")] = None,
    in_sync: Annotated[int | None, typer.Option("--in-sync", help="How many of them must have it before it counts as kept.", show_default="1")] = None,
    as_json: AsJson = False,
) -> None:
    """Make the topics of a tracker on Kafka where they are missing, and check them."""
    from tracker.command.topics import tell_as_json, tell_people
    from tracker.running.kafka.topics import made
    from tracker.settings import settle_kafka

    found = made(settle_kafka(partitions=partitions, copies=copies, in_sync=in_sync))
    (tell_as_json if as_json else tell_people)(found)
    _end(found.may_run)


@app.command()
def worker(readers: Readers = None, parser: Parser = None) -> None:
    """Read articles of a tracker on Kafka, beside other workers, until Ctrl-C."""
    from tracker.running.kafka.worker import work
    from tracker.settings import settle, settle_kafka

    work(settle(readers=readers, parser=parser), settle_kafka())


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Where to listen: 127.0.0.1 for this machine alone.", show_default="127.0.0.1")] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on.", show_default="8765")] = None,
    data: Data = None,
) -> None:
    """Answer for a tracker on Kafka, beside other such nodes, until Ctrl-C."""
    with _promptly():
        from tracker.running.kafka.serve import serve
        from tracker.settings import settle, settle_kafka

    serve(settle(host=host, port=port, data=data), settle_kafka())


@app.command()
def relay(
    data: Annotated[Path, typer.Option(help="The folder of the relay's own view.")] = Path(".relay"),
) -> None:
    """Publish the facts of a tracker on Kafka to a compacted topic, until Ctrl-C; one relay a tracker."""
    from tracker.running.kafka.relay import relay
    from tracker.settings import settle, settle_kafka

    relay(settle(data=data), settle_kafka())


@app.command()
def rebuild(data: Data = None) -> None:
    """Fold the log into a new view of a data folder that no tracker runs on. The log is that of the folder, or on the broker, where one is named."""
    from tracker.command.copy import rebuild_in_sight, tell_rebuilt
    from tracker.settings import settle, settle_kafka_if_named

    tell_rebuilt(rebuild_in_sight(settle(data=data).data, settle_kafka_if_named()))


@app.command()
def copy(
    source: Annotated[str, typer.Option("--from", metavar="DIR|kafka", help="Where from.", show_default=False)],
    target: Annotated[str, typer.Option("--to", metavar="DIR|kafka", help="Where to; no tracker runs on that folder.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Copy articles and what is known of them from one tracker to another; kafka is the broker in KAFKA_BOOTSTRAP_SERVERS."""
    from tracker.command.copy import copy_in_sight, tell_copied, tell_copied_as_json

    (tell_copied_as_json if as_json else tell_copied)(copied := copy_in_sight(source, target))
    _end(not copied.left)


@app.command()
def replay(data: Data = None, readers: Readers = None, as_json: AsJson = False) -> None:
    """Read the archive with this release's reader, beside a running tracker, without a say in what counts. The log is that of the folder, or on the broker."""
    from tracker.command.readers import replay_in_sight, tell_replayed, tell_replayed_as_json
    from tracker.settings import settle, settle_kafka_if_named

    (tell_replayed_as_json if as_json else tell_replayed)(found := replay_in_sight(settle(data=data, readers=readers), settle_kafka_if_named()))
    _end(found.is_whole)


@app.command()
def diff(reader: Annotated[str, typer.Argument(metavar="READER", show_default="this release's")] = "", data: Data = None, as_json: AsJson = False) -> None:
    """Show what a switch to another reader would change: facts gained, lost and changed, country by country."""
    from tracker.command.readers import difference_in_sight, tell_difference, tell_difference_as_json
    from tracker.settings import settle, settle_kafka_if_named

    found = difference_in_sight(settle(data=data), settle_kafka_if_named(), reader)
    (tell_difference_as_json if as_json else tell_difference)(found)


@app.command()
def switch(reader: Annotated[str, typer.Argument(metavar="READER", show_default=False)], data: Data = None, as_json: AsJson = False) -> None:
    """Let the readings of a reader count before all others, also in a running tracker; switch back in the same way."""
    from tracker.command.readers import tell_standing, tell_standing_as_json
    from tracker.running.switch import switch
    from tracker.settings import settle, settle_kafka_if_named

    (tell_standing_as_json if as_json else tell_standing)(switch(settle(data=data).data, settle_kafka_if_named(), reader))


lexicon = typer.Typer(help="What the reader knows of the world beside what the release brings.", no_args_is_help=True)
app.add_typer(lexicon, name="lexicon")


@lexicon.command("learn")
def learn(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write them; name it in TRACKER_LEXICON to read with it.", show_default=False)],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write down the office holders that the facts tell of and the release does not know, each with the first and last day seen in office."""
    from tracker.command.lexicon import learn_in_sight, tell_as_json, tell_people, write
    from tracker.settings import settle, settle_kafka_if_named

    write(file, learned := learn_in_sight(settle(data=data), settle_kafka_if_named()))
    (tell_as_json if as_json else tell_people)(file, learned)


dead = typer.Typer(help="What could not be read: list it, look at it, read it again.", no_args_is_help=True)
app.add_typer(dead, name="dead")
Cause = Annotated[str, typer.Option(metavar="WORDS", help="Only those with these words in their step or reason.", show_default=False)]
Since = Annotated[str, typer.Option(metavar="TIME", help="Only articles received then or later: 2024-03-05, 2024-03-05T12:00:00Z.", show_default=False)]


@dead.command("list")
def list_dead(cause: Cause = "", since: Since = "", to: To = HERE, as_json: AsJson = False) -> None:
    """List the articles that could not be read, oldest first."""
    from tracker.command.dead import failures, tell_as_json, tell_people

    (tell_as_json if as_json else tell_people)(failures(to, cause, since))


@dead.command("show")
def show_dead(article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The id of an article.")], to: To = HERE, as_json: AsJson = False) -> None:
    """Show one of them: why it failed, and its words."""
    from tracker.command.dead import show
    from tracker.command.show import show_json

    show_json(to, {}, "articles", article) if as_json else show(to, article)


@dead.command()
def redrive(
    articles: Annotated[list[str] | None, typer.Argument(metavar="ARTICLE", help="Ids of articles.", show_default=False)] = None,
    cause: Cause = "",
    since: Since = "",
    all: Annotated[bool, typer.Option("--all", help="All that could not be read.")] = False,
    to: To = HERE,
    as_json: AsJson = False,
) -> None:
    """Read articles again that could not be read: some, those of a cause or since a time, or all."""
    from tracker.command.dead import redrive, redrive_some, tell_redriven, tell_redriven_as_json

    if bool(articles) == bool(cause or since or all):
        raise BadQuery("articles", " ".join(articles or ()), "name some by their ids, or give --cause, --since or --all")
    redriven = redrive_some(to, articles) if articles else redrive(to, cause, since)
    (tell_redriven_as_json if as_json else tell_redriven)(redriven)
    _end(not redriven.lost)


def main() -> None:
    """Run the command that was typed; leaves by SystemExit with its exit code."""
    try:
        app()
    except TrackerError as error:
        _complain(error)
        sys.exit(exit_code(error))


def exit_code(error: TrackerError) -> int:
    """The exit code of an error, by its class or the nearest above it."""
    return next(EXIT_CODES[kind] for kind in type(error).__mro__ if kind in EXIT_CODES)


@contextmanager
def _promptly() -> Iterator[None]:
    """Imports without looks for garbage in between: a tenth of the time in which a tracker starts. What was imported stays out of all later looks."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


def _complain(error: TrackerError) -> None:
    from tracker.command.terminal import complain, complain_as_json

    (complain_as_json if "--json" in sys.argv else complain)(error)


def _end(is_all_done: bool) -> None:
    raise typer.Exit(0 if is_all_done else EXIT_CODES[TrackerError])


@app.callback()
def _tracker(
    is_version: Annotated[bool, typer.Option("--version", help="Print the version and end.", is_eager=True, callback=lambda on: _version(on))] = False,
) -> None:
    pass


def _version(is_asked: bool) -> None:
    from importlib.metadata import version

    if is_asked:
        typer.echo(f"tracker {version('tracker')}")
        raise typer.Exit


if __name__ == "__main__":
    main()
