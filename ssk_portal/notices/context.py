"""The number beside the bell."""


def unread(request):
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    # Counted in the query that read the user; somebody who has just signed in was read by another one.
    counted = user.unread_notices
    return {"unread_notices": user.notices.unread().count() if counted is None else counted}
