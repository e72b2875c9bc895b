# Besede vtičnika za obljubljene roke.

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
show = Pokaži
sla = SLA
all = Vse
changed-since = Medtem je nekdo drug spremenil pravila. Vpisano je še tu; shranite znova, da ostane.

## The list of policies

policies = Pravila za roke
policies-lead = Kaj je komu obljubljeno. Za vsak zahtevek velja prvo pravilo, ki ustreza, in nobeno drugo.
no-policies = Pravil še ni. Do takrat ni nič obljubljeno in nič ne zamuja.
new-policy = Novo pravilo
begin-with = Začnite s primerom
example-usual = Običajno: odgovor v delovnem dnevu
example-strict = Strogo: odgovor v nekaj urah
place = Mesto
name = Ime
order = Vrstni red
up = Gor
down = Dol
move = { $name }: { $way }
which-tickets = Za katere zahtevke in klepete
all-tickets = Vsi zahtevki
tagged = z oznako { $tags }
of-requesters = { $count ->
    [one] od { $count } prosilca
    [two] od { $count } prosilcev
    [few] od { $count } prosilcev
   *[other] od { $count } prosilcev
}
promise = Obljuba
promises = Obljublja
promises-nothing = Ne obljublja ničesar.
copy-of = { $name } (kopija)
version = Različica { $number }. Vsaka različica se hrani.

## The form

departments = Oddelki
department = Oddelek
tags = Oznake
requesters = Prosilci
when-hint = Kar je prazno, ne zahteva ničesar; vse povedano mora držati. Dovolj je eden od več oddelkov, prosilcev (naslov v vsaki vrstici) ali oznak (ločene z vejicami).
hours = Ure
around-the-clock = Ves dan in noč
calendar-gone = Delovni čas, ki ga ni več
warnings = Opozorila
clocks = Kdaj teče njegova ura
targets-hint = Na primer 4h, 1h 30m ali 2d (48 ur). Prazno: za to prednost ni nič obljubljeno. Drug delovni čas za @: 4h @Pisarna.
warnings-hint = Ko je porabljenih toliko odstotkov ali toliko časa prej: 80%, 30m.
usually = Kot običajno: { $clock }
runs = teče
pauses = miruje
stops = se ustavi
remove-hint = Kar je obljubljalo, ne velja več; odtlej velja naslednje ustrezno pravilo. Prejšnje različice in poročila ostanejo.
bad-name = ime ima od 1 do 120 znakov
too-many = pogoj jih našteje največ { $most }
too-many-policies = pravil je lahko največ { $most }
no-policy = takega pravila ni
no-version = različice { $number } ni
no-department = oddelka »{ $id }« ni
no-calendar = delovnega časa »{ $id }« ni
no-calendar-named = delovnega časa »{ $name }« ni
bad-target = rok je več kot nič in največ leto dni
bad-warnings = opozoril je največ { $most }, od 1 % do 99 % ali do leto dni prej
bad-time = »{ $text }« ni čas, kot je 4h, 1h 30m ali 2d
bad-order = vrstni red mora vsako pravilo našteti enkrat
nobody = nihče nima naslova { $address }
nobody-named = nihče nima oznake »{ $name }«; napišite naslov
wrong-in = { $field }: { $why }

## The example

example = Kaj to pomeni
opened = Zahtevek, odprt
priority = Prednost
reckon = Izračunaj
bad-begin = Začetek ni datum z uro, na primer 2026-11-27T16:30.
moment-there = { $weekday }, { $day }, { $clock }
opened-then = Zahtevek, odprt { $when } (prednost: { $priority }), ki ostane odprt:
is-due = { $metric }, { $time }: rok { $due }
is-never-due = { $metric }, { $time }: po tem delovnem času rok nikoli ne nastopi
is-warned = opozorilo { $when }
clocks-of = Po urah v kraju { $place }.

## Words

