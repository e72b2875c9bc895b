# Słowa stron administratorów.

## Around every page

product = Ombud
skip = Przejdź do treści
desk-navigation = Centrum pomocy
administration = Administracja
inbox = Skrzynka
sign-out = Wyloguj się
closed-title = Te strony są dla administratorów
closed = Nie masz uprawnienia „Otwieranie stron administracji”.
back-to-desk = Wróć do pracy
no-such-page = nie ma takiej strony w administracji

## Words on many pages

apply = Zastosuj
cancel = Anuluj
save = Zapisz
preview = Zobacz, co się zmieni
back-to-form = Wróć do formularza
first-page = Pierwsza strona
next-page = Następna strona
pages = Strony
not-saved = Nic nie zapisano.
none = brak
gone = dział, którego już nie ma
plugin-availability = Kto jest
plugin-calendar = Godziny pracy
plugin-canned = Gotowe odpowiedzi
plugin-chat = Czat
plugin-console = Konsola
plugin-csat = Zadowolenie
plugin-mail = Poczta
plugin-merge = Scalanie
plugin-routing = Rozdzielanie
plugin-rules = Reguły
plugin-schedule = Zmiany
plugin-sla = SLA
plugin-split = Podział
plugin-tickets = Zgłoszenia
somebody = ktoś
choose = Wybierz…
details = Szczegóły
about = Dane
more = Więcej

## People

people = Osoby
person = Osoba
add-person = Dodaj osobę
who = Kto
name = Imię i nazwisko
email = Adres e-mail
alias = Pseudonim
alias-hint = Co klienci widzą zamiast nazwiska
language = Język
language-none = Język przeglądarki albo centrum pomocy
search = Szukaj
search-people = Nazwisko lub adres
any-role = Każda rola
any-department = Każdy dział
any-state = Każdy stan
state = Stan
active = Aktywna
suspended = Zawieszona
kind = Rodzaj
staff = Pracownicy
customer = Klient
since = Tutaj od
nobody-here = Nikt nie pasuje.
nobody-yet = Na razie nikt nie pasuje. Następna strona szuka dalej wstecz.
owner = Właściciel
some-role = rola
roles-hint = Role się sumują. Rola obowiązuje wszędzie lub w jednym dziale, w razie potrzeby do wybranego dnia.
roles-unseen = Nie możesz zobaczyć, jakie są role, więc pozostają bez zmian.
one-more = Dodaj kolejną rolę…
take-away = (odbierz)
where = Gdzie
everywhere = Wszędzie
until = Ostatni dzień
no-departments = Nie ma jeszcze działów.
way-in = Logowanie
way-in-new = Ta osoba nie ma jeszcze hasła: wybierze je za pomocą łącza.
way-in-then = Potem przejdź do utworzenia łącza (zostanie też wysłane e-mailem, jeśli centrum wysyła pocztę)
way-in-hint = Łącze do wyboru hasła, sesje, utracony drugi składnik: na osobnej stronie centrum pomocy.
way-in-link = Jak ta osoba się loguje
in-person = Właścicielem i administratorami zarządza się osobiście, nigdy przez wtyczkę: przez API lub poleceniem „ombud user”.
make = Uczyń administratorem…
unmake = Odbierz rolę administratora…
suspend = Zawieś
suspend-hint = Natychmiast odcina tę osobę, ze wszystkimi sesjami i kluczami.
suspend-look = Zawieś…
restore = Przywróć dostęp
restore-hint = Ta osoba znów może robić to, na co pozwalają jej role.
restore-look = Przywróć dostęp…
ask-why = Sprawdź, co może i dlaczego
story = Co tu zmieniono i kto to zrobił
the-change = Zmiana
takes = Odebrana rola
gives = Nadana rola
leaves = Opuszcza
joins = Dołącza do
nobody-holds-it = Nikt nie ma jeszcze tej roli, więc dla nikogo nic się nie zmienia.
gains = Zyskuje
loses = Traci
becomes-staff = Staje się pracownikiem.
is-no-staff = Nie jest już pracownikiem.

