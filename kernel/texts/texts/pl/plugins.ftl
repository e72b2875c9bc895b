# Strony jądra o wtyczkach.

## Figures and states

calls = { $count ->
    [one] { $count } wywołanie
    [few] { $count } wywołania
    [many] { $count } wywołań
   *[other] { $count } wywołania
}
things = { $count ->
    [one] { $count } rzecz
    [few] { $count } rzeczy
    [many] { $count } rzeczy
   *[other] { $count } rzeczy
}
timers = { $count ->
    [one] { $count } zegar
    [few] { $count } zegary
    [many] { $count } zegarów
   *[other] { $count } zegara
}
people-count = { $count ->
    [one] { $count } osoba
    [few] { $count } osoby
    [many] { $count } osób
   *[other] { $count } osoby
}
scope-all = każdy rekord
scope-department = w działach tej osoby
scope-assigned = przypisane do tej osoby
scope-own = własne tej osoby
scope-shared = udostępnione tej osobie
scope-unassigned = jeszcze niczyje, w działach tej osoby
scope-nothing = nic
origin-bundled = Wbudowana
origin-trusted = Podpisana przez: { $name }
origin-stranger = Podpisana przez nieznanego
origin-unsigned = Bez podpisu
state-on = Włączona
state-off = Wyłączona
state-quarantine = W kwarantannie

## Around the pages

where-this-is = Gdzie jesteś
about-this-plugin = O tej wtyczce
tab-overview = Przegląd
tab-mandate = Co może
tab-outbound = Inne maszyny
tab-settings = Ustawienia
tab-versions = Wersje
tab-costs = Koszty
tab-failures = Błędy
tried = Nic się jeszcze nie zmieniło. Jeśli pójdziesz dalej, zmieni się to.
effect = Co by to zrobiło
effect-lead = Jeśli pójdziesz dalej, zmieni się to.
effect-unknown = Nie da się powiedzieć, co by to zrobiło.
effect-plugin = Wtyczka { $plugin }
effect-begins = zaczyna działać
effect-ends = przestaje działać
effect-gains = zyskuje: { $what }
effect-loses = traci: { $what }
effect-given = „{ $title }”: { $what }
effect-more = I jeszcze { $count }.
becomes-staff = staje się pracownikiem
is-no-staff = nie jest już pracownikiem

## What was just done

done-sent = Plik jest tu i czeka. Nic z niego nie zostało uruchomione.
done-installed = Jest zainstalowana i może to, co jej zostawiono.
done-upgraded = Odpowiada już nowa wersja. Można wrócić do poprzedniej.
done-withdrawn = Plik wycofano. Nic z niego nie zostało uruchomione.
done-trusted = Od teraz klucz jest zaufany pod tą nazwą.
done-narrowed = Od teraz może dokładnie to.
done-off = Jest wyłączona. To, co przechowuje, zostaje, a to, co dla niej, czeka.
done-on = Jest włączona.
done-released = Znów odpowiada.
done-back = Odpowiada wcześniejsza wersja, z tym, co było jej wtedy wolno.
done-limited = Limit jest ustawiony.
done-again = Przekazano jeszcze raz.
done-gone = Odpuszczono.
done-chosen = Od teraz sięga dokładnie do tych maszyn.
done-told = Sekret jest zachowany. Nikt go nie odczyta, wtyczka też nie.
done-taken = Sekret zapomniano.
done-set = Ustawienia są zapisane.
done-removed = Wtyczka jest usunięta. To, co przechowywała, nadal tu jest.
done-purged = Wszystko, co przechowywała, jest skasowane.
done-language = Od teraz centrum pomocy mówi w tym języku.

## All plugins

list-lead = Wszystko, co ludzie tu widzą, to wtyczki. Każda robi to, co jej zostawiono, i nic więcej.
list-waiting = Czekają na twoją zgodę
list-installed = Zainstalowane
list-unsigned = { $count ->
    [one] { $count } z nich jest bez podpisu: nikt nie wie, czyje to dzieło.
    [few] { $count } z nich są bez podpisu: nikt nie wie, czyje to dzieło.
    [many] { $count } z nich jest bez podpisu: nikt nie wie, czyje to dzieło.
   *[other] { $count } z nich jest bez podpisu: nikt nie wie, czyje to dzieło.
}
list-from-another-hand = Z innej ręki niż to, co nosi tę nazwę.
list-asks-for = Prosi o: { $things }
list-asks-for-more = Prosi o { $things } więcej niż obecna wersja
list-high-risk = { $count } o wysokim ryzyku
review = Przejrzyj
column-plugin = Wtyczka
column-state = Stan
column-calls-hour = Wywołania w ostatniej godzinie
column-calls-hour-short = Wywołania, godzina
column-failed = Nieudane
column-half = Połowa w
column-most = 99 na 100 w
column-most-short = 99 na 100
send-title = Wyślij plik wtyczki
send-lead = Czeka tu, aż przeczytasz, o co prosi, i się zgodzisz. Wcześniej nic z niego się nie uruchamia. Aktualizacja z tej samej ręki, która nie prosi o nic więcej, instaluje się od razu.
send-file = Plik wtyczki, { $ending }
send-signature = Jego podpis, { $ending }, jeśli jest
send = Wyślij
removed-title = Usunięte, ale to, co przechowywały, nadal tu jest
keeps = przechowuje { $size }
erase = Skasuj…
erase-of = to, co przechowywała { $id }

