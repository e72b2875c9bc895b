# The words of the console, where staff works on tickets.

## Around every page

product = Ombud
skip = Skip to the content
desk-navigation = Desk
sign-out = Sign out
sign-in = Sign in

## The inbox

inbox = Inbox
tickets = Tickets
all-tickets = All tickets
mine = Mine
unassigned = Unassigned
all = All
views = Views
departments = Departments
filter = Filter and sort
anyone = Anyone
me = Me
nobody = Nobody
apply = Apply
clear = Clear
subject = Subject
changed = Changed
no-requester = no requester
nobody-to-reply = Nobody asked this, so there is nobody to reply to.
no-subject = (no subject)
nothing-here = No tickets here. Nothing waits for you in this view.
nothing-so-far = Nothing among the tickets looked at so far. The next page looks further.
first-page = First page
next-page = Next page
pages = Pages

## Views, columns, and many tickets at once

unresolved = Unresolved
everything = All
shared-views = Views of all
own-views = Your views
opened-column = Opened
columns = Columns
keep-columns = Keep these for me
columns-here = Only in this view
any-priority = Any priority
keep-view = Keep this view
keep-view-hint = Give it a name, and it stands on the left.
view-name = Name of the view
for-all = For all colleagues
no-such-view = there is no such view any more
new-here = new since you looked
chosen = Chosen tickets
choose-all = Choose all on this page
leave = Leave as it is
add-tags = Add tags
remove-tags = Remove tags
change-chosen = Change them
undo = Undo
choose-and-change = tick at least one ticket, and choose what shall become of it
only-the-last = only the last change of many tickets can be taken back, and this page tells of an earlier one
fresh = Show what is new
refreshed = The list was updated.
new-message = Something new was said.
ticket-left = You may not see this ticket any more. What you wrote stands here still, but cannot be sent from here.
# Before #42.
choose-ticket = Choose
remove-view = Remove the view “{ $name }”
view-name-wrong = { $count ->
    [one] give the view a name of one character
   *[other] give the view a name of 1 to { $count } characters
}
too-many-views = { $count ->
    [one] there is { $count } view already: remove it first
   *[other] there are { $count } views already: remove one first
}
too-many-tickets = { $count ->
    [one] at most { $count } ticket is changed at once
   *[other] at most { $count } tickets are changed at once
}
bulk-done = { $count ->
    [one] { $count } ticket changed.
   *[other] { $count } tickets changed.
}
bulk-left = { $count ->
    [one] { $count } ticket stayed as before:
   *[other] { $count } tickets stayed as before:
}
bulk-undone = { $count ->
    [one] Taken back for { $count } ticket.
   *[other] Taken back for { $count } tickets.
}
bulk-not-undone = Nothing was taken back.
bulk-nearly = { $count ->
    [one] { $count } ticket has another status than before:
   *[other] { $count } tickets have another status than before:
}
status-not-back = the status is now “{ $after }”, before it was “{ $before }”
changed-since = somebody has changed it since
done-bulk = Done.
done-bulk-undone = Taken back.
done-view-kept = The view is kept. It stands on the left.
done-columns-kept = Your inbox shows these columns from now on.
done-view-gone = The view is gone. Its tickets are where they were.
done-onward = Your message stands in
done-at-end = That was the last ticket of this list.
done-at-begin = That was the first ticket of this list.
key-choose = choose it, to change many at once
key-take = assign the ticket to me
key-status = change its status

## The search

search = Search
search-not-ready = The search is being made ready. Try again in a moment; everything else works.
search-incomplete = The search is being made anew, so there may be more than this. Try again in a while.
no-such-status = There is no status `{ $asked }`. There are { $known }.
search-for-what = Type what you look for.
nothing-found = Nothing found that you may see. Fewer or other words may find more.
search-help = How to search
search-filters = Filters of this search
best-first = Best first
newest-first = Newest first
not = not
person = Person
example-words = invoice lost
example-words-finds = both words, in any of their forms
example-phrase = "lost invoice"
example-phrase-finds = the words side by side
example-without = -paid
example-without-finds = without this word
example-state-finds = in this status, with this tag
example-people-finds = what she wrote, in tickets assigned to you
example-department-finds = filed there
example-file-finds = with a file
example-days-finds = of these days
example-number-finds = the ticket with this number
search-title = Search: { $text }
found = { $count } found
found-more = More than { $count } found
without = Search without { $word }:
key-search = search, or go to a ticket by its number

## A ticket

ticket = Ticket
status = Status
priority = Priority
assignee = Assignee
department = Department
tag = Tag
tags = Tags
tags-hint = Separated by commas
known-tags = With commas between. There are: { $known }
to-resolve = needed to resolve
missing-to-resolve = To resolve, fill in: { $titles }
yes = Yes
no = No
sort = Sort by
change-subject = Change the subject
save = Save changes
take = Assign to me
in-department = In this department
others = Others
conversation = Conversation
about-ticket = About this ticket
put-off = Snooze
only-pending-is-put-off = What is snoozed is Pending: leave the status as it is, or choose no time.
not-put-off = no
as-it-is = as it is
until = until
for-days = { $count ->
    [one] for { $count } day
   *[other] for { $count } days
}
requester = Requester
other-requester = Another customer
set-requester = Name a customer
other-tickets = Other tickets
participants = Also taking part
related = Related tickets
fields = Details
opened = opened
latest = Go to the latest message
previous = Previous
next = Next
no-messages = No messages here that you may see.
customer = customer
staff-reply = reply to the customer
note-seal = Internal note: only staff can read this
quoted = Quoted text
pick = Split off
files = Files

