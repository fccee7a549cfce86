#!/usr/bin/env python
"""The portal's commands: `SSK_MODE=demo ./manage.py help` lists them."""

import errno
import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ssk_portal.settings")
    try:
        from django.conf import settings
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
        from django.db import InterfaceError, OperationalError, ProgrammingError
        from psycopg.errors import UndefinedColumn, UndefinedTable
    except ImportError as error:
        sys.exit(f"The portal's libraries are not installed ({error}): run `make env` first.")
    try:
        settings.INSTALLED_APPS  # noqa: B018 - reads the settings; one that makes no sense is told in a sentence
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    try:
        " ".join(sys.argv).encode()
    except UnicodeEncodeError:
        sys.exit("An argument is not written in UTF-8.")
    try:
        execute_from_command_line(sys.argv)
        sys.stdout.flush()  # what cannot be written any more is told here, and not as a trace at the very end
    except (OperationalError, InterfaceError) as error:
        sys.exit(f"The database cannot be used: {str(error).splitlines()[0]}")
    except ProgrammingError as error:
        if not isinstance(error.__cause__, UndefinedTable | UndefinedColumn):
            raise
        sys.exit("The database lacks tables of this version: run `manage.py migrate` first.")
    except BrokenPipeError:  # whoever read what it printed has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing left to write at the end
        sys.exit(1)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit("There is no room left for what it writes: the disk is full.")
    except KeyboardInterrupt:
        sys.exit(130)
