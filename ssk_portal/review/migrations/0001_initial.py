import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import ssk_portal.common.together
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        ssk_portal.common.together.CreateModels(
            models=[migrations.CreateModel(
                name='Comment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                    ('object_id', models.BigIntegerField()),
                    ('text', models.TextField(verbose_name='comment')),
                    ('actor_name', models.CharField(max_length=150, verbose_name='name at that time')),
                    ('actor_role', models.CharField(max_length=20, verbose_name='role at that time')),
                    ('at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                    ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written or taken by')),
                    ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='contenttypes.contenttype')),
                ],
                options={
                    'verbose_name': 'comment',
                    'verbose_name_plural': 'comments',
                    'ordering': ['pk'],
                    'abstract': False,
                    'indexes': [models.Index(fields=['content_type', 'object_id', 'id'], name='review_comm_content_32ed22_idx')],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "review_commentevent" ("actor_id", "actor_name", "actor_role", "at", "content_type_id", "id", "object_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "version") VALUES (NEW."actor_id", NEW."actor_name", NEW."actor_role", NEW."at", NEW."content_type_id", NEW."id", NEW."object_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."text", NEW."version"); RETURN NULL;', hash='0ad5da8ae2a8ceaa08cb92bf0ca65b7380501821', operation='INSERT', pgid='pgtrigger_insert_insert_6ddba', table='review_comment', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "review_commentevent" ("actor_id", "actor_name", "actor_role", "at", "content_type_id", "id", "object_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "version") VALUES (NEW."actor_id", NEW."actor_name", NEW."actor_role", NEW."at", NEW."content_type_id", NEW."id", NEW."object_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."text", NEW."version"); RETURN NULL;', hash='c4ff2d97f7c16865c4f0606e71da943ec29db8d4', operation='UPDATE', pgid='pgtrigger_update_update_e9df8', table='review_comment', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "review_commentevent" ("actor_id", "actor_name", "actor_role", "at", "content_type_id", "id", "object_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "version") VALUES (OLD."actor_id", OLD."actor_name", OLD."actor_role", OLD."at", OLD."content_type_id", OLD."id", OLD."object_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."text", OLD."version"); RETURN NULL;', hash='d1149e06f484e5cc0396bef01a5705d939e2c5ac', operation='DELETE', pgid='pgtrigger_delete_delete_639e5', table='review_comment', when='AFTER')), pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='97969489e38f2f405d1583fb513e4878f1602e0e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_29c44', table='review_comment', when='BEFORE')), pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME;", hash='27ea6718df46267d1db66b6ed79318d1d12217f5', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_87f5c', table='review_comment', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Step',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                    ('object_id', models.BigIntegerField()),
                    ('name', models.CharField(choices=[('submit', 'Submitted'), ('withdraw', 'Withdrawn'), ('begin', 'Review begun'), ('take_over', 'Review taken over'), ('release', 'Released'), ('approve', 'Approved'), ('send_back', 'Sent back'), ('ask_reopen', 'Asked to reopen'), ('reopen', 'Reopened'), ('record_historical', 'Recorded as historical'), ('remind', 'Reminded')], max_length=20, verbose_name='step of review')),
                    ('from_state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('in_review', 'In review'), ('returned', 'Sent back'), ('approved', 'Approved'), ('historical', 'Historical'), ('published', 'Published')], max_length=12, verbose_name='state before')),
                    ('to_state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('in_review', 'In review'), ('returned', 'Sent back'), ('approved', 'Approved'), ('historical', 'Historical'), ('published', 'Published')], max_length=12, verbose_name='state after')),
                    ('actor_name', models.CharField(max_length=150, verbose_name='name at that time')),
                    ('actor_role', models.CharField(max_length=20, verbose_name='role at that time')),
                    ('actor_region', models.CharField(max_length=100, verbose_name='region at that time')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='when')),
                    ('note', models.TextField(blank=True, verbose_name='note')),
                    ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written or taken by')),
                    ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='contenttypes.contenttype')),
                ],
                options={
                    'verbose_name': 'step of review',
                    'verbose_name_plural': 'steps of review',
                    'ordering': ['pk'],
                    'abstract': False,
                    'indexes': [models.Index(fields=['content_type', 'object_id', 'id'], name='review_step_content_468ba3_idx')],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a531ce70852fe38fd53bd5c9d4938819db9baee9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6fe3f', table='review_step', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "review_stepevent" ("actor_id", "actor_name", "actor_region", "actor_role", "at", "content_type_id", "from_state", "id", "name", "note", "object_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_state", "version") VALUES (NEW."actor_id", NEW."actor_name", NEW."actor_region", NEW."actor_role", NEW."at", NEW."content_type_id", NEW."from_state", NEW."id", NEW."name", NEW."note", NEW."object_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."to_state", NEW."version"); RETURN NULL;', hash='effe1f91076cfd8e8da3b80a9dfe84c506726a72', operation='INSERT', pgid='pgtrigger_insert_insert_e59b2', table='review_step', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "review_stepevent" ("actor_id", "actor_name", "actor_region", "actor_role", "at", "content_type_id", "from_state", "id", "name", "note", "object_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_state", "version") VALUES (NEW."actor_id", NEW."actor_name", NEW."actor_region", NEW."actor_role", NEW."at", NEW."content_type_id", NEW."from_state", NEW."id", NEW."name", NEW."note", NEW."object_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."to_state", NEW."version"); RETURN NULL;', hash='8c476680a15a1ef56156fb4c04ff3cba5bafa56c', operation='UPDATE', pgid='pgtrigger_update_update_2360b', table='review_step', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "review_stepevent" ("actor_id", "actor_name", "actor_region", "actor_role", "at", "content_type_id", "from_state", "id", "name", "note", "object_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_state", "version") VALUES (OLD."actor_id", OLD."actor_name", OLD."actor_region", OLD."actor_role", OLD."at", OLD."content_type_id", OLD."from_state", OLD."id", OLD."name", OLD."note", OLD."object_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."to_state", OLD."version"); RETURN NULL;', hash='0764ced295da49c83130fb15a12598244e9ba888', operation='DELETE', pgid='pgtrigger_delete_delete_be11d', table='review_step', when='AFTER')), pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME;", hash='d596262bcfa0504f6e10422a04d464ce73d2305a', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_38d9f', table='review_step', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='CommentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                    ('object_id', models.BigIntegerField()),
                    ('text', models.TextField(verbose_name='comment')),
                    ('actor_name', models.CharField(max_length=150, verbose_name='name at that time')),
                    ('actor_role', models.CharField(max_length=20, verbose_name='role at that time')),
                    ('at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                    ('actor', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written or taken by')),
                    ('content_type', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contenttypes.contenttype')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='review.comment')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a7e11918af9eb95faa2a6200df52763ef0d73166', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_02283', table='review_commentevent', when='BEFORE')), pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME;", hash='51c42a727fdfc00e4c25b5cb9f775c218e541854', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_5c429', table='review_commentevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='StepEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                    ('object_id', models.BigIntegerField()),
                    ('name', models.CharField(choices=[('submit', 'Submitted'), ('withdraw', 'Withdrawn'), ('begin', 'Review begun'), ('take_over', 'Review taken over'), ('release', 'Released'), ('approve', 'Approved'), ('send_back', 'Sent back'), ('ask_reopen', 'Asked to reopen'), ('reopen', 'Reopened'), ('record_historical', 'Recorded as historical'), ('remind', 'Reminded')], max_length=20, verbose_name='step of review')),
                    ('from_state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('in_review', 'In review'), ('returned', 'Sent back'), ('approved', 'Approved'), ('historical', 'Historical'), ('published', 'Published')], max_length=12, verbose_name='state before')),
                    ('to_state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('in_review', 'In review'), ('returned', 'Sent back'), ('approved', 'Approved'), ('historical', 'Historical'), ('published', 'Published')], max_length=12, verbose_name='state after')),
                    ('actor_name', models.CharField(max_length=150, verbose_name='name at that time')),
                    ('actor_role', models.CharField(max_length=20, verbose_name='role at that time')),
                    ('actor_region', models.CharField(max_length=100, verbose_name='region at that time')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='when')),
                    ('note', models.TextField(blank=True, verbose_name='note')),
                    ('actor', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written or taken by')),
                    ('content_type', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contenttypes.contenttype')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='review.step')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='91ccc63be161ce18bb935f3e010b84ff0fe34093', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_beba6', table='review_stepevent', when='BEFORE')), pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME;", hash='f1ad1bc14a654f831ce5e787138aa5747a3a5ecf', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_2115c', table='review_stepevent', when='BEFORE'))],
                },
            )],
        ),
    ]