## Writing

reply-label = Your reply
reply-hint = The customer will read this.
save-draft = Save draft
discard-draft = Discard draft
bring-back = Bring back the text put aside
draft-saved = Draft saved
draft-unsaved = Kept in this window, not saved yet
draft-here = Draft
draft-elsewhere = What is saved from the other window
draft-clash = in another window you wrote something else in its place, which is saved; both texts are here: save this one, or take the other
take-other = Take the other text
draft-long = a draft has at most { $most } bytes: attach it as a file
offline = You are offline. What you write is kept here, and saved when the desk can be reached again.
not-sent-offline = Not sent: the desk cannot be reached. Your text is still here.
recall-hint = You can still take it back: press z.
to-composer = Put it back to go on writing
clear-away = Clear it away
sent-otherwise = this form has been sent already, with other words: yours are here, and have not been sent
attach = Files
attach-them = Attach them
take-out = Take { $name } out
did-not-leave = It was not sent: { $reason }.
not-left = Your reply in #{ $number } was not sent: { $reason }.
leaves-in = Leaves in { $count } s
is-looking = { $name } is looking
is-writing = { $name } is writing…
send-reply = Send reply
onward = Send, then next
then = Status afterwards
then-usual = Automatic
note = Internal note
note-label = Your note
note-hint = Only staff will read this. It is never sent to the customer. @ and a name calls a colleague.
keep-note = Add internal note
onward-note = Add, then next

## Canned answers

canned = Insert a canned answer (or type / where you write)
canned-answer = Canned answer
insert = Insert
own-answer = mine
answer-of-department = of the department
answer-of-all = of all
key-canned = canned answers, while you write

## Mentions

mentions = Mentions
no-mentions = Nobody has mentioned you. Colleagues do so with @ and your name in an internal note.
mentioned-you = { $name } mentioned you
cannot-read = { $name } may not read this ticket and will hear nothing of it.
ambiguous-name = “{ $written }” may be any of these: { $names }. Write the whole name.
keep-all-the-same = Add the note once more if it shall stand as it is.
key-mention = mention a colleague, while you write a note

## Splitting

split-hint = Make a ticket of its own from the chosen messages.
split-start = Split off…
split = Split ticket
split-chosen = Chosen messages
split-new = The new ticket
split-mode = What happens to the messages here
split-move = Move them: they leave this ticket, and a line for staff stays behind
split-copy = Copy them: they stand in both tickets
split-quiet = No mail is sent. You can undo this for a day.
split-priority-default = As in the old ticket
split-tags = Take the tags along
split-fields = Take the details along
split-none = choose at least one message to split off
split-preview = Preview both tickets
split-both = Both tickets as they will be
split-in-both = in both tickets
split-no-message = No message.
split-not-so = It cannot be split like this.
split-stays = What stays in #{ $number }
split-all = every message was chosen, and nothing would stay in #{ $number }: choose fewer, or copy them
split-gone = a chosen message is not in #{ $number } any more: it may have been moved
split-shut = #{ $number } is closed or marked as spam: open it again first
undo-split = Undo the split
cancel = Cancel

## Merging

merge = Merge
merge-start = Merge into one…
merge-start-one = Merge into another…
merge-none = choose at least one ticket to merge
merge-itself = this is the ticket itself: choose another one
merge-where = say first into which ticket
merge-most = { $most ->
    [one] at most { $most } ticket is merged at once
   *[other] at most { $most } tickets are merged at once
}
merge-which-stays = Which one stays?
merge-found = Found
merge-offered = Other tickets of the same person
merge-place = Number of the other ticket, or words to find it by
merge-look = See what it will be
merge-quiet = No mail is sent. You can undo this for a day.
merge-title = Merge #{ $number } into another ticket
merge-title-many = { $count ->
    [one] Merge { $count } ticket
   *[other] Merge { $count } tickets into one
}
merge-title-into = Merge #{ $source } into #{ $target }
merge-title-many-into = { $count ->
    [one] Merge { $count } ticket into #{ $target }
   *[other] Merge { $count } tickets into #{ $target }
}
merge-messages = { $count ->
    [one] { $count } message goes into #{ $target }, in order of time, with its files.
   *[other] { $count } messages go into #{ $target }, in order of time, with their files.
}
merge-joining = From then on they take part in #{ $target }: { $names }.
merge-left-out = You may not share #{ $target }, so they will read no more of it: { $names }.
merge-reopens = #{ $target } is not open now; it will be opened, as there is work to do.
merge-stays = #{ $target } keeps its number, subject, priority, tags and who has it.
merge-closes = #{ $source } is closed and leads to #{ $target }; answers to it go there.
merge-other-requester = Two people: { $source } and { $target } will each read what the other wrote.
merge-other-department = Two departments: what was in { $source } will stand in { $target }.
merge-of = #{ $source } was merged into #{ $target }.
undo-merge = Undo the merge
goes-on = This ticket is closed. It goes on in
done-merged = Merged. All messages are in this ticket now.
done-unmerged = The merge is undone. The messages are back.
not-done-unmerge = The merge could not be undone.
not-done-requester = The customer could not be put there.
change-merged-from = merged { $after } into this ticket
change-merged-into = merged this ticket into { $after }
change-merge-undone = took back the merge with { $after }
key-merge = merge it into another

