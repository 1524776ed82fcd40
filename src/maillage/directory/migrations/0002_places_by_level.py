from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0001_who_is_where'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='territory',
            name='territory_by_code',
        ),
        migrations.RemoveIndex(
            model_name='territory',
            name='territory_in_french_order',
        ),
        migrations.AddIndex(
            model_name='territory',
            index=models.Index(fields=['level', 'country', 'code'], name='territory_by_level'),
        ),
    ]
