"""
Errors, by whose turn it is.

    TrackerError
      Refused             the sender must change something
        BadArticle          an article that cannot be taken; names the field and the way out
          TooLarge            more bytes than one article may have
        BadQuery            a parameter of a question that cannot be understood
          NotGiven            one that is needed was left out
          UnknownCountry      no country or organisation is called so
          AmbiguousCountry    more than one is called so
        NotFound            nothing has this id
          NotThen             what has this id was not known then, or did not hold on that day
        NotAllowed          this address does not do that
        ForeignPage         a web page of another site asked a browser to send this
        Gone                something had this id, and was taken out; says why
      Unreadable          stored bytes fit no known version: stop, call a human
        NewerFormat         written by a newer release: it waits until tracker is upgraded
        StaleView           a view that another release folded, or a damaged one: delete it and fold the log again
          OtherMerge          a view that another merge folded: it can be asked until the log is folded again
      Unstorable          a reading that no log can keep (too large, no finite number): store a failed reading in its place
      Replaced            the log is not the one that gave this position: the view must be made anew
        MadeAnew            a topic of articles was made anew: it is read from its beginning
      NotReady            the position asked for was not reached in time: try again after wait_s
      Misplaced           the operator must change something: a setting, a port, a data folder, a server that does not answer
        DataInUse           another tracker holds the data folder
        PortTaken           something else listens there
        NoServer            nothing answers at this address
        NoBroker            no Kafka broker answers at this address

Each error carries its facts as fields and says, in `way_out`, what to do next. A library's error is translated once, at the edge.
In: the facts.  Out: a message for people.  Never: a status or an exit code; one table in `serving` and one in `__main__` give those.
"""


class TrackerError(Exception):
    """Root of all that tracker raises on purpose; never raised itself."""

    way_out: str = ""


class Refused(TrackerError):
    """The sender must change something."""


class BadArticle(Refused):
    """An article that cannot be taken. field: which part of it, "" for the whole; problem: what is wrong; way_out: what would be taken."""

    def __init__(self, field: str, problem: str, way_out: str) -> None:
        super().__init__(f"{field}: {problem}" if field else problem)
        self.field, self.problem, self.way_out = field, problem, way_out


class TooLarge(BadArticle):
    """More bytes than one article may have. size, limit: in bytes; size is 0 where it was not measured to the end."""

    def __init__(self, field: str, size: int, limit: int) -> None:
        super().__init__(field, f"is larger than {limit:,} bytes" + (f" ({size:,})" if size else ""), "send a shorter text, or feed the article in parts")
        self.size, self.limit = size, limit


class BadQuery(Refused):
    """A parameter of a question that cannot be understood. field: its name; given: what was sent; way_out: what it takes."""

    def __init__(self, field: str, given: str, way_out: str) -> None:
        super().__init__(f"{field}: {given!r} is not understood")
        self.field, self.given, self.way_out = field, given, way_out


class NotGiven(BadQuery):
    """A parameter that is needed was left out. field: its name; way_out: what it takes."""

    def __init__(self, field: str, way_out: str) -> None:
        super().__init__(field, "", way_out)
        self.args = (f"{field}: is needed",)


class UnknownCountry(BadQuery):
    """No country or organisation is called so. nearest: the closest known name, "" when none is close."""

    def __init__(self, given: str, nearest: str = "") -> None:
        super().__init__("country", given, f"did you mean {nearest!r}?" if nearest else "give an ISO 3166-1 alpha-3 code or an English name")
        self.args = (f"no country is called {given!r}",)
        self.nearest = nearest


class AmbiguousCountry(BadQuery):
    """More than one country is called so. meant: which, with their codes, "DR Congo (COD) or Republic of Congo (COG)"."""

    def __init__(self, given: str, meant: str) -> None:
        super().__init__("country", given, "say which, by its code")
        self.args = (f"{given!r} may be {meant}",)
        self.meant = meant


class NotFound(Refused):
    """Nothing has this id. what: "article", "fact", "path"."""

    def __init__(self, what: str, id: str) -> None:
        super().__init__(f"no {what} has the id {id!r}")
        self.what, self.id, self.way_out = what, id, "check the id; it is the one that the receipt or a list gave"


class NotThen(NotFound):
    """What has this id was not known then, or did not hold on that day. what: "fact"."""

    def __init__(self, what: str, id: str, problem: str) -> None:
        super().__init__(what, id)
        self.args = (f"the {what} {id!r} {problem}",)
        self.way_out = f"leave out valid_at and known_at to see the {what} as it stands; its versions tell when it was known"


