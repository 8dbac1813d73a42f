"""What the database itself refuses to change or remove."""

from django.db import migrations

from sanad.foundation.history.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]
    operations = [
        AppendOnly("foundation_historyentry"),
        AppendOnly("foundation_issueddocument"),
        AppendOnly("foundation_documentscan"),
        AppendOnly("foundation_documentwithdrawal"),
    ]
