# The kernel’s own pages about plugins.

## Figures and states

calls = { $count ->
    [one] { $count } call
   *[other] { $count } calls
}
things = { $count ->
    [one] { $count } thing
   *[other] { $count } things
}
timers = { $count ->
    [one] { $count } timer
   *[other] { $count } timers
}
people-count = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
scope-all = every record
scope-department = in the person’s departments
scope-assigned = assigned to the person
scope-own = the person’s own
scope-shared = shared with the person
scope-unassigned = nobody’s yet, in the person’s departments
scope-nothing = nothing
origin-bundled = Comes with the desk
origin-trusted = Signed by { $name }
origin-stranger = Signed by a stranger
origin-unsigned = Not signed
state-on = On
state-off = Switched off
state-quarantine = In quarantine

## Around the pages

where-this-is = Where this is
about-this-plugin = About this plugin
tab-overview = Overview
tab-mandate = What it may do
tab-outbound = Other machines
tab-settings = Settings
tab-versions = Versions
tab-costs = Costs
tab-failures = Failures
tried = Nothing has changed yet. If you go on, this is what becomes different.
effect = What it would do
effect-lead = If you go on, this is what becomes different.
effect-unknown = What it would do cannot be told.
effect-plugin = The plugin { $plugin }
effect-begins = begins to work
effect-ends = works no more
effect-gains = gains { $what }
effect-loses = loses { $what }
effect-given = “{ $title }”: { $what }
effect-more = And { $count } more.
becomes-staff = becomes staff
is-no-staff = is not staff any more

## What was just done

done-sent = The file is here and waits. Nothing of it has run.
done-installed = It is installed, and may do what you left here.
done-upgraded = The new version answers now. The one before can be gone back to.
done-withdrawn = The file was taken back. Nothing of it ran.
done-trusted = The key is trusted by that name from now on.
done-narrowed = It may do exactly this from now on.
done-off = It is switched off. What it keeps stays, and what is meant for it waits.
done-on = It is switched on.
done-released = It answers again.
done-back = The earlier version answers now, with what it was allowed then.
done-limited = The limit is set.
done-again = It is handed over once more.
done-gone = It was let go.
done-chosen = It can reach exactly these machines from now on.
done-told = The secret is kept. Nobody can read it back, the plugin neither.
done-taken = The secret was forgotten.
done-set = The settings are saved.
done-removed = The plugin is out. What it kept is still here.
done-purged = Everything that it kept is erased.
done-language = The desk speaks this language from now on.

## All plugins

list-lead = Everything that people see on this desk is a plugin. Each does what you left it, and no more.
list-waiting = Waiting for your consent
list-installed = Installed
list-unsigned = { $count ->
    [one] { $count } of them is not signed: nobody can tell whose work it is.
   *[other] { $count } of them are not signed: nobody can tell whose work they are.
}
list-from-another-hand = From another hand than what goes by this name.
list-asks-for = Asks for { $things }
list-asks-for-more = Asks for { $things } more than the version that is here
list-high-risk = { $count } of high risk
review = Review
column-plugin = Plugin
column-state = State
column-calls-hour = Calls in the last hour
column-calls-hour-short = Calls, last hour
column-failed = Failed
column-half = Half within
column-most = 99 in 100 within
column-most-short = 99 in 100
send-title = Send a plugin file
send-lead = It waits here until you have read what it asks for and agreed. Nothing of it runs before that. An upgrade of the same hand that asks for nothing more is installed at once.
send-file = Plugin file, { $ending }
send-signature = Its signature, { $ending }, if it has one
send = Send
removed-title = Removed, and what they kept is still here
keeps = keeps { $size }
erase = Erase…
erase-of = what { $id } kept

## What it asks for

risk-high = High risk
    .means = It cannot be undone, gives much away, or reaches people outside.
risk-medium = Medium risk
    .means = It sees or changes what belongs to others, or acts with rights of its own.
risk-low = Low risk
    .means = It touches nothing but what is its own.
ask-permission = Permission
ask-host = Other machine
    .means = Can send there what it may read
ask-secret = Secret
    .means = Is sent along, and never shown to it
ask-open-path = Open to anybody
ask-framed-path = In pages of others
    .means = Can stand in pages of other sites; nobody is signed in there
ask-own-rights = Its own rights
ask-hook = Say before changes
    .refuses = Can refuse it
    .amends = Can refuse it, and change these fields
ask-contribution = Part of a page
    .search = The field for a search on each page
    .link = A link “{ $title }” on each page
    .badge = A few words beside the title of tickets
    .box = A box “{ $title }” beside tickets
    .action = A link “{ $title }” beside what can be done with tickets
    .tool = A button “{ $title }” that puts a text into what one writes in tickets
    .column = A column “{ $title }” in lists of tickets
    .chat = A box “{ $title }” beside chats
