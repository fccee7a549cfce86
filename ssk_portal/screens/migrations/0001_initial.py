import django.db.models.deletion
import ssk_portal.common.together
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        ssk_portal.common.together.CreateModels(
            models=[migrations.CreateModel(
                name='FormKey',
                fields=[
                    ('key', models.UUIDField(primary_key=True, serialize=False)),
                    ('sent', models.CharField(help_text='SHA-256 of what was sent', max_length=64)),
                    ('result', models.CharField(max_length=500)),
                    ('at', models.DateTimeField(auto_now_add=True, db_index=True)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'form key',
                    'verbose_name_plural': 'form keys',
                    'indexes': [],
                    'constraints': [],
                },
            )],
        ),
    ]
