# The sentences of the plugin that keeps tickets.

## Why something is not done, for whoever tried

closed-is-final = ticket #{ $number } is closed and final: open it first
changed-meanwhile = this ticket was changed meanwhile; read it again and decide again
not-in-department = this is not among your permissions in that department
field-missing = `fields`: `{ $name }` ({ $title }) is missing
field-before-resolving = `fields`: fill in `{ $name }` ({ $title }) before resolving
field-text = `fields`: `{ $name }` is `{ $value }`, expected a text up to { $most } bytes
field-number = `fields`: `{ $name }` is `{ $value }`, expected a number
field-choice = `fields`: `{ $name }` is `{ $value }`, expected one of { $choices }
field-date = `fields`: `{ $name }` is `{ $value }`, expected a date such as 2026-03-01
field-yes-no = `fields`: `{ $name }` is `{ $value }`, expected true or false
field-person = `fields`: `{ $name }` is `{ $value }`, expected the id of a person
field-unknown = `fields`: there is no field `{ $name }`
reply-stays = what was said to the customer cannot be changed or taken back
line-stays = lines of the desk stay as they are
note-of-author = a note is changed only by its author
sign-in-to-open = sign in to open a ticket
only-for-yourself = you can open tickets only for yourself: leave `requester` out
nobody-has-address = `{ $field }`: nobody here has the address `{ $text }`
assignee-is-customer = `assignee` must be a colleague, not a customer
assignee-is-suspended = `assignee` is suspended and cannot work on tickets
subject-empty = `subject` is empty: say in a few words what it is about
subject-long = `subject` has { $length } characters, at most { $most } fit
tag-length = `tags`: a tag has 1 to { $most } characters, `{ $tag }` has { $length }
tags-many = `tags` has { $count }, a ticket carries at most { $most }
body-empty = `body` is empty: write something or attach a file
message-long = `{ $name }` has { $length } bytes, at most { $most } fit: attach it as a file
files-many = `attachments` has { $count }, a message takes { $most }
split-all = `messages` names all { $all } of ticket #{ $number }: at least one stays, or move the whole ticket instead
split-nothing = `messages` is empty: choose at least one
split-gone = `messages`: `{ $id }` is not in ticket #{ $number }; it may have been moved already
merge-itself = a ticket cannot be merged into itself
merge-empty = ticket #{ $number } has no messages: it may have been merged already
merge-many = ticket #{ $number } has more than { $most } messages: that is too much for a merge
not-merged = ticket #{ $number } was not merged into this one, or that has been undone
merge-went-on = nothing of it is in ticket #{ $number } any more: it was split off or merged on, so undo that first
is-closed = ticket #{ $number } is closed: reopen it first
is-spam = ticket #{ $number } is marked as spam
is-merged = ticket #{ $number } has been merged already: undo that first, or merge the one that it went into
is-spam-open-first = ticket #{ $number } is marked as spam: open it first
no-ticket = there is no ticket `{ $id }`
no-ticket-number = there is no ticket #{ $number }
held-has-left = it has left already, and can be taken back no more
held-author-gone = its author may no longer work at this desk
held-overdue = it could not be written in the ticket, and is tried no more
held-orphan = its ticket was deleted
status-final = a closed ticket is final: reopening it needs a permission of its own
status-closed-only-opens = a closed ticket can only be opened again
status-never-new = a ticket does not become new again: choose “open”
status-spam-only-opens = spam can only be opened (if it is none) or closed
tag-unknown = “{ $tag }” is none of this desk's tags, which are: { $known }
field-off = `fields`: `{ $name }` is turned off, and is filled in no more
field-elsewhere = `fields`: `{ $name }` is not for tickets of this department
define-name = `name`: `{ $name }` is not a name of up to { $most } small letters a to z, digits, dots and dashes
define-taken = there is a field `{ $name }` already, perhaps turned off
define-title-missing = give the field a title
define-kind-missing = choose what kind of field it is
define-kind-stays = “{ $title }” stays of its kind, since tickets carry values of it: turn it off, and make another one
define-choice-twice = the option “{ $choice }” is there twice
define-choices-missing = a choice needs at least one option that is offered
define-choices-many = a choice has at most { $most } options
define-long = “{ $title }” has { $length } characters, at most { $most } fit
define-language = `titles`: there is no language `{ $language }`, there are { $known }
define-many = a desk has at most { $most } fields, with those that are turned off
define-large = the fields with their titles and options have more than { $most } bytes: use fewer options
define-changed-since = somebody else changed “{ $title }” meanwhile; save again to put yours over it
define-no-version = there is no version { $version } of the fields
tag-taken = there is a tag “{ $tag }” already
tag-merge-instead = there is a tag “{ $tag }” already: merge “{ $name }” into it if the two are the same
tag-none = there is no tag “{ $tag }”
tag-comma = a tag has no comma in it: “{ $tag }”
tags-defined-many = a desk defines at most { $most } tags

