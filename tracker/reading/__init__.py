"""
Reading: one article in, one Reading out; pure.

    known       `load` reads the data files beside the code into a Lexicon: names, roles, office holders, kinds; once, at start
    read        `read(article, lexicon)` gives all the events that the article reports, each with the words that say so
    findings    the same events in the form of the gold articles

Nothing is imported here: a process that only answers starts without the reader.
In: an Article and a Lexicon.  Out: a Reading.
Never: a clock, a network, a file while reading, or an exception: what goes wrong inside becomes a failed reading.
"""
