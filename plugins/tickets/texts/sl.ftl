# Stavki vtičnika, ki hrani zahtevke.

## Why something is not done, for whoever tried

closed-is-final = zahtevek #{ $number } je dokončno zaprt: najprej ga spet odprite
changed-meanwhile = zahtevek se je medtem spremenil; preberite ga znova in se znova odločite
not-in-department = te pravice v tistem oddelku nimate
field-missing = manjka »{ $title }« (`{ $name }`)
field-before-resolving = izpolnite »{ $title }« (`{ $name }`), preden zahtevek rešite
field-text = v polju `{ $name }` je `{ $value }`, pričakovano je besedilo do { $most } bajtov
field-number = v polju `{ $name }` je `{ $value }`, pričakovano je število
field-choice = v polju `{ $name }` je `{ $value }`, pričakovano je eno od: { $choices }
field-date = v polju `{ $name }` je `{ $value }`, pričakovan je datum, na primer 2026-03-01
field-yes-no = v polju `{ $name }` je `{ $value }`, pričakovano je true ali false
field-person = v polju `{ $name }` je `{ $value }`, pričakovan je identifikator osebe
field-unknown = ni polja `{ $name }`
reply-stays = kar je bilo povedano stranki, se ne da spremeniti ali vzeti nazaj
line-stays = vrstice centra ostanejo, kakršne so
note-of-author = zapis spremeni samo njegov avtor
sign-in-to-open = za odpiranje zahtevka se prijavite
only-for-yourself = zahtevke lahko odpirate samo zase: izpustite `requester`
nobody-has-address = `{ $field }`: nihče tu nima naslova `{ $text }`
assignee-is-customer = za zahtevek lahko skrbi sodelavec, ne stranka
assignee-is-suspended = ta oseba je izključena in ne more delati z zahtevki
subject-empty = zadeva je prazna: v nekaj besedah povejte, za kaj gre
subject-long = zadeva ima { $length } znakov, gre jih največ { $most }
tag-length = oznaka ima od 1 do { $most } znakov, `{ $tag }` jih ima { $length }
tags-many = oznak je { $count }, zahtevek jih nosi največ { $most }
body-empty = sporočilo je prazno: kaj napišite ali priložite datoteko
message-long = `{ $name }` ima { $length } bajtov, gre jih največ { $most }: priložite kot datoteko
files-many = datotek je { $count }, sporočilo jih sprejme { $most }
split-all = izbrana so vsa sporočila ({ $all }) zahtevka #{ $number }: vsaj eno ostane, ali pa prestavite ves zahtevek
split-nothing = izbrano ni nobeno sporočilo: izberite vsaj eno
split-gone = sporočila `{ $id }` ni v zahtevku #{ $number }; morda je že prestavljeno
merge-itself = zahtevka ni mogoče združiti s samim seboj
merge-empty = zahtevek #{ $number } nima sporočil: morda je že združen
merge-many = zahtevek #{ $number } ima več kot { $most } sporočil: to je za združitev preveč
not-merged = zahtevek #{ $number } ni bil združen s tem ali pa je to že razveljavljeno
merge-went-on = v zahtevku #{ $number } ni več ničesar iz njega: oddeljeno je ali združeno naprej, zato najprej razveljavite tisto
is-closed = zahtevek #{ $number } je zaprt: najprej ga spet odprite
is-spam = zahtevek #{ $number } je označen kot neželen
is-merged = zahtevek #{ $number } je že združen: najprej razveljavite to ali združite tistega, v katerega je šel
is-spam-open-first = zahtevek #{ $number } je označen kot neželen: najprej ga odprite
no-ticket = zahtevka `{ $id }` ni
no-ticket-number = zahtevka #{ $number } ni
held-has-left = je že odšel in ga ni več mogoče preklicati
held-author-gone = njegov avtor tu ne more več delati
held-overdue = ni ga bilo mogoče zapisati v zahtevek in poskusov ne bo več
held-orphan = njegov zahtevek je bil izbrisan
status-final = zaprt zahtevek je dokončen: za vnovično odprtje je potrebna posebna pravica
status-closed-only-opens = zaprt zahtevek se lahko samo odpre
status-never-new = zahtevek ne postane spet nov: izberite »odprt«
status-spam-only-opens = neželeno se lahko samo odpre (če ni neželeno) ali zapre
tag-unknown = »{ $tag }« ni oznaka tega centra; njegove so: { $known }
field-off = `fields`: `{ $name }` je izklopljeno in se ne izpolnjuje več
field-elsewhere = `fields`: `{ $name }` ni za zahtevke tega oddelka
define-name = `name`: `{ $name }` ni ime do { $most } malih črk a–z, števk, pik in vezajev
define-taken = polje `{ $name }` že obstaja, morda izklopljeno
define-title-missing = dajte polju naslov
define-kind-missing = izberite vrsto polja
define-kind-stays = »{ $title }« ostane svoje vrste, ker zahtevki nosijo njegove vrednosti: izklopite ga in naredite drugo
define-choice-twice = možnost »{ $choice }« je navedena dvakrat
define-choices-missing = izbira potrebuje vsaj eno ponujeno možnost
define-choices-many = izbira ima največ { $most } možnosti
define-long = »{ $title }« ima { $length } znakov, prostora je za največ { $most }
define-language = `titles`: ni jezika `{ $language }`, so { $known }
define-many = center ima največ { $most } polj, skupaj z izklopljenimi
define-large = polja z naslovi in možnostmi imajo več kot { $most } bajtov: dajte manj možnosti
define-changed-since = medtem je nekdo drug spremenil »{ $title }«; shranite znova, da obvelja vaše
define-no-version = različice { $version } polj ni
tag-taken = oznaka »{ $tag }« že obstaja
tag-merge-instead = oznaka »{ $tag }« že obstaja: združite »{ $name }« z njo, če gre za isto
tag-none = oznake »{ $tag }« ni
tag-comma = oznaka nima vejice: »{ $tag }«
tags-defined-many = center določi največ { $most } oznak

