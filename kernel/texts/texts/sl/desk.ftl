# Strani jedra: prijava, račun in napake.

## On many pages

back-to-desk = Nazaj na delo
bar-more = Več
search-short = Iskanje ali #42
save = Shrani
skip = Skoči na vsebino
desk = Center za pomoč
plugins = Vtičniki
part-failed = { $title }: trenutno ni mogoče prikazati.

## Signing in and out

sign-in = Prijava
sign-in-email = E-naslov
sign-in-password = Geslo
sign-in-code = Koda
sign-in-code-hint = Šest števk iz overitvene aplikacije ali ena od obnovitvenih kod.
sign-in-again = Začni znova
sign-in-wrong = Naslov ali geslo je napačno. Poskusite znova.
sign-in-throttled = { $seconds ->
    [one] Preveč napačnih gesel. Poskusite znova čez { $seconds } sekundo.
    [two] Preveč napačnih gesel. Poskusite znova čez { $seconds } sekundi.
    [few] Preveč napačnih gesel. Poskusite znova čez { $seconds } sekunde.
   *[other] Preveč napačnih gesel. Poskusite znova čez { $seconds } sekund.
}
sign-in-suspended = Ta račun je začasno izključen. Obrnite se na skrbnika.
sign-in-code-needed = Potrebna je še koda: iz overitvene aplikacije ali obnovitvena.
sign-in-wrong-code = Koda je napačna ali že porabljena. Počakajte na naslednjo.
sign-in-too-late = Trajalo je predolgo. Prijavite se znova.
sign-out = Odjava
sign-out-ask = Se želite odjaviti?

## Choosing a password by a link

password-choose = Izberite geslo
password-new = Novo geslo
password-present = Sedanje geslo
password-once-more = Še enkrat
password-set = Nastavi geslo
password-change = Spremeni
password-length = Vsaj osem znakov; stavek je boljši od posebnih znakov.
password-signs-out = Povsod drugod boste odjavljeni.
password-not-same = Gesli se ne ujemata. Vnesite ga dvakrat.
password-expected = Geslo ima vsaj osem znakov.
password-is-set = Geslo je nastavljeno
password-is-set-hint = Prijavite se z njim. Vse prejšnje seje so končane.

## One's own account

account = Vaš račun
account-done-password = Geslo je spremenjeno. Povsod drugod ste odjavljeni.
account-done-ended = Seja je končana.
account-done-others = Povsod drugod ste odjavljeni.
account-done-factor = Drugega dejavnika ni več treba.
account-done-language = Odslej center z vami govori v tem jeziku.
account-done-look = Odslej je center v tem brskalniku videti tako.
account-done-withdrawn = Vtičnik tam v vašem imenu ne počne ničesar več.
account-wrong-password = to ni vaše geslo
account-no-session = take seje ni
account-wrong-code = to ni koda, ki jo zdaj kaže overitvena aplikacija
language = Jezik
language-own = V katerem jeziku naj center govori z vami
language-none = Jezik brskalnika ali centra
look = Videz
look-lead = V tem brskalniku, za vse, ki se tu prijavijo.
look-shade = Barve
look-system = Takšne kot na napravi
look-light = Svetle
look-dark = Temne
look-density = Razmiki
look-comfortable = Udobni
look-dense = Strnjeni
factor = Drugi dejavnik
factor-since = Od { $since } je poleg gesla treba vnesti kodo.
factor-lead = Koda s telefona poleg gesla: kdor izve samo geslo, ne more noter.
factor-begin = Nastavi
factor-without = Brez njega
factor-end = Kode ne zahtevaj več
factor-scan = To poskenirajte z overitveno aplikacijo ali vanjo vtipkajte ključ.
factor-picture = Ključ kot slika
factor-digits = Šest števk, ki jih kaže
factor-confirm = Odslej zahtevaj kodo
factor-not-now = Ne zdaj
recovery = Vaše obnovitvene kode
recovery-lead = Odslej je potrebna koda. Te kode hranite pri pomembnih papirjih: vsaka velja enkrat, če izgubite telefon. Ne bodo več prikazane.
recovery-kept = Shranjene so
recovery-none-left = Obnovitvenih kod ni več: izklopite drugi dejavnik in ga nastavite znova.
recovery-left = { $count ->
    [one] Ostala je { $count } obnovitvena koda.
    [two] Ostali sta { $count } obnovitveni kodi.
    [few] Ostale so { $count } obnovitvene kode.
   *[other] Ostalo je { $count } obnovitvenih kod.
}
sessions = Kje ste prijavljeni
sessions-here = Tukaj
sessions-end = Končaj
sessions-end-of = Končaj sejo: { $name }
sessions-end-others = Odjavi me povsod drugod
sessions-used = nazadnje { $seen }, od { $since }
orders = Kaj se dela v vašem imenu
orders-lead = Vtičniki to delajo, ko vas ni, z vašimi pravicami v tistem trenutku, od teh pa le s tem, kar stoji tukaj.
orders-since = { $plugin }, od { $since }:
orders-withdraw = Prekliči
orders-withdraw-of = Prekliči: { $title }
device-on = { $browser } v sistemu { $system }
device-silent = Nekaj, kar o sebi ne pove ničesar

