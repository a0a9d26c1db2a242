"""The product's own source, as the guards look at it: files of git, and syntax trees of the modules."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).parents[2]


def tracked(*patterns: str) -> list[str]:
    """The files that git knows or would be asked to, by their path in the repository. patterns: as git's, such as "tracker/*.py"; none for all."""
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns], cwd=HOUSE, capture_output=True, check=True)
    return sorted(name for name in set(listed.stdout.decode().splitlines()) if (HOUSE / name).exists())


def tree(module: str) -> ast.Module:
    """The syntax tree of a file, by its path in the repository."""
    return ast.parse((HOUSE / module).read_text(encoding="utf-8"), module)


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(module: ast.Module) -> Iterator[Function]:
    """All functions and methods, also nested ones."""
    return (node for node in ast.walk(module) if isinstance(node, Function))


def lines(function: Function) -> int:
    """How many lines its body has, without the docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
