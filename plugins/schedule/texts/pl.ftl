# Słowa wtyczki zmian.

## Around every page

product = Ombud
skip = Przejdź do treści
desk-navigation = Centrum pomocy
inbox = Skrzynka
sign-out = Wyloguj się
not-saved = Nic nie zapisano.
no-such-page = nie ma takiej strony
save = Zapisz
remove = Usuń
show = Pokaż
shifts = Zmiany
changed-since = W międzyczasie ktoś inny zmienił te zmiany. Wpisany tekst nadal tu jest; zapisz ponownie, aby go zachować.
unseen-shifts = nie możesz oglądać tych zmian

## Who accepts work

my-shifts = Moje zmiany
accepts = Przyjmuje pracę
accepts-not = Nie przyjmuje pracy
next-change = Według zmian to zostanie sprawdzone ponownie:
cause-shift = jak mówią zmiany
cause-edit = zmiany zostały zmienione
cause-person = własny wybór
cause-supervisor = wybrane przez kogoś innego
cause-choice-ended = wybór się skończył
cause-clocks = nowe dane o strefach czasowych ({ $edition })
chosen-boundary = Ten wybór obowiązuje, aż zmiana się zacznie lub skończy.
chosen-until = Ten wybór obowiązuje do { $end }.
chosen-cleared = Ten wybór obowiązuje do odwołania.
holds = Obowiązuje
hold-boundary = aż zmiana się zacznie lub skończy
hold-until = do tej godziny
hold-cleared = do odwołania
until = Czas
accept = Przyjmuj pracę
accept-none = Nie przyjmuj
take-back = Jak mówią zmiany
bad-choice = Wybierz, czy przyjmować pracę.
bad-until = Podaj, do kiedy: czas, który dopiero nadejdzie.
log = Kiedy przyjmowano pracę
no-log = Nic się jeszcze nie zmieniło.
when = Kiedy
became = Co
noticed-late = (zauważone później)

## Everybody's shifts

people = Zmiany wszystkich
people-lead = Kto kiedy pracuje i kto teraz przyjmuje pracę.
nobody-yet = Nie ma zmian, które możesz zobaczyć.
no-shifts = brak zmian
no-shifts-yet = Nie masz zmian. Od ciebie zależy, czy przyjmujesz pracę.
no-such-shifts = nie ma takich zmian
not-staff = zmiany mają tylko pracownicy
tick = Zaznacz
name = Nazwa
now = Teraz
zone = Strefa czasowa
per-week = Tygodniowo
same-week = Ten sam tydzień dla zaznaczonych
same-week-hint = Ich urlopy i wyjątki zostają. Strefa czasowa jest dla tych bez zmian.
give-week = Nadaj ten tydzień
open-work = Reguły mówią, co dzieje się z otwartą pracą, gdy kończy się zmiana
nobody-ticked = Zaznacz co najmniej jedną osobę.
zone-for-new = Podaj strefę czasową: ktoś z nich nie ma jeszcze zmian.

## The form

department = Dział
no-department = żaden
any-department = wszystkie
holidays-of = Zachowuje święta z
no-holidays = żadne
workdays = Od poniedziałku do piątku
weekend = Sobota i niedziela
hours-hint = Na przykład 09:00-12:30, 13:30-17:00. Cały dzień to 00:00-24:00; 22:00-06:00 kończy się następnego dnia. Dzień pozostawiony pusty jest jak wyżej; kreska go zamyka.
monday = poniedziałek
tuesday = wtorek
wednesday = środa
thursday = czwartek
friday = piątek
saturday = sobota
sunday = niedziela
exception = wyjątek
exceptions = Wyjątki
exceptions-hint = Zmiany dnia, po jednym w wierszu: 2026-12-23 12:00-14:00 albo kreska, gdy żadnych.
leave = Urlop
leave-hint = Od i do, po jednym w wierszu, z notatką, jeśli trzeba: 2026-12-28 2026-12-30 narty. Urlop jest ważniejszy niż wyjątki.
leave-backwards = urlop od { $from } do { $until } kończy się, zanim się zacznie
wrong-in = { $field }: { $why }
bad-hours = „{ $typed }” to nie godziny; oczekiwano takich jak 09:00-17:00
bad-date = „{ $typed }” to nie data; oczekiwano takiej jak 2026-12-24
bad-zone = nie ma strefy czasowej „{ $zone }”; oczekiwano takiej jak Europe/Warsaw
too-many = może być najwyżej { $most } wyjątków i urlopów oraz 24 zmiany dziennie

## The days to come, and the coverage

coming-days = Najbliższe dni
weekday = Dzień tygodnia
day = Data
works = Pracuje
why = Dlaczego
free = wolne
next-day = (następnego dnia)
on-day = { $day }
hours-only = { $hours } h
hours-and-minutes = { $hours } h { $minutes } min
clocks-of = Według zegara { $zone }.
coverage = Obsada
coverage-lead = Ile osób pracuje w każdej godzinie, w jej najsłabszym kwadransie. Gdzie otwarte i nikt nie pracuje, jest luka.
open-by = Otwarte według
no-open-hours = (bez godzin pracy)
no-calendar = nie ma takich godzin pracy
hour = Godzina
short-monday = pn
short-tuesday = wt
short-wednesday = śr
short-thursday = czw
short-friday = pt
short-saturday = sob
short-sunday = ndz
week-of = Tydzień z dniem
week-from = Tydzień od { $day }
weeks = Tygodnie
week-before = Poprzedni tydzień
week-after = Następny tydzień
gap = luka
who-covers = Kto kiedy pracuje
nobody = nikt
people-in = { $count ->
    [one] { $count } osoba ma zmiany.
    [few] { $count } osoby mają zmiany.
    [many] { $count } osób ma zmiany.
   *[other] { $count } osoby ma zmiany.
}
gaps = { $count ->
    [one] { $count } godzina ma lukę.
    [few] { $count } godziny mają luki.
    [many] { $count } godzin ma luki.
   *[other] { $count } godziny ma luki.
}

## What was done, and what went wrong

done-saved = Zapisano.
done-chosen = Wybrano.
done-removed = Usunięto.
trouble-403 = Nie możesz tego zrobić
trouble-404 = Nie znaleziono
trouble-409 = Ktoś był szybszy
trouble-asked = To się nie udało
trouble-later = Nie teraz
trouble-ours = Coś poszło nie tak

## What plugin.toml says

plugin-title = Zmiany
plugin-summary = Przechowuje, kto kiedy pracuje, i mówi, kto przyjmuje pracę: według zmian, urlopów i wyjątków oraz wyboru ludzi.
permission-shifts-use = Otwieranie stron zmian
    .description = Oglądanie własnych zmian i wybór, czy przyjmować pracę. Co jeszcze tam widać, mówią inne uprawnienia.
permission-schedule-read = Oglądanie zmian
    .description = Oglądanie, kto kiedy pracuje, kto przyjmuje pracę i dlaczego.
permission-schedule-edit = Edycja zmian
    .description = Tworzenie i zmiana zmian, urlopów i wyjątków, według działu, do którego należą.
permission-availability-set = Wybór, kto przyjmuje pracę
    .description = Przyjmowanie lub nieprzyjmowanie pracy, cokolwiek mówią zmiany: za siebie albo za innych.
permission-desk-use = Pytanie, kto przyjmuje pracę (wtyczki)
    .description = Dla wtyczek: pytanie, kto przyjmuje pracę, aby ją rozdzielać.
contribution-pages = Zmiany
