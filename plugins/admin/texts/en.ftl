# The words of the pages of administrators.

## Around every page

product = Ombud
skip = Skip to the content
desk-navigation = Desk
administration = Administration
inbox = Inbox
sign-out = Sign out
closed-title = These pages are for administrators
closed = You do not hold the permission “Open the administration pages”.
back-to-desk = Back to the desk
no-such-page = there is no such page in the administration

## Words on many pages

apply = Apply
cancel = Cancel
save = Save
preview = See what changes
back-to-form = Back to the form
first-page = First page
next-page = Next page
pages = Pages
not-saved = Nothing was saved.
none = none
gone = a department that is gone
plugin-availability = Who is there
plugin-calendar = Business hours
plugin-canned = Canned answers
plugin-chat = Chat
plugin-console = Console
plugin-csat = Satisfaction
plugin-mail = Mail
plugin-merge = Merge
plugin-routing = Routing
plugin-rules = Rules
plugin-schedule = Shifts
plugin-sla = SLA
plugin-split = Split
plugin-tickets = Tickets
somebody = somebody
choose = Choose…
details = Details
about = About
more = More

## People

people = People
person = Person
add-person = Add a person
who = Who
name = Name
email = Mail address
alias = Alias
alias-hint = What customers see instead of the name
language = Language
language-none = That of the browser, or of the desk
search = Search
search-people = Name or address
any-role = Any role
any-department = Any department
any-state = Any state
state = State
active = Active
suspended = Suspended
kind = Kind
staff = Staff
customer = Customer
since = Here since
nobody-here = Nobody fits.
nobody-yet = Nobody fits so far. The next page looks further back.
owner = Owner
some-role = a role
roles-hint = Roles add up. A role counts everywhere or in one department, perhaps up to a last day.
roles-unseen = You may not see which roles there are, so they stay as they are.
one-more = Give another role…
take-away = (take away)
where = Where
everywhere = Everywhere
until = Last day
no-departments = There are no departments yet.
way-in = Signing in
way-in-new = The person has no password yet: they choose one by a link.
way-in-then = Then go on to make the link (it is mailed as well, if the desk sends mail)
way-in-hint = A link to choose a password, sessions, a lost second factor: on a page of the desk itself.
way-in-link = How they sign in
in-person = The owner and administrators are managed in person and never through a plugin: over the API, or with “ombud user”.
make = Make an administrator…
unmake = Take away being an administrator…
suspend = Suspend
suspend-hint = Shuts the person out at once, with all sessions and keys.
suspend-look = Suspend…
restore = Let in again
restore-hint = The person may do again what their roles say.
restore-look = Let in again…
ask-why = Ask what they may do, and why
story = What was changed here, and by whom
the-change = The change
takes = Role taken away
gives = Role given
leaves = Leaves
joins = Joins
nobody-holds-it = Nobody holds this role yet, so nothing becomes different for anybody.
gains = Gains
loses = Loses
becomes-staff = Becomes staff.
is-no-staff = Is not staff any more.

## Roles

roles = Roles
role = Role
roles-lead = A role is a set of permissions. People may hold several, and they add up; nothing in a role takes away.
new-role = New role
make-role = Make this role
compare = Compare
compare-with = With
choose-two = Choose two roles. Only what differs is shown.
no-difference = Both give exactly the same.
not-at-all = not at all
for-whom = For
grants = Permissions
held-by = Held by
held-by-nobody = Nobody yet. Give it to somebody on their page.
one-owner = There is exactly one owner, who alone can pass the desk on.
whoever = Whoever has not signed in
retired = Out of use
built-in = built in
collaborators = Collaborators
everyone = Everyone
everything = Everything
title = Title
short-name = Short name
short-name-hint = For programs: a-z, 0-9 and -. Empty: made of the title
description = Description
permission = Permission
filter = Filter
filter-permissions = Filter permissions
no-permission-fits = No permission fits. What is chosen stays chosen.
contacts = reaches customers
dangerous = powerful
not-yours = Nobody gives what he does not hold himself, and neither can these pages.
temporary = Until a day
temporary-hint = These end by themselves. Without its mark one ends now.
waiting = Waiting for their plugin
waiting-hint = Nobody declares these now, so they give nothing. They count again when the plugin is back.
holds-everything = This role holds everything, whatever there is and will be. It is not made of permissions that could be chosen.
give-title = give the role a title
changed-meanwhile = somebody changed this role while the page was open: look at it once more, and save again if your choice still fits
copy = Start from a copy
copy-from = Copy from
begin-with = Start from a copy
begin-with-hint = Takes over what another role gives. What you have chosen here is lost.
retire = Retire this role
retire-hint = Out of use it gives nothing and can be given to nobody. It can come back.
retire-held = It can be retired when nobody holds it any more.
revive = Bring it back
new = New
no-more = No more

## Departments

departments = Departments
department = Department
departments-lead = What people work in and tickets are filed under.
new-department = New department
add-department = Add
rename = Rename

## Explain access

explain = Explain access
explain-lead = Why may somebody do something, or why not? Ask, and read the rule that decides.
explain-ask = Explain
ask-something = Choose a person and a permission.
or-address = Or by mail address
on-record = On which record
on-record-hint = The number of a ticket, or plugin:collection/id. Empty: on the desk itself
bad-record = type the number of a ticket such as 42, or plugin:collection/id
as-told = As they are told:
yes = Yes.
no = No.

## Audit

