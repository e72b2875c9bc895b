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
so-many-wait = { $count ->
    [0] Nihče ne čaka,
    [one] { $count } čaka,
    [two] { $count } čakata,
    [few] { $count } čakajo,
   *[other] { $count } čaka,
}
so-many-run = { $count ->
    [one] { $count } klepet teče.
    [two] { $count } klepeta tečeta.
    [few] { $count } klepeti tečejo.
   *[other] { $count } klepetov teče.
}
pages = Strani
first-page = Prva stran
next-page = Naslednja stran
nothing-over = Noben klepet še ni končan.
lacking = Nihče od navzočih tega ne zna
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
end-ask = Konec klepeta …
end-hint = Potem ni mogoče več pisati.
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
earlier = Prejšnji klepeti
open-ticket = Odpri zahtevek
add-files = Datoteke
kept-text = To ni bilo poslano. Kopirajte, preden greste naprej:
answer-hint = Enter pošlje, Shift+Enter začne novo vrstico, / ponudi pripravljene odgovore. Bližnjice brskalnika: 1 do 9 vodijo do vaših klepetov, N do tistega, ki čaka najdlje, A sprejme, D zavrne, I vstavi šepet.
put-in = Vstavi
canned = Pripravljeni odgovori (ali vtipkaj / v besedilo)
canned-answer = Pripravljen odgovor
own-answer = moj
answer-of-department = oddelka
answer-of-all = vseh
offline = Ni povezave. Kar pišete, ostane tu.
not-sent-offline = Ni poslano: ni povezave. Besedilo je še vedno tu.
is-writing = { $name } piše…
may-be-watched = Nadzorniki smejo vaše klepete opazovati neopaženo. Vsakič se to zapiše.
next-one = Naslednji:
waits-since = Obiskovalec čaka na odgovor
of-so-many = { $has } od { $most }
tickets = Zahtevki
leave = Zapusti
stop-watching = Ne opazuj več
watch-hint-told = Sodelavec to izve; obiskovalec ne opazi. Zapiše se, da opazujete.
keep-transcript = Shrani pogovor kot besedilo
mail-title = Pogovor po pošti
mail-to = Pošlji na { $address }
mail-it = Pošlji na moj e-naslov
mail-comes = Na poti je k vam.
mail-subject = Kaj je bilo rečeno v našem klepetu
mail-off = tukaj se pogovori ne pošiljajo po pošti: shranite besedilo
mail-no-address = pred tem klepetom ni bil naveden e-naslov: shranite besedilo
mail-enough = poslan je bil pravkar ali že trikrat: shranite besedilo
mail-scheduled = načrtovan
mail-delayed = zamuja
mail-sent = poslan
mail-not-delivered = ni dostavljen
done-mailed = Pogovor je na poti k obiskovalcu.
hand-it-over = ta klepet je vaš: predajte ga ali končajte
alert-waits = čaka { $minutes } min
alert-unanswered = brez odgovora { $minutes } min
alert-due = prvi odgovor v { $minutes } min
alert-late = prvi odgovor zamuja, { $minutes } min
alert-unhappy = nezadovoljne besede
cut-lines = Pred tem je bilo rečeno še več. Tu je le zadnje.

## What the desk says in a chat

joined = Pogovoru se pridruži { $name }.
has-left = { $name } zapušča klepet.
watched = { $name } opazuje ta klepet.
unwatched = { $name } ne opazuje več.
waits-again = Klepet je predan naprej. Kmalu bo kdo tu.
ended-by = Klepet je končal/a: { $name }.
ended-silently = Klepet se je končal sam: obiskovalca ni bilo več.
rang = Zvoni pri: { $name }.
declined = Zavrnjeno: { $name }.
missed = Brez odgovora: { $name }.
lacks = Nihče, ki sprejema klepete, nima znanja »{ $skill }«.
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
done-left = V tem klepetu ne sodelujete več.
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
what-about = Za kaj gre?
please-choose = Izberite
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
save-it = Shrani pogovor
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

## Kaj vidijo obiskovalci

