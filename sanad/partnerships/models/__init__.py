from sanad.partnerships.models.agreement import (
    Agreement,
    AgreementActivity,
    AgreementStep,
    BudgetLine,
    Party,
    Suspension,
)
from sanad.partnerships.models.amendment import Amendment, ArticleChange, CommitmentChange
from sanad.partnerships.models.commitment import MONTH_END, Commitment, Fulfilment, FulfilmentEvidence, Instalment
from sanad.partnerships.models.sharing import Sharing
from sanad.partnerships.models.text import Article, ArticleRemark, Revision

__all__ = [
    "MONTH_END",
    "Agreement",
    "AgreementActivity",
    "AgreementStep",
    "Amendment",
    "Article",
    "ArticleChange",
    "ArticleRemark",
    "BudgetLine",
    "Commitment",
    "CommitmentChange",
    "Fulfilment",
    "FulfilmentEvidence",
    "Instalment",
    "Party",
    "Revision",
    "Sharing",
    "Suspension",
]
