# Słowa konsoli, w której pracownicy zajmują się zgłoszeniami.

## Around every page

product = Ombud
skip = Przejdź do treści
desk-navigation = Centrum pomocy
sign-out = Wyloguj się
sign-in = Zaloguj się

## The inbox

inbox = Skrzynka
tickets = Zgłoszenia
all-tickets = Wszystkie zgłoszenia
mine = Moje
unassigned = Nieprzypisane
all = Wszystkie
views = Widoki
departments = Działy
filter = Filtruj i sortuj
anyone = Ktokolwiek
me = Ja
nobody = Nikt
apply = Zastosuj
clear = Wyczyść
subject = Temat
changed = Zmiana
no-requester = bez zgłaszającego
nobody-to-reply = Nikt tego nie zgłosił, więc nie ma komu odpowiedzieć.
no-subject = (bez tematu)
nothing-here = Nie ma tu zgłoszeń. W tym widoku nic na ciebie nie czeka.
nothing-so-far = Nic wśród zgłoszeń przejrzanych do tej pory. Następna strona szuka dalej.
first-page = Pierwsza strona
next-page = Następna strona
pages = Strony

## Views, columns, and many tickets at once

unresolved = Nierozwiązane
everything = Wszystkie
shared-views = Widoki wspólne
own-views = Twoje widoki
opened-column = Otwarto
columns = Kolumny
keep-columns = Zachowaj je dla mnie
columns-here = Tylko w tym widoku
any-priority = Każdy priorytet
keep-view = Zapisz ten widok
keep-view-hint = Nadaj mu nazwę, a pojawi się po lewej.
view-name = Nazwa widoku
for-all = Dla wszystkich współpracowników
no-such-view = tego widoku już nie ma
new-here = nowe od ostatniego razu
chosen = Wybrane zgłoszenia
choose-all = Wybierz wszystkie na tej stronie
leave = Bez zmian
add-tags = Dodaj tagi
remove-tags = Usuń tagi
change-chosen = Zmień wybrane
undo = Cofnij
choose-and-change = zaznacz co najmniej jedno zgłoszenie i wybierz, co ma się z nim stać
only-the-last = cofnąć można tylko ostatnią zmianę wielu zgłoszeń, a ta strona dotyczy wcześniejszej
fresh = Pokaż nowe
refreshed = Lista została odświeżona.
new-message = Pojawiła się nowa wiadomość.
ticket-left = Nie możesz już widzieć tego zgłoszenia. To, co napisano, pozostaje tutaj, ale nie można tego stąd wysłać.
# Before #42.
choose-ticket = Wybierz
remove-view = Usuń widok „{ $name }”
view-name-wrong = { $count ->
    [one] nadaj widokowi nazwę o długości jednego znaku
    [few] nadaj widokowi nazwę o długości od 1 do { $count } znaków
    [many] nadaj widokowi nazwę o długości od 1 do { $count } znaków
   *[other] nadaj widokowi nazwę o długości od 1 do { $count } znaku
}
too-many-views = { $count ->
    [one] jest już { $count } widok: najpierw go usuń
    [few] są już { $count } widoki: najpierw usuń któryś
    [many] jest już { $count } widoków: najpierw usuń któryś
   *[other] jest już { $count } widoku: najpierw usuń któryś
}
too-many-tickets = { $count ->
    [one] naraz można zmienić najwyżej { $count } zgłoszenie
    [few] naraz można zmienić najwyżej { $count } zgłoszenia
    [many] naraz można zmienić najwyżej { $count } zgłoszeń
   *[other] naraz można zmienić najwyżej { $count } zgłoszenia
}
bulk-done = { $count ->
    [one] Zmieniono { $count } zgłoszenie.
    [few] Zmieniono { $count } zgłoszenia.
    [many] Zmieniono { $count } zgłoszeń.
   *[other] Zmieniono { $count } zgłoszenia.
}
bulk-left = { $count ->
    [one] { $count } zgłoszenie pozostało bez zmian:
    [few] { $count } zgłoszenia pozostały bez zmian:
    [many] { $count } zgłoszeń pozostało bez zmian:
   *[other] { $count } zgłoszenia pozostało bez zmian:
}
bulk-undone = { $count ->
    [one] Cofnięto w { $count } zgłoszeniu.
    [few] Cofnięto w { $count } zgłoszeniach.
    [many] Cofnięto w { $count } zgłoszeniach.
   *[other] Cofnięto w { $count } zgłoszenia.
}
bulk-not-undone = Niczego nie cofnięto.
bulk-nearly = { $count ->
    [one] { $count } zgłoszenie ma inny status niż przedtem:
    [few] { $count } zgłoszenia mają inny status niż przedtem:
    [many] { $count } zgłoszeń ma inny status niż przedtem:
   *[other] { $count } zgłoszenia ma inny status niż przedtem:
}
status-not-back = status to teraz „{ $after }”, a przedtem „{ $before }”
changed-since = ktoś zmienił je w międzyczasie
done-bulk = Gotowe.
done-bulk-undone = Cofnięto.
done-view-kept = Widok zapisano. Znajdziesz go po lewej.
done-columns-kept = Odtąd skrzynka pokazuje Ci te kolumny.
done-view-gone = Widok usunięto. Zgłoszenia są tam, gdzie były.
done-onward = Twoja wiadomość jest w
done-at-end = To było ostatnie zgłoszenie na tej liście.
done-at-begin = To było pierwsze zgłoszenie na tej liście.
key-choose = wybierz, aby zmienić wiele naraz
key-take = przypisz zgłoszenie do mnie
key-status = zmień jego status

