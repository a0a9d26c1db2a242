"""The seeds: the founding article to the letter, and feeds whose home countries exist."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

from tracker.core.article import Article, Source
from tracker.core.country import is_party
from tracker.feeding.files import articles_in

SEEDS = Path(__file__).parents[2] / "seeds"
NOW = datetime(2024, 3, 5, 12, tzinfo=UTC)


def test_the_founding_article_is_whole_and_untouched() -> None:
    [founding] = [each.article for each in articles_in([str(SEEDS)], NOW) if each.place.ref == "founding-article"]
    assert isinstance(founding, Article)
    assert sha256(founding.text.encode()).hexdigest() == "8e0cae63f54e529a43dd14c49c79d3bb75a950a856b03d670ef16af8cf1a52c2"
    assert (founding.title, founding.published, founding.source) == ("", "2023-04-21", Source("Sputnik International", "RUS"))


def test_every_seed_passes_the_door() -> None:
    assert all(isinstance(each.article, Article) for each in articles_in([str(SEEDS)], NOW))


def test_each_feed_has_an_address_of_its_own_and_a_home_that_exists() -> None:
    feeds = [outline.attrib for outline in ElementTree.parse(SEEDS / "feeds.opml").iter("outline") if "xmlUrl" in outline.attrib]
    addresses = [feed["xmlUrl"] for feed in feeds]
    assert len(feeds) >= 30 and len(set(addresses)) == len(feeds)
    assert all(address.startswith(("http://", "https://")) for address in addresses)
    assert all(feed["type"] == "rss" and feed["title"] == feed["text"] and feed["htmlUrl"] for feed in feeds)
    assert [feed["title"] for feed in feeds if "category" not in feed] == ["World Trade Organization"]
    assert all(is_party(feed["category"]) for feed in feeds if "category" in feed)
