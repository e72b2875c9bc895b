# Zdania wtyczki, która przechowuje zgłoszenia.

## Why something is not done, for whoever tried

closed-is-final = zgłoszenie #{ $number } jest zamknięte na stałe: najpierw zmień status na „otwarte”
changed-meanwhile = to zgłoszenie zostało w międzyczasie zmienione; przeczytaj je ponownie i zdecyduj jeszcze raz
not-in-department = nie masz tego uprawnienia w tym dziale
field-missing = brakuje pola „{ $title }” (`{ $name }`)
field-before-resolving = wypełnij „{ $title }” (`{ $name }`), zanim rozwiążesz zgłoszenie
field-text = w polu `{ $name }` jest `{ $value }`, a ma być tekst do { $most } bajtów
field-number = w polu `{ $name }` jest `{ $value }`, a ma być liczba
field-choice = w polu `{ $name }` jest `{ $value }`, a ma być jedno z: { $choices }
field-date = w polu `{ $name }` jest `{ $value }`, a ma być data, na przykład 2026-03-01
field-yes-no = w polu `{ $name }` jest `{ $value }`, a ma być true albo false
field-person = w polu `{ $name }` jest `{ $value }`, a ma być identyfikator osoby
field-unknown = nie ma pola `{ $name }`
reply-stays = tego, co napisano do klienta, nie można zmienić ani cofnąć
line-stays = wpisy systemowe pozostają bez zmian
note-of-author = notatkę zmienia tylko jej autor
sign-in-to-open = zaloguj się, aby otworzyć zgłoszenie
only-for-yourself = możesz otwierać zgłoszenia tylko dla siebie: pomiń `requester`
nobody-has-address = `{ $field }`: nikt tu nie ma adresu `{ $text }`
assignee-is-customer = opiekunem musi być pracownik, a nie klient
assignee-is-suspended = opiekun jest zawieszony i nie może zajmować się zgłoszeniami
subject-empty = temat jest pusty: napisz w kilku słowach, o co chodzi
subject-long = temat ma { $length } znaków, mieści się najwyżej { $most }
tag-length = etykieta ma od 1 do { $most } znaków, a `{ $tag }` ma { $length }
tags-many = etykiet jest { $count }, zgłoszenie mieści najwyżej { $most }
body-empty = wiadomość jest pusta: napisz coś albo dołącz plik
message-long = `{ $name }` ma { $length } bajtów, mieści się najwyżej { $most }: dołącz jako plik
files-many = plików jest { $count }, wiadomość mieści { $most }
split-all = wybrano wszystkie wiadomości ({ $all }) zgłoszenia #{ $number }: co najmniej jedna zostaje albo przenieś całe zgłoszenie
split-nothing = nie wybrano wiadomości: wybierz co najmniej jedną
split-gone = wiadomości `{ $id }` nie ma w zgłoszeniu #{ $number }; może została już przeniesiona
merge-itself = zgłoszenia nie można scalić z nim samym
merge-empty = zgłoszenie #{ $number } nie ma wiadomości: być może już je scalono
merge-many = zgłoszenie #{ $number } ma ponad { $most } wiadomości: to za dużo na scalenie
not-merged = zgłoszenie #{ $number } nie zostało scalone z tym albo już to cofnięto
merge-went-on = w zgłoszeniu #{ $number } nic z niego już nie ma: wydzielono to albo scalono dalej, więc najpierw cofnij tamto
is-closed = zgłoszenie #{ $number } jest zamknięte: najpierw otwórz je ponownie
is-spam = zgłoszenie #{ $number } jest oznaczone jako spam
is-merged = zgłoszenie #{ $number } jest już scalone: najpierw cofnij to albo scal to, do którego trafiło
is-spam-open-first = zgłoszenie #{ $number } jest oznaczone jako spam: najpierw je otwórz
no-ticket = nie ma zgłoszenia `{ $id }`
no-ticket-number = nie ma zgłoszenia #{ $number }
held-has-left = już wyszła i nie można jej cofnąć
held-author-gone = jej autor nie może już tu pracować
held-overdue = nie udało się jej zapisać w zgłoszeniu i nie będzie kolejnych prób
held-orphan = jej zgłoszenie zostało usunięte
status-final = zamknięte zgłoszenie jest ostateczne: ponowne otwarcie wymaga osobnego uprawnienia
status-closed-only-opens = zamknięte zgłoszenie można tylko otworzyć
status-never-new = zgłoszenie nie staje się znów nowe: wybierz „otwarte”
status-spam-only-opens = spam można tylko otworzyć (jeśli nim nie jest) albo zamknąć
tag-unknown = „{ $tag }” nie jest etykietą tego centrum; jego etykiety to: { $known }
field-off = `fields`: `{ $name }` jest wyłączone i nie można go już wypełnić
field-elsewhere = `fields`: `{ $name }` nie jest dla zgłoszeń tego działu
define-name = `name`: `{ $name }` nie jest nazwą do { $most } małych liter a–z, cyfr, kropek i kresek
define-taken = pole `{ $name }` już jest, może wyłączone
define-title-missing = nadaj polu tytuł
define-kind-missing = wybierz rodzaj pola
define-kind-stays = „{ $title }” pozostaje swojego rodzaju, bo zgłoszenia mają jego wartości: wyłącz je i utwórz inne
define-choice-twice = możliwość „{ $choice }” jest podana dwa razy
define-choices-missing = wybór potrzebuje choć jednej oferowanej możliwości
define-choices-many = wybór ma najwyżej { $most } możliwości
define-long = „{ $title }” ma { $length } znaków, mieści się najwyżej { $most }
define-language = `titles`: nie ma języka `{ $language }`, są { $known }
define-many = centrum ma najwyżej { $most } pól, razem z wyłączonymi
define-large = pola z tytułami i możliwościami mają więcej niż { $most } bajtów: podaj mniej możliwości
define-changed-since = ktoś inny zmienił tymczasem „{ $title }”; zapisz ponownie, aby zostało twoje
define-no-version = nie ma wersji { $version } pól
tag-taken = etykieta „{ $tag }” już jest
tag-merge-instead = etykieta „{ $tag }” już jest: scal z nią „{ $name }”, jeśli to to samo
tag-none = nie ma etykiety „{ $tag }”
tag-comma = etykieta nie zawiera przecinka: „{ $tag }”
tags-defined-many = centrum określa najwyżej { $most } etykiet

