# The words of the plugin that keeps chats.

## Around every page

product = Ombud
skip = Skip to the content
desk-navigation = Desk
inbox = Inbox
sign-out = Sign out
not-saved = That was not done.
no-such-page = there is no such page
trouble-403 = Not allowed
trouble-404 = Not found
trouble-409 = It changed meanwhile
trouble-asked = That does not work
trouble-later = Not just now
trouble-ours = Something went wrong here
show = Show
older = Older

## The rooms

chats = Chats
mine = My chats
running = Board
archive = Archive
watches = Who watched
watches-lead = Each time that somebody watched a colleague's chat unseen.
nobody-watched = Nobody watched yet.
who-watched = Who
queue = Waiting
none-of-mine = You have no chats now.
nobody-waits = Nobody waits.
nothing-runs = No chat runs now.
so-many-wait = { $count ->
    [0] Nobody waits,
    [one] { $count } waits,
   *[other] { $count } wait,
}
so-many-run = { $count ->
    [one] { $count } chat runs.
   *[other] { $count } chats run.
}
pages = Pages
first-page = First page
next-page = Next page
nothing-over = No chat is over yet.
lacking = Nobody there is able to do it
loads = Who has how many
load = { $has } of { $most } at once.
missed-so-far = { $count ->
    [0] None missed.
    [one] { $count } missed.
   *[other] { $count } missed.
}

## One chat in a list

visitor = Visitor
department = Department
any-department = all
agent = Agent
since = Since
until = Until
state = State
rings = rings
waits = waits
runs = runs
over = over
unread = { $count } new
accept = Accept
decline = Decline
pick = Pick

## The page of a chat

conversation = Conversation
about = About the visitor
no-lines = Nothing has been said yet.
answer-to = To { $name }
send = Send
end = End the chat
end-ask = End the chat …
end-hint = Nothing can be written afterwards.
whisper = Whisper
note-seal = Only colleagues see this
insert = Put it into the answer
not-to-be-seen = This chat runs with a colleague. What is said there is seen only by those who take part or watch.
watch = Watch unseen
watch-hint = Neither the colleague nor the visitor notices. It is noted that you watch.
watch-first = this chat runs with a colleague: watch it first, so that it is noted
whisper-to-agent = Whisper to the agent
whisper-hint = Only the agent and colleagues see it; the visitor never does.
do-whisper = Whisper
supervise = Help
join = Join openly
take-over = Take over
hand-over = Hand over
to-department = To the department
to-agent = To
anybody = whoever is free
note-for-colleague = Note for the colleague
email = E-mail
language = Language
page = Page
came-from = Came from
rating = Rating
score = { $score } of 5
earlier = Earlier chats
open-ticket = Open a ticket
add-files = Files
kept-text = This was not sent. Copy it before you go:
answer-hint = Enter sends, Shift+Enter begins a new line, / offers canned answers. Shortcut keys of your browser: 1 to 9 lead to your chats, N to whoever waits longest, A accepts, D declines, I takes a whisper.
put-in = Put in
canned = Canned answers (or type / where you write)
canned-answer = Canned answer
own-answer = mine
answer-of-department = of the department
answer-of-all = of all
offline = You are offline. What you write is kept here.
not-sent-offline = Not sent: the desk cannot be reached. Your text is still here.
is-writing = { $name } is writing…
may-be-watched = Supervisors may watch your chats unseen. Each time is noted.
next-one = Next:
waits-since = The visitor waits for an answer
of-so-many = { $has } of { $most }
tickets = Tickets
leave = Leave
stop-watching = Watch no more
watch-hint-told = The colleague is told; the visitor does not notice. It is noted that you watch.
keep-transcript = Save what was said as a text
mail-title = Transcript by mail
mail-to = Send it to { $address }
mail-it = Send it to my mail address
mail-comes = It is on its way to you.
mail-subject = What was said in our chat
mail-off = transcripts are not sent by mail here: save the text instead
mail-no-address = no mail address was given before this chat: save the text instead
mail-enough = it was sent just now, or three times already: save the text instead
mail-scheduled = scheduled
mail-delayed = delayed
mail-sent = sent
mail-not-delivered = not delivered
done-mailed = The transcript is on its way to the visitor.
hand-it-over = this chat is yours: hand it over, or end it
alert-waits = waits for { $minutes } min
alert-unanswered = no answer for { $minutes } min
alert-due = first answer due in { $minutes } min
alert-late = first answer late, { $minutes } min
alert-unhappy = unhappy words
cut-lines = More was said before this. Only the latest is here.

## What the desk says in a chat

joined = { $name } has come to talk.
has-left = { $name } has left the chat.
watched = { $name } watches this chat.
unwatched = { $name } watches no more.
waits-again = The chat is handed over. Somebody will be there in a moment.
ended-by = The chat was ended by { $name }.
ended-silently = The chat ended by itself: the visitor was not there any more.
rang = It rings at { $name }.
declined = { $name } declined.
missed = { $name } did not answer.
lacks = Nobody who accepts chats has the skill “{ $skill }”.
ticket-opened = Ticket #{ $number } was opened.
transcript = Chat with { $name }

