from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("notices", "0003_announcements")]

    operations = [
        migrations.AlterModelOptions(
            name='mail',
            options={'ordering': ['-at'], 'verbose_name': 'e-mail message', 'verbose_name_plural': 'e-mail messages'},
        ),
        migrations.AlterField(
            model_name='mail',
            name='about_account',
            field=models.BooleanField(default=False, help_text='Sent however often the person chose to get notices.', verbose_name='about the account itself'),
        ),
        migrations.AlterField(
            model_name='mail',
            name='digest',
            field=models.CharField(blank=True, editable=False, help_text='Which kind of weekly e-mail it is; empty for all others.', max_length=30, verbose_name='digest'),
        ),
        migrations.AlterField(
            model_name='mail',
            name='week',
            field=models.DateField(blank=True, editable=False, help_text='The Monday of the week that a weekly e-mail is for.', null=True, verbose_name='week'),
        ),
        migrations.AlterField(
            model_name='mailevent',
            name='about_account',
            field=models.BooleanField(default=False, help_text='Sent however often the person chose to get notices.', verbose_name='about the account itself'),
        ),
        migrations.AlterField(
            model_name='mailevent',
            name='digest',
            field=models.CharField(blank=True, editable=False, help_text='Which kind of weekly e-mail it is; empty for all others.', max_length=30, verbose_name='digest'),
        ),
        migrations.AlterField(
            model_name='mailevent',
            name='week',
            field=models.DateField(blank=True, editable=False, help_text='The Monday of the week that a weekly e-mail is for.', null=True, verbose_name='week'),
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('submit', 'Submitted'), ('begin', 'Review begun'), ('take_over', 'Review taken over'), ('send_back', 'Sent back'), ('approve', 'Approved'), ('ask_reopen', 'Asked to reopen'), ('reopen', 'Reopened'), ('record_historical', 'Recorded as historical'), ('comment', 'Comment'), ('publish', 'Made public'), ('withdraw_publication', 'Publication withdrawn'), ('call_off', 'Called off'), ('take_back', 'Takes place after all'), ('submit_due', 'To be submitted soon'), ('review_late', 'Promised answer is late'), ('all_in', 'All districts have submitted'), ('decree_ends', 'Decree expires'), ('opened', 'Opened to be filled in'), ('left', 'Left the programme'), ('stays', 'Leaving undone'), ('moved', 'Moved to a new edition')], max_length=30, verbose_name='what happened'),
        ),
        migrations.AlterField(
            model_name='noticeevent',
            name='kind',
            field=models.CharField(choices=[('submit', 'Submitted'), ('begin', 'Review begun'), ('take_over', 'Review taken over'), ('send_back', 'Sent back'), ('approve', 'Approved'), ('ask_reopen', 'Asked to reopen'), ('reopen', 'Reopened'), ('record_historical', 'Recorded as historical'), ('comment', 'Comment'), ('publish', 'Made public'), ('withdraw_publication', 'Publication withdrawn'), ('call_off', 'Called off'), ('take_back', 'Takes place after all'), ('submit_due', 'To be submitted soon'), ('review_late', 'Promised answer is late'), ('all_in', 'All districts have submitted'), ('decree_ends', 'Decree expires'), ('opened', 'Opened to be filled in'), ('left', 'Left the programme'), ('stays', 'Leaving undone'), ('moved', 'Moved to a new edition')], max_length=30, verbose_name='what happened'),
        ),
        migrations.AlterConstraint(
            model_name='mail',
            name='mail_sent_or_waiting',
            constraint=models.CheckConstraint(condition=models.Q(('sent_at', None), ('next_try_at', None), _connector='OR'), name='mail_sent_or_waiting', violation_error_message='A sent e-mail is not sent again.'),
        ),
    ]
