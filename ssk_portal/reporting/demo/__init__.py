"""The portal shown to somebody who has just fetched it: `make demo`.

`preparation` brings an empty database to the published data, `accounts` makes people to sign
in as, `server` serves until it is told to end. None of it runs in production.
"""
