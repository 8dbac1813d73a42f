"""Papers are found by the words of their title and of whom they are about."""

from django.db import migrations

import sanad.foundation.naming.order
from sanad.foundation.arabic.joined import index_text
from sanad.foundation.history.operations import AppendOnly
from sanad.foundation.naming.again import derive_again


def of_paper(row):
    return {"folded": index_text(row.title, *(row.data.get(part) or "" for part in ("name", "subtitle")))}


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0014_read_here_first'),
    ]

    operations = [
        migrations.AddField(
            model_name='issueddocument',
            name='folded',
            field=sanad.foundation.naming.order.KeyTextField(default='', editable=False),
        ),
        AppendOnly("foundation_issueddocument", verbs=()),  # the column is derived for those that are there
        derive_again("foundation", {"IssuedDocument": of_paper}),
        AppendOnly("foundation_issueddocument"),
    ]
