# Uprawnienia jądra.

## People

permission-person-read = Wgląd w osoby
    .description = Wyszukiwanie osób po nazwisku, adresie lub dziale.
permission-email-read = Wgląd w adresy e-mail
    .description = Bez niego osoby są pokazywane z ukrytymi adresami.
permission-person-create = Dodawanie osób
    .description = Zakładanie konta z co najmniej jedną rolą.
permission-person-edit = Edytowanie osób
    .description = Zmiana czyjegoś nazwiska, pseudonimu, adresu lub języka.
permission-person-suspend = Zawieszanie osób
    .description = Natychmiastowe odcięcie kogoś, ze wszystkimi sesjami i kluczami, oraz przywrócenie mu dostępu.
permission-password-reset = Resetowanie haseł
    .description = Ustawienie komuś nowego hasła; jego sesje się kończą. Kto to robi, może zalogować się jako klient.
permission-person-view-as = Oglądanie centrum jako ktoś inny
    .description = Oglądanie tego, co widzi ktoś o niewiększych prawach, bez możliwości zmian; dziennik to odnotowuje.

## Roles and departments

permission-role-read = Wgląd w role
    .description = Wgląd w to, jakie są role, co dają i kto je ma.
permission-role-edit = Edytowanie ról
    .description = Tworzenie, zmiana i wycofywanie ról w granicach własnych praw.
permission-role-assign = Nadawanie i odbieranie ról
    .description = Decydowanie, kto ma którą rolę, w granicach własnych praw; w razie potrzeby tylko w jednym dziale.
permission-department-edit = Edytowanie działów
    .description = Tworzenie działów i zmiana ich nazw.
permission-membership-edit = Wybór, kto pracuje w dziale
    .description = Przyjmowanie osób do działów i usuwanie ich stamtąd, w granicach własnych praw.
permission-customer-create = Dodawanie klientów
    .description = Tworzenie klienta z adresu e-mail, tak jak robi to nowa wiadomość.
permission-guest-admit = Przyjmowanie gości
    .description = Tworzenie klienta z każdego, kto zajrzy bez logowania, jak robi to czat na stronie.
permission-mail-send = Wysyłanie poczty
    .description = Pisanie do każdego na zewnątrz przez serwer poczty centrum, także do osób, których adresu się nie widzi.

## Plugins

permission-plugin-read = Wgląd we wtyczki
    .description = Wgląd w to, które wtyczki działają, co mogą i ile kosztują.
permission-plugin-install = Instalowanie wtyczek
    .description = Instalowanie, aktualizowanie i usuwanie wtyczek oraz zatwierdzanie tego, co mogą.
permission-plugin-manage = Zarządzanie wtyczkami
    .description = Włączanie i wyłączanie wtyczek oraz zawężanie tego, co mogą.
permission-plugin-purge = Kasowanie danych wtyczek
    .description = Skasowanie wszystkiego, co usunięta wtyczka tu przechowywała. Przywróci to tylko kopia zapasowa.
permission-report-read = Czytanie raportów o nieudanych wywołaniach
    .description = Wgląd w to, o co pytano wtyczkę i co przeczytała, zanim zawiodła; być może także w to, co pisali ludzie.

## The desk

permission-audit-read = Czytanie dziennika zmian
    .description = Wgląd w to, kto co zmienił, z wartościami przed i po.
permission-presence-read = Wgląd w to, kto jest połączony
    .description = Wgląd w to, którzy współpracownicy mają otwarte centrum pomocy i od kiedy.
permission-access-explain = Wyjaśnianie dostępu
    .description = Pytanie, dlaczego ktoś może lub nie może czegoś zrobić.
permission-token-mint = Tworzenie kluczy API
    .description = Tworzenie klucza dla programów, który działa z częścią własnych praw.
permission-order-give = Dawanie stałych zleceń
    .description = Wtyczka działa w Twoim imieniu pod Twoją nieobecność, jak reguły, z częścią Twoich praw.
permission-session-end = Wylogowywanie innych
    .description = Wgląd w cudze sesje i klucze oraz kończenie ich.
permission-settings-edit = Zmienianie ustawień
    .description = Zmiana ustawień centrum pomocy i jego wtyczek.
permission-ban-edit = Blokowanie adresów
    .description = Odcinanie adresów sieciowych i przywracanie ich.
permission-backup-make = Robienie kopii zapasowych
    .description = Skopiowanie wszystkiego, co wie centrum pomocy, w inne miejsce.
permission-metrics-read = Czytanie metryk
    .description = Wgląd w stan centrum pomocy: obciążenie, czasy, błędy.
permission-billing-manage = Zarządzanie rozliczeniami
    .description = Wgląd w plan, miejsca i faktury oraz ich zmiana.
permission-ownership-transfer = Przekazanie własności
    .description = Uczynienie kogoś innego właścicielem centrum pomocy.
permission-desk-delete = Usunięcie centrum pomocy
    .description = Usunięcie centrum pomocy ze wszystkim, co w nim jest.

## Roles that every desk has

role-owner = Właściciel
    .description = Może wszystko; tylko on widzi rozliczenia i może przekazać centrum pomocy.
role-administrator = Administrator
    .description = Może wszystko oprócz tego, co należy tylko do właściciela.
role-agent = Agent
    .description = Odpowiada klientom w działach, w których pracuje.
role-collaborator = Współpracownik
    .description = Pomaga kolegom notatkami wewnętrznymi i nigdy nie pisze do klienta.
role-customer = Klient
    .description = Pyta i widzi własne pytania.
role-visitor = Gość
    .description = Każdy, kto się nie zalogował.
