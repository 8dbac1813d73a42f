"""Courses as content, version by version, and the files of their lessons."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import PlanItem
from sanad.foundation.arabic.language import in_language
from sanad.foundation.files.models import StoredFile
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.naming.order import by_code_point
from sanad.foundation.naming.parts import Withdrawable


class Course(TenantRow):
    """One version of a course, as the space teaches it. Written once; a change is the next version.

    `content` is the whole course as its file says it (`queries.syllabus` reads it). A session keeps the version that it
    taught.
    """

    class Level(models.TextChoices):
        BEGINNER = "beginner", _("For beginners")
        INTERMEDIATE = "intermediate", _("For those who know the basics")
        ADVANCED = "advanced", _("Advanced")

    key = models.CharField(max_length=42)
    version = models.PositiveSmallIntegerField()
    field = models.CharField(_("Field of training"), max_length=24, choices=PlanItem.Field)
    level = models.CharField(_("Level"), max_length=12, choices=Level)
    title_ar = models.CharField(_("Title in Arabic"), max_length=200)
    title_fr = models.CharField(_("Title in French"), max_length=200)
    minutes = models.PositiveIntegerField(_("Duration in minutes"))
    attendance_percent = models.PositiveSmallIntegerField(_("Attendance asked for the certificate, in %"))
    test_percent = models.PositiveSmallIntegerField(_("Test result asked for the certificate, in %"))
    validity_months = models.PositiveSmallIntegerField(
        _("Months for which the certificate is valid"), null=True, blank=True
    )
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)

    history_hidden = frozenset({"content"})
    told_as = "training.course"

    class Meta:
        db_table = "training_course"  # they stood in training before
        ordering = [by_code_point("field"), by_code_point("key"), "-version"]
        constraints = [
            models.UniqueConstraint(fields=["space", "key", "version"], name="course_version_once"),
            models.CheckConstraint(
                condition=Q(attendance_percent__lte=100, test_percent__lte=100), name="course_rule_within_100"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the language of the page; English pages read the French one."""
        return in_language(self.title_ar, self.title_fr)


class CourseFile(Withdrawable, TenantRow):
    """A picture or a paper that the lessons of a course show, under the name by which their Markdown calls it."""

    course_key = models.CharField(max_length=42, editable=False)
    name = models.SlugField(_("Name in the lesson"), max_length=60, db_index=False)
    title = models.CharField(_("What it shows"), max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", editable=False)

    told_as = "training.coursefile"

    class Meta:
        db_table = "training_coursefile"
        ordering = [by_code_point("name")]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "course_key", "name"], condition=Q(withdrawn_at=None), name="course_file_once"
            )
        ]

    def __str__(self) -> str:
        return self.title