## Roles

roles = Role
role = Rola
roles-lead = Rola to zestaw uprawnień. Można mieć kilka ról i sumują się one; żadna rola niczego nie odbiera.
new-role = Nowa rola
make-role = Utwórz rolę
compare = Porównaj
compare-with = Z
choose-two = Wybierz dwie role. Widać tylko różnice.
no-difference = Obie dają dokładnie to samo.
not-at-all = wcale
for-whom = Dla kogo
grants = Uprawnienia
held-by = Mają ją
held-by-nobody = Jeszcze nikt. Nadaj ją komuś na jego stronie.
one-owner = Właściciel jest dokładnie jeden i tylko on może przekazać centrum pomocy.
whoever = Każdy, kto się nie zalogował
retired = Wycofana
built-in = wbudowana
collaborators = Współpracownicy
everyone = Wszyscy
everything = Wszystko
title = Nazwa
short-name = Krótka nazwa
short-name-hint = Dla programów: a-z, 0-9 i -. Puste: z nazwy
description = Opis
permission = Uprawnienie
filter = Filtruj
filter-permissions = Filtruj uprawnienia
no-permission-fits = Żadne uprawnienie nie pasuje. Wybrane pozostają wybrane.
contacts = dociera do klientów
dangerous = duże uprawnienie
not-yours = Nikt nie nada tego, czego sam nie ma; te strony też nie mogą.
temporary = Do określonego dnia
temporary-hint = Te wygasają same. Bez zaznaczenia uprawnienie wygasa teraz.
waiting = Czekają na swoją wtyczkę
waiting-hint = Teraz nikt ich nie ogłasza, więc nic nie dają. Znów zadziałają, gdy wtyczka wróci.
holds-everything = Ta rola ma wszystko, co jest i co będzie. Nie składa się z uprawnień do wyboru.
give-title = nadaj roli nazwę
changed-meanwhile = ktoś zmienił tę rolę, gdy strona była otwarta: spójrz na nią jeszcze raz i zapisz ponownie, jeśli wybór nadal jest dobry
copy = Zacznij od kopii
copy-from = Kopiuj z
begin-with = Zacznij od kopii
begin-with-hint = Przejmuje to, co daje inna rola. Twój wybór tutaj przepadnie.
retire = Wycofaj rolę
retire-hint = Wycofana rola nic nie daje i nie można jej nadać. Może wrócić.
retire-held = Można ją wycofać, gdy nikt jej już nie ma.
revive = Przywróć
new = Nowe
no-more = Już nie

## Departments

departments = Działy
department = Dział
departments-lead = W nich pracują ludzie i do nich trafiają zgłoszenia.
new-department = Nowy dział
add-department = Dodaj
rename = Zmień nazwę

## Explain access

explain = Wyjaśnij dostęp
explain-lead = Dlaczego ktoś może coś zrobić albo nie? Zapytaj i przeczytaj regułę, która decyduje.
explain-ask = Wyjaśnij
ask-something = Wybierz osobę i uprawnienie.
or-address = Lub po adresie e-mail
on-record = Na którym rekordzie
on-record-hint = Numer zgłoszenia lub plugin:collection/id. Puste: dla samego centrum
bad-record = wpisz numer zgłoszenia, na przykład 42, lub plugin:collection/id
as-told = Tak to widzą:
yes = Tak.
no = Nie.

## Audit

