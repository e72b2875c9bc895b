# Słowa wtyczki od obiecanych terminów.

## Around every page

product = Ombud
skip = Przejdź do treści
desk-navigation = Centrum pomocy
inbox = Skrzynka
sign-out = Wyloguj się
not-saved = Nic nie zapisano.
not-saved-yet = Tak by to wyglądało. Nic jeszcze nie zapisano.
no-such-page = nie ma takiej strony
save = Zapisz
look = Zobacz, co to znaczy
more = Więcej
copy = Utwórz kopię
remove = Usuń
show = Pokaż
sla = SLA
all = Wszystkie
changed-since = W międzyczasie ktoś inny zmienił zasady. Wpisany tekst nadal tu jest; zapisz ponownie, aby go zachować.

## The list of policies

policies = Zasady terminów
policies-lead = Co komu obiecano. Dla każdego zgłoszenia liczy się pierwsza zasada, która pasuje, i żadna inna.
no-policies = Nie ma jeszcze zasad. Do tego czasu nic nie jest obiecane i nic się nie spóźnia.
new-policy = Nowa zasada
begin-with = Zacznij od przykładu
example-usual = Zwykła: odpowiedź w ciągu dnia roboczego
example-strict = Ścisła: odpowiedź w ciągu godzin
place = Miejsce
name = Nazwa
order = Kolejność
up = W górę
down = W dół
move = { $name }: { $way }
which-tickets = Dla których zgłoszeń i czatów
all-tickets = Wszystkie zgłoszenia
tagged = z etykietą { $tags }
of-requesters = { $count ->
    [one] od { $count } zgłaszającego
    [few] od { $count } zgłaszających
    [many] od { $count } zgłaszających
   *[other] od { $count } zgłaszającego
}
promise = Obietnica
promises = Obiecuje
promises-nothing = Nic nie obiecuje.
copy-of = { $name } (kopia)
version = Wersja { $number }. Każda wersja jest zachowana.

## The form

departments = Działy
department = Dział
tags = Etykiety
requesters = Zgłaszający
when-hint = Puste pole niczego nie wymaga; wszystko, co podano, musi się zgadzać. Wystarczy jeden z kilku działów, zgłaszających (adres w każdym wierszu) lub etykiet (po przecinku).
hours = Godziny
around-the-clock = Całą dobę
calendar-gone = Godziny pracy, których już nie ma
warnings = Ostrzeżenia
clocks = Kiedy biegnie jej zegar
targets-hint = Na przykład 4h, 1h 30m lub 2d (48 godzin). Puste: dla tego priorytetu nic nie obiecano. Godziny innego kalendarza po @: 4h @Biuro.
warnings-hint = Gdy upłynie tyle procent, albo tyle czasu przed: 80%, 30m.
usually = Jak zwykle: { $clock }
runs = biegnie
pauses = wstrzymany
stops = zatrzymany
remove-hint = To, co obiecywała, już nie obowiązuje; odtąd liczy się następna pasująca zasada. Wcześniejsze wersje i raporty zostają.
bad-name = nazwa ma od 1 do 120 znaków
too-many = warunek wymienia najwyżej { $most }
too-many-policies = może być najwyżej { $most } zasad
no-policy = nie ma takiej zasady
no-version = nie ma wersji { $number }
no-department = nie ma działu „{ $id }”
no-calendar = nie ma godzin pracy „{ $id }”
no-calendar-named = nie ma godzin pracy „{ $name }”
bad-target = cel to więcej niż nic i najwyżej rok
bad-warnings = ostrzeżeń jest najwyżej { $most }, od 1 % do 99 % lub do roku wcześniej
bad-time = „{ $text }” to nie czas taki jak 4h, 1h 30m lub 2d
bad-order = kolejność musi wymienić każdą zasadę raz
nobody = nikt nie ma adresu { $address }
nobody-named = nie ma nikogo o identyfikatorze „{ $name }”; wpisz adres
wrong-in = { $field }: { $why }

## The example

example = Co to znaczy
opened = Zgłoszenie otwarte
priority = Priorytet
reckon = Policz
bad-begin = Początek nie jest datą z godziną, taką jak 2026-11-27T16:30.
moment-there = { $weekday }, { $day }, { $clock }
opened-then = Zgłoszenie otwarte { $when } (priorytet: { $priority }), które pozostaje otwarte:
is-due = { $metric }, { $time }: termin { $due }
is-never-due = { $metric }, { $time }: w tych godzinach termin nigdy nie nadejdzie
is-warned = ostrzeżenie { $when }
clocks-of = Według zegarów w { $place }.

## Words

