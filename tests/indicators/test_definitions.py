"""Target layers and publishers: read by everyone, kept by the centre."""

import pytest
from django.urls import reverse

from ssk_portal.indicators.models import Achievement, Publisher, TargetLayer
from ssk_portal.indicators.published import load_reference
from tests.counting import queries
from tests.factories import key
from tests.indicators import factories

pytestmark = pytest.mark.django_db
LAYERS, PUBLISHERS = reverse("indicators:layer_list"), reverse("indicators:publisher_list")


@pytest.mark.parametrize("name", ["tabalong", "pembaca", "kalsel", "pusat"])
@pytest.mark.parametrize("address", [LAYERS, PUBLISHERS])
def test_everyone_reads_them_and_the_centre_finds_the_forms(login, reference, address, name):
    content = login(name).get(address).content.decode()
    assert ("/ubah/" in content) == (name == "pusat")


def test_they_are_told_in_words(login, reference):
    client = login("pusat")
    levels, own = ({str(row.cells[column]) for row in client.get(page).context["table"].rows} for page, column in ((LAYERS, "level"), (PUBLISHERS, "for_own")))
    assert levels == {"Pusat", "Provinsi", "Kabupaten/kota"}
    assert own == {"ya", "tidak"}


def test_they_stand_beside_the_indicators_in_a_row_of_their_own(login, reference):
    context = login("pusat").get(LAYERS).context
    assert [(tab["label"], tab["current"]) for tab in context["parts"]] == [("Indikator", False), ("Jenjang target", True), ("Penerbit", False)]
    assert [tab["label"] for tab in context["tabs"] if tab["current"]] == ["Indikator"]
    assert len(context["tabs"]) == 8


@pytest.mark.parametrize("name", ["tabalong", "kalsel", "pembaca", "admin_kalsel"])
@pytest.mark.parametrize("kind", ["layer", "publisher"])
def test_who_may_not_keep_them(login, reference, kind, name):
    row = (TargetLayer if kind == "layer" else Publisher).objects.first()
    client = login(name)
    pages = [reverse(f"indicators:{kind}_create"), reverse(f"indicators:{kind}_update", args=[row.pk]), reverse(f"indicators:{kind}_delete", args=[row.pk])]
    assert [client.get(page).status_code for page in pages] == [403, 403, 403]


def test_a_layer_is_added_changed_and_deleted(login, reference):
    client = login("pusat")
    fields = {"name_id": "RKPD", "name_en": "Annual plan", "code": "rkpd", "level": "district", "order": "200", "patterns": "RKPD\nRencana kerja"}
    client.post(reverse("indicators:layer_create"), key(**fields))
    layer = TargetLayer.objects.get(code="rkpd")
    assert layer.patterns == ["RKPD", "Rencana kerja"]

    client.post(reverse("indicators:layer_update", args=[layer.pk]), key(**fields | {"name_id": "RKPD baru"}, row_version=layer.version))
    layer.refresh_from_db()
    assert layer.name_id == "RKPD baru"

    client.post(reverse("indicators:layer_delete", args=[layer.pk]), key())
    assert not TargetLayer.objects.filter(code="rkpd").exists()


def test_a_publisher_placed_first_becomes_the_reference(login, reference):
    factories.publish(factories.row(value="70"), factories.row(value="75", publisher="Bappenas"))
    row = Publisher.objects.get(name="Bappenas")

    page = reverse("indicators:publisher_update", args=[row.pk])
    login("pusat").post(page, key(name=row.name, code=row.code, order="1", note_id=row.note_id, note_en=row.note_en, row_version=row.version))

    assert [str(figure.value) for figure in Achievement.objects.filter(is_reference=True)] == ["75"]


@pytest.mark.parametrize(("model", "page", "said"), [(Publisher, "publisher", "Penerbit ini sudah memiliki angka"), (TargetLayer, "layer", "Jenjang ini sudah memiliki target")])
def test_what_figures_name_is_refused_before_it_is_asked(login, reference, model, page, said):
    factories.publish(factories.row(), factories.row(kind="target", framework="RPJMD Kab. Tabalong"))
    used = model.objects.filter(targets__isnull=False).first() if model is TargetLayer else Publisher.objects.filter(achievements__isnull=False).first()
    address = reverse(f"indicators:{page}_delete", args=[used.pk])
    client = login("pusat")
    for answer in (client.get(address), client.post(address, key())):
        assert (answer.status_code, said in answer.content.decode()) == (409, True)


def test_three_rows_cost_as_many_queries_as_one(login, reference):
    client = login("pusat")
    assert queries(client, f"{PUBLISHERS}?q=pokja") == queries(client, PUBLISHERS)
    assert queries(client, f"{LAYERS}?q=ssk") == queries(client, LAYERS)


def test_loading_again_makes_nothing_and_keeps_what_was_edited(reference):
    Publisher.objects.filter(code="pokja").update(order=7)

    assert load_reference() == 0
    assert Publisher.objects.get(code="pokja").order == 7
