# Besede konzole, v kateri osebje dela z zahtevki.

## Around every page

product = Ombud
skip = Skoči na vsebino
desk-navigation = Center za pomoč
sign-out = Odjava
sign-in = Prijava

## The inbox

inbox = Prejeto
tickets = Zahtevki
all-tickets = Vsi zahtevki
mine = Moji
unassigned = Nedodeljeni
all = Vsi
views = Pogledi
departments = Oddelki
filter = Filtriraj in razvrsti
anyone = Kdorkoli
me = Jaz
nobody = Nihče
apply = Uporabi
clear = Počisti
subject = Zadeva
changed = Spremenjeno
no-requester = brez prosilca
nobody-to-reply = Tega ni vprašal nihče, zato ni komu odgovoriti.
no-subject = (brez zadeve)
nothing-here = Tu ni zahtevkov. V tem pogledu vas nič ne čaka.
nothing-so-far = Med doslej pregledanimi zahtevki ni ničesar. Naslednja stran išče naprej.
first-page = Prva stran
next-page = Naslednja stran
pages = Strani

## Views, columns, and many tickets at once

unresolved = Nerešeni
everything = Vsi
shared-views = Skupni pogledi
own-views = Vaši pogledi
opened-column = Odprt
columns = Stolpci
keep-columns = Obdrži jih zame
columns-here = Samo v tem pogledu
any-priority = Vse prednosti
keep-view = Shrani ta pogled
keep-view-hint = Poimenujte ga, pa bo stal na levi.
view-name = Ime pogleda
for-all = Za vse sodelavce
no-such-view = tega pogleda ni več
new-here = novo, odkar ste pogledali
chosen = Izbrani zahtevki
choose-all = Izberi vse na tej strani
leave = Pusti, kot je
add-tags = Dodaj oznake
remove-tags = Odstrani oznake
change-chosen = Spremeni izbrane
undo = Razveljavi
choose-and-change = označite vsaj en zahtevek in izberite, kaj naj se z njim zgodi
only-the-last = razveljaviti je mogoče le zadnjo spremembo več zahtevkov, ta stran pa govori o prejšnji
fresh = Pokaži novo
refreshed = Seznam je osvežen.
new-message = Prišlo je novo sporočilo.
ticket-left = Tega zahtevka ne smete več videti. Kar ste napisali, je še tu, vendar tega od tu ni mogoče poslati.
# Before #42.
choose-ticket = Izberi
remove-view = Odstrani pogled »{ $name }«
view-name-wrong = { $count ->
    [one] poimenujte pogled z imenom, dolgim od 1 do { $count } znaka
    [two] poimenujte pogled z imenom, dolgim od 1 do { $count } znakov
    [few] poimenujte pogled z imenom, dolgim od 1 do { $count } znakov
   *[other] poimenujte pogled z imenom, dolgim od 1 do { $count } znakov
}
too-many-views = { $count ->
    [one] že zdaj je { $count } pogled: najprej katerega odstranite
    [two] že zdaj sta { $count } pogleda: najprej katerega odstranite
    [few] že zdaj so { $count } pogledi: najprej katerega odstranite
   *[other] že zdaj je { $count } pogledov: najprej katerega odstranite
}
too-many-tickets = { $count ->
    [one] naenkrat je mogoče spremeniti največ { $count } zahtevek
    [two] naenkrat je mogoče spremeniti največ { $count } zahtevka
    [few] naenkrat je mogoče spremeniti največ { $count } zahtevke
   *[other] naenkrat je mogoče spremeniti največ { $count } zahtevkov
}
bulk-done = { $count ->
    [one] Spremenjen je { $count } zahtevek.
    [two] Spremenjena sta { $count } zahtevka.
    [few] Spremenjeni so { $count } zahtevki.
   *[other] Spremenjenih je { $count } zahtevkov.
}
bulk-left = { $count ->
    [one] { $count } zahtevek je ostal, kot je bil:
    [two] { $count } zahtevka sta ostala, kot sta bila:
    [few] { $count } zahtevki so ostali, kot so bili:
   *[other] { $count } zahtevkov je ostalo, kot je bilo:
}
bulk-undone = { $count ->
    [one] Razveljavljeno pri { $count } zahtevku.
    [two] Razveljavljeno pri { $count } zahtevkih.
    [few] Razveljavljeno pri { $count } zahtevkih.
   *[other] Razveljavljeno pri { $count } zahtevkih.
}
bulk-not-undone = Nič ni razveljavljeno.
bulk-nearly = { $count ->
    [one] { $count } zahtevek ima drugačno stanje kot prej:
    [two] { $count } zahtevka imata drugačno stanje kot prej:
    [few] { $count } zahtevki imajo drugačno stanje kot prej:
   *[other] { $count } zahtevkov ima drugačno stanje kot prej:
}
status-not-back = stanje je zdaj »{ $after }«, prej je bilo »{ $before }«
changed-since = nekdo ga je medtem spremenil
done-bulk = Narejeno.
done-bulk-undone = Razveljavljeno.
done-view-kept = Pogled je shranjen. Stoji na levi.
done-columns-kept = Odslej prejeto kaže te stolpce.
done-view-gone = Pogled je odstranjen. Zahtevki so, kjer so bili.
done-onward = Vaše sporočilo je v
done-at-end = To je bil zadnji zahtevek s seznama.
done-at-begin = To je bil prvi zahtevek s seznama.
key-choose = izberi ga, za spremembo več hkrati
key-take = dodeli zahtevek meni
key-status = spremeni stanje

