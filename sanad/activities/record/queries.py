"""Who is offered to be ticked as present: the people of the bodies concerned, who was asked, who came before."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from sanad.activities.models import Activity, Attendance
from sanad.directory.models import Mandate, Organisation, Person
from sanad.directory.policies import can_keep_directory
from sanad.foundation.spaces.actor import Actor

MOST = 100  # people that a page offers; others are typed
EARLIER = 6  # activities of the same people in which guests are looked for


@dataclass(frozen=True)
class Known:
    """Somebody to be ticked: a person of the directory, else a guest as an earlier list has them. `row` is their line here."""

    key: UUID
    name: str
    capacity: str
    body: Organisation | None
    person: Person | None = None
    row: Attendance | None = None

    @property
    def is_there(self) -> bool:
        """Whether they are recorded as present."""
        return self.row is not None and self.row.status == Attendance.Status.PRESENT


def known_people(activity: Activity) -> list[Known]:
    """Those on the list, then those who speak for the bodies concerned, who were asked and who speak, and who came before."""
    found: dict[UUID, Known] = {}
    names: set[str] = set()
    for known in (*_listed(activity), *_of_the_bodies(activity), *_asked(activity), *_came_before(activity)):
        is_twice = known.person is None and known.name in names
        if len(found) < MOST and known.key not in found and not is_twice:
            found[known.key] = known
            names.add(known.name)
    return list(found.values())


def bodies_of(activity: Activity) -> list[Organisation]:
    """The host and those with whom it is held."""
    partners = activity.taking_part.standing().select_related("organisation").order_by("created_at", "pk")
    return list(dict.fromkeys([activity.host, *(part.organisation for part in partners)]))


def kept_bodies(actor: Actor, activity: Activity) -> list[Organisation]:
    """Those whose people, typed with one of their capacities, may be kept in the directory.

    One's own association at its own meetings; for a support organisation the associations it meets that have no space of their
    own yet, and will find there who was met.
    """
    return (
        [body for body in bodies_of(activity) if _is_kept(actor, activity, body)] if can_keep_directory(actor) else []
    )


def _is_kept(actor: Actor, activity: Activity, body: Organisation) -> bool:
    if actor.space.is_association:
        return body == activity.host and body.own_space_id == body.space_id == actor.space_id
    kinds = {Organisation.Kind.ASSOCIATION, Organisation.Kind.FEDERATION}
    return body.own_space_id is None and body.space_id == actor.space_id and body.kind in kinds


def guests_of(activity: Activity) -> list[Attendance]:
    """The guests on the list, who have names and no cards."""
    return list(activity.attendance.standing().filter(person=None).select_related("organisation"))


def listed_beyond(activity: Activity, offered: Collection[UUID]) -> list[Attendance]:
    """Those on the list by their cards who are not among the people that a page offers."""
    rows = activity.attendance.standing().exclude(person=None).exclude(person__in=offered)
    return list(rows.select_related("person").order_by("created_at", "pk"))


def _listed(activity: Activity) -> Iterator[Known]:
    rows = activity.attendance.standing().exclude(person=None).select_related("person", "organisation")
    for row in rows.order_by("created_at", "pk"):
        person = row.person
        if person is not None:
            yield Known(person.pk, person.name, row.capacity, row.organisation, person, row)


def _of_the_bodies(activity: Activity) -> Iterator[Known]:
    bodies = bodies_of(activity)
    held = Mandate.objects.valid_on(activity.held_on).filter(space_id=activity.space_id, organisation__in=bodies)
    rows = held.select_related("person", "organisation").order_by("created_at", "pk")[:MOST]
    for row in sorted(rows, key=lambda row: bodies.index(row.organisation)):
        yield Known(row.person.pk, row.person.name, row.capacity, row.organisation, row.person)


def _asked(activity: Activity) -> Iterator[Known]:
    for row in activity.invitations.standing().exclude(person=None).select_related("person", "organisation")[:MOST]:
        if row.person is not None:
            yield Known(row.person.pk, row.person.name, row.capacity, row.organisation, row.person)
    for item in activity.programme.standing().exclude(speaker=None).select_related("speaker"):
        if item.speaker is not None:
            yield Known(item.speaker.pk, item.speaker.name, item.capacity, None, item.speaker)


def _came_before(activity: Activity) -> Iterator[Known]:
    """Who was at the last activities of the same series, or of the same bodies; a guest with their line here if there is one."""
    same = Q(taking_part__organisation__in=[body for body in bodies_of(activity) if body.pk != activity.host_id])
    if activity.series_id:
        same |= Q(series=activity.series_id)
    if activity.host.own_space_id == activity.space_id and activity.space.is_association:
        same |= Q(host=activity.host_id)  # its own people come to all of its meetings
    elif not activity.taking_part.standing().exists():
        same |= Q(host=activity.host_id, kind=activity.kind, taking_part=None)
    before = Activity.objects.filter(same, space_id=activity.space_id, starts_at__lte=activity.starts_at)
    last = list(
        before.exclude(pk=activity.pk).distinct().order_by("-starts_at", "-pk").values_list("pk", flat=True)[:EARLIER]
    )
    rows = Attendance.objects.present().filter(activity__in=last).select_related("person", "organisation")
    here = {row.guest_name: row for row in guests_of(activity)}
    for row in rows.order_by("-created_at")[:MOST]:
        if row.person is not None:
            yield Known(row.person.pk, row.person.name, row.capacity, row.organisation, row.person)
        else:
            yield Known(row.pk, row.guest_name, row.capacity, row.organisation, row=here.get(row.guest_name))
