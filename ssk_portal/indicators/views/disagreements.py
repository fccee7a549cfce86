"""Disagreements between sources that are no two values of one key: read by everyone, kept by the centre."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.indicators.forms.quality import DisagreementForm, QualityForm
from ssk_portal.indicators.models import Disagreement
from ssk_portal.indicators.views.crumbs import crumbs
from ssk_portal.indicators.views.quality import QualityScreen
from ssk_portal.screens.edits import CreateScreen, DeleteScreen, UpdateScreen


class DisagreementList(QualityScreen):
    part = "disagreement_list"
    template_name = "indicators/disagreement_list.html"
    form_class = QualityForm
    lead = gettext_lazy("Sources that speak of different indicators, years or plans, or of no figure at all. Both sides are kept as published; how we read them is our own word.")
    none = gettext_lazy("No other disagreement is recorded here.")

    def found(self):
        rows = Disagreement.objects.visible_to(self.request.user).around(self.scope)
        return rows.select_related("region", "indicator", "other_indicator")

    def file(self):
        yield [_("What it is about"), _("Kind"), _("Code"), _("Region"), _("Indicators"), _("One side"), _("Source"), _("The other side"), _("Source"), _("How it is read")]
        for row in self.found():
            indicators = ", ".join(indicator.name for indicator in row.indicators)
            yield [row.topic, row.get_about_display(), row.region.code, row.region.full_name, indicators, row.one, row.one_source, row.other, row.other_source, row.reading]

    def listed(self):
        return {"disagreements": self.found(), "may_change": self.request.user.may("reference.change")}


class _Write:
    model = Disagreement
    permission = "reference.change"
    form_class = DisagreementForm

    def get_context_data(self, **kwargs):
        trail = crumbs((_("Other disagreements"), reverse("indicators:disagreement_list")), (str(self.get_title()), None))
        return super().get_context_data(**{"breadcrumbs": trail, **kwargs})


class DisagreementCreate(_Write, CreateScreen):
    title = gettext_lazy("Record a disagreement")


class DisagreementUpdate(_Write, UpdateScreen):
    title = gettext_lazy("Change the disagreement")
    template_name = conflict_form = "indicators/definition_form.html"

    def get_queryset(self):
        return super().get_queryset().select_related("region")

    def get_context_data(self, **kwargs):
        row = self.object
        return super().get_context_data(
            delete_url=reverse("indicators:disagreement_delete", args=[row.pk]),
            history_url=reverse("reporting:row_history", args=[row._meta.app_label, row._meta.model_name, row.pk]),
            **kwargs,
        )


class DisagreementDelete(DeleteScreen):
    model = Disagreement
    permission = "reference.change"

    def get_queryset(self):
        return super().get_queryset().select_related("region")

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=crumbs((_("Other disagreements"), reverse("indicators:disagreement_list"))), **kwargs)

    def after_delete(self, row):
        return row.get_absolute_url()