## The search

search = Iskanje
contribution-search = Iskanje po zahtevkih in ljudeh ali na zahtevek po številki
search-not-ready = Iskanje se pripravlja. Poskusite čez trenutek; vse drugo deluje.
search-incomplete = Iskanje se gradi na novo, zato je zadetkov lahko še več. Poskusite pozneje.
no-such-status = Stanja `{ $asked }` ni. So { $known }.
search-for-what = Vpišite, kaj iščete.
nothing-found = Nič, kar bi smeli videti, ni najdeno. Z manj ali drugimi besedami se morda najde več.
search-help = Kako iskati
search-filters = Filtri tega iskanja
best-first = Najprej najboljši
newest-first = Najprej najnovejši
not = brez
person = Oseba
example-words = izgubljen račun
example-words-finds = obe besedi v vseh oblikah
example-phrase = "izgubljen račun"
example-phrase-finds = besedi druga ob drugi
example-without = -plačan
example-without-finds = brez te besede
example-state-finds = v tem stanju, s to oznako
example-people-finds = kar je napisala, v zahtevkih, dodeljenih vam
example-department-finds = iz tega oddelka
example-file-finds = z datoteko
example-days-finds = iz teh dni
example-number-finds = zahtevek s to številko
search-title = Iskanje: { $text }
found = { $count ->
    [one] Najden je { $count } zadetek
    [two] Najdena sta { $count } zadetka
    [few] Najdeni so { $count } zadetki
   *[other] Najdenih je { $count } zadetkov
}
found-more = { $count ->
    [one] Najden je več kot { $count } zadetek
    [two] Najdenih je več kot { $count } zadetka
    [few] Najdenih je več kot { $count } zadetki
   *[other] Najdenih je več kot { $count } zadetkov
}
without = Išči brez { $word }:
key-search = iskanje ali na zahtevek po številki

## A ticket

ticket = Zahtevek
status = Stanje
priority = Prednost
assignee = Skrbi za to
department = Oddelek
tag = Oznaka
tags = Oznake
tags-hint = Ločene z vejicami
known-tags = Ločene z vejicami. So: { $known }
to-resolve = potrebno za rešitev
missing-to-resolve = Za rešitev izpolnite: { $titles }
yes = Da
no = Ne
sort = Razvrsti po
change-subject = Spremeni zadevo
save = Shrani spremembe
take = Dodeli meni
in-department = V tem oddelku
others = Drugi
conversation = Pogovor
about-ticket = O tem zahtevku
put-off = Odloži
only-pending-is-put-off = Odloženi zahtevek ima stanje »Čaka stranko«: pustite stanje, kakršno je, ali ne izberite časa.
not-put-off = ne
as-it-is = kot je
until = do
for-days = { $count ->
    [one] za { $count } dan
    [two] za { $count } dneva
    [few] za { $count } dni
   *[other] za { $count } dni
}
requester = Prosilec
other-requester = Druga stranka
set-requester = Določi stranko
other-tickets = Drugi zahtevki
participants = Sodelujejo še
related = Povezani zahtevki
fields = Podrobnosti
opened = odprt
latest = Na zadnje sporočilo
previous = Prejšnji
next = Naslednji
no-messages = Tu ni sporočil, ki bi jih smeli videti.
customer = stranka
staff-reply = odgovor stranki
note-seal = Interni zapis: bere ga le osebje
quoted = Citirano besedilo
pick = Izloči
files = Datoteke

## Writing

