# The kernel’s own pages: signing in, the account, and what went wrong.

## On many pages

back-to-desk = Back to the desk
bar-more = More
search-short = Search, or #42
save = Save
skip = Skip to the content
desk = Desk
plugins = Plugins
part-failed = { $title }: cannot be shown just now.

## Signing in and out

sign-in = Sign in
sign-in-email = Mail address
sign-in-password = Password
sign-in-code = Code
sign-in-code-hint = The six digits that your authenticator shows, or one of your recovery codes.
sign-in-again = Begin again
sign-in-wrong = the address or the password is wrong; try again
sign-in-throttled = { $seconds ->
    [one] too many wrong passwords; try again in { $seconds } second
   *[other] too many wrong passwords; try again in { $seconds } seconds
}
sign-in-suspended = this account is suspended; ask an administrator
sign-in-code-needed = a code is needed as well: that of your authenticator, or a recovery code
sign-in-wrong-code = the code is wrong, or was used already; wait for the next one
sign-in-too-late = that took too long; sign in again
sign-out = Sign out
sign-out-ask = Sign out?

## Choosing a password by a link

password-choose = Choose a password
password-new = New password
password-present = Present password
password-once-more = Once more
password-set = Set the password
password-change = Change it
password-length = At least eight characters; a sentence is better than signs.
password-signs-out = You are signed out everywhere else.
password-not-same = The two are not the same. Type it twice.
password-expected = A password has at least eight characters.
password-is-set = Your password is set
password-is-set-hint = Sign in with it. All sessions from before are ended.

## One's own account

account = Your account
account-done-password = Your password is changed. You are signed out everywhere else.
account-done-ended = That session is ended.
account-done-others = You are signed out everywhere else.
account-done-factor = No second factor is asked for any more.
account-done-language = The desk speaks this language to you from now on.
account-done-look = The desk looks like this in this browser from now on.
account-done-withdrawn = The plugin does nothing in your name there any more.
account-wrong-password = that is not your password
account-no-session = that is no session
account-wrong-code = that is not the code that your authenticator shows now
language = Language
language-own = In which language the desk speaks to you
language-none = That of the browser, or of the desk
look = How it looks
look-lead = In this browser, for whoever signs in here.
look-shade = Colours
look-system = As the device has them
look-light = Light
look-dark = Dark
look-density = Spacing
look-comfortable = Comfortable
look-dense = Dense
factor = Second factor
factor-since = Since { $since } a code is asked for after your password.
factor-lead = A code from your phone, besides the password: whoever learns the password alone stays out.
factor-begin = Set it up
factor-without = Do without it
factor-end = Ask for no code any more
factor-scan = Scan this with an authenticator, or type the key into it.
factor-picture = The key as a picture
factor-digits = The six digits that it shows
factor-confirm = Ask for a code from now on
factor-not-now = Not now
recovery = Your recovery codes
recovery-lead = A code is asked for from now on. Keep these where you keep important papers: each serves once, if your phone is lost. They are not shown again.
recovery-kept = I have kept them
recovery-none-left = No recovery code is left: end it and set it up anew to get some.
recovery-left = { $count ->
    [one] { $count } recovery code is left.
   *[other] { $count } recovery codes are left.
}
sessions = Where you are signed in
sessions-here = Here
sessions-end = End
sessions-end-of = End the session of { $name }
sessions-end-others = Sign out everywhere else
sessions-used = last used { $seen }, since { $since }
orders = What is done in your name
orders-lead = Plugins do this while you are away, with your rights as they are then, and of these only what stands here.
orders-since = { $plugin }, since { $since }:
orders-withdraw = Take back
orders-withdraw-of = Take back: { $title }
device-on = { $browser } on { $system }
device-silent = Something that says nothing of itself

## How somebody else signs in

