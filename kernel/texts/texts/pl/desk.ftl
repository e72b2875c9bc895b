# Strony jądra: logowanie, konto i błędy.

## On many pages

back-to-desk = Wróć do pracy
bar-more = Więcej
search-short = Szukaj albo #42
save = Zapisz
skip = Przejdź do treści
desk = Centrum pomocy
plugins = Wtyczki
part-failed = { $title }: tego nie można teraz pokazać.

## Signing in and out

sign-in = Zaloguj się
sign-in-email = Adres e-mail
sign-in-password = Hasło
sign-in-code = Kod
sign-in-code-hint = Sześć cyfr z aplikacji uwierzytelniającej albo jeden z kodów zapasowych.
sign-in-again = Zacznij od nowa
sign-in-wrong = Adres lub hasło jest nieprawidłowe. Spróbuj ponownie.
sign-in-throttled = { $seconds ->
    [one] Za dużo błędnych haseł. Spróbuj ponownie za { $seconds } sekundę.
    [few] Za dużo błędnych haseł. Spróbuj ponownie za { $seconds } sekundy.
    [many] Za dużo błędnych haseł. Spróbuj ponownie za { $seconds } sekund.
   *[other] Za dużo błędnych haseł. Spróbuj ponownie za { $seconds } sekundy.
}
sign-in-suspended = To konto jest zawieszone. Zwróć się do administratora.
sign-in-code-needed = Potrzebny jest też kod: z aplikacji uwierzytelniającej albo zapasowy.
sign-in-wrong-code = Kod jest nieprawidłowy albo już użyty. Poczekaj na następny.
sign-in-too-late = Trwało to zbyt długo. Zaloguj się ponownie.
sign-out = Wyloguj się
sign-out-ask = Wylogować się?

## Choosing a password by a link

password-choose = Wybierz hasło
password-new = Nowe hasło
password-present = Obecne hasło
password-once-more = Jeszcze raz
password-set = Ustaw hasło
password-change = Zmień
password-length = Co najmniej osiem znaków; zdanie jest lepsze niż znaki specjalne.
password-signs-out = Wszędzie indziej nastąpi wylogowanie.
password-not-same = Hasła nie są takie same. Wpisz je dwa razy.
password-expected = Hasło ma co najmniej osiem znaków.
password-is-set = Hasło jest ustawione
password-is-set-hint = Zaloguj się nim. Wszystkie wcześniejsze sesje są zakończone.

## One's own account

account = Twoje konto
account-done-password = Hasło jest zmienione. Wszędzie indziej nastąpiło wylogowanie.
account-done-ended = Ta sesja jest zakończona.
account-done-others = Wszędzie indziej nastąpiło wylogowanie.
account-done-factor = Drugi składnik nie jest już wymagany.
account-done-language = Od teraz centrum pomocy mówi do ciebie w tym języku.
account-done-look = Od teraz centrum pomocy wygląda tak w tej przeglądarce.
account-done-withdrawn = Wtyczka nie robi tam już nic w Twoim imieniu.
account-wrong-password = to nie jest twoje hasło
account-no-session = nie ma takiej sesji
account-wrong-code = to nie jest kod, który aplikacja teraz pokazuje
language = Język
language-own = W jakim języku centrum ma do ciebie mówić
language-none = Język przeglądarki albo centrum pomocy
look = Wygląd
look-lead = W tej przeglądarce, dla każdego, kto się tu zaloguje.
look-shade = Kolory
look-system = Takie jak na urządzeniu
look-light = Jasne
look-dark = Ciemne
look-density = Odstępy
look-comfortable = Wygodne
look-dense = Zwarte
factor = Drugi składnik
factor-since = Od { $since } po haśle wymagany jest kod.
factor-lead = Kod z telefonu oprócz hasła: kto pozna samo hasło, nie wejdzie.
factor-begin = Skonfiguruj
factor-without = Zrezygnuj z niego
factor-end = Nie pytaj więcej o kod
factor-scan = Zeskanuj to aplikacją uwierzytelniającą albo wpisz do niej klucz.
factor-picture = Klucz jako obrazek
factor-digits = Sześć cyfr, które pokazuje
factor-confirm = Od teraz pytaj o kod
factor-not-now = Nie teraz
recovery = Twoje kody zapasowe
recovery-lead = Od teraz wymagany jest kod. Przechowuj te kody tam, gdzie ważne dokumenty: każdy działa raz, gdy zgubisz telefon. Nie zostaną pokazane ponownie.
recovery-kept = Zachowano
recovery-none-left = Nie został żaden kod zapasowy: wyłącz drugi składnik i skonfiguruj go ponownie.
recovery-left = { $count ->
    [one] Został { $count } kod zapasowy.
    [few] Zostały { $count } kody zapasowe.
    [many] Zostało { $count } kodów zapasowych.
   *[other] Zostało { $count } kodu zapasowego.
}
sessions = Twoje sesje
sessions-here = Tutaj
sessions-end = Zakończ
sessions-end-of = Zakończ sesję: { $name }
sessions-end-others = Wyloguj się wszędzie indziej
sessions-used = ostatnio { $seen }, od { $since }
orders = Co dzieje się w Twoim imieniu
orders-lead = Wtyczki robią to pod Twoją nieobecność, z Twoimi prawami w danej chwili, a z nich tylko to, co tu stoi.
orders-since = { $plugin }, od { $since }:
orders-withdraw = Cofnij
orders-withdraw-of = Cofnij: { $title }
device-on = { $browser } w systemie { $system }
device-silent = Coś, co nic o sobie nie mówi

