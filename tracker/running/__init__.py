"""What joins the parts into processes: `embedded` (all in one), `readers` (a pool of reading processes), `turn`, `tail`, `verify`. Runtimes decide nothing."""
