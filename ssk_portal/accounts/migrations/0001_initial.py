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
                    ('language', models.CharField(choices=[('id', 'Bahasa Indonesia'), ('en', 'English')], default='id', help_text='Of the pages and of the mails to you.', max_length=2, verbose_name='language')),
                    ('must_change_password', models.BooleanField(default=False, verbose_name='must change the password')),
                    ('is_active', models.BooleanField(default=True, verbose_name='active')),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='since')),
                    ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='users', to='regions.region', verbose_name='region')),
                ],
                options={
                    'verbose_name': 'user',
                    'verbose_name_plural': 'users',
                    'ordering': ['name'],
                    'abstract': False,
                    'indexes': [],
                    'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['administrator', 'national_officer', 'provincial_officer', 'district_staff', 'reader'])), name='accounts_user_role_known', violation_error_message='Choose one of the listed values.'), models.CheckConstraint(condition=models.Q(('rhythm__in', ['at_once', 'daily', 'never'])), name='accounts_user_rhythm_known', violation_error_message='Choose one of the listed values.'), models.CheckConstraint(condition=models.Q(('language__in', ['id', 'en'])), name='user_language_known'), models.UniqueConstraint(django.db.models.functions.text.Lower('username'), name='user_name_once', violation_error_message='This user name is taken.'), models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='user_email_once', violation_error_message='Another user has this e-mail address.'), models.CheckConstraint(condition=models.Q(('username__regex', '^[a-z0-9._-]+$')), name='user_name_plain', violation_error_message='Use small letters, digits, dot, dash or underscore in the user name.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='count_version', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."agency" IS DISTINCT FROM (NEW."agency") OR OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."must_change_password" IS DISTINCT FROM (NEW."must_change_password") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."password" IS DISTINCT FROM (NEW."password") OR OLD."post" IS DISTINCT FROM (NEW."post") OR OLD."region_id" IS DISTINCT FROM (NEW."region_id") OR OLD."rhythm" IS DISTINCT FROM (NEW."rhythm") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."telephone" IS DISTINCT FROM (NEW."telephone") OR OLD."username" IS DISTINCT FROM (NEW."username") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='NEW.version = OLD.version + 1; RETURN NEW;', hash='ed880c3ecced8ba9dc1c7ec90f0e93128d416137', operation='UPDATE', pgid='pgtrigger_count_version_eed95', table='accounts_user', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_userevent" ("agency", "date_joined", "email", "id", "is_active", "language", "must_change_password", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post", "region_id", "rhythm", "role", "telephone", "username", "version") VALUES (NEW."agency", NEW."date_joined", NEW."email", NEW."id", NEW."is_active", NEW."language", NEW."must_change_password", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."post", NEW."region_id", NEW."rhythm", NEW."role", NEW."telephone", NEW."username", NEW."version"); RETURN NULL;', hash='33c92258030368231c8e074124eede05a6f15d68', operation='INSERT', pgid='pgtrigger_insert_insert_3867c', table='accounts_user', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."agency" IS DISTINCT FROM (NEW."agency") OR OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."must_change_password" IS DISTINCT FROM (NEW."must_change_password") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."post" IS DISTINCT FROM (NEW."post") OR OLD."region_id" IS DISTINCT FROM (NEW."region_id") OR OLD."rhythm" IS DISTINCT FROM (NEW."rhythm") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."telephone" IS DISTINCT FROM (NEW."telephone") OR OLD."username" IS DISTINCT FROM (NEW."username") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "accounts_userevent" ("agency", "date_joined", "email", "id", "is_active", "language", "must_change_password", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post", "region_id", "rhythm", "role", "telephone", "username", "version") VALUES (NEW."agency", NEW."date_joined", NEW."email", NEW."id", NEW."is_active", NEW."language", NEW."must_change_password", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."post", NEW."region_id", NEW."rhythm", NEW."role", NEW."telephone", NEW."username", NEW."version"); RETURN NULL;', hash='55b8e2c68016e690d17aa6198ccd48af881cfa0f', operation='UPDATE', pgid='pgtrigger_update_update_0e890', table='accounts_user', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_userevent" ("agency", "date_joined", "email", "id", "is_active", "language", "must_change_password", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post", "region_id", "rhythm", "role", "telephone", "username", "version") VALUES (OLD."agency", OLD."date_joined", OLD."email", OLD."id", OLD."is_active", OLD."language", OLD."must_change_password", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."post", OLD."region_id", OLD."rhythm", OLD."role", OLD."telephone", OLD."username", OLD."version"); RETURN NULL;', hash='cf85cfb1ba08a5cb7899bd7d5a8062bee52436fb', operation='DELETE', pgid='pgtrigger_delete_delete_19f14', table='accounts_user', when='AFTER'))],
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
                    ('language', models.CharField(choices=[('id', 'Bahasa Indonesia'), ('en', 'English')], default='id', help_text='Of the pages and of the mails to you.', max_length=2, verbose_name='language')),
                    ('must_change_password', models.BooleanField(default=False, verbose_name='must change the password')),
                    ('is_active', models.BooleanField(default=True, verbose_name='active')),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='since')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL)),
                    ('region', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='regions.region', verbose_name='region')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9e9498e73f6fbdf2642fb33fa14189f1ad2382c8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_45b21', table='accounts_userevent', when='BEFORE')), pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME;", hash='d39accab3250656ea28ee42799cf30d6b30892a5', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_084bb', table='accounts_userevent', when='BEFORE'))],
                },
            )],
        ),
    ]
