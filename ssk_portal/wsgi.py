"""The door for the web server: `granian --interface wsgi ssk_portal.wsgi:application`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ssk_portal.settings")
# What a page asks of the database is answered within a minute or given up with the page of "not available", so that no request holds
# a worker or other people's rows for ever. Read by PostgreSQL's own library; commands have no such limit.
os.environ.setdefault("PGOPTIONS", "-c statement_timeout=60s -c idle_in_transaction_session_timeout=60s")
application = get_wsgi_application()

# What is loaded by now stays: the collector need not go through it again while a page is made.
gc.collect()
gc.freeze()
# Nor is it asked after every seven hundred new rows: a page may read tens of thousands, and spent a quarter of its time on that.
# Much rarer it must not be: at fifty thousand the pages that were sent stayed in memory, 60 MB each.
gc.set_threshold(3_000)
