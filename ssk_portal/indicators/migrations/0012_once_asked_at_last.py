"""Whether a figure is kept once is asked when a statement is through, so that two may change their values with each other."""

import django.db.models.constraints
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from ssk_portal.common.constraints import OnceAtLast


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0001_initial'),
        ('indicators', '0011_disagreements_by_kind'),
        ('regions', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='achievement',
            name='achievement_once',
        ),
        migrations.RemoveConstraint(
            model_name='target',
            name='target_once',
        ),
        migrations.AddConstraint(
            model_name='achievement',
            constraint=OnceAtLast(deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], expressions=[(models.F('indicator'), '='), (models.F('region'), '='), (models.F('year'), '='), (models.F('area'), '='), (django.db.models.functions.comparison.Coalesce('publisher_id', 0), '='), (models.F('framework'), '='), (django.db.models.functions.text.MD5('source'), '='), (models.F('value'), '=')], index_type='btree', name='achievement_once', violation_error_message='This achievement is recorded already, with the same value and source.'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=OnceAtLast(deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], expressions=[(models.F('indicator'), '='), (models.F('region'), '='), (models.F('year'), '='), (models.F('area'), '='), (models.F('layer'), '='), (django.db.models.functions.comparison.Coalesce('publisher_id', 0), '='), (models.F('framework'), '='), (django.db.models.functions.text.MD5('source'), '='), (models.F('value'), '=')], index_type='btree', name='target_once', violation_error_message='This target is recorded already, with the same value and source.'),
        ),
    ]
