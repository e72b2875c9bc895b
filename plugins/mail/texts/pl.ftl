# Nazwy wtyczki poczty.

## What plugin.toml says in English

plugin-title = Poczta
plugin-summary = Robi z poczty zgłoszenia, kontynuuje wątki i pilnuje, by zwroty i automatyczne odpowiedzi niczego nie otwierały.
permission-message-receive = Przekazywanie poczty
    .description = Przekazywanie surowych wiadomości, tak jak robi to import lub serwer poczty: każda może otworzyć zgłoszenie w czyimś imieniu.
permission-skipped-read = Wgląd w pominiętą pocztę
    .description = Wgląd w wiadomości, które nie stały się zgłoszeniami, z powodem i oryginałem.
setting-addresses = Adresy tego centrum
    .hint = Na nie przychodzi poczta. List, który przychodzi z jednego z nich, to pętla.
setting-domain = Domena jego Message-ID
    .hint = Na przykład desk.example.org: stoi po prawej stronie @ w tym, co centrum pisze. Taki list to też pętla.
