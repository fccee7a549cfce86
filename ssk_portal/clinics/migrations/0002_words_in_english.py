from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("clinics", "0001_initial")]

    operations = [
        migrations.AlterModelOptions(
            name='clinic',
            options={'ordering': [models.OrderBy(models.F('date_start'), descending=True, nulls_last=True), '-programme_year', 'slug'], 'verbose_name': 'coaching clinic', 'verbose_name_plural': 'coaching clinics'},
        ),
        migrations.AlterField(
            model_name='attendance',
            name='state',
            field=models.CharField(choices=[('expected', 'not yet stated'), ('present', 'present'), ('absent', 'absent'), ('excused', 'excused'), ('represented', 'represented by another')], default='expected', max_length=12, verbose_name='attendance'),
        ),
        migrations.AlterField(
            model_name='attendanceevent',
            name='state',
            field=models.CharField(choices=[('expected', 'not yet stated'), ('present', 'present'), ('absent', 'absent'), ('excused', 'excused'), ('represented', 'represented by another')], default='expected', max_length=12, verbose_name='attendance'),
        ),
        migrations.AlterField(
            model_name='clinic',
            name='mode',
            field=models.CharField(blank=True, choices=[('luring', 'in person'), ('daring', 'online'), ('hybrid', 'hybrid')], max_length=10, null=True, verbose_name='mode'),
        ),
        migrations.AlterField(
            model_name='clinicevent',
            name='mode',
            field=models.CharField(blank=True, choices=[('luring', 'in person'), ('daring', 'online'), ('hybrid', 'hybrid')], max_length=10, null=True, verbose_name='mode'),
        ),
        migrations.AlterField(
            model_name='invitedinstitution',
            name='mode',
            field=models.CharField(blank=True, choices=[('luring', 'in person'), ('daring', 'online'), ('hybrid', 'hybrid')], help_text="Only where it differs from the event's", max_length=10, null=True, verbose_name='mode'),
        ),
        migrations.AlterField(
            model_name='invitedinstitutionevent',
            name='mode',
            field=models.CharField(blank=True, choices=[('luring', 'in person'), ('daring', 'online'), ('hybrid', 'hybrid')], help_text="Only where it differs from the event's", max_length=10, null=True, verbose_name='mode'),
        ),
        migrations.AlterField(
            model_name='outputcheck',
            name='evidence',
            field=models.TextField(blank=True, verbose_name='what shows it'),
        ),
        migrations.AlterField(
            model_name='outputcheckevent',
            name='evidence',
            field=models.TextField(blank=True, verbose_name='what shows it'),
        ),
        migrations.AlterConstraint(
            model_name='agreement',
            name='agreement_kept_has_evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'kept'), _negated=True), models.Q(('evidence', ''), _negated=True), ('document__isnull', False), _connector='OR'), name='agreement_kept_has_evidence', violation_error_message='Say what shows that the agreement was kept, or give a file that shows it.'),
        ),
        migrations.AlterConstraint(
            model_name='outputcheck',
            name='output_check_has_evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reached__in', ['yes', 'partly']), _negated=True), models.Q(('evidence', ''), _negated=True), _connector='OR'), name='output_check_has_evidence', violation_error_message='Say what shows it.'),
        ),
    ]
