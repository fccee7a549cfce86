#!/usr/bin/env python
"""The portal's commands: `SSK_MODE=demo ./manage.py help` lists them."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ssk_portal.settings")
    try:
        from django.conf import settings
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError as error:
        sys.exit(f"Django is not installed ({error}): run `make env` first.")
    try:
        settings.INSTALLED_APPS  # noqa: B018 - reads the settings; one that makes no sense is told in a sentence
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    execute_from_command_line(sys.argv)