audit = Dziennik zmian
bans = Zablokowane adresy
desk-settings = Ustawienia centrum pomocy
audit-lead = Każda zmiana osób, uprawnień i wtyczek oraz każda odrzucona próba. Najnowsze na górze.
what = Co
anybody = Ktokolwiek
since-day = Od
until-day = Do
contains = Zawiera
only-about = Tylko to, co dotyczy
show-all = Pokaż wszystko
left-out = Pominięto na tej stronie: { $count } × zalogowanie lub wylogowanie, { $failed } × nieudane logowanie.
show-too = Pokaż także je
nothing-here = Nic nie pasuje.
nothing-yet = Na razie nic nie pasuje. Następna strona szuka dalej wstecz.
the-desk = Samo centrum pomocy
stranger = Ktoś
target-desk = centrum pomocy
field = Pole
before = Przed
after = Po
value = wartość
field-giver = Zlecający
field-given = Zlecono
field-until = Do
field-through = Przez
field-version = Wersja
field-network = Adres sieciowy
field-reason = Powód
field-plugin = Wtyczka
noun-but-sign-ins = Wszystko bez logowań
noun-everything = Wszystko
noun-refusals = Tylko odmowy
noun-people = Osoby
noun-roles = Role
noun-memberships = Kto gdzie pracuje
noun-departments = Działy
noun-plugins = Wtyczki
noun-mandates = Co mogą wtyczki
noun-settings = Ustawienia
noun-sessions = Sesje
noun-passwords = Hasła

## What was just done

done-added = Gotowe.
done-saved = Zmiany są zapisane.
done-suspended = Ta osoba jest odcięta, ze wszystkimi sesjami i kluczami.
done-restored = Ta osoba znów ma dostęp.
done-retired = Rola jest wycofana.
done-revived = Rolę znów można nadawać.
done-same = Nie było nic do zmiany.
who-customers = Klienci
who-everybody = Wszyscy
whose-staff = Pracownicy: kto ją ma, widzi to, co wewnętrzne
whose-collaborators = Współpracownicy: pracownicy, którzy nigdy nie piszą do klienta
whose-everyone = Wszyscy: nikogo nie czyni pracownikiem
scope-allowed = Dozwolone
scope-all = Wszystkie
scope-department = Własne działy
scope-assigned = Przypisane do nich
scope-own = Własne
scope-shared = Im udostępnione
scope-unassigned = Jeszcze niczyje
box-label = { $permission }: { $scope }
held-in = { $role } w dziale { $place }
held-until = { $role } do { $day }
held-in-until = { $role } w dziale { $place } do { $day }
known-as = klienci widzą „{ $alias }”
bad-day = `{ $text }` to nie jest dzień taki jak 2026-11-28
changes-of = Co się zmienia: { $name }
making = Nowa rola: { $title }
suspends = Zawiesić: { $name }?
restores = Przywrócić dostęp: { $name }?
and-more = i jeszcze { $count }
and-more-at-least = i jeszcze co najmniej { $count }
or-more = { $count } lub więcej
counted-same = { $what }: { $after }, jak dotąd
counted = { $what }: { $after } zamiast { $before }
permissions = { $count ->
    [one] { $count } uprawnienie
    [few] { $count } uprawnienia
    [many] { $count } uprawnień
   *[other] { $count } uprawnienia
}
fields = { $count ->
    [one] { $count } pole
    [few] { $count } pola
    [many] { $count } pól
   *[other] { $count } pola
}
nobody = nikt
people-count = { $count ->
    [one] { $count } osoba
    [few] { $count } osoby
    [many] { $count } osób
   *[other] { $count } osoby
}
people-or-more = { $count } osób lub więcej
of-all = { $given } z { $all }
copy-of = Kopia: { $title }
beyond = Nie możesz tu zmienić tej roli: daje ona { $some }, czego ty lub te strony nie mają w tym samym zakresie. Co mają te strony, poszerza się w „Wtyczki”, „Administracja”, „Co może”.
quoted = „{ $text }”
temporary-grant = { $title }, do { $day }
nobody-has = nikt nie ma adresu `{ $email }`
ticket = zgłoszenie #{ $number }
asked-on = { $who }: { $what }, dla: { $place }

## What somebody did, after the name and before what it was done to