ask-frame = Page with scripts
    .means = Scripts of its own in a closed frame, “{ $title }”
ask-suggestion = For a role
ask-reaction = Hears of
ask-interface = Interface
signed-bundled = It was built together with this desk.
signed-trusted = The signature fits the file, and somebody here trusts this key:
signed-stranger = The signature fits the file, but nobody here has said whose key this is. It tells that two files are of the same hand, not of which.
signed-unsigned = Nobody can tell whose work this is, or whether it was changed on its way. Install it only if you know where the file comes from.
file = The file
file-size = Size
file-kernel = Kernel
file-records = Records
file-form = form { $n }
file-languages = Languages
brings = What it brings
brings-permissions = Permissions that it brings
brings-dangerous = dangerous
brings-contacts = reaches customers
brings-owner-only = the owner’s alone
brings-paths = Paths that it answers
path-for = for { $permission }
path-open = open to anybody: { $why }
path-nobody = for nobody
path-own = its own rights decide
brings-exports = Interfaces that it offers
brings-imports = Interfaces that it calls
brings-unused = Interfaces that it names and does not use
brings-order = Asked before changes of { $collection }
brings-place = its place is decided when it is installed
allow = Allow
on-which-records = On which records
in-which-departments = In which departments
in-all = In all of them
in-some = Only with what is filed in these:
in-only = Only in { $departments }.

## What it may do

mandate-none = It holds no permission of others.
mandate-left-out = left out
mandate-given = It does not ask for this; somebody gave it.
mandate-for-roles = It does not ask for this. With it, it can look after roles that hold it, and after the people who have them.
mandate-on = On: { $scopes }
mandate-elsewhere = It is chosen under { $page }.
mandate-others = Permissions of others
mandate-beside = And beside them
show-effect = Show what it would do

## One plugin

version-waits = Version { $version } waits for your consent.
quarantine = It is left alone for a while
quarantine-once = Since { $since }, until { $until }.
quarantine-again = Since { $since }, until { $until }; for the { $times }. time in a row.
quarantine-goes-on = The desk goes on without it meanwhile, and what is meant for it waits.
quarantine-release = Let it back now
glance-asks-for = Asks for
glance-risks = { $medium } of medium, { $low } of low risk
glance-only-in = { $count ->
    [one] only in { $count } department
   *[other] only in { $count } departments
}
glance-last-hour = Last hour
glance-failed = { $count } failed
glance-none-failed = none failed
glance-keeps = Keeps
glance-set-aside = Set aside
glance-failed-to-handle = that it failed to handle
storage-of = { $kept } of { $limit }
storage-counting = is being counted
switch-is-off = It is switched off
switch = Switch off or take out
switch-lead = Switched off, it may do nothing and answers nobody; what it keeps stays, and what is meant for it waits. Taken out, its pages are gone; what it kept stays until you erase that.
switch-on = Switch on
switch-off = Switch off
remove = Remove…

## Costs

costs-hour = The last hour
costs-nothing = It did nothing in the last hour.
costs-calls = Calls
costs-minutes = Minute by minute
costs-since-start = Since the desk started
costs-keeps = What it keeps
costs-timers = { $timers } of at most { $limit }.
chart-nothing = { $ago }: nothing
chart-this-minute = this minute
chart-minutes-ago = { $count } min ago
chart-minute = { $ago }: { $calls }, { $failed } failed
chart-calls = { $calls } in the last hour, { $failed } of them failed
chart-calls-short = { $sum }, at most { $most } a minute; { $failed } failed
chart-within = 99 in 100 calls within { $time }
chart-slowest = The slowest minute of the last hour: { $within }
chart-at-most = at most { $time }
chart-time = Time of 99 in 100 calls
chart-begin = an hour ago
chart-end = now
column-minute = Minute
column-asked = Asked
column-by-itself = By itself
column-hooks = Hooks
column-refused = Refused
column-memory = Most memory
column-slowest = Slowest
column-processor = Processor
row-outside = Somebody asks
row-unasked = By itself: events, timers, answers
row-hooks = Its say before changes
count-refused = Refused by the desk
count-conflicts = Run again, as somebody was faster
count-requests = Requests to other machines
count-vetoes = Changes that it refused
count-skipped = Hooks without an answer
count-memory = Most memory of one call
limit-most = The most, in megabytes
limit-set = Set the limit
limit-usual = As for any plugin
limit-whole = a limit is a whole number of megabytes

## Failures

