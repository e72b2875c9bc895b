# Besede vtičnika, ki hrani pravila.

## Around every page

product = Ombud
skip = Skoči na vsebino
desk-navigation = Center za pomoč
inbox = Prejeto
sign-out = Odjava
rules = Pravila
not-saved = Nič ni bilo narejeno.
no-such-page = take strani ni
trouble-403 = Tega ne smete
trouble-404 = Ni najdeno
trouble-409 = Nekdo je bil hitrejši
trouble-asked = To ni šlo
trouble-later = Zdaj ne
trouble-ours = Nekaj je šlo narobe
done-saved = Shranjeno. Od zdaj pravilo dela z vašimi pravicami.
done-moved = Premaknjeno.
done-removed = Odstranjeno.
done-back = Povrnjeno.
yes = da
no = ne

## The list

rules-lead = Kaj center dela sam, v tem vrstnem redu. Pravilo dela s pravicami tistega, ki ga je zadnji shranil.
no-rules = Pravil še ni.
new-rule = Novo pravilo
begin-with = Začnite s primerom
example-hand-over = Predaj odprto delo, ko se izmena konča
example-unassigned = Dvigni, česar dve uri nihče ne vzame, in nekomu povej
example-unassigned-note = Za ta zahtevek dve uri nihče ne odgovarja.
example-broken = Naredi nujno, pri čemer je bila obljuba prelomljena
rule = Pravilo
author = Dela za
last-time = Nazadnje kaj naredilo
never = še ne
state-off = izklopljeno
no-order = nikogar: naročilo je bilo preklicano. Odprite in shranite pravilo, da ga znova date.
move-up = Premakni »{ $name }« gor
move-down = Premakni »{ $name }« dol
switch-on = Vklopi
switch-off = Izklopi
enabled = Vklopljeno
place = Vrstni red

## The editor

edit = Uredi
name = Ime
stop-title = Za isti dogodek se za njim ne naredi nič več
once-title = Z istim zahtevkom kaj naredi
once-always = vsakič
once-ticket = samo enkrat
once-hours = toliko ur ne več
hours = Ure
on-title = Kdaj
on-hint = Karkoli od tega. Kako dolgo čaka: 3d, 4h, 30m ali 1d 12h; pred datumom: -1d. Pri oceni: najvišja, ki šteje: 2.
when-title = Če
when-hint = Raven pove, kaj sodi v katero skupino nad njim. Več vrednosti z vejicami; vrednost z vejico stoji v "narekovajih". Brez vrstice: vedno.
then-title = Potem
then-hint = V tem vrstnem redu. V besedila se vpiše: { $known }; z »|«, kar stoji tam, če tega ni.
event = Dogodek
which = Katero
after-time = Po času
level = Raven
of-what = Kaj
comparison = Primerjava
values = Vrednosti
person = Oseba
promise = Obljuba (prazno: katera koli)
rating = Največ (1 do 5; prazno: katera koli)
field = Polje (prazno: katero koli)
date-field = Polje z datumom
action = Dejanje
target = Cilj
text = Besedilo
save = Shrani
more-lines = Več vrstic
remove = Odstrani pravilo
nothing-chosen = (nič)
group-all = Vse od naslednjega
group-any = Nekaj od naslednjega
group-not = Nič od naslednjega

## What happens

on-opened = odpre se zahtevek
on-changed = nekaj se spremeni
on-customer-replied = stranka znova piše
on-agent-replied = osebje odgovori
on-noted = nekdo pusti zapis
on-tag-added = doda se oznaka
on-tag-removed = odstrani se oznaka
on-sla-warned = obljuba (SLA) bo kmalu prelomljena
on-sla-broken = obljuba (SLA) je prelomljena
on-shift-ended = izmena odgovornega se konča
on-rated = stranka oceni
on-waited-status = tako dolgo je v stanju
on-waited-unassigned = tako dolgo zanj ne skrbi nihče
on-waited-unanswered = tako dolgo čaka stranka
on-waited-field = prišel je datum v polju
with = { $what }: { $which }
or-less = { $most } ali manj
promise-first-assignment = Dodelitev
promise-first-response = Prvi odgovor
promise-next-response = Naslednji odgovor
promise-resolution = Rešitev
waiting = { $what }: { $which }, { $time }
waiting-plain = { $what }: { $time }

