"""
Events -> facts: what the readings of many articles amount to, kept in a view that is asked and heard of.

The road: `counting` says which readings count; an event makes a `claim` (`occasion`, `undertaking` or `statement`), and `merge` groups claims into facts,
which `stating` states (`voices` and `contradiction` say how far to trust it); `fold` does the same for what one record touches (`accounts`, `placing`,
`holding`, `rows`), `view` applies records in their order; `ask` answers (`lookup`, `history`, `answers`), `changes` says what became of facts and who hears
it, and `outdated` from when on what was told can no longer be said; `holders` tells who was seen in which office.
"""
