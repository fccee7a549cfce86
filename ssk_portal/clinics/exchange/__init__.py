"""The exchange format `clinic-events/1`: published facts of events, read from and written to files.

The schema stands in `fixtures/clinic_events.schema.json`. `shape` says which key is which
column, `reading` takes a file in, `writing` puts the portal's rows out.
"""
