"""What people read and learned, and what they thought of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanad.foundation.naming.models import TenantRow
from sanad.foundation.naming.parts import PartOf
from sanad.foundation.spaces.models import User
from sanad.training.models.registration import Registration
from sanad.training.models.session import Session


class LessonRead(TenantRow):
    """Somebody finished reading a lesson: with an account, or by the secret address of a registration.

    Lessons are known by the key of the course, so that a new version does not forget what was read.
    """

    why_not_covered = "which pages somebody opened; it counts for nothing"

    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    registration = models.ForeignKey(Registration, models.PROTECT, null=True, related_name="lessons_read")
    course_key = models.CharField(max_length=42)
    lesson = models.CharField(max_length=42)
    title = ""  # of the lesson, as the history tells it; set by who writes the row

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["space", "user", "course_key", "lesson"],
                condition=Q(user__isnull=False),
                name="lesson_read_once_by_user",
            ),
            models.UniqueConstraint(
                fields=["space", "registration", "course_key", "lesson"],
                condition=Q(registration__isnull=False),
                name="lesson_read_once_by_place",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) ^ Q(registration__isnull=False), name="lesson_read_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.lesson


class Attempt(PartOf, TenantRow):
    """A test taken before or after. Written once: nobody answers twice. `by` is who typed a paper in."""

    class Moment(models.TextChoices):
        BEFORE = "before", _("Before the course")
        AFTER = "after", _("After the course")

    whole, subject = "registration", "registration.session.activity"

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="attempts", editable=False)
    moment = models.CharField(max_length=6, choices=Moment)
    answers = models.JSONField(default=dict)
    score = models.PositiveSmallIntegerField()
    out_of = models.PositiveSmallIntegerField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "registration", "moment"], name="attempt_once"),
            models.CheckConstraint(condition=Q(out_of__gt=0, score__lte=F("out_of")), name="attempt_within_maximum"),
        ]

    def __str__(self) -> str:
        return f"{self.registration} · {self.score}/{self.out_of}"


class Feedback(PartOf, TenantRow):
    """An opinion, right after or months later. It does not say whose: only that somebody of the session gave it once.

    `ticket` is made from the registration, the moment and the key of the installation: the same person answers once,
    and nobody without that key can find the person from the answer. `points` is the sum of the marks from 1 to 5,
    `points_of` how many were given: so that many opinions are summed by the database.
    """

    why_not_covered = "anonymous: a line would say who wrote which"

    class Moment(models.TextChoices):
        HOT = "hot", _("Right after")
        COLD = "cold", _("Some months later")

    whole, subject = "session", "session.activity"

    session = models.ForeignKey(Session, models.PROTECT, related_name="feedback", editable=False)
    moment = models.CharField(max_length=4, choices=Moment)
    answers = models.JSONField(default=dict)
    points = models.PositiveSmallIntegerField(default=0, editable=False)
    points_of = models.PositiveSmallIntegerField(default=0, editable=False)
    ticket = models.CharField(max_length=64, editable=False)

    # The history says that somebody gave an opinion, not which: it also says when.
    history_hidden = frozenset({"ticket", "answers", "points", "points_of"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "session", "moment", "ticket"], name="feedback_once")]

    def __str__(self) -> str:
        return str(self.get_moment_display())