## What plugin.toml says in English

plugin-title = Zgłoszenia
plugin-summary = Przechowuje zgłoszenia z wiadomościami i prowadzi je od nowych do zamkniętych.
permission-ticket-read = Czytanie zgłoszeń
    .description = Wgląd w zgłoszenia, ich wiadomości i pliki. Pracownicy widzą też notatki wewnętrzne i historię.
permission-ticket-create = Otwieranie zgłoszeń
    .description = Otwarcie zgłoszenia z pierwszą wiadomością, w dziale, którego nie trzeba móc czytać.
permission-ticket-edit = Edytowanie zgłoszeń
    .description = Zmiana tematu, statusu, priorytetu, etykiet, pól i języka. Do tego, co czytają z tego klienci, potrzebne jest też prawo odpowiadania.
permission-ticket-reply = Odpowiadanie na zgłoszenia
    .description = Pisanie do klienta w zgłoszeniu. Dla klientów: pisanie do centrum pomocy.
permission-ticket-note = Pisanie notatek wewnętrznych
    .description = Pisanie notatek, które widzą tylko pracownicy, oraz edytowanie i usuwanie własnych.
permission-ticket-assign = Przypisywanie zgłoszeń
    .description = Przekazanie zgłoszenia koledze, przejęcie go lub oddanie.
permission-ticket-move = Przenoszenie zgłoszeń z działu
    .description = Przekazanie zgłoszenia innemu działowi.
permission-ticket-move-into = Przenoszenie zgłoszeń do działu
    .description = Wybór tego działu jako celu. Nie trzeba móc tam czytać.
permission-ticket-share = Udostępnianie zgłoszeń
    .description = Dodawanie i usuwanie uczestników, którzy mogą potem czytać zgłoszenie.
permission-ticket-requester = Zmiana zgłaszającego
    .description = Wstawienie innego klienta w miejsce zgłaszającego; może on potem czytać zgłoszenie.
permission-ticket-split = Dzielenie zgłoszeń
    .description = Wyjęcie wiadomości ze zgłoszenia do innego i cofnięcie tego.
permission-ticket-merge = Scalanie zgłoszeń
    .description = Przenoszenie wszystkich wiadomości zgłoszenia do innego, zamykanie pierwszego i cofanie tego.
