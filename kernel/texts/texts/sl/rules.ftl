# Zakaj kdo ne more dati, spremeniti ali odvzeti pravic.

rule-role-keeps = Vloga obdrži svoj identifikator in vrsto; namesto tega ustvarite novo vlogo.
rule-role-outranks = Vloge »{ $role }« ne morete spremeniti: daje več, kot imate vi ali strani, ki jih uporabljate.
rule-role-staff = Samo skrbnik lahko spremeni vlogo v vlogo za osebje, novo pa lahko ustvari samo osebje.
rule-role-never = »{ $what }« pomeni stik s strankami, tega pa vloga »{ $role }« za sodelavce nikoli ne more.
rule-role-unused = Vloga »{ $role }« ni v rabi.
rule-role-visitor = Vloga »{ $role }« je za ljudi, ki se niso prijavili.
rule-no-role = Ni vloge `{ $role }`.
rule-administrator-whole = Skrbnik je skrbnik za ves center, ne za en oddelek.

rule-give-more = Vloge »{ $role }« ne morete dati: daje ali bo dajala več, kot imate vi ali strani, ki jih uporabljate.
rule-give-held = Vloge »{ $role }« tu ne morete dati: dovoljuje »{ $what }« ({ $scopes }), vi pa te pravice v enaki meri nimate.
rule-grant-held = Pravice »{ $what }« ({ $scopes }) ne morete dati, ker je sami v enaki meri nimate.
rule-make-staff = Samo osebje lahko koga sprejme med osebje, in to za največ toliko časa, kolikor je tam samo.
rule-outranked = Te osebe ne morete upravljati: njena vloga »{ $role }« daje več, kot imate vi ali strani, ki jih uporabljate.
rule-member-more = Te osebe ne morete dodati v ta oddelek: vloga »{ $role }« bo tam dajala več.
rule-member-held = Te osebe ne morete dodati v ta oddelek: njena vloga »{ $role }« bi tam dovoljevala »{ $what }«, vi pa te pravice tam nimate.

rule-owner-account = Lastnikov račun lahko spreminja samo lastnik.
rule-owner-given = Lastništva ni mogoče dati kot vlogo; prenese ga lastnik.
rule-owner-only = »{ $what }« ostane lastniku in tega ni mogoče dati nikomur.
rule-owner-suspend = Lastniku ni mogoče ustaviti računa; najprej prenesite lastništvo.
rule-transfer-by = Lastništvo lahko prenese samo prijavljeni lastnik.
rule-transfer-to = Lastništvo preide na nekoga iz osebja z dejavnim računom.

rule-built-in-new = Vgrajene vloge so tu od začetka; ustvarite svojo vlogo.
rule-built-in-name = Vgrajene vloge »{ $role }« ni mogoče ne opustiti ne preimenovati.
rule-built-in-audience = Vgrajena vloga »{ $role }« ostane za tiste, za katere je nastala.
rule-built-in-gives = Tega, kar daje vloga »{ $role }«, ni mogoče spremeniti.

rule-mandate-stays = Pooblastilo ostane pri svojem vtičniku.
rule-replace = Vtičnika `{ $plugin }` ne morete zamenjati: ima `{ $name }`, vi pa te pravice nimate.
rule-scopes = »{ $what }« je mogoče dati: { $scopes }.
rule-token-held = Ključ API ne more imeti »{ $what }«, ker te pravice nimate vi.
rule-token-person = Ključ API lahko ustvari samo oseba, ki je prijavljena, ne pa ključ API ali vtičnik.
rule-undeclared = Noben vtičnik tu ne pozna `{ $name }`; najprej namestite tistega, ki ga.

rule-audience = Samo osebje lahko naredi kaj vidno le osebju.
rule-inside = Kar napišejo sodelavci, ostane znotraj, to pa bi lahko videle stranke.
rule-viewing = Center gledate kot nekdo drug: ničesar ni mogoče spremeniti.
