"""Switching the language; what was typed on the page comes along."""

from django.contrib.auth.decorators import login_not_required
from django.views.i18n import set_language

from ssk_portal.screens import kept, once


@login_not_required
def switch(request):
    """Django's own switch. The form that the button sent along is kept for its page, which the answer leads back to."""
    sent, request.POST = request.POST, request.POST.copy()
    # The button stands at the head of the page: a field of the same name, in the form that it sends along, comes after it.
    request.POST.setlist("language", sent.getlist("language")[:1])
    answer = set_language(request)
    request.POST = sent
    # The buttons sent the form that stood on the page: it is not done, only shown again.
    if request.method == "POST" and once.FIELD in request.POST and request.user.is_authenticated:
        kept.keep(request, owner=request.user.pk, why=kept.LANGUAGE)
        answer.headers["Location"] = kept.page_of(request)
    return answer
