import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('matching', '0009_answers_and_searches'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ProposalLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('dropped_at', models.DateTimeField(null=True)),
                ('routed', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='matching.routedneed')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'message sur une proposition',
                'indexes': [models.Index(condition=models.Q(('dropped_at__isnull', True), ('sent_at__isnull', True)), fields=['written_at'], name='proposal_letter_to_send')],
                'constraints': [models.UniqueConstraint(fields=('routed', 'user'), name='proposal_letter_once')],
            },
        ),
    ]
