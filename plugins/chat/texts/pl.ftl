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
so-many-wait = { $count ->
    [0] Nikt nie czeka,
    [one] { $count } czeka,
    [few] { $count } czekają,
    [many] { $count } czeka,
   *[other] { $count } czeka,
}
so-many-run = { $count ->
    [one] { $count } czat trwa.
    [few] { $count } czaty trwają.
    [many] { $count } czatów trwa.
   *[other] { $count } czatu trwa.
}
pages = Strony
first-page = Pierwsza strona
next-page = Następna strona
nothing-over = Żaden czat nie jest jeszcze zakończony.
lacking = Nikt z obecnych tego nie umie
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
end-ask = Zakończenie czatu …
end-hint = Potem nie można już pisać.
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
earlier = Wcześniejsze czaty
open-ticket = Otwórz zgłoszenie
add-files = Pliki
kept-text = Tego nie wysłano. Skopiuj to, zanim przejdziesz dalej:
answer-hint = Enter wysyła, Shift+Enter zaczyna nowy wiersz, / podsuwa gotowe odpowiedzi. Klawisze dostępu przeglądarki: 1 do 9 prowadzą do twoich czatów, N do czekającego najdłużej, A przyjmuje, D odrzuca, I wstawia szept.
put-in = Wstaw
canned = Gotowe odpowiedzi (albo wpisz / w tekście)
canned-answer = Gotowa odpowiedź
own-answer = moja
answer-of-department = działu
answer-of-all = wszystkich
offline = Brak połączenia. To, co piszesz, zostaje tutaj.
not-sent-offline = Nie wysłano: brak połączenia. Tekst nadal tu jest.
is-writing = { $name } pisze…
may-be-watched = Przełożeni mogą niezauważenie obserwować twoje czaty. Za każdym razem zostaje to odnotowane.
next-one = Następny:
waits-since = Odwiedzający czeka na odpowiedź
of-so-many = { $has } z { $most }
tickets = Zgłoszenia
leave = Opuść czat
stop-watching = Przestań obserwować
watch-hint-told = Współpracownik się dowie; odwiedzający niczego nie zauważy. Zostaje odnotowane, że obserwujesz.
keep-transcript = Zapisz rozmowę jako tekst
mail-title = Rozmowa pocztą
mail-to = Wyślij na { $address }
mail-it = Wyślij na mój adres e-mail
mail-comes = Jest w drodze do ciebie.
mail-subject = Co powiedziano w naszym czacie
mail-off = tutaj rozmów nie wysyła się pocztą: zapisz tekst
mail-no-address = przed tym czatem nie podano adresu e-mail: zapisz tekst
mail-enough = wysłano ją przed chwilą albo już trzy razy: zapisz tekst
mail-scheduled = zaplanowana
mail-delayed = opóźniona
mail-sent = wysłana
mail-not-delivered = niedostarczona
done-mailed = Rozmowa jest w drodze do gościa.
hand-it-over = ten czat jest twój: przekaż go albo zakończ
alert-waits = czeka od { $minutes } min
alert-unanswered = bez odpowiedzi od { $minutes } min
alert-due = pierwsza odpowiedź w ciągu { $minutes } min
alert-late = pierwsza odpowiedź spóźniona, { $minutes } min
alert-unhappy = słowa niezadowolenia
cut-lines = Wcześniej powiedziano więcej. Tu jest tylko to, co ostatnie.

## What the desk says in a chat

joined = Do rozmowy dołącza { $name }.
has-left = Z rozmowy odchodzi { $name }.
watched = { $name } obserwuje ten czat.
unwatched = { $name } już nie obserwuje.
waits-again = Czat został przekazany. Za chwilę ktoś się zgłosi.
ended-by = Czat zakończył(a): { $name }.
ended-silently = Czat zakończył się sam: odwiedzającego już nie było.
rang = Dzwoni u: { $name }.
declined = Odrzucone: { $name }.
missed = Bez odpowiedzi: { $name }.
lacks = Nikt, kto przyjmuje czaty, nie ma umiejętności „{ $skill }”.
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
done-left = Nie bierzesz już udziału w tym czacie.
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
what-about = Czego to dotyczy?
please-choose = Proszę wybrać
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
save-it = Zapisz rozmowę
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

## Co widzą goście

