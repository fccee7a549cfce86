"""What the cells of a template can name, for whoever fills it in: regions, indicators, layers, publishers, read once."""

import re
from functools import cached_property

from ssk_portal.indicators.filling import may_fill
from ssk_portal.indicators.models import Achievement, Indicator, Publisher, Target, TargetLayer
from ssk_portal.regions.models import Region

# The portal's templates by their mark; another edition has other columns.
EDITION = 2
KINDS = {"capaian": Achievement, "target": Target}
# What the code of a figure begins with: `C12` is the achievement 12, `T12` the target 12.
LETTERS = {Achievement: "C", Target: "T"}


class Vocabulary:
    """What `user` can name in a template of `model`."""

    def __init__(self, user, model):
        self.user, self.model = user, model
        self.publishes = user.may("figure.publish")

    @cached_property
    def regions(self) -> dict[str, Region]:
        return {region.code: region for region in Region.objects.at_work()}

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        return {indicator.code: indicator for indicator in Indicator.objects.select_related("region")}

    @property
    def offered(self) -> dict[str, Indicator]:
        """Those that are counted somewhere this person writes for; local ones of elsewhere are not offered."""
        near = self.user.region
        return {code: each for code, each in self.indicators.items() if each.region is None or near.reaches(each.region) or each.is_counted_in(near)}

    @cached_property
    def publishers(self) -> dict[str, Publisher]:
        return {publisher.name: publisher for publisher in Publisher.objects.all()}

    @cached_property
    def layers(self) -> list[TargetLayer]:
        return list(TargetLayer.objects.all())

    @property
    def own_layers(self) -> list[TargetLayer]:
        """The layers whose targets this person writes: all of them, or those of the own level."""
        return [layer for layer in self.layers if self.publishes or layer.level == self.user.region.level]

    def region(self, code: str) -> Region | None:
        """The region of a code, also where a spreadsheet program took 63.10 for the number 63,1, or 12.05 for five past twelve."""
        code = re.sub(r"^(\d\d)[.:](\d\d)([.:]00)?$", r"\1.\2", code.upper().replace(",", "."), flags=re.ASCII)
        return self.regions.get(f"{code}0" if re.fullmatch(r"\d\d\.\d", code, re.ASCII) else code)

    def region_without_point(self, code: str) -> Region | None:
        """The district whose code was written without its point, as other lists have it: 6309. For a question only."""
        return self.regions.get(f"{code[:2]}.{code[2:]}")

    def may_fill(self, region: Region) -> bool:
        return may_fill(self.user, region, published=self.publishes)

    def names_publisher(self, publisher: Publisher) -> bool:
        """Whether this person may name `publisher` in a new figure."""
        return self.publishes or publisher.for_own

    def mark(self, year: int) -> str:
        """What says in each row which template it is of: `capaian-2024-2`."""
        return f"{self.kind}-{year}-{EDITION}"

    @property
    def kind(self) -> str:
        return next(word for word, model in KINDS.items() if model is self.model)
