# The sentences of the plugin that merges tickets.

## Why something is not done, for whoever tried

itself = these are one ticket already: choose another one to merge it into
is-spam = ticket #{ $number } is marked as spam
is-closed = ticket #{ $number } is closed: reopen it first, or merge it into the other one
is-empty = ticket #{ $number } has no messages: it may have been merged already
no-merge = there is no merge that could be undone: it is undone already, or a day has passed
may-not-read = #{ $number } is gone, or where you may not read: ask somebody there to undo it