first-assignment = Przydzielenie
first-response = Pierwsza odpowiedź
chat-answer = Odpowiedź na czacie
within = W ciągu
next-response = Kolejna odpowiedź
resolution = Rozwiązanie
low = Niski
normal = Normalny
high = Wysoki
urgent = Pilny
new = Nowe
open = Otwarte
pending = Oczekujące
on-hold = Wstrzymane
resolved = Rozwiązane
closed = Zamknięte
spam = Spam
monday = poniedziałek
tuesday = wtorek
wednesday = środa
thursday = czwartek
friday = piątek
saturday = sobota
sunday = niedziela
minutes = { $minutes } min
hours-only = { $hours } h
hours-and-minutes = { $hours } h { $minutes } min
days-and-hours = { $days } d { $hours } h

## Beside a ticket

due-in = za { $time }
overdue = spóźnione o { $time }
stands-badge = { $metric } wstrzymane
under-policy = Według „{ $name }”, wersja { $version }.
promised = obiecane w { $time }
took = po { $time }
kept = Dotrzymane
broken = Niedotrzymane
stands = Wstrzymane
stands-left = Wstrzymane, zostało { $time }
much-later = dużo później
none = brak
recounts = Zmienione terminy
recounted = { $metric }: { $before } → { $after }, { $why }
reason-policy = zmieniły się zasady
reason-calendar = zmieniły się godziny pracy
reason-zones = zmieniły się dane o strefach czasowych
reason-priority = zmienił się priorytet
reason-department = zmienił się dział
reason-tags = zmieniły się etykiety
reason-requester = zmienił się zgłaszający
nothing-promised = dla tego zgłoszenia nic nie obiecano

## The report

report = Dotrzymane i niedotrzymane
report-lead = Obietnice, które się zakończyły, o ile możesz je widzieć: według działu i opiekuna z tamtej chwili.
nothing-yet = W tym czasie nic nie dotrzymano ani nie złamano.
in-all = { $share } % dotrzymane: { $kept } z { $all }
not-all = Jest ich więcej; policzono ostatnie { $most }.
per-cent = { $share } %
by-metric = Według obietnicy
by-department = Według działu
by-agent = Według agenta
by-period = Według czasu
period = Czas
share = Udział dotrzymanych
download = Pobierz jako CSV
from = Od
until-day = Do
agent = Agent
nobody-responsible = Nikt
bad-day = „{ $day }” to nie dzień taki jak 2026-11-23
backwards = ostatni dzień jest przed pierwszym
too-long = raport obejmuje najwyżej { $most } miesięcy

## What was done, and what went wrong

done-added = Dodano.
done-saved = Zapisano.
done-removed = Usunięto.
done-ordered = Kolejność została zmieniona.
trouble-403 = Nie możesz tego zrobić
trouble-404 = Nie znaleziono
trouble-409 = Ktoś był szybszy
trouble-asked = To się nie udało
trouble-later = Nie teraz
trouble-ours = Coś poszło nie tak

## What plugin.toml says

plugin-title = SLA
plugin-summary = Przechowuje, co obiecano w sprawie zgłoszeń i na kiedy: ostrzega, mówi, co dotrzymano, a czego nie, i to raportuje.
permission-pages-use = Otwieranie stron terminów
    .description = Znajdowanie stron tej wtyczki. Co tam widać, mówią inne uprawnienia.
permission-policy-read = Oglądanie zasad terminów
    .description = Oglądanie, co komu obiecano, także wcześniejszych wersji.
permission-policy-edit = Edycja zasad terminów
    .description = Tworzenie, zmiana, porządkowanie i usuwanie zasad. Wszystkie otwarte terminy liczą się od nowa.
permission-deadline-read = Oglądanie terminów
    .description = Oglądanie, na kiedy jest zgłoszenie, co dotrzymano, a czego nie.
permission-deadline-keep = Prowadzenie terminów (wtyczki)
    .description = Dla samej wtyczki: zapisuje, co wynika z zasad. Ludziom niepotrzebne.
permission-report-read = Oglądanie raportów terminów
    .description = Oglądanie, co dotrzymano, a czego nie, według działów, agentów i obietnic.
permission-desk-use = Pytanie o terminy (wtyczki)
    .description = Dla wtyczek: pytanie, co jest następne w terminie.
contribution-report = SLA
contribution-badge = Termin
contribution-panel = Terminy
contribution-chat = Terminy
contribution-due = Termin
setting-split-starts = Zegary wydzielonego zgłoszenia zaczynają się
    .choice-message = z jego pierwszą wiadomością
    .choice-split = z wydzieleniem
