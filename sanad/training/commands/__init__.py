from sanad.training.commands.courses import course_named

__all__ = ["course_named"]