## How somebody else signs in

other = Jak ktoś się loguje
other-done-ended = Wszystkie sesje tej osoby są zakończone.
other-done-factor = Od tej osoby nie wymaga się już drugiego składnika.
other-done-withdrawn = Wtyczka nie robi tam już nic w imieniu tej osoby.
other-link = Przekaż je tak, by widziała je tylko ta osoba. Działa raz, do { $until }, i nie zostanie pokazane ponownie.
other-link-mailed = Wysłano je też tej osobie pocztą.
other-link-lead = Łącze, którym ta osoba wybierze hasło. Nikt inny go nie pozna, ty też nie. Do tego czasu działa obecne.
other-link-make = Utwórz łącze
other-factor-since = Wymagany od { $since }. Usuń go tylko komuś, kogo znasz i kto stracił telefon i kody zapasowe.
other-factor-remove = Usuń
other-factor-none = Nie jest wymagany. Ta osoba konfiguruje go na stronie swojego konta.
other-sessions = Gdzie ta osoba jest zalogowana
other-sessions-none = Nigdzie.
other-sessions-end = Wyloguj tę osobę wszędzie
other-orders = Co dzieje się w imieniu tej osoby
other-orders-lead = Wtyczki robią to z prawami tej osoby w danej chwili, a z nich tylko to, co tu stoi.

## Administrators, and looking as somebody else

administrators = Administratorzy
administrator-make = Czy { $name } ma zostać administratorem?
administrator-make-do = Uczyń administratorem
administrator-is = { $name } jest administratorem
administrator-unmake-do = Odbierz rolę
administrator-then = Kto zostaje bez roli, staje się agentem.
administrator-means = Administrator może tu wszystko, teraz i w przyszłości, poza tym, co należy do właściciela: rozliczeniami, przekazaniem i usunięciem centrum.
administrator-back = Anuluj
administrator-exactly = Co dokładnie
view-as = Zobacz centrum jako ktoś inny
view-as-ask = Zobaczyć centrum jako { $name }?
view-as-lead = Zobaczysz to, co widzi { $name }, i w tym czasie niczego nie zmienisz. Dziennik zmian to odnotuje.
view-as-do = Zobacz
view-as-mark = Widzisz centrum jako { $name }. Niczego nie można zmienić.
view-as-end = Wróć do siebie

## The language of the desk

desk-settings = Ustawienia centrum pomocy
desk-language = Język centrum pomocy
desk-language-hint = Dostaje go każdy, kto nie ma własnego języka i czyja przeglądarka nie prosi o żaden z tych.
desk-grace = Kto wychodzi, jest „połączony” jeszcze przez (sekundy)
desk-grace-hint = Aby ponowne wczytanie strony lub mrugnięcie sieci nie było nieobecnością. Od 0 do 600.
desk-settings-done = Ustawienia zapisano.

## Mail that the desk sends