## What was done

done-accepted = The chat is yours.
done-declined = You declined; the next one is asked.
done-ended = The chat is over.
done-handed-over = The chat is handed over.
done-beyond = The chat is handed over. Whoever you chose now has more chats than the limit says.
done-whispered = The agent sees your whisper.
done-joined = You take part in this chat.
done-left = You take part in this chat no more.
done-ticket = The ticket is opened.

## The visitors' page

talk-to-us = Chat with us
sound = Sound
end-it = End
close = Close
left = Thank you. We answer by mail.
welcome = Ask us anything.
your-name = Your name
your-address = Your e-mail, if we lose each other
what-about = What is it about?
please-choose = Please choose
how-help = How can we help?
begin = Begin
nobody-here = Nobody is here now. Leave a message, and we answer by mail.
what-was-said = What was said
peeked = We may see what you type before you send it.
your-message = Your message
file = File
it-ended = This chat has ended.
how-was-it = How was it? 1 is poor, 5 is excellent.
what-better = What shall we do better?
thanks = Thank you.
again = Begin another chat
forget = Forget this chat here
save-it = Save what was said
you = You
sending = Sending …
failed = That did not work. Try again in a moment.
retry = Try again
lost = No connection. What you write is kept, and sent when it is back.
somebody-soon = Somebody will be with you soon.
somebody-writes = Somebody is writing …
refused = Not sent: { $why }
position = You are number { $n } in the queue.
wait = About { $time }.
new-messages = New messages: { $n }

## What visitors see

look = What visitors see
look-lead = Colour, words and questions of the page through which visitors talk. It is shown beside as it would be; what is saved holds for whoever opens it next.
colour = Colour
position-of = Corner of the page
on-the-right = right
on-the-left = left
asked-before = What is asked before a chat
no-kinds = What a chat is about is asked when the settings of the plugin say what there is to choose.
own-words = Own words
own-words-hint = Empty: the usual words. Each language has its own.
heading = Heading
first-words = First words
offline-words = When nobody is there
save = Save
preview = Preview
preview-hint = Nobody can begin a chat here.
contrast = Contrast
contrast-words = Words on the colour: { $ratio } to 1. They are black or white, whichever is read more easily.
contrast-light = The colour on a light page: { $ratio } to 1.
contrast-dark = The colour on a dark page: { $ratio } to 1.
faint = Less than 3 to 1: it is hard to find there.
embed = On your site
embed-hint = This line goes into each page of your site, before its end
ask-no = not asked
ask-perhaps = asked
ask-must = must be said
bad-colour = “{ $typed }” is no colour; expected is such as #0a6657
long-words = a heading has at most { $heading } characters, other words at most { $words }
look-changed = somebody has changed it meanwhile, and nothing was saved; if you save again, all of it will be as it stands here
address-missing = an e-mail address is asked for
done-saved = Saved.
sound-on = Turn the sound on
sound-off = Turn the sound off
browser-silent = Your browser keeps still until you have clicked or typed on this page once. Until then the title of the page tells how many are new.

## Visitors who have not written

visitors = Visitors
visitors-lead = Who is on the site now and has not written. Nothing of it is kept once they have gone.
visitors-off = Visitors are not known before they write: that is switched off in the settings of this plugin.
nobody-visits = Nobody is on the site whom you may see.
visitor-gone = this visitor has gone, or writes already
returning = was here before
on-the-site = Here since
on-this-page = On this page since
invitation = Invitation
invite = Invite
invite-words = What the visitor reads
invite-hint = It stands above the button of the chat within half a minute, and disturbs nothing. Whoever answers is given to you first.
invited-already = this visitor was invited already, or wants no invitation
nobody-would-answer = nobody accepts chats there now, so nobody would answer
is-invited = invited
sees-invitation = sees it
declined-it = declined
no-thanks = No, thank you
invited-by = Invited by { $name }:
invited-by-rule = Invitation by rule:
done-invited = Invited.

## What is not right

nothing-said = there is nothing to send
long-text = a text has at most { $most } characters
many-files = at most { $most } files go along
bad-name = a name has 1 to { $most } characters
long-word = what comes along has at most { $most } characters each
too-many = Too many at once
not-over = a chat is rated when it is over
sent-otherwise = this was sent already with other words: send it once more, and it goes as a new message
no-such-chat = there is no such chat
no-department = there is no such department
not-for-staff = chats are begun by visitors and customers
has-one = there is a chat that is not over yet
may-not-begin = chats cannot be begun with this account
not-yours = only who takes part in a chat does that
yours-already = you take part in this chat
is-over = the chat does not run now
rings-no-more = this chat rings at you no more
rings-elsewhere = this chat rings at a colleague
waits-no-more = this chat waits no more
no-place = you have { $has } of { $most } chats at once
has-it-already = the chat is this colleague's already
no-target = say to whom it is handed over
nowhere = { $name } belongs to no department
not-there = { $name } is not connected
may-take-none = { $name } may have no chats of { $department }: no role gives the right “Take chats” there
may-write-none = { $name } may have no chats of { $department }: no role gives the right “Write in chats” there
