# Besede vtičnika, ki pove, kdo je tu.

## Around every page

product = Ombud
skip = Skoči na vsebino
desk-navigation = Center za pomoč
inbox = Prejeto
sign-out = Odjava
not-saved = Nič ni bilo shranjeno.
no-such-page = take strani ni
save = Shrani
show = Pokaži

## States and channels

channel = Kanal
channel-tickets = Zahtevki
channel-chat = Klepet
state-accepting = sprejema delo
state-online = povezan
state-away = odsoten
state-offline = nepovezan
cause-connection = prihod ali odhod
cause-shift = izmena se je začela ali končala
cause-edit = izmene so bile spremenjene
cause-choice = izbira je bila narejena ali se je končala
cause-away = odsotnost ali vrnitev
cause-away-ended = čas odsotnosti je potekel
cause-channel = drugi kanali
cause-account = prvič viden ali spremenjen račun
cause-settings = nastavitve so bile spremenjene

## Who is there

who-is-there = Kdo je tu
you = Vi
not-known-yet = O vas še ni nič znano; čez trenutek bo.
i-am-back = Nazaj sem
go-away = Odsoten sem
note = Opomba za sodelavce
away-for = Za
until-back = dokler se ne vrnem
or-until = ali do ({ $zone })
takes-part = Sodelujem pri
accept-or-not = Sprejemati delo ali ne, karkoli pravijo izmene
department = Oddelek
any-department = vsi
no-department = Brez oddelka
nobody-yet = Ni nikogar, ki bi ga smeli videti.
nobody = o tej osebi ni nič znano
name = Ime
since = Od
until = Do
accepting-of = { $count } od { $all } lahko dobi zahtevke.
bad-until = Povejte, do kdaj: čas, ki šele pride, na primer 13:00.
long-note = opomba ima največ { $most } znakov

## The day of one person, and the report

what-changed = Kaj se je spremenilo
no-log = Ta dan se ni nič spremenilo.
when = Kdaj
why = Zakaj
days = Dnevi
day-before = Dan prej
day-after = Dan pozneje
report = Časi
report-lead = Kako dolgo so ljudje sprejemali delo, bili povezani, odsotni in nepovezani: po osebah in dnevih, kolikor je znano.
day = Datum
on-day = { $day }
together = skupaj
as-file = Kot datoteka (CSV)
from = Od
until-day = Do
zone = Časovni pas
clocks-of = Po uri { $zone }.
minutes-only = { $minutes } min
hours-only = { $hours } h
hours-and-minutes = { $hours } h { $minutes } min
bad-date = »{ $typed }« ni datum; pričakujemo na primer 2026-12-24
bad-zone = časovnega pasu »{ $zone }« ni; pričakujemo na primer Europe/Ljubljana
bad-range = obdobje se začne, preden se konča, in ima največ 31 dni

## How much at once

limits = Koliko hkrati
limits-lead = Koliko dela hkrati dobijo ljudje. Velja prvo, ki kaj pove: oseba, vloga (tista, ki pove največ), oddelek dela, vsi. Prazno polje ne pove nič; 0 je nobenega.
everybody = Vsi
desk = Center
departments = Oddelki
roles = Vloge
people = Ljudje
bad-limit = koliko hkrati je celo število od 0 do 10000 ali nič

## Kdo kaj zna

skills = Kdo kaj zna
skills-lead = Katera znanja imajo ljudje in katere jezike govorijo, ločeno z vejicami. Po tem se deli delo, ki jih zahteva: klepeti po tem, o čem so, zahtevki po oznakah. Jeziki so na primer en, sl ali pt-br.
skill-names = Znanja
languages = Jeziki
bad-skills = nekdo ima največ { $most } znanj in prav toliko jezikov, znanje pa ima največ { $long } črk
bad-language = »{ $typed }« ni jezik; pričakovan je na primer en, sl ali pt-br
skills-changed = nekdo je medtem spremenil, kar piše pri { $name }: »{ $kept }«. Nič ni shranjeno; če shranite znova, velja vaše

## What was done, and what went wrong

done-away = Odsotni ste.
done-back = Spet ste tu.
done-saved = Shranjeno.
trouble-403 = Tega ne smete
trouble-404 = Ni najdeno
trouble-409 = Nekdo je bil hitrejši
trouble-asked = To ni uspelo
trouble-later = Ne zdaj
trouble-ours = Nekaj je šlo narobe

## What the manifest says

plugin-title = Kdo je tu
plugin-summary = Pove, komu se lahko da delo na katerem kanalu in koliko, sodelavcem pokaže, kdo je tu, in hrani, kdo je bil kdaj.
contribution-pages = Kdo je tu
permission-page-use = Odpiranje »Kdo je tu«
    .description = Odpiranje teh strani. Kaj se tam vidi, povedo druga dovoljenja.
permission-state-read = Vpogled v to, kdo je tu
    .description = Vpogled v to, kdo je nepovezan, odsoten, povezan ali sprejema delo na katerem kanalu, od kdaj in do kdaj.
permission-away-set = Sporočanje odsotnosti
    .description = Sporočanje, da je kdo odsoten ali spet tu in pri katerih kanalih sodeluje: zase (own) ali za druge.
permission-history-read = Vpogled v to, kdo je bil kdaj tu
    .description = Vpogled v dneve ljudi in v to, kako dolgo so sprejemali delo ali bili odsotni, in izvoz v datoteko.
permission-limit-edit = Omejevanje dela hkrati
    .description = Vpogled in spreminjanje, koliko dela hkrati dobijo ljudje.
permission-skill-edit = Določanje, kdo kaj zna
    .description = Vidi in spreminja, katera znanja imajo ljudje in katere jezike govorijo; po tem se deli delo.
permission-desk-use = Vprašanje, komu se lahko da delo (vtičniki)
    .description = Za vtičnike: vprašanje, komu se lahko da delo na kanalu in koliko, da se razdeli.
setting-tickets-at-once = Zahtevkov hkrati, brez omejitve
    .hint = Za vse, o katerih »Koliko hkrati« ne pove ničesar.
setting-chats-at-once = Klepetov hkrati, brez omejitve
    .hint = Za vse, o katerih »Koliko hkrati« ne pove ničesar.
setting-tickets-unseen = Zahtevke dobijo tudi ljudje, ki niso povezani
setting-chat-unseen = Klepete dobijo tudi ljudje, ki niso povezani
setting-zone = Po čigavi uri se začne dan
    .hint = Na primer Europe/Ljubljana. Prazno: kot večina delovnih časov. Stran o eni osebi gre po uri njenih izmen.
setting-history-days = Dnevi, kolikor se hrani, kdo je bil kdaj prisoten
