from django.urls import path

from ssk_portal.indicators.views import achievements, comparison, definitions, disagreements, indicators, quality, regions, series, side_by_side, targets, template, together

app_name = "indicators"
urlpatterns = [
    # What is counted
    path("", indicators.IndicatorList.as_view(), name="indicator_list"),
    path("baru/", indicators.IndicatorCreate.as_view(), name="indicator_create"),
    path("<int:pk>/", indicators.IndicatorDetail.as_view(), name="indicator_detail"),
    path("<int:pk>/ubah/", indicators.IndicatorUpdate.as_view(), name="indicator_update"),
    path("<int:pk>/hapus/", indicators.IndicatorDelete.as_view(), name="indicator_delete"),
    path("<int:pk>/perubahan-definisi/baru/", indicators.DefinitionChangeCreate.as_view(), name="definitionchange_create"),
    path("perubahan-definisi/<int:pk>/ubah/", indicators.DefinitionChangeUpdate.as_view(), name="definitionchange_update"),
    path("perubahan-definisi/<int:pk>/hapus/", indicators.DefinitionChangeDelete.as_view(), name="definitionchange_delete"),
    # Where many regions stand
    path("perbandingan/", comparison.ComparisonList.as_view(), name="comparison_list"),
    path("<int:pk>/perbandingan/", comparison.Comparison.as_view(), name="comparison"),
    # Where one region stands
    path("wilayah/<str:code>/", regions.RegionFigures.as_view(), name="region_figures"),
    path("<int:pk>/wilayah/<str:code>/", series.SeriesDetail.as_view(), name="series"),
    path("wilayah/<str:code>/target/", side_by_side.RegionTargets.as_view(), name="region_targets"),
    # Several figures in one go
    path("kirim/", together.FigureSubmit.as_view(), name="figure_submit"),
    path("periksa/", together.FigureQueue.as_view(), name="figure_queue"),
    path("wilayah/<str:code>/periksa/", together.FigureReview.as_view(), name="figure_review"),
    # Achievements
    path("capaian/", achievements.AchievementList.as_view(), name="achievement_list"),
    path("capaian/baru/", achievements.AchievementCreate.as_view(), name="achievement_create"),
    path("capaian/templat/", template.AchievementImport.as_view(), name="achievement_import"),
    path("capaian/<int:pk>/", achievements.AchievementDetail.as_view(), name="achievement_detail"),
    path("capaian/<int:pk>/ubah/", achievements.AchievementUpdate.as_view(), name="achievement_update"),
    path("capaian/<int:pk>/hapus/", achievements.AchievementDelete.as_view(), name="achievement_delete"),
    path("capaian/<int:pk>/langkah/<slug:step>/", achievements.AchievementStep.as_view(), name="achievement_step"),
    path("capaian/<int:pk>/komentar/", achievements.AchievementComment.as_view(), name="achievement_comment"),
    path("capaian/<int:pk>/berkas/", achievements.AchievementFile.as_view(), name="achievement_file"),
    path("capaian/<int:pk>/jawab/", achievements.AchievementAnswer.as_view(), name="achievement_answer"),
    path("capaian/<int:pk>/acuan/", achievements.AchievementChoose.as_view(), name="achievement_choose"),
    path("capaian/<int:pk>/kembali-ke-aturan/", achievements.AchievementUnchoose.as_view(), name="achievement_unchoose"),
    # Targets
    path("target/", targets.TargetList.as_view(), name="target_list"),
    path("target/baru/", targets.TargetCreate.as_view(), name="target_create"),
    path("target/templat/", template.TargetImport.as_view(), name="target_import"),
    path("target/<int:pk>/", targets.TargetDetail.as_view(), name="target_detail"),
    path("target/<int:pk>/ubah/", targets.TargetUpdate.as_view(), name="target_update"),
    path("target/<int:pk>/hapus/", targets.TargetDelete.as_view(), name="target_delete"),
    path("target/<int:pk>/langkah/<slug:step>/", targets.TargetStep.as_view(), name="target_step"),
    path("target/<int:pk>/komentar/", targets.TargetComment.as_view(), name="target_comment"),
    path("target/<int:pk>/berkas/", targets.TargetFile.as_view(), name="target_file"),
    path("target/<int:pk>/berlaku/", targets.TargetChoose.as_view(), name="target_choose"),
    path("target/<int:pk>/kembali-ke-aturan/", targets.TargetUnchoose.as_view(), name="target_unchoose"),
    # How good the data are
    path("mutu-data/", quality.DataQuality.as_view(), name="data_quality"),
    path("mutu-data/nilai-berbeda/", quality.QualityDisputes.as_view(), name="quality_disputes"),
    path("mutu-data/peringatan/", quality.QualityWarnings.as_view(), name="quality_warnings"),
    path("mutu-data/sumber/", quality.QualitySources.as_view(), name="quality_sources"),
    path("mutu-data/diragukan/", quality.QualityDoubts.as_view(), name="quality_doubts"),
    path("mutu-data/sumber-bertentangan/", disagreements.DisagreementList.as_view(), name="disagreement_list"),
    path("mutu-data/sumber-bertentangan/baru/", disagreements.DisagreementCreate.as_view(), name="disagreement_create"),
    path("mutu-data/sumber-bertentangan/<int:pk>/ubah/", disagreements.DisagreementUpdate.as_view(), name="disagreement_update"),
    path("mutu-data/sumber-bertentangan/<int:pk>/hapus/", disagreements.DisagreementDelete.as_view(), name="disagreement_delete"),
    # Layers and publishers
    path("jenjang/", definitions.LayerList.as_view(), name="layer_list"),
    path("jenjang/baru/", definitions.LayerCreate.as_view(), name="layer_create"),
    path("jenjang/<int:pk>/ubah/", definitions.LayerUpdate.as_view(), name="layer_update"),
    path("jenjang/<int:pk>/hapus/", definitions.LayerDelete.as_view(), name="layer_delete"),
    path("penerbit/", definitions.PublisherList.as_view(), name="publisher_list"),
    path("penerbit/baru/", definitions.PublisherCreate.as_view(), name="publisher_create"),
    path("penerbit/<int:pk>/ubah/", definitions.PublisherUpdate.as_view(), name="publisher_update"),
    path("penerbit/<int:pk>/hapus/", definitions.PublisherDelete.as_view(), name="publisher_delete"),
]
