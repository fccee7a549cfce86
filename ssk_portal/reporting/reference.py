"""The reference pages in one place: definitions that everyone reads and the centre keeps."""

from django.utils.translation import gettext_lazy as _

from ssk_portal.screens.base import PageScreen

# (heading, [(name of the screen, label, what it holds)])
GROUPS = [
    (
        _("Definitions"),
        [
            ("milestones:scheme_list", _("Milestone definitions"), _("Milestones, their wordings in the sources, and the evidence asked for.")),
            ("clinics:scheme_list", _("Clinic schemes"), _("The numbered clinics, what each is for, and which milestone it prepares.")),
            ("pokja:expectedagency_list", _("Expected agencies"), _("Which agencies a Pokja is expected to have, and how its seats are recognised.")),
            ("indicators:indicator_list", _("Indicators"), _("What is counted: unit, direction, definition, source.")),
            ("indicators:layer_list", _("Target layers"), _("The plans that set targets: RPJMN, RPJMD, Renstra, SSK, SDGs.")),
            ("indicators:publisher_list", _("Publishers"), _("Who publishes figures, and whose figure is the reference.")),
        ],
    ),
    (
        _("Registers"),
        [
            ("pokja:institution_list", _("Institutions"), _("OPD, UPTD, balai, banks, companies, forums.")),
            ("milestones:decree_list", _("Ministerial decrees"), _("By which regencies and cities enter the programme, with their files.")),
            ("milestones:assistance_list", _("Assistance"), _("Which regencies and cities are assisted, since which cohort year, by which decree.")),
            ("indicators:target_list", _("Targets"), _("Every target with its layer and source.")),
            ("indicators:achievement_list", _("Achievements"), _("Every achievement with its publisher and source.")),
        ],
    ),
]


class Reference(PageScreen):
    permission = "reference.view"
    template_name = "reporting/reference.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(groups=GROUPS, **kwargs)