reply-label = Vaš odgovor
reply-hint = To bo prebrala stranka.
save-draft = Shrani osnutek
discard-draft = Zavrzi osnutek
bring-back = Vrni odloženo besedilo
draft-saved = Osnutek shranjen
draft-unsaved = Hrani se v tem oknu, še ni shranjeno
draft-here = Osnutek
draft-elsewhere = Shranjeno iz drugega okna
draft-clash = v drugem oknu ste namesto tega napisali nekaj drugega, kar je shranjeno; obe besedili sta tu: shranite to ali vzemite drugo
take-other = Vzemi drugo besedilo
draft-long = osnutek ima največ { $most } bajtov: priložite ga kot datoteko
offline = Ni povezave. Kar pišete, ostane tu in se shrani, ko bo povezava spet na voljo.
not-sent-offline = Ni poslano: ni povezave. Besedilo je še vedno tu.
recall-hint = Lahko ga še prekličete: pritisnite z.
to-composer = Vrni v urejanje
clear-away = Odstrani
sent-otherwise = obrazec je bil že poslan z drugimi besedami: vaše so tu in niso poslane
attach = Datoteke
attach-them = Pripni
take-out = Odstrani { $name }
did-not-leave = Ni poslan: { $reason }.
not-left = Vaš odgovor v #{ $number } ni bil poslan: { $reason }.
leaves-in = Odide čez { $count } s
is-looking = { $name } gleda
is-writing = { $name } piše…
send-reply = Pošlji odgovor
onward = Pošlji in na naslednjega
then = Stanje potem
then-usual = Samodejno
note = Interni zapis
note-label = Vaš zapis
note-hint = To bo prebralo le osebje. Stranki se nikoli ne pošlje. Z @ in imenom pokličete sodelavca.
keep-note = Dodaj interni zapis
onward-note = Dodaj in na naslednjega

## Canned answers

canned = Vstavi pripravljen odgovor (ali vtipkaj / v besedilo)
canned-answer = Pripravljen odgovor
insert = Vstavi
own-answer = moj
answer-of-department = oddelka
answer-of-all = vseh
key-canned = pripravljeni odgovori med pisanjem

## Omembe

mentions = Omembe
no-mentions = Nihče vas ni omenil. Sodelavci to storijo v internem zapisu z @ in vašim imenom.
mentioned-you = { $name } vas omenja
cannot-read = { $name } nima pravice do branja tega zahtevka: obvestila ne bo.
ambiguous-name = »{ $written }« je lahko kdor koli od teh: { $names }. Napišite celo ime.
keep-all-the-same = Dodajte zapis še enkrat, če naj ostane tak, kot je.
key-mention = omemba sodelavca med pisanjem zapisa

## Splitting

split-hint = Iz izbranih sporočil naredite svoj zahtevek.
split-start = Izloči …
split = Razdeli zahtevek
split-chosen = Izbrana sporočila
split-new = Novi zahtevek
split-mode = Kaj se zgodi s sporočili tukaj
split-move = Prestavi: iz tega zahtevka gredo, ostane vrstica za osebje
split-copy = Kopiraj: ostanejo v obeh zahtevkih
split-quiet = Pošta se ne pošlje. Razveljaviti je mogoče še en dan.
split-priority-default = Kot v starem zahtevku
split-tags = Vzemi tudi oznake
split-fields = Vzemi tudi podrobnosti
split-none = izberite vsaj eno sporočilo
split-preview = Pokaži, kakšna bosta oba zahtevka
split-both = Oba zahtevka po delitvi
split-in-both = v obeh zahtevkih
split-no-message = Ni sporočil.
split-not-so = Tako ni mogoče razdeliti.
split-stays = Kaj ostane v #{ $number }
split-all = izbrana so vsa sporočila in v #{ $number } ne bi ostalo nič: izberite jih manj ali jih kopirajte
split-gone = izbranega sporočila ni več v #{ $number }: morda je prestavljeno
split-shut = zahtevek #{ $number } je zaprt ali označen kot neželen: najprej ga spet odprite
undo-split = Razveljavi delitev
cancel = Prekliči

## Merging

