# Nazwy wtyczki poczty.

## What plugin.toml says in English

plugin-title = Poczta
plugin-summary = Robi z poczty zgłoszenia, kontynuuje wątki i pilnuje, by zwroty i automatyczne odpowiedzi niczego nie otwierały.
permission-message-receive = Przekazywanie poczty
    .description = Przekazywanie surowych wiadomości, tak jak robi to import lub serwer poczty: każda może otworzyć zgłoszenie w czyimś imieniu.
permission-skipped-read = Wgląd w pominiętą pocztę
    .description = Wgląd w wiadomości, które nie stały się zgłoszeniami, z powodem i oryginałem.
