"""The lists of the room, as the tests read them."""


def names(response) -> list[str]:
    """The names on the page of a list, in their order."""
    return [row.record.name for row in response.context["table"].rows]
