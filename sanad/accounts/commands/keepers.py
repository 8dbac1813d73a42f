"""Who keeps the installation."""

from sanad.foundation.spaces.models import Keeper, User


def name_keeper(user: User) -> Keeper:
    """From now on somebody keeps this installation, too."""
    return Keeper.objects.get_or_create(user=user)[0]


def end_keeper(user: User) -> None:
    """From now on somebody does not keep this installation any more."""
    Keeper.objects.filter(user=user).delete()
