"""
Gold articles as a sender would feed them: one JSON object a line, on standard output.

    python tests/gold/as_fed.py FOLDER_OR_FILE ... | tracker read --json -

In: files in the form of SCHEMA.md; a raw page (style "html") lies in their `text`.  Out: what the door takes, the gold's id as `ref`.  Never: a gold fact.
"""

import json
import sys
from pathlib import Path

WHOLE_DAY = len("2024-03-04")


def as_fed(gold: dict[str, object]) -> dict[str, object]:
    """The fields that a sender has: without style, cluster, notes and facts; a month or a year is no day of publication."""
    body = "html" if gold["style"] == "html" else "text"
    told = {name: gold[name] for name in ("title", "published", "source") if gold.get(name)}
    if len(str(told.get("published", ""))) < WHOLE_DAY:
        told.pop("published", None)
    return {body: gold["text"], "ref": gold["id"], **told}


def main(paths: list[str]) -> None:
    files = [file for path in map(Path, paths) for file in (sorted(path.rglob("*.json")) if path.is_dir() else [path])]
    for file in files:
        sys.stdout.write(json.dumps(as_fed(json.loads(file.read_text(encoding="utf-8")))) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
