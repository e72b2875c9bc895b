# The words of the plugin that keeps what was promised.

## Around every page

product = Ombud
skip = Skip to the content
desk-navigation = Desk
inbox = Inbox
sign-out = Sign out
not-saved = Nothing was saved.
not-saved-yet = This is what it would be. Nothing is saved yet.
no-such-page = there is no such page
save = Save
look = See what it means
more = More
copy = Make a copy
remove = Remove
show = Show
sla = SLA
all = All
changed-since = Somebody else changed the policies meanwhile. What you typed is still here; save it again to keep it.

## The list of policies

policies = Policies
policies-lead = What is promised to whom. For each ticket the first policy that fits counts, and no other.
no-policies = There are no policies yet. Until there are, nothing is promised and nothing is late.
new-policy = New policy
begin-with = Begin with an example
example-usual = Usual: an answer within a working day
example-strict = Strict: an answer within hours
place = Place
name = Name
order = Order
up = Up
down = Down
move = { $name }: { $way }
which-tickets = For which tickets and chats
all-tickets = All tickets
tagged = tagged { $tags }
of-requesters = { $count ->
    [one] of { $count } requester
   *[other] of { $count } requesters
}
promise = Promise
promises = Promises
promises-nothing = It promises nothing.
copy-of = { $name } (copy)
version = Version { $number }. Every version is kept.

## The form

departments = Departments
department = Department
tags = Tags
requesters = Requesters
when-hint = What is left empty asks for nothing; all that is said must hold. One of several departments, requesters (an address in each line) or tags (separated by commas) is enough.
hours = Hours
around-the-clock = Around the clock
calendar-gone = Business hours that are gone
warnings = Warnings
clocks = When its clock runs
targets-hint = Such as 4h, 1h 30m or 2d (48 hours). Left empty, nothing is promised for that priority. Hours of another calendar follow an @: 4h @Office.
warnings-hint = When it is used up to so many per cent, or so long before: 80%, 30m.
usually = As usual: { $clock }
runs = runs
pauses = pauses
stops = stops
remove-hint = What it promised is promised no more; the next policy that fits counts from then on. Earlier versions stay, and so do reports.
bad-name = a name has 1 to 120 characters
too-many = a condition names at most { $most }
too-many-policies = there may be at most { $most } policies
no-policy = there is no such policy
no-version = there is no version { $number }
no-department = there is no department `{ $id }`
no-calendar = there are no business hours `{ $id }`
no-calendar-named = there are no business hours called “{ $name }”
bad-target = a target is more than nothing and at most a year
bad-warnings = there are at most { $most } warnings, from 1 % to 99 % or up to a year before
bad-time = “{ $text }” is no time such as 4h, 1h 30m or 2d
bad-order = the order must name each policy once
nobody = nobody has the address { $address }
nobody-named = there is nobody whose id is “{ $name }”; write an address
wrong-in = { $field }: { $why }

## The example

example = What that means
opened = A ticket opened
priority = Priority
reckon = Reckon
bad-begin = The beginning is no date with a time, such as 2026-11-27T16:30.
moment-there = { $weekday }, { $day }, { $clock }
opened-then = A ticket that is opened { $when } (priority: { $priority }), and stays open:
is-due = { $metric }, { $time }: due { $due }
is-never-due = { $metric }, { $time }: never due by these hours
is-warned = warning { $when }
clocks-of = By the clocks of { $place }.

## Words

first-assignment = Assignment
first-response = First response
chat-answer = Answer in a chat
within = Within
next-response = Next response
resolution = Resolution
low = Low
normal = Normal
high = High
urgent = Urgent
new = New
open = Open
pending = Pending
on-hold = On hold
resolved = Resolved
closed = Closed
spam = Spam
monday = Monday
tuesday = Tuesday
wednesday = Wednesday
thursday = Thursday
friday = Friday
saturday = Saturday
sunday = Sunday
minutes = { $minutes } min
hours-only = { $hours } h
hours-and-minutes = { $hours } h { $minutes } min
days-and-hours = { $days } d { $hours } h

## Beside a ticket

due-in = in { $time }
overdue = { $time } late
stands-badge = { $metric } paused
under-policy = By “{ $name }”, version { $version }.
promised = promised within { $time }
took = after { $time }
kept = Kept
broken = Broken
stands = Paused
stands-left = Paused, { $time } left
much-later = much later
none = none
recounts = Deadlines that changed
recounted = { $metric }: { $before } → { $after }, { $why }
reason-policy = the policies changed
reason-calendar = the business hours changed
reason-zones = the time zone data changed
reason-priority = the priority changed
reason-department = the department changed
reason-tags = the tags changed
reason-requester = the requester changed
nothing-promised = nothing is promised about this ticket

## The report

report = Kept and broken
report-lead = Promises that came to an end, as far as you may see them: filed in the department and with the agent of that moment.
nothing-yet = Nothing was kept or broken in this time.
in-all = { $share } % kept: { $kept } of { $all }
not-all = There are more; the latest { $most } were counted.
per-cent = { $share } %
by-metric = By promise
by-department = By department
by-agent = By agent
by-period = By time
period = Time
share = Kept of all
download = Download as CSV
from = From
until-day = Until
agent = Agent
nobody-responsible = Nobody
bad-day = “{ $day }” is no day such as 2026-11-23
backwards = the last day is before the first
too-long = a report spans at most { $most } months

## What was done, and what went wrong

done-added = Added.
done-saved = Saved.
done-removed = Removed.
done-ordered = The order is another now.
trouble-403 = You may not do this
trouble-404 = Not found
trouble-409 = Somebody was faster
trouble-asked = That did not work
trouble-later = Not now
trouble-ours = Something went wrong
