# Besede na straneh skrbnikov.

## Around every page

product = Ombud
skip = Skoči na vsebino
desk-navigation = Center za pomoč
administration = Skrbništvo
inbox = Prejeto
sign-out = Odjava
closed-title = Te strani so za skrbnike
closed = Nimate pravice »Odpiranje strani skrbništva«.
back-to-desk = Nazaj na delo
no-such-page = v skrbništvu ni take strani

## Words on many pages

apply = Uporabi
cancel = Prekliči
save = Shrani
preview = Poglej, kaj se spremeni
back-to-form = Nazaj na obrazec
first-page = Prva stran
next-page = Naslednja stran
pages = Strani
not-saved = Nič ni bilo shranjeno.
none = nič
gone = oddelek, ki ga ni več
plugin-availability = Kdo je tu
plugin-calendar = Delovni čas
plugin-canned = Pripravljeni odgovori
plugin-chat = Klepet
plugin-console = Konzola
plugin-csat = Zadovoljstvo
plugin-mail = Pošta
plugin-merge = Združevanje
plugin-routing = Razporejanje
plugin-rules = Pravila
plugin-schedule = Izmene
plugin-sla = SLA
plugin-split = Delitev
plugin-tickets = Zahtevki
somebody = nekdo
choose = Izberite …
details = Podrobnosti
about = Podatki
more = Več

## People

people = Osebe
person = Oseba
add-person = Dodaj osebo
who = Kdo
name = Ime
email = E-naslov
alias = Vzdevek
alias-hint = Kar stranke vidijo namesto imena
language = Jezik
language-none = Jezik brskalnika ali centra
search = Išči
search-people = Ime ali naslov
any-role = Vse vloge
any-department = Vsi oddelki
any-state = Vsa stanja
state = Stanje
active = Aktiven
suspended = Začasno izključen
kind = Vrsta
staff = Osebje
customer = Stranka
since = Tu od
nobody-here = Nihče ne ustreza.
nobody-yet = Zaenkrat nihče ne ustreza. Naslednja stran išče dlje nazaj.
owner = Lastnik
some-role = vloga
roles-hint = Vloge se seštevajo. Vloga velja povsod ali v enem oddelku, po potrebi do zadnjega dne.
roles-unseen = Vlog ne smete videti, zato ostanejo, kakršne so.
one-more = Dodaj še eno vlogo …
take-away = (odvzemi)
where = Kje
everywhere = Povsod
until = Zadnji dan
no-departments = Oddelkov še ni.
way-in = Prijava
way-in-new = Oseba še nima gesla: izbere si ga s povezavo.
way-in-then = Nato nadaljuj k povezavi (poslana bo tudi po e-pošti, če center pošilja pošto)
way-in-hint = Povezava za izbiro gesla, seje, izgubljen drugi dejavnik: na posebni strani centra.
way-in-link = Kako se prijavlja
in-person = Lastnika in skrbnike se ureja osebno, nikoli prek vtičnika: z API-jem ali z »ombud user«.
make = Postavi za skrbnika …
unmake = Odvzemi vlogo skrbnika …
suspend = Izključi
suspend-hint = Osebo takoj izključi, z vsemi sejami in ključi.
suspend-look = Izključi …
restore = Spet spusti noter
restore-hint = Oseba lahko spet počne, kar ji dovoljujejo vloge.
restore-look = Spet spusti noter …
ask-why = Vprašaj, kaj sme in zakaj
story = Kaj se je tu spremenilo in kdo je to storil
the-change = Sprememba
takes = Odvzeta vloga
gives = Dodana vloga
leaves = Zapusti
joins = Pridruži se
nobody-holds-it = Te vloge še nima nihče, zato se nikomur nič ne spremeni.
gains = Pridobi
loses = Izgubi
becomes-staff = Postane član osebja.
is-no-staff = Ni več član osebja.

## Roles

roles = Vloge
role = Vloga
roles-lead = Vloga je nabor pravic. Oseba jih ima lahko več in se seštevajo; nobena vloga ničesar ne odvzame.
new-role = Nova vloga
make-role = Ustvari vlogo
compare = Primerjaj
compare-with = Z
choose-two = Izberite dve vlogi. Prikazane so samo razlike.
no-difference = Obe dajeta natanko isto.
not-at-all = sploh ne
for-whom = Za koga
grants = Pravice
held-by = Imajo jo
held-by-nobody = Še nihče. Dodelite jo komu na njegovi strani.
one-owner = Lastnik je natanko eden in samo on lahko preda center.
whoever = Vsi, ki niso prijavljeni
retired = Ni v rabi
built-in = vgrajena
collaborators = Sodelavci
everyone = Vsi
everything = Vse
title = Naziv
short-name = Kratko ime
short-name-hint = Za programe: a-z, 0-9 in -. Prazno: iz naziva
description = Opis
permission = Pravica
filter = Filtriraj
filter-permissions = Filtriraj pravice
no-permission-fits = Nobena pravica ne ustreza. Izbrano ostane izbrano.
contacts = doseže stranke
dangerous = močna pravica
not-yours = Nihče ne da tistega, česar sam nima; tudi te strani ne morejo.
temporary = Do določenega dne
temporary-hint = Te potečejo same. Brez oznake pravica poteče zdaj.
waiting = Čakajo na svoj vtičnik
waiting-hint = Zdaj jih nihče ne napoveduje, zato ne dajo ničesar. Spet bodo veljale, ko se vtičnik vrne.
holds-everything = Ta vloga ima vse, kar je in kar še bo. Ni sestavljena iz pravic, ki bi jih bilo mogoče izbirati.
give-title = dajte vlogi naziv
changed-meanwhile = nekdo je spremenil to vlogo, ko je bila stran odprta: poglejte jo še enkrat in znova shranite, če izbira še drži
copy = Začni s kopijo
copy-from = Kopiraj iz
begin-with = Začni s kopijo
begin-with-hint = Prevzame, kar daje druga vloga. Kar ste izbrali tukaj, se izgubi.
retire = Umakni vlogo
retire-hint = Umaknjena vloga ne daje ničesar in je ni mogoče dodeliti. Lahko se vrne.
retire-held = Umakniti jo je mogoče, ko je nihče več nima.
revive = Vrni v rabo
new = Novo
no-more = Nič več

