import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("indicators", "0002_answers_to_what_was_warned")]

    operations = [
        migrations.AlterField(
            model_name='achievement',
            name='answered',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('range', 'outside the possible range'), ('whole', 'larger than the whole'), ('ladder', 'the ladder does not add up'), ('jump', 'sudden jump'), ('falling', 'fell, though cumulative'), ('fraction', 'numerator and denominator'), ('target', 'equal to the target'), ('unit', 'wrong unit')], max_length=10), blank=True, default=list, editable=False, size=None, verbose_name='warnings answered'),
        ),
        migrations.AlterField(
            model_name='achievementevent',
            name='answered',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('range', 'outside the possible range'), ('whole', 'larger than the whole'), ('ladder', 'the ladder does not add up'), ('jump', 'sudden jump'), ('falling', 'fell, though cumulative'), ('fraction', 'numerator and denominator'), ('target', 'equal to the target'), ('unit', 'wrong unit')], max_length=10), blank=True, default=list, editable=False, size=None, verbose_name='warnings answered'),
        ),
    ]
