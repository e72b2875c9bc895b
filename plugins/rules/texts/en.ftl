# The words of the plugin that keeps rules.

## Around every page

product = Ombud
skip = Skip to the content
desk-navigation = Desk
inbox = Inbox
sign-out = Sign out
rules = Rules
not-saved = Nothing was done.
no-such-page = there is no such page
trouble-403 = You may not do this
trouble-404 = Not found
trouble-409 = Somebody was faster
trouble-asked = That did not work
trouble-later = Not now
trouble-ours = Something went wrong
done-saved = Saved. From now on the rule acts with your rights.
done-moved = Moved.
done-removed = Removed.
done-back = Brought back.
yes = yes
no = no

## The list

rules-lead = What the desk does by itself, in this order. A rule acts with the rights of whoever saved it last.
no-rules = There are no rules yet.
new-rule = New rule
begin-with = Begin with an example
example-hand-over = Hand over open work when a shift ends
example-unassigned = Raise what nobody takes for two hours, and tell somebody
example-unassigned-note = Nobody has answered for this ticket for two hours.
example-broken = Make urgent what broke a promise
rule = Rule
author = Acts for
last-time = Last did something
never = not yet
state-off = off
no-order = nobody: its order was taken back. Open and save it to give it anew.
move-up = Move “{ $name }” up
move-down = Move “{ $name }” down
switch-on = Switch on
switch-off = Switch off
enabled = On
place = Order

## The editor

edit = Edit
name = Name
stop-title = Nothing that comes after it is done for the same event
once-title = Does something with the same ticket
once-always = each time
once-ticket = only once
once-hours = not again for so many hours
hours = Hours
on-title = When
on-hint = Any of these. How long it waits: 3d, 4h, 30m or 1d 12h; before a date: -1d. Of a rating, the highest that counts: 2.
when-title = If
when-hint = The level says what belongs to which group above it. Several values with commas between; a value with a comma stands in "quotation marks". Without a line: always.
then-title = Then
then-hint = In this order. In texts are filled in: { $known }; with “|” what stands there if there is none.
event = Event
which = Which
after-time = After
level = Level
of-what = What
comparison = Comparison
values = Values
person = Person
promise = Promise (empty: any)
rating = At most (1 to 5; empty: any)
field = Field (empty: any)
date-field = Field with a date
action = Action
target = To
text = Text
save = Save
more-lines = More lines
remove = Remove rule
nothing-chosen = (nothing)
group-all = All of the following
group-any = One of the following
group-not = Not the following

## What happens

on-opened = a ticket is opened
on-changed = something changes
on-customer-replied = the customer writes again
on-agent-replied = staff answers
on-noted = somebody leaves a note
on-tag-added = a tag is added
on-tag-removed = a tag is removed
on-sla-warned = a promise (SLA) will soon be broken
on-sla-broken = a promise (SLA) is broken
on-shift-ended = the shift of its assignee ends
on-rated = the customer rates it
on-waited-status = it is in a status for so long
on-waited-unassigned = nobody answers for it for so long
on-waited-unanswered = the customer waits for so long
on-waited-field = a date in a field has come
with = { $what }: { $which }
or-less = { $most } or less
promise-first-assignment = First assignment
promise-first-response = First response
promise-next-response = Next response
promise-resolution = Resolution
waiting = { $what }: { $which }, { $time }
waiting-plain = { $what }: { $time }

## What is asked

what-status = Status
what-priority = Priority
what-department = Department
what-assignee = Assignee
what-requester = Requester
what-tags = Tags
what-subject = Subject
what-message = Message
what-channel = Channel
what-language = Language
what-hours-since-opened = Hours since it was opened
what-hours-since-customer = Hours since the customer wrote
what-hours-since-agent = Hours since staff answered
what-hours-since-status = Hours in this status
what-field = Field “{ $name }”
is-any-of = is one of
is-all-of = has all of
is-none-of = is none of
is-contains = contains one of
is-lacks = contains none of
is-at-least = is at least
is-at-most = is at most
is-empty = is empty
is-filled = is filled in
nobody = nobody
was = it was: { $value }
was-nothing = it was empty
always = always

## What is done

