from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0006_drafts_given_up'),
    ]

    operations = [
        migrations.AddField(
            model_name='practiceletter',
            name='dropped_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name='practiceletter',
            index=models.Index(condition=models.Q(('dropped_at__isnull', True), ('sent_at__isnull', True)), fields=['written_at'], name='practice_letter_to_send'),
        ),
    ]
