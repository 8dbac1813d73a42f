"""Articles and remarks; only the languages of the agreement are asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui
from sanad.partnerships.models import Agreement, Article
from sanad.partnerships.policies import visible_to


class InLanguages(ui.SheetForm):
    """A form whose fields in a language that the text is not written in are left out."""

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language, direction in (("ar", "rtl"), ("fr", "ltr")):
            for name in [name for name in self.fields if name.endswith(f"_{language}")]:
                self.fields[name].widget.attrs["dir"] = direction
                if language not in agreement.languages:
                    del self.fields[name]


class WordsForm(InLanguages):
    section = forms.ChoiceField(label=_("Section"), choices=Article.Section.choices)
    heading_ar = ui.PlainField(label=_("Heading in Arabic"), max_length=200, required=False)
    text_ar = ui.TextField(label=_("Text in Arabic"), rows=10, required=False)
    heading_fr = ui.PlainField(label=_("Heading in French"), max_length=200, required=False)
    text_fr = ui.TextField(label=_("Text in French"), rows=10, required=False)


class AddArticleForm(WordsForm):
    after = ui.ChoiceOfRows(label=_("Stands after"), required=False, empty_label=_("at the end"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["after"].queryset = kwargs["agreement"].articles.standing()


class ArticleForm(WordsForm):
    base_version = ui.CountField(widget=forms.HiddenInput)


class PlaceArticleForm(ui.SheetForm):
    after = ui.ChoiceOfRows(label=_("Stands after"), required=False, empty_label=_("no other: it comes first"))

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = visible_to(self.actor, Article).standing().filter(agreement=article.agreement_id)
        self.fields["after"].queryset = others.exclude(pk=article.pk)


class RemarkForm(InLanguages):
    text = ui.TextField(label=_("Remark"), rows=3, required=False)
    proposed_ar = ui.TextField(label=_("Proposed text in Arabic"), rows=8, required=False)
    proposed_fr = ui.TextField(label=_("Proposed text in French"), rows=8, required=False)


class TakeRemarkForm(InLanguages):
    text_ar = ui.TextField(label=_("Text in Arabic"), rows=8, required=False)
    text_fr = ui.TextField(label=_("Text in French"), rows=8, required=False)
    answer = ui.PlainField(label=_("Answer"), max_length=300, required=False)
    base_version = ui.CountField(widget=forms.HiddenInput)


class LeaveRemarkForm(ui.SheetForm):
    answer = ui.PlainField(label=_("Why the article stays as it is"), max_length=300)
