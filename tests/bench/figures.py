"""The room of indicators as it is after ten years: twelve indicators, every province and district, a published value a year and a target ahead."""

from decimal import Decimal

from tests.bench import measuring, stage

YEARS = range(2016, 2026)
INDICATORS, SOURCE = 12, "tests.bench"
# Province and districts whose pages are measured.
PROVINCE, DISTRICT = "63", "63.09"


def seed():
    """Made-up values, the same at every run; numerator and denominator are known in two years of three."""
    import pgtrigger
    from django.db import connection, transaction

    from ssk_portal.indicators.models import Achievement, Publisher, Target, TargetLayer
    from ssk_portal.regions.models import Region

    if Achievement.objects.filter(source=SOURCE).exists():
        return
    print("seeding the figures ...")
    publisher, layer = Publisher.objects.order_by("order", "pk").first(), TargetLayer.objects.order_by("order", "pk").first()
    regions = [*Region.objects.provinces(), *Region.objects.districts()]
    common = {"state": "published", "source": SOURCE}
    # History and locks of 70,000 rows that nobody reads would take minutes.
    with transaction.atomic(), pgtrigger.ignore():
        for number, indicator in enumerate(indicators()):
            Achievement.objects.bulk_create(
                (
                    Achievement(indicator=indicator, region=region, year=year, publisher=publisher, is_reference=True, **_measured(place * 7 + number, year), **common)
                    for place, region in enumerate(regions)
                    for year in YEARS
                ),
                batch_size=2000,
            )
            Target.objects.bulk_create(
                Target(indicator=indicator, region=region, year=YEARS[-1] + 5, layer=layer, in_force=True, value=Decimal(90), **common) for region in regions
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def indicators():
    from ssk_portal.indicators.models import Indicator

    return list(Indicator.objects.filter(region=None, unit="%").order_by("order", "pk")[:INDICATORS])


def _measured(place: int, year: int) -> dict:
    """A share that grows by one to three points a year, of a number of households."""
    households = 10_000 + place * 37 % 90_000
    reached = households * min(97, 20 + place % 40 + (year - YEARS[0]) * (1 + place % 3)) // 100
    known = {"numerator": Decimal(reached), "denominator": Decimal(households)} if (place + year) % 3 else {}
    return {"value": round(Decimal(100 * reached) / households, 2), **known}


def pages(server: stage.Server, cookies) -> dict:
    """The pages of the room by what they are called in the bench: for the centre, a province's officer and a district's staff."""
    return {name: (lambda path=path, cookie=cookies[who]: server.get(path, cookie)) for name, (path, who) in addresses().items()}


def statements(users) -> list[tuple]:
    """How many statements each page sends, beside the most that any page may send."""
    return [(f"P4 statements of: {name}", measuring.statements(users[who], path), 8, "") for name, (path, who) in addresses().items()]


def addresses() -> dict[str, tuple[str, str]]:
    """Each page's address, and who reads it."""
    from django.urls import reverse

    first = indicators()[0].pk
    comparison, quality = reverse("indicators:comparison", args=[first]), reverse("indicators:data_quality")
    return {
        "figures of a district": (reverse("indicators:region_figures", args=[DISTRICT]), "district"),
        "indicator list": (reverse("indicators:indicator_list"), "national"),
        "indicator": (reverse("indicators:indicator_detail", args=[first]), "national"),
        "achievements of N": (reverse("indicators:achievement_list"), "national"),
        "achievements of P": (reverse("indicators:achievement_list") + "?reach=own", "provincial"),
        "targets of N": (reverse("indicators:target_list"), "national"),
        "one series": (reverse("indicators:series", args=[first, DISTRICT]), "district"),
        "compared in P": (comparison, "provincial"),
        "all provinces": (f"{comparison}?di=provinsi", "national"),
        "all districts": (f"{comparison}?di=semua", "national"),
        "two years of all": (f"{comparison}?di=semua&tahun=2025&dengan=2021", "national"),
        "data quality of N": (quality, "national"),
        "data quality of P": (quality, "provincial"),
        "warnings of N": (reverse("indicators:quality_warnings"), "national"),
    }