first-assignment = Dodelitev
first-response = Prvi odgovor
chat-answer = Odgovor v klepetu
within = V
next-response = Naslednji odgovor
resolution = Rešitev
low = Nizka
normal = Običajna
high = Visoka
urgent = Nujna
new = Nov
open = Odprt
pending = Čaka stranko
on-hold = Zadržan
resolved = Rešen
closed = Zaprt
spam = Neželeno
monday = ponedeljek
tuesday = torek
wednesday = sreda
thursday = četrtek
friday = petek
saturday = sobota
sunday = nedelja
minutes = { $minutes } min
hours-only = { $hours } h
hours-and-minutes = { $hours } h { $minutes } min
days-and-hours = { $days } d { $hours } h

## Beside a ticket

due-in = čez { $time }
overdue = zamuja { $time }
stands-badge = { $metric } miruje
under-policy = Po pravilu »{ $name }«, različica { $version }.
promised = obljubljeno v { $time }
took = po { $time }
kept = Izpolnjeno
broken = Prekršeno
stands = Miruje
stands-left = Miruje, ostane { $time }
much-later = veliko pozneje
none = brez
recounts = Spremenjeni roki
recounted = { $metric }: { $before } → { $after }, { $why }
reason-policy = pravila so se spremenila
reason-calendar = delovni čas se je spremenil
reason-zones = podatki o časovnih pasovih so se spremenili
reason-priority = prednost se je spremenila
reason-department = oddelek se je spremenil
reason-tags = oznake so se spremenile
reason-requester = prosilec se je spremenil
nothing-promised = za ta zahtevek ni nič obljubljeno

## The report

report = Izpolnjeno in prekršeno
report-lead = Obljube, ki so se končale, kolikor jih smete videti: po oddelku in skrbniku tistega trenutka.
nothing-yet = V tem času ni bilo nič izpolnjeno ali prekršeno.
in-all = { $share } % izpolnjeno: { $kept } od { $all }
not-all = Še jih je; štetih je zadnjih { $most }.
per-cent = { $share } %
by-metric = Po obljubi
by-department = Po oddelku
by-agent = Po agentu
by-period = Po času
period = Čas
share = Delež izpolnjenih
download = Prenesi kot CSV
from = Od
until-day = Do
agent = Agent
nobody-responsible = Nihče
bad-day = »{ $day }« ni dan, kot je 2026-11-23
backwards = zadnji dan je pred prvim
too-long = poročilo zajema največ { $most } mesecev

## What was done, and what went wrong

done-added = Dodano.
done-saved = Shranjeno.
done-removed = Odstranjeno.
done-ordered = Vrstni red je zdaj drugačen.
trouble-403 = Tega ne smete
trouble-404 = Ni najdeno
trouble-409 = Nekdo je bil hitrejši
trouble-asked = To ni uspelo
trouble-later = Ne zdaj
trouble-ours = Nekaj je šlo narobe

## What plugin.toml says

plugin-title = SLA
plugin-summary = Hrani, kaj je obljubljeno za zahtevke in do kdaj: opozarja, pove, kaj je izpolnjeno in kaj prekršeno, in o tem poroča.
permission-pages-use = Odpiranje strani rokov
    .description = Najti strani tega vtičnika. Kaj se tam vidi, povedo druge pravice.
permission-policy-read = Ogled pravil o rokih
    .description = Ogled, kaj je komu obljubljeno, tudi prejšnjih različic.
permission-policy-edit = Urejanje pravil o rokih
    .description = Ustvarjanje, spreminjanje, razvrščanje in odstranjevanje pravil. Vsi odprti roki se izračunajo znova.
permission-deadline-read = Ogled rokov
    .description = Ogled, kdaj je rok zahtevka, kaj je izpolnjeno in kaj prekršeno.
permission-deadline-keep = Vodenje rokov (vtičniki)
    .description = Za sam vtičnik: zapiše, kaj sledi iz pravil. Ljudje tega ne potrebujejo.
permission-report-read = Ogled poročil o rokih
    .description = Ogled, kaj je izpolnjeno in kaj prekršeno, po oddelkih, agentih in obljubah.
permission-desk-use = Vprašanje o rokih (vtičniki)
    .description = Za vtičnike: vprašanje, kaj je naslednje na vrsti.
contribution-report = SLA
contribution-badge = Rok
contribution-panel = Roki
contribution-chat = Roki
contribution-due = Rok
setting-split-starts = Ure ločenega zahtevka se začnejo
    .choice-message = z njegovim prvim sporočilom
    .choice-split = z ločitvijo
