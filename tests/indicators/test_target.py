"""The screens of targets: layers by level, review, what is in force."""

import pytest
from django.urls import reverse

from ssk_portal.indicators.models import Indicator, Target, TargetLayer
from tests.counting import queries
from tests.factories import key
from tests.indicators import factories
from tests.words import plain

pytestmark = pytest.mark.django_db
LIST, CREATE = reverse("indicators:target_list"), reverse("indicators:target_create")


def page(name, row, *args):
    return reverse(f"indicators:target_{name}", args=[row.pk, *args])


def typed(layer="rpjmd-kabupaten-kota", **changes):
    fields = {
        "indicator": Indicator.objects.get(code="sanitasi-layak").pk, "layer": TargetLayer.objects.get(code=layer).pk,
        "year": "2024", "area": "total", "value": "90", "source": "RPJMD 2021-2026, hal. 7",
    }  # fmt: skip
    return key(**(fields | changes))


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("tabalong", ["rpjmd-kabupaten-kota", "renstra", "ssk", "lain-kabupaten-kota"]),
        ("kalsel", ["rakortekrenbang", "rpjmd-provinsi", "renstra-provinsi", "lain-provinsi"]),
    ],
)
def test_each_level_enters_its_own_layers(login, reference, name, codes):
    form = login(name).get(CREATE).context["form"]
    assert [layer.code for layer in form.fields["layer"].queryset] == codes


def test_the_centre_publishes_targets_of_every_layer(login, regions, reference):
    client = login("pusat")
    assert client.get(CREATE).context["form"].fields["layer"].queryset.count() == TargetLayer.objects.count()

    client.post(CREATE, typed("rpjmn-provinsi", region=regions["63"].pk, as_published="on"))

    assert [(row.region.code, row.layer.code, row.state, row.in_force) for row in Target.objects.all()] == [("63", "rpjmn-provinsi", "published", True)]


@pytest.mark.parametrize(("value", "warned"), [("900", True), ("90", False)])
def test_a_published_target_that_cannot_be_is_kept_and_warned_of(login, regions, reference, value, warned):
    answer = login("pusat").post(CREATE, typed("rpjmn-provinsi", region=regions["63"].pk, as_published="on", value=value), follow=True)
    assert [str(row.value) for row in Target.objects.all()] == [value]
    assert ("“Akses sanitasi layak” berkisar antara 0 % dan 100 %." in plain(answer.content.decode())) == warned


def test_a_layer_of_another_level_is_refused(login, reference):
    answer = login("tabalong").post(CREATE, typed("rpjmn"))

    assert list(answer.context["form"].errors) == ["layer"]
    assert Target.objects.count() == 0


def test_a_draft_of_the_centre_is_of_a_layer_of_the_centre(login, cast, reference):
    own = {"region": cast["pusat"].region.pk, "value": "101"}
    answer = login("pusat").post(CREATE, typed("ssk", **own))
    assert sorted(answer.context["form"].errors) == ["layer", "value"]
    login("pusat").post(CREATE, typed("rpjmn", **own | {"value": "90"}))
    assert [(row.layer.code, row.state) for row in Target.objects.all()] == [("rpjmn", "draft")]


def test_a_districts_target_goes_through_review(login, cast, reference):
    login("tabalong").post(CREATE, typed())
    row = Target.objects.get()
    login("tabalong").post(page("step", row, "submit"), key())
    assert login("hst").get(row.get_absolute_url()).status_code == 404

    login("kalsel").post(page("step", row, "approve"), key())

    row.refresh_from_db()
    assert (row.state, row.in_force) == ("approved", True)
    assert login("gumas").get(row.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(("name", "status"), [("kalsel", 404), ("tabalong", 404), ("kalteng", 200), ("gumas", 200), ("pusat", 200)])
def test_the_neighbours_draft_is_not_there(login, cast, reference, name, status):
    row = factories.target(cast["gumas"])
    answer = login(name).get(row.get_absolute_url())
    assert answer.status_code == status
    assert ("90 %" in answer.content.decode()) == (status == 200)


def test_putting_another_target_in_force(login, cast, reference):
    steps = [("submit", cast["tabalong"]), ("approve", cast["kalsel"])]
    first, second = factories.target(cast["tabalong"], step=steps), factories.target(cast["tabalong"], value="92", source="Perubahan RPJMD", step=steps)
    assert [row.pk for row in Target.objects.filter(in_force=True)] == [second.pk]  # the same source order: “Perubahan” before “RPJMD”

    client = login("kalsel")
    shown = client.get(page("choose", first)).context["shown"]
    client.post(page("choose", first), key(reason="Perubahan belum ditetapkan", shown=shown))

    assert [row.pk for row in Target.objects.filter(in_force=True)] == [first.pk]


def test_wrong_role_and_wrong_method(login, cast, reference):
    row = factories.target(cast["tabalong"])
    assert login("pembaca").get(CREATE).status_code == 403
    assert login("pembaca_tabalong").get(page("update", row)).status_code == 403
    assert login("tabalong").get(page("comment", row)).status_code == 405
    assert login("tabalong").post(page("file", row), key()).status_code == 405


def test_the_list_and_its_file(login, cast, reference):
    factories.target(cast["tabalong"])

    answer = login("tabalong").get(f"{LIST}?ekspor=csv")

    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[1] == "Akses sanitasi layak;63.09;Kabupaten Tabalong;2024;seluruh wilayah;RPJMD kabupaten/kota;90;;Draf;RPJMD 2021-2026, hal. 7;"


def test_three_rows_cost_as_many_queries_as_one(login, cast, reference):
    client, first = login("tabalong"), factories.target(cast["tabalong"])
    one = queries(client, LIST), queries(client, first.get_absolute_url())
    factories.target(cast["tabalong"], value="91")
    factories.target(cast["tabalong"], value="92")
    assert (queries(client, LIST), queries(client, first.get_absolute_url())) == one


@pytest.mark.parametrize("source", ["RPJMD 2021-2026, hal. 7", "rpjmd 2021–2026  hal 7"])
def test_the_same_of_the_same_document_is_not_recorded_twice(login, cast, reference, source):
    """Told at its source, however that is spelled; of another document, with another value or of another layer it is another target."""
    factories.target(cast["tabalong"])
    client = login("tabalong")
    form = client.post(CREATE, typed(source=source)).context["form"]
    assert plain(form.errors) == {"source": ["90 % sudah tercatat, dari “RPJMD 2021-2026, hal. 7”. Ubah angka itu, atau sebutkan dokumen lainnya."]}
    assert form["source"].value() == source
    for other in ({"source": "RPJMD perubahan 2023"}, {"source": source, "value": "91"}, {"source": source, "layer": "ssk"}):
        assert client.post(CREATE, typed(**{"source": source} | other)).status_code == 302
    row = Target.objects.get(value=91)
    assert "source" in client.post(page("update", row), typed(source=source, value="90", row_version=row.version)).context["form"].errors
    assert client.post(page("update", row), typed(source=source, value="92", row_version=row.version)).status_code == 302


def test_without_a_source_it_is_told_as_well(login, cast, reference):
    factories.target(cast["tabalong"], source="")
    form = login("tabalong").post(CREATE, typed(source="")).context["form"]
    assert form.non_field_errors() == ["Target ini sudah tercatat dengan nilai dan sumber yang sama."]
