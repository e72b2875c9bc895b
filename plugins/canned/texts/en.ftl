# The words of the plugin that keeps canned answers.

## Around every page

product = Ombud
skip = Skip to the content
desk-navigation = Desk
inbox = Inbox
sign-out = Sign out
not-saved = Nothing was saved.

## The list and the form

answers = Canned answers
lead = Texts that you write again and again. Type / in a reply or note to put one in.
new = New answer
search = Search
nothing = There are none here yet.
title = Title
shortcut = Shortcut
shortcut-hint = What you type after /, for example hours
whose = For whom
own = Only me
all = All colleagues
uses = Used
main-text = Text
main-hint = Used unless the ticket's language has a text of its own.
filled = What can be filled in
fallback = { $example } says what stands there if there is none. { $brace } is a brace.
in-language = Text in this language
language = Language
languages = In other languages
languages-hint = A language is a tag such as en, bg, pl, ru or sl. The ticket's language chooses.
save = Save
preview = See how it reads
sample = So it reads, about somebody made up
cancel = Cancel
delete = Delete
undo = Undo
read-only = You can use this answer, but not change it.
kept = The answer is kept.
deleted = The answer is deleted.
restored = The answer is back.
no-such-page = there is no such page among the canned answers
first-page = First page
next-page = Next page
pages = Pages
files = Files
take-out = Take { $name } out
files-hint = They go along when the answer is put in. At most { $most }, together { $megabytes } MB.

## Why something is not done, for whoever tried

brace-open = the brace before “{ $text }” has no end: close it, or write two braces for one
unknown-placeholder = `{ $name }` cannot be filled in; what can be is { $known }
no-answer = there is no such answer, or it is not for you
no-department = there is no department `{ $text }`
not-deleted = there is nothing to bring back: it is back already, or a day has passed
changed-meanwhile = somebody changed this answer while you had it open: open it again and decide again
too-many = there are { $most } answers already: delete one first
title-wrong = give it a title of 1 to { $most } characters
shortcut-wrong = a shortcut is at most { $most } letters, digits and hyphens, without spaces
shortcut-taken = `/{ $shortcut }` is already “{ $title }”: choose another shortcut
language-wrong = `{ $text }` is not a language tag such as en or pt-br
too-many-languages = an answer has at most { $most } languages
text-wrong = each text has 1 to { $most } bytes
files-many = an answer takes at most { $most } files, together { $megabytes } MB

## When something went wrong

trouble-403 = You may not do this
trouble-404 = Not found
trouble-409 = Somebody was faster
trouble-asked = That did not work
trouble-later = Not now
trouble-ours = Something went wrong