## What plugin.toml says in English

plugin-title = Zahtevki
plugin-summary = Hrani zahtevke s sporočili in jih vodi od novih do zaprtih.
permission-ticket-read = Branje zahtevkov
    .description = Vpogled v zahtevke, njihova sporočila in datoteke. Osebje vidi tudi interne zapise in zgodovino.
permission-ticket-create = Odpiranje zahtevkov
    .description = Odpiranje zahtevka s prvim sporočilom v oddelku, ki ga ni treba smeti brati.
permission-ticket-edit = Urejanje zahtevkov
    .description = Spreminjanje zadeve, stanja, prednosti, oznak, polj in jezika. Za tisto, kar berejo stranke, je potrebna tudi pravica odgovarjati.
permission-ticket-reply = Odgovarjanje na zahtevke
    .description = Pisanje stranki v zahtevku. Za stranke: pisanje centru.
permission-ticket-note = Pisanje internih zapisov
    .description = Pisanje zapisov, ki jih vidi le osebje, ter urejanje in brisanje lastnih.
permission-ticket-assign = Dodeljevanje zahtevkov
    .description = Predaja zahtevka sodelavcu, prevzem ali vrnitev.
permission-ticket-move = Premik zahtevkov iz oddelka
    .description = Predaja zahtevka drugemu oddelku.
permission-ticket-move-into = Premik zahtevkov v oddelek
    .description = Izbira tega oddelka za cilj. Brati tam ni treba smeti.
permission-ticket-share = Deljenje zahtevkov
    .description = Dodajanje in odstranjevanje sodelujočih, ki lahko potem berejo zahtevek.
permission-ticket-requester = Menjava prosilca
    .description = Druga stranka na mestu prosilca, ki lahko potem bere zahtevek.
permission-ticket-split = Deljenje zahtevka na dva
    .description = Premik sporočil v drug zahtevek in razveljavitev tega.
permission-ticket-merge = Združevanje zahtevkov
    .description = Premik vseh sporočil zahtevka v drugega, zaprtje prvega in razveljavitev tega.
permission-ticket-reopen = Vnovično odpiranje zahtevkov
    .description = Vrnitev zaprtega zahtevka, ki je za vse druge dokončen.