## Departments

departments = Oddelki
department = Oddelek
departments-lead = V njih delajo ljudje in vanje sodijo zahtevki.
new-department = Nov oddelek
add-department = Dodaj
rename = Preimenuj

## Explain access

explain = Pojasni dostop
explain-lead = Zakaj nekdo nekaj sme ali ne? Vprašajte in preberite pravilo, ki odloča.
explain-ask = Pojasni
ask-something = Izberite osebo in pravico.
or-address = Ali po e-naslovu
on-record = Na katerem zapisu
on-record-hint = Številka zahtevka ali plugin:collection/id. Prazno: za center sam
bad-record = vnesite številko zahtevka, na primer 42, ali plugin:collection/id
as-told = Kot jim je povedano:
yes = Da.
no = Ne.

## Audit

audit = Dnevnik
bans = Zaprti naslovi
desk-settings = Nastavitve centra
audit-lead = Vsaka sprememba oseb, pravic in vtičnikov ter vsak zavrnjen poskus. Najnovejše najprej.
what = Kaj
anybody = Kdorkoli
since-day = Od
until-day = Do
contains = Vsebuje
only-about = Samo o
show-all = Pokaži vse
left-out = Izpuščeno na tej strani: { $count } × prijava ali odjava, { $failed } × neuspela prijava.
show-too = Pokaži tudi te
nothing-here = Nič ne ustreza.
nothing-yet = Zaenkrat nič ne ustreza. Naslednja stran išče dlje nazaj.
the-desk = Center sam
stranger = Nekdo
target-desk = center za pomoč
field = Polje
before = Prej
after = Potem
value = vrednost
field-giver = Naročil
field-given = Naročeno
field-until = Do
field-through = Prek
field-version = Različica
field-network = Omrežni naslov
field-reason = Razlog
field-plugin = Vtičnik
noun-but-sign-ins = Vse razen prijav
noun-everything = Vse
noun-refusals = Samo zavrnitve
noun-people = Osebe
noun-roles = Vloge
noun-memberships = Kdo kje dela
noun-departments = Oddelki
noun-plugins = Vtičniki
noun-mandates = Kaj smejo vtičniki
noun-settings = Nastavitve
noun-sessions = Seje
noun-passwords = Gesla

## What was just done

done-added = Dodano.
done-saved = Spremembe so shranjene.
done-suspended = Oseba je izključena, z vsemi sejami in ključi.
done-restored = Oseba ima spet dostop.
done-retired = Vloga ni več v rabi.
done-revived = Vlogo je spet mogoče dodeliti.
done-same = Ničesar ni bilo treba spremeniti.
who-customers = Stranke
who-everybody = Vsi
whose-staff = Osebje: kdor jo ima, vidi, kar je interno
whose-collaborators = Sodelavci: osebje, ki nikoli ne doseže stranke
whose-everyone = Vsi: nikogar ne naredi za člana osebja
scope-allowed = Dovoljeno
scope-all = Vse
scope-department = Svoji oddelki
scope-assigned = Njim dodeljeni
scope-own = Lastni
scope-shared = Deljeni z njimi
scope-unassigned = Še nikogaršnji
box-label = { $permission }: { $scope }
held-in = { $role }, oddelek { $place }
held-until = { $role } do { $day }
held-in-until = { $role }, oddelek { $place }, do { $day }
known-as = stranke vidijo »{ $alias }«
bad-day = `{ $text }` ni dan, kot je 2026-11-28
changes-of = Kaj se spremeni: { $name }
making = Nova vloga: { $title }
suspends = Izključitev: { $name }?
restores = Vrnitev dostopa: { $name }?
and-more = in še { $count }
and-more-at-least = in še vsaj { $count }
or-more = { $count } ali več
counted-same = { $what }: { $after }, kot prej
counted = { $what }: { $after } namesto { $before }
permissions = { $count ->
    [one] { $count } pravica
    [two] { $count } pravici
    [few] { $count } pravice
   *[other] { $count } pravic
}
fields = { $count ->
    [one] { $count } polje
    [two] { $count } polji
    [few] { $count } polja
   *[other] { $count } polj
}
nobody = nihče
people-count = { $count ->
    [one] { $count } oseba
    [two] { $count } osebi
    [few] { $count } osebe
   *[other] { $count } oseb
}
people-or-more = { $count } oseb ali več
of-all = { $given } od { $all }
copy-of = Kopija: { $title }
beyond = Te vloge tu ne morete spremeniti: daje { $some }, česar vi ali te strani nimate v enakem obsegu. Kaj imajo te strani, se razširi pod »Vtičniki«, »Skrbništvo«, »Kaj sme«.
quoted = »{ $text }«
temporary-grant = { $title }, do { $day }
nobody-has = nihče nima naslova `{ $email }`
ticket = zahtevek #{ $number }
asked-on = { $who }: { $what }, za: { $place }

