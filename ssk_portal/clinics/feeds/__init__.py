"""Calendars to subscribe to (RFC 5545): one a person by a secret address, one a province for everybody."""