relay = Poczta, którą wysyła centrum
relay-lead = Centrum oddaje swoją pocztę maszynie, którą tu wskażesz: serwerowi poczty twojej firmy albo dostawcy.
relay-none = Nie wskazano jeszcze żadnej maszyny. Listy czekają, aż będzie; żaden nie ginie.
relay-waiting = { $count ->
    [one] Czeka { $count } list.
    [few] Czekają { $count } listy.
    [many] Czeka { $count } listów.
   *[other] Czeka { $count } listu.
}
relay-host = Serwer poczty
relay-port = Port
relay-tls = Szyfrowanie
relay-tls-implicit = TLS od początku (465)
relay-tls-starttls = STARTTLS, inaczej nic nie zostanie wysłane (587)
relay-tls-none = brak, tylko na tej maszynie lub w jej własnej sieci
relay-user = Nazwa użytkownika
relay-user-hint = Puste: serwer pozwala tej maszynie wysyłać bez niej.
relay-password-kept = Inne hasło zamiast zapisanego
relay-password-forget = Zapomnij hasło
relay-sender = Adres nadawcy
relay-name = Nazwa nadawcy
relay-desk = Gdzie ludzie znajdują to centrum
relay-desk-hint = Stoi w łączach w listach. Puste: łączy do wyboru hasła nie wysyła się pocztą.
relay-authority = Własny urząd certyfikacji
relay-authority-hint = Jego certyfikat jako PEM, jeśli za serwer poczty nie ręczy żaden publiczny.
relay-drop = Bez serwera
relay-try = Próba
relay-try-hint = Wysyła od razu list i pokazuje, co odpowiada serwer.
relay-try-do = Wyślij mi list próbny
relay-try-subject = List próbny z centrum
relay-try-text = Jeśli to czytasz, centrum może wysyłać pocztę.
relay-said = Serwer przyjął list. Odpowiedział:
relay-not-taken = Wiadomość nie została przyjęta. Sprawdź poniżej serwer, port, szyfrowanie i hasło i spróbuj jeszcze raz. Co się stało:
relay-tried = Próbowano: { $host }, port { $port }, { $tls }. Sprawdź, czy nazwa i port są właściwe, czy ten port wymaga tego rodzaju TLS oraz czy użytkownik i hasło się zgadzają. Odpowiedź:
relay-bad-host = Serwer poczty musi być nazwą taką jak mail.example.com albo adresem, bez spacji i ukośników.
relay-bad-port = Port musi być liczbą od 1 do 65535: 465 z TLS od pierwszego bajtu, 587 ze STARTTLS.
relay-bad-sender = Nadawca musi być adresem e-mail takim jak desk@example.com.
relay-bad-desk = Gdzie ludzie znajdują to centrum, mówi sam początek adresu, na przykład https://desk.example.com.
relay-bad-authority = Certyfikat musi być w formacie PEM: zaczyna się od -----BEGIN CERTIFICATE-----.
relay-bad-to = Próbna wiadomość wymaga adresu takiego jak anna@example.com.
relay-own = Wysłane łącza
mail-scheduled = zaplanowany
mail-delayed = opóźniony
mail-sent = wysłany
mail-not-delivered = niedostarczony
link-mail-subject = Wybierz swoje hasło
link-mail = Dzień dobry, { $name },

    tym łączem wybierzesz swoje hasło do centrum pomocy:

    { $link }

    Działa raz i przez jeden dzień. Jeśli o nie nie prosisz, nie musisz nic robić.
forgotten = Nie pamiętasz hasła?
forgotten-hint = Przyjdzie tam łącze, którym wybierzesz nowe.
forgotten-do = Wyślij łącze
forgotten-done = Jeśli ktoś tutaj ma ten adres, łącze jest w drodze. Może to potrwać kilka minut.
forgotten-by-hand = Poproś administratora tego centrum o łącze, którym wybierzesz nowe.

## What went wrong, on a page of its own

problem-not-signed-in = Nie zalogowano
    .means = Najpierw się zaloguj.
problem-not-allowed = Niedozwolone
    .means = Twoje uprawnienia tak daleko nie sięgają.
problem-not-found = Nie znaleziono
    .means = Nie ma tu tego albo nie jest to dla ciebie.
problem-not-valid = Nieprawidłowe
    .means = Coś jest w tym nie tak, jak powinno.
problem-not-understood = Nie zrozumiano
    .means = Przeglądarka wysłała coś, czego nie da się odczytać.
