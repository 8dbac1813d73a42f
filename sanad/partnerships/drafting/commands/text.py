"""Articles, and what the parties say of them."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.drafting.policies import can_answer_remark, can_remark
from sanad.partnerships.models import Agreement, Article, ArticleRemark
from sanad.partnerships.policies import can_draft
from sanad.partnerships.queries.content import ARTICLE_WORDS


class Stale(Refused):
    """Somebody else saved in between; `current` is the article as it is now."""

    def __init__(self, article: Article) -> None:
        super().__init__(_("Somebody else saved this text while you were writing. Both texts are below."))
        self.current = article


def _words(article: Article, words: dict[str, str]) -> None:
    """Put words into an article; TypeError for anything else."""
    if beyond := sorted(set(words) - set(ARTICLE_WORDS)):
        message = f"{', '.join(beyond)}: not words of an article"
        raise TypeError(message)
    for name, text in words.items():
        setattr(article, name, text)


def _save(actor: Actor, article: Article) -> Article:
    article.version += 1
    article.edited_by, article.edited_at = actor.user, timezone.now()
    article.save()
    return article


@command(can_draft, says=_("added an article"))
def add_article(
    actor: Actor, agreement: Agreement, *, section: str, after: Article | None = None, **words: str
) -> Article:
    """Add an article after another, at the end when none is named. Refused without any word."""
    article = Article(space_id=agreement.space_id, agreement=agreement, section=section, position=0)
    _words(article, words)
    if not any(text.strip() for text in words.values()):
        raise Refused(_("The article says nothing yet."), next(iter(words), None))
    row = list(agreement.articles.standing())
    place = _place_of(row, after) if after is not None else len(row)
    article.position = place + 1
    _save(actor, article)
    _renumber([*row[:place], article, *row[place:]])
    return article


def _place_of(row: list[Article], after: Article) -> int:
    """How many articles stand before the one that comes after `after`."""
    keys = [article.pk for article in row]
    if after.pk not in keys:
        raise Refused(_("This choice does not exist."), "after")
    return keys.index(after.pk) + 1


def _renumber(row: list[Article]) -> None:
    for number, article in enumerate(row, 1):
        if article.position != number:
            article.position = number
            article.save(update_fields=["position"])


@command(can_draft, says=_("changed an article"))
def edit_article(actor: Actor, article: Article, *, base_version: int, section: str = "", **words: str) -> Article:
    """Save an article. Raises `Stale` when it was changed since version `base_version` (nothing is lost: Y2)."""
    if base_version != article.version:
        raise Stale(article)
    before = article.section, *(getattr(article, name) for name in ARTICLE_WORDS)
    article.section = section or article.section
    _words(article, words)
    is_same = before == (article.section, *(getattr(article, name) for name in ARTICLE_WORDS))
    return article if is_same else _save(actor, article)


@command(can_draft, says=_("moved an article"))
def place_article(actor: Actor, article: Article, *, after: Article | None = None) -> Article:
    """Put an article after another one, first when none is named. The others keep their order."""
    standing = list(article.agreement.articles.standing())
    others = [other for other in standing if other.pk != article.pk]
    place = _place_of(others, after) if after is not None else 0
    if (wanted := [*others[:place], article, *others[place:]]) != standing:
        _renumber(wanted)
    return article


@command(can_draft, says=_("withdrew an article"))
def withdraw_article(actor: Actor, article: Article) -> Article:
    """Take an article out of the text; it stays in the history, and its remarks wait no more."""
    article.withdraw()
    return article


@command(can_remark, says=_("made a remark on an article"))
def remark_article(
    actor: Actor, article: Article, *, text: str = "", proposed_ar: str = "", proposed_fr: str = ""
) -> ArticleRemark:
    """Say something of an article, or propose words in its place. Refused when neither is given."""
    if not any(words.strip() for words in (text, proposed_ar, proposed_fr)):
        raise Refused(_("Write a remark, or the words that you propose."), "text")
    return ArticleRemark.objects.create(
        space_id=article.space_id,
        article=article,
        author_space=actor.space,
        by=actor.user,
        text=text.strip(),
        proposed_ar=proposed_ar.strip(),
        proposed_fr=proposed_fr.strip(),
        about_version=article.version,
    )


def _answer(actor: Actor, remark: ArticleRemark, state: str, answer: str) -> ArticleRemark:
    remark.state, remark.answer = state, answer.strip()
    remark.answered_by, remark.answered_at = actor.user, timezone.now()
    remark.save()
    return remark


@command(can_answer_remark, says=_("took a remark over"))
def take_remark(
    actor: Actor, remark: ArticleRemark, *, base_version: int, answer: str = "", **words: Any
) -> ArticleRemark:
    """Put words into the article (those given, else those proposed) and say that the remark is taken over.

    Raises `Stale` when the article was changed since version `base_version`: nobody's words are overwritten unseen.
    """
    article = remark.article
    if base_version != article.version:
        raise Stale(article)
    proposed = {"text_ar": remark.proposed_ar, "text_fr": remark.proposed_fr}
    words = words or {name: text for name, text in proposed.items() if text}
    if changed := {name: text for name, text in words.items() if getattr(article, name, None) != text}:
        _words(article, changed)
        _save(actor, article)
    return _answer(actor, remark, ArticleRemark.State.TAKEN, answer)


@command(can_answer_remark, says=_("left an article as it was"))
def leave_remark(actor: Actor, remark: ArticleRemark, *, answer: str) -> ArticleRemark:
    """Leave the article as it is, and say why. Refused without an answer."""
    if not answer.strip():
        raise Refused(_("Say why."), "answer")
    return _answer(actor, remark, ArticleRemark.State.LEFT, answer)