class NotAllowed(Refused):
    """This address does not do that. method: what was asked of it; allowed: what it does ("GET, POST")."""

    def __init__(self, method: str, path: str, allowed: str) -> None:
        super().__init__(f"{path} does not take {method}")
        self.method, self.path, self.allowed = method, path, allowed
        self.way_out = f"use {allowed}" if allowed else "see /docs for what each address takes"


class ForeignPage(Refused):
    """A web page of another site asked a browser to send this. origin: the site."""

    def __init__(self, origin: str) -> None:
        super().__init__(f"a page of {origin} may not feed this tracker")
        self.origin, self.way_out = origin, "send it from a program, without the header Origin"


class Gone(Refused):
    """Something had this id and was taken out. why: the reason that was given; heir: the id under which others tell it on, "" where none does."""

    def __init__(self, what: str, id: str, why: str, heir: str = "") -> None:
        super().__init__(f"{what} {id!r} is gone: {why}")
        self.what, self.id, self.why, self.heir = what, id, why, heir
        self.way_out = f"others tell it on as {heir}" if heir else f"ask for the country's state to see what stands now instead of this {what}"


class Unreadable(TrackerError):
    """Stored bytes fit no known version. where: log and position; problem: what was met."""

    def __init__(self, where: str, problem: str, way_out: str = "upgrade tracker to a release that knows this format") -> None:
        super().__init__(f"{where}: {problem}")
        self.where, self.problem, self.way_out = where, problem, way_out


class NewerFormat(Unreadable):
    """Bytes that a newer release wrote: nothing is wrong with them, and an upgrade reads them. where: log and position; format: their number."""

    def __init__(self, where: str, format: int, known: int) -> None:
        super().__init__(where, f"has the format {format}; known are formats up to {known}")
        self.format = format


class Unstorable(TrackerError):
    """A reading that no log can keep. article: whose; problem: what about it."""

    def __init__(self, article: str, problem: str) -> None:
        super().__init__(f"the reading of article {article}: {problem}")
        self.article, self.problem = article, problem
        self.way_out = "a failed reading is stored in its place; report the article to those who keep its reader"


class StaleView(Unreadable):
    """A view that another release folded, or a damaged one; nothing is lost with it."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(where, problem, "delete the view and fold the log again (tracker rebuild)")


class OtherMerge(StaleView):
    """A view that another merge folded, or one with other kinds."""

    def __init__(self, where: str) -> None:
        super().__init__(where, "was folded by another merge, or with other kinds")


class Replaced(TrackerError):
    """The log is not the one that gave a position: a topic made anew, a backup restored. log: its name; position: which; problem: how it shows."""

    def __init__(self, log: str, position: int, problem: str) -> None:
        super().__init__(f"{log} is not the log that gave position {position}: {problem}")
        self.log, self.position, self.problem = log, position, problem
        self.way_out = "nothing to do: the view is made anew from the log as it is now"


class MadeAnew(Replaced):
    """A topic of articles was made anew. partitions: those whose first record is another now."""

    def __init__(self, topic: str, partitions: frozenset[int]) -> None:
        super().__init__(topic, 0, "other records come first in it now")
        self.partitions = partitions
        self.way_out = "nothing to do: it is read from its beginning"


class NotReady(TrackerError):
    """The position asked for was not reached in time. wait_s: seconds after which to ask again."""

    def __init__(self, wanted: str, reached: str, wait_s: float) -> None:
        super().__init__(f"position {wanted} is not reached yet (now at {reached})")
        self.wanted, self.reached, self.wait_s = wanted, reached, wait_s
        self.way_out = f"ask again after {wait_s:g} s"


class Misplaced(TrackerError):
    """The operator must change something. setting: which."""

    def __init__(self, setting: str, problem: str, way_out: str) -> None:
        super().__init__(f"{setting}: {problem}")
        self.setting, self.problem, self.way_out = setting, problem, way_out


class DataInUse(Misplaced):
    """Another tracker holds the data folder."""

    def __init__(self, folder: str) -> None:
        super().__init__("data", f"another tracker is running on {folder}", "stop it, or choose another folder with --data")
        self.folder = folder


class PortTaken(Misplaced):
    """Something else listens there."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__("port", f"{host}:{port} is taken by another program", "choose another with --port")
        self.host, self.port = host, port


class NoServer(Misplaced):
    """Nothing answers at this address."""

    def __init__(self, address: str) -> None:
        super().__init__("to", f"no tracker answers at {address}", "start one with `tracker run`, or name its address with --to")
        self.address = address


class NoBroker(Misplaced):
    """No Kafka broker answers at this address, or not in time."""

    def __init__(self, address: str, problem: str = "does not answer") -> None:
        super().__init__("kafka", f"the broker at {address} {problem}", "see whether it runs and lets this user in; what was being sent may be sent again")
        self.address = address