## The search

search = Szukaj
contribution-search = Szukaj zgłoszeń i osób albo przejdź do zgłoszenia o danym numerze
search-not-ready = Wyszukiwanie jest przygotowywane. Spróbuj za chwilę; wszystko inne działa.
search-incomplete = Indeks wyszukiwania jest budowany od nowa, więc wyników może być więcej. Spróbuj później.
no-such-status = Nie ma statusu `{ $asked }`. Są { $known }.
search-for-what = Wpisz, czego szukasz.
nothing-found = Nie znaleziono niczego, co możesz zobaczyć. Mniej słów lub inne słowa mogą dać więcej.
search-help = Jak szukać
search-filters = Filtry tego wyszukiwania
best-first = Najtrafniejsze
newest-first = Najnowsze
not = bez
person = Osoba
example-words = zgubiona faktura
example-words-finds = oba słowa, w każdej formie
example-phrase = "zgubiona faktura"
example-phrase-finds = słowa obok siebie
example-without = -zapłacona
example-without-finds = bez tego słowa
example-state-finds = w tym statusie, z tym tagiem
example-people-finds = co napisała, w zgłoszeniach przydzielonych do ciebie
example-department-finds = z tego działu
example-file-finds = z plikiem
example-days-finds = z tych dni
example-number-finds = zgłoszenie o tym numerze
search-title = Szukaj: { $text }
found = { $count ->
    [one] Znaleziono { $count } wynik
    [few] Znaleziono { $count } wyniki
    [many] Znaleziono { $count } wyników
   *[other] Znaleziono { $count } wyniku
}
found-more = { $count ->
    [one] Znaleziono więcej niż { $count } wynik
    [few] Znaleziono więcej niż { $count } wyniki
    [many] Znaleziono więcej niż { $count } wyników
   *[other] Znaleziono więcej niż { $count } wyniku
}
without = Szukaj bez { $word }:
key-search = szukaj albo przejdź do zgłoszenia o danym numerze

## A ticket

