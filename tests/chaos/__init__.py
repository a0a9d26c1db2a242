"""Faults on purpose, for longer than `make test` has patience: `python -m tests.chaos` prints a table of them."""
