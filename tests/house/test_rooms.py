"""The rooms of the house: each module opens with what it is for, no function is longer than one takes in, and nothing is named for being handy."""

import ast
import subprocess
from collections.abc import Callable, Iterable
from pathlib import PurePath
from statistics import median, quantiles

import pytest

from tests.house.source import HOUSE, Function, functions, lines, tracked, tree

MODULES = tracked("tracker/*.py")
TESTS = tracked("tests/*.py")
LONGEST_FUNCTION, LONGEST_MODULE = 60, 650  # h11, the anchor of STYLE: 58 and 659
HANDY = {"helper", "helpers", "util", "utils", "manager", "managers", "common", "misc"}

# Pieced together, so that this file does not name what it looks for.
NAMED_NOWHERE = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "registry.npmjs" + ".org",
    "repo.maven.apache" + ".org",
    "repo1.maven" + ".org",
    "deb.debian" + ".org",
]
NAMED_NOWHERE += ["/wor" + "k/", "/far" + "m/", "/ro" + "ot/", "/ho" + "me/"]


def offenders(modules: Iterable[str], faults: Callable[[ast.Module], list[str]]) -> dict[str, list[str]]:
    """What is wrong, by module; {} is what a guard wants."""
    return {module: found for module in modules if (found := faults(tree(module)))}


def silent(module: ast.Module) -> list[str]:
    """Public classes, functions and methods without a docstring; "" for the module itself."""
    public = [node for node in module.body if isinstance(node, Function | ast.ClassDef)]
    methods = [node for owner in public if isinstance(owner, ast.ClassDef) if not owner.name.startswith("_") for node in owner.body]
    told = [node for node in [*public, *methods] if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_")]
    return [*([] if ast.get_docstring(module) else [""]), *(node.name for node in told if not ast.get_docstring(node))]


def untold(module: ast.Module) -> list[str]:
    """The module itself, where it has a body and no docstring."""
    return [""] if module.body and not ast.get_docstring(module) else []


def long(module: ast.Module) -> list[str]:
    """Functions that one does not take in at a glance."""
    return [function.name for function in functions(module) if lines(function) > LONGEST_FUNCTION]


def deferred(module: ast.Module) -> list[str]:
    """Functions that import."""
    return [function.name for function in functions(module) if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function))]


@pytest.mark.parametrize(
    ("lines", "faults", "expected"),
    [
        ("x = 1", untold, [""]),
        ("'''A.'''\nclass A:\n  def b(self): ...\n  def _c(self): ...\ndef _d(): ...", silent, ["A", "b"]),
        ("def f():\n" + "  x = 1\n" * 61, long, ["f"]),
        ("def f():\n  import os", deferred, ["f"]),
    ],
    ids=["untold", "silent", "long", "deferred"],
)
def test_each_fault_is_found(lines: str, faults: Callable[[ast.Module], list[str]], expected: list[str]) -> None:
    assert faults(ast.parse(lines)) == expected


def test_a_module_opens_with_what_it_is_for_and_what_is_public_says_what_it_means() -> None:
    assert offenders(MODULES, silent) == {}


def test_a_module_of_tests_says_what_it_promises() -> None:
    assert offenders(TESTS, untold) == {}


def test_no_function_is_longer_than_one_takes_in_and_most_are_short() -> None:
    lengths = [lines(function) for module in MODULES for function in functions(tree(module))]
    assert offenders(MODULES, long) == {}
    assert median(lengths) <= 6 and quantiles(lengths, n=10)[-1] <= 30


def test_imports_stand_at_the_top() -> None:
    """But for the command line, which imports each command's parts when it runs, so that `tracker --help` is quick."""
    assert offenders([module for module in MODULES if module != "tracker/__main__.py"], deferred) == {}


def test_no_room_is_crammed() -> None:
    sizes = {module: (HOUSE / module).read_text(encoding="utf-8").count("\n") for module in [*MODULES, *TESTS]}
    assert {module: size for module, size in sizes.items() if size > LONGEST_MODULE} == {}


def test_nothing_is_named_for_being_handy() -> None:
    assert [name for name in tracked() if HANDY & {word for part in PurePath(name).with_suffix("").parts for word in part.split("_")}] == []


def test_no_registry_and_no_path_of_one_machine_is_named() -> None:
    words = [argument for word in NAMED_NOWHERE for argument in ("-e", word)]
    found = subprocess.run(["git", "grep", "--untracked", "-nIF", *words], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert found.stdout == ""
