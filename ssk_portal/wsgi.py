"""The door for the web server: `granian --interface wsgi ssk_portal.wsgi:application`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ssk_portal.settings")
application = get_wsgi_application()

# What is loaded by now stays: the collector need not go through it again while a page is made.
gc.collect()
gc.freeze()
