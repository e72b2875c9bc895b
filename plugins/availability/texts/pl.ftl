# Słowa wtyczki, która mówi, kto jest.

## Around every page

product = Ombud
skip = Przejdź do treści
desk-navigation = Centrum pomocy
inbox = Skrzynka
sign-out = Wyloguj się
not-saved = Nic nie zapisano.
no-such-page = nie ma takiej strony
save = Zapisz
show = Pokaż

## States and channels

channel = Kanał
channel-tickets = Zgłoszenia
channel-chat = Czat
state-accepting = przyjmuje pracę
state-online = online
state-away = nieobecny
state-offline = offline
cause-connection = przyszedł lub wyszedł
cause-shift = zmiana zaczęła się lub skończyła
cause-edit = zmiany zostały zmienione
cause-choice = dokonano wyboru lub wybór wygasł
cause-away = wyjście lub powrót
cause-away-ended = czas nieobecności minął
cause-channel = inne kanały
cause-account = po raz pierwszy lub zmiana konta
cause-settings = zmieniono ustawienia

## Who is there

who-is-there = Kto jest
you = Ty
not-known-yet = Nic jeszcze o tobie nie wiadomo; za chwilę będzie.
i-am-back = Wróciłem
go-away = Wychodzę
note = Notatka dla współpracowników
away-for = Na
until-back = aż wrócę
or-until = lub do ({ $zone })
takes-part = Biorę udział w
accept-or-not = Przyjmować pracę lub nie, niezależnie od zmian
department = Dział
any-department = wszystkie
no-department = Bez działu
nobody-yet = Nie ma nikogo, kogo możesz zobaczyć.
nobody = o tej osobie nic nie wiadomo
name = Nazwa
since = Od
until = Do
accepting-of = { $count } z { $all } może dostać zgłoszenia.
bad-until = Podaj, do kiedy: czas, który dopiero nadejdzie, na przykład 13:00.
long-note = notatka ma najwyżej { $most } znaków

## The day of one person, and the report

what-changed = Co się zmieniło
no-log = Tego dnia nic się nie zmieniło.
when = Kiedy
why = Dlaczego
days = Dni
day-before = Dzień wcześniej
day-after = Dzień później
report = Czasy
report-lead = Jak długo osoby przyjmowały pracę, były online, nieobecne i offline: według osoby i dnia, o ile wiadomo.
day = Data
on-day = { $day }
together = razem
as-file = Jako plik (CSV)
from = Od
until-day = Do
zone = Strefa czasowa
clocks-of = Według zegara { $zone }.
minutes-only = { $minutes } min
hours-only = { $hours } h
hours-and-minutes = { $hours } h { $minutes } min
bad-date = „{ $typed }” to nie data; oczekiwano takiej jak 2026-12-24
bad-zone = nie ma strefy czasowej „{ $zone }”; oczekiwano takiej jak Europe/Warsaw
bad-range = okres zaczyna się przed końcem i ma najwyżej 31 dni

## How much at once

limits = Ile naraz
limits-lead = Ile pracy naraz dostają osoby. Liczy się pierwsze, co coś mówi: osoba, rola (ta, która mówi najwięcej), dział pracy, wszyscy. Puste pole nie mówi nic; 0 to żadna.
everybody = Wszyscy
desk = Centrum pomocy
departments = Działy
roles = Role
people = Osoby
bad-limit = ile naraz to liczba całkowita od 0 do 10000 albo nic

## Kto co umie

skills = Kto co umie
skills-lead = Jakie umiejętności mają osoby i w jakich językach mówią, oddzielone przecinkami. Według tego rozdzielana jest praca, która ich wymaga: czaty według tematu, zgłoszenia według etykiet. Języki to na przykład en, pl lub pt-br.
skill-names = Umiejętności
languages = Języki
bad-skills = osoba ma najwyżej { $most } umiejętności i tyle samo języków, a umiejętność ma najwyżej { $long } liter
bad-language = „{ $typed }” to nie język; oczekiwano na przykład en, pl lub pt-br
skills-changed = ktoś w międzyczasie zmienił wpis przy { $name }: „{ $kept }”. Nic nie zapisano; jeśli zapiszesz ponownie, liczy się Twój wpis

## What was done, and what went wrong

done-away = Jesteś nieobecny.
done-back = Jesteś z powrotem.
done-saved = Zapisano.
trouble-403 = Nie możesz tego zrobić
trouble-404 = Nie znaleziono
trouble-409 = Ktoś był szybszy
trouble-asked = To się nie udało
trouble-later = Nie teraz
trouble-ours = Coś poszło nie tak

## What the manifest says

plugin-title = Kto jest
plugin-summary = Mówi, komu można dać pracę na którym kanale i ile, pokazuje współpracownikom, kto jest, i zachowuje, kto kiedy był.
contribution-pages = Kto jest
permission-page-use = Otwieranie „Kto jest”
    .description = Otwieranie stron. Co na nich widać, mówią inne uprawnienia.
permission-state-read = Wgląd w to, kto jest
    .description = Wgląd w to, kto jest offline, nieobecny, online lub przyjmuje pracę na którym kanale, od kiedy i do kiedy.
permission-away-set = Zgłaszanie nieobecności
    .description = Zgłaszanie, że ktoś jest nieobecny lub wrócił i w których kanałach bierze udział: za siebie (own) lub za innych.
permission-history-read = Wgląd w to, kto kiedy był
    .description = Wgląd w dni osób i w to, jak długo przyjmowały pracę lub były nieobecne, oraz pobieranie jako plik.
permission-limit-edit = Ograniczanie pracy naraz
    .description = Wgląd i zmiana, ile pracy naraz dostają osoby.
permission-skill-edit = Określanie, kto co umie
    .description = Widzi i zmienia, jakie umiejętności mają osoby i w jakich językach mówią; według tego rozdzielana jest praca.
permission-desk-use = Pytanie, komu można dać pracę (wtyczki)
    .description = Dla wtyczek: pytanie, komu można dać pracę na kanale i ile, aby ją rozdzielać.
setting-tickets-at-once = Zgłoszenia naraz, bez limitu
    .hint = Dla wszystkich, o których „Ile naraz” nic nie mówi.
setting-chats-at-once = Czaty naraz, bez limitu
    .hint = Dla wszystkich, o których „Ile naraz” nic nie mówi.
setting-tickets-unseen = Zgłoszenia dostają także osoby niepołączone
setting-chat-unseen = Czaty dostają także osoby niepołączone
setting-zone = Według czyjego zegara zaczyna się dzień
    .hint = Na przykład Europe/Ljubljana. Puste: jak w większości godzin pracy. Strona o jednej osobie idzie według zegara jej zmian.
setting-history-days = Przez ile dni trzymane jest, kto kiedy był
