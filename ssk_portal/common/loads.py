"""What taking up published data did."""

from dataclasses import dataclass, field


@dataclass
class Loaded:
    """How many rows were made, changed and left as they were; a sentence for each that found no place, and on what stays by itself."""

    made: int = 0
    changed: int = 0
    unchanged: int = 0
    unplaced: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __add__(self, other: "Loaded") -> "Loaded":
        return Loaded(self.made + other.made, self.changed + other.changed, self.unchanged + other.unchanged, self.unplaced + other.unplaced, self.notes + other.notes)
