"""What the product imports, its pyproject names: a fresh clone has nothing else."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

from tests.house.source import HOUSE, tracked, tree

COMES_ALONG = {"starlette", "pydantic-core"}  # the ground floors of fastapi and pydantic, whose versions those choose
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]

PARSING = "tracker/reading/parsing.py"  # loaded by name, where a parser is asked for


def plain(name: str) -> str:
    """A distribution's name as all spellings of it have in common, without versions and extras."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=!~;]", name)[0]).lower()


def imported(module: ast.Module) -> Iterator[str]:
    """The top names that it imports, wherever the import stands."""
    for node in ast.walk(module):
        match node:
            case ast.Import(names=names):
                yield from (name.name.split(".")[0] for name in names)
            case ast.ImportFrom(module=str(name), level=0):
                yield name.split(".")[0]


def foreign(*patterns: str) -> set[str]:
    """The distributions that the modules import, without the standard library and ourselves."""
    names = {name for module in tracked(*patterns) for name in imported(tree(module))} - sys.stdlib_module_names - {"tracker", "tests", "deploy"}
    known = packages_distributions()
    return {plain(known.get(name, [name])[0]) for name in names}


def test_what_the_product_imports_is_among_its_dependencies() -> None:
    assert foreign(*(module for module in tracked("tracker/*.py") if module != PARSING)) - set(map(plain, PROJECT["dependencies"])) - COMES_ALONG == set()


def test_the_parser_is_imported_by_one_module_and_an_extra_of_its_own() -> None:
    extra = set(map(plain, PROJECT["optional-dependencies"]["parser"]))
    assert foreign(PARSING) == extra
    assert extra <= set(map(plain, PROJECT["optional-dependencies"]["test"]))


def test_what_the_tests_import_is_among_the_dependencies_of_product_or_tests() -> None:
    named = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
    assert foreign("tests/*.py") - set(map(plain, named)) - COMES_ALONG == set()


def test_every_dependency_is_pinned_once_and_without_an_address() -> None:
    pins = [line for line in (HOUSE / "constraints.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert [pin for pin in pins if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", pin)] == []
    named = {plain(name) for name in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]}
    assert len(pins) == len(set(pins)) and named <= {pin.split("==")[0] for pin in pins}
