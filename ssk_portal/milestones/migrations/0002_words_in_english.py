import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("milestones", "0001_initial")]

    operations = [
        migrations.AlterModelOptions(
            name='milestone',
            options={'ordering': ['scheme', 'number'], 'verbose_name': 'milestone', 'verbose_name_plural': 'milestones'},
        ),
        migrations.AlterField(
            model_name='assessment',
            name='verdict',
            field=models.CharField(choices=[('accepted', 'accepted'), ('to_mend', 'to be corrected')], max_length=10, verbose_name='verdict'),
        ),
        migrations.AlterField(
            model_name='assessmentevent',
            name='verdict',
            field=models.CharField(choices=[('accepted', 'accepted'), ('to_mend', 'to be corrected')], max_length=10, verbose_name='verdict'),
        ),
        migrations.AlterField(
            model_name='requirement',
            name='accepts',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('pdf', 'PDF'), ('picture', 'pictures'), ('word', 'Word'), ('excel', 'Excel')], max_length=10), blank=True, default=list, help_text='None chosen: all kinds are accepted.', size=None, verbose_name='accepted kinds of files'),
        ),
        migrations.AlterField(
            model_name='requirementevent',
            name='accepts',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('pdf', 'PDF'), ('picture', 'pictures'), ('word', 'Word'), ('excel', 'Excel')], max_length=10), blank=True, default=list, help_text='None chosen: all kinds are accepted.', size=None, verbose_name='accepted kinds of files'),
        ),
        migrations.AlterConstraint(
            model_name='assessment',
            name='assessment_says_what',
            constraint=models.CheckConstraint(condition=models.Q(('verdict', 'accepted'), models.Q(('remark', ''), _negated=True), _connector='OR'), name='assessment_says_what', violation_error_message='Write what has to be corrected.'),
        ),
    ]
