"""The history: who changed what, when, from what to what, and why. Written by the database itself."""
