"""Doors with locks: SASL and TLS are passed through to every client, against a real broker."""

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from deploy.kafka.broker import Listener, free_port
from tests.log.runtimes import new_topics, own_broker
from tracker.core.article import Article
from tracker.core.errors import Misplaced, NoBroker
from tracker.core.reading import Restored
from tracker.log.contract import Shelved
from tracker.log.kafka import KafkaLog
from tracker.log.kafka_access import KafkaAccess, Mechanism
from tracker.log.kafka_topics import Copies, check_topics, make_topics, wanted

PLAIN = 'org.apache.kafka.common.security.plain.PlainLoginModule required user_tracker="open sesame";'
SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule required;"


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate signed by itself, and its key."""

    certificate: Path
    key: Path


def made_pair(folder: Path, name: str) -> Pair:
    """For 127.0.0.1, good for two days."""
    pair = Pair(folder / f"{name}.crt", folder / f"{name}.key")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*command, "-keyout", str(pair.key), "-out", str(pair.certificate)], check=True, capture_output=True)
    return pair


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaAccess]:
    """How to enter a broker that asks for user, password and certificate."""
    folder, port = tmp_path_factory.mktemp("certificates"), free_port()
    server, client = made_pair(folder, "broker"), made_pair(folder, "tracker")
    (folder / "broker.pem").write_text(server.key.read_text() + server.certificate.read_text())
    door = Listener(
        "SASL_SSL",
        {
            "sasl.enabled.mechanisms": "PLAIN,SCRAM-SHA-256",
            "plain.sasl.jaas.config": PLAIN,
            "scram-sha-256.sasl.jaas.config": SCRAM,
            "ssl.keystore.type": "PEM",
            "ssl.keystore.location": str(folder / "broker.pem"),
            "ssl.truststore.type": "PEM",
            "ssl.truststore.location": str(client.certificate),
            "ssl.client.auth": "required",
        },
    )
    with own_broker({port: door}, scram={"tracker": "open sesame"}):
        yield KafkaAccess(
            f"127.0.0.1:{port}",
            protection="SASL_SSL",
            user="tracker",
            password="open sesame",
            ca=server.certificate,
            certificate=client.certificate,
            key=client.key,
            patience_s=5,
        )


@pytest.mark.parametrize("mechanism", ["PLAIN", "SCRAM-SHA-256"])
async def test_who_has_user_password_and_certificate_enters_by_every_client(locked: KafkaAccess, mechanism: Mechanism) -> None:
    access, topics = replace(locked, mechanism=mechanism), new_topics()
    await make_topics(access, wanted(topics, Copies(partitions=1)))
    assert await check_topics(access, wanted(topics, Copies(partitions=1))) == []
    async with KafkaLog.open(access, topics) as log:
        await log.articles.append([Article("a1", "x")])
        assert [each.article.id async for each in log.articles.scan() if isinstance(each, Shelved)] == ["a1"]
        assert await log.events.append([Restored("x1")]) == len(await log.events.read(0, 10)) == 1


LACKING: list[tuple[str, Callable[[KafkaAccess], KafkaAccess]]] = [
    ("the password", lambda access: replace(access, password="open barley")),
    ("the user", lambda access: replace(access, user="nobody")),
    ("the mechanism", lambda access: replace(access, mechanism="SCRAM-SHA-512")),
    ("the certificate", lambda access: replace(access, certificate=None, key=None)),
    ("the authority", lambda access: replace(access, ca=None)),
    ("the protection", lambda access: replace(access, protection="PLAINTEXT")),
]


@pytest.mark.parametrize(("lack", "without"), LACKING)
async def test_who_lacks_one_of_them_stays_outside_and_is_told_so(locked: KafkaAccess, lack: str, without: Callable[[KafkaAccess], KafkaAccess]) -> None:
    async with KafkaLog.open(without(locked), new_topics()) as log:
        with pytest.raises(NoBroker) as caught:
            await log.events.end()
    assert "lets this user in" in caught.value.way_out
    assert "open" not in str(caught.value), lack


def test_secrets_show_in_no_representation() -> None:
    assert "hush" not in repr(KafkaAccess("b:9092", protection="SASL_SSL", user="u", password="hush", key_password="hush"))


def test_a_certificate_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misplaced) as caught:
        KafkaAccess("b:9092", protection="SSL", ca=tmp_path / "ca.pem").arguments()
    assert str(tmp_path / "ca.pem") in caught.value.way_out
