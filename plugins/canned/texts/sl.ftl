# Besede vtičnika, ki hrani pripravljene odgovore.

## Around every page

product = Ombud
skip = Skoči na vsebino
desk-navigation = Center za pomoč
inbox = Prejeto
sign-out = Odjava
not-saved = Nič ni bilo shranjeno.

## The list and the form

answers = Pripravljeni odgovori
lead = Besedila, ki jih pišete znova in znova. V odgovoru ali zapisu vtipkajte /, da vstavite katero od njih.
new = Nov odgovor
search = Išči
nothing = Tu še ni ničesar.
title = Naslov
shortcut = Bližnjica
shortcut-hint = Kaj se vtipka po /, na primer hours
whose = Za koga
own = Samo zame
all = Za vse sodelavce
uses = Uporabljen
main-text = Besedilo
main-hint = Uporabi se, če jezik zahtevka nima svojega besedila.
filled = Kaj se lahko izpolni
fallback = { $example } pove, kaj tam stoji, če ni ničesar. { $brace } je en oklepaj.
in-language = Besedilo v tem jeziku
language = Jezik
languages = V drugih jezikih
languages-hint = Jezik je oznaka, kot so en, bg, pl, ru ali sl. Izbere ga jezik zahtevka.
save = Shrani
preview = Poglej, kako se bere
sample = Tako se bere, o nekom izmišljenem
cancel = Prekliči
delete = Izbriši
undo = Razveljavi
read-only = Ta odgovor lahko uporabljate, spreminjati pa ga ne smete.
kept = Odgovor je shranjen.
deleted = Odgovor je izbrisan.
restored = Odgovor je spet tu.
no-such-page = med pripravljenimi odgovori ni take strani
first-page = Prva stran
next-page = Naslednja stran
pages = Strani
files = Datoteke
take-out = Odstrani { $name }
files-hint = Priložijo se, ko se odgovor vstavi. Največ { $most }, skupaj { $megabytes } MB.

## Why something is not done, for whoever tried

brace-open = oklepaj pred »{ $text }« nima konca: zaprite ga ali napišite dva oklepaja namesto enega
unknown-placeholder = `{ $name }` se ne da izpolniti; lahko pa { $known }
no-answer = takega odgovora ni ali pa ni za vas
no-department = oddelka `{ $text }` ni
not-deleted = ni česa vrniti: je že vrnjeno ali pa je minil dan
changed-meanwhile = nekdo je spremenil ta odgovor, ko ste ga imeli odprtega: odprite ga znova in se znova odločite
too-many = odgovorov je že { $most }: najprej kakšnega izbrišite
title-wrong = dajte mu naslov z 1 do { $most } znaki
shortcut-wrong = bližnjica ima največ { $most } črk, števk in vezajev, brez presledkov
shortcut-taken = `/{ $shortcut }` je že »{ $title }«: izberite drugo bližnjico
language-wrong = `{ $text }` ni oznaka jezika, kot sta en ali pt-br
too-many-languages = odgovor ima največ { $most } jezikov
text-wrong = vsako besedilo ima od 1 do { $most } bajtov
files-many = odgovor nosi največ { $most } datotek, skupaj { $megabytes } MB

## When something went wrong

trouble-403 = Tega ne smete
trouble-404 = Ni najdeno
trouble-409 = Nekdo je bil hitrejši
trouble-asked = To ni uspelo
trouble-later = Ne zdaj
trouble-ours = Nekaj je šlo narobe

## What plugin.toml says in English

plugin-title = Pripravljeni odgovori
plugin-summary = Hrani besedila, ki se pišejo znova in znova: zase, za oddelek ali za vse.
contribution-pages = Pripravljeni odgovori
permission-answer-use = Uporaba pripravljenih odgovorov
    .description = Vstavljanje svojih odgovorov in odgovorov svojih oddelkov.
permission-answer-edit = Urejanje pripravljenih odgovorov
    .description = Pisanje, spreminjanje in brisanje svojih odgovorov ali odgovorov oddelka.
permission-shared-use = Uporaba pripravljenih odgovorov vseh
    .description = Vstavljanje odgovorov, ki jih imajo vsi.
permission-shared-edit = Urejanje pripravljenih odgovorov vseh
    .description = Pisanje, spreminjanje in brisanje odgovorov, ki jih imajo vsi.
permission-desk-use = Uporaba pripravljenih odgovorov (vtičniki)
    .description = Za vtičnike: klic tega vtičnika. Kaj smejo potem, povedo njihove druge pravice.
