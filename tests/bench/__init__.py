"""`make bench`: the boards beside the bare floor and Django's own admin, in one run.

    python -m tests.bench    seeds a database of its own under var/bench, then measures

`stage` makes the database and plays the server, `figures` fills and visits the room of indicators, `variants` holds what is compared,
`measuring` takes times, statements and weights; `__main__` runs them and judges the goals.
"""
