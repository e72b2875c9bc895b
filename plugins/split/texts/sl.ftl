# Stavki vtičnika, ki deli zahtevke.

## Why something is not done, for whoever tried

subject-empty = zadeva je prazna: povejte, za kaj gre v novem zahtevku
messages-empty = izbrano ni nobeno sporočilo: izberite vsaj eno
no-split = ni delitve, ki bi jo lahko razveljavili: je že razveljavljena ali pa je minil dan
may-not-read = #{ $number } je tam, kjer ne smete brati: prosite koga od tam, naj razveljavi
written-since = medtem je nekdo pisal v enega od zahtevkov: ni mogoče razveljaviti

## What plugin.toml says in English

plugin-title = Delitev
plugin-summary = Iz enega zahtevka naredi dva: sporočila o nečem drugem dobijo svojega, en dan pa je to mogoče razveljaviti.
permission-desk-use = Deljenje zahtevkov (vtičniki)
    .description = Za vtičnike: klic tega vtičnika. Kaj smejo potem, povedo njihove druge pravice.
