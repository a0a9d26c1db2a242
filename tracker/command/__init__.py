"""
The commands behind `__main__`: clients of the interface (`feed`, `show`, `explain`, `watch`), and `read`, which tries the reader here.

In: what was typed.  Out: exit codes, and words on the terminal.  Never: the log or the view; whoever asks, asks the interface.
"""