## What it asks for

risk-high = Wysokie ryzyko
    .means = Nie da się tego cofnąć, wiele ujawnia albo dociera do ludzi z zewnątrz.
risk-medium = Średnie ryzyko
    .means = Widzi lub zmienia cudze albo działa z własnymi prawami.
risk-low = Niskie ryzyko
    .means = Nie dotyka niczego poza własnym.
ask-permission = Uprawnienie
ask-host = Inna maszyna
    .means = Może tam wysyłać to, co może czytać
ask-secret = Sekret
    .means = Jest dołączany, ale nigdy jej nie pokazywany
ask-open-path = Otwarte dla każdego
ask-framed-path = Na stronach innych
    .means = Może stać na stronach innych witryn; nikt nie jest tam zalogowany
ask-own-rights = Własne prawa
ask-hook = Głos przed zmianami
    .refuses = Może tego odmówić
    .amends = Może tego odmówić i zmienić te pola
ask-contribution = Część strony
    .search = Pole wyszukiwania na każdej stronie
    .link = Łącze „{ $title }” na każdej stronie
    .badge = Kilka słów obok tytułu zgłoszeń
    .box = Ramka „{ $title }” obok zgłoszeń
    .action = Łącze „{ $title }” obok tego, co można zrobić ze zgłoszeniami
    .tool = Przycisk „{ $title }”, który wstawia tekst do tego, co się pisze w zgłoszeniach
    .column = Kolumna „{ $title }” na listach zgłoszeń
    .chat = Ramka „{ $title }” obok czatów
ask-frame = Strona ze skryptami
    .means = Własne skrypty w zamkniętej ramce, „{ $title }”
ask-suggestion = Dla roli
ask-reaction = Słyszy o
ask-interface = Interfejs
signed-bundled = Zbudowano ją razem z tym centrum.
signed-trusted = Podpis pasuje do pliku, a ktoś tu ufa temu kluczowi:
signed-stranger = Podpis pasuje do pliku, ale nikt tu nie powiedział, czyj to klucz. Mówi, że dwa pliki są z jednej ręki, ale nie z której.
signed-unsigned = Nikt nie wie, czyje to dzieło ani czy po drodze go nie zmieniono. Zainstaluj tylko, jeśli wiesz, skąd pochodzi plik.
file = Plik
file-size = Rozmiar
file-kernel = Jądro
file-records = Rekordy
file-form = postać { $n }
file-languages = Języki
brings = Co wnosi
brings-permissions = Uprawnienia, które wnosi
brings-dangerous = niebezpieczne
brings-contacts = dociera do klientów
brings-owner-only = tylko właściciela
brings-paths = Ścieżki, na które odpowiada
path-for = dla { $permission }
path-open = otwarte dla każdego: { $why }
path-nobody = dla nikogo
path-own = decydują jej własne prawa
brings-exports = Interfejsy, które oferuje
brings-imports = Interfejsy, które wywołuje
brings-unused = Interfejsy, które wymienia, a nie używa
brings-order = Pytane przed zmianami { $collection }
brings-place = jej miejsce ustala się przy instalacji
allow = Zezwól
on-which-records = Na których rekordach
in-which-departments = W których działach
in-all = We wszystkich
in-some = Tylko z tym, co jest w tych:
in-only = Tylko w: { $departments }.

## What it may do

mandate-none = Nie ma cudzych uprawnień.
mandate-left-out = pominięte
mandate-given = Nie prosi o to; ktoś to nadał.
mandate-for-roles = Nie prosi o to. Mając to, może zajmować się rolami, które to dają, i osobami, które je mają.
mandate-on = Na: { $scopes }
mandate-elsewhere = Wybiera się to w: { $page }.
mandate-others = Cudze uprawnienia
mandate-beside = A oprócz nich
show-effect = Pokaż, co by to zrobiło

## One plugin

