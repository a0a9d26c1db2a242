"""The floors of the house: imports point one way, and what is pure stays so. Each guard is shown to bite, on a few lines that break it."""

import ast
import subprocess
import sys

import pytest

from tests.house.source import HOUSE, tracked, tree

BIN = f"{sys.prefix}/bin"
PURE = ("tracker/core/*.py", "tracker/reading/*.py")
LOADERS = {"tracker/reading/kinds/__init__.py", "tracker/reading/lexicon/words.py"}  # read data files beside the code, once, at start
OPENERS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "glob", "rglob"}


def test_imports_point_one_way() -> None:
    kept = subprocess.run([f"{BIN}/lint-imports", "--no-cache"], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert kept.returncode == 0, kept.stdout


@pytest.mark.parametrize("floor", ["core", "reading", "relating"])
@pytest.mark.parametrize(
    "line",
    [
        "import datetime\n\nX = datetime.datetime.now()\n",
        "from datetime import date\n\nX = date.today()\n",
        "import time\n",
        "from random import choice\n",
        "from uuid import uuid4\n",
    ],
)
def test_a_clock_or_dice_in_the_pure_floors_is_found(floor: str, line: str) -> None:
    check = [f"{BIN}/ruff", "check", "--select", "TID251", "--stdin-filename", f"tracker/{floor}/new.py", "-"]
    found = subprocess.run(check, cwd=HOUSE, input=line, capture_output=True, text=True, check=False)
    assert "TID251" in found.stdout


def test_core_and_reading_open_no_file() -> None:
    found = {module: opened(tree(module)) for module in tracked(*PURE) if module not in LOADERS}
    assert {module: lines for module, lines in found.items() if lines} == {}


@pytest.mark.parametrize("line", ["open('x')", "Path('x').read_text()", "files('x').joinpath('y').read_bytes()", "p.open('rb')"])
def test_an_opened_file_is_found(line: str) -> None:
    assert opened(ast.parse(line)) == [1]


def opened(module: ast.Module) -> list[int]:
    """The lines where a file or folder is opened."""
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call)]
    return [call.lineno for call in calls if name_of(call.func) in OPENERS]


def name_of(called: ast.expr) -> str:
    match called:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def test_core_loads_nothing_but_the_standard_library() -> None:
    modules = [module.removesuffix(".py").replace("/", ".") for module in tracked("tracker/core/*.py") if "__init__" not in module]
    program = f"import sys, {', '.join(modules)}; print(*{{name.split('.')[0] for name in sys.modules}} - sys.stdlib_module_names)"
    loaded = subprocess.run([sys.executable, "-S", "-c", program], cwd=HOUSE, capture_output=True, text=True, check=True)
    assert set(loaded.stdout.split()) == {"__main__", "tracker"}


@pytest.mark.parametrize("runtime", ["embedded", "kafka.serve"])
def test_what_answers_starts_without_the_reader_and_without_the_extraction_of_pages(runtime: str) -> None:
    """They take longer to load than all else; the first belongs to the reading processes, the second comes with the first page."""
    program = f"import sys, tracker.running.{runtime}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], cwd=HOUSE, capture_output=True, text=True, check=True).stdout.split()
    assert "tracker.serving.app" in loaded
    assert {"tracker.reading.read", "tracker.reading.dates", "tracker.feeding.extraction", "trafilatura"} & set(loaded) == set()


def test_any_is_said_in_the_wire_alone() -> None:
    assert [module for module in tracked("tracker/*.py") if says_any(tree(module))] == ["tracker/log/wire.py"]


def says_any(module: ast.Module) -> bool:
    return any(isinstance(node, ast.Name) and node.id == "Any" for node in ast.walk(module))
