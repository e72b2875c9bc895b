# The words of the plugin that keeps business hours.

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
remove-hint = What was promised by these hours is promised no more. Earlier versions stay, so that past deadlines can be checked.

## The list

calendars = Business hours
calendars-lead = When the desk is open. Promises and reports count the time that is open, and no other.
no-calendars = There are no business hours yet. Until there are, promises count around the clock.
overview = Overview
new-calendar = New business hours
begin-with = Begin with an example
example-office = Office, Monday to Friday
example-always = Around the clock
example-shop = Shop with a break at noon, and Saturday morning
example-nights = Nights, over midnight
name = Name
zone = Time zone
per-week = Per week
now-there = Now
open-now = open
opens = opens { $moment }
never-opens = never opens
zone-data = Time zone data: version { $version }.
old-zone-data = The time zone data ({ $edition }) are old: somewhere clocks may be put by other rules by now. A newer version of this plugin brings newer ones.
version = Version { $number }, since { $since }. Every version is kept.
copy-of = { $name } (copy)

## The form

workdays = Monday to Friday
weekend = Saturday and Sunday
hours = Hours
hours-hint = Such as 09:00-12:30, 13:30-17:00. A whole day is 00:00-24:00; 22:00-06:00 ends the next day. A day left empty is as above; a dash closes it.
holiday = Holiday
holidays = Holidays
holidays-hint = Holidays, a line each: 12-25 Christmas is each year, 2026-04-06 Easter Monday once.
special = Special hours
special-hint = Special hours of a date, a line each: 2026-12-24 09:00-12:00, or a dash for closed. They beat holidays and the week.
monday = Monday
tuesday = Tuesday
wednesday = Wednesday
thursday = Thursday
friday = Friday
saturday = Saturday
sunday = Sunday
wrong-in = { $field }: { $why }
bad-hours = “{ $typed }” are no hours; expected are such as 09:00-17:00
bad-holiday = “{ $typed }” is no day; expected is 12-25 for each year or 2026-12-25 for once
bad-date = “{ $typed }” is no date; expected is such as 2026-12-24
bad-name = a name has 1 to 120 characters
bad-zone = there is no time zone “{ $zone }”; such as Europe/Ljubljana is expected
too-many = there may be at most { $most } holidays and special days, and 24 intervals a day
no-calendar = there are no such business hours
no-version = these business hours have no version { $version }
changed-since = Somebody else changed these hours meanwhile. What you typed is still here; save it again to keep it.
too-far = at most ten years at once

## The example and the days to come

example = An example
begins = Work begins
takes = and takes minutes
reckon = Reckon
bad-begin = The beginning is no date with a time, such as 2026-11-27T16:30.
bad-takes = Work takes between a minute and a month.
work-is-done = Work that begins { $begins } and takes { $takes } is done { $done }.
work-is-never-done = Work that begins { $begins } and takes { $takes } is not done within ten years.
moment-there = { $weekday }, { $day }, { $clock }
on-day = { $day }
minutes = { $minutes } min
hours-only = { $hours } h
hours-and-minutes = { $hours } h { $minutes } min
coming-days = The days to come
weekday = Weekday
day = Day
why = Why
closed-all-day = closed
next-day = (next day)

## Holidays from a file

import-holidays = Take holidays from a file
choose-file = Choose a file
ical-file = The text of an iCalendar file
ical-hint = Public authorities offer such files (.ics). Open one, and paste all of it. You see what is in it before anything is kept.
no-ical = This is no iCalendar file: expected is one that begins with BEGIN:VCALENDAR.
look-into-file = See what is in it
take-ticked = Take the ticked ones
known-already = already there
found = { $count ->
    [one] { $count } holiday is in the file
   *[other] { $count } holidays are in the file
}
left-out = { $count ->
    [one] { $count } event was left out
   *[other] { $count } events were left out
}
left-cancelled = called off
left-has-hours = it has a time of day, so it is no whole day
left-recurs = it comes again in another way than each year on the same day
left-no-day = it has no day
left-too-long = it has more than 31 days
left-twice = it was there before

## What was done, and what went wrong

done-added = Added.
done-saved = Saved.
done-removed = Removed.
trouble-403 = You may not do this
trouble-404 = Not found
trouble-409 = Somebody was faster
trouble-asked = That did not work
trouble-later = Not now
trouble-ours = Something went wrong
