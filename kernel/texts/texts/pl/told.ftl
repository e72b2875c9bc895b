# O czym zdecydował mechanizm praw.

told-undeclared = Nikt nie może { $what }, bo żadna wtyczka tutaj tego nie deklaruje.
told-yes = „{ $what }” jest dozwolone: { $reason }.
told-no = „{ $what }” nie jest dozwolone: { $reason }.
told-yes-through = „{ $what }” jest dozwolone: { $reason }, a wtyczka „{ $plugin }” może to robić za Ciebie.
told-plugin-yes = Wtyczce „{ $plugin }” wolno „{ $what }”: { $reason }.
told-plugin-no = Wtyczce „{ $plugin }” nie wolno „{ $what }”: { $reason }.
told-owner = centrum należy do Ciebie
told-role = Twoja rola „{ $title }”
told-role-of-all = rola wszystkich „{ $title }”
told-granted = { $role } daje to { $scopes }, jak tutaj
told-granted-desk = { $role } daje to w całym centrum
told-granted-there = { $role } daje to dla wszystkiego w jednym dziale, a to tam jest
told-mandate-covers = jej pełnomocnictwo to obejmuje
told-nobody = nikt tego nie dał
told-staff-only = to jest tylko dla personelu
told-suspended = Twoje konto jest zawieszone
told-scope-desk = { $role } daje to { $scopes }, a nie w całym centrum
told-scope = { $role } daje to { $scopes }, a to do nich nie należy
told-place-desk = { $role } liczy się w jednym dziale, a nie w całym centrum
told-place = { $role } liczy się w jednym dziale, a to nie jest tam
told-ended = { $role } dawała to do dnia, który minął
told-retired = { $role } nie jest w użyciu
told-never = { $role } nigdy nie może tego mieć, cokolwiek w niej stoi
told-nothing = nikt nie dał tego żadnej z Twoich ról
told-not-signed-in = nie zalogowano się
told-token = ten klucz API tego nie obejmuje
told-token-only = ten klucz API obejmuje to tylko { $scopes }
told-order = to zlecenie tego nie obejmuje
told-mandate = wtyczka „{ $plugin }” nie ma na to pełnomocnictwa
told-mandate-only = wtyczka „{ $plugin }” ma na to pełnomocnictwo tylko { $scopes }
told-elsewhere = wtyczka „{ $plugin }” działa tylko w działach, w których tego nie ma
told-off = wtyczka „{ $plugin }” jest wyłączona lub niezainstalowana
told-or = { $one } lub { $other }
told-of-all = dla wszystkiego
told-of-department = dla tego, co jest we własnych działach
told-of-assigned = dla tego, co jest przydzielone osobiście
told-of-own = dla tego, o co zapytano osobiście
told-of-shared = dla tego, w czym się uczestniczy
told-of-unassigned = dla tego, co jest we własnych działach i jeszcze niczyje
told-enough = Wystarczyłoby, gdyby { $ways }.
told-nothing-enough = Żadna zmiana praw by nie wystarczyła.
told-and-if = { $one }, i gdyby { $other }
told-or-if = { $one }; lub gdyby { $other }
told-either = { $one }, lub { $other }
told-if-declared = zainstalowano wtyczkę, która to deklaruje
told-if-let-in = konto nie było zawieszone
told-if-staff = ta osoba miała rolę dla personelu
told-if-owner = ta osoba była właścicielem centrum
told-if-role = rola „{ $title }” dawała to { $scopes }
told-if-another-role = ta osoba miała jeszcze jedną rolę, która daje to { $scopes }
told-if-token = klucz API obejmował to { $scopes }
told-if-order = zlecenie to obejmowało
told-if-installed = wtyczka „{ $plugin }” była zainstalowana z pełnomocnictwem na to
told-if-on = wtyczka „{ $plugin }” była włączona
told-if-mandate = pełnomocnictwo wtyczki „{ $plugin }” obejmowało to { $scopes }
told-if-there = wtyczka „{ $plugin }” działała w dziale, w którym to jest
told-if-department = ta osoba pracowała w dziale, w którym to jest
told-if-assigned = to było przydzielone tej osobie
told-if-own = ta osoba o to zapytała
told-if-shared = ta osoba w tym uczestniczyła
told-if-unassigned = to było niczyje

told-search-long = To za dużo na jedno wyszukiwanie: szukano tylko początku.
told-search-time = `{ $typed }` nie jest datą: napisz ją jako `2026-05-31` lub `2026-05` albo jak dawno temu: `7d`, `2w`, `3m` lub `1y`.
told-search-has = `{ $typed }` nie jest znane: jest tylko `has:file`.
told-search-filter = Nie ma filtra `{ $word }:`. Znane są { $known }.
told-search-empty = Po `{ $word }:` nic nie ma. Napisz, co ma tam być, bez spacji.

# Co zrobiłaby zmiana.

preview-nothing = Nikomu nic się nie zmienia
preview-same = { $count ->
    [one] { $count } osoba może to samo co dotąd
    [few] { $count } osoby mogą to samo co dotąd
    [many] { $count } osób może to samo co dotąd
   *[other] { $count } osoby może to samo co dotąd
}
preview-gain = { $count ->
    [one] { $count } osoba coś zyskuje
    [few] { $count } osoby coś zyskują
    [many] { $count } osób coś zyskuje
   *[other] { $count } osoby coś zyskuje
}
preview-lose = { $count ->
    [one] { $count } osoba coś traci
    [few] { $count } osoby coś tracą
    [many] { $count } osób coś traci
   *[other] { $count } osoby coś traci
}
preview-no-gain = nikt niczego nie zyskuje
preview-no-loss = nikt niczego nie traci
preview-not-looked-at = { $count ->
    [one] jeszcze { $count } osoba ma zmienioną rolę i jej nie sprawdzono
    [few] jeszcze { $count } osoby mają zmienioną rolę i ich nie sprawdzono
    [many] jeszcze { $count } osób ma zmienioną rolę i ich nie sprawdzono
   *[other] jeszcze { $count } osoby ma zmienioną rolę i ich nie sprawdzono
}
preview-mandates = zmienia się pełnomocnictwo: { $plugins }
preview-visitor = Osoby, które się nie zalogowały
preview-gains = zyskuje „{ $title }”: { $what }
preview-loses = traci „{ $title }”: { $what }
preview-loses-too = traci: { $what }
preview-records = { $collection }, rekordy: { $after } zamiast { $before }
preview-or-more = { $count } lub więcej
preview-every = wszystko
preview-unassigned = to, co jeszcze niczyje
preview-assigned = to, co jest przydzielone tej osobie
preview-own = to, o co zapytała ta osoba
preview-shared = to, w czym ta osoba uczestniczy
preview-in = { $what } w dziale „{ $department }”
preview-in-gone = { $what } w dziale, którego już nie ma
preview-filed = tylko tu: { $departments }
preview-filed-but = wszędzie poza: { $departments }
