# The sentences of the plugin that keeps tickets.

## Why something is not done, for whoever tried

closed-is-final = ticket #{ $number } is closed and final: set `status` to `open` first
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
is-spam-open-first = ticket #{ $number } is marked as spam: set it to `open` first
no-ticket = there is no ticket `{ $id }`
no-ticket-number = there is no ticket #{ $number }
held-has-left = it has left already, and can be taken back no more
held-author-gone = its author may no longer work at this desk
held-overdue = it could not be written in the ticket, and is tried no more
held-orphan = its ticket was deleted
status-final = a closed ticket is final: reopening it needs a permission of its own
status-closed-only-opens = `status`: a closed ticket can only be set to `open`
status-never-new = `status`: a ticket does not become `new` again, choose `open`
status-spam-only-opens = `status`: spam can only be set to `open` (it is none) or `closed`
tag-unknown = “{ $tag }” is none of this desk's tags, which are: { $known }

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
