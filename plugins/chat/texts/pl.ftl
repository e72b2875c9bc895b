# Słowa wtyczki czatów.

## Around every page

product = Ombud
skip = Przejdź do treści
desk-navigation = Biuro obsługi
inbox = Skrzynka
sign-out = Wyloguj
not-saved = Nie zostało to zrobione.
no-such-page = nie ma takiej strony
trouble-403 = Niedozwolone
trouble-404 = Nie znaleziono
trouble-409 = W międzyczasie się zmieniło
trouble-asked = Tak się nie da
trouble-later = Nie teraz
trouble-ours = Coś poszło nie tak po naszej stronie
show = Pokaż
older = Starsze

## The rooms

chats = Czaty
mine = Moje czaty
running = Tablica
archive = Archiwum
watches = Kto obserwował
watches-lead = Za każdym razem, gdy ktoś niezauważenie obserwował czat kolegi.
nobody-watched = Nikt jeszcze nie obserwował.
who-watched = Kto
queue = Czekają
none-of-mine = Nie masz teraz czatów.
nobody-waits = Nikt nie czeka.
nothing-runs = Teraz nie trwa żaden czat.
only-first = Pokazano tylko pierwsze { $most }.
nothing-over = Żaden czat nie jest jeszcze zakończony.
loads = Kto ma ile
load = { $has } z { $most } naraz.
missed-so-far = { $count ->
    [0] Brak nieodebranych.
    [one] { $count } nieodebrany.
    [few] { $count } nieodebrane.
    [many] { $count } nieodebranych.
   *[other] { $count } nieodebranego.
}

## One chat in a list

visitor = Odwiedzający
department = Dział
any-department = wszystkie
agent = Agent
since = Od
until = Do
state = Stan
rings = dzwoni
waits = czeka
runs = trwa
over = zakończony
unread = { $count ->
    [one] { $count } nowa
    [few] { $count } nowe
    [many] { $count } nowych
   *[other] { $count } nowej
}
accept = Przyjmij
decline = Odrzuć
pick = Odbierz

## The page of a chat

conversation = Rozmowa
about = O odwiedzającym
no-lines = Nic jeszcze nie powiedziano.
answer-to = Do: { $name }
send = Wyślij
end = Zakończ czat
whisper = Szept
note-seal = Widzą tylko współpracownicy
insert = Wstaw do odpowiedzi
not-to-be-seen = Ten czat prowadzi współpracownik. Co się w nim mówi, widzą tylko uczestnicy i obserwujący.
watch = Obserwuj niezauważenie
watch-hint = Ani współpracownik, ani odwiedzający tego nie zauważą. Zostaje odnotowane, że obserwujesz.
watch-first = ten czat prowadzi współpracownik: najpierw zacznij go obserwować, żeby to odnotowano
whisper-to-agent = Podpowiedz agentowi
whisper-hint = Widzi to tylko agent i współpracownicy, odwiedzający nigdy.
do-whisper = Podpowiedz
supervise = Pomoc
join = Dołącz otwarcie
take-over = Przejmij czat
hand-over = Przekaż
to-department = Do działu
to-agent = Komu
anybody = kto jest wolny
note-for-colleague = Notatka dla współpracownika
email = E-mail
language = Język
page = Strona
came-from = Przyszedł z
rating = Ocena
score = { $score } z 5
score-bad = nie pomogło
earlier = Wcześniejsze czaty
open-ticket = Otwórz zgłoszenie
add-files = Pliki
kept-text = Tego nie wysłano. Skopiuj to, zanim przejdziesz dalej:
cut-lines = Wcześniej powiedziano więcej. Tu jest tylko to, co ostatnie.

## What the desk says in a chat

joined = Do rozmowy dołącza { $name }.
waits-again = Czat został przekazany. Za chwilę ktoś się zgłosi.
ended-by = Czat zakończył(a): { $name }.
ended-silently = Czat zakończył się sam: odwiedzającego już nie było.
rang = Dzwoni u: { $name }.
declined = Odrzucone: { $name }.
missed = Bez odpowiedzi: { $name }.
ticket-opened = Otwarto zgłoszenie #{ $number }.
transcript = Czat: { $name }

## What was done

done-accepted = Czat jest twój.
done-declined = Odrzucono; pytamy następną osobę.
done-ended = Czat jest zakończony.
done-handed-over = Czat został przekazany.
done-beyond = Czat został przekazany. Wybrana osoba ma teraz więcej czatów, niż mówi limit.
done-whispered = Agent widzi twoją podpowiedź.
done-joined = Bierzesz udział w tym czacie.
done-ticket = Zgłoszenie zostało otwarte.

## The visitors' page

talk-to-us = Porozmawiaj z nami
sound = Dźwięk
end-it = Zakończ
close = Zamknij
left = Dziękujemy. Odpowiemy mailem.
welcome = Zapytaj nas o cokolwiek.
your-name = Twoje imię
your-address = Twój e-mail, gdyby nas rozłączyło
how-help = Jak możemy pomóc?
begin = Zacznij
nobody-here = Teraz nikogo nie ma. Zostaw wiadomość, odpowiemy mailem.
what-was-said = Co powiedziano
peeked = Możemy widzieć, co piszesz, zanim to wyślesz.
your-message = Twoja wiadomość
file = Plik
it-ended = Ten czat się zakończył.
how-was-it = Jak było? 1 to słabo, 5 doskonale.
what-better = Co możemy poprawić?
thanks = Dziękujemy.
again = Zacznij nowy czat
forget = Zapomnij tu ten czat
you = Ty
sending = Wysyłanie …
failed = Nie udało się. Spróbuj za chwilę.
retry = Spróbuj ponownie
lost = Brak połączenia. To, co piszesz, zostanie zachowane i wysłane, gdy wróci.
somebody-soon = Ktoś zaraz się odezwie.
somebody-writes = Ktoś pisze …
refused = Nie wysłano: { $why }
position = Jesteś w kolejce na miejscu { $n }.
wait = Około: { $time }.
new-messages = Nowe wiadomości: { $n }

