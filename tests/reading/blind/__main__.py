"""
What the reader finds in the articles of a blind round, scored against gold that was written without sight of it.

    python -m tests.reading.blind ROUND FOLDER [--misses] [--json]

In: the number of a round, whose `roundN.json` lies beside this module (a list of {id, url, outlet, home_country, published, gold}), and the folder where
the texts of its articles lie, `<id>.json` each in the form of tests/gold/SCHEMA.md.  Out: the tables of tests/gold/score.py.
Never: a text in this repository, and never the gold of a text's file: what was committed before the run is what counts.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.gold.reader import found_in
from tests.gold.score import Fact, plainly, score, shown
from tracker.reading.known import load

HERE = Path(__file__).parent


def round_at(file: Path) -> list[Fact]:
    """The articles of a round, without their texts. Raises ValueError that names the file and the way out where there is none."""
    if not file.is_file():
        raise ValueError(f"{file.name}: no such round; there are {', '.join(sorted(each.name for each in file.parent.glob('round*.json'))) or 'none yet'}")
    articles: list[Fact] = json.loads(file.read_text("utf-8"))
    return articles


def with_text(article: Fact, folder: Path) -> dict[str, object]:
    """The article as it is fed: the title and text of its file, the rest as the round states it. Raises ValueError that names a file which is missing."""
    file = folder / f"{article['id']}.json"
    if not file.is_file():
        raise ValueError(f"{file.name}: not in {folder}; put there what {article.get('url')} says, as tests/gold/SCHEMA.md has it")
    told = json.loads(file.read_text("utf-8"))
    stated = {"published": article["published"], "source": {"name": article["outlet"], "home_country": article["home_country"]}}
    return {"style": "wire", "title": "", **{name: told[name] for name in ("style", "title", "text") if told.get(name)}, "id": article["id"], **stated}


def main(arguments: Sequence[str]) -> str:
    """What the command line above prints. Raises ValueError for a wrong call, a missing file, or an article that cannot be read."""
    places = [each for each in arguments if not each.startswith("--")]
    if len(places) != 2 or not places[0].isdigit():
        raise ValueError("give the number of a round and the folder of its texts: python -m tests.reading.blind 1 FOLDER [--misses] [--json]")
    lexicon, articles = load(), round_at(HERE / f"round{places[0]}.json")
    lines: list[str] = []
    table = score(found_in((with_text(each, Path(places[1])) for each in articles), lexicon), articles, lines.append)
    if "--json" in arguments:
        return json.dumps({"reader": lexicon.reader, "articles": len(articles), **plainly(table)})
    return "\n".join([*(lines if "--misses" in arguments else []), f"round {places[0]}: {len(articles)} articles, reader {lexicon.reader}", "", shown(table)])


if __name__ == "__main__":
    try:
        sys.stdout.write(main(sys.argv[1:]) + "\n")
    except ValueError as error:
        sys.exit(str(error))
