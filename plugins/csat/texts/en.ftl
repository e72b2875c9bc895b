# The words of the plugin that keeps what customers thought.

## Around every page

product = Ombud
skip = Skip to the content
desk-navigation = Desk
inbox = Inbox
sign-out = Sign out
not-saved = Nothing was saved.
no-such-page = there is no such page
show = Show
all = All
send = Send

## The report

satisfaction = Satisfaction
report-lead = What customers said, as far as you may see it: by the department and the agent of that moment. Satisfied is who gave 4 or 5.
nothing-yet = Nobody rated anything in this time.
in-all = { $count ->
    [one] { $share } % satisfied, { $average } of 5 on average, { $count } rating
   *[other] { $share } % satisfied, { $average } of 5 on average, { $count } ratings
}
not-all = There are more; the latest { $most } were counted.
per-cent = { $share } %
of-five = { $score } of 5
by-period = By time
by-department = By department
by-agent = By agent
satisfied = Satisfied
average = Average
ratings = Ratings
comments = Comments
no-comments = There are no words that you may read.
which-low = 1 and 2
which-middle = 3
which-satisfied = 4 and 5
chat = Chat
nobody = Nobody
download = Download as CSV
from = From
until-day = Until
department = Department
agent = Agent
bad-day = “{ $day }” is no day such as 2026-11-23
backwards = the last day is before the first
too-long = a report spans at most { $most } months

## Beside a ticket, and asking

answered-by = answered by { $name }
by-link-of = By a link that { $name } made.
asked = The customer was asked:
asked-by-mail = The customer was asked by mail:
to-be-asked = The customer will be asked:
not-delivered = It was not delivered:
ask-title = How was ticket #{ $number }?
link = Link for the customer
link-lead = With a link the customer of this ticket can rate it without signing in. Make one, and send it to them alone: whoever has it can rate in their place. It is noted that you made it.
make-link = Make a link
link-hint = Copy it and send it to the customer. It is shown only this once; you can make another.
good-until = Good until

## What customers see

how-was-it = How was our help with #{ $number }?
your-rating = Your rating
your-words = What was good, and what could be better? (optional)
score-5 = very good
score-4 = good
score-3 = so-so
score-2 = poor
score-1 = very poor
thanks = Thank you for your rating:
may-change = You can still change it.
quiet = You will be asked nothing more.
ask-again = You may ask me again
ask-never = Do not ask me again
mail-lead = Your request #{ $number } “{ $subject }” is done. How was our help? Here you say so, with one click and, if you like, some words:
mail-end = The link is good until { $until }. If you want no such questions, say so on the same page.
goes-on = This is still being worked on. You can rate it when it is done.

## What went wrong

bad-rating = a rating is 1 to 5, with a comment of at most { $most } characters
rated = this was rated already, and what was said stays
not-over = this is rated when it is resolved
not-answered = nobody has answered it, so there is nothing to rate
nobodys = the ticket has no customer who could rate it
wants-none = the customer wants to be asked nothing
not-yours = there is nothing of yours to rate here
no-link = this link is not good: it may be over, or was copied in part
trouble-403 = You may not do this
trouble-404 = Not found
trouble-409 = Somebody was faster
trouble-asked = That did not work
trouble-later = Not now
trouble-ours = Something went wrong