merge = Združi
merge-start = Združi v enega …
merge-start-one = Združi z drugim …
merge-none = izberite vsaj en zahtevek
merge-itself = to je isti zahtevek: izberite drugega
merge-where = najprej povejte, s katerim zahtevkom
merge-most = { $most ->
    [one] naenkrat se združi največ { $most } zahtevek
    [two] naenkrat se združita največ { $most } zahtevka
    [few] naenkrat se združijo največ { $most } zahtevki
   *[other] naenkrat se združi največ { $most } zahtevkov
}
merge-which-stays = Kateri ostane?
merge-found = Najdeni
merge-offered = Drugi zahtevki iste osebe
merge-place = Številka drugega zahtevka ali besede, po katerih se najde
merge-look = Poglej, kaj bo
merge-quiet = Pošta se ne pošlje. Razveljaviti je mogoče še en dan.
merge-title = Združevanje #{ $number } z drugim zahtevkom
merge-title-many = { $count ->
    [one] Združevanje { $count } zahtevka
    [two] Združevanje { $count } zahtevkov v enega
    [few] Združevanje { $count } zahtevkov v enega
   *[other] Združevanje { $count } zahtevkov v enega
}
merge-title-into = Združevanje #{ $source } s #{ $target }
merge-title-many-into = { $count ->
    [one] Združevanje { $count } zahtevka s #{ $target }
    [two] Združevanje { $count } zahtevkov s #{ $target }
    [few] Združevanje { $count } zahtevkov s #{ $target }
   *[other] Združevanje { $count } zahtevkov s #{ $target }
}
merge-messages = { $count ->
    [one] { $count } sporočilo gre v #{ $target } po času, s svojimi datotekami.
    [two] { $count } sporočili gresta v #{ $target } po času, s svojimi datotekami.
    [few] { $count } sporočila gredo v #{ $target } po času, s svojimi datotekami.
   *[other] { $count } sporočil gre v #{ $target } po času, s svojimi datotekami.
}
merge-joining = Odslej v #{ $target } sodelujejo tudi: { $names }.
merge-left-out = Zahtevka #{ $target } ne smete deliti, zato ne bodo več brali: { $names }.
merge-reopens = #{ $target } zdaj ni odprt; odprl se bo, ker je delo.
merge-stays = #{ $target } obdrži številko, zadevo, prednost, oznake in skrbnika.
merge-closes = #{ $source } se zapre in vodi k #{ $target }; odgovori nanj gredo tja.
merge-other-requester = Dve osebi: { $source } in { $target } bosta brali, kaj je pisala druga.
merge-other-department = Dva oddelka: kar je bilo v oddelku { $source }, bo v oddelku { $target }.
merge-of = #{ $source } je bil združen s #{ $target }.
undo-merge = Razveljavi združitev
goes-on = Ta zahtevek je zaprt. Nadaljuje se v
done-merged = Združeno. Vsa sporočila so zdaj v tem zahtevku.
done-unmerged = Združitev je razveljavljena. Sporočila so spet tam, kjer so bila.
not-done-unmerge = Združitve ni bilo mogoče razveljaviti.
not-done-requester = Stranke ni bilo mogoče določiti.
change-merged-from = – { $after } združen s tem zahtevkom
change-merged-into = – ta zahtevek združen s { $after }
change-merge-undone = – razveljavljena združitev s { $after }
key-merge = združi z drugim

## A new ticket

new-ticket = Nov zahtevek
open-ticket = Odpri zahtevek
requester-mail = E-naslov stranke
requester-name = Ime stranke
requester-name-hint = Uporabi se, če je naslov tu nov
give-requester-mail = Navedite e-naslov stranke.
first-message = Sporočilo
first-kind = To sporočilo je
first-reply = za stranko
first-note = interni zapis, na primer o telefonskem klicu

## What is missing

write-something = najprej kaj napišite
give-subject = vpišite zadevo zahtevka
give-requester = vpišite naslov stranke ali pa naj bo prvo sporočilo zapis
choose-department = izberite oddelek
no-such-page = v konzoli ni take strani
no-composer = Ta zahtevek lahko berete, pisati vanj pa ne.

## Keys

close = Zapri
keys = Tipke
key-next = naslednji zahtevek na seznamu
key-before = prejšnji
key-open = odpri ga
key-reply = odgovori
key-note = napiši interni zapis
key-send = pošlji, kar pišete
key-recall = prekliči odgovor, ki je tik pred odhodom
key-inbox = prejeto
key-new = nov zahtevek
key-there = kdo je tu, če to smete videti
key-list = ta seznam

## Who has no business here

for-staff-title = Ta vrata so za osebje
for-staff = V konzoli naše osebje dela z zahtevki. Če nam želite pisati, preprosto odgovorite na naše sporočilo.
sign-in-first = Za delo z zahtevki se prijavite.

## Words for states

status-new = Nov
status-open = Odprt
status-pending = Čaka stranko
status-on-hold = Zadržan
status-resolved = Rešen
status-closed = Zaprt
status-spam = Neželeno
priority-low = Nizka
priority-normal = Običajna
priority-high = Visoka
priority-urgent = Nujna
sort-updated = Zadnja sprememba
sort-created = Najnovejši
sort-oldest = Najstarejši
sort-priority = Prednost
sort-due = Najbližji rok
relation-split-from = Izločen iz
relation-split-to = Razdeljen v
relation-follow-up-of = Nadaljevanje
relation-followed-by = Nadaljevan v