version-waits = Wersja { $version } czeka na twoją zgodę.
quarantine = Na jakiś czas dano jej spokój
quarantine-once = Od { $since } do { $until }.
quarantine-again = Od { $since } do { $until }; { $times }. raz z rzędu.
quarantine-goes-on = Centrum działa w tym czasie bez niej, a to, co dla niej, czeka.
quarantine-release = Przywróć teraz
glance-asks-for = Prosi o
glance-risks = { $medium } o średnim, { $low } o niskim ryzyku
glance-only-in = { $count ->
    [one] tylko w { $count } dziale
    [few] tylko w { $count } działach
    [many] tylko w { $count } działach
   *[other] tylko w { $count } działu
}
glance-last-hour = Ostatnia godzina
glance-failed = nieudane: { $count }
glance-none-failed = bez błędów
glance-keeps = Przechowuje
glance-set-aside = Odłożone
glance-failed-to-handle = z którymi sobie nie poradziła
storage-of = { $kept } z { $limit }
storage-counting = trwa liczenie
switch-is-off = Jest wyłączona
switch = Wyłącz albo usuń
switch-lead = Wyłączona nic nie może i nikomu nie odpowiada; to, co przechowuje, zostaje, a to, co dla niej, czeka. Po usunięciu znikają jej strony; to, co przechowywała, zostaje, aż to skasujesz.
switch-on = Włącz
switch-off = Wyłącz
remove = Usuń…

## Costs

costs-hour = Ostatnia godzina
costs-nothing = Nic nie robiła w ostatniej godzinie.
costs-calls = Wywołania
costs-minutes = Minuta po minucie
costs-since-start = Od uruchomienia centrum
costs-keeps = Co przechowuje
costs-timers = { $timers } z najwyżej { $limit }.
chart-nothing = { $ago }: nic
chart-this-minute = ta minuta
chart-minutes-ago = { $count } min temu
chart-minute = { $ago }: { $calls }, nieudane: { $failed }
chart-calls = { $calls } w ostatniej godzinie, nieudane: { $failed }
chart-calls-short = { $sum }, najwyżej { $most } na minutę; nieudane: { $failed }
chart-within = 99 na 100 wywołań w { $time }
chart-slowest = Najwolniejsza minuta ostatniej godziny: { $within }
chart-at-most = najwyżej { $time }
chart-time = Czas 99 na 100 wywołań
chart-begin = godzinę temu
chart-end = teraz
column-minute = Minuta
column-asked = Pytana
column-by-itself = Sama z siebie
column-hooks = Przed zmianami
column-refused = Odmowy
column-memory = Najwięcej pamięci
column-slowest = Najwolniej
column-processor = Procesor
row-outside = Ktoś pyta
row-unasked = Sama: zdarzenia, zegary, odpowiedzi
row-hooks = Jej głos przed zmianami
count-refused = Odmowy centrum
count-conflicts = Powtórzone, bo ktoś był szybszy
count-requests = Żądania do innych maszyn
count-vetoes = Zmiany, którym odmówiła
count-skipped = Bez odpowiedzi przed zmianami
count-memory = Najwięcej pamięci w jednym wywołaniu
limit-most = Najwięcej, w megabajtach
limit-set = Ustaw limit
limit-usual = Jak dla każdej wtyczki
limit-whole = limit to całkowita liczba megabajtów

## Failures

failures-lead = Nieudane od uruchomienia centrum: { $calls }. Żadne nie zostawiło śladu.
failures-hidden = Co dokładnie zawiodło, widzą ci, którzy zarządzają wtyczkami albo czytają raporty.
letters = Odłożone
letters-none = Nic tu nie czeka: poradziła sobie ze wszystkim, co dostała.
letters-again = Przekaż ponownie
letters-let-go = Odpuść
reports = Raporty o nieudanych wywołaniach
reports-lead = Dzięki raportowi autor wtyczki może powtórzyć to samo wywołanie. Jest w nim, o co ją pytano i co przeczytała, być może też to, co pisali ludzie.
reports-none = Nie ma żadnych.
column-when = Kiedy
column-why = Dlaczego
column-version = Wersja
column-report = Raport
download = Pobierz, { $size }

## Other machines

hosts-none = Nie prosi o inne maszyny.
hosts = Dokąd może wysyłać żądania
hosts-lead = Może tam wysyłać to, co może czytać. Wybór działa od następnego żądania, także tych czekających.
hosts-may = Może sięgać do { $host }
hosts-internal = To nasza maszyna: jej adres może być prywatny
hosts-with-line = Razem z wierszem dla { $host }.
secrets = Sekrety, które idą razem
secrets-lead = Jądro przechowuje je zaszyfrowane i dołącza. Nikt ich nie odczyta, wtyczka też nie.
secret-told = podany { $when }
secret-not-told = Jeszcze nie podany
secret-goes-to = Trafia do: { $hosts }.
secret-in-place = W jego miejsce
secret-what = Jaki jest
secret-keep = Zachowaj
secret-forget = Zapomnij
requests = Żądania w drodze
column-request = Żądanie
column-to = Do
column-tries = Próby
request-waiting = zostanie wysłane { $when }
request-answered = jest odpowiedź, wtyczka się dowie
request-done = gotowe

