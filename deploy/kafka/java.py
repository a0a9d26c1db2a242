"""
What a broker is made of: Java, and Kafka's jars, which Maven fetches once into the user's cache (45 jars, 43 MB).

In: this machine.  Out: the command that starts a class of Kafka.  `python -m deploy.kafka.java` sees to all of it beforehand, and is silent where all is there.
Never: a package installed by another than root, or on another system than Debian's; those are told what to install.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

VERSION = "4.4.0"  # of Kafka, as in pom.xml
OLDEST_JAVA = 17
PACKAGES = ("default-jre-headless", "maven")  # of Debian 12 and later
OPTIONS = ("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")  # starts sooner, and leaves cores to others


class CannotStart(RuntimeError):
    """A broker cannot be started here; says what is missing and how to get it."""


def command() -> tuple[str, ...]:
    """What stands before the class of Kafka that is to be started. Raises CannotStart where Java, Maven or the network is missing."""
    return _java(), *OPTIONS, "-cp", f"{_jars()}/*"


def run(problem: str, *command: str) -> None:
    """Run a command to its end. Raises CannotStart with this problem and the end of what it said, where it fails."""
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise CannotStart(f"{problem}:\n{(ran.stdout + ran.stderr)[-2000:]}")


def install() -> None:
    """Install Java and Maven where they are missing. Raises CannotStart where that is not for us to do, or fails."""
    if (_java_version() >= OLDEST_JAVA and shutil.which("mvn")) or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    sys.stdout.write(f"installing {' and '.join(PACKAGES)}\n")
    run("the list of packages cannot be fetched", "apt-get", "update")
    run("Java and Maven cannot be installed", "apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES)


def _java() -> str:
    if _java_version() < OLDEST_JAVA:
        raise _lacking(f"Java {OLDEST_JAVA} or later")
    return "java"


def _java_version() -> int:
    """The first number of the version of Java, 0 where there is none."""
    if not shutil.which("java"):
        return 0
    said = subprocess.run(("java", "-version"), capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    return int(version[1]) if version else 0


def _jars() -> Path:
    """The folder of the jars, fetched where they are missing."""
    jars = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tracker" / f"kafka-{VERSION}"
    if not jars.exists():
        if not (maven := shutil.which("mvn")):
            raise _lacking("Maven")
        jars.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=jars.parent) as half:
            pom = Path(__file__).with_name("pom.xml")
            run("Maven cannot fetch Kafka", maven, "-q", "-B", "-f", str(pom), "dependency:copy-dependencies", f"-DoutputDirectory={half}/jars")
            if not jars.exists():  # another process may have been quicker
                (Path(half) / "jars").rename(jars)
    return jars


def _lacking(what: str) -> CannotStart:
    return CannotStart(f"{what} is not installed, and a broker needs it; on Debian: apt-get install {' '.join(PACKAGES)}")


def main() -> None:
    """See to it that a broker can be started."""
    try:
        install()
        command()
    except CannotStart as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
