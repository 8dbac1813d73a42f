from sanad.directory.models.consent import Consent
from sanad.directory.models.inherited import Inherited
from sanad.directory.models.organisation import Organisation, OrganisationAlias, StatuteClause
from sanad.directory.models.person import Invited, Mandate, Person, PersonAlias

__all__ = [
    "Consent",
    "Inherited",
    "Invited",
    "Mandate",
    "Organisation",
    "OrganisationAlias",
    "Person",
    "PersonAlias",
    "StatuteClause",
]
