"""
What joins the parts into processes: `embedded` (all in one), `kafka` (workers and nodes on a broker), `turn`, `tail`, `verify`; `preference` says whose
readings count. Runtimes decide nothing.
"""
