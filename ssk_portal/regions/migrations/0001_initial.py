import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import ssk_portal.common.together
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        ssk_portal.common.together.CreateModels(
            models=[migrations.CreateModel(
                name='Region',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                    ('code', models.CharField(help_text='Code of the Ministry of Home Affairs', max_length=13, unique=True, verbose_name='code')),
                    ('level', models.CharField(choices=[('country', 'Country'), ('province', 'Province'), ('district', 'Regency or city'), ('subdistrict', 'Subdistrict'), ('village', 'Village')], max_length=12, verbose_name='level')),
                    ('kind', models.CharField(choices=[('negara', 'Country'), ('provinsi', 'Province'), ('kabupaten', 'Regency'), ('kota', 'City'), ('kecamatan', 'Subdistrict'), ('desa', 'Rural village'), ('kelurahan', 'Urban village')], max_length=10, verbose_name='kind')),
                    ('name', models.CharField(help_text='Without the kind: Tabalong, not Kabupaten Tabalong', max_length=100, verbose_name='name')),
                    ('bps_code', models.CharField(blank=True, max_length=10, verbose_name='BPS code')),
                    ('capital', models.CharField(blank=True, max_length=100, verbose_name='capital')),
                    ('time_zone', models.CharField(choices=[('Asia/Jakarta', 'WIB'), ('Asia/Makassar', 'WITA'), ('Asia/Jayapura', 'WIT')], default='Asia/Jakarta', max_length=20, verbose_name='time zone')),
                    ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='latitude')),
                    ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='longitude')),
                    ('area_km2', models.DecimalField(blank=True, decimal_places=3, max_digits=12, null=True, verbose_name='area (km²)')),
                    ('population', models.PositiveIntegerField(blank=True, help_text='Registered residents', null=True, verbose_name='population')),
                    ('households', models.PositiveIntegerField(blank=True, null=True, verbose_name='households')),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='regions.region', verbose_name='part of')),
                    ('province', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='province')),
                ],
                options={
                    'verbose_name': 'region',
                    'verbose_name_plural': 'regions',
                    'ordering': ['code'],
                    'abstract': False,
                    'indexes': [models.Index(fields=['province', 'level', 'code'], name='regions_reg_provinc_d46e13_idx')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('level__in', ['country', 'province', 'district', 'subdistrict', 'village'])), name='regions_region_level_known', violation_error_message='Choose one of the listed values.'), models.CheckConstraint(condition=models.Q(('kind__in', ['negara', 'provinsi', 'kabupaten', 'kota', 'kecamatan', 'desa', 'kelurahan'])), name='regions_region_kind_known', violation_error_message='Choose one of the listed values.'), models.UniqueConstraint(condition=models.Q(('level__in', ['province', 'district'])), fields=('parent', 'kind', 'name'), name='region_name_once_in_parent'), models.CheckConstraint(condition=models.Q(models.Q(('level', 'country'), ('parent', None), ('province', None)), models.Q(('level', 'province'), ('parent__isnull', False)), models.Q(('level__in', ['district', 'subdistrict', 'village']), ('parent__isnull', False), ('province__isnull', False)), _connector='OR'), name='region_place_in_the_tree', violation_error_message='Every region but the country is part of another one.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='count_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version = OLD.version + 1; RETURN NEW;', hash='7959c76ffdeb284d456dc84443407ec26c876467', operation='UPDATE', pgid='pgtrigger_count_version_01147', table='regions_region', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "regions_regionevent" ("area_km2", "bps_code", "capital", "code", "households", "id", "kind", "latitude", "level", "longitude", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "province_id", "time_zone", "version") VALUES (NEW."area_km2", NEW."bps_code", NEW."capital", NEW."code", NEW."households", NEW."id", NEW."kind", NEW."latitude", NEW."level", NEW."longitude", NEW."name", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."population", NEW."province_id", NEW."time_zone", NEW."version"); RETURN NULL;', hash='056e084745c837c01f189c0959dfd9c41f4f20b6', operation='INSERT', pgid='pgtrigger_insert_insert_5c668', table='regions_region', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "regions_regionevent" ("area_km2", "bps_code", "capital", "code", "households", "id", "kind", "latitude", "level", "longitude", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "province_id", "time_zone", "version") VALUES (NEW."area_km2", NEW."bps_code", NEW."capital", NEW."code", NEW."households", NEW."id", NEW."kind", NEW."latitude", NEW."level", NEW."longitude", NEW."name", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."population", NEW."province_id", NEW."time_zone", NEW."version"); RETURN NULL;', hash='06a0a26fcc958574d96dd9a04409463c71f4edf9', operation='UPDATE', pgid='pgtrigger_update_update_ce801', table='regions_region', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "regions_regionevent" ("area_km2", "bps_code", "capital", "code", "households", "id", "kind", "latitude", "level", "longitude", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "province_id", "time_zone", "version") VALUES (OLD."area_km2", OLD."bps_code", OLD."capital", OLD."code", OLD."households", OLD."id", OLD."kind", OLD."latitude", OLD."level", OLD."longitude", OLD."name", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."population", OLD."province_id", OLD."time_zone", OLD."version"); RETURN NULL;', hash='763a5b78ef12af04e34b861cbeb3a7ff37b6a6b6', operation='DELETE', pgid='pgtrigger_delete_delete_dc4f6', table='regions_region', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='Alias',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                    ('kind', models.CharField(choices=[('negara', 'Country'), ('provinsi', 'Province'), ('kabupaten', 'Regency'), ('kota', 'City'), ('kecamatan', 'Subdistrict'), ('desa', 'Rural village'), ('kelurahan', 'Urban village')], max_length=10, verbose_name='kind')),
                    ('name', models.CharField(max_length=100, verbose_name='name as published')),
                    ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='regions.region', verbose_name='region')),
                ],
                options={
                    'verbose_name': 'older name of a region',
                    'verbose_name_plural': 'older names of regions',
                    'ordering': ['name'],
                    'abstract': False,
                    'indexes': [],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['negara', 'provinsi', 'kabupaten', 'kota', 'kecamatan', 'desa', 'kelurahan'])), name='regions_alias_kind_known', violation_error_message='Choose one of the listed values.'), models.UniqueConstraint(fields=('kind', 'name'), name='alias_once')],
                    'triggers': [pgtrigger.compiler.Trigger(name='count_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version = OLD.version + 1; RETURN NEW;', hash='25109fdfeec3bfdfaa81ba84acc6a6e4d7f6cdb1', operation='UPDATE', pgid='pgtrigger_count_version_f6b69', table='regions_alias', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "regions_aliasevent" ("id", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "version") VALUES (NEW."id", NEW."kind", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."region_id", NEW."version"); RETURN NULL;', hash='9e23baf878d14071f1a56e84cad1ec3b74a8b953', operation='INSERT', pgid='pgtrigger_insert_insert_54001', table='regions_alias', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "regions_aliasevent" ("id", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "version") VALUES (NEW."id", NEW."kind", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."region_id", NEW."version"); RETURN NULL;', hash='e437c22e634535bbb8abd2dd48fbb95e34ed9872', operation='UPDATE', pgid='pgtrigger_update_update_568fb', table='regions_alias', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "regions_aliasevent" ("id", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "version") VALUES (OLD."id", OLD."kind", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."region_id", OLD."version"); RETURN NULL;', hash='e249e8750ab556be8343cb8c33e81fffe80866c8', operation='DELETE', pgid='pgtrigger_delete_delete_ef4a5', table='regions_alias', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='RegionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                    ('code', models.CharField(help_text='Code of the Ministry of Home Affairs', max_length=13, verbose_name='code')),
                    ('level', models.CharField(choices=[('country', 'Country'), ('province', 'Province'), ('district', 'Regency or city'), ('subdistrict', 'Subdistrict'), ('village', 'Village')], max_length=12, verbose_name='level')),
                    ('kind', models.CharField(choices=[('negara', 'Country'), ('provinsi', 'Province'), ('kabupaten', 'Regency'), ('kota', 'City'), ('kecamatan', 'Subdistrict'), ('desa', 'Rural village'), ('kelurahan', 'Urban village')], max_length=10, verbose_name='kind')),
                    ('name', models.CharField(help_text='Without the kind: Tabalong, not Kabupaten Tabalong', max_length=100, verbose_name='name')),
                    ('bps_code', models.CharField(blank=True, max_length=10, verbose_name='BPS code')),
                    ('capital', models.CharField(blank=True, max_length=100, verbose_name='capital')),
                    ('time_zone', models.CharField(choices=[('Asia/Jakarta', 'WIB'), ('Asia/Makassar', 'WITA'), ('Asia/Jayapura', 'WIT')], default='Asia/Jakarta', max_length=20, verbose_name='time zone')),
                    ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='latitude')),
                    ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='longitude')),
                    ('area_km2', models.DecimalField(blank=True, decimal_places=3, max_digits=12, null=True, verbose_name='area (km²)')),
                    ('population', models.PositiveIntegerField(blank=True, help_text='Registered residents', null=True, verbose_name='population')),
                    ('households', models.PositiveIntegerField(blank=True, null=True, verbose_name='households')),
                    ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='regions.region', verbose_name='part of')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='regions.region')),
                    ('province', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='regions.region', verbose_name='province')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1538ddab550a77ee93d293300216e81a6990de6a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_26e74', table='regions_regionevent', when='BEFORE')), pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME;", hash='f78e848dc95b87bd90dd0883093a4c2d617d8a63', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_23940', table='regions_regionevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='AliasEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                    ('kind', models.CharField(choices=[('negara', 'Country'), ('provinsi', 'Province'), ('kabupaten', 'Regency'), ('kota', 'City'), ('kecamatan', 'Subdistrict'), ('desa', 'Rural village'), ('kelurahan', 'Urban village')], max_length=10, verbose_name='kind')),
                    ('name', models.CharField(max_length=100, verbose_name='name as published')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='regions.alias')),
                    ('region', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='regions.region', verbose_name='region')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fe1a8be00de615628566039705430887745098ae', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e4b7f', table='regions_aliasevent', when='BEFORE')), pgtrigger.compiler.Trigger(name='never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME;", hash='8781459291a632093d4d1b64d7dd711a4446f06c', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_emptied_22435', table='regions_aliasevent', when='BEFORE'))],
                },
            )],
        ),
    ]
