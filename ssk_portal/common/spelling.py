"""Telling whether two texts are one, whoever typed them."""


def plain(text: str) -> str:
    """A text without capitals, signs and spare blanks."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text.casefold()).split())