## How somebody else signs in

other = Kako se nekdo prijavlja
other-done-ended = Vse seje te osebe so končane.
other-done-factor = Od te osebe se drugi dejavnik ne zahteva več.
other-done-withdrawn = Vtičnik tam v imenu te osebe ne počne ničesar več.
other-link = Predajte jo tako, da jo vidi samo ta oseba. Velja enkrat, do { $until }, in ne bo več prikazana.
other-link-mailed = Poslana je bila tudi tej osebi po pošti.
other-link-lead = Povezava, s katero si oseba izbere geslo. Nihče drug ga ne izve, tudi vi ne. Do takrat velja sedanje.
other-link-make = Ustvari povezavo
other-factor-since = Zahtevan od { $since }. Odstranite ga samo nekomu, ki ga poznate in ki je izgubil telefon in obnovitvene kode.
other-factor-remove = Odstrani
other-factor-none = Ni zahtevan. Oseba ga nastavi na strani svojega računa.
other-sessions = Kje je oseba prijavljena
other-sessions-none = Nikjer.
other-sessions-end = Odjavi osebo povsod
other-orders = Kaj se dela v imenu te osebe
other-orders-lead = Vtičniki to delajo s pravicami te osebe v tistem trenutku, od teh pa le s tem, kar stoji tukaj.

## Administrators, and looking as somebody else

administrators = Skrbniki
administrator-make = Naj { $name } postane skrbnik?
administrator-make-do = Postavi za skrbnika
administrator-is = { $name } je skrbnik
administrator-unmake-do = Odvzemi vlogo
administrator-then = Kdor ostane brez vloge, postane agent.
administrator-means = Skrbnik sme tu vse, zdaj in v prihodnje, razen tega, kar ostane lastniku: obračun, predaja in izbris centra.
administrator-back = Prekliči
administrator-exactly = Kaj natanko
view-as = Poglej center kot nekdo drug
view-as-ask = Želite videti center kot { $name }?
view-as-lead = Videli boste, kar vidi { $name }, in medtem ne boste mogli ničesar spremeniti. Dnevnik to zabeleži.
view-as-do = Poglej
view-as-mark = Center vidite kot { $name }. Ničesar ni mogoče spremeniti.
view-as-end = Nazaj k sebi

## The language of the desk

desk-settings = Nastavitve centra
desk-language = Jezik centra
desk-language-hint = Dobi ga, kdor nima svojega jezika in čigar brskalnik ne zahteva nobenega od teh.
desk-grace = Kdor odide, ostane »povezan« še (sekund)
desk-grace-hint = Da ponovno nalaganje strani ali trenutek brez omrežja ni odsotnost. Od 0 do 600.
desk-settings-done = Nastavitve so shranjene.

## Mail that the desk sends

