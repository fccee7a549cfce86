"""How often a calendar is fetched: programmes ask every quarter of an hour at most; more than that is a fault or a search for addresses."""

import time

from allauth.core.internal.ratelimit import get_ip
from django.core.cache import cache

WINDOW = 300
# A whole office fetches from one internet address.
MOST = 300


def fetched_too_often(request) -> bool:
    """Count this fetch; whether its internet address had more than its share in these five minutes."""
    window = int(time.time() // WINDOW)
    key = f"clinics.feed:{get_ip(request)}:{window}"
    cache.add(key, 0, timeout=WINDOW)
    try:
        return cache.incr(key) > MOST
    except ValueError:  # thrown out meanwhile
        return False
