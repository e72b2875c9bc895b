# Słowa wtyczki godzin pracy.

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
remove-hint = Obietnice według tych godzin przestają obowiązywać. Wcześniejsze wersje zostają, aby można było sprawdzić dawne terminy.

## The list

calendars = Godziny pracy
calendars-lead = Kiedy centrum pracuje. Obietnice i raporty liczą tylko czas otwarcia.
no-calendars = Nie ma jeszcze godzin pracy. Do tego czasu obietnice liczą się całą dobę.
overview = Przegląd
new-calendar = Nowe godziny pracy
begin-with = Zacznij od przykładu
example-office = Biuro, od poniedziałku do piątku
example-always = Całą dobę
example-shop = Sklep z przerwą w południe i sobotnim rankiem
example-nights = Noce, przez północ
name = Nazwa
zone = Strefa czasowa
per-week = Tygodniowo
now-there = Teraz
open-now = otwarte
opens = otwiera się: { $moment }
never-opens = nigdy się nie otwiera
zone-data = Dane stref czasowych: wersja { $version }.
old-zone-data = Dane stref czasowych ({ $edition }) są stare: gdzieś zegary mogą już chodzić według innych zasad. Nowsza wersja wtyczki przynosi nowsze.
version = Wersja { $number }, od { $since }. Każda wersja jest zachowana.
copy-of = { $name } (kopia)

## The form

workdays = Od poniedziałku do piątku
weekend = Sobota i niedziela
hours = Godziny
hours-hint = Na przykład 09:00-12:30, 13:30-17:00. Cały dzień to 00:00-24:00; 22:00-06:00 kończy się następnego dnia. Dzień pozostawiony pusty jest jak wyżej; kreska go zamyka.
holiday = Święto
holidays = Święta
holidays-hint = Święta, po jednym w wierszu: 12-25 Boże Narodzenie jest co roku, 2026-04-06 Poniedziałek Wielkanocny raz.
special = Godziny specjalne
special-hint = Godziny specjalne dnia, po jednym w wierszu: 2026-12-24 09:00-12:00 albo kreska, gdy zamknięte. Są ważniejsze niż święta i tydzień.
monday = poniedziałek
tuesday = wtorek
wednesday = środa
thursday = czwartek
friday = piątek
saturday = sobota
sunday = niedziela
wrong-in = { $field }: { $why }
bad-hours = „{ $typed }” to nie godziny; oczekiwano takich jak 09:00-17:00
bad-holiday = „{ $typed }” to nie dzień; oczekiwano 12-25 co roku albo 2026-12-25 raz
bad-date = „{ $typed }” to nie data; oczekiwano takiej jak 2026-12-24
bad-name = nazwa ma od 1 do 120 znaków
bad-zone = nie ma strefy czasowej „{ $zone }”; oczekiwano takiej jak Europe/Warsaw
too-many = może być najwyżej { $most } świąt i dni specjalnych oraz 24 przedziały dziennie
no-calendar = nie ma takich godzin pracy
no-version = te godziny pracy nie mają wersji { $version }
changed-since = W międzyczasie ktoś inny zmienił te godziny. Wpisany tekst nadal tu jest; zapisz ponownie, aby go zachować.
too-far = najwyżej dziesięć lat naraz

## The example and the days to come

example = Przykład
begins = Praca zaczyna się
takes = i trwa minut
reckon = Policz
bad-begin = Początek nie jest datą z godziną, taką jak 2026-11-27T16:30.
bad-takes = Praca trwa od minuty do miesiąca.
work-is-done = Praca, która zaczyna się: { $begins } i trwa { $takes }, jest gotowa: { $done }.
work-is-never-done = Praca, która zaczyna się: { $begins } i trwa { $takes }, nie będzie gotowa w ciągu dziesięciu lat.
moment-there = { $weekday }, { $day }, { $clock }
on-day = { $day }
minutes = { $minutes } min
hours-only = { $hours } h
hours-and-minutes = { $hours } h { $minutes } min
coming-days = Najbliższe dni
weekday = Dzień tygodnia
day = Data
why = Dlaczego
closed-all-day = zamknięte
next-day = (następnego dnia)

## Holidays from a file

import-holidays = Święta z pliku
choose-file = Wybierz plik
ical-file = Tekst pliku iCalendar
ical-hint = Takie pliki (.ics) udostępniają urzędy. Otwórz jeden i wklej całość. Zobaczysz, co w nim jest, zanim cokolwiek zostanie zachowane.
no-ical = To nie jest plik iCalendar: oczekiwano zaczynającego się od BEGIN:VCALENDAR.
look-into-file = Zobacz, co w nim jest
take-ticked = Weź zaznaczone
known-already = już jest
found = { $count ->
    [one] W pliku jest { $count } święto
    [few] W pliku są { $count } święta
    [many] W pliku jest { $count } świąt
   *[other] W pliku jest { $count } święta
}
left-out = { $count ->
    [one] Pominięto { $count } wydarzenie
    [few] Pominięto { $count } wydarzenia
    [many] Pominięto { $count } wydarzeń
   *[other] Pominięto { $count } wydarzenia
}
left-cancelled = odwołane
left-has-hours = ma godzinę, więc nie jest całym dniem
left-recurs = powtarza się inaczej niż co roku tego samego dnia
left-no-day = nie ma dnia
left-too-long = ma więcej niż 31 dni
left-twice = był już wcześniej

## What was done, and what went wrong

done-added = Dodano.
done-saved = Zapisano.
done-removed = Usunięto.
trouble-403 = Nie możesz tego zrobić
trouble-404 = Nie znaleziono
trouble-409 = Ktoś był szybszy
trouble-asked = To się nie udało
trouble-later = Nie teraz
trouble-ours = Coś poszło nie tak

## What plugin.toml says

plugin-title = Godziny pracy
plugin-summary = Przechowuje, kiedy centrum pracuje: tygodnie, święta i godziny specjalne w każdej strefie czasowej, dla obietnic i raportów.
permission-calendar-read = Oglądanie godzin pracy
    .description = Oglądanie tygodni, świąt i godzin specjalnych.
permission-calendar-edit = Zmiana godzin pracy
    .description = Tworzenie, zmiana i usuwanie. Obietnice według nich liczą się od nowa.
permission-desk-use = Liczenie godzin pracy (wtyczki)
    .description = Dla wtyczek: pytanie, kiedy jest otwarte i która jest gdzie godzina.
contribution-pages = Godziny pracy
