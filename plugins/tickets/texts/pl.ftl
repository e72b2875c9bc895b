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
setting-close-after-days = Dni do zamknięcia rozwiązanego zgłoszenia
    .hint = Jeśli nikt w tym czasie nie odpowie. Przy 0 pozostaje rozwiązane.
setting-undo-seconds = Sekundy, które odpowiedź czeka, zanim wyjdzie
    .hint = Przez ten czas autor może ją cofnąć. Przy 0 wychodzi od razu.
setting-fields = Własne pola zgłoszeń
    .hint = Obok rozmowy, w tej kolejności. Nazwa w programach pozostaje taka sama, gdy zgłoszenia już ją noszą.
setting-fields-name = Nazwa w programach
setting-fields-title = Tytuł dla ludzi
setting-fields-kind = Rodzaj
    .choice-text = Tekst
    .choice-number = Liczba
    .choice-choice = Wybór
    .choice-date = Data
    .choice-yes-no = Tak lub nie
    .choice-person = Osoba
setting-fields-choices = Możliwości
    .hint = Oddzielone przecinkami
setting-fields-required = Trzeba wypełnić
    .choice-create = aby otworzyć zgłoszenie
    .choice-resolve = aby je rozwiązać
setting-fields-customer = Klienci je widzą i wypełniają
setting-undefined-fields = Zgłoszenia mogą nosić też inne pola
    .hint = Potrzebne przy imporcie.
setting-tags = Etykiety
    .hint = Dopóki nie ma tu żadnej, można nadać dowolną etykietę. Potem inne nadają tylko ci, którzy mogą wymyślać etykiety.
setting-tags-name = Etykieta
setting-tags-colour = Kolor
    .choice-grey = Szary
    .choice-red = Czerwony
    .choice-orange = Pomarańczowy
    .choice-yellow = Żółty
    .choice-green = Zielony
    .choice-teal = Morski
    .choice-blue = Niebieski
    .choice-purple = Fioletowy

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
