"""Addresses of what happens after signature."""

from django.urls import path

from sanad.partnerships.views import amendments, course, promises
from sanad.partnerships.views import life_papers as papers

urlpatterns = [
    path("promises/", promises.promises, name="promises"),
    path("promises/<uuid:pk>/", promises.promise, name="promise"),
    path("promises/<uuid:pk>/deliver/", promises.deliver, name="deliver"),
    path("promises/<uuid:pk>/waive/", promises.waive, name="waive"),
    path("pieces/<uuid:pk>/accept/", promises.accept, name="accept"),
    path("pieces/<uuid:pk>/decline/", promises.decline, name="decline"),
    path("evidence/<uuid:pk>/", promises.evidence_file, name="evidence_file"),
    path("<uuid:pk>/follow-up/", promises.follow_up, name="follow_up"),
    path("<uuid:pk>/amendments/", amendments.amendments, name="amendments"),
    path("<uuid:pk>/amendments/new/", amendments.draft_amendment, name="draft_amendment"),
    path("amendments/<uuid:pk>/", amendments.amendment, name="amendment"),
    path("amendments/<uuid:pk>/edit/", amendments.edit_amendment, name="edit_amendment"),
    path("amendments/<uuid:pk>/article/", amendments.amend_article, name="amend_article"),
    path("amendments/<uuid:pk>/promise/", amendments.amend_promise, name="amend_promise"),
    path("amendments/<uuid:pk>/sign/", amendments.sign_amendment, name="sign_amendment"),
    path("amendments/<uuid:pk>/abandon/", amendments.abandon_amendment, name="abandon_amendment"),
    path("amendments/<uuid:pk>/copy/", amendments.amendment_copy, name="amendment_copy"),
    path("article-changes/<uuid:pk>/withdraw/", amendments.withdraw_article_change, name="withdraw_article_change"),
    path(
        "promise-changes/<uuid:pk>/withdraw/", amendments.withdraw_commitment_change, name="withdraw_commitment_change"
    ),
    path("amendments/<uuid:pk>/draft-<str:language>.pdf", papers.draft_amendment_paper, name="draft_amendment_paper"),
    path("amendments/<uuid:pk>/issue/<str:language>/", papers.issue_amendment, name="issue_amendment"),
    path("<uuid:pk>/promises-<str:language>.pdf", papers.draft_promises, name="draft_promises"),
    path("<uuid:pk>/promises/issue/<str:language>/", papers.issue_promises, name="issue_promises"),
    path("<uuid:pk>/suspend/", course.suspend, name="suspend"),
    path("suspensions/<uuid:pk>/lift/", course.lift, name="lift"),
    path("<uuid:pk>/terminate/", course.terminate, name="terminate"),
    path("<uuid:pk>/renew/", course.renew, name="renew"),
    path("<uuid:pk>/committee/", course.committee, name="committee"),
    path("<uuid:pk>/committee/link/", course.link_activity, name="link_activity"),
    path("<uuid:pk>/sharing/", course.sharing, name="sharing"),
    path("<uuid:pk>/sharing/new/", course.agree_sharing, name="agree_sharing"),
    path("sharing/<uuid:pk>/withdraw/", course.withdraw_sharing, name="withdraw_sharing"),
    path("sharing/<uuid:pk>/give/", course.give_sharing, name="give_sharing"),
    path("sharing/<uuid:pk>/revoke/", course.revoke_sharing, name="revoke_sharing"),
    path("<uuid:pk>/story/", course.story_page, name="story"),
]
