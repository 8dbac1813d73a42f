"""Forms of agreements, by noun."""

from sanad.partnerships.forms.agreement import FrameForm, ReasonForm, StartForm
from sanad.partnerships.forms.parties import AddPartyForm, PartyForm, ProofForm, SendOutForm, SignatureForm
from sanad.partnerships.forms.promises import BudgetLineForm, CommitmentForm, InstalmentForm, PlanItemsForm
from sanad.partnerships.forms.text import (
    AddArticleForm,
    ArticleForm,
    LeaveRemarkForm,
    PlaceArticleForm,
    RemarkForm,
    TakeRemarkForm,
)

__all__ = [
    "AddArticleForm",
    "AddPartyForm",
    "ArticleForm",
    "BudgetLineForm",
    "CommitmentForm",
    "FrameForm",
    "InstalmentForm",
    "LeaveRemarkForm",
    "PartyForm",
    "PlaceArticleForm",
    "PlanItemsForm",
    "ProofForm",
    "ReasonForm",
    "RemarkForm",
    "SendOutForm",
    "SignatureForm",
    "StartForm",
    "TakeRemarkForm",
]