look = Kaj vidijo obiskovalci
look-lead = Barva, besede in vprašanja strani, prek katere govorijo obiskovalci. Ob strani se vidi, kakšna bi bila; shranjeno velja za vsakogar, ki jo odpre potem.
colour = Barva
position-of = Kot strani
on-the-right = desno
on-the-left = levo
asked-before = Kaj se vpraša pred klepetom
no-kinds = O čem je klepet, se vpraša, ko nastavitve vtičnika povedo, med čim se izbira.
own-words = Lastne besede
own-words-hint = Prazno: običajne besede. Vsak jezik ima svoje.
heading = Naslov
first-words = Prve besede
offline-words = Ko ni nikogar
save = Shrani
preview = Predogled
preview-hint = Tu ni mogoče začeti klepeta.
contrast = Kontrast
contrast-words = Besede na barvi: { $ratio } proti 1. So črne ali bele, kar se laže bere.
contrast-light = Barva na svetli strani: { $ratio } proti 1.
contrast-dark = Barva na temni strani: { $ratio } proti 1.
faint = Manj kot 3 proti 1: tam jo je težko najti.
embed = Na vašem spletnem mestu
embed-hint = Ta vrstica gre na vsako stran vašega mesta, pred njen konec
ask-no = se ne vpraša
ask-perhaps = se vpraša
ask-must = je treba povedati
bad-colour = »{ $typed }« ni barva; pričakovana je na primer #0a6657
long-words = naslov ima največ { $heading } znakov, druge besede največ { $words }
look-changed = nekdo je to medtem spremenil in nič ni shranjeno; če shranite znova, bo vse tako, kot stoji tukaj
address-missing = potreben je e-poštni naslov
done-saved = Shranjeno.
sound-on = Vklopi zvok
sound-off = Izklopi zvok
browser-silent = Vaš brskalnik molči, dokler na tej strani enkrat ne kliknete ali kaj vtipkate. Do takrat naslov strani pove, koliko je novega.

## Visitors who have not written

visitors = Obiskovalci
visitors-lead = Kdo je zdaj na spletnem mestu in še ni pisal. Ko odide, se o tem ne hrani nič.
visitors-off = Dokler ne pišejo, se o obiskovalcih ne ve nič: to je izklopljeno v nastavitvah tega vtičnika.
nobody-visits = Na spletnem mestu ni nikogar, ki bi ga smeli videti.
visitor-gone = ta obiskovalec je odšel ali pa že piše
returning = je že bil tu
on-the-site = Tu od
on-this-page = Na tej strani od
invitation = Vabilo
invite = Povabi
invite-words = Kaj prebere obiskovalec
invite-hint = V pol minute se pokaže nad gumbom klepeta in nikogar ne moti. Kdor odgovori, najprej pride k vam.
invited-already = ta obiskovalec je že bil povabljen ali vabila ne želi
nobody-would-answer = tam zdaj nihče ne sprejema klepetov, zato ne bi nihče odgovoril
is-invited = povabljen
sees-invitation = ga vidi
declined-it = zavrnil
no-thanks = Ne, hvala
invited-by = Povabilo, { $name }:
invited-by-rule = Povabilo po pravilu:
done-invited = Povabljeno.

## What is not right

nothing-said = ničesar ni za poslati
long-text = besedilo ima največ { $most } znakov
many-files = zraven gre največ { $most } datotek
bad-name = ime ima od 1 do { $most } znakov
long-word = vsak podatek ima največ { $most } znakov
too-many = Preveč naenkrat
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
may-take-none = { $name } ne more imeti klepetov oddelka { $department }: nobena vloga tam ne daje pravice »Prevzemanje klepetov«
may-write-none = { $name } ne more imeti klepetov oddelka { $department }: nobena vloga tam ne daje pravice »Pisanje v klepetih«

## What an administrator reads

plugin-title = Klepet
plugin-summary = Obiskovalci se takoj pogovarjajo s centrom: kdo čaka, kdo dobi naslednji klepet in koliko hkrati, kaj je rečeno in kdo opazuje.
contribution-pages = Klepeti
permission-page-use = Odpiranje »Klepetov«
    .description = Odpiranje strani klepetov. Kaj se tam vidi, povedo druga dovoljenja.
permission-chat-read = Branje klepetov
    .description = Vpogled v klepete in v to, kar je v njih rečeno. V tekoči klepet sodelavca te strani vodijo samo s pravico do opazovanja in to zabeležijo; drug vtičnik s to pravico bere, za kogar sme, brez zabeležke.
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
permission-desk-use = Vprašanje o klepetih (vtičniki)
    .description = Za vtičnike: vprašati, od kdaj klepeti čakajo in kdaj so dobili odgovor.
permission-look-edit = Spreminjanje tega, kar obiskovalci vidijo od klepeta
    .description = Barva, besede in vprašanja pred klepetom, z vrstico, ki ga postavi na spletno mesto.
