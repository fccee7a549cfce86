"""A csv of published figures taken into the portal by a command: all of it or nothing, and never twice.

`reading` makes rows of the file, `checking` asks each row whether the portal knows what it names,
`importing` writes what is new.
"""
