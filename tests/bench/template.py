"""A template of all 514 districts, sent back filled in: how long preview and taking over take. Nothing of it stays."""

from tests.bench import figures, measuring

YEAR = figures.YEARS[-1] + 1


def seconds(officer) -> tuple[float, float]:
    """Of the preview and of the taking over, for one value of each district."""
    from django.db import transaction
    from django.test import Client
    from django.test.utils import setup_test_environment, teardown_test_environment

    from tests.indicators.template.sheets import confirm, send, sheet, taken

    client = Client()
    client.force_login(officer)
    rows = taken(client, region="ID", below="on", year=YEAR, indicator=figures.indicators()[0].pk)
    said = {"Penerbit": "BPS", "Sumber": "https://example.org"}
    file = sheet(*(row | {"Nilai": f"{50 + place % 50},5", **said} for place, row in enumerate(rows) if "." in row["Kode wilayah"]))
    answers = []
    setup_test_environment()  # what an answer was drawn from is kept
    with transaction.atomic():
        preview = measuring.seconds(lambda: answers.append(send(client, file=file)))
        taking = measuring.seconds(lambda: answers.append(confirm(client, answers[0])))
        transaction.set_rollback(True)
    teardown_test_environment()
    if answers[1].status_code != 302:
        raise SystemExit("the template was not taken over")
    return preview, taking