permission-ticket-reopen = Ponowne otwieranie zgłoszeń
    .description = Przywrócenie zamkniętego zgłoszenia, które dla innych jest ostateczne.
permission-ticket-delete = Usuwanie zgłoszeń
    .description = Usunięcie zgłoszenia ze wszystkimi wiadomościami i historią, na zawsze.
permission-ticket-import = Pisanie w imieniu innych
    .description = Dodawanie wiadomości z innym autorem i czasem, tak jak robi to poczta i import.
permission-desk-use = Praca ze zgłoszeniami (wtyczki)
    .description = Dla wtyczek: wywoływanie tej wtyczki. O tym, co mogą potem, decydują ich inne uprawnienia.
permission-tag-create = Wymyślanie etykiet
    .description = Nadawanie zgłoszeniom etykiet, których to centrum nie określiło. Dopóki nie określi żadnej, może każdy, kto edytuje.
permission-definition-edit = Określanie pól i etykiet
    .description = Tworzenie, zmiana i wyłączanie własnych pól; określanie, zmiana nazw, scalanie i usuwanie etykiet: także w zgłoszeniach, których się nie widzi.
contribution-definitions = Pola i etykiety
setting-close-after-days = Dni do zamknięcia rozwiązanego zgłoszenia
    .hint = Jeśli nikt w tym czasie nie odpowie. Przy 0 pozostaje rozwiązane.
setting-undo-seconds = Sekundy, które odpowiedź czeka, zanim wyjdzie
    .hint = Przez ten czas autor może ją cofnąć. Przy 0 wychodzi od razu.
setting-undefined-fields = Zgłoszenia mogą nosić też inne pola
    .hint = Potrzebne przy imporcie.

## Wiersze centrum w rozmowie

line-moved-to = { $count ->
    [one] { $count } wiadomość przeniesiono do #{ $number }
    [few] { $count } wiadomości przeniesiono do #{ $number }
    [many] { $count } wiadomości przeniesiono do #{ $number }
   *[other] { $count } wiadomości przeniesiono do #{ $number }
}
line-copied-to = { $count ->
    [one] { $count } wiadomość skopiowano do #{ $number }
    [few] { $count } wiadomości skopiowano do #{ $number }
    [many] { $count } wiadomości skopiowano do #{ $number }
   *[other] { $count } wiadomości skopiowano do #{ $number }
}
line-split-from = { $count ->
    [one] { $count } wiadomość wydzielono z #{ $number }
    [few] { $count } wiadomości wydzielono z #{ $number }
    [many] { $count } wiadomości wydzielono z #{ $number }
   *[other] { $count } wiadomości wydzielono z #{ $number }
}
line-copied-from = { $count ->
    [one] { $count } wiadomość skopiowano z #{ $number }
    [few] { $count } wiadomości skopiowano z #{ $number }
    [many] { $count } wiadomości skopiowano z #{ $number }
   *[other] { $count } wiadomości skopiowano z #{ $number }
}
line-merged-from = { $count ->
    [one] { $count } wiadomość przyszła przy scaleniu z #{ $number }
    [few] { $count } wiadomości przyszły przy scaleniu z #{ $number }
    [many] { $count } wiadomości przyszło przy scaleniu z #{ $number }
   *[other] { $count } wiadomości przyszło przy scaleniu z #{ $number }
}
line-merged-into = scalono z #{ $number }

## Pages of fields and tags

