from django.db import migrations


class Migration(migrations.Migration):
    """Statements of before get what they copy: any change of a row makes the database copy it."""

    dependencies = [("outcomes", "0002_what_a_statement_copies")]

    operations = [
        migrations.RunSQL("UPDATE outcomes_statement SET kind = kind", migrations.RunSQL.noop),
    ]
