# Why something about people and their rights is not done. These begin small: they also stand within sentences.

refused-field = `{ $field }` is not usable: { $expected }

refused-no-ban = there is no ban `{ $name }`
refused-no-department = there is no department `{ $name }`
refused-no-order = there is no order `{ $name }`
refused-no-pass = there is no pass `{ $name }`
refused-no-person = there is no person `{ $name }`
refused-no-plugin = there is no plugin `{ $name }`
refused-no-role = there is no role `{ $name }`
refused-no-session = there is no session `{ $name }`
refused-no-token = there is no token `{ $name }`
refused-no-owner = the desk has no owner yet; set it up first
refused-account-gone = your account is gone
refused-names-no-department = names or ids of departments; there is none called `{ $name }`
refused-names-no-role = names of roles; there is none called `{ $name }`

refused-address = an address such as `ana@example.org`
refused-bytes = at most { $most } bytes
refused-bytes-between = 1 to { $most } bytes
refused-characters = at most { $most } characters
refused-characters-between = 1 to { $most } printable characters
refused-days-between = 1 to { $most }
refused-file = it cannot be read: { $why }
refused-head = a place and a hash, such as `ombud audit head` prints them
refused-moment = a moment such as 2027-01-01T00:00:00Z
refused-nothing-to-change = at least one field to change
refused-password = at least { $least } characters and at most { $most } bytes
refused-past = a moment that is still to come
refused-slug = 2 to 48 of a-z, 0-9 and `-`, beginning with a letter
refused-tag = a tag such as `bg` or `pt-BR`
refused-why = say why, for whoever looks at it later

refused-mandate-of = one for `{ $plugin }`, not `{ $other }`
refused-names-of = names beginning with `{ $plugin }:`, unlike `{ $name }`
refused-never-holds = nothing that the role `{ $role }` can never hold, such as `{ $name }`
refused-no-permission = a permission that exists, unlike `{ $name }`
refused-not-declared = a permission that the plugin itself declares, unlike `{ $name }`
refused-permissions-between = 1 to { $most } of them
refused-scope = at least one scope for `{ $name }`
refused-scope-of = for `{ $name }` at least one scope of: { $scopes }
refused-token-empty = at least one, or the token would be of no use
refused-twice = `{ $name }` only once
refused-installed = the plugin `{ $plugin }` is installed; remove it first

refused-most-bans = { $most } bans are the most: ban blocks, or lift some
refused-most-departments = { $most } departments are the most a desk can have
refused-most-for-one = at most { $most } for one person
refused-most-orders = { $most } standing orders are the most for one person; take some back first
refused-most-roles = { $most } roles are the most a desk can have
refused-most-tokens = { $most } tokens are the most for one person; revoke some first

refused-address-taken = somebody else has the address `{ $email }`
refused-ban-known = { $network } is banned already: ban { $number }
refused-ban-over = ban { $number } is over already
refused-ban-spared = { $network } would shut out { $spared }: you yourself, or everybody
refused-department-known = there is already a department `{ $name }`
refused-person-known = there is already a person `{ $name }`
refused-role-known = there is already a role `{ $role }`

refused-no-role-left = at least one role; to shut somebody out, suspend him
refused-role-built-in = the built-in role `{ $role }` cannot be retired
refused-role-fixed = what the role `{ $role }` gives cannot be changed
refused-role-held = people still hold the role `{ $role }`; give them another one first
refused-role-kind = there is a role `{ $role }` whose `staff` or `collaborator` is different, and these are for good; give the one in the file another name
refused-role-name = the built-in role `{ $role }` keeps its name
refused-role-retired = the role `{ $role }` is retired and can be given to nobody
refused-role-twice = each role at most once in each place
refused-visitor = no `visitor`: that is who has not signed in

refused-one-owner = there is exactly one owner; transfer the ownership instead of giving the role
refused-owner-holds-all = the owner holds everything that an administrator does, and more
refused-owner-known = the desk has an owner already; sign in as the owner
refused-suspend-owner = the owner cannot be suspended; transfer the ownership first
refused-suspend-self = nobody can suspend himself; ask a colleague
refused-transfer-by = only the owner himself can transfer the ownership
refused-transfer-self = this person owns the desk already
refused-transfer-to = the new owner must be staff and not suspended

refused-factor-already = a second factor is asked for already; end that one first
refused-factor-none = no second factor is asked of this person
refused-factor-own = end your own second factor with your password
refused-factor-password = begin with your password first
refused-factor-signed-in = only a signed-in person can change his own second factor
refused-order-by-person = an order is given by a person, to a plugin
refused-password-signed-in = only a signed-in person can change his own password
refused-password-throttled = too many wrong passwords; wait a while and try again
refused-token-person = a token acts for a person; sign in as the one it shall act for
refused-view-self = somebody else
refused-view-signed-in = only a person who is signed in can look as somebody else
