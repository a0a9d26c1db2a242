"""
`python -m tests.chaos [--share 0.1] [FAULT...]`: each fault as often as its row says, against a broker of its own; a table in Markdown at the end.

Ends with 1 where anything was lost.
"""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from deploy.kafka.broker import Broker
from tests.chaos import nodes, workers
from tests.chaos.row import Done, Row, timed
from tests.log.runtimes import own_broker
from tracker.running.diagnostics import speak_plainly

FAULTS: Mapping[str, tuple[Callable[[Broker, int], Awaitable[Row]], int]] = {
    "killed": (workers.killed, 50),
    "restarted": (workers.restarted, 200),
    "joined": (workers.joined, 18),
    "slept": (workers.slept, 5),
    "broker": (workers.broker_killed, 10),
    "serve": (nodes.killed, 50),
    "fed": (nodes.broker_killed, 10),
    "anew": (workers.made_anew, 6),
}
"""Name -> what is done, and how many times in the long run. A fault starts from new topics, and leaves a broker that runs."""

HEAD = "| fault | times | articles | lost | read again | s |\n|---|--:|--:|--:|--:|--:|"


def main() -> int:
    """Do the faults that were asked for; whether any lost something."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description="Faults on purpose.")
    parser.add_argument("faults", nargs="*", metavar="FAULT", help=f"{', '.join(FAULTS)}; all, when left out")
    parser.add_argument("--share", type=float, default=1.0, help="of the times in the long run, such as 0.1")
    given = parser.parse_args()
    if unknown := set(given.faults) - FAULTS.keys():
        parser.error(f"no fault is called {', '.join(sorted(unknown))}")
    speak_plainly()
    done = []
    with own_broker() as broker, asyncio.Runner() as runner:
        for name in given.faults or FAULTS:
            fault, times = FAULTS[name]
            done.append(runner.run(timed(partial(fault, broker), max(1, round(times * given.share)))))
            say(told(done[-1]))
    say("\n".join([HEAD, *map(told, done)]))
    return int(any(each.row.lost for each in done))


def told(done: Done) -> str:
    """A row of the table."""
    row = done.row
    return f"| {row.fault} | {row.times} | {row.articles:,} | {row.lost} | {row.twice} | {done.took_s:.0f} |"


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