ticket = Zgłoszenie
status = Status
priority = Priorytet
assignee = Opiekun
department = Dział
tag = Etykieta
tags = Etykiety
tags-hint = Oddzielone przecinkami
known-tags = Oddzielone przecinkami. Są: { $known }
to-resolve = potrzebne do rozwiązania
missing-to-resolve = Aby rozwiązać, wypełnij: { $titles }
yes = Tak
no = Nie
sort = Sortuj według
change-subject = Zmień temat
save = Zapisz zmiany
take = Przypisz do mnie
in-department = W tym dziale
others = Inni
conversation = Rozmowa
about-ticket = O tym zgłoszeniu
put-off = Odłóż
only-pending-is-put-off = Odłożone zgłoszenie ma status „Oczekujące”: zostaw status, jaki jest, albo nie wybieraj czasu.
not-put-off = nie
as-it-is = jak jest
until = do
for-days = { $count ->
    [one] na { $count } dzień
    [few] na { $count } dni
    [many] na { $count } dni
   *[other] na { $count } dnia
}
requester = Zgłaszający
other-requester = Inny klient
set-requester = Wskaż klienta
other-tickets = Inne zgłoszenia
participants = Biorą też udział
related = Powiązane zgłoszenia
fields = Szczegóły
opened = otwarte
latest = Do najnowszej wiadomości
previous = Poprzednie
next = Następne
no-messages = Nie ma tu wiadomości, które możesz zobaczyć.
customer = klient
staff-reply = odpowiedź do klienta
note-seal = Notatka wewnętrzna: czytają ją tylko pracownicy
quoted = Cytowany tekst
pick = Wydziel
files = Pliki

## Writing

reply-label = Twoja odpowiedź
reply-hint = Klient to przeczyta.
save-draft = Zapisz szkic
discard-draft = Odrzuć szkic
bring-back = Przywróć odłożony tekst
draft-saved = Szkic zapisany
draft-unsaved = W tym oknie, jeszcze nie zapisane
draft-here = Szkic
draft-elsewhere = Zapisane z innego okna
draft-clash = w innym oknie powstał w tym miejscu inny tekst i jest zapisany; oba są tutaj: zapisz ten albo weź tamten
take-other = Weź drugi tekst
draft-long = szkic ma najwyżej { $most } bajtów: załącz go jako plik
offline = Brak połączenia. To, co piszesz, zostaje tutaj i zapisze się, gdy połączenie wróci.
not-sent-offline = Nie wysłano: brak połączenia. Tekst nadal tu jest.
recall-hint = Możesz ją jeszcze cofnąć: naciśnij z.
to-composer = Przywróć, by pisać dalej
clear-away = Usuń
sent-otherwise = ten formularz został już wysłany z innymi słowami: Twoje są tutaj i nie zostały wysłane
attach = Pliki
attach-them = Załącz
take-out = Usuń { $name }
did-not-leave = Nie wysłano: { $reason }.
not-left = Twoja odpowiedź w #{ $number } nie została wysłana: { $reason }.
leaves-in = Wyjdzie za { $count } s
is-looking = { $name } patrzy
is-writing = { $name } pisze…
send-reply = Wyślij odpowiedź
onward = Wyślij i przejdź dalej
then = Status potem
then-usual = Automatycznie
note = Notatka wewnętrzna
note-label = Twoja notatka
note-hint = Przeczytają to tylko pracownicy. Nigdy nie trafia do klienta. Znak @ i imię wzywają współpracownika.
keep-note = Dodaj notatkę wewnętrzną
onward-note = Dodaj i przejdź dalej

## Canned answers

canned = Wstaw gotową odpowiedź (albo wpisz / w tekście)
canned-answer = Gotowa odpowiedź
insert = Wstaw
own-answer = moja
answer-of-department = działu
answer-of-all = wszystkich
key-canned = gotowe odpowiedzi podczas pisania

## Wzmianki

mentions = Wzmianki
no-mentions = Nikt o Tobie nie wspomniał. Współpracownicy robią to w notatce wewnętrznej: @ i Twoje imię.
mentioned-you = { $name } wspomina o Tobie
cannot-read = { $name } nie ma prawa czytać tego zgłoszenia i o niczym się nie dowie.
ambiguous-name = „{ $written }” może oznaczać każdą z tych osób: { $names }. Wpisz całe imię i nazwisko.
keep-all-the-same = Dodaj notatkę jeszcze raz, jeśli ma pozostać tak, jak jest.
key-mention = wzmianka o współpracowniku podczas pisania notatki

