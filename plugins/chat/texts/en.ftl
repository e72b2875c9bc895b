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
only-first = Only the first { $most } are shown.
nothing-over = No chat is over yet.
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
score-bad = not helpful
earlier = Earlier chats
open-ticket = Open a ticket
add-files = Files
kept-text = This was not sent. Copy it before you go:
cut-lines = More was said before this. Only the latest is here.

## What the desk says in a chat

joined = { $name } has come to talk.
waits-again = The chat is handed over. Somebody will be there in a moment.
ended-by = The chat was ended by { $name }.
ended-silently = The chat ended by itself: the visitor was not there any more.
rang = It rings at { $name }.
declined = { $name } declined.
missed = { $name } did not answer.
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

## What is not right

nothing-said = there is nothing to send
long-text = a text has at most { $most } characters
many-files = at most { $most } files go along
bad-name = a name has 1 to { $most } characters
long-word = what comes along has at most { $most } characters each
bad-rating = a rating is 1 to 5 or -1, with a comment of at most { $most } characters
too-many = Too many at once
rated = this chat is rated already
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