did-access-denied = – odmowa:
did-person-create = – dodanie osoby:
did-person-edit = – zmiana danych:
did-person-suspend = – zawieszenie:
did-person-restore = – przywrócenie dostępu:
did-person-view-as = – podgląd centrum jako:
did-person-view-as-end = – koniec podglądu jako:
did-customer-create = – dodanie klienta:
did-guest-admit = – przyjęcie gościa:
did-guest-clear = – usunięcie gościa:
did-role-assign = – zmiana ról:
did-role-create = – utworzenie roli:
did-role-edit = – zmiana roli:
did-role-retire = – wycofanie roli:
did-role-restore = – przywrócenie roli:
did-membership-add = – przyjęcie do działu:
did-membership-remove = – usunięcie z działu:
did-department-create = – utworzenie działu:
did-department-edit = – zmiana nazwy działu:
did-mandate-edit = – zmiana zakresu działania:
did-plugin-register = – instalacja:
did-plugin-unregister = – usunięcie:
did-settings-edit = – zmiana ustawień:
did-ownership-transfer = – przekazanie centrum:
did-password-link = – łącze do hasła:
did-password-reset = – ustawienie hasła:
did-password-change = – zmiana hasła:
did-session-begin = – zalogowanie
did-session-refused = – nieudane logowanie jako:
did-session-unknown = – nieudane logowanie: nikt tu nie ma wpisanego adresu
did-session-end = – wylogowanie
did-token-mint = – utworzenie klucza:
did-token-revoke = – unieważnienie klucza:
did-audit-export = – eksport dziennika
did-desk-setup = – uruchomienie centrum
did-order-give = – zlecenie dla wtyczki:
did-order-withdraw = – cofnięcie zlecenia dla wtyczki:
did-ban-create = – blokada adresu:
did-ban-lift = – zdjęcie blokady:
did-desk-backup = – kopia zapasowa
did-desk-export = – eksport całego centrum
did-egress-edit = – zmiana adresów docelowych:
did-guest-leave = – odebranie przepustki gościowi:
did-mail-try = – próbna wiadomość
did-plugin-install = – instalacja wersji:
did-plugin-upgrade = – aktualizacja:
did-plugin-rollback = – powrót do wcześniejszej wersji:
did-plugin-remove = – wycofanie wtyczki:
did-plugin-purge = – usunięcie wszystkich danych:
did-plugin-propose = – propozycja:
did-plugin-withdraw = – odrzucenie propozycji:
did-plugin-quarantine = – kwarantanna:
did-plugin-release = – koniec kwarantanny:
did-plugin-shadow = – próba wersji:
did-plugin-shadow-end = – koniec próby:
did-plugin-retry = – ponowienie tego, co się nie udało:
did-plugin-discard = – rezygnacja z tego, co się nie udało:
did-search-rebuild = – odbudowa wyszukiwania
did-second-factor-begin = – włączenie drugiego składnika:
did-second-factor-end = – wyłączenie drugiego składnika:
did-second-factor-remove = – usunięcie drugiego składnika:
did-secret-tell = – wpisanie sekretu:
did-guest-renew = – odnowienie przepustki gościa:
did-plugin-effect-failed = – porzucone żądanie do innej maszyny, wtyczka:
did-plugin-report = – odczyt raportu o błędach:
did-plugin-shadow-read = – przegląd próby:
did-plugin-storage = – zmiana dozwolonej ilości danych:
did-publisher-trust = – zaufanie wydawcy:
did-publisher-distrust = – koniec zaufania wydawcy:
did-something = – czynność:
through = przez { $plugin }
from = z adresu { $origin }
entry = wpis { $number }

## When something went wrong

trouble-403 = Nie możesz tego zrobić
trouble-404 = Nie znaleziono
trouble-409 = Ktoś był szybszy
trouble-asked = To się nie udało
trouble-later = Nie teraz
trouble-ours = Coś poszło nie tak

## What plugin.toml says in English

plugin-title = Administracja
plugin-summary = Strony, na których administratorzy dbają o osoby, role, działy i dziennik zmian. Sama niczego nie przechowuje.
permission-admin-use = Otwieranie stron administracji
    .description = O tym, co tam widać i co można zrobić, decydują inne uprawnienia.
contribution-pages = Administracja
contribution-explain = Kto co tu może
