# Pravice jedra.

## People

permission-person-read = Vpogled v osebe
    .description = Iskanje oseb po imenu, naslovu ali oddelku.
permission-email-read = Vpogled v e-naslove
    .description = Brez nje so osebe prikazane s skritimi naslovi.
permission-person-create = Dodajanje oseb
    .description = Ustvarjanje računa z vsaj eno vlogo.
permission-person-edit = Urejanje oseb
    .description = Spreminjanje imena, vzdevka, naslova ali jezika drugih.
permission-person-suspend = Izključevanje oseb
    .description = Takojšnja izključitev osebe z vsemi sejami in ključi ter vrnitev dostopa.
permission-password-reset = Ponastavljanje gesel
    .description = Nastavljanje novega gesla drugim; njihove seje se končajo. Kdor to počne, se lahko prijavi kot stranka.
permission-person-view-as = Ogled centra kot nekdo drug
    .description = Ogled tega, kar vidi nekdo z ne večjimi pravicami, brez možnosti sprememb; dnevnik to zabeleži.

## Roles and departments

permission-role-read = Vpogled v vloge
    .description = Vpogled v to, katere vloge obstajajo, kaj dajo in kdo jih ima.
permission-role-edit = Urejanje vlog
    .description = Ustvarjanje, spreminjanje in umikanje vlog v mejah lastnih pravic.
permission-role-assign = Dodeljevanje in odvzemanje vlog
    .description = Odločanje, kdo ima katero vlogo, v mejah lastnih pravic; po potrebi le v enem oddelku.
permission-department-edit = Urejanje oddelkov
    .description = Ustvarjanje in preimenovanje oddelkov.
permission-membership-edit = Odločanje, kdo dela v oddelku
    .description = Dodajanje oseb v oddelke in odstranjevanje iz njih v mejah lastnih pravic.
permission-customer-create = Dodajanje strank
    .description = Ustvarjanje stranke iz e-naslova, kot to stori novo sporočilo.
permission-guest-admit = Sprejemanje gostov
    .description = Ustvarjanje stranke iz vsakogar, ki pride mimo brez prijave, kot to stori klepet na spletni strani.
permission-mail-send = Pošiljanje pošte
    .description = Pisanje komurkoli zunaj prek poštnega strežnika centra, tudi osebam, katerih naslova ni videti.

## Plugins

permission-plugin-read = Vpogled v vtičnike
    .description = Vpogled v to, kateri vtičniki tečejo, kaj smejo in koliko stanejo.
permission-plugin-install = Nameščanje vtičnikov
    .description = Nameščanje, nadgrajevanje in odstranjevanje vtičnikov ter odobritev tega, kar smejo.
permission-plugin-manage = Upravljanje vtičnikov
    .description = Vklapljanje in izklapljanje vtičnikov ter ožanje tega, kar smejo.
permission-plugin-purge = Brisanje podatkov vtičnikov
    .description = Izbris vsega, kar je odstranjeni vtičnik tu hranil. Povrne ga le varnostna kopija.
permission-report-read = Branje poročil o neuspelih klicih
    .description = Vpogled v to, kaj je bil vtičnik vprašan in kaj je prebral, preden je odpovedal; morda tudi, kaj so pisali ljudje.

## The desk

permission-audit-read = Branje dnevnika
    .description = Vpogled v to, kdo je kaj spremenil, z vrednostmi prej in potem.
permission-presence-read = Vpogled v to, kdo je povezan
    .description = Vpogled v to, kateri sodelavci imajo odprt center in od kdaj.
permission-access-explain = Pojasnjevanje dostopa
    .description = Vprašanje, zakaj nekdo nekaj sme ali ne sme.
permission-token-mint = Ustvarjanje ključev API
    .description = Ustvarjanje ključa za programe, ki deluje z delom lastnih pravic.
permission-order-give = Dajanje stalnih naročil
    .description = Vtičnik deluje v vašem imenu, ko vas ni, kot pravila, z delom vaših pravic.
permission-session-end = Odjavljanje drugih
    .description = Vpogled v seje in ključe drugih oseb ter njihovo končanje.
permission-settings-edit = Spreminjanje nastavitev
    .description = Spreminjanje nastavitev centra in njegovih vtičnikov.
permission-ban-edit = Blokiranje naslovov
    .description = Preprečevanje dostopa z omrežnih naslovov in vračanje.
permission-backup-make = Izdelava varnostnih kopij
    .description = Kopiranje vsega, kar center ve, na drugo mesto.
permission-metrics-read = Branje meritev
    .description = Vpogled v stanje centra: obremenitev, časi, napake.
permission-billing-manage = Upravljanje obračuna
    .description = Vpogled v paket, mesta in račune ter njihovo spreminjanje.
permission-ownership-transfer = Prenos lastništva
    .description = Lastnik centra postane nekdo drug.
permission-desk-delete = Izbris centra
    .description = Odstranitev centra z vsem, kar je v njem.

## Roles that every desk has

role-owner = Lastnik
    .description = Sme vse; samo on vidi obračun in lahko preda center.
role-administrator = Skrbnik
    .description = Sme vse razen tistega, kar je samo lastnikovo.
role-agent = Agent
    .description = Odgovarja strankam v oddelkih, kjer dela.
role-collaborator = Sodelavec
    .description = Pomaga kolegom z internimi zapisi in nikoli ne piše stranki.
role-customer = Stranka
    .description = Sprašuje in vidi, kar je vprašala.
role-visitor = Obiskovalec
    .description = Vsi, ki niso prijavljeni.
