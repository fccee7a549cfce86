"""District and province at one milestone, each in a window of its own: withdrawn, returned twice, a file replaced, comments by mail, approved."""

import re

from django.core import mail
from django.core.management import call_command
from playwright.sync_api import expect

from ssk_portal.accounts.models import Rhythm, User
from ssk_portal.milestones.models import Progress
from tests.browser.test_milestone import give_evidence, press
from tests.journeys.files import pdf


def link_in_mail(to: str) -> str:
    """The last mail to `to`, sent as the clock does it: the place that its last notice leads to."""
    call_command("run_due", verbosity=0)
    body = [message.body for message in mail.outbox if message.to == [to]][-1]
    return re.findall(r"http://127\.0\.0\.1:8000(/milestone/\S+)", body)[-1]


def follow(page, place: str) -> None:
    """Open the link of a mail, as from outside: on a page that is open already its place alone would load nothing."""
    page.goto("about:blank")
    page.goto(place)


def test_returned_twice_with_a_file_replaced_and_comments_by_mail(window, tabalong_milestones, cast):
    User.objects.filter(username__in=["tabalong", "kalsel"]).update(rhythm=Rhythm.AT_ONCE)
    call_command("run_due", verbosity=0)  # what else is due now, the duties of the year
    row = tabalong_milestones[0]
    profile = row.milestone.requirements.filter(compulsory=True, kind="document").first()
    district, province = window("tabalong"), window("kalsel")

    # Nothing can be submitted while something is missing; submitted it is withdrawn once.
    district.goto(row.get_absolute_url())
    expect(district.locator("#next")).to_contain_text(f"“{profile.title}” belum ada")
    expect(district.get_by_role("button", name="Ajukan")).to_have_count(0)
    district.goto(f"{row.get_absolute_url()}ubah/")
    give_evidence(district, row)
    press(district, "Simpan draf")
    press(district, "Ajukan")
    press(district, "Tarik kembali")
    expect(district.locator(".page-meta")).to_contain_text("Draf")
    press(district, "Ajukan")

    # The province says of one requirement what has to be mended, and sends it back with that.
    follow(province, link_in_mail("kalsel@example.org"))
    press(province, "Mulai periksa")
    province.locator(f"[name=verdict_{profile.pk}][value=to_mend]").check()
    province.locator(f"[name=remark_{profile.pk}]").fill("Bab 3 kosong.")
    province.locator("[name=note]").fill("Mohon lengkapi profil.")
    press(province, "Kembalikan")

    # The mail leads the district to that very requirement; the file is replaced there, and a comment says so.
    place = link_in_mail("tabalong@example.org")
    assert place.endswith(f"#r{profile.pk}")
    follow(district, place)
    expect(district.locator(f"#r{profile.pk}")).to_contain_text("Bab 3 kosong.")
    district.locator(f"#r{profile.pk}").get_by_role("link", name="Perbaiki").click()
    district.get_by_text("Ganti atau tarik kembali").first.click()
    district.get_by_label("Ganti “bukti dukung.pdf” dengan").first.set_input_files({"name": "profil lengkap.pdf", "mimeType": "application/pdf", "buffer": pdf() + b"\n"})
    press(district, "Simpan draf")
    district.locator("#comment-text").fill("Bab 3 sudah kami tulis.")
    press(district, "Kirim komentar")
    press(district, "Ajukan")

    # The province sees what changed, reads the comment and answers; and sends it back once more.
    follow(province, link_in_mail("kalsel@example.org"))
    part = province.locator(f"#r{profile.pk}")
    expect(part).to_contain_text("diganti sejak pengembalian terakhir")
    expect(part).to_contain_text("profil lengkap.pdf")
    expect(province.locator("#comments")).to_contain_text("Bab 3 sudah kami tulis.")
    press(province, "Mulai periksa")
    province.locator("#comment-text").fill("Tinggal ringkasannya.")
    press(province, "Kirim komentar")
    follow(district, link_in_mail("tabalong@example.org"))
    expect(district.locator("#comments")).to_contain_text("Tinggal ringkasannya.")
    province.locator("[name=note]").fill("Tulis ringkasannya.")
    press(province, "Kembalikan")

    follow(district, link_in_mail("tabalong@example.org"))
    expect(district.locator("main")).to_contain_text("Tulis ringkasannya.")
    district.goto(f"{row.get_absolute_url()}ubah/")
    district.locator("[name=summary]").fill("Profil sanitasi disahkan bupati.")
    press(district, "Simpan draf")
    press(district, "Ajukan")

    follow(province, link_in_mail("kalsel@example.org"))
    expect(province.locator("main")).to_contain_text("Profil sanitasi disahkan bupati.")
    press(province, "Mulai periksa")
    press(province, "Setujui")
    follow(district, link_in_mail("tabalong@example.org"))
    expect(district.locator(".page-meta")).to_contain_text("Disetujui")
    names = [step.name for step in Progress.objects.get(pk=row.pk).steps]
    assert names == ["submit", "withdraw", "submit", "begin", "send_back", "submit", "begin", "send_back", "submit", "begin", "approve"]