## Taking out and erasing

removal-ask = Usunąć: { $title }?
removal-lead = Znikają jej strony i to, co dodaje do innych. To, co przechowywała, i nadane jej uprawnienia zostają na jej powrót albo do skasowania.
removal-ends = Bez niej nikt już nie może
removal-do = Usuń: { $title }
keep-it = Zostaw
purge-ask = Skasować to, co przechowywała { $id }?
purge-lead = To kasuje jej rekordy, pliki, zegary, ustawienia i sekrety oraz uprawnienia czekające na nią w rolach. Przywróci je tylko kopia zapasowa. Jej nazwa będzie potem wolna dla każdej wtyczki.
purge-size = Przechowuje { $size }.
purge-type = Wpisz { $id }, aby potwierdzić
purge-do = Skasuj na zawsze
purge-not-meant = to skasuje wszystko, co przechowywała `{ $id }`: wpisz jej nazwę, jeśli tak ma być

## A file that waits

upgrade-ask = Zaktualizować: { $title }?
install-ask = Zainstalować: { $title }?
version = Wersja { $version }
migrates = Gdy się zgodzisz, jej rekordy przejdą z postaci { $from } do { $to }. Wywołania w tym czasie czekają, a powrót je przywróci, jeśli wtyczka potrafi.
new-in-version = Nowe w tej wersji
nothing-more = Nie prosi o nic więcej niż obecna wersja.
what-it-asks = O co prosi
nothing-at-all = O nic nie prosi.
no-longer = Już o to nie prosi
as-in-version = Jak w obecnej wersji
every-record = „Każdy rekord” to zwykła prośba wtyczek. Węższy zakres liczy się według tego, kim dla rekordu jest osoba używająca wtyczki, i nic nie daje, gdy wtyczka działa sama. Bez zaznaczenia uprawnienie odpada.
suggestions = Nadaj rolom to, co proponuje wtyczka
suggestions-hint = W przeciwnym razie role zostają, jakie są, i nadasz im, co zechcesz.
upgrade = Zaktualizuj
install = Zainstaluj
withdraw = Wycofaj plik
compiling = Kompiluje się od { $since }; zgoda na to czeka.
trust-ask = Wiesz, czyj to klucz?
trust-name = Nazwa wydawcy
trust-lead = Pliki nim podpisane noszą tę nazwę. To, o co proszą, zatwierdza się jak zawsze.
trust-do = Zaufaj kluczowi
another-hand = Pochodzi z innej ręki
another-hand-lead = To, co nosi lub nosiło tu nazwę { $id }, jest czyjeś inne. Ten plik dostałby rekordy tamtej wtyczki i nie byłoby powrotu do jej wersji.
another-hand-do = Tak ma być: może przejąć to, co przechowywane jako { $id }

## Settings and versions

settings-none = Nie ma nic do ustawienia.
usually-ticked = Zwykle zaznaczone.
usually-not-ticked = Zwykle niezaznaczone.
usually = Zwykle { $usual }.
usually-list = Lista w JSON, zwykle { $usual }.
usually-value = Wartość w JSON, zwykle { $usual }.
versions-lead = Przechowywane są trzy ostatnie wersje, każda z tym, co jej było wolno. Rekordy przechodzą do postaci wersji, która odpowiada, o ile wtyczka potrafi.
column-since = Odpowiada od
column-whose = Czyje dzieło
go-back = Powrót
answers-now = Odpowiada teraz
go-back-to = Wróć do { $version }
versions-one = Nie ma wcześniejszej, do której można wrócić.
row-of = Wiersz { $number }
row-up = W górę
row-out = Usuń
row-more = Dodaj kolejny
rows-unsaved = Jeszcze nie zapisano.
one-a-line = Po jednym w wierszu.
misfit-cell = { $title }, wiersz { $row }, „{ $column }”
misfit-number = to ma być liczba.
misfit-line = to ma być jeden wiersz.
misfit-kind = to ma być { $kind }.
misfit-whole = to ma być liczba całkowita.
misfit-below = to ma być { $least } lub więcej.
misfit-above = to ma być { $most } lub mniej.
misfit-among = to ma być jedno z: { $choices }.
misfit-missing = to trzeba wypełnić.
misfit-twice = „{ $value }” występuje dwa razy.
misfit-long = to jest dłuższe niż { $most }.
misfit-unknown = nie ma w tym niczego o nazwie „{ $name }”.
