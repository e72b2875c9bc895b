# Stavki vtičnika, ki združuje zahtevke.

## Why something is not done, for whoever tried

itself = to je že en in isti zahtevek: izberite drugega, s katerim naj se združi
is-spam = zahtevek #{ $number } je označen kot neželen
is-closed = zahtevek #{ $number } je zaprt: najprej ga spet odprite ali pa njega združite z drugim
is-empty = zahtevek #{ $number } nima sporočil: morda je že združen
no-merge = ni združitve, ki bi jo lahko razveljavili: je že razveljavljena ali pa je minil dan
may-not-read = #{ $number } ni več ali pa je tam, kjer ne smete brati: prosite koga od tam, naj razveljavi

## What plugin.toml says in English

plugin-title = Združevanje
plugin-summary = Iz dveh zahtevkov naredi enega: vsa sporočila prvega gredo v drugega, en dan pa je to mogoče razveljaviti.
permission-desk-use = Združevanje zahtevkov (vtičniki)
    .description = Za vtičnike: klic tega vtičnika. Kaj smejo potem, povedo njihove druge pravice.