## What was just done, and what was not

done-reply = Vaš odgovor je v zahtevku in stranka ga lahko prebere.
done-held = Odgovor še ni odšel. Lahko ga še prekličete.
done-recalled = Odgovor je spet tu in ni bil poslan. Lahko pišete naprej.
done-draft-saved = Osnutek je shranjen. Vidite ga le vi.
done-draft-gone = Osnutek je zavržen. En dan ga je mogoče vrniti.
done-draft-back = Besedilo je spet tu.
done-note = Zapis je shranjen. Bere ga lahko le osebje.
done-saved = Spremembe so shranjene.
done-taken = Ta zahtevek je zdaj vaš.
done-created = Zahtevek je odprt.
done-split = Ta zahtevek je bil izločen.
done-undone = Delitev je razveljavljena. Sporočila so spet tu.
done-away = Narejeno. Zahtevek je zdaj v oddelku, kjer ne smete brati.
not-done-reply = Odgovor ni bil poslan. Še vedno je tu spodaj.
not-done-note = Zapis ni bil shranjen. Še vedno je tu spodaj.
not-done-fields = Nič še ni bilo spremenjeno. Vaša izbira je še tu.
not-done-take = Zahtevka niste dobili.
not-done-undo = Delitve ni bilo mogoče razveljaviti.
not-done-draft = Osnutek ni bil shranjen. Še vedno je tu spodaj.
not-done-recall = Odgovor ni bil preklican.
kind-note = interni zapis
kind-system = vrstica centra

## Sentences

reply-to = Odgovor: { $name }
theirs = Medtem spremenjeno v »{ $value }«. Če znova shranite, velja vaša izbira.
changed-meanwhile = medtem ko je bila stran odprta, je nekdo spremenil: { $fields }
written-meanwhile = medtem ko ste pisali, je prišlo novo sporočilo ({ $names }): preberite in znova pošljite, če vaš odgovor še ustreza
quoted-lines = { $count ->
    [one] Citirano besedilo, { $count } vrstica
    [two] Citirano besedilo, { $count } vrstici
    [few] Citirano besedilo, { $count } vrstice
   *[other] Citirano besedilo, { $count } vrstic
}
history = { $count ->
    [one] Zgodovina, { $count } sprememba
    [two] Zgodovina, { $count } spremembi
    [few] Zgodovina, { $count } spremembe
   *[other] Zgodovina, { $count } sprememb
}
by-right = s pravico { $right }
channel-mail = e-pošta
channel-web = splet
channel-chat = klepet
change-created = – odprt zahtevek ({ $after })
change-split-from = – zahtevek iz sporočil iz { $after }
change-split-to = – sporočila izločena v { $after }
change-split-undone = – razveljavljena delitev z { $after }
change-follow-up-of = – nadaljevanje { $after }
change-followed-by = – naprej v { $after }
change-note-edited = – urejen zapis
change-note-deleted = – izbrisan zapis
change-field = – sprememba: { $field }
change-field-set = – { $field }: { $after }
change-field-removed = – odstranjeno: { $field } { $before }
change-field-from = – { $field }: { $before } → { $after }
field-status = stanje
field-priority = prednost
field-assignee = dodeljeno
field-department = oddelek
field-subject = zadeva
field-tags = oznake
field-requester = prosilec
field-participants = sodelujoči
field-language = jezik
split-title = Izločanje sporočil iz #{ $number }
split-requester = { $usual }: { $name }
no-ticket = zahtevka #{ $number }, ki bi ga smeli videti, ni
size-bytes = { $count ->
    [one] { $count } bajt
    [two] { $count } bajta
    [few] { $count } bajti
   *[other] { $count } bajtov
}
size-kilobytes = { $count } kB
size-megabytes = { $count } MB

## When something went wrong

trouble-403 = Tega ne smete
trouble-404 = Ni najdeno
trouble-409 = Nekdo je bil hitrejši
trouble-asked = To ni uspelo
trouble-later = Ne zdaj
trouble-ours = Nekaj je šlo narobe

## What plugin.toml says in English

plugin-title = Konzola
plugin-summary = Strani, na katerih osebje bere, odgovarja, dodeljuje in deli zahtevke. Hrani poglede in kdo je kaj videl.
permission-console-use = Delo v konzoli
    .description = Odpiranje konzole. Kaj se tam vidi in dela, povedo druge pravice.
permission-view-share = Ponujanje pogledov vsem
    .description = Shranjevanje pogledov za vse sodelavce in njihovo odstranjevanje. Vsak v njih vidi le, kar sme videti tudi sicer.
