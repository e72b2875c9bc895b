# Besede vtičnika za delovni čas.

## Around every page

product = Ombud
skip = Skoči na vsebino
desk-navigation = Center za pomoč
inbox = Prejeto
sign-out = Odjava
not-saved = Nič ni bilo shranjeno.
not-saved-yet = Tako bi bilo. Nič še ni shranjeno.
no-such-page = take strani ni
save = Shrani
look = Poglej, kaj to pomeni
more = Več
copy = Naredi kopijo
remove = Odstrani
remove-hint = Kar je bilo obljubljeno po tem času, ne velja več. Prejšnje različice ostanejo, da je mogoče preveriti pretekle roke.

## The list

calendars = Delovni čas
calendars-lead = Kdaj je center odprt. Obljube in poročila štejejo le čas, ko je odprto.
no-calendars = Delovnega časa še ni. Do takrat se obljube štejejo ves dan in noč.
overview = Pregled
new-calendar = Nov delovni čas
begin-with = Začnite s primerom
example-office = Pisarna, od ponedeljka do petka
example-always = Ves dan in noč
example-shop = Trgovina z opoldanskim odmorom in soboto dopoldne
example-nights = Noči, čez polnoč
name = Ime
zone = Časovni pas
per-week = Na teden
now-there = Zdaj
open-now = odprto
opens = odpre se: { $moment }
never-opens = se nikoli ne odpre
zone-data = Podatki o časovnih pasovih: različica { $version }.
old-zone-data = Podatki o časovnih pasovih ({ $edition }) so stari: kje se ure morda že premikajo po drugih pravilih. Novejša različica vtičnika prinese novejše.
version = Različica { $number }, od { $since }. Vsaka različica se ohrani.
copy-of = { $name } (kopija)

## The form

workdays = Od ponedeljka do petka
weekend = Sobota in nedelja
hours = Ure
hours-hint = Na primer 09:00-12:30, 13:30-17:00. Ves dan je 00:00-24:00; 22:00-06:00 se konča naslednji dan. Prazen dan je kot zgoraj; pomišljaj ga zapre.
holiday = Praznik
holidays = Prazniki
holidays-hint = Prazniki, vsak v svoji vrstici: 12-25 božič je vsako leto, 2026-04-06 velikonočni ponedeljek enkrat.
special = Posebne ure
special-hint = Posebne ure dneva, vsak v svoji vrstici: 2026-12-24 09:00-12:00 ali pomišljaj za zaprto. Veljajo pred prazniki in tednom.
monday = ponedeljek
tuesday = torek
wednesday = sreda
thursday = četrtek
friday = petek
saturday = sobota
sunday = nedelja
wrong-in = { $field }: { $why }
bad-hours = »{ $typed }« niso ure; pričakujemo na primer 09:00-17:00
bad-holiday = »{ $typed }« ni dan; pričakujemo 12-25 za vsako leto ali 2026-12-25 za enkrat
bad-date = »{ $typed }« ni datum; pričakujemo na primer 2026-12-24
bad-name = ime ima od 1 do 120 znakov
bad-zone = časovnega pasu »{ $zone }« ni; pričakujemo na primer Europe/Ljubljana
too-many = največ { $most } praznikov in posebnih dni ter 24 obdobij na dan
no-calendar = takega delovnega časa ni
no-version = tega delovnega časa v različici { $version } ni
changed-since = Medtem je nekdo drug spremenil ta čas. Vpisano je še tu; shranite znova, da ostane.
too-far = največ deset let naenkrat

## The example and the days to come

example = Primer
begins = Delo se začne
takes = in traja minut
reckon = Izračunaj
bad-begin = Začetek ni datum z uro, na primer 2026-11-27T16:30.
bad-takes = Delo traja od minute do meseca.
work-is-done = Delo, ki se začne: { $begins } in traja { $takes }, je končano: { $done }.
work-is-never-done = Delo, ki se začne: { $begins } in traja { $takes }, v desetih letih ni končano.
moment-there = { $weekday }, { $day }, { $clock }
on-day = { $day }
minutes = { $minutes } min
hours-only = { $hours } h
hours-and-minutes = { $hours } h { $minutes } min
coming-days = Prihodnji dnevi
weekday = Dan v tednu
day = Datum
why = Zakaj
closed-all-day = zaprto
next-day = (naslednji dan)

## Holidays from a file

import-holidays = Prazniki iz datoteke
choose-file = Izberite datoteko
ical-file = Besedilo datoteke iCalendar
ical-hint = Take datoteke (.ics) ponujajo javne službe. Odprite eno in prilepite vse. Preden se kaj ohrani, vidite, kaj je v njej.
no-ical = To ni datoteka iCalendar: pričakujemo tako, ki se začne z BEGIN:VCALENDAR.
look-into-file = Poglej, kaj je v njej
take-ticked = Vzemi označene
known-already = že vpisano
found = { $count ->
    [one] V datoteki je { $count } praznik
    [two] V datoteki sta { $count } praznika
    [few] V datoteki so { $count } prazniki
   *[other] V datoteki je { $count } praznikov
}
left-out = { $count ->
    [one] { $count } dogodek je izpuščen
    [two] { $count } dogodka sta izpuščena
    [few] { $count } dogodki so izpuščeni
   *[other] { $count } dogodkov je izpuščenih
}
left-cancelled = odpovedano
left-has-hours = ima uro, torej ni ves dan
left-recurs = ponavlja se drugače kot vsako leto na isti dan
left-no-day = nima dneva
left-too-long = ima več kot 31 dni
left-twice = bil je že prej

## What was done, and what went wrong

done-added = Dodano.
done-saved = Shranjeno.
done-removed = Odstranjeno.
trouble-403 = Tega ne smete
trouble-404 = Ni najdeno
trouble-409 = Nekdo je bil hitrejši
trouble-asked = To ni uspelo
trouble-later = Ne zdaj
trouble-ours = Nekaj je šlo narobe

## What plugin.toml says

plugin-title = Delovni čas
plugin-summary = Hrani, kdaj je center odprt: tedne, praznike in posebne ure v vseh časovnih pasovih, za obljube in poročila.
permission-calendar-read = Ogled delovnega časa
    .description = Ogled tednov, praznikov in posebnih ur.
permission-calendar-edit = Urejanje delovnega časa
    .description = Dodajanje, spreminjanje in odstranjevanje. Kar je bilo obljubljeno po njem, se šteje na novo.
permission-desk-use = Računanje z delovnim časom (vtičniki)
    .description = Za vtičnike: vprašanje, kdaj je odprto in koliko je kje ura.
contribution-pages = Delovni čas
