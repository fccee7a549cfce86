"""Clusters for the tests of the embedded PostgreSQL, made in folders of their own."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from .clients import Cluster, as_user


@pytest.fixture(scope="session")
def open_folder() -> Iterator[Path]:
    """A folder that every account may pass, which pytest's own temporary folders are not."""
    folder = Path(tempfile.mkdtemp(prefix="ssk-pg-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def new_cluster(open_folder: Path, request: pytest.FixtureRequest) -> Iterator[Cluster]:
    """A cluster that does not exist yet."""
    cluster = Cluster(Path(tempfile.mkdtemp(dir=open_folder)) / "postgres")
    cluster.folder.parent.chmod(0o755)
    yield cluster
    cluster.end()


@pytest.fixture
def cluster(open_folder: Path) -> Iterator[Cluster]:
    """A cluster that the tests use one after the other; each leaves it stopped."""
    cluster = Cluster(open_folder / "shared")
    yield cluster
    cluster.end()


@pytest.fixture
def as_daemon() -> list[str]:
    """A Python that runs as an ordinary user (Debian's account ``daemon``)."""
    return as_user("daemon")


@pytest.fixture
def as_nobody() -> list[str]:
    """A Python that runs under the account root runs the server under."""
    return as_user("nobody")


@pytest.fixture
def only_root() -> None:
    if os.getuid() != 0:
        pytest.skip("this is about root")