other = How somebody signs in
other-done-ended = Every session of this person is ended.
other-done-factor = No second factor is asked of this person any more.
other-done-withdrawn = The plugin does nothing in the name of this person there any more.
other-link = Hand this over in a way that only this person sees. It serves once, until { $until }, and is not shown again.
other-link-mailed = It was also mailed to this person.
other-link-lead = A link by which this person chooses a password. Nobody else learns it, you neither. The present one goes on until then.
other-link-make = Make a link
other-factor-since = Asked for since { $since }. Take it away only from somebody whom you know, and who has lost phone and recovery codes.
other-factor-remove = Take it away
other-factor-none = None is asked for. This person sets one up on the page of the own account.
other-sessions = Where this person is signed in
other-sessions-none = Nowhere.
other-sessions-end = Sign this person out everywhere
other-orders = What is done in the name of this person
other-orders-lead = Plugins do this with the rights of this person as they are then, and of these only what stands here.

## Administrators, and looking as somebody else

administrators = Administrators
administrator-make = Make { $name } an administrator?
administrator-make-do = Make an administrator
administrator-is = { $name } is an administrator
administrator-unmake-do = Take it away
administrator-then = Who is left without a role becomes an agent.
administrator-means = An administrator may do everything here, now and in the future, except what stays with the owner: billing, passing the desk on, deleting it.
administrator-back = Cancel
administrator-exactly = What exactly
view-as = See the desk as somebody else
view-as-ask = See the desk as { $name }?
view-as-lead = You will see what { $name } sees, and can change nothing meanwhile. The audit notes it.
view-as-do = See it
view-as-mark = You see the desk as { $name }. Nothing can be changed.
view-as-end = Back to yourself

## The language of the desk

desk-settings = Settings of the desk
desk-language = The language of the desk
desk-language-hint = Who has no own language and whose browser asks for none of these gets it.
desk-grace = Somebody who leaves stays “connected” for (seconds)
desk-grace-hint = So that a page that is loaded anew, or a network that blinks, is no absence. From 0 to 600.
desk-settings-done = The settings are saved.

## Mail that the desk sends

relay = Mail that the desk sends
relay-lead = The desk hands its mail to a machine that you name here: the mail server of your house, or of a provider.
relay-none = No machine is named yet. Mails wait until one is; none is lost.
relay-waiting = { $count ->
    [one] { $count } mail waits.
   *[other] { $count } mails wait.
}
relay-host = Mail server
relay-port = Port
relay-tls = Encryption
relay-tls-implicit = TLS from the beginning (465)
relay-tls-starttls = STARTTLS, or nothing is sent (587)
relay-tls-none = none, only on this machine or in its own network
relay-user = User name
relay-user-hint = Empty: the server lets this machine send without one.
relay-password-kept = Another password in place of the one that is kept
relay-password-forget = Forget the password
relay-sender = Sender's address
relay-name = Sender's name
relay-desk = Where people find this desk
relay-desk-hint = Stands in links in mails. Empty: links to choose a password are not mailed.
relay-authority = A certificate authority of your own
relay-authority-hint = Its certificate as PEM, if no public one vouches for the mail server.
relay-drop = Name no server
relay-try = Try it
relay-try-hint = Sends a mail at once and shows what the server answers.
relay-try-do = Send me a test mail
relay-try-subject = Test mail from the desk
relay-try-text = If you read this, the desk can send mail.
relay-said = The server has taken the mail. It answered:
relay-not-taken = The mail was not taken. Look at server, port, encryption and password below, and try again. What happened:
relay-tried = Tried: { $host }, port { $port }, { $tls }. Look whether the name and the port are right, whether that port wants this kind of TLS, and whether user and password fit. What was answered:
relay-bad-host = The mail server must be a name such as mail.example.com, or an address, without spaces or slashes.
relay-bad-port = The port must be a number of 1 to 65535: 465 with TLS from the first byte on, 587 with STARTTLS.
relay-bad-sender = The sender must be an address for mail such as desk@example.com.
relay-bad-desk = Where people find this desk is told by the beginning of the address alone, such as https://desk.example.com.
relay-bad-authority = The certificate must be in PEM: it begins with -----BEGIN CERTIFICATE-----.
relay-bad-to = The test mail needs an address such as anna@example.com.
relay-own = Links that were mailed
mail-scheduled = scheduled
mail-delayed = delayed
mail-sent = sent
mail-not-delivered = not delivered
link-mail-subject = Choose your password
link-mail = Hello, { $name },

    by this link you choose your password for the help desk:

    { $link }

    It serves once, and for a day. If you did not ask for it, there is nothing that you need to do.