## A new ticket

new-ticket = New ticket
open-ticket = Open ticket
requester-mail = Mail address of the customer
requester-name = Name of the customer
requester-name-hint = Used if the address is new here
give-requester-mail = Give the mail address of the customer.
first-message = Message
first-kind = This message is
first-reply = for the customer
first-note = an internal note, for example about a phone call

## What is missing

write-something = write something first
give-subject = give the ticket a subject
give-requester = give the customer's address, or make the first message a note
choose-department = choose a department
no-such-page = there is no such page in the console
no-composer = You can read this ticket, but not write in it.

## Keys

close = Close
keys = Keys
key-next = next ticket in the list
key-before = the one before
key-open = open it
key-reply = reply
key-note = write an internal note
key-send = send what you are writing
key-recall = take back the reply that is about to leave
key-inbox = inbox
key-new = new ticket
key-there = who is there, if you may see that
key-list = this list

## Who has no business here

for-staff-title = This door is for staff
for-staff = The console is where our staff works on tickets. To write to us, simply answer one of our mails.
sign-in-first = Sign in to work on tickets.

## Words for states

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
sort-updated = Latest change
sort-created = Newest
sort-oldest = Oldest
sort-priority = Priority
sort-due = Due next
relation-split-from = Split from
relation-split-to = Split into
relation-follow-up-of = Follow-up of
relation-followed-by = Followed by

## What was just done, and what was not

done-reply = Your reply is in the ticket, and the customer can read it.
done-held = Your reply has not left yet. You can still take it back.
done-recalled = Your reply is back, and was not sent. You can go on writing.
done-draft-saved = Your draft is saved. Only you can see it.
done-draft-gone = Your draft is discarded. For a day it can be brought back.
done-draft-back = Your text is back.
done-note = Your note is kept. Only staff can read it.
done-saved = The changes are saved.
done-taken = This ticket is yours now.
done-created = The ticket is open.
done-split = This ticket was split off.
done-undone = The split is undone. The messages are back.
done-away = Done. The ticket now stands in a department where you may not read.
not-done-reply = Your reply was not sent. It is still here, below.
not-done-note = Your note was not kept. It is still here, below.
not-done-fields = Nothing was changed yet. Your choices are still here.
not-done-take = You did not get this ticket.
not-done-undo = The split could not be undone.
not-done-draft = Your draft was not saved. It is still here, below.
not-done-recall = The reply was not taken back.
kind-note = internal note
kind-system = line by the desk

## Sentences

reply-to = Reply to { $name }
theirs = Meanwhile changed to “{ $value }”. Saving again sets your choice.
changed-meanwhile = somebody changed { $fields } while this page was open
written-meanwhile = { $names } wrote here while you were typing: read it, and send again if your answer still fits
quoted-lines = { $count ->
    [one] Quoted text, { $count } line
   *[other] Quoted text, { $count } lines
}
history = { $count ->
    [one] History, { $count } change
   *[other] History, { $count } changes
}
by-right = by { $right }
channel-mail = mail
channel-web = web
channel-chat = chat
change-created = opened the ticket by { $after }
change-split-from = made this ticket of messages from { $after }
change-split-to = split messages off into { $after }
change-split-undone = took back the split with { $after }
change-follow-up-of = continued { $after }
change-followed-by = went on in { $after }
change-note-edited = edited a note
change-note-deleted = deleted a note
change-field = changed { $field }
change-field-set = set { $field } to { $after }
change-field-removed = removed { $field } { $before }
change-field-from = changed { $field } from { $before } to { $after }
field-status = status
field-priority = priority
field-assignee = assignee
field-department = department
field-subject = subject
field-tags = tags
field-requester = requester
field-participants = participants
field-language = language
split-title = Split messages off #{ $number }
split-requester = { $usual }: { $name }
no-ticket = there is no ticket #{ $number } that you may see
size-bytes = { $count ->
    [one] { $count } byte
   *[other] { $count } bytes
}
size-kilobytes = { $count } kB
size-megabytes = { $count } MB

## When something went wrong

trouble-403 = You may not do this
trouble-404 = Not found
trouble-409 = Somebody was faster
trouble-asked = That did not work
trouble-later = Not now
trouble-ours = Something went wrong