## Splitting

split-hint = Utwórz osobne zgłoszenie z wybranych wiadomości.
split-start = Wydziel…
split = Podziel zgłoszenie
split-chosen = Wybrane wiadomości
split-new = Nowe zgłoszenie
split-mode = Co stanie się z wiadomościami tutaj
split-move = Przenieś: znikną z tego zgłoszenia, zostanie wiersz dla pracowników
split-copy = Skopiuj: będą w obu zgłoszeniach
split-quiet = Żaden e-mail nie zostanie wysłany. Możesz to cofnąć w ciągu doby.
split-priority-default = Jak w starym zgłoszeniu
split-tags = Zabierz etykiety
split-fields = Zabierz szczegóły
split-none = wybierz co najmniej jedną wiadomość do wydzielenia
split-preview = Pokaż, jakie będą oba zgłoszenia
split-both = Oba zgłoszenia po podziale
split-in-both = w obu zgłoszeniach
split-no-message = Brak wiadomości.
split-not-so = Tak nie można podzielić zgłoszenia.
split-stays = Co zostaje w #{ $number }
split-all = wybrano wszystkie wiadomości i w #{ $number } nic by nie zostało: wybierz mniej albo je skopiuj
split-gone = wybranej wiadomości nie ma już w #{ $number }: może została przeniesiona
split-shut = zgłoszenie #{ $number } jest zamknięte albo oznaczone jako spam: najpierw otwórz je ponownie
undo-split = Cofnij podział
cancel = Anuluj

## Merging

merge = Scal
merge-start = Scal w jedno…
merge-start-one = Scal z innym…
merge-none = wybierz co najmniej jedno zgłoszenie do scalenia
merge-itself = to jest to samo zgłoszenie: wybierz inne
merge-where = najpierw powiedz, z którym zgłoszeniem
merge-most = { $most ->
    [one] naraz można scalić najwyżej { $most } zgłoszenie
    [few] naraz można scalić najwyżej { $most } zgłoszenia
    [many] naraz można scalić najwyżej { $most } zgłoszeń
   *[other] naraz można scalić najwyżej { $most } zgłoszenia
}
merge-which-stays = Które zostaje?
merge-found = Znalezione
merge-offered = Inne zgłoszenia tej samej osoby
merge-place = Numer drugiego zgłoszenia albo słowa, po których je znaleźć
merge-look = Zobacz, co z tego będzie
merge-quiet = Żaden e-mail nie zostanie wysłany. Możesz to cofnąć w ciągu doby.
merge-title = Scal #{ $number } z innym zgłoszeniem
merge-title-many = { $count ->
    [one] Scal { $count } zgłoszenie
    [few] Scal { $count } zgłoszenia w jedno
    [many] Scal { $count } zgłoszeń w jedno
   *[other] Scal { $count } zgłoszenia w jedno
}
merge-title-into = Scal #{ $source } z #{ $target }
merge-title-many-into = { $count ->
    [one] Scal { $count } zgłoszenie z #{ $target }
    [few] Scal { $count } zgłoszenia z #{ $target }
    [many] Scal { $count } zgłoszeń z #{ $target }
   *[other] Scal { $count } zgłoszenia z #{ $target }
}
merge-messages = { $count ->
    [one] { $count } wiadomość trafi do #{ $target } w kolejności czasu, z plikami.
    [few] { $count } wiadomości trafią do #{ $target } w kolejności czasu, z plikami.
    [many] { $count } wiadomości trafi do #{ $target } w kolejności czasu, z plikami.
   *[other] { $count } wiadomości trafi do #{ $target } w kolejności czasu, z plikami.
}
merge-joining = Odtąd w #{ $target } uczestniczą też: { $names }.
merge-left-out = Nie możesz udostępniać #{ $target }, więc nie będą mogli dalej czytać: { $names }.
merge-reopens = #{ $target } nie jest teraz otwarte; zostanie otwarte, bo jest co robić.
merge-stays = #{ $target } zachowa numer, temat, priorytet, etykiety i opiekuna.
merge-closes = #{ $source } zostanie zamknięte i będzie prowadzić do #{ $target }; tam trafią odpowiedzi.
merge-other-requester = Dwie osoby: { $source } i { $target } przeczytają, co napisała druga.
merge-other-department = Dwa działy: to, co było w dziale { $source }, będzie w dziale { $target }.
merge-of = #{ $source } scalono z #{ $target }.
undo-merge = Cofnij scalenie
goes-on = To zgłoszenie jest zamknięte. Ciąg dalszy w
done-merged = Scalono. Wszystkie wiadomości są teraz w tym zgłoszeniu.
done-unmerged = Scalenie cofnięto. Wiadomości wróciły.
not-done-unmerge = Scalenia nie udało się cofnąć.
not-done-requester = Nie udało się wskazać klienta.
change-merged-from = – scalenie { $after } z tym zgłoszeniem
change-merged-into = – scalenie tego zgłoszenia z { $after }
change-merge-undone = – cofnięcie scalenia z { $after }
key-merge = scal z innym

