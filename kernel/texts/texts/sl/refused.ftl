# Zakaj se nekaj o ljudeh in njihovih pravicah ne zgodi. Začnejo se z malo: stojijo tudi v stavkih.

refused-field = { $field ->
    [alias] vzdevek ni uporaben: { $expected }
    [days] število dni ni uporabno: { $expected }
    [departments] oddelki niso uporabni: { $expected }
    [description] opis ni uporaben: { $expected }
    [email] e-poštni naslov ni uporaben: { $expected }
    [file] datoteka ni uporabna: { $expected }
    [grants] pravice niso uporabne: { $expected }
    [language] jezik ni uporaben: { $expected }
    [name] ime ni uporabno: { $expected }
    [network] naslov ni uporaben: { $expected }
    [password] geslo ni uporabno: { $expected }
    [permissions] pravice niso uporabne: { $expected }
    [reason] razlog ni uporaben: { $expected }
    [roles] vloge niso uporabne: { $expected }
    [scopes] obseg ni uporaben: { $expected }
    [title] naslov ni uporaben: { $expected }
    [until] rok ni uporaben: { $expected }
    [user] oseba ni uporabna: { $expected }
   *[other] `{ $field }` ni uporabno: { $expected }
}

refused-no-ban = ni prepovedi `{ $name }`
refused-no-department = ni oddelka `{ $name }`
refused-no-order = ni naročila `{ $name }`
refused-no-pass = ni prepustnice `{ $name }`
refused-no-person = ni osebe `{ $name }`
refused-no-plugin = ni vtičnika `{ $name }`
refused-no-role = ni vloge `{ $name }`
refused-no-session = ni seje `{ $name }`
refused-no-token = ni ključa API `{ $name }`
refused-no-owner = center še nima lastnika; najprej ga nastavite
refused-account-gone = vašega računa ni več
refused-names-no-department = potrebna so imena ali oznake oddelkov; oddelka `{ $name }` ni
refused-names-no-role = potrebna so imena vlog; vloge `{ $name }` ni

refused-address = potreben je naslov, kakršen je `ana@example.org`
refused-bytes = bajtov največ { $most }
refused-bytes-between = bajtov od 1 do { $most }
refused-characters = znakov največ { $most }
refused-characters-between = natisljivih znakov od 1 do { $most }
refused-days-between = od 1 do { $most }
refused-file = ni je mogoče prebrati: { $why }
refused-head = potrebna sta mesto in zgoščena vrednost, kot ju izpiše `ombud audit head`
refused-moment = potreben je trenutek, kakršen je 2027-01-01T00:00:00Z
refused-nothing-to-change = navedite vsaj eno polje, ki naj se spremeni
refused-password = znakov vsaj { $least }, bajtov največ { $most }
refused-past = potreben je trenutek, ki šele pride
refused-slug = od 2 do 48 znakov izmed a-z, 0-9 in `-`, na začetku črka
refused-tag = potrebna je oznaka jezika, kakršna je `bg` ali `pt-BR`
refused-why = povejte, zakaj, za tiste, ki bodo to gledali pozneje

refused-mandate-of = potreben je mandat za `{ $plugin }`, ne za `{ $other }`
refused-names-of = imena se začnejo z `{ $plugin }:`, `{ $name }` pa ne
refused-never-holds = vloga `{ $role }` nikoli ne more imeti `{ $name }`
refused-no-permission = pravice `{ $name }` ni
refused-not-declared = vtičnik sam ne pozna pravice `{ $name }`
refused-permissions-between = pravic od 1 do { $most }
refused-scope = za `{ $name }` je potreben vsaj en obseg
refused-scope-of = za `{ $name }` je potreben vsaj en obseg izmed: { $scopes }
refused-token-empty = potrebna je vsaj ena, sicer ključ ne bi bil za nobeno rabo
refused-twice = `{ $name }` je lahko navedeno samo enkrat
refused-installed = vtičnik `{ $plugin }` je nameščen; najprej ga odstranite

refused-most-bans = prepovedi je lahko največ { $most }: prepovejte cela omrežja ali katero prekličite
refused-most-departments = oddelkov je lahko največ { $most }
refused-most-for-one = za eno osebo največ { $most }
refused-most-orders = stalnih naročil ene osebe je lahko največ { $most }; najprej katero prekličite
refused-most-roles = vlog je lahko največ { $most }
refused-most-tokens = ključev API ene osebe je lahko največ { $most }; najprej katerega prekličite

refused-address-taken = naslov `{ $email }` ima že nekdo drug
refused-ban-known = { $network } je že pod prepovedjo: številka { $number }
refused-ban-over = prepoved { $number } ne velja več
refused-ban-spared = { $network } bi zaprlo vrata tudi za { $spared }: vam samim ali vsem
refused-department-known = oddelek `{ $name }` že obstaja
refused-person-known = oseba `{ $name }` že obstaja
refused-role-known = vloga `{ $role }` že obstaja

refused-no-role-left = potrebna je vsaj ena vloga; če naj nekdo ne more noter, mu začasno ustavite račun
refused-role-built-in = vgrajene vloge `{ $role }` ni mogoče opustiti
refused-role-fixed = tega, kar daje vloga `{ $role }`, ni mogoče spremeniti
refused-role-held = vlogo `{ $role }` ljudje še imajo; najprej jim dajte drugo
refused-role-kind = vloga `{ $role }` že obstaja z drugačnim `staff` ali `collaborator`, to pa se ne spreminja; vlogi v datoteki dajte drugo ime
refused-role-name = vgrajena vloga `{ $role }` obdrži svoje ime
refused-role-retired = vloga `{ $role }` je opuščena in je ni mogoče dati nikomur
refused-role-twice = vsaka vloga največ enkrat na vsakem mestu
refused-visitor = vloge `visitor` ni mogoče dati: ima jo vsak, ki ni prijavljen

refused-one-owner = lastnik je natanko eden; namesto da daste vlogo, prenesite lastništvo
refused-owner-holds-all = lastnik ima vse, kar ima skrbnik, in še več
refused-owner-known = center že ima lastnika; prijavite se kot lastnik
refused-suspend-owner = lastniku ni mogoče ustaviti računa; najprej prenesite lastništvo
refused-suspend-self = svojega računa ne more ustaviti nihče; prosite koga iz ekipe
refused-transfer-by = lastništvo lahko prenese samo lastnik
refused-transfer-self = ta oseba je že lastnik
refused-transfer-to = novi lastnik mora biti zaposlen in imeti dejaven račun

refused-factor-already = drugi dejavnik je že zahtevan; najprej ga ukinite
refused-factor-none = od te osebe se drugi dejavnik ne zahteva
refused-factor-own = svoj drugi dejavnik ukinete z geslom
refused-factor-password = najprej vnesite geslo
refused-factor-signed-in = svoj drugi dejavnik lahko spremeni samo, kdor je prijavljen
refused-order-by-person = naročilo da človek vtičniku
refused-password-signed-in = svoje geslo lahko spremeni samo, kdor je prijavljen
refused-password-throttled = preveč napačnih gesel; počakajte nekaj časa in poskusite znova
refused-token-person = ključ API deluje v imenu človeka; prijavite se kot ta oseba
refused-view-self = izberite koga drugega
refused-view-signed-in = kot nekdo drug lahko gleda samo, kdor je prijavljen