failures-lead = { $calls } failed since the desk started. Each left nothing behind.
failures-hidden = What exactly failed is shown to those who manage plugins or read reports of failed calls.
letters = Set aside
letters-none = Nothing waits here: whatever it was handed, it has handled.
letters-again = Hand over again
letters-let-go = Let it go
reports = Reports of failed calls
reports-lead = A report lets the author of the plugin make the same call once more. It tells what the plugin was asked and what it had read, perhaps what people wrote.
reports-none = There are none.
column-when = When
column-why = Why
column-version = Version
column-report = Report
download = Download, { $size }

## Other machines

hosts-none = It asks for no other machine.
hosts = Where it may send requests
hosts-lead = It can send there what it may read. A choice bites at the next request, also of those that wait.
hosts-may = May reach { $host }
hosts-internal = It is a machine of our own: its address may be private
hosts-with-line = Goes with the line for { $host }.
secrets = Secrets that go along
secrets-lead = The kernel keeps them encrypted and sends them along. Nobody can read them back, the plugin neither.
secret-told = told { $when }
secret-not-told = Not told yet
secret-goes-to = Goes to { $hosts }.
secret-in-place = In its place
secret-what = What it is
secret-keep = Keep it
secret-forget = Forget it
requests = Requests on their way
column-request = Request
column-to = To
column-tries = Tries
request-waiting = is sent { $when }
request-answered = answered, the plugin hears of it
request-done = done

## Taking out and erasing

removal-ask = Remove { $title }?
removal-lead = Its pages go, and so does what it adds to those of others. What it kept and what was granted to it stay here, for its return or until you erase them.
removal-ends = With it, nobody can do this any more
removal-do = Remove { $title }
keep-it = Keep it
purge-ask = Erase what { $id } kept?
purge-lead = This erases its records, files, timers, settings and secrets, and the grants that wait for it in roles. Nothing but a backup brings them back. Its name is free then, for anybody’s plugin.
purge-size = It keeps { $size }.
purge-type = Type { $id } to say that you mean it
purge-do = Erase for good
purge-not-meant = this erases everything that `{ $id }` has kept: type its name if that is meant

## A file that waits

upgrade-ask = Upgrade { $title }?
install-ask = Install { $title }?
version = Version { $version }
migrates = Its records are brought from form { $from } to form { $to } when you agree. Calls wait meanwhile, and going back brings them back if the plugin can.
new-in-version = New in this version
nothing-more = It asks for nothing more than the version that is here.
what-it-asks = What it asks for
nothing-at-all = It asks for nothing at all.
no-longer = Asked for no longer
as-in-version = As in the version that is here
every-record = “Every record” is what most plugins ask for. What is narrower counts for what the person who uses the plugin is to a record, and gives nothing while the plugin works by itself. Without any tick a permission is left out.
suggestions = Give roles what the plugin suggests for them
suggestions-hint = Otherwise roles stay as they are, and you give them what you like.
upgrade = Upgrade
install = Install
withdraw = Withdraw the file
compiling = It is being compiled since { $since }; agreeing waits for that.
trust-ask = You know whose key this is?
trust-name = Name of the publisher
trust-lead = Files that are signed with it are marked with this name. What they ask for is approved as for any other.
trust-do = Trust the key
another-hand = It comes from another hand
another-hand-lead = What goes or went by the name { $id } here is somebody else’s. This file would get that plugin’s records, and there would be no way back to its versions.
another-hand-do = I mean it: it may take over what is kept as { $id }

## Settings and versions

settings-none = There is nothing to set.
usually-ticked = Usually ticked.
usually-not-ticked = Usually not ticked.
usually = Usually { $usual }.
usually-list = A list in JSON, usually { $usual }.
usually-value = A value in JSON, usually { $usual }.
versions-lead = The last three versions are kept, each with what it was allowed. Records are brought into the form of the version that answers, as far as the plugin can do that.
column-since = Answered since
column-whose = Whose work
go-back = Go back
answers-now = Answers now
go-back-to = Go back to { $version }
versions-one = There is no earlier one to go back to.
row-of = Row { $number }
row-up = Move up
row-out = Remove
row-more = Add another
rows-unsaved = Not saved yet.
one-a-line = One on each line.
misfit-cell = { $title }, row { $row }, “{ $column }”
misfit-number = it is a number.
misfit-line = it is one line.
misfit-kind = it is { $kind }.
misfit-whole = it is a whole number.
misfit-below = it is { $least } or more.
misfit-above = it is { $most } or less.
misfit-among = it is one of: { $choices }.
misfit-missing = it must be filled in.
misfit-twice = “{ $value }” stands there twice.
misfit-long = it is longer than { $most }.
misfit-unknown = there is nothing called “{ $name }” in it.
