# Besede vtičnika, ki hrani, kaj so povedale stranke.

## Around every page

product = Ombud
skip = Skoči na vsebino
desk-navigation = Center za pomoč
inbox = Prejeto
sign-out = Odjava
not-saved = Nič ni bilo shranjeno.
no-such-page = take strani ni
show = Pokaži
all = Vse
send = Pošlji

## The report

satisfaction = Zadovoljstvo
report-lead = Kaj so povedale stranke, kolikor smete videti: po oddelku in agentu tistega trenutka. Zadovoljen je, kdor je dal 4 ali 5.
nothing-yet = V tem času ni nihče ničesar ocenil.
in-all = { $count ->
    [one] { $share } % zadovoljnih, povprečno { $average } od 5, { $count } ocena
    [two] { $share } % zadovoljnih, povprečno { $average } od 5, { $count } oceni
    [few] { $share } % zadovoljnih, povprečno { $average } od 5, { $count } ocene
   *[other] { $share } % zadovoljnih, povprečno { $average } od 5, { $count } ocen
}
not-all = Še jih je; štetih je zadnjih { $most }.
per-cent = { $share } %
of-five = { $score } od 5
by-period = Po času
by-department = Po oddelku
by-agent = Po agentu
satisfied = Zadovoljni
average = Povprečje
ratings = Ocene
comments = Komentarji
no-comments = Ni besed, ki bi jih smeli brati.
which-low = 1 in 2
which-middle = 3
which-satisfied = 4 in 5
chat = Klepet
nobody = Nihče
download = Prenesi kot CSV
from = Od
until-day = Do
department = Oddelek
agent = Agent
bad-day = »{ $day }« ni dan, kot je 2026-11-23
backwards = zadnji dan je pred prvim
too-long = poročilo zajema največ { $most } mesecev

## Beside a ticket, and asking

answered-by = odgovarja: { $name }
by-link-of = Po povezavi, ki jo je naredil(a) { $name }.
asked = Stranka je bila vprašana:
asked-by-mail = Stranka je bila vprašana po e-pošti:
to-be-asked = Stranka bo vprašana:
not-delivered = Ni bilo dostavljeno:
ask-title = Kako je bilo z zahtevkom št. { $number }?
link = Povezava za stranko
link-lead = S povezavo lahko stranka oceni ta zahtevek brez prijave. Naredite jo in jo pošljite samo njej: kdor jo ima, lahko oceni namesto nje. Zabeleži se, da ste jo naredili vi.
make-link = Naredi povezavo
link-hint = Kopirajte jo in pošljite stranki. Pokaže se samo tokrat; lahko naredite drugo.
good-until = Velja do

## What customers see

how-was-it = Kako smo vam pomagali pri št. { $number }?
your-rating = Vaša ocena
your-words = Kaj je bilo dobro in kaj bi bilo lahko bolje? (ni obvezno)
score-5 = zelo dobro
score-4 = dobro
score-3 = srednje
score-2 = slabo
score-1 = zelo slabo
thanks = Hvala za oceno:
may-change = Še jo lahko spremenite.
quiet = Nič več vas ne bomo vprašali.
ask-again = Spet me lahko vprašate
ask-never = Ne sprašujte me več
mail-lead = Vaš zahtevek št. { $number } »{ $subject }« je rešen. Kako smo vam pomagali? Tukaj lahko poveste, z enim klikom in po želji z nekaj besedami:
mail-end = Povezava velja do { $until }. Če takih vprašanj ne želite, to povejte na isti strani.
goes-on = To še rešujemo. Ocenite lahko, ko bo končano.

## What went wrong

bad-rating = ocena je od 1 do 5, s komentarjem do { $most } znakov
rated = to je že ocenjeno in povedano ostane
not-over = oceni se, ko je rešeno
not-answered = nihče ni odgovoril, zato ni česa oceniti
nobodys = zahtevek nima stranke, ki bi ga lahko ocenila
wants-none = stranka ne želi takih vprašanj
not-yours = tu ni ničesar vašega za oceno
no-link = ta povezava ne velja: morda je potekla ali ni kopirana v celoti
trouble-403 = Tega ne smete
trouble-404 = Ni najdeno
trouble-409 = Nekdo je bil hitrejši
trouble-asked = To ni uspelo
trouble-later = Ne zdaj
trouble-ours = Nekaj je šlo narobe

## What plugin.toml says

plugin-title = Zadovoljstvo
plugin-summary = Hrani, kaj so stranke povedale o zahtevkih in klepetih, jih po rešitvi zahtevka enkrat vpraša in o tem poroča.
permission-page-use = Odpiranje »Zadovoljstva«
    .description = Najti poročilo o zadovoljstvu. Kaj se tam vidi, povedo druge pravice.
permission-rating-read = Branje ocen
    .description = Ogled, kako je bil ocenjen zahtevek ali klepet, s komentarjem: med tistimi, ki jih kdo sme brati. Za stranke: kar so same povedale.
permission-rating-give = Ocenjevanje zahtevkov
    .description = Za stranke: enkrat povedati, kako je bilo odgovorjeno na njihov zahtevek.
permission-survey-ask = Vprašanje strankam, kako je bilo
    .description = Narediti povezavo, po kateri stranka oceni rešen zahtevek brez prijave.
permission-report-read = Ogled poročila o zadovoljstvu
    .description = Ogled, koliko je zadovoljnih, po času, oddelku in agentu: v svojih oddelkih ali o sebi (dodeljeno).
permission-vote-keep = Vodenje ocen (vtičniki)
    .description = Za sam vtičnik: šteje, kaj so povedale stranke. Ljudje tega ne potrebujejo.
permission-desk-use = Prikaz in sprejem ocen (vtičniki)
    .description = Za vtičnike: prikaz ocen tistim, ki jih smejo brati, in prenos, kako stranke ocenjujejo svoje.
contribution-report = Zadovoljstvo
contribution-panel = Zadovoljstvo
contribution-rating = Ocena
contribution-ask = Vprašaj, kako je bilo
setting-ask = Stranke so vprašane po rešitvi zahtevka
    .hint = Enkrat za vsak zahtevek, če je kdo nanj odgovoril.
setting-delay-hours = Koliko ur po tem so vprašane
    .hint = O zahtevku, ki se vmes znova odpre, ni vprašanja, dokler ni spet rešen.
setting-mail = Center vpraša po e-pošti
    .hint = Samo stranke z naslovom, ki niso povedale, da take pošte ne želijo. Potreben je poštni strežnik in tam navedeno, kje ljudje najdejo center. Sicer sodelavci vidijo, da je čas za vprašanje.
setting-link-days = Koliko dni velja povezava
setting-change-hours = Koliko ur lahko stranke spremenijo oceno
    .hint = Vsak zahtevek in vsak klepet ima eno oceno. 0: povedano ostane.