## A new ticket

new-ticket = Nowe zgłoszenie
open-ticket = Otwórz zgłoszenie
requester-mail = Adres e-mail klienta
requester-name = Nazwisko klienta
requester-name-hint = Używane, gdy adres jest tu nowy
give-requester-mail = Podaj adres e-mail klienta.
first-message = Wiadomość
first-kind = Ta wiadomość jest
first-reply = dla klienta
first-note = notatką wewnętrzną, na przykład o rozmowie telefonicznej

## What is missing

write-something = najpierw coś napisz
give-subject = podaj temat zgłoszenia
give-requester = podaj adres klienta albo niech pierwsza wiadomość będzie notatką
choose-department = wybierz dział
no-such-page = nie ma takiej strony w konsoli
no-composer = Możesz czytać to zgłoszenie, ale nie możesz w nim pisać.

## Keys

close = Zamknij
keys = Klawisze
key-next = następne zgłoszenie na liście
key-before = poprzednie
key-open = otwórz je
key-reply = odpowiedz
key-note = napisz notatkę wewnętrzną
key-send = wyślij to, co piszesz
key-recall = cofnij odpowiedź, która zaraz wyjdzie
key-inbox = skrzynka
key-new = nowe zgłoszenie
key-there = kto jest, jeśli możesz to zobaczyć
key-list = ta lista

## Who has no business here

for-staff-title = To wejście jest dla pracowników
for-staff = W konsoli nasi pracownicy zajmują się zgłoszeniami. Aby do nas napisać, po prostu odpowiedz na jeden z naszych e-maili.
sign-in-first = Zaloguj się, aby pracować nad zgłoszeniami.

## Words for states

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
sort-updated = Ostatnia zmiana
sort-created = Najnowsze
sort-oldest = Najstarsze
sort-priority = Priorytet
sort-due = Najbliższy termin
relation-split-from = Wydzielone z
relation-split-to = Podzielone na
relation-follow-up-of = Kontynuacja
relation-followed-by = Kontynuowane w

## What was just done, and what was not

