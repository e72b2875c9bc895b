# Kako se je odločil mehanizem pravic.

told-undeclared = Nihče ne sme { $what }, ker tega tu ne pozna noben vtičnik.
told-yes = »{ $what }« je dovoljeno: { $reason }.
told-no = »{ $what }« ni dovoljeno: { $reason }.
told-yes-through = »{ $what }« je dovoljeno: { $reason }, vtičnik »{ $plugin }« pa to sme za vas.
told-plugin-yes = Vtičnik »{ $plugin }« sme »{ $what }«: { $reason }.
told-plugin-no = Vtičnik »{ $plugin }« ne sme »{ $what }«: { $reason }.
told-owner = center je vaš
told-role = vaša vloga »{ $title }«
told-role-of-all = vloga vseh »{ $title }«
told-granted = { $role } to daje { $scopes }, kot tukaj
told-granted-desk = { $role } to daje za ves center
told-granted-there = { $role } to daje za vse v enem oddelku, in to je tam
told-mandate-covers = njegovo pooblastilo to zajema
told-nobody = nihče tega ni dal
told-staff-only = to je samo za osebje
told-suspended = vaš račun je začasno izključen
told-scope-desk = { $role } to daje { $scopes }, ne za ves center
told-scope = { $role } to daje { $scopes }, in to ne sodi zraven
told-place-desk = { $role } velja v enem oddelku, ne za ves center
told-place = { $role } velja v enem oddelku, in to ni tam
told-ended = { $role } je to dajala do dne, ki je minil
told-retired = { $role } ni v rabi
told-never = { $role } tega nikoli ne more imeti, karkoli v njej piše
told-nothing = nihče tega ni dal nobeni od vaših vlog
told-not-signed-in = niste prijavljeni
told-token = ta ključ API tega ne vključuje
told-token-only = ta ključ API to vključuje le { $scopes }
told-order = to naročilo tega ne vključuje
told-mandate = vtičnik »{ $plugin }« nima pooblastila za to
told-mandate-only = vtičnik »{ $plugin }« ima pooblastilo za to le { $scopes }
told-elsewhere = vtičnik »{ $plugin }« dela le v oddelkih, v katerih tega ni
told-off = vtičnik »{ $plugin }« je izključen ali ni nameščen
told-or = { $one } ali { $other }
told-of-all = za vse
told-of-department = za to, kar je v lastnih oddelkih
told-of-assigned = za to, kar je dodeljeno osebno
told-of-own = za to, kar je bilo vprašano osebno
told-of-shared = za to, pri čemer se sodeluje
told-of-unassigned = za to, kar je v lastnih oddelkih in še nikogaršnje
told-enough = Zadostovalo bi, če bi { $ways }.
told-nothing-enough = Nobena sprememba pravic ne bi zadostovala.
told-and-if = { $one }, in če bi { $other }
told-or-if = { $one }; ali če bi { $other }
told-either = { $one }, ali { $other }
told-if-declared = bil nameščen vtičnik, ki to pozna
told-if-let-in = račun ne bil izključen
told-if-staff = oseba imela vlogo za osebje
told-if-owner = oseba bila lastnica centra
told-if-role = vloga »{ $title }« to dajala { $scopes }
told-if-another-role = oseba imela še eno vlogo, ki to daje { $scopes }
told-if-token = ključ API to vključeval { $scopes }
told-if-order = naročilo bi to vključevalo
told-if-installed = bil vtičnik »{ $plugin }« nameščen s pooblastilom za to
told-if-on = bil vtičnik »{ $plugin }« vključen
told-if-mandate = pooblastilo vtičnika »{ $plugin }« to zajemalo { $scopes }
told-if-there = vtičnik »{ $plugin }« delal v oddelku, v katerem je to
told-if-department = oseba delala v oddelku, v katerem je to
told-if-assigned = bilo to dodeljeno osebi
told-if-own = oseba to vprašala
told-if-shared = oseba pri tem sodelovala
told-if-unassigned = bilo to nikogaršnje

told-search-long = To je preveč za eno iskanje: iskan je bil le začetek.
told-search-time = `{ $typed }` ni datum: napišite ga kot `2026-05-31` ali `2026-05` ali kako dolgo tega: `7d`, `2w`, `3m` ali `1y`.
told-search-has = `{ $typed }` ni znano: je samo `has:file`.
told-search-filter = Filtra `{ $word }:` ni. Znani so { $known }.
told-search-empty = Za `{ $word }:` ni ničesar. Napišite, kaj naj bo tam, brez presledka.

# Kaj bi naredila sprememba.

preview-nothing = Za nikogar se nič ne spremeni
preview-same = { $count ->
    [one] { $count } oseba sme isto kot prej
    [two] { $count } osebi smeta isto kot prej
    [few] { $count } osebe smejo isto kot prej
   *[other] { $count } oseb sme isto kot prej
}
preview-gain = { $count ->
    [one] { $count } oseba nekaj pridobi
    [two] { $count } osebi nekaj pridobita
    [few] { $count } osebe nekaj pridobijo
   *[other] { $count } oseb nekaj pridobi
}
preview-lose = { $count ->
    [one] { $count } oseba nekaj izgubi
    [two] { $count } osebi nekaj izgubita
    [few] { $count } osebe nekaj izgubijo
   *[other] { $count } oseb nekaj izgubi
}
preview-no-gain = nihče ničesar ne pridobi
preview-no-loss = nihče ničesar ne izgubi
preview-not-looked-at = { $count ->
    [one] še { $count } oseba ima spremenjeno vlogo in ni bila pregledana
    [two] še { $count } osebi imata spremenjeno vlogo in nista bili pregledani
    [few] še { $count } osebe imajo spremenjeno vlogo in niso bile pregledane
   *[other] še { $count } oseb ima spremenjeno vlogo in ni bilo pregledanih
}
preview-mandates = spremeni se pooblastilo: { $plugins }
preview-visitor = Kdor se ni prijavil
preview-gains = pridobi »{ $title }«: { $what }
preview-loses = izgubi »{ $title }«: { $what }
preview-loses-too = izgubi: { $what }
preview-records = { $collection }, zapisi: { $after } namesto { $before }
preview-or-more = { $count } ali več
preview-every = vse
preview-unassigned = to, kar je še nikogaršnje
preview-assigned = to, kar je dodeljeno osebi
preview-own = to, kar je oseba sama vprašala
preview-shared = to, pri čemer oseba sodeluje
preview-in = { $what } v oddelku »{ $department }«
preview-in-gone = { $what } v oddelku, ki ga ni več
preview-filed = samo tu: { $departments }
preview-filed-but = povsod razen tu: { $departments }