forgotten = Forgot your password?
forgotten-hint = A link by which you choose a new one is sent there.
forgotten-do = Send the link
forgotten-done = If somebody here has this address, a link is on its way there. It may take some minutes.
forgotten-by-hand = Ask an administrator of this desk for a link by which you choose a new one.

## What went wrong, on a page of its own

problem-not-signed-in = Not signed in
    .means = Sign in first.
problem-not-allowed = Not allowed
    .means = Your rights do not reach that far.
problem-not-found = Not found
    .means = There is no such thing here, or it is not for you.
problem-not-valid = Not valid
    .means = Something in it is not as it should be.
problem-not-understood = Not understood
    .means = The browser sent something that cannot be read.
problem-banned = Banned
    .means = Nothing is taken from your network address.
problem-not-stamped = Not stamped
    .means = The form is too old or comes from elsewhere: load the page again and send it from there.
problem-not-as-it-was-seen = Not as it was seen
    .means = It changed after you looked: look at it again.
problem-not-available-now = Not available now
    .means = Try again a little later.
problem-not-this-way = Not this way
    .means = This is done in another way.
problem-too-large = Too large
    .means = It is over a limit.
problem-too-busy = Too busy
    .means = Try again in a moment.
problem-too-many-attempts = Too many attempts
    .means = Wait a little and try again.
problem-took-too-long = Took too long
    .means = It was given up and left nothing behind. Try again.
problem-changed-meanwhile = Changed meanwhile
    .means = Somebody was faster: look at it again and repeat it if it still fits.
problem-broke-off = Broke off
    .means = Something went wrong here; the administrator finds details in the log.
problem-a-plugin-failed = A plugin failed
    .means = It was undone; the administrator finds details in the log.
problem-a-page-is-broken = A page is broken
    .means = It cannot be shown; the administrator finds details in the log.
problem-the-desk-is-read-only = The desk is read-only
    .means = Nothing can be changed just now.
problem-wrong-method = Wrong method
    .means = This address does not answer to that.
problem-wrong-type = Wrong type
    .means = The page takes only what its own form sends.
problem-this-link-is-over = This link is over
    .means = It was used, is older than a day, or a newer one took its place: ask for another.
problem-suspended = Suspended
    .means = This account is suspended; ask an administrator.
problem-only-looking = Only looking
    .means = You see the desk as somebody else: nothing can be changed until you are back to yourself.
problem-from-elsewhere = From elsewhere
    .means = Sign in from the desk’s own page.
problem-code-needed = Code needed
    .means = A code is needed as well.
problem-installed = Installed
    .means = The plugin is installed; remove it first.

## Banned addresses

bans = Banned addresses
bans-lead = Who is banned gets no page, and nothing is taken from there. Whoever tried too many passwords is banned by the desk itself for a day; that spares who is signed in.
ban-done = The address is banned.
ban-lifted = The address is let in again.
bans-standing = Banned now
bans-none = Nobody is banned.
bans-past = Over
bans-earlier = Earlier ones
ban-add = Ban an address
ban-network = Address or block
ban-network-hint = Such as 203.0.113.9, 203.0.113.0/24 or 2001:db8::/64. Neither your own nor that of a proxy.
ban-reason = Reason
ban-term = For how long
ban-term-hour = one hour
ban-term-day = one day
ban-term-week = one week
ban-term-month = 30 days
ban-term-ever = for ever
ban-term-missing = Say for how long.
ban-do = Ban
ban-by-desk = the desk
ban-automatic = too many failed sign-ins
ban-since = Since { $since }, by { $name }.
ban-until = Until { $until }.
ban-for-ever = For ever.
ban-lifted-by = Let in again { $at } by { $name }.
ban-lift = Let in again
ban-why = Why, if you like
ban-network-wrong = Write an address such as 203.0.113.9, or a block such as 203.0.113.0/24.
ban-reason-missing = Say why, for whoever looks at it later.