done-reply = Twoja odpowiedź jest w zgłoszeniu i klient może ją przeczytać.
done-held = Odpowiedź jeszcze nie wyszła. Nadal możesz ją cofnąć.
done-recalled = Odpowiedź wróciła i nie została wysłana. Możesz pisać dalej.
done-draft-saved = Szkic jest zapisany. Widzisz go tylko ty.
done-draft-gone = Szkic odrzucono. Przez dobę można go przywrócić.
done-draft-back = Tekst wrócił.
done-note = Notatka jest zapisana. Przeczytają ją tylko pracownicy.
done-saved = Zmiany są zapisane.
done-taken = To zgłoszenie jest teraz twoje.
done-created = Zgłoszenie jest otwarte.
done-split = To zgłoszenie zostało wydzielone.
done-undone = Podział cofnięto. Wiadomości wróciły.
done-away = Gotowe. Zgłoszenie jest teraz w dziale, w którym nie możesz czytać.
not-done-reply = Odpowiedź nie została wysłana. Nadal jest tutaj, poniżej.
not-done-note = Notatka nie została zapisana. Nadal jest tutaj, poniżej.
not-done-fields = Nic jeszcze nie zmieniono. Twój wybór nadal tu jest.
not-done-take = Zgłoszenie nie zostało do ciebie przypisane.
not-done-undo = Podziału nie udało się cofnąć.
not-done-draft = Szkic nie został zapisany. Nadal jest tutaj, poniżej.
not-done-recall = Odpowiedzi nie cofnięto.
kind-note = notatka wewnętrzna
kind-system = wpis systemowy

## Sentences

reply-to = Odpowiedz: { $name }
theirs = W międzyczasie zmieniono na „{ $value }”. Ponowny zapis ustawi twój wybór.
changed-meanwhile = gdy strona była otwarta, ktoś zmienił: { $fields }
written-meanwhile = podczas pisania pojawiła się wiadomość ({ $names }): przeczytaj ją i wyślij ponownie, jeśli odpowiedź nadal pasuje
quoted-lines = { $count ->
    [one] Cytowany tekst, { $count } wiersz
    [few] Cytowany tekst, { $count } wiersze
    [many] Cytowany tekst, { $count } wierszy
   *[other] Cytowany tekst, { $count } wiersza
}
history = { $count ->
    [one] Historia, { $count } zmiana
    [few] Historia, { $count } zmiany
    [many] Historia, { $count } zmian
   *[other] Historia, { $count } zmiany
}
by-right = na mocy { $right }
channel-mail = e-mail
channel-web = WWW
channel-chat = czat
change-created = – otwarcie zgłoszenia ({ $after })
change-split-from = – utworzenie z wiadomości z { $after }
change-split-to = – wydzielenie wiadomości do { $after }
change-split-undone = – cofnięcie podziału z { $after }
change-follow-up-of = – kontynuacja { $after }
change-followed-by = – ciąg dalszy w { $after }
change-note-edited = – edycja notatki
change-note-deleted = – usunięcie notatki
change-field = – zmiana: { $field }
change-field-set = – { $field }: { $after }
change-field-removed = – usunięcie: { $field } { $before }
change-field-from = – { $field }: { $before } → { $after }
field-status = status
field-priority = priorytet
field-assignee = opiekun
field-department = dział
field-subject = temat
field-tags = etykiety
field-requester = zgłaszający
field-participants = uczestnicy
field-language = język
split-title = Wydziel wiadomości z #{ $number }
split-requester = { $usual }: { $name }
no-ticket = nie ma zgłoszenia #{ $number }, które możesz zobaczyć
size-bytes = { $count ->
    [one] { $count } bajt
    [few] { $count } bajty
    [many] { $count } bajtów
   *[other] { $count } bajta
}
size-kilobytes = { $count } kB
size-megabytes = { $count } MB

## When something went wrong

trouble-403 = Nie możesz tego zrobić
trouble-404 = Nie znaleziono
trouble-409 = Ktoś był szybszy
trouble-asked = To się nie udało
trouble-later = Nie teraz
trouble-ours = Coś poszło nie tak

## What plugin.toml says in English

plugin-title = Konsola
plugin-summary = Strony, na których personel czyta, odpowiada, przydziela i dzieli zgłoszenia. Przechowuje widoki i to, co kto widział.
permission-console-use = Praca w konsoli
    .description = Otwieranie konsoli. O tym, co tam widać i co można zrobić, decydują inne uprawnienia.
permission-view-share = Udostępnianie widoków wszystkim
    .description = Zapisywanie widoków dla wszystkich współpracowników i ich usuwanie. Każdy widzi w nich tylko to, co i tak może widzieć.
