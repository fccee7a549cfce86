import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("accounts", "0007_pause_ended")]

    operations = [
        migrations.AlterField(
            model_name='accountevent',
            name='kind',
            field=models.CharField(choices=[('signed_in', 'Signed in'), ('sign_in_failed', 'Failed sign-in'), ('paused', 'Sign-in paused after too many failures'), ('pause_ended', 'Pause ended by an administrator'), ('signed_out', 'Signed out'), ('sessions_ended', 'Other sessions signed out'), ('password_given', 'First password given'), ('password_changed', 'Password changed'), ('reset_asked', 'Link to a new password asked for'), ('reset_done', 'New password set by a link'), ('email_changed', 'E-mail address changed'), ('invited', 'Invited by e-mail'), ('invitation_used', 'Invitation used'), ('post_refused', 'Post refused'), ('factor_added', 'Second step of sign-in set up'), ('factor_removed', 'Second step of sign-in turned off'), ('factor_failed', 'Failed second step of sign-in'), ('factor_reset', 'Second step of sign-in reset by an administrator'), ('recovery_made', 'Recovery codes made'), ('recovery_used', 'Recovery code used'), ('data_taken', 'Own data downloaded')], max_length=20, verbose_name='what happened'),
        ),
        migrations.AlterField(
            model_name='user',
            name='language',
            field=models.CharField(choices=[('id', 'Bahasa Indonesia'), ('en', 'English')], default='id', help_text='Of the pages and of the e-mails to you.', max_length=2, verbose_name='language'),
        ),
        migrations.AlterField(
            model_name='user',
            name='nip',
            field=models.CharField(blank=True, help_text='18 digits; may stay empty.', max_length=18, validators=[django.core.validators.RegexValidator('^[0-9]{18}$', 'An NIP has 18 digits, with or without spaces.', code='nip')], verbose_name='NIP'),
        ),
        migrations.AlterField(
            model_name='userevent',
            name='language',
            field=models.CharField(choices=[('id', 'Bahasa Indonesia'), ('en', 'English')], default='id', help_text='Of the pages and of the e-mails to you.', max_length=2, verbose_name='language'),
        ),
        migrations.AlterField(
            model_name='userevent',
            name='nip',
            field=models.CharField(blank=True, help_text='18 digits; may stay empty.', max_length=18, validators=[django.core.validators.RegexValidator('^[0-9]{18}$', 'An NIP has 18 digits, with or without spaces.', code='nip')], verbose_name='NIP'),
        ),
        migrations.AlterConstraint(
            model_name='user',
            name='user_nip_whole',
            constraint=models.CheckConstraint(condition=models.Q(('nip', ''), ('nip__regex', '^[0-9]{18}$'), _connector='OR'), name='user_nip_whole', violation_error_message='An NIP has 18 digits, with or without spaces.'),
        ),
    ]
