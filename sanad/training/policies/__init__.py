from sanad.training.policies.seeing import visible_to

__all__ = ["visible_to"]
