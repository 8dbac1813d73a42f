from sanad.training.models.certificate import Certificate, CertificateRun, SigningKey
from sanad.training.models.course import Course, CourseFile, TrainerField
from sanad.training.models.learning import Attempt, Feedback, LessonRead
from sanad.training.models.registration import (
    AttendanceScan,
    Presence,
    Registration,
    RegistrationLetter,
    RegistrationStep,
)
from sanad.training.models.session import Session, SessionCost, SessionStep, SessionTrainer, Slot

__all__ = [
    "Attempt",
    "AttendanceScan",
    "Certificate",
    "CertificateRun",
    "Course",
    "CourseFile",
    "Feedback",
    "LessonRead",
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
