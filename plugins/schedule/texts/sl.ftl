# Besede vtičnika za izmene.

## Around every page

product = Ombud
skip = Skoči na vsebino
desk-navigation = Center za pomoč
inbox = Prejeto
sign-out = Odjava
not-saved = Nič ni bilo shranjeno.
no-such-page = take strani ni
save = Shrani
remove = Odstrani
show = Pokaži
shifts = Izmene
changed-since = Medtem je nekdo drug spremenil te izmene. Vpisano je še tu; shranite znova, da ostane.
unseen-shifts = teh izmen ne smete videti

## Who accepts work

my-shifts = Moje izmene
accepts = Sprejema delo
accepts-not = Ne sprejema dela
next-change = Po izmenah se to znova preveri:
cause-shift = kot pravijo izmene
cause-edit = izmene so bile spremenjene
cause-person = lastna izbira
cause-supervisor = izbral nekdo drug
cause-choice-ended = izbira se je končala
cause-clocks = novi podatki o časovnih pasovih ({ $edition })
chosen-boundary = Ta izbira velja, dokler se izmena ne začne ali konča.
chosen-until = Ta izbira velja do { $end }.
chosen-cleared = Ta izbira velja do preklica.
holds = Velja
hold-boundary = dokler se izmena ne začne ali konča
hold-until = do tega časa
hold-cleared = do preklica
until = Čas
accept = Sprejmi delo
accept-none = Ne sprejmi
take-back = Kot pravijo izmene
bad-choice = Izberite, ali sprejemati delo.
bad-until = Povejte, do kdaj: čas, ki šele pride.
log = Kdaj se je delo sprejemalo
no-log = Nič se še ni spremenilo.
when = Kdaj
became = Kaj
noticed-late = (opaženo kasneje)

## Everybody's shifts

people = Izmene vseh
people-lead = Kdo kdaj dela in kdo zdaj sprejema delo.
nobody-yet = Ni izmen, ki bi jih smeli videti.
no-shifts = ni izmen
no-shifts-yet = Nimate izmen. Ali sprejemate delo, odločate vi.
no-such-shifts = takih izmen ni
not-staff = izmene ima le osebje
tick = Označi
name = Ime
now = Zdaj
zone = Časovni pas
per-week = Na teden
same-week = Enak teden za označene
same-week-hint = Njihovi dopusti in izjeme ostanejo. Časovni pas je za tiste brez izmen.
give-week = Dodeli ta teden
open-work = Pravila povedo, kaj je z odprtim delom, ko se izmena konča
nobody-ticked = Označite vsaj eno osebo.
zone-for-new = Navedite časovni pas: nekdo med njimi še nima izmen.

## The form

department = Oddelek
no-department = noben
any-department = vsi
holidays-of = Drži praznike
no-holidays = nobenih
workdays = Od ponedeljka do petka
weekend = Sobota in nedelja
hours-hint = Na primer 09:00-12:30, 13:30-17:00. Ves dan je 00:00-24:00; 22:00-06:00 se konča naslednji dan. Prazen dan je kot zgoraj; pomišljaj ga zapre.
monday = ponedeljek
tuesday = torek
wednesday = sreda
thursday = četrtek
friday = petek
saturday = sobota
sunday = nedelja
exception = izjema
exceptions = Izjeme
exceptions-hint = Izmene dneva, vsak v svoji vrstici: 2026-12-23 12:00-14:00 ali pomišljaj za nobene.
leave = Dopust
leave-hint = Od in do, vsak v svoji vrstici, z opombo, če želite: 2026-12-28 2026-12-30 smučanje. Dopust velja pred izjemami.
leave-backwards = dopust od { $from } do { $until } se konča, preden se začne
wrong-in = { $field }: { $why }
bad-hours = »{ $typed }« niso ure; pričakujemo na primer 09:00-17:00
bad-date = »{ $typed }« ni datum; pričakujemo na primer 2026-12-24
bad-zone = časovnega pasu »{ $zone }« ni; pričakujemo na primer Europe/Ljubljana
too-many = največ { $most } izjem in dopustov ter 24 izmen na dan

## The days to come, and the coverage

coming-days = Prihodnji dnevi
weekday = Dan v tednu
day = Datum
works = Dela
why = Zakaj
free = prosto
next-day = (naslednji dan)
on-day = { $day }
hours-only = { $hours } h
hours-and-minutes = { $hours } h { $minutes } min
clocks-of = Po uri { $zone }.
coverage = Pokritost
coverage-lead = Koliko ljudi dela v vsaki uri, v njeni najbolj prazni četrtini. Kjer je odprto in nihče ne dela, je vrzel.
open-by = Odprto po
no-open-hours = (brez delovnega časa)
no-calendar = takega delovnega časa ni
hour = Ura
short-monday = pon
short-tuesday = tor
short-wednesday = sre
short-thursday = čet
short-friday = pet
short-saturday = sob
short-sunday = ned
week-of = Teden z dnem
week-from = Teden od { $day }
weeks = Tedni
week-before = Prejšnji teden
week-after = Naslednji teden
gap = vrzel
who-covers = Kdo kdaj dela
nobody = nihče
people-in = { $count ->
    [one] { $count } oseba ima izmene.
    [two] { $count } osebi imata izmene.
    [few] { $count } osebe imajo izmene.
   *[other] { $count } oseb ima izmene.
}
gaps = { $count ->
    [one] { $count } ura ima vrzel.
    [two] { $count } uri imata vrzel.
    [few] { $count } ure imajo vrzeli.
   *[other] { $count } ur ima vrzeli.
}

## What was done, and what went wrong

done-saved = Shranjeno.
done-chosen = Izbrano.
done-removed = Odstranjeno.
trouble-403 = Tega ne smete
trouble-404 = Ni najdeno
trouble-409 = Nekdo je bil hitrejši
trouble-asked = To ni uspelo
trouble-later = Ne zdaj
trouble-ours = Nekaj je šlo narobe

## What plugin.toml says

plugin-title = Izmene
plugin-summary = Hrani, kdo kdaj dela, in pove, kdo sprejema delo: po izmenah, dopustih in izjemah ter po izbiri ljudi.
permission-shifts-use = Odpiranje strani izmen
    .description = Ogled lastnih izmen in izbira, ali sprejemati delo. Kaj se tam še vidi, povedo druge pravice.
permission-schedule-read = Ogled izmen
    .description = Ogled, kdo kdaj dela, kdo sprejema delo in zakaj.
permission-schedule-edit = Urejanje izmen
    .description = Dodajanje in spreminjanje izmen, dopustov in izjem, po oddelku, h kateremu sodijo izmene.
permission-availability-set = Izbira, kdo sprejema delo
    .description = Sprejemanje ali nesprejemanje dela, karkoli pravijo izmene: zase ali za druge.
permission-desk-use = Vprašanje, kdo sprejema delo (vtičniki)
    .description = Za vtičnike: vprašanje, kdo sprejema delo, da se ga razdeli.
contribution-pages = Izmene
