"""Days as people write them into a cell."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from ssk_portal.screens.sheets.days import day


@pytest.mark.parametrize(
    "written",
    [
        "2026-02-30", "31.02.2026", "1/13/2026", "2026", "٢٠/٩/٢٠٢٦", "September 2026", "12 s.d. 14 Mei 2025", "12/5/25", "45789", "30 Februari 2026",
        "12 Meitua 2025", "Selasa, 12 Mei 2025", "12 2025", "2025-05-12T", "12 . 2025",
    ],
)  # fmt: skip
def test_a_day_that_is_none_or_may_be_another_is_refused(written):
    with pytest.raises(ValidationError, match="bukan tanggal"):
        day(written)


@pytest.mark.parametrize(
    "written", ["2026-9-5", "2026/09/05", "5/9/2026", "05.09.2026", "5-9-2026", "5 September 2026", "05-Sep-2026", "Sabtu, 5 September 2026", "sabtu,5 SEP. 2026"]
)
def test_a_day_is_read_however_it_is_typed(written):
    assert day(written) == date(2026, 9, 5)


@pytest.mark.parametrize("month", ["Mei", "May", "mei"])
@pytest.mark.parametrize("shape", ["12 {} 2025", "Senin 12 {} 2025", "12-{}-2025"])
def test_months_in_both_languages(month, shape):
    assert day(shape.format(month)) == date(2025, 5, 12)


@pytest.mark.parametrize("written", ["Jumat, 7 Nopember 2025", "Jum'at 7 November 2025", "Jum’at, 7 Nov 2025"])
def test_older_spelling_and_apostrophes(written):
    assert day(written) == date(2025, 11, 7)


@pytest.mark.parametrize("hour", ["T09:00:00+07:00", " 09:00", "T09:00:00.000Z"])
def test_an_hour_behind_a_day_is_passed_over(hour):
    assert day(f"2025-05-12{hour}") == date(2025, 5, 12)