## What is asked

what-status = Stanje
what-priority = Prednost
what-department = Oddelek
what-assignee = Odgovorni
what-requester = Prosilec
what-tags = Oznake
what-subject = Zadeva
what-message = Sporočilo
what-channel = Kanal
what-language = Jezik
what-hours-since-opened = Ure od odprtja
what-hours-since-customer = Ure od zadnjega pisanja stranke
what-hours-since-agent = Ure od zadnjega odgovora osebja
what-hours-since-status = Ure v tem stanju
what-field = Polje »{ $name }«
is-any-of = je eno od
is-all-of = ima vse od
is-none-of = ni nobeno od
is-contains = vsebuje kaj od
is-lacks = ne vsebuje ničesar od
is-at-least = je vsaj
is-at-most = je največ
is-empty = je prazno
is-filled = je izpolnjeno
nobody = nihče
was = bilo je: { $value }
was-nothing = bilo je prazno
always = vedno

## What is done

do-set-status = Nastavi stanje
do-set-priority = Nastavi prednost
do-set-department = Premakni v oddelek
do-assign = Dodeli osebi
do-unassign = Ne dodeli nikomur
do-hand-over = Predaj tistemu v oddelku, ki je prisoten, sprejema zahtevke in ima najmanj dela; če ni nikogar, nikomur
do-hand-over-or-keep = Enako, vendar zahtevek ostane, čigar je, če ni nikogar
do-add-tags = Dodaj oznake
do-remove-tags = Odstrani oznake
do-set-field = Izpolni »{ $name }«
do-note = Pusti zapis
do-notify = V zapisu imenuj nekoga
do-reply = Odgovori stranki
effect-changed = { $field }: { $before } → { $after }
effect-tagged = Dodane oznake: { $tags }
effect-untagged = Odstranjene oznake: { $tags }
effect-noted = Zapis: { $text }
effect-replied = Odgovor: { $text }
effect-handed-over = Predano tistemu, ki je takrat prisoten in sprejema zahtevke
effect-nothing = Nič: zahtevek je že tak.
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

## What is wrong

bad-name = ime ima od 1 do { $most } znakov
name-taken = pravilo »{ $name }« že obstaja
bad-triggers = povejte, kdaj: od 1 do { $most } dogodkov
bad-actions = povejte, kaj se naredi: od 1 do { $most } dejanj
bad-conditions = pogoji so pregloboko vgnezdeni ali jih je preveč
bad-check = »{ $is }« se pri »{ $what }« ne da vprašati
bad-value = »{ $value }« ne ustreza »{ $what }«
fits = { $told }. Ustrezajo: { $known }.
bad-text = besedilo manjka ali je predolgo
bad-placeholder = »{ $name }« se ne da vpisati; vpiše se lahko: { $known }
bad-hours = čas manjka ali je predolg
bad-duration = »{ $typed }« ni čas; pričakuje se denimo 3d, 4h ali 30m
bad-level = vrstica je globlje kot skupina nad njo
bad-event = »{ $typed }« ni dogodek
bad-score = »{ $typed }« ni ocena; pričakuje se od 1 do 5
bad-action = »{ $typed }« ni dejanje
bad-period = povejte, od katerega do katerega dne
bad-ticket = zahtevka #{ $number }, ki bi ga smeli videti, ni
no-such-department = oddelka »{ $typed }« ni
no-such-date = datumskega polja »{ $typed }« ni
no-such-person = nikogar z imenom »{ $typed }« ni, ki bi lahko bil mišljen
say-whom = povejte koga: ime ali naslov
calls-author = zapis v vašem imenu ne pokliče vas samih: imenujte koga drugega
no-such-rule = takega pravila ni
no-such-version = take različice ni
changed-since = Medtem je nekdo drug spremenil to pravilo. Vpisano je še tu; shranite znova, da ostane.
too-many-rules = pravil je lahko največ { $most }
author-lacks = pravilo dela z vašimi pravicami, vi pa nimate pravice { $what }
bad-file = vrstica { $line }: { $why }
name-twice = »{ $name }« stoji tam dvakrat

## Trying

