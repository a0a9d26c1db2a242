"""docker-compose.yml and its image, as far as they can be held without Docker: the commands exist, the data outlives its containers, nobody is root."""

import re
import subprocess
from typing import Any

import pytest
import yaml

from tests.house.source import HOUSE
from tests.running.process import TRACKER
from tracker.log.kafka_topics import HOLIDAY_MINUTES

COMPOSE: dict[str, Any] = yaml.safe_load((HOUSE / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
DOCKERFILE = (HOUSE / "deploy" / "Dockerfile").read_text(encoding="utf-8")
OURS = sorted(name for name, service in SERVICES.items() if service["image"] == "tracker")


def test_there_are_a_broker_two_workers_a_serving_node_and_the_seeds() -> None:
    assert sorted(SERVICES) == ["kafka", "seeds", "serve", "topics", "worker"]
    assert SERVICES["worker"]["deploy"]["replicas"] == 2


@pytest.mark.parametrize("name", OURS)
def test_tracker_has_each_command_with_its_options(name: str) -> None:
    command, *words = SERVICES[name]["command"]
    told = subprocess.run([TRACKER, command, "--help"], capture_output=True, text=True, check=True, env={"COLUMNS": "200"}).stdout
    assert [word for word in words if word.startswith("--") and word not in told] == []


def test_all_that_must_be_kept_lies_in_volumes() -> None:
    kept = {volume.split(":")[1] for name in ("kafka", "serve") for volume in SERVICES[name]["volumes"]}
    assert kept == {SERVICES["kafka"]["environment"]["KAFKA_LOG_DIRS"], SERVICES["serve"]["command"][-1]}
    assert set(COMPOSE["volumes"]) == {"logs", "view"}


def test_the_broker_makes_no_topic_by_accident_and_forgets_no_worker() -> None:
    settings = SERVICES["kafka"]["environment"]
    assert settings["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false"
    assert int(settings["KAFKA_OFFSETS_RETENTION_MINUTES"]) >= HOLIDAY_MINUTES
    assert settings["KAFKA_ADVERTISED_LISTENERS"] == f"PLAINTEXT://{SERVICES['serve']['environment']['KAFKA_BOOTSTRAP_SERVERS']}"


def test_only_this_machine_reaches_the_interface() -> None:
    assert [port for service in SERVICES.values() for port in service.get("ports", ())] == ["127.0.0.1:8765:8765"]


def test_the_image_runs_tracker_as_nobody_in_particular_and_looks_after_itself() -> None:
    last_user = re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE)[-1]
    assert last_user == "tracker" and DOCKERFILE.index("USER tracker") < DOCKERFILE.index('ENTRYPOINT ["tracker"]')
    assert "HEALTHCHECK" in DOCKERFILE and "/healthz" in DOCKERFILE
