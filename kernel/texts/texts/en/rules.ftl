# Why somebody cannot give, change or take rights. The English also stands where the rule is, in `kernel/access`.

rule-role-keeps = A role keeps its id and its kind; make a new role instead.
rule-role-outranks = You cannot change the role “{ $role }”: it gives more than you hold, or than the pages that you use.
rule-role-staff = Only an administrator can turn a role into one for staff, and only staff can make a new one.
rule-role-never = “{ $what }” contacts customers, which the role “{ $role }” for collaborators can never do.
rule-role-unused = The role “{ $role }” is out of use.
rule-role-visitor = The role “{ $role }” is for people who have not signed in.
rule-no-role = There is no role `{ $role }`.
rule-administrator-whole = An administrator is one for the whole desk, not for a department.

rule-give-more = You cannot give the role “{ $role }”: it gives, or will give, more than you hold, or than the pages that you use.
rule-give-held = You cannot give the role “{ $role }” here: it allows “{ $what }” ({ $scopes }), which you do not hold to the same extent.
rule-grant-held = You cannot grant “{ $what }” ({ $scopes }), because you do not hold it to the same extent.
rule-make-staff = Only staff can make somebody staff, and for no longer than they are.
rule-outranked = You cannot manage this person: the role “{ $role }”, which they hold, gives more than you hold, or than the pages that you use.
rule-member-more = You cannot add this person to that department: the role “{ $role }” will give more there.
rule-member-held = You cannot add this person to that department: their role “{ $role }” would allow “{ $what }” there, which you do not hold there.

rule-owner-account = Nobody but the owner can change the owner's account.
rule-owner-given = Ownership is not given as a role; the owner transfers it.
rule-owner-only = “{ $what }” stays with the owner and can be given to nobody.
rule-owner-suspend = The owner cannot be suspended; transfer the ownership first.
rule-transfer-by = Only the owner, signed in, can transfer the ownership.
rule-transfer-to = Ownership goes to an active member of the staff.

rule-built-in-new = Built-in roles are there from the start; make a role of your own.
rule-built-in-name = The built-in role “{ $role }” can be neither retired nor renamed.
rule-built-in-audience = The built-in role “{ $role }” stays for whom it was made.
rule-built-in-gives = What the role “{ $role }” gives cannot be changed.

rule-mandate-stays = A mandate stays with its plugin.
rule-replace = You cannot replace the plugin `{ $plugin }`: it holds `{ $name }`, which you do not hold.
rule-scopes = “{ $what }” can be granted for: { $scopes }.
rule-token-held = An API key cannot hold “{ $what }”, because you do not.
rule-token-person = Only a person who is signed in can make an API key, and no API key or plugin.
rule-undeclared = No plugin on this desk declares `{ $name }`; install the one that does first.

rule-audience = Only staff can make something visible to staff alone.
rule-inside = What collaborators write stays inside, and customers could see this.
rule-viewing = You look at the desk as somebody else: nothing can be changed.
