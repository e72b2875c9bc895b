# Dlaczego czegoś, co dotyczy ludzi i ich praw, nie zrobiono. Zaczynają się małą literą: stoją też w zdaniach.

refused-field = { $field ->
    [alias] nieprawidłowy pseudonim: { $expected }
    [days] nieprawidłowa liczba dni: { $expected }
    [departments] nieprawidłowe działy: { $expected }
    [description] nieprawidłowy opis: { $expected }
    [email] nieprawidłowy adres e-mail: { $expected }
    [file] nieprawidłowy plik: { $expected }
    [grants] nieprawidłowe uprawnienia: { $expected }
    [language] nieprawidłowy język: { $expected }
    [name] nieprawidłowa nazwa: { $expected }
    [network] nieprawidłowy adres: { $expected }
    [password] nieprawidłowe hasło: { $expected }
    [permissions] nieprawidłowe uprawnienia: { $expected }
    [reason] nieprawidłowy powód: { $expected }
    [roles] nieprawidłowe role: { $expected }
    [scopes] nieprawidłowy zakres: { $expected }
    [title] nieprawidłowy tytuł: { $expected }
    [until] nieprawidłowy termin: { $expected }
    [user] nieprawidłowa osoba: { $expected }
   *[other] nieprawidłowe `{ $field }`: { $expected }
}

refused-no-ban = nie ma blokady `{ $name }`
refused-no-department = nie ma działu `{ $name }`
refused-no-order = nie ma zlecenia `{ $name }`
refused-no-pass = nie ma przepustki `{ $name }`
refused-no-person = nie ma osoby `{ $name }`
refused-no-plugin = nie ma wtyczki `{ $name }`
refused-no-role = nie ma roli `{ $name }`
refused-no-session = nie ma sesji `{ $name }`
refused-no-token = nie ma klucza API `{ $name }`
refused-no-owner = centrum nie ma jeszcze właściciela; najpierw je skonfiguruj
refused-account-gone = Twoje konto już nie istnieje
refused-names-no-department = oczekiwano nazw lub identyfikatorów działów; nie ma działu `{ $name }`
refused-names-no-role = oczekiwano nazw ról; nie ma roli `{ $name }`

refused-address = oczekiwano adresu takiego jak `ana@example.org`
refused-bytes = bajtów najwyżej { $most }
refused-bytes-between = bajtów od 1 do { $most }
refused-characters = znaków najwyżej { $most }
refused-characters-between = znaków drukowalnych od 1 do { $most }
refused-days-between = od 1 do { $most }
refused-file = nie da się go odczytać: { $why }
refused-head = oczekiwano miejsca i skrótu, takich jakie wypisuje `ombud audit head`
refused-moment = oczekiwano chwili takiej jak 2027-01-01T00:00:00Z
refused-nothing-to-change = podaj co najmniej jedno pole do zmiany
refused-password = znaków co najmniej { $least }, bajtów najwyżej { $most }
refused-past = oczekiwano chwili, która dopiero nadejdzie
refused-slug = od 2 do 48 znaków spośród a-z, 0-9 i `-`, na początku litera
refused-tag = oczekiwano kodu języka takiego jak `bg` lub `pt-BR`
refused-why = podaj powód dla tych, którzy spojrzą na to później

refused-mandate-of = oczekiwano mandatu dla `{ $plugin }`, nie dla `{ $other }`
refused-names-of = nazwy zaczynają się od `{ $plugin }:`, inaczej niż `{ $name }`
refused-never-holds = rola `{ $role }` nigdy nie może mieć `{ $name }`
refused-no-permission = nie ma uprawnienia `{ $name }`
refused-not-declared = wtyczka sama nie deklaruje uprawnienia `{ $name }`
refused-permissions-between = oczekiwano uprawnień w liczbie od 1 do { $most }
refused-scope = dla `{ $name }` potrzebny jest co najmniej jeden zakres
refused-scope-of = dla `{ $name }` potrzebny jest co najmniej jeden zakres spośród: { $scopes }
refused-token-empty = potrzebne jest co najmniej jedno, inaczej klucz do niczego się nie przyda
refused-twice = `{ $name }` może wystąpić tylko raz
refused-installed = wtyczka `{ $plugin }` jest zainstalowana; najpierw ją usuń

refused-most-bans = blokad może być najwyżej { $most }: zablokuj całe sieci albo cofnij niektóre
refused-most-departments = działów może być najwyżej { $most }
refused-most-for-one = dla jednej osoby najwyżej { $most }
refused-most-orders = stałych zleceń jednej osoby może być najwyżej { $most }; najpierw cofnij niektóre
refused-most-roles = ról może być najwyżej { $most }
refused-most-tokens = kluczy API jednej osoby może być najwyżej { $most }; najpierw unieważnij niektóre

refused-address-taken = adres `{ $email }` ma już ktoś inny
refused-ban-known = { $network } jest już na liście blokad: numer { $number }
refused-ban-over = blokada { $number } już nie obowiązuje
refused-ban-spared = { $network } odcięłoby { $spared }: Ciebie albo wszystkich
refused-department-known = jest już dział `{ $name }`
refused-person-known = jest już osoba `{ $name }`
refused-role-known = jest już rola `{ $role }`

refused-no-role-left = potrzebna jest co najmniej jedna rola; żeby kogoś nie wpuszczać, zawieś konto
refused-role-built-in = wbudowanej roli `{ $role }` nie można wycofać
refused-role-fixed = tego, co daje rola `{ $role }`, nie można zmienić
refused-role-held = rolę `{ $role }` wciąż ktoś ma; najpierw nadaj tym osobom inną
refused-role-kind = jest już rola `{ $role }` z innym `staff` lub `collaborator`, a tego się nie zmienia; nadaj roli w pliku inną nazwę
refused-role-name = wbudowana rola `{ $role }` zachowuje swoją nazwę
refused-role-retired = rola `{ $role }` jest wycofana i nie można jej nikomu nadać
refused-role-twice = każda rola najwyżej raz w każdym miejscu
refused-visitor = roli `visitor` się nie nadaje: ma ją każdy, kto nie jest zalogowany

refused-one-owner = właściciel jest dokładnie jeden; zamiast nadawać rolę, przekaż własność
refused-owner-holds-all = właściciel ma wszystko, co ma administrator, i więcej
refused-owner-known = centrum ma już właściciela; zaloguj się jako właściciel
refused-suspend-owner = konta właściciela nie można zawiesić; najpierw przekaż własność
refused-suspend-self = nikt nie może zawiesić własnego konta; poproś kogoś z zespołu
refused-transfer-by = tylko właściciel może przekazać własność
refused-transfer-self = ta osoba jest już właścicielem
refused-transfer-to = nowy właściciel musi należeć do personelu i mieć aktywne konto

refused-factor-already = drugi składnik jest już wymagany; najpierw z niego zrezygnuj
refused-factor-none = od tej osoby nie wymaga się drugiego składnika
refused-factor-own = z własnego drugiego składnika zrezygnuj, podając hasło
refused-factor-password = najpierw podaj hasło
refused-factor-signed-in = swój drugi składnik może zmienić tylko osoba zalogowana
refused-order-by-person = zlecenie daje człowiek, a dostaje wtyczka
refused-password-signed-in = swoje hasło może zmienić tylko osoba zalogowana
refused-password-throttled = zbyt wiele błędnych haseł; odczekaj chwilę i spróbuj ponownie
refused-token-person = klucz API działa w imieniu człowieka; zaloguj się jako ta osoba
refused-view-self = wybierz kogoś innego
refused-view-signed-in = tylko osoba zalogowana może patrzeć jako ktoś inny
