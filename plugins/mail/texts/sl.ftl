# Nazivi vtičnika za pošto.

## What plugin.toml says in English

plugin-title = Pošta
plugin-summary = Iz pošte dela zahtevke, nadaljuje niti in pazi, da zavrnitve in samodejni odgovori ničesar ne odprejo.
permission-message-receive = Predaja pošte
    .description = Predaja surovih sporočil, kot to počne uvoz ali poštni strežnik: vsako lahko odpre zahtevek v imenu kogarkoli.
permission-skipped-read = Vpogled v preskočeno pošto
    .description = Vpogled v pošto, ki ni postala zahtevek, z razlogom in izvirnikom.
setting-addresses = Naslovi tega centra
    .hint = Na njih prejema pošto. Pošta, ki pride z enega od njih, je zanka.
setting-domain = Domena njegovih Message-ID
    .hint = Na primer desk.example.org: stoji desno od @ v tem, kar center piše. Tudi taka pošta je zanka.