relay = Pošta, ki jo pošilja center
relay-lead = Center svojo pošto preda napravi, ki jo navedete tukaj: poštnemu strežniku vaše hiše ali ponudnika.
relay-none = Nobena naprava še ni navedena. Sporočila čakajo, dokler je ni; nobeno se ne izgubi.
relay-waiting = { $count ->
    [one] Čaka { $count } sporočilo.
    [two] Čakata { $count } sporočili.
    [few] Čakajo { $count } sporočila.
   *[other] Čaka { $count } sporočil.
}
relay-host = Poštni strežnik
relay-port = Vrata
relay-tls = Šifriranje
relay-tls-implicit = TLS od začetka (465)
relay-tls-starttls = STARTTLS, sicer se nič ne pošlje (587)
relay-tls-none = brez, samo na tej napravi ali v njenem omrežju
relay-user = Uporabniško ime
relay-user-hint = Prazno: strežnik tej napravi dovoli pošiljanje brez njega.
relay-password-kept = Drugo geslo namesto shranjenega
relay-password-forget = Pozabi geslo
relay-sender = Naslov pošiljatelja
relay-name = Ime pošiljatelja
relay-desk = Kje ljudje najdejo ta center
relay-desk-hint = Stoji v povezavah v sporočilih. Prazno: povezave za izbiro gesla se ne pošiljajo po pošti.
relay-authority = Lasten overitelj potrdil
relay-authority-hint = Njegovo potrdilo kot PEM, če za poštni strežnik ne jamči noben javni.
relay-drop = Brez strežnika
relay-try = Preizkus
relay-try-hint = Takoj pošlje sporočilo in pokaže, kaj odgovori strežnik.
relay-try-do = Pošlji mi preizkusno sporočilo
relay-try-subject = Preizkusno sporočilo centra
relay-try-text = Če to berete, center lahko pošilja pošto.
relay-said = Strežnik je sprejel sporočilo. Odgovoril je:
relay-not-taken = Sporočilo ni bilo sprejeto. Spodaj preverite strežnik, vrata, šifriranje in geslo ter poskusite znova. Kaj se je zgodilo:
relay-tried = Preizkušeno: { $host }, vrata { $port }, { $tls }. Preverite, ali sta ime in številka vrat prava, ali ta vrata zahtevajo takšen TLS ter ali se ujemata uporabnik in geslo. Odgovor:
relay-bad-host = Poštni strežnik mora biti ime, kot je mail.example.com, ali naslov, brez presledkov in poševnic.
relay-bad-port = Vrata morajo biti število od 1 do 65535: 465 s TLS od prvega bajta, 587 s STARTTLS.
relay-bad-sender = Pošiljatelj mora biti e-poštni naslov, kot je desk@example.com.
relay-bad-desk = Kje ljudje najdejo ta center, pove samo začetek naslova, na primer https://desk.example.com.
relay-bad-authority = Potrdilo mora biti v obliki PEM: začne se z -----BEGIN CERTIFICATE-----.
relay-bad-to = Za poskusno sporočilo je potreben naslov, kot je anna@example.com.
relay-own = Poslane povezave
mail-scheduled = načrtovano
mail-delayed = zamuja
mail-sent = poslano
mail-not-delivered = ni dostavljeno
link-mail-subject = Izberite si geslo
link-mail = Pozdravljeni, { $name },

    s to povezavo si izberete geslo za center za pomoč:

    { $link }

    Velja enkrat in en dan. Če je niste zahtevali, vam ni treba storiti ničesar.
forgotten = Ste pozabili geslo?
forgotten-hint = Tja pride povezava, s katero si izberete novo.
forgotten-do = Pošlji povezavo
forgotten-done = Če ima kdo tukaj ta naslov, je povezava na poti. Lahko traja nekaj minut.
forgotten-by-hand = Prosite skrbnika tega centra za povezavo, s katero si izberete novo.

## What went wrong, on a page of its own

problem-not-signed-in = Niste prijavljeni
    .means = Najprej se prijavite.
problem-not-allowed = Ni dovoljeno
    .means = Vaše pravice ne sežejo tako daleč.
problem-not-found = Ni najdeno
    .means = Tega tu ni ali pa ni za vas.
problem-not-valid = Neveljavno
    .means = Nekaj v tem ni tako, kot mora biti.
problem-not-understood = Ni razumljivo
    .means = Brskalnik je poslal nekaj, česar ni mogoče prebrati.