## What somebody did, after the name and before what it was done to

did-access-denied = – zavrnitev:
did-person-create = – nova oseba:
did-person-edit = – sprememba:
did-person-suspend = – izključitev:
did-person-restore = – vrnitev dostopa:
did-person-view-as = – začetek ogleda kot:
did-person-view-as-end = – konec ogleda kot:
did-customer-create = – nova stranka:
did-guest-admit = – sprejem gosta:
did-guest-clear = – odstranitev gosta:
did-role-assign = – sprememba vlog:
did-role-create = – nova vloga:
did-role-edit = – sprememba vloge:
did-role-retire = – umik vloge:
did-role-restore = – vrnitev vloge:
did-membership-add = – v oddelek:
did-membership-remove = – iz oddelka:
did-department-create = – nov oddelek:
did-department-edit = – preimenovanje oddelka:
did-mandate-edit = – sprememba pooblastil:
did-plugin-register = – namestitev:
did-plugin-unregister = – odstranitev:
did-settings-edit = – sprememba nastavitev:
did-ownership-transfer = – predaja centra:
did-password-link = – povezava za geslo:
did-password-reset = – nastavitev gesla:
did-password-change = – sprememba gesla:
did-session-begin = – prijava
did-session-refused = – neuspela prijava kot:
did-session-unknown = – neuspela prijava: vpisanega naslova tu nima nihče
did-session-end = – odjava
did-token-mint = – nov ključ:
did-token-revoke = – preklic ključa:
did-audit-export = – izvoz dnevnika
did-desk-setup = – postavitev centra
did-order-give = – naročilo vtičniku:
did-order-withdraw = – preklic naročila vtičniku:
did-ban-create = – prepoved naslova:
did-ban-lift = – preklic prepovedi:
did-desk-backup = – varnostna kopija
did-desk-export = – izvoz vsega iz centra
did-egress-edit = – sprememba ciljev:
did-guest-leave = – odvzem prepustnice gostu:
did-mail-try = – poskusno sporočilo
did-plugin-install = – namestitev različice:
did-plugin-upgrade = – nadgradnja:
did-plugin-rollback = – vrnitev prejšnje različice:
did-plugin-remove = – odstranitev vtičnika:
did-plugin-purge = – izbris vseh podatkov:
did-plugin-propose = – predlog:
did-plugin-withdraw = – zavrnitev predloga:
did-plugin-quarantine = – karantena:
did-plugin-release = – konec karantene:
did-plugin-shadow = – preizkus različice:
did-plugin-shadow-end = – konec preizkusa:
did-plugin-retry = – ponovitev neuspelega:
did-plugin-discard = – opustitev neuspelega:
did-search-rebuild = – obnova iskanja
did-second-factor-begin = – vklop drugega dejavnika:
did-second-factor-end = – izklop drugega dejavnika:
did-second-factor-remove = – odstranitev drugega dejavnika:
did-secret-tell = – vnos skrivnosti:
did-guest-renew = – podaljšanje prepustnice gostu:
did-plugin-effect-failed = – opuščena zahteva na drug stroj, vtičnik:
did-plugin-report = – branje poročila o napakah:
did-plugin-shadow-read = – ogled preizkusa:
did-plugin-storage = – sprememba dovoljene količine podatkov:
did-publisher-trust = – zaupanje izdajatelju:
did-publisher-distrust = – konec zaupanja izdajatelju:
did-something = – dejanje:
through = prek { $plugin }
from = z naslova { $origin }
entry = vnos { $number }

## When something went wrong

trouble-403 = Tega ne smete
trouble-404 = Ni najdeno
trouble-409 = Nekdo je bil hitrejši
trouble-asked = To ni uspelo
trouble-later = Ne zdaj
trouble-ours = Nekaj je šlo narobe

## What plugin.toml says in English

plugin-title = Skrbništvo
plugin-summary = Strani, na katerih skrbniki urejajo osebe, vloge, oddelke in dnevnik. Sam vtičnik ničesar ne hrani.
permission-admin-use = Odpiranje strani skrbništva
    .description = Kaj se tam vidi in dela, povedo druge pravice.
contribution-pages = Skrbništvo
contribution-explain = Kdo kaj tukaj sme
