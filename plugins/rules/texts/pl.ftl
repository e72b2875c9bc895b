# Słowa wtyczki, która przechowuje reguły.

## Around every page

product = Ombud
skip = Przejdź do treści
desk-navigation = Centrum pomocy
inbox = Skrzynka
sign-out = Wyloguj
rules = Reguły
not-saved = Nic nie zrobiono.
no-such-page = nie ma takiej strony
trouble-403 = Nie wolno tego zrobić
trouble-404 = Nie znaleziono
trouble-409 = Ktoś był szybszy
trouble-asked = To się nie udało
trouble-later = Nie teraz
trouble-ours = Coś poszło źle
done-saved = Zapisano. Od teraz reguła działa z Twoimi prawami.
done-moved = Przesunięto.
done-removed = Usunięto.
done-back = Przywrócono.
yes = tak
no = nie

## The list

rules-lead = Co centrum robi samo, w tej kolejności. Reguła działa z prawami osoby, która ostatnia ją zapisała.
no-rules = Nie ma jeszcze reguł.
new-rule = Nowa reguła
begin-with = Zacznij od przykładu
example-hand-over = Przekaż otwartą pracę, gdy kończy się zmiana
example-unassigned = Podnieś to, czego nikt nie bierze przez dwie godziny, i powiadom kogoś
example-unassigned-note = Od dwóch godzin nikt nie odpowiada za to zgłoszenie.
example-broken = Oznacz jako pilne to, w czym złamano obietnicę
rule = Reguła
author = Działa za
last-time = Ostatnio coś zrobiła
never = jeszcze nie
state-off = wyłączona
no-order = nikogo: zlecenie cofnięto. Otwórz i zapisz regułę, aby dać je od nowa.
move-up = Przesuń „{ $name }” w górę
move-down = Przesuń „{ $name }” w dół
switch-on = Włącz
switch-off = Wyłącz
enabled = Włączona
place = Kolejność

## The editor

edit = Edytuj
name = Nazwa
stop-title = Po niej dla tego samego zdarzenia nie dzieje się już nic
once-title = Robi coś z tym samym zgłoszeniem
once-always = za każdym razem
once-ticket = tylko raz
once-hours = nie częściej niż co tyle godzin
hours = Godziny
on-title = Kiedy
on-hint = Cokolwiek z tego. Jak długo czeka: 3d, 4h, 30m lub 1d 12h; przed datą: -1d. Przy ocenie: najwyższa, która się liczy: 2.
when-title = Jeśli
when-hint = Poziom mówi, co należy do której grupy powyżej. Kilka wartości oddziela się przecinkami; wartość z przecinkiem stoi w "cudzysłowie". Bez wiersza: zawsze.
then-title = Wtedy
then-hint = W tej kolejności. W teksty wstawia się: { $known }; po „|” to, co stoi tam, gdy tego brak.
event = Zdarzenie
which = Które
after-time = Po czasie
level = Poziom
of-what = Co
comparison = Porównanie
values = Wartości
person = Osoba
promise = Termin (puste: dowolny)
rating = Najwyżej (1 do 5; puste: dowolna)
field = Pole (puste: dowolne)
date-field = Pole z datą
action = Działanie
target = Cel
text = Tekst
save = Zapisz
more-lines = Więcej wierszy
remove = Usuń regułę
nothing-chosen = (nic)
group-all = Wszystko z poniższych
group-any = Coś z poniższych
group-not = Nic z poniższych

## What happens

on-opened = otwarto zgłoszenie
on-changed = coś się zmienia
on-customer-replied = klient pisze ponownie
on-agent-replied = obsługa odpowiada
on-noted = ktoś zostawia notatkę
on-tag-added = dodano etykietę
on-tag-removed = usunięto etykietę
on-sla-warned = obietnica (SLA) wkrótce zostanie złamana
on-sla-broken = obietnica (SLA) została złamana
on-shift-ended = kończy się zmiana przypisanej osoby
on-rated = klient ocenia
on-waited-status = tak długo jest w stanie
on-waited-unassigned = tak długo nikt nie odpowiada
on-waited-unanswered = tak długo czeka klient
on-waited-field = nadeszła data z pola
with = { $what }: { $which }
or-less = { $most } lub mniej
promise-first-assignment = Przydzielenie
promise-first-response = Pierwsza odpowiedź
promise-next-response = Kolejna odpowiedź
promise-resolution = Rozwiązanie
waiting = { $what }: { $which }, { $time }
waiting-plain = { $what }: { $time }