permission-ticket-delete = Brisanje zahtevkov
    .description = Odstranitev zahtevka z vsemi sporočili in zgodovino, za vedno.
permission-ticket-import = Pisanje v imenu drugih
    .description = Dodajanje sporočil z drugim avtorjem in časom, kot to počneta pošta in uvoz.
permission-desk-use = Delo z zahtevki (vtičniki)
    .description = Za vtičnike: klic tega vtičnika. Kaj smejo potem, povedo njihove druge pravice.
permission-tag-create = Izmišljanje oznak
    .description = Dajanje oznak, ki jih ta center ni določil. Dokler ne določi nobene, sme vsak, ki ureja.
permission-definition-edit = Določanje polj in oznak
    .description = Ustvarjanje, spreminjanje in izklapljanje lastnih polj; določanje, preimenovanje, združevanje in odstranjevanje oznak: tudi na zahtevkih, ki jih kdo ne vidi.
contribution-definitions = Polja in oznake
setting-close-after-days = Dni do zaprtja rešenega zahtevka
    .hint = Če vmes nihče ne odgovori. Pri 0 ostane rešen.
setting-undo-seconds = Sekunde, ki jih odgovor čaka, preden gre
    .hint = Toliko časa ga lahko avtor vzame nazaj. Pri 0 gre takoj.
setting-undefined-fields = Zahtevki lahko nosijo tudi druga polja
    .hint = Potrebno pri uvozu.

## Vrstice centra v pogovoru

line-moved-to = { $count ->
    [one] { $count } sporočilo premaknjeno v #{ $number }
    [two] { $count } sporočili premaknjeni v #{ $number }
    [few] { $count } sporočila premaknjena v #{ $number }
   *[other] { $count } sporočil premaknjenih v #{ $number }
}
line-copied-to = { $count ->
    [one] { $count } sporočilo kopirano v #{ $number }
    [two] { $count } sporočili kopirani v #{ $number }
    [few] { $count } sporočila kopirana v #{ $number }
   *[other] { $count } sporočil kopiranih v #{ $number }
}
line-split-from = { $count ->
    [one] { $count } sporočilo ločeno od #{ $number }
    [two] { $count } sporočili ločeni od #{ $number }
    [few] { $count } sporočila ločena od #{ $number }
   *[other] { $count } sporočil ločenih od #{ $number }
}
line-copied-from = { $count ->
    [one] { $count } sporočilo kopirano iz #{ $number }
    [two] { $count } sporočili kopirani iz #{ $number }
    [few] { $count } sporočila kopirana iz #{ $number }
   *[other] { $count } sporočil kopiranih iz #{ $number }
}
line-merged-from = { $count ->
    [one] { $count } sporočilo prišlo ob združitvi z #{ $number }
    [two] { $count } sporočili prišli ob združitvi z #{ $number }
    [few] { $count } sporočila prišla ob združitvi z #{ $number }
   *[other] { $count } sporočil prišlo ob združitvi z #{ $number }
}
line-merged-into = združen v #{ $number }

## Pages of fields and tags

