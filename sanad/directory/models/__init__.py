from sanad.directory.models.consent import Consent
from sanad.directory.models.inherited import Inherited
from sanad.directory.models.organisation import Organisation, OrganisationAlias, StatuteClause
from sanad.directory.models.person import Mandate, Person, PersonAlias

__all__ = [
    "Consent",
    "Inherited",
    "Mandate",
    "Organisation",
    "OrganisationAlias",
    "Person",
    "PersonAlias",
    "StatuteClause",
]
