"""Words as a test writes them: the space at which no line ends, between a number and its unit, is a space like any other."""

from django.test import Client

from ssk_portal.common.numbers import NO_BREAK


def plain(said):
    """The same with plain spaces, however deep the words lie in lists and dicts."""
    if isinstance(said, str):
        return said.replace(NO_BREAK, " ")
    if isinstance(said, list | tuple):
        return type(said)(map(plain, said))
    return {key: plain(value) for key, value in said.items()} if isinstance(said, dict) else said


def text_of(answer) -> str:
    """A page in one line: where a sentence is broken in its template is no matter."""
    return " ".join(answer.content.decode().split())


class Reader(Client):
    """Hands over pages in such words."""

    def request(self, **request):
        answer = super().request(**request)
        if not answer.streaming and answer.headers.get("Content-Type", "").startswith("text/html"):
            answer.content = plain(answer.content.decode())
        return answer
