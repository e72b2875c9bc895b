# Besede vtičnika, ki deli zahtevke.

given-to = Zahtevek ima: { $name }
previous = ista oseba je imela zadnji zahtevek te stranke
has-skill = ima znanje »{ $skill }«
no-skill = nihče od navzočih ni imel znanja »{ $skill }«
speaks = govori jezik zahtevka ({ $language })
load = takrat { $has } od { $most } novih in odprtih zahtevkov
came-back = od takrat je bil vrnjen

## What the manifest says

plugin-title = Razporejanje
plugin-summary = Daje zahtevke, ki jih nima nihče, ljudem, ki sprejemajo delo, in pove, zakaj.
contribution-why = Dodeljeno samodejno
setting-departments = Kje se zahtevki delijo
    .hint = Zahtevke, ki jih nima nihče, dobijo tisti, ki sprejemajo zahtevke in imajo manj novih in odprtih, kot pravi njihova omejitev. Kar tu ni navedeno: ljudje jih vzamejo sami.
setting-departments-department = Oddelek
    .hint = Njegovo ime.
setting-departments-strategy = Komu najprej
    .choice-fewest = Kdor jih ima najmanj
    .choice-fill = Kdor jih ima največ, dokler so mesta
    .choice-turns = Eden za drugim
setting-previous-minutes = Kako dolgo čakati na tistega, ki je imel zadnji zahtevek stranke, v minutah
    .hint = Samo če sprejema zahtevke in nima prostega mesta. 0: nič.
setting-language-minutes = Kako dolgo čakati na nekoga, ki govori jezik zahtevka, v minutah
    .hint = Samo dokler taki ljudje sprejemajo zahtevke in nimajo prostega mesta. Kdo govori kaj, piše pod »Kdo je tu«. 0: nič.
setting-skill-minutes = Kako dolgo čakati na znanje, ki ga nima nihče od navzočih, v minutah
    .hint = Potem lahko zahtevek dobi kdorkoli. Dokler kdo s tem znanjem sprejema zahtevke, ga ne dobi nihče drug. 0: nič.
setting-skills = Znanja, ki jih zahtevki potrebujejo
    .hint = Po njihovih oznakah.
setting-skills-tag = Oznaka
setting-skills-skill = Znanje
