# What the permission engine decided.

told-undeclared = Nobody may do { $what }, because no plugin on this desk declares it.
told-yes = “{ $what }” is allowed: { $reason }.
told-no = “{ $what }” is not allowed: { $reason }.
told-yes-through = “{ $what }” is allowed: { $reason }, and the plugin “{ $plugin }” may do it for you.
told-plugin-yes = The plugin “{ $plugin }” may do “{ $what }”: { $reason }.
told-plugin-no = The plugin “{ $plugin }” may not do “{ $what }”: { $reason }.
told-owner = you own this desk
told-role = your role “{ $title }”
told-role-of-all = everybody's role “{ $title }”
told-granted = { $role } grants it { $scopes }, as here
told-granted-desk = { $role } grants it on the whole desk
told-granted-there = { $role } grants it for everything in one department, and this is filed there
told-mandate-covers = its mandate covers it
told-nobody = nobody granted it
told-staff-only = this is for staff only
told-suspended = your account is suspended
told-scope-desk = { $role } grants it { $scopes }, not on the whole desk
told-scope = { $role } grants it { $scopes }, and this is not one of them
told-place-desk = { $role } counts in one department, not on the whole desk
told-place = { $role } counts in one department, and this is not filed there
told-ended = { $role } granted it until a date that has passed
told-retired = { $role } is out of use
told-never = { $role } can never hold it, whatever it lists
told-nothing = nobody granted it to any of your roles
told-not-signed-in = you are not signed in
told-token = this API key does not include it
told-token-only = this API key includes it only { $scopes }
told-order = this order does not include it
told-mandate = the plugin “{ $plugin }” has no mandate for it
told-mandate-only = the plugin “{ $plugin }” has a mandate for it only { $scopes }
told-elsewhere = the plugin “{ $plugin }” works only in departments where this is not filed
told-off = the plugin “{ $plugin }” is switched off or not installed
told-or = { $one } or { $other }
told-of-all = for everything
told-of-department = for what is filed in one's own departments
told-of-assigned = for what is assigned to oneself
told-of-own = for what they asked themselves
told-of-shared = for what they take part in
told-of-unassigned = for what is filed in one's own departments and nobody's yet
told-enough = It would be enough if { $ways }.
told-nothing-enough = No change of rights would be enough.
told-and-if = { $one }, and if { $other }
told-or-if = { $one }; or if { $other }
told-either = { $one }, or { $other }
told-if-declared = a plugin that declares it were installed
told-if-let-in = the account were not suspended
told-if-staff = they held a role for staff
told-if-owner = they owned the desk
told-if-role = the role “{ $title }” granted it { $scopes }
told-if-another-role = they held one more role that grants it { $scopes }
told-if-token = the API key included it { $scopes }
told-if-order = the order included it
told-if-installed = the plugin “{ $plugin }” were installed with a mandate for it
told-if-on = the plugin “{ $plugin }” were switched on
told-if-mandate = the mandate of the plugin “{ $plugin }” had it { $scopes }
told-if-there = the plugin “{ $plugin }” worked in the department where this is filed
told-if-department = they worked in the department where this is filed
told-if-assigned = this were assigned to them
told-if-own = they had asked this
told-if-shared = they took part in this
told-if-unassigned = this were nobody's

told-search-long = This is too much for one search: only its beginning was looked for.
told-search-time = `{ $typed }` is no date: write one as `2026-05-31` or `2026-05`, or how long ago, as `7d`, `2w`, `3m` or `1y`.
told-search-has = `{ $typed }` is not known: only `has:file` is.
told-search-filter = There is no filter `{ $word }:`. Known are { $known }.
told-search-empty = Nothing stands after `{ $word }:`. Write what it should be, without a space.

# What a change would do.

preview-nothing = For nobody anything becomes different
preview-same = { $count ->
    [one] { $count } person may do the same as before
   *[other] { $count } people may do the same as before
}
preview-gain = { $count ->
    [one] { $count } person gains something
   *[other] { $count } people gain something
}
preview-lose = { $count ->
    [one] { $count } person loses something
   *[other] { $count } people lose something
}
preview-no-gain = nobody gains anything
preview-no-loss = nobody loses anything
preview-not-looked-at = { $count ->
    [one] { $count } more holds a changed role and was not looked at
   *[other] { $count } more hold a changed role and were not looked at
}
preview-mandates = the mandate of { $plugins } becomes different
preview-visitor = Whoever has not signed in
preview-gains = gains “{ $title }”: { $what }
preview-loses = loses “{ $title }”: { $what }
preview-loses-too = loses: { $what }
preview-records = { $collection }: { $after } records instead of { $before }
preview-or-more = { $count } or more
preview-every = everything
preview-unassigned = what is nobody's yet
preview-assigned = what is assigned to them
preview-own = what they asked themselves
preview-shared = what they take part in
preview-in = { $what } in { $department }
preview-in-gone = { $what } in a department that is gone
preview-filed = in { $departments }
preview-filed-but = everywhere but in { $departments }