product = Ombud
skip = Przejdź do treści
desk-navigation = Centrum pomocy
inbox = Skrzynka
sign-out = Wyloguj się
not-saved = Nic nie zapisano.
trouble-403 = Nie możesz tego zrobić
trouble-404 = Nie znaleziono
trouble-409 = Ktoś był szybszy
trouble-asked = To się nie udało
trouble-later = Nie teraz
trouble-ours = Coś poszło nie tak
no-such-page = nie ma takiej strony
save = Zapisz
look = Zobacz, jak wygląda
definitions = Pola i etykiety
field = Pole
fields = Pola
fields-lead = Co mają zgłoszenia tego centrum oprócz tematu, statusu i etykiet. Stoi obok każdej rozmowy, w tej kolejności.
no-fields = Nie ma jeszcze pól.
new-field = Nowe pole
fields-off = Wyłączone
fields-off-hint = Tych nikt już nie wypełnia. To, co mają z nich zgłoszenia, zostaje i jest tam pokazywane.
versions = Wcześniejsze wersje
versions-lead = Każda zmiana pól tworzy wersję. Gdy któraś wraca, to, co przyszło po niej, zostaje wyłączone, a nie utracone.
title = Tytuł
title-hint = To, co czytają ludzie. Można to zmienić w każdej chwili.
other-languages = W innych językach
name = Nazwa w programach
name-hint = Małe litery, cyfry i kreski. Jeśli puste, powstaje z tytułu. Pozostaje takie, jakie jest.
kind = Rodzaj
kind-stays = Rodzaj się nie zmienia, aby pasowało to, co mają zgłoszenia. Aby mieć inny, wyłącz to pole i utwórz nowe.
choices = Możliwości
choices-hint = Tytuły można zmieniać: zgłoszenia zachowują to, co wybrano. Możliwości się nie usuwa, tylko przestaje oferować.
new-choices = Więcej możliwości
new-choices-hint = Dla wyboru: po jednej możliwości w wierszu.
in-programs = w programach
offered = Oferowana
required = Trzeba wypełnić
never = nigdy
to-open = aby otworzyć zgłoszenie
to-resolve = aby je rozwiązać
for-whom = Dla kogo
customers = pracownicy i klienci
staff-only = tylko pracownicy
customer-fills = Klienci je widzą i wypełniają
departments = Działy
departments-hint = Tylko dla zgłoszeń zaznaczonych działów. Bez zaznaczenia dla wszystkich.
all-departments = wszystkie
turned-off = Wyłączone
turned-off-hint = Nikt go już nie wypełnia i nie musi. Zgłoszenia zachowują to, co mają.
up = W górę
down = W dół
move-up = Przesuń „{ $title }” w górę
move-down = Przesuń „{ $title }” w dół
switch-off = Wyłącz
switch-on = Włącz
preview = Jak to wygląda
preview-hint = Tak stoi w zgłoszeniu. To, co tu wpiszesz, nigdzie nie trafia.
preview-for = W zgłoszeniach działu
show = Pokaż
yes = Tak
no = Nie
the-desk = centrum
bring-back = Przywróć tę
latest = Tak jest teraz
version = Wersja { $number }, autor: { $who }, od { $since }
how-settings = Tak było w ustawieniach
how-added = dodano `{ $name }`
how-changed = zmieniono `{ $name }`
how-moved = Zmieniono kolejność
how-back = Przywrócono wersję { $version }
tags = Etykiety
tags-lead = Dopóki nie ma tu żadnej, można nadać dowolną etykietę. Potem inne nadają tylko ci, którzy mogą wymyślać etykiety; wszyscy wybierają z tych.
no-tags = Nie ma jeszcze etykiet.
tag = Etykieta
colour = Kolor
tickets = Zgłoszenia
undefined-tag = nieokreślona
add-tag = Określ etykietę
change-tag = Zmień
set-colour = Ustaw kolor
rename-tag = Zmień nazwę
rename-hint = Obietnice, przydzielanie, reguły i zapisane widoki, które ją wymieniają, nie zmieniają się: wpisz tam nową nazwę.
merge-tag = Scal
into = Z
merge-hint = Wszystkie jej zgłoszenia dostają tę drugą; kto nadaje jeszcze tę, nadaje tamtą. Potem nie da się ich rozróżnić.
remove-tag = Usuń
remove-hint = Nie jest już oferowana.
off-tickets = Zdejmij ją też ze wszystkich zgłoszeń
so-many = { $count ->
    [one] { $count } zgłoszenie
    [few] { $count } zgłoszenia
    [many] { $count } zgłoszeń
   *[other] { $count } zgłoszenia
}
more-than = ponad { $count }
work-renames = „{ $from }” staje się „{ $to }” we wszystkich zgłoszeniach. To dzieje się samo.
work-removes = „{ $from }” jest zdejmowana ze wszystkich zgłoszeń. To dzieje się samo.
done-added = Dodano.
done-saved = Zapisano.
done-moved = Zmieniono.
done-back = Ta wersja wróciła.
done-renamed = Gotowe. Zgłoszenia się dostosowują.
done-removed = Usunięto.
kind-text = Tekst
kind-number = Liczba
kind-choice = Wybór
kind-date = Data
kind-yes-no = Tak lub nie
kind-person = Osoba
grey = Szary
red = Czerwony
orange = Pomarańczowy
yellow = Żółty
green = Zielony
teal = Morski
blue = Niebieski
purple = Fioletowy
