from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("pokja", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name='member',
            name='post',
            field=models.CharField(blank=True, max_length=200, verbose_name='post in their own agency'),
        ),
        migrations.AlterField(
            model_name='memberevent',
            name='post',
            field=models.CharField(blank=True, max_length=200, verbose_name='post in their own agency'),
        ),
    ]
