"""The screens of the room, a module a noun."""
