# Dlaczego ktoś nie może nadać, zmienić ani odebrać praw.

rule-role-keeps = Rola zachowuje swój identyfikator i rodzaj; utwórz zamiast tego nową rolę.
rule-role-outranks = Nie możesz zmienić roli „{ $role }”: daje więcej, niż masz ty lub strony, których używasz.
rule-role-staff = Tylko administrator może zmienić rolę w rolę dla personelu, a nową może utworzyć tylko personel.
rule-role-never = „{ $what }” to kontakt z klientami, a rola „{ $role }” dla współpracowników nigdy go nie ma.
rule-role-unused = Rola „{ $role }” nie jest w użyciu.
rule-role-visitor = Rola „{ $role }” jest dla osób, które się nie zalogowały.
rule-no-role = Nie ma roli `{ $role }`.
rule-administrator-whole = Administratorem jest się w całym centrum, a nie w jednym dziale.

rule-give-more = Nie możesz nadać roli „{ $role }”: daje lub będzie dawać więcej, niż masz ty lub strony, których używasz.
rule-give-held = Nie możesz nadać tu roli „{ $role }”: pozwala na „{ $what }” ({ $scopes }), a nie masz tego w takim samym zakresie.
rule-grant-held = Nie możesz nadać „{ $what }” ({ $scopes }), bo nie masz tego w takim samym zakresie.
rule-make-staff = Tylko personel może przyjąć kogoś do personelu, i nie na dłużej, niż sam do niego należy.
rule-outranked = Nie możesz zarządzać tą osobą: jej rola „{ $role }” daje więcej, niż masz ty lub strony, których używasz.
rule-member-more = Nie możesz dodać tej osoby do tego działu: rola „{ $role }” będzie tam dawać więcej.
rule-member-held = Nie możesz dodać tej osoby do tego działu: jej rola „{ $role }” pozwalałaby tam na „{ $what }”, a nie masz tego tam.

rule-owner-account = Konto właściciela może zmieniać tylko właściciel.
rule-owner-given = Własności nie nadaje się jako roli; przekazuje ją właściciel.
rule-owner-only = „{ $what }” zostaje przy właścicielu i nie można tego nikomu nadać.
rule-owner-suspend = Konta właściciela nie można zawiesić; najpierw przekaż własność.
rule-transfer-by = Własność może przekazać tylko zalogowany właściciel.
rule-transfer-to = Własność przechodzi na osobę z personelu, której konto jest aktywne.

rule-built-in-new = Role wbudowane są od początku; utwórz własną rolę.
rule-built-in-name = Wbudowanej roli „{ $role }” nie można wycofać ani nazwać inaczej.
rule-built-in-audience = Wbudowana rola „{ $role }” zostaje dla tych, dla których powstała.
rule-built-in-gives = Tego, co daje rola „{ $role }”, nie można zmienić.

rule-mandate-stays = Pełnomocnictwo zostaje przy swojej wtyczce.
rule-replace = Nie możesz zastąpić wtyczki `{ $plugin }`: ma `{ $name }`, a Ty nie.
rule-scopes = „{ $what }” można nadać: { $scopes }.
rule-token-held = Klucz API nie może mieć „{ $what }”, bo Ty tego nie masz.
rule-token-person = Klucz API może utworzyć tylko zalogowana osoba, a nie klucz API ani wtyczka.
rule-undeclared = Żadna wtyczka tutaj nie deklaruje `{ $name }`; najpierw zainstaluj tę, która to robi.

rule-audience = Tylko personel może sprawić, że coś zobaczy wyłącznie personel.
rule-inside = To, co piszą współpracownicy, zostaje wewnątrz, a to mogliby zobaczyć klienci.
rule-viewing = Oglądasz centrum oczami innej osoby: niczego nie można zmienić.