problem-banned = Adres zablokowany
    .means = Z Twojego adresu sieciowego nic nie jest przyjmowane.
problem-not-stamped = Bez stempla
    .means = Formularz jest za stary albo pochodzi skądinąd: wczytaj stronę ponownie i wyślij go stamtąd.
problem-not-as-it-was-seen = Już nie tak, jak było widać
    .means = Zmieniło się w międzyczasie: spójrz ponownie.
problem-not-available-now = Teraz niedostępne
    .means = Spróbuj trochę później.
problem-not-this-way = Nie w ten sposób
    .means = To robi się inaczej.
problem-too-large = Za duże
    .means = Przekracza limit.
problem-too-busy = Przeciążenie
    .means = Spróbuj za chwilę.
problem-too-many-attempts = Za dużo prób
    .means = Odczekaj chwilę i spróbuj ponownie.
problem-took-too-long = Trwało za długo
    .means = Przerwano to i nic po tym nie zostało. Spróbuj ponownie.
problem-changed-meanwhile = Zmienione w międzyczasie
    .means = Ktoś był szybszy: spójrz ponownie i powtórz, jeśli to nadal pasuje.
problem-broke-off = Przerwane
    .means = Coś poszło nie tak; administrator znajdzie szczegóły w logu.
problem-a-plugin-failed = Wtyczka zawiodła
    .means = Wszystko cofnięto; administrator znajdzie szczegóły w logu.
problem-a-page-is-broken = Strona jest uszkodzona
    .means = Nie można jej pokazać; administrator znajdzie szczegóły w logu.
problem-the-desk-is-read-only = Centrum pomocy tylko do odczytu
    .means = Teraz niczego nie można zmienić.
problem-wrong-method = Zła metoda
    .means = Ten adres na to nie odpowiada.
problem-wrong-type = Zły rodzaj
    .means = Strona przyjmuje tylko to, co wysyła jej formularz.
problem-this-link-is-over = To łącze już nie działa
    .means = Zostało użyte, ma więcej niż dzień albo zastąpiło je nowsze: poproś o kolejne.
problem-suspended = Zawieszone
    .means = To konto jest zawieszone; zwróć się do administratora.
problem-only-looking = Tylko podgląd
    .means = Widzisz centrum jako ktoś inny: niczego nie zmienisz, dopóki nie wrócisz do siebie.
problem-from-elsewhere = Skądinąd
    .means = Zaloguj się na stronie samego centrum pomocy.
problem-code-needed = Potrzebny kod
    .means = Potrzebny jest też kod.
problem-installed = Zainstalowana
    .means = Wtyczka jest zainstalowana; najpierw ją usuń.

## Banned addresses

bans = Zablokowane adresy
bans-lead = Zablokowany nie dostaje stron i niczego się stamtąd nie przyjmuje. Kto wypróbował zbyt wiele haseł, tego centrum samo blokuje na dobę; zalogowanych to nie dotyczy.
ban-done = Adres jest zablokowany.
ban-lifted = Adres jest znów wpuszczany.
bans-standing = Zablokowane teraz
bans-none = Nikt nie jest zablokowany.
bans-past = Zakończone
bans-earlier = Wcześniejsze
ban-add = Zablokuj adres
ban-network = Adres lub blok
ban-network-hint = Na przykład 203.0.113.9, 203.0.113.0/24 lub 2001:db8::/64. Ani własny, ani adres proxy.
ban-reason = Powód
ban-term = Na jak długo
ban-term-hour = godzina
ban-term-day = doba
ban-term-week = tydzień
ban-term-month = 30 dni
ban-term-ever = na zawsze
ban-term-missing = Powiedz, na jak długo.
ban-do = Zablokuj
ban-by-desk = centrum
ban-automatic = zbyt wiele nieudanych logowań
ban-since = Od { $since }, przez: { $name }.
ban-until = Do { $until }.
ban-for-ever = Na zawsze.
ban-lifted-by = Wpuszczony znów { $at }, przez: { $name }.
ban-lift = Wpuść znów
ban-why = Dlaczego, jeśli chcesz
ban-network-wrong = Wpisz adres, na przykład 203.0.113.9, lub blok, na przykład 203.0.113.0/24.
ban-reason-missing = Powiedz dlaczego, dla tego, kto zajrzy tu później.
