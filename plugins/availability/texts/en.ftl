# The words of the plugin that says who is there.

## Around every page

product = Ombud
skip = Skip to the content
desk-navigation = Desk
inbox = Inbox
sign-out = Sign out
not-saved = Nothing was saved.
no-such-page = there is no such page
save = Save
show = Show

## States and channels

channel = Channel
channel-tickets = Tickets
channel-chat = Chat
state-accepting = accepts work
state-online = online
state-away = away
state-offline = offline
cause-connection = came or left
cause-shift = a shift began or ended
cause-edit = the shifts were changed
cause-choice = a choice was made or ended
cause-away = went away or came back
cause-away-ended = the time away was over
cause-channel = takes part in other channels
cause-account = first seen, or the account changed
cause-settings = the settings were changed

## Who is there

who-is-there = Who is there
you = You
not-known-yet = Nothing was heard of you yet; in a moment it will be.
i-am-back = I am back
go-away = I am away
note = Note for colleagues
away-for = For
until-back = until I am back
or-until = or until ({ $zone })
takes-part = I take part in
accept-or-not = Accept work or none, whatever the shifts say
department = Department
any-department = all
no-department = No department
nobody-yet = There is nobody whom you may see.
nobody = nothing is known of this person
name = Name
since = Since
until = Until
accepting-of = { $count } of { $all } can be given tickets.
bad-until = Say until when: a time that is still to come, such as 13:00.
long-note = a note has at most { $most } letters

## The day of one person, and the report

what-changed = What changed
no-log = Nothing changed on this day.
when = When
why = Why
days = Days
day-before = Day before
day-after = Day after
report = Times
report-lead = How long people accepted work, were online, away and offline: by person and day, as far as it was heard.
day = Day
on-day = { $day }
together = together
as-file = As a file (CSV)
from = From
until-day = Until
zone = Time zone
clocks-of = By the clocks of { $zone }.
minutes-only = { $minutes } min
hours-only = { $hours } h
hours-and-minutes = { $hours } h { $minutes } min
bad-date = “{ $typed }” is no date; expected is such as 2026-12-24
bad-zone = there is no time zone “{ $zone }”; such as Europe/Ljubljana is expected
bad-range = a stretch of days begins before it ends, and has at most 31 days

## How much at once

limits = How much at once
limits-lead = How much work people are given at once. The first that says something counts: the person, a role (the one that says most), the department of the work, everybody. An empty field says nothing; 0 is none.
everybody = Everybody
desk = The desk
departments = Departments
roles = Roles
people = People
bad-limit = how much at once is a whole number from 0 to 10000, or nothing

## Who is able to do what

skills = Who is able to do what
skills-lead = Which skills people have and which languages they speak, each with a comma between. Work that asks for one of them is given out by this: chats by what they are about, tickets by their tags. Languages are such as en, sl or pt-br.
skill-names = Skills
languages = Languages
bad-skills = somebody has at most { $most } skills and as many languages, and a skill has at most { $long } letters
bad-language = “{ $typed }” is no language; expected is such as en, sl or pt-br
skills-changed = somebody has changed what stands there of { $name } meanwhile: “{ $kept }”. Nothing was saved; if you save again, your words count

## What was done, and what went wrong

done-away = You are away.
done-back = You are back.
done-saved = Saved.
trouble-403 = You may not do this
trouble-404 = Not found
trouble-409 = Somebody was faster
trouble-asked = That did not work
trouble-later = Not now
trouble-ours = Something went wrong
