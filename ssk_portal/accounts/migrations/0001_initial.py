import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import ssk_portal.common.together
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('regions', '0001_initial'),
    ]

    operations = [
        ssk_portal.common.together.CreateModels(
            models=[migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('username', models.CharField(help_text='Small letters, digits, dot, dash or underscore.', max_length=60, unique=True, verbose_name='user name')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                    ('name', models.CharField(max_length=150, verbose_name='name')),
                    ('role', models.CharField(choices=[('administrator', 'Administrator'), ('national_officer', 'National officer'), ('provincial_officer', 'Provincial officer'), ('district_staff', 'District staff'), ('reader', 'Reader')], max_length=20, verbose_name='role')),
                    ('post', models.CharField(blank=True, max_length=150, verbose_name='post')),
                    ('agency', models.CharField(blank=True, max_length=150, verbose_name='agency')),
                    ('telephone', models.CharField(blank=True, max_length=30, verbose_name='telephone')),
                    ('rhythm', models.CharField(choices=[('at_once', 'At once'), ('daily', 'Once a day'), ('never', 'Never')], default='daily', max_length=10, verbose_name='e-mail notices')),
                    ('language', models.CharField(choices=[('id', 'Bahasa Indonesia'), ('en', 'English')], default='id', help_text='Of the pages and of the e-mails to you.', max_length=2, verbose_name='language')),
                    ('must_change_password', models.BooleanField(default=False, verbose_name='must change the password')),
                    ('is_active', models.BooleanField(default=True, verbose_name='active')),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='since')),
                    ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='users', to='regions.region', verbose_name='region')),
                    ('anonymised_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='anonymised')),
                    ('nip', models.CharField(blank=True, help_text='18 digits; may stay empty.', max_length=18, validators=[django.core.validators.RegexValidator('^[0-9]{18}$', 'An NIP has 18 digits, with or without spaces.', code='nip')], verbose_name='NIP')),
                    ('deactivated_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last deactivated')),
                ],
                options={
                    'verbose_name': 'user',
                    'verbose_name_plural': 'users',
                    'ordering': ['name'],
                    'abstract': False,
                    'indexes': [],
                    'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['administrator', 'national_officer', 'provincial_officer', 'district_staff', 'reader'])), name='accounts_user_role_known', violation_error_message='Choose one of the listed values.'), models.CheckConstraint(condition=models.Q(('rhythm__in', ['at_once', 'daily', 'never'])), name='accounts_user_rhythm_known', violation_error_message='Choose one of the listed values.'), models.CheckConstraint(condition=models.Q(('language__in', ['id', 'en'])), name='user_language_known'), models.UniqueConstraint(django.db.models.functions.text.Lower('username'), name='user_name_once', violation_error_message='This user name is taken.'), models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='user_email_once', violation_error_message='Another user has this e-mail address.'), models.CheckConstraint(condition=models.Q(('username__regex', '^[a-z0-9._-]+$')), name='user_name_plain', violation_error_message='Use small letters, digits, dot, dash or underscore in the user name.'), models.CheckConstraint(condition=models.Q(('nip', ''), ('nip__regex', '^[0-9]{18}$'), _connector='OR'), name='user_nip_whole', violation_error_message='An NIP has 18 digits, with or without spaces.'), models.CheckConstraint(condition=models.Q(('anonymised_at', None), models.Q(('agency', ''), ('email', ''), ('is_active', False), ('name', 'dianonimkan'), ('nip', ''), ('post', ''), ('telephone', '')), _connector='OR'), name='user_anonymised_stays_so', violation_error_message='An anonymised account stays shut and without particulars.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_userevent" ("agency", "anonymised_at", "date_joined", "email", "id", "is_active", "language", "must_change_password", "name", "nip", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post", "region_id", "rhythm", "role", "telephone", "username", "version") VALUES (NEW."agency", NEW."anonymised_at", NEW."date_joined", NEW."email", NEW."id", NEW."is_active", NEW."language", NEW."must_change_password", NEW."name", NEW."nip", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."post", NEW."region_id", NEW."rhythm", NEW."role", NEW."telephone", NEW."username", NEW."version"); RETURN NULL;', hash='080f9eb84d877606a0628c853bc21a94c4d20780', operation='INSERT', pgid='pgtrigger_insert_insert_3867c', table='accounts_user', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."agency" IS DISTINCT FROM (NEW."agency") OR OLD."anonymised_at" IS DISTINCT FROM (NEW."anonymised_at") OR OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."must_change_password" IS DISTINCT FROM (NEW."must_change_password") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."nip" IS DISTINCT FROM (NEW."nip") OR OLD."post" IS DISTINCT FROM (NEW."post") OR OLD."region_id" IS DISTINCT FROM (NEW."region_id") OR OLD."rhythm" IS DISTINCT FROM (NEW."rhythm") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."telephone" IS DISTINCT FROM (NEW."telephone") OR OLD."username" IS DISTINCT FROM (NEW."username") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "accounts_userevent" ("agency", "anonymised_at", "date_joined", "email", "id", "is_active", "language", "must_change_password", "name", "nip", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post", "region_id", "rhythm", "role", "telephone", "username", "version") VALUES (NEW."agency", NEW."anonymised_at", NEW."date_joined", NEW."email", NEW."id", NEW."is_active", NEW."language", NEW."must_change_password", NEW."name", NEW."nip", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."post", NEW."region_id", NEW."rhythm", NEW."role", NEW."telephone", NEW."username", NEW."version"); RETURN NULL;', hash='a3d4a2f1e2cea54f7c5ba888d9c5147f0269b1a4', operation='UPDATE', pgid='pgtrigger_update_update_0e890', table='accounts_user', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_userevent" ("agency", "anonymised_at", "date_joined", "email", "id", "is_active", "language", "must_change_password", "name", "nip", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post", "region_id", "rhythm", "role", "telephone", "username", "version") VALUES (OLD."agency", OLD."anonymised_at", OLD."date_joined", OLD."email", OLD."id", OLD."is_active", OLD."language", OLD."must_change_password", OLD."name", OLD."nip", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."post", OLD."region_id", OLD."rhythm", OLD."role", OLD."telephone", OLD."username", OLD."version"); RETURN NULL;', hash='88fdec1bb345e5b49238bd3dd9aa46e214bfb0ec', operation='DELETE', pgid='pgtrigger_delete_delete_19f14', table='accounts_user', when='AFTER')), pgtrigger.compiler.Trigger(name='count_version', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."agency" IS DISTINCT FROM (NEW."agency") OR OLD."anonymised_at" IS DISTINCT FROM (NEW."anonymised_at") OR OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."deactivated_at" IS DISTINCT FROM (NEW."deactivated_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."must_change_password" IS DISTINCT FROM (NEW."must_change_password") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."nip" IS DISTINCT FROM (NEW."nip") OR OLD."password" IS DISTINCT FROM (NEW."password") OR OLD."post" IS DISTINCT FROM (NEW."post") OR OLD."region_id" IS DISTINCT FROM (NEW."region_id") OR OLD."rhythm" IS DISTINCT FROM (NEW."rhythm") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."telephone" IS DISTINCT FROM (NEW."telephone") OR OLD."username" IS DISTINCT FROM (NEW."username") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='NEW.version = OLD.version + 1; RETURN NEW;', hash='8cb74a19e058bdf8e018dc1ccc97bdbbc629c763', operation='UPDATE', pgid='pgtrigger_count_version_eed95', table='accounts_user', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='FailedSignIn',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('account', models.CharField(help_text='User name, or what was typed where no user has it', max_length=254)),
                    ('address', models.GenericIPAddressField()),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'verbose_name': 'failed sign-in',
                    'verbose_name_plural': 'failed sign-ins',
                    'indexes': [models.Index(fields=['account', 'address', '-at'], name='accounts_fa_account_196c4e_idx')],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='UserEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                    ('username', models.CharField(help_text='Small letters, digits, dot, dash or underscore.', max_length=60, verbose_name='user name')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                    ('name', models.CharField(max_length=150, verbose_name='name')),
                    ('role', models.CharField(choices=[('administrator', 'Administrator'), ('national_officer', 'National officer'), ('provincial_officer', 'Provincial officer'), ('district_staff', 'District staff'), ('reader', 'Reader')], max_length=20, verbose_name='role')),
                    ('post', models.CharField(blank=True, max_length=150, verbose_name='post')),
                    ('agency', models.CharField(blank=True, max_length=150, verbose_name='agency')),
                    ('telephone', models.CharField(blank=True, max_length=30, verbose_name='telephone')),
                    ('rhythm', models.CharField(choices=[('at_once', 'At once'), ('daily', 'Once a day'), ('never', 'Never')], default='daily', max_length=10, verbose_name='e-mail notices')),
                    ('language', models.CharField(choices=[('id', 'Bahasa Indonesia'), ('en', 'English')], default='id', help_text='Of the pages and of the e-mails to you.', max_length=2, verbose_name='language')),
                    ('must_change_password', models.BooleanField(default=False, verbose_name='must change the password')),
                    ('is_active', models.BooleanField(default=True, verbose_name='active')),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='since')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL)),
                    ('region', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='regions.region', verbose_name='region')),
                    ('anonymised_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='anonymised')),
                    ('nip', models.CharField(blank=True, help_text='18 digits; may stay empty.', max_length=18, validators=[django.core.validators.RegexValidator('^[0-9]{18}$', 'An NIP has 18 digits, with or without spaces.', code='nip')], verbose_name='NIP')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9e9498e73f6fbdf2642fb33fa14189f1ad2382c8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_45b21', table='accounts_userevent', when='BEFORE')), pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME;", hash='d39accab3250656ea28ee42799cf30d6b30892a5', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_084bb', table='accounts_userevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Session',
                fields=[
                    ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                    ('session_data', models.TextField(verbose_name='session data')),
                    ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                    ('began', models.DateTimeField(null=True)),
                    ('used', models.DateTimeField(null=True)),
                    ('address', models.GenericIPAddressField(null=True)),
                    ('device', models.CharField(help_text='As the browser names itself', max_length=300)),
                    ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'session',
                    'verbose_name_plural': 'sessions',
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='AccountEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('signed_in', 'Signed in'), ('sign_in_failed', 'Failed sign-in'), ('paused', 'Sign-in paused after too many failures'), ('pause_ended', 'Pause ended by an administrator'), ('signed_out', 'Signed out'), ('sessions_ended', 'Other sessions signed out'), ('password_given', 'First password given'), ('password_changed', 'Password changed'), ('reset_asked', 'Link to a new password asked for'), ('reset_done', 'New password set by a link'), ('email_changed', 'E-mail address changed'), ('invited', 'Invited by e-mail'), ('invitation_used', 'Invitation used'), ('post_refused', 'Post refused'), ('factor_added', 'Second step of sign-in set up'), ('factor_removed', 'Second step of sign-in turned off'), ('factor_failed', 'Failed second step of sign-in'), ('factor_reset', 'Second step of sign-in reset by an administrator'), ('recovery_made', 'Recovery codes made'), ('recovery_used', 'Recovery code used'), ('data_taken', 'Own data downloaded')], max_length=20, verbose_name='what happened')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                    ('typed', models.CharField(blank=True, help_text='Where no account was meant, and only what looks like a name', max_length=60, verbose_name='name typed')),
                    ('address', models.GenericIPAddressField(null=True, verbose_name='internet address')),
                    ('note', models.TextField(blank=True, verbose_name='note')),
                    ('by', models.ForeignKey(help_text='Empty: the person, or whoever tried to be it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                    ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='account_events', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ],
                options={
                    'verbose_name': 'account event',
                    'verbose_name_plural': 'account events',
                    'ordering': ['-at', '-pk'],
                    'indexes': [models.Index(fields=['user', '-at'], name='account_event_of_user'), models.Index(fields=['-at', '-id'], name='account_event_latest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('user', None), ('typed', ''), _connector='OR'), name='account_event_one_name'), models.CheckConstraint(condition=models.Q(('kind__in', ['signed_in', 'sign_in_failed', 'paused', 'pause_ended', 'signed_out', 'sessions_ended', 'password_given', 'password_changed', 'reset_asked', 'reset_done', 'email_changed', 'invited', 'invitation_used', 'post_refused', 'factor_added', 'factor_removed', 'factor_failed', 'factor_reset', 'recovery_made', 'recovery_used', 'data_taken'])), name='accounts_accountevent_kind_known', violation_error_message='Choose one of the listed values.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b2fcc0ac097507fbc8f168c4af9b0fbdec311f8f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a5014', table='accounts_accountevent', when='BEFORE')), pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME;", hash='6131a822dc2457911fa3980cfee3f2acaa5d50f1', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_291d7', table='accounts_accountevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Invitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                    ('asked_at', models.DateTimeField(verbose_name='asked for')),
                    ('next_try_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='next try')),
                    ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
                    ('error', models.CharField(blank=True, max_length=300, verbose_name='last error')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                    ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted')),
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='invitation', to=settings.AUTH_USER_MODEL, verbose_name='for')),
                ],
                options={
                    'verbose_name': 'invitation',
                    'verbose_name_plural': 'invitations',
                    'ordering': ['-asked_at'],
                    'abstract': False,
                    'indexes': [],
                    'constraints': [models.CheckConstraint(condition=models.Q(('next_try_at', None), models.Q(('accepted_at', None), ('sent_at', None)), _connector='OR'), name='invitation_sent_or_waiting', violation_error_message='A sent invitation does not wait to be sent.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='count_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version = OLD.version + 1; RETURN NEW;', hash='eddce07ec9f74c5accc066f0bbfdf4e2d28bcdc0', operation='UPDATE', pgid='pgtrigger_count_version_969f9', table='accounts_invitation', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_invitationevent" ("accepted_at", "asked_at", "error", "id", "next_try_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "tries", "user_id", "version") VALUES (NEW."accepted_at", NEW."asked_at", NEW."error", NEW."id", NEW."next_try_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sent_at", NEW."tries", NEW."user_id", NEW."version"); RETURN NULL;', hash='8edc30a47ccf21757d359dd09e2a1d912f25c149', operation='INSERT', pgid='pgtrigger_insert_insert_8c354', table='accounts_invitation', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accounts_invitationevent" ("accepted_at", "asked_at", "error", "id", "next_try_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "tries", "user_id", "version") VALUES (NEW."accepted_at", NEW."asked_at", NEW."error", NEW."id", NEW."next_try_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sent_at", NEW."tries", NEW."user_id", NEW."version"); RETURN NULL;', hash='a04d6cd09860c97e854e701c601a73ab0204e541', operation='UPDATE', pgid='pgtrigger_update_update_4e12d', table='accounts_invitation', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_invitationevent" ("accepted_at", "asked_at", "error", "id", "next_try_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "tries", "user_id", "version") VALUES (OLD."accepted_at", OLD."asked_at", OLD."error", OLD."id", OLD."next_try_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sent_at", OLD."tries", OLD."user_id", OLD."version"); RETURN NULL;', hash='8b040342d629143d4d4b36fbb6928ae9823a0e59', operation='DELETE', pgid='pgtrigger_delete_delete_f2c14', table='accounts_invitation', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='InvitationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                    ('asked_at', models.DateTimeField(verbose_name='asked for')),
                    ('next_try_at', models.DateTimeField(blank=True, null=True, verbose_name='next try')),
                    ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
                    ('error', models.CharField(blank=True, max_length=300, verbose_name='last error')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                    ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.invitation')),
                    ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='for')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME;", hash='703af91638ed796fec180dec160b723e31c9273f', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_1cd16', table='accounts_invitationevent', when='BEFORE')), pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='daf23d962af867f3cb4eedb3f026a1b651002cd3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b4566', table='accounts_invitationevent', when='BEFORE'))],
                },
            )],
        ),
    ]
