"""
tracker: news articles go in, dated acts between countries come out.

The road: `feeding` turns files, pages and requests into an Article; `reading` makes one Reading of it, all the events it reports;
`relating` merges the events of many articles into facts and keeps them in a view; `serving` answers questions and tells of changes.
Articles and readings lie on two append-only logs (`log`): they are the truth, all else can be rebuilt. `running` joins the parts
into processes. `core` holds the nouns. Imports point one way: running > serving > feeding | relating | reading > log > core.
"""