look = Co widzą goście
look-lead = Kolor, słowa i pytania strony, przez którą rozmawiają goście. Obok widać, jak by wyglądała; co zapisano, obowiązuje każdego, kto ją potem otworzy.
colour = Kolor
position-of = Róg strony
on-the-right = po prawej
on-the-left = po lewej
asked-before = O co pyta się przed czatem
no-kinds = Czego dotyczy czat, pyta się, gdy ustawienia wtyczki mówią, z czego wybierać.
own-words = Własne słowa
own-words-hint = Puste: zwykłe słowa. Każdy język ma swoje.
heading = Nagłówek
first-words = Pierwsze słowa
offline-words = Gdy nikogo nie ma
save = Zapisz
preview = Podgląd
preview-hint = Tu nikt nie może zacząć czatu.
contrast = Kontrast
contrast-words = Słowa na kolorze: { $ratio } do 1. Są czarne lub białe, zależnie od tego, co łatwiej odczytać.
contrast-light = Kolor na jasnej stronie: { $ratio } do 1.
contrast-dark = Kolor na ciemnej stronie: { $ratio } do 1.
faint = Mniej niż 3 do 1: trudno go tam znaleźć.
embed = Na Twojej stronie
embed-hint = Ten wiersz trafia na każdą stronę witryny, przed jej końcem
ask-no = nie pyta się
ask-perhaps = pyta się
ask-must = trzeba podać
bad-colour = „{ $typed }” to nie kolor; oczekiwano na przykład #0a6657
long-words = nagłówek ma najwyżej { $heading } znaków, inne słowa najwyżej { $words }
look-changed = ktoś to w międzyczasie zmienił i nic nie zapisano; jeśli zapiszesz ponownie, wszystko będzie tak, jak tutaj
address-missing = potrzebny jest adres e-mail
done-saved = Zapisano.
sound-on = Włącz dźwięk
sound-off = Wyłącz dźwięk
browser-silent = Twoja przeglądarka milczy, dopóki raz nie klikniesz lub nie wpiszesz czegoś na tej stronie. Do tego czasu tytuł strony mówi, ile jest nowego.

## Visitors who have not written

visitors = Odwiedzający
visitors-lead = Kto jest teraz na stronie i jeszcze nie napisał. Gdy odejdzie, nic z tego nie zostaje.
visitors-off = Zanim napiszą, o odwiedzających nic nie wiadomo: jest to wyłączone w ustawieniach tej wtyczki.
nobody-visits = Na stronie nie ma nikogo, kogo możesz zobaczyć.
visitor-gone = ten odwiedzający odszedł albo już pisze
returning = już tu był
on-the-site = Tutaj od
on-this-page = Na tej stronie od
invitation = Zaproszenie
invite = Zaproś
invite-words = Co przeczyta odwiedzający
invite-hint = W ciągu pół minuty pojawi się nad przyciskiem czatu i niczemu nie przeszkodzi. Kto odpowie, trafi najpierw do ciebie.
invited-already = ten odwiedzający był już zaproszony albo nie chce zaproszenia
nobody-would-answer = nikt tam teraz nie przyjmuje czatów, więc nikt by nie odpowiedział
is-invited = zaproszony
sees-invitation = widzi
declined-it = odmówił
no-thanks = Nie, dziękuję
invited-by = Zaproszenie, { $name }:
invited-by-rule = Zaproszenie według reguły:
done-invited = Zaproszono.

## What is not right

nothing-said = nie ma nic do wysłania
long-text = tekst ma najwyżej { $most } znaków
many-files = dołączyć można najwyżej { $most } plików
bad-name = imię ma od 1 do { $most } znaków
long-word = każda z danych ma najwyżej { $most } znaków
too-many = Zbyt wielu naraz
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
may-take-none = { $name } nie może mieć czatów działu { $department }: żadna rola nie daje tam prawa „Przyjmowanie czatów”
may-write-none = { $name } nie może mieć czatów działu { $department }: żadna rola nie daje tam prawa „Pisanie na czatach”

## What an administrator reads

plugin-title = Czat
plugin-summary = Odwiedzający rozmawiają z biurem od razu: kto czeka, kto dostaje następny czat i ile naraz, co się mówi i kto obserwuje.
contribution-pages = Czaty
permission-page-use = Otwieranie „Czatów”
    .description = Otwieranie stron czatów. Co tam widać, mówią inne uprawnienia.
permission-chat-read = Czytanie czatów
    .description = Wgląd w czaty i w to, co się w nich mówi. Do trwającego czatu współpracownika te strony prowadzą tylko z prawem do obserwowania i to odnotowują; inna wtyczka z tym prawem czyta, dla kogo może, bez adnotacji.
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
permission-desk-use = Pytanie o czaty (wtyczki)
    .description = Dla wtyczek: pytanie, od kiedy czaty czekają i kiedy na nie odpowiedziano.