do-set-status = Set the status
do-set-priority = Set the priority
do-set-department = Move to the department
do-assign = Assign to
do-unassign = Assign to nobody
do-hand-over = Hand over to whoever of the department is there, accepts tickets and has the least to do; to nobody if nobody is
do-hand-over-or-keep = The same, but it stays whose it is if nobody is there
do-add-tags = Add tags
do-remove-tags = Remove tags
do-set-field = Fill in “{ $name }”
do-note = Leave a note
do-notify = Name somebody in a note
do-reply = Answer the customer
effect-changed = { $field }: { $before } → { $after }
effect-tagged = Tags added: { $tags }
effect-untagged = Tags removed: { $tags }
effect-noted = Note: { $text }
effect-replied = Answer: { $text }
effect-handed-over = Handed over to whoever is there and accepts tickets by then
effect-nothing = Nothing: the ticket is so already.
status-new = New
status-open = Open
status-pending = Pending
status-on-hold = On hold
status-resolved = Resolved
status-closed = Closed
status-spam = Spam
priority-low = Low
priority-normal = Normal
priority-high = High
priority-urgent = Urgent

## What is wrong

bad-name = the name needs 1 to { $most } characters
name-taken = there is another rule “{ $name }”
bad-triggers = say when: 1 to { $most } events
bad-actions = say what is done: 1 to { $most } actions
bad-conditions = the conditions are nested too deep, or there are too many
bad-check = “{ $is }” cannot be asked of “{ $what }”
bad-value = “{ $value }” does not fit “{ $what }”
fits = { $told }. What fits: { $known }.
bad-text = a text is missing or too long
bad-placeholder = “{ $name }” cannot be filled in; what can be: { $known }
bad-hours = a time is missing, or too long
bad-duration = “{ $typed }” is no time; expected is such as 3d, 4h or 30m
bad-level = a line is deeper than a group above it
bad-event = “{ $typed }” is no event
bad-score = “{ $typed }” is no rating; expected is 1 to 5
bad-action = “{ $typed }” is no action
bad-period = say from which day until which
bad-ticket = there is no ticket #{ $number } that you may see
no-such-department = there is no department “{ $typed }”
no-such-date = there is no date field “{ $typed }”
no-such-person = there is nobody “{ $typed }” who could be meant
say-whom = say whom: a name, or an address
calls-author = a note in your own name does not call yourself: name somebody else
no-such-rule = there is no such rule
no-such-version = there is no such version
changed-since = Somebody else changed this rule meanwhile. What you typed is still here; save it again to keep it.
too-many-rules = there may be at most { $most } rules
author-lacks = a rule acts with your rights, and you lack the right to { $what }
bad-file = line { $line }: { $why }
name-twice = “{ $name }” stands there twice

## Trying

try = Try it
try-hint = Nothing is changed. You see what you may see.
from-day = From
until-day = Until
try-past = On the past
try-ticket = On one ticket
ticket-number = Number of the ticket
trial-found = { $hits ->
    [one] It would have done something { $hits } time
   *[other] It would have done something { $hits } times
}, among { $tickets ->
    [one] { $tickets } ticket
   *[other] { $tickets } tickets
} and { $times ->
    [one] { $times } event
   *[other] { $times } events
} that it waits for.
trial-more = There is more than was looked at: choose a shorter time.
trial-blind = Some promises or ends of shifts could not be looked at: the plugin that keeps them is away, or you may not see them.
trial-fits = #{ $number } fits.
trial-fits-not = #{ $number } does not fit.
you-lack = You lack the right to { $what } there.
why = Why

## Versions

versions = Versions
version = Version { $number }
how-written = written
how-back = version { $number } brought back
how-imported = from a file
bring-back = Bring this version back
by = by { $name }
the-desk = the desk

## The log

log = Log
log-lead = What rules did, and what they could not do, as far as you may see the tickets.
no-log = Nothing has been done yet.
log-older = Older
filter = Show
any-rule = all rules
ticket = Ticket
ended-done = done
ended-nothing = nothing was left to do
ended-refused = refused
ended-no-author = not done: its author is suspended, gone, or took the order back
ended-over = not done: the ticket did not fit any more
ended-circle = stopped: it goes in a circle with other rules
ended-too-often = stopped: it did this too often in a short time
refused-lacks = Not done: { $author } lacks the right to { $what }.
refused-unseen = Not done: { $author } may not see this ticket.
refused-said = Not done: { $why }
did = { $rule }: { $ended }
its-author = its author

## Rights

right-read = read tickets
right-edit = edit tickets
right-assign = assign tickets
right-move = move tickets out of a department
right-move-into = move tickets into a department
right-note = write internal notes
right-reply = answer tickets
right-reopen = reopen closed tickets
right-tag = make up tags
right-other = do “{ $permission }”

## Files

file = File
file-lead = All rules as one text, to keep elsewhere, to compare, or to bring to another desk.
file-now = The rules as they are
file-new = Take a text in
file-replace = Remove the rules that do not stand in it
take-in = Take in
taken-in = Added: { $added }. Changed: { $changed }. As before: { $same }. Removed: { $removed }.
download = Download