## What is asked

what-status = Stan
what-priority = Priorytet
what-department = Dział
what-assignee = Przypisane do
what-requester = Zgłaszający
what-tags = Etykiety
what-subject = Temat
what-message = Wiadomość
what-channel = Kanał
what-language = Język
what-hours-since-opened = Godziny od otwarcia
what-hours-since-customer = Godziny od wiadomości klienta
what-hours-since-agent = Godziny od odpowiedzi obsługi
what-hours-since-status = Godziny w tym stanie
what-field = Pole „{ $name }”
is-any-of = jest jednym z
is-all-of = ma wszystkie z
is-none-of = nie jest żadnym z
is-contains = zawiera coś z
is-lacks = nie zawiera nic z
is-at-least = co najmniej
is-at-most = co najwyżej
is-empty = jest puste
is-filled = jest wypełnione
nobody = nikt
was = było: { $value }
was-nothing = było puste
always = zawsze

## What is done

do-set-status = Ustaw stan
do-set-priority = Ustaw priorytet
do-set-department = Przenieś do działu
do-assign = Przypisz osobie
do-unassign = Nie przypisuj nikomu
do-hand-over = Przekaż temu z działu, kto jest, przyjmuje zgłoszenia i ma najmniej pracy; jeśli nikogo nie ma, nikomu
do-hand-over-or-keep = Tak samo, ale zgłoszenie zostaje, czyje jest, jeśli nikogo nie ma
do-add-tags = Dodaj etykiety
do-remove-tags = Usuń etykiety
do-set-field = Wypełnij „{ $name }”
do-note = Zostaw notatkę
do-notify = Wskaż kogoś w notatce
do-reply = Odpowiedz klientowi
effect-changed = { $field }: { $before } → { $after }
effect-tagged = Dodane etykiety: { $tags }
effect-untagged = Usunięte etykiety: { $tags }
effect-noted = Notatka: { $text }
effect-replied = Odpowiedź: { $text }
effect-handed-over = Przekazane temu, kto wtedy jest i przyjmuje zgłoszenia
effect-nothing = Nic: zgłoszenie już takie jest.
status-new = Nowe
status-open = Otwarte
status-pending = Oczekujące
status-on-hold = Wstrzymane
status-resolved = Rozwiązane
status-closed = Zamknięte
status-spam = Spam
priority-low = Niski
priority-normal = Normalny
priority-high = Wysoki
priority-urgent = Pilny

## What is wrong

bad-name = nazwa ma od 1 do { $most } znaków
name-taken = jest już reguła „{ $name }”
bad-triggers = powiedz kiedy: od 1 do { $most } zdarzeń
bad-actions = powiedz, co się robi: od 1 do { $most } działań
bad-conditions = warunki są zagnieżdżone zbyt głęboko albo jest ich za dużo
bad-check = o „{ $what }” nie można zapytać „{ $is }”
bad-value = „{ $value }” nie pasuje do „{ $what }”
fits = { $told }. Pasują: { $known }.
bad-text = tekstu brak albo jest za długi
bad-placeholder = „{ $name }” nie da się wstawić; da się: { $known }
bad-hours = czasu brak albo jest za długi
bad-duration = „{ $typed }” nie jest czasem; oczekiwane np. 3d, 4h lub 30m
bad-level = wiersz jest głębiej niż grupa nad nim
bad-event = „{ $typed }” nie jest zdarzeniem
bad-score = „{ $typed }” nie jest oceną; oczekiwane od 1 do 5
bad-action = „{ $typed }” nie jest działaniem
bad-period = powiedz, od którego do którego dnia
bad-ticket = nie ma zgłoszenia #{ $number }, które wolno Ci widzieć
no-such-department = nie ma działu „{ $typed }”
no-such-date = nie ma pola z datą „{ $typed }”
no-such-person = nie ma nikogo „{ $typed }”, o kogo mogłoby chodzić
say-whom = podaj kogo: imię i nazwisko albo adres
calls-author = notatka w Twoim imieniu nie wzywa Ciebie: wskaż kogoś innego
no-such-rule = nie ma takiej reguły
no-such-version = nie ma takiej wersji
changed-since = Ktoś inny zmienił w tym czasie tę regułę. Wpisane jest nadal tutaj; zapisz ponownie, aby zostało.
too-many-rules = reguł może być najwyżej { $most }
author-lacks = reguła działa z Twoimi prawami, a Ty nie masz prawa { $what }
bad-file = wiersz { $line }: { $why }
name-twice = „{ $name }” stoi tam dwa razy

