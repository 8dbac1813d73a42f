"""The papers of agreements: the text, its amendments, the state of its promises."""

from sanad.partnerships.documents.agreement import AGREEMENT, build
from sanad.partnerships.documents.life import AMENDMENT, PROMISES

__all__ = ["AGREEMENT", "AMENDMENT", "PROMISES", "build"]
