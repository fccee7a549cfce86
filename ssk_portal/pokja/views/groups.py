"""The screens of a Pokja."""

from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.nested import nested, unnest
from ssk_portal.pokja.actions import save_pokja
from ssk_portal.pokja.composition import composition
from ssk_portal.pokja.facts import facts_of, known
from ssk_portal.pokja.forms import PokjaForm
from ssk_portal.pokja.forms.days import DayForm
from ssk_portal.pokja.forms.groups import PokjaDeleteForm
from ssk_portal.pokja.lists import PokjaFilter, PokjaTable
from ssk_portal.pokja.models import Decree, Member, Pokja, Position
from ssk_portal.pokja.scans import ever_scanned
from ssk_portal.pokja.secretariats import home_on, homes, secretariats
from ssk_portal.pokja.standing import with_numbers
from ssk_portal.pokja.structure import decrees_on, former_of, seats_on
from ssk_portal.pokja.views.corrections import PokjaPartDelete
from ssk_portal.regions.days import today_in
from ssk_portal.regions.models import Region
from ssk_portal.screens.base import DetailScreen
from ssk_portal.screens.edits import CreateScreen, UpdateScreen
from ssk_portal.screens.lists import ListScreen

FORMER = 10  # so many of those who left stand on the page; all of them have a list of their own


class PokjaList(ListScreen):
    permission = "pokja.view"
    model = Pokja
    template_name = "pokja/pokja_list.html"
    table_class = PokjaTable
    filterset_class = PokjaFilter
    title = "Pokja"
    lead = _("The working groups in your reach: whether their decree is in force, how many members they have and which seats are vacant.")
    empty_text = _("No Pokja has been recorded yet.")
    create_url = "pokja:pokja_create"
    create_label = _("Record a Pokja")
    create_permission = "pokja.change"

    def get_queryset(self):
        return with_numbers(super().get_queryset())

    def get_context_data(self, **kwargs):
        return super().get_context_data(unnamed=any(not row.record.names_known for row in self.table.paginated_rows), **kwargs)


class PokjaDetail(DetailScreen):
    permission = "pokja.view"
    change_permission = "pokja.change"
    model = Pokja
    template_name = "pokja/pokja_detail.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.day_form = DayForm(request.GET or None)
        # A day that is no day is told at the field; the page then shows today.
        self.asked = (self.day_form.is_valid() and self.day_form.cleaned_data["per"]) or None

    def get_queryset(self):
        rows = super().get_queryset().select_related("region__province", "secretariat", "successor")
        before = nested(Pokja.objects.filter(successor=OuterRef("pk")).order_by("name"))
        # What was known then is shown of an earlier day only: whose today it is makes no difference to that.
        return rows.annotate(before=before, homes=homes(), then=known(self.asked or timezone.localdate()))

    def get_object(self, queryset=None):
        """The Pokja with its decrees, and the seats that stand on the day; today is the day of its region."""
        pokja = super().get_object(queryset)
        self.today = today_in(pokja.region)
        self.day = self.asked or self.today
        positions = Position.objects.on(self.day).select_related("institution", "decree").prefetch_related("members")
        decrees = Decree.objects.select_related("scan", "supersedes").annotate(ever_scanned=ever_scanned(), has_seats=Exists(Position.objects.filter(decree=OuterRef("pk"))))
        prefetch_related_objects([pokja], Prefetch("decrees", decrees), Prefetch("positions", positions))
        return pokja

    def get_context_data(self, **kwargs):
        pokja, day = self.object, self.day
        seats = seats_on(pokja.positions.all(), day)
        decrees = decrees_on(pokja, day)
        context = super().get_context_data(
            title=pokja.name,
            predecessors=unnest(Pokja, pokja.before),
            **self.about(pokja),
            breadcrumbs=[("Pokja", reverse("pokja:pokja_list")), (pokja.name, None)],
            zone=pokja.region.time_zone,
            composition=composition(pokja, day, seats=pokja.positions.all()),
            day=day,
            day_form=self.day_form,
            is_past=day < self.today,
            is_future=day > self.today,
            decrees=decrees,
            standing=next(iter(decrees), None),
            seats=seats,
            decree_of_seats=next((seat.position.decree for seat in seats if seat.position.decree), None),
            vacant_count=sum(seat.is_vacant for seat in seats),
            lapsed_count=sum(seat.last is not None for seat in seats),
            sitting_count=sum(len(seat.sitting) for seat in seats),
            names_known=not pokja.reference or any(seat.position.members.all() for seat in seats),
            former=former_of(pokja, day)[: FORMER + 1],
            former_shown=FORMER,
            corrects=self.request.user.region.is_above(pokja.region),
            **kwargs,
        )
        # Of a group of which nothing has been recorded yet another day tells nothing else; one that was asked for can be changed.
        context["has_days"] = self.day_form.is_bound or any((pokja.decrees.all(), seats, context["former"], context["secretariats"]))
        # Another day is looked at, not worked in.
        context["editable"] = context["editable"] and day == self.today
        return context

    def about(self, pokja) -> dict:
        """What is told of the group itself. Of an earlier day as it was known then, as far as that can be told."""
        former = secretariats(pokja.homes)
        then = facts_of(pokja.then) if self.day < self.today else None
        home = home_on(former, self.day) if self.day < self.today else None
        return {"facts": then or pokja, "is_known_then": then is not None, "home_then": home, "secretariats": former}


class PokjaWrite:
    """Creating and changing a Pokja write alike."""

    def write(self, form):
        return save_pokja(form.instance, predecessors=form.cleaned_data.get("predecessors"), by=self.request.user)


class PokjaCreate(PokjaWrite, CreateScreen):
    permission = "pokja.change"
    model = Pokja
    form_class = PokjaForm
    title = _("Record a Pokja")

    def get_initial(self):
        """The region page opens this form for its own region (`?wilayah=63.09`)."""
        code = self.request.GET.get("wilayah", "")
        region = Region.objects.filter(code=code).first() if code else None
        return {"region": region} if region else {}

    def get_context_data(self, **kwargs):
        return super().get_context_data(cancel_url=reverse("pokja:pokja_list"), **kwargs)


class PokjaUpdate(PokjaWrite, UpdateScreen):
    permission = "pokja.change"
    model = Pokja
    form_class = PokjaForm
    turn = "pokja_no_circle"

    def get_queryset(self):
        return super().get_queryset().select_related("region")


class PokjaDelete(PokjaPartDelete):
    """All that hangs on it goes with it: whoever deletes it says so."""

    model = Pokja
    template_name = "pokja/pokja_delete.html"
    form_class = PokjaDeleteForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"holds_more": any(self.held.values())}

    @cached_property
    def held(self) -> dict[str, int]:
        """How much hangs on it."""
        members = Member.objects.filter(position__pokja=self.object)
        return {"decree_count": self.object.decrees.count(), "seat_count": self.object.positions.count(), "member_count": members.count()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**self.held, **kwargs)

    def after_delete(self, row):
        return reverse("pokja:pokja_list")
