# The sentences of the plugin that splits tickets.

## Why something is not done, for whoever tried

subject-empty = `subject` is empty: say what the new ticket is about
messages-empty = `messages` is empty: choose at least one
no-split = there is no split that could be undone: it is undone already, or a day has passed
may-not-read = #{ $number } is where you may not read: ask somebody there to undo it
written-since = somebody has written in one of the tickets since: it cannot be undone
