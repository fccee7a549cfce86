"""Targets and achievements: lists, pages, drafts, published figures, steps, comments."""

from urllib.parse import urlencode

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ssk_portal.documents.screens import FileScreen
from ssk_portal.indicators.actions import save_figure
from ssk_portal.indicators.choosing import why_not_chosen, why_not_unchosen
from ssk_portal.indicators.corrections import corrections_of
from ssk_portal.indicators.groups import dispute
from ssk_portal.indicators.reading import aims_of
from ssk_portal.indicators.views.crumbs import Tabbed, crumbs
from ssk_portal.regions.models import Region
from ssk_portal.review.actions import is_reviewer
from ssk_portal.review.screens import AdvanceScreen, CommentScreen, review_context
from ssk_portal.review.states import WAITING
from ssk_portal.screens.base import DetailScreen, RowScreen
from ssk_portal.screens.edits import CreateScreen, DeleteScreen, UpdateScreen
from ssk_portal.screens.lists import ListScreen


class FigureList(Tabbed, ListScreen):
    in_reach_only = False
    permission = "figure.view"
    create_permission = "figure.fill"

    def get_queryset(self):
        return super().get_queryset().select_related("indicator", "region", *self.related)

    def get_context_data(self, **kwargs):
        may_fill = self.request.user.may(self.create_permission)
        import_url = reverse(f"indicators:{self.model._meta.model_name}_import") if may_fill else ""
        return super().get_context_data(import_url=import_url, **kwargs)


class FigureDetail(DetailScreen):
    """One figure: what it says, who says so, who says otherwise, and its way through review."""

    permission = "figure.view"
    change_permission = "figure.fill"
    template_name = "indicators/figure_detail.html"

    def get_queryset(self):
        people = ("submitted_by", "reviewer", "decided_by")
        return super().get_queryset().select_related("indicator", "region__province", "publisher", "document", *self.related, *people)

    def get_context_data(self, **kwargs):
        row, user, name = self.object, self.request.user, self.model._meta.model_name
        others = self.model.objects.visible_to(user).settled().beside(row).exclude(pk=row.pk).select_related("publisher", "indicator")
        others = list(others.order_by("publisher__order", "pk"))
        in_reach = user.region.reaches(row.region)
        chooses = in_reach and user.may("figure.review")
        return super().get_context_data(
            # The talk between a region and the one above it is theirs; a settled figure itself is everyone's.
            **(review_context(row, user) if in_reach else {}),
            in_reach=in_reach,
            corrections=corrections_of(row) if in_reach else [],
            kind=name,
            decides=row.state in WAITING and is_reviewer(row, user),
            others=others,
            dispute=dispute(each.value for each in (row, *others)) if row.is_settled else "",
            aims=aims_of(row) if name == "achievement" and row.is_settled else [],
            warnings=row.warnings if name == "achievement" and in_reach else [],
            may_choose=chooses and not why_not_chosen(row),
            may_unchoose=chooses and not why_not_unchosen(row),
            change_url=reverse(f"indicators:{name}_update", args=[row.pk]),
            delete_url=reverse(f"indicators:{name}_delete", args=[row.pk]),
            choose_url=reverse(f"indicators:{name}_choose", args=[row.pk]),
            unchoose_url=reverse(f"indicators:{name}_unchoose", args=[row.pk]),
            file_url=reverse(f"indicators:{name}_file", args=[row.pk]),
            steps_url=reverse(f"indicators:{name}_step", args=[row.pk, "x"]).removesuffix("x/"),
            comment_url=reverse(f"indicators:{name}_comment", args=[row.pk]),
            row_zone=row.region.time_zone,
            breadcrumbs=trail_of(row),
            **kwargs,
        )


def trail_of(row, *rest):
    """From the indicators over the region to the figure."""
    here = (f"{row.indicator.name} {row.year}", row.get_absolute_url() if rest else None)
    return crumbs((row.region.full_name, reverse("indicators:region_figures", args=[row.region.code])), here, *rest)


class FigureWrite:
    permission = "figure.fill"
    template_name = "indicators/figure_form.html"
    conflict_form = "indicators/figure_form.html"

    def write(self, form):
        figure = save_figure(form.instance, file=form.new_file, remove_file=form.removes_file, by=self.request.user)
        # Every number is said back the way it was read.
        self.done = _("Saved: %(figure)s: %(value)s.") % {"figure": figure, "value": figure.read_back}
        if sentence := self.warned_of(figure):
            messages.warning(self.request, sentence)
        return figure

    def warned_of(self, figure) -> str:
        """What is odd about what was saved, if anything."""
        if not (count := len(figure.unanswered)):
            return ""
        return ngettext("%(count)s warning has to be answered, see below.", "%(count)s warnings have to be answered, see below.", count) % {"count": count}


class FigureCreate(FigureWrite, CreateScreen):
    def get_initial(self):
        """The region and indicator whose page led here, where they are named in the address."""
        asked = self.request.GET
        initial = {"as_published": True, "year": asked.get("tahun"), "indicator": asked.get("indikator")}
        if region := Region.objects.within(self.request.user.region).filter(code=asked.get("wilayah", "")).first():
            initial["region"] = region
        return initial

    def get_context_data(self, **kwargs):
        region = self.request.user.region
        trail = crumbs((region.full_name, reverse("indicators:region_figures", args=[region.code])), (self.title, None))
        return super().get_context_data(**{"breadcrumbs": trail, "can_add_another": True, **kwargs})

    def get_success_url(self):
        """The next number is mostly of the same year and region. One with a warning is shown first: it is answered there."""
        row = self.object
        if "add_another" not in self.request.POST or self.warned_of(row):
            return self.next_url or row.get_absolute_url()
        return f"{self.request.path}?{urlencode({'tahun': row.year, 'wilayah': row.region.code})}"


class FigureUpdate(FigureWrite, UpdateScreen):
    def get_queryset(self):
        return super().get_queryset().select_related("indicator", "region__province", "document", *self.related)

    def asks_reason(self, row) -> bool:
        # A published number that is corrected keeps the old value and says why.
        return row.is_published or super().asks_reason(row)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"breadcrumbs": trail_of(self.object, (_("Change"), None)), "last_return": self.object.last_return, **kwargs})


class FigureDelete(DeleteScreen):
    permission = "figure.fill"

    def get_queryset(self):
        return super().get_queryset().select_related("indicator", "region__province")

    def why_not(self, row) -> str:
        return super().why_not(row) or (_("A published figure is not deleted. Correct it, or choose another one to count.") if row.is_published else "")

    def after_delete(self, row):
        return reverse("indicators:region_figures", args=[row.region.code])

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=trail_of(self.object, (_("Delete"), None)), **kwargs)


class InReach(RowScreen):
    """What concerns only the region of the figure and those above it."""

    def get_queryset(self):
        return super().get_queryset().within(self.request.user.region).select_related("indicator", "region__province", "document", *self.related)


class FigureStep(InReach, AdvanceScreen):
    permission = "figure.view"


class FigureComment(InReach, CommentScreen):
    pass


class FigureFile(InReach, FileScreen):
    permission = "figure.view"
