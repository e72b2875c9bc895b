# Besede vtičnika za klepete.

## Around every page

product = Ombud
skip = Skoči na vsebino
desk-navigation = Center za pomoč
inbox = Prejeto
sign-out = Odjava
not-saved = To ni bilo narejeno.
no-such-page = take strani ni
trouble-403 = Ni dovoljeno
trouble-404 = Ni najdeno
trouble-409 = Medtem se je spremenilo
trouble-asked = Tako ne gre
trouble-later = Trenutno ne
trouble-ours = Tu je šlo nekaj narobe
show = Pokaži
older = Starejše

## The rooms

chats = Klepeti
mine = Moji klepeti
running = Pregled
archive = Arhiv
watches = Kdo je opazoval
watches-lead = Vsakič, ko je kdo neopazno opazoval klepet sodelavca.
nobody-watched = Nihče še ni opazoval.
who-watched = Kdo
queue = Čakajo
none-of-mine = Zdaj nimate klepetov.
nobody-waits = Nihče ne čaka.
nothing-runs = Zdaj ne teče noben klepet.
only-first = Prikazanih je le prvih { $most }.
nothing-over = Noben klepet še ni končan.
loads = Kdo jih ima koliko
load = { $has } od { $most } hkrati.
missed-so-far = { $count ->
    [0] Nič zamujenih.
    [one] { $count } zamujen.
    [two] { $count } zamujena.
    [few] { $count } zamujeni.
   *[other] { $count } zamujenih.
}

## One chat in a list

visitor = Obiskovalec
department = Oddelek
any-department = vsi
agent = Agent
since = Od
until = Do
state = Stanje
rings = zvoni
waits = čaka
runs = teče
over = končan
unread = { $count ->
    [one] { $count } novo
    [two] { $count } novi
    [few] { $count } nova
   *[other] { $count } novih
}
accept = Sprejmi
decline = Zavrni
pick = Prevzemi

## The page of a chat

conversation = Pogovor
about = O obiskovalcu
no-lines = Nič še ni bilo rečeno.
answer-to = Za: { $name }
send = Pošlji
end = Končaj klepet
whisper = Šepet
note-seal = Vidijo samo sodelavci
insert = Vstavi v odgovor
not-to-be-seen = Ta klepet teče pri sodelavcu. Kar je tam rečeno, vidijo samo tisti, ki sodelujejo ali opazujejo.
watch = Opazuj neopazno
watch-hint = Ne sodelavec ne obiskovalec tega ne opazita. Zapiše se, da opazujete.
watch-first = ta klepet teče pri sodelavcu: najprej ga začnite opazovati, da se to zapiše
whisper-to-agent = Prišepnite agentu
whisper-hint = Vidijo samo agent in sodelavci, obiskovalec nikoli.
do-whisper = Prišepni
supervise = Pomoč
join = Pridruži se odkrito
take-over = Prevzemi klepet
hand-over = Predaj
to-department = Oddelku
to-agent = Komu
anybody = kdor je prost
note-for-colleague = Opomba za sodelavca
email = E-pošta
language = Jezik
page = Stran
came-from = Prišel z
rating = Ocena
score = { $score } od 5
score-bad = ni pomagalo
earlier = Prejšnji klepeti
open-ticket = Odpri zahtevek
add-files = Datoteke
kept-text = To ni bilo poslano. Kopirajte, preden greste naprej:
cut-lines = Pred tem je bilo rečeno še več. Tu je le zadnje.

## What the desk says in a chat

joined = Pogovoru se pridruži { $name }.
waits-again = Klepet je predan naprej. Kmalu bo kdo tu.
ended-by = Klepet je končal/a: { $name }.
ended-silently = Klepet se je končal sam: obiskovalca ni bilo več.
rang = Zvoni pri: { $name }.
declined = Zavrnjeno: { $name }.
missed = Brez odgovora: { $name }.
ticket-opened = Odprt je zahtevek #{ $number }.
transcript = Klepet: { $name }

## What was done

done-accepted = Klepet je vaš.
done-declined = Zavrnili ste; vprašan bo naslednji.
done-ended = Klepet je končan.
done-handed-over = Klepet je predan.
done-beyond = Klepet je predan. Izbrani sodelavec ima zdaj več klepetov, kot dovoljuje omejitev.
done-whispered = Agent vidi vaš šepet.
done-joined = Sodelujete v tem klepetu.
done-ticket = Zahtevek je odprt.

## The visitors' page

talk-to-us = Klepet z nami
sound = Zvok
end-it = Končaj
close = Zapri
left = Hvala. Odgovorili bomo po e-pošti.
welcome = Vprašajte nas karkoli.
your-name = Vaše ime
your-address = Vaša e-pošta, če se izgubimo
how-help = Kako lahko pomagamo?
begin = Začni
nobody-here = Zdaj ni nikogar. Pustite sporočilo, odgovorili bomo po e-pošti.
what-was-said = Kaj je bilo rečeno
peeked = Morda vidimo, kar tipkate, še preden pošljete.
your-message = Vaše sporočilo
file = Datoteka
it-ended = Ta klepet je končan.
how-was-it = Kako je bilo? 1 je slabo, 5 odlično.
what-better = Kaj naj izboljšamo?
thanks = Hvala.
again = Začni nov klepet
forget = Pozabi ta klepet tukaj
you = Vi
sending = Pošiljanje …
failed = Ni uspelo. Poskusite čez trenutek.
retry = Poskusi znova
lost = Ni povezave. Kar napišete, se shrani in pošlje, ko bo spet.
somebody-soon = Kmalu bo kdo z vami.
somebody-writes = Nekdo piše …
refused = Ni poslano: { $why }
position = V vrsti ste na mestu { $n }.
wait = Približno { $time }.
new-messages = Nova sporočila: { $n }