## Trying

try = Wypróbuj
try-hint = Nic się nie zmienia. Widzisz to, co wolno Ci widzieć.
from-day = Od
until-day = Do
try-past = Na przeszłości
try-ticket = Na jednym zgłoszeniu
ticket-number = Numer zgłoszenia
trial-found = { $hits ->
    [one] Zrobiłaby coś { $hits } raz
    [few] Zrobiłaby coś { $hits } razy
    [many] Zrobiłaby coś { $hits } razy
   *[other] Zrobiłaby coś { $hits } razy
}; zgłoszenia: { $tickets }, zdarzenia, na które czeka: { $times }.
trial-more = Jest tego więcej, niż obejrzano: wybierz krótszy czas.
trial-blind = Niektórych obietnic lub końców zmian nie można było obejrzeć: wtyczka, która je przechowuje, jest niedostępna albo nie wolno Ci ich widzieć.
trial-fits = #{ $number } pasuje.
trial-fits-not = #{ $number } nie pasuje.
you-lack = Nie masz tam prawa { $what }.
why = Dlaczego

## Versions

versions = Wersje
version = Wersja { $number }
how-written = napisana
how-back = przywrócona wersja { $number }
how-imported = z pliku
bring-back = Przywróć tę wersję
by = { $name }
the-desk = centrum

## The log

log = Dziennik
log-lead = Co zrobiły reguły i czego zrobić nie mogły, o ile wolno Ci widzieć zgłoszenia.
no-log = Nic jeszcze nie zrobiono.
log-older = Starsze
filter = Pokaż
any-rule = wszystkie reguły
ticket = Zgłoszenie
ended-done = zrobione
ended-nothing = nie było nic do zrobienia
ended-refused = odmówiono
ended-no-author = niezrobione: autor jest zawieszony, nie ma go już albo cofnął zlecenie
ended-over = niezrobione: zgłoszenie już nie pasowało
ended-circle = zatrzymane: kręci się w kółko z innymi regułami
ended-too-often = zatrzymane: robiła to zbyt często w krótkim czasie
refused-lacks = Niezrobione: { $author } nie ma prawa { $what }.
refused-unseen = Niezrobione: { $author } nie może widzieć tego zgłoszenia.
refused-said = Niezrobione: { $why }
did = { $rule }: { $ended }
its-author = autor

## Rights

right-read = czytać zgłoszeń
right-edit = edytować zgłoszeń
right-assign = przypisywać zgłoszeń
right-move = przenosić zgłoszeń z działu
right-move-into = przenosić zgłoszeń do działu
right-note = pisać notatek wewnętrznych
right-reply = odpowiadać na zgłoszenia
right-reopen = ponownie otwierać zamkniętych zgłoszeń
right-tag = wymyślać etykiet
right-other = „{ $permission }”

## Files

file = Plik
file-lead = Wszystkie reguły jako jeden tekst, aby trzymać je gdzie indziej, porównać albo przenieść do innego centrum.
file-now = Reguły takie, jakie są
file-new = Przyjmij tekst
file-replace = Usuń reguły, których w nim nie ma
take-in = Przyjmij
taken-in = Dodane: { $added }. Zmienione: { $changed }. Jak przedtem: { $same }. Usunięte: { $removed }.
download = Pobierz

## What plugin.toml says

plugin-title = Reguły
plugin-summary = Robi to, co ludzie raz ustalili: gdy ze zgłoszeniem coś się stanie i zgłoszenie jest takie, coś się robi, w imieniu osoby, która napisała regułę.
permission-rule-read = Wgląd w reguły
    .description = Widzieć, co centrum robi samo, i próbować reguł na tym, co wolno widzieć.
permission-rule-edit = Pisanie reguł
    .description = Tworzyć, zmieniać, porządkować i usuwać reguły oraz przywracać starsze wersje. Reguła działa z prawami osoby, która ostatnia ją zapisała, nigdy z większymi.
permission-log-read = Wgląd w to, co zrobiły reguły
    .description = Widzieć, co reguły zrobiły ze zgłoszeniami, które wolno czytać.
contribution-pages = Reguły
contribution-did = Reguły
setting-log-days = Przez ile dni trzymany jest dziennik
