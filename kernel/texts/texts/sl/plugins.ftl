# Strani jedra o vtičnikih.

## Figures and states

calls = { $count ->
    [one] { $count } klic
    [two] { $count } klica
    [few] { $count } klici
   *[other] { $count } klicev
}
things = { $count ->
    [one] { $count } stvar
    [two] { $count } stvari
    [few] { $count } stvari
   *[other] { $count } stvari
}
timers = { $count ->
    [one] { $count } časovnik
    [two] { $count } časovnika
    [few] { $count } časovniki
   *[other] { $count } časovnikov
}
people-count = { $count ->
    [one] { $count } oseba
    [two] { $count } osebi
    [few] { $count } osebe
   *[other] { $count } oseb
}
scope-all = vsak zapis
scope-department = v oddelkih osebe
scope-assigned = dodeljeno osebi
scope-own = lastni te osebe
scope-shared = deljeno z osebo
scope-unassigned = še nikogaršnje, v oddelkih osebe
scope-nothing = nič
origin-bundled = Priložen centru
origin-trusted = Podpisal: { $name }
origin-stranger = Podpisal neznanec
origin-unsigned = Ni podpisan
state-on = Vklopljen
state-off = Izklopljen
state-quarantine = V karanteni

## Around the pages

where-this-is = Kje ste
about-this-plugin = O tem vtičniku
tab-overview = Pregled
tab-mandate = Kaj sme
tab-outbound = Drugi stroji
tab-settings = Nastavitve
tab-versions = Različice
tab-costs = Stroški
tab-failures = Odpovedi
tried = Nič se še ni spremenilo. Če nadaljujete, bo drugače tole.
effect = Kaj bi to naredilo
effect-lead = Če nadaljujete, bo drugače tole.
effect-unknown = Kaj bi to naredilo, ni mogoče povedati.
effect-plugin = Vtičnik { $plugin }
effect-begins = začne delovati
effect-ends = ne deluje več
effect-gains = pridobi: { $what }
effect-loses = izgubi: { $what }
effect-given = »{ $title }«: { $what }
effect-more = In še { $count }.
becomes-staff = postane član osebja
is-no-staff = ni več član osebja

## What was just done

done-sent = Datoteka je tu in čaka. Nič iz nje se še ni izvedlo.
done-installed = Nameščen je in sme, kar ste mu pustili.
done-upgraded = Zdaj odgovarja nova različica. Na prejšnjo se je mogoče vrniti.
done-withdrawn = Datoteka je umaknjena. Nič iz nje se ni izvedlo.
done-trusted = Ključu odslej zaupamo pod tem imenom.
done-narrowed = Odslej sme natanko to.
done-off = Izklopljen je. Kar hrani, ostane, kar mu je namenjeno, čaka.
done-on = Vklopljen je.
done-released = Spet odgovarja.
done-back = Zdaj odgovarja prejšnja različica, s tem, kar je takrat smela.
done-limited = Omejitev je nastavljena.
done-again = Še enkrat je predano.
done-gone = Opuščeno.
done-chosen = Odslej doseže natanko te stroje.
done-told = Skrivnost je shranjena. Prebrati je ne more nihče, tudi vtičnik ne.
done-taken = Skrivnost je pozabljena.
done-set = Nastavitve so shranjene.
done-removed = Vtičnik je odstranjen. Kar je hranil, je še tu.
done-purged = Vse, kar je hranil, je izbrisano.
done-language = Odslej center govori ta jezik.

## All plugins

list-lead = Vse, kar ljudje tu vidijo, so vtičniki. Vsak dela, kar ste mu pustili, in nič več.
list-waiting = Čakajo na vaše soglasje
list-installed = Nameščeni
list-unsigned = { $count ->
    [one] { $count } med njimi ni podpisan: nihče ne ve, čigavo delo je.
    [two] { $count } med njimi nista podpisana: nihče ne ve, čigavo delo sta.
    [few] { $count } med njimi niso podpisani: nihče ne ve, čigavo delo so.
   *[other] { $count } med njimi ni podpisanih: nihče ne ve, čigavo delo so.
}
list-from-another-hand = Iz drugih rok kot to, kar nosi to ime.
list-asks-for = Prosi za: { $things }
list-asks-for-more = Prosi za več kot sedanja različica: { $things }
list-high-risk = { $count } z visokim tveganjem
review = Preglej
column-plugin = Vtičnik
column-state = Stanje
column-calls-hour = Klici v zadnji uri
column-calls-hour-short = Klici, zadnja ura
column-failed = Spodleteli
column-half = Polovica v
column-most = 99 od 100 v
column-most-short = 99 od 100
send-title = Pošlji datoteko vtičnika
send-lead = Tu čaka, dokler ne preberete, za kaj prosi, in se strinjate. Prej se nič iz nje ne izvede. Nadgradnja iz istih rok, ki ne prosi za nič več, se namesti takoj.
send-file = Datoteka vtičnika, { $ending }
send-signature = Njen podpis, { $ending }, če ga ima
send = Pošlji
removed-title = Odstranjeni, a kar so hranili, je še tu
keeps = hrani { $size }
erase = Izbriši …
erase-of = kar je hranil { $id }

