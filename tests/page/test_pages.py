"""Pages for people: what stands on them, and what cannot get in."""

import re
from html.parser import HTMLParser

import pytest

from tests.serving.news import Desk, event, reading, worded
from tests.serving.served import Served
from tracker.core.reading import Retracted

HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>"\'&amp;'


async def page(tracker: Served, path: str, status: int = 200) -> str:
    answer = await tracker.client.get(path, headers={"accept": "text/html"}, follow_redirects=True)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("text/html")
    return answer.text


class Outline(HTMLParser):
    """Tags with their attributes, and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def links(self) -> list[str]:
        return [href for tag, attributes in self.tags if tag == "a" and (href := attributes.get("href"))]


async def test_the_first_page_of_an_empty_tracker_says_how_to_begin(tracker: Served) -> None:
    assert "tracker feed" in await page(tracker, "/")


async def test_the_first_page_lists_countries_with_counts(tracker: Served, desk: Desk) -> None:
    await tracker.tell(desk.visit("NOR", "CHL"), desk.agreement("NOR", "CHL"))
    seen = Outline(await page(tracker, "/"))
    assert {"/countries/NOR", "/countries/CHL"} <= set(seen.links())
    assert re.search(r"gathered from 2 articles into 2 facts", seen.text)


async def test_a_country_shows_its_acts_each_with_quote_and_source(tracker: Served, desk: Desk) -> None:
    told_by, _ = news = desk.visit("RUS", "CUB", "2023-04-20", "Ivan Petrov", place="Havana")
    await tracker.tell(news, desk.agreement("RUS", "CUB"), desk.ranking("CUB", "RUS"), desk.figure("CUB", "RUS"))
    seen = Outline(await page(tracker, "/countries/cuba"))
    for words in (
        "Ivan Petrov of Russia visited Cuba (Havana) on 20 April 2023",
        "Ivan Petrov of RUS went to CUB on 2023-04-20",
        "Cuba and Russia signed a treaty on fishing on 4 March 2024",
        "Russia is number 3 among the trading partners of Cuba in 2023",
        "Trade between Cuba and Russia in 2023: USD 35 billion",
    ):
        assert words in seen.text
    assert told_by.url in seen.links() and f"/articles/{told_by.id}#text-0" in seen.links() and "/relations/CUB/RUS" in seen.links()


async def test_what_was_under_way_and_must_be_over_says_so_and_pages_are_asked_as_of_a_day_as_well(tracker: Served, desk: Desk) -> None:
    await tracker.tell(desk.visit("RUS", "CUB", "2023-04-20", "Ivan Petrov", published="2023-04-21", status="ongoing"))
    for path in ("/countries/CUB", "/countries/CUB/visits", "/relations/CUB/RUS"):
        assert "over by now" in await page(tracker, path)
        assert "is visiting" in await page(tracker, f"{path}?valid_at=2023-04-21")
    assert "visited" not in Outline(await page(tracker, "/countries/CUB?valid_at=2023-01-01")).text


async def test_two_countries_have_a_timeline(tracker: Served, desk: Desk) -> None:
    await tracker.tell(desk.visit("RUS", "CUB", "2023-04-20"), desk.visit("CUB", "RUS", "2022-11-20"))
    text = Outline(await page(tracker, "/relations/CUB/RUS")).text
    assert text.index("20 November 2022") < text.index("20 April 2023")


async def test_a_long_list_is_shown_in_part_and_leads_to_all_of_it_page_by_page(tracker: Served, desk: Desk) -> None:
    await tracker.tell(*(desk.visit("RUS", "CUB", f"{year}-03-04") for year in range(1960, 2015)), desk.visit("CUB", "RUS", "2020-01-01"))
    path = "/countries/CUB/visits?as=host"
    assert path in Outline(await page(tracker, "/countries/CUB")).links()
    days: list[str] = []
    while path:
        seen = Outline(await page(tracker, path))
        days += re.findall(r"visited Cuba on 4 March (\d+)", seen.text)
        further = [href for href in seen.links() if href.startswith("?")]
        path = f"/countries/CUB/visits{further[0]}" if further else ""
    assert days == [str(year) for year in range(2014, 1959, -1)]


async def test_a_fact_shows_every_report_and_its_story(tracker: Served, desk: Desk) -> None:
    first, second = desk.visit("RUS", "CUB", "2023-04-20", "Ivan Petrov"), desk.visit("RUS", "CUB", "2023-04-20", "Ivan Petrov", published="2024-03-06")
    await tracker.tell(first, second)
    seen = Outline(await page(tracker, f"/facts/{second[1].events[0].id}"))  # by the id of either event
    assert {first[0].url, second[0].url} <= set(seen.links()) and "evidence" in seen.text
    assert f"/facts/{first[1].events[0].id}" in Outline(await page(tracker, "/countries/CUB")).links()


async def test_an_article_is_shown_in_its_own_words_with_its_quotes_marked(tracker: Served, desk: Desk) -> None:
    told_by, read = desk.visit("RUS", "CUB", "2023-04-20", "Ivan Petrov")
    await tracker.tell((told_by, read))
    html = await page(tracker, f"/articles/{told_by.id}")
    seen, quote = Outline(html), read.events[0].evidence[0].quote
    assert f'<mark id="text-0">{quote}</mark><sup><a href="/facts/{read.events[0].id}"' in html
    assert told_by.title in seen.text and ". It rained." in seen.text and "read" in seen.text and told_by.url in seen.links()
    assert f"/articles/{told_by.id}#text-0" in Outline(await page(tracker, f"/facts/{read.events[0].id}")).links()


async def test_an_article_that_waits_failed_or_was_taken_out_says_so(tracker: Served, desk: Desk) -> None:
    (waits, _), (out, said), failed = desk.visit("NOR", "CHL"), desk.visit("RUS", "CUB"), worded(desk.visit("NOR", "PER")[0], "Odd", "It hailed.")
    await tracker.node.articles.append([waits])
    await tracker.tell((failed, reading(failed, outcome="failed", reason="ValueError: odd", step="frames")), (out, said), Retracted("r1", out.id, "a parody"))
    for article, words in ((waits, ["waiting"]), (failed, ["failed", "ValueError: odd (frames)"]), (out, ["retracted", "a parody"])):
        seen = Outline(await page(tracker, f"/articles/{article.id}"))
        assert all(each in seen.text for each in words) and article.text in seen.text.replace("1.", ".")
        assert not [href for href in seen.links() if href.startswith("/facts/")]
    await page(tracker, "/articles/0", 404)


async def test_a_fact_that_was_taken_out_says_so_and_why(tracker: Served, desk: Desk) -> None:
    told_by, read = desk.visit("NOR", "CHL")
    await tracker.tell((told_by, read), Retracted("r1", told_by.id, HOSTILE))
    seen = Outline(await page(tracker, f"/facts/{read.events[0].id}", 410))
    assert HOSTILE in seen.text and "taken out" in seen.text and "/" in seen.links()
    assert "visited Chile on 4 March 2024" in seen.text and "new" in seen.text and "gone" in seen.text  # what it was, and its story


async def test_a_fact_that_was_taken_out_leads_to_what_others_tell(tracker: Served, desk: Desk) -> None:
    first, second = desk.visit("RUS", "CUB", "2023-04-20", "Ivan Petrov"), desk.visit("RUS", "CUB", "2023-04-20", "Ivan Petrov", published="2024-03-06")
    await tracker.tell(first, second, Retracted("r1", first[0].id, "a parody"))
    assert f"/facts/{second[1].events[0].id}" in Outline(await page(tracker, f"/facts/{first[1].events[0].id}", 410)).links()


async def test_the_box_leads_to_the_country_that_is_called_so(tracker: Served) -> None:
    assert "<h1>Cuba</h1>" in await page(tracker, "/countries?name=cuba")


@pytest.mark.parametrize(
    ("path", "status"), [("/countries/Atlantis", 422), ("/countries?name=Atlantis", 422), ("/nothing", 404), ("/facts/0", 404), ("/relations/CUB/CUB", 422)]
)
async def test_what_goes_wrong_is_a_page_with_a_way_on(tracker: Served, path: str, status: int) -> None:
    seen = Outline(await page(tracker, path, status))
    assert "/" in seen.links() and "{" not in seen.text


async def test_words_of_an_article_stay_words(tracker: Served, desk: Desk) -> None:
    told_by, _ = desk.visit("NOR", "CHL")
    hostile = worded(told_by, HOSTILE, HOSTILE)
    told = {"visitor": "NOR", "host": "CHL", "status": "completed", "place": HOSTILE, "occasion": HOSTILE}
    await tracker.tell((hostile, reading(hostile, event(desk.kinds["visit"], hostile, HOSTILE, told))))
    for path in ("/", "/countries/CHL", "/countries/CHL/visits", "/relations/CHL/NOR", f"/articles/{hostile.id}"):
        html = await page(tracker, path)
        assert not {tag for tag, _ in Outline(html).tags} & {"script", "img"}
        assert HOSTILE in Outline(html).text or path == "/"


@pytest.mark.parametrize("name", [HOSTILE, '"><script>alert(1)</script>'])
async def test_words_of_an_address_stay_words(tracker: Served, name: str) -> None:
    answer = await tracker.client.get("/countries", params={"name": name}, headers={"accept": "text/html"})
    assert not {tag for tag, _ in Outline(answer.text).tags} & {"script", "img"}


async def test_only_web_addresses_become_links(tracker: Served, desk: Desk) -> None:
    told_by, _ = desk.visit("NOR", "CHL")
    object.__setattr__(told_by, "url", "javascript:alert(1)")
    told = {"visitor": "NOR", "host": "CHL", "status": "completed"}
    await tracker.tell((told_by, reading(told_by, event(desk.kinds["visit"], told_by, told_by.text[:20], told))))
    assert not [href for href in Outline(await page(tracker, "/countries/CHL")).links() if not href.startswith(("/", "#", "http"))]


@pytest.mark.parametrize("path", ["/", "/countries/CUB", "/nothing", "/docs"])
async def test_no_page_runs_a_foreign_script_or_fetches_from_elsewhere(tracker: Served, path: str) -> None:
    answer = await tracker.client.get(path, headers={"accept": "text/html"})
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "'unsafe-eval'" not in policy and "http" not in policy
    assert "script-src" not in policy or "script-src 'self';" in policy
    fetched = [attributes.get("src") or attributes.get("href") or "" for tag, attributes in Outline(answer.text).tags if tag in ("link", "script", "img")]
    assert fetched and all(each.startswith("/") for each in fetched)
    for each in fetched:
        assert (await tracker.client.get(each)).status_code == 200


@pytest.mark.parametrize("path", ["/", "/countries/CUB", "/countries/CUB/visits", "/relations/CUB/RUS", "/articles/{article}", "/nothing"])
async def test_every_page_can_be_read_by_a_machine_that_reads_aloud(tracker: Served, desk: Desk, path: str) -> None:
    await tracker.tell(visit := desk.visit("RUS", "CUB"), desk.agreement("RUS", "CUB"))
    seen = Outline(await page(tracker, path.format(article=visit[0].id), 404 if path == "/nothing" else 200))
    tags = [tag for tag, _ in seen.tags]
    assert tags.count("h1") == 1 and tags.count("main") == 1 and ("html", {"lang": "en"}) in seen.tags
    assert all(attributes.get("aria-label") for tag, attributes in seen.tags if tag in ("nav", "input"))
    ids = [attributes["id"] for _, attributes in seen.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert all(href[1:] in ids for href in seen.links() if href.startswith("#"))
