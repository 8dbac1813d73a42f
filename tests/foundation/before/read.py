"""Print, as JSON, what the pages, the papers and the calendars of the migrated demo say of its hours."""

import json
import os
import re
from datetime import UTC

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanad.config.settings")
    django.setup()
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone, translation
    from icalendar import Calendar

    from sanad.activities.models import Activity
    from sanad.foundation.spaces.models import User
    from sanad.training.attendance.documents import attendance_sheet
    from sanad.training.models import Session, Slot
    from sanad.training.sessions.queries.own_page import calendar_of

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    translation.activate("fr")
    session = Session.objects.order_by("activity__starts_at").last()
    client = Client(headers={"accept-language": "fr"})
    client.force_login(User.objects.get(username="karima"))
    page = client.get(reverse("training:session", args=[session.pk]))
    sheet = attendance_sheet(session.slots.order_by("starts_at").first(), [])
    calendar = Calendar.from_ical(calendar_of(session.registrations.first()))

    def wall(moment) -> str:
        return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")

    print(
        json.dumps(
            {
                "activities": [
                    [wall(row.starts_at), wall(row.ends_at)] for row in Activity.objects.order_by("starts_at")
                ],
                "slots": sorted({wall(row.starts_at)[11:] for row in Slot.objects.all()}),
                "page": [page.status_code, sorted(set(re.findall(r"\b\d\d:\d\d\b", page.content.decode())))],
                "sheet": re.findall(r"\b\d\d:\d\d\b", str(sheet)),
                "calendar": sorted(str(event.decoded("dtstart").astimezone(UTC)) for event in calendar.walk("VEVENT")),
            }
        )
    )


if __name__ == "__main__":
    main()