product = Ombud
skip = Skoči na vsebino
desk-navigation = Center za pomoč
inbox = Prejeto
sign-out = Odjava
not-saved = Nič ni bilo shranjeno.
trouble-403 = Tega ne smete
trouble-404 = Ni najdeno
trouble-409 = Nekdo je bil hitrejši
trouble-asked = To ni uspelo
trouble-later = Ne zdaj
trouble-ours = Nekaj je šlo narobe
no-such-page = take strani ni
save = Shrani
look = Poglejte, kako je videti
definitions = Polja in oznake
field = Polje
fields = Polja
fields-lead = Kaj nosijo zahtevki tega centra poleg zadeve, stanja in oznak. Stoji ob vsakem pogovoru, v tem vrstnem redu.
no-fields = Polj še ni.
new-field = Novo polje
fields-off = Izklopljena
fields-off-hint = Teh nihče več ne izpolnjuje. Kar zahtevki že nosijo, se ohrani in je tam prikazano.
versions = Prejšnje različice
versions-lead = Vsaka sprememba polj naredi različico. Ko se katera vrne, se to, kar je prišlo za njo, izklopi in ne izgubi.
title = Naslov
title-hint = Kar ljudje berejo. Spremeni se lahko kadar koli.
other-languages = V drugih jezikih
name = Ime v programih
name-hint = Male črke, števke in vezaji. Če je prazno, nastane iz naslova. Ostane, kot je.
kind = Vrsta
kind-stays = Vrsta ostane, da se to, kar zahtevki nosijo, prilega. Za drugo vrsto izklopite to polje in naredite novo.
choices = Možnosti
choices-hint = Naslove prosto spreminjajte: zahtevki ohranijo izbrano. Možnost se ne izbriše, le ponuja se ne več.
new-choices = Več možnosti
new-choices-hint = Za izbiro: v vsaki vrstici ena možnost.
in-programs = v programih
offered = Ponujena
required = Obvezno
never = nikoli
to-open = za odprtje zahtevka
to-resolve = za rešitev zahtevka
for-whom = Za koga
customers = osebje in stranke
staff-only = samo osebje
customer-fills = Stranke ga vidijo in izpolnijo
departments = Oddelki
departments-hint = Samo za zahtevke označenih oddelkov. Brez oznak za vse.
all-departments = vsi
turned-off = Izklopljeno
turned-off-hint = Nihče ga več ne izpolnjuje in mu ni treba. Zahtevki ohranijo, kar nosijo.
up = Gor
down = Dol
move-up = Premakni »{ $title }« gor
move-down = Premakni »{ $title }« dol
switch-off = Izklopi
switch-on = Vklopi
preview = Kako je videti
preview-hint = Kot stoji na zahtevku. Kar vnesete tukaj, ne gre nikamor.
preview-for = Na zahtevkih oddelka
show = Pokaži
yes = Da
no = Ne
the-desk = center
bring-back = Vrni to
latest = Kot je zdaj
version = Različica { $number }, avtor: { $who }, od { $since }
how-settings = Kot je bilo v nastavitvah
how-added = dodano `{ $name }`
how-changed = spremenjeno `{ $name }`
how-moved = Spremenjen vrstni red
how-back = Vrnjena različica { $version }
tags = Oznake
tags-lead = Dokler tu ni določena nobena, se sme dati katera koli. Potem druge dajejo le tisti, ki smejo izmišljati oznake; vsi izbirajo med temi.
no-tags = Oznak še ni.
tag = Oznaka
colour = Barva
tickets = Zahtevki
undefined-tag = ni določena
add-tag = Določi oznako
change-tag = Spremeni
set-colour = Nastavi barvo
rename-tag = Preimenuj
rename-hint = Obljube, dodeljevanje, pravila in shranjeni pogledi, ki jo omenjajo, se ne spremenijo: vpišite tam novo ime.
merge-tag = Združi
into = V
merge-hint = Vsi njeni zahtevki dobijo drugo oznako; kdor še da to, da ono. Potem ju ni več mogoče ločiti.
remove-tag = Odstrani
remove-hint = Ne ponuja se več.
off-tickets = Odstrani tudi z vseh zahtevkov
so-many = { $count ->
    [one] { $count } zahtevek
    [two] { $count } zahtevka
    [few] { $count } zahtevki
   *[other] { $count } zahtevkov
}
more-than = več kot { $count }
work-renames = »{ $from }« postaja »{ $to }« na vseh zahtevkih. To teče samo.
work-removes = »{ $from }« se odstranjuje z vseh zahtevkov. To teče samo.
done-added = Dodano.
done-saved = Shranjeno.
done-moved = Spremenjeno.
done-back = Ta različica je vrnjena.
done-renamed = Narejeno. Zahtevki sledijo.
done-removed = Odstranjeno.
kind-text = Besedilo
kind-number = Število
kind-choice = Izbira
kind-date = Datum
kind-yes-no = Da ali ne
kind-person = Oseba
grey = Siva
red = Rdeča
orange = Oranžna
yellow = Rumena
green = Zelena
teal = Turkizna
blue = Modra
purple = Vijolična