try = Preizkusi
try-hint = Nič se ne spremeni. Vidite, kar smete videti.
from-day = Od
until-day = Do
try-past = Na preteklosti
try-ticket = Na enem zahtevku
ticket-number = Številka zahtevka
trial-found = { $hits ->
    [one] Nekaj bi naredilo { $hits }-krat
    [two] Nekaj bi naredilo { $hits }-krat
    [few] Nekaj bi naredilo { $hits }-krat
   *[other] Nekaj bi naredilo { $hits }-krat
}, med { $tickets ->
    [one] { $tickets } zahtevkom
    [two] { $tickets } zahtevkoma
    [few] { $tickets } zahtevki
   *[other] { $tickets } zahtevki
} in { $times ->
    [one] { $times } dogodkom
    [two] { $times } dogodkoma
    [few] { $times } dogodki
   *[other] { $times } dogodki
}, na katere čaka.
trial-more = Je še več, kot je bilo pregledano: izberite krajši čas.
trial-blind = Nekaterih obljub ali koncev izmen ni bilo mogoče pogledati: vtičnika, ki jih hrani, ni ali pa jih ne smete videti.
trial-fits = #{ $number } ustreza.
trial-fits-not = #{ $number } ne ustreza.
you-lack = Tam nimate pravice { $what }.
why = Zakaj

## Versions

versions = Različice
version = Različica { $number }
how-written = napisano
how-back = povrnjena različica { $number }
how-imported = iz datoteke
bring-back = Povrni to različico
by = { $name }
the-desk = center

## The log

log = Dnevnik
log-lead = Kaj so pravila naredila in česa niso mogla, kolikor smete videti zahtevke.
no-log = Nič še ni bilo narejeno.
log-older = Starejše
filter = Pokaži
any-rule = vsa pravila
ticket = Zahtevek
ended-done = narejeno
ended-nothing = ni bilo kaj narediti
ended-refused = zavrnjeno
ended-no-author = ni narejeno: avtor je izključen, ga ni več ali je preklical naročilo
ended-over = ni narejeno: zahtevek ni več ustrezal
ended-circle = ustavljeno: z drugimi pravili se vrti v krogu
ended-too-often = ustavljeno: to je v kratkem času naredilo prepogosto
refused-lacks = Ni narejeno: { $author } nima pravice { $what }.
refused-unseen = Ni narejeno: { $author } ne sme videti tega zahtevka.
refused-said = Ni narejeno: { $why }
did = { $rule }: { $ended }
its-author = avtor

## Rights

right-read = brati zahtevke
right-edit = urejati zahtevke
right-assign = dodeljevati zahtevke
right-move = premikati zahtevke iz oddelka
right-move-into = premikati zahtevke v oddelek
right-note = pisati notranje zapise
right-reply = odgovarjati na zahtevke
right-reopen = znova odpirati zaprte zahtevke
right-tag = izmišljati oznake
right-other = »{ $permission }«

## Files

file = Datoteka
file-lead = Vsa pravila kot eno besedilo, da se hranijo drugje, primerjajo ali prenesejo v drug center.
file-now = Pravila, kakršna so
file-new = Prevzemi besedilo
file-replace = Odstrani pravila, ki jih v njem ni
take-in = Prevzemi
taken-in = Dodanih: { $added }. Spremenjenih: { $changed }. Kot prej: { $same }. Odstranjenih: { $removed }.
download = Prenesi

## What plugin.toml says

plugin-title = Pravila
plugin-summary = Dela, kar so ljudje enkrat določili: ko se z zahtevkom nekaj zgodi in je zahtevek tak, se nekaj naredi, v imenu tistega, ki je pravilo napisal.
permission-rule-read = Ogled pravil
    .description = Ogled tega, kar center dela sam, in preizkus pravil na tem, kar smete videti.
permission-rule-edit = Pisanje pravil
    .description = Izdelava, spreminjanje, razvrščanje in odstranjevanje pravil ter vračanje starejših različic. Pravilo dela s pravicami tistega, ki ga je zadnji shranil, nikoli z več.
permission-log-read = Ogled, kaj so pravila naredila
    .description = Ogled, kaj so pravila naredila z zahtevki, ki jih smete brati.
contribution-pages = Pravila
contribution-did = Pravila
setting-log-days = Dnevi, kolikor se hrani dnevnik