audit = Audit
bans = Banned addresses
desk-settings = Settings of the desk
audit-lead = Every change of people, rights and plugins, and every attempt that was refused. The newest first.
what = What
anybody = Anybody
since-day = From
until-day = To
contains = Contains
only-about = Only what is about
show-all = Show all
left-out = Left out on this page: { $count } × signed in or out, { $failed } × failed to sign in.
show-too = Show them as well
nothing-here = Nothing fits.
nothing-yet = Nothing fits so far. The next page looks further back.
the-desk = The desk itself
stranger = Somebody
target-desk = the desk
field = Field
before = Before
after = After
value = value
field-giver = Given by
field-given = Given
field-until = Until
field-through = Through
field-version = Version
field-network = Network address
field-reason = Reason
field-plugin = Plugin
noun-but-sign-ins = Everything but sign-ins
noun-everything = Everything
noun-refusals = Refusals only
noun-people = People
noun-roles = Roles
noun-memberships = Who works where
noun-departments = Departments
noun-plugins = Plugins
noun-mandates = What plugins may do
noun-settings = Settings
noun-sessions = Sessions
noun-passwords = Passwords

## What was just done

done-added = It is there.
done-saved = The changes are saved.
done-suspended = The person is shut out, with all sessions and keys.
done-restored = The person is in again.
done-retired = The role is out of use.
done-revived = The role can be given again.
done-same = There was nothing to change.
who-customers = Customers
who-everybody = Everybody
whose-staff = Staff: whoever holds it sees what is internal
whose-collaborators = Collaborators: staff who can never reach a customer
whose-everyone = Everyone: it makes nobody staff
scope-allowed = Allowed
scope-all = All
scope-department = Own departments
scope-assigned = Assigned to them
scope-own = Their own
scope-shared = Shared with them
scope-unassigned = Nobody’s yet
box-label = { $permission }: { $scope }
held-in = { $role } in { $place }
held-until = { $role } until { $day }
held-in-until = { $role } in { $place } until { $day }
known-as = customers see “{ $alias }”
bad-day = `{ $text }` is not a day such as 2026-11-28
changes-of = What changes: { $name }
making = A new role: { $title }
suspends = Suspend { $name }?
restores = Let { $name } in again?
and-more = and { $count } more
and-more-at-least = and { $count } more at least
or-more = { $count } or more
counted-same = { $after } { $what }, as before
counted = { $after } { $what } instead of { $before }
permissions = { $count ->
    [one] { $count } permission
   *[other] { $count } permissions
}
fields = { $count ->
    [one] { $count } field
   *[other] { $count } fields
}
nobody = nobody
people-count = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
people-or-more = { $count } people or more
of-all = { $given } of { $all }
copy-of = Copy of { $title }
beyond = You cannot change this role here: it gives { $some }, which you, or these pages, do not hold to the same extent. What these pages hold is widened under Plugins, Administration, “What it may do”.
quoted = “{ $text }”
temporary-grant = { $title }, until { $day }
nobody-has = nobody has the address `{ $email }`
ticket = ticket #{ $number }
asked-on = { $who }: { $what }, on { $place }

## What somebody did, after the name and before what it was done to

did-access-denied = was refused:
did-person-create = added
did-person-edit = changed
did-person-suspend = suspended
did-person-restore = let in again
did-person-view-as = began to see the desk as
did-person-view-as-end = stopped seeing the desk as
did-customer-create = added the customer
did-guest-admit = admitted the guest
did-guest-clear = cleared away the guest
did-role-assign = changed the roles of
did-role-create = made the role
did-role-edit = changed the role
did-role-retire = retired the role
did-role-restore = brought back the role
did-membership-add = put into a department:
did-membership-remove = took out of a department:
did-department-create = made the department
did-department-edit = renamed the department
did-mandate-edit = changed what may be done by
did-plugin-register = brought in
did-plugin-unregister = took out
did-settings-edit = changed settings of
did-ownership-transfer = passed the desk on to
did-password-link = made a link to set the password of
did-password-reset = set the password of
did-password-change = changed the password of
did-session-begin = signed in
did-session-refused = could not sign in as
did-session-unknown = could not sign in: nobody here has the address that was typed
did-session-end = signed out
did-token-mint = made a key for
did-token-revoke = revoked a key of
did-audit-export = took the audit away
did-desk-setup = set up the desk
did-order-give = gave an order to
did-order-withdraw = took back an order to
did-ban-create = banned an address:
did-ban-lift = lifted a ban:
did-desk-backup = made a backup
did-desk-export = took out everything that the desk knows
did-egress-edit = changed where requests may go from
did-guest-leave = took the pass from the guest
did-mail-try = sent a test mail
did-plugin-install = installed
did-plugin-upgrade = upgraded
did-plugin-rollback = brought back an earlier version of
did-plugin-remove = removed
did-plugin-purge = erased all that was left of
did-plugin-propose = proposed
did-plugin-withdraw = put aside what was proposed for
did-plugin-quarantine = put into quarantine:
did-plugin-release = let out of quarantine:
did-plugin-shadow = began a trial of a version of
did-plugin-shadow-end = ended the trial of
did-plugin-retry = handed over again what failed in
did-plugin-discard = let go of what failed in
did-search-rebuild = had the search built anew
did-second-factor-begin = began to use a second factor:
did-second-factor-end = ended the second factor:
did-second-factor-remove = took away the second factor of
did-secret-tell = told a secret for
did-guest-renew = renewed the pass of the guest
did-plugin-effect-failed = gave up on a request to another machine, of
did-plugin-report = read a report of failures of
did-plugin-shadow-read = looked at the trial of
did-plugin-storage = changed how much may be kept by
did-publisher-trust = began to trust the publisher
did-publisher-distrust = stopped trusting the publisher
did-something = did something to
through = through { $plugin }
from = from { $origin }
entry = entry { $number }

## When something went wrong

trouble-403 = You may not do this
trouble-404 = Not found
trouble-409 = Somebody was faster
trouble-asked = That did not work
trouble-later = Not now
trouble-ours = Something went wrong
