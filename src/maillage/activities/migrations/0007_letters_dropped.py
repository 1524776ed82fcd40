from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0006_places_confirmed_by_mail'),
    ]

    operations = [
        migrations.AddField(
            model_name='followupletter',
            name='dropped_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name='followupletter',
            index=models.Index(condition=models.Q(('dropped_at__isnull', True), ('sent_at__isnull', True)), fields=['written_at'], name='follow_up_letter_to_send'),
        ),
    ]
