"""A notice of a new kind: an officer reminds of a milestone that was not submitted."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('submit', 'Submitted'), ('begin', 'Review begun'), ('take_over', 'Review taken over'), ('send_back', 'Sent back'), ('approve', 'Approved'), ('ask_reopen', 'Asked to reopen'), ('reopen', 'Reopened'), ('record_historical', 'Recorded as historical'), ('comment', 'Comment'), ('publish', 'Made public'), ('withdraw_publication', 'Publication withdrawn'), ('call_off', 'Called off'), ('take_back', 'Takes place after all'), ('submit_due', 'To be submitted soon'), ('remind', 'Reminded'), ('review_late', 'Promised answer is late'), ('all_in', 'All districts have submitted'), ('decree_ends', 'Decree expires'), ('opened', 'Opened to be filled in'), ('left', 'Left the programme'), ('stays', 'Leaving undone'), ('moved', 'Moved to a new edition')], max_length=30, verbose_name='what happened'),
        ),
        migrations.AlterField(
            model_name='noticeevent',
            name='kind',
            field=models.CharField(choices=[('submit', 'Submitted'), ('begin', 'Review begun'), ('take_over', 'Review taken over'), ('send_back', 'Sent back'), ('approve', 'Approved'), ('ask_reopen', 'Asked to reopen'), ('reopen', 'Reopened'), ('record_historical', 'Recorded as historical'), ('comment', 'Comment'), ('publish', 'Made public'), ('withdraw_publication', 'Publication withdrawn'), ('call_off', 'Called off'), ('take_back', 'Takes place after all'), ('submit_due', 'To be submitted soon'), ('remind', 'Reminded'), ('review_late', 'Promised answer is late'), ('all_in', 'All districts have submitted'), ('decree_ends', 'Decree expires'), ('opened', 'Opened to be filled in'), ('left', 'Left the programme'), ('stays', 'Leaving undone'), ('moved', 'Moved to a new edition')], max_length=30, verbose_name='what happened'),
        ),
    ]