## What it asks for

risk-high = Visoko tveganje
    .means = Ni mogoče razveljaviti, veliko razkrije ali doseže ljudi zunaj.
risk-medium = Srednje tveganje
    .means = Vidi ali spreminja tuje ali pa deluje z lastnimi pravicami.
risk-low = Nizko tveganje
    .means = Ne dotika se ničesar razen svojega.
ask-permission = Pravica
ask-host = Drug stroj
    .means = Tja lahko pošlje, kar sme brati
ask-secret = Skrivnost
    .means = Pošlje se zraven, vtičniku pa se nikoli ne pokaže
ask-open-path = Odprto za vsakogar
ask-framed-path = Na tujih straneh
    .means = Lahko stoji na straneh drugih mest; tam ni nihče prijavljen
ask-own-rights = Lastne pravice
ask-hook = Beseda pred spremembami
    .refuses = Lahko to zavrne
    .amends = Lahko to zavrne in spremeni ta polja
ask-contribution = Del strani
    .search = Polje za iskanje na vsaki strani
    .link = Povezava »{ $title }« na vsaki strani
    .badge = Nekaj besed ob naslovu zahtevkov
    .box = Okvir »{ $title }« ob zahtevkih
    .action = Povezava »{ $title }« ob tem, kar je mogoče narediti z zahtevki
    .tool = Gumb »{ $title }«, ki vstavi besedilo v to, kar se piše v zahtevkih
    .column = Stolpec »{ $title }« na seznamih zahtevkov
    .chat = Okvir »{ $title }« ob klepetih
ask-frame = Stran s skripti
    .means = Lastni skripti v zaprtem okvirju, »{ $title }«
ask-suggestion = Za vlogo
ask-reaction = Izve za
ask-interface = Vmesnik
signed-bundled = Zgrajen je bil skupaj s tem centrom.
signed-trusted = Podpis se ujema z datoteko in nekdo tu zaupa temu ključu:
signed-stranger = Podpis se ujema z datoteko, a nihče tu ni povedal, čigav je ključ. Pove, da sta dve datoteki iz istih rok, ne pa iz čigavih.
signed-unsigned = Nihče ne ve, čigavo delo je in ali se je med potjo spremenilo. Namestite ga le, če veste, od kod je datoteka.
file = Datoteka
file-size = Velikost
file-kernel = Jedro
file-records = Zapisi
file-form = oblika { $n }
file-languages = Jeziki
brings = Kaj prinaša
brings-permissions = Pravice, ki jih prinaša
brings-dangerous = nevarno
brings-contacts = doseže stranke
brings-owner-only = samo lastnikova
brings-paths = Poti, na katere odgovarja
path-for = za { $permission }
path-open = odprto za vsakogar: { $why }
path-nobody = za nikogar
path-own = odločajo njegove lastne pravice
brings-exports = Vmesniki, ki jih ponuja
brings-imports = Vmesniki, ki jih kliče
brings-unused = Vmesniki, ki jih navaja in ne uporablja
brings-order = Vprašani pred spremembami { $collection }
brings-place = njegovo mesto se določi ob namestitvi
allow = Dovoli
on-which-records = Na katerih zapisih
in-which-departments = V katerih oddelkih
in-all = V vseh
in-some = Samo s tem, kar je v teh:
in-only = Samo v: { $departments }.

## What it may do

mandate-none = Nima tujih pravic.
mandate-left-out = izpuščeno
mandate-given = Za to ne prosi; nekdo mu je dal.
mandate-for-roles = Za to ne prosi. S tem lahko skrbi za vloge, ki to dajejo, in za ljudi, ki jih imajo.
mandate-on = Na: { $scopes }
mandate-elsewhere = Izbere se pod »{ $page }«.
mandate-others = Tuje pravice
mandate-beside = In poleg njih
show-effect = Pokaži, kaj bi to naredilo

## One plugin