## What is not right

nothing-said = ničesar ni za poslati
long-text = besedilo ima največ { $most } znakov
many-files = zraven gre največ { $most } datotek
bad-name = ime ima od 1 do { $most } znakov
long-word = vsak podatek ima največ { $most } znakov
bad-rating = ocena je od 1 do 5 ali -1, z opombo do { $most } znakov
too-many = Preveč naenkrat
rated = ta klepet je že ocenjen
not-over = klepet se oceni, ko je končan
sent-otherwise = to je bilo že poslano z drugimi besedami: pošljite še enkrat in šlo bo kot novo sporočilo
no-such-chat = takega klepeta ni
no-department = takega oddelka ni
not-for-staff = klepete začenjajo obiskovalci in stranke
has-one = en klepet še ni končan
may-not-begin = s tem računom klepeta ni mogoče začeti
not-yours = to lahko stori le, kdor sodeluje v klepetu
yours-already = v tem klepetu sodelujete
is-over = klepet zdaj ne teče
rings-no-more = ta klepet pri vas ne zvoni več
rings-elsewhere = ta klepet zvoni pri sodelavcu
waits-no-more = ta klepet ne čaka več
no-place = hkrati imate { $has } od { $most } klepetov
has-it-already = klepet je že pri tem sodelavcu
no-target = povejte, komu se preda
nowhere = { $name } ni v nobenem oddelku
not-there = { $name } ni povezan/a

## What an administrator reads

plugin-title = Klepet
plugin-summary = Obiskovalci se takoj pogovarjajo s centrom: kdo čaka, kdo dobi naslednji klepet in koliko hkrati, kaj je rečeno in kdo opazuje.
contribution-pages = Klepeti
permission-page-use = Odpiranje »Klepetov«
    .description = Odpiranje strani klepetov. Kaj se tam vidi, povedo druga dovoljenja.
permission-chat-read = Branje klepetov
    .description = Vpogled v klepete in v to, kar je v njih rečeno. V tekoči klepet sodelavca to vodi samo s pravico do opazovanja.
permission-chat-start = Začenjanje klepetov
    .description = Začetek klepeta s centrom za pomoč.
permission-chat-write = Pisanje v klepetih
    .description = Pisanje obiskovalcu in končanje klepeta. Za obiskovalce: pisanje centru, končanje in ocenjevanje svojega klepeta.
permission-chat-take = Prevzemanje klepetov
    .description = Sprejemanje klepeta, izbira čakajočega in vračanje.
permission-chat-transfer = Predaja klepetov
    .description = Predaja klepeta sodelavcu ali drugemu oddelku.
permission-chat-transfer-into = Predaja klepetov v oddelek
    .description = Izbira tega oddelka kot cilja. Tam ni treba imeti vpogleda.
permission-chat-observe = Neopazno opazovanje klepetov
    .description = Spremljanje tekočega klepeta sodelavca. Ne sodelavec ne obiskovalec ne opazita; vsakič se zapiše.
permission-chat-whisper = Šepetanje v klepetih
    .description = Predlog odgovora, ki ga vidi samo sodelavec.
permission-chat-join = Pridružitev klepetom
    .description = Odkrit vstop v tekoči klepet sodelavca in pisanje v njem.
permission-chat-take-over = Prevzem klepetov od sodelavcev
    .description = Prevzem tekočega klepeta od sodelavca.
permission-watch-read = Vpogled v to, kdo je opazoval
    .description = Vpogled v to, kdo je kdaj opazoval kateri klepet.
setting-ring-seconds = Koliko časa zvoni, v sekundah
    .hint = Potem je vprašan naslednji in šteje se en zamujen klepet.
setting-previous-seconds = Kako dolgo čakati na agenta od zadnjič, v sekundah
    .hint = Samo če ta agent sprejema klepete in nima prostega mesta. 0: nič.
setting-silent-waiting-minutes = Koliko minut sme molčati obiskovalec, ki čaka
    .hint = Kdor je zaprl stran in se ne vrne pravočasno: klepet se konča sam. 0: nikoli.
setting-silent-running-minutes = Koliko minut sme molčati obiskovalec, ki se pogovarja
    .hint = Enako; odprta stran šteje za branje. 0: nikoli.
setting-strategy = Kdo dobi naslednji klepet
    .choice-fewest = Kdor jih ima najmanj
    .choice-fill = Kdor jih ima največ, dokler so mesta
    .choice-turns = Eden za drugim
    .choice-order = Po spodnjem vrstnem redu, nato kdor jih ima najmanj
setting-ranks = Vrstni red
    .hint = Kdor ni naveden, je na sredini.
setting-ranks-agent = Naslov agenta
setting-ranks-rank = Pride
    .choice-first = prvi
    .choice-last = zadnji
setting-colour = Barva na strani za obiskovalce
    .hint = Na primer #0a6657.
setting-heading = Naslov na strani za obiskovalce
    .hint = Prazno: običajne besede v jeziku obiskovalca.
setting-welcome = Prve besede obiskovalcem
    .hint = Prazno: običajne besede v jeziku obiskovalca.
setting-ask-department = Obiskovalci izberejo oddelek
setting-peek = Agenti vidijo, kaj obiskovalci tipkajo, še preden pošljejo
    .hint = Obiskovalcem se to pove.
