# The words of the plugin that keeps shifts.

## Around every page

product = Ombud
skip = Skip to the content
desk-navigation = Desk
inbox = Inbox
sign-out = Sign out
not-saved = Nothing was saved.
no-such-page = there is no such page
save = Save
remove = Remove
show = Show
shifts = Shifts
changed-since = Somebody else changed these shifts meanwhile. What you typed is still here; save it again to keep it.
unseen-shifts = these shifts are not yours to see

## Who accepts work

my-shifts = My shifts
accepts = Accepts work
accepts-not = Accepts no work
next-change = By the shifts this is looked at again:
cause-shift = as the shifts say
cause-edit = the shifts were changed
cause-person = own choice
cause-supervisor = chosen by somebody else
cause-choice-ended = a choice ended
cause-clocks = new time zone data ({ $edition })
chosen-boundary = This choice holds until a shift begins or ends.
chosen-until = This choice holds until { $end }.
chosen-cleared = This choice holds until it is taken back.
holds = Holds
hold-boundary = until a shift begins or ends
hold-until = until this time
hold-cleared = until it is taken back
until = Time
accept = Accept work
accept-none = Accept none
take-back = As the shifts say
bad-choice = Choose whether to accept work.
bad-until = Say until when: a time that is still to come.
log = Who accepted work when
no-log = Nothing has changed yet.
when = When
became = What
noticed-late = (noticed later)

## Everybody's shifts

people = Everybody's shifts
people-lead = Who works when, and who accepts work now.
nobody-yet = There are no shifts that you may see.
no-shifts = no shifts
no-shifts-yet = You have no shifts. Whether you accept work is up to you.
no-such-shifts = there are no such shifts
not-staff = only staff has shifts
tick = Tick
name = Name
now = Now
zone = Time zone
per-week = Per week
same-week = Give the ticked people the same week
same-week-hint = Their leave and exceptions stay. The time zone is for those who have no shifts yet.
give-week = Give this week
open-work = Rules say what becomes of open work when a shift ends
nobody-ticked = Tick at least one person.
zone-for-new = Say the time zone: one of them has no shifts yet.

## The form

department = Department
no-department = none
any-department = all
holidays-of = Keeps the holidays of
no-holidays = none
workdays = Monday to Friday
weekend = Saturday and Sunday
hours-hint = Such as 09:00-12:30, 13:30-17:00. A whole day is 00:00-24:00; 22:00-06:00 ends the next day. A day left empty is as above; a dash closes it.
monday = Monday
tuesday = Tuesday
wednesday = Wednesday
thursday = Thursday
friday = Friday
saturday = Saturday
sunday = Sunday
exception = exception
exceptions = Exceptions
exceptions-hint = Shifts of a date, a line each: 2026-12-23 12:00-14:00, or a dash for none.
leave = Leave
leave-hint = From and until, a line each, with a note if you like: 2026-12-28 2026-12-30 skiing. Leave beats exceptions.
leave-backwards = leave from { $from } until { $until } ends before it begins
wrong-in = { $field }: { $why }
bad-hours = “{ $typed }” are no hours; expected are such as 09:00-17:00
bad-date = “{ $typed }” is no date; expected is such as 2026-12-24
bad-zone = there is no time zone “{ $zone }”; such as Europe/Ljubljana is expected
too-many = there may be at most { $most } exceptions and days of leave, and 24 shifts a day

## The days to come, and the coverage

coming-days = The days to come
weekday = Weekday
day = Day
works = Works
why = Why
free = free
next-day = (next day)
on-day = { $day }
hours-only = { $hours } h
hours-and-minutes = { $hours } h { $minutes } min
clocks-of = By the clocks of { $zone }.
coverage = Coverage
coverage-lead = How many work in each hour, at its emptiest quarter. Where it is open and nobody works, there is a gap.
open-by = Open by
no-open-hours = (no business hours)
no-calendar = there are no such business hours
hour = Hour
short-monday = Mon
short-tuesday = Tue
short-wednesday = Wed
short-thursday = Thu
short-friday = Fri
short-saturday = Sat
short-sunday = Sun
week-of = Week of
week-from = Week from { $day }
weeks = Weeks
week-before = Week before
week-after = Week after
gap = gap
who-covers = Who covers when
nobody = nobody
people-in = { $count ->
    [one] { $count } person has shifts.
   *[other] { $count } people have shifts.
}
gaps = { $count ->
    [one] { $count } hour has a gap.
   *[other] { $count } hours have gaps.
}

## What was done, and what went wrong

done-saved = Saved.
done-chosen = Chosen.
done-removed = Removed.
trouble-403 = You may not do this
trouble-404 = Not found
trouble-409 = Somebody was faster
trouble-asked = That did not work
trouble-later = Not now
trouble-ours = Something went wrong