version-waits = Različica { $version } čaka na vaše soglasje.
quarantine = Za nekaj časa ga pustimo pri miru
quarantine-once = Od { $since } do { $until }.
quarantine-again = Od { $since } do { $until }; { $times }. zapored.
quarantine-goes-on = Center medtem dela brez njega, kar mu je namenjeno, pa čaka.
quarantine-release = Vrni ga zdaj
glance-asks-for = Prosi za
glance-risks = { $medium } s srednjim, { $low } z nizkim tveganjem
glance-only-in = { $count ->
    [one] samo v { $count } oddelku
    [two] samo v { $count } oddelkih
    [few] samo v { $count } oddelkih
   *[other] samo v { $count } oddelkih
}
glance-last-hour = Zadnja ura
glance-failed = spodleteli: { $count }
glance-none-failed = brez odpovedi
glance-keeps = Hrani
glance-set-aside = Odloženo
glance-failed-to-handle = ki jih ni zmogel
storage-of = { $kept } od { $limit }
storage-counting = se šteje
switch-is-off = Izklopljen je
switch = Izklop ali odstranitev
switch-lead = Izklopljen ne sme nič in nikomur ne odgovarja; kar hrani, ostane, kar mu je namenjeno, čaka. Odstranjen nima več strani; kar je hranil, ostane, dokler tega ne izbrišete.
switch-on = Vklopi
switch-off = Izklopi
remove = Odstrani …

## Costs

costs-hour = Zadnja ura
costs-nothing = V zadnji uri ni naredil ničesar.
costs-calls = Klici
costs-minutes = Minuto za minuto
costs-since-start = Od zagona centra
costs-keeps = Kaj hrani
costs-timers = { $timers } od največ { $limit }.
chart-nothing = { $ago }: nič
chart-this-minute = ta minuta
chart-minutes-ago = pred { $count } min
chart-minute = { $ago }: { $calls }, spodleteli: { $failed }
chart-calls = { $calls } v zadnji uri, spodleteli: { $failed }
chart-calls-short = { $sum }, največ { $most } na minuto; spodleteli: { $failed }
chart-within = 99 od 100 klicev v { $time }
chart-slowest = Najpočasnejša minuta zadnje ure: { $within }
chart-at-most = največ { $time }
chart-time = Čas 99 od 100 klicev
chart-begin = pred eno uro
chart-end = zdaj
column-minute = Minuta
column-asked = Vprašan
column-by-itself = Sam od sebe
column-hooks = Pred spremembami
column-refused = Zavrnjeni
column-memory = Največ pomnilnika
column-slowest = Najpočasneje
column-processor = Procesor
row-outside = Nekdo vpraša
row-unasked = Sam: dogodki, časovniki, odgovori
row-hooks = Njegova beseda pred spremembami
count-refused = Zavrnil center
count-conflicts = Ponovljeno, ker je bil nekdo hitrejši
count-requests = Zahteve drugim strojem
count-vetoes = Spremembe, ki jih je zavrnil
count-skipped = Brez odgovora pred spremembami
count-memory = Največ pomnilnika enega klica
limit-most = Največ, v megabajtih
limit-set = Nastavi omejitev
limit-usual = Kot za vsak vtičnik
limit-whole = omejitev je celo število megabajtov

## Failures

failures-lead = Spodleteli od zagona centra: { $calls }. Nobeden ni pustil sledi.
failures-hidden = Kaj natanko je spodletelo, vidijo tisti, ki upravljajo vtičnike ali berejo poročila.
letters = Odloženo
letters-none = Nič ne čaka: vse, kar je dobil, je opravil.
letters-again = Predaj znova
letters-let-go = Opusti
reports = Poročila o spodletelih klicih
reports-lead = S poročilom lahko avtor vtičnika ponovi isti klic. V njem je, kaj je bil vprašan in kaj je prebral, morda tudi, kaj so pisali ljudje.
reports-none = Ni jih.
column-when = Kdaj
column-why = Zakaj
column-version = Različica
column-report = Poročilo
download = Prenesi, { $size }

## Other machines

hosts-none = Ne prosi za druge stroje.
hosts = Kam sme pošiljati zahteve
hosts-lead = Tja lahko pošlje, kar sme brati. Izbira velja od naslednje zahteve, tudi za tiste, ki čakajo.
hosts-may = Sme doseči { $host }
hosts-internal = To je naš stroj: njegov naslov je lahko zaseben
hosts-with-line = Skupaj z vrstico za { $host }.
secrets = Skrivnosti, ki gredo zraven
secrets-lead = Jedro jih hrani šifrirane in jih pošlje zraven. Prebrati jih ne more nihče, tudi vtičnik ne.
secret-told = povedana { $when }
secret-not-told = Še ni povedana
secret-goes-to = Gre na: { $hosts }.
secret-in-place = Namesto nje
secret-what = Kakšna je
secret-keep = Shrani
secret-forget = Pozabi
requests = Zahteve na poti
column-request = Zahteva
column-to = Kam
column-tries = Poskusi
request-waiting = se pošlje { $when }
request-answered = odgovorjeno, vtičnik bo izvedel
request-done = opravljeno

