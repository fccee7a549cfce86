import django.db.models.deletion
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
                name='Mail',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                    ('address', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('subject', models.CharField(max_length=200, verbose_name='subject')),
                    ('body', models.TextField(verbose_name='text')),
                    ('at', models.DateTimeField(auto_now_add=True, verbose_name='written')),
                    ('next_try_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='next try')),
                    ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                    ('error', models.TextField(blank=True, verbose_name='last error')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mails', to=settings.AUTH_USER_MODEL, verbose_name='for')),
                    ('about_account', models.BooleanField(default=False, help_text='Sent however often the person chose to get notices.', verbose_name='about the account itself')),
                    ('digest', models.CharField(blank=True, editable=False, help_text='Which kind of weekly e-mail it is; empty for all others.', max_length=30, verbose_name='digest')),
                    ('week', models.DateField(blank=True, editable=False, help_text='The Monday of the week that a weekly e-mail is for.', null=True, verbose_name='week')),
                ],
                options={
                    'verbose_name': 'e-mail message',
                    'verbose_name_plural': 'e-mail messages',
                    'ordering': ['-at'],
                    'abstract': False,
                    'indexes': [],
                    'constraints': [models.CheckConstraint(condition=models.Q(('sent_at', None), ('next_try_at', None), _connector='OR'), name='mail_sent_or_waiting', violation_error_message='A sent e-mail is not sent again.'), models.CheckConstraint(condition=models.Q(models.Q(('digest', ''), ('week', None)), models.Q(models.Q(('digest', ''), _negated=True), ('week__isnull', False)), _connector='OR'), name='mail_digest_has_week'), models.UniqueConstraint(condition=models.Q(('digest', ''), _negated=True), fields=('user', 'digest', 'week'), name='mail_digest_once_a_week')],
                    'triggers': [pgtrigger.compiler.Trigger(name='count_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version = OLD.version + 1; RETURN NEW;', hash='68599b502465a744218286f908f49b5280171f2c', operation='UPDATE', pgid='pgtrigger_count_version_ebfe2', table='notices_mail', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notices_mailevent" ("about_account", "address", "at", "body", "digest", "error", "id", "next_try_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "subject", "tries", "user_id", "version", "week") VALUES (NEW."about_account", NEW."address", NEW."at", NEW."body", NEW."digest", NEW."error", NEW."id", NEW."next_try_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sent_at", NEW."subject", NEW."tries", NEW."user_id", NEW."version", NEW."week"); RETURN NULL;', hash='e90426219411d6489db4345cdf54ef6c31eb3b48', operation='INSERT', pgid='pgtrigger_insert_insert_c2455', table='notices_mail', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "notices_mailevent" ("about_account", "address", "at", "body", "digest", "error", "id", "next_try_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "subject", "tries", "user_id", "version", "week") VALUES (NEW."about_account", NEW."address", NEW."at", NEW."body", NEW."digest", NEW."error", NEW."id", NEW."next_try_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sent_at", NEW."subject", NEW."tries", NEW."user_id", NEW."version", NEW."week"); RETURN NULL;', hash='00809b5e46e4a83e490703d8558ee8d4cee7e3be', operation='UPDATE', pgid='pgtrigger_update_update_317a1', table='notices_mail', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notices_mailevent" ("about_account", "address", "at", "body", "digest", "error", "id", "next_try_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "subject", "tries", "user_id", "version", "week") VALUES (OLD."about_account", OLD."address", OLD."at", OLD."body", OLD."digest", OLD."error", OLD."id", OLD."next_try_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sent_at", OLD."subject", OLD."tries", OLD."user_id", OLD."version", OLD."week"); RETURN NULL;', hash='1892c51140fe8e2454ddddba81110b0a90264344', operation='DELETE', pgid='pgtrigger_delete_delete_c846f', table='notices_mail', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='Notice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                    ('kind', models.CharField(choices=[('submit', 'Submitted'), ('begin', 'Review begun'), ('take_over', 'Review taken over'), ('send_back', 'Sent back'), ('approve', 'Approved'), ('ask_reopen', 'Asked to reopen'), ('reopen', 'Reopened'), ('record_historical', 'Recorded as historical'), ('comment', 'Comment'), ('publish', 'Made public'), ('withdraw_publication', 'Publication withdrawn'), ('call_off', 'Called off'), ('take_back', 'Takes place after all'), ('submit_due', 'To be submitted soon'), ('remind', 'Reminded'), ('review_late', 'Promised answer is late'), ('all_in', 'All districts have submitted'), ('decree_ends', 'Decree expires'), ('opened', 'Opened to be filled in'), ('left', 'Left the programme'), ('stays', 'Leaving undone'), ('moved', 'Moved to a new edition')], max_length=30, verbose_name='what happened')),
                    ('object_id', models.BigIntegerField()),
                    ('row', models.CharField(help_text="The row's name at that time", max_length=300, verbose_name='about')),
                    ('url', models.CharField(max_length=300, verbose_name='address')),
                    ('actor_name', models.CharField(max_length=150, verbose_name='by')),
                    ('note', models.TextField(blank=True, verbose_name='note')),
                    ('at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                    ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read')),
                    ('mailed_at', models.DateTimeField(blank=True, null=True, verbose_name='mailed')),
                    ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='contenttypes.contenttype')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL, verbose_name='for')),
                    ('day', models.DateField(blank=True, help_text='The day a reminder speaks of', null=True, verbose_name='day')),
                    ('days_before', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='days before')),
                ],
                options={
                    'verbose_name': 'notice',
                    'verbose_name_plural': 'notices',
                    'ordering': ['-at', '-pk'],
                    'abstract': False,
                    'indexes': [models.Index(fields=['user', '-at'], name='notices_not_user_id_20d3e1_idx'), models.Index(condition=models.Q(('read_at', None)), fields=['user'], name='notice_unread'), models.Index(condition=models.Q(('mailed_at', None)), fields=['at'], name='notice_unmailed')],
                    'constraints': [models.UniqueConstraint(fields=('user', 'kind', 'content_type', 'object_id', 'day', 'days_before'), name='reminder_once')],
                    'triggers': [pgtrigger.compiler.Trigger(name='count_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version = OLD.version + 1; RETURN NEW;', hash='d989d10ddfa2d716e8f49824ab0ded97b3e74661', operation='UPDATE', pgid='pgtrigger_count_version_ad0f2', table='notices_notice', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notices_noticeevent" ("actor_name", "at", "content_type_id", "day", "days_before", "id", "kind", "mailed_at", "note", "object_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_at", "row", "url", "user_id", "version") VALUES (NEW."actor_name", NEW."at", NEW."content_type_id", NEW."day", NEW."days_before", NEW."id", NEW."kind", NEW."mailed_at", NEW."note", NEW."object_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."read_at", NEW."row", NEW."url", NEW."user_id", NEW."version"); RETURN NULL;', hash='cb8b735cab4d52b249ba28aefc1db8bad538f6ae', operation='INSERT', pgid='pgtrigger_insert_insert_44969', table='notices_notice', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "notices_noticeevent" ("actor_name", "at", "content_type_id", "day", "days_before", "id", "kind", "mailed_at", "note", "object_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_at", "row", "url", "user_id", "version") VALUES (NEW."actor_name", NEW."at", NEW."content_type_id", NEW."day", NEW."days_before", NEW."id", NEW."kind", NEW."mailed_at", NEW."note", NEW."object_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."read_at", NEW."row", NEW."url", NEW."user_id", NEW."version"); RETURN NULL;', hash='903f58476e16fc00cbcd06be290553c3e7b04fad', operation='UPDATE', pgid='pgtrigger_update_update_0f9bc', table='notices_notice', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notices_noticeevent" ("actor_name", "at", "content_type_id", "day", "days_before", "id", "kind", "mailed_at", "note", "object_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_at", "row", "url", "user_id", "version") VALUES (OLD."actor_name", OLD."at", OLD."content_type_id", OLD."day", OLD."days_before", OLD."id", OLD."kind", OLD."mailed_at", OLD."note", OLD."object_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."read_at", OLD."row", OLD."url", OLD."user_id", OLD."version"); RETURN NULL;', hash='383fef41d915d00ab2493b8723825f8da825bba3', operation='DELETE', pgid='pgtrigger_delete_delete_e6f4d', table='notices_notice', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='Announcement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                    ('text_id', models.CharField(help_text='With day, hours and zone: “Minggu, 29 November 2026, 20.00–22.00 WIB”.', max_length=500, verbose_name='text in Indonesian')),
                    ('text_en', models.CharField(max_length=500, verbose_name='text in English')),
                    ('first_day', models.DateField(verbose_name='shown from')),
                    ('last_day', models.DateField(verbose_name='shown to')),
                ],
                options={
                    'verbose_name': 'announcement',
                    'verbose_name_plural': 'announcements',
                    'ordering': ['-first_day', '-pk'],
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('first_day__isnull', True), ('last_day__isnull', True), ('first_day__lte', models.F('last_day')), _connector='OR'), name='notices_announcement_first_day_last_day_order', violation_error_message='The end lies before the beginning.')],
                    'indexes': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='count_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version = OLD.version + 1; RETURN NEW;', hash='04bc01fd3b8e80bfd9c4bf6b08573c9e557f671a', operation='UPDATE', pgid='pgtrigger_count_version_404bd', table='notices_announcement', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notices_announcementevent" ("first_day", "id", "last_day", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_en", "text_id", "version") VALUES (NEW."first_day", NEW."id", NEW."last_day", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."text_en", NEW."text_id", NEW."version"); RETURN NULL;', hash='71d128c2305a9139ccb44059086e0b8ed88d1480', operation='INSERT', pgid='pgtrigger_insert_insert_6563c', table='notices_announcement', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "notices_announcementevent" ("first_day", "id", "last_day", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_en", "text_id", "version") VALUES (NEW."first_day", NEW."id", NEW."last_day", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."text_en", NEW."text_id", NEW."version"); RETURN NULL;', hash='e403382fe511542a79167614e35e357a4ad25253', operation='UPDATE', pgid='pgtrigger_update_update_d5171', table='notices_announcement', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notices_announcementevent" ("first_day", "id", "last_day", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_en", "text_id", "version") VALUES (OLD."first_day", OLD."id", OLD."last_day", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."text_en", OLD."text_id", OLD."version"); RETURN NULL;', hash='943071ba48394e2826e713797d3632dadccde399', operation='DELETE', pgid='pgtrigger_delete_delete_459e6', table='notices_announcement', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='MailEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                    ('address', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('subject', models.CharField(max_length=200, verbose_name='subject')),
                    ('body', models.TextField(verbose_name='text')),
                    ('at', models.DateTimeField(auto_now_add=True, verbose_name='written')),
                    ('next_try_at', models.DateTimeField(blank=True, null=True, verbose_name='next try')),
                    ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                    ('error', models.TextField(blank=True, verbose_name='last error')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='notices.mail')),
                    ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='for')),
                    ('about_account', models.BooleanField(default=False, help_text='Sent however often the person chose to get notices.', verbose_name='about the account itself')),
                    ('digest', models.CharField(blank=True, editable=False, help_text='Which kind of weekly e-mail it is; empty for all others.', max_length=30, verbose_name='digest')),
                    ('week', models.DateField(blank=True, editable=False, help_text='The Monday of the week that a weekly e-mail is for.', null=True, verbose_name='week')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8e3ac89d552404afb0b7cc86604e5dd0a72d6b9f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8ce1b', table='notices_mailevent', when='BEFORE')), pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME;", hash='ea25c4937b865e5816d34ca40ca6339f25011547', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_ce52f', table='notices_mailevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='NoticeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                    ('kind', models.CharField(choices=[('submit', 'Submitted'), ('begin', 'Review begun'), ('take_over', 'Review taken over'), ('send_back', 'Sent back'), ('approve', 'Approved'), ('ask_reopen', 'Asked to reopen'), ('reopen', 'Reopened'), ('record_historical', 'Recorded as historical'), ('comment', 'Comment'), ('publish', 'Made public'), ('withdraw_publication', 'Publication withdrawn'), ('call_off', 'Called off'), ('take_back', 'Takes place after all'), ('submit_due', 'To be submitted soon'), ('remind', 'Reminded'), ('review_late', 'Promised answer is late'), ('all_in', 'All districts have submitted'), ('decree_ends', 'Decree expires'), ('opened', 'Opened to be filled in'), ('left', 'Left the programme'), ('stays', 'Leaving undone'), ('moved', 'Moved to a new edition')], max_length=30, verbose_name='what happened')),
                    ('object_id', models.BigIntegerField()),
                    ('row', models.CharField(help_text="The row's name at that time", max_length=300, verbose_name='about')),
                    ('url', models.CharField(max_length=300, verbose_name='address')),
                    ('actor_name', models.CharField(max_length=150, verbose_name='by')),
                    ('note', models.TextField(blank=True, verbose_name='note')),
                    ('at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                    ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read')),
                    ('mailed_at', models.DateTimeField(blank=True, null=True, verbose_name='mailed')),
                    ('content_type', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contenttypes.contenttype')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='notices.notice')),
                    ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='for')),
                    ('day', models.DateField(blank=True, help_text='The day a reminder speaks of', null=True, verbose_name='day')),
                    ('days_before', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='days before')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='979ca3a272aaa31bef5ec9b48e68ef6b64492f19', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0c05e', table='notices_noticeevent', when='BEFORE')), pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME;", hash='3e82838feb1e26a94a36c7b02c6ca7a7a8d594cb', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_58471', table='notices_noticeevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='AnnouncementEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                    ('text_id', models.CharField(help_text='With day, hours and zone: “Minggu, 29 November 2026, 20.00–22.00 WIB”.', max_length=500, verbose_name='text in Indonesian')),
                    ('text_en', models.CharField(max_length=500, verbose_name='text in English')),
                    ('first_day', models.DateField(verbose_name='shown from')),
                    ('last_day', models.DateField(verbose_name='shown to')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='notices.announcement')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME;", hash='1ab8f07c986866078331c181f77aa3d2850ade77', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_9790c', table='notices_announcementevent', when='BEFORE')), pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9a44732a43c7edf3304aa8fb8ed29348d813b02f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f970f', table='notices_announcementevent', when='BEFORE'))],
                },
            )],
        ),
    ]
