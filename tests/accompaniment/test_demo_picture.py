"""The case has one picture among its evidence, drawn here, so that the list shows what a small one looks like."""

from django.urls import reverse

from sanad.accompaniment.models import Engagement, Evidence
from sanad.foundation.files.small import is_picture


def test_the_evidence_of_the_case_shows_a_small_picture(world, browse):
    file = Engagement.objects.get(association=world.association)
    rows = Evidence.objects.filter(engagement=file, file__isnull=False).select_related("file")
    (picture,) = [row for row in rows if is_picture(row.file)]
    site, small = browse(world.sg), reverse("accompaniment:evidence_small", args=[picture.pk])
    assert small in site.get(reverse("accompaniment:evidence_list", args=[file.pk])).content.decode()
    assert site.get(small)["Content-Type"].startswith("image/")
