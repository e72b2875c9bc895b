# Słowa wtyczki, która przechowuje, co powiedzieli klienci.

## Around every page

product = Ombud
skip = Przejdź do treści
desk-navigation = Centrum pomocy
inbox = Skrzynka
sign-out = Wyloguj się
not-saved = Nic nie zapisano.
no-such-page = nie ma takiej strony
show = Pokaż
all = Wszystkie
send = Wyślij

## The report

satisfaction = Zadowolenie
report-lead = Co powiedzieli klienci, o ile możesz to widzieć: według działu i agenta z tamtej chwili. Zadowolony jest, kto dał 4 lub 5.
nothing-yet = W tym czasie nikt niczego nie ocenił.
in-all = { $count ->
    [one] { $share } % zadowolonych, średnio { $average } z 5, { $count } ocena
    [few] { $share } % zadowolonych, średnio { $average } z 5, { $count } oceny
    [many] { $share } % zadowolonych, średnio { $average } z 5, { $count } ocen
   *[other] { $share } % zadowolonych, średnio { $average } z 5, { $count } oceny
}
not-all = Jest ich więcej; policzono ostatnie { $most }.
per-cent = { $share } %
of-five = { $score } z 5
by-period = Według czasu
by-department = Według działu
by-agent = Według agenta
satisfied = Zadowoleni
average = Średnia
ratings = Oceny
comments = Komentarze
no-comments = Nie ma słów, które możesz czytać.
which-low = 1 i 2
which-middle = 3
which-satisfied = 4 i 5
chat = Czat
nobody = Nikt
download = Pobierz jako CSV
from = Od
until-day = Do
department = Dział
agent = Agent
bad-day = „{ $day }” to nie dzień taki jak 2026-11-23
backwards = ostatni dzień jest przed pierwszym
too-long = raport obejmuje najwyżej { $most } miesięcy

## Beside a ticket, and asking

answered-by = odpowiadał(a): { $name }
by-link-of = Przez link, który utworzył(a) { $name }.
asked = Klienta zapytano:
asked-by-mail = Klienta zapytano pocztą:
to-be-asked = Klient zostanie zapytany:
not-delivered = Wiadomości nie dostarczono:
ask-title = Jak było ze zgłoszeniem nr { $number }?
link = Link dla klienta
link-lead = Dzięki linkowi klient może ocenić to zgłoszenie bez logowania. Utwórz go i wyślij tylko klientowi: kto go ma, może ocenić zamiast niego. Zostanie zanotowane, że link jest od ciebie.
make-link = Utwórz link
link-hint = Skopiuj go i wyślij klientowi. Jest pokazywany tylko ten jeden raz; możesz utworzyć inny.
good-until = Ważny do

## What customers see

how-was-it = Jak pomogliśmy w sprawie nr { $number }?
your-rating = Twoja ocena
your-words = Co było dobre, a co może być lepsze? (nieobowiązkowe)
score-5 = bardzo dobrze
score-4 = dobrze
score-3 = średnio
score-2 = słabo
score-1 = bardzo słabo
thanks = Dziękujemy za ocenę:
may-change = Możesz ją jeszcze zmienić.
quiet = Nie będziemy więcej pytać.
ask-again = Możecie znowu pytać
ask-never = Nie pytajcie mnie więcej
mail-lead = Twoje zgłoszenie nr { $number } „{ $subject }” jest rozwiązane. Jak pomogliśmy? Możesz to powiedzieć tutaj, jednym kliknięciem i, jeśli chcesz, w kilku słowach:
mail-end = Link jest ważny do { $until }. Jeśli nie chcesz takich pytań, powiedz to na tej samej stronie.
goes-on = Ta sprawa jeszcze trwa. Będzie można ją ocenić, gdy się zakończy.

## What went wrong

bad-rating = ocena to 1 do 5, z komentarzem do { $most } znaków
rated = to jest już ocenione i tak zostaje
not-over = ocenia się po rozwiązaniu
not-answered = nikt nie odpowiedział, więc nie ma czego oceniać
nobodys = zgłoszenie nie ma klienta, który mógłby je ocenić
wants-none = klient nie chce takich pytań
not-yours = nie ma tu niczego twojego do oceny
no-link = ten link nie działa: mógł wygasnąć albo nie skopiowano go w całości
trouble-403 = Nie możesz tego zrobić
trouble-404 = Nie znaleziono
trouble-409 = Ktoś był szybszy
trouble-asked = To się nie udało
trouble-later = Nie teraz
trouble-ours = Coś poszło nie tak

## What plugin.toml says

plugin-title = Zadowolenie
plugin-summary = Przechowuje, co klienci powiedzieli o zgłoszeniach i czatach, pyta ich raz po rozwiązaniu zgłoszenia i zestawia to w raporcie.
permission-page-use = Otwieranie „Zadowolenia”
    .description = Znaleźć raport zadowolenia. Co tam widać, mówią inne uprawnienia.
permission-rating-read = Czytanie ocen
    .description = Widzieć, jak oceniono zgłoszenie lub czat, wraz z komentarzem: spośród tych, które można czytać. Dla klientów: co sami powiedzieli.
permission-rating-give = Ocenianie zgłoszeń
    .description = Dla klientów: raz powiedzieć, jak odpowiedziano na własne zgłoszenie.
permission-survey-ask = Pytanie klientów, jak było
    .description = Tworzyć link, przez który klient rozwiązanego zgłoszenia może je ocenić bez logowania.
permission-report-read = Przeglądanie raportu zadowolenia
    .description = Widzieć, ilu było zadowolonych, według czasu, działu i agenta: we własnych działach albo u siebie (przypisane).
permission-vote-keep = Prowadzenie ocen (wtyczki)
    .description = Dla samej wtyczki: liczenie tego, co powiedzieli klienci. Ludzie tego nie potrzebują.
permission-desk-use = Pokazywanie i przyjmowanie ocen (wtyczki)
    .description = Dla wtyczek: pokazywać oceny tym, którzy mogą je czytać, i przekazywać, jak klienci oceniają to, co ich.
contribution-report = Zadowolenie
contribution-panel = Zadowolenie
contribution-rating = Ocena
contribution-ask = Zapytaj, jak było
setting-ask = Klienci są pytani po rozwiązaniu zgłoszenia
    .hint = Raz o każde zgłoszenie, jeśli ktoś na nie odpowiedział.
setting-delay-hours = Jak długo potem są pytani, w godzinach
    .hint = O zgłoszenie, które tymczasem otwarto ponownie, nie pyta się, dopóki nie zostanie znów rozwiązane.
setting-mail = Biuro pyta pocztą
    .hint = Tylko klientów z adresem, którzy nie odmówili takiej poczty. Potrzebny jest serwer pocztowy i podane tam miejsce, gdzie ludzie znajdują biuro. W innym razie współpracownicy widzą, że czas zapytać.
setting-link-days = Ile dni link jest ważny
setting-change-hours = Przez ile godzin klienci mogą zmienić ocenę
    .hint = Każde zgłoszenie i każdy czat ma jedną ocenę. 0: zostaje to, co powiedziano.
