# The permissions of the kernel.

## People

permission-person-read = See people
    .description = Look up people by name, address or department.
permission-email-read = See mail addresses
    .description = Without it, people are shown with their addresses hidden.
permission-person-create = Add people
    .description = Create an account, with at least one role.
permission-person-edit = Edit people
    .description = Change somebody's name, alias, address or language.
permission-person-suspend = Suspend people
    .description = Shut somebody out at once, with all sessions and tokens, and let him in again.
permission-password-reset = Reset passwords
    .description = Set a new password for somebody; his sessions end. Whoever does can sign in as a customer.
permission-person-view-as = See the desk as somebody else
    .description = Look at what somebody with no more rights sees, without being able to change anything; the audit notes it.

## Roles and departments

permission-role-read = See roles
    .description = See which roles there are, what they grant and who holds them.
permission-role-edit = Edit roles
    .description = Create, change and retire roles, within one's own rights.
permission-role-assign = Give and take roles
    .description = Decide who holds which role, within one's own rights; perhaps in one department only.
permission-department-edit = Edit departments
    .description = Create and rename departments.
permission-membership-edit = Choose who works in a department
    .description = Put people into departments and take them out, within one's own rights there.
permission-customer-create = Add customers
    .description = Create a customer from a mail address, as a new message does.
permission-guest-admit = Admit guests
    .description = Make a customer of whoever comes by without signing in, as a chat on a web page does.
permission-mail-send = Send mail
    .description = Write to anybody outside through the desk's mail relay, also to people whose address one does not see.

## Plugins

permission-plugin-read = See plugins
    .description = See which plugins run, what they may do and what they cost.
permission-plugin-install = Install plugins
    .description = Install, upgrade and remove plugins, and approve what they may do.
permission-plugin-manage = Manage plugins
    .description = Enable and disable plugins and narrow what they may do.
permission-plugin-purge = Purge plugins
    .description = Erase everything that a removed plugin has kept here. Nothing but a backup brings it back.
permission-report-read = Read reports of failed calls
    .description = See what a plugin was asked and what it had read when it failed, perhaps what people wrote.

## The desk

permission-audit-read = Read the audit
    .description = See who changed what, with the values before and after.
permission-presence-read = See who is connected
    .description = See which colleagues have the desk open, and since when.
permission-access-explain = Explain access
    .description = Ask why somebody may or may not do something.
permission-token-mint = Create API tokens
    .description = Create a key for programs that acts with a part of one's own rights.
permission-order-give = Give standing orders
    .description = Have a plugin act in one's own name while one is away, as rules do, with a part of one's own rights.
permission-session-end = Sign others out
    .description = See and end other people's sessions and tokens.
permission-settings-edit = Change settings
    .description = Change the settings of the desk and of its plugins.
permission-ban-edit = Ban addresses
    .description = Keep network addresses off the desk, and let them back.
permission-backup-make = Make backups
    .description = Copy everything the desk knows to another place.
permission-metrics-read = Read metrics
    .description = See how the desk is doing: load, times, errors.
permission-billing-manage = Manage billing
    .description = See and change the plan, the seats and the invoices.
permission-ownership-transfer = Transfer ownership
    .description = Make somebody else the owner of the desk.
permission-desk-delete = Delete the desk
    .description = Remove the desk with everything in it.

## Roles that every desk has

role-owner = Owner
    .description = May everything, and alone sees billing and can pass the desk on.
role-administrator = Administrator
    .description = May everything but what is the owner's alone.
role-agent = Agent
    .description = Answers customers in the departments they work in.
role-collaborator = Collaborator
    .description = Helps colleagues with internal notes and can never contact a customer.
role-customer = Customer
    .description = Asks, and sees what they asked.
role-visitor = Visitor
    .description = Whoever has not signed in.
