"""The log of a row under review also tells that its region was reminded."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('review', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='step',
            name='name',
            field=models.CharField(choices=[('submit', 'Submitted'), ('withdraw', 'Withdrawn'), ('begin', 'Review begun'), ('take_over', 'Review taken over'), ('release', 'Released'), ('approve', 'Approved'), ('send_back', 'Sent back'), ('ask_reopen', 'Asked to reopen'), ('reopen', 'Reopened'), ('record_historical', 'Recorded as historical'), ('remind', 'Reminded')], max_length=20, verbose_name='step of review'),
        ),
        migrations.AlterField(
            model_name='stepevent',
            name='name',
            field=models.CharField(choices=[('submit', 'Submitted'), ('withdraw', 'Withdrawn'), ('begin', 'Review begun'), ('take_over', 'Review taken over'), ('release', 'Released'), ('approve', 'Approved'), ('send_back', 'Sent back'), ('ask_reopen', 'Asked to reopen'), ('reopen', 'Reopened'), ('record_historical', 'Recorded as historical'), ('remind', 'Reminded')], max_length=20, verbose_name='step of review'),
        ),
    ]