## Taking out and erasing

removal-ask = Odstranitev: { $title }?
removal-lead = Njegove strani izginejo, prav tako kar dodaja na druge. Kar je hranil in kar mu je bilo dano, ostane, dokler se ne vrne ali tega ne izbrišete.
removal-ends = Brez njega nihče več ne more
removal-do = Odstrani: { $title }
keep-it = Obdrži
purge-ask = Izbris tega, kar je hranil { $id }?
purge-lead = S tem se izbrišejo njegovi zapisi, datoteke, časovniki, nastavitve in skrivnosti ter pravice, ki ga čakajo v vlogah. Povrne jih le varnostna kopija. Njegovo ime je potem prosto za vsak vtičnik.
purge-size = Hrani { $size }.
purge-type = Za potrditev vpišite { $id }
purge-do = Izbriši za vedno
purge-not-meant = to izbriše vse, kar je hranil `{ $id }`: vpišite njegovo ime, če res to želite

## A file that waits

upgrade-ask = Nadgradnja: { $title }?
install-ask = Namestitev: { $title }?
version = Različica { $version }
migrates = Ko se strinjate, gredo njegovi zapisi iz oblike { $from } v obliko { $to }. Klici medtem čakajo, vrnitev pa jih povrne, če vtičnik to zmore.
new-in-version = Novo v tej različici
nothing-more = Ne prosi za nič več kot sedanja različica.
what-it-asks = Za kaj prosi
nothing-at-all = Ne prosi za nič.
no-longer = Ne prosi več
as-in-version = Kot v sedanji različici
every-record = »Vsak zapis« je običajna prošnja vtičnikov. Kar je ožje, velja glede na to, kaj je oseba zapisu, in ne da ničesar, dokler vtičnik dela sam. Brez oznake se pravica izpusti.
suggestions = Daj vlogam, kar zanje predlaga vtičnik
suggestions-hint = Sicer vloge ostanejo, kakršne so, in jim daste, kar želite.
upgrade = Nadgradi
install = Namesti
withdraw = Umakni datoteko
compiling = Prevaja se od { $since }; soglasje počaka na to.
trust-ask = Veste, čigav je ta ključ?
trust-name = Ime založnika
trust-lead = Z njim podpisane datoteke nosijo to ime. Kar prosijo, se odobri kot za vse druge.
trust-do = Zaupaj ključu
another-hand = Prihaja iz drugih rok
another-hand-lead = Kar tu nosi ali je nosilo ime { $id }, je od nekoga drugega. Ta datoteka bi dobila zapise tistega vtičnika in poti nazaj na njegove različice ne bi bilo.
another-hand-do = Res želim: sme prevzeti, kar je shranjeno kot { $id }

## Settings and versions

settings-none = Ničesar ni za nastaviti.
usually-ticked = Običajno označeno.
usually-not-ticked = Običajno neoznačeno.
usually = Običajno { $usual }.
usually-list = Seznam v JSON-u, običajno { $usual }.
usually-value = Vrednost v JSON-u, običajno { $usual }.
versions-lead = Hranijo se zadnje tri različice, vsaka s tem, kar je smela. Zapisi preidejo v obliko različice, ki odgovarja, kolikor vtičnik to zmore.
column-since = Odgovarja od
column-whose = Čigavo delo
go-back = Vrnitev
answers-now = Odgovarja zdaj
go-back-to = Vrni se na { $version }
versions-one = Prejšnje, na katero bi se vrnili, ni.
row-of = Vrstica { $number }
row-up = Gor
row-out = Odstrani
row-more = Dodaj še eno
rows-unsaved = Še ni shranjeno.
one-a-line = V vsaki vrstici ena.
misfit-cell = { $title }, vrstica { $row }, »{ $column }«
misfit-number = biti mora število.
misfit-line = biti mora ena vrstica.
misfit-kind = biti mora { $kind }.
misfit-whole = biti mora celo število.
misfit-below = biti mora { $least } ali več.
misfit-above = biti mora { $most } ali manj.
misfit-among = biti mora eno od: { $choices }.
misfit-missing = treba je izpolniti.
misfit-twice = »{ $value }« je tam dvakrat.
misfit-long = daljše je od { $most }.
misfit-unknown = v tem ni ničesar z imenom »{ $name }«.
