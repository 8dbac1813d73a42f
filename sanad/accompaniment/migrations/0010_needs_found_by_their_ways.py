from django.db import migrations

from sanad.foundation.arabic.joined import index_text
from sanad.foundation.naming.again import derive_again


def of_need(row):
    ways = row.ways.order_by("created_at", "pk").values_list("text", flat=True)
    return {"folded": index_text(row.statement, row.root_cause, row.concerned, *ways)}


class Migration(migrations.Migration):

    dependencies = [
        ("accompaniment", "0009_asks_to_be_accompanied"),
    ]

    operations = [
        derive_again("accompaniment", {"Need": of_need}),
    ]
