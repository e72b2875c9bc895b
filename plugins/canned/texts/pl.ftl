# Słowa wtyczki, która przechowuje gotowe odpowiedzi.

## Around every page

product = Ombud
skip = Przejdź do treści
desk-navigation = Centrum pomocy
inbox = Skrzynka
sign-out = Wyloguj
not-saved = Nic nie zapisano.

## The list and the form

answers = Gotowe odpowiedzi
lead = Teksty, które piszesz raz po raz. Wpisz / w odpowiedzi lub notatce, aby wstawić któryś.
new = Nowa odpowiedź
search = Szukaj
nothing = Jeszcze nic tu nie ma.
title = Tytuł
shortcut = Skrót
shortcut-hint = Co wpisuje się po /, na przykład hours
whose = Dla kogo
own = Tylko dla mnie
all = Dla wszystkich
uses = Użyta
main-text = Tekst
main-hint = Używany, jeśli język zgłoszenia nie ma własnego tekstu.
filled = Co można wypełnić
fallback = { $example } mówi, co tam stoi, jeśli nic nie ma. { $brace } to jeden nawias.
in-language = Tekst w tym języku
language = Język
languages = W innych językach
languages-hint = Język to kod taki jak en, bg, pl, ru lub sl. Wybiera język zgłoszenia.
save = Zapisz
preview = Zobacz, jak się czyta
sample = Tak się czyta, o kimś zmyślonym
cancel = Anuluj
delete = Usuń
undo = Cofnij
read-only = Możesz używać tej odpowiedzi, ale nie możesz jej zmieniać.
kept = Odpowiedź jest zapisana.
deleted = Odpowiedź jest usunięta.
restored = Odpowiedź wróciła.
no-such-page = wśród gotowych odpowiedzi nie ma takiej strony
first-page = Pierwsza strona
next-page = Następna strona
pages = Strony
files = Pliki
take-out = Usuń { $name }
files-hint = Dołączają się, gdy wstawi się odpowiedź. Najwyżej { $most }, razem { $megabytes } MB.

## Why something is not done, for whoever tried

brace-open = nawias przed „{ $text }” nie ma końca: zamknij go albo napisz dwa nawiasy zamiast jednego
unknown-placeholder = `{ $name }` nie da się wypełnić; można { $known }
no-answer = nie ma takiej odpowiedzi albo nie jest dla ciebie
no-department = nie ma działu `{ $text }`
not-deleted = nie ma czego przywrócić: już wróciło albo minęła doba
changed-meanwhile = ktoś zmienił tę odpowiedź, gdy była otwarta: otwórz ją ponownie i zdecyduj jeszcze raz
too-many = odpowiedzi jest już { $most }: najpierw którąś usuń
title-wrong = podaj tytuł od 1 do { $most } znaków
shortcut-wrong = skrót ma najwyżej { $most } liter, cyfr i łączników, bez spacji
shortcut-taken = `/{ $shortcut }` to już „{ $title }”: wybierz inny skrót
language-wrong = `{ $text }` nie jest kodem języka takim jak en lub pt-br
too-many-languages = odpowiedź ma najwyżej { $most } języków
text-wrong = każdy tekst ma od 1 do { $most } bajtów
files-many = odpowiedź mieści najwyżej { $most } plików, razem { $megabytes } MB

## When something went wrong

trouble-403 = Nie możesz tego zrobić
trouble-404 = Nie znaleziono
trouble-409 = Ktoś był szybszy
trouble-asked = Nie udało się
trouble-later = Nie teraz
trouble-ours = Coś poszło nie tak

## What plugin.toml says in English

plugin-title = Gotowe odpowiedzi
plugin-summary = Przechowuje teksty, które pisze się raz po raz: dla siebie, dla działu lub dla wszystkich.
contribution-pages = Gotowe odpowiedzi
permission-answer-use = Używanie gotowych odpowiedzi
    .description = Wstawianie odpowiedzi własnych i swoich działów.
permission-answer-edit = Edycja gotowych odpowiedzi
    .description = Pisanie, zmiana i usuwanie odpowiedzi własnych lub należących do działu.
permission-shared-use = Używanie gotowych odpowiedzi wszystkich
    .description = Wstawianie odpowiedzi, które mają wszyscy.
permission-shared-edit = Edycja gotowych odpowiedzi wszystkich
    .description = Pisanie, zmiana i usuwanie odpowiedzi, które mają wszyscy.
permission-desk-use = Używanie gotowych odpowiedzi (wtyczki)
    .description = Dla wtyczek: wywoływanie tej wtyczki. O tym, co mogą potem, decydują ich inne uprawnienia.
