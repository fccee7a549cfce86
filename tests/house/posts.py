"""The posts that visit every door, whom a row's region lets see and change it, and what a line of the table says.

Nothing here reads the portal's own table of grants. A post is a role at a level; a
row's place is the code of its region.
"""

from dataclasses import dataclass

# post: one of the cast who holds it
VIEWERS = {
    "AC": "admin", "AP": "admin_kalsel", "N": "pusat", "P": "kalsel", "D": "tabalong",
    "RC": "pembaca", "RP": "pembaca_kalsel", "RD": "pembaca_tabalong",
}  # fmt: skip
STANDS_IN = {"AC": "ID", "AP": "63", "N": "ID", "P": "63", "D": "63.09", "RC": "ID", "RP": "63", "RD": "63.09"}
# own district, neighbour, other province's district, own province, other province
PLACES = ("63.09", "63.07", "62.10", "63", "62")
EVERYONE = "AC AP N P D RC RP RD"
CENTRE = "AC N"


def up(viewer: str, row: str) -> bool:
    """The row's region, its province and the country."""
    place = STANDS_IN[viewer]
    return place in ("ID", row) or row.startswith(f"{place}.")


def shared_down(viewer: str, row: str) -> bool:
    """As `up`, and a province's rows are read by its districts too."""
    return up(viewer, row) or STANDS_IN[viewer].startswith(f"{row}.")


def everyone(viewer: str, row: str) -> bool:
    return True


def own(viewer: str, row: str) -> bool:
    return STANDS_IN[viewer] == row


def one_above(viewer: str, row: str) -> bool:
    """The level that reviews: the district's province, the province's country."""
    return STANDS_IN[viewer] == (row[:2] if "." in row else "ID")


def nobody(viewer: str, row: str) -> bool:
    return False


@dataclass(frozen=True)
class Page:
    """A page that shows no single row: who may open it."""

    posts: str

    def expected(self, viewer: str) -> int:
        return 200 if viewer in self.posts.split() else 403


@dataclass(frozen=True)
class Row:
    """A page of one row: who has the right, who sees the row, who may change it."""

    row: str
    posts: str
    seen: object = everyone
    edited: object = everyone
    places: tuple = PLACES
    method: str = "get"
    ok: tuple = (200,)

    def expected(self, viewer: str, place: str) -> tuple[int, ...]:
        if viewer not in self.posts.split():
            return (403,)
        if not self.seen(viewer, place):
            return (404,)
        return self.ok if self.edited(viewer, place) else (403,)
