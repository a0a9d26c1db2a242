"""The two logs: `contract` says what both runtimes promise, `wire` turns values into bytes and back, `sqlite` and `kafka` keep them."""
