import django.contrib.postgres.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    """Which warnings were answered is kept once, as what each of them said; the kinds stood beside it."""

    dependencies = [
        ('indicators', '0001_initial'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='achievement',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='achievement',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='achievement',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(model_name='achievement', name='achievement_answer_is_whole'),
        migrations.RemoveField(model_name='achievement', name='answered'),
        migrations.RemoveField(model_name='achievementevent', name='answered'),
        migrations.RenameField(model_name='achievement', old_name='answered_as', new_name='answered'),
        migrations.RenameField(model_name='achievementevent', old_name='answered_as', new_name='answered'),
        migrations.AlterField(
            model_name='achievement',
            name='answered',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, editable=False, size=None, verbose_name='warnings answered'),
        ),
        migrations.AlterField(
            model_name='achievementevent',
            name='answered',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, editable=False, size=None, verbose_name='warnings answered'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='achievement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "indicators_achievementevent" ("answer", "answered", "answered_at", "answered_by_id", "area", "as_imported", "begun_at", "choice_reason", "computed", "decided_at", "decided_by_id", "decision_note", "denominator", "document_id", "framework", "id", "indicator_as_published", "indicator_id", "is_reference", "note", "numerator", "page", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_via", "publisher_id", "region_id", "reviewer_id", "source", "state", "state_since", "submitted_at", "submitted_by_id", "value", "version", "year") VALUES (NEW."answer", NEW."answered", NEW."answered_at", NEW."answered_by_id", NEW."area", NEW."as_imported", NEW."begun_at", NEW."choice_reason", NEW."computed", NEW."decided_at", NEW."decided_by_id", NEW."decision_note", NEW."denominator", NEW."document_id", NEW."framework", NEW."id", NEW."indicator_as_published", NEW."indicator_id", NEW."is_reference", NEW."note", NEW."numerator", NEW."page", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."published_via", NEW."publisher_id", NEW."region_id", NEW."reviewer_id", NEW."source", NEW."state", NEW."state_since", NEW."submitted_at", NEW."submitted_by_id", NEW."value", NEW."version", NEW."year"); RETURN NULL;', hash='3fd25159f4bb83d22f75597376f31b5f41a89a91', operation='INSERT', pgid='pgtrigger_insert_insert_ce742', table='indicators_achievement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='achievement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "indicators_achievementevent" ("answer", "answered", "answered_at", "answered_by_id", "area", "as_imported", "begun_at", "choice_reason", "computed", "decided_at", "decided_by_id", "decision_note", "denominator", "document_id", "framework", "id", "indicator_as_published", "indicator_id", "is_reference", "note", "numerator", "page", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_via", "publisher_id", "region_id", "reviewer_id", "source", "state", "state_since", "submitted_at", "submitted_by_id", "value", "version", "year") VALUES (NEW."answer", NEW."answered", NEW."answered_at", NEW."answered_by_id", NEW."area", NEW."as_imported", NEW."begun_at", NEW."choice_reason", NEW."computed", NEW."decided_at", NEW."decided_by_id", NEW."decision_note", NEW."denominator", NEW."document_id", NEW."framework", NEW."id", NEW."indicator_as_published", NEW."indicator_id", NEW."is_reference", NEW."note", NEW."numerator", NEW."page", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."published_via", NEW."publisher_id", NEW."region_id", NEW."reviewer_id", NEW."source", NEW."state", NEW."state_since", NEW."submitted_at", NEW."submitted_by_id", NEW."value", NEW."version", NEW."year"); RETURN NULL;', hash='04d6b3df30d74d8e8f3c6b56665c4e363658cc95', operation='UPDATE', pgid='pgtrigger_update_update_a9d13', table='indicators_achievement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='achievement',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "indicators_achievementevent" ("answer", "answered", "answered_at", "answered_by_id", "area", "as_imported", "begun_at", "choice_reason", "computed", "decided_at", "decided_by_id", "decision_note", "denominator", "document_id", "framework", "id", "indicator_as_published", "indicator_id", "is_reference", "note", "numerator", "page", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_via", "publisher_id", "region_id", "reviewer_id", "source", "state", "state_since", "submitted_at", "submitted_by_id", "value", "version", "year") VALUES (OLD."answer", OLD."answered", OLD."answered_at", OLD."answered_by_id", OLD."area", OLD."as_imported", OLD."begun_at", OLD."choice_reason", OLD."computed", OLD."decided_at", OLD."decided_by_id", OLD."decision_note", OLD."denominator", OLD."document_id", OLD."framework", OLD."id", OLD."indicator_as_published", OLD."indicator_id", OLD."is_reference", OLD."note", OLD."numerator", OLD."page", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."published_via", OLD."publisher_id", OLD."region_id", OLD."reviewer_id", OLD."source", OLD."state", OLD."state_since", OLD."submitted_at", OLD."submitted_by_id", OLD."value", OLD."version", OLD."year"); RETURN NULL;', hash='4aa77911c9b2a2e929127951939402ccddf3c633', operation='DELETE', pgid='pgtrigger_delete_delete_e9ae7', table='indicators_achievement', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='achievement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered', []), ('answered_at', None), ('answered_by', None)), models.Q(models.Q(('answered', []), _negated=True), models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='achievement_answer_is_whole'),
        ),
    ]