## Lines of the desk in a conversation

line-moved-to = { $count ->
    [one] { $count } message moved to #{ $number }
   *[other] { $count } messages moved to #{ $number }
}
line-copied-to = { $count ->
    [one] { $count } message copied to #{ $number }
   *[other] { $count } messages copied to #{ $number }
}
line-split-from = { $count ->
    [one] { $count } message split from #{ $number }
   *[other] { $count } messages split from #{ $number }
}
line-copied-from = { $count ->
    [one] { $count } message copied from #{ $number }
   *[other] { $count } messages copied from #{ $number }
}
line-merged-from = { $count ->
    [one] { $count } message merged from #{ $number }
   *[other] { $count } messages merged from #{ $number }
}
line-merged-into = merged into #{ $number }

## Pages of fields and tags

product = Ombud
skip = Skip to the content
desk-navigation = Desk
inbox = Inbox
sign-out = Sign out
not-saved = Nothing was saved.
trouble-403 = You may not do this
trouble-404 = Not found
trouble-409 = Somebody was faster
trouble-asked = That did not work
trouble-later = Not now
trouble-ours = Something went wrong
no-such-page = there is no such page
save = Save
look = See how it looks
definitions = Fields and tags
field = Field
fields = Fields
fields-lead = What tickets of this desk carry beside subject, status and tags. It stands beside each conversation, in this order.
no-fields = There are no fields yet.
new-field = New field
fields-off = Turned off
fields-off-hint = Nobody fills these in any more. What tickets carry of them is kept, and is shown there.
versions = Earlier versions
versions-lead = Each change of the fields makes a version. When one is brought back, what came since is turned off, not lost.
title = Title
title-hint = What people read. It can be changed at any time.
other-languages = In other languages
name = Name in programs
name-hint = Small letters, digits and dashes. Left empty, it is made of the title. It stays as it is.
kind = Kind
kind-stays = The kind stays, so that what tickets carry fits. For another kind, turn this field off and make a new one.
choices = Options
choices-hint = Change a title as you like: tickets keep what was chosen. An option is never deleted, only offered no more.
new-choices = More options
new-choices-hint = For a choice: an option on each line.
in-programs = in programs
offered = Offered
required = Must be filled in
never = never
to-open = to open a ticket
to-resolve = to resolve it
for-whom = For whom
customers = staff and customers
staff-only = staff only
customer-fills = Customers see it and fill it in
departments = Departments
departments-hint = Only for tickets of those that are ticked. With none it is for all.
all-departments = all
turned-off = Turned off
turned-off-hint = Nobody fills it in any more, and nobody has to. Tickets keep what they carry.
up = Up
down = Down
move-up = Move “{ $title }” up
move-down = Move “{ $title }” down
switch-off = Turn off
switch-on = Turn on
preview = How it looks
preview-hint = As it stands on a ticket. What you enter here goes nowhere.
preview-for = On tickets of
show = Show
yes = Yes
no = No
the-desk = the desk
bring-back = Bring this back
latest = As it is now
version = Version { $number } by { $who }, since { $since }
how-settings = As it stood in the settings
how-added = `{ $name }` was added
how-changed = `{ $name }` was changed
how-moved = The order was changed
how-back = Version { $version } was brought back
tags = Tags
tags-lead = As long as none is defined here, any tag may be given. Otherwise others only by those who may make up tags; all choose from these.
no-tags = There are no tags yet.
tag = Tag
colour = Colour
tickets = Tickets
undefined-tag = not defined
add-tag = Define a tag
change-tag = Change
set-colour = Set the colour
rename-tag = Rename
rename-hint = Policies, routing, rules and saved views that name it are not changed: say the new name there.
merge-tag = Merge
into = Into
merge-hint = All its tickets get the other tag, and whoever still gives this one gives that one. It cannot be told apart again.
remove-tag = Remove
remove-hint = It is offered no more.
off-tickets = Take it off all tickets, too
so-many = { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}
more-than = more than { $count }
work-renames = “{ $from }” is becoming “{ $to }” in all tickets. This goes on by itself.
work-removes = “{ $from }” is being taken off all tickets. This goes on by itself.
done-added = Added.
done-saved = Saved.
done-moved = Changed.
done-back = That version is back.
done-renamed = Done. The tickets follow.
done-removed = Removed.
kind-text = Text
kind-number = Number
kind-choice = Choice
kind-date = Date
kind-yes-no = Yes or no
kind-person = Person
grey = Grey
red = Red
orange = Orange
yellow = Yellow
green = Green
teal = Teal
blue = Blue
purple = Purple