## What is not right

nothing-said = nie ma nic do wysłania
long-text = tekst ma najwyżej { $most } znaków
many-files = dołączyć można najwyżej { $most } plików
bad-name = imię ma od 1 do { $most } znaków
long-word = każda z danych ma najwyżej { $most } znaków
bad-rating = ocena to 1 do 5 albo -1, z komentarzem do { $most } znaków
too-many = Zbyt wielu naraz
rated = ten czat jest już oceniony
not-over = czat ocenia się, gdy się skończy
sent-otherwise = to już wysłano z innymi słowami: wyślij jeszcze raz, a pójdzie jako nowa wiadomość
no-such-chat = nie ma takiego czatu
no-department = nie ma takiego działu
not-for-staff = czaty zaczynają odwiedzający i klienci
has-one = jeden czat nie jest jeszcze zakończony
may-not-begin = z tego konta nie można rozpocząć czatu
not-yours = może to zrobić tylko uczestnik czatu
yours-already = bierzesz udział w tym czacie
is-over = czat teraz nie trwa
rings-no-more = ten czat już u ciebie nie dzwoni
rings-elsewhere = ten czat dzwoni u współpracownika
waits-no-more = ten czat już nie czeka
no-place = masz naraz { $has } z { $most } czatów
has-it-already = czat jest już u tego współpracownika
no-target = powiedz, komu przekazać
nowhere = { $name } nie należy do żadnego działu
not-there = { $name } nie ma połączenia

## What an administrator reads

plugin-title = Czat
plugin-summary = Odwiedzający rozmawiają z biurem od razu: kto czeka, kto dostaje następny czat i ile naraz, co się mówi i kto obserwuje.
contribution-pages = Czaty
permission-page-use = Otwieranie „Czatów”
    .description = Otwieranie stron czatów. Co tam widać, mówią inne uprawnienia.
permission-chat-read = Czytanie czatów
    .description = Wgląd w czaty i w to, co się w nich mówi. Do trwającego czatu współpracownika prowadzi to tylko z prawem do obserwowania.
permission-chat-start = Rozpoczynanie czatów
    .description = Rozpoczęcie czatu z biurem obsługi.
permission-chat-write = Pisanie na czatach
    .description = Pisanie do odwiedzającego i kończenie czatu. Dla odwiedzających: pisanie do biura, kończenie i ocenianie własnego czatu.
permission-chat-take = Przyjmowanie czatów
    .description = Przyjmowanie czatu, wybór czekającego i oddawanie.
permission-chat-transfer = Przekazywanie czatów
    .description = Przekazanie czatu współpracownikowi albo innemu działowi.
permission-chat-transfer-into = Przekazywanie czatów do działu
    .description = Wybór tego działu jako celu. Nie trzeba mieć tam wglądu.
permission-chat-observe = Niezauważone obserwowanie czatów
    .description = Śledzenie trwającego czatu współpracownika. Ani on, ani odwiedzający nie zauważą; za każdym razem jest to odnotowane.
permission-chat-whisper = Podpowiadanie na czatach
    .description = Propozycja odpowiedzi, którą widzi tylko współpracownik.
permission-chat-join = Dołączanie do czatów
    .description = Otwarte wejście do trwającego czatu współpracownika i pisanie w nim.
permission-chat-take-over = Przejmowanie czatów
    .description = Przejęcie trwającego czatu od współpracownika.
permission-watch-read = Wgląd w to, kto obserwował
    .description = Wgląd w to, kto, kiedy i który czat obserwował.
setting-ring-seconds = Jak długo dzwoni, w sekundach
    .hint = Potem pytana jest następna osoba i liczy się jeden nieodebrany czat.
setting-previous-seconds = Jak długo czekać na ostatniego agenta, w sekundach
    .hint = Tylko jeśli ten agent przyjmuje czaty i nie ma wolnego miejsca. 0: wcale.
setting-silent-waiting-minutes = Ile minut może milczeć odwiedzający, który czeka
    .hint = Kto zamknął stronę i nie wróci na czas, tego czat kończy się sam. 0: nigdy.
setting-silent-running-minutes = Ile minut może milczeć odwiedzający, który rozmawia
    .hint = Tak samo; otwarta strona liczy się jako czytanie. 0: nigdy.
setting-strategy = Kto dostaje następny czat
    .choice-fewest = Kto ma ich najmniej
    .choice-fill = Kto ma ich najwięcej, póki są miejsca
    .choice-turns = Jeden po drugim
    .choice-order = Według kolejności poniżej, potem kto ma ich najmniej
setting-ranks = Kolejność
    .hint = Kto nie jest wymieniony, jest pośrodku.
setting-ranks-agent = Adres agenta
setting-ranks-rank = Kolej
    .choice-first = pierwszy
    .choice-last = ostatni
setting-colour = Kolor na stronie odwiedzających
    .hint = Na przykład #0a6657.
setting-heading = Nagłówek na stronie odwiedzających
    .hint = Puste: zwykłe słowa w języku odwiedzającego.
setting-welcome = Pierwsze słowa do odwiedzających
    .hint = Puste: zwykłe słowa w języku odwiedzającego.
setting-ask-department = Odwiedzający wybierają dział
setting-peek = Agenci widzą, co odwiedzający piszą, zanim wyślą
    .hint = Odwiedzający są o tym informowani.
