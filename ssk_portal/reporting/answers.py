"""Answers to what people ask most, by the right whose holders ask it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Answer:
    """A question with its answer, and the screen where it is done: its name and label."""

    question: str | Promise
    answer: str | Promise
    screen: str = ""
    label: str | Promise = ""


# (heading, the right whose holders read it, answers)
TOPICS = [
    (
        _("Signing in, and what I see"),
        "home.view",
        [
            Answer(
                _("I forgot my password, and no e-mail comes."),
                _(
                    "Choose “Forgot your password?” on the sign-in page; the link is valid for three days. If no e-mail comes, ask the administrator of your province or of"
                    " the centre for a new first password: whoever can sign in finds their names under “My access rights”. Too many failed attempts mean a pause of 15"
                    " minutes, which they can end as well. The sign-in page tells all of this too, under “Cannot sign in?”."
                ),
                "accounts:rights", _("My access rights"),
            ),
            Answer(
                _("I have a new telephone, or lost the old one."),
                _(
                    "Sign in with one of your recovery codes and set up the second step anew in your profile. If you have no codes left, an administrator resets the second"
                    " step."
                ),
                "accounts:profile_update", _("Profile"),
            ),
            Answer(
                _("My data is gone, or a region is missing."),
                _(
                    "You see the Pokja, events, milestones and drafts of the regions in your reach; those of other regions are answered as if they did not exist. Regions, "
                    "definitions, and figures that are approved or published can be seen by everybody. An empty list names your reach. If your region is wrong, ask an "
                    "administrator."
                ),
                "accounts:rights", _("My access rights"),
            ),
            Answer(
                _("The session ended while I was writing."),
                _("Sign in again: the page comes back with what you typed. Only files have to be chosen again, and the page names them."),
            ),
            Answer(
                _("The page says that somebody else changed it in the meantime."),
                _("Nothing was overwritten. The page shows both versions side by side, and yours is in the form: compare, correct, save once more."),
            ),
            Answer(
                _("A file is refused."),
                _(
                    "Beside every field for a file you see which kinds and what size are accepted. Photos of an event are made smaller by the portal; scan papers in shades "
                    "of grey at 150 to 200 dpi, or split them into several files."
                ),
            ),
        ],
    ),
    (
        _("Filling in and submitting"),
        "milestone.fill",
        [
            Answer(
                _("Where do I begin?"),
                _("On the home page: it names what was sent back to you, what is due, and the next milestone. Each line opens the very page where it is done."),
                "reporting:home", _("Home"),
            ),
            Answer(
                _("The button to submit is missing, or submitting is refused."),
                _(
                    "The page names what is lacking: a compulsory requirement without evidence, or the milestone before that has not been submitted. Drafts can be filled "
                    "in at any time and in any order."
                ),
                "milestones:progress_list", _("Milestones"),
            ),
            Answer(
                _("I submitted something by mistake."),
                _(
                    "Choose “Withdraw” on its page, as long as nobody has begun to review it. After that ask the reviewer, in a comment, to send it back. What is approved "
                    "already is reopened by “Ask to reopen”, with a reason."
                ),
            ),
            Answer(
                _("We gather on paper first, or the head of the region asks how we stand."),
                _(
                    "On the page of a milestone, “Empty form (PDF)” prints what is asked for, with boxes and lines to write on. On the page of a regency or city, “Brief for the "
                    "head of the region” sums up on one page how the programme stands there and what is asked of its head now."
                ),
            ),
            Answer(
                _("It was sent back. What now?"),
                _(
                    "The reviewer's note is at the top of the page, and remarks are beside the requirements. Correct what is asked for and submit again; evidence "
                    "that was accepted stays."
                ),
            ),
            Answer(
                _("Our event, institution or indicator is not on the list."),
                _(
                    "Events of another kind begin from a blank form. An institution that is not suggested is added as you type it. An indicator that only your region "
                    "counts is kept as a local indicator."
                ),
                "indicators:indicator_list", _("Indicators"),
            ),
        ],
    ),
    (
        _("Figures"),
        "figure.fill",
        [
            Answer(
                _("Do I type 39,47 or 39.47?"),
                _(
                    "Both are understood, and the portal says how it read the number. What can be read in two ways, as 1.000 for a percentage, is asked back. Where there "
                    "is no value leave the figure out: “no data” is not zero."
                ),
            ),
            Answer(
                _("There are many figures to type."),
                _(
                    "Take the template of the year as Excel, fill it in without a connection and send it back. You see what would change, with every fault by row and "
                    "column, before anything is saved."
                ),
                "indicators:achievement_import", _("Achievements from Excel"),
            ),
            Answer(
                _("The portal warns of a figure that is right."),
                _(
                    "Answer the warning with a note that says why it is right; note and warning go with the figure to the reviewer. The figure can be submitted once every "
                    "warning is answered."
                ),
            ),
        ],
    ),
    (
        _("Reviewing what was submitted"),
        "milestone.review",
        [
            Answer(
                _("What is waiting for me, and since when?"),
                _("The queue lists what was submitted, the longest waiting first, with the day on which an answer was promised and who has it."),
                "milestones:progress_queue", _("Waiting for your review"),
            ),
            Answer(
                _("A colleague began a review and is away."),
                _("Choose “Take over” on the page of the submission. Remarks and notes that were begun come along, and your colleague is told."),
            ),
            Answer(
                _("A publication says that a milestone was reached before the portal existed."),
                _("Record it as historical on the page of the assistance, with its source: no evidence is asked for, and it stays apart from what was approved here."),
                "milestones:assistance_list", _("Assistance"),
            ),
        ],
    ),
    (
        _("Keeping accounts"),
        "user.change",
        [
            Answer(
                _("Which districts have nobody to fill in, and which provinces no reviewer?"),
                _("They are listed, and their accounts can be made one by one or all at once from a sheet."),
                "accounts:user_missing", _("Regions without an account"),
            ),
            Answer(
                _("Somebody moved to another office."),
                _(
                    "Deactivate the account and give the successor one of their own; what was done stays under the name and role of its time. Whoever only moves to another"
                    " region gets it in the same account, and the portal shows before saving what they gain and lose."
                ),
                "accounts:user_list", _("Users"),
            ),
            Answer(
                _("An invitation did not arrive."),
                _("On the page of the account choose “Send the invitation again”, or give a first password. The page says what became of the invitation."),
                "accounts:user_list", _("Users"),
            ),
        ],
    ),
]  # fmt: skip
