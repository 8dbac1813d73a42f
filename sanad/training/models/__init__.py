from sanad.training.models.certificate import Certificate, CertificateRun, SigningKey
from sanad.training.models.learning import Attempt, Feedback, LessonRead
from sanad.training.models.registration import (
    AttendanceScan,
    Presence,
    Registration,
    RegistrationLetter,
    RegistrationStep,
)
from sanad.training.models.session import OtherMatter, Session, SessionCost, SessionStep, SessionTrainer, Slot
from sanad.training.models.trainer import TrainerField

__all__ = [
    "Attempt",
    "AttendanceScan",
    "Certificate",
    "CertificateRun",
    "Feedback",
    "LessonRead",
    "OtherMatter",
    "Presence",
    "Registration",
    "RegistrationLetter",
    "RegistrationStep",
    "Session",
    "SessionCost",
    "SessionStep",
    "SessionTrainer",
    "SigningKey",
    "Slot",
    "TrainerField",
]