permission-visitor-read = Vpogled v obiskovalce na spletnem mestu
    .description = Kdo je na spletnem mestu in še ni pisal: stran, od kod, od kdaj. Obiskovalce strani, ki ne imenujejo oddelka, vidi vsak, ki ima to pravico.
permission-visitor-invite = Vabljenje obiskovalcev
    .description = Povabilo obiskovalcu na spletnem mestu, da začne klepet.
setting-ring-seconds = Koliko časa zvoni, v sekundah
    .hint = Potem je vprašan naslednji in šteje se en zamujen klepet.
setting-previous-seconds = Kako dolgo čakati na agenta od zadnjič, v sekundah
    .hint = Samo če ta agent sprejema klepete in nima prostega mesta. 0: nič.
setting-language-seconds = Kako dolgo čakati na nekoga, ki govori jezik obiskovalca, v sekundah
    .hint = Samo dokler taki ljudje sprejemajo klepete in nimajo prostega mesta. Kdo govori kaj, piše pod »Kdo je tu«. 0: nič.
setting-skill-seconds = Kako dolgo čakati na znanje, ki ga nima nihče od navzočih, v sekundah
    .hint = Potem lahko klepet dobi kdorkoli. Dokler kdo s tem znanjem sprejema klepete, ga ne dobi nihče drug. 0: nič.
setting-kinds = O čem je klepet
    .hint = Obiskovalci izberejo eno od tega, preden se klepet začne. Prazno: niso vprašani.
setting-kinds-kind = Kaj berejo obiskovalci
setting-kinds-department = Oddelek
    .hint = Njegovo ime. Prazno: vsak.
setting-kinds-skill = Potrebno znanje
    .hint = Prazno: nobeno.
setting-silent-waiting-minutes = Koliko minut sme molčati obiskovalec, ki čaka
    .hint = Kdor je zaprl stran in se ne vrne pravočasno: klepet se konča sam. 0: nikoli.
setting-silent-running-minutes = Koliko minut sme molčati obiskovalec, ki se pogovarja
    .hint = Enako; odprta stran šteje za branje. 0: nikoli.
setting-alert-wait-minutes = Po koliko minutah čakanja tabla to pove
    .hint = Na prevzem klepeta ali na odgovor. 0: nikoli.
setting-alert-answer-minutes = V koliko minutah mora priti prvi odgovor
    .hint = Od začetka klepeta. Tabla to pove, ko ostane četrtina. 0: vseeno kdaj.
setting-alert-words = Besede nezadovoljnih obiskovalcev
    .hint = Tabla imenuje klepete, v katerih obiskovalec tako napiše. Začetek zadošča: »pritož« najde »pritožba«.
setting-alert-words-word = Beseda
setting-tell-may-be-watched = Agenti vedo, da jih kdo lahko opazuje
    .hint = Na straneh, kjer klepetajo. Vsako opazovanje se v vsakem primeru zapiše.
setting-tell-watched = Agenti vedo, kdaj jih kdo opazuje
    .hint = Kdo opazuje, piše v klepetu, za agente in nikoli za obiskovalce. Kjer to zahteva zakon.
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
setting-transcript-mail = Pogovori po pošti
    .hint = Na naslov, ki ga je obiskovalec navedel pred klepetom.
    .choice-asked = ko obiskovalec to želi
    .choice-always = tudi vedno, ko se konča klepet, ki ga je kdo sprejel
    .choice-never = ne za obiskovalce
setting-visitors = Agenti vidijo, kdo je na spletnem mestu, še preden piše
    .hint = Stran, od kod, od kdaj, jezik. Brskalnik si zapomni, da je že bil tu: povejte obiskovalcem in vprašajte, kjer zakon to zahteva.
setting-invitations = Vabila po pravilih
    .hint = Največ eno v enem obisku in samo, dokler kdo sprejema klepete. Obvelja prvo, ki ustreza.
setting-invitations-text = Kaj preberejo obiskovalci
setting-invitations-page = Naslov strani vsebuje
    .hint = Prazno: vsaka stran.
setting-invitations-seconds = Po toliko sekundah na strani
setting-invitations-who = Koga
    .choice-anybody = vsakogar
    .choice-new = kdor je tu prvič
    .choice-returning = kdor je že bil tu
setting-invitations-language = Jezik
    .hint = Na primer sl. Prazno: vsak.
setting-peek = Agenti vidijo, kaj obiskovalci tipkajo, še preden pošljejo
    .hint = Obiskovalcem se to pove.
