from django.urls import path

from ssk_portal.milestones.views import assistances, blanks, deadlines, decrees, definitions, duties, editions, evidence, filling, progress, queue, reminding, review

app_name = "milestones"
urlpatterns = [
    # Progress of a district on a milestone
    path("", progress.ProgressList.as_view(), name="progress_list"),
    path("antrean/", queue.ProgressQueue.as_view(), name="progress_queue"),
    path("antrean/dibuka-kembali/", queue.ProgressAsked.as_view(), name="progress_asked"),
    path("terlambat/", reminding.ProgressOverdue.as_view(), name="progress_overdue"),
    path("<int:pk>/", progress.ProgressDetail.as_view(), name="progress_detail"),
    path("<int:pk>/ubah/", filling.ProgressUpdate.as_view(), name="progress_update"),
    path("<int:pk>/simpan/", filling.ProgressAutosave.as_view(), name="progress_autosave"),
    path("<int:pk>/periksa/", review.ProgressReview.as_view(), name="progress_review"),
    path("<int:pk>/formulir/", blanks.ProgressBlank.as_view(), name="progress_blank"),
    path("<int:pk>/langkah/<slug:step>/", progress.ProgressStep.as_view(), name="progress_step"),
    path("<int:pk>/ingatkan/", reminding.ProgressRemind.as_view(), name="progress_remind"),
    path("<int:pk>/komentar/", progress.ProgressComment.as_view(), name="progress_comment"),
    # Evidence
    path("bukti/<int:pk>/berkas/", evidence.EvidenceFile.as_view(), name="evidence_file"),
    path("bukti/<int:pk>/hapus/", evidence.EvidenceDelete.as_view(), name="evidence_delete"),
    # Which districts are assisted
    path("pendampingan/", assistances.AssistanceList.as_view(), name="assistance_list"),
    path("pendampingan/baru/", assistances.AssistanceCreate.as_view(), name="assistance_create"),
    path("pendampingan/<int:pk>/", assistances.AssistanceDetail.as_view(), name="assistance_detail"),
    path("pendampingan/<int:pk>/ubah/", assistances.AssistanceUpdate.as_view(), name="assistance_update"),
    path("pendampingan/<int:pk>/hapus/", assistances.AssistanceDelete.as_view(), name="assistance_delete"),
    path("pendampingan/<int:pk>/keluar/", assistances.AssistanceLeave.as_view(), name="assistance_leave"),
    path("pendampingan/<int:pk>/batal-keluar/", assistances.AssistanceStay.as_view(), name="assistance_stay"),
    path("pendampingan/<int:pk>/tahun-berikut/", assistances.AssistanceRound.as_view(), name="assistance_round"),
    path("pendampingan/<int:pk>/historis/<int:status>/", assistances.AssistanceHistorical.as_view(), name="assistance_historical"),
    # Ministerial decrees, and the districts they name
    path("keputusan-menteri/", decrees.DecreeList.as_view(), name="decree_list"),
    path("keputusan-menteri/baru/", decrees.DecreeCreate.as_view(), name="decree_create"),
    path("keputusan-menteri/<int:pk>/", decrees.DecreeDetail.as_view(), name="decree_detail"),
    path("keputusan-menteri/<int:pk>/ubah/", decrees.DecreeUpdate.as_view(), name="decree_update"),
    path("keputusan-menteri/<int:pk>/hapus/", decrees.DecreeDelete.as_view(), name="decree_delete"),
    path("keputusan-menteri/<int:pk>/berkas/", decrees.DecreeFile.as_view(), name="decree_file"),
    path("keputusan-menteri/<int:pk>/daerah/", decrees.DecreeDistricts.as_view(), name="decree_districts"),
    # Deadlines
    path("tenggat/", deadlines.DeadlineList.as_view(), name="deadline_list"),
    path("tenggat/tetapkan/", deadlines.DeadlineSet.as_view(), name="deadline_set"),
    path("tenggat/<int:pk>/sesuaikan/", deadlines.DeadlineAdjust.as_view(), name="deadline_adjust"),
    path("tenggat/<int:pk>/batalkan/", deadlines.DeadlineDelete.as_view(), name="deadline_delete"),
    # Yearly duties of the provinces
    path("tugas-provinsi/", duties.DutyList.as_view(), name="duty_list"),
    path("tugas-provinsi/mulai/", duties.DutyBegin.as_view(), name="duty_begin"),
    # Definitions
    path("skema/", definitions.SchemeList.as_view(), name="scheme_list"),
    path("skema/baru/", definitions.SchemeCreate.as_view(), name="scheme_create"),
    path("skema/<int:pk>/", definitions.SchemeDetail.as_view(), name="scheme_detail"),
    path("skema/<int:pk>/ubah/", definitions.SchemeUpdate.as_view(), name="scheme_update"),
    path("skema/<int:pk>/hapus/", definitions.SchemeDelete.as_view(), name="scheme_delete"),
    path("skema/<int:pk>/edisi-baru/", editions.SchemeEdition.as_view(), name="scheme_edition"),
    path("skema/<int:pk>/berlakukan/", editions.SchemePutInForce.as_view(), name="scheme_put_in_force"),
    path("skema/<int:pk>/pindahkan/", editions.SchemeMove.as_view(), name="scheme_move"),
    path("skema/<int:pk>/milestone/baru/", definitions.MilestoneCreate.as_view(), name="milestone_create"),
    path("skema/milestone/<int:pk>/formulir/", blanks.MilestoneBlank.as_view(), name="milestone_blank"),
    path("skema/milestone/<int:pk>/ubah/", definitions.MilestoneUpdate.as_view(), name="milestone_update"),
    path("skema/milestone/<int:pk>/hapus/", definitions.MilestoneDelete.as_view(), name="milestone_delete"),
    path("skema/milestone/<int:pk>/persyaratan/baru/", definitions.RequirementCreate.as_view(), name="requirement_create"),
    path("skema/persyaratan/<int:pk>/ubah/", definitions.RequirementUpdate.as_view(), name="requirement_update"),
    path("skema/persyaratan/<int:pk>/hapus/", definitions.RequirementDelete.as_view(), name="requirement_delete"),
    path("skema/persyaratan/<int:pk>/penjelasan/", definitions.RequirementExplain.as_view(), name="requirement_explain"),
    path("skema/persyaratan/<int:pk>/templat/", definitions.RequirementTemplate.as_view(), name="requirement_template"),
    path("skema/milestone/<int:pk>/redaksi/baru/", definitions.WordingCreate.as_view(), name="wording_create"),
    path("skema/redaksi/<int:pk>/ubah/", definitions.WordingUpdate.as_view(), name="wording_update"),
    path("skema/redaksi/<int:pk>/hapus/", definitions.WordingDelete.as_view(), name="wording_delete"),
]