permission-look-edit = Zmiana tego, co goście widzą z czatu
    .description = Kolor, słowa i pytania przed czatem, z wierszem, który umieszcza go na stronie.
permission-visitor-read = Wgląd w odwiedzających stronę
    .description = Kto jest na stronie i jeszcze nie napisał: strona, skąd, od kiedy. Odwiedzających stron, które nie podają działu, widzi każdy, kto ma to uprawnienie.
permission-visitor-invite = Zapraszanie odwiedzających
    .description = Zaproszenie odwiedzającego stronę do rozpoczęcia czatu.
setting-ring-seconds = Jak długo dzwoni, w sekundach
    .hint = Potem pytana jest następna osoba i liczy się jeden nieodebrany czat.
setting-previous-seconds = Jak długo czekać na ostatniego agenta, w sekundach
    .hint = Tylko jeśli ten agent przyjmuje czaty i nie ma wolnego miejsca. 0: wcale.
setting-language-seconds = Jak długo czekać na kogoś, kto mówi w języku gościa, w sekundach
    .hint = Tylko dopóki takie osoby przyjmują czaty i nie mają wolnego miejsca. Kto w czym mówi, podano w „Kto jest”. 0: wcale.
setting-skill-seconds = Jak długo czekać na umiejętność, której nikt z obecnych nie ma, w sekundach
    .hint = Potem czat może dostać każdy. Dopóki ktoś z tą umiejętnością przyjmuje czaty, nie dostaje go nikt inny. 0: wcale.
setting-kinds = Czego dotyczy czat
    .hint = Goście wybierają jedno z nich przed rozpoczęciem czatu. Puste: nie są pytani.
setting-kinds-kind = Co czytają goście
setting-kinds-department = Dział
    .hint = Jego nazwa. Puste: każdy.
setting-kinds-skill = Potrzebna umiejętność
    .hint = Puste: żadna.
setting-silent-waiting-minutes = Ile minut może milczeć odwiedzający, który czeka
    .hint = Kto zamknął stronę i nie wróci na czas, tego czat kończy się sam. 0: nigdy.
setting-silent-running-minutes = Ile minut może milczeć odwiedzający, który rozmawia
    .hint = Tak samo; otwarta strona liczy się jako czytanie. 0: nigdy.
setting-alert-wait-minutes = Po ilu minutach czekania tablica to zgłasza
    .hint = Na przyjęcie czatu albo na odpowiedź. 0: nigdy.
setting-alert-answer-minutes = W ciągu ilu minut ma przyjść pierwsza odpowiedź
    .hint = Od początku czatu. Tablica zgłasza to, gdy zostaje jedna czwarta. 0: obojętnie kiedy.
setting-alert-words = Słowa niezadowolonych odwiedzających
    .hint = Tablica wskazuje czaty, w których odwiedzający napisze takie słowo. Wystarczy początek: „skarg” znajduje „skarga”.
setting-alert-words-word = Słowo
setting-tell-may-be-watched = Agenci wiedzą, że mogą być obserwowani
    .hint = Na stronach, na których czatują. Każda obserwacja i tak zostaje odnotowana.
setting-tell-watched = Agenci wiedzą, kiedy są obserwowani
    .hint = Kto obserwuje, stoi w czacie, dla agentów i nigdy dla odwiedzających. Tam, gdzie wymaga tego prawo.
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
setting-transcript-mail = Rozmowy pocztą
    .hint = Na adres, który gość podał przed czatem.
    .choice-asked = gdy gość o to prosi
    .choice-always = także zawsze, gdy kończy się czat, który ktoś przyjął
    .choice-never = nie dla gości
setting-visitors = Agenci widzą, kto jest na stronie, zanim napisze
    .hint = Strona, skąd, od kiedy, język. Przeglądarka pamięta, że już tu była: powiedz to odwiedzającym i zapytaj ich, gdzie wymaga tego prawo.
setting-invitations = Zaproszenia według reguł
    .hint = Najwyżej jedno podczas wizyty i tylko, gdy ktoś przyjmuje czaty. Obowiązuje pierwsze pasujące.
setting-invitations-text = Co czytają odwiedzający
setting-invitations-page = Adres strony zawiera
    .hint = Puste: każda strona.
setting-invitations-seconds = Po tylu sekundach na stronie
setting-invitations-who = Kogo
    .choice-anybody = każdego
    .choice-new = kto jest tu pierwszy raz
    .choice-returning = kto już tu był
setting-invitations-language = Język
    .hint = Na przykład pl. Puste: każdy.
setting-peek = Agenci widzą, co odwiedzający piszą, zanim wyślą
    .hint = Odwiedzający są o tym informowani.
