"""The system account the server runs under.

An ordinary user runs it as himself. PostgreSQL refuses root, so root runs it as the account that
owns the data folder, which is ``nobody`` for a folder that root made. No account is made and no
folder's mode is changed; who may connect is said in ``watcher`` (root, not ``nobody``).
"""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

from ssk_portal.pg.places import ClusterError
from ssk_portal.pg.programs import Programs

# A folder that only root may pass (a checkout below /root) stays shut for the account. It is then
# given the one capability to pass it. Changing the user id would take the capability away again,
# which no_setuid_fixup prevents.
PASS_EVERY_FOLDER = [
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
    "--securebits=+no_setuid_fixup",
]


def user_name() -> str:
    """Name of the user of this process. Raises ClusterError for a user without a name."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        raise ClusterError(
            f"The user with id {os.getuid()} has no name on this machine and PostgreSQL wants one. Run as a user that /etc/passwd knows, or set DATABASE_URL."
        ) from None


def hand_over(folder: Path) -> None:
    """Give a new folder to the account of the server."""
    if os.getuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)


def server_command(folder: Path, programs: Programs) -> list[str]:
    """Start of the command that runs a program under the account that owns ``folder``.

    The program is told to end (SIGINT, PostgreSQL's fast shutdown) when its parent dies, so that
    a watcher that was killed leaves no server behind.
    """
    if shutil.which("setpriv") is None:
        if os.getuid() == 0:
            raise ClusterError("Root needs the program setpriv (Debian: util-linux) for PostgreSQL.")
        return []
    ending_with_parent = ["setpriv", "--pdeathsig=INT"]
    if os.getuid() != 0:
        return ending_with_parent
    owner = folder.stat()
    account = [f"--reuid={owner.st_uid}", f"--regid={owner.st_gid}", "--clear-groups"]
    for command in (
        [*ending_with_parent, *account],
        [*ending_with_parent, *account, *PASS_EVERY_FOLDER],
    ):
        trial = [
            *command,
            "sh",
            "-c",
            'cd "$0" && "$1" --version',
            str(folder),
            programs["postgres"],
        ]
        if subprocess.run(trial, capture_output=True).returncode == 0:
            return command
    raise ClusterError(f"PostgreSQL does not run as root, and here root may not hand {folder} to another account. Run as an ordinary user, or set DATABASE_URL.")