problem-banned = Naslov je zaprt
    .means = Z vašega omrežnega naslova se nič ne sprejme.
problem-not-stamped = Brez žiga
    .means = Obrazec je prestar ali prihaja od drugod: znova naložite stran in ga pošljite od tam.
problem-not-as-it-was-seen = Ni več, kot ste videli
    .means = Spremenilo se je, odkar ste pogledali: poglejte znova.
problem-not-available-now = Zdaj ni na voljo
    .means = Poskusite malo pozneje.
problem-not-this-way = Ne tako
    .means = To se naredi drugače.
problem-too-large = Preveliko
    .means = Presega omejitev.
problem-too-busy = Preobremenjeno
    .means = Poskusite čez trenutek.
problem-too-many-attempts = Preveč poskusov
    .means = Malo počakajte in poskusite znova.
problem-took-too-long = Trajalo je predolgo
    .means = Bilo je prekinjeno in ni pustilo ničesar. Poskusite znova.
problem-changed-meanwhile = Medtem spremenjeno
    .means = Nekdo je bil hitrejši: poglejte znova in ponovite, če še drži.
problem-broke-off = Prekinjeno
    .means = Nekaj je šlo narobe; skrbnik najde podrobnosti v dnevniku.
problem-a-plugin-failed = Vtičnik je odpovedal
    .means = Vse je razveljavljeno; skrbnik najde podrobnosti v dnevniku.
problem-a-page-is-broken = Stran je pokvarjena
    .means = Ni je mogoče prikazati; skrbnik najde podrobnosti v dnevniku.
problem-the-desk-is-read-only = Center je samo za branje
    .means = Trenutno ni mogoče ničesar spremeniti.
problem-wrong-method = Napačna metoda
    .means = Ta naslov na to ne odgovarja.
problem-wrong-type = Napačna vrsta
    .means = Stran sprejme samo, kar pošlje njen obrazec.
problem-this-link-is-over = Ta povezava ne velja več
    .means = Bila je porabljena, je starejša od enega dne ali jo je zamenjala novejša: prosite za drugo.
problem-suspended = Začasno izključeno
    .means = Ta račun je začasno izključen; obrnite se na skrbnika.
problem-only-looking = Samo ogled
    .means = Center vidite kot nekdo drug: ničesar ni mogoče spremeniti, dokler se ne vrnete k sebi.
problem-from-elsewhere = Od drugod
    .means = Prijavite se na strani centra.
problem-code-needed = Potrebna je koda
    .means = Potrebna je še koda.
problem-installed = Nameščen
    .means = Vtičnik je nameščen; najprej ga odstranite.

## Banned addresses

bans = Zaprti naslovi
bans-lead = Zaprti naslov ne dobi strani in od tam se nič ne sprejme. Kdor je poskusil preveč gesel, ga center sam zapre za en dan; prijavljenih to ne prizadene.
ban-done = Naslov je zaprt.
ban-lifted = Naslov je spet spuščen noter.
bans-standing = Zaprti zdaj
bans-none = Nihče ni zaprt.
bans-past = Pretekli
bans-earlier = Zgodnejši
ban-add = Zapri naslov
ban-network = Naslov ali blok
ban-network-hint = Na primer 203.0.113.9, 203.0.113.0/24 ali 2001:db8::/64. Ne svojega in ne naslova posrednika.
ban-reason = Razlog
ban-term = Za koliko časa
ban-term-hour = ena ura
ban-term-day = en dan
ban-term-week = en teden
ban-term-month = 30 dni
ban-term-ever = za vedno
ban-term-missing = Povejte, za koliko časa.
ban-do = Zapri
ban-by-desk = center
ban-automatic = preveč neuspelih prijav
ban-since = Od { $since }, zaprl: { $name }.
ban-until = Do { $until }.
ban-for-ever = Za vedno.
ban-lifted-by = Spet spuščen { $at }, spustil: { $name }.
ban-lift = Spusti spet noter
ban-why = Zakaj, če želite
ban-network-wrong = Napišite naslov, na primer 203.0.113.9, ali blok, na primer 203.0.113.0/24.
ban-reason-missing = Povejte zakaj, za tistega, ki bo pogledal pozneje.
